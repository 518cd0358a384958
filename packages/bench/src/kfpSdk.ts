import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { pythonEnvironment } from '@kubeflow-fleet/local-fleet';

const run = promisify(execFile);

/** Runs a Python program with the kfp SDK on its path and returns its last line of output, parsed as JSON. */
export async function kfpSdk<T>(
  program: string,
  options: {
    readonly args: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  },
): Promise<T> {
  const python = path.join(await pythonEnvironment('kfp'), 'python');
  const { stdout } = await run(
    python,
    ['-W', 'ignore', '-c', program, ...options.args],
    {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        ...options.env,
      },
      timeout: 300_000,
    },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}
