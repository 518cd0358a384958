import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  parseQuantity,
  require_dist
} from "./chunk-M77JZMU5.mjs";
import {
  KubeflowError,
  printable
} from "./chunk-PZPCDT3H.mjs";
import {
  __toESM
} from "./chunk-GUMIUNBP.mjs";

// plugins/kubeflow-common/src/units/duration.ts
var MILLISECONDS = { h: 36e5, m: 6e4, s: 1e3 };
var LONGEST = 35 * 24 * MILLISECONDS.h;
var refuse = (text, fact) => {
  throw new KubeflowError("InputError", {
    reason: "InvalidDuration",
    subject: `'${printable(text)}'`,
    fact,
    remedy: "Write a number with a unit, such as 90s, 15m or 1h30m"
  });
};
var parseDuration = (text) => {
  const match = /^(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?$/.exec(text);
  if (!match || text === "") return refuse(text, "is not a duration");
  const [, hours = 0, minutes = 0, seconds = 0] = match;
  const total = Number(hours) * MILLISECONDS.h + Number(minutes) * MILLISECONDS.m + Number(seconds) * MILLISECONDS.s;
  if (total === 0) return refuse(text, "is no time at all");
  if (total > LONGEST) return refuse(text, "is longer than 35 days");
  return total;
};

// actions/toolkit/src/parsers.ts
var import_yaml = __toESM(require_dist());
var QUOTED = 60;
var quote = (raw) => `'${raw.length > QUOTED ? `${raw.slice(0, QUOTED)}…` : raw}'`;
var required = (raw) => {
  if (!raw) throw new Error("required, but empty");
  return raw;
};
var optional = (raw) => raw || void 0;
var optionally = (parse) => (raw) => raw ? parse(raw) : void 0;
var oneOf = (...values) => (raw) => {
  if (!values.includes(raw)) {
    throw new Error(`${quote(raw)} is not one of ${values.join(", ")}`);
  }
  return raw;
};
var boolean = (raw) => {
  if (/^(true|True|TRUE)$/.test(raw)) return true;
  if (/^(false|False|FALSE)$/.test(raw)) return false;
  throw new Error(`${quote(raw)} is not true or false`);
};
var integer = (limits) => (raw) => {
  const value = Number(raw);
  if (!/^-?\d+$/.test(raw) || value < limits.min || value > limits.max) {
    throw new Error(
      `${quote(raw)} is not a whole number from ${limits.min} to ${limits.max}`
    );
  }
  return value;
};
var list = (raw) => [
  ...new Set(
    raw.split(/[\n,]/).map((item) => item.trim()).filter(Boolean)
  )
];
var requiredList = (raw) => list(required(raw));
var duration = (raw) => parseDuration(required(raw));
var quantity = (raw) => {
  parseQuantity(required(raw));
  return raw;
};
var keyValues = (raw) => {
  const pairs = /* @__PURE__ */ new Map();
  for (const pair of raw.split(/[\n,]/).map((item) => item.trim())) {
    if (pair) addPair(pairs, pair);
  }
  return Object.fromEntries(pairs);
};
function addPair(pairs, pair) {
  const at = pair.indexOf("=");
  if (at < 1) throw new Error(`${quote(pair)} is not key=value`);
  const key = pair.slice(0, at).trim();
  if (pairs.has(key)) throw new Error(`key ${quote(key)} is given twice`);
  pairs.set(key, pair.slice(at + 1).trim());
}
var MAX_DEPTH = 100;
var jsonOrYaml = (raw) => {
  if (!raw) return {};
  const value = readYaml(raw);
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new Error(
      'not a mapping; write one "name: value" per line, or a JSON object'
    );
  }
  return value;
};
function readYaml(raw) {
  if (nesting(raw) > MAX_DEPTH) {
    throw new Error(`nested more than ${MAX_DEPTH} levels deep`);
  }
  try {
    return (0, import_yaml.parse)(raw, { maxAliasCount: 100, prettyErrors: true });
  } catch (error) {
    if (error instanceof import_yaml.YAMLParseError) {
      throw new Error(`not valid YAML or JSON: ${firstLine(error.message)}`);
    }
    throw new Error("not valid YAML or JSON: aliases expand without end");
  }
}
var firstLine = (text) => text.split("\n", 1)[0].replace(/:$/, "");
function nesting(raw) {
  let depth = 0;
  let deepest = 0;
  for (const character of raw) {
    if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

export {
  required,
  optional,
  optionally,
  oneOf,
  boolean,
  integer,
  list,
  requiredList,
  duration,
  quantity,
  keyValues,
  jsonOrYaml
};
