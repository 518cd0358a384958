import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);

// plugins/kubeflow-common/src/errors/KubeflowError.ts
var sentence = (text) => /[.!?:]$|\n/.test(text) ? text : `${text}.`;
var compose = ({ subject, fact, remedy }) => [sentence(subject ? `${subject}: ${fact}` : fact), remedy && sentence(remedy)].filter(Boolean).join(fact.includes("\n") ? "\n" : " ");
var KubeflowError = class extends Error {
  name;
  fact;
  reason;
  subject;
  remedy;
  upstreamStatus;
  problems;
  constructor(name, details) {
    super(compose(details), { cause: details.cause });
    this.name = name;
    this.fact = details.fact;
    this.reason = details.reason;
    this.subject = details.subject;
    this.remedy = details.remedy;
    this.upstreamStatus = details.upstreamStatus;
    this.problems = details.problems ?? [];
  }
};
var isKubeflowError = (error2) => error2 instanceof Error && typeof error2.reason === "string" && "fact" in error2;
var hasReason = (error2, reason) => isKubeflowError(error2) && error2.reason === reason;

// plugins/kubeflow-common/src/text/printable.ts
var UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
var escape = (character) => `\\u{${character.codePointAt(0).toString(16).padStart(4, "0")}}`;
var printable = (text, limit = 200) => {
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  const cut = characters.length > limit ? `${characters.slice(0, limit).join("")}…` : characters.join("");
  return cut.replace(UNSAFE, escape);
};

// node_modules/@actions/core/lib/command.js
import * as os from "os";

// node_modules/@actions/core/lib/utils.js
function toCommandValue(input) {
  if (input === null || input === void 0) {
    return "";
  } else if (typeof input === "string" || input instanceof String) {
    return input;
  }
  return JSON.stringify(input);
}
function toCommandProperties(annotationProperties) {
  if (!Object.keys(annotationProperties).length) {
    return {};
  }
  return {
    title: annotationProperties.title,
    file: annotationProperties.file,
    line: annotationProperties.startLine,
    endLine: annotationProperties.endLine,
    col: annotationProperties.startColumn,
    endColumn: annotationProperties.endColumn
  };
}

// node_modules/@actions/core/lib/command.js
function issueCommand(command, properties, message) {
  const cmd = new Command(command, properties, message);
  process.stdout.write(cmd.toString() + os.EOL);
}
function issue(name, message = "") {
  issueCommand(name, {}, message);
}
var CMD_STRING = "::";
var Command = class {
  constructor(command, properties, message) {
    if (!command) {
      command = "missing.command";
    }
    this.command = command;
    this.properties = properties;
    this.message = message;
  }
  toString() {
    let cmdStr = CMD_STRING + this.command;
    if (this.properties && Object.keys(this.properties).length > 0) {
      cmdStr += " ";
      let first = true;
      for (const key in this.properties) {
        if (this.properties.hasOwnProperty(key)) {
          const val = this.properties[key];
          if (val) {
            if (first) {
              first = false;
            } else {
              cmdStr += ",";
            }
            cmdStr += `${key}=${escapeProperty(val)}`;
          }
        }
      }
    }
    cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
    return cmdStr;
  }
};
function escapeData(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}

// node_modules/@actions/core/lib/file-command.js
import * as crypto from "crypto";
import * as fs from "fs";
import * as os2 from "os";
function issueFileCommand(command, message) {
  const filePath = process.env[`GITHUB_${command}`];
  if (!filePath) {
    throw new Error(`Unable to find environment variable for file command ${command}`);
  }
  if (!fs.existsSync(filePath)) {
    throw new Error(`Missing file at path: ${filePath}`);
  }
  fs.appendFileSync(filePath, `${toCommandValue(message)}${os2.EOL}`, {
    encoding: "utf8"
  });
}
function prepareKeyValueMessage(key, value) {
  const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
  const convertedValue = toCommandValue(value);
  if (key.includes(delimiter)) {
    throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
  }
  if (convertedValue.includes(delimiter)) {
    throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
  }
  return `${key}<<${delimiter}${os2.EOL}${convertedValue}${os2.EOL}${delimiter}`;
}

// node_modules/@actions/core/lib/core.js
import * as os3 from "os";
var ExitCode;
(function(ExitCode2) {
  ExitCode2[ExitCode2["Success"] = 0] = "Success";
  ExitCode2[ExitCode2["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
function setSecret(secret) {
  issueCommand("add-mask", {}, secret);
}
function getInput(name, options) {
  const val = process.env[`INPUT_${name.replace(/ /g, "_").toUpperCase()}`] || "";
  if (options && options.required && !val) {
    throw new Error(`Input required and not supplied: ${name}`);
  }
  if (options && options.trimWhitespace === false) {
    return val;
  }
  return val.trim();
}
function setOutput(name, value) {
  const filePath = process.env["GITHUB_OUTPUT"] || "";
  if (filePath) {
    return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
  }
  process.stdout.write(os3.EOL);
  issueCommand("set-output", { name }, toCommandValue(value));
}
function debug(message) {
  issueCommand("debug", {}, message);
}
function error(message, properties = {}) {
  issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function warning(message, properties = {}) {
  issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function notice(message, properties = {}) {
  issueCommand("notice", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function info(message) {
  process.stdout.write(message + os3.EOL);
}
function startGroup(name) {
  issue("group", name);
}
function endGroup() {
  issue("endgroup");
}
function saveState(name, value) {
  const filePath = process.env["GITHUB_STATE"] || "";
  if (filePath) {
    return issueFileCommand("STATE", prepareKeyValueMessage(name, value));
  }
  issueCommand("save-state", { name }, toCommandValue(value));
}
function getState(name) {
  return process.env[`STATE_${name}`] || "";
}

// actions/toolkit/src/secrets.ts
var MIN_SECRET = 6;
var masked = /* @__PURE__ */ new Set();
var base64UrlPieces = (secret) => [0, 1, 2].map((shift) => {
  const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]);
  const text = bytes.toString("base64url");
  const from = shift === 0 ? 0 : shift + 1;
  return text.slice(from, bytes.length % 3 === 0 ? void 0 : -1);
});
var presignedParts = (secret) => {
  const url = secret.startsWith("k8s-aws-v1.") ? Buffer.from(secret.slice("k8s-aws-v1.".length), "base64url").toString() : secret;
  if (!URL.canParse(url)) return [];
  const { searchParams } = new URL(url);
  return ["X-Amz-Signature", "X-Amz-Security-Token"].map((name) => searchParams.get(name) ?? "").filter(Boolean).concat(url === secret ? [] : [url, secret.slice("k8s-aws-v1.".length)]);
};
function spellingsOf(secret) {
  const parts = [secret, ...presignedParts(secret)];
  const lines = secret.includes("\n") ? secret.split(/\r?\n/) : [];
  const all = [...parts, ...lines].flatMap((part) => {
    const hex = Buffer.from(part).toString("hex");
    return [
      part,
      encodeURIComponent(part),
      ...base64UrlPieces(part),
      Buffer.from(part).toString("base64"),
      hex,
      hex.toUpperCase()
    ];
  });
  return [...new Set(all)].filter((text) => text.length >= MIN_SECRET);
}
function maskSecret(secret) {
  if (!secret || secret.length < MIN_SECRET || masked.has(secret)) return;
  masked.add(secret);
  for (const spelling of spellingsOf(secret)) {
    masked.add(spelling);
    setSecret(spelling);
  }
}
function redact(text) {
  return [...masked].sort((a, b) => b.length - a.length).reduce((clean, secret) => clean.replaceAll(secret, "***"), text);
}

export {
  KubeflowError,
  isKubeflowError,
  hasReason,
  printable,
  getInput,
  setOutput,
  debug,
  error,
  warning,
  notice,
  info,
  startGroup,
  endGroup,
  saveState,
  getState,
  maskSecret,
  redact
};
