import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../../..');
const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
const START = join(ROOT, 'packages/local-fleet/src/cli/start.ts');

/** `npm start -- --once …`; `until` sends SIGINT as soon as the output holds it. */
export const runMainJobOnce = (options: {
  readonly stateDir: string;
  readonly args?: readonly string[];
  readonly until?: string;
  /** Over a `HOME` that is the state directory, so that nothing of the person's own is used. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}) =>
  new Promise<{ code: number | null; output: string; last: any }>(done => {
    const { stateDir, until } = options;
    const child = spawn(
      process.execPath,
      [TSX, START, '--once', '--state-dir', stateDir, ...(options.args ?? [])],
      {
        cwd: ROOT,
        env: { PATH: process.env.PATH, HOME: stateDir, ...options.env },
      },
    );
    let output = '';
    let interrupted = false;
    const read = (chunk: Buffer) => {
      output += chunk;
      if (until && !interrupted && output.includes(until)) {
        interrupted = true;
        child.kill('SIGINT');
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('close', code => {
      const line = output.trimEnd().split('\n').at(-1) ?? '';
      done({
        code,
        output,
        last: line.startsWith('{') ? JSON.parse(line) : line,
      });
    });
  });
