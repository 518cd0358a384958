import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  createSummarySoFar,
  startDeployment,
  writePullRequestComment
} from "./chunk-DTNOZFJM.mjs";
import {
  createTimeLimit,
  elapsedBetween,
  messageBeyondReason,
  podTrouble,
  stateOfPhase,
  timeOf,
  troubleOfMessage,
  untilCancelled,
  workflowStatus
} from "./chunk-65QZ53D7.mjs";
import {
  at,
  canonicalJson,
  compiledFrom,
  connectCluster,
  createPatience,
  deleteWorkflow,
  entriesAt,
  factOf,
  isForbidden,
  isMapping,
  isNotFound,
  isOutdated,
  isTaken,
  isTerminal,
  isUnreadable,
  mapValues,
  meaningOf,
  orUndefined,
  parseCompiledPipeline,
  prepareClusters,
  rememberCheckedText,
  runNameOn,
  runSelector,
  taskGraphOf,
  terminateRun,
  textAt,
  verdictOf,
  wasCanceled,
  withAt,
  workflowCollection,
  workflowsOfRun
} from "./chunk-ZJOA5CMZ.mjs";
import "./chunk-KV6WBCFD.mjs";
import {
  FIELD_MANAGER,
  MANAGED_BY_LABEL,
  STAMPS,
  findWorkspaceFiles,
  readWorkspaceFile,
  systemClock
} from "./chunk-JNYKWK74.mjs";
import {
  originOfWorkflow,
  workflowJob
} from "./chunk-YKUCVA7C.mjs";
import "./chunk-42GWPBEF.mjs";
import {
  sixFieldCron
} from "./chunk-7KPXVRPU.mjs";
import "./chunk-FTTFEKBO.mjs";
import "./chunk-DW6ULECM.mjs";
import {
  jsonOrYaml
} from "./chunk-EJ6GWCDT.mjs";
import {
  didYouMean,
  parseQuantity,
  require_dist
} from "./chunk-M77JZMU5.mjs";
import {
  createRunWatchList
} from "./chunk-G3DS5FMJ.mjs";
import {
  clusterSubject
} from "./chunk-O6JMIZCO.mjs";
import {
  cancelBudgetMs
} from "./chunk-CFOJL637.mjs";
import {
  ToldFailures,
  createDocument,
  createFailureTeller
} from "./chunk-PQOOSQB6.mjs";
import {
  code,
  joined,
  link,
  md
} from "./chunk-2YSY4FRL.mjs";
import {
  KubeflowError,
  hasReason,
  isKubeflowError,
  maskSecret,
  printable
} from "./chunk-PZPCDT3H.mjs";
import {
  __toESM
} from "./chunk-GUMIUNBP.mjs";

// plugins/kubeflow-node/src/pipelines/runs/submissionKey.ts
import { createHash } from "node:crypto";
var KEY_LENGTH = 16;
var LONGEST_RUN_NAME = 128;
var sha256 = (text2) => createHash("sha256").update(text2).digest();
var submissionKey = (identity) => sha256(
  canonicalJson([
    identity.repository.toLowerCase(),
    identity.pipelineName,
    identity.contentHash,
    identity.parameters,
    identity.commit,
    identity.workflow,
    identity.job,
    identity.workflowRunId ?? ""
  ])
).toString("hex").slice(0, KEY_LENGTH);
var keySlug = (key) => /^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/.test(key) ? key : sha256(key).toString("hex").slice(0, KEY_LENGTH);
var runIdOf = (key, generation) => {
  const bytes = sha256(`kubeflow-fleet/run/${key}/${generation}`).subarray(
    0,
    16
  );
  bytes[6] = (bytes[6] ?? 0) & 15 | 80;
  bytes[8] = (bytes[8] ?? 0) & 63 | 128;
  const hex = bytes.toString("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20)
  ].join("-");
};
var runNameOf = (prefix, key, fence) => {
  const trimmed = prefix.trim();
  if (trimmed === "") {
    throw new KubeflowError("InputError", {
      fact: "the run name is empty",
      reason: "InvalidRunName",
      remedy: "Give the run a name of 1 to 90 characters"
    });
  }
  const suffix = `-${keySlug(key)}${fence > 1 ? `-${fence}` : ""}`;
  const room = LONGEST_RUN_NAME - suffix.length;
  return `${Array.from(trimmed).slice(0, room).join("").trimEnd()}${suffix}`;
};

// plugins/kubeflow-node/src/pipelines/runs/submissionNames.ts
var length = (text2) => Array.from(text2.trim()).length;
var isServiceAccount = (name) => name.length <= 253 && /^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/.test(name);
var checkSubmissionNames = (submission, subject) => {
  const problems = [];
  const check2 = (what, value, longest) => {
    if (length(value) < 1 || length(value) > longest) {
      problems.push({
        message: `${what} must have 1 to ${longest} characters, has ${length(
          value
        )}`
      });
    }
  };
  check2("the pipeline name", submission.pipelineName, 127);
  check2("the experiment name", submission.experiment, 128);
  check2("the submission key", submission.key, 1e3);
  if (submission.pipelineName.includes("/")) {
    problems.push({
      message: `the pipeline name must not contain '/': KFP cannot find it again`
    });
  }
  const { serviceAccount } = submission;
  if (serviceAccount !== void 0 && !isServiceAccount(serviceAccount)) {
    problems.push({
      message: `the service account '${printable(
        serviceAccount
      )}' must be a Kubernetes name: lower case letters, digits, '-' and '.', at most 253`
    });
  }
  if (problems.length > 0) {
    throw new KubeflowError("InputError", {
      subject,
      fact: problems.map((problem) => problem.message).join("; "),
      reason: "InvalidSubmission",
      remedy: "Change the names and run again",
      problems
    });
  }
  runNameOf(submission.runName, submission.key, 1);
};

// actions/submit-pipeline/src/runPage.ts
var fill = (template, cluster) => template.replace(
  /\{(account|region|name)\}/g,
  (_, field) => encodeURIComponent(cluster[field])
);
function uiAddress(cluster, template) {
  if (template) return fill(template, cluster);
  if (cluster.access.via === "url") return cluster.access.url;
  if (!cluster.dns) return void 0;
  const { name, zone } = cluster.dns;
  const host = `https://${name}.${zone}`;
  return cluster.kubeflow.profile === "platform" ? `${host}/pipeline` : host;
}
function runPage(cluster, runId, template) {
  const address = uiAddress(cluster, template)?.replace(/\/+$/, "");
  return address ? `${address}/#/runs/details/${encodeURIComponent(runId)}` : void 0;
}

// actions/submit-pipeline/src/clusterResult.ts
function stateOf(report2) {
  if (report2.notStarted) return "NOT_STARTED";
  if (report2.error !== void 0) return "ERROR";
  if (report2.schedule) return "SCHEDULED";
  return report2.finished?.verdict ?? "SUBMITTED";
}
var reasonOf = (report2) => {
  if (report2.succeeded || report2.notStarted) return void 0;
  return report2.error === void 0 ? report2.finished?.failure?.reason ?? report2.finished?.verdict : failureOf(report2).reason ?? "UnexpectedError";
};
function clusterResult(report2, uiUrl) {
  const { cluster, submitted, finished } = report2;
  const made = submitted ?? report2.schedule;
  return {
    cluster: cluster.name,
    region: cluster.region,
    account: cluster.account,
    state: stateOf(report2),
    runId: submitted?.runId,
    runUrl: submitted && runPage(cluster, submitted.runId, uiUrl),
    outcome: submitted?.outcome ?? report2.schedule?.outcome,
    pipelineId: made?.pipelineId,
    pipelineVersionId: made?.pipelineVersionId,
    experimentId: made?.experimentId,
    recurringRunId: report2.schedule?.recurringRunId,
    failedTask: finished?.failure?.task,
    failureReason: reasonOf(report2),
    error: report2.error instanceof Error ? report2.error.message : void 0
  };
}
var remedies = {
  TIMED_OUT: "Set the input timeout to a longer time, or look at the run for a task that hangs",
  SKIPPED: "Set on-skipped: succeed if a skipped run is good",
  CANCELED: "Someone cancelled it in Kubeflow; run the job again",
  TERMINATED: "Run the job again to start it anew",
  DETACHED: "Run the job again to wait for it",
  DELETED: "Someone deleted it in Kubeflow; run the job again"
};
var facts = {
  TIMED_OUT: "did not end within the timeout",
  SKIPPED: "was SKIPPED",
  CANCELED: "was CANCELED",
  TERMINATED: "was terminated",
  DETACHED: "is going on, and this job was cancelled",
  DELETED: "was deleted while this job waited for it"
};
var causeOf = ({ task, reason, exitCode, message }, verdict) => {
  const subject = task === "(run)" ? "the run" : `task '${task}'`;
  const why = message ? `: ${message}` : "";
  if (reason === "StillRunning") return `${subject} was still running${why}`;
  if (reason === "Unknown")
    return `${subject} failed${why || ", no reason is known"}`;
  if (verdict === "TIMED_OUT") return `${subject} hangs with ${reason}${why}`;
  const code2 = exitCode === void 0 ? [] : [`exit code ${exitCode}`];
  const known = reason === "Error" && code2.length > 0 ? [] : [reason];
  return `${subject} ended with ${[...known, ...code2].join(", ")}${why}`;
};
var remedyOf = ({ verdict, failure }) => failure?.remedy ?? remedies[verdict] ?? "See the run in Kubeflow";
var capitalised = (text2) => `${text2.charAt(0).toUpperCase()}${text2.slice(1)}`;
var fateOf = (finished) => `${capitalised(facts[finished.verdict] ?? finished.verdict)}. ${remedyOf(
  finished
)}.`;
function runFailure({ cluster, finished, submitted }) {
  const { verdict, failure, runId } = finished;
  const run2 = `run ${submitted?.displayName ?? runId}`;
  const what = facts[verdict] ?? verdict;
  return new KubeflowError("ResponseError", {
    subject: clusterSubject(cluster),
    reason: verdict === "FAILED" && failure?.reason || verdict,
    fact: `${run2} ${what}${failure ? `: ${causeOf(failure, verdict)}` : ""}`,
    remedy: remedyOf(finished)
  });
}
function failureOf(report2) {
  const { cluster, error, submitted } = report2;
  if (report2.succeeded || report2.notStarted) return void 0;
  if (error === void 0) return runFailure(report2);
  if (isKubeflowError(error) || !isAbort(error)) return error;
  return new KubeflowError("ResponseError", {
    subject: clusterSubject(cluster),
    reason: "JobCancelled",
    fact: submitted ? `the job was cancelled; run ${submitted.runId} may still be going` : "the job was cancelled before the run was submitted",
    remedy: "Run the job again"
  });
}
var isAbort = (error) => error instanceof Error && error.name === "AbortError";

// actions/toolkit/src/taskGraphDiagram.ts
var MAX_TASKS = 80;
var MAX_EDGES = 300;
var STYLES = [
  "classDef succeeded fill:#dafbe1,stroke:#1a7f37,color:#1f2328",
  "classDef failed fill:#ffebe9,stroke:#cf222e,color:#1f2328",
  "classDef running fill:#ddf4ff,stroke:#0969da,color:#1f2328",
  "classDef skipped fill:#f6f8fa,stroke:#8c959f,color:#57606a,stroke-dasharray:4",
  "classDef waiting fill:#ffffff,stroke:#d0d7de,color:#57606a",
  // Mermaid gives each depth another colour, which would look like a state.
  "classDef group fill:none,stroke:#8c959f"
];
var SIGNS = {
  SUCCEEDED: ["succeeded", "✓"],
  FAILED: ["failed", "✗"],
  RUNNING: ["running", "▶"],
  SKIPPED: ["skipped", "↷"],
  CANCELED: ["skipped", "■"],
  CANCELING: ["skipped", "■"],
  PAUSED: ["running", "⏸"]
};
var lookOf = (status) => SIGNS[status?.state ?? ""] ?? ["waiting", "·"];
var label = (text2) => {
  const short = text2.length > 60 ? `${text2.slice(0, 59)}…` : text2;
  return short.replace(
    /[^\p{L}\p{N} ._/()✓✗▶↷■⏸·…-]/gu,
    (character) => `#${character.codePointAt(0)};`
  );
};
function choose(graph, statuses) {
  if (graph.tasks.length <= MAX_TASKS) return graph.tasks;
  const depth = (task) => task.id.split("/").length;
  const failed = (task) => statuses.get(task.id)?.state === "FAILED" ? 0 : 1;
  const kept = new Set(
    [...graph.tasks].sort((a, b) => failed(a) - failed(b) || depth(a) - depth(b)).slice(0, MAX_TASKS)
  );
  return graph.tasks.filter((task) => kept.has(task));
}
function nodeLine(task, { keys, statuses }) {
  const status = statuses.get(task.id);
  const [style, sign] = lookOf(status);
  const time = status?.state === "SKIPPED" ? "" : elapsedBetween(status?.startedAt, status?.endedAt);
  const details = [time, status?.cached && "cached"].filter(Boolean).join(", ");
  const text2 = `${sign} ${task.name}${details ? ` (${details})` : ""}`;
  return `${keys.get(task.id)}["${label(text2)}"]:::${style}`;
}
function taskLines(task, drawing, indent = 1) {
  const pad = "  ".repeat(indent);
  const children = drawing.tasks.filter((child) => child.parentId === task.id);
  if (children.length === 0) return [`${pad}${nodeLine(task, drawing)}`];
  const [, sign] = lookOf(drawing.statuses.get(task.id));
  return [
    `${pad}subgraph ${drawing.keys.get(task.id)}["${label(
      `${sign} ${task.name}`
    )}"]`,
    ...children.flatMap((child) => taskLines(child, drawing, indent + 1)),
    `${pad}end`
  ];
}
function edgeLines({ tasks, keys }) {
  return tasks.flatMap(
    (task) => task.dependsOn.filter((id) => keys.has(id)).map((id) => `  ${keys.get(id)} --> ${keys.get(task.id)}`)
  ).slice(0, MAX_EDGES);
}
function groupLines({ tasks, keys }) {
  const parents = new Set(tasks.map((task) => task.parentId));
  const groups = tasks.filter((task) => parents.has(task.id));
  const names = groups.map((task) => keys.get(task.id));
  return names.length > 0 ? [`  class ${names.join(",")} group`] : [];
}
function byTask(graph, statuses) {
  const named = new Map(statuses.map((status) => [status.name, status]));
  return new Map(
    graph.tasks.flatMap((task) => {
      const status = named.get(task.id) ?? named.get(task.name);
      return status ? [[task.id, status]] : [];
    })
  );
}
function taskGraphDiagram(graph, taskStatuses2) {
  const statuses = byTask(graph, taskStatuses2);
  const tasks = choose(graph, statuses);
  const drawing = {
    tasks,
    hidden: graph.tasks.length - tasks.length,
    keys: new Map(tasks.map((task, index) => [task.id, `t${index}`])),
    statuses
  };
  const top = tasks.filter(
    (task) => !task.parentId || !drawing.keys.has(task.parentId)
  );
  return [
    "flowchart LR",
    ...top.flatMap((task) => taskLines(task, drawing)),
    ...drawing.hidden > 0 ? [`  more["… and ${drawing.hidden} more tasks"]:::waiting`] : [],
    ...edgeLines(drawing),
    ...groupLines(drawing),
    ...STYLES.map((style) => `  ${style}`)
  ].join("\n");
}

// actions/submit-pipeline/src/report.ts
var MAX_DETAILED = 20;
var SIGNS2 = {
  SUCCEEDED: "✅",
  SUBMITTED: "▶️",
  SCHEDULED: "🕒",
  NOT_STARTED: "⚪",
  SKIPPED: "↷",
  DETACHED: "▶️"
};
function setOutputs(step, reports, subject) {
  const results = reports.map((report2) => clusterResult(report2, subject.uiUrl));
  const [first] = results;
  const failed = results.find((result) => result.failureReason);
  step.set({
    "submission-key": subject.submissionKey,
    "run-id": first?.runId,
    "run-url": first?.runUrl,
    "run-state": first?.state,
    "run-outcome": first?.outcome,
    "recurring-run-id": first?.recurringRunId,
    "pipeline-id": first?.pipelineId,
    "pipeline-version-id": first?.pipelineVersionId,
    "experiment-id": first?.experimentId,
    cluster: first?.cluster,
    region: first?.region,
    "account-id": first?.account,
    "failed-task": failed?.failedTask,
    "failure-reason": failed?.failureReason,
    results
  });
}
function runCell({ cluster, submitted, schedule }, { uiUrl, schedule: cron = "" }) {
  if (schedule) {
    const { recurringRunId, outcome } = schedule;
    return md`recurring run ${code(recurringRunId)} ${outcome}: ${code(
      cron
    )} UTC`;
  }
  if (!submitted) return "";
  const page = runPage(cluster, submitted.runId, uiUrl);
  const adopted = submitted.outcome === "adopted" ? " (adopted)" : "";
  return page ? md`${link(submitted.displayName, page)}${adopted}` : md`${submitted.displayName}${adopted}`;
}
function detailsCell(report2) {
  const { finished, error: thrown } = report2;
  const failure = finished?.failure;
  if (failure) {
    const exit = failure.exitCode === void 0 ? "" : `, exit code ${failure.exitCode}`;
    return md`${code(failure.task)}: ${failure.reason}${exit}`;
  }
  if (finished && !report2.succeeded && thrown === void 0)
    return fateOf(finished);
  const error = failureOf(report2);
  if (!isKubeflowError(error))
    return error instanceof Error ? `${error.message}: unexpected, see the log` : "";
  const subject = `${clusterSubject(report2.cluster)}: `;
  const text2 = error.message.startsWith(subject) ? error.message.slice(subject.length) : error.message;
  return md`${text2} (${code(error.reason)})`;
}
var rowOf = (report2, subject) => {
  const state = stateOf(report2);
  return [
    clusterSubject(report2.cluster),
    md`${SIGNS2[state] ?? "❌"} ${state}`,
    runCell(report2, subject),
    elapsedBetween(report2.finished?.startedAt, report2.finished?.finishedAt),
    detailsCell(report2)
  ];
};
function describe(document, reports, subject) {
  document.heading(md`Pipeline ${code(subject.pipelineName)}`);
  document.table({
    columns: ["Cluster", "State", "Run", "Duration", "Details"],
    rows: reports.map((report2) => rowOf(report2, subject))
  });
  const failed = reports.filter(({ finished }) => finished?.failure);
  for (const report2 of failed.slice(0, MAX_DETAILED)) {
    describeFailure(document, report2);
  }
  const detailed = [.../* @__PURE__ */ new Set([...failed, ...reports])].slice(0, MAX_DETAILED);
  for (const report2 of detailed) {
    describeTasks(document, report2, reports.length);
  }
  document.paragraph(
    joined(
      [
        md`commit ${code(subject.commit.slice(0, 12))}`,
        link("workflow run", subject.workflowRunUrl),
        md`submission key ${code(subject.submissionKey)}`
      ],
      " · "
    )
  );
}
function describeFailure(document, report2) {
  const { failure, verdict } = report2.finished ?? {};
  if (!failure || !verdict) return;
  const what = verdict === "TIMED_OUT" ? "did not end" : "failed";
  document.heading(
    md`${clusterSubject(report2.cluster)}: task ${code(failure.task)} ${what}`,
    3
  );
  const cause = causeOf(failure, verdict);
  document.paragraph(
    `${cause.charAt(0).toUpperCase()}${cause.slice(1)}. ${failure.remedy}.`
  );
  if (failure.logLines.length > 0) document.lines(failure.logLines, "text");
}
function describeTasks(document, { cluster, finished }, clusters) {
  if (!finished || finished.graph.tasks.length === 0) return;
  const diagram = taskGraphDiagram(finished.graph, finished.tasks);
  if (clusters === 1) document.mermaid(diagram);
  else
    document.details(
      `Tasks on ${clusterSubject(cluster)}`,
      (inside2) => inside2.mermaid(diagram)
    );
}

// actions/submit-pipeline/src/gitHubReport.ts
var ACTION = "submit-pipeline";
var PATIENCE_MS = 6e4;
var commentOn = async (options, reports) => {
  const { step, clusters, submission, subject } = options;
  const { commentOnPr, githubToken: token } = step.inputs;
  if (!commentOnPr || !token) return void 0;
  const document = createDocument();
  describe(document, reports, subject);
  const id = [ACTION, submission.pipelineName, ...clusters.map(clusterSubject)];
  return writePullRequestComment({
    token,
    action: ACTION,
    id: id.join(" ").slice(0, 500),
    document,
    log: step.log
  });
};
var deploy = async ({
  step,
  submission
}) => {
  const { deploymentEnvironment: environment, githubToken: token } = step.inputs;
  if (!environment || !token) return void 0;
  const description = `Pipeline ${submission.pipelineName}`;
  const deployment = await startDeployment({
    token,
    action: ACTION,
    environment,
    description,
    log: step.log
  });
  await deployment.report("in_progress", { description });
  return deployment;
};
var endOfDeployment = (report2, uiUrl) => {
  const { clusters } = report2;
  const good = clusters.filter((cluster) => cluster.succeeded);
  const isOpen = good.some(({ finished, schedule }) => !finished && !schedule);
  const [first] = clusters;
  const open = isOpen ? "in_progress" : "success";
  return [
    report2.succeeded ? open : "failure",
    {
      description: `${good.length} of ${clusters.length} clusters ${isOpen ? "have the run" : "succeeded"}`,
      url: first?.submitted && runPage(first.cluster, first.submitted.runId, uiUrl)
    }
  ];
};
function createGitHubReport(options) {
  const { step, subject } = options;
  const deployment = deploy(options);
  let comment = Promise.resolve(void 0);
  const tell = async (report2) => {
    const early = await comment;
    if (early === "no-pull-request") return;
    await commentOn(options, report2.clusters);
  };
  return {
    begin: (reports) => {
      comment = commentOn(options, reports);
    },
    finish: async (report2) => {
      const told = Promise.all([
        tell(report2),
        deployment.then(
          (d) => d?.report(...endOfDeployment(report2, subject.uiUrl))
        )
      ]);
      const limitMs = step.signal.aborted ? cancelBudgetMs(step.signal) : PATIENCE_MS;
      await Promise.race([told, systemClock.sleep(limitMs)]);
    }
  };
}

// actions/submit-pipeline/src/progressLog.ts
var MAX_TASKS_SHOWN = 200;
var QUIET_MS = 5 * 6e4;
var LOOK_MS = 3e4;
var SIGNS3 = {
  SUCCEEDED: "✓",
  FAILED: "✗",
  CANCELED: "■"
};
var newlySeen = (at2) => ({
  states: /* @__PURE__ */ new Map(),
  shown: 0,
  lastLineAt: at2
});
var durationOf = (task) => {
  const time = elapsedBetween(task.startedAt, task.endedAt);
  return time ? ` in ${time}` : "";
};
var endOf = (task) => `${SIGNS3[task.state] ?? "·"} ${task.name} ${task.state}${durationOf(task)}${task.cached ? " (from the cache)" : ""}`;
function showTask(subject, task, log) {
  if (task.state === "RUNNING") {
    log.info(`${subject}: ▶ ${task.name} started`);
    return true;
  }
  if (!isTerminal(task.state) || task.state === "SKIPPED") return false;
  log.info(`${subject}: ${endOf(task)}`);
  return true;
}
var endedFirst = (tasks) => [
  ...tasks.filter((task) => isTerminal(task.state)),
  ...tasks.filter((task) => !isTerminal(task.state))
];
function createProgressLog(log, now2 = Date.now) {
  const clusters = /* @__PURE__ */ new Map();
  const line = (seen2, text2) => {
    log.info(text2);
    seen2.lastLineAt = now2();
  };
  const showChange = (cluster, seen2, task) => {
    if (seen2.states.get(task.name) === task.state) return;
    seen2.states.set(task.name, task.state);
    if (seen2.shown === MAX_TASKS_SHOWN) return;
    if (!showTask(clusterSubject(cluster), task, log)) return;
    seen2.shown += 1;
    seen2.lastLineAt = now2();
    if (seen2.shown === MAX_TASKS_SHOWN) {
      line(seen2, `${clusterSubject(cluster)}: … more tasks are only counted.`);
    }
  };
  const sayAlive = () => {
    for (const [cluster, seen2] of clusters) {
      if (now2() - seen2.lastLineAt < QUIET_MS) continue;
      const states = [...seen2.states.values()];
      line(
        seen2,
        `${clusterSubject(cluster)}: still ${seen2.state ?? "waiting"}; ${states.filter(isTerminal).length} of ${states.length} tasks ended`
      );
    }
  };
  const timer = setInterval(sayAlive, LOOK_MS).unref();
  return {
    show: (cluster, { state, tasks }) => {
      const seen2 = clusters.get(cluster) ?? newlySeen(now2());
      clusters.set(cluster, seen2);
      const isNews = state !== void 0 && state !== seen2.state && !isTerminal(state);
      seen2.state = state ?? seen2.state;
      if (isNews) line(seen2, `${clusterSubject(cluster)}: run ${state}`);
      for (const task of endedFirst(tasks)) showChange(cluster, seen2, task);
    },
    end: (cluster) => clusters.delete(cluster),
    sayAlive,
    stop: () => clearInterval(timer)
  };
}

// actions/submit-pipeline/src/outcomeLog.ts
var goodEnd = ({ finished, schedule }, { schedule: cron = "" }) => {
  if (schedule) {
    const { recurringRunId, outcome } = schedule;
    return `recurring run ${recurringRunId} ${outcome}: '${cron}' UTC`;
  }
  if (!finished) return void 0;
  const time = elapsedBetween(finished.startedAt, finished.finishedAt);
  return `run ${finished.verdict}${time ? ` in ${time}` : ""}`;
};
var blameOf = (report2) => {
  const reason = reasonOf(report2);
  if (!reason || reason === stateOf(report2)) return "";
  const task = report2.finished?.failure?.task;
  return ` (${task && task !== "(run)" ? `task ${task}: ` : ""}${reason})`;
};
function showFailedTask(log, { cluster, finished }) {
  const { task, logLines = [] } = finished?.failure ?? {};
  if (logLines.length === 0) return;
  log.group(
    `Last lines of task ${task} on ${clusterSubject(cluster)}`,
    // The bar keeps a line of a pod from looking like one of ours.
    logLines.map((text2) => `│ ${text2}`)
  );
}
function createOutcomeLog(log, subject, action) {
  const failures = createFailureTeller({ action, log });
  return {
    ended: (report2) => {
      const name = clusterSubject(report2.cluster);
      const failure = failureOf(report2);
      if (failure === void 0) {
        const end = goodEnd(report2, subject);
        if (end) log.info(`${name}: ${end}`);
        return;
      }
      if (!failures.tell(failure)) {
        log.info(`${name}: ${stateOf(report2)}${blameOf(report2)}, as above`);
      }
      showFailedTask(log, report2);
    },
    all: (reports) => {
      if (reports.length < 2) return;
      for (const report2 of reports) {
        const { cluster, submitted } = report2;
        const parts = [
          `${clusterSubject(cluster)}: ${stateOf(report2)}${blameOf(report2)}`,
          submitted && `run ${submitted.runId}`,
          submitted && runPage(cluster, submitted.runId, subject.uiUrl)
        ];
        log.info(parts.filter(Boolean).join("  "));
      }
    }
  };
}

// actions/submit-pipeline/src/liveReport.ts
var subjectOf = ({ step, submission }) => ({
  pipelineName: submission.pipelineName,
  submissionKey: submission.key,
  commit: submission.origin.commit,
  workflowRunUrl: submission.origin.workflowRunUrl,
  uiUrl: step.inputs.uiUrl,
  schedule: step.inputs.schedule
});
function createLiveReport(options) {
  const { step, clusters } = options;
  const subject = subjectOf(options);
  const watched = createRunWatchList();
  const progressLog = createProgressLog(step.log);
  const outcomeLog = createOutcomeLog(step.log, subject, "submit-pipeline");
  const soFar = createSummarySoFar(step.log);
  const gitHub = createGitHubReport({ ...options, subject });
  const known = /* @__PURE__ */ new Map();
  const update = (report2) => {
    const wasComplete = known.size === clusters.length;
    known.set(report2.cluster, report2);
    const reports = clusters.flatMap((cluster) => known.get(cluster) ?? []);
    setOutputs(step.outputs, reports, subject);
    soFar.update((document) => describe(document, reports, subject));
    if (!wasComplete && known.size === clusters.length && step.inputs.wait) {
      gitHub.begin(reports);
    }
  };
  const observer = {
    intended: (cluster, runId) => watched.add(cluster, runId),
    submitted: (cluster, submitted) => {
      const page = runPage(cluster, submitted.runId, subject.uiUrl) ?? "";
      step.log.info(
        `${clusterSubject(cluster)}: run ${submitted.displayName} (${submitted.runId}) ${submitted.outcome}  ${page}`.trim()
      );
      if (step.inputs.wait) watched.add(cluster, submitted.runId);
      else watched.remove(cluster);
      update({ cluster, submitted, succeeded: true });
    },
    progress: (cluster, progress) => progressLog.show(cluster, progress),
    warned: (cluster, text2) => step.log.warning(`${clusterSubject(cluster)}: ${text2}`),
    ended: (report2) => {
      progressLog.end(report2.cluster);
      outcomeLog.ended(report2);
      if (!report2.leftGoing) watched.remove(report2.cluster);
      update(report2);
    }
  };
  const finish = async (report2) => {
    progressLog.stop();
    soFar.stop();
    setOutputs(step.outputs, report2.clusters, subject);
    outcomeLog.all(report2.clusters);
    describe(step.summary, report2.clusters, subject);
    await gitHub.finish(report2);
  };
  return { observer, finish };
}

// plugins/kubeflow-node/src/pipelines/parameters/typedValue.ts
var MAX_EXACT = Number.MAX_SAFE_INTEGER;
var ROUNDED = "; KFP keeps numbers as doubles and would round it";
var shown = (value) => {
  const text2 = typeof value === "number" ? String(value) : canonicalJson(value);
  return text2.length > 60 ? `${text2.slice(0, 60)}…` : text2;
};
var wrong = (expected, value, hint = "") => ({
  wrong: `expects ${expected}, not ${shown(value)}${hint}`
});
function toText(value) {
  if (typeof value === "string") return { value };
  const hint = isMapping(value) || Array.isArray(value) ? "" : "; put it in quotes";
  return wrong("text", value, hint);
}
function toInteger(value) {
  const text2 = typeof value === "string" ? value.trim() : void 0;
  const number = text2 !== void 0 && /^[-+]?\d+$/.test(text2) ? Number(text2) : value;
  if (typeof value === "bigint" || Math.abs(Number(number)) > MAX_EXACT)
    return wrong(
      "a whole number of at most 2^53",
      value,
      `${ROUNDED}: declare the parameter as text`
    );
  return Number.isInteger(number) ? { value: number } : wrong("a whole number", value);
}
var decimal = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;
function toDouble(value) {
  const number = typeof value === "string" && decimal.test(value.trim()) ? Number(value) : value;
  const fits = typeof number === "number" && Number.isFinite(number);
  return fits ? { value: number } : wrong("a number", value);
}
function toBoolean(value) {
  if (typeof value === "boolean") return { value };
  const text2 = typeof value === "string" ? value.trim().toLowerCase() : "";
  return text2 === "true" || text2 === "false" ? { value: text2 === "true" } : wrong("true or false", value);
}
var isRounded = (value, digits) => typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(digits ?? "");
var WRITTEN_WITH_EXPONENT = 1e21;
function changedNumber(value) {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") {
    const isKept = Number.isSafeInteger(value) || Number.isFinite(value) && (!Number.isInteger(value) || Math.abs(value) >= WRITTEN_WITH_EXPONENT);
    return isKept ? void 0 : value;
  }
  if (typeof value !== "object" || value === null) return void 0;
  for (const item of Object.values(value)) {
    const changed = changedNumber(item);
    if (changed !== void 0) return changed;
  }
  return void 0;
}
function fromJson(text2) {
  let rounded;
  const note = (_key, item, place) => {
    const source = place?.source;
    if (isRounded(item, source) || item === Infinity || item === -Infinity)
      rounded ??= source;
    return item;
  };
  try {
    const value = JSON.parse(text2, note);
    return { value, rounded };
  } catch {
    return {};
  }
}
var read = (given) => typeof given === "string" ? fromJson(given) : { value: given, rounded: changedNumber(given) };
var toJson = (expected, fits) => (given) => {
  const { value, rounded } = read(given);
  if (rounded !== void 0)
    return wrong(
      "finite numbers, whole ones of at most 2^53",
      rounded,
      ROUNDED
    );
  return fits(value) ? { value } : wrong(expected, given);
};
var readers = {
  STRING: toText,
  NUMBER_INTEGER: toInteger,
  NUMBER_DOUBLE: toDouble,
  BOOLEAN: toBoolean,
  LIST: toJson('a JSON list such as ["a", "b"]', Array.isArray),
  STRUCT: toJson('a JSON object such as {"a": 1}', isMapping)
};
function typedValue(type, given) {
  const reader = Object.hasOwn(readers, type) ? readers[type] : void 0;
  if (!reader)
    return { wrong: `is a ${type}, which Kubeflow Pipelines fills in itself` };
  if (given === null || given === void 0)
    return { wrong: "is null; leave it out to use the default" };
  return reader(given);
}

// plugins/kubeflow-node/src/pipelines/checkParameters.ts
var MAX_PARAMETER_BYTES = 1e4;
var describe2 = ({ name, type }) => `${printable(name)} (${type})`;
function literalProblem(input, value) {
  const { literals } = input;
  if (!literals) return void 0;
  const allowed = literals.map(canonicalJson);
  return allowed.includes(canonicalJson(value)) ? void 0 : `must be one of ${allowed.join(", ")}`;
}
function checkOne(input, given, findings) {
  const typed = typedValue(input.type, given);
  const problem = "wrong" in typed ? typed.wrong : literalProblem(input, typed.value);
  if (problem)
    findings.problems.push(`parameter ${describe2(input)} ${problem}`);
  else if ("value" in typed) findings.values.set(input.name, typed.value);
}
function checkAll(inputs, given) {
  const findings = { values: /* @__PURE__ */ new Map(), problems: [] };
  const names = inputs.map(({ name }) => name);
  for (const input of inputs) {
    if (given.has(input.name)) checkOne(input, given.get(input.name), findings);
    else if (!input.optional)
      findings.problems.push(
        `parameter ${describe2(input)} is required and has no value`
      );
  }
  for (const name of given.keys())
    if (!names.includes(name))
      findings.problems.push(
        `parameter ${printable(name)} is not one of the pipeline's${didYouMean(
          name,
          names
        )} (it has ${names.join(", ") || "none"})`
      );
  return findings;
}
function checkSize({ values, problems }) {
  const sizes = [...values].map(([name, value]) => ({
    name,
    bytes: Buffer.byteLength(canonicalJson({ [name]: value }))
  }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= MAX_PARAMETER_BYTES) return;
  const largest = sizes.reduce((a, b) => b.bytes > a.bytes ? b : a);
  problems.push(
    `all parameters have ${total} bytes of JSON; the limit is ${MAX_PARAMETER_BYTES} (the largest is ${printable(
      largest.name
    )} with ${largest.bytes}): put large values in a bucket and pass their address`
  );
}
function checkParameters(pipeline, values) {
  const given = new Map(
    Object.entries(values).filter(([, value]) => value !== void 0)
  );
  const findings = checkAll(pipeline.inputs, given);
  checkSize(findings);
  if (findings.problems.length === 0)
    return Object.fromEntries(findings.values);
  const problems = findings.problems.map((message) => ({
    message: printable(message, 400)
  }));
  throw new KubeflowError("InputError", {
    subject: `pipeline ${pipeline.name}`,
    fact: problems.length === 1 ? problems[0].message : `${problems.length} parameters are wrong:
${problems.map(({ message }) => `- ${message}`).join("\n")}
`,
    reason: "InvalidParameters",
    remedy: "Correct the input 'parameters' or the parameters file",
    problems
  });
}

// plugins/kubeflow-node/src/pipelines/patchPipeline.ts
var import_yaml = __toESM(require_dist());

// plugins/kubeflow-node/src/pipelines/spec/dags.ts
var withTasks = (component, replace2) => isMapping(at(component, "dag", "tasks")) ? withAt(
  component,
  ["dag", "tasks"],
  mapValues(at(component, "dag", "tasks"), replace2)
) : component;
var mapTasks = (spec, replace2) => mapValues(spec, (value, key) => {
  if (key === "root") return withTasks(value, replace2);
  return key === "components" ? mapValues(value, (component) => withTasks(component, replace2)) : value;
});

// plugins/kubeflow-node/src/pipelines/patch/caching.ts
var withCaching = (spec, enableCache) => mapTasks(
  spec,
  (task) => withAt(task, ["cachingOptions", "enableCache"], enableCache)
);

// plugins/kubeflow-node/src/pipelines/patch/chosenExecutors.ts
var isLeaf = ({ kind }) => kind === "container";
var inside = (group, { tasks }) => tasks.filter((task) => isLeaf(task) && task.id.startsWith(`${group.id}/`)).map(({ name }) => name);
function problemOf(name, graph) {
  const found = graph.tasks.filter((task) => task.name === name);
  if (found.length === 0) {
    const names = new Set(graph.tasks.filter(isLeaf).map((task) => task.name));
    return `the pipeline has no task '${name}'${didYouMean(name, names)}`;
  }
  if (found.some(isLeaf)) return void 0;
  const group = found.find(({ kind }) => kind !== "importer");
  return group ? `'${name}' is a group of tasks: name ${[
    ...new Set(inside(group, graph))
  ].join(", ")}` : `'${name}' is an importer, which runs no container`;
}
var taskNameProblems = (names, graph) => names.map((name) => problemOf(name, graph)).filter((problem) => problem !== void 0);
var isChosen = (task, names) => isLeaf(task) && (!names?.length || names.includes(task.name));

// plugins/kubeflow-node/src/pipelines/patch/ownExecutors.ts
var EXECUTORS = ["deploymentSpec", "executors"];
var PLATFORM_EXECUTORS = ["platforms", "kubernetes", ...EXECUTORS];
var freeName = (wanted, taken) => {
  let name = wanted;
  for (let number = 2; at(taken, name) !== void 0; number += 1)
    name = `${wanted}-${number}`;
  return name;
};
function sharedExecutors(graph, names) {
  const chosen = graph.tasks.filter((task) => isChosen(task, names));
  const others = new Set(
    graph.tasks.filter((task) => !isChosen(task, names)).map(({ executorLabel }) => executorLabel)
  );
  const labels = new Set(chosen.map(({ executorLabel }) => executorLabel));
  return [...labels].filter((label2) => label2 !== void 0 && others.has(label2)).map((label2) => ({
    label: label2,
    names: new Set(
      chosen.filter(({ executorLabel }) => executorLabel === label2).map(({ name }) => name)
    )
  }));
}
var repoint = (spec, { names, from, to }) => mapTasks(
  spec,
  (task, name) => names.has(name) && textAt(task, "componentRef", "name") === from ? withAt(task, ["componentRef", "name"], to) : task
);
function copyExecutor({ spec, platform }, { label: label2, names }) {
  const copy = freeName(`${label2}-patched`, at(spec, ...EXECUTORS));
  let next = withAt(
    spec,
    [...EXECUTORS, copy],
    at(spec, ...EXECUTORS, label2)
  );
  for (const [from, component] of entriesAt(spec, "components")) {
    if (textAt(component, "executorLabel") !== label2) continue;
    const to = freeName(`${from}-patched`, at(next, "components"));
    next = withAt(
      next,
      ["components", to],
      withAt(component, ["executorLabel"], copy)
    );
    next = repoint(next, { names, from, to });
  }
  const platformExecutor = at(platform, ...PLATFORM_EXECUTORS, label2);
  return {
    spec: next,
    ...platform && {
      platform: platformExecutor === void 0 ? platform : withAt(
        platform,
        [...PLATFORM_EXECUTORS, copy],
        platformExecutor
      )
    }
  };
}
var withOwnExecutors = (documents, graph, names) => sharedExecutors(graph, names).reduce(copyExecutor, documents);

// plugins/kubeflow-node/src/pipelines/patch/scheduling.ts
var withLabels = (executor, wanted) => ({
  ...Object.fromEntries(entriesAt(executor, "nodeSelector")),
  labels: {
    ...Object.fromEntries(entriesAt(executor, "nodeSelector", "labels")),
    ...wanted
  }
});
function withTolerations(executor, wanted) {
  const present = at(executor, "tolerations");
  const kept = Array.isArray(present) ? present : [];
  const known = new Set(kept.map(canonicalJson));
  return [...kept, ...wanted.filter((each) => !known.has(canonicalJson(each)))];
}
function patchedScheduling(executor, { nodeSelector, tolerations }) {
  return {
    ...Object.fromEntries(entriesAt(executor)),
    ...nodeSelector && { nodeSelector: withLabels(executor, nodeSelector) },
    ...tolerations?.length && {
      tolerations: withTolerations(executor, tolerations)
    }
  };
}
var selectorIsParameter = (executor) => at(executor, "nodeSelector", "nodeSelectorJson") !== void 0;

// plugins/kubeflow-node/src/pipelines/patch/patchProblems.ts
var quantityProblems = (field, text2) => {
  if (text2 === void 0) return [];
  try {
    return parseQuantity(text2) > 0 ? [] : [`${field} '${text2}' is not above 0`];
  } catch (error) {
    return [`${field}: ${error.message}`];
  }
};
var acceleratorProblems = ({ accelerator }) => [
  ...accelerator && !(Number.isInteger(accelerator.count) && accelerator.count > 0) ? [`accelerator count ${accelerator.count} is not a whole number above 0`] : [],
  ...accelerator && !/^[a-z0-9.-]+\/[A-Za-z0-9_.-]+$/.test(accelerator.resource) ? [
    `accelerator '${accelerator.resource}' is not an extended resource such as nvidia.com/gpu`
  ] : []
];
var selectorProblems = (pipeline, patch) => pipeline.graph.tasks.filter(
  (task) => patch.nodeSelector && isChosen(task, patch.tasks) && selectorIsParameter(
    at(
      pipeline.documents.platform,
      "platforms",
      "kubernetes",
      "deploymentSpec",
      "executors",
      task.executorLabel ?? ""
    )
  )
).map(
  ({ name }) => `the node selector of task '${name}' is a parameter of the pipeline: set that parameter instead`
);
var patchProblems = (pipeline, patch) => [
  ...taskNameProblems(patch.tasks ?? [], pipeline.graph),
  ...acceleratorProblems(patch),
  ...quantityProblems("cpu limit", patch.cpuLimit),
  ...quantityProblems("memory limit", patch.memoryLimit),
  ...selectorProblems(pipeline, patch)
];

// plugins/kubeflow-node/src/pipelines/patch/resources.ts
var GIGABYTE = 1e9;
var CPU = {
  limit: "resourceCpuLimit",
  request: "resourceCpuRequest",
  oldLimit: "cpuLimit",
  oldRequest: "cpuRequest",
  unit: 1
};
var MEMORY = {
  limit: "resourceMemoryLimit",
  request: "resourceMemoryRequest",
  oldLimit: "memoryLimit",
  oldRequest: "memoryRequest",
  unit: GIGABYTE
};
function requestOf(resources, kind) {
  const text2 = textAt(resources, kind.request);
  if (text2?.includes("{{")) return void 0;
  if (text2 !== void 0) return parseQuantity(text2);
  const old = at(resources, kind.oldRequest);
  return typeof old === "number" ? old * kind.unit : void 0;
}
function limited(resources, kind, quantity) {
  const amount = parseQuantity(quantity);
  const request = requestOf(resources, kind);
  const lowered = request !== void 0 && request > amount;
  return {
    ...resources,
    [kind.limit]: quantity,
    [kind.oldLimit]: amount / kind.unit,
    ...lowered && {
      [kind.request]: quantity,
      [kind.oldRequest]: amount / kind.unit
    }
  };
}
var accelerated = (resources, { resource, count }) => ({
  ...resources,
  accelerator: {
    ...Object.fromEntries(entriesAt(resources, "accelerator")),
    resourceType: resource,
    resourceCount: String(count),
    // Read by KFP before 2.4; int64, therefore text.
    type: resource,
    count: String(count)
  }
});
function patchedResources(resources, patch) {
  let result = Object.fromEntries(entriesAt(resources));
  if (patch.accelerator) result = accelerated(result, patch.accelerator);
  if (patch.cpuLimit) result = limited(result, CPU, patch.cpuLimit);
  if (patch.memoryLimit) result = limited(result, MEMORY, patch.memoryLimit);
  return result;
}

// plugins/kubeflow-node/src/pipelines/patchPipeline.ts
var HEADER = "# Written by kubeflow-fleet: a compiled pipeline with a patch.";
var EXECUTORS2 = ["deploymentSpec", "executors"];
var PLATFORM_EXECUTORS2 = ["platforms", "kubernetes", ...EXECUTORS2];
var emit = (document) => (0, import_yaml.stringify)(document, {
  version: "1.1",
  defaultStringType: "QUOTE_DOUBLE",
  defaultKeyType: "PLAIN",
  aliasDuplicateObjects: false,
  lineWidth: 0
});
var textOf = ({ spec, platform }) => [`${HEADER}
${emit(spec)}`, platform && emit(platform)].filter((part) => part !== void 0).join("---\n");
var changesResources = ({
  accelerator,
  cpuLimit,
  memoryLimit
}) => accelerator !== void 0 || cpuLimit !== void 0 || memoryLimit !== void 0;
var changesScheduling = ({ nodeSelector, tolerations }) => Object.keys(nodeSelector ?? {}).length > 0 || (tolerations?.length ?? 0) > 0;
var withResources = (spec, labels, patch) => withAt(
  spec,
  EXECUTORS2,
  mapValues(
    at(spec, ...EXECUTORS2),
    (executor, label2) => labels.has(label2) ? withAt(
      executor,
      ["container", "resources"],
      patchedResources(at(executor, "container", "resources"), patch)
    ) : executor
  )
);
function withScheduling(platform, labels, patch) {
  const executors = new Map(entriesAt(platform, ...PLATFORM_EXECUTORS2));
  for (const label2 of labels)
    executors.set(label2, patchedScheduling(executors.get(label2), patch));
  return withAt(platform, PLATFORM_EXECUTORS2, Object.fromEntries(executors));
}
function patchExecutors(documents, pipeline, patch) {
  if (!changesResources(patch) && !changesScheduling(patch)) return documents;
  const own2 = withOwnExecutors(documents, pipeline.graph, patch.tasks);
  const graph = taskGraphOf(own2.spec, () => void 0);
  const labels = new Set(
    graph.tasks.filter((task) => isChosen(task, patch.tasks)).map(({ executorLabel }) => executorLabel)
  );
  return {
    spec: changesResources(patch) ? withResources(own2.spec, labels, patch) : own2.spec,
    platform: changesScheduling(patch) ? withScheduling(own2.platform, labels, patch) : own2.platform
  };
}
function patchPipeline(pipeline, patch) {
  const problems = patchProblems(pipeline, patch).map(
    (problem) => printable(problem, 400)
  );
  if (problems.length > 0)
    throw new KubeflowError("InputError", {
      subject: `pipeline ${pipeline.name}`,
      fact: problems.join("; "),
      reason: "InvalidPatch",
      remedy: "Correct the inputs that change the pipeline",
      problems: problems.map((message) => ({ message }))
    });
  const patched = patchExecutors(pipeline.documents, pipeline, patch);
  const documents = patch.caching === void 0 ? patched : { ...patched, spec: withCaching(patched.spec, patch.caching) };
  const result = compiledFrom(documents, {
    text: textOf(documents),
    path: `pipeline ${pipeline.name}`,
    locate: () => void 0
  });
  if (result.contentHash === pipeline.contentHash) return pipeline;
  rememberCheckedText(result.text);
  return result;
}

// actions/submit-pipeline/src/compilePython.ts
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
var KFP_CLI = "from kfp.cli.__main__ import main; main()";
var INTERPRETERS = ["python3", "python"];
var KEPT = 2e4;
var SHOWN_LINES = 30;
var TIMEOUT_MS = 5 * 6e4;
var withheld = /^(ACTIONS_|INPUT_|STATE_|GITHUB_TOKEN$|GH_TOKEN$|AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|WEB_IDENTITY|CONTAINER))/;
var environmentOf = (environment) => Object.fromEntries(
  Object.entries(environment).filter(([name]) => !withheld.test(name))
);
function run(command, args, options) {
  const { environment = process.env, timeoutMs = TIMEOUT_MS } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: path.dirname(options.file),
      env: environmentOf(environment),
      stdio: ["ignore", "pipe", "pipe"],
      signal: options.signal
    });
    const timer = setTimeout(() => child.kill(), timeoutMs);
    let text2 = "";
    const keep = (chunk) => {
      text2 = (text2 + chunk).slice(-KEPT);
    };
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", (code2) => {
      clearTimeout(timer);
      resolve({ code: code2, text: text2 });
    });
  });
}
var isMissing = (error) => error.code === "ENOENT";
var sdkMissing = (options) => new KubeflowError("InputError", {
  reason: "KfpSdkMissing",
  subject: options.path,
  fact: "it is Python, and no Python with the kfp SDK is installed in this job",
  remedy: 'Add a step before this one that runs "pip install kfp==2.17.0", or give the compiled YAML as pipeline-file'
});
var compileFailed = ({ code: code2, text: text2 }, options) => {
  const lines2 = text2.trim().split("\n").slice(-SHOWN_LINES).join("\n");
  return new KubeflowError("InputError", {
    reason: "PipelineNotCompiled",
    subject: options.path,
    fact: `the kfp SDK could not compile it (${code2 === null ? "stopped" : `exit code ${code2}`}):
${lines2}
`,
    remedy: 'Run "kfp dsl compile --py FILE --output pipeline.yaml" to see the same'
  });
};
async function compileWith(command, output, options) {
  const args = ["dsl", "compile", "--py", options.file, "--output", output];
  if (options.function) args.push("--function", options.function);
  try {
    const end = await run(command, ["-c", KFP_CLI, ...args], options);
    return /No module named '?kfp(?:\.cli)?'?(?![\w.])/.test(end.text) ? void 0 : end;
  } catch (error) {
    if (isMissing(error)) return void 0;
    throw error;
  }
}
async function compilePython(options) {
  const { environment = process.env } = options;
  const folder = await fs.mkdtemp(
    path.join(environment.RUNNER_TEMP ?? os.tmpdir(), "pipeline-")
  );
  const output = path.join(folder, "pipeline.yaml");
  try {
    for (const command of INTERPRETERS) {
      const end = await compileWith(command, output, options);
      if (end?.code === 0 && existsSync(output)) {
        return await fs.readFile(output, "utf8");
      }
      if (end) throw compileFailed(end, options);
    }
    throw sdkMissing(options);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

// actions/submit-pipeline/src/preparePipeline.ts
var MAX_PARAMETERS_FILE = 1024 * 1024;
async function onlyMatch(given) {
  if (!/[*?[{]/.test(given)) return given;
  const files = await findWorkspaceFiles(given, { input: "pipeline-file" });
  if (files.length === 1) return files[0];
  throw new KubeflowError("InputError", {
    reason: "SeveralFilesMatch",
    subject: "input pipeline-file",
    fact: `'${given}' matches ${files.length} files: ${files.slice(0, 10).join(", ")}`,
    remedy: "Name one file"
  });
}
async function readPipeline({ pipelineFile, pipelineFunction }, signal) {
  const file = await readWorkspaceFile(await onlyMatch(pipelineFile), {
    input: "pipeline-file"
  });
  const { path: path2, absolutePath } = file;
  const text2 = path2.endsWith(".py") ? await compilePython({
    file: absolutePath,
    path: path2,
    function: pipelineFunction,
    signal
  }) : file.text;
  return { path: path2, pipeline: parseCompiledPipeline(text2, { path: path2 }) };
}
async function readParameters(inputs) {
  const { parametersFile } = inputs;
  if (!parametersFile) return inputs.parameters;
  const file = await readWorkspaceFile(parametersFile, {
    input: "parameters-file",
    maxBytes: MAX_PARAMETERS_FILE
  });
  try {
    return { ...jsonOrYaml(file.text.trim()), ...inputs.parameters };
  } catch (error) {
    throw new KubeflowError("InputError", {
      reason: "InvalidParametersFile",
      subject: file.path,
      fact: error instanceof Error ? error.message : String(error),
      remedy: 'Write one "name: value" per line, or a JSON object'
    });
  }
}
var nonEmpty = (value) => Object.keys(value).length > 0 ? value : void 0;
var patchOf = (inputs) => ({
  accelerator: inputs.accelerator ? { resource: inputs.accelerator, count: inputs.acceleratorCount } : void 0,
  nodeSelector: nonEmpty(inputs.nodeSelector),
  tolerations: nonEmpty(inputs.tolerations),
  cpuLimit: inputs.cpuLimit,
  memoryLimit: inputs.memoryLimit,
  caching: inputs.enableCaching,
  tasks: nonEmpty(inputs.resourceTasks)
});
async function preparePipeline(inputs, signal) {
  const [{ path: path2, pipeline }, given] = await bothOrEveryError(
    readPipeline(inputs, signal),
    readParameters(inputs)
  );
  const parameters = checkParameters(pipeline, given);
  return {
    path: path2,
    pipeline: patchPipeline(pipeline, patchOf(inputs)),
    parameters
  };
}
async function bothOrEveryError(first, second) {
  const settled = await Promise.allSettled([first, second]);
  const errors = settled.flatMap(
    (result) => result.status === "rejected" ? errorsIn(result.reason) : []
  );
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors);
  return [await first, await second];
}
var errorsIn = (error) => error instanceof AggregateError ? error.errors : [error];

// plugins/kubeflow-node/src/pipelines/runs/taskPlaces.ts
var LONGEST_NAME = 8192;
var withoutItems = (name) => name.slice(0, LONGEST_NAME).replace(/\(\d+(:.*?)?\)(?=\.|$)/gs, "");
var EXIT = "onExit";
var DRIVER = "-driver";
var placeBelow = (place, segment, tasks) => {
  const task = tasks?.get(segment);
  if (task) return { task, role: "task" };
  const isDriver2 = segment.endsWith(DRIVER);
  const driven = isDriver2 && tasks?.get(segment.slice(0, -DRIVER.length)) || place?.task;
  if (isDriver2 && driven) return { task: driven, role: "driver" };
  return place && segment === "executor" ? { task: place.task, role: "executor" } : place;
};
var taskFinder = (graph) => {
  const children = /* @__PURE__ */ new Map();
  for (const task of graph.tasks) {
    const parent = task.parentId ?? "";
    const siblings = children.get(parent) ?? /* @__PURE__ */ new Map();
    siblings.set(task.name, task);
    children.set(parent, siblings);
  }
  return (nodeName) => {
    const [, ...segments] = withoutItems(nodeName).split(".");
    let place;
    let group = "";
    for (const segment of segments) {
      const below = children.get(place?.task.id ?? group);
      if (segment === EXIT && place && !below?.has(EXIT)) {
        group = place.task.parentId ?? "";
        place = void 0;
      } else {
        place = placeBelow(place, segment, below);
      }
    }
    return place;
  };
};

// plugins/kubeflow-node/src/pipelines/runs/failureEvidence.ts
var NODE_NAME = "workflows.argoproj.io/node-name";
var NODE_ID = "workflows.argoproj.io/node-id";
var readOr = async (reading, instead) => {
  try {
    return { value: await reading, gaps: [] };
  } catch (error) {
    return { value: instead.empty, gaps: [instead.gap(isForbidden(error))] };
  }
};
var gapOf = (resource, namespace) => (forbidden) => forbidden ? `may not list ${resource} in namespace ${namespace} (grant the verb list)` : `could not list ${resource} in namespace ${namespace}`;
var findPods = (target, runId) => readOr(
  target.kubernetes?.list(
    {
      group: "",
      version: "v1",
      plural: "pods",
      namespace: target.pipelines.namespace
    },
    runSelector(runId)
  ) ?? Promise.resolve([]),
  { empty: [], gap: gapOf("pods", target.pipelines.namespace) }
);
var findWorkflow = async (target, runId) => {
  const { namespace } = target.pipelines;
  const read3 = await readOr(workflowsOfRun(target, runId), {
    empty: [],
    gap: gapOf("workflows.argoproj.io", namespace)
  });
  return read3.value ? { value: read3.value[0], gaps: read3.gaps } : {
    value: void 0,
    gaps: [gapOf("workflows.argoproj.io", namespace)(true)]
  };
};
var gatherEvidence = async (target, runId, graph) => {
  if (!target.kubernetes) {
    return {
      failedNodes: [],
      pods: [],
      gaps: ["the Kubernetes API is not in reach by this access"]
    };
  }
  const find = taskFinder(graph);
  const [workflow, pods] = await Promise.all([
    findWorkflow(target, runId),
    findPods(target, runId)
  ]);
  const status = workflow.value && workflowStatus(workflow.value);
  return {
    workflow: status,
    failedNodes: (status?.nodes ?? []).filter(
      (node) => node.type === "Pod" && (node.phase === "Failed" || node.phase === "Error")
    ).map((node) => ({ node, place: find(node.name) })),
    pods: pods.value.map((pod) => ({
      pod,
      nodeId: pod.metadata.annotations?.[NODE_ID],
      place: find(pod.metadata.annotations?.[NODE_NAME] ?? ""),
      trouble: podTrouble(pod)
    })),
    gaps: [...workflow.gaps, ...pods.gaps]
  };
};

// plugins/kubeflow-node/src/pipelines/runs/notableTasks.ts
var timeValue = (time) => time ? Date.parse(time) : Number.POSITIVE_INFINITY;
var earliest = (items, time) => items.reduce(
  (first, item) => first === void 0 || timeValue(time(item)) < timeValue(time(first)) ? item : first,
  void 0
);
var isGroup = ({ graph }, id) => {
  const kind = graph.tasks.find((task) => task.id === id)?.kind;
  return kind === "dag" || kind === "loop" || kind === "condition";
};
var innermost = ({ graph }, tasks) => {
  const parents = new Map(graph.tasks.map((task) => [task.id, task.parentId]));
  const around = /* @__PURE__ */ new Set();
  for (const task of tasks) {
    let parent = parents.get(task.name);
    while (parent && !around.has(parent)) {
      around.add(parent);
      parent = parents.get(parent);
    }
  }
  return tasks.filter((task) => !around.has(task.name));
};
var firstFailedTask = (run2) => {
  const failed = run2.tasks.filter((task) => task.state === "FAILED");
  const leaves = failed.filter((task) => !isGroup(run2, task.name));
  return earliest(
    leaves.length > 0 ? leaves : innermost(run2, failed),
    (task) => task.endedAt
  );
};
var longestRunningTask = (run2) => earliest(
  innermost(
    run2,
    run2.tasks.filter((task) => task.state === "RUNNING")
  ),
  (task) => task.startedAt
);

// plugins/kubeflow-node/src/pipelines/runs/remedies.ts
var remedies2 = {
  OOMKilled: "Give the task more memory (input memory-limit, or set_memory_limit in the pipeline), or make it use less",
  ImagePullBackOff: "Check the image's name and tag, and that the nodes' role may pull it (ECR: ecr:BatchGetImage in the image's account and region)",
  InvalidImageName: "Correct the image's name in the pipeline",
  CreateContainerConfigError: "Create the Secret or ConfigMap that the task names, in the namespace of the runs",
  Unschedulable: "Ask for less, choose another cluster, or let a node group scale up: no node has the resources, labels and tolerations that the task asks for",
  CrashLoopBackOff: "Read the log: the container ends again and again",
  Evicted: "Give the task more memory or ephemeral storage: the node ran out and evicted its pod",
  DeadlineExceeded: "Raise the task's or the pipeline's time limit (activeDeadlineSeconds), or make the task faster",
  NodeLost: "Run again: the node went away; set a retry on the task",
  StartError: "Check the task's command and the image's architecture",
  Error: "Read its log: the task's own code ended with an error",
  DriverFailed: "Read the driver's log: it resolves the task's inputs, cache and pod before the task starts",
  StillRunning: "Set the input timeout to a longer time, or find out in its log why it takes so long",
  Unknown: "Open the run in the Kubeflow Pipelines UI: what is known of it is there"
};
var aliases = {
  ErrImagePull: "ImagePullBackOff",
  ErrImageNeverPull: "ImagePullBackOff",
  RegistryUnavailable: "ImagePullBackOff",
  CreateContainerError: "CreateContainerConfigError",
  RunContainerError: "StartError",
  ContainerCannotRun: "StartError",
  Preempting: "NodeLost",
  NodeShutdown: "NodeLost",
  Terminated: "NodeLost",
  TerminationByKubelet: "NodeLost"
};
var own = (table, name) => Object.hasOwn(table, name) ? table[name] : void 0;
var remedyFor = (reason) => own(remedies2, own(aliases, reason) ?? reason) ?? `Look up '${reason}' in the pod's events: kubectl describe pod`;

// plugins/kubeflow-node/src/pipelines/runs/diagnoseFailure.ts
var DEFAULT_LINES = 50;
var LONGEST_LINE = 2e3;
var NO_TASK = "(run)";
var inTask = (finding, task) => finding.place?.task.id === task;
var hasFailed = ({ pod, trouble }) => trouble !== void 0 && pod.status?.phase === "Failed";
var podOfNode = (evidence, node) => node && evidence.pods.find((pod) => pod.nodeId === node.node.id);
var lastOf = (nodes) => [...nodes].sort(
  (a, b) => timeValue(a.node.finishedAt) - timeValue(b.node.finishedAt)
)[nodes.length - 1];
var troubleOfNode = (node) => {
  const read3 = troubleOfMessage(node?.node.message);
  return read3 && { ...read3, exitCode: read3.exitCode ?? node?.node.exitCode };
};
var unknown = { reason: "Unknown" };
var culpritInTask = (evidence, task) => {
  const node = lastOf(evidence.failedNodes.filter((one) => inTask(one, task)));
  const pods = evidence.pods.filter(
    (one) => inTask(one, task) && one.trouble !== void 0
  );
  const pod = podOfNode(evidence, node) ?? pods.find(hasFailed) ?? pods[0];
  const trouble = pod?.trouble ?? troubleOfNode(node) ?? unknown;
  return { task, node, pod, trouble };
};
var culpritAnywhere = (evidence, run2) => {
  const troubled = evidence.pods.filter((one) => one.trouble !== void 0);
  const pod = earliest(troubled.filter(hasFailed), (one) => one.trouble?.at) ?? earliest(troubled, (one) => one.trouble?.at);
  const node = earliest(evidence.failedNodes, (one) => one.node.finishedAt);
  const place = pod?.place ?? node?.place;
  const trouble = pod?.trouble ?? troubleOfNode(node) ?? troubleOfMessage(evidence.workflow?.message);
  const running = trouble ? void 0 : longestRunningTask(run2);
  return {
    task: place?.task.id ?? running?.name ?? NO_TASK,
    node,
    pod,
    trouble: trouble ?? (running ? { reason: "StillRunning" } : unknown)
  };
};
var readLog = async (target, culprit, tailLines) => {
  const { pod, trouble } = culprit;
  const { namespace } = target.pipelines;
  if (!target.kubernetes || !pod || !trouble.container) return { lines: [] };
  try {
    const lines2 = await target.kubernetes.podLog(
      {
        namespace: pod.pod.metadata.namespace ?? namespace,
        name: pod.pod.metadata.name
      },
      {
        container: trouble.container,
        tailLines,
        previous: trouble.reason === "CrashLoopBackOff"
      }
    );
    return {
      lines: lines2.slice(-tailLines).map((line) => line.slice(0, LONGEST_LINE))
    };
  } catch (error) {
    return {
      lines: [],
      gap: isForbidden(error) ? `may not read logs in namespace ${namespace} (grant the verb get on pods/log)` : `the log of pod ${pod.pod.metadata.name} could not be read`
    };
  }
};
var podGone = (target, run2, { pod, task, trouble }) => {
  const isMissing2 = target.kubernetes && !pod && task !== NO_TASK && trouble.reason !== "StillRunning";
  if (!isMissing2) return [];
  return [
    isGroup(run2, task) ? "it failed before a task in it started: its driver could not work out its inputs, condition or items" : `its pod is gone; the log may be under ${run2.runId}/${task}/ in the pipeline root (executor-logs), or in the KFP UI`
  ];
};
var podNameOf = ({ pod, node }) => {
  if (pod) return pod.pod.metadata.name;
  const id = node?.node.id;
  const template = node?.node.templateName;
  const cut = id?.lastIndexOf("-") ?? -1;
  return id && template && cut > 0 ? `${id.slice(0, cut)}-${template}${id.slice(cut)}` : id;
};
var isDriver = ({ pod, node }) => (node?.place ?? pod?.place)?.role === "driver";
var diagnoseFailure = async (target, run2, options = {}) => {
  if (run2.failure) return run2.failure;
  const evidence = await gatherEvidence(target, run2.runId, run2.graph);
  const task = firstFailedTask(run2);
  const culprit = task ? culpritInTask(evidence, task.name) : culpritAnywhere(evidence, run2);
  const log = await readLog(target, culprit, options.logLines ?? DEFAULT_LINES);
  const { trouble } = culprit;
  const what = messageBeyondReason(
    trouble.message ?? culprit.node?.node.message,
    trouble
  );
  const message = [
    what,
    trouble.container && trouble.container !== "main" ? `in container ${trouble.container}` : void 0,
    isDriver(culprit) ? "in the task's driver" : void 0,
    ...evidence.gaps,
    log.gap,
    ...evidence.gaps.length === 0 ? podGone(target, run2, culprit) : []
  ].filter(Boolean).join("; ");
  const driverError = isDriver(culprit) && trouble.reason === "Error";
  return {
    task: culprit.task,
    podName: podNameOf(culprit),
    reason: trouble.reason,
    message: message || void 0,
    exitCode: trouble.exitCode,
    logLines: log.lines,
    remedy: remedyFor(driverError ? "DriverFailed" : trouble.reason)
  };
};

// plugins/kubeflow-node/src/pipelines/runs/submitRun.ts
import { randomUUID } from "node:crypto";

// plugins/kubeflow-node/src/pipelines/runs/claim.ts
var LEASE_MS = 6e4;
var CLAIM_LIFE_MS = 35 * 24 * 36e5;
var integer = (value) => {
  const number = Number(value);
  return Number.isSafeInteger(number) && number > 0 ? number : void 0;
};
var text = (value) => typeof value === "string" ? value : "";
var parseClaim = (fields) => {
  const generation = integer(fields.generation);
  const fence = integer(fields.fence);
  const slug = text(fields.slug);
  const holder = text(fields.holder);
  const runId = text(fields.runId);
  if (!generation || !fence || !slug || !holder || !runId) return void 0;
  return {
    slug,
    generation,
    fence,
    since: integer(fields.since) ?? 1,
    claimedAt: integer(fields.claimedAt) ?? 0,
    holder,
    runId,
    workflowRunId: text(fields.workflowRunId),
    attempt: integer(fields.attempt) ?? 1,
    repository: text(fields.repository),
    commit: text(fields.commit),
    released: String(fields.released) === "true"
  };
};

// plugins/kubeflow-node/src/pipelines/runs/configMapClaims.ts
var CLAIM_LABEL = "kubeflow-fleet/claim";
var claimName = (slug) => `kubeflow-fleet-run-${slug}`;
var dataOf = (claim) => Object.fromEntries(
  Object.entries(claim).filter(([field]) => field !== "version").map(([field, value]) => [field, String(value)])
);
var dataIn = (object) => object.data ?? {};
var stored = (object, subject) => {
  const claim = parseClaim(dataIn(object));
  if (!claim) {
    throw new KubeflowError("ConflictError", {
      subject,
      fact: `ConfigMap ${object.metadata.namespace}/${object.metadata.name} is not a claim of a run`,
      reason: "ForeignClaim",
      remedy: `Delete it: kubectl -n ${object.metadata.namespace} delete configmap ${object.metadata.name}`
    });
  }
  return { ...claim, version: object.metadata.resourceVersion ?? "" };
};
var deleteBefore = async (kubernetes, collection, time) => {
  const claims = await kubernetes.list(collection, {
    labelSelector: `${CLAIM_LABEL}=true`
  });
  for (const object of claims) {
    const { claimedAt = 0 } = parseClaim(dataIn(object)) ?? {};
    if (claimedAt > 0 && claimedAt < time) {
      await orUndefined(kubernetes.delete(collection, object.metadata.name));
    }
  }
};
var createConfigMapClaims = (kubernetes, namespace) => {
  const collection = {
    group: "",
    version: "v1",
    plural: "configmaps",
    namespace
  };
  const objectOf = (claim, resourceVersion) => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: claimName(claim.slug),
      namespace,
      labels: { [MANAGED_BY_LABEL]: FIELD_MANAGER, [CLAIM_LABEL]: "true" },
      ...resourceVersion ? { resourceVersion } : {}
    },
    data: dataOf(claim)
  });
  const ours = (object) => stored(object, kubernetes.subject);
  return {
    async read(slug) {
      const object = await orUndefined(
        kubernetes.get(collection, claimName(slug))
      );
      return object && ours(object);
    },
    async create(claim) {
      try {
        return ours(await kubernetes.create(collection, objectOf(claim)));
      } catch (error) {
        if (isTaken(error)) return void 0;
        throw error;
      }
    },
    async replace(previous, next) {
      try {
        const object = objectOf(next, previous.version);
        return ours(await kubernetes.replace(collection, object));
      } catch (error) {
        if (isOutdated(error) || isNotFound(error)) return void 0;
        throw error;
      }
    },
    deleteBefore: (time) => deleteBefore(kubernetes, collection, time)
  };
};

// plugins/kubeflow-node/src/pipelines/runs/findOrCreate.ts
var findOrCreate = async (find, create2) => {
  const [found, created] = await Promise.allSettled([find(), create2()]);
  if (found.status === "fulfilled" && found.value) return found.value;
  if (created.status === "fulfilled") return created.value;
  if (isTaken(created.reason) || meaningOf(created.reason) === "uncertain") {
    const now2 = await find();
    if (now2) return now2;
  }
  throw created.reason;
};

// plugins/kubeflow-node/src/pipelines/runs/versionClaims.ts
var CLAIMS_PIPELINE = "kubeflow-fleet-claims";
var CLAIM_TEXT = `# Versions of this pipeline are claims on runs; it is never run.
components:
  comp-claim:
    executorLabel: exec-claim
deploymentSpec:
  executors:
    exec-claim:
      container:
        command: ['true']
        image: busybox
pipelineInfo:
  name: kubeflow-fleet-claims
root:
  dag:
    tasks:
      claim:
        cachingOptions: {}
        componentRef:
          name: comp-claim
        taskInfo:
          name: claim
schemaVersion: 2.1.0
sdkVersion: kfp-2.17.0
`;
var nameOf = (slug, fence) => `${slug}-${fence}`;
var parseDescription = (text2) => {
  try {
    const fields = JSON.parse(text2 ?? "");
    return fields && typeof fields === "object" ? parseClaim(fields) : void 0;
  } catch {
    return void 0;
  }
};
var stored2 = (version, subject) => {
  const claim = parseDescription(version.description);
  if (!claim) {
    throw new KubeflowError("ConflictError", {
      subject,
      fact: `version '${version.name}' of pipeline '${CLAIMS_PIPELINE}' is not a claim of a run`,
      reason: "ForeignClaim",
      remedy: "Delete that version"
    });
  }
  return { ...claim, version: version.pipelineVersionId };
};
var createVersionClaims = (pipelines) => {
  let home;
  const claimsPipeline = async () => {
    home ??= findOrCreate(
      () => pipelines.findPipeline(CLAIMS_PIPELINE),
      () => pipelines.createPipeline(
        CLAIMS_PIPELINE,
        "Claims on runs, kept by Kubeflow Fleet"
      )
    );
    try {
      return (await home).pipelineId;
    } catch (error) {
      home = void 0;
      throw error;
    }
  };
  const upload = async (claim) => {
    const pipelineId = await claimsPipeline();
    try {
      const version = await pipelines.uploadVersion({
        pipelineId,
        name: nameOf(claim.slug, claim.fence),
        description: JSON.stringify(claim),
        text: CLAIM_TEXT
      });
      return { ...claim, version: version.pipelineVersionId };
    } catch (error) {
      if (isTaken(error)) return void 0;
      throw error;
    }
  };
  return {
    async read(slug) {
      const pipelineId = await claimsPipeline();
      let newest;
      for (let fence = 1; ; fence += 1) {
        const next = await pipelines.findVersion(
          pipelineId,
          nameOf(slug, fence)
        );
        if (!next) return newest && stored2(newest, pipelines.subject);
        newest = next;
      }
    },
    create: upload,
    replace: (previous, next) => upload({ ...next, fence: previous.fence + 1 })
  };
};

// plugins/kubeflow-node/src/pipelines/runs/claimStore.ts
var claimStoreOf = (target) => {
  const versions = createVersionClaims(target.pipelines);
  if (!target.kubernetes) return versions;
  let active = createConfigMapClaims(
    target.kubernetes,
    target.pipelines.namespace
  );
  return {
    read: (slug) => active.read(slug),
    replace: (previous, next) => active.replace(previous, next),
    deleteBefore: async (time) => active.deleteBefore?.(time),
    async create(claim) {
      try {
        return await active.create(claim);
      } catch (error) {
        if (active === versions || !isForbidden(error)) throw error;
        active = versions;
        return active.create(claim);
      }
    }
  };
};

// plugins/kubeflow-node/src/pipelines/runs/claiming.ts
var SKEW_ALLOWANCE = 15 * 6e4;
var BETWEEN_TRIES = 500;
var CLEARING_SHARE = 0.05;
var now = ({ patience }) => patience.clock.now();
var claimOf = (options, fields) => ({
  ...fields,
  slug: options.slug,
  holder: options.holder,
  claimedAt: Math.floor(now(options)),
  workflowRunId: options.origin.workflowRunId,
  attempt: options.origin.attempt,
  repository: options.origin.repository,
  commit: options.origin.commit,
  released: false
});
var seen = (options, claim, askedAt) => {
  if (claim.holder === options.holder) {
    return { claim, mine: true, until: askedAt + LEASE_MS };
  }
  const time = now(options);
  const age = claim.claimedAt > 0 ? time - claim.claimedAt : 0;
  const dead = claim.released || age > LEASE_MS + SKEW_ALLOWANCE;
  return { claim, mine: false, until: dead ? time : time + LEASE_MS };
};
var read2 = ({ store, slug, patience }) => patience.persist(() => store.read(slug));
var acquire = async (options) => {
  const runId = runIdOf(options.key, 1);
  for (; ; ) {
    const askedAt = now(options);
    const first = claimOf(options, {
      generation: 1,
      fence: 1,
      since: 1,
      runId
    });
    const claim = await options.patience.persist(() => options.store.create(first)) ?? await read2(options);
    if (claim) return seen(options, claim, askedAt);
    await options.patience.pause(BETWEEN_TRIES);
  }
};
var refresh = async (options, held) => {
  const claim = await read2(options);
  if (!claim) return acquire(options);
  const unchanged = claim.fence === held.claim.fence && claim.holder === held.claim.holder && claim.released === held.claim.released;
  return unchanged ? { ...held, claim } : seen(options, claim, now(options));
};
var replace = async (options, held, next) => {
  const askedAt = now(options);
  const replaced = await options.patience.persist(
    () => options.store.replace(held.claim, next)
  );
  if (replaced) return seen(options, replaced, askedAt);
  const claim = await read2(options);
  if (!claim) return acquire(options);
  if (claim.holder === options.holder && claim.fence !== next.fence) {
    return { claim, mine: false, until: now(options) };
  }
  return seen(options, claim, askedAt);
};
var takeOver = (options, held) => {
  const { generation, fence, since, runId } = held.claim;
  const next = { generation, fence: fence + 1, since, runId };
  return replace(options, held, claimOf(options, next));
};
var nextGeneration = (options, held) => {
  const generation = held.claim.generation + 1;
  const fence = held.claim.fence + 1;
  const runId = runIdOf(options.key, generation);
  const next = { generation, fence, since: fence, runId };
  return replace(options, held, claimOf(options, next));
};
var withoutVersion = ({ version, ...claim }) => claim;
var createClaiming = (options) => ({
  acquire: () => acquire(options),
  refresh: (held) => refresh(options, held),
  takeOver: (held) => takeOver(options, held),
  nextGeneration: (held) => nextGeneration(options, held),
  async recordRunId(held, runId) {
    const fence = held.claim.fence + 1;
    const next = { ...withoutVersion(held.claim), runId, fence };
    await replace(options, held, next);
  },
  async clearAway() {
    if (options.random() >= CLEARING_SHARE) return;
    const time = now(options) - CLAIM_LIFE_MS;
    await options.store.deleteBefore?.(time).catch(() => void 0);
  },
  async release(held) {
    const fence = held.claim.fence + 1;
    const next = { ...withoutVersion(held.claim), fence, released: true };
    await options.store.replace(held.claim, next).catch(() => void 0);
  }
});

// plugins/kubeflow-node/src/pipelines/runs/lookForRun.ts
var WAIT_FOR_ROW = {
  answered: [500],
  unanswered: [250, 500, 1e3, 2e3, 3e3, 3e3],
  "long ago": []
};
var WAIT_FOR_COLLECTION = [5e3, 1e4, 1e4, 1e4];
var MOST_NAMES = 4;
var namesUpTo = ({ runName, key }, claim, first) => {
  const names = [];
  for (let fence = claim.fence; fence >= first; fence -= 1) {
    names.push(runNameOf(runName, key, fence));
  }
  return names;
};
var byName = async (options, claim) => {
  const { pipelines } = options.target;
  const experimentId = await options.experimentId();
  const first = Math.max(claim.since, claim.fence - MOST_NAMES + 1);
  const found = await Promise.all(
    namesUpTo(options, claim, first).map(
      (name) => pipelines.findRuns(experimentId, name)
    )
  );
  const earlier = /* @__PURE__ */ new Set();
  for (let generation = 1; generation < claim.generation; generation += 1) {
    earlier.add(runIdOf(options.key, generation));
  }
  return found.flat().find((run2) => !earlier.has(run2.runId));
};
var look = (options, claim) => options.patience.persist(async () => {
  const [byId, named] = await Promise.all([
    orUndefined(options.target.pipelines.getRun(claim.runId)),
    byName(options, claim)
  ]);
  return byId ?? named;
});
var lookRepeatedly = async (options, claim, pauses) => {
  for (const ms of [0, ...pauses]) {
    if (ms > 0) await options.patience.pause(ms);
    const run2 = await look(options, claim);
    if (run2) return run2;
  }
  return void 0;
};
var deleteAll = async ({ target, patience }, workflows) => {
  for (const workflow of workflows) {
    await patience.persist(() => deleteWorkflow(target, workflow));
  }
};
var deleteDuplicates = async (options, run2) => {
  const workflows = await options.patience.persist(
    () => workflowsOfRun(options.target, run2.runId)
  );
  if (!workflows || workflows.length < 2) return;
  const isOwn = (one) => runNameOn(one) === run2.displayName;
  if (!workflows.some(isOwn)) return;
  await deleteAll(
    options,
    workflows.filter((one) => !isOwn(one))
  );
};
var deleteOrphans = async (options, claim, posted) => {
  const collected = () => lookRepeatedly(
    options,
    claim,
    posted === "long ago" ? [] : WAIT_FOR_COLLECTION
  );
  const workflows = await options.patience.persist(
    () => workflowsOfRun(options.target, claim.runId)
  );
  if (!workflows) return collected();
  const names = new Set(namesUpTo(options, claim, claim.since));
  const orphans = workflows.filter((one) => names.has(runNameOn(one) ?? ""));
  if (orphans.length === 0) return void 0;
  const late = await look(options, claim);
  if (late) return late;
  try {
    await deleteAll(options, orphans);
  } catch (error) {
    if (!isForbidden(error)) throw error;
    return collected();
  }
  return look(options, claim);
};
var createRunLookup = (options) => ({
  look: (claim) => look(options, claim),
  async settle(claim, posted) {
    const run2 = await lookRepeatedly(options, claim, WAIT_FOR_ROW[posted]) ?? await deleteOrphans(options, claim, posted);
    if (run2) await deleteDuplicates(options, run2);
    return run2;
  }
});

// plugins/kubeflow-node/src/pipelines/runs/stamps.ts
var CONTENT_HASH = "kubeflow-fleet/content-hash";
var LONGEST_TAG = 63;
var lines = (fields) => Object.entries(fields).map(([name, value]) => `${name}: ${value.replace(/\s+/g, " ")}`).join("\n");
var originFields = (origin) => ({
  [STAMPS.repository]: origin.repository,
  [STAMPS.commit]: origin.commit,
  [STAMPS.workflowRun]: `${origin.workflowRunUrl} (attempt ${origin.attempt})`,
  [STAMPS.actor]: origin.actor
});
var describeOrigin = (origin, key) => lines({ ...originFields(origin), [STAMPS.submissionKey]: key });
var describeVersion = (origin, contentHash) => lines({ ...originFields(origin), [CONTENT_HASH]: contentHash });
var versionTags = (origin, contentHash) => Object.fromEntries(
  Object.entries({
    [STAMPS.repository]: origin.repository,
    [STAMPS.commit]: origin.commit,
    [STAMPS.workflowRun]: origin.workflowRunId,
    [STAMPS.actor]: origin.actor,
    [CONTENT_HASH]: contentHash
  }).map(([name, value]) => [name, value.slice(-LONGEST_TAG)])
);
var stampIn = (description, name) => description?.split("\n").find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2).trim();
var contentHashOf = (version) => stampIn(version.description, CONTENT_HASH) ?? version.tags[CONTENT_HASH];

// plugins/kubeflow-node/src/pipelines/runs/startRun.ts
var POST_DEADLINE = 3e4;
var MOST_POSTS = 3;
var submittedRun = (run2, outcome, asked) => ({
  runId: run2.runId,
  displayName: run2.displayName,
  experimentId: run2.experimentId ?? asked?.experimentId ?? "",
  pipelineId: run2.pipelineId ?? asked?.pipelineId ?? "",
  pipelineVersionId: run2.pipelineVersionId ?? asked?.pipelineVersionId ?? "",
  outcome,
  state: run2.state
});
var newRun = async (context, held) => {
  const { submission, parts } = context;
  const [experimentId, pipelineId, pipelineVersionId] = await Promise.all([
    parts.experimentId(),
    parts.pipelineId(),
    parts.versionId()
  ]);
  return {
    runId: held.claim.runId,
    displayName: runNameOf(
      submission.runName,
      submission.key,
      held.claim.fence
    ),
    description: describeOrigin(submission.origin, submission.key),
    experimentId,
    pipelineId,
    pipelineVersionId,
    parameters: submission.parameters,
    pipelineRoot: submission.pipelineRoot,
    serviceAccount: submission.serviceAccount
  };
};
var unclear = (context, run2, cause) => new KubeflowError("ServiceUnavailableError", {
  subject: context.target.subject,
  fact: `KFP did not start run '${run2.displayName}' in ${MOST_POSTS} tries; last answer: ${cause instanceof Error ? cause.message : String(cause)}`,
  reason: "RunNotStarted",
  remedy: `Read the log of deployment ml-pipeline in namespace ${context.target.pipelines.namespace}, then run the job again: it finds run ${run2.runId} if it exists`,
  cause
});
var answeredInFull = (error) => isKubeflowError(error) && error.upstreamStatus === 500;
var stopIfCancelled = async ({ patience, claiming }, held) => {
  try {
    patience.proceed();
  } catch (error) {
    await claiming.release(held);
    throw error;
  }
};
var afterFailure = async (context, held, failed) => {
  const { claiming, lookup } = context;
  const { run: run2, error, tries } = failed;
  if (meaningOf(error) === "refused") {
    await claiming.release(held);
    throw error;
  }
  const found = await lookup.settle(
    held.claim,
    answeredInFull(error) ? "answered" : "unanswered"
  );
  if (found) {
    const ours = found.displayName === run2.displayName;
    return submittedRun(found, ours ? "created" : "adopted", run2);
  }
  if (tries + 1 >= MOST_POSTS) throw unclear(context, run2, error);
  return claiming.takeOver(held);
};
var startRun = async (context, held, tries) => {
  const { target, claiming, lookup, patience } = context;
  if (held.claim.fence > held.claim.since && tries === 0) {
    const started = await lookup.settle(held.claim, "long ago");
    if (started) return submittedRun(started, "adopted");
  }
  const run2 = await newRun(context, held);
  if (patience.clock.now() > held.until - POST_DEADLINE) {
    return claiming.takeOver(held);
  }
  await stopIfCancelled(context, held);
  context.onIntent?.({ runId: held.claim.runId, displayName: run2.displayName });
  void claiming.clearAway();
  let created;
  try {
    created = await patience.within(
      POST_DEADLINE,
      target.pipelines.createRun(run2)
    );
  } catch (error) {
    return afterFailure(context, held, { run: run2, error, tries });
  }
  if (created.runId !== run2.runId) {
    await claiming.recordRunId(held, created.runId).catch(() => void 0);
  }
  return submittedRun(created, "created", run2);
};

// plugins/kubeflow-node/src/pipelines/runs/submissionParts.ts
var BLIND_UPLOAD_LIMIT = 512 * 1024;
var once = (make) => {
  let made;
  return () => {
    if (!made) {
      made = make();
      made.catch(() => void 0);
    }
    return made;
  };
};
var differs = (options, version) => {
  const theirs = contentHashOf(version);
  return new KubeflowError("ConflictError", {
    subject: options.pipelines.subject,
    fact: `version '${version.name}' of pipeline '${options.pipelineName}' exists with other content: ${theirs ? `hash ${theirs}` : "no content hash recorded"}, ours is ${options.pipeline.contentHash}`,
    reason: "VersionContentDiffers",
    remedy: `Delete that version, or submit under another pipeline name`
  });
};
var uploadOrReuse = async (options, pipelineId) => {
  const { pipelines, pipeline, origin } = options;
  const name = pipeline.contentHash;
  const find = () => pipelines.findVersion(pipelineId, name);
  const upload = () => pipelines.uploadVersion({
    pipelineId,
    name,
    description: describeVersion(origin, pipeline.contentHash),
    tags: versionTags(origin, pipeline.contentHash),
    text: pipeline.text
  });
  if (pipeline.text.length <= BLIND_UPLOAD_LIMIT) {
    return findOrCreate(find, upload);
  }
  const found = await find();
  if (found) return found;
  try {
    return await upload();
  } catch (error) {
    const now2 = isTaken(error) || meaningOf(error) === "uncertain" ? await find() : void 0;
    if (now2) return now2;
    throw error;
  }
};
var createParts = (options) => {
  const { pipelines, patience, pipelineName, experiment } = options;
  const experimentId = once(async () => {
    const { experimentId: id } = await patience.persist(
      () => findOrCreate(
        () => pipelines.findExperiment(experiment),
        () => pipelines.createExperiment(experiment)
      )
    );
    return id;
  });
  const pipelineId = once(async () => {
    const { pipelineId: id } = await patience.persist(
      () => findOrCreate(
        () => pipelines.findPipeline(pipelineName),
        () => pipelines.createPipeline(pipelineName, options.pipeline.description)
      )
    );
    return id;
  });
  const versionId = once(async () => {
    const parent = await pipelineId();
    const version = await patience.persist(
      () => uploadOrReuse(options, parent)
    );
    if (contentHashOf(version) !== options.pipeline.contentHash) {
      throw differs(options, version);
    }
    return version.pipelineVersionId;
  });
  return { experimentId, pipelineId, versionId };
};

// plugins/kubeflow-node/src/pipelines/runs/reachRun.ts
var LOOK_AGAIN = 1e3;
var LOOK_SOON = 200;
var isSuccess = (run2) => run2.state === "SUCCEEDED" || run2.state === "SKIPPED";
var cameLater = (held, origin) => held.claim.workflowRunId !== origin.workflowRunId || origin.attempt > held.claim.attempt;
var judge = (run2, later) => {
  if (isSuccess(run2) || !later) return "adopt";
  if (isTerminal(run2.state)) return "start another";
  return wasCanceled(run2) ? "wait" : "adopt";
};
var hasJustFailed = async ({ target, patience }, run2) => {
  if (isTerminal(run2.state)) return false;
  const workflows = await patience.persist(
    () => workflowsOfRun(target, run2.runId)
  );
  const own2 = workflows?.find((one) => runNameOn(one) === run2.displayName);
  return own2 !== void 0 && stateOfPhase(workflowStatus(own2).phase) === "FAILED";
};
var withRun = async (context, { held, tries, claimWasGone }, run2) => {
  const { claiming, patience, submission } = context;
  const later = cameLater(held, submission.origin) || claimWasGone && held.mine && tries === 0;
  const judgement = judge(run2, later);
  const failed = judgement === "start another" || judgement === "adopt" && later && await hasJustFailed(context, run2);
  if (failed) return claiming.nextGeneration(held);
  if (judgement === "adopt") return submittedRun(run2, "adopted");
  await patience.pause(LOOK_AGAIN);
  return claiming.refresh(held);
};
var withoutRun = async (context, { held, tries }) => {
  const { claiming, patience } = context;
  if (held.mine) return startRun(context, held, tries);
  const left = held.until - patience.clock.now();
  if (left <= 0) return claiming.takeOver(held);
  context.onWarning?.(
    `another job is starting this run, or died doing it; waiting up to ${Math.ceil(
      left / 1e3
    )} s`
  );
  const watched = LEASE_MS - left;
  await patience.pause(Math.min(LOOK_AGAIN, Math.max(LOOK_SOON, watched / 2)));
  return claiming.refresh(held);
};
var triesAfter = (standing, held) => standing.held.mine && held.mine && !standing.found ? standing.tries + 1 : 0;
var reachRun = async (context, start) => {
  let standing = start;
  for (; ; ) {
    const found = standing.found === void 0 ? await context.lookup.look(standing.held.claim) ?? null : standing.found;
    const now2 = { ...standing, found };
    const outcome = await (found ? withRun(context, now2, found) : withoutRun(context, now2));
    if ("runId" in outcome) return outcome;
    standing = {
      ...now2,
      held: outcome,
      found: void 0,
      tries: triesAfter(now2, outcome)
    };
  }
};

// plugins/kubeflow-node/src/pipelines/runs/submitRun.ts
var MOST_FOR_RELEASE = 2e3;
var TELL_AGAIN_AFTER = 6e4;
var DEFAULT_TIMEOUT = 5 * 6e4;
var troubleTeller = (clock, onWarning = () => void 0) => {
  let toldAt = -Infinity;
  return (error) => {
    if (clock.now() - toldAt < TELL_AGAIN_AFTER) return;
    toldAt = clock.now();
    onWarning(
      `cannot submit the run yet, and goes on trying: ${factOf(error)}`
    );
  };
};
var openSubmission = (target, submission, options) => {
  const { pipelines } = target;
  const clock = options.clock ?? systemClock;
  const patience = createPatience({
    clock,
    signal: options.signal,
    subject: target.subject,
    task: `submit run '${submission.runName}'`,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT,
    random: options.random,
    onTrouble: troubleTeller(clock, options.onWarning)
  });
  const parts = createParts({ ...submission, pipelines, patience });
  const slug = keySlug(submission.key);
  return {
    target,
    submission,
    patience,
    parts,
    claiming: createClaiming({
      store: claimStoreOf(target),
      slug,
      key: slug,
      origin: submission.origin,
      holder: options.holder ?? randomUUID(),
      patience,
      random: options.random ?? Math.random
    }),
    lookup: createRunLookup({
      target,
      key: slug,
      runName: submission.runName,
      experimentId: parts.experimentId,
      patience
    }),
    onIntent: options.onIntent,
    onWarning: options.onWarning
  };
};
var isAdoptable = (run2, { origin }) => judge(run2, true) === "adopt" && (isTerminal(run2.state) || origin.attempt === 1);
var claimAndLook = async (context) => {
  const { claiming, parts, patience, target, submission } = context;
  const claimed = claiming.acquire();
  claimed.catch(() => void 0);
  const base = Promise.all([parts.experimentId(), parts.pipelineId(), claimed]);
  base.catch(() => void 0);
  try {
    const first = patience.persist(
      () => orUndefined(target.pipelines.getRun(runIdOf(keySlug(submission.key), 1)))
    );
    const version = first.then((run3) => run3 ? "" : parts.versionId());
    version.catch(() => void 0);
    const run2 = await first;
    if (run2 && isAdoptable(run2, submission)) return { adoptable: run2 };
    const [, , held] = await base;
    return { held, run: run2 };
  } catch (error) {
    const released = claimed.then(
      (held) => held.mine ? claiming.release(held) : void 0
    );
    await patience.within(MOST_FOR_RELEASE, released).catch(() => void 0);
    throw error;
  }
};
var claimAndReach = async (context) => {
  const opening = await claimAndLook(context);
  if ("adoptable" in opening) {
    return submittedRun(opening.adoptable, "adopted");
  }
  const { held, run: run2 } = opening;
  const first = held.claim.generation === 1;
  return reachRun(context, {
    held,
    found: first ? run2 ?? null : void 0,
    tries: 0,
    claimWasGone: held.mine && run2 !== void 0
  });
};
var submitRun = async (target, submission, options = {}) => {
  checkSubmissionNames(submission, target.subject);
  const over = new AbortController();
  const signals = [over.signal, ...options.signal ? [options.signal] : []];
  const signal = AbortSignal.any(signals);
  const context = openSubmission(target, submission, { ...options, signal });
  try {
    return await claimAndReach(context);
  } finally {
    over.abort(new Error("the submission is over"));
  }
};

// plugins/kubeflow-node/src/pipelines/runs/taskStatuses.ts
var weight = [
  "FAILED",
  "CANCELED",
  "CANCELING",
  "RUNNING",
  "PAUSED",
  "PENDING",
  "SUCCEEDED",
  "SKIPPED"
];
var weightiest = (states) => weight.find((state) => states.includes(state));
var sorted = (times) => times.filter((time) => time !== void 0).sort((a, b) => Date.parse(a) - Date.parse(b));
var stateByDriver = (drivers) => {
  const state = weightiest(drivers.map((driver) => driver.state));
  return state === "SUCCEEDED" ? "RUNNING" : state;
};
var statusOf = (task, pieces, runEnded) => {
  const own2 = pieces.filter((piece2) => piece2.role === "task");
  const drivers = pieces.filter((piece2) => piece2.role === "driver");
  const executors = pieces.filter((piece2) => piece2.role === "executor");
  const driverFailed = drivers.some((driver) => driver.state === "FAILED");
  const ownState = weightiest(own2.map((piece2) => piece2.state));
  const reported = driverFailed ? "FAILED" : ownState ?? stateByDriver(drivers) ?? "PENDING";
  const state = runEnded && reported === "PENDING" ? "SKIPPED" : reported;
  const ends = sorted(own2.map((piece2) => piece2.endedAt));
  return {
    name: task.id,
    state,
    startedAt: sorted(pieces.map((piece2) => piece2.startedAt))[0],
    endedAt: isTerminal(state) ? ends[ends.length - 1] ?? sorted(drivers.map((driver) => driver.endedAt)).pop() : void 0,
    cached: state === "SUCCEEDED" && executors.length > 0 && executors.every((executor) => executor.state === "SKIPPED")
  };
};
var piecesOfWorkflow = (workflow, graph) => {
  const find = taskFinder(graph);
  const pieces = /* @__PURE__ */ new Map();
  for (const node of workflow.nodes) {
    const place = find(node.name);
    if (place) {
      const siblings = pieces.get(place.task.id) ?? [];
      siblings.push({
        role: place.role,
        state: stateOfPhase(node.phase),
        startedAt: node.startedAt,
        endedAt: node.finishedAt
      });
      pieces.set(place.task.id, siblings);
    }
  }
  return pieces;
};
var piece = (role, detail) => ({
  role,
  state: detail.state,
  startedAt: timeOf(detail.startedAt),
  endedAt: timeOf(detail.endedAt)
});
var executorsOf = (details, task) => details.filter(
  (detail) => detail.displayName === "executor" && detail.startedAt === task.startedAt
);
var piecesOfRun = (run2, graph) => {
  const pieces = /* @__PURE__ */ new Map();
  for (const task of graph.tasks) {
    const own2 = run2.tasks.filter((detail) => detail.displayName === task.name);
    const drivers = run2.tasks.filter(
      (detail) => detail.displayName === `${task.name}-driver`
    );
    const executors = own2.flatMap((detail) => executorsOf(run2.tasks, detail));
    pieces.set(task.id, [
      ...own2.map((detail) => piece("task", detail)),
      ...drivers.map((detail) => piece("driver", detail)),
      ...executors.map((detail) => piece("executor", detail))
    ]);
  }
  return pieces;
};
var taskStatuses = (run2, workflow, graph) => {
  const byTree = workflow && workflow.nodes.length > 0;
  const pieces = byTree ? piecesOfWorkflow(workflow, graph) : piecesOfRun(run2, graph);
  const ended = isTerminal(run2.state) || isTerminal(stateOfPhase(workflow?.phase));
  return graph.tasks.map(
    (task) => statusOf(task, pieces.get(task.id) ?? [], ended)
  );
};

// plugins/kubeflow-node/src/pipelines/runs/observedRun.ts
var stateNow = ({ feed, poller }) => {
  const { workflow } = feed;
  const polled = poller.run?.state;
  if (feed.state !== "present" || !workflow || isTerminal(polled)) {
    return polled;
  }
  const phase = stateOfPhase(workflow.phase);
  return workflow.terminated && !isTerminal(phase) ? "CANCELING" : phase ?? polled;
};
var tasksNow = ({
  poller,
  feed,
  graph
}) => taskStatuses(
  { state: poller.run?.state, tasks: poller.run?.tasks ?? [] },
  feed.workflow,
  graph
);
var progressNow = (observed) => ({
  runId: observed.submitted.runId,
  state: stateNow(observed),
  tasks: tasksNow(observed)
});
var finishedRun = (observed, verdict, failure) => {
  const { workflow } = observed.feed;
  const { run: run2 } = observed.poller;
  return {
    ...progressNow(observed),
    verdict,
    startedAt: workflow?.startedAt ?? run2?.createdAt,
    finishedAt: run2?.finishedAt ?? workflow?.finishedAt,
    graph: observed.graph,
    failure
  };
};

// plugins/kubeflow-node/src/pipelines/runs/endOfWait.ts
var WAIT_FOR_WORKFLOW = 2e3;
var GRACE_IF_SEEN = 6e4;
var GRACE_IF_NEVER_SEEN = 18e4;
var workflowDeleted = (observed) => {
  const { namespace } = observed.target.pipelines;
  const { runId, state = "no state" } = progressNow(observed);
  return finishedRun(observed, "FAILED", {
    task: "(run)",
    reason: "WorkflowDeleted",
    message: `its Argo Workflow is gone from namespace ${namespace}, so KFP will report ${state} for ever`,
    logLines: [],
    remedy: `Delete run ${runId} in KFP, then run the job again`
  });
};
var isAbandoned = ({ feed }, { now: now2 }) => {
  if (feed.state !== "absent" || feed.absentSince === void 0) return false;
  const grace = feed.seen ? GRACE_IF_SEEN : GRACE_IF_NEVER_SEEN;
  return now2 - feed.absentSince >= grace;
};
var verdictOfWorkflow = ({
  feed,
  poller
}) => {
  const { workflow } = feed;
  const state = feed.state === "present" ? stateOfPhase(workflow?.phase) : void 0;
  if (state === "SUCCEEDED") return "SUCCEEDED";
  if (state !== "FAILED") return void 0;
  return workflow?.terminated || poller.canceled ? "TERMINATED" : "FAILED";
};
var verdictOfRun = ({
  poller,
  feed
}) => poller.run && verdictOf(poller.run, {
  canceled: poller.canceled || feed.workflow?.terminated === true
});
var mayTellMore = ({ feed }, { now: now2, startedAt, timeoutMs }) => feed.state === "starting" && now2 - startedAt < Math.min(WAIT_FOR_WORKFLOW, timeoutMs);
var endOfWait = (observed, moment) => {
  const verdict = (observed.poller.deleted ? "DELETED" : void 0) ?? verdictOfRun(observed) ?? verdictOfWorkflow(observed);
  if (verdict === "FAILED" && mayTellMore(observed, moment)) return void 0;
  if (verdict) return finishedRun(observed, verdict);
  if (isAbandoned(observed, moment)) return workflowDeleted(observed);
  if (moment.isDetached) return finishedRun(observed, "DETACHED");
  return moment.now - moment.startedAt >= moment.timeoutMs ? finishedRun(observed, "TIMED_OUT") : void 0;
};

// plugins/kubeflow-node/src/pipelines/runs/pollSchedule.ts
var BURST = 60;
var REFILL_MS = 3e4;
var FAST = 1e3;
var SLOWEST = 4e4;
var OPENING = 2e4;
var AFTER_CHANGE = 3e3;
var GROWTH = 0.1;
var createPollSchedule = () => {
  let tokens = BURST;
  let countedAt;
  return {
    next({ now: now2, startedAt, changedAt, tasksEnded }) {
      const passed = countedAt === void 0 ? 0 : now2 - countedAt;
      tokens = Math.min(BURST, tokens + passed / REFILL_MS) - 1;
      countedAt = now2;
      const fast = now2 - startedAt < OPENING || now2 - changedAt < AFTER_CHANGE || tasksEnded;
      const wanted = fast ? FAST : Math.min(SLOWEST, Math.max(FAST, GROWTH * (now2 - changedAt)));
      const affordable = tokens >= 1 ? 0 : (1 - tokens) * REFILL_MS;
      return Math.max(wanted, affordable);
    }
  };
};

// plugins/kubeflow-node/src/pipelines/runs/runPoller.ts
var CALL_DEADLINE = 3e4;
var LONGEST_PAUSE = 3e4;
var REFUSED_FOR = 5 * 6e4;
var ASK_AGAIN_AFTER_404 = 2e3;
var remarksOn = (run2) => {
  const remarks = [];
  if (run2.unknownState) {
    remarks.push(
      `KFP reports the unknown state '${run2.unknownState}'; still waiting`
    );
  }
  if (run2.archived) remarks.push("the run has been archived; still waiting");
  if (run2.state === "PAUSED") remarks.push("the run is paused; still waiting");
  return remarks;
};
var succeed = ({ clock, onWarning }, polled, run2) => {
  if (run2.state === "CANCELING") polled.canceled = true;
  if (run2.state === "RUNNING" || run2.state === "PENDING") {
    polled.canceled = false;
  }
  if (polled.failingSince !== void 0 && polled.failures > 1) {
    const seconds = Math.round((clock.now() - polled.failingSince) / 1e3);
    onWarning(`the KFP API answers again after ${seconds} s`);
  }
  remarksOn(run2).forEach(onWarning);
  Object.assign(polled, {
    run: run2,
    failures: 0,
    failingSince: void 0,
    missing: 0,
    retryInMs: void 0
  });
};
var fail = ({ clock, onWarning }, polled, error) => {
  if (isNotFound(error)) {
    polled.missing += 1;
    polled.deleted = polled.missing > 1;
    polled.retryInMs = ASK_AGAIN_AFTER_404;
    return;
  }
  polled.missing = 0;
  polled.failures += 1;
  polled.failingSince ??= clock.now();
  const refused = meaningOf(error) === "refused";
  if (refused && clock.now() - polled.failingSince >= REFUSED_FOR) throw error;
  if (polled.failures === 2) {
    const what = refused ? "refuses to" : "does not";
    onWarning(
      `the KFP API ${what} answer (${factOf(
        error
      )}); still waiting for the run`
    );
  }
  polled.retryInMs = Math.min(LONGEST_PAUSE, 500 * 2 ** polled.failures);
};
var createRunPoller = (options) => {
  const { target, runId, clock } = options;
  const patience = createPatience({
    clock,
    subject: target.subject,
    task: `read run ${runId}`,
    timeoutMs: Number.POSITIVE_INFINITY
  });
  const polled = {
    canceled: false,
    deleted: false,
    failures: 0,
    missing: 0
  };
  return Object.assign(polled, {
    async poll() {
      try {
        const run2 = await patience.within(
          CALL_DEADLINE,
          target.pipelines.getRun(runId)
        );
        succeed(options, polled, run2);
      } catch (error) {
        fail(options, polled, error);
      }
    }
  });
};

// plugins/kubeflow-node/src/pipelines/runs/workflowFeed.ts
var PAUSE_AFTER_ERROR = 5e3;
var ownOf = (workflows, displayName) => {
  const all = [...workflows.values()];
  return all.find((one) => runNameOn(one) === displayName) ?? all[0];
};
var missingRight = (namespace) => `may not watch workflows.argoproj.io in namespace ${namespace}: the run is polled instead, and its end may be seen up to 40 s late; grant the verbs list and watch`;
var createBell = () => {
  let ring = () => void 0;
  const renew = () => new Promise((resolve) => {
    ring = resolve;
  });
  let next = renew();
  return {
    wait: () => next,
    ring() {
      const woken = ring;
      next = renew();
      woken();
    }
  };
};
var consume = async (following) => {
  const { target, runId, displayName, clock, feed, signal } = following;
  const workflows = /* @__PURE__ */ new Map();
  const events = target.kubernetes?.watch(
    workflowCollection(target.pipelines.namespace),
    { ...runSelector(runId), signal }
  );
  for await (const event of events ?? []) {
    if (event.type === "SYNCED") {
      workflows.clear();
      event.objects.forEach((one) => workflows.set(one.metadata.name, one));
    } else if (event.type === "DELETED") {
      workflows.delete(event.object.metadata.name);
    } else {
      workflows.set(event.object.metadata.name, event.object);
    }
    const own2 = ownOf(workflows, displayName);
    feed.workflow = own2 && workflowStatus(own2);
    feed.state = own2 ? "present" : "absent";
    feed.seen ||= own2 !== void 0;
    feed.absentSince = own2 ? void 0 : feed.absentSince ?? clock.now();
    following.bell.ring();
  }
};
var follow = async (following) => {
  const { feed, signal, target, clock, onWarning } = following;
  while (!signal.aborted) {
    try {
      await consume(following);
    } catch (error) {
      if (signal.aborted) return;
      feed.state = isUnreadable(error) ? "unreadable" : "lost";
      following.bell.ring();
    }
    if (feed.state === "unreadable") {
      onWarning(missingRight(target.pipelines.namespace));
      return;
    }
    await clock.sleep(PAUSE_AFTER_ERROR, signal);
  }
};
var startWorkflowFeed = (options) => {
  const abort = new AbortController();
  const bell = createBell();
  const feed = {
    state: options.target.kubernetes ? "starting" : "unreadable",
    seen: false
  };
  if (options.target.kubernetes) {
    follow({ ...options, feed, bell, signal: abort.signal }).catch(
      () => void 0
    );
  }
  return Object.assign(feed, {
    changed: bell.wait,
    stop: () => abort.abort(new Error("the wait is over"))
  });
};

// plugins/kubeflow-node/src/pipelines/runs/waitForRun.ts
var POLL_BESIDE_WATCH = 6e4;
var POLL_WHEN_ABSENT = 5e3;
var report = (wait2) => {
  const progress = progressNow(wait2);
  const text2 = JSON.stringify(progress);
  if (text2 === wait2.lastProgress) return;
  wait2.lastProgress = text2;
  wait2.changedAt = wait2.clock.now();
  wait2.options.onProgress?.(progress);
};
var pauseUntilPoll = (wait2) => {
  const { feed, poller, clock, schedule, startedAt, changedAt } = wait2;
  if (poller.retryInMs !== void 0) return poller.retryInMs;
  if (feed.state === "present") return POLL_BESIDE_WATCH;
  if (feed.state === "absent") return POLL_WHEN_ABSENT;
  const tasks = tasksNow(wait2);
  return schedule.next({
    now: clock.now(),
    startedAt,
    changedAt,
    tasksEnded: tasks.length > 0 && tasks.every((task) => isTerminal(task.state))
  });
};
var ask = async (wait2) => {
  await wait2.poller.poll();
  wait2.answered = void 0;
  wait2.pollAt = wait2.clock.now() + pauseUntilPoll(wait2);
};
var rest = async (wait2) => {
  const { clock, feed, answered, options, startedAt } = wait2;
  const over = new AbortController();
  const { signal } = options;
  const stop = () => over.abort(new Error("detached"));
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) stop();
  const deadline = startedAt + options.timeoutMs;
  const until = answered ? deadline : Math.min(wait2.pollAt, deadline);
  try {
    await Promise.race([
      clock.sleep(Math.max(0, until - clock.now()), over.signal).catch(() => void 0),
      feed.changed(),
      ...answered ? [answered] : []
    ]);
  } finally {
    signal?.removeEventListener("abort", stop);
    over.abort(new Error("woken"));
  }
};
var follow2 = async (wait2) => {
  const { clock, feed, options, startedAt } = wait2;
  const { signal, timeoutMs } = options;
  let feedState = feed.state;
  for (; ; ) {
    if (!wait2.answered && clock.now() >= wait2.pollAt) wait2.answered = ask(wait2);
    await rest(wait2);
    if (feed.state !== feedState) {
      if (feed.state !== "present") wait2.pollAt = clock.now();
      feedState = feed.state;
    }
    const isDetached = signal?.aborted === true;
    const now2 = clock.now();
    const finished = endOfWait(wait2, { now: now2, startedAt, timeoutMs, isDetached });
    report(wait2);
    if (finished) return finished;
  }
};
var waitForRun = async (target, submitted, options) => {
  const clock = options.clock ?? systemClock;
  const warned = /* @__PURE__ */ new Set();
  const onWarning = (message) => {
    if (warned.has(message)) return;
    warned.add(message);
    options.onWarning?.(message);
  };
  const { runId, displayName } = submitted;
  const feed = startWorkflowFeed({
    target,
    runId,
    displayName,
    clock,
    onWarning
  });
  try {
    return await follow2({
      target,
      submitted,
      graph: options.graph,
      options,
      clock,
      startedAt: clock.now(),
      poller: createRunPoller({ target, runId, clock, onWarning }),
      feed,
      schedule: createPollSchedule(),
      lastProgress: "",
      changedAt: clock.now(),
      pollAt: clock.now()
    });
  } finally {
    feed.stop();
  }
};

// actions/submit-pipeline/src/timeLimit.ts
var LONGEST_PHASE_MS = 5 * 6e4;
var clusterTimeLimit = (cluster, { timeoutMs }, { clock, signal, observer }) => createTimeLimit({
  subject: clusterSubject(cluster),
  timeoutMs,
  longestPhaseMs: LONGEST_PHASE_MS,
  onSilence: (line) => observer.warned(cluster, line),
  clock,
  signal
});

// actions/submit-pipeline/src/runOnCluster.ts
var TERMINATE_MS = 3e4;
var WITHDRAW_MS = 1e4;
var EXPLAIN_MS = 15e3;
var LAST_LOOK_MS = 1e3;
var CANCEL_GRACE_MS = 300;
var POST_GRACE_MS = 2500;
var CONNECT = { task: "connect", graceMs: CANCEL_GRACE_MS };
var SUBMIT = { task: "submit the run", graceMs: POST_GRACE_MS };
var outcomeOf = (part, error) => ({
  cluster: part.cluster,
  submitted: part.submitted,
  finished: part.finished,
  error,
  leftGoing: (part.ports.signal.aborted || part.gaveUp === true) && part.request.onCancel === "terminate" && (part.submitted ?? part.intendedRunId) !== void 0 && !part.endIsKnown
});
async function runOnCluster(cluster, request, ports) {
  const limit = clusterTimeLimit(cluster, request, ports);
  const part = { cluster, request, ports, limit };
  try {
    const connection = await limit.spend(CONNECT, () => ports.connect(cluster));
    try {
      await runAndWait(part, connection.target);
    } finally {
      connection.close();
    }
    return outcomeOf(part);
  } catch (error) {
    return outcomeOf(part, error);
  }
}
async function runAndWait(part, target) {
  part.submitted = await submit(part, target);
  part.ports.observer.submitted(part.cluster, part.submitted);
  if (!part.request.wait && !isOverAlready(part.submitted)) return;
  const finished = await wait(part, target, part.submitted);
  part.finished = await explain(part, target, finished);
  part.finished = await settle(part, target, part.finished);
}
var isOverAlready = ({ state }) => isTerminal(state);
async function submit(part, target) {
  const { cluster, request, ports, limit } = part;
  try {
    return await limit.spend(
      SUBMIT,
      ({ timeoutMs, signal }) => submitRun(target, request.submissionFor(cluster), {
        clock: ports.clock,
        signal,
        timeoutMs,
        onIntent: ({ runId }) => {
          part.intendedRunId = runId;
          ports.observer.intended(cluster, runId);
        },
        onWarning: (text2) => ports.observer.warned(cluster, text2)
      })
    );
  } catch (error) {
    part.gaveUp = ports.signal.aborted || hasReason(error, "DeadlineExceeded");
    await withdraw(part, target);
    throw error;
  }
}
async function withdraw(part, target) {
  const { intendedRunId: runId, request } = part;
  if (!part.gaveUp || !runId || request.onCancel === "detach") return;
  await tryToEnd(part, target, { runId, timeoutMs: WITHDRAW_MS });
}
async function tryToEnd(part, target, order) {
  try {
    return await terminate(part, target, order);
  } catch (error) {
    if (!isKubeflowError(error)) throw error;
    part.endIsKnown = error.reason === "NotFound";
    if (!part.endIsKnown) {
      const text2 = `run ${order.runId} may still be going: ${error.fact}`;
      part.ports.observer.warned(part.cluster, text2);
    }
    return void 0;
  }
}
async function terminate(part, target, { runId, timeoutMs }) {
  const { signal, clock, cancelBudgetMs: cancelBudgetMs2 } = part.ports;
  const outcome = await terminateRun(target, runId, {
    clock,
    timeoutMs: signal.aborted ? cancelBudgetMs2() : timeoutMs
  });
  part.endIsKnown = outcome !== "requested";
  return outcome;
}
async function wait(part, target, submitted) {
  const { cluster, request, ports } = part;
  const { graph } = request.submissionFor(cluster).pipeline;
  let seen2 = { runId: submitted.runId, tasks: [] };
  const finished = waitForRun(target, submitted, {
    graph,
    clock: ports.clock,
    signal: ports.signal,
    timeoutMs: part.limit.left(),
    onProgress: (progress) => {
      seen2 = progress;
      ports.observer.progress(cluster, progress);
    },
    onWarning: (text2) => ports.observer.warned(cluster, text2)
  });
  try {
    return await untilCancelled(finished, ports, CANCEL_GRACE_MS);
  } catch (error) {
    if (error !== ports.signal.reason) throw error;
    return { ...seen2, verdict: "DETACHED", graph };
  }
}
async function explain({ ports: { clock, signal } }, target, finished) {
  const { verdict } = finished;
  const isWorthIt = verdict === "FAILED" || verdict === "TIMED_OUT";
  if (!isWorthIt || signal.aborted) return finished;
  const over = new AbortController();
  try {
    const failure = await Promise.race([
      diagnoseFailure(target, finished),
      clock.sleep(EXPLAIN_MS, over.signal).then(() => finished.failure)
    ]);
    return { ...finished, failure };
  } finally {
    over.abort(new Error("explained"));
  }
}
async function settle(part, target, finished) {
  const { verdict, runId } = finished;
  const isLeftGoing = verdict === "DETACHED" || verdict === "TIMED_OUT";
  part.endIsKnown = !isLeftGoing;
  if (!isLeftGoing || part.request.onCancel === "detach") return finished;
  const isLate = verdict === "TIMED_OUT";
  part.gaveUp = isLate;
  const end = isLate ? tryToEnd : terminate;
  const outcome = await end(part, target, { runId, timeoutMs: TERMINATE_MS });
  if (outcome === "already-finished") return lastLook(part, target, finished);
  return isLate ? finished : { ...finished, verdict: "TERMINATED" };
}
async function lastLook({ ports, submitted }, target, finished) {
  const last = await waitForRun(target, submitted, {
    graph: finished.graph,
    clock: ports.clock,
    timeoutMs: LAST_LOOK_MS
  });
  return last.verdict === "TIMED_OUT" ? finished : last;
}

// plugins/kubeflow-node/src/pipelines/runs/recurringRun.ts
import { createHash as createHash2 } from "node:crypto";
var STAMP = "kubeflow-fleet/schedule";
var MOST_ROUNDS = 10;
var nameOf2 = ({ name, runName }) => name ?? runName ?? "";
var check = (target, schedule) => {
  const problems = [];
  const { maxConcurrency = 1 } = schedule;
  const name = nameOf2(schedule);
  if (name.trim() === "" || Array.from(name).length > 128) {
    problems.push("the schedule's name must have 1 to 128 characters");
  }
  if (!Number.isInteger(maxConcurrency) || maxConcurrency < 1 || maxConcurrency > 10) {
    problems.push(`max concurrency must be 1 to 10, is ${maxConcurrency}`);
  }
  if (problems.length > 0) {
    throw new KubeflowError("InputError", {
      subject: target.subject,
      fact: problems.join("; "),
      reason: "InvalidSchedule",
      remedy: "Correct the schedule and run again",
      problems: problems.map((message) => ({ message }))
    });
  }
  return sixFieldCron(schedule.cron);
};
var fingerprintOf = (run2) => createHash2("sha256").update(canonicalJson(run2)).digest("hex").slice(0, 16);
var look2 = async ({
  target,
  wanted,
  fingerprint,
  patience
}) => {
  const all = await patience.persist(
    () => target.pipelines.findRecurringRuns(wanted.experimentId, wanted.displayName)
  );
  const stamp = (run2) => stampIn(run2.description, STAMP);
  const [current] = all.filter((run2) => run2.enabled && stamp(run2) === fingerprint).sort((a, b) => a.recurringRunId < b.recurringRunId ? -1 : 1);
  return {
    current,
    outdated: all.filter((run2) => stamp(run2) && run2 !== current),
    foreign: all.filter((run2) => !stamp(run2))
  };
};
var create = async ({ target, wanted, patience }) => {
  try {
    await target.pipelines.createRecurringRun(wanted);
  } catch (error) {
    if (meaningOf(error) === "refused") throw error;
    await patience.pause(1e3);
  }
};
var remove = ({ target, patience }, run2) => patience.persist(
  () => target.pipelines.deleteRecurringRun(run2.recurringRunId, { runs: "keep" })
).catch((error) => {
  if (!isNotFound(error)) throw error;
});
var converge = async (context) => {
  const before = await look2(context);
  const had = before.current ?? before.outdated[0];
  const replaced = /* @__PURE__ */ new Set();
  let found = before;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { current, outdated, foreign } = found;
    if (current && outdated.length === 0) {
      const untouched = current.recurringRunId === before.current?.recurringRunId;
      const unchanged = untouched && replaced.size === 0;
      const changed = had ? "updated" : "created";
      return {
        recurringRunId: current.recurringRunId,
        pipelineId: context.wanted.pipelineId,
        pipelineVersionId: context.wanted.pipelineVersionId,
        experimentId: context.wanted.experimentId,
        outcome: unchanged ? "unchanged" : changed,
        replaced: [...replaced],
        foreign: foreign.map((run2) => run2.recurringRunId)
      };
    }
    if (current) {
      for (const run2 of outdated) {
        await remove(context, run2);
        replaced.add(run2.recurringRunId);
      }
    } else {
      await create(context);
    }
    found = await look2(context);
  }
  throw new KubeflowError("ConflictError", {
    subject: context.target.subject,
    fact: `schedule '${context.wanted.displayName}' is being changed by someone else all the time`,
    reason: "ScheduleContended",
    remedy: "Let one job at a time change it: add a concurrency group to the workflow"
  });
};
var upsertRecurringRun = async (target, schedule, options = {}) => {
  const cron = check(target, schedule);
  const name = nameOf2(schedule);
  const { pipelines } = target;
  const patience = createPatience({
    clock: options.clock ?? systemClock,
    signal: options.signal,
    subject: target.subject,
    task: `update schedule '${name}'`,
    timeoutMs: options.timeoutMs ?? 12e4,
    random: options.random
  });
  const parts = createParts({ ...schedule, pipelines, patience });
  const [experimentId, pipelineId, pipelineVersionId] = await Promise.all([
    parts.experimentId(),
    parts.pipelineId(),
    parts.versionId()
  ]);
  const run2 = {
    displayName: name,
    experimentId,
    pipelineId,
    pipelineVersionId,
    parameters: schedule.parameters,
    pipelineRoot: schedule.pipelineRoot,
    serviceAccount: schedule.serviceAccount,
    cron,
    maxConcurrency: schedule.maxConcurrency ?? 1,
    catchUp: schedule.catchUp ?? false
  };
  const fingerprint = fingerprintOf(run2);
  const origin = describeOrigin(schedule.origin, `schedule ${name}`);
  const description = `${origin}
${STAMP}: ${fingerprint}`;
  const wanted = { ...run2, description };
  return converge({ target, wanted, fingerprint, patience });
};

// actions/submit-pipeline/src/scheduleOnCluster.ts
var CONNECT2 = { task: "connect", graceMs: 300 };
var SCHEDULE = { task: "make the recurring run", graceMs: 2500 };
var foreignText = (name) => `There is another recurring run called '${name}' that was not made by this action; it is left alone and runs too.`;
async function scheduleOnCluster(cluster, request, ports) {
  const limit = clusterTimeLimit(cluster, request, ports);
  try {
    const connection = await limit.spend(CONNECT2, () => ports.connect(cluster));
    try {
      const submission = request.submissionFor(cluster);
      const schedule = await limit.spend(
        SCHEDULE,
        ({ timeoutMs, signal }) => upsertRecurringRun(
          connection.target,
          { ...submission, name: submission.runName, cron: request.schedule },
          { clock: ports.clock, signal, timeoutMs }
        )
      );
      if (schedule.foreign.length > 0) {
        ports.observer.warned(cluster, foreignText(submission.runName));
      }
      return { cluster, schedule };
    } finally {
      connection.close();
    }
  } catch (error) {
    return { cluster, error };
  }
}

// actions/submit-pipeline/src/submitPipeline.ts
var notStarted = (cluster) => ({
  cluster,
  notStarted: true,
  succeeded: false
});
var isGood = (report2, { onSkipped }) => {
  if (report2.error !== void 0) return false;
  const verdict = report2.finished?.verdict;
  if (verdict === "SKIPPED") return onSkipped === "succeed";
  return verdict === void 0 || verdict === "SUCCEEDED";
};
async function onOneCluster(cluster, request, ports) {
  const work = request.schedule ? scheduleOnCluster : runOnCluster;
  const done = await work(cluster, request, ports);
  const report2 = { ...done, succeeded: isGood(done, request) };
  ports.observer.ended(report2);
  return report2;
}
async function submitPipeline(request, ports) {
  const reports = request.clusters.map(notStarted);
  let next = 0;
  const mayStart = () => {
    const failed = reports.some((r) => !r.succeeded && !r.notStarted);
    return !ports.signal.aborted && !(request.onFailure === "stop" && failed);
  };
  const worker = async () => {
    while (next < reports.length && mayStart()) {
      const index = next;
      next += 1;
      const cluster = request.clusters[index];
      reports[index] = await onOneCluster(cluster, request, ports);
    }
  };
  const workers = Math.min(request.maxParallel, reports.length);
  await Promise.all(Array.from({ length: workers }, worker));
  return { clusters: reports, succeeded: reports.every((r) => r.succeeded) };
}

// actions/submit-pipeline/src/submitStep.ts
var TERMINATE_MS2 = 5e3;
function keyOf(given, { pipeline, parameters }) {
  if (given.idempotencyKey) return given.idempotencyKey;
  const { repository, commit, workflowRunId } = originOfWorkflow();
  return submissionKey({
    ...workflowJob(),
    repository,
    commit,
    workflowRunId,
    pipelineName: given.pipelineName ?? pipeline.name,
    contentHash: pipeline.contentHash,
    parameters
  });
}
function submissionOf(given, prepared) {
  const pipelineName = given.pipelineName ?? prepared.pipeline.name;
  return {
    pipeline: prepared.pipeline,
    pipelineName,
    experiment: given.experiment,
    runName: given.runName ?? pipelineName,
    parameters: prepared.parameters,
    key: keyOf(given, prepared),
    origin: originOfWorkflow(),
    serviceAccount: given.serviceAccount
  };
}
var cancelled = () => new KubeflowError("ResponseError", {
  reason: "JobCancelled",
  fact: "the job was cancelled before anything was submitted",
  remedy: "Run the job again"
});
function throwFailures(clusters, signal) {
  const failures = clusters.map(failureOf).filter((error) => error !== void 0);
  if (failures.length > 0) throw new ToldFailures(failures);
  if (clusters.some((report2) => report2.notStarted) && signal.aborted) {
    throw cancelled();
  }
}
async function submit2(step, clusters, submission) {
  const { inputs: given, signal } = step;
  const live = createLiveReport({ step, clusters, submission });
  const report2 = await submitPipeline(
    {
      ...given,
      clusters,
      timeoutMs: given.timeout,
      submissionFor: ({ artifacts }) => ({
        ...submission,
        pipelineRoot: given.pipelineRoot ?? artifacts.pipelineRoot
      })
    },
    {
      connect: (cluster) => connectCluster(cluster, given),
      clock: systemClock,
      signal,
      // The rest of the budget is for the comment.
      cancelBudgetMs: () => Math.min(TERMINATE_MS2, cancelBudgetMs(signal)),
      observer: live.observer
    }
  );
  await live.finish(report2);
  return report2.clusters;
}
function maskGiven({ githubToken, endpointToken }) {
  maskSecret(githubToken);
  maskSecret(endpointToken);
  maskSecret(process.env.AWS_SECRET_ACCESS_KEY);
  maskSecret(process.env.AWS_SESSION_TOKEN);
}
async function submitStep(step) {
  const { inputs: given, log, signal } = step;
  maskGiven(given);
  const [prepared, clusters] = await bothOrEveryError(
    preparePipeline(given, signal),
    prepareClusters(given)
  );
  signal.throwIfAborted();
  const submission = submissionOf(given, prepared);
  checkSubmissionNames(submission);
  step.outputs.set({ "submission-key": submission.key });
  if (given.dryRun) {
    log.notice(
      `Dry run: pipeline '${submission.pipelineName}' and its parameters are good for ${clusters.map(clusterSubject).join(", ")}. Nothing was sent.`
    );
    return;
  }
  throwFailures(await submit2(step, clusters, submission), signal);
}
export {
  submitStep
};
