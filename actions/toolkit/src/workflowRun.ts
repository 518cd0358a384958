import fs from 'node:fs';
import type { RunOrigin } from '@kubeflow-fleet/plugin-kubeflow-node';

/** The variables of the runner that this project reads. */
type Environment = Readonly<Record<string, string | undefined>>;

/** The parts of a webhook payload that matter here. */
interface EventPayload {
  readonly before?: string;
  readonly after?: string;
  readonly number?: number;
  readonly pull_request?: {
    readonly number?: number;
    readonly head?: { readonly sha?: string };
    readonly base?: { readonly sha?: string };
  };
  readonly issue?: {
    readonly number?: number;
    readonly pull_request?: unknown;
  };
  readonly merge_group?: {
    readonly head_sha?: string;
    readonly base_sha?: string;
  };
}

/** The webhook payload of the event; empty when the runner gave none that can be read. */
function eventPayload(environment: Environment): EventPayload {
  const file = environment.GITHUB_EVENT_PATH;
  if (!file || !fs.existsSync(file)) return {};
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as EventPayload;
  } catch {
    // A payload that is no JSON tells as little as none at all; the variables remain.
    return {};
  }
}

const commitOf = (environment: Environment, event: EventPayload): string =>
  // GITHUB_SHA of a pull request is a merge commit that nobody wrote.
  event.pull_request?.head?.sha ?? environment.GITHUB_SHA ?? '';

/** Address of this workflow run. */
const workflowRunUrl = (environment: Environment): string =>
  [
    environment.GITHUB_SERVER_URL ?? 'https://github.com',
    environment.GITHUB_REPOSITORY,
    'actions/runs',
    environment.GITHUB_RUN_ID,
  ].join('/');

/** Repository, commit, workflow run, attempt and actor, to stamp what this job makes. */
export function originOfWorkflow(
  environment: Environment = process.env,
): RunOrigin {
  return {
    repository: environment.GITHUB_REPOSITORY ?? '',
    commit: commitOf(environment, eventPayload(environment)),
    workflowRunUrl: workflowRunUrl(environment),
    workflowRunId: environment.GITHUB_RUN_ID ?? '',
    attempt: Number(environment.GITHUB_RUN_ATTEMPT ?? 1),
    actor: environment.GITHUB_ACTOR ?? '',
  };
}

/** The commits between which a push or pull request changed something. */
export interface EventRange {
  /** Absent for a new branch, a first push, and events that change nothing. */
  readonly base?: string;
  readonly head: string;
}

const isCommit = (sha: string | undefined): sha is string =>
  /^[0-9a-f]{40,64}$/.test(sha ?? '') && !/^0+$/.test(sha ?? '');

/** What the event changed: push, pull request and merge group know both ends. */
export function eventRange(environment: Environment = process.env): EventRange {
  const event = eventPayload(environment);
  const base =
    event.pull_request?.base?.sha ??
    event.merge_group?.base_sha ??
    event.before;
  return {
    base: isCommit(base) ? base : undefined,
    head:
      event.merge_group?.head_sha ??
      (event.pull_request ? commitOf(environment, event) : undefined) ??
      event.after ??
      commitOf(environment, event),
  };
}

/** Number of the pull request that the event is about; undefined for a push, even of a merge. */
export function pullRequestOfEvent(
  environment: Environment = process.env,
): number | undefined {
  const { pull_request, issue } = eventPayload(environment);
  if (pull_request?.number) return pull_request.number;
  if (issue?.pull_request) return issue.number;
  const match = /^refs\/pull\/(\d+)\//.exec(environment.GITHUB_REF ?? '');
  return match ? Number(match[1]) : undefined;
}

/** `owner/name` of the repository, in its two parts; undefined outside a workflow. */
export function repositoryOfWorkflow(
  environment: Environment = process.env,
): { readonly owner: string; readonly repo: string } | undefined {
  const [owner, repo] = (environment.GITHUB_REPOSITORY ?? '').split('/');
  return owner && repo ? { owner, repo } : undefined;
}

/** User agent of every request of an action: which action, and which workflow run sent it. */
export const userAgent = (
  action: string,
  environment: Environment = process.env,
): string =>
  [
    `kubeflow-fleet-for-github-actions/${action}`,
    environment.GITHUB_RUN_ID && `run/${environment.GITHUB_RUN_ID}`,
  ]
    .filter(Boolean)
    .join(' ');

/** The workflow file and the job in it; the same for every leg of a matrix and every attempt. */
export const workflowJob = (
  environment: Environment = process.env,
): { readonly workflow: string; readonly job: string } => ({
  // owner/name/.github/workflows/file.yml@ref
  workflow:
    environment.GITHUB_WORKFLOW_REF?.replace(/@.*$/, '') ??
    environment.GITHUB_WORKFLOW ??
    '',
  job: environment.GITHUB_JOB ?? '',
});
