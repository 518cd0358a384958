import os from 'node:os';
import path from 'node:path';

/** Folder outside the checkout for what the live lane builds and installs. */
export const toolCache = (): string =>
  process.env.KUBEFLOW_FLEET_CACHE ??
  path.join(
    process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'),
    'kubeflow-fleet',
  );
