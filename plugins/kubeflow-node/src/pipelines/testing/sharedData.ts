import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(
  process.env.KUBEFLOW_FLEET_DATA ??
    // eslint-disable-next-line no-restricted-syntax -- a test file is never bundled
    join(__dirname, '../../../../../../shared/data'),
);

/** Path of one of upstream's files, which this project does not commit. */
export const dataPath = (...names: string[]): string => join(folder, ...names);

/** False where upstream's files are absent, which is then said once. */
export function haveSharedData(): boolean {
  if (existsSync(folder)) return true;
  process.stderr.write(
    `skipped: there is no ${folder}, and KUBEFLOW_FLEET_DATA names no other\n`,
  );
  return false;
}
