import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';

export interface CompileOptions {
  /** Absolute path of the `.py`. */
  readonly file: string;
  /** How messages name it. */
  readonly path: string;
  /** Which pipeline of the file; needed when it holds several. */
  readonly function?: string;
  readonly signal?: AbortSignal;
  readonly environment?: NodeJS.ProcessEnv;
  /** Default 5 minutes. */
  readonly timeoutMs?: number;
}

interface ProcessEnd {
  readonly code: number | null;
  /** What it wrote, both streams, at most the last 20 kB. */
  readonly text: string;
}

// What the program `kfp` does, by the interpreter that has it: `python -m kfp` does not exist, and
// `python -m kfp.cli` ends with 0 and does nothing.
const KFP_CLI = 'from kfp.cli.__main__ import main; main()';
const INTERPRETERS = ['python3', 'python'];
const KEPT = 20_000;
const SHOWN_LINES = 30;
const TIMEOUT_MS = 5 * 60_000;

// What the user's pipeline code has no need of: the job's tokens and its AWS credentials.
const withheld =
  /^(ACTIONS_|INPUT_|STATE_|GITHUB_TOKEN$|GH_TOKEN$|AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|WEB_IDENTITY|CONTAINER))/;

const environmentOf = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(environment).filter(([name]) => !withheld.test(name)),
  );

function run(
  command: string,
  args: readonly string[],
  options: CompileOptions,
): Promise<ProcessEnd> {
  const { environment = process.env, timeoutMs = TIMEOUT_MS } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: path.dirname(options.file),
      env: environmentOf(environment),
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: options.signal,
    });
    // Not the option `timeout` of spawn: it holds the process when the command does not exist.
    const timer = setTimeout(() => child.kill(), timeoutMs);
    let text = '';
    const keep = (chunk: string) => {
      text = (text + chunk).slice(-KEPT);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', error => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', code => {
      clearTimeout(timer);
      resolve({ code, text });
    });
  });
}

const isMissing = (error: unknown) =>
  (error as NodeJS.ErrnoException).code === 'ENOENT';

const sdkMissing = (options: CompileOptions) =>
  new KubeflowError('InputError', {
    reason: 'KfpSdkMissing',
    subject: options.path,
    fact: 'it is Python, and no Python with the kfp SDK is installed in this job',
    remedy:
      'Add a step before this one that runs "pip install kfp==2.17.0", or give the compiled YAML as pipeline-file',
  });

const compileFailed = ({ code, text }: ProcessEnd, options: CompileOptions) => {
  const lines = text.trim().split('\n').slice(-SHOWN_LINES).join('\n');
  return new KubeflowError('InputError', {
    reason: 'PipelineNotCompiled',
    subject: options.path,
    fact: `the kfp SDK could not compile it (${
      code === null ? 'stopped' : `exit code ${code}`
    }):\n${lines}\n`,
    remedy:
      'Run "kfp dsl compile --py FILE --output pipeline.yaml" to see the same',
  });
};

async function compileWith(
  command: string,
  output: string,
  options: CompileOptions,
): Promise<ProcessEnd | undefined> {
  const args = ['dsl', 'compile', '--py', options.file, '--output', output];
  if (options.function) args.push('--function', options.function);
  try {
    const end = await run(command, ['-c', KFP_CLI, ...args], options);
    return /No module named '?kfp(?:\.cli)?'?(?![\w.])/.test(end.text)
      ? undefined
      : end;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * Compiles a pipeline with the kfp SDK that the job has installed, in a process that sees none of the
 * job's credentials, and answers the YAML.
 *
 * @throws KubeflowError `InputError`, reasons `KfpSdkMissing`, `PipelineNotCompiled`.
 */
export async function compilePython(options: CompileOptions): Promise<string> {
  const { environment = process.env } = options;
  const folder = await fs.mkdtemp(
    path.join(environment.RUNNER_TEMP ?? os.tmpdir(), 'pipeline-'),
  );
  const output = path.join(folder, 'pipeline.yaml');
  try {
    for (const command of INTERPRETERS) {
      const end = await compileWith(command, output, options);
      if (end?.code === 0 && existsSync(output)) {
        return await fs.readFile(output, 'utf8');
      }
      if (end) throw compileFailed(end, options);
    }
    throw sdkMissing(options);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}
