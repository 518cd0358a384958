import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);

// actions/toolkit/src/workflowRun.ts
import fs from "node:fs";
function eventPayload(environment) {
  const file = environment.GITHUB_EVENT_PATH;
  if (!file || !fs.existsSync(file)) return {};
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}
var commitOf = (environment, event) => (
  // GITHUB_SHA of a pull request is a merge commit that nobody wrote.
  event.pull_request?.head?.sha ?? environment.GITHUB_SHA ?? ""
);
var workflowRunUrl = (environment) => [
  environment.GITHUB_SERVER_URL ?? "https://github.com",
  environment.GITHUB_REPOSITORY,
  "actions/runs",
  environment.GITHUB_RUN_ID
].join("/");
function originOfWorkflow(environment = process.env) {
  return {
    repository: environment.GITHUB_REPOSITORY ?? "",
    commit: commitOf(environment, eventPayload(environment)),
    workflowRunUrl: workflowRunUrl(environment),
    workflowRunId: environment.GITHUB_RUN_ID ?? "",
    attempt: Number(environment.GITHUB_RUN_ATTEMPT ?? 1),
    actor: environment.GITHUB_ACTOR ?? ""
  };
}
var isCommit = (sha) => /^[0-9a-f]{40,64}$/.test(sha ?? "") && !/^0+$/.test(sha ?? "");
function eventRange(environment = process.env) {
  const event = eventPayload(environment);
  const base = event.pull_request?.base?.sha ?? event.merge_group?.base_sha ?? event.before;
  return {
    base: isCommit(base) ? base : void 0,
    head: event.merge_group?.head_sha ?? (event.pull_request ? commitOf(environment, event) : void 0) ?? event.after ?? commitOf(environment, event)
  };
}
function pullRequestOfEvent(environment = process.env) {
  const { pull_request, issue } = eventPayload(environment);
  if (pull_request?.number) return pull_request.number;
  if (issue?.pull_request) return issue.number;
  const match = /^refs\/pull\/(\d+)\//.exec(environment.GITHUB_REF ?? "");
  return match ? Number(match[1]) : void 0;
}
function repositoryOfWorkflow(environment = process.env) {
  const [owner, repo] = (environment.GITHUB_REPOSITORY ?? "").split("/");
  return owner && repo ? { owner, repo } : void 0;
}
var userAgent = (action, environment = process.env) => [
  `kubeflow-fleet-for-github-actions/${action}`,
  environment.GITHUB_RUN_ID && `run/${environment.GITHUB_RUN_ID}`
].filter(Boolean).join(" ");
var workflowJob = (environment = process.env) => ({
  // owner/name/.github/workflows/file.yml@ref
  workflow: environment.GITHUB_WORKFLOW_REF?.replace(/@.*$/, "") ?? environment.GITHUB_WORKFLOW ?? "",
  job: environment.GITHUB_JOB ?? ""
});

export {
  originOfWorkflow,
  eventRange,
  pullRequestOfEvent,
  repositoryOfWorkflow,
  userAgent,
  workflowJob
};
