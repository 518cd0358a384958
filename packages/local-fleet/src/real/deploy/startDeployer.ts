import { type ChildProcess, fork } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { DeployJob, Deployed } from './contract';

/** A process that deploys one job. */
export interface Deployer {
  /** Begins; rejects when the process ends without a result. */
  deploy(job: DeployJob): Promise<Deployed>;
  /** SIGKILL, SIGSTOP, SIGCONT, SIGINT. */
  signal(name: NodeJS.Signals): void;
  /** Resolves when the process is gone. */
  readonly exited: Promise<void>;
}

export interface Deployers {
  /** Started, and waiting for its job: the start costs the test nothing when it is done ahead. */
  start(): Deployer;
  /** Kills what is left. */
  stop(): Promise<void>;
}

/** Bundles the deploying program, as an action is bundled, and starts processes of it. */
export async function openDeployers(): Promise<Deployers> {
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'deployer-'));
  const program = path.join(directory, 'deployProcess.mjs');
  // Loaded only here: whoever starts the fleet needs no bundler.
  const { build } = await import('esbuild');
  await build({
    entryPoints: [path.join(__dirname, 'deployProcess.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    banner: {
      js: `import { createRequire as makeRequire } from 'node:module';
const require = makeRequire(import.meta.url);
const __filename = import.meta.filename, __dirname = import.meta.dirname;`,
    },
    logLevel: 'error',
  });
  const running = new Set<ChildProcess>();
  return {
    start: () => {
      const child = fork(program, { execArgv: [] });
      running.add(child);
      child.once('exit', () => running.delete(child));
      return deployerOf(child);
    },
    stop: async () => {
      for (const child of running) child.kill('SIGKILL');
      await fs.rm(directory, { recursive: true, force: true });
    },
  };
}

function deployerOf(child: ChildProcess): Deployer {
  const exited = new Promise<void>(resolve =>
    child.once('exit', () => resolve()),
  );
  return {
    deploy: job =>
      new Promise((resolve, reject) => {
        child.once(
          'message',
          ({ deployed, error }: { deployed?: Deployed; error?: string }) => {
            child.disconnect();
            if (deployed) resolve(deployed);
            else reject(new Error(error));
          },
        );
        child.once('exit', (code, signal) =>
          reject(new Error(`the deployer ended with ${signal ?? code}`)),
        );
        child.send(job);
      }),
    signal: name => void child.kill(name),
    exited,
  };
}
