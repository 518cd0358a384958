import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { goProgram } from '@kubeflow-fleet/local-fleet';

export interface KubectlApply {
  /** Kubeconfig file; its server is replaced by `server`. */
  readonly kubeConfig: string;
  readonly server: string;
  readonly files: readonly string[];
}

export interface KubectlOutcome {
  readonly milliseconds: number;
  /** What it could not apply, one line each; empty when all was applied. */
  readonly refused: readonly string[];
}

/**
 * `kubectl apply --server-side` as a job on a new runner runs it: without the discovery cache of an earlier one.
 * Its time is that of its process.
 */
export async function kubectlApply({
  kubeConfig,
  server,
  files,
}: KubectlApply): Promise<KubectlOutcome> {
  const program = await goProgram('kubectl');
  const cache = await fs.mkdtemp(path.join(os.tmpdir(), 'kubectl-cache-'));
  const args = [
    `--kubeconfig=${kubeConfig}`,
    `--server=${server}`,
    `--cache-dir=${cache}`,
    'apply',
    '--server-side',
    '--force-conflicts',
    ...files.map(file => `--filename=${file}`),
  ];
  const started = performance.now();
  const stderr = await new Promise<string>(resolve => {
    execFile(program, args, { maxBuffer: 2 ** 26 }, (_, _out, err) =>
      resolve(err),
    );
  });
  const milliseconds = performance.now() - started;
  await fs.rm(cache, { recursive: true, force: true });
  const refused = stderr
    .split('\n')
    .filter(line => /no matches for kind|Error from server|^error/i.test(line));
  return { milliseconds, refused };
}
