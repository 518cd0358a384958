import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readActionFile } from './actionFile';
import type { ActionFile } from './actionFile';
import type {
  ActionResult,
  LogLine,
  RunActionOptions,
  StageResult,
} from './contract';
import {
  contextWithDefaults,
  runnerFiles,
  stageEnvironment,
} from './environment';
import type { RunnerFiles } from './environment';
import { FileCommandError, parseFileCommand } from './fileCommand';
import { SecretMasker } from './masking';
import { runStage } from './stage';
import { StepLog } from './stepLog';

const LADDER = { sigintMs: 7500, sigtermMs: 2500 };
const TIMEOUT_MS = 10 * 60_000;
const MOST_SUMMARY_BYTES = 1024 * 1024;

const layOut = async (files: RunnerFiles, event: object) => {
  for (const directory of [
    files.workspace,
    files.temp,
    files.toolCache,
    files.home,
  ])
    await mkdir(directory, { recursive: true });
  await writeFile(files.event, JSON.stringify(event));
};

const maskerFor = (options: RunActionOptions) => {
  const masker = new SecretMasker();
  for (const secret of [
    options.token,
    options.oidc?.requestToken,
    ...(options.secrets ?? []),
  ])
    if (secret) masker.add(secret);
  return masker;
};

const warnOfInputs = (
  action: ActionFile,
  options: RunActionOptions,
  log: StepLog,
) => {
  const declared = Object.keys(action.inputs);
  const unexpected = Object.keys(options.inputs ?? {}).filter(
    name => !declared.some(d => d.toLowerCase() === name.toLowerCase()),
  );
  if (unexpected.length > 0)
    log.annotate(
      'main',
      'warning',
      `Unexpected input(s) ${unexpected
        .map(n => `'${n}'`)
        .join(', ')}, valid inputs are [${declared
        .map(n => `'${n}'`)
        .join(', ')}]`,
    );
};

/** One job with one step: its files, log and stages. */
class Step {
  summary = '';
  state: Record<string, string> = {};
  outputs: Record<string, string> = {};
  exportedEnv: Record<string, string> = {};
  exportedPath: string[] = [];
  readonly log: StepLog;

  constructor(
    private readonly action: ActionFile,
    private readonly files: RunnerFiles,
    private readonly options: RunActionOptions,
  ) {
    this.log = new StepLog({
      masker: maskerFor(options),
      debug: options.env?.RUNNER_DEBUG === '1',
      onLine: options.onLine,
    });
  }

  async run(stage: LogLine['stage'], script: string): Promise<StageResult> {
    const { files, options } = this;
    for (const file of [
      files.output,
      files.state,
      files.env,
      files.path,
      files.summary,
    ])
      await writeFile(file, '');
    const states = Object.fromEntries(
      Object.entries(this.state).map(([k, v]) => [`STATE_${k}`, v]),
    );
    const result = await runStage({
      script,
      cwd: files.workspace,
      env: {
        ...stageEnvironment(this.action, files, options),
        ...this.exportedEnv,
        ...states,
      },
      onLine: line => this.log.read(stage, line),
      cancel: stage === 'main' ? options.cancel : undefined,
      ladder: options.ladder ?? LADDER,
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    });
    const collected = await this.collect(stage);
    return collected || result.exitCode !== 0
      ? result
      : { ...result, exitCode: 1 };
  }

  /** Reads the files that the stage filled; false when one of them cannot be understood, which fails the step. */
  private async collect(stage: LogLine['stage']): Promise<boolean> {
    const read = (path: string) => readFile(path, 'utf8');
    const kinds = ['output', 'state', 'env'] as const;
    const values = { output: {}, state: {}, env: {} };
    let good = true;
    for (const kind of kinds) {
      try {
        values[kind] = parseFileCommand(await read(this.files[kind]));
      } catch (error) {
        if (!(error instanceof FileCommandError)) throw error;
        good = false;
        this.log.annotate(
          stage,
          'error',
          `Unable to process file command '${kind}' successfully. ${error.message}`,
        );
      }
    }
    Object.assign(this.outputs, this.log.oldOutputs, values.output);
    Object.assign(this.state, this.log.oldState, values.state);
    Object.assign(this.exportedEnv, values.env);
    this.exportedPath.push(
      ...(await read(this.files.path)).split(/\r?\n/).filter(Boolean),
    );
    await this.collectSummary(stage);
    return good;
  }

  private async collectSummary(stage: LogLine['stage']) {
    const text = await readFile(this.files.summary, 'utf8');
    const bytes = Buffer.byteLength(text);
    if (bytes > MOST_SUMMARY_BYTES)
      this.log.annotate(
        stage,
        'error',
        `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${Math.ceil(
          bytes / 1024,
        )}k.`,
      );
    else this.summary += text;
  }
}

const conclusionOf = (
  main: StageResult,
  post: StageResult | undefined,
  cancelled: boolean,
): ActionResult['conclusion'] => {
  if (cancelled) return 'cancelled';
  return main.exitCode === 0 && (post?.exitCode ?? 0) === 0
    ? 'success'
    : 'failure';
};

/**
 * Runs a JavaScript action as GitHub's runner would: main, then post, each a node process with the
 * runner's files and variables and none of this process's environment. A failing action is an outcome,
 * not an error.
 *
 * @throws KubeflowError `InputError` when the action file cannot be used.
 */
export const runAction = async (
  options: RunActionOptions,
): Promise<ActionResult> => {
  const action = await readActionFile(options.action);
  const root = await mkdtemp(join(tmpdir(), 'kubeflow-fleet-runner-'));
  try {
    const files = runnerFiles(root, options.workspace);
    await layOut(files, contextWithDefaults(options.context).event);
    const step = new Step(action, files, options);
    warnOfInputs(action, options, step.log);
    const main = await step.run('main', action.main);
    const cancelled = options.cancel?.aborted === true;
    const post = action.post ? await step.run('post', action.post) : undefined;
    return {
      ...main,
      conclusion: conclusionOf(main, post, cancelled),
      outputs: step.outputs,
      state: step.state,
      summary: step.summary,
      annotations: step.log.annotations,
      droppedAnnotations: step.log.dropped,
      log: step.log.lines,
      exportedEnv: step.exportedEnv,
      exportedPath: step.exportedPath,
      post,
    };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
};
