import os from 'node:os';
import path from 'node:path';
import { PRODUCT_NAME } from '@kubeflow-fleet/plugin-kubeflow-common';

/** Folder outside the checkout for what the live lane builds and installs. */
export const toolCache = (): string =>
  process.env.KUBEFLOW_FLEET_CACHE ??
  path.join(
    process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'),
    PRODUCT_NAME,
  );
