import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  gitHubFailure
} from "./chunk-65QZ53D7.mjs";
import {
  originOfWorkflow,
  pullRequestOfEvent,
  repositoryOfWorkflow
} from "./chunk-YKUCVA7C.mjs";
import {
  writeJobSummary
} from "./chunk-CFOJL637.mjs";
import {
  createDocument
} from "./chunk-PQOOSQB6.mjs";
import {
  redact
} from "./chunk-PZPCDT3H.mjs";

// actions/toolkit/src/summarySoFar.ts
var SHARE = 0.1;
var SOON_MS = 200;
function createSummarySoFar(log) {
  let latest = () => void 0;
  let timer;
  let pauseMs = SOON_MS;
  const write2 = () => {
    timer = void 0;
    const startedAt = performance.now();
    const document = createDocument();
    latest(document);
    try {
      writeJobSummary(document);
    } catch (error) {
      log.debug(`The summary so far could not be written: ${String(error)}`);
    }
    pauseMs = Math.max(SOON_MS, (performance.now() - startedAt) / SHARE);
  };
  return {
    update: (describe) => {
      latest = describe;
      timer ??= setTimeout(write2, pauseMs).unref();
    },
    stop: () => clearTimeout(timer)
  };
}

// actions/toolkit/src/deployment.ts
var MAX_DESCRIPTION = 140;
var short = (text) => redact(text).slice(0, MAX_DESCRIPTION);
async function create(client, { environment, description }) {
  const repository = repositoryOfWorkflow();
  if (!repository) return void 0;
  const { data } = await client.request(
    "POST /repos/{owner}/{repo}/deployments",
    {
      ...repository,
      ref: originOfWorkflow().commit,
      environment,
      description: short(description),
      auto_merge: false,
      // Without this GitHub refuses until every check of the commit passed: ours is one of them.
      required_contexts: []
    }
  );
  return "id" in data ? Number(data.id) : void 0;
}
async function startDeployment(options) {
  const warn = (error) => options.log.warning(
    `The GitHub deployment to ${options.environment} could not be written: ${gitHubFailure(error, "deployments")}.`
  );
  try {
    const { connectGitHub } = await import("./github-TGOHINBN.mjs");
    const client = connectGitHub(options.token, options.action);
    const id = await create(client, options);
    return {
      report: async (state, details) => {
        if (id === void 0) return;
        await setState(client, id, { state, ...details }).catch(warn);
      }
    };
  } catch (error) {
    warn(error);
    return { report: async () => void 0 };
  }
}
async function setState(client, deployment, status) {
  await client.request(
    "POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses",
    {
      ...repositoryOfWorkflow(),
      deployment_id: deployment,
      state: status.state,
      description: short(status.description),
      log_url: originOfWorkflow().workflowRunUrl,
      environment_url: status.url
    }
  );
}

// actions/toolkit/src/pullRequestComment.ts
var MAX_COMMENT = 64e3;
var PAGE = 100;
var MAX_PAGES = 100;
var markerOf = (id) => `<!-- kubeflow-fleet: ${id.replace(/[^\w./ :-]|--+/g, "_")} -->`;
async function findPlace(client) {
  const repository = repositoryOfWorkflow();
  if (!repository) return void 0;
  const number = pullRequestOfEvent() ?? await mergedFrom(client, repository);
  return number === void 0 ? void 0 : { ...repository, issue_number: number };
}
async function mergedFrom(client, repository) {
  const commit = process.env.GITHUB_SHA;
  if (!commit || process.env.GITHUB_EVENT_NAME !== "push") return void 0;
  const { data } = await client.request(
    "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls",
    { ...repository, commit_sha: commit }
  );
  return data.find((pull) => pull.merge_commit_sha === commit)?.number;
}
async function findComment(client, place, marker) {
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { data } = await client.request(
      "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
      { ...place, per_page: PAGE, page }
    );
    const mine = data.find((comment) => comment.body?.startsWith(marker));
    if (mine) return Number(mine.id);
    if (data.length < PAGE) return void 0;
  }
  return void 0;
}
async function write(client, place, comment) {
  const { marker, body } = comment;
  const existing = await findComment(client, place, marker);
  await (existing === void 0 ? client.request(
    "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
    { ...place, body }
  ) : client.request(
    "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
    { ...place, comment_id: existing, body }
  ));
}
async function writePullRequestComment({
  token,
  action,
  id,
  document,
  log
}) {
  try {
    const { connectGitHub } = await import("./github-TGOHINBN.mjs");
    const client = connectGitHub(token, action);
    const place = await findPlace(client);
    if (!place) {
      log.info("No pull request belongs to this event: no comment is written.");
      return "no-pull-request";
    }
    const marker = markerOf(id);
    const room = MAX_COMMENT - marker.length - 1;
    const body = `${marker}
${redact(document.render(room))}`;
    await write(client, place, { marker, body });
    return "written";
  } catch (error) {
    log.warning(
      `The pull request comment could not be written: ${gitHubFailure(
        error,
        "pull-requests"
      )}; see the job summary instead.`
    );
    return "refused";
  }
}

export {
  createSummarySoFar,
  startDeployment,
  writePullRequestComment
};
