import { spawn, type ChildProcess } from 'node:child_process';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';

/** A program to run without a shell. */
export interface BoundedRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Of standard output. */
  readonly maxBytes: number;
  /** What it is run for, for messages: `kustomization deploy/kubeflow`. */
  readonly subject: string;
}

/** How a program ended by itself. */
export interface ProgramEnd {
  /** Null: a signal ended it. */
  readonly code: number | null;
  readonly stdout: Uint8Array;
  /** The last 20,000 characters. */
  readonly stderr: string;
}

const KEPT = 20_000;

/** Its children too: it leads a process group of its own. */
const killTree = ({ pid }: ChildProcess) => {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

const missing = ({ program, subject }: BoundedRun, cause: unknown) =>
  new KubeflowError('NotFoundError', {
    reason: 'ProgramMissing',
    subject,
    fact: `the program '${program}' cannot be started (${
      (cause as NodeJS.ErrnoException).code ?? cause
    })`,
    remedy: 'Install it on the runner',
    cause,
  });

const tooSlow = ({ program, subject, timeoutMs }: BoundedRun) =>
  new KubeflowError('TimeoutError', {
    reason: 'ProgramTimeout',
    subject,
    fact: `'${program}' did not end within ${timeoutMs} ms and was killed`,
    remedy: 'Raise the timeout, or render where the remote bases are reachable',
  });

const tooLarge = ({ program, subject, maxBytes }: BoundedRun) =>
  new KubeflowError('InputError', {
    reason: 'ManifestsTooLarge',
    subject,
    fact: `'${program}' printed more than ${maxBytes} bytes and was killed`,
    remedy: 'Deploy fewer or smaller objects at once',
  });

/**
 * Runs a program to its end. Time and output are bounded; when either is exceeded or the signal aborts, it is
 * killed with everything that it started.
 *
 * @throws KubeflowError reasons `ProgramMissing`, `ProgramTimeout`, `ManifestsTooLarge`; the signal's reason.
 */
export async function runBounded(run: BoundedRun): Promise<ProgramEnd> {
  run.signal?.throwIfAborted();
  const child = spawn(run.program, run.args, {
    cwd: run.cwd,
    env: run.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let failure: unknown;
  const stop = (reason: unknown) => {
    failure ??= reason;
    killTree(child);
  };
  const onAbort = () => stop(run.signal?.reason);
  const timer = setTimeout(() => stop(tooSlow(run)), run.timeoutMs);
  run.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const end = await collect(child, run, stop);
    if (failure !== undefined) throw failure;
    return end;
  } finally {
    clearTimeout(timer);
    run.signal?.removeEventListener('abort', onAbort);
  }
}

function collect(
  child: ChildProcess,
  run: BoundedRun,
  stop: (reason: unknown) => void,
): Promise<ProgramEnd> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let stderr = '';
  child.stdout!.on('data', (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes > run.maxBytes) stop(tooLarge(run));
    else chunks.push(chunk);
  });
  child.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
    stderr = (stderr + chunk).slice(-KEPT);
  });
  return new Promise((resolve, reject) => {
    child.once('error', error => reject(missing(run, error)));
    child.once('close', code =>
      resolve({ code, stdout: Buffer.concat(chunks), stderr }),
    );
  });
}
