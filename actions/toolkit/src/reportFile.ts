import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { redact } from './secrets';

/**
 * Writes a file for later steps of the job, such as one that uploads it, outside the repository; returns its
 * absolute path. Each call makes a new file. Masked values are left out of it, as of the log.
 */
export async function writeReportFile(
  name: string,
  text: string,
): Promise<string> {
  const base = process.env.RUNNER_TEMP ?? os.tmpdir();
  const folder = await fs.mkdtemp(path.join(base, 'kubeflow-fleet-'));
  const file = path.join(folder, name);
  await fs.writeFile(file, redact(text), { mode: 0o600 });
  return file;
}
