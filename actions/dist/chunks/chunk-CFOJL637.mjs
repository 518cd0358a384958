import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  redact
} from "./chunk-PZPCDT3H.mjs";

// actions/toolkit/src/cancellation.ts
var BUDGET_MS = { SIGINT: 7500, SIGTERM: 2500 };
var RESERVE_MS = 1e3;
var JobCancelled = class extends Error {
  constructor(signal, deadline) {
    super(`The job is being cancelled (${signal}).`);
    this.signal = signal;
    this.deadline = deadline;
  }
  signal;
  deadline;
  name = "AbortError";
  reason = "JobCancelled";
};
var cancelBudgetMs = (signal, now = Date.now()) => signal.reason instanceof JobCancelled ? Math.max(0, signal.reason.deadline - now) : BUDGET_MS.SIGINT - RESERVE_MS;
function cancellationSignal() {
  const controller = new AbortController();
  const cancel = (signal) => {
    if (controller.signal.aborted) return;
    const deadline = Date.now() + BUDGET_MS[signal] - RESERVE_MS;
    controller.abort(new JobCancelled(signal, deadline));
  };
  process.on("SIGINT", cancel);
  process.on("SIGTERM", cancel);
  return controller.signal;
}

// actions/toolkit/src/jobSummary.ts
import fs from "node:fs";
var MAX_SUMMARY_BYTES = 1e6;
var begin;
function writeJobSummary(document) {
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (document.isEmpty || !file) return;
  begin ??= fs.statSync(file).size;
  const text = `${redact(document.render(MAX_SUMMARY_BYTES - begin))}
`;
  fs.truncateSync(file, begin);
  fs.appendFileSync(file, text);
}
function writeLast(document, log) {
  try {
    writeJobSummary(document);
  } catch (error) {
    log.warning(`The job summary could not be written: ${String(error)}`);
  }
}

export {
  cancelBudgetMs,
  cancellationSignal,
  writeJobSummary,
  writeLast
};
