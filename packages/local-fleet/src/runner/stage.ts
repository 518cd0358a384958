import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { CancelLadder, StageResult } from './contract';

/** One node process of a step. */
export interface StageOptions {
  readonly script: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  readonly cancel?: AbortSignal;
  readonly ladder: CancelLadder;
  readonly timeoutMs: number;
}

const killTree = (child: ChildProcess) => {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // The group is gone already: nothing is left to kill.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

/** SIGINT, then SIGTERM, then the kill of the whole tree, as the runner's ProcessInvoker does. */
const climb = (
  child: ChildProcess,
  ladder: CancelLadder,
  sent: { signal: NodeJS.Signals; atMs: number }[],
) => {
  const start = Date.now();
  const send = (signal: NodeJS.Signals) => {
    sent.push({ signal, atMs: Date.now() - start });
    if (signal === 'SIGKILL') killTree(child);
    else child.kill(signal);
  };
  send('SIGINT');
  const timers = [
    setTimeout(() => send('SIGTERM'), ladder.sigintMs),
    setTimeout(() => send('SIGKILL'), ladder.sigintMs + ladder.sigtermMs),
  ];
  child.once('exit', () => timers.forEach(clearTimeout));
};

/** Runs one script with node in a process group of its own, without a terminal. */
export const runStage = (options: StageOptions): Promise<StageResult> =>
  new Promise((resolve, reject) => {
    const started = Date.now();
    const sent: { signal: NodeJS.Signals; atMs: number }[] = [];
    const child = spawn(process.execPath, [options.script], {
      cwd: options.cwd,
      env: { ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream, crlfDelay: Infinity }).on(
        'line',
        options.onLine,
      );
    const onCancel = () => climb(child, options.ladder, sent);
    if (options.cancel?.aborted) onCancel();
    else options.cancel?.addEventListener('abort', onCancel, { once: true });
    const deadline = setTimeout(() => {
      options.onLine(
        `::error::The action has timed out after ${options.timeoutMs} ms`,
      );
      killTree(child);
    }, options.timeoutMs);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(deadline);
      options.cancel?.removeEventListener('abort', onCancel);
      resolve({
        exitCode: code ?? undefined,
        signal: signal ?? undefined,
        sent,
        durationMs: Date.now() - started,
      });
    });
  });
