import { dirname, join } from 'node:path';
import type { ActionFile } from './actionFile';
import type { RunActionOptions, WorkflowContext } from './contract';

/** The directories and files that the runner lays out for one job. */
export interface RunnerFiles {
  readonly root: string;
  readonly workspace: string;
  readonly event: string;
  readonly temp: string;
  readonly toolCache: string;
  readonly home: string;
  readonly output: string;
  readonly state: string;
  readonly env: string;
  readonly path: string;
  readonly summary: string;
}

/** The context of a push to main of `acme/churn`. */
export const contextWithDefaults = (
  given: Partial<WorkflowContext> = {},
): WorkflowContext => ({
  repository: 'acme/churn',
  sha: '4f1c2ab7d0e9835566778899aabbccddeeff0011',
  ref: 'refs/heads/main',
  eventName: 'push',
  event: {},
  actor: 'octocat',
  workflow: 'submit',
  job: 'submit',
  runId: '1',
  runNumber: 1,
  runAttempt: 1,
  serverUrl: 'https://github.com',
  apiUrl: 'https://api.github.com',
  ...given,
});

const refName = (ref: string) => ref.replace(/^refs\/(heads|tags|pull)\//, '');

const githubVariables = (
  context: WorkflowContext,
  files: RunnerFiles,
): Record<string, string> => ({
  GITHUB_ACTIONS: 'true',
  GITHUB_ACTOR: context.actor,
  GITHUB_API_URL: context.apiUrl,
  GITHUB_BASE_REF: context.baseRef ?? '',
  GITHUB_ENV: files.env,
  GITHUB_EVENT_NAME: context.eventName,
  GITHUB_EVENT_PATH: files.event,
  GITHUB_GRAPHQL_URL: context.apiUrl.replace(/\/v3$/, '').concat('/graphql'),
  GITHUB_HEAD_REF: context.headRef ?? '',
  GITHUB_JOB: context.job,
  GITHUB_OUTPUT: files.output,
  GITHUB_PATH: files.path,
  GITHUB_REF: context.ref,
  GITHUB_REF_NAME: refName(context.ref),
  GITHUB_REF_TYPE: context.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
  GITHUB_REPOSITORY: context.repository,
  GITHUB_REPOSITORY_OWNER: context.repository.split('/')[0] ?? '',
  GITHUB_RUN_ATTEMPT: String(context.runAttempt),
  GITHUB_RUN_ID: context.runId,
  GITHUB_RUN_NUMBER: String(context.runNumber),
  GITHUB_SERVER_URL: context.serverUrl,
  GITHUB_SHA: context.sha,
  GITHUB_STATE: files.state,
  GITHUB_STEP_SUMMARY: files.summary,
  GITHUB_TRIGGERING_ACTOR: context.actor,
  GITHUB_WORKFLOW: context.workflow,
  GITHUB_WORKSPACE: files.workspace,
});

const contextValue = (
  name: string,
  context: WorkflowContext,
  token: string,
): string | undefined => {
  const values: Record<string, string> = {
    token,
    repository: context.repository,
    sha: context.sha,
    ref: context.ref,
    ref_name: refName(context.ref),
    actor: context.actor,
    run_id: context.runId,
    run_attempt: String(context.runAttempt),
    event_name: context.eventName,
    server_url: context.serverUrl,
    api_url: context.apiUrl,
    workflow: context.workflow,
    job: context.job,
  };
  return Object.hasOwn(values, name) ? values[name] : undefined;
};

/** Expands `${{ github.NAME }}` in a default of action.yml; other expressions become empty text, as unknown ones do. */
export const expandDefault = (
  text: string,
  context: WorkflowContext,
  token: string,
): string =>
  text.replace(
    /\$\{\{\s*([\w.-]+)\s*\}\}/g,
    (_all, expression: string) =>
      contextValue(expression.replace(/^github\./, ''), context, token) ?? '',
  );

/** `INPUT_NAME` for every declared or given input: upper case, spaces as `_`, hyphens kept. */
export const inputVariables = (
  action: ActionFile,
  options: RunActionOptions,
  context: WorkflowContext,
): Record<string, string> => {
  const given = Object.fromEntries(
    Object.entries(options.inputs ?? {}).map(([k, v]) => [k.toLowerCase(), v]),
  );
  const defaults = Object.fromEntries(
    Object.entries(action.inputs).map(([name, input]) => [
      name.toLowerCase(),
      expandDefault(input.default ?? '', context, options.token ?? ''),
    ]),
  );
  return Object.fromEntries(
    Object.entries({ ...defaults, ...given }).map(([name, value]) => [
      `INPUT_${name.replace(/ /g, '_').toUpperCase()}`,
      value,
    ]),
  );
};

/** The whole environment of one stage: nothing of this process but where node and the system's programs are. */
export const stageEnvironment = (
  action: ActionFile,
  files: RunnerFiles,
  options: RunActionOptions,
): Record<string, string> => {
  const context = contextWithDefaults(options.context);
  return {
    PATH: [
      dirname(process.execPath),
      '/usr/local/bin',
      '/usr/bin',
      '/bin',
    ].join(':'),
    HOME: files.home,
    LANG: 'C.UTF-8',
    CI: 'true',
    ...githubVariables(context, files),
    GITHUB_ACTION: '__self',
    GITHUB_ACTION_PATH: action.directory,
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'local-fleet',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: files.temp,
    RUNNER_TOOL_CACHE: files.toolCache,
    ...(options.oidc && {
      ACTIONS_ID_TOKEN_REQUEST_URL: options.oidc.requestUrl,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: options.oidc.requestToken,
    }),
    ...options.env,
    ...inputVariables(action, options, context),
  };
};

/** Where everything of a job lies below `root`. */
export const runnerFiles = (root: string, workspace?: string): RunnerFiles => ({
  root,
  workspace: workspace ?? join(root, 'work'),
  event: join(root, 'event.json'),
  temp: join(root, 'temp'),
  toolCache: join(root, 'tools'),
  home: join(root, 'home'),
  output: join(root, 'output'),
  state: join(root, 'state'),
  env: join(root, 'env'),
  path: join(root, 'path'),
  summary: join(root, 'summary'),
});
