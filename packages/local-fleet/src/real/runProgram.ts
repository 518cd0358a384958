import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface ProgramOptions {
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default 10 minutes. */
  readonly timeoutMs?: number;
}

/**
 * Runs a program to its end and returns what it printed on standard output.
 *
 * @throws KubeflowError `NotFoundError` (reason `ProgramMissing`) when there is no such program,
 * `ResponseError` (reason `ProgramFailed`) with the last lines it printed.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  { cwd, env, timeoutMs = 600_000 }: ProgramOptions = {},
): Promise<string> {
  try {
    const { stdout } = await execute(program, args, {
      cwd,
      env: { ...process.env, ...env },
      timeout: timeoutMs,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    throw asKubeflowError(program, args, error);
  }
}

function asKubeflowError(
  program: string,
  args: readonly string[],
  error: unknown,
) {
  const { code, stderr } = error as {
    code?: string | number;
    stderr?: string;
  };
  if (code === 'ENOENT') {
    return new KubeflowError('NotFoundError', {
      reason: 'ProgramMissing',
      subject: program,
      fact: 'is not installed on this machine',
      remedy: `Install ${program} and put it on PATH; the live lane needs it.`,
      cause: error,
    });
  }
  const lines = (stderr ?? String(error)).trim().split('\n').slice(-12);
  return new KubeflowError('ResponseError', {
    reason: 'ProgramFailed',
    subject: [program, ...args].join(' '),
    fact: `ended with ${code ?? 'a signal'}:\n${lines.join('\n')}`,
    remedy: 'The lines above are the last that it printed.',
    cause: error,
  });
}
