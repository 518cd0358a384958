import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { RECORDING_VARIABLE } from '../access/accessRecording';

const ROOT = resolve(__dirname, '../../../..');
const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
const CLI = join(ROOT, 'packages/local-fleet/src/cli');

/** How a job of another process ended; `last` is its last line, parsed when it is JSON. */
export interface JobEnd {
  readonly code: number | null;
  readonly output: string;
  readonly last: any;
}

interface Launched {
  readonly stateDir: string;
  readonly args: readonly string[];
  /** Over a `HOME` that is the state directory, so that nothing of the person's own is used. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const launch = (
  script: 'start' | 'main',
  { stateDir, args, env }: Launched,
) => {
  const child = spawn(
    process.execPath,
    [TSX, join(CLI, `${script}.ts`), ...args, '--state-dir', stateDir],
    {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        HOME: stateDir,
        [RECORDING_VARIABLE]: process.env[RECORDING_VARIABLE],
        ...env,
      },
    },
  );
  let output = '';
  const checks: (() => void)[] = [];
  const read = (chunk: Buffer) => {
    output += chunk;
    checks.forEach(check => check());
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const ended = new Promise<JobEnd>(done => {
    child.on('close', code => {
      const line = output.trimEnd().split('\n').at(-1) ?? '';
      const last = line.startsWith('{') ? JSON.parse(line) : line;
      done({ code, output, last });
    });
  });
  const seen = (text: string) =>
    new Promise<void>(done => {
      const check = () => {
        if (output.includes(text)) done();
      };
      checks.push(check);
      check();
    });
  return { child, ended, seen };
};

/** `npm start -- --once …`; `until` sends SIGINT as soon as the output holds it. */
export const runMainJobOnce = async (
  options: Omit<Launched, 'args'> & {
    readonly args?: readonly string[];
    readonly until?: string;
  },
): Promise<JobEnd> => {
  const { child, ended, seen } = launch('start', {
    ...options,
    args: ['--once', ...(options.args ?? [])],
  });
  const { until } = options;
  if (until) void seen(until).then(() => child.kill('SIGINT'));
  return ended;
};

/** `npm run fleet -- …`, which stays up until it is stopped. */
export const launchFleet = (stateDir: string, args: readonly string[]) => {
  const { child, ended, seen } = launch('main', { stateDir, args });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { seen, stop };
};

/** `npm run fleet -- job`. */
export const runJobOnFleet = (stateDir: string): Promise<JobEnd> =>
  launch('main', { stateDir, args: ['job'] }).ended;
