import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  cancellationSignal,
  createDocument
} from "./chunk-BLYGAAZT.mjs";
import {
  code,
  md
} from "./chunk-AAP5LG6S.mjs";
import {
  parseInputs
} from "./chunk-RH66BU3S.mjs";
import {
  debug,
  endGroup,
  error,
  info,
  isKubeflowError,
  notice,
  redact,
  setOutput,
  startGroup,
  summary,
  warning
} from "./chunk-2O32D6D5.mjs";

// actions/toolkit/src/failureReport.ts
var REPORT_BUGS_AT = "https://github.com/kubeflow-fleet/kubeflow-fleet/issues/new";
var MAX_PROBLEMS = 9;
var failuresIn = (thrown) => thrown instanceof AggregateError && thrown.errors.length > 0 ? thrown.errors : [thrown];
function reportFailure(thrown, to) {
  to.summary.heading(`${to.action} failed`, 3);
  for (const failure of failuresIn(thrown)) {
    if (isKubeflowError(failure)) reportKnown(failure, to);
    else if (isCancel(failure)) reportCancel(to);
    else reportUnknown(failure, to);
  }
}
var isCancel = (failure) => failure instanceof Error && failure.name === "AbortError";
function reportCancel({
  action,
  log,
  summary: summary2
}) {
  const text = "The job was cancelled before the work was done.";
  log.error(text, { title: `${action}: JobCancelled` });
  summary2.bullets([text]);
}
function reportKnown(error2, { action, log, summary: summary2 }) {
  log.error(error2.message, { title: `${action}: ${error2.reason}` });
  summary2.bullets([md`${error2.message} (${code(error2.reason)})`]);
  const placed = error2.problems.filter((problem) => problem.file);
  for (const { message, file, line, column } of placed.slice(0, MAX_PROBLEMS)) {
    log.error(message, {
      title: error2.reason,
      file,
      startLine: line,
      startColumn: column
    });
  }
  if (placed.length > MAX_PROBLEMS) {
    log.group(
      `All ${placed.length} problems`,
      placed.map(
        (p) => `${p.file}:${p.line ?? 1}:${p.column ?? 1}: ${p.message}`
      )
    );
  }
  logCauses(error2, log);
}
function logCauses(error2, log) {
  const causes = [];
  let cause = error2.cause;
  while (cause instanceof Error && causes.length < 10) {
    causes.push(`${cause.name}: ${cause.message}`);
    cause = cause.cause;
  }
  if (causes.length > 0) log.group("Caused by", causes);
}
function reportUnknown(failure, { action, log, summary: summary2 }) {
  const text = failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure);
  const request = `This is a bug in Kubeflow Fleet. Please report it with the log of this step: ${REPORT_BUGS_AT}`;
  log.info(failure instanceof Error && failure.stack || text);
  log.error(`${text}. ${request}`, { title: `${action}: unexpected error` });
  summary2.bullets([`${text}. ${request}`]);
}

// actions/toolkit/src/jobSummary.ts
import fs from "node:fs/promises";
var MAX_SUMMARY_BYTES = 1e6;
var bytesWritten = async () => {
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (!file) return 0;
  return (await fs.stat(file)).size;
};
async function writeJobSummary(document) {
  if (document.isEmpty || !process.env.GITHUB_STEP_SUMMARY) return;
  const room = MAX_SUMMARY_BYTES - await bytesWritten();
  await summary.addRaw(redact(document.render(room)), true).write();
}

// actions/toolkit/src/log.ts
var MAX_ANNOTATIONS = 10;
var MAX_MESSAGE = 4096;
var MAX_LINE = 1e4;
var annotations = { notice, warning, error };
var control = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
var harmlessLines = (text) => redact(text).split(/\r\n|\r|\n|\u2028|\u2029|\u0085/).map(
  (line) => (line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line).replace(control, "").replace(/^(\s*):(?=:)/, "$1: ").replace(/##(?=\[)/g, "## ")
);
var shortened = (text) => text.length <= MAX_MESSAGE ? text : `${text.slice(0, MAX_MESSAGE - 60)}… (${text.length} characters in all; see the log)`;
function createLog() {
  const used = { notice: 0, warning: 0, error: 0 };
  const print = (text) => {
    for (const line of harmlessLines(text)) info(line);
  };
  const annotate = (level) => (text, place = {}) => {
    used[level] += 1;
    const clean = redact(text);
    if (used[level] > MAX_ANNOTATIONS) {
      print(`${level}: ${clean}`);
      return;
    }
    if (clean.length > MAX_MESSAGE) print(clean);
    annotations[level](shortened(clean), {
      ...place,
      title: place.title && redact(place.title)
    });
  };
  return {
    info: print,
    debug: (text) => debug(redact(text)),
    notice: annotate("notice"),
    warning: annotate("warning"),
    error: annotate("error"),
    group: (title, lines) => {
      startGroup(harmlessLines(title).join(" "));
      lines.forEach(print);
      endGroup();
    }
  };
}

// actions/toolkit/src/outputs.ts
var MAX_OUTPUT_BYTES = 5e5;
var asText = (value) => {
  if (value === void 0) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};
function createOutputs(names) {
  const missing = new Set(names);
  const write = (name, value) => {
    const text = asText(value);
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_OUTPUT_BYTES) {
      warning(
        `Output ${name} has ${bytes} bytes, more than the ${MAX_OUTPUT_BYTES} that this action passes on, and is left empty.`
      );
    }
    setOutput(name, bytes > MAX_OUTPUT_BYTES ? "" : text);
    missing.delete(name);
  };
  return {
    set: (values) => {
      for (const [name, value] of Object.entries(values)) {
        write(name, value);
      }
    },
    complete: () => {
      for (const name of [...missing]) write(name, "");
    }
  };
}

// actions/toolkit/src/runAction.ts
var LINGER_MS = 500;
var leaveSoon = () => {
  setTimeout(() => process.exit(), LINGER_MS).unref();
};
async function runAction(action) {
  const signal = cancellationSignal();
  const log = createLog();
  const summary2 = createDocument();
  const outputs = createOutputs(action.outputs);
  try {
    const inputs = parseInputs(action.inputs, { rules: action.rules });
    await action.run({ inputs, outputs, log, summary: summary2, signal });
  } catch (error2) {
    process.exitCode = 1;
    reportFailure(error2, { action: action.name, log, summary: summary2 });
  } finally {
    outputs.complete();
    await writeJobSummary(summary2).catch(
      (error2) => log.warning(`The job summary could not be written: ${String(error2)}`)
    );
    leaveSoon();
  }
}

export {
  writeJobSummary,
  createLog,
  leaveSoon,
  runAction
};
