import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  cancellationSignal,
  writeLast
} from "./chunk-CFOJL637.mjs";
import {
  createDocument,
  reportFailure
} from "./chunk-PQOOSQB6.mjs";
import {
  parseInputs
} from "./chunk-EHR327YN.mjs";
import {
  debug,
  endGroup,
  error,
  info,
  notice,
  redact,
  setOutput,
  startGroup,
  warning
} from "./chunk-PZPCDT3H.mjs";

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
  const summary = createDocument();
  const outputs = createOutputs(action.outputs);
  try {
    const inputs = parseInputs(action.inputs, { rules: action.rules });
    await action.run({ inputs, outputs, log, summary, signal });
  } catch (error2) {
    process.exitCode = 1;
    reportFailure(error2, { action: action.name, log, summary });
  } finally {
    outputs.complete();
    writeLast(summary, log);
    leaveSoon();
  }
}

export {
  createLog,
  leaveSoon,
  runAction
};
