import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { goProgram } from '@kubeflow-fleet/local-fleet';

const run = promisify(execFile);

/** A kubectl of this machine. */
export interface Kubectl {
  /** `kubectl 1.35.4`. */
  readonly name: string;
  readonly program: string;
}

const versionOf = async (program: string): Promise<Kubectl> => {
  const { stdout } = await run(program, ['version', '--client', '-o', 'json']);
  const { clientVersion } = JSON.parse(stdout) as {
    readonly clientVersion: { readonly gitVersion: string };
  };
  return { name: `kubectl ${clientVersion.gitVersion.slice(1)}`, program };
};

/**
 * The kubectl of the PATH, which is what a job on this machine runs, and the one of the API server's own version;
 * one where they are the same, or where the PATH has none.
 */
export async function kubectls(): Promise<readonly Kubectl[]> {
  const built = await versionOf(await goProgram('kubectl'));
  const onPath = await versionOf('kubectl').catch(() => built);
  return onPath.name === built.name ? [built] : [onPath, built];
}

export interface KubectlApply {
  readonly program: string;
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
  program,
  kubeConfig,
  server,
  files,
}: KubectlApply): Promise<KubectlOutcome> {
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
