import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  KubeflowError,
  redact
} from "./chunk-PZPCDT3H.mjs";

// actions/toolkit/src/elapsed.ts
var elapsedBetween = (start, end) => {
  const ms = Date.parse(end ?? "") - Date.parse(start ?? "");
  return Number.isFinite(ms) && ms >= 0 ? elapsed(ms) : "";
};
var elapsed = (ms) => {
  if (ms === 0) return "under 1 s";
  if (ms < 1e3) return `${Math.ceil(ms)} ms`;
  const seconds = Math.round(ms / 1e3);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} m ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} m`;
};

// actions/toolkit/src/untilCancelled.ts
async function untilCancelled(work, { signal, clock }, graceMs) {
  const over = new AbortController();
  const cancelled = new Promise((_, reject) => {
    const later = () => {
      clock.sleep(graceMs, over.signal).then(
        () => reject(signal.reason),
        () => void 0
      );
    };
    if (signal.aborted) later();
    else signal.addEventListener("abort", later, { signal: over.signal });
  });
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    over.abort(new Error("the work is over"));
    work.catch(() => void 0);
  }
}

// actions/toolkit/src/timeLimit.ts
var LAST_WORDS_MS = 2e3;
var SILENCE_MS = 3e4;
var tooLong = ({ subject, timeoutMs, longestPhaseMs = Infinity }, task, phaseMs) => {
  const isInput = phaseMs < longestPhaseMs;
  return new KubeflowError("TimeoutError", {
    subject,
    reason: "DeadlineExceeded",
    fact: `could not ${task} within ${isInput ? `the ${elapsed(timeoutMs)} of the input timeout` : elapsed(phaseMs)}`,
    remedy: `Check that this runner reaches the cluster${isInput ? ", or set the input timeout to a longer time" : ""}, then run the job again`
  });
};
function createTimeLimit(options) {
  const { spentMs = 0, longestPhaseMs = Infinity, clock, signal } = options;
  const deadline = clock.now() + options.timeoutMs - spentMs;
  const left = () => Math.max(0, deadline - clock.now());
  return {
    left,
    async spend({ task, graceMs }, work) {
      signal.throwIfAborted();
      const timeoutMs = Math.min(left(), longestPhaseMs);
      const over = new AbortController();
      const later = (ms, act) => clock.sleep(ms, over.signal).then(act, () => void 0);
      const late = new Promise((_, reject) => {
        void later(
          timeoutMs + LAST_WORDS_MS,
          () => reject(tooLong(options, task, timeoutMs))
        );
      });
      void later(
        SILENCE_MS,
        () => options.onSilence?.(
          `still trying to ${task} after ${elapsed(SILENCE_MS)}`
        )
      );
      const limit = {
        timeoutMs,
        signal: AbortSignal.any([signal, over.signal])
      };
      try {
        const done = Promise.race([work(limit), late]);
        return await untilCancelled(done, options, graceMs);
      } finally {
        over.abort(new Error(`no longer waiting to ${task}`));
      }
    }
  };
}

// actions/toolkit/src/gitHubFailure.ts
var LONGEST = 500;
var statusOf = (error) => typeof error === "object" && error !== null && "status" in error ? error.status : void 0;
var mayLackPermission = (error, text2) => [403, 404].includes(Number(statusOf(error))) && !/rate limit/i.test(text2);
var remedyOf = (error, text2, permission) => {
  if (mayLackPermission(error, text2)) {
    return `The job needs "permissions: ${permission}: write"`;
  }
  return statusOf(error) === 401 ? "The input github-token is not valid, or no longer: use the one of the job" : "Run the job again when GitHub answers; see https://www.githubstatus.com";
};
var gitHubFailure = (error, permission) => {
  const text2 = redact(error instanceof Error ? error.message : String(error)).slice(0, LONGEST).replace(/[.\s]+$/, "");
  return `${text2}. ${remedyOf(error, text2, permission)}`;
};

// plugins/kubeflow-node/src/pipelines/runs/looseFields.ts
var record = (value) => value && typeof value === "object" ? value : {};
var list = (value) => Array.isArray(value) ? value : [];
var text = (value) => typeof value === "string" && value !== "" ? value : void 0;

// plugins/kubeflow-node/src/pipelines/runs/workflowStatus.ts
import { gunzipSync } from "node:zlib";
var LARGEST_NODES = 64 * 1024 * 1024;
var timeOf = (value) => {
  const time = text(value);
  return time && Date.parse(time) > 0 ? time : void 0;
};
var nodeOf = (value) => {
  const node = record(value);
  const exitCode = Number(record(node.outputs).exitCode);
  return {
    id: text(node.id) ?? "",
    name: text(node.name) ?? "",
    type: text(node.type) ?? "",
    phase: text(node.phase),
    templateName: text(node.templateName),
    message: text(node.message),
    exitCode: text(record(node.outputs).exitCode) && Number.isInteger(exitCode) ? exitCode : void 0,
    startedAt: timeOf(node.startedAt),
    finishedAt: timeOf(node.finishedAt)
  };
};
var nodesOf = (status) => {
  const compressed = text(status.compressedNodes);
  if (status.nodes || !compressed) return record(status.nodes);
  try {
    const json = gunzipSync(Buffer.from(compressed, "base64"), {
      maxOutputLength: LARGEST_NODES
    });
    return record(JSON.parse(json.toString("utf8")));
  } catch {
    return {};
  }
};
var workflowStatus = (object) => {
  const status = record(object.status);
  return {
    name: object.metadata.name,
    phase: text(status.phase),
    message: text(status.message),
    startedAt: timeOf(status.startedAt),
    finishedAt: timeOf(status.finishedAt),
    terminated: record(object.spec).activeDeadlineSeconds === 0,
    nodes: Object.values(nodesOf(status)).map(nodeOf)
  };
};
var states = {
  Pending: "PENDING",
  Running: "RUNNING",
  Succeeded: "SUCCEEDED",
  Skipped: "SKIPPED",
  Omitted: "SKIPPED",
  Failed: "FAILED",
  Error: "FAILED"
};
var stateOfPhase = (phase) => phase && Object.hasOwn(states, phase) ? states[phase] : void 0;

// plugins/kubeflow-node/src/pipelines/runs/podTrouble.ts
var containerState = (value) => {
  const status = record(value);
  const { waiting, terminated } = record(status.state);
  const last = record(status.lastState).terminated;
  return {
    name: text(status.name) ?? "",
    waiting: waiting ? record(waiting) : void 0,
    terminated: terminated ? record(terminated) : void 0,
    lastTerminated: last ? record(last) : void 0
  };
};
var harmless = /* @__PURE__ */ new Set(["ContainerCreating", "PodInitializing"]);
var ended = (container, end) => ({
  reason: text(end.reason) ?? "Error",
  message: text(end.message),
  exitCode: typeof end.exitCode === "number" ? end.exitCode : void 0,
  container: container.name,
  at: timeOf(end.finishedAt)
});
var failedContainer = (containers) => {
  for (const container of containers) {
    const { terminated } = container;
    if (terminated && terminated.exitCode !== 0) {
      return ended(container, terminated);
    }
  }
  return void 0;
};
var waitingContainer = (containers) => {
  for (const container of containers) {
    const reason = text(container.waiting?.reason);
    if (reason && !harmless.has(reason)) {
      const last = container.lastTerminated;
      return {
        reason: last?.reason === "OOMKilled" ? "OOMKilled" : reason,
        message: text(container.waiting?.message),
        exitCode: last?.exitCode,
        container: last ? container.name : void 0,
        at: timeOf(last?.finishedAt)
      };
    }
  }
  return void 0;
};
var unschedulable = (status) => {
  const condition = list(status.conditions).map(record).find((one) => one.type === "PodScheduled" && one.status === "False");
  return condition ? {
    reason: text(condition.reason) ?? "Unschedulable",
    message: text(condition.message),
    at: timeOf(condition.lastTransitionTime)
  } : void 0;
};
var podTrouble = (pod) => {
  const status = record(pod.status);
  const init = list(status.initContainerStatuses).map(containerState);
  const all = list(status.containerStatuses).map(containerState);
  const main = all.filter((container) => container.name === "main");
  const others = all.filter((container) => container.name !== "main");
  const inside = failedContainer(main) ?? failedContainer(init) ?? failedContainer(others) ?? waitingContainer([...init, ...main, ...others]) ?? unschedulable(status);
  const reason = text(status.reason);
  if (reason && status.phase === "Failed") {
    return { ...inside, reason, message: text(status.message) };
  }
  if (inside) return inside;
  return status.phase === "Failed" ? { reason: "Error", message: text(status.message) } : void 0;
};
var troubleOfMessage = (message) => {
  if (!message) return void 0;
  const exit = /(?:^|: )([A-Za-z]+) \(exit code (\d{1,3})\)/.exec(message);
  if (exit?.[1]) return { reason: exit[1], exitCode: Number(exit[2]), message };
  if (/longer than the specified deadline|DeadlineExceeded/.test(message)) {
    return { reason: "DeadlineExceeded", message };
  }
  const named = /\b(ImagePullBackOff|ErrImagePull|InvalidImageName|CreateContainerConfigError|Unschedulable|Evicted|OOMKilled|CrashLoopBackOff)\b/.exec(
    message
  );
  return { reason: named?.[1] ?? "Error", message };
};
var messageBeyondReason = (message, { reason, exitCode }) => {
  const [, said, code, more] = /^(?:main: )?(\w+) \(exit code (\d{1,3})\)(?:: )?(.*)$/s.exec(
    message ?? ""
  ) ?? [];
  return said === reason && Number(code) === exitCode ? more : message;
};

export {
  timeOf,
  workflowStatus,
  stateOfPhase,
  podTrouble,
  troubleOfMessage,
  messageBeyondReason,
  elapsedBetween,
  elapsed,
  untilCancelled,
  createTimeLimit,
  gitHubFailure
};
