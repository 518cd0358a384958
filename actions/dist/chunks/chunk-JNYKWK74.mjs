import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  originOfWorkflow
} from "./chunk-YKUCVA7C.mjs";
import {
  isBucketName,
  isKnownRegion,
  isPlausibleRegion,
  knownRegions,
  partitionOf
} from "./chunk-42GWPBEF.mjs";
import {
  didYouMean,
  parseQuantity,
  require_dist
} from "./chunk-M77JZMU5.mjs";
import {
  clusterKey,
  clusterSubject,
  kubeflowProfiles
} from "./chunk-O6JMIZCO.mjs";
import {
  KubeflowError,
  hasReason,
  isKubeflowError,
  maskSecret,
  printable
} from "./chunk-PZPCDT3H.mjs";
import {
  __export,
  __toESM
} from "./chunk-GUMIUNBP.mjs";

// plugins/kubeflow-node/src/clock.ts
import { setTimeout as delay } from "node:timers/promises";
var systemClock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, void 0, { signal });
    } catch (error2) {
      throw signal?.aborted ? signal.reason : error2;
    }
  }
};

// plugins/kubeflow-common/src/fleet/parseFleetFile.ts
var import_yaml5 = __toESM(require_dist());

// plugins/kubeflow-common/src/names.ts
var PREFIX = "kubeflow-fleet";
var PRODUCT_NAME = PREFIX;
var FIELD_MANAGER = PREFIX;
var STAMPS = {
  repository: `${PREFIX}/repository`,
  commit: `${PREFIX}/commit`,
  workflowRun: `${PREFIX}/workflow-run`,
  actor: `${PREFIX}/actor`,
  submissionKey: `${PREFIX}/submission-key`
};
var PIPELINE_ANNOTATION = `${PREFIX}/pipeline`;
var MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";
var APPLYSET = {
  /** Label of a member: the id of its set. */
  partOf: "applyset.kubernetes.io/part-of",
  /** Label of the parent: the set's id. */
  id: "applyset.kubernetes.io/id",
  tooling: "applyset.kubernetes.io/tooling",
  groupKinds: "applyset.kubernetes.io/contains-group-kinds",
  namespaces: "applyset.kubernetes.io/additional-namespaces"
};
var APPLYSET_TOOLING = `${PREFIX}/v1`;
var PRUNE_ANNOTATION = `${PREFIX}/prune`;
var DELETION_ANNOTATION = "client.lifecycle.config.k8s.io/deletion";
var STATE_OF_LABEL = `${PREFIX}/state-of`;
var INTENT_ANNOTATION = `${PREFIX}/intent`;
var REVISION_SECRET_TYPE = `${PREFIX}/revision`;
var RUN_ID_LABEL = "pipeline/runid";
var PIPELINES_TOKEN_AUDIENCE = "pipelines.kubeflow.org";
var FLEET_API_VERSION = "kubeflow-fleet/v1";

// plugins/kubeflow-common/src/aws/arn.ts
var parseArn = (text2) => {
  const match = /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|):([^\s]+)$/.exec(
    text2
  );
  if (!match) return void 0;
  const [, partition, service, region, account, resource] = match;
  return {
    partition,
    service,
    region,
    account,
    resource
  };
};
var clusterArn = (cluster2) => `arn:${partitionOf(cluster2.region)}:eks:${cluster2.region}:${cluster2.account}:cluster/${cluster2.name}`;

// plugins/kubeflow-common/src/fleet/clusterSettings.ts
var isRaw = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var mergeSettings = (defaults, over) => {
  const merged = { ...defaults };
  for (const [key, value] of Object.entries(over)) {
    const base = merged[key];
    merged[key] = key !== "access" && isRaw(base) && isRaw(value) ? mergeSettings(base, value) : value;
  }
  return merged;
};
var templatePaths = [
  ["role"],
  ["artifacts", "bucket"],
  ["artifacts", "pipelineRoot"],
  ["artifacts", "role"],
  ["database", "host"],
  ["images", "registry"],
  ["dns", "name"],
  ["access", "url"],
  ["kubeflow", "manifests"]
];
var placeholders = ["region", "account", "name", "partition"];
var unknownPlaceholders = (text2) => [...text2.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]).filter((name) => !placeholders.includes(name));
var placeholderList = placeholders.map((name) => `{${name}}`).join(", ");
var expandTemplate = (text2, cluster2) => {
  const values = { ...cluster2, partition: partitionOf(cluster2.region) };
  return text2.replace(
    /\{(region|account|name|partition)\}/g,
    (_, name) => values[name]
  );
};
var settingAt = (settings2, path2) => path2.reduce(
  (value, key) => isRaw(value) && Object.hasOwn(value, key) ? value[String(key)] : void 0,
  settings2
);
var withSetting = (settings2, path2, value) => {
  const [key, ...rest] = path2;
  const name = String(key);
  const inner = settings2[name];
  return {
    ...settings2,
    [name]: rest.length > 0 && isRaw(inner) ? withSetting(inner, rest, value) : value
  };
};
var expandSettings = (settings2, cluster2) => templatePaths.reduce((expanded, path2) => {
  const text2 = settingAt(expanded, path2);
  return typeof text2 === "string" ? withSetting(expanded, path2, expandTemplate(text2, cluster2)) : expanded;
}, settings2);

// plugins/kubeflow-common/src/fleet/fleetFilePath.ts
var pathText = (path2) => path2.map((segment, index) => {
  if (typeof segment === "number") return `[${segment}]`;
  const key = String(segment);
  if (!/^[\w-]+$/.test(key)) return `[${JSON.stringify(key)}]`;
  return index === 0 ? key : `.${key}`;
}).join("");

// plugins/kubeflow-common/src/fleet/clusterCombinations.ts
var NEEDS = [
  ["artifacts", ["access", "role", "region", "endpoint"], "bucket"],
  [
    "storage",
    ["reclaimPolicy", "parameters", "provisioner", "makeDefault"],
    "class"
  ]
];
var lacksCompanion = (settings2) => NEEDS.flatMap(
  ([heading, keys, needed]) => settingAt(settings2, [heading, needed]) === void 0 ? keys.map((key) => [heading, key]).filter((path2) => settingAt(settings2, path2) !== void 0).map((path2) => ({ path: path2, fault: `needs ${heading}.${needed} too` })) : []
);
var lacksRole = (settings2) => {
  const path2 = ["artifacts", "access"];
  return settingAt(settings2, path2) === "irsa" && settingAt(settings2, ["artifacts", "role"]) === void 0 ? [{ path: path2, fault: "is 'irsa', which needs artifacts.role too" }] : [];
};
var wrongRegion = (settings2) => {
  const path2 = ["artifacts", "region"];
  const region = settingAt(settings2, path2);
  return typeof region === "string" && !isPlausibleRegion(region) ? [{ path: path2, fault: `must be an AWS region, but is '${printable(region)}'` }] : [];
};
var amount = (value) => {
  if (typeof value !== "string") return void 0;
  try {
    return parseQuantity(value);
  } catch (error2) {
    if (hasReason(error2, "InvalidQuantity")) return void 0;
    throw error2;
  }
};
var requestsAboveLimits = (settings2) => {
  const components = isRaw(settings2.resources) ? settings2.resources : {};
  return Object.keys(components).flatMap(
    (component) => ["cpu", "memory"].flatMap((resource) => {
      const path2 = ["resources", component, "requests", resource];
      const limitPath = ["resources", component, "limits", resource];
      const request = amount(settingAt(settings2, path2));
      const limit = amount(settingAt(settings2, limitPath));
      return request !== void 0 && limit !== void 0 && request > limit ? [{ path: path2, fault: `is more than ${pathText(limitPath)}` }] : [];
    })
  );
};
var PIPELINES_VERSION = /^\d+\.\d+\.\d+/;
var CALENDAR_VERSION = /^2\d\.\d\d(\.\d+)?(-|$)/;
var expectedVersion = (profile, version2) => {
  const bare = version2.replace(/^v/, "");
  const isCommit = /^[0-9a-f]{40}$/.test(version2);
  if (isCommit) return void 0;
  if (profile !== "platform")
    return version2 === bare ? void 0 : `is '${version2}', but the tags of Kubeflow Pipelines have no v: write ${bare}`;
  if (CALENDAR_VERSION.test(bare))
    return version2 === bare ? void 0 : `is '${version2}', but the platform's tag has no v: write ${bare}`;
  if (/^1\./.test(bare))
    return version2 === bare ? `is '${version2}', but the platform's tag has a v: write v${bare}` : void 0;
  return PIPELINES_VERSION.test(version2) ? `is '${version2}', a version of Kubeflow Pipelines; the profile platform has versions such as 26.03 and v1.11.0` : void 0;
};
var wrongVersion = (settings2) => {
  const path2 = ["kubeflow", "version"];
  const version2 = settingAt(settings2, path2);
  if (typeof version2 !== "string" || settingAt(settings2, ["kubeflow", "manifests"]) !== void 0)
    return [];
  const profile = settingAt(settings2, ["kubeflow", "profile"]);
  const fault = expectedVersion(profile, version2);
  return fault ? [{ path: path2, fault }] : [];
};
var misfits = (settings2) => [
  lacksCompanion,
  lacksRole,
  wrongRegion,
  requestsAboveLimits,
  wrongVersion
].flatMap((check2) => check2(settings2));

// node_modules/zod/v4/core/util.js
var util_exports = {};
__export(util_exports, {
  BIGINT_FORMAT_RANGES: () => BIGINT_FORMAT_RANGES,
  CONSTANT_CATCH: () => CONSTANT_CATCH,
  Class: () => Class,
  NUMBER_FORMAT_RANGES: () => NUMBER_FORMAT_RANGES,
  aborted: () => aborted,
  allowsEval: () => allowsEval,
  assert: () => assert,
  assertEqual: () => assertEqual,
  assertIs: () => assertIs,
  assertNever: () => assertNever,
  assertNotEqual: () => assertNotEqual,
  assignProp: () => assignProp,
  attachSchema: () => attachSchema,
  base64ToUint8Array: () => base64ToUint8Array,
  base64urlToUint8Array: () => base64urlToUint8Array,
  cached: () => cached,
  captureStackTrace: () => captureStackTrace,
  cleanEnum: () => cleanEnum,
  cleanRegex: () => cleanRegex,
  clone: () => clone,
  cloneDef: () => cloneDef,
  codePointLength: () => codePointLength,
  constantCatch: () => constantCatch,
  createTransparentProxy: () => createTransparentProxy,
  defineLazy: () => defineLazy,
  defineLazyInternal: () => defineLazyInternal,
  derived: () => derived,
  esc: () => esc,
  escapeRegex: () => escapeRegex,
  explicitlyAborted: () => explicitlyAborted,
  extend: () => extend,
  finalizeIssue: () => finalizeIssue,
  floatSafeRemainder: () => floatSafeRemainder,
  getElementAtPath: () => getElementAtPath,
  getEnumValues: () => getEnumValues,
  getLengthableOrigin: () => getLengthableOrigin,
  getParsedType: () => getParsedType,
  getSizableOrigin: () => getSizableOrigin,
  hexToUint8Array: () => hexToUint8Array,
  hide: () => hide,
  installLazyProp: () => installLazyProp,
  isObject: () => isObject,
  isPlainObject: () => isPlainObject,
  issue: () => issue,
  joinValues: () => joinValues,
  jsonStringifyReplacer: () => jsonStringifyReplacer,
  members: () => members,
  merge: () => merge,
  mergeDefs: () => mergeDefs,
  normalizeParams: () => normalizeParams,
  nullish: () => nullish,
  numKeys: () => numKeys,
  objectClone: () => objectClone,
  omit: () => omit,
  optionalKeys: () => optionalKeys,
  own: () => own,
  parsedType: () => parsedType,
  partial: () => partial,
  pick: () => pick,
  prefixIssues: () => prefixIssues,
  primitiveTypes: () => primitiveTypes,
  promiseAllObject: () => promiseAllObject,
  propertyKeyTypes: () => propertyKeyTypes,
  randomString: () => randomString,
  rawShape: () => rawShape,
  required: () => required,
  safeExtend: () => safeExtend,
  shallowClone: () => shallowClone,
  slugify: () => slugify,
  stringifyPrimitive: () => stringifyPrimitive,
  toZod: () => toZod,
  uint8ArrayToBase64: () => uint8ArrayToBase64,
  uint8ArrayToBase64url: () => uint8ArrayToBase64url,
  uint8ArrayToHex: () => uint8ArrayToHex,
  unwrapMessage: () => unwrapMessage
});
function assertEqual(val) {
  return val;
}
function assertNotEqual(val) {
  return val;
}
function toZod() {
  return (schema2) => schema2;
}
function assertIs(_arg) {
}
function assertNever(_x) {
  throw new Error("Unexpected value in exhaustive check");
}
function assert(_) {
}
function getEnumValues(entries) {
  const numericValues = Object.values(entries).filter((v) => typeof v === "number");
  const values = Object.entries(entries).filter(([k, _]) => numericValues.indexOf(+k) === -1).map(([_, v]) => v);
  return values;
}
function joinValues(array2, separator = "|") {
  return array2.map((val) => stringifyPrimitive(val)).join(separator);
}
function jsonStringifyReplacer(_, value) {
  if (typeof value === "bigint")
    return value.toString();
  return value;
}
var Cached = class {
  constructor(getter) {
    this._getter = getter;
    this._value = void 0;
  }
  get value() {
    const getter = this._getter;
    if (getter !== void 0) {
      this._value = getter();
      this._getter = void 0;
    }
    return this._value;
  }
};
function cached(getter) {
  return new Cached(getter);
}
function nullish(input) {
  return input === null || input === void 0;
}
function cleanRegex(source) {
  const start = source.startsWith("^") ? 1 : 0;
  const end = source.endsWith("$") ? source.length - 1 : source.length;
  return source.slice(start, end);
}
function floatSafeRemainder(val, step) {
  const ratio = val / step;
  const roundedRatio = Math.round(ratio);
  const tolerance = 4 * Number.EPSILON * Math.max(Math.abs(ratio), 1);
  if (Math.abs(ratio - roundedRatio) < tolerance)
    return 0;
  return ratio - roundedRatio;
}
var EVALUATING = /* @__PURE__ */ Symbol("evaluating");
function defineLazy(object, key, getter) {
  let value = void 0;
  Object.defineProperty(object, key, {
    get() {
      if (value === EVALUATING) {
        return void 0;
      }
      if (value === void 0) {
        value = EVALUATING;
        value = getter();
      }
      return value;
    },
    set(v) {
      Object.defineProperty(object, key, {
        value: v
        // configurable: true,
      });
    },
    configurable: true
  });
}
function objectClone(obj) {
  return Object.create(Object.getPrototypeOf(obj), Object.getOwnPropertyDescriptors(obj));
}
function assignProp(target, prop, value) {
  Object.defineProperty(target, prop, {
    value,
    writable: true,
    enumerable: true,
    configurable: true
  });
}
function rawShape(def) {
  const desc = Object.getOwnPropertyDescriptor(def, "shape");
  return desc?.get ? desc.get.raw : desc?.value;
}
function sourceShape(schema2) {
  return rawShape(schema2._zod.def) ?? schema2._zod.def.shape;
}
function deferProp(target, key, getter) {
  Object.defineProperty(target, key, {
    get() {
      const value = getter();
      assignProp(this, key, value);
      return value;
    },
    enumerable: true,
    configurable: true
  });
}
function putProp(target, key, value) {
  if (key in target)
    assignProp(target, key, value);
  else
    target[key] = value;
}
function mirrorShape(target, source, keys, wrap) {
  const raw = sourceShape(source);
  for (const key of keys) {
    const desc = Object.getOwnPropertyDescriptor(raw, key);
    if (!desc.enumerable)
      continue;
    if (desc.get) {
      deferProp(target, key, () => {
        const value = source._zod.def.shape[key];
        return wrap ? wrap(value, key) : value;
      });
    } else
      putProp(target, key, wrap ? wrap(desc.value, key) : desc.value);
  }
}
function mirrorProps(target, source) {
  for (const key of Reflect.ownKeys(source)) {
    const desc = Object.getOwnPropertyDescriptor(source, key);
    if (!desc.enumerable)
      continue;
    if (desc.get)
      deferProp(target, key, () => source[key]);
    else
      putProp(target, key, desc.value);
  }
}
function mergeDefs(...defs) {
  const mergedDescriptors = {};
  for (const def of defs) {
    const descriptors = Object.getOwnPropertyDescriptors(def);
    Object.assign(mergedDescriptors, descriptors);
  }
  return Object.defineProperties({}, mergedDescriptors);
}
function cloneDef(schema2) {
  return mergeDefs(schema2._zod.def);
}
function getElementAtPath(obj, path2) {
  if (!path2)
    return obj;
  return path2.reduce((acc, key) => acc?.[key], obj);
}
function promiseAllObject(promisesObj) {
  const keys = Object.keys(promisesObj);
  const promises = keys.map((key) => promisesObj[key]);
  return Promise.all(promises).then((results) => {
    const resolvedObj = {};
    for (let i = 0; i < keys.length; i++) {
      resolvedObj[keys[i]] = results[i];
    }
    return resolvedObj;
  });
}
function randomString(length = 10) {
  const chars = "abcdefghijklmnopqrstuvwxyz";
  let str = "";
  for (let i = 0; i < length; i++) {
    str += chars[Math.floor(Math.random() * chars.length)];
  }
  return str;
}
function esc(str) {
  return JSON.stringify(str);
}
function slugify(input) {
  return input.toLowerCase().trim().replace(/[^\w\s-]/g, "").replace(/[\s_-]+/g, "-").replace(/^-+|-+$/g, "");
}
var captureStackTrace = "captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => {
};
function isObject(data) {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
var allowsEval = /* @__PURE__ */ cached(() => {
  if (globalConfig.jitless) {
    return false;
  }
  if (typeof navigator !== "undefined" && navigator?.userAgent?.includes("Cloudflare")) {
    return false;
  }
  try {
    const F = Function;
    new F("");
    return true;
  } catch (_) {
    return false;
  }
});
function isPlainObject(o) {
  if (isObject(o) === false)
    return false;
  const ctor = o.constructor;
  if (ctor === void 0)
    return true;
  if (typeof ctor !== "function")
    return true;
  const prot = ctor.prototype;
  if (isObject(prot) === false)
    return false;
  if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) {
    return false;
  }
  return true;
}
function shallowClone(o) {
  if (isPlainObject(o))
    return { ...o };
  if (Array.isArray(o))
    return [...o];
  if (o instanceof Map)
    return new Map(o);
  if (o instanceof Set)
    return new Set(o);
  return o;
}
function numKeys(data) {
  let keyCount = 0;
  for (const key in data) {
    if (Object.prototype.hasOwnProperty.call(data, key)) {
      keyCount++;
    }
  }
  return keyCount;
}
var getParsedType = (data) => {
  const t = typeof data;
  switch (t) {
    case "undefined":
      return "undefined";
    case "string":
      return "string";
    case "number":
      return Number.isNaN(data) ? "nan" : "number";
    case "boolean":
      return "boolean";
    case "function":
      return "function";
    case "bigint":
      return "bigint";
    case "symbol":
      return "symbol";
    case "object":
      if (Array.isArray(data)) {
        return "array";
      }
      if (data === null) {
        return "null";
      }
      if (data.then && typeof data.then === "function" && data.catch && typeof data.catch === "function") {
        return "promise";
      }
      if (typeof Map !== "undefined" && data instanceof Map) {
        return "map";
      }
      if (typeof Set !== "undefined" && data instanceof Set) {
        return "set";
      }
      if (typeof Date !== "undefined" && data instanceof Date) {
        return "date";
      }
      if (typeof File !== "undefined" && data instanceof File) {
        return "file";
      }
      return "object";
    default:
      throw new Error(`Unknown data type: ${t}`);
  }
};
var propertyKeyTypes = /* @__PURE__ */ new Set(["string", "number", "symbol"]);
var primitiveTypes = /* @__PURE__ */ new Set([
  "string",
  "number",
  "bigint",
  "boolean",
  "symbol",
  "undefined"
]);
function escapeRegex(str) {
  return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
function clone(inst, def, params) {
  const cl = new inst._zod.constr(def ?? inst._zod.def);
  if (!def || params?.parent)
    cl._zod.parent = inst;
  return cl;
}
function normalizeParams(_params) {
  const params = _params;
  if (!params)
    return {};
  if (typeof params === "string")
    return { error: () => params };
  if (params?.message !== void 0) {
    if (params?.error !== void 0)
      throw new Error("Cannot specify both `message` and `error` params");
    params.error = params.message;
  }
  delete params.message;
  if (typeof params.error === "string")
    return { ...params, error: () => params.error };
  return params;
}
function createTransparentProxy(getter) {
  let target;
  return new Proxy({}, {
    get(_, prop, receiver) {
      target ?? (target = getter());
      return Reflect.get(target, prop, receiver);
    },
    set(_, prop, value, receiver) {
      target ?? (target = getter());
      return Reflect.set(target, prop, value, receiver);
    },
    has(_, prop) {
      target ?? (target = getter());
      return Reflect.has(target, prop);
    },
    deleteProperty(_, prop) {
      target ?? (target = getter());
      return Reflect.deleteProperty(target, prop);
    },
    ownKeys(_) {
      target ?? (target = getter());
      return Reflect.ownKeys(target);
    },
    getOwnPropertyDescriptor(_, prop) {
      target ?? (target = getter());
      return Reflect.getOwnPropertyDescriptor(target, prop);
    },
    defineProperty(_, prop, descriptor) {
      target ?? (target = getter());
      return Reflect.defineProperty(target, prop, descriptor);
    }
  });
}
function stringifyPrimitive(value) {
  if (typeof value === "bigint")
    return value.toString() + "n";
  if (typeof value === "string")
    return `"${value}"`;
  return `${value}`;
}
function optionalKeys(shape) {
  return Object.keys(shape).filter((k) => {
    return shape[k]._zod.optin !== void 0 && shape[k]._zod.optout === "optional";
  });
}
var NUMBER_FORMAT_RANGES = /* @__PURE__ */ (() => ({
  safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  int32: [-2147483648, 2147483647],
  uint32: [0, 4294967295],
  float32: [-34028234663852886e22, 34028234663852886e22],
  float64: [-Number.MAX_VALUE, Number.MAX_VALUE]
}))();
var BIGINT_FORMAT_RANGES = {
  int64: [/* @__PURE__ */ BigInt("-9223372036854775808"), /* @__PURE__ */ BigInt("9223372036854775807")],
  uint64: [/* @__PURE__ */ BigInt(0), /* @__PURE__ */ BigInt("18446744073709551615")]
};
function pick(schema2, mask) {
  const currDef = schema2._zod.def;
  const checks2 = currDef.checks;
  const hasChecks = checks2 && checks2.length > 0;
  if (hasChecks) {
    throw new Error(".pick() cannot be used on object schemas containing refinements");
  }
  const newShape = {};
  mirrorShape(newShape, schema2, maskedKeys(schema2, mask));
  return clone(schema2, mergeDefs(currDef, { shape: newShape, checks: [] }));
}
function maskedKeys(schema2, mask) {
  const raw = sourceShape(schema2);
  const keys = [];
  for (const key of Reflect.ownKeys(mask)) {
    if (!Object.getOwnPropertyDescriptor(raw, key)?.enumerable) {
      throw new Error(`Unrecognized key: "${String(key)}"`);
    }
    if (mask[key])
      keys.push(key);
  }
  return keys;
}
function omit(schema2, mask) {
  const currDef = schema2._zod.def;
  const checks2 = currDef.checks;
  const hasChecks = checks2 && checks2.length > 0;
  if (hasChecks) {
    throw new Error(".omit() cannot be used on object schemas containing refinements");
  }
  const omitted = new Set(maskedKeys(schema2, mask));
  const newShape = {};
  mirrorShape(newShape, schema2, Reflect.ownKeys(sourceShape(schema2)).filter((key) => !omitted.has(key)));
  return clone(schema2, mergeDefs(currDef, { shape: newShape, checks: [] }));
}
function extend(schema2, shape) {
  if (!isPlainObject(shape)) {
    throw new Error("Invalid input to extend: expected a plain object");
  }
  const checks2 = schema2._zod.def.checks;
  const hasChecks = checks2 && checks2.length > 0;
  if (hasChecks) {
    const existingShape = sourceShape(schema2);
    for (const key of Reflect.ownKeys(shape)) {
      if (Object.getOwnPropertyDescriptor(existingShape, key) !== void 0) {
        throw new Error("Cannot overwrite keys on object schemas containing refinements. Use `.safeExtend()` instead.");
      }
    }
  }
  return clone(schema2, mergeDefs(schema2._zod.def, { shape: extended(schema2, shape) }));
}
function extended(schema2, shape) {
  const newShape = {};
  mirrorShape(newShape, schema2, Reflect.ownKeys(sourceShape(schema2)));
  mirrorProps(newShape, shape);
  return newShape;
}
function safeExtend(schema2, shape) {
  if (!isPlainObject(shape)) {
    throw new Error("Invalid input to safeExtend: expected a plain object");
  }
  return clone(schema2, mergeDefs(schema2._zod.def, { shape: extended(schema2, shape) }));
}
function merge(a, b) {
  if (!b?._zod?.def) {
    throw new Error("Invalid input to merge: expected an object schema. To merge a plain shape, use `.extend()`.");
  }
  if (a._zod.def.checks?.length) {
    throw new Error(".merge() cannot be used on object schemas containing refinements. Use .safeExtend() instead.");
  }
  const newShape = {};
  mirrorShape(newShape, a, Reflect.ownKeys(sourceShape(a)));
  mirrorShape(newShape, b, Reflect.ownKeys(sourceShape(b)));
  const def = mergeDefs(a._zod.def, {
    shape: newShape,
    get catchall() {
      return b._zod.def.catchall;
    },
    checks: b._zod.def.checks ?? []
  });
  return clone(a, def);
}
function partial(Class2, schema2, mask, name = "partial") {
  const currDef = schema2._zod.def;
  const checks2 = currDef.checks;
  const hasChecks = checks2 && checks2.length > 0;
  if (hasChecks) {
    throw new Error(`.${name}() cannot be used on object schemas containing refinements`);
  }
  const selected = mask ? new Set(maskedKeys(schema2, mask)) : void 0;
  const newShape = {};
  mirrorShape(newShape, schema2, Reflect.ownKeys(sourceShape(schema2)), Class2 && ((value, key) => selected && !selected.has(key) ? value : new Class2({ type: "optional", innerType: value })));
  return clone(schema2, mergeDefs(schema2._zod.def, { shape: newShape, checks: [] }));
}
function required(Class2, schema2, mask) {
  const selected = mask ? new Set(maskedKeys(schema2, mask)) : void 0;
  const newShape = {};
  mirrorShape(newShape, schema2, Reflect.ownKeys(sourceShape(schema2)), (value, key) => (
    // overwrite with non-optional
    selected && !selected.has(key) ? value : new Class2({ type: "nonoptional", innerType: value })
  ));
  return clone(schema2, mergeDefs(schema2._zod.def, { shape: newShape }));
}
function aborted(x, startIndex = 0) {
  if (x.aborted === true)
    return true;
  for (let i = startIndex; i < x.issues.length; i++) {
    if (x.issues[i]?.continue !== true) {
      return true;
    }
  }
  return false;
}
function explicitlyAborted(x, startIndex = 0) {
  if (x.aborted === true)
    return true;
  for (let i = startIndex; i < x.issues.length; i++) {
    if (x.issues[i]?.continue === false) {
      return true;
    }
  }
  return false;
}
function prefixIssues(path2, issues) {
  return issues.map((iss) => {
    var _a3;
    (_a3 = iss).path ?? (_a3.path = []);
    iss.path.unshift(path2);
    return iss;
  });
}
function unwrapMessage(message) {
  return typeof message === "string" ? message : message?.message;
}
function attachSchema(issues, start, inst) {
  var _a3;
  for (let i = start; i < issues.length; i++) {
    (_a3 = issues[i]).schema ?? (_a3.schema = inst);
  }
}
function finalizeIssue(iss, ctx, config2) {
  var _a3;
  const traits = iss.inst?._zod?.traits;
  if (traits?.has("$ZodType")) {
    if (traits.has("$ZodCheck"))
      (_a3 = iss).schema ?? (_a3.schema = iss.inst);
    else
      iss.schema = iss.inst;
  }
  const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : void 0;
  const message = iss.message ? iss.message : unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ?? unwrapMessage(schemaError?.(iss)) ?? unwrapMessage(ctx?.error?.(iss)) ?? unwrapMessage(config2.customError?.(iss)) ?? unwrapMessage(config2.localeError?.(iss)) ?? "Invalid input";
  const full = {};
  for (const k of Object.keys(iss)) {
    if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__")
      continue;
    full[k] = iss[k];
  }
  full.path ?? (full.path = []);
  full.message = message;
  if (ctx?.reportInput) {
    full.input = iss.input;
  }
  return full;
}
function getSizableOrigin(input) {
  if (input instanceof Set)
    return "set";
  if (input instanceof Map)
    return "map";
  if (input instanceof File)
    return "file";
  return "unknown";
}
var highSurrogate = /[\uD800-\uDBFF]/;
function codePointLength(str) {
  const units = str.length;
  if (!highSurrogate.test(str))
    return units;
  let count = units;
  for (let i = 0; i < units - 1; i++) {
    if ((str.charCodeAt(i) & 64512) === 55296 && (str.charCodeAt(i + 1) & 64512) === 56320) {
      count--;
      i++;
    }
  }
  return count;
}
function getLengthableOrigin(input) {
  if (Array.isArray(input))
    return "array";
  if (typeof input === "string")
    return "string";
  return "unknown";
}
function parsedType(data) {
  const t = typeof data;
  switch (t) {
    case "number": {
      return Number.isNaN(data) ? "nan" : "number";
    }
    case "object": {
      if (data === null) {
        return "null";
      }
      if (Array.isArray(data)) {
        return "array";
      }
      const obj = data;
      if (obj && Object.getPrototypeOf(obj) !== Object.prototype && "constructor" in obj && obj.constructor) {
        return obj.constructor.name;
      }
    }
  }
  return t;
}
function issue(...args) {
  const [iss, input, inst] = args;
  if (typeof iss === "string") {
    return {
      message: iss,
      code: "custom",
      input,
      inst
    };
  }
  return { ...iss };
}
function cleanEnum(obj) {
  return Object.entries(obj).filter(([k, _]) => {
    return Number.isNaN(Number.parseInt(k, 10));
  }).map((el) => el[1]);
}
function base64ToUint8Array(base642) {
  const binaryString = atob(base642);
  const bytes = new Uint8Array(binaryString.length);
  for (let i = 0; i < binaryString.length; i++) {
    bytes[i] = binaryString.charCodeAt(i);
  }
  return bytes;
}
function uint8ArrayToBase64(bytes) {
  let binaryString = "";
  for (let i = 0; i < bytes.length; i++) {
    binaryString += String.fromCharCode(bytes[i]);
  }
  return btoa(binaryString);
}
function base64urlToUint8Array(base64url2) {
  const base642 = base64url2.replace(/-/g, "+").replace(/_/g, "/");
  const padding = "=".repeat((4 - base642.length % 4) % 4);
  return base64ToUint8Array(base642 + padding);
}
function uint8ArrayToBase64url(bytes) {
  return uint8ArrayToBase64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}
function hexToUint8Array(hex) {
  const cleanHex = hex.replace(/^0x/, "");
  if (cleanHex.length % 2 !== 0) {
    throw new Error("Invalid hex string length");
  }
  const bytes = new Uint8Array(cleanHex.length / 2);
  for (let i = 0; i < cleanHex.length; i += 2) {
    bytes[i / 2] = Number.parseInt(cleanHex.slice(i, i + 2), 16);
  }
  return bytes;
}
function uint8ArrayToHex(bytes) {
  return Array.from(bytes).map((b) => b.toString(16).padStart(2, "0")).join("");
}
var Class = class {
  constructor(..._args) {
  }
};
function members(proto, table) {
  for (const key in table) {
    const desc = Object.getOwnPropertyDescriptor(table, key);
    if (desc.get)
      Object.defineProperty(proto, key, { ...desc, enumerable: false });
    else
      defineBound(proto, key, desc.value);
  }
}
function own(inst, key, value, enumerable = true) {
  Object.defineProperty(inst, key, { configurable: true, writable: true, enumerable, value });
  return value;
}
function hide(inst, key, value) {
  return own(inst, key, value, false);
}
// @__NO_SIDE_EFFECTS__
function derived(computes, table) {
  for (const key in computes) {
    const compute = computes[key];
    Object.defineProperty(table, key, {
      configurable: true,
      enumerable: true,
      get() {
        return own(this, key, compute(this));
      },
      set(value) {
        own(this, key, value);
      }
    });
  }
  return table;
}
function defineBound(proto, key, fn) {
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      return this == null ? fn : own(this, key, fn.bind(this));
    },
    set(value) {
      own(this, key, value);
    }
  });
}
function claim(inst, sentinel) {
  const proto = Object.getPrototypeOf(inst);
  return sentinel in proto ? void 0 : proto;
}
var installing;
var broke = false;
var breaker = {
  configurable: true,
  get() {
    broke = true;
    return void 0;
  }
};
function defineLazyInternal(inst, key, compute) {
  const proto = Object.getPrototypeOf(inst._zod);
  if (key in proto && installing !== inst._zod) {
    installing = void 0;
    return;
  }
  installing = inst._zod;
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      Object.defineProperty(this, key, breaker);
      const outer = broke;
      broke = false;
      try {
        const value = compute(this);
        if (broke)
          delete this[key];
        else
          Object.defineProperty(this, key, { configurable: true, writable: true, value });
        broke = broke || outer;
        return value;
      } catch (err) {
        delete this[key];
        broke = broke || outer;
        throw err;
      }
    },
    set(value) {
      Object.defineProperty(this, key, { configurable: true, writable: true, value });
    }
  });
}
function installLazyProp(inst, key, make, enumerable) {
  const proto = claim(inst, key);
  if (!proto)
    return;
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      const desc = { configurable: true, writable: true, enumerable, value: void 0 };
      Object.defineProperty(this, key, desc);
      desc.value = make(this);
      Object.defineProperty(this, key, desc);
      return desc.value;
    },
    set(value) {
      Object.defineProperty(this, key, { configurable: true, writable: true, enumerable, value });
    }
  });
}
var CONSTANT_CATCH = "~constantCatch";
function constantCatch(value) {
  const fn = () => value;
  fn[CONSTANT_CATCH] = true;
  return fn;
}

// node_modules/zod/v4/core/core.js
var _a;
var _zodDesc = { value: void 0, enumerable: false };
var _E = "captureStackTrace" in Error ? Error : null;
function newError(Definition) {
  const E = _E;
  if (E) {
    const saved = E.stackTraceLimit;
    if (typeof saved === "number") {
      try {
        E.stackTraceLimit = 0;
      } catch {
        _E = null;
        return new Definition();
      }
      try {
        return new Definition();
      } finally {
        E.stackTraceLimit = saved;
      }
    }
  }
  return new Definition();
}
// @__NO_SIDE_EFFECTS__
function $constructor(name, initializer3, proto, params) {
  const zodProto = {};
  function Internals(def) {
    this.def = def;
    this.constr = _;
    this.traits = /* @__PURE__ */ new Set();
  }
  Internals.prototype = zodProto;
  const protoMembers = proto;
  const initialized = protoMembers && /* @__PURE__ */ new WeakSet();
  function init(inst, def) {
    if (!inst._zod) {
      _zodDesc.value = new Internals(def);
      try {
        Object.defineProperty(inst, "_zod", _zodDesc);
      } finally {
        _zodDesc.value = void 0;
      }
    } else if (inst._zod.traits.has(name)) {
      return;
    }
    inst._zod.traits.add(name);
    initializer3(inst, def);
    if (initialized) {
      const own2 = Object.getPrototypeOf(inst);
      const ctorProto = inst._zod.constr.prototype;
      let up = own2;
      while (up && up !== ctorProto)
        up = Object.getPrototypeOf(up);
      const target = up ?? own2;
      if (!initialized.has(target)) {
        initialized.add(target);
        members(target, protoMembers);
      }
    }
    const proto2 = _.prototype;
    for (const k in proto2) {
      if (!Object.prototype.hasOwnProperty.call(proto2, k))
        continue;
      if (!(k in inst)) {
        inst[k] = proto2[k].bind(inst);
      }
    }
  }
  const Parent = params?.Parent ?? Object;
  class Definition extends Parent {
  }
  Object.defineProperty(Definition, "name", { value: name });
  function _(def) {
    const inst = params?.Parent ? newError(Definition) : this;
    init(inst, def);
    const deferred = inst._zod.deferred;
    if (deferred) {
      for (const fn of deferred) {
        fn();
      }
      inst._zod.deferred = void 0;
    }
    const pp = globalThis.__zod_globalConfig?.postProcessor;
    if (pp)
      pp(inst);
    return inst;
  }
  Object.defineProperty(_, "init", { value: init });
  Object.defineProperty(_, Symbol.hasInstance, {
    value: (inst) => {
      if (params?.Parent && inst instanceof params.Parent)
        return true;
      return inst?._zod?.traits?.has(name);
    }
  });
  Object.defineProperty(_, "name", { value: name });
  return _;
}
var $ZodAsyncError = class extends Error {
  constructor() {
    super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
  }
};
var $ZodEncodeError = class extends Error {
  constructor(name) {
    super(`Encountered unidirectional transform during encode: ${name}`);
    this.name = "ZodEncodeError";
  }
};
(_a = globalThis).__zod_globalConfig ?? (_a.__zod_globalConfig = {});
var globalConfig = globalThis.__zod_globalConfig;
function config(newConfig) {
  if (newConfig)
    Object.assign(globalConfig, newConfig);
  return globalConfig;
}

// node_modules/zod/v4/core/errors.js
function _getMessage() {
  const internals = this._zod;
  internals.message ?? (internals.message = JSON.stringify(internals.def, jsonStringifyReplacer, 2));
  return internals.message;
}
function _setMessage(value) {
  this._zod.message = value;
}
var _messageDesc = {
  get: _getMessage,
  set: _setMessage,
  enumerable: true,
  configurable: true
};
var _issuesDesc = { value: void 0, enumerable: false };
var _installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
var initializer = (inst, def) => {
  inst.name = "$ZodError";
  _issuesDesc.value = def;
  Object.defineProperty(inst, "issues", _issuesDesc);
  _issuesDesc.value = void 0;
  Object.defineProperty(inst, "message", _messageDesc);
  const proto = Object.getPrototypeOf(inst);
  if (!_installedToString.has(proto)) {
    _installedToString.add(proto);
    Object.defineProperty(proto, "toString", {
      configurable: true,
      enumerable: false,
      get() {
        const value = () => this.message;
        Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
        return value;
      },
      set(value) {
        Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
      }
    });
  }
};
var $ZodError = $constructor("$ZodError", initializer);
var $ZodRealError = $constructor("$ZodError", initializer, void 0, {
  Parent: Error
});
function node(obj, key, make) {
  if (!Object.prototype.hasOwnProperty.call(obj, key)) {
    if (key === "__proto__") {
      Object.defineProperty(obj, key, { value: make(), writable: true, enumerable: true, configurable: true });
    } else {
      obj[key] = make();
    }
  }
  return obj[key];
}
function flattenError(error2, mapper = (issue2) => issue2.message) {
  const fieldErrors = {};
  const formErrors = [];
  for (const sub of error2.issues) {
    if (sub.path.length > 0) {
      node(fieldErrors, sub.path[0], () => []).push(mapper(sub));
    } else {
      formErrors.push(mapper(sub));
    }
  }
  return { formErrors, fieldErrors };
}
function formatError(error2, mapper = (issue2) => issue2.message) {
  const fieldErrors = { _errors: [] };
  const processError = (error3, path2 = []) => {
    for (const issue2 of error3.issues) {
      if (issue2.code === "invalid_union" && issue2.errors.length) {
        issue2.errors.map((issues) => processError({ issues }, [...path2, ...issue2.path]));
      } else if (issue2.code === "invalid_key") {
        processError({ issues: issue2.issues }, [...path2, ...issue2.path]);
      } else if (issue2.code === "invalid_element") {
        processError({ issues: issue2.issues }, [...path2, ...issue2.path]);
      } else {
        const fullpath = [...path2, ...issue2.path];
        if (fullpath.length === 0) {
          fieldErrors._errors.push(mapper(issue2));
        } else {
          let curr = fieldErrors;
          let i = 0;
          while (i < fullpath.length) {
            const el = fullpath[i];
            const terminal = i === fullpath.length - 1;
            if (el === "_errors") {
              if (terminal)
                curr._errors.push(mapper(issue2));
              i++;
              continue;
            }
            if (!Object.prototype.hasOwnProperty.call(curr, el)) {
              Object.defineProperty(curr, el, {
                value: { _errors: [] },
                enumerable: true,
                writable: true,
                configurable: true
              });
            }
            const node2 = curr[el];
            if (terminal) {
              node2._errors.push(mapper(issue2));
            }
            curr = node2;
            i++;
          }
        }
      }
    }
  };
  processError(error2);
  return fieldErrors;
}

// node_modules/zod/v4/core/parse.js
function finalizeParams(callee, params) {
  return { callee: params?.callee ?? callee, Err: params?.Err };
}
var _parse = (_Err) => {
  const fn = (schema2, value, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
    const result = schema2._zod.run({ value, issues: [] }, ctx);
    if (result instanceof Promise) {
      throw new $ZodAsyncError();
    }
    if (result.issues.length) {
      const e = new (_params?.Err ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
      captureStackTrace(e, _params?.callee ?? fn);
      throw e;
    }
    return result.value;
  };
  return fn;
};
var _parseAsync = (_Err) => {
  const fn = async (schema2, value, _ctx, params) => {
    const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
    let result = schema2._zod.run({ value, issues: [] }, ctx);
    if (result instanceof Promise)
      result = await result;
    if (result.issues.length) {
      const e = new (params?.Err ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
      captureStackTrace(e, params?.callee ?? fn);
      throw e;
    }
    return result.value;
  };
  return fn;
};
var _safeParse = (_Err) => (schema2, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
  const result = schema2._zod.run({ value, issues: [] }, ctx);
  if (result instanceof Promise) {
    throw new $ZodAsyncError();
  }
  return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
};
function failure(Err, issues, ctx) {
  let error2;
  return {
    success: false,
    get error() {
      if (!error2) {
        error2 = new Err(issues.map((iss) => finalizeIssue(iss, ctx, config())));
        issues = void 0;
        ctx = void 0;
      }
      return error2;
    },
    set error(e) {
      error2 = e;
      issues = void 0;
      ctx = void 0;
    }
  };
}
var _safeParseAsync = (_Err) => async (schema2, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
  let result = schema2._zod.run({ value, issues: [] }, ctx);
  if (result instanceof Promise)
    result = await result;
  return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
};
var COMPILE_INVALID = /* @__PURE__ */ Symbol.for("zod.compile.invalid");
var COMPILE_FALLBACK = /* @__PURE__ */ Symbol.for("zod.compile.fallback");
var validate = ((schema2, value, _ctx) => {
  const validator = schema2._zod.bag.validator;
  if (validator !== void 0) {
    if (validator(value) !== COMPILE_INVALID)
      return true;
    if (validator.definite === true && _ctx === void 0)
      return false;
  }
  return validateFallback(schema2, value, _ctx);
});
function validateFallback(schema2, value, _ctx) {
  const ctx = _ctx ? { ..._ctx, async: false, abortEarly: true } : { async: false, abortEarly: true };
  const fallbackRun = schema2._zod.bag.fallbackRun;
  let result;
  if (fallbackRun) {
    ctx[COMPILE_FALLBACK] = true;
    result = fallbackRun({ value, issues: [] }, ctx);
  } else {
    result = schema2._zod.run({ value, issues: [] }, ctx);
  }
  if (result instanceof Promise) {
    throw new $ZodAsyncError();
  }
  return result.issues.length === 0;
}
var validateAsync = async (schema2, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: true, abortEarly: true } : { async: true, abortEarly: true };
  let result = schema2._zod.run({ value, issues: [] }, ctx);
  if (result instanceof Promise)
    result = await result;
  return result.issues.length === 0;
};
var _encode = (_Err) => {
  const parse2 = _parse(_Err);
  const fn = (schema2, value, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
    return parse2(schema2, value, ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _decode = (_Err) => {
  const parse2 = _parse(_Err);
  const fn = (schema2, value, _ctx, _params) => {
    return parse2(schema2, value, _ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _encodeAsync = (_Err) => {
  const parseAsync2 = _parseAsync(_Err);
  const fn = async (schema2, value, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
    return await parseAsync2(schema2, value, ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _decodeAsync = (_Err) => {
  const parseAsync2 = _parseAsync(_Err);
  const fn = async (schema2, value, _ctx, _params) => {
    return await parseAsync2(schema2, value, _ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _safeEncode = (_Err) => (schema2, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
  return _safeParse(_Err)(schema2, value, ctx);
};
var _safeDecode = (_Err) => (schema2, value, _ctx) => {
  return _safeParse(_Err)(schema2, value, _ctx);
};
var _safeEncodeAsync = (_Err) => async (schema2, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
  return _safeParseAsync(_Err)(schema2, value, ctx);
};
var _safeDecodeAsync = (_Err) => async (schema2, value, _ctx) => {
  return _safeParseAsync(_Err)(schema2, value, _ctx);
};

// node_modules/zod/v4/core/regexes.js
var cuid = /^[cC][0-9a-z]{6,}$/;
var cuid2 = /^[0-9a-z]+$/;
var ulid = /^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/;
var xid = /^[0-9a-vA-V]{20}$/;
var ksuid = /^[A-Za-z0-9]{27}$/;
var nanoid = /^[a-zA-Z0-9_-]{21}$/;
function nanoidOfLength(length) {
  return new RegExp(`^[a-zA-Z0-9_-]{${length}}$`);
}
var duration = /^P(?:(\d+W)|(?!.*W)(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/;
var guid = /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$/;
var uuid = (version2) => {
  if (!version2)
    return /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/;
  return new RegExp(`^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-${version2}[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$`);
};
var email = /^(?:[A-Za-z0-9_'+\-]+\.)*[A-Za-z0-9_'+\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$/;
var _emoji = `^(?=[\\s\\S]*[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\u20E3])[\\p{Extended_Pictographic}\\p{Emoji_Component}]+$`;
function emoji() {
  return new RegExp(_emoji, "u");
}
var ipv4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])$/;
var ipv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))$/;
var cidrv4 = /^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\/([0-9]|[1-2][0-9]|3[0-2])$/;
var cidrv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))\/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$/;
var base64 = /^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$/;
var base64url = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/;
var httpProtocol = /^https?$/;
var e164 = /^\+[1-9]\d{6,14}$/;
var dateSource = `(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))`;
function anchor(source) {
  return new RegExp(`^${source}$`);
}
var date = /* @__PURE__ */ anchor(dateSource);
function timeSource(args) {
  const hhmm = `(?:[01]\\d|2[0-3]):[0-5]\\d`;
  const regex = typeof args.precision === "number" ? args.precision === -1 ? `${hhmm}` : args.precision === 0 ? `${hhmm}:[0-5]\\d` : `${hhmm}:[0-5]\\d\\.\\d{${args.precision}}` : args.seconds ? `${hhmm}:[0-5]\\d(?:\\.\\d+)?` : `${hhmm}(?::[0-5]\\d(?:\\.\\d+)?)?`;
  return regex;
}
function time(args) {
  return new RegExp(`^${timeSource(args)}$`);
}
function datetime(args) {
  const opts = ["Z"];
  if (args.offset)
    opts.push(`([+-](?:[01]\\d|2[0-3]):[0-5]\\d)`);
  const qualified = `${timeSource({ precision: args.precision, seconds: true })}(?:${opts.join("|")})`;
  const timeRegex = args.local ? `${qualified}|${timeSource({ precision: args.precision })}` : qualified;
  return new RegExp(`^${dateSource}T(?:${timeRegex})$`);
}
var anyString = /^[\s\S]{0,}$/;
var integer = /^-?\d+$/;
var number = /^-?\d+(?:\.\d+)?$/;
var boolean = /^(?:true|false)$/i;
var lowercase = /^[^A-Z]*$/;
var uppercase = /^[^a-z]*$/;

// node_modules/zod/v4/core/checks.js
var $ZodCheck = /* @__PURE__ */ $constructor("$ZodCheck", (inst, def) => {
  var _a3;
  inst._zod ?? (inst._zod = {});
  inst._zod.def = def;
  (_a3 = inst._zod).onattach ?? (_a3.onattach = []);
});
var _whenHasLength = (payload) => {
  const val = payload.value;
  return !nullish(val) && val.length !== void 0;
};
var numericOriginMap = {
  number: "number",
  bigint: "bigint",
  object: "date"
};
var $ZodCheckLessThan = /* @__PURE__ */ $constructor("$ZodCheckLessThan", (inst, def) => {
  $ZodCheck.init(inst, def);
  const origin = numericOriginMap[typeof def.value];
  inst._zod.check = (payload) => {
    if (def.inclusive ? payload.value <= def.value : payload.value < def.value) {
      return;
    }
    payload.issues.push({
      origin: numericOriginMap[typeof payload.value] ?? origin,
      code: "too_big",
      maximum: typeof def.value === "object" ? def.value.getTime() : def.value,
      input: payload.value,
      inclusive: def.inclusive,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckGreaterThan = /* @__PURE__ */ $constructor("$ZodCheckGreaterThan", (inst, def) => {
  $ZodCheck.init(inst, def);
  const origin = numericOriginMap[typeof def.value];
  inst._zod.check = (payload) => {
    if (def.inclusive ? payload.value >= def.value : payload.value > def.value) {
      return;
    }
    payload.issues.push({
      origin: numericOriginMap[typeof payload.value] ?? origin,
      code: "too_small",
      minimum: typeof def.value === "object" ? def.value.getTime() : def.value,
      input: payload.value,
      inclusive: def.inclusive,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckMultipleOf = /* @__PURE__ */ $constructor("$ZodCheckMultipleOf", (inst, def) => {
  $ZodCheck.init(inst, def);
  inst._zod.check = (payload) => {
    if (typeof payload.value !== typeof def.value)
      throw new Error("Cannot mix number and bigint in multiple_of check.");
    const isMultiple = typeof payload.value === "bigint" ? (
      // `value % 0n` throws, and nothing is a multiple of zero — the number branch already fails this way via NaN
      def.value !== BigInt(0) && payload.value % def.value === BigInt(0)
    ) : floatSafeRemainder(payload.value, def.value) === 0;
    if (isMultiple)
      return;
    payload.issues.push({
      origin: typeof payload.value,
      code: "not_multiple_of",
      divisor: def.value,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckNumberFormat = /* @__PURE__ */ $constructor("$ZodCheckNumberFormat", (inst, def) => {
  $ZodCheck.init(inst, def);
  def.format = def.format || "float64";
  const isInt = def.format?.includes("int");
  const origin = isInt ? "int" : "number";
  const [minimum, maximum] = NUMBER_FORMAT_RANGES[def.format];
  inst._zod.check = (payload) => {
    const input = payload.value;
    if (isInt) {
      if (!Number.isInteger(input)) {
        payload.issues.push({
          expected: origin,
          format: def.format,
          code: "invalid_type",
          continue: false,
          input,
          inst
        });
        return;
      }
      if (!Number.isSafeInteger(input)) {
        if (input > 0) {
          payload.issues.push({
            input,
            code: "too_big",
            maximum: Number.MAX_SAFE_INTEGER,
            note: "Integers must be within the safe integer range.",
            inst,
            origin,
            inclusive: true,
            continue: !def.abort
          });
        } else {
          payload.issues.push({
            input,
            code: "too_small",
            minimum: Number.MIN_SAFE_INTEGER,
            note: "Integers must be within the safe integer range.",
            inst,
            origin,
            inclusive: true,
            continue: !def.abort
          });
        }
        return;
      }
    }
    if (input < minimum) {
      payload.issues.push({
        origin: "number",
        input,
        code: "too_small",
        minimum,
        inclusive: true,
        inst,
        continue: !def.abort
      });
    }
    if (input > maximum) {
      payload.issues.push({
        origin: "number",
        input,
        code: "too_big",
        maximum,
        inclusive: true,
        inst,
        continue: !def.abort
      });
    }
  };
});
var $ZodCheckMaxLength = /* @__PURE__ */ $constructor("$ZodCheckMaxLength", (inst, def) => {
  var _a3;
  $ZodCheck.init(inst, def);
  (_a3 = inst._zod.def).when ?? (_a3.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units = input.length;
    const length = typeof input === "string" && units > def.maximum ? codePointLength(input) : units;
    if (length <= def.maximum)
      return;
    const origin = getLengthableOrigin(input);
    payload.issues.push({
      origin,
      code: "too_big",
      maximum: def.maximum,
      inclusive: true,
      input,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckMinLength = /* @__PURE__ */ $constructor("$ZodCheckMinLength", (inst, def) => {
  var _a3;
  $ZodCheck.init(inst, def);
  (_a3 = inst._zod.def).when ?? (_a3.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units = input.length;
    const length = typeof input === "string" && units >= def.minimum && units < def.minimum * 2 ? codePointLength(input) : units;
    if (length >= def.minimum)
      return;
    const origin = getLengthableOrigin(input);
    payload.issues.push({
      origin,
      code: "too_small",
      minimum: def.minimum,
      inclusive: true,
      input,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckLengthEquals = /* @__PURE__ */ $constructor("$ZodCheckLengthEquals", (inst, def) => {
  var _a3;
  $ZodCheck.init(inst, def);
  (_a3 = inst._zod.def).when ?? (_a3.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units = input.length;
    const length = typeof input === "string" && units >= def.length && units <= def.length * 2 ? codePointLength(input) : units;
    if (length === def.length)
      return;
    const origin = getLengthableOrigin(input);
    const tooBig = length > def.length;
    payload.issues.push({
      origin,
      ...tooBig ? { code: "too_big", maximum: def.length } : { code: "too_small", minimum: def.length },
      inclusive: true,
      exact: true,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckStringFormat = /* @__PURE__ */ $constructor("$ZodCheckStringFormat", (inst, def) => {
  var _a3, _b;
  $ZodCheck.init(inst, def);
  if (def.pattern)
    (_a3 = inst._zod).check ?? (_a3.check = (payload) => {
      def.pattern.lastIndex = 0;
      if (def.pattern.test(payload.value))
        return;
      payload.issues.push({
        origin: "string",
        code: "invalid_format",
        format: def.format,
        input: payload.value,
        ...def.pattern ? { pattern: def.pattern.toString() } : {},
        inst,
        continue: !def.abort
      });
    });
  else
    (_b = inst._zod).check ?? (_b.check = () => {
    });
});
var $ZodCheckRegex = /* @__PURE__ */ $constructor("$ZodCheckRegex", (inst, def) => {
  $ZodCheckStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    def.pattern.lastIndex = 0;
    if (def.pattern.test(payload.value))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "regex",
      input: payload.value,
      pattern: def.pattern.toString(),
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckLowerCase = /* @__PURE__ */ $constructor("$ZodCheckLowerCase", (inst, def) => {
  def.pattern ?? (def.pattern = lowercase);
  $ZodCheckStringFormat.init(inst, def);
});
var $ZodCheckUpperCase = /* @__PURE__ */ $constructor("$ZodCheckUpperCase", (inst, def) => {
  def.pattern ?? (def.pattern = uppercase);
  $ZodCheckStringFormat.init(inst, def);
});
var $ZodCheckIncludes = /* @__PURE__ */ $constructor("$ZodCheckIncludes", (inst, def) => {
  $ZodCheck.init(inst, def);
  const escapedRegex = escapeRegex(def.includes);
  const pattern = new RegExp(typeof def.position === "number" ? `^.{${def.position},}${escapedRegex}` : escapedRegex);
  def.pattern = pattern;
  inst._zod.check = (payload) => {
    if (payload.value.includes(def.includes, def.position))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "includes",
      includes: def.includes,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckStartsWith = /* @__PURE__ */ $constructor("$ZodCheckStartsWith", (inst, def) => {
  $ZodCheck.init(inst, def);
  const pattern = new RegExp(`^${escapeRegex(def.prefix)}.*`);
  def.pattern ?? (def.pattern = pattern);
  inst._zod.check = (payload) => {
    if (payload.value.startsWith(def.prefix))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "starts_with",
      prefix: def.prefix,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckEndsWith = /* @__PURE__ */ $constructor("$ZodCheckEndsWith", (inst, def) => {
  $ZodCheck.init(inst, def);
  const pattern = new RegExp(`.*${escapeRegex(def.suffix)}$`);
  def.pattern ?? (def.pattern = pattern);
  inst._zod.check = (payload) => {
    if (payload.value.endsWith(def.suffix))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "ends_with",
      suffix: def.suffix,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckOverwrite = /* @__PURE__ */ $constructor("$ZodCheckOverwrite", (inst, def) => {
  $ZodCheck.init(inst, def);
  inst._zod.check = (payload) => {
    payload.value = def.tx(payload.value);
  };
});

// node_modules/zod/v4/core/doc.js
var Doc = class {
  constructor(args = [], closed = {}) {
    this.content = [];
    this.indent = 0;
    this.args = args;
    this.closed = closed;
  }
  // the compiler catches a child's throw and keeps writing into this doc, so the indent has to unwind with it
  indented(fn) {
    this.indent += 1;
    try {
      fn(this);
    } finally {
      this.indent -= 1;
    }
  }
  write(arg) {
    if (typeof arg === "function") {
      arg(this, { execution: "sync" });
      arg(this, { execution: "async" });
      return;
    }
    const content = arg;
    const lines = content.split("\n").filter((x) => x);
    const minIndent = Math.min(...lines.map((x) => x.length - x.trimStart().length));
    const dedented = lines.map((x) => x.slice(minIndent)).map((x) => " ".repeat(this.indent * 2) + x);
    for (const line of dedented) {
      this.content.push(line);
    }
  }
  compile() {
    const F = Function;
    const content = this?.content ?? [``];
    const factory = new F(...Object.keys(this.closed), `return function (${this.args.join(", ")}) {
${content.join("\n")}
};`);
    return factory(...Object.values(this.closed));
  }
};

// node_modules/zod/v4/core/versions.js
var version = {
  major: 4,
  minor: 6,
  patch: 5
};

// node_modules/zod/v4/core/schemas.js
var $ZodType = /* @__PURE__ */ $constructor("$ZodType", (inst, def) => {
  var _a3;
  inst ?? (inst = {});
  inst._zod.def = def;
  inst._zod.bag = inst._zod.bag || {};
  inst._zod.version = version;
  const defChecks = inst._zod.def.checks;
  const checks2 = inst._zod.traits.has("$ZodCheck") ? [inst, ...defChecks ?? []] : defChecks?.length ? [...defChecks] : [];
  for (const ch of checks2) {
    for (const fn of ch._zod.onattach) {
      fn(inst);
    }
  }
  if (checks2.length === 0) {
    (_a3 = inst._zod).deferred ?? (_a3.deferred = []);
    inst._zod.deferred?.push(() => {
      inst._zod.run = inst._zod.parse;
    });
  } else {
    const runChecks = (payload, checks3, ctx) => {
      if (payload.memo)
        return payload;
      let isAborted = aborted(payload);
      let asyncResult;
      for (const ch of checks3) {
        if (ch._zod.def.when) {
          if (explicitlyAborted(payload))
            continue;
          const shouldRun = ch._zod.def.when(payload);
          if (!shouldRun)
            continue;
        } else if (isAborted) {
          continue;
        }
        const currLen = payload.issues.length;
        const _ = ch._zod.check(payload);
        if (_ instanceof Promise && ctx?.async === false) {
          throw new $ZodAsyncError();
        }
        if (asyncResult || _ instanceof Promise) {
          asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
            await _;
            const nextLen = payload.issues.length;
            if (nextLen === currLen)
              return;
            attachSchema(payload.issues, currLen, inst);
            if (!isAborted)
              isAborted = aborted(payload, currLen);
          });
        } else {
          const nextLen = payload.issues.length;
          if (nextLen === currLen)
            continue;
          attachSchema(payload.issues, currLen, inst);
          if (!isAborted)
            isAborted = aborted(payload, currLen);
        }
      }
      if (asyncResult) {
        return asyncResult.then(() => {
          return payload;
        });
      }
      return payload;
    };
    const handleCanaryResult = (canary, payload, ctx) => {
      if (aborted(canary)) {
        canary.aborted = true;
        return canary;
      }
      const checkResult = runChecks(payload, checks2, ctx);
      if (checkResult instanceof Promise) {
        if (ctx.async === false)
          throw new $ZodAsyncError();
        return checkResult.then((checkResult2) => inst._zod.parse(checkResult2, ctx));
      }
      return inst._zod.parse(checkResult, ctx);
    };
    inst._zod.run = (payload, ctx) => {
      if (ctx.skipChecks) {
        return inst._zod.parse(payload, ctx);
      }
      if (ctx.direction === "backward") {
        const canary = inst._zod.parse({ value: payload.value, issues: [] }, { ...ctx, skipChecks: true });
        if (canary instanceof Promise) {
          return canary.then((canary2) => {
            return handleCanaryResult(canary2, payload, ctx);
          });
        }
        return handleCanaryResult(canary, payload, ctx);
      }
      const result = inst._zod.parse(payload, ctx);
      if (result instanceof Promise) {
        if (ctx.async === false)
          throw new $ZodAsyncError();
        return result.then((result2) => runChecks(result2, checks2, ctx));
      }
      return runChecks(result, checks2, ctx);
    };
  }
}, {
  // Wrappers extend this by installing a richer factory over it; reading it eagerly would defeat the laziness.
  get "~standard"() {
    return hide(this, "~standard", standardProps(this));
  },
  set "~standard"(value) {
    own(this, "~standard", value);
  }
});
var toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => finalizeIssue(iss, ctx, config())) } : { value: r.value };
async function validateAsync2(inst, value) {
  const ctx = { async: true };
  return toStandardResult(await inst._zod.run({ value, issues: [] }, ctx), ctx);
}
function standardProps(inst) {
  return {
    validate: (value) => {
      const ctx = { async: false };
      try {
        const r = inst._zod.run({ value, issues: [] }, ctx);
        if (!(r instanceof Promise))
          return toStandardResult(r, ctx);
      } catch (_) {
      }
      return validateAsync2(inst, value);
    },
    vendor: "zod",
    version: 1
  };
}
var $ZodString = /* @__PURE__ */ $constructor("$ZodString", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = def.pattern ?? anyString;
  inst._zod.parse = (payload, _) => {
    if (def.coerce)
      try {
        payload.value = String(payload.value);
      } catch (_2) {
      }
    if (typeof payload.value === "string")
      return payload;
    payload.issues.push({
      expected: "string",
      code: "invalid_type",
      input: payload.value,
      inst
    });
    return payload;
  };
});
var $ZodStringFormat = /* @__PURE__ */ $constructor("$ZodStringFormat", (inst, def) => {
  $ZodCheckStringFormat.init(inst, def);
  $ZodString.init(inst, def);
});
var $ZodGUID = /* @__PURE__ */ $constructor("$ZodGUID", (inst, def) => {
  def.pattern ?? (def.pattern = guid);
  $ZodStringFormat.init(inst, def);
});
var $ZodUUID = /* @__PURE__ */ $constructor("$ZodUUID", (inst, def) => {
  if (def.version) {
    const versionMap = {
      v1: 1,
      v2: 2,
      v3: 3,
      v4: 4,
      v5: 5,
      v6: 6,
      v7: 7,
      v8: 8
    };
    const v = versionMap[def.version];
    if (v === void 0)
      throw new Error(`Invalid UUID version: "${def.version}"`);
    def.pattern ?? (def.pattern = uuid(v));
  } else
    def.pattern ?? (def.pattern = uuid());
  $ZodStringFormat.init(inst, def);
});
var $ZodEmail = /* @__PURE__ */ $constructor("$ZodEmail", (inst, def) => {
  def.pattern ?? (def.pattern = email);
  $ZodStringFormat.init(inst, def);
});
var URL_BAD_FORMAT = 1;
var URL_UNPARSEABLE = 2;
function canParseURL(input) {
  try {
    if (typeof URL !== "undefined" && typeof URL.canParse === "function")
      return URL.canParse(input);
    new URL(input);
    return true;
  } catch {
    return false;
  }
}
function validateURL(trimmed, def) {
  if (!("normalize" in def) && !("hostname" in def) && !("protocol" in def)) {
    return canParseURL(trimmed) || URL_UNPARSEABLE;
  }
  return parseURLObject(trimmed, def);
}
function parseURLObject(trimmed, def) {
  if (!def.normalize && def.protocol?.source === httpProtocol.source && !/^https?:\/\//i.test(trimmed)) {
    return URL_BAD_FORMAT;
  }
  try {
    if (typeof URL !== "undefined") {
      const URLStatic = URL;
      if (typeof URLStatic.parse === "function")
        return URLStatic.parse(trimmed) ?? URL_UNPARSEABLE;
    }
    return new URL(trimmed);
  } catch {
    return URL_UNPARSEABLE;
  }
}
var asciiTabOrNewline = /[\t\n\r]/g;
function stripTabAndNewline(value) {
  return value.replace(asciiTabOrNewline, "");
}
function urlHostnameOk(url, hostname) {
  hostname.lastIndex = 0;
  return hostname.test(url.hostname);
}
function urlProtocolOk(url, protocol) {
  protocol.lastIndex = 0;
  return protocol.test(url.protocol.endsWith(":") ? url.protocol.slice(0, -1) : url.protocol);
}
var $ZodURL = /* @__PURE__ */ $constructor("$ZodURL", (inst, def) => {
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    try {
      const trimmed = payload.value.trim();
      const url = validateURL(trimmed, def);
      if (url === URL_BAD_FORMAT) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          note: "Invalid URL format",
          input: payload.value,
          inst,
          continue: !def.abort
        });
        return;
      }
      if (url === URL_UNPARSEABLE) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          input: payload.value,
          inst,
          continue: !def.abort
        });
        return;
      }
      if (url === true) {
        payload.value = stripTabAndNewline(trimmed);
        return;
      }
      if (def.hostname && !urlHostnameOk(url, def.hostname)) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          note: "Invalid hostname",
          pattern: def.hostname.source,
          input: payload.value,
          inst,
          continue: !def.abort
        });
      }
      if (def.protocol && !urlProtocolOk(url, def.protocol)) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          note: "Invalid protocol",
          pattern: def.protocol.source,
          input: payload.value,
          inst,
          continue: !def.abort
        });
      }
      payload.value = def.normalize ? url.href : stripTabAndNewline(trimmed);
      return;
    } catch (_) {
      payload.issues.push({
        code: "invalid_format",
        format: "url",
        input: payload.value,
        inst,
        continue: !def.abort
      });
    }
  };
});
var $ZodEmoji = /* @__PURE__ */ $constructor("$ZodEmoji", (inst, def) => {
  def.pattern ?? (def.pattern = emoji());
  $ZodStringFormat.init(inst, def);
});
var $ZodNanoID = /* @__PURE__ */ $constructor("$ZodNanoID", (inst, def) => {
  if (def.length !== void 0 && (!Number.isInteger(def.length) || def.length < 1))
    throw new Error(`Invalid nanoid length: ${def.length}`);
  def.pattern ?? (def.pattern = def.length === void 0 ? nanoid : nanoidOfLength(def.length));
  $ZodStringFormat.init(inst, def);
});
var $ZodCUID = /* @__PURE__ */ $constructor("$ZodCUID", (inst, def) => {
  def.pattern ?? (def.pattern = cuid);
  $ZodStringFormat.init(inst, def);
});
var $ZodCUID2 = /* @__PURE__ */ $constructor("$ZodCUID2", (inst, def) => {
  def.pattern ?? (def.pattern = cuid2);
  $ZodStringFormat.init(inst, def);
});
var $ZodULID = /* @__PURE__ */ $constructor("$ZodULID", (inst, def) => {
  def.pattern ?? (def.pattern = ulid);
  $ZodStringFormat.init(inst, def);
});
var $ZodXID = /* @__PURE__ */ $constructor("$ZodXID", (inst, def) => {
  def.pattern ?? (def.pattern = xid);
  $ZodStringFormat.init(inst, def);
});
var $ZodKSUID = /* @__PURE__ */ $constructor("$ZodKSUID", (inst, def) => {
  def.pattern ?? (def.pattern = ksuid);
  $ZodStringFormat.init(inst, def);
});
var $ZodISODateTime = /* @__PURE__ */ $constructor("$ZodISODateTime", (inst, def) => {
  def.pattern ?? (def.pattern = datetime(def));
  $ZodStringFormat.init(inst, def);
});
var $ZodISODate = /* @__PURE__ */ $constructor("$ZodISODate", (inst, def) => {
  def.pattern ?? (def.pattern = date);
  $ZodStringFormat.init(inst, def);
});
var $ZodISOTime = /* @__PURE__ */ $constructor("$ZodISOTime", (inst, def) => {
  def.pattern ?? (def.pattern = time(def));
  $ZodStringFormat.init(inst, def);
});
var $ZodISODuration = /* @__PURE__ */ $constructor("$ZodISODuration", (inst, def) => {
  def.pattern ?? (def.pattern = duration);
  $ZodStringFormat.init(inst, def);
});
var $ZodIPv4 = /* @__PURE__ */ $constructor("$ZodIPv4", (inst, def) => {
  def.pattern ?? (def.pattern = ipv4);
  $ZodStringFormat.init(inst, def);
});
var ipv6Alphabet = /^[0-9a-fA-F:.]+$/;
function isValidIPv6(value) {
  if (!ipv6Alphabet.test(value))
    return false;
  return canParseURL(`http://[${value}]`);
}
var $ZodIPv6 = /* @__PURE__ */ $constructor("$ZodIPv6", (inst, def) => {
  def.pattern ?? (def.pattern = ipv6);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (!isValidIPv6(payload.value)) {
      payload.issues.push({
        code: "invalid_format",
        format: "ipv6",
        input: payload.value,
        inst,
        continue: !def.abort
      });
    }
  };
});
var $ZodCIDRv4 = /* @__PURE__ */ $constructor("$ZodCIDRv4", (inst, def) => {
  def.pattern ?? (def.pattern = cidrv4);
  $ZodStringFormat.init(inst, def);
});
function isValidCIDRv6(value) {
  const parts = value.split("/");
  if (parts.length !== 2)
    return false;
  const [address, prefix] = parts;
  if (!prefix)
    return false;
  const prefixNum = Number(prefix);
  if (`${prefixNum}` !== prefix)
    return false;
  if (prefixNum < 0 || prefixNum > 128)
    return false;
  return isValidIPv6(address);
}
var $ZodCIDRv6 = /* @__PURE__ */ $constructor("$ZodCIDRv6", (inst, def) => {
  def.pattern ?? (def.pattern = cidrv6);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (!isValidCIDRv6(payload.value)) {
      payload.issues.push({
        code: "invalid_format",
        format: "cidrv6",
        input: payload.value,
        inst,
        continue: !def.abort
      });
    }
  };
});
function isValidBase64(data) {
  if (data === "")
    return true;
  if (/\s/.test(data))
    return false;
  if (data.length % 4 !== 0)
    return false;
  try {
    atob(data);
    return true;
  } catch {
    return false;
  }
}
var base64Charset = /^[0-9a-zA-Z+/]*={0,2}$/;
var $ZodBase64 = /* @__PURE__ */ $constructor("$ZodBase64", (inst, def) => {
  def.pattern ?? (def.pattern = base64Charset);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (isValidBase64(payload.value))
      return;
    payload.issues.push({
      code: "invalid_format",
      format: "base64",
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var base64urlCharset = /^[A-Za-z0-9_-]*$/;
function isValidBase64URL(data) {
  if (!base64urlCharset.test(data))
    return false;
  const base642 = data.replace(/[-_]/g, (c) => c === "-" ? "+" : "/");
  const padded = base642.padEnd(Math.ceil(base642.length / 4) * 4, "=");
  return isValidBase64(padded);
}
var $ZodBase64URL = /* @__PURE__ */ $constructor("$ZodBase64URL", (inst, def) => {
  def.pattern ?? (def.pattern = base64urlCharset);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (isValidBase64URL(payload.value))
      return;
    payload.issues.push({
      code: "invalid_format",
      format: "base64url",
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodE164 = /* @__PURE__ */ $constructor("$ZodE164", (inst, def) => {
  def.pattern ?? (def.pattern = e164);
  $ZodStringFormat.init(inst, def);
});
function isValidJWT(token, algorithm = null) {
  try {
    const tokensParts = token.split(".");
    if (tokensParts.length !== 3)
      return false;
    const [header] = tokensParts;
    if (!header)
      return false;
    const parsedHeader = JSON.parse(atob(header));
    if ("typ" in parsedHeader && parsedHeader?.typ !== "JWT")
      return false;
    if (!parsedHeader.alg)
      return false;
    if (algorithm && (!("alg" in parsedHeader) || parsedHeader.alg !== algorithm))
      return false;
    return true;
  } catch {
    return false;
  }
}
var $ZodJWT = /* @__PURE__ */ $constructor("$ZodJWT", (inst, def) => {
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (isValidJWT(payload.value, def.alg))
      return;
    payload.issues.push({
      code: "invalid_format",
      format: "jwt",
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodNumber = /* @__PURE__ */ $constructor("$ZodNumber", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = number;
  inst._zod.parse = (payload, _ctx) => {
    if (def.coerce)
      try {
        payload.value = Number(payload.value);
      } catch (_) {
      }
    const input = payload.value;
    if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) {
      return payload;
    }
    const received = typeof input === "number" ? Number.isNaN(input) ? "NaN" : !Number.isFinite(input) ? String(input) : void 0 : void 0;
    payload.issues.push({
      expected: "number",
      code: "invalid_type",
      input,
      inst,
      ...received ? { received } : {}
    });
    return payload;
  };
});
var $ZodNumberFormat = /* @__PURE__ */ $constructor("$ZodNumberFormat", (inst, def) => {
  $ZodCheckNumberFormat.init(inst, def);
  $ZodNumber.init(inst, def);
});
var $ZodBoolean = /* @__PURE__ */ $constructor("$ZodBoolean", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = boolean;
  inst._zod.parse = (payload, _ctx) => {
    if (def.coerce)
      try {
        payload.value = Boolean(payload.value);
      } catch (_) {
      }
    const input = payload.value;
    if (typeof input === "boolean")
      return payload;
    payload.issues.push({
      expected: "boolean",
      code: "invalid_type",
      input,
      inst
    });
    return payload;
  };
});
var $ZodUnknown = /* @__PURE__ */ $constructor("$ZodUnknown", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload) => payload;
});
var $ZodNever = /* @__PURE__ */ $constructor("$ZodNever", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, _ctx) => {
    payload.issues.push({
      expected: "never",
      code: "invalid_type",
      input: payload.value,
      inst
    });
    return payload;
  };
});
function handleArrayResult(result, final, index) {
  if (result.issues.length) {
    final.issues.push(...prefixIssues(index, result.issues));
  }
  final.value[index] = result.value;
}
var $ZodArray = /* @__PURE__ */ $constructor("$ZodArray", (inst, def) => {
  $ZodType.init(inst, def);
  const memo2 = globalConfig.memoizer;
  memo2?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!Array.isArray(input)) {
      payload.issues.push({
        expected: "array",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    payload.value = memo2 ? memo2.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
    const proms = [];
    const abortEarly = ctx?.abortEarly;
    for (let i = 0; i < input.length; i++) {
      const item = input[i];
      const result = def.element._zod.run({
        value: item,
        issues: []
      }, ctx);
      if (result instanceof Promise) {
        proms.push(result.then((result2) => handleArrayResult(result2, payload, i)));
      } else {
        handleArrayResult(result, payload, i);
        if (abortEarly && result.issues.length !== 0 && aborted(result))
          break;
      }
    }
    if (proms.length) {
      return Promise.all(proms).then(() => payload);
    }
    return payload;
  };
});
function handlePropertyResult(result, final, key, input, optin, optout) {
  const isPresent = key in input;
  const isOptionalOut = optout === "optional";
  if (!isPresent && isOptionalOut && optin === "optional") {
    return;
  }
  if (result.issues.length) {
    if (optin !== void 0 && isOptionalOut && !isPresent) {
      return;
    }
    final.issues.push(...prefixIssues(key, result.issues));
  }
  if (!isPresent && optin === void 0) {
    if (!result.issues.length) {
      final.issues.push({
        code: "invalid_type",
        expected: "nonoptional",
        input: void 0,
        path: [key]
      });
    }
    return;
  }
  if (result.value === void 0) {
    if (isPresent || optin === "defaulted" && !isOptionalOut) {
      final.value[key] = void 0;
    }
  } else {
    final.value[key] = result.value;
  }
}
var NO_SYMBOL_KEYS = [];
function normalizeDef(def) {
  const keys = Object.keys(def.shape);
  const ownSymbols = Object.getOwnPropertySymbols(def.shape);
  const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
  const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
  for (const k of allKeys) {
    if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) {
      throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
    }
  }
  const okeys = optionalKeys(def.shape);
  return {
    ...def,
    allKeys,
    symbolKeys,
    // string-only: handleCatchall matches it against `for...in`, which never yields a symbol
    keySet: new Set(keys),
    numKeys: keys.length,
    optionalKeys: new Set(okeys)
  };
}
function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
  const unrecognized = [];
  const keySet = def.keySet;
  const _catchall = def.catchall._zod;
  const t = _catchall.def.type;
  const optin = _catchall.optin;
  const optout = _catchall.optout;
  let seen = 0;
  for (const key in input) {
    if (abortEarly && payload.issues.length !== seen) {
      if (aborted(payload, seen))
        break;
      seen = payload.issues.length;
    }
    if (keySet.has(key))
      continue;
    if (key === "__proto__") {
      if (t === "never")
        unrecognized.push(key);
      continue;
    }
    if (t === "never") {
      unrecognized.push(key);
      continue;
    }
    const r = _catchall.run({ value: input[key], issues: [] }, ctx);
    if (r instanceof Promise) {
      proms.push(r.then((r2) => handlePropertyResult(r2, payload, key, input, optin, optout)));
    } else {
      handlePropertyResult(r, payload, key, input, optin, optout);
    }
  }
  if (unrecognized.length) {
    payload.issues.push({
      code: "unrecognized_keys",
      keys: unrecognized,
      input,
      inst,
      // Describes the shape of the input, not the validity of the parsed value, so it never aborts. The parse still fails; the schema's own checks just get to run first, and an enclosing intersection can reconcile the key against a sibling operand.
      continue: true
    });
  }
  if (!proms.length)
    return payload;
  return Promise.all(proms).then(() => {
    return payload;
  });
}
var $ZodObject = /* @__PURE__ */ $constructor("$ZodObject", (inst, def) => {
  $ZodType.init(inst, def);
  const desc = Object.getOwnPropertyDescriptor(def, "shape");
  const sh = desc?.get ? desc.get.raw : def.shape ?? {};
  if (sh) {
    const get = () => {
      const newSh = { ...sh };
      Object.defineProperty(def, "shape", { value: newSh });
      get.raw = newSh;
      return newSh;
    };
    get.raw = sh;
    Object.defineProperty(def, "shape", { get });
  }
  const _normalized = cached(() => normalizeDef(def));
  defineLazyInternal(inst, "propValues", (zod) => {
    const shape = zod.def.shape;
    const propValues = {};
    for (const key in shape) {
      const field = shape[key]._zod;
      if (field.values) {
        if (!Object.prototype.hasOwnProperty.call(propValues, key)) {
          assignProp(propValues, key, /* @__PURE__ */ new Set());
        }
        for (const v of field.values)
          propValues[key].add(v);
        if (field.optin !== void 0)
          propValues[key].add(void 0);
      }
    }
    return propValues;
  });
  const isObject3 = isObject;
  const catchall = def.catchall;
  let value;
  const memo2 = globalConfig.memoizer;
  memo2?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    value ?? (value = _normalized.value);
    const input = payload.value;
    if (!isObject3(input)) {
      payload.issues.push({
        expected: "object",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    payload.value = memo2 ? memo2.alloc(inst, payload, {}, ctx) : {};
    const proms = [];
    const shape = value.shape;
    const abortEarly = ctx?.abortEarly;
    let seen = payload.issues.length;
    for (const key of value.allKeys) {
      if (abortEarly && payload.issues.length !== seen) {
        if (aborted(payload, seen))
          break;
        seen = payload.issues.length;
      }
      if (key === "__proto__")
        continue;
      const el = shape[key];
      const optin = el._zod.optin;
      const optout = el._zod.optout;
      const r = el._zod.run({ value: input[key], issues: [] }, ctx);
      if (r instanceof Promise) {
        proms.push(r.then((r2) => handlePropertyResult(r2, payload, key, input, optin, optout)));
      } else {
        handlePropertyResult(r, payload, key, input, optin, optout);
      }
    }
    if (!catchall) {
      return proms.length ? Promise.all(proms).then(() => payload) : payload;
    }
    return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
  };
});
var $ZodObjectJIT = /* @__PURE__ */ $constructor("$ZodObjectJIT", (inst, def) => {
  $ZodObject.init(inst, def);
  const superParse = inst._zod.parse;
  const _normalized = cached(() => normalizeDef(def));
  const memo2 = globalConfig.memoizer;
  const generateFastpass = (shape) => {
    const normalized = _normalized.value;
    const syms = normalized.symbolKeys;
    const doc = new Doc(["payload", "ctx"], { shape, inst, memo: memo2, syms });
    const parseStr = (k) => `shape[${k}]._zod.run({ value: input[${k}], issues: [] }, ctx)`;
    const prefixStr = (id, k) => `
          let ${id}_ab = false;
          for (let i = 0; i < ${id}.issues.length; i++) {
            const iss = ${id}.issues[i];
            iss.path = iss.path ? [${k}, ...iss.path] : [${k}];
            payload.issues.push(iss);
            if (iss.continue !== true) ${id}_ab = true;
          }
          if (${id}_ab && ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }`;
    doc.write(`const input = payload.value;`);
    const ids = /* @__PURE__ */ Object.create(null);
    let counter = 0;
    for (const key of normalized.allKeys) {
      ids[key] = `key_${counter++}`;
    }
    doc.write(memo2 ? `const newResult = memo.alloc(inst, payload, {}, ctx);` : `const newResult = {};`);
    for (const key of normalized.allKeys) {
      if (key === "__proto__")
        continue;
      const id = ids[key];
      const k = typeof key === "symbol" ? `syms[${syms.indexOf(key)}]` : esc(key);
      const isPresent = `${k} in input`;
      const schema2 = shape[key];
      const optin = schema2?._zod?.optin;
      const isOptionalIn = optin !== void 0;
      const isOptionalOut = schema2?._zod?.optout === "optional";
      doc.write(`const ${id} = ${parseStr(k)};`);
      if (isOptionalIn && isOptionalOut) {
        const assign = optin === "optional" ? `${id}_present` : `${id}.value !== undefined || ${id}_present`;
        doc.write(`
        const ${id}_present = ${isPresent};
        if (!${id}.issues.length || ${id}_present) {
          if (${id}.issues.length) {${prefixStr(id, k)}
          }

          if (${assign}) {
            newResult[${k}] = ${id}.value;
          }
        }

      `);
      } else if (!isOptionalIn) {
        doc.write(`
        const ${id}_present = ${isPresent};
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
        if (!${id}_present && !${id}.issues.length) {
          payload.issues.push({
            code: "invalid_type",
            expected: "nonoptional",
            input: undefined,
            path: [${k}]
          });
          if (ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }
        }

        if (${id}_present) {
          newResult[${k}] = ${id}.value;
        }

      `);
      } else {
        doc.write(`
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
      `);
        if (optin === "defaulted") {
          doc.write(`newResult[${k}] = ${id}.value;`);
        } else {
          doc.write(`
        if (${id}.value !== undefined || ${isPresent}) {
          newResult[${k}] = ${id}.value;
        }
      `);
        }
      }
    }
    doc.write(`payload.value = newResult;`);
    doc.write(`return payload;`);
    return doc.compile();
  };
  let fastpass;
  const isObject3 = isObject;
  const jit = !globalConfig.jitless;
  const allowsEval2 = allowsEval;
  const fastEnabled = jit && allowsEval2.value;
  const catchall = def.catchall;
  let value;
  inst._zod.parse = (payload, ctx) => {
    value ?? (value = _normalized.value);
    const input = payload.value;
    if (!isObject3(input)) {
      payload.issues.push({
        expected: "object",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    if (jit && fastEnabled && ctx?.async === false && ctx.jitless !== true) {
      if (!fastpass)
        fastpass = generateFastpass(def.shape);
      payload = fastpass(payload, ctx);
      if (!catchall)
        return payload;
      return handleCatchall([], input, payload, ctx, value, inst, ctx?.abortEarly === true);
    }
    return superParse(payload, ctx);
  };
});
function handleUnionResults(results, final, inst, ctx) {
  for (const result of results) {
    if (result.issues.length === 0) {
      final.value = result.value;
      return final;
    }
  }
  const nonaborted = results.filter((r) => !aborted(r));
  if (nonaborted.length === 1) {
    final.value = nonaborted[0].value;
    return nonaborted[0];
  }
  final.issues.push({
    code: "invalid_union",
    input: final.value,
    inst,
    errors: results.map((result) => result.issues.map((iss) => finalizeIssue(iss, ctx, config())))
  });
  return final;
}
var $ZodUnion = /* @__PURE__ */ $constructor("$ZodUnion", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.options.some((o) => o._zod.optin === "defaulted") ? "defaulted" : zod.def.options.some((o) => o._zod.optin !== void 0) ? "optional" : void 0);
  defineLazyInternal(inst, "optout", (zod) => zod.def.options.some((o) => o._zod.optout === "optional") ? "optional" : void 0);
  defineLazyInternal(inst, "values", (zod) => {
    if (zod.def.options.every((o) => o._zod.values)) {
      return new Set(zod.def.options.flatMap((option) => Array.from(option._zod.values)));
    }
    return void 0;
  });
  defineLazyInternal(inst, "pattern", (zod) => {
    if (zod.def.options.every((o) => o._zod.pattern)) {
      const patterns = zod.def.options.map((o) => o._zod.pattern);
      return new RegExp(`^(${patterns.map((p) => cleanRegex(p.source)).join("|")})$`);
    }
    return void 0;
  });
  const first = def.options.length === 1 ? def.options[0]._zod.run : null;
  inst._zod.parse = (payload, ctx) => {
    if (first) {
      return first(payload, ctx);
    }
    let async = false;
    const results = [];
    for (const option of def.options) {
      const result = option._zod.run({
        value: payload.value,
        issues: []
      }, ctx);
      if (result instanceof Promise) {
        results.push(result);
        async = true;
      } else {
        if (result.issues.length === 0)
          return result;
        results.push(result);
      }
    }
    if (!async)
      return handleUnionResults(results, payload, inst, ctx);
    return Promise.all(results).then((results2) => {
      return handleUnionResults(results2, payload, inst, ctx);
    });
  };
});
function discriminatorMap(def) {
  const map = /* @__PURE__ */ new Map();
  for (const option of def.options) {
    const values = option._zod.propValues?.[def.discriminator];
    if (!values || values.size === 0)
      throw new Error(`Invalid discriminated union option at index "${def.options.indexOf(option)}"`);
    for (const value of values) {
      if (map.has(value)) {
        if (value !== void 0)
          throw new Error(`Duplicate discriminator value "${String(value)}"`);
        map.set(value, null);
      } else {
        map.set(value, option);
      }
    }
  }
  return map;
}
var $ZodDiscriminatedUnion = /* @__PURE__ */ $constructor("$ZodDiscriminatedUnion", (inst, def) => {
  def.inclusive = false;
  $ZodUnion.init(inst, def);
  const _super = inst._zod.parse;
  defineLazyInternal(inst, "propValues", (zod) => {
    const propValues = {};
    let undefinedCount = 0;
    for (const option of zod.def.options) {
      const pv = option._zod.propValues;
      if (!pv || Object.keys(pv).length === 0)
        throw new Error(`Invalid discriminated union option at index "${zod.def.options.indexOf(option)}"`);
      if (pv[zod.def.discriminator]?.has(void 0))
        undefinedCount++;
      for (const [k, v] of Object.entries(pv)) {
        if (!Object.prototype.hasOwnProperty.call(propValues, k)) {
          assignProp(propValues, k, /* @__PURE__ */ new Set());
        }
        for (const val of v) {
          propValues[k].add(val);
        }
      }
    }
    if (!zod.def.unionFallback && undefinedCount > 1)
      propValues[zod.def.discriminator]?.delete(void 0);
    return propValues;
  });
  def.options.forEach((option, i) => {
    const propShape = rawShape(option._zod.def);
    if (propShape && !Object.prototype.hasOwnProperty.call(propShape, def.discriminator)) {
      throw new Error(`Invalid discriminated union option at index "${i}"`);
    }
  });
  const disc = cached(() => discriminatorMap(def));
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!isObject(input)) {
      payload.issues.push({
        code: "invalid_type",
        expected: "object",
        input,
        inst
      });
      return payload;
    }
    const value = input?.[def.discriminator];
    const opt = disc.value.get(value);
    if (opt && (value !== void 0 || ctx.direction !== "backward")) {
      return opt._zod.run(payload, ctx);
    }
    if (def.unionFallback || ctx.direction === "backward") {
      return _super(payload, ctx);
    }
    payload.issues.push({
      code: "invalid_union",
      errors: [],
      note: "No matching discriminator",
      discriminator: def.discriminator,
      options: Array.from(disc.value.keys()).filter((value2) => disc.value.get(value2) !== null),
      input,
      path: [def.discriminator],
      inst
    });
    return payload;
  };
});
var $ZodIntersection = /* @__PURE__ */ $constructor("$ZodIntersection", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    const left = def.left._zod.run({ value: input, issues: [] }, ctx);
    const right = def.right._zod.run({ value: input, issues: [] }, ctx);
    const async = left instanceof Promise || right instanceof Promise;
    if (async) {
      return Promise.all([left, right]).then(([left2, right2]) => {
        return handleIntersectionResults(payload, left2, right2);
      });
    }
    return handleIntersectionResults(payload, left, right);
  };
});
function mergeValues(a, b) {
  if (a === b) {
    return { valid: true, data: a };
  }
  if (a instanceof Date && b instanceof Date && +a === +b) {
    return { valid: true, data: a };
  }
  if (isPlainObject(a) && isPlainObject(b)) {
    const bKeys = Object.keys(b);
    const sharedKeys = Object.keys(a).filter((key) => bKeys.indexOf(key) !== -1);
    const newObj = { ...a, ...b };
    if (Object.prototype.hasOwnProperty.call(newObj, "__proto__"))
      delete newObj.__proto__;
    for (const key of sharedKeys) {
      if (key === "__proto__")
        continue;
      const sharedValue = mergeValues(a[key], b[key]);
      if (!sharedValue.valid) {
        return {
          valid: false,
          mergeErrorPath: [key, ...sharedValue.mergeErrorPath]
        };
      }
      newObj[key] = sharedValue.data;
    }
    return { valid: true, data: newObj };
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) {
      return { valid: false, mergeErrorPath: [] };
    }
    const newArray = [];
    for (let index = 0; index < a.length; index++) {
      const itemA = a[index];
      const itemB = b[index];
      const sharedValue = mergeValues(itemA, itemB);
      if (!sharedValue.valid) {
        return {
          valid: false,
          mergeErrorPath: [index, ...sharedValue.mergeErrorPath]
        };
      }
      newArray.push(sharedValue.data);
    }
    return { valid: true, data: newArray };
  }
  return { valid: false, mergeErrorPath: [] };
}
function handleIntersectionResults(result, left, right) {
  const unrecKeys = /* @__PURE__ */ new Map();
  let unrecIssue;
  const keyIssues = /* @__PURE__ */ new Map();
  const collect = (iss, side) => {
    let keys;
    if (iss.code === "unrecognized_keys" && !iss.path?.length) {
      unrecIssue ?? (unrecIssue = iss);
      keys = iss.keys;
    } else if (iss.code === "invalid_key" && iss.origin === "record" && iss.path?.length === 1) {
      const k = String(iss.path[0]);
      if (!keyIssues.has(k))
        keyIssues.set(k, iss);
      keys = [k];
    } else {
      return false;
    }
    for (const k of keys) {
      if (!unrecKeys.has(k))
        unrecKeys.set(k, {});
      unrecKeys.get(k)[side] = true;
    }
    return true;
  };
  for (const iss of left.issues) {
    if (!collect(iss, "l"))
      result.issues.push(iss);
  }
  for (const iss of right.issues) {
    if (!collect(iss, "r"))
      result.issues.push(iss);
  }
  const bothKeys = [...unrecKeys].filter(([, f]) => f.l && f.r).map(([k]) => k);
  if (bothKeys.length) {
    const aggregated = unrecIssue ? bothKeys.filter((k) => unrecIssue.keys.includes(k)) : [];
    if (aggregated.length)
      result.issues.push({ ...unrecIssue, keys: aggregated });
    for (const k of bothKeys) {
      if (!aggregated.includes(k) && keyIssues.has(k))
        result.issues.push(keyIssues.get(k));
    }
  }
  const merged = mergeValues(left.value, right.value);
  if (!merged.valid) {
    if (aborted(result))
      return result;
    throw new Error(`Unmergable intersection. Error path: ${JSON.stringify(merged.mergeErrorPath)}`);
  }
  result.value = merged.data;
  return result;
}
var $ZodRecord = /* @__PURE__ */ $constructor("$ZodRecord", (inst, def) => {
  $ZodType.init(inst, def);
  const memo2 = globalConfig.memoizer;
  memo2?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!isPlainObject(input)) {
      payload.issues.push({
        expected: "record",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    const proms = [];
    const values = def.keyType._zod.values;
    if (values && !def.partial) {
      payload.value = memo2 ? memo2.alloc(inst, payload, {}, ctx) : {};
      const recordKeys = /* @__PURE__ */ new Set();
      for (const key of values) {
        if (typeof key === "string" || typeof key === "number" || typeof key === "symbol") {
          recordKeys.add(typeof key === "number" ? key.toString() : key);
          if (key === "__proto__")
            continue;
          const keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
          if (keyResult instanceof Promise) {
            throw new Error("Async schemas not supported in object keys currently");
          }
          if (keyResult.issues.length) {
            payload.issues.push({
              code: "invalid_key",
              origin: "record",
              issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
              input: key,
              path: [key],
              inst
            });
            continue;
          }
          const outKey = keyResult.value;
          if (outKey === "__proto__")
            continue;
          const result = def.valueType._zod.run({ value: input[key], issues: [] }, ctx);
          if (result instanceof Promise) {
            proms.push(result.then((result2) => {
              if (result2.issues.length) {
                payload.issues.push(...prefixIssues(key, result2.issues));
              }
              payload.value[outKey] = result2.value;
            }));
          } else {
            if (result.issues.length) {
              payload.issues.push(...prefixIssues(key, result.issues));
            }
            payload.value[outKey] = result.value;
          }
        }
      }
      let unrecognized;
      for (const key in input) {
        if (!recordKeys.has(key)) {
          if (def.mode === "loose") {
            if (key === "__proto__")
              continue;
            payload.value[key] = input[key];
          } else {
            unrecognized = unrecognized ?? [];
            unrecognized.push(key);
          }
        }
      }
      if (unrecognized && unrecognized.length > 0) {
        payload.issues.push({
          code: "unrecognized_keys",
          input,
          inst,
          keys: unrecognized,
          continue: true
        });
      }
    } else {
      payload.value = memo2 ? memo2.alloc(inst, payload, {}, ctx) : {};
      let unrecognized;
      for (const key of Reflect.ownKeys(input)) {
        if (key === "__proto__")
          continue;
        if (!Object.prototype.propertyIsEnumerable.call(input, key))
          continue;
        let keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
        if (keyResult instanceof Promise) {
          throw new Error("Async schemas not supported in object keys currently");
        }
        const checkNumericKey = typeof key === "string" && number.test(key) && keyResult.issues.length;
        if (checkNumericKey) {
          const retryResult = def.keyType._zod.run({ value: Number(key), issues: [] }, ctx);
          if (retryResult instanceof Promise) {
            throw new Error("Async schemas not supported in object keys currently");
          }
          if (retryResult.issues.length === 0) {
            keyResult = retryResult;
          }
        }
        if (keyResult.issues.length) {
          if (def.mode === "loose") {
            payload.value[key] = input[key];
          } else if (values) {
            unrecognized = unrecognized ?? [];
            unrecognized.push(key);
          } else {
            payload.issues.push({
              code: "invalid_key",
              origin: "record",
              issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
              input: key,
              path: [key],
              inst
            });
          }
          continue;
        }
        const outKey = keyResult.value;
        if (outKey === "__proto__")
          continue;
        const result = def.valueType._zod.run({ value: input[key], issues: [] }, ctx);
        if (result instanceof Promise) {
          proms.push(result.then((result2) => {
            if (result2.issues.length) {
              payload.issues.push(...prefixIssues(key, result2.issues));
            }
            payload.value[outKey] = result2.value;
          }));
        } else {
          if (result.issues.length) {
            payload.issues.push(...prefixIssues(key, result.issues));
          }
          payload.value[outKey] = result.value;
        }
      }
      if (unrecognized && unrecognized.length > 0) {
        payload.issues.push({
          code: "unrecognized_keys",
          input,
          inst,
          keys: unrecognized,
          continue: true
        });
      }
    }
    if (proms.length) {
      return Promise.all(proms).then(() => payload);
    }
    return payload;
  };
});
var $ZodEnum = /* @__PURE__ */ $constructor("$ZodEnum", (inst, def) => {
  $ZodType.init(inst, def);
  const values = getEnumValues(def.entries);
  const valuesSet = new Set(values);
  inst._zod.values = valuesSet;
  defineLazyInternal(inst, "pattern", (zod) => {
    const patternValues = getEnumValues(zod.def.entries).filter((k) => propertyKeyTypes.has(typeof k));
    return new RegExp(patternValues.length ? `^(${patternValues.map((o) => escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
  });
  inst._zod.parse = (payload, _ctx) => {
    const input = payload.value;
    if (valuesSet.has(input)) {
      return payload;
    }
    payload.issues.push({
      code: "invalid_value",
      values,
      input,
      inst
    });
    return payload;
  };
});
var $ZodLiteral = /* @__PURE__ */ $constructor("$ZodLiteral", (inst, def) => {
  $ZodType.init(inst, def);
  const values = new Set(def.values);
  inst._zod.values = values;
  defineLazyInternal(inst, "pattern", (zod) => {
    const vals = zod.def.values;
    return new RegExp(vals.length ? `^(${vals.map((o) => typeof o === "string" ? escapeRegex(o) : o ? escapeRegex(o.toString()) : String(o)).join("|")})$` : "^[^\\s\\S]$");
  });
  inst._zod.parse = (payload, _ctx) => {
    const input = payload.value;
    if (values.has(input)) {
      return payload;
    }
    payload.issues.push({
      code: "invalid_value",
      values: def.values,
      input,
      inst
    });
    return payload;
  };
});
var $ZodTransform = /* @__PURE__ */ $constructor("$ZodTransform", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.optin = "optional";
  globalConfig.memoizer?.guard(inst);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      throw new $ZodEncodeError(inst.constructor.name);
    }
    const _out = def.transform(payload.value, payload);
    if (ctx.async) {
      const output = _out instanceof Promise ? _out : Promise.resolve(_out);
      return output.then((output2) => {
        payload.value = output2;
        return payload;
      });
    }
    if (_out instanceof Promise) {
      throw new $ZodAsyncError();
    }
    payload.value = _out;
    return payload;
  };
});
function handleOptionalResult(payload, result) {
  payload.value = result.issues.length ? void 0 : result.value;
  return payload;
}
var $ZodOptional = /* @__PURE__ */ $constructor("$ZodOptional", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
  inst._zod.optout = "optional";
  defineLazyInternal(inst, "values", (zod) => {
    const values = zod.def.innerType._zod.values;
    return values ? /* @__PURE__ */ new Set([...values, void 0]) : void 0;
  });
  defineLazyInternal(inst, "pattern", (zod) => {
    const pattern = zod.def.innerType._zod.pattern;
    return pattern ? new RegExp(`^(${cleanRegex(pattern.source)})?$`) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    if (payload.value === void 0) {
      if (def.innerType._zod.optin !== "defaulted")
        return payload;
      const result = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
      if (result instanceof Promise)
        return result.then((result2) => handleOptionalResult(payload, result2));
      return handleOptionalResult(payload, result);
    }
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodExactOptional = /* @__PURE__ */ $constructor("$ZodExactOptional", (inst, def) => {
  $ZodOptional.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  defineLazyInternal(inst, "pattern", (zod) => zod.def.innerType._zod.pattern);
  inst._zod.parse = (payload, ctx) => {
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodNullable = /* @__PURE__ */ $constructor("$ZodNullable", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
  defineLazyInternal(inst, "pattern", (zod) => {
    const pattern = zod.def.innerType._zod.pattern;
    return pattern ? new RegExp(`^(${cleanRegex(pattern.source)}|null)$`) : void 0;
  });
  defineLazyInternal(inst, "values", (zod) => {
    return zod.def.innerType._zod.values ? /* @__PURE__ */ new Set([...zod.def.innerType._zod.values, null]) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    if (payload.value === null)
      return payload;
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodDefault = /* @__PURE__ */ $constructor("$ZodDefault", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.optin = "defaulted";
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    if (payload.value === void 0) {
      payload.value = def.defaultValue;
      return payload;
    }
    const result = def.innerType._zod.run(payload, ctx);
    if (result instanceof Promise) {
      return result.then((result2) => handleDefaultResult(result2, def));
    }
    return handleDefaultResult(result, def);
  };
});
function handleDefaultResult(payload, def) {
  if (payload.value === void 0) {
    payload.value = def.defaultValue;
  }
  return payload;
}
var $ZodPrefault = /* @__PURE__ */ $constructor("$ZodPrefault", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.optin = "defaulted";
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    if (payload.value === void 0) {
      payload.value = def.defaultValue;
    }
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodNonOptional = /* @__PURE__ */ $constructor("$ZodNonOptional", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => {
    const v = zod.def.innerType._zod.values;
    return v ? new Set([...v].filter((x) => x !== void 0)) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    const result = def.innerType._zod.run(payload, ctx);
    if (result instanceof Promise) {
      return result.then((result2) => handleNonOptionalResult(result2, inst));
    }
    return handleNonOptionalResult(result, inst);
  };
});
function handleNonOptionalResult(payload, inst) {
  if (!payload.issues.length && payload.value === void 0) {
    payload.issues.push({
      code: "invalid_type",
      expected: "nonoptional",
      input: payload.value,
      inst
    });
  }
  return payload;
}
function handleCatchResult(payload, result, def, ctx) {
  if (!result.issues.length) {
    payload.value = result.value;
    if (result.memo)
      payload.memo = true;
    return payload;
  }
  payload.value = def.catchValue({
    ...result,
    value: payload.value,
    error: {
      issues: result.issues.map((iss) => finalizeIssue(iss, ctx, config()))
    },
    input: payload.value
  });
  return payload;
}
var $ZodCatch = /* @__PURE__ */ $constructor("$ZodCatch", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
  defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    const result = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
    if (result instanceof Promise) {
      return result.then((result2) => handleCatchResult(payload, result2, def, ctx));
    }
    return handleCatchResult(payload, result, def, ctx);
  };
});
var $ZodPipe = /* @__PURE__ */ $constructor("$ZodPipe", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
  defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
  defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      const right = def.out._zod.run(payload, ctx);
      if (right instanceof Promise) {
        return right.then((right2) => handlePipeResult(right2, def.in, ctx));
      }
      return handlePipeResult(right, def.in, ctx);
    }
    const left = def.in._zod.run(payload, ctx);
    if (left instanceof Promise) {
      return left.then((left2) => handlePipeResult(left2, def.out, ctx));
    }
    return handlePipeResult(left, def.out, ctx);
  };
});
function handlePipeResult(left, next, ctx) {
  if (left.issues.some((iss) => iss.code !== "unrecognized_keys")) {
    left.aborted = true;
    return left;
  }
  return next._zod.run({ value: left.value, issues: left.issues }, ctx);
}
var $ZodReadonly = /* @__PURE__ */ $constructor("$ZodReadonly", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "propValues", (zod) => zod.def.innerType._zod.propValues);
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType?._zod?.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.innerType?._zod?.optout);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    const result = def.innerType._zod.run(payload, ctx);
    if (result instanceof Promise) {
      return result.then(handleReadonlyResult);
    }
    return handleReadonlyResult(result);
  };
});
function handleReadonlyResult(payload) {
  if (!payload.memo)
    payload.value = Object.freeze(payload.value);
  return payload;
}
var $ZodCustom = /* @__PURE__ */ $constructor("$ZodCustom", (inst, def) => {
  $ZodCheck.init(inst, def);
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, _) => {
    return payload;
  };
  inst._zod.check = (payload) => {
    const input = payload.value;
    const r = def.fn(input);
    if (r instanceof Promise) {
      return r.then((r2) => handleRefineResult(r2, payload, input, inst));
    }
    handleRefineResult(r, payload, input, inst);
    return;
  };
});
function handleRefineResult(result, payload, input, inst) {
  if (!result) {
    const _iss = {
      code: "custom",
      input,
      inst,
      // incorporates params.error into issue reporting
      path: [...inst._zod.def.path ?? []],
      // incorporates params.error into issue reporting
      continue: !inst._zod.def.abort
      // params: inst._zod.def.params,
    };
    if (inst._zod.def.params)
      _iss.params = inst._zod.def.params;
    payload.issues.push(issue(_iss));
  }
}

// node_modules/zod/v4/core/memoizer.js
var $ZodCyclicError = class extends Error {
  constructor() {
    super(`Cannot parse a reference cycle that closes through a transform`);
    this.name = "ZodCyclicError";
  }
};
var STATE = "~memo";
var NO_ISSUES = [];
function isRef(value) {
  return value !== null && typeof value === "object";
}
function cloneIssues(issues) {
  return issues.map((iss) => iss.path ? { ...iss, path: iss.path.slice() } : { ...iss });
}
var recursive = /* @__PURE__ */ new WeakMap();
var NONE = 0;
var ASSUMED = 1;
var PROVEN = 2;
function isRecursive(inst, stack, resolve) {
  const cached2 = recursive.get(inst);
  if (cached2 !== void 0)
    return cached2 ? PROVEN : NONE;
  if (stack.has(inst))
    return PROVEN;
  stack.add(inst);
  let result = NONE;
  const check2 = (child) => {
    if (result !== PROVEN && child?._zod) {
      const answer = isRecursive(child, stack, resolve);
      if (answer > result)
        result = answer;
    }
  };
  const shape = (sh, spread2) => {
    let answer = NONE;
    for (const key of Reflect.ownKeys(sh)) {
      const desc = Object.getOwnPropertyDescriptor(sh, key);
      if (spread2 && !desc.enumerable)
        continue;
      const child = desc.get ? ASSUMED : desc.value?._zod ? isRecursive(desc.value, stack, resolve) : NONE;
      if (child > answer)
        answer = child;
    }
    return answer;
  };
  const merge2 = (answer) => {
    if (answer > result)
      result = answer;
  };
  const def = inst._zod.def;
  const kind = def.type;
  switch (kind) {
    case "object": {
      const raw = rawShape(def);
      merge2(raw ? shape(raw, true) : ASSUMED);
      check2(def.catchall);
      break;
    }
    case "array":
      check2(def.element);
      break;
    case "tuple":
      for (const el of def.items)
        check2(el);
      check2(def.rest);
      break;
    case "record":
    case "map":
      check2(def.keyType);
      check2(def.valueType);
      break;
    case "set":
      check2(def.valueType);
      break;
    case "union":
      for (const el of def.options)
        check2(el);
      break;
    case "intersection":
      check2(def.left);
      check2(def.right);
      break;
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
    case "nonoptional":
    case "promise":
    case "success":
      check2(def.innerType);
      break;
    case "pipe":
      check2(def.in);
      check2(def.out);
      break;
    case "function":
      check2(def.input);
      check2(def.output);
      break;
    // `$ZodLazy` caches its inner on the def, so a resolved edge is followed exactly
    case "lazy": {
      const inner = def._cachedInner ?? (resolve ? inst._zod.innerType : void 0);
      merge2(inner ? isRecursive(inner, stack, false) : ASSUMED);
      break;
    }
    // a leaf by choice: `parts` are regex fragments, not data positions
    case "template_literal":
    // leaves
    case "string":
    case "number":
    case "int":
    case "boolean":
    case "bigint":
    case "symbol":
    case "undefined":
    case "null":
    case "void":
    case "never":
    case "any":
    case "unknown":
    case "date":
    case "nan":
    case "enum":
    case "literal":
    case "file":
    case "transform":
    case "custom":
      break;
    default: {
      kind;
      for (const key in def) {
        const desc = Object.getOwnPropertyDescriptor(def, key);
        if (!desc || desc.get)
          continue;
        const value = desc.value;
        if (!value || typeof value !== "object")
          continue;
        if (value._zod)
          check2(value);
        else if (Array.isArray(value))
          for (const el of value)
            check2(el);
      }
    }
  }
  stack.delete(inst);
  return settle(inst, result);
}
function settle(inst, answer) {
  if (answer !== ASSUMED)
    recursive.set(inst, answer === PROVEN);
  return answer;
}
function bucketFor(state, inst) {
  let bucket = state.buckets.get(inst);
  if (!bucket) {
    bucket = /* @__PURE__ */ new WeakMap();
    state.buckets.set(inst, bucket);
  }
  return bucket;
}
var handoff;
var open = [];
var memo = {
  alloc(_inst, payload, empty) {
    const bucket = handoff;
    if (!bucket)
      return empty;
    handoff = void 0;
    const entry = { value: empty, issues: null };
    bucket.set(payload.value, entry);
    open.push(entry);
    return empty;
  },
  guard(inst) {
    var _a3;
    (_a3 = inst._zod).deferred ?? (_a3.deferred = []);
    inst._zod.deferred.push(() => {
      const base = inst._zod.parse;
      const wrapped = (payload, ctx) => {
        if (ctx.direction !== "backward" && isBackEdge(ctx, payload.value))
          throw new $ZodCyclicError();
        return base(payload, ctx);
      };
      inst._zod.parse = wrapped;
      if (inst._zod.run === base)
        inst._zod.run = wrapped;
    });
  },
  attach(inst) {
    var _a3;
    let isRecursiveInst;
    let rechecked = false;
    let lastCtx;
    let lastBucket;
    (_a3 = inst._zod).deferred ?? (_a3.deferred = []);
    inst._zod.deferred.push(() => {
      const base = inst._zod.parse;
      const wrapped = (payload, ctx) => {
        if (isRecursiveInst === void 0) {
          const walked = isRecursive(inst, /* @__PURE__ */ new Set(), false);
          if (walked === NONE) {
            inst._zod.parse = base;
            if (inst._zod.run === wrapped)
              inst._zod.run = base;
            return base(payload, ctx);
          }
          if (walked === PROVEN || rechecked)
            isRecursiveInst = true;
          else
            rechecked = true;
        }
        const input = payload.value;
        if (!isRef(input))
          return base(payload, ctx);
        let state = ctx[STATE];
        if (!state) {
          state = { buckets: /* @__PURE__ */ new WeakMap(), backEdges: void 0 };
          ctx[STATE] = state;
        }
        let bucket;
        if (lastCtx === ctx) {
          bucket = lastBucket;
        } else {
          bucket = bucketFor(state, inst);
          lastCtx = ctx;
          lastBucket = bucket;
        }
        const hit = bucket.get(input);
        if (hit) {
          payload.value = hit.value;
          if (hit.issues) {
            if (hit.issues.length)
              payload.issues.push(...cloneIssues(hit.issues));
          } else {
            payload.memo = true;
            state.backEdges ?? (state.backEdges = /* @__PURE__ */ new WeakSet());
            state.backEdges.add(hit.value);
          }
          return payload;
        }
        handoff = bucket;
        const depth = open.length;
        const result = base(payload, ctx);
        handoff = void 0;
        const entry = open.length > depth ? open.pop() : void 0;
        if (result instanceof Promise) {
          return result.then((r) => {
            if (entry)
              entry.issues = r.issues.length ? cloneIssues(r.issues) : NO_ISSUES;
            return r;
          });
        }
        if (entry)
          entry.issues = result.issues.length ? cloneIssues(result.issues) : NO_ISSUES;
        return result;
      };
      inst._zod.parse = wrapped;
      if (inst._zod.run === base)
        inst._zod.run = wrapped;
    });
  }
};
function memoizer() {
  return memo;
}
function isBackEdge(ctx, value) {
  const backEdges = ctx[STATE]?.backEdges;
  return backEdges !== void 0 && isRef(value) && backEdges.has(value);
}

// node_modules/zod/v4/locales/en.js
var error = () => {
  const Sizable = {
    string: { unit: "characters", verb: "to have" },
    file: { unit: "bytes", verb: "to have" },
    array: { unit: "items", verb: "to have" },
    set: { unit: "items", verb: "to have" },
    map: { unit: "entries", verb: "to have" }
  };
  function getSizing(origin) {
    return Sizable[origin] ?? null;
  }
  const FormatDictionary = {
    regex: "input",
    email: "email address",
    url: "URL",
    emoji: "emoji",
    uuid: "UUID",
    uuidv4: "UUIDv4",
    uuidv6: "UUIDv6",
    nanoid: "nanoid",
    guid: "GUID",
    cuid: "cuid",
    cuid2: "cuid2",
    ulid: "ULID",
    xid: "XID",
    ksuid: "KSUID",
    datetime: "ISO datetime",
    date: "ISO date",
    time: "ISO time",
    duration: "ISO duration",
    ipv4: "IPv4 address",
    ipv6: "IPv6 address",
    mac: "MAC address",
    cidrv4: "IPv4 range",
    cidrv6: "IPv6 range",
    base64: "base64-encoded string",
    base64url: "base64url-encoded string",
    json_string: "JSON string",
    e164: "E.164 number",
    currency_code: "currency code",
    credit_card: "credit card number",
    iban: "IBAN",
    jwt: "JWT",
    template_literal: "input"
  };
  const TypeDictionary = {
    // Compatibility: "nan" -> "NaN" for display
    nan: "NaN"
    // All other type names omitted - they fall back to raw values via ?? operator
  };
  function getTypeName(type, input) {
    if (type === "number" && typeof input === "number" && !Number.isFinite(input)) {
      return String(input);
    }
    return TypeDictionary[type] ?? type;
  }
  return (issue2) => {
    switch (issue2.code) {
      case "invalid_type": {
        const expected = getTypeName(issue2.expected);
        const receivedType = parsedType(issue2.input);
        const received = getTypeName(receivedType, issue2.input);
        return `Invalid input: expected ${expected}, received ${received}`;
      }
      case "invalid_value":
        if (issue2.values.length === 1)
          return `Invalid input: expected ${stringifyPrimitive(issue2.values[0])}`;
        return `Invalid option: expected one of ${joinValues(issue2.values, "|")}`;
      case "too_big": {
        const adj = issue2.exact ? "exactly " : issue2.inclusive ? "<=" : "<";
        const sizing = getSizing(issue2.origin);
        if (sizing)
          return `Too big: expected ${issue2.origin ?? "value"} to have ${adj}${issue2.maximum.toString()} ${sizing.unit ?? "elements"}`;
        return `Too big: expected ${issue2.origin ?? "value"} to be ${adj}${issue2.maximum.toString()}`;
      }
      case "too_small": {
        const adj = issue2.exact ? "exactly " : issue2.inclusive ? ">=" : ">";
        const sizing = getSizing(issue2.origin);
        if (sizing) {
          return `Too small: expected ${issue2.origin} to have ${adj}${issue2.minimum.toString()} ${sizing.unit}`;
        }
        return `Too small: expected ${issue2.origin} to be ${adj}${issue2.minimum.toString()}`;
      }
      case "invalid_format": {
        const _issue = issue2;
        if (_issue.format === "starts_with") {
          return `Invalid string: must start with "${_issue.prefix}"`;
        }
        if (_issue.format === "ends_with")
          return `Invalid string: must end with "${_issue.suffix}"`;
        if (_issue.format === "includes")
          return `Invalid string: must include "${_issue.includes}"`;
        if (_issue.format === "regex")
          return `Invalid string: must match pattern ${_issue.pattern}`;
        return `Invalid ${FormatDictionary[_issue.format] ?? issue2.format}`;
      }
      case "not_multiple_of":
        return `Invalid number: must be a multiple of ${issue2.divisor}`;
      case "unrecognized_keys":
        return `Unrecognized key${issue2.keys.length > 1 ? "s" : ""}: ${joinValues(issue2.keys, ", ")}`;
      case "invalid_key":
        return `Invalid key in ${issue2.origin}`;
      case "invalid_union":
        if (issue2.options && Array.isArray(issue2.options) && issue2.options.length > 0) {
          const opts = issue2.options.map((o) => `'${o}'`).join(" | ");
          return `Invalid discriminator value. Expected ${opts}`;
        }
        if (issue2.inclusive === false) {
          return "Invalid input: more than one option matched";
        }
        return "Invalid input";
      case "invalid_element":
        return `Invalid value in ${issue2.origin}`;
      default:
        return `Invalid input`;
    }
  };
};
function en_default() {
  return {
    localeError: error()
  };
}

// node_modules/zod/v4/core/registries.js
var _a2;
var $ZodRegistry = class {
  constructor() {
    this._map = /* @__PURE__ */ new WeakMap();
    this._idmap = /* @__PURE__ */ new Map();
  }
  add(schema2, ..._meta) {
    const meta2 = _meta[0];
    this._map.set(schema2, meta2);
    if (meta2 && typeof meta2 === "object" && "id" in meta2) {
      this._idmap.set(meta2.id, schema2);
    }
    return this;
  }
  clear() {
    this._map = /* @__PURE__ */ new WeakMap();
    this._idmap = /* @__PURE__ */ new Map();
    return this;
  }
  remove(schema2) {
    const meta2 = this._map.get(schema2);
    if (meta2 && typeof meta2 === "object" && "id" in meta2) {
      this._idmap.delete(meta2.id);
    }
    this._map.delete(schema2);
    return this;
  }
  get(schema2) {
    const p = schema2._zod.parent;
    if (p) {
      const pm = { ...this.get(p) ?? {} };
      delete pm.id;
      const f = { ...pm, ...this._map.get(schema2) };
      return Object.keys(f).length ? f : void 0;
    }
    return this._map.get(schema2);
  }
  has(schema2) {
    return this._map.has(schema2);
  }
};
function registry() {
  return new $ZodRegistry();
}
(_a2 = globalThis).__zod_globalRegistry ?? (_a2.__zod_globalRegistry = registry());
var globalRegistry = globalThis.__zod_globalRegistry;

// node_modules/zod/v4/core/api.js
function snapshotChecks(def) {
  if (def.checks)
    def.checks = [...def.checks];
  return def;
}
// @__NO_SIDE_EFFECTS__
function _string(Class2, params) {
  return new Class2(snapshotChecks({ type: "string", ...normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _email(Class2, params) {
  return new Class2({
    type: "string",
    format: "email",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _guid(Class2, params) {
  return new Class2({
    type: "string",
    format: "guid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuid(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuidv4(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    version: "v4",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuidv6(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    version: "v6",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuidv7(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    version: "v7",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _url(Class2, params) {
  return new Class2({
    type: "string",
    format: "url",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _emoji2(Class2, params) {
  return new Class2({
    type: "string",
    format: "emoji",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _nanoid(Class2, params) {
  return new Class2({
    type: "string",
    format: "nanoid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cuid(Class2, params) {
  return new Class2({
    type: "string",
    format: "cuid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cuid2(Class2, params) {
  return new Class2({
    type: "string",
    format: "cuid2",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ulid(Class2, params) {
  return new Class2({
    type: "string",
    format: "ulid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _xid(Class2, params) {
  return new Class2({
    type: "string",
    format: "xid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ksuid(Class2, params) {
  return new Class2({
    type: "string",
    format: "ksuid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ipv4(Class2, params) {
  return new Class2({
    type: "string",
    format: "ipv4",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ipv6(Class2, params) {
  return new Class2({
    type: "string",
    format: "ipv6",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cidrv4(Class2, params) {
  return new Class2({
    type: "string",
    format: "cidrv4",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cidrv6(Class2, params) {
  return new Class2({
    type: "string",
    format: "cidrv6",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _base64(Class2, params) {
  return new Class2({
    type: "string",
    format: "base64",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _base64url(Class2, params) {
  return new Class2({
    type: "string",
    format: "base64url",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _e164(Class2, params) {
  return new Class2({
    type: "string",
    format: "e164",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _jwt(Class2, params) {
  return new Class2({
    type: "string",
    format: "jwt",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoDateTime(Class2, params) {
  return new Class2({
    type: "string",
    format: "datetime",
    check: "string_format",
    offset: false,
    local: false,
    precision: null,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoDate(Class2, params) {
  return new Class2({
    type: "string",
    format: "date",
    check: "string_format",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoTime(Class2, params) {
  return new Class2({
    type: "string",
    format: "time",
    check: "string_format",
    precision: null,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoDuration(Class2, params) {
  return new Class2({
    type: "string",
    format: "duration",
    check: "string_format",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _number(Class2, params) {
  return new Class2(snapshotChecks({ type: "number", checks: [], ...normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _int(Class2, params) {
  return new Class2({
    type: "number",
    check: "number_format",
    abort: false,
    format: "safeint",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _boolean(Class2, params) {
  return new Class2({
    type: "boolean",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _unknown(Class2) {
  return new Class2({
    type: "unknown"
  });
}
// @__NO_SIDE_EFFECTS__
function _never(Class2, params) {
  return new Class2({
    type: "never",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _lt(value, params) {
  return new $ZodCheckLessThan({
    check: "less_than",
    ...normalizeParams(params),
    value,
    inclusive: false
  });
}
// @__NO_SIDE_EFFECTS__
function _lte(value, params) {
  return new $ZodCheckLessThan({
    check: "less_than",
    ...normalizeParams(params),
    value,
    inclusive: true
  });
}
// @__NO_SIDE_EFFECTS__
function _gt(value, params) {
  return new $ZodCheckGreaterThan({
    check: "greater_than",
    ...normalizeParams(params),
    value,
    inclusive: false
  });
}
// @__NO_SIDE_EFFECTS__
function _gte(value, params) {
  return new $ZodCheckGreaterThan({
    check: "greater_than",
    ...normalizeParams(params),
    value,
    inclusive: true
  });
}
// @__NO_SIDE_EFFECTS__
function _multipleOf(value, params) {
  return new $ZodCheckMultipleOf({
    check: "multiple_of",
    ...normalizeParams(params),
    value
  });
}
// @__NO_SIDE_EFFECTS__
function _maxLength(maximum, params) {
  const ch = new $ZodCheckMaxLength({
    check: "max_length",
    ...normalizeParams(params),
    maximum
  });
  return ch;
}
// @__NO_SIDE_EFFECTS__
function _minLength(minimum, params) {
  return new $ZodCheckMinLength({
    check: "min_length",
    ...normalizeParams(params),
    minimum
  });
}
// @__NO_SIDE_EFFECTS__
function _length(length, params) {
  return new $ZodCheckLengthEquals({
    check: "length_equals",
    ...normalizeParams(params),
    length
  });
}
// @__NO_SIDE_EFFECTS__
function _regex(pattern, params) {
  return new $ZodCheckRegex({
    check: "string_format",
    format: "regex",
    ...normalizeParams(params),
    pattern
  });
}
// @__NO_SIDE_EFFECTS__
function _lowercase(params) {
  return new $ZodCheckLowerCase({
    check: "string_format",
    format: "lowercase",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uppercase(params) {
  return new $ZodCheckUpperCase({
    check: "string_format",
    format: "uppercase",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _includes(includes, params) {
  return new $ZodCheckIncludes({
    check: "string_format",
    format: "includes",
    ...normalizeParams(params),
    includes
  });
}
// @__NO_SIDE_EFFECTS__
function _startsWith(prefix, params) {
  return new $ZodCheckStartsWith({
    check: "string_format",
    format: "starts_with",
    ...normalizeParams(params),
    prefix
  });
}
// @__NO_SIDE_EFFECTS__
function _endsWith(suffix, params) {
  return new $ZodCheckEndsWith({
    check: "string_format",
    format: "ends_with",
    ...normalizeParams(params),
    suffix
  });
}
// @__NO_SIDE_EFFECTS__
function _overwrite(tx) {
  return new $ZodCheckOverwrite({
    check: "overwrite",
    tx
  });
}
// @__NO_SIDE_EFFECTS__
function _normalize(form) {
  return /* @__PURE__ */ _overwrite((input) => input.normalize(form));
}
// @__NO_SIDE_EFFECTS__
function _trim() {
  return /* @__PURE__ */ _overwrite((input) => input.trim());
}
// @__NO_SIDE_EFFECTS__
function _toLowerCase() {
  return /* @__PURE__ */ _overwrite((input) => input.toLowerCase());
}
// @__NO_SIDE_EFFECTS__
function _toUpperCase() {
  return /* @__PURE__ */ _overwrite((input) => input.toUpperCase());
}
// @__NO_SIDE_EFFECTS__
function _slugify() {
  return /* @__PURE__ */ _overwrite((input) => slugify(input));
}
// @__NO_SIDE_EFFECTS__
function _array(Class2, element, params) {
  return new Class2({
    type: "array",
    element,
    // get element() {
    //   return element;
    // },
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _refine(Class2, fn, _params) {
  const schema2 = new Class2({
    type: "custom",
    check: "custom",
    fn,
    ...normalizeParams(_params)
  });
  return schema2;
}
// @__NO_SIDE_EFFECTS__
function _superRefine(fn, params) {
  const ch = /* @__PURE__ */ _check((payload) => {
    payload.addIssue = (issue2) => {
      if (typeof issue2 === "string") {
        payload.issues.push(issue(issue2, payload.value, ch._zod.def));
      } else {
        const _issue = issue2;
        if (_issue.fatal)
          _issue.continue = false;
        _issue.code ?? (_issue.code = "custom");
        if (!("input" in _issue))
          _issue.input = payload.value;
        _issue.inst ?? (_issue.inst = ch);
        _issue.continue ?? (_issue.continue = !ch._zod.def.abort);
        payload.issues.push(issue(_issue));
      }
    };
    return fn(payload.value, payload);
  }, params);
  return ch;
}
// @__NO_SIDE_EFFECTS__
function _check(fn, params) {
  const ch = new $ZodCheck({
    check: "custom",
    ...normalizeParams(params)
  });
  ch._zod.check = fn;
  return ch;
}

// node_modules/zod/v4/core/to-json-schema.js
function assignProps(target, ...sources) {
  for (const source of sources) {
    for (const key of Reflect.ownKeys(source)) {
      if (Object.prototype.propertyIsEnumerable.call(source, key)) {
        assignProp(target, key, source[key]);
      }
    }
  }
  return target;
}
function initializeContext(params) {
  let target = params?.target ?? "draft-2020-12";
  if (target === "draft-4")
    target = "draft-04";
  if (target === "draft-7")
    target = "draft-07";
  return {
    processors: params.processors ?? {},
    metadataRegistry: params?.metadata ?? globalRegistry,
    target,
    unrepresentable: params?.unrepresentable ?? "throw",
    override: params?.override ?? (() => {
    }),
    io: params?.io ?? "output",
    counter: 0,
    seen: /* @__PURE__ */ new Map(),
    sharedDefsExtractedFor: void 0,
    sharedEmitDoneFor: void 0,
    cycles: params?.cycles ?? "ref",
    reused: params?.reused ?? "inline",
    intersections: [],
    deferred: [],
    external: params?.external ?? void 0
  };
}
function handleUnrepresentable(schema2, ctx, json, params, message) {
  const result = typeof ctx.unrepresentable === "function" ? ctx.unrepresentable({ zodSchema: schema2, path: params.path, message }) : ctx.unrepresentable;
  if (result === "any")
    return false;
  if (result === void 0 || result === "throw")
    throw new Error(message);
  Object.assign(json, result);
  return true;
}
function processSchema(schema2, ctx, _params = { path: [], schemaPath: [] }) {
  var _a3;
  const def = schema2._zod.def;
  const seen = ctx.seen.get(schema2);
  if (seen) {
    seen.count++;
    const isCycle = _params.schemaPath.includes(schema2);
    if (isCycle) {
      seen.cycle = _params.path;
    }
    return seen.schema;
  }
  const result = { schema: {}, count: 1, cycle: void 0, path: _params.path };
  ctx.seen.set(schema2, result);
  ctx.sharedDefsExtractedFor = void 0;
  ctx.sharedEmitDoneFor = void 0;
  const overrideSchema = schema2._zod.toJSONSchema?.();
  if (overrideSchema) {
    result.schema = overrideSchema;
  } else {
    const params = {
      ..._params,
      schemaPath: [..._params.schemaPath, schema2],
      path: _params.path
    };
    if (schema2._zod.processJSONSchema) {
      schema2._zod.processJSONSchema(ctx, result.schema, params);
    } else {
      const _json = result.schema;
      const processor = ctx.processors[def.type];
      if (!processor) {
        throw new Error(`[toJSONSchema]: Non-representable type encountered: ${def.type}`);
      }
      processor(schema2, ctx, _json, params);
    }
    const parent = schema2._zod.parent;
    if (parent) {
      if (!result.ref)
        result.ref = parent;
      processSchema(parent, ctx, params);
      ctx.seen.get(parent).isParent = true;
    }
  }
  const meta2 = ctx.metadataRegistry.get(schema2);
  if (meta2)
    assignProps(result.schema, meta2);
  if (ctx.io === "input" && isTransforming(schema2)) {
    delete result.schema.examples;
    delete result.schema.default;
  }
  if (ctx.io === "input" && "_prefault" in result.schema)
    (_a3 = result.schema).default ?? (_a3.default = result.schema._prefault);
  delete result.schema._prefault;
  const _result = ctx.seen.get(schema2);
  return _result.schema;
}
function encodeJSONPointerSegment(segment) {
  return segment.replace(/~/g, "~0").replace(/\//g, "~1");
}
function extractDefs(ctx, schema2) {
  const root = ctx.seen.get(schema2);
  if (!root)
    throw new Error("Unprocessed schema. This is a bug in Zod.");
  if (ctx.external && ctx.sharedDefsExtractedFor === ctx.external)
    return;
  const idToSchema = /* @__PURE__ */ new Map();
  for (const entry of ctx.seen.entries()) {
    const id = ctx.metadataRegistry.get(entry[0])?.id;
    if (id) {
      const existing = idToSchema.get(id);
      if (existing && existing !== entry[0]) {
        throw new Error(`Duplicate schema id "${id}" detected during JSON Schema conversion. Two different schemas cannot share the same id when converted together.`);
      }
      idToSchema.set(id, entry[0]);
    }
  }
  const makeURI = (entry) => {
    const defsSegment = ctx.target === "draft-2020-12" ? "$defs" : "definitions";
    if (ctx.external) {
      const externalId = ctx.external.registry.get(entry[0])?.id;
      const uriGenerator = ctx.external.uri ?? ((id2) => id2);
      if (externalId) {
        return { ref: uriGenerator(externalId) };
      }
      const id = entry[1].defId ?? entry[1].schema.id ?? `schema${ctx.counter++}`;
      entry[1].defId = id;
      return { defId: id, ref: `${uriGenerator("__shared")}#/${defsSegment}/${encodeJSONPointerSegment(id)}` };
    }
    const uriPrefix = `#`;
    const defUriPrefix = `${uriPrefix}/${defsSegment}/`;
    if (entry[1] === root && !entry[1].schema.id) {
      return { ref: uriPrefix };
    }
    const defId = entry[1].schema.id ?? `__schema${ctx.counter++}`;
    return { defId, ref: defUriPrefix + encodeJSONPointerSegment(defId) };
  };
  const extractToDef = (entry) => {
    if (entry[1].schema.$ref) {
      return;
    }
    const seen = entry[1];
    const { ref, defId } = makeURI(entry);
    seen.def = { ...seen.schema };
    if (defId)
      seen.defId = defId;
    const schema3 = seen.schema;
    for (const key in schema3) {
      delete schema3[key];
    }
    schema3.$ref = ref;
  };
  if (ctx.cycles === "throw") {
    for (const entry of ctx.seen.entries()) {
      const seen = entry[1];
      if (seen.cycle) {
        throw new Error(`Cycle detected: #/${seen.cycle?.join("/")}/<root>

Set the \`cycles\` parameter to \`"ref"\` to resolve cyclical schemas with defs.`);
      }
    }
  }
  for (const entry of ctx.seen.entries()) {
    const seen = entry[1];
    if (schema2 === entry[0]) {
      extractToDef(entry);
      continue;
    }
    if (ctx.external) {
      const ext = ctx.external.registry.get(entry[0])?.id;
      if (schema2 !== entry[0] && ext) {
        extractToDef(entry);
        continue;
      }
    }
    const id = ctx.metadataRegistry.get(entry[0])?.id;
    if (id) {
      extractToDef(entry);
      continue;
    }
    if (seen.cycle) {
      extractToDef(entry);
      continue;
    }
    if (seen.count > 1) {
      if (ctx.reused === "ref") {
        extractToDef(entry);
      }
    }
  }
  if (ctx.external)
    ctx.sharedDefsExtractedFor = ctx.external;
}
function compactTypeUnion(schema2) {
  const options = schema2.anyOf;
  if (!Array.isArray(options) || options.length === 0 || schema2.type !== void 0)
    return;
  const types = [];
  for (const option of options) {
    if (!option || typeof option !== "object")
      return;
    compactTypeUnion(option);
    const keys = Object.keys(option);
    if (keys.length !== 1 || keys[0] !== "type")
      return;
    const type = option.type;
    for (const member of Array.isArray(type) ? type : [type]) {
      if (typeof member !== "string")
        return;
      if (!types.includes(member))
        types.push(member);
    }
  }
  delete schema2.anyOf;
  schema2.type = types.length === 1 ? types[0] : types;
}
var FOLDABLE_KEYS = /* @__PURE__ */ new Set(["type", "properties", "required", "additionalProperties"]);
var UNION_KEYS = ["oneOf", "anyOf"];
function undeclaredConstraint(member) {
  const extra = member.additionalProperties;
  if (extra === void 0 || extra === false || typeof extra !== "object" || extra === null)
    return null;
  return Object.keys(extra).length ? extra : null;
}
function foldObjects(members2) {
  const objects = [];
  for (const member of members2) {
    if (typeof member !== "object" || member.type !== "object")
      return null;
    for (const key in member) {
      if (!FOLDABLE_KEYS.has(key))
        return null;
    }
    objects.push(member);
  }
  const properties = {};
  const required2 = /* @__PURE__ */ new Set();
  for (const object of objects) {
    for (const key in object.properties) {
      if (Object.prototype.hasOwnProperty.call(properties, key))
        continue;
      const parts = [];
      for (const other2 of objects) {
        const part = other2.properties?.[key] ?? undeclaredConstraint(other2);
        if (part === null || part === void 0)
          continue;
        if (!parts.some((seen) => JSON.stringify(seen) === JSON.stringify(part)))
          parts.push(part);
      }
      const merged = parts.length === 1 ? parts[0] : foldObjects(parts) ?? { allOf: parts };
      assignProp(properties, key, merged);
    }
    for (const key of object.required ?? [])
      required2.add(key);
  }
  const folded = { type: "object", properties };
  if (required2.size)
    folded.required = [...required2];
  if (objects.every((object) => object.additionalProperties === false)) {
    folded.additionalProperties = false;
  } else {
    const constraints = [];
    for (const object of objects) {
      const constraint = undeclaredConstraint(object);
      if (constraint && !constraints.some((seen) => JSON.stringify(seen) === JSON.stringify(constraint)))
        constraints.push(constraint);
    }
    if (constraints.length === 1)
      folded.additionalProperties = constraints[0];
    else if (constraints.length > 1)
      folded.additionalProperties = { allOf: constraints };
  }
  return folded;
}
function foldIntersection(json) {
  const allOf = json.allOf;
  if (!Array.isArray(allOf) || allOf.length < 2)
    return;
  for (const key of FOLDABLE_KEYS)
    if (key in json)
      return;
  const unions = allOf.filter((m) => UNION_KEYS.some((k) => Array.isArray(m[k])));
  let folded = null;
  if (!unions.length) {
    folded = foldObjects(allOf);
  } else {
    const union2 = unions[0];
    const keyword = UNION_KEYS.find((k) => Array.isArray(union2[k]));
    if (Object.keys(union2).length !== 1)
      return;
    const rest = allOf.filter((m) => m !== union2);
    const branches2 = union2[keyword].map((branch) => foldObjects([...rest, branch]));
    if (branches2.some((b) => !b))
      return;
    folded = { [keyword]: branches2 };
  }
  if (!folded)
    return;
  delete json.allOf;
  assignProps(json, folded);
}
function finalize(ctx, schema2) {
  const root = ctx.seen.get(schema2);
  if (!root)
    throw new Error("Unprocessed schema. This is a bug in Zod.");
  const flattenRef = (zodSchema) => {
    const seen = ctx.seen.get(zodSchema);
    if (seen.ref === null)
      return;
    const schema3 = seen.def ?? seen.schema;
    const _cached = { ...schema3 };
    const ref = seen.ref;
    seen.ref = null;
    if (ref) {
      flattenRef(ref);
      const refSeen = ctx.seen.get(ref);
      const refSchema = refSeen.schema;
      if (refSchema.$ref && (ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0")) {
        schema3.allOf = schema3.allOf ?? [];
        schema3.allOf.push(refSchema);
      } else {
        assignProps(schema3, refSchema);
      }
      assignProps(schema3, _cached);
      const isParentRef = zodSchema._zod.parent === ref;
      if (isParentRef) {
        for (const key in schema3) {
          if (key === "$ref" || key === "allOf")
            continue;
          if (!(key in _cached)) {
            delete schema3[key];
          }
        }
      }
      if (refSchema.$ref && refSeen.def) {
        for (const key in schema3) {
          if (key === "$ref" || key === "allOf")
            continue;
          if (key in refSeen.def && JSON.stringify(schema3[key]) === JSON.stringify(refSeen.def[key])) {
            delete schema3[key];
          }
        }
      }
    }
    const parent = zodSchema._zod.parent;
    if (parent && parent !== ref) {
      flattenRef(parent);
      const parentSeen = ctx.seen.get(parent);
      if (parentSeen?.schema.$ref) {
        schema3.$ref = parentSeen.schema.$ref;
        if (parentSeen.def) {
          for (const key in schema3) {
            if (key === "$ref" || key === "allOf")
              continue;
            if (key in parentSeen.def && JSON.stringify(schema3[key]) === JSON.stringify(parentSeen.def[key])) {
              delete schema3[key];
            }
          }
        }
      }
    }
    ctx.override({
      zodSchema,
      jsonSchema: schema3,
      path: seen.path ?? []
    });
  };
  if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) {
    for (const entry of [...ctx.seen.entries()].reverse()) {
      flattenRef(entry[0]);
    }
    if (ctx.target !== "openapi-3.0") {
      for (const entry of ctx.seen.entries()) {
        compactTypeUnion(entry[1].def ?? entry[1].schema);
      }
    }
    for (const rewrite of ctx.deferred)
      rewrite();
    if (ctx.intersections.length) {
      const carriers = /* @__PURE__ */ new Map();
      for (const seen of ctx.seen.values()) {
        for (const json of [seen.schema, seen.def]) {
          const allOf = json?.allOf;
          if (!Array.isArray(allOf))
            continue;
          const existing = carriers.get(allOf);
          if (existing)
            existing.push(json);
          else
            carriers.set(allOf, [json]);
        }
      }
      for (const allOf of ctx.intersections) {
        for (const json of carriers.get(allOf) ?? [])
          foldIntersection(json);
      }
    }
  }
  const result = {};
  if (ctx.target === "draft-2020-12") {
    result.$schema = "https://json-schema.org/draft/2020-12/schema";
  } else if (ctx.target === "draft-07") {
    result.$schema = "http://json-schema.org/draft-07/schema#";
  } else if (ctx.target === "draft-04") {
    result.$schema = "http://json-schema.org/draft-04/schema#";
  } else if (ctx.target === "openapi-3.0") {
  } else {
  }
  if (ctx.external?.uri) {
    const id = ctx.external.registry.get(schema2)?.id;
    if (!id)
      throw new Error("Schema is missing an `id` property");
    result.$id = ctx.external.uri(id);
  }
  assignProps(result, root.defId ? root.schema : root.def ?? root.schema);
  const rootMetaId = ctx.metadataRegistry.get(schema2)?.id;
  if (rootMetaId !== void 0 && result.id === rootMetaId)
    delete result.id;
  const defs = ctx.external?.defs ?? {};
  if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) {
    for (const entry of ctx.seen.entries()) {
      const seen = entry[1];
      if (seen.def && seen.defId) {
        if (seen.def.id === seen.defId)
          delete seen.def.id;
        assignProp(defs, seen.defId, seen.def);
      }
    }
  }
  if (ctx.external)
    ctx.sharedEmitDoneFor = ctx.external;
  if (ctx.external) {
  } else {
    if (Object.keys(defs).length > 0) {
      if (ctx.target === "draft-2020-12") {
        result.$defs = defs;
      } else {
        result.definitions = defs;
      }
    }
  }
  try {
    const finalized = JSON.parse(JSON.stringify(result));
    Object.defineProperty(finalized, "~standard", {
      value: {
        ...schema2["~standard"],
        jsonSchema: {
          input: createStandardJSONSchemaMethod(schema2, "input", ctx.processors),
          output: createStandardJSONSchemaMethod(schema2, "output", ctx.processors)
        }
      },
      enumerable: false,
      writable: false
    });
    return finalized;
  } catch (_err) {
    throw new Error("Error converting schema to JSON.");
  }
}
function isTransforming(_schema, _ctx) {
  const ctx = _ctx ?? { seen: /* @__PURE__ */ new Set() };
  if (ctx.seen.has(_schema))
    return false;
  ctx.seen.add(_schema);
  const def = _schema._zod.def;
  if (def.type === "transform")
    return true;
  if (def.type === "array")
    return isTransforming(def.element, ctx);
  if (def.type === "set")
    return isTransforming(def.valueType, ctx);
  if (def.type === "lazy")
    return isTransforming(def.getter(), ctx);
  if (def.type === "promise" || def.type === "optional" || def.type === "nonoptional" || def.type === "nullable" || def.type === "readonly" || def.type === "default" || def.type === "prefault" || def.type === "catch") {
    return isTransforming(def.innerType, ctx);
  }
  if (def.type === "intersection") {
    return isTransforming(def.left, ctx) || isTransforming(def.right, ctx);
  }
  if (def.type === "record" || def.type === "map") {
    return isTransforming(def.keyType, ctx) || isTransforming(def.valueType, ctx);
  }
  if (def.type === "pipe") {
    if (_schema._zod.traits.has("$ZodCodec"))
      return true;
    return isTransforming(def.in, ctx) || isTransforming(def.out, ctx);
  }
  if (def.type === "object") {
    for (const key in def.shape) {
      if (isTransforming(def.shape[key], ctx))
        return true;
    }
    return false;
  }
  if (def.type === "union") {
    for (const option of def.options) {
      if (isTransforming(option, ctx))
        return true;
    }
    return false;
  }
  if (def.type === "tuple") {
    for (const item of def.items) {
      if (isTransforming(item, ctx))
        return true;
    }
    if (def.rest && isTransforming(def.rest, ctx))
      return true;
    return false;
  }
  return false;
}
var createToJSONSchemaMethod = (schema2, processors = {}) => (params) => {
  const ctx = initializeContext({ ...params, processors });
  processSchema(schema2, ctx);
  extractDefs(ctx, schema2);
  return finalize(ctx, schema2);
};
var createStandardJSONSchemaMethod = (schema2, io, processors = {}) => (params) => {
  const { libraryOptions, target } = params ?? {};
  const ctx = initializeContext({ ...libraryOptions ?? {}, target, io, processors });
  processSchema(schema2, ctx);
  extractDefs(ctx, schema2);
  return finalize(ctx, schema2);
};

// node_modules/zod/v4/core/json-schema-processors.js
var narrowMin = (agg, key, value) => {
  if (agg[key] === void 0 || value > agg[key])
    agg[key] = value;
};
var narrowMax = (agg, key, value) => {
  if (agg[key] === void 0 || value < agg[key])
    agg[key] = value;
};
var narrowBoth = (agg, value) => {
  narrowMin(agg, "minimum", value);
  narrowMax(agg, "maximum", value);
};
var addDivisor = (agg, value) => {
  agg.multipleOf ?? (agg.multipleOf = []);
  if (!agg.multipleOf.includes(value))
    agg.multipleOf.push(value);
};
var addPattern = (agg, pattern) => {
  agg.patterns ?? (agg.patterns = /* @__PURE__ */ new Set());
  agg.patterns.add(pattern);
};
var intersectMime = (agg, mime) => {
  agg.mime = agg.mime ? agg.mime.filter((m) => mime.includes(m)) : [...mime];
};
var setFormat = (agg, format) => {
  agg.format = format;
  if (format.includes("int"))
    agg.isInt = true;
};
var minContributor = (agg, def) => narrowMin(agg, "minimum", def.minimum);
var maxContributor = (agg, def) => narrowMax(agg, "maximum", def.maximum);
var formatContributor = (ranges) => (agg, def) => {
  setFormat(agg, def.format);
  const [minimum, maximum] = ranges[def.format];
  narrowMin(agg, "minimum", minimum);
  narrowMax(agg, "maximum", maximum);
};
var contributors = {
  greater_than: (agg, def) => narrowMin(agg, def.inclusive ? "minimum" : "exclusiveMinimum", def.value),
  less_than: (agg, def) => narrowMax(agg, def.inclusive ? "maximum" : "exclusiveMaximum", def.value),
  multiple_of: (agg, def) => addDivisor(agg, def.value),
  number_format: formatContributor(NUMBER_FORMAT_RANGES),
  bigint_format: formatContributor(BIGINT_FORMAT_RANGES),
  min_length: minContributor,
  max_length: maxContributor,
  length_equals: (agg, def) => narrowBoth(agg, def.length),
  min_size: minContributor,
  max_size: maxContributor,
  size_equals: (agg, def) => narrowBoth(agg, def.size),
  string_format: (agg, def) => {
    setFormat(agg, def.format);
    if (def.pattern)
      addPattern(agg, def.pattern);
    if (def.format === "base64" || def.format === "base64url")
      agg.contentEncoding = def.format;
    if (def.local || def.precision === -1)
      agg.laxFormat = true;
  },
  mime_type: (agg, def) => intersectMime(agg, def.mime)
};
function aggregateChecks(schema2) {
  const agg = {};
  const def = schema2._zod.def;
  const list = schema2._zod.traits.has("$ZodCheck") ? [schema2, ...def.checks ?? []] : def.checks ?? [];
  for (const ch of list)
    contributors[ch._zod.def.check]?.(agg, ch._zod.def);
  const bag = schema2._zod.bag;
  if (bag.minimum !== void 0)
    narrowMin(agg, "minimum", bag.minimum);
  if (bag.exclusiveMinimum !== void 0)
    narrowMin(agg, "exclusiveMinimum", bag.exclusiveMinimum);
  if (bag.maximum !== void 0)
    narrowMax(agg, "maximum", bag.maximum);
  if (bag.exclusiveMaximum !== void 0)
    narrowMax(agg, "exclusiveMaximum", bag.exclusiveMaximum);
  if (bag.multipleOf !== void 0)
    addDivisor(agg, bag.multipleOf);
  if (bag.format !== void 0) {
    agg.format ?? (agg.format = bag.format);
    if (bag.format.includes("int"))
      agg.isInt = true;
  }
  if (bag.mime)
    intersectMime(agg, bag.mime);
  for (const pattern of bag.patterns ?? [])
    addPattern(agg, pattern);
  return agg;
}
var formatMap = {
  guid: "uuid",
  url: "uri",
  datetime: "date-time",
  json_string: "json-string",
  regex: ""
  // do not set
};
var exactPatterns = /* @__PURE__ */ new Map([
  [base64Charset, base64],
  [base64urlCharset, base64url]
]);
var exactPattern = (p) => exactPatterns.get(p) ?? p;
var stringProcessor = (schema2, ctx, _json, _params) => {
  const json = _json;
  json.type = "string";
  const { minimum, maximum, format, patterns, contentEncoding, laxFormat } = aggregateChecks(schema2);
  if (typeof minimum === "number")
    json.minLength = minimum;
  if (typeof maximum === "number")
    json.maxLength = maximum;
  if (format) {
    json.format = formatMap[format] ?? format;
    if (json.format === "")
      delete json.format;
    if (format === "time" || laxFormat) {
      delete json.format;
    }
  }
  if (contentEncoding)
    json.contentEncoding = contentEncoding;
  if (patterns && patterns.size > 0) {
    const patternList = [...patterns].map(exactPattern);
    if (patternList.length === 1)
      json.pattern = patternList[0].source;
    else if (patternList.length > 1) {
      json.allOf = [
        ...patternList.map((regex) => ({
          ...ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0" ? { type: "string" } : {},
          pattern: regex.source
        }))
      ];
    }
  }
};
var numberProcessor = (schema2, ctx, _json, params) => {
  const json = _json;
  const { minimum, maximum, multipleOf, exclusiveMaximum, exclusiveMinimum, isInt } = aggregateChecks(schema2);
  json.type = isInt ? "integer" : "number";
  const exMin = typeof exclusiveMinimum === "number" && exclusiveMinimum >= (minimum ?? Number.NEGATIVE_INFINITY);
  const exMax = typeof exclusiveMaximum === "number" && exclusiveMaximum <= (maximum ?? Number.POSITIVE_INFINITY);
  const legacy = ctx.target === "draft-04" || ctx.target === "openapi-3.0";
  if (exMin) {
    if (legacy) {
      json.minimum = exclusiveMinimum;
      json.exclusiveMinimum = true;
    } else {
      json.exclusiveMinimum = exclusiveMinimum;
    }
  } else if (typeof minimum === "number") {
    json.minimum = minimum;
  }
  if (exMax) {
    if (legacy) {
      json.maximum = exclusiveMaximum;
      json.exclusiveMaximum = true;
    } else {
      json.exclusiveMaximum = exclusiveMaximum;
    }
  } else if (typeof maximum === "number") {
    json.maximum = maximum;
  }
  if (multipleOf) {
    const divisors = /* @__PURE__ */ new Set();
    for (const divisor of multipleOf) {
      if (Number.isFinite(divisor) && divisor !== 0)
        divisors.add(Math.abs(divisor));
      else
        handleUnrepresentable(schema2, ctx, json, params, `A multipleOf divisor of ${divisor} cannot be represented in JSON Schema`);
    }
    const [first, ...rest] = divisors;
    if (first !== void 0)
      json.multipleOf = first;
    if (rest.length)
      json.allOf = [...json.allOf ?? [], ...rest.map((m) => ({ multipleOf: m }))];
  }
};
var booleanProcessor = (_schema, _ctx, json, _params) => {
  json.type = "boolean";
};
var bigintProcessor = (schema2, ctx, json, params) => {
  handleUnrepresentable(schema2, ctx, json, params, "BigInt cannot be represented in JSON Schema");
};
var symbolProcessor = (schema2, ctx, json, params) => {
  handleUnrepresentable(schema2, ctx, json, params, "Symbols cannot be represented in JSON Schema");
};
var nullProcessor = (_schema, ctx, json, _params) => {
  if (ctx.target === "openapi-3.0") {
    json.type = "string";
    json.nullable = true;
    json.enum = [null];
  } else {
    json.type = "null";
  }
};
var undefinedProcessor = (schema2, ctx, json, params) => {
  handleUnrepresentable(schema2, ctx, json, params, "Undefined cannot be represented in JSON Schema");
};
var voidProcessor = (schema2, ctx, json, params) => {
  handleUnrepresentable(schema2, ctx, json, params, "Void cannot be represented in JSON Schema");
};
var neverProcessor = (_schema, _ctx, json, _params) => {
  json.not = {};
};
var anyProcessor = (_schema, _ctx, _json, _params) => {
};
var unknownProcessor = (_schema, _ctx, _json, _params) => {
};
var dateProcessor = (schema2, ctx, json, params) => {
  handleUnrepresentable(schema2, ctx, json, params, "Date cannot be represented in JSON Schema");
};
var enumProcessor = (schema2, _ctx, json, _params) => {
  const def = schema2._zod.def;
  const values = getEnumValues(def.entries);
  if (values.length === 0) {
    json.not = {};
    return;
  }
  if (values.every((v) => typeof v === "number"))
    json.type = "number";
  if (values.every((v) => typeof v === "string"))
    json.type = "string";
  json.enum = values;
};
var literalProcessor = (schema2, ctx, json, params) => {
  const def = schema2._zod.def;
  if (def.values.length === 0) {
    json.not = {};
    return;
  }
  const vals = [];
  for (const val of def.values) {
    if (val === void 0) {
      if (handleUnrepresentable(schema2, ctx, json, params, "Literal `undefined` cannot be represented in JSON Schema"))
        return;
    } else if (typeof val === "bigint") {
      if (handleUnrepresentable(schema2, ctx, json, params, "BigInt literals cannot be represented in JSON Schema"))
        return;
      vals.push(Number(val));
    } else {
      vals.push(val);
    }
  }
  if (vals.length === 0) {
  } else if (vals.length === 1) {
    const val = vals[0];
    json.type = val === null ? "null" : typeof val;
    if (ctx.target === "draft-04" || ctx.target === "openapi-3.0") {
      json.enum = [val];
    } else {
      json.const = val;
    }
  } else {
    if (vals.every((v) => typeof v === "number"))
      json.type = "number";
    if (vals.every((v) => typeof v === "string"))
      json.type = "string";
    if (vals.every((v) => typeof v === "boolean"))
      json.type = "boolean";
    if (vals.every((v) => v === null))
      json.type = "null";
    json.enum = vals;
  }
};
var nanProcessor = (schema2, ctx, json, params) => {
  handleUnrepresentable(schema2, ctx, json, params, "NaN cannot be represented in JSON Schema");
};
var templateLiteralProcessor = (schema2, _ctx, json, _params) => {
  const _json = json;
  const pattern = schema2._zod.pattern;
  if (!pattern)
    throw new Error("Pattern not found in template literal");
  _json.type = "string";
  _json.pattern = pattern.source;
};
var fileProcessor = (schema2, _ctx, json, _params) => {
  const _json = json;
  _json.type = "string";
  _json.format = "binary";
  _json.contentEncoding = "binary";
  const { minimum, maximum, mime } = aggregateChecks(schema2);
  if (minimum !== void 0)
    _json.minLength = minimum;
  if (maximum !== void 0)
    _json.maxLength = maximum;
  if (!mime)
    return;
  if (mime.length === 0)
    _json.not = {};
  else if (mime.length === 1)
    _json.contentMediaType = mime[0];
  else
    _json.anyOf = mime.map((m) => ({ contentMediaType: m }));
};
var successProcessor = (_schema, _ctx, json, _params) => {
  json.type = "boolean";
};
var customProcessor = (schema2, ctx, json, params) => {
  handleUnrepresentable(schema2, ctx, json, params, "Custom types cannot be represented in JSON Schema");
};
var functionProcessor = (schema2, ctx, json, params) => {
  handleUnrepresentable(schema2, ctx, json, params, "Function types cannot be represented in JSON Schema");
};
var transformProcessor = (schema2, ctx, json, params) => {
  handleUnrepresentable(schema2, ctx, json, params, "Transforms cannot be represented in JSON Schema");
};
var mapProcessor = (schema2, ctx, json, params) => {
  handleUnrepresentable(schema2, ctx, json, params, "Map cannot be represented in JSON Schema");
};
var setProcessor = (schema2, ctx, json, params) => {
  handleUnrepresentable(schema2, ctx, json, params, "Set cannot be represented in JSON Schema");
};
var arrayProcessor = (schema2, ctx, _json, params) => {
  const json = _json;
  const def = schema2._zod.def;
  const { minimum, maximum } = aggregateChecks(schema2);
  if (typeof minimum === "number")
    json.minItems = minimum;
  if (typeof maximum === "number")
    json.maxItems = maximum;
  json.type = "array";
  json.items = processSchema(def.element, ctx, {
    ...params,
    path: [...params.path, "items"]
  });
};
function inputOptin(schema2) {
  const def = schema2._zod.def;
  if (def.type === "pipe" && def.in._zod.traits.has("$ZodTransform")) {
    return inputOptin(def.out);
  }
  if (def.type === "catch") {
    return inputOptin(def.innerType);
  }
  return schema2._zod.optin;
}
var objectProcessor = (schema2, ctx, _json, params) => {
  const json = _json;
  const def = schema2._zod.def;
  const shape = def.shape;
  const symbolKeys = Object.getOwnPropertySymbols(shape);
  if (symbolKeys.length && handleUnrepresentable(schema2, ctx, json, params, "Symbol keys cannot be represented in JSON Schema")) {
    return;
  }
  json.type = "object";
  json.properties = {};
  for (const key in shape) {
    assignProp(json.properties, key, processSchema(shape[key], ctx, {
      ...params,
      path: [...params.path, "properties", key]
    }));
  }
  const requiredKeys = [];
  for (const key of Object.keys(shape)) {
    const field = def.shape[key];
    if (ctx.io === "input" ? inputOptin(field) === void 0 : field._zod.optout === void 0) {
      requiredKeys.push(key);
    }
  }
  if (requiredKeys.length > 0) {
    json.required = requiredKeys;
  }
  if (def.catchall?._zod.def.type === "never") {
    json.additionalProperties = false;
  } else if (!def.catchall) {
    if (ctx.io === "output")
      json.additionalProperties = false;
  } else if (def.catchall) {
    json.additionalProperties = processSchema(def.catchall, ctx, {
      ...params,
      path: [...params.path, "additionalProperties"]
    });
  }
};
var unionProcessor = (schema2, ctx, json, params) => {
  const def = schema2._zod.def;
  const isExclusive = def.inclusive === false;
  const options = def.options.map((x, i) => processSchema(x, ctx, {
    ...params,
    path: [...params.path, isExclusive ? "oneOf" : "anyOf", i]
  }));
  if (isExclusive) {
    json.oneOf = options;
  } else {
    json.anyOf = options;
  }
};
var intersectionProcessor = (schema2, ctx, json, params) => {
  const def = schema2._zod.def;
  const a = processSchema(def.left, ctx, {
    ...params,
    path: [...params.path, "allOf", 0]
  });
  const b = processSchema(def.right, ctx, {
    ...params,
    path: [...params.path, "allOf", 1]
  });
  const isSimpleIntersection = (val) => "allOf" in val && Object.keys(val).length === 1;
  const allOf = [
    ...isSimpleIntersection(a) ? a.allOf : [a],
    ...isSimpleIntersection(b) ? b.allOf : [b]
  ];
  json.allOf = allOf;
  ctx.intersections.push(allOf);
};
var tupleProcessor = (schema2, ctx, _json, params) => {
  const json = _json;
  const def = schema2._zod.def;
  json.type = "array";
  const prefixPath = ctx.target === "draft-2020-12" ? "prefixItems" : "items";
  const restPath = ctx.target === "draft-2020-12" ? "items" : ctx.target === "openapi-3.0" ? "items" : "additionalItems";
  const prefixItems = def.items.map((x, i) => processSchema(x, ctx, {
    ...params,
    path: [...params.path, prefixPath, i]
  }));
  const rest = def.rest ? processSchema(def.rest, ctx, {
    ...params,
    path: [...params.path, restPath, ...ctx.target === "openapi-3.0" ? [def.items.length] : []]
  }) : null;
  let minItems = def.items.length;
  while (minItems > 0) {
    const item = def.items[minItems - 1];
    const optional2 = ctx.io === "input" ? inputOptin(item) !== void 0 : item._zod.optout === "optional";
    if (!optional2)
      break;
    minItems--;
  }
  const maxItems = def.items.length;
  const isClosed = !def.rest;
  if (ctx.target === "draft-2020-12") {
    json.prefixItems = prefixItems;
    if (isClosed) {
      json.items = false;
    } else if (rest) {
      json.items = rest;
    }
    if (minItems > 0)
      json.minItems = minItems;
    if (isClosed)
      json.maxItems = maxItems;
  } else if (ctx.target === "openapi-3.0") {
    json.items = {
      anyOf: prefixItems
    };
    if (rest) {
      json.items.anyOf.push(rest);
    }
    if (minItems > 0)
      json.minItems = minItems;
    if (isClosed)
      json.maxItems = maxItems;
  } else {
    json.items = prefixItems;
    if (isClosed) {
      json.additionalItems = false;
    } else if (rest) {
      json.additionalItems = rest;
    }
    if (minItems > 0)
      json.minItems = minItems;
    if (isClosed)
      json.maxItems = maxItems;
  }
  const { minimum, maximum } = aggregateChecks(schema2);
  if (typeof minimum === "number")
    json.minItems = minimum;
  if (typeof maximum === "number")
    json.maxItems = maximum;
};
function stringifyKeyNames(bySchema, json, visited) {
  if (json.$ref) {
    if (visited.has(json))
      return json;
    visited.add(json);
    const def = bySchema.get(json)?.def;
    if (!def)
      return json;
    const inlined = stringifyKeyNames(bySchema, def, visited);
    return inlined === def ? json : inlined;
  }
  for (const keyword of ["anyOf", "oneOf"]) {
    const branches2 = json[keyword];
    if (!Array.isArray(branches2))
      continue;
    const mapped = branches2.map((branch) => stringifyKeyNames(bySchema, branch, visited));
    if (mapped.some((branch, i) => branch !== branches2[i]))
      json = { ...json, [keyword]: mapped };
  }
  const types = Array.isArray(json.type) ? json.type : [json.type];
  const numericType = !types.includes("string") && types.some((t) => t === "number" || t === "integer");
  const values = json.enum ?? (json.const !== void 0 ? [json.const] : void 0);
  if (!numericType && !values?.some((v) => typeof v === "number"))
    return json;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format, id, ...rest } = json;
  if (rest.enum)
    rest.enum = rest.enum.map((v) => typeof v === "number" ? String(v) : v);
  else if (typeof rest.const === "number")
    rest.const = String(rest.const);
  if (!numericType)
    return rest;
  rest.type = "string";
  if (!values)
    rest.pattern = (types.includes("number") ? number : integer).source;
  return rest;
}
var pendingRecords = /* @__PURE__ */ new WeakMap();
function rewriteKeyNames(ctx) {
  const bySchema = /* @__PURE__ */ new Map();
  for (const entry of ctx.seen.values()) {
    if (entry.def && !bySchema.has(entry.schema))
      bySchema.set(entry.schema, entry);
  }
  const rewrites = /* @__PURE__ */ new Map();
  for (const record2 of pendingRecords.get(ctx) ?? []) {
    const seen = ctx.seen.get(record2);
    const names = (seen?.def ?? seen?.schema)?.propertyNames;
    if (!names || names === true || rewrites.has(names))
      continue;
    const rewritten = stringifyKeyNames(bySchema, names, /* @__PURE__ */ new Set());
    if (rewritten !== names)
      rewrites.set(names, rewritten);
  }
  if (!rewrites.size)
    return;
  for (const entry of ctx.seen.values()) {
    for (const carrier of [entry.schema, entry.def]) {
      const rewritten = carrier && rewrites.get(carrier.propertyNames);
      if (rewritten)
        carrier.propertyNames = rewritten;
    }
  }
}
var recordProcessor = (schema2, ctx, _json, params) => {
  const json = _json;
  const def = schema2._zod.def;
  json.type = "object";
  const keyType = def.keyType;
  const patterns = aggregateChecks(keyType).patterns;
  if (def.mode === "loose" && patterns && patterns.size > 0) {
    const valueSchema = processSchema(def.valueType, ctx, {
      ...params,
      path: [...params.path, "patternProperties", "*"]
    });
    json.patternProperties = {};
    for (const pattern of patterns) {
      assignProp(json.patternProperties, exactPattern(pattern).source, valueSchema);
    }
  } else {
    if (ctx.target === "draft-07" || ctx.target === "draft-2020-12") {
      json.propertyNames = processSchema(def.keyType, ctx, {
        ...params,
        path: [...params.path, "propertyNames"]
      });
      let pending = pendingRecords.get(ctx);
      if (!pending) {
        pending = [];
        pendingRecords.set(ctx, pending);
        ctx.deferred.push(() => rewriteKeyNames(ctx));
      }
      pending.push(schema2);
    }
    json.additionalProperties = processSchema(def.valueType, ctx, {
      ...params,
      path: [...params.path, "additionalProperties"]
    });
  }
  const keyValues = keyType._zod.values;
  const omittableOnInput = ctx.io === "input" && inputOptin(def.valueType) !== void 0;
  if (keyValues && !def.partial && !omittableOnInput) {
    const validKeyValues = [...keyValues].filter((v) => typeof v === "string" || typeof v === "number");
    if (validKeyValues.length > 0) {
      json.required = validKeyValues.map(String);
    }
  }
};
var nullableProcessor = (schema2, ctx, json, params) => {
  const def = schema2._zod.def;
  const inner = processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema2);
  if (ctx.target === "openapi-3.0") {
    seen.ref = def.innerType;
    json.nullable = true;
  } else {
    json.anyOf = [inner, { type: "null" }];
  }
};
var nonoptionalProcessor = (schema2, ctx, _json, params) => {
  const def = schema2._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema2);
  seen.ref = def.innerType;
};
var UNREPRESENTABLE_DEFAULT = /* @__PURE__ */ Symbol();
function serializeDefaultValue(value, schema2, ctx, json, params) {
  let unrepresentable = false;
  const serialized = JSON.stringify(value, (_, val) => {
    if (typeof val !== "bigint")
      return val;
    unrepresentable = true;
    return null;
  });
  if (!unrepresentable)
    return JSON.parse(serialized);
  handleUnrepresentable(schema2, ctx, json, params, "BigInt defaults cannot be represented in JSON Schema");
  return UNREPRESENTABLE_DEFAULT;
}
var defaultProcessor = (schema2, ctx, json, params) => {
  const def = schema2._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema2);
  seen.ref = def.innerType;
  const value = serializeDefaultValue(def.defaultValue, schema2, ctx, json, params);
  if (value !== UNREPRESENTABLE_DEFAULT)
    json.default = value;
};
var prefaultProcessor = (schema2, ctx, json, params) => {
  const def = schema2._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema2);
  seen.ref = def.innerType;
  if (ctx.io !== "input")
    return;
  const value = serializeDefaultValue(def.defaultValue, schema2, ctx, json, params);
  if (value !== UNREPRESENTABLE_DEFAULT)
    json._prefault = value;
};
var catchProcessor = (schema2, ctx, json, params) => {
  const def = schema2._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema2);
  seen.ref = def.innerType;
  let catchValue;
  try {
    catchValue = def.catchValue(void 0);
  } catch {
    handleUnrepresentable(schema2, ctx, json, params, "Dynamic catch values are not supported in JSON Schema");
    return;
  }
  json.default = catchValue;
};
var pipeProcessor = (schema2, ctx, _json, params) => {
  const def = schema2._zod.def;
  const inIsTransform = def.in._zod.traits.has("$ZodTransform");
  const innerType = ctx.io === "input" ? inIsTransform ? def.out : def.in : def.out;
  processSchema(innerType, ctx, params);
  const seen = ctx.seen.get(schema2);
  seen.ref = innerType;
};
var readonlyProcessor = (schema2, ctx, json, params) => {
  const def = schema2._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema2);
  seen.ref = def.innerType;
  json.readOnly = true;
};
var promiseProcessor = (schema2, ctx, _json, params) => {
  const def = schema2._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema2);
  seen.ref = def.innerType;
};
var optionalProcessor = (schema2, ctx, _json, params) => {
  const def = schema2._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema2);
  seen.ref = def.innerType;
};
var lazyProcessor = (schema2, ctx, _json, params) => {
  const innerType = schema2._zod.innerType;
  processSchema(innerType, ctx, params);
  const seen = ctx.seen.get(schema2);
  seen.ref = innerType;
};
var allProcessors = {
  string: stringProcessor,
  number: numberProcessor,
  boolean: booleanProcessor,
  bigint: bigintProcessor,
  symbol: symbolProcessor,
  null: nullProcessor,
  undefined: undefinedProcessor,
  void: voidProcessor,
  never: neverProcessor,
  any: anyProcessor,
  unknown: unknownProcessor,
  date: dateProcessor,
  enum: enumProcessor,
  literal: literalProcessor,
  nan: nanProcessor,
  template_literal: templateLiteralProcessor,
  file: fileProcessor,
  success: successProcessor,
  custom: customProcessor,
  function: functionProcessor,
  transform: transformProcessor,
  map: mapProcessor,
  set: setProcessor,
  array: arrayProcessor,
  object: objectProcessor,
  union: unionProcessor,
  intersection: intersectionProcessor,
  tuple: tupleProcessor,
  record: recordProcessor,
  nullable: nullableProcessor,
  nonoptional: nonoptionalProcessor,
  default: defaultProcessor,
  prefault: prefaultProcessor,
  catch: catchProcessor,
  pipe: pipeProcessor,
  readonly: readonlyProcessor,
  promise: promiseProcessor,
  optional: optionalProcessor,
  lazy: lazyProcessor
};
function toJSONSchema(input, params) {
  if ("_idmap" in input) {
    const registry2 = input;
    const ctx2 = initializeContext({ ...params, processors: allProcessors });
    const defs = {};
    for (const entry of registry2._idmap.entries()) {
      const [_, schema2] = entry;
      processSchema(schema2, ctx2);
    }
    const schemas = {};
    const external = {
      registry: registry2,
      uri: params?.uri,
      defs
    };
    ctx2.external = external;
    for (const entry of registry2._idmap.entries()) {
      const [key, schema2] = entry;
      extractDefs(ctx2, schema2);
      assignProp(schemas, key, finalize(ctx2, schema2));
    }
    if (Object.keys(defs).length > 0) {
      const defsSegment = ctx2.target === "draft-2020-12" ? "$defs" : "definitions";
      schemas.__shared = {
        [defsSegment]: defs
      };
    }
    return { schemas };
  }
  const ctx = initializeContext({ ...params, processors: allProcessors });
  processSchema(input, ctx);
  extractDefs(ctx, input);
  return finalize(ctx, input);
}

// node_modules/zod/v4/classic/errors.js
var _installedErrorProtos = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
function _lazyMethod(proto, key, make) {
  Object.defineProperty(proto, key, {
    configurable: true,
    enumerable: false,
    get() {
      const value = make(this);
      Object.defineProperty(this, key, { value, configurable: true, writable: true });
      return value;
    },
    set(value) {
      Object.defineProperty(this, key, { value, configurable: true, writable: true });
    }
  });
}
var initializer2 = (inst, issues) => {
  $ZodError.init(inst, issues);
  inst.name = "ZodError";
  const proto = Object.getPrototypeOf(inst);
  if (_installedErrorProtos.has(proto))
    return;
  _installedErrorProtos.add(proto);
  _lazyMethod(proto, "format", (self) => (mapper) => formatError(self, mapper));
  _lazyMethod(proto, "flatten", (self) => (mapper) => flattenError(self, mapper));
  _lazyMethod(proto, "addIssue", (self) => (issue2) => {
    self.issues.push(issue2);
    self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
  });
  _lazyMethod(proto, "addIssues", (self) => (issues2) => {
    self.issues.push(...issues2);
    self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
  });
  Object.defineProperty(proto, "isEmpty", {
    configurable: true,
    enumerable: false,
    get() {
      return this.issues.length === 0;
    }
  });
};
var ZodRealError = /* @__PURE__ */ $constructor("ZodError", initializer2, void 0, {
  Parent: Error
});

// node_modules/zod/v4/classic/parse.js
var parse = /* @__PURE__ */ _parse(ZodRealError);
var parseAsync = /* @__PURE__ */ _parseAsync(ZodRealError);
var safeParse = /* @__PURE__ */ _safeParse(ZodRealError);
var safeParseAsync = /* @__PURE__ */ _safeParseAsync(ZodRealError);
var encode = /* @__PURE__ */ _encode(ZodRealError);
var decode = /* @__PURE__ */ _decode(ZodRealError);
var encodeAsync = /* @__PURE__ */ _encodeAsync(ZodRealError);
var decodeAsync = /* @__PURE__ */ _decodeAsync(ZodRealError);
var safeEncode = /* @__PURE__ */ _safeEncode(ZodRealError);
var safeDecode = /* @__PURE__ */ _safeDecode(ZodRealError);
var safeEncodeAsync = /* @__PURE__ */ _safeEncodeAsync(ZodRealError);
var safeDecodeAsync = /* @__PURE__ */ _safeDecodeAsync(ZodRealError);

// node_modules/zod/v4/classic/schemas.js
function _ensureDefaultLocale() {
  if (!globalConfig.localeError)
    config(en_default());
}
function _ensureDefaultMemoizer() {
  if (!globalConfig.memoizer)
    config({ memoizer: memoizer() });
}
var ZodType = /* @__PURE__ */ $constructor("ZodType", (inst, def) => {
  _ensureDefaultLocale();
  $ZodType.init(inst, def);
  inst.def = def;
  inst.type = def.type;
  return inst;
}, {
  check(...chks) {
    const def = this.def;
    return this.clone(util_exports.mergeDefs(def, {
      checks: [
        ...def.checks ?? [],
        ...chks.map((ch) => typeof ch === "function" ? { _zod: { check: ch, def: { check: "custom" }, onattach: [] } } : ch)
      ]
    }), { parent: true });
  },
  with(...chks) {
    return this.check(...chks);
  },
  clone(def, params) {
    return clone(this, def, params);
  },
  brand() {
    return this;
  },
  register(reg, meta2) {
    reg.add(this, meta2);
    return this;
  },
  refine(check2, params) {
    return this.check(refine(check2, params));
  },
  superRefine(refinement, params) {
    return this.check(superRefine(refinement, params));
  },
  overwrite(fn) {
    return this.check(_overwrite(fn));
  },
  optional() {
    return optional(this);
  },
  exactOptional() {
    return exactOptional(this);
  },
  nullable() {
    return nullable(this);
  },
  nullish() {
    return optional(nullable(this));
  },
  nonoptional(params) {
    return nonoptional(this, params);
  },
  array() {
    return array(this);
  },
  or(arg) {
    return union([this, arg]);
  },
  and(arg) {
    return intersection(this, arg);
  },
  transform(tx) {
    return pipe(this, transform(tx));
  },
  default(d) {
    return _default(this, d);
  },
  prefault(d) {
    return prefault(this, d);
  },
  catch(params) {
    return _catch(this, params);
  },
  pipe(target) {
    return pipe(this, target);
  },
  readonly() {
    return readonly(this);
  },
  describe(description) {
    const cl = this.clone();
    globalRegistry.add(cl, { description });
    return cl;
  },
  meta(...args) {
    if (args.length === 0)
      return globalRegistry.get(this);
    const cl = this.clone();
    globalRegistry.add(cl, args[0]);
    return cl;
  },
  isOptional() {
    return this.safeParse(void 0).success;
  },
  isNullable() {
    return this.safeParse(null).success;
  },
  apply(fn, ...args) {
    return args.length === 0 ? fn(this) : fn(this, ...args);
  },
  // Overrides core's `~standard` to add `jsonSchema`. Must stay a prototype entry: redefining it per instance demotes instances to dictionary mode.
  get "~standard"() {
    return util_exports.hide(this, "~standard", {
      ...standardProps(this),
      jsonSchema: {
        input: createStandardJSONSchemaMethod(this, "input"),
        output: createStandardJSONSchemaMethod(this, "output")
      }
    });
  },
  set "~standard"(value) {
    util_exports.own(this, "~standard", value);
  },
  parse: function _parse2(data, params) {
    return parse(this, data, params, { callee: _parse2 });
  },
  parseAsync: async function _parseAsync2(data, params) {
    return await parseAsync(this, data, params, { callee: _parseAsync2 });
  },
  safeParse(data, params) {
    return safeParse(this, data, params);
  },
  async safeParseAsync(data, params) {
    return safeParseAsync(this, data, params);
  },
  // `spa` is an alias: same function object as `safeParseAsync`, as before.
  get spa() {
    return this?.safeParseAsync;
  },
  set spa(value) {
    util_exports.own(this, "spa", value);
  },
  validate(data, params) {
    return validate(this, data, params);
  },
  validateAsync(data, params) {
    return validateAsync(this, data, params);
  },
  encode: function _encode2(data, params) {
    return encode(this, data, params, { callee: _encode2 });
  },
  decode: function _decode2(data, params) {
    return decode(this, data, params, { callee: _decode2 });
  },
  encodeAsync: async function _encodeAsync2(data, params) {
    return await encodeAsync(this, data, params, { callee: _encodeAsync2 });
  },
  decodeAsync: async function _decodeAsync2(data, params) {
    return await decodeAsync(this, data, params, { callee: _decodeAsync2 });
  },
  safeEncode(data, params) {
    return safeEncode(this, data, params);
  },
  safeDecode(data, params) {
    return safeDecode(this, data, params);
  },
  async safeEncodeAsync(data, params) {
    return safeEncodeAsync(this, data, params);
  },
  async safeDecodeAsync(data, params) {
    return safeDecodeAsync(this, data, params);
  },
  toJSONSchema(params) {
    return createToJSONSchemaMethod(this, {})(params);
  },
  // Reads through to the registry on every access, so it must not cache.
  get description() {
    return globalRegistry.get(this)?.description;
  },
  // No setter: `schema._def = x` throws, as it did when `_def` was a non-writable own property.
  get _def() {
    return this._zod.def;
  }
});
var _ZodString = /* @__PURE__ */ $constructor(
  "_ZodString",
  (inst, def) => {
    $ZodString.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => stringProcessor(inst, ctx, json, params);
  },
  /* @__PURE__ */ util_exports.derived({
    format: (inst) => aggregateChecks(inst).format ?? null,
    minLength: (inst) => aggregateChecks(inst).minimum ?? null,
    maxLength: (inst) => aggregateChecks(inst).maximum ?? null
  }, {
    regex(...args) {
      return this.check(_regex(...args));
    },
    includes(...args) {
      return this.check(_includes(...args));
    },
    startsWith(...args) {
      return this.check(_startsWith(...args));
    },
    endsWith(...args) {
      return this.check(_endsWith(...args));
    },
    min(...args) {
      return this.check(_minLength(...args));
    },
    max(...args) {
      return this.check(_maxLength(...args));
    },
    length(...args) {
      return this.check(_length(...args));
    },
    nonempty(...args) {
      return this.check(_minLength(1, ...args));
    },
    lowercase(params) {
      return this.check(_lowercase(params));
    },
    uppercase(params) {
      return this.check(_uppercase(params));
    },
    trim() {
      return this.check(_trim());
    },
    normalize(...args) {
      return this.check(_normalize(...args));
    },
    toLowerCase() {
      return this.check(_toLowerCase());
    },
    toUpperCase() {
      return this.check(_toUpperCase());
    },
    slugify() {
      return this.check(_slugify());
    }
  })
);
var ZodString = /* @__PURE__ */ $constructor("ZodString", (inst, def) => {
  $ZodString.init(inst, def);
  _ZodString.init(inst, def);
}, {
  email(params) {
    return this.check(_email(ZodEmail, params));
  },
  url(params) {
    return this.check(_url(ZodURL, params));
  },
  jwt(params) {
    return this.check(_jwt(ZodJWT, params));
  },
  emoji(params) {
    return this.check(_emoji2(ZodEmoji, params));
  },
  guid(params) {
    return this.check(_guid(ZodGUID, params));
  },
  uuid(params) {
    return this.check(_uuid(ZodUUID, params));
  },
  uuidv4(params) {
    return this.check(_uuidv4(ZodUUID, params));
  },
  uuidv6(params) {
    return this.check(_uuidv6(ZodUUID, params));
  },
  uuidv7(params) {
    return this.check(_uuidv7(ZodUUID, params));
  },
  nanoid(params) {
    return this.check(_nanoid(ZodNanoID, params));
  },
  cuid(params) {
    return this.check(_cuid(ZodCUID, params));
  },
  cuid2(params) {
    return this.check(_cuid2(ZodCUID2, params));
  },
  ulid(params) {
    return this.check(_ulid(ZodULID, params));
  },
  base64(params) {
    return this.check(_base64(ZodBase64, params));
  },
  base64url(params) {
    return this.check(_base64url(ZodBase64URL, params));
  },
  xid(params) {
    return this.check(_xid(ZodXID, params));
  },
  ksuid(params) {
    return this.check(_ksuid(ZodKSUID, params));
  },
  ipv4(params) {
    return this.check(_ipv4(ZodIPv4, params));
  },
  ipv6(params) {
    return this.check(_ipv6(ZodIPv6, params));
  },
  cidrv4(params) {
    return this.check(_cidrv4(ZodCIDRv4, params));
  },
  cidrv6(params) {
    return this.check(_cidrv6(ZodCIDRv6, params));
  },
  e164(params) {
    return this.check(_e164(ZodE164, params));
  },
  datetime(params) {
    return this.check(_isoDateTime(ZodISODateTime, params));
  },
  date(params) {
    return this.check(_isoDate(ZodISODate, params));
  },
  time(params) {
    return this.check(_isoTime(ZodISOTime, params));
  },
  duration(params) {
    return this.check(_isoDuration(ZodISODuration, params));
  }
});
function string2(params) {
  return _string(ZodString, params);
}
var ZodStringFormat = /* @__PURE__ */ $constructor("ZodStringFormat", (inst, def) => {
  $ZodStringFormat.init(inst, def);
  _ZodString.init(inst, def);
});
var ZodISODateTime = /* @__PURE__ */ $constructor("ZodISODateTime", (inst, def) => {
  $ZodISODateTime.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodISODate = /* @__PURE__ */ $constructor("ZodISODate", (inst, def) => {
  $ZodISODate.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodISOTime = /* @__PURE__ */ $constructor("ZodISOTime", (inst, def) => {
  $ZodISOTime.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodISODuration = /* @__PURE__ */ $constructor("ZodISODuration", (inst, def) => {
  $ZodISODuration.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodEmail = /* @__PURE__ */ $constructor("ZodEmail", (inst, def) => {
  $ZodEmail.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodGUID = /* @__PURE__ */ $constructor("ZodGUID", (inst, def) => {
  $ZodGUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodUUID = /* @__PURE__ */ $constructor("ZodUUID", (inst, def) => {
  $ZodUUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodURL = /* @__PURE__ */ $constructor("ZodURL", (inst, def) => {
  $ZodURL.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodEmoji = /* @__PURE__ */ $constructor("ZodEmoji", (inst, def) => {
  $ZodEmoji.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodNanoID = /* @__PURE__ */ $constructor("ZodNanoID", (inst, def) => {
  $ZodNanoID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCUID = /* @__PURE__ */ $constructor("ZodCUID", (inst, def) => {
  $ZodCUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCUID2 = /* @__PURE__ */ $constructor("ZodCUID2", (inst, def) => {
  $ZodCUID2.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodULID = /* @__PURE__ */ $constructor("ZodULID", (inst, def) => {
  $ZodULID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodXID = /* @__PURE__ */ $constructor("ZodXID", (inst, def) => {
  $ZodXID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodKSUID = /* @__PURE__ */ $constructor("ZodKSUID", (inst, def) => {
  $ZodKSUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodIPv4 = /* @__PURE__ */ $constructor("ZodIPv4", (inst, def) => {
  $ZodIPv4.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodIPv6 = /* @__PURE__ */ $constructor("ZodIPv6", (inst, def) => {
  $ZodIPv6.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCIDRv4 = /* @__PURE__ */ $constructor("ZodCIDRv4", (inst, def) => {
  $ZodCIDRv4.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCIDRv6 = /* @__PURE__ */ $constructor("ZodCIDRv6", (inst, def) => {
  $ZodCIDRv6.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodBase64 = /* @__PURE__ */ $constructor("ZodBase64", (inst, def) => {
  $ZodBase64.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodBase64URL = /* @__PURE__ */ $constructor("ZodBase64URL", (inst, def) => {
  $ZodBase64URL.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodE164 = /* @__PURE__ */ $constructor("ZodE164", (inst, def) => {
  $ZodE164.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodJWT = /* @__PURE__ */ $constructor("ZodJWT", (inst, def) => {
  $ZodJWT.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodNumber = /* @__PURE__ */ $constructor(
  "ZodNumber",
  (inst, def) => {
    $ZodNumber.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => numberProcessor(inst, ctx, json, params);
    inst.isFinite = true;
  },
  /* @__PURE__ */ util_exports.derived({
    minValue: (inst) => {
      const { minimum, exclusiveMinimum } = aggregateChecks(inst);
      return Math.max(minimum ?? Number.NEGATIVE_INFINITY, exclusiveMinimum ?? Number.NEGATIVE_INFINITY);
    },
    maxValue: (inst) => {
      const { maximum, exclusiveMaximum } = aggregateChecks(inst);
      return Math.min(maximum ?? Number.POSITIVE_INFINITY, exclusiveMaximum ?? Number.POSITIVE_INFINITY);
    },
    isInt: (inst) => {
      const { isInt, multipleOf } = aggregateChecks(inst);
      return !!isInt || !!multipleOf?.some(Number.isSafeInteger);
    },
    format: (inst) => aggregateChecks(inst).format ?? null
  }, {
    gt(value, params) {
      return this.check(_gt(value, params));
    },
    gte(value, params) {
      return this.check(_gte(value, params));
    },
    min(value, params) {
      return this.check(_gte(value, params));
    },
    lt(value, params) {
      return this.check(_lt(value, params));
    },
    lte(value, params) {
      return this.check(_lte(value, params));
    },
    max(value, params) {
      return this.check(_lte(value, params));
    },
    int(params) {
      return this.check(int(params));
    },
    safe(params) {
      return this.check(int(params));
    },
    positive(params) {
      return this.check(_gt(0, params));
    },
    nonnegative(params) {
      return this.check(_gte(0, params));
    },
    negative(params) {
      return this.check(_lt(0, params));
    },
    nonpositive(params) {
      return this.check(_lte(0, params));
    },
    multipleOf(value, params) {
      return this.check(_multipleOf(value, params));
    },
    step(value, params) {
      return this.check(_multipleOf(value, params));
    },
    finite() {
      return this;
    }
  })
);
function number2(params) {
  return _number(ZodNumber, params);
}
var ZodNumberFormat = /* @__PURE__ */ $constructor("ZodNumberFormat", (inst, def) => {
  $ZodNumberFormat.init(inst, def);
  ZodNumber.init(inst, def);
});
function int(params) {
  return _int(ZodNumberFormat, params);
}
var ZodBoolean = /* @__PURE__ */ $constructor("ZodBoolean", (inst, def) => {
  $ZodBoolean.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => booleanProcessor(inst, ctx, json, params);
});
function boolean2(params) {
  return _boolean(ZodBoolean, params);
}
var ZodUnknown = /* @__PURE__ */ $constructor("ZodUnknown", (inst, def) => {
  $ZodUnknown.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => unknownProcessor(inst, ctx, json, params);
});
function unknown() {
  return _unknown(ZodUnknown);
}
var ZodNever = /* @__PURE__ */ $constructor("ZodNever", (inst, def) => {
  $ZodNever.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => neverProcessor(inst, ctx, json, params);
});
function never(params) {
  return _never(ZodNever, params);
}
var ZodArray = /* @__PURE__ */ $constructor("ZodArray", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodArray.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => arrayProcessor(inst, ctx, json, params);
  inst.element = def.element;
}, {
  min(n, params) {
    return this.check(_minLength(n, params));
  },
  nonempty(params) {
    return this.check(_minLength(1, params));
  },
  max(n, params) {
    return this.check(_maxLength(n, params));
  },
  length(n, params) {
    return this.check(_length(n, params));
  },
  unwrap() {
    return this.element;
  }
});
function array(element, params) {
  return _array(ZodArray, element, params);
}
var ZodObject = /* @__PURE__ */ $constructor("ZodObject", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodObjectJIT.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => objectProcessor(inst, ctx, json, params);
  util_exports.installLazyProp(inst, "shape", (self) => self._zod.def.shape, false);
}, {
  keyof() {
    return _enum(Object.keys(this._zod.def.shape));
  },
  catchall(catchall) {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall }));
  },
  passthrough() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: unknown() }));
  },
  loose() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: unknown() }));
  },
  strict() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: never() }));
  },
  strip() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: void 0 }));
  },
  extend(incoming) {
    return util_exports.extend(this, incoming);
  },
  safeExtend(incoming) {
    return util_exports.safeExtend(this, incoming);
  },
  merge(other2) {
    return util_exports.merge(this, other2);
  },
  pick(mask) {
    return util_exports.pick(this, mask);
  },
  omit(mask) {
    return util_exports.omit(this, mask);
  },
  partial(...args) {
    return util_exports.partial(ZodOptional, this, args[0]);
  },
  exactPartial(...args) {
    return util_exports.partial(ZodExactOptional, this, args[0], "exactPartial");
  },
  required(...args) {
    return util_exports.required(ZodNonOptional, this, args[0]);
  }
});
function strictObject(shape, params) {
  return new ZodObject({
    type: "object",
    shape,
    catchall: never(),
    ...util_exports.normalizeParams(params)
  });
}
var ZodUnion = /* @__PURE__ */ $constructor("ZodUnion", (inst, def) => {
  $ZodUnion.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => unionProcessor(inst, ctx, json, params);
  inst.options = def.options;
});
function union(options, params) {
  return new ZodUnion({
    type: "union",
    options,
    ...util_exports.normalizeParams(params)
  });
}
var ZodDiscriminatedUnion = /* @__PURE__ */ $constructor("ZodDiscriminatedUnion", (inst, def) => {
  ZodUnion.init(inst, def);
  $ZodDiscriminatedUnion.init(inst, def);
});
function discriminatedUnion(discriminator, options, params) {
  return new ZodDiscriminatedUnion({
    type: "union",
    options,
    discriminator,
    ...util_exports.normalizeParams(params)
  });
}
var ZodIntersection = /* @__PURE__ */ $constructor("ZodIntersection", (inst, def) => {
  $ZodIntersection.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => intersectionProcessor(inst, ctx, json, params);
});
function intersection(left, right) {
  return new ZodIntersection({
    type: "intersection",
    left,
    right
  });
}
var ZodRecord = /* @__PURE__ */ $constructor("ZodRecord", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodRecord.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => recordProcessor(inst, ctx, json, params);
  inst.keyType = def.keyType;
  inst.valueType = def.valueType;
});
function record(keyType, valueType, params) {
  if (!valueType || !valueType._zod) {
    return new ZodRecord({
      type: "record",
      keyType: string2(),
      valueType: keyType,
      ...util_exports.normalizeParams(valueType)
    });
  }
  return new ZodRecord({
    type: "record",
    keyType,
    valueType,
    ...util_exports.normalizeParams(params)
  });
}
var ZodEnum = /* @__PURE__ */ $constructor("ZodEnum", (inst, def) => {
  $ZodEnum.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => enumProcessor(inst, ctx, json, params);
  inst.enum = def.entries;
  inst.options = [...inst._zod.values];
  const keys = new Set(Object.keys(def.entries));
  inst.extract = (values, params) => {
    const newEntries = {};
    for (const value of values) {
      if (keys.has(value)) {
        newEntries[value] = def.entries[value];
      } else
        throw new Error(`Key ${value} not found in enum`);
    }
    return new ZodEnum({
      ...def,
      checks: [],
      ...util_exports.normalizeParams(params),
      entries: newEntries
    });
  };
  inst.exclude = (values, params) => {
    const newEntries = { ...def.entries };
    for (const value of values) {
      if (keys.has(value)) {
        delete newEntries[value];
      } else
        throw new Error(`Key ${value} not found in enum`);
    }
    return new ZodEnum({
      ...def,
      checks: [],
      ...util_exports.normalizeParams(params),
      entries: newEntries
    });
  };
});
function _enum(values, params) {
  const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
  return new ZodEnum({
    type: "enum",
    entries,
    ...util_exports.normalizeParams(params)
  });
}
var ZodLiteral = /* @__PURE__ */ $constructor("ZodLiteral", (inst, def) => {
  $ZodLiteral.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => literalProcessor(inst, ctx, json, params);
  inst.values = new Set(def.values);
  Object.defineProperty(inst, "value", {
    get() {
      if (def.values.length > 1) {
        throw new Error("This schema contains multiple valid literal values. Use `.values` instead.");
      }
      return def.values[0];
    }
  });
});
function literal(value, params) {
  return new ZodLiteral({
    type: "literal",
    values: Array.isArray(value) ? value : [value],
    ...util_exports.normalizeParams(params)
  });
}
var ZodTransform = /* @__PURE__ */ $constructor("ZodTransform", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodTransform.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => transformProcessor(inst, ctx, json, params);
  inst._zod.parse = (payload, _ctx) => {
    if (_ctx.direction === "backward") {
      throw new $ZodEncodeError(inst.constructor.name);
    }
    payload.addIssue = (issue2) => {
      if (typeof issue2 === "string") {
        payload.issues.push(util_exports.issue(issue2, payload.value, def));
      } else {
        const _issue = issue2;
        if (_issue.fatal)
          _issue.continue = false;
        _issue.code ?? (_issue.code = "custom");
        if (!("input" in _issue))
          _issue.input = payload.value;
        _issue.inst ?? (_issue.inst = inst);
        payload.issues.push(util_exports.issue(_issue));
      }
    };
    const output = def.transform(payload.value, payload);
    if (output instanceof Promise) {
      return output.then((output2) => {
        payload.value = output2;
        return payload;
      });
    }
    payload.value = output;
    return payload;
  };
});
function transform(fn) {
  return new ZodTransform({
    type: "transform",
    transform: fn
  });
}
var ZodOptional = /* @__PURE__ */ $constructor("ZodOptional", (inst, def) => {
  $ZodOptional.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function optional(innerType) {
  return new ZodOptional({
    type: "optional",
    innerType
  });
}
var ZodExactOptional = /* @__PURE__ */ $constructor("ZodExactOptional", (inst, def) => {
  $ZodExactOptional.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function exactOptional(innerType) {
  return new ZodExactOptional({
    type: "optional",
    innerType
  });
}
var ZodNullable = /* @__PURE__ */ $constructor("ZodNullable", (inst, def) => {
  $ZodNullable.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => nullableProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function nullable(innerType) {
  return new ZodNullable({
    type: "nullable",
    innerType
  });
}
var ZodDefault = /* @__PURE__ */ $constructor("ZodDefault", (inst, def) => {
  $ZodDefault.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => defaultProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
  inst.removeDefault = inst.unwrap;
});
function _default(innerType, defaultValue) {
  return new ZodDefault({
    type: "default",
    innerType,
    get defaultValue() {
      return typeof defaultValue === "function" ? defaultValue() : util_exports.shallowClone(defaultValue);
    }
  });
}
var ZodPrefault = /* @__PURE__ */ $constructor("ZodPrefault", (inst, def) => {
  $ZodPrefault.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => prefaultProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function prefault(innerType, defaultValue) {
  return new ZodPrefault({
    type: "prefault",
    innerType,
    get defaultValue() {
      return typeof defaultValue === "function" ? defaultValue() : util_exports.shallowClone(defaultValue);
    }
  });
}
var ZodNonOptional = /* @__PURE__ */ $constructor("ZodNonOptional", (inst, def) => {
  $ZodNonOptional.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => nonoptionalProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function nonoptional(innerType, params) {
  return new ZodNonOptional({
    type: "nonoptional",
    innerType,
    ...util_exports.normalizeParams(params)
  });
}
var ZodCatch = /* @__PURE__ */ $constructor("ZodCatch", (inst, def) => {
  $ZodCatch.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => catchProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
  inst.removeCatch = inst.unwrap;
});
function _catch(innerType, catchValue) {
  return new ZodCatch({
    type: "catch",
    innerType,
    catchValue: typeof catchValue === "function" ? catchValue : util_exports.constantCatch(catchValue)
  });
}
var ZodPipe = /* @__PURE__ */ $constructor("ZodPipe", (inst, def) => {
  $ZodPipe.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => pipeProcessor(inst, ctx, json, params);
  inst.in = def.in;
  inst.out = def.out;
});
function pipe(in_, out) {
  return new ZodPipe({
    type: "pipe",
    in: in_,
    out
    // ...util.normalizeParams(params),
  });
}
var ZodReadonly = /* @__PURE__ */ $constructor("ZodReadonly", (inst, def) => {
  $ZodReadonly.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => readonlyProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function readonly(innerType) {
  return new ZodReadonly({
    type: "readonly",
    innerType
  });
}
var ZodCustom = /* @__PURE__ */ $constructor("ZodCustom", (inst, def) => {
  $ZodCustom.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => customProcessor(inst, ctx, json, params);
});
function refine(fn, _params = {}) {
  return _refine(ZodCustom, fn, _params);
}
function superRefine(fn, params) {
  return _superRefine(fn, params);
}

// plugins/kubeflow-common/src/fleet/fleetFileValues.ts
var text = string2().min(1, "must not be empty").max(2048);
var accountId = string2().regex(/^\d{12}$/, "must be the 12 digits of an AWS account");
var clusterName = string2().regex(
  /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/,
  "must be the name of an EKS cluster: 1 to 100 letters, digits, - and _"
);
var regionName = string2().meta({ examples: [...knownRegions] });
var newRegionName = string2().refine(
  isPlausibleRegion,
  "must have the form of a region, such as sa-west-1"
);
var DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
var namespaceName = string2().regex(
  DNS_LABEL,
  "must be a Kubernetes name: 1 to 63 lower-case letters, digits and -"
);
var dnsName = string2().max(253).regex(
  /^([a-z0-9_]([-a-z0-9_]{0,61}[a-z0-9_])?\.)*[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.?$/,
  "must be a DNS name, such as ml.example.com"
);
var versionNumber = string2().regex(
  /^(v?\d{1,4}(\.\d{1,4}){1,2}([-+][0-9A-Za-z.-]{1,40})?|[0-9a-f]{40})$/,
  "must be a version, such as 2.17.0, or the 40 digits of a commit"
);
var secretName = string2().max(253).regex(
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  "must be a Kubernetes name: lower-case letters, digits, - and ."
);
var portNumber = number2().int("must be a whole number").min(1, "must be 1 to 65535").max(65535, "must be 1 to 65535");
var s3Endpoint = string2().regex(
  /^[a-z0-9]([-a-z0-9.]{0,250}[a-z0-9])?(:\d{1,5})?$/,
  "must be a host, such as s3.eu-west-1.amazonaws.com, without https://"
);
var roleArn = string2().max(2048).regex(
  /^arn:[^:\s]+:iam::[^:\s]+:role\/[^\s]+$/,
  "must be the ARN of an IAM role, such as arn:aws:iam::111122223333:role/deployer"
);
var isQuantity = (value) => {
  try {
    parseQuantity(value);
    return true;
  } catch (error2) {
    if (hasReason(error2, "InvalidQuantity")) return false;
    throw error2;
  }
};
var quantity = string2().refine(
  isQuantity,
  'must be a Kubernetes quantity, such as "4", 500m or 16Gi'
);
var bandwidth = string2().refine(
  isQuantity,
  "must be bits per second as a Kubernetes quantity, such as 100M or 1G"
).describe("Bits per second, such as 1G");
var LABEL_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
var LABEL_PREFIX = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
var isLabelKey = (key) => {
  const slash = key.indexOf("/");
  const prefix = slash < 0 ? void 0 : key.slice(0, slash);
  return LABEL_NAME.test(key.slice(slash + 1)) && (prefix === void 0 || LABEL_PREFIX.test(prefix));
};
var labelKey = string2().refine(
  isLabelKey,
  "is no label key: at most 63 letters, digits, -, _ and ., optionally after a DNS prefix and /"
);
var labelValue = string2().refine(
  (value) => value === "" || LABEL_NAME.test(value),
  "must be a label value: at most 63 letters, digits, -, _ and ."
);
var sysctlName = string2().regex(
  /^[a-z0-9]([-_a-z0-9]*[a-z0-9])?([./][a-z0-9]([-_a-z0-9]*[a-z0-9])?)+$/,
  "is no sysctl, such as net.ipv4.tcp_rmem"
);

// plugins/kubeflow-common/src/fleet/clusterChecks.ts
var checkRole = (text2, id) => {
  if (!/^\d{12}$/.test(id.account) || !isPlausibleRegion(id.region))
    return void 0;
  const arn = parseArn(text2);
  if (!arn) return `is not the ARN of an IAM role: '${printable(text2)}'`;
  const partition = partitionOf(id.region);
  if (arn.partition !== partition)
    return `is in partition ${arn.partition}, but ${id.region} is in ${partition}`;
  return arn.account === id.account ? void 0 : `is in account ${arn.account}, but the cluster is in ${id.account}`;
};
var checkBucket = (text2) => isBucketName(text2) ? void 0 : `is no S3 bucket name: '${printable(
  text2
)}' (3 to 63 lower-case letters, digits, - and .)`;
var checkPipelineRoot = (text2) => /^[a-z][a-z0-9]*:\/\/[^\s/]+(\/\S*)?$/.test(text2) ? void 0 : `is no address such as s3://BUCKET/PREFIX: '${printable(text2)}'`;
var checkUrl = (text2) => {
  const url = URL.canParse(text2) ? new URL(text2) : void 0;
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;
  const secure = url?.protocol === "https:" || url?.protocol === "http:" && loopback.test(url.hostname);
  const bare = !url?.username && !url?.password && !url?.search && !url?.hash;
  return secure && bare ? void 0 : "must be an https:// address without user name, password, ? and #";
};
var checkDnsName = (text2) => dnsName.safeParse(text2).success ? void 0 : `is no DNS name: '${printable(text2)}'`;
var checkManifests = (text2) => {
  if (/^[a-z]+:\/\//i.test(text2))
    return text2.startsWith("https://") ? void 0 : `must be a path or an https:// address, but is '${printable(text2)}'`;
  const outside = /^[/\\~]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)/i.test(text2);
  return outside ? `must be a path within the repository, but is '${printable(text2)}'` : void 0;
};
var checkRegistry = (text2) => /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:\d{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/.test(
  text2
) ? void 0 : `is no registry: '${printable(
  text2
)}'; write HOST or HOST/PATH, without https://`;
var checks = {
  role: checkRole,
  "artifacts.role": checkRole,
  "database.host": checkDnsName,
  "images.registry": checkRegistry,
  "artifacts.bucket": checkBucket,
  "artifacts.pipelineRoot": checkPipelineRoot,
  "dns.name": checkDnsName,
  "access.url": checkUrl,
  "kubeflow.manifests": checkManifests
};
var writtenAt = ({ entry, index }, path2) => settingAt(entry, path2) === void 0 ? ["defaults", ...path2] : ["clusters", index, ...path2];
var problemAt = (cluster2, path2, fault) => {
  const at = writtenAt(cluster2, path2);
  const subject = at[0] === "defaults" ? ` (for ${clusterSubject(cluster2.id)})` : "";
  return { path: at, message: `${pathText(at)}${subject} ${fault}` };
};
var checkTemplates = (cluster2) => templatePaths.flatMap((path2) => {
  const text2 = settingAt(cluster2.settings, path2);
  if (typeof text2 !== "string") return [];
  const unknown2 = unknownPlaceholders(text2);
  if (unknown2.length > 0) {
    const at = writtenAt(cluster2, path2);
    const names = unknown2.map((name) => `{${printable(name, 40)}}`).join(", ");
    const message = `${pathText(
      at
    )} uses ${names}; known are ${placeholderList}`;
    return [{ path: at, message }];
  }
  const fault = checks[path2.join(".")]?.(
    expandTemplate(text2, cluster2.id),
    cluster2.id
  );
  return fault ? [problemAt(cluster2, path2, fault)] : [];
});
var checkSettings = (cluster2) => [
  ...checkTemplates(cluster2),
  ...misfits(cluster2.settings).map(
    ({ path: path2, fault }) => problemAt(cluster2, path2, fault)
  )
];

// plugins/kubeflow-common/src/fleet/fleetChecks.ts
var identityOf = ({ account, region, name }) => typeof account === "string" && typeof region === "string" && typeof name === "string" ? { account, region, name } : void 0;
var listAt = (file, key) => {
  const value = file[key];
  return Array.isArray(value) ? value : [];
};
var regionProblem = (region, additional) => {
  if (typeof region !== "string" || isKnownRegion(region)) return void 0;
  const hint = didYouMean(region, knownRegions);
  if (!isPlausibleRegion(region))
    return `must be an AWS region, but is '${printable(region)}'${hint}`;
  if (additional.has(region)) return void 0;
  return `is '${region}', which this version does not know${hint || "."} If AWS has opened that region, list it under additionalRegions`;
};
var fleetProblems = (data) => {
  const file = isRaw(data) ? data : {};
  const defaults = isRaw(file.defaults) ? file.defaults : {};
  const additional = new Set(listAt(file, "additionalRegions"));
  const firstIndex = /* @__PURE__ */ new Map();
  return listAt(file, "clusters").flatMap((entry, index) => {
    if (!isRaw(entry)) return [];
    const path2 = ["clusters", index];
    const region = regionProblem(entry.region, additional);
    const problems = region ? [
      {
        path: [...path2, "region"],
        message: `clusters[${index}].region ${region}`
      }
    ] : [];
    const id = identityOf(entry);
    if (!id) return problems;
    const key = clusterKey(id);
    const earlier = firstIndex.get(key);
    if (earlier === void 0) firstIndex.set(key, index);
    else
      problems.push({
        path: path2,
        message: `clusters[${index}] is the same cluster as clusters[${earlier}]: account, region and name are ${key}`,
        related: ["clusters", earlier]
      });
    const settings2 = mergeSettings(defaults, entry);
    return [...problems, ...checkSettings({ id, index, entry, settings: settings2 })];
  });
};

// plugins/kubeflow-common/src/fleet/fleetFileDocument.ts
var import_yaml4 = __toESM(require_dist());

// plugins/kubeflow-common/src/fleet/fleetFileAliases.ts
var import_yaml2 = __toESM(require_dist());

// plugins/kubeflow-common/src/fleet/fleetFileKeys.ts
var import_yaml = __toESM(require_dist());
var offsetOf = (node2) => node2?.range?.[0] ?? 0;
var keyText = (key) => (0, import_yaml.isScalar)(key) ? String(key.value) : String(key);
var isMergeKey = (key) => (0, import_yaml.isScalar)(key) && key.value === "<<" && key.type === "PLAIN";
var badKeys = (map, lines) => {
  const first = /* @__PURE__ */ new Map();
  return map.items.flatMap(({ key }) => {
    const text2 = keyText(key);
    const offset = offsetOf(key);
    if (text2 === "__proto__")
      return [{ message: `the key '__proto__' is not allowed`, offset }];
    const earlier = first.get(text2);
    if (earlier === void 0) {
      first.set(text2, offset);
      return [];
    }
    const { line } = lines.linePos(earlier);
    const message = `duplicate key '${printable(
      text2
    )}': it stands on line ${line} already`;
    return [{ message, offset }];
  });
};

// plugins/kubeflow-common/src/fleet/fleetFileAliases.ts
var inspectAliases = (document, lines) => {
  const anchors = /* @__PURE__ */ new Map();
  const targets = /* @__PURE__ */ new Map();
  const problems = [];
  (0, import_yaml2.visit)(document, (_, node2) => {
    if ((0, import_yaml2.isAlias)(node2)) {
      const target = anchors.get(node2.source);
      if (target) targets.set(node2, target);
      else
        problems.push({
          message: `*${printable(node2.source)} refers to no anchor above it`,
          offset: offsetOf(node2)
        });
    } else if ((0, import_yaml2.isNode)(node2)) {
      const { anchor: anchor2 } = node2;
      if (anchor2) anchors.set(anchor2, node2);
      if ((0, import_yaml2.isMap)(node2))
        for (const problem of badKeys(node2, lines)) problems.push(problem);
    }
  });
  return { targets, problems };
};

// plugins/kubeflow-common/src/fleet/fleetFileTree.ts
var import_yaml3 = __toESM(require_dist());
var MOST_VALUES = 5e4;
var DEEPEST = 64;
var below = (parent, key) => `${parent}\0${String(key)}`;
var ExpansionStopped = class extends Error {
  constructor(problem) {
    super(problem.message);
    this.problem = problem;
  }
  problem;
};
var Expansion = class {
  constructor(targets) {
    this.targets = targets;
  }
  targets;
  places = /* @__PURE__ */ new Map();
  #values = 0;
  value(node2, spot) {
    const target = this.#target(node2, spot.depth);
    const scalar = (0, import_yaml3.isScalar)(target) ? target : void 0;
    const { key, depth, keyOffset } = spot;
    this.places.set(key, { offset: offsetOf(node2), keyOffset, scalar });
    if ((0, import_yaml3.isMap)(target)) return this.#mapping(target, spot);
    if ((0, import_yaml3.isSeq)(target))
      return target.items.map(
        (item, index) => this.value(item, {
          key: below(key, index),
          depth: depth + 1,
          keyOffset: offsetOf(item)
        })
      );
    return scalar?.value ?? null;
  }
  /** Counts the node, and follows an alias to what it stands for. */
  #target(node2, depth) {
    this.#values++;
    const tooMany = this.#values > MOST_VALUES;
    if (tooMany || depth > DEEPEST)
      throw new ExpansionStopped({
        message: tooMany ? `holds more than ${MOST_VALUES} values once its aliases are expanded: excessive aliasing` : `nested deeper than ${DEEPEST} levels`,
        offset: offsetOf(node2)
      });
    return (0, import_yaml3.isAlias)(node2) ? this.targets.get(node2) : node2;
  }
  #mapping(map, spot) {
    const data = {};
    const merges = map.items.filter(({ key }) => isMergeKey(key));
    for (const pair of map.items)
      if (!isMergeKey(pair.key)) this.#entry(data, pair, spot);
    for (const { value } of merges) this.#merge(data, value, spot);
    return data;
  }
  #entry(data, pair, spot) {
    const name = keyText(pair.key);
    const value = this.value(pair.value, {
      key: below(spot.key, name),
      depth: spot.depth + 1,
      keyOffset: offsetOf(pair.key)
    });
    if (name !== "__proto__") data[name] = value;
  }
  /** `<<: *base` or `<<: [*first, *second]`; what is set already stays. */
  #merge(data, node2, spot) {
    const depth = spot.depth + 1;
    const target = this.#target(node2, depth);
    for (const source of (0, import_yaml3.isSeq)(target) ? target.items : [target]) {
      const map = this.#target(source, depth);
      if ((0, import_yaml3.isMap)(map)) this.#mergeMapping(data, map, { ...spot, depth });
      else {
        const offset = offsetOf(node2);
        data["<<"] = null;
        this.places.set(below(spot.key, "<<"), { offset, keyOffset: offset });
      }
    }
  }
  #mergeMapping(data, map, spot) {
    for (const [key, value] of Object.entries(this.#mapping(map, spot)))
      if (!Object.hasOwn(data, key)) data[key] = value;
  }
};
var expandTree = (root, targets) => {
  const expansion = new Expansion(targets);
  const place = (path2) => expansion.places.get(path2.reduce(below, ""));
  const start = { key: "", depth: 0, keyOffset: offsetOf(root) };
  try {
    return { data: expansion.value(root, start), place };
  } catch (error2) {
    if (!(error2 instanceof ExpansionStopped)) throw error2;
    return { data: void 0, problem: error2.problem, place };
  }
};

// plugins/kubeflow-common/src/fleet/fleetFileText.ts
var LARGEST = 512 * 1024;
var MOST_LINES = 5e4;
var DEEPEST2 = 64;
var DEEP_BLOCK = new RegExp(`^ *(?:[-?:][ \\t]+){${DEEPEST2}}`, "m");
var FORBIDDEN = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F\uFFFD\uFFFE\uFFFF\p{Cs}]/u;
var tooDeep = (offset) => ({
  message: `nested deeper than ${DEEPEST2} levels`,
  offset
});
var deepBrackets = (text2) => {
  let depth = 0;
  for (let offset = 0; offset < text2.length; offset++) {
    const character = text2[offset];
    if (character === "[" || character === "{") depth++;
    else if ((character === "]" || character === "}") && depth > 0) depth--;
    if (depth > DEEPEST2) return tooDeep(offset);
  }
  return void 0;
};
var lineBeyond = (text2) => {
  let offset = 0;
  for (let lines = 1; lines <= MOST_LINES; lines++) {
    const end = text2.indexOf("\n", offset);
    if (end < 0) return void 0;
    offset = end + 1;
  }
  return offset < text2.length ? offset : void 0;
};
var forbiddenCharacter = (text2) => {
  const match = FORBIDDEN.exec(text2);
  if (!match) return void 0;
  const found = match[0];
  const message = found === "�" ? "is not valid UTF-8 here (or holds U+FFFD); save the file as UTF-8" : `holds the character ${printable(found)}, which YAML forbids`;
  return { message, offset: match.index };
};
var refusedText = (text2) => {
  if (text2.length > LARGEST)
    return {
      message: `is larger than ${LARGEST / 1024} KiB`,
      offset: 0
    };
  const tooLong = lineBeyond(text2);
  if (tooLong)
    return { message: `has more than ${MOST_LINES} lines`, offset: tooLong };
  const deepBlock = DEEP_BLOCK.exec(text2);
  return forbiddenCharacter(text2) ?? deepBrackets(text2) ?? (deepBlock ? tooDeep(deepBlock.index) : void 0);
};

// plugins/kubeflow-common/src/fleet/fleetFileDocument.ts
var MOST_SYNTAX_PROBLEMS = 20;
var syntaxMessage = (error2) => {
  if (error2.code === "MULTIPLE_DOCS")
    return "holds a second YAML document; a fleet file is one";
  if (error2.code === "RESOURCE_EXHAUSTION") return "nested too deeply";
  if (error2.code === "NON_STRING_KEY") return "a key must be text";
  return error2.message;
};
var countLines = (text2, lines) => {
  lines.addNewLine(0);
  for (const { index } of text2.matchAll(/\n/g)) lines.addNewLine(index + 1);
};
var readDocument = (text2, lines) => {
  const refused2 = refusedText(text2);
  if (refused2) {
    countLines(text2.slice(0, refused2.offset), lines);
    return { problems: [refused2] };
  }
  const document = (0, import_yaml4.parseDocument)(text2, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    stringKeys: true,
    schema: "core"
  });
  const syntax = [...document.errors, ...document.warnings].map((error2) => ({
    message: syntaxMessage(error2),
    offset: error2.pos[0]
  }));
  if (syntax.length > 0)
    return { problems: syntax.slice(0, MOST_SYNTAX_PROBLEMS) };
  const { targets, problems } = inspectAliases(document, lines);
  const tree = expandTree(document.contents, targets);
  if (tree.problem) return { problems: [...problems, tree.problem] };
  return { problems, tree };
};

// plugins/kubeflow-common/src/fleet/fleetFileInstallation.ts
var artifacts = strictObject({
  bucket: text.describe(
    "S3 bucket of the artifacts; may use {region}, {account}, {name}, {partition}"
  ).optional(),
  pipelineRoot: text.describe(
    "Where runs write, such as s3://BUCKET/PREFIX; the same placeholders. Default: s3://BUCKET/v2/artifacts with a bucket, else KFP’s own"
  ).optional(),
  access: _enum(["irsa", "pod-identity", "node-role"]).describe(
    "How pods get their AWS credentials: by a role named on service accounts (irsa), by an EKS Pod Identity association, or from their node. Default: irsa with a role, else node-role"
  ).optional(),
  role: roleArn.describe(
    "IAM role of the pods that read and write artifacts, in the cluster’s account; may use {region}, {account}, {name}, {partition}"
  ).optional(),
  region: regionName.describe("AWS region of the bucket. Default: the cluster’s").optional(),
  endpoint: s3Endpoint.describe(
    "Host of S3, such as a VPC endpoint’s name. Default: the regional one of AWS"
  ).optional()
}).describe("Where artifacts of runs go");
var database = strictObject({
  host: text.describe(
    "Host of the MySQL server, such as the endpoint of an RDS instance; may use {region}, {account}, {name}"
  ),
  port: portNumber.describe("Default: 3306").optional(),
  secret: secretName.describe(
    "Secret in the namespace of the installation with the keys username and password. It is referred to, never written. Default: mysql-secret"
  ).optional()
}).describe(
  "A MySQL server of your own in place of the one that is installed in the cluster"
);
var images = strictObject({
  registry: text.describe(
    "Registry that mirrors every image below the name of its own, such as 111122223333.dkr.ecr.eu-west-1.amazonaws.com: ghcr.io/a/b becomes REGISTRY/ghcr.io/a/b; may use {region}, {account}, {name}"
  ).optional()
}).describe("Where nodes pull the images of the installation from");
var storage = strictObject({
  class: namespaceName.describe("Name of the StorageClass").optional(),
  reclaimPolicy: _enum(["Retain", "Delete"]).describe(
    "What becomes of a volume whose claim is deleted. Default: Delete, as Kubernetes"
  ).optional(),
  parameters: record(text, string2()).describe(
    "Parameters of the StorageClass, such as type: gp3. Default with EBS: type gp3, encrypted"
  ).optional(),
  provisioner: dnsName.describe(
    "CSI driver of the StorageClass. Default: ebs.csi.aws.com, and ebs.csi.eks.amazonaws.com in EKS Auto Mode"
  ).optional(),
  makeDefault: boolean2().describe(
    "Make it the cluster's only default StorageClass: another default loses that mark"
  ).optional(),
  size: quantity.describe("Size of every volume of the installation, such as 50Gi").optional(),
  sizes: record(secretName, quantity).describe(
    "Sizes by PersistentVolumeClaim, such as mysql-pv-claim: 100Gi. Volumes grow, they never shrink"
  ).optional()
}).describe("Storage of the installation");
var amounts = strictObject({ cpu: quantity.optional(), memory: quantity.optional() }).describe("Kubernetes quantities, such as cpu: 500m and memory: 1Gi");
var resources = record(
  secretName,
  strictObject({
    requests: amounts.optional(),
    limits: amounts.optional()
  })
).describe(
  "CPU and memory of the installation’s own pods, by Deployment, StatefulSet or DaemonSet; `all` is for those that are not named"
);
var spread = strictObject({
  replicas: number2().int("must be a whole number").min(2, "must be 2 or more").max(10, "must be 10 or less").describe("Replicas of each component that keeps no state. Default: 2").optional()
}).describe(
  "Run several replicas of what keeps no state, spread over the availability zones"
);

// plugins/kubeflow-common/src/fleet/fleetFileSchema.ts
var access = discriminatedUnion("via", [
  strictObject({
    via: literal("api-server-proxy").describe(
      "Through the Kubernetes API server's service proxy; single-user Kubeflow Pipelines only"
    ),
    namespace: namespaceName.optional(),
    service: namespaceName.optional()
  }),
  strictObject({
    via: literal("port-forward").describe(
      "Through a port-forward, with a TokenRequest token in multi-user mode"
    ),
    namespace: namespaceName.optional(),
    service: namespaceName.optional(),
    serviceAccount: string2().regex(
      /^[a-z0-9]([-a-z0-9]*[a-z0-9])?\/[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/,
      "must be NAMESPACE/NAME, such as team-a/default-editor"
    ).describe("Whose token authenticates, as NAMESPACE/NAME").optional(),
    audience: text.optional()
  }),
  strictObject({
    via: literal("url").describe("At an address of its own, with a token"),
    url: text.describe(
      "Address of the Kubeflow Pipelines API, https; may use {region}, {account}, {name}"
    ),
    audience: text.describe("Audience of the token").optional()
  })
]).describe(
  "How to reach the cluster's Kubeflow Pipelines API. Default: api-server-proxy for the profile pipelines, port-forward for the others"
);
var kubeflow = strictObject({
  profile: _enum(kubeflowProfiles).describe("What is installed. Default: pipelines").optional(),
  version: versionNumber.describe(
    "Version of Kubeflow Pipelines (2.17.0, without v), or of the platform (26.03, v1.11.0): a tag or commit of its repository. Default: 2.17.0; 26.03 for the platform"
  ).optional(),
  namespace: namespaceName.describe("Namespace of the installation. Default: kubeflow").optional(),
  manifests: text.describe(
    "Manifests to install instead of the built-in ones: a path in the repository or a pinned address"
  ).optional()
}).describe("The Kubeflow installation");
var dns = strictObject({
  zone: dnsName.describe("Hosted zone, such as ml.example.com"),
  name: text.describe(
    "Name within the zone; may use {region}, {account}, {name}"
  )
}).describe("DNS record of the installation");
var network = strictObject({
  ingressBandwidth: bandwidth.optional(),
  egressBandwidth: bandwidth.optional(),
  sysctls: record(sysctlName, string2()).optional()
}).describe("Network settings of the pods");
var monitoring = strictObject({
  prometheus: boolean2().optional(),
  grafana: boolean2().optional()
}).describe("Monitoring of the installation");
var limits = strictObject({
  gpus: number2().int("must be a whole number").min(0, "must be 0 or more").describe("Most accelerators that one run may ask for").optional(),
  cpu: quantity.describe('Most CPU, such as "64" or 500m').optional(),
  memory: quantity.describe("Most memory, such as 256Gi").optional()
}).describe(
  "Most that runs on this cluster may ask for; also the ResourceQuota of the namespaces that runs are in"
);
var settings = {
  role: roleArn.describe(
    "IAM role to assume for this cluster, in its own account; may use {region}, {account}, {name}, {partition}. Default: the ambient credentials"
  ).optional(),
  externalId: string2().regex(
    /^[\w+=,.@:/-]{2,1224}$/,
    "must be 2 to 1224 letters, digits or +=,.@:/-_"
  ).describe("External id that the role’s trust policy demands").optional(),
  labels: record(labelKey, labelValue).describe(
    "Labels to choose clusters by; `accelerator` names its GPU, such as nvidia-a10g"
  ).optional(),
  access: access.optional(),
  kubeflow: kubeflow.optional(),
  artifacts: artifacts.optional(),
  database: database.optional(),
  images: images.optional(),
  storage: storage.optional(),
  resources: resources.optional(),
  spread: spread.optional(),
  dns: dns.optional(),
  network: network.optional(),
  monitoring: monitoring.optional(),
  limits: limits.optional()
};
var cluster = strictObject({
  name: clusterName.describe("Name of the EKS cluster, in its exact case"),
  region: regionName.describe("AWS region, such as eu-west-1"),
  account: accountId.describe("AWS account: 12 digits, in quotes"),
  ...settings
}).describe("One EKS cluster");
var fleetFileSchema = strictObject({
  apiVersion: literal(FLEET_API_VERSION),
  kind: literal("Fleet"),
  additionalRegions: array(newRegionName).describe(
    "Regions that AWS opened after this version of Kubeflow Fleet was made"
  ).optional(),
  defaults: strictObject(settings).describe(
    "Settings for every cluster that does not state its own. Mappings are merged key by key, except access, which is replaced as a whole"
  ).optional(),
  clusters: array(cluster).min(1, "must list at least one cluster")
}).describe("The Kubeflow Fleet of this repository");

// plugins/kubeflow-common/src/fleet/fleetJsonSchema.ts
var schema;
var fleetJsonSchema = () => {
  schema ??= {
    ...toJSONSchema(fleetFileSchema, { io: "input" }),
    title: "Kubeflow Fleet file"
  };
  return schema;
};

// plugins/kubeflow-common/src/fleet/fleetFileKnownKeys.ts
var branches = (schema2) => schema2.oneOf ?? schema2.anyOf ?? [schema2];
var knownKeysAt = (path2) => {
  let schemas = [fleetJsonSchema()];
  for (const segment of path2)
    schemas = schemas.flatMap(branches).flatMap(
      (schema2) => typeof segment === "number" ? schema2.items ?? [] : schema2.properties?.[String(segment)] ?? []
    );
  const keys = schemas.flatMap(branches).flatMap((schema2) => Object.keys(schema2.properties ?? {}));
  return [...new Set(keys)];
};

// plugins/kubeflow-common/src/fleet/fleetFileProblems.ts
var unknownKeys = (issue2) => {
  const known = knownKeysAt(issue2.path);
  const where2 = issue2.path.length > 0 ? ` in ${pathText(issue2.path)}` : "";
  return issue2.keys.map((key) => {
    const hint = didYouMean(key, known) || `; known here are ${known.join(", ")}`;
    const message = `unknown key '${printable(key)}'${where2}${hint}`;
    return { path: [...issue2.path, key], message, at: "key" };
  });
};
var words = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  record: "a mapping"
};
var describeValue = (value) => {
  if (value === null) return "empty";
  if (Array.isArray(value)) return value.length ? "a list" : "an empty list";
  if (typeof value === "object") return "a mapping";
  if (typeof value === "string") return `'${printable(value, 60)}'`;
  return `the ${typeof value} ${String(value)}`;
};
var valueAt = (data, path2) => path2.reduce(
  (value, segment) => typeof value === "object" && value !== null && Object.hasOwn(value, segment) ? value[segment] : void 0,
  data
);
var missing = (path2) => {
  const key = String(path2.at(-1));
  const parent = path2.slice(0, -1);
  const where2 = parent.length > 0 ? ` in ${pathText(parent)}` : "";
  return { path: parent, message: `missing key '${key}'${where2}` };
};
var wrongType = (issue2, tree) => {
  const value = valueAt(tree.data, issue2.path);
  const expected = words[issue2.expected] ?? issue2.expected;
  const source = tree.place(issue2.path)?.scalar?.source;
  const quote = issue2.expected === "string" && source && value !== null ? `; quote it: "${printable(source, 60)}"` : "";
  const message = `${pathText(
    issue2.path
  )} must be ${expected}, but is ${describeValue(value)}${quote}`;
  return { path: issue2.path, message };
};
var oneOf = (path2, values, given) => {
  const texts = values.map(String);
  const allowed = texts.length === 1 ? `'${texts[0]}'` : `one of ${texts.join(", ")}`;
  const hint = typeof given === "string" ? didYouMean(given, texts) : "";
  const message = `${pathText(path2)} must be ${allowed}, but is ${describeValue(
    given
  )}${texts.length === 1 ? "" : hint}`;
  return { path: path2, message };
};
var unionProblem = (issue2, given) => {
  const options = issue2.options ?? [];
  return oneOf(issue2.path, options, given);
};
var schemaProblems = (issue2, tree) => {
  const given = valueAt(tree.data, issue2.path);
  const { path: path2 } = issue2;
  const absent = given === void 0 && path2.length > 0;
  switch (issue2.code) {
    case "unrecognized_keys":
      return unknownKeys(issue2);
    case "invalid_key":
      return [
        {
          path: path2,
          message: `${pathText(path2)} ${issue2.issues[0]?.message ?? "is no key"}`,
          at: "key"
        }
      ];
    case "invalid_type":
      return [absent ? missing(path2) : wrongType(issue2, tree)];
    case "invalid_value":
      return [absent ? missing(path2) : oneOf(path2, issue2.values, given)];
    case "invalid_union":
      return [absent ? missing(path2) : unionProblem(issue2, given)];
    default:
      return [
        {
          path: path2,
          message: `${pathText(path2)} ${issue2.message}, but is ${describeValue(
            given
          )}`
        }
      ];
  }
};

// plugins/kubeflow-common/src/fleet/resolveCluster.ts
var DEFAULT_KUBEFLOW = {
  profile: "pipelines",
  version: "2.17.0",
  namespace: "kubeflow"
};
var DEFAULT_PLATFORM_VERSION = "26.03";
var API_SERVICE = "ml-pipeline";
var UI_SERVICE = "ml-pipeline-ui";
var resolveAccess = (written, kubeflow2) => {
  const multiUser = kubeflow2.profile !== "pipelines";
  const access2 = written ?? (multiUser ? { via: "port-forward" } : { via: "api-server-proxy" });
  const { namespace } = kubeflow2;
  switch (access2.via) {
    case "url":
      return access2;
    case "port-forward":
      return {
        namespace,
        service: multiUser ? UI_SERVICE : API_SERVICE,
        audience: PIPELINES_TOKEN_AUDIENCE,
        ...access2
      };
    default:
      return { namespace, service: API_SERVICE, ...access2 };
  }
};
var resolveCluster = (written, defaults) => {
  const merged = mergeSettings(defaults ?? {}, written);
  const settings2 = expandSettings(merged, written);
  const kubeflow2 = {
    ...DEFAULT_KUBEFLOW,
    ...settings2.kubeflow?.profile === "platform" ? { version: DEFAULT_PLATFORM_VERSION } : {},
    ...settings2.kubeflow
  };
  return {
    ...settings2,
    partition: partitionOf(settings2.region),
    arn: clusterArn(settings2),
    labels: settings2.labels ?? {},
    kubeflow: kubeflow2,
    access: resolveAccess(settings2.access, kubeflow2),
    artifacts: settings2.artifacts ?? {}
  };
};

// plugins/kubeflow-common/src/fleet/parseFleetFile.ts
var MOST_SHOWN = 50;
var EXAMPLE = `Start with apiVersion: ${FLEET_API_VERSION}, kind: Fleet and a list of clusters`;
var locate = (tree, { path: path2, at }) => {
  for (let length = path2.length; length > 0; length--) {
    const place = tree.place(path2.slice(0, length));
    if (place) return at === "key" ? place.keyOffset : place.offset;
  }
  return tree.place([])?.offset ?? 0;
};
var positioned = (problems, lines, file) => {
  const unique = new Map(
    problems.map((problem) => [`${problem.offset} ${problem.message}`, problem])
  );
  return [...unique.values()].sort((a, b) => a.offset - b.offset).map(({ offset, message }) => {
    const { line, col } = lines.linePos(offset);
    return {
      file,
      line: Math.max(line, 1),
      column: line ? col : offset + 1,
      message
    };
  });
};
var refuse = (path2, problems) => {
  const shown = problems.slice(0, MOST_SHOWN).map(
    ({ line, column, message }) => `  ${path2}:${line}:${column}: ${message}`
  );
  const more = problems.length - shown.length;
  const count = problems.length === 1 ? "1 error" : `${problems.length} errors`;
  throw new KubeflowError("InputError", {
    reason: "InvalidFleetFile",
    subject: path2,
    fact: [
      `${count} in the fleet file`,
      ...shown,
      ...more > 0 ? [`  … and ${more} more`] : []
    ].join("\n"),
    problems
  });
};
var valueProblems = (tree, lines) => {
  const result = fleetFileSchema.safeParse(tree.data);
  const found = [
    ...(result.error?.issues ?? []).flatMap(
      (issue2) => schemaProblems(issue2, tree)
    ),
    ...fleetProblems(tree.data)
  ];
  return found.map(({ related, ...problem }) => {
    const offset = locate(tree, problem);
    if (!related) return { message: problem.message, offset };
    const { line } = lines.linePos(tree.place(related)?.offset ?? offset);
    return { message: `${problem.message} (line ${line})`, offset };
  });
};
var parseFleetFile = (text2, { path: path2 }) => {
  const file = printable(path2);
  const lines = new import_yaml5.LineCounter();
  const { tree, problems } = readDocument(text2.replace(/^\uFEFF/, ""), lines);
  const fail = (found) => refuse(file, positioned(found, lines, file));
  if (!tree) return fail(problems);
  if (tree.data === null)
    return fail([{ message: `is empty. ${EXAMPLE}`, offset: 0 }]);
  const all = [...problems, ...valueProblems(tree, lines)];
  if (all.length > 0) return fail(all);
  const { clusters, defaults } = tree.data;
  return { clusters: clusters.map((entry) => resolveCluster(entry, defaults)) };
};

// actions/toolkit/src/workspaceFile.ts
import fs from "node:fs/promises";
import path from "node:path";
var DEFAULT_MAX_BYTES = 32 * 1024 * 1024;
var refuse2 = (options, details) => new KubeflowError("InputError", {
  subject: `input ${options.input}`,
  ...details
});
var workspaceRoot = () => fs.realpath(process.env.GITHUB_WORKSPACE ?? process.cwd());
var isInside = (root, file) => {
  const relative = path.relative(root, file);
  return !relative.startsWith("..") && !path.isAbsolute(relative);
};
async function confine(given, options) {
  const root = await workspaceRoot();
  const outside = (file) => refuse2(options, {
    reason: "OutsideWorkspace",
    fact: `'${given}' leads to ${file}, outside the workspace`,
    remedy: "Name a file of the checked-out repository"
  });
  const resolved = path.resolve(root, given);
  if (!isInside(root, resolved)) throw outside(resolved);
  const real = await fs.realpath(resolved).catch((cause) => {
    throw refuse2(options, {
      reason: "FileNotFound",
      fact: `'${given}' does not exist in the workspace (${cause.code})`,
      remedy: "Check the path, and that actions/checkout runs before this step"
    });
  });
  if (!isInside(root, real)) throw outside(real);
  return real;
}
function decode2(bytes, given, options) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refuse2(options, {
      reason: "NotText",
      fact: `'${given}' is not UTF-8 text`,
      remedy: "Save the file as UTF-8"
    });
  }
}
async function readWorkspaceFile(given, options) {
  const { maxBytes = DEFAULT_MAX_BYTES } = options;
  const real = await confine(given, options);
  const stat = await fs.stat(real);
  if (!stat.isFile()) {
    throw refuse2(options, {
      reason: "NotAFile",
      fact: `'${given}' is not a file`,
      remedy: "Name one file"
    });
  }
  if (stat.size > maxBytes) {
    throw refuse2(options, {
      reason: "FileTooLarge",
      fact: `'${given}' has ${stat.size} bytes, more than the ${maxBytes} allowed`,
      remedy: "Name a smaller file"
    });
  }
  const relative = path.relative(await workspaceRoot(), real);
  return {
    path: relative.split(path.sep).join("/"),
    absolutePath: real,
    text: decode2(await fs.readFile(real), given, options)
  };
}
async function findWorkspaceFiles(pattern, options) {
  if (path.isAbsolute(pattern) || pattern.split(/[\\/]/).includes("..")) {
    throw refuse2(options, {
      reason: "OutsideWorkspace",
      fact: `'${pattern}' is not a pattern below the workspace`,
      remedy: "Write it relative to the repository, without .."
    });
  }
  const root = await workspaceRoot();
  const found = [];
  for await (const file of fs.glob(pattern, { cwd: root })) {
    found.push(file.split(path.sep).join("/"));
  }
  if (found.length === 0) {
    throw refuse2(options, {
      reason: "NoFileMatches",
      fact: `'${pattern}' matched 0 files`,
      remedy: "Check the pattern, and that actions/checkout runs before this step"
    });
  }
  await Promise.all(found.map((file) => confine(file, options)));
  return found.sort();
}

// plugins/kubeflow-node/src/http/deadline.ts
var withDeadline = async (work, { ms, signal, onTimeout }) => {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const onAbort = () => controller.abort(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  const timer = setTimeout(
    () => controller.abort(onTimeout()),
    Math.max(0, ms)
  );
  const ended = new Promise((_, reject) => {
    controller.signal.addEventListener(
      "abort",
      () => reject(controller.signal.reason),
      { once: true }
    );
  });
  try {
    return await Promise.race([work(controller.signal), ended]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
};

// plugins/kubeflow-node/src/aws/endpoints.ts
var SUFFIXES = {
  "aws-cn": "amazonaws.com.cn",
  "aws-iso": "c2s.ic.gov",
  "aws-iso-b": "sc2s.sgov.gov",
  "aws-iso-e": "cloud.adc-e.uk",
  "aws-iso-f": "csp.hci.ic.gov",
  "aws-eusc": "amazonaws.eu"
};
var dnsSuffix = (region) => SUFFIXES[partitionOf(region)] ?? "amazonaws.com";
var stsHost = (region) => `sts.${region}.${dnsSuffix(region)}`;
var stsAudience = (region) => `sts.${dnsSuffix(region)}`;

// plugins/kubeflow-node/src/http/agent.ts
import http from "node:http";
import https2 from "node:https";

// plugins/kubeflow-node/src/http/eagerAgent.ts
import https from "node:https";
var UNUSED_MS = 2e4;
var quiet = () => void 0;
var EagerAgent = class extends https.Agent {
  ready = /* @__PURE__ */ new Set();
  wanted;
  opened = 0;
  /** Takes effect with the next connection that a request needs. */
  prepare(wanted) {
    this.wanted = wanted;
  }
  createConnection(options, callback) {
    const [prepared] = this.ready;
    if (prepared) return this.handOver(prepared);
    const socket = super.createConnection(options, callback);
    this.opened += 1;
    if (this.wanted && socket) this.measure(socket, options);
    return socket;
  }
  destroy() {
    this.ready.forEach((socket) => socket.destroy());
    super.destroy();
  }
  /**
   * At once what any server is asked for; more when TCP is connected, and again after the handshake, which takes a
   * second round trip: a load balancer nearby may have answered the first one.
   */
  measure(socket, options) {
    const { wanted } = this;
    this.wanted = void 0;
    const startedAt = performance.now();
    const open2 = (roundTripMs) => {
      const count = wanted?.(roundTripMs) ?? 0;
      while (this.opened < count) this.openAhead(options);
    };
    const passed = () => performance.now() - startedAt;
    open2(0);
    socket.once("connect", () => open2(passed()));
    socket.once("secureConnect", () => open2(passed() / 2));
  }
  openAhead(options) {
    this.opened += 1;
    const socket = super.createConnection({ ...options });
    this.ready.add(socket);
    socket.once("close", () => this.ready.delete(socket));
    socket.on("error", quiet);
    socket.setTimeout(UNUSED_MS, () => socket.destroy());
  }
  handOver(socket) {
    this.ready.delete(socket);
    socket.removeListener("error", quiet);
    socket.removeAllListeners("timeout");
    socket.setTimeout(0);
    return socket;
  }
};

// plugins/kubeflow-node/src/http/proxyEnvironment.ts
var PROXIES = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"];
var EXCEPTIONS = ["no_proxy", "NO_PROXY"];
var refuse3 = (variable, fact) => {
  throw new KubeflowError("InputError", {
    subject: variable,
    fact,
    reason: "InvalidProxy",
    remedy: `Set ${variable} to http://host:port, or unset it`
  });
};
var addressOf = (variable, value) => {
  const address = value.includes("://") ? value : `http://${value}`;
  if (!URL.canParse(address)) {
    return refuse3(variable, "it holds no address of a proxy");
  }
  const { protocol } = new URL(address);
  return protocol === "http:" || protocol === "https:" ? address : refuse3(variable, `it asks for a proxy of the kind ${protocol}//`);
};
var proxyEnvironment = (environment) => {
  const read = (names) => names.flatMap((name) => {
    const value = environment[name]?.trim();
    return value ? [[name, value]] : [];
  });
  return Object.fromEntries([
    ...read(EXCEPTIONS),
    ...read(PROXIES).map(
      ([name, value]) => [name, addressOf(name, value)]
    )
  ]);
};

// plugins/kubeflow-node/src/http/agent.ts
var IDLE_MS = 3e4;
var POOL = {
  keepAlive: true,
  keepAliveMsecs: 15e3,
  // The connection used last is the warmest, and the others get old enough to be closed.
  scheduling: "lifo",
  // The apply engine has up to 40 requests in flight.
  maxFreeSockets: 40,
  timeout: IDLE_MS
};
var CustomAgent = class extends http.Agent {
  constructor(open2) {
    super(POOL);
    this.open = open2;
  }
  open;
  createConnection(_options, callback) {
    this.open().then(
      (stream) => callback?.(null, stream),
      (error2) => callback?.(error2, void 0)
    );
    return void 0;
  }
};
var createAgent = ({
  server,
  tls = {},
  environment = process.env,
  connect
}) => {
  if (connect) return new CustomAgent(connect);
  const proxyEnv = proxyEnvironment(environment);
  if (server.protocol === "http:") return new http.Agent({ ...POOL, proxyEnv });
  const { ca, cert, key, servername } = tls;
  const isProxied = Object.keys(proxyEnv).some(
    (name) => /^https_proxy$/i.test(name)
  );
  const HttpsAgent = isProxied ? https2.Agent : EagerAgent;
  return new HttpsAgent({
    ...POOL,
    proxyEnv,
    ca,
    cert,
    key,
    // An empty string would switch SNI off.
    ...servername ? { servername } : {},
    // NODE_TLS_REJECT_UNAUTHORIZED=0 must not reach the clusters.
    rejectUnauthorized: true,
    autoSelectFamily: true
  });
};

// plugins/kubeflow-node/src/http/connectionErrors.ts
var NETWORK_REMEDY = "Check that this machine reaches the host: a private endpoint needs a runner inside its network";
var INTERCEPTED = "If this stays, something between here and the server ends TLS: exempt the host with NO_PROXY, or trust that authority with NODE_EXTRA_CA_CERTS";
var NOT_TRUSTED = {
  reason: "CertificateNotTrusted",
  fact: "the certificate is not signed by the authority that is expected, so this is another server or the authority's certificate was changed",
  remedy: `Read the authority anew (DescribeCluster, or the kubeconfig's certificate-authority-data) and try again. ${INTERCEPTED}`
};
var UNREACHABLE = {
  reason: "NetworkUnreachable",
  fact: "there is no network route to the host",
  remedy: `${NETWORK_REMEDY}; on a machine with IPv6 only set AWS_USE_DUALSTACK_ENDPOINT=true`
};
var HOST_NOT_FOUND = {
  reason: "HostNotFound",
  fact: "the host name is not known to the DNS",
  remedy: "Check that the cluster still exists and that this machine can resolve its name: a private endpoint resolves inside its network only"
};
var NOT_HTTP = {
  name: "ResponseError",
  reason: "NotHttp",
  fact: "what answers there does not speak HTTP",
  remedy: "Check scheme and port of the address"
};
var NOT_TLS = {
  ...NOT_HTTP,
  reason: "NotTls",
  fact: "what answers there does not speak TLS"
};
var EXPLANATIONS = {
  ENOTFOUND: HOST_NOT_FOUND,
  EAI_AGAIN: {
    ...HOST_NOT_FOUND,
    reason: "DnsUnavailable",
    fact: "the DNS does not answer",
    remedy: "Check the DNS of this machine and try again"
  },
  ECONNREFUSED: {
    reason: "ConnectionRefused",
    fact: "nothing listens at the address",
    remedy: "Check host and port, and that the server runs"
  },
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ETIMEDOUT: {
    name: "TimeoutError",
    reason: "ConnectTimeout",
    fact: "the connection was not established in time",
    remedy: NETWORK_REMEDY
  },
  CERT_HAS_EXPIRED: {
    reason: "CertificateExpired",
    fact: "the server's certificate has expired",
    remedy: "Renew the server's certificate, or correct the clock of this machine"
  },
  CERT_NOT_YET_VALID: {
    reason: "CertificateNotYetValid",
    fact: "the server's certificate is not valid yet",
    remedy: "Correct the clock of this machine"
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    reason: "CertificateNameMismatch",
    fact: "the certificate is made out to another host name",
    remedy: `Use the host name that the certificate carries. ${INTERCEPTED}`
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: NOT_TRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: NOT_TRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: NOT_TRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: NOT_TRUSTED,
  DEPTH_ZERO_SELF_SIGNED_CERT: NOT_TRUSTED,
  CERT_SIGNATURE_FAILURE: NOT_TRUSTED,
  CERT_UNTRUSTED: NOT_TRUSTED,
  INVALID_CA: NOT_TRUSTED,
  EPROTO: NOT_TLS,
  ERR_SSL_WRONG_VERSION_NUMBER: NOT_TLS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NOT_TLS,
  ERR_PROXY_TUNNEL: {
    reason: "ProxyRefused",
    fact: "the HTTP proxy does not open a tunnel to the host",
    remedy: "Allow the host in the proxy, or name it in NO_PROXY"
  }
};
var BROKEN = {
  reason: "ConnectionReset",
  fact: "the connection broke",
  remedy: "Try again"
};
var networkErrorCode = (error2) => {
  const { code, errors } = error2 ?? {};
  if (typeof code === "string") return code;
  return Array.isArray(errors) ? networkErrorCode(errors[0]) : void 0;
};
var explain = (code) => {
  if (code.startsWith("HPE_")) return NOT_HTTP;
  return EXPLANATIONS[code] ?? BROKEN;
};
var isLastingFailure = ({ name, reason }) => reason.startsWith("Certificate") || name !== "ServiceUnavailableError" && name !== "TimeoutError";
var otherPlace = (error2, host) => {
  const { hostname, address, port } = error2 ?? {};
  const called = typeof address === "string" && port ? `${address}:${port}` : void 0;
  const place = typeof hostname === "string" ? hostname : called;
  return place === void 0 || host.startsWith(place) ? "" : ` ${place}`;
};
var connectionError = (error2, { subject, host }) => {
  if (isKubeflowError(error2)) return error2;
  const code = networkErrorCode(error2) ?? "unknown error";
  const {
    name = "ServiceUnavailableError",
    fact,
    reason,
    remedy
  } = explain(code);
  return new KubeflowError(name, {
    subject,
    fact: `${host}: ${fact} (${code}${otherPlace(error2, host)})`,
    reason,
    remedy,
    cause: error2
  });
};

// plugins/kubeflow-node/src/http/exchange.ts
import http2 from "node:http";
import https3 from "node:https";
var ExchangeFailure = class extends Error {
  constructor(phase, error2) {
    super(error2.message, { cause: error2 });
    this.phase = phase;
    this.error = error2;
  }
  phase;
  error;
};
var timeoutError = (subject, details) => new KubeflowError("TimeoutError", {
  subject,
  ...details,
  remedy: "Check the server and the network between it and this machine"
});
var isConnected = (socket, url) => !socket.connecting && (url.protocol === "http:" || // "unknown" until the handshake is over.
socket.getProtocol?.()?.startsWith("TLS") === true);
var whenConnected = (outgoing, url, connected) => outgoing.once("socket", (socket) => {
  if (isConnected(socket, url)) connected();
  else
    socket.once(
      url.protocol === "http:" ? "connect" : "secureConnect",
      connected
    );
});
var startRequest = ({ url, method, headers, body, agent }) => {
  const outgoing = (url.protocol === "http:" ? http2 : https3).request(url, {
    method,
    headers,
    agent
  });
  outgoing.end(body);
  return outgoing;
};
var openExchange = (attempt) => new Promise((resolve, reject) => {
  const { url, subject, signal } = attempt;
  let phase = "connect";
  const timers = [];
  const outgoing = startRequest(attempt);
  const settle2 = () => {
    timers.forEach(clearTimeout);
    signal?.removeEventListener("abort", onAbort);
  };
  const fail = (error2) => {
    settle2();
    reject(signal?.aborted ? error2 : new ExchangeFailure(phase, error2));
    outgoing.destroy();
  };
  const failAfter = (ms, reason, fact) => timers.push(
    setTimeout(() => fail(timeoutError(subject, { reason, fact })), ms)
  );
  function onAbort() {
    fail(signal?.reason);
  }
  signal?.addEventListener("abort", onAbort, { once: true });
  failAfter(
    attempt.connectTimeoutMs,
    "ConnectTimeout",
    `${url.host}: no connection within ${attempt.connectTimeoutMs} ms`
  );
  failAfter(
    attempt.headersTimeoutMs,
    "AnswerTimeout",
    `${url.host}: no answer within ${attempt.headersTimeoutMs} ms`
  );
  whenConnected(outgoing, url, () => {
    phase = "request";
    clearTimeout(timers[0]);
  });
  outgoing.once("response", (message) => {
    settle2();
    resolve(message);
  });
  outgoing.on(
    "error",
    (error2) => fail(connectionError(error2, { subject, host: url.host }))
  );
});

// plugins/kubeflow-node/src/http/body.ts
var tooLarge = ({ subject, host, maxBytes }) => new KubeflowError("ResponseError", {
  subject,
  fact: `${host}: the answer is larger than ${maxBytes} bytes`,
  reason: "AnswerTooLarge",
  remedy: "Ask for less at once, such as one namespace or a label selector"
});
var truncated = (message, limits2) => new KubeflowError("ServiceUnavailableError", {
  subject: limits2.subject,
  fact: `${limits2.host}: the answer (status ${message.statusCode}) ended too early`,
  reason: "AnswerTruncated",
  remedy: "Try again"
});
var guard = (message, limits2) => {
  const { subject, host, signal } = limits2;
  const destroyAfter = (ms, fact) => setTimeout(
    () => message.destroy(
      timeoutError(subject, { reason: "AnswerTimeout", fact })
    ),
    ms
  );
  const idle = destroyAfter(
    limits2.idleTimeoutMs,
    `${host}: the answer fell silent for ${limits2.idleTimeoutMs} ms`
  );
  const whole = Number.isFinite(limits2.timeoutMs) ? destroyAfter(
    limits2.timeoutMs,
    `${host}: the answer had not arrived whole when its time was over`
  ) : void 0;
  const onAbort = () => message.destroy(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  if (signal?.aborted) onAbort();
  return {
    heard: () => idle.refresh(),
    end: () => {
      clearTimeout(idle);
      clearTimeout(whole);
      signal?.removeEventListener("abort", onAbort);
    }
  };
};
async function* readChunks(message, limits2) {
  const { signal, subject, host } = limits2;
  const guarded = guard(message, limits2);
  let size = 0;
  try {
    for await (const chunk of message) {
      guarded.heard();
      size += chunk.byteLength;
      if (size > limits2.maxBytes) throw tooLarge(limits2);
      yield chunk;
    }
    if (!message.complete) throw truncated(message, limits2);
  } catch (error2) {
    if (signal?.aborted) throw signal.reason;
    const known = error2 instanceof KubeflowError;
    const reset = error2.code === "ECONNRESET";
    if (known) throw new ExchangeFailure("body", error2);
    throw new ExchangeFailure(
      "body",
      reset ? truncated(message, limits2) : connectionError(error2, { subject, host })
    );
  } finally {
    guarded.end();
    if (!message.complete) message.destroy();
  }
}
var readBody = async (message, limits2) => {
  const chunks = [];
  for await (const chunk of readChunks(message, limits2)) chunks.push(chunk);
  return Buffer.concat(chunks);
};

// plugins/kubeflow-node/src/http/requestUrl.ts
var pathOf = (server, { path: path2, query = {} }) => {
  const pairs = Object.entries(query).flatMap(
    ([name, value]) => value === void 0 ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`]
  );
  return `${server.pathname.replace(/\/$/, "")}${path2}${pairs.length ? `?${pairs.join("&")}` : ""}`;
};
var requestUrl = (server, request, subject) => {
  const path2 = pathOf(server, request);
  const isText = /^\/[\x21-\x7e]*$/.test(path2);
  const url = isText ? new URL(server.origin + path2) : void 0;
  if (url && url.pathname === path2.split("?")[0] && !url.hash) return url;
  throw new KubeflowError("InputError", {
    subject,
    fact: `'${printable(path2)}' is no absolute, percent-encoded path`,
    reason: "InvalidPath",
    remedy: "Encode each segment of the path"
  });
};

// plugins/kubeflow-node/src/http/backoff.ts
var fullJitter = (attempt, { baseMs, capMs }, random) => random() * Math.min(capMs, baseMs * 2 ** (attempt - 1));
var retryAfterMs = (header, now) => {
  if (!header) return void 0;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1e3;
  const date2 = Date.parse(header);
  return Number.isNaN(date2) ? void 0 : Math.max(0, date2 - now);
};

// plugins/kubeflow-node/src/http/retryPolicy.ts
var BACKOFF = { baseMs: 200, capMs: 1e4 };
var MOST = { attempts: 12, hostNotFound: 2, internalError: 3 };
var retryMode = ({ method, retry }) => retry ?? (method === "POST" ? "unsent" : "idempotent");
var isRetriableStatus = (status, tally, mode) => {
  if (status === 500) tally.internalErrors += 1;
  if (mode === "never" || tally.attempts >= MOST.attempts) return false;
  if (status === 429) return true;
  if (mode === "unsent") return false;
  if (status === 500) return tally.internalErrors < MOST.internalError;
  return status === 408 || status === 502 || status === 503 || status === 504;
};
var isRetriableFailure = (failure2, tally, mode) => {
  const { phase, error: error2 } = failure2;
  if (error2.reason === "HostNotFound") tally.hostNotFound += 1;
  if (tally.attempts >= MOST.attempts || isLastingFailure(error2)) return false;
  if (tally.hostNotFound >= MOST.hostNotFound) return false;
  if (mode === "never") return false;
  return phase === "connect" || mode === "idempotent";
};
var pauseMs = ({
  attempts,
  now,
  random,
  retryAfter
}) => {
  const asked = retryAfterMs(retryAfter, now);
  return asked === void 0 ? fullJitter(attempts, BACKOFF, random) : asked + random() * BACKOFF.baseMs;
};

// plugins/kubeflow-node/src/http/retryingExchange.ts
var USER_AGENT = PRODUCT_NAME;
var authorization = async ({ authorize, subject }, limits2) => {
  if (!authorize) return void 0;
  try {
    return await withDeadline(authorize, {
      ...limits2,
      onTimeout: () => timeoutError(subject, {
        fact: `no credential within ${limits2.ms} ms`,
        reason: "CredentialTimeout"
      })
    });
  } catch (error2) {
    if (limits2.signal?.aborted || isKubeflowError(error2)) throw error2;
    throw new KubeflowError("AuthenticationError", {
      subject,
      fact: "no credential could be had",
      reason: "CredentialsUnavailable",
      cause: error2
    });
  }
};
var attemptMs = ({ timeoutMs }, remaining, { mode }) => Math.max(
  1,
  mode === "idempotent" ? Math.min(remaining, timeoutMs / 2) : remaining
);
var headersOf = ({ headers = {}, body }, credential, userAgent = USER_AGENT) => ({
  "user-agent": userAgent,
  accept: "application/json",
  ...body === void 0 ? {} : { "content-length": String(Buffer.byteLength(body)) },
  ...headers,
  ...credential ? { authorization: credential } : {}
});
var attemptOnce = async (context, work) => {
  const { request, read, progress } = work;
  const { subject, server, clock } = context;
  const { signal } = request;
  const remaining = () => Math.max(1, progress.deadline - clock.now());
  const credential = await authorization(context, { ms: remaining(), signal });
  const ms = attemptMs(
    { timeoutMs: request.timeoutMs ?? context.timeoutMs },
    remaining(),
    progress
  );
  const startedAt = performance.now();
  try {
    const message = await openExchange({
      ...context,
      signal,
      url: requestUrl(server, request, subject),
      method: request.method,
      headers: headersOf(request, credential, context.userAgent),
      body: request.body,
      connectTimeoutMs: Math.min(context.connectTimeoutMs, ms),
      headersTimeoutMs: ms
    });
    const answer = await read(message, {
      subject,
      host: server.host,
      timeoutMs: Math.max(1, ms - (performance.now() - startedAt)),
      idleTimeoutMs: request.idleTimeoutMs ?? context.idleTimeoutMs,
      maxBytes: context.maxBodyBytes,
      signal
    });
    return { answer, message };
  } catch (error2) {
    if (error2 instanceof ExchangeFailure) return { failure: error2 };
    throw error2;
  }
};
var pauseBefore = (context, outcome, progress) => {
  const { attempts, mode } = progress;
  const { clock, random } = context;
  const pause = { attempts, now: clock.now(), random };
  if ("failure" in outcome) {
    const { phase, error: error2 } = outcome.failure;
    return isKubeflowError(error2) && isRetriableFailure({ phase, error: error2 }, progress, mode) ? pauseMs(pause) : void 0;
  }
  const { status, headers } = outcome.answer;
  if (status === 401 && context.reauthorize && !progress.reauthorized) {
    progress.reauthorized = true;
    context.reauthorize(outcome.answer);
    return 0;
  }
  return isRetriableStatus(status, progress, mode) ? pauseMs({ ...pause, retryAfter: headers["retry-after"] }) : void 0;
};
var finalError = ({ error: error2 }, { subject }, { mayHaveActed, attempts }) => {
  if (!isKubeflowError(error2)) return error2;
  const { name, reason, remedy } = error2;
  const times = attempts > 1 ? ` (${attempts} attempts)` : "";
  if (!mayHaveActed && !times) return error2;
  if (!mayHaveActed) {
    return new KubeflowError(name, {
      subject,
      fact: error2.fact + times,
      reason,
      remedy,
      cause: error2.cause
    });
  }
  return new KubeflowError(name, {
    subject,
    fact: `the request was sent but its answer was lost, so it may have had an effect: ${error2.fact}${times}`,
    reason: "AnswerLost",
    remedy: "Look whether it took effect before repeating it",
    cause: error2
  });
};
var exchange = async (context, request, read) => {
  const { clock, closed } = context;
  const { signal } = request;
  const progress = {
    deadline: clock.now() + (request.timeoutMs ?? context.timeoutMs),
    mode: retryMode(request),
    attempts: 0,
    internalErrors: 0,
    hostNotFound: 0,
    reauthorized: false,
    mayHaveActed: false
  };
  for (; ; ) {
    signal?.throwIfAborted();
    closed.throwIfAborted();
    progress.attempts += 1;
    const outcome = await attemptOnce(context, { request, read, progress });
    if ("failure" in outcome) {
      progress.mayHaveActed ||= request.method !== "GET" && outcome.failure.phase !== "connect";
    }
    const pause = pauseBefore(context, outcome, progress);
    const isFinal = pause === void 0 || clock.now() + pause >= progress.deadline;
    if (isFinal && "failure" in outcome)
      throw finalError(outcome.failure, context, progress);
    if (isFinal) return outcome.answer;
    if ("message" in outcome) outcome.message.resume();
    await clock.sleep(
      pause,
      signal ? AbortSignal.any([signal, closed]) : closed
    );
  }
};

// plugins/kubeflow-node/src/http/transport.ts
var withoutUser = (address) => printable(address.replace(/\/\/[^/]*@/, "//…@"));
var parseServer = (server, subject) => {
  const url = URL.canParse(server) ? new URL(server) : void 0;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  throw new KubeflowError("InputError", {
    subject,
    fact: `'${withoutUser(server)}' is no address of an HTTP server`,
    reason: "InvalidAddress",
    remedy: "Write the address as https://host or http://host:port"
  });
};
var headersOf2 = (message) => Object.fromEntries(
  Object.entries(message.headersDistinct).map(([name, values = []]) => [
    name,
    values.join(", ")
  ])
);
var readResponse = async (message, limits2) => {
  const body = await readBody(message, limits2);
  return {
    status: message.statusCode ?? 0,
    headers: headersOf2(message),
    body,
    get text() {
      return Buffer.from(
        body.buffer,
        body.byteOffset,
        body.byteLength
      ).toString();
    }
  };
};
async function* quietChunks(message, limits2) {
  try {
    yield* readChunks(message, limits2);
  } catch (error2) {
    if (limits2.signal?.aborted) return;
    throw error2.cause ?? error2;
  }
}
var readStream = async (message, limits2) => ({
  status: message.statusCode ?? 0,
  headers: headersOf2(message),
  chunks: quietChunks(message, {
    ...limits2,
    timeoutMs: Infinity,
    maxBytes: Infinity
  })
});
var createTransport = (options) => {
  const { subject, defaults = {} } = options;
  const server = parseServer(options.server, subject);
  const agent = createAgent({ ...options, server });
  const closing = new AbortController();
  const context = {
    server,
    agent,
    subject,
    authorize: options.authorize,
    reauthorize: options.reauthorize,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    timeoutMs: defaults.timeoutMs ?? 3e4,
    connectTimeoutMs: defaults.connectTimeoutMs ?? 1e4,
    idleTimeoutMs: defaults.idleTimeoutMs ?? 9e4,
    maxBodyBytes: defaults.maxBodyBytes ?? 64 * 1024 * 1024,
    userAgent: defaults.userAgent,
    closed: closing.signal
  };
  return {
    send: (request) => exchange(context, request, readResponse),
    stream: (request) => exchange(context, request, readStream),
    ...agent instanceof EagerAgent ? { prepare: (wanted) => agent.prepare(wanted) } : {},
    close: () => {
      closing.abort(new Error(`the connection to ${subject} is closed`));
      agent.destroy();
    }
  };
};

// plugins/kubeflow-node/src/aws/assumedRole.ts
var DEFAULT_DURATION_SECONDS = 3600;
var roleSessionName = (text2) => text2.replace(/[^\w+=,.@-]+/g, "-").slice(0, 64).padEnd(2, "-");
var ROLE_ARN = /^arn:aws[\w-]*:iam::(\d{12}):role\/[\w+=,.@/-]{1,576}$/;
var accountOfRole = (roleArn2) => {
  const account = ROLE_ARN.exec(roleArn2)?.[1];
  if (account) return account;
  throw new KubeflowError("InputError", {
    subject: roleArn2,
    fact: "this is no ARN of an IAM role",
    reason: "InvalidRoleArn",
    remedy: "Write it as arn:aws:iam::111122223333:role/NAME"
  });
};
var wrongAccount = (subject, {
  seen,
  allowed
}) => new KubeflowError("NotAllowedError", {
  subject,
  fact: `the credentials belong to account ${seen}, not to ${allowed.join(
    " or "
  )}`,
  reason: "WrongAccount",
  remedy: "Correct account and role of the cluster in the fleet file"
});
var credentialsOf = ({ Credentials: given, AssumedRoleUser: user }, options, now) => {
  const { roleArn: roleArn2, subject = roleArn2, allowedAccounts } = options;
  const account = user?.Arn?.split(":")[4];
  if (!given?.AccessKeyId || !given.SecretAccessKey || !account) {
    throw new KubeflowError("ResponseError", {
      subject,
      fact: "STS answered without credentials",
      reason: "NotAws",
      remedy: "Check proxies and AWS_ENDPOINT_URL"
    });
  }
  if (allowedAccounts && !allowedAccounts.includes(account)) {
    throw wrongAccount(subject, { seen: account, allowed: allowedAccounts });
  }
  const lifetime = (options.durationSeconds ?? DEFAULT_DURATION_SECONDS) * 1e3;
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.SessionToken,
    expiration: new Date(
      Math.min(given.Expiration?.getTime() ?? Infinity, now + lifetime)
    )
  };
};

// plugins/kubeflow-node/src/aws/awsError.ts
var accessDenied = ({ message }, { action }) => ({
  name: "NotAllowedError",
  reason: "AccessDenied",
  fact: `AWS denies ${action}: ${message}`,
  remedy: /sts:TagSession/.test(message ?? "") ? "Allow sts:TagSession in the role's trust policy, or use no session tags" : `Allow ${action} in the policy of the calling role${action.startsWith("sts:AssumeRole") ? ", and the caller (with its external id, if one is demanded) in the trust policy of the role" : ""}`
});
var expired = ({ message }) => ({
  name: "AuthenticationError",
  reason: "CredentialsExpired",
  fact: `the credentials have expired: ${message}`,
  remedy: "Get new credentials; when they are new, correct the clock of this machine"
});
var throttled = (_, { action, region }) => ({
  name: "ServiceUnavailableError",
  reason: "Throttled",
  fact: `AWS throttles ${action} in ${region}`,
  remedy: "Try again later, or call less often from this account"
});
var clockSkew = ({ message }) => ({
  name: "AuthenticationError",
  reason: "ClockSkew",
  fact: `AWS refuses the time of the request: ${message}`,
  remedy: "Correct the clock of this machine"
});
var wrongKeys = ({ message }, { region }) => ({
  name: "AuthenticationError",
  reason: "CredentialsInvalid",
  fact: `AWS does not know these credentials: ${message}`,
  remedy: `Check that they are of the right partition and that region ${region} is enabled in their account`
});
var oidcRejected = ({ message }) => ({
  name: "AuthenticationError",
  reason: "OidcTokenRejected",
  fact: `AWS rejects the OIDC token: ${message}`,
  remedy: "Check that the account has an IAM OIDC provider for the token's issuer, and that its client ids hold the token's audience"
});
var tagsTooLarge = ({ message }) => ({
  name: "InputError",
  reason: "SessionTagsTooLarge",
  fact: `session tags and policies are too large together: ${message}`,
  remedy: "Use fewer or shorter session tags"
});
var noCredentials = ({ message }) => ({
  name: "AuthenticationError",
  reason: "CredentialsMissing",
  fact: `no AWS credentials were found: ${message}`,
  remedy: "Give the cluster a role in the fleet file and the job `permissions: id-token: write`, or run aws-actions/configure-aws-credentials before"
});
var regionDisabled = (_, { region }) => ({
  name: "NotAllowedError",
  reason: "RegionDisabled",
  fact: `STS is not activated in ${region} for this account`,
  remedy: `Enable region ${region} in the account's settings`
});
var notFound = ({ message }, { action, region }) => ({
  name: "NotFoundError",
  reason: "NotFound",
  fact: `${action} found nothing in ${region}: ${message}`,
  remedy: "Check the name (in its exact case), the region and the account"
});
var timedOut = (_, { action, region }) => ({
  name: "TimeoutError",
  reason: "AwsTimeout",
  fact: `${action} in ${region} was not answered in time`,
  remedy: "Check that this machine reaches the endpoint of the service"
});
var JUDGES = {
  AccessDenied: accessDenied,
  AccessDeniedException: accessDenied,
  UnauthorizedException: accessDenied,
  ExpiredToken: expired,
  ExpiredTokenException: expired,
  Throttling: throttled,
  ThrottlingException: throttled,
  ThrottledException: throttled,
  TooManyRequestsException: throttled,
  RequestLimitExceeded: throttled,
  SlowDown: throttled,
  RequestTimeTooSkewed: clockSkew,
  RequestExpired: clockSkew,
  InvalidSignatureException: wrongKeys,
  SignatureDoesNotMatch: wrongKeys,
  UnrecognizedClientException: wrongKeys,
  InvalidClientTokenId: wrongKeys,
  IncompleteSignature: wrongKeys,
  InvalidIdentityToken: oidcRejected,
  InvalidIdentityTokenException: oidcRejected,
  PackedPolicyTooLarge: tagsTooLarge,
  PackedPolicyTooLargeException: tagsTooLarge,
  RegionDisabledException: regionDisabled,
  ResourceNotFoundException: notFound,
  NoSuchEntity: notFound,
  CredentialsProviderError: noCredentials,
  TimeoutError: timedOut,
  AbortError: timedOut
};
var judgeOf = ({ name = "" }) => Object.hasOwn(JUDGES, name) ? JUDGES[name] : void 0;
var UNREADABLE = /* @__PURE__ */ new Set([
  "SyntaxError",
  "Error",
  "Unknown",
  "UnknownError"
]);
var byStatus = (error2, operation) => {
  const status = error2.$metadata?.httpStatusCode ?? 0;
  if (status === 429) return throttled(error2, operation);
  const { action, region } = operation;
  if (status >= 500 || error2.name === "IDPCommunicationError") {
    return {
      name: "ServiceUnavailableError",
      reason: "AwsUnavailable",
      fact: `${action} failed in ${region} (${error2.name}, ${status}): ${error2.message}`,
      remedy: "Try again later"
    };
  }
  if (!status) {
    return {
      name: "ServiceUnavailableError",
      reason: "AwsUnreachable",
      fact: `${action} got no answer in ${region}: ${error2.message || error2.name}`,
      remedy: "Check that this machine reaches the endpoint of the service"
    };
  }
  if (status < 400 || UNREADABLE.has(error2.name)) {
    return {
      name: "ResponseError",
      reason: "NotAws",
      fact: `${action} in ${region} was answered with something that AWS does not say (${status})`,
      remedy: "Check proxies and AWS_ENDPOINT_URL"
    };
  }
  return {
    name: "InputError",
    reason: "AwsRefused",
    fact: `${action} was refused (${error2.name}): ${error2.message}`,
    remedy: "Correct what the message names"
  };
};
var judge = (error2, operation) => {
  if (error2.$metadata?.clockSkewCorrected) return clockSkew(error2, operation);
  return (judgeOf(error2) ?? byStatus)(error2, operation);
};
var LONGEST_MESSAGE = 2e3;
var withoutStop = ({ name, message, $metadata }) => ({
  name,
  message: message?.slice(0, LONGEST_MESSAGE).replace(/[.\s]+$/, ""),
  $metadata
});
var isClockCorrected = (error2) => error2?.$metadata?.clockSkewCorrected === true;
var awsError = (error2, operation) => {
  if (isKubeflowError(error2)) return error2;
  const sdkError = error2 ?? {};
  if (!judgeOf(sdkError) && networkErrorCode(error2)) {
    const host = operation.host ?? `${operation.action.split(":")[0]}.${operation.region}`;
    return connectionError(error2, { subject: operation.subject, host });
  }
  const verdict = judge(withoutStop(sdkError), operation);
  return new KubeflowError(verdict.name, {
    ...verdict,
    subject: operation.subject,
    upstreamStatus: sdkError.$metadata?.httpStatusCode,
    cause: error2
  });
};

// plugins/kubeflow-node/src/aws/callAws.ts
var ATTEMPT_MS = 15e3;
var CONNECT_MS = 1e4;
var BACKOFF2 = { baseMs: 500, capMs: 2e4 };
var MOST_UNANSWERED = 3;
var clientConfig = ({
  region,
  endpoint,
  credentials
}) => {
  const pool = { keepAlive: true, proxyEnv: proxyEnvironment(process.env) };
  return {
    region,
    maxAttempts: 1,
    ...endpoint ? { endpoint } : {},
    ...credentials ? { credentials } : {},
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: ATTEMPT_MS,
      throwOnRequestTimeout: true,
      httpAgent: pool,
      httpsAgent: pool
    }
  };
};
var isRetriable = (error2, attempts) => {
  if (error2.reason === "Throttled" || error2.reason === "AwsUnavailable") {
    return true;
  }
  const unanswered = error2.name === "TimeoutError" || error2.name === "ServiceUnavailableError" && !error2.reason.startsWith("Certificate");
  return unanswered && attempts < MOST_UNANSWERED;
};
var withAttempts = (error2, attempts) => attempts === 1 ? error2 : new KubeflowError(error2.name, {
  ...error2,
  fact: `${error2.fact} (${attempts} attempts)`,
  cause: error2.cause
});
var callAws = async (send, operation, options) => {
  const { clock = systemClock, random = Math.random, signal } = options;
  const deadline = clock.now() + (options.timeoutMs ?? 9e4);
  const where2 = { host: options.endpoint, ...operation };
  let corrected = false;
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await withDeadline(send, {
        ms: Math.min(ATTEMPT_MS, deadline - clock.now()),
        signal,
        onTimeout: () => awsError({ name: "TimeoutError" }, where2)
      });
    } catch (error2) {
      if (signal?.aborted) throw signal.reason;
      const failure2 = awsError(error2, where2);
      if (isClockCorrected(error2) && !corrected) {
        corrected = true;
        continue;
      }
      const pause = fullJitter(attempts, BACKOFF2, random);
      if (!isRetriable(failure2, attempts) || clock.now() + pause >= deadline) {
        throw withAttempts(failure2, attempts);
      }
      if (attempts === 1) {
        options.onWait?.(`${failure2.subject}: ${failure2.fact}; trying again`);
      }
      await clock.sleep(pause, signal);
    }
  }
};

// plugins/kubeflow-node/src/aws/eksCluster.ts
var accessOf = ({ resourcesVpcConfig: vpc = {} }) => ({
  endpointPublicAccess: vpc.endpointPublicAccess ?? true,
  endpointPrivateAccess: vpc.endpointPrivateAccess ?? false,
  publicAccessCidrs: vpc.publicAccessCidrs ?? []
});
var eksClusterOf = (cluster2, id) => ({
  name: cluster2.name ?? id.name,
  region: id.region,
  account: cluster2.arn?.split(":")[4] || id.account,
  arn: cluster2.arn ?? "",
  status: cluster2.status ?? "PENDING",
  version: cluster2.version,
  platformVersion: cluster2.platformVersion,
  endpoint: cluster2.endpoint,
  certificateAuthority: cluster2.certificateAuthority?.data,
  ...accessOf(cluster2),
  authenticationMode: cluster2.accessConfig?.authenticationMode,
  oidcIssuer: cluster2.identity?.oidc?.issuer,
  autoMode: cluster2.storageConfig?.blockStorage?.enabled,
  createdAt: cluster2.createdAt,
  tags: cluster2.tags ?? {},
  healthIssues: (cluster2.health?.issues ?? []).map(
    ({ code, message }) => `${code}: ${message}`
  )
});
var NOT_READY = {
  CREATING: {
    fact: "the cluster is still being created",
    remedy: "Wait some ten minutes until its status is ACTIVE"
  },
  PENDING: {
    fact: "the cluster is still being created",
    remedy: "Wait until its status is ACTIVE"
  },
  DELETING: {
    fact: "the cluster is being deleted",
    remedy: "Remove it from the fleet file"
  },
  FAILED: {
    fact: "the creation of the cluster failed",
    remedy: "Delete the cluster in EKS and create it again"
  }
};
var requireApiServer = (cluster2) => {
  const { status, endpoint, certificateAuthority } = cluster2;
  const blocked = NOT_READY[status];
  if (!blocked && endpoint && certificateAuthority) {
    return { ...cluster2, endpoint, certificateAuthority };
  }
  const reasons = {
    DELETING: "ClusterDeleting",
    FAILED: "ClusterFailed"
  };
  const issues = cluster2.healthIssues.length ? ` (${cluster2.healthIssues.join("; ")})` : "";
  throw new KubeflowError("ServiceUnavailableError", {
    subject: clusterSubject(cluster2),
    fact: `${blocked?.fact ?? "EKS names no endpoint for the cluster"} (status ${status})${issues}`,
    reason: reasons[status] ?? "ClusterNotReady",
    remedy: blocked?.remedy ?? "Look at the cluster in the EKS console"
  });
};

// plugins/kubeflow-node/src/aws/describeCluster.ts
var withEksClient = async (region, { endpoint, credentials }, use) => {
  const { EKSClient } = await import("./dist-es-YC2GH7MU.mjs");
  const client = new EKSClient(clientConfig({ region, endpoint, credentials }));
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
};
var describeCluster = async (id, options) => {
  const { DescribeClusterCommand } = await import("./dist-es-YC2GH7MU.mjs");
  const operation = {
    subject: clusterSubject(id),
    action: "eks:DescribeCluster",
    region: id.region
  };
  return withEksClient(id.region, options, async (client) => {
    try {
      const { cluster: cluster2 = {} } = await callAws(
        (abortSignal) => client.send(new DescribeClusterCommand({ name: id.name }), {
          abortSignal
        }),
        operation,
        options
      );
      const described = eksClusterOf(cluster2, id);
      if (id.account && described.account !== id.account) {
        throw wrongAccount(operation.subject, {
          seen: described.account,
          allowed: [id.account]
        });
      }
      const { systemClockOffset: clockOffsetMs } = client.config;
      return { ...described, clockOffsetMs };
    } catch (error2) {
      if (!hasReason(error2, "NotFound")) throw error2;
      throw new KubeflowError("NotFoundError", {
        subject: operation.subject,
        fact: `account ${id.account} has no EKS cluster '${id.name}' in ${id.region}`,
        reason: "ClusterNotFound",
        remedy: "Correct name (in its exact case), region and account of the cluster in the fleet file",
        upstreamStatus: 404,
        cause: error2
      });
    }
  });
};

// plugins/kubeflow-node/src/aws/eksToken.ts
import { createHmac, createSecretKey, hash } from "node:crypto";
var PREFIX2 = "k8s-aws-v1.";
var LIFETIME_MS = 14 * 6e4;
var CLUSTER_HEADER = "x-k8s-aws-id";
var sha256 = (text2) => hash("sha256", text2, "hex");
var EMPTY_BODY = sha256("");
var hmac = (key, text2) => createHmac("sha256", createSecretKey(key)).update(text2).digest();
var check = ({ cluster: cluster2, credentials }) => {
  const { name, region } = cluster2;
  if (!/^[0-9A-Za-z][\w-]{0,99}$/.test(name) || !/^[a-z0-9-]+$/.test(region)) {
    throw new KubeflowError("InputError", {
      subject: `${region}/${name}`,
      fact: "this is no region and name that an EKS cluster can have",
      reason: "InvalidClusterName",
      remedy: "Correct name and region of the cluster in the fleet file"
    });
  }
  if (!credentials.accessKeyId || !credentials.secretAccessKey) {
    throw new KubeflowError("AuthenticationError", {
      subject: `${region}/${name}`,
      fact: "the AWS credentials have no access key",
      reason: "CredentialsMissing"
    });
  }
};
var encode2 = (text2) => encodeURIComponent(text2).replace(
  /[!'()*]/g,
  (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`
);
var eksToken = (request) => {
  check(request);
  const { cluster: cluster2, credentials, now = /* @__PURE__ */ new Date() } = request;
  const host = stsHost(cluster2.region);
  const time2 = now.toISOString().replace(/[-:]|\.\d{3}/g, "");
  const date2 = time2.slice(0, 8);
  const scope = `${date2}/${cluster2.region}/sts/aws4_request`;
  const sessionToken = credentials.sessionToken && `&X-Amz-Security-Token=${encode2(credentials.sessionToken)}`;
  const head = `Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encode2(`${credentials.accessKeyId}/${scope}`)}&X-Amz-Date=${time2}&X-Amz-Expires=60`;
  const signedHeaders = `host;${CLUSTER_HEADER}`;
  const headers = `&X-Amz-SignedHeaders=${encode2(signedHeaders)}`;
  const canonicalRequest = [
    "GET",
    "/",
    `${head}${sessionToken ?? ""}${headers}`,
    `host:${host}`,
    `${CLUSTER_HEADER}:${cluster2.name}`,
    "",
    signedHeaders,
    EMPTY_BODY
  ].join("\n");
  const key = [date2, cluster2.region, "sts", "aws4_request"].reduce(
    hmac,
    Buffer.from(`AWS4${credentials.secretAccessKey}`)
  );
  const signature = hmac(
    key,
    ["AWS4-HMAC-SHA256", time2, scope, sha256(canonicalRequest)].join("\n")
  ).toString("hex");
  const url = `https://${host}/?${head}${headers}${sessionToken ?? ""}&X-Amz-Signature=${signature}`;
  return {
    token: PREFIX2 + Buffer.from(url).toString("base64url"),
    expiration: new Date(now.getTime() + LIFETIME_MS)
  };
};

// plugins/kubeflow-node/src/aws/eksTokenSource.ts
var REUSE_MS = 9 * 6e4;
var TOLERATED_SKEW_MS = 6e4;
var CachedEksTokens = class {
  constructor(options) {
    this.options = options;
    this.clock = options.clock ?? systemClock;
    this.offset = options.clockOffsetMs ?? 0;
  }
  options;
  current;
  offset;
  clock;
  async get() {
    const now = this.clock.now();
    if (this.current && now < this.current.until) return this.current.token;
    const { cluster: cluster2, credentials: provide } = this.options;
    const credentials = await provide();
    const signedAt = this.clock.now();
    const token = eksToken({
      cluster: cluster2,
      credentials,
      now: new Date(signedAt + this.offset)
    });
    this.options.onToken?.(token.token);
    const end = credentials.expiration?.getTime() ?? Infinity;
    this.current = { token, until: Math.min(signedAt + REUSE_MS, end) };
    return token;
  }
  renew({ headers }) {
    this.current = void 0;
    const serverTime = Date.parse(headers.date ?? "");
    const skew = serverTime - this.clock.now();
    if (Math.abs(skew) > TOLERATED_SKEW_MS) this.offset = skew;
    const { credentials } = this.options;
    if ("invalidate" in credentials) credentials.invalidate();
  }
};
var eksTokenSource = (options) => new CachedEksTokens(options);

// plugins/kubeflow-node/src/http/foreignAnswer.ts
var isHtml = ({
  headers,
  text: text2
}) => /\bhtml\b/i.test(headers["content-type"] ?? "") || /^\s*<(!doctype|html|head|body)/i.test(text2.slice(0, 200));
var redirectPlace = (location) => {
  if (location === void 0) return void 0;
  if (/^\/(?!\/)/.test(location)) return location.split(/[?#]/)[0];
  const url = URL.canParse(location) ? new URL(location) : void 0;
  return url && `${url.origin}${url.pathname}`;
};

// plugins/kubeflow-node/src/kubernetes/call.ts
var describeTarget = ({ resource, name, namespace }) => [
  name ? `${resource}/${name}` : resource,
  namespace && `in namespace ${namespace}`
].filter(Boolean).join(" ");

// plugins/kubeflow-node/src/kubernetes/forbidden.ts
var rbacRule = ({ verb, group, resource, name }) => {
  const rule = {
    apiGroups: [group],
    resources: [resource],
    // RBAC cannot restrict these two by name.
    ...name && verb !== "create" && verb !== "list" ? { resourceNames: [name] } : {},
    verbs: [verb]
  };
  const fields = Object.entries(rule).map(
    ([field, [value]]) => `${field}: ["${value}"]`
  );
  return `- {${fields.join(", ")}}`;
};
var where = ({ namespace }) => namespace ? `namespace ${namespace}` : "the cluster";
var forbidden = ({
  call,
  status
}) => {
  const message = status.message ?? "";
  if (/exceeded quota/.test(message)) {
    return {
      name: "NotAllowedError",
      reason: "QuotaExceeded",
      fact: `the quota of ${where(call)} is used up: ${message}`,
      remedy: "Free some of it, or raise the ResourceQuota"
    };
  }
  if (/because it is being terminated/.test(message)) {
    return {
      name: "ConflictError",
      reason: "NamespaceTerminating",
      fact: `${where(call)} is being deleted`,
      remedy: "Wait until it is gone, or find the finalizer that holds it"
    };
  }
  const user = message.match(/User "([^"]+)"/)?.[1];
  return {
    name: "NotAllowedError",
    reason: "Forbidden",
    fact: `${user ?? "the role"} may not ${call.verb} ${call.resource}${call.group ? `.${call.group}` : ""}${call.name ? ` '${call.name}'` : ""} in ${where(call)} (403)`,
    remedy: `Bind this rule to ${user ?? "it"} in ${where(call)}: \`${rbacRule(
      call
    )}\``
  };
};

// plugins/kubeflow-node/src/kubernetes/status.ts
var fieldsOf = (value) => typeof value === "object" && value !== null ? value : void 0;
var LONGEST_TEXT = 4e3;
var textOf = (value) => typeof value === "string" ? value.slice(0, LONGEST_TEXT) : void 0;
var numberOf = (value) => typeof value === "number" ? value : void 0;
var MOST_CAUSES = 100;
var causeOf = ({ reason, message, field }) => ({
  reason: textOf(reason),
  message: textOf(message),
  field: textOf(field)
});
var causesOf = (value) => (Array.isArray(value) ? value.slice(0, MOST_CAUSES) : []).flatMap((cause) => {
  const fields = fieldsOf(cause);
  return fields ? [causeOf(fields)] : [];
});
var statusOf = (value) => {
  const fields = fieldsOf(value);
  if (fields?.kind !== "Status") return void 0;
  const details = fieldsOf(fields.details);
  return {
    kind: "Status",
    message: textOf(fields.message),
    reason: textOf(fields.reason),
    code: numberOf(fields.code),
    details: details && {
      name: textOf(details.name),
      kind: textOf(details.kind),
      retryAfterSeconds: numberOf(details.retryAfterSeconds),
      causes: causesOf(details.causes)
    }
  };
};
var parseStatus = (text2) => {
  try {
    return statusOf(JSON.parse(text2));
  } catch {
    return void 0;
  }
};

// plugins/kubeflow-node/src/kubernetes/statusError.ts
var said = ({ status }) => status.message ? `: ${status.message}` : "";
var unauthorized = () => ({
  name: "AuthenticationError",
  reason: "AccessEntryMissing",
  fact: "the API server accepts the credential of nobody it knows (401)",
  remedy: "Most often the IAM role has no access entry (or aws-auth mapping) in this cluster: check with `aws eks list-access-entries`. An expired credential, a wrong clock, or an outage of the authenticator looks the same"
});
var notFound2 = (refusal) => {
  const { call, status } = refusal;
  const target = describeTarget(call);
  if (status.details?.kind === "namespaces" && call.resource !== "namespaces") {
    return {
      name: "NotFoundError",
      reason: "NamespaceNotFound",
      fact: `namespace ${call.namespace} does not exist`,
      remedy: "Create the namespace, or correct its name"
    };
  }
  return status.details?.name || !/requested resource/.test(status.message ?? "") ? {
    name: "NotFoundError",
    reason: "NotFound",
    fact: `${target} does not exist${said(refusal)}`
  } : {
    name: "NotFoundError",
    reason: "ResourceTypeNotFound",
    fact: `the API server does not serve ${call.resource}.${call.group}`,
    remedy: `Install the CustomResourceDefinition of ${call.resource}, or check the version of what is installed`
  };
};
var conflict = (refusal) => {
  const { call, status } = refusal;
  const target = describeTarget(call);
  const owned = (status.details?.causes ?? []).filter(
    ({ reason }) => reason === "FieldManagerConflict"
  );
  if (owned.length > 0) {
    return {
      name: "ConflictError",
      reason: "FieldManagerConflict",
      fact: `${target}: ${owned.map(({ message, field }) => {
        const manager = message?.match(/"([^"]+)"/)?.[1] ?? message;
        return `'${manager}' owns ${field}`;
      }).join("; ")}`,
      remedy: "Remove these fields there or here, or take them over on purpose",
      problems: owned.map(({ message, field }) => ({
        message: `${field}: ${message}`
      }))
    };
  }
  return status.reason === "AlreadyExists" ? {
    name: "ConflictError",
    reason: "AlreadyExists",
    fact: `${target} exists already`
  } : {
    name: "ConflictError",
    reason: "Conflict",
    fact: `${target} was changed by someone else meanwhile${said(refusal)}`,
    remedy: "Read it again and repeat the change"
  };
};
var invalid = (refusal) => {
  const { call, status } = refusal;
  const problems = (status.details?.causes ?? []).map(({ field, message }) => ({
    message: field ? `${field}: ${message}` : message ?? ""
  }));
  return {
    name: "InputError",
    reason: /immutable/.test(status.message ?? "") ? "ImmutableField" : "Invalid",
    fact: `${describeTarget(call)} is not valid${said(refusal)}`,
    remedy: "Correct the field that is named",
    problems
  };
};
var throttled2 = ({ status }) => {
  const seconds = status.details?.retryAfterSeconds;
  return {
    name: "ServiceUnavailableError",
    reason: "TooManyRequests",
    fact: `the API server has too much to do (429)${seconds ? ` and asks to wait ${seconds} s` : ""}`,
    remedy: "Try again later, or ask with less concurrency"
  };
};
var MISFIT = /^failed to create typed patch object|field not declared in schema/;
var failed = (refusal) => {
  const message = refusal.status.message ?? "";
  if (MISFIT.test(message)) {
    return {
      name: "InputError",
      reason: "Invalid",
      fact: `${describeTarget(refusal.call)} is not valid${said(refusal)}`,
      remedy: "Correct the field that is named"
    };
  }
  const webhook = message.match(
    /failed calling (?:admission )?webhook "([^"]+)"/
  )?.[1];
  if (webhook) {
    return {
      name: "ServiceUnavailableError",
      reason: "WebhookFailed",
      fact: `admission webhook ${webhook} cannot be called${said(refusal)}`,
      remedy: `Check the Service and the pods behind webhook ${webhook}`
    };
  }
  const converted = message.match(/conversion webhook for (.+?) failed/)?.[1];
  if (converted) {
    return {
      name: "ServiceUnavailableError",
      reason: "WebhookFailed",
      fact: `the conversion webhook of ${converted} cannot be called${said(
        refusal
      )}`,
      remedy: `Check the Service and the pods that the CustomResourceDefinition of ${converted} names`
    };
  }
  return {
    name: refusal.code === 504 ? "TimeoutError" : "ServiceUnavailableError",
    reason: refusal.code === 504 ? "ServerTimeout" : "ServerError",
    fact: `the API server failed (${refusal.code}) at ${describeTarget(
      refusal.call
    )}${said(refusal)}`,
    remedy: "Try again later"
  };
};
var VERDICTS = {
  400: (refusal) => ({
    name: "InputError",
    reason: "BadRequest",
    fact: `the API server does not take the request for ${describeTarget(
      refusal.call
    )}${said(refusal)}`,
    remedy: "Correct what it names"
  }),
  401: unauthorized,
  403: forbidden,
  404: notFound2,
  409: conflict,
  410: (refusal) => ({
    name: "ConflictError",
    reason: "Expired",
    fact: `the API server no longer has this history${said(refusal)}`,
    remedy: "List again"
  }),
  413: (refusal) => ({
    name: "InputError",
    reason: "TooLarge",
    fact: `${describeTarget(refusal.call)} is too large${said(refusal)}`
  }),
  422: invalid,
  429: throttled2
};
var other = (refusal) => refusal.code >= 500 ? failed(refusal) : {
  name: "ResponseError",
  reason: "UnexpectedStatus",
  fact: `the API server answered ${refusal.code}${said(refusal)}`
};
var statusError = (refusal) => {
  const verdict = (VERDICTS[refusal.code] ?? other)(refusal);
  return new KubeflowError(verdict.name, {
    ...verdict,
    subject: refusal.call.subject,
    upstreamStatus: refusal.code
  });
};
var notKubernetes = (call, response) => {
  const { status, headers } = response;
  const what = isHtml(response) ? "an HTML page" : "something else than JSON";
  const place = redirectPlace(headers.location);
  const location = place && ` that points to ${place}`;
  return new KubeflowError(
    status >= 500 ? "ServiceUnavailableError" : "ResponseError",
    {
      subject: call.subject,
      fact: location ? `${call.verb} ${describeTarget(
        call
      )} was answered with a redirect (${status})${location}` : `${call.verb} ${describeTarget(
        call
      )} was answered with ${what} (${status}), not by a Kubernetes API server`,
      reason: "NotKubernetes",
      remedy: "Check the address: a login proxy or a load balancer answers in its place",
      upstreamStatus: status
    }
  );
};
var bareStatus = (response) => {
  if (isHtml(response)) return void 0;
  const { status, text: text2 } = response;
  if (status === 401 || status === 429) return { kind: "Status" };
  return status === 404 && text2.trim() === "404 page not found" ? {
    kind: "Status",
    message: "the server could not find the requested resource"
  } : void 0;
};
var responseError = (call, response) => {
  const status = parseStatus(response.text) ?? bareStatus(response);
  return status ? statusError({ call, status, code: response.status }) : notKubernetes(call, response);
};

// plugins/kubeflow-node/src/kubernetes/answers.ts
var MOST_READS = 3;
var parseObject = (text2) => {
  try {
    const value = JSON.parse(text2);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
  } catch {
    return void 0;
  }
};
var lostAnswer = (call, response) => new KubeflowError("ResponseError", {
  subject: call.subject,
  fact: `the request was accepted (${response.status}) but its answer cannot be read, so it may have had an effect`,
  reason: "AnswerLost",
  remedy: "Look whether it took effect before repeating it",
  upstreamStatus: response.status,
  cause: notKubernetes(call, response)
});
var requestJson = async (send, request, call) => {
  for (let reads = 1; ; reads += 1) {
    const response = await send(request);
    if (response.status >= 300) throw responseError(call, response);
    const value = parseObject(response.text);
    if (value) return value;
    const isRead = request.method === "GET";
    const isPage = isHtml(response);
    if (isPage || isRead && reads >= MOST_READS) {
      throw notKubernetes(call, response);
    }
    if (!isRead) throw lostAnswer(call, response);
  }
};

// plugins/kubeflow-node/src/kubernetes/collectionPath.ts
var collectionPath = ({ group, version: version2, plural, namespace }, ...below2) => {
  const root = group ? ["apis", group, version2] : ["api", version2];
  const scope = namespace ? ["namespaces", namespace] : [];
  return `/${[...root, ...scope, plural, ...below2].map(encodeURIComponent).join("/")}`;
};
var PODS = { group: "", version: "v1", plural: "pods" };
var SERVICES = {
  group: "",
  version: "v1",
  plural: "services"
};
var SERVICE_ACCOUNTS = {
  group: "",
  version: "v1",
  plural: "serviceaccounts"
};

// plugins/kubeflow-node/src/kubernetes/list.ts
var PAGE_SIZE = "500";
var METADATA_ONLY = {
  accept: "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
};
var MOST_STARTS = 4;
var listCall = ({ subject, collection }, verb = "list") => ({
  subject,
  verb,
  group: collection.group,
  resource: collection.plural,
  namespace: collection.namespace
});
var withKind = ({ apiVersion, kind }, item) => ({
  ...item,
  apiVersion: item.apiVersion ?? apiVersion ?? "",
  kind: item.kind ?? kind?.replace(/List$/, "") ?? ""
});
var notAList = ({ subject, collection }, fact) => new KubeflowError("ResponseError", {
  subject,
  fact: `the list of ${collection.plural} ${fact}`,
  reason: "NotKubernetes",
  remedy: "Check what stands between this machine and the API server"
});
var listPages = async (request) => {
  const { send, collection, selector = {}, signal } = request;
  const objects = [];
  const tokens = /* @__PURE__ */ new Set();
  let next;
  let resourceVersion = "";
  do {
    const body = await requestJson(
      send,
      {
        method: "GET",
        path: collectionPath(collection),
        headers: selector.metadataOnly ? METADATA_ONLY : void 0,
        timeoutMs: selector.timeoutMs,
        query: {
          labelSelector: selector.labelSelector,
          fieldSelector: selector.fieldSelector,
          limit: PAGE_SIZE,
          continue: next
        },
        signal
      },
      listCall(request)
    );
    if (!Array.isArray(body.items ?? [])) {
      throw notAList(request, "has no items");
    }
    objects.push(...(body.items ?? []).map((item) => withKind(body, item)));
    resourceVersion = body.metadata?.resourceVersion ?? resourceVersion;
    next = body.metadata?.continue || void 0;
    if (next && tokens.has(next)) {
      throw notAList(request, "goes round in a circle");
    }
    if (next) tokens.add(next);
  } while (next);
  return { objects, resourceVersion };
};
var listObjects = async (request) => {
  for (let starts = 1; ; starts += 1) {
    try {
      return await listPages(request);
    } catch (error2) {
      if (!hasReason(error2, "Expired") || starts >= MOST_STARTS) throw error2;
    }
  }
};

// plugins/kubeflow-node/src/kubernetes/subresources.ts
var JSON_BODY = { "content-type": "application/json" };
var podLog = ({ subject, send }) => async ({ namespace, name }, { container, tailLines, previous }) => {
  const response = await send({
    method: "GET",
    path: collectionPath({ ...PODS, namespace }, name, "log"),
    headers: { accept: "*/*" },
    query: {
      container,
      tailLines: String(tailLines),
      previous: previous ? "true" : void 0
    }
  });
  if (response.status >= 300) {
    throw responseError(
      {
        subject,
        verb: "get",
        group: "",
        resource: "pods/log",
        namespace,
        name
      },
      response
    );
  }
  const lines = response.text.split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
};
var isAllowed = ({ subject, send }) => async (access2) => {
  const review = await requestJson(
    send,
    {
      method: "POST",
      path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
      headers: JSON_BODY,
      // It changes nothing, so it may be repeated.
      retry: "idempotent",
      body: JSON.stringify({
        apiVersion: "authorization.k8s.io/v1",
        kind: "SelfSubjectAccessReview",
        spec: { resourceAttributes: access2 }
      })
    },
    {
      subject,
      verb: "create",
      group: "authorization.k8s.io",
      resource: "selfsubjectaccessreviews"
    }
  );
  const status = review.status;
  return status?.allowed === true;
};
var createToken = ({ subject, send }) => async ({ namespace, name }, audience) => {
  const answer = await requestJson(
    send,
    {
      method: "POST",
      path: collectionPath({ ...SERVICE_ACCOUNTS, namespace }, name, "token"),
      headers: JSON_BODY,
      // A second token harms nobody.
      retry: "idempotent",
      body: JSON.stringify({
        apiVersion: "authentication.k8s.io/v1",
        kind: "TokenRequest",
        spec: { audiences: [audience], expirationSeconds: 3600 }
      })
    },
    {
      subject,
      verb: "create",
      group: "",
      resource: "serviceaccounts/token",
      namespace,
      name
    }
  );
  const { token, expirationTimestamp } = answer.status ?? {};
  if (!token || !expirationTimestamp) {
    throw new KubeflowError("ResponseError", {
      subject,
      fact: `the TokenRequest for serviceaccount ${namespace}/${name} was answered without a token`,
      reason: "NotKubernetes"
    });
  }
  return { token, expiration: new Date(expirationTimestamp) };
};

// plugins/kubeflow-node/src/kubernetes/containsAll.ts
var isObject2 = (value) => typeof value === "object" && value !== null;
var containsAll = (live, wanted) => {
  if (wanted === void 0 || Object.is(live, wanted)) return true;
  if (!isObject2(live) || !isObject2(wanted)) return false;
  if (Array.isArray(wanted)) {
    return Array.isArray(live) && live.length === wanted.length && wanted.every((item, index) => containsAll(live[index], item));
  }
  return Object.entries(wanted).every(
    ([key, value]) => containsAll(live[key], value)
  );
};

// plugins/kubeflow-node/src/kubernetes/verbs.ts
var JSON_BODY2 = { "content-type": "application/json" };
var MERGE_PATCH = { "content-type": "application/merge-patch+json" };
var withoutServerFields = (object) => {
  const { resourceVersion, managedFields, uid, generation, ...metadata } = object.metadata;
  return { ...object, metadata };
};
var ObjectVerbs = class {
  constructor(context) {
    this.context = context;
  }
  context;
  get(collection, name) {
    return this.request(this.call("get", collection, name), {
      method: "GET",
      path: collectionPath(collection, name)
    });
  }
  /**
   * When the answer is lost, reads the object and counts it as created here when it holds all that was
   * sent: a claim must therefore contain something that only its writer can have written.
   */
  async create(collection, object) {
    const { name } = object.metadata;
    const call = this.call("create", collection, name);
    const post = () => this.request(call, {
      method: "POST",
      path: collectionPath(collection),
      headers: JSON_BODY2,
      body: JSON.stringify(object)
    });
    try {
      return await post();
    } catch (error2) {
      if (!name || !hasReason(error2, "AnswerLost")) throw error2;
      const live = await this.find(collection, name);
      if (!live) return await post();
      if (containsAll(live, withoutServerFields(object))) return live;
      throw new KubeflowError("ConflictError", {
        subject: this.context.subject,
        fact: `${describeTarget(call)} exists already, with other content`,
        reason: "AlreadyExists",
        cause: error2
      });
    }
  }
  /** A repetition after a lost answer meets a conflict with itself: the live object tells. */
  async replace(collection, object) {
    const { name } = object.metadata;
    try {
      return await this.request(this.call("update", collection, name), {
        method: "PUT",
        path: collectionPath(collection, name),
        headers: JSON_BODY2,
        body: JSON.stringify(object)
      });
    } catch (error2) {
      if (!hasReason(error2, "Conflict")) throw error2;
      const live = await this.find(collection, name);
      if (live && containsAll(live, withoutServerFields(object))) return live;
      throw error2;
    }
  }
  patch(collection, name, patch) {
    return this.request(this.call("patch", collection, name), {
      method: "PATCH",
      path: collectionPath(collection, name),
      headers: MERGE_PATCH,
      body: JSON.stringify(patch)
    });
  }
  async delete(collection, name) {
    const remove = () => this.request(this.call("delete", collection, name), {
      method: "DELETE",
      path: collectionPath(collection, name),
      // Not repeated by the transport: a 404 must be told from the trace of a lost answer.
      retry: "unsent"
    });
    try {
      await remove();
    } catch (error2) {
      if (!hasReason(error2, "AnswerLost")) throw error2;
      await remove().catch((secondError) => {
        if (!hasReason(secondError, "NotFound")) throw secondError;
      });
    }
  }
  async find(collection, name) {
    try {
      return await this.get(collection, name);
    } catch (error2) {
      if (hasReason(error2, "NotFound")) return void 0;
      throw error2;
    }
  }
  call(verb, { group, plural, namespace }, name) {
    const { subject } = this.context;
    return { subject, verb, group, resource: plural, namespace, name };
  }
  async request(call, request) {
    const answer = await requestJson(this.context.send, request, call);
    return answer;
  }
};
var objectVerbs = (context) => {
  const verbs = new ObjectVerbs(context);
  return {
    get: (...args) => verbs.get(...args),
    create: (...args) => verbs.create(...args),
    replace: (...args) => verbs.replace(...args),
    patch: (...args) => verbs.patch(...args),
    delete: (...args) => verbs.delete(...args)
  };
};

// plugins/kubeflow-node/src/kubernetes/watchStream.ts
var MOST_LINE_BYTES = 32 * 1024 * 1024;
var garbage = ({ subject, resource }, fact) => new KubeflowError("ServiceUnavailableError", {
  subject,
  fact: `the watch of ${resource} ${fact}`,
  reason: "WatchBroken",
  remedy: "Check what stands between this machine and the API server"
});
async function* splitLines(chunks, call) {
  let parts = [];
  let size = 0;
  for await (const chunk of chunks) {
    let rest = Buffer.from(chunk);
    for (; ; ) {
      const end = rest.indexOf(10);
      if (end < 0) break;
      yield Buffer.concat([...parts, rest.subarray(0, end)]).toString();
      parts = [];
      size = 0;
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) parts.push(rest);
    size += rest.length;
    if (size > MOST_LINE_BYTES) throw garbage(call, "sent an endless line");
  }
}
var TYPES = /* @__PURE__ */ new Set([
  "ADDED",
  "MODIFIED",
  "DELETED",
  "BOOKMARK"
]);
var parseEvent = (line, call) => {
  let event;
  try {
    event = JSON.parse(line);
  } catch {
    throw garbage(call, "sent a line that is no JSON");
  }
  if (event?.type === "ERROR") {
    const status = statusOf(event.object);
    if (!status) throw garbage(call, "sent an ERROR event without a Status");
    throw statusError({ call, status, code: status.code ?? 500 });
  }
  if (!TYPES.has(event?.type) || !event.object?.metadata) {
    throw garbage(call, "sent an event of an unknown kind");
  }
  return event;
};
async function* parseWatchEvents(chunks, call) {
  for await (const line of splitLines(chunks, call)) {
    if (line.trim()) yield parseEvent(line, call);
  }
}

// plugins/kubeflow-node/src/kubernetes/watch.ts
var MOST_WATCH_SECONDS = 590;
var IDLE_TIMEOUT_MS = 9e4;
var BACKOFF3 = { baseMs: 500, capMs: 3e4 };
var UNAUTHORIZED_PATIENCE_MS = 10 * 6e4;
var Freshness = class {
  seen = /* @__PURE__ */ new Map();
  reset(objects) {
    this.seen.clear();
    objects.forEach((object) => this.isNews(object));
  }
  isNews({ metadata }) {
    const { uid = `${metadata.namespace}/${metadata.name}` } = metadata;
    const { resourceVersion = "" } = metadata;
    if (!/^\d+$/.test(resourceVersion)) return true;
    const version2 = BigInt(resourceVersion);
    const seen = this.seen.get(uid);
    if (seen !== void 0 && version2 <= seen) return false;
    this.seen.set(uid, version2);
    return true;
  }
};
var readAll = async ({ chunks, ...head }) => {
  const parts = [];
  for await (const chunk of chunks) parts.push(chunk);
  const body = Buffer.concat(parts);
  return { ...head, body, text: body.toString() };
};
async function* connectWatch(request, resourceVersion) {
  const { collection, selector = {}, signal, random } = request;
  const seconds = Math.round(MOST_WATCH_SECONDS * (0.5 + random() / 2));
  const answer = await request.stream({
    method: "GET",
    path: collectionPath(collection),
    query: {
      ...selector,
      watch: "true",
      allowWatchBookmarks: "true",
      resourceVersion,
      timeoutSeconds: String(seconds)
    },
    idleTimeoutMs: IDLE_TIMEOUT_MS,
    signal
  });
  const call = listCall(request, "watch");
  if (answer.status !== 200) {
    throw responseError(call, await readAll(answer));
  }
  yield* parseWatchEvents(answer.chunks, call);
}
var passes = (error2) => isKubeflowError(error2) && (error2.name === "ServiceUnavailableError" || error2.name === "TimeoutError" || error2.reason === "Expired" || error2.reason === "NotKubernetes");
var ObjectWatch = class {
  constructor(request) {
    this.request = request;
  }
  request;
  freshness = new Freshness();
  /** Undefined: the collection must be listed first. */
  resourceVersion;
  failures = 0;
  connectedAt = 0;
  /** When the server last accepted the credential. */
  acceptedAt;
  async *events() {
    const { signal } = this.request;
    while (!signal.aborted) {
      try {
        if (this.resourceVersion === void 0) yield await this.synchronize();
        yield* this.changes(this.resourceVersion ?? "");
      } catch (error2) {
        if (signal.aborted) return;
        await this.survive(error2);
      }
    }
  }
  async synchronize() {
    const { objects, resourceVersion } = await listObjects(this.request);
    this.freshness.reset(objects);
    this.resourceVersion = resourceVersion;
    this.acceptedAt = this.request.clock.now();
    return { type: "SYNCED", objects };
  }
  async *changes(from) {
    const startedAt = this.request.clock.now();
    this.connectedAt = startedAt;
    for await (const event of connectWatch(this.request, from)) {
      this.failures = 0;
      this.acceptedAt = this.request.clock.now();
      const { type, object } = event;
      this.resourceVersion = object.metadata.resourceVersion ?? this.resourceVersion;
      if (type !== "BOOKMARK" && this.freshness.isNews(object)) {
        yield { type, object };
      }
    }
    const isShort = this.request.clock.now() - startedAt < 1e3;
    if (isShort && !this.request.signal.aborted) await this.pause();
  }
  async survive(error2) {
    const { clock } = this.request;
    const unauthorized2 = isKubeflowError(error2) && error2.name === "AuthenticationError" && this.acceptedAt !== void 0 && clock.now() - this.acceptedAt < UNAUTHORIZED_PATIENCE_MS;
    if (!passes(error2) && !unauthorized2) throw error2;
    if (clock.now() - this.connectedAt >= IDLE_TIMEOUT_MS) this.failures = 0;
    if (hasReason(error2, "Expired")) this.resourceVersion = void 0;
    await this.pause();
  }
  async pause() {
    const { clock, random, signal } = this.request;
    this.failures += 1;
    const ms = fullJitter(this.failures, BACKOFF3, random);
    try {
      await clock.sleep(ms, signal);
    } catch (error2) {
      if (!signal.aborted) throw error2;
    }
  }
};
var watchObjects = (request) => ({
  [Symbol.asyncIterator]: () => new ObjectWatch(request).events()
});

// plugins/kubeflow-node/src/kubernetes/client.ts
var createKubernetesClient = ({
  subject,
  transport,
  clock = systemClock,
  random = Math.random
}) => {
  const context = { subject, send: transport.send };
  return {
    subject,
    ...objectVerbs(context),
    list: async (collection, selector) => (await listObjects({ ...context, collection, selector })).objects,
    watch: (collection, { signal, ...selector }) => watchObjects({
      ...context,
      stream: transport.stream,
      clock,
      random,
      collection,
      selector,
      signal
    }),
    podLog: podLog(context),
    isAllowed: isAllowed(context),
    createToken: createToken(context)
  };
};

// plugins/kubeflow-node/src/kubernetes/connectionOver.ts
var connectionOver = (client, kubeConfig) => ({
  kubernetes: createKubernetesClient(client),
  transport: client.transport,
  kubeConfig,
  close: client.transport.close
});

// plugins/kubeflow-node/src/kubernetes/privateEndpoint.ts
var UNREACHABLE2 = /* @__PURE__ */ new Set([
  "ConnectTimeout",
  "HostNotFound",
  "NetworkUnreachable",
  "ConnectionRefused"
]);
var explain2 = (error2, cluster2) => {
  if (!isKubeflowError(error2) || !UNREACHABLE2.has(error2.reason)) return error2;
  const { name, fact, subject } = error2;
  const isPrivate = !cluster2.endpointPublicAccess;
  const isOpen = cluster2.publicAccessCidrs.includes("0.0.0.0/0");
  if (!isPrivate && (isOpen || cluster2.publicAccessCidrs.length === 0)) {
    return error2;
  }
  return new KubeflowError(name, {
    subject,
    fact: isPrivate ? `the API server has a private endpoint only, and this machine does not reach it: ${fact}` : `the API server admits only ${cluster2.publicAccessCidrs.join(
      ", "
    )}, and this machine does not reach it: ${fact}`,
    reason: isPrivate ? "PrivateEndpoint" : error2.reason,
    remedy: isPrivate ? "Run this on a self-hosted runner inside the cluster's VPC, or enable the public endpoint; runners of GitHub cannot reach it" : "Add this machine's public address to the cluster's public access CIDRs",
    cause: error2
  });
};
var explainPrivateEndpoint = (transport, cluster2) => {
  const explained = (call) => async (request) => {
    try {
      return await call(request);
    } catch (error2) {
      throw explain2(error2, cluster2);
    }
  };
  return {
    send: explained(transport.send),
    stream: explained(transport.stream),
    close: transport.close
  };
};

// plugins/kubeflow-node/src/kubernetes/connectEksCluster.ts
var kubeConfigOf = async ({ name, endpoint, certificateAuthority }, token) => {
  const { KubeConfig } = await import("./clientNode-LKT2KCS3.mjs");
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromClusterAndUser(
    {
      name,
      server: endpoint,
      caData: certificateAuthority,
      skipTLSVerify: false
    },
    { name, token }
  );
  return kubeConfig;
};
var connectEksCluster = async (cluster2, options) => {
  const { clock, random, credentials, defaults, onToken } = options;
  const described = await describeCluster(cluster2, options);
  options.onDescribed?.(described);
  const reachable = requireApiServer(described);
  const subject = clusterSubject(cluster2);
  const { clockOffsetMs } = described;
  const tokens = eksTokenSource({
    cluster: cluster2,
    credentials,
    clock,
    clockOffsetMs,
    onToken
  });
  const transport = explainPrivateEndpoint(
    createTransport({
      server: reachable.endpoint,
      subject,
      tls: { ca: Buffer.from(reachable.certificateAuthority, "base64") },
      authorize: async () => `Bearer ${(await tokens.get()).token}`,
      reauthorize: (answer) => tokens.renew(answer),
      clock,
      random,
      defaults
    }),
    reachable
  );
  return connectionOver(
    { subject, transport, clock, random },
    async () => kubeConfigOf(reachable, (await tokens.get()).token)
  );
};

// actions/toolkit/src/githubOidcToken.ts
var SUBJECT = "GitHub OIDC";
var missingPermission = () => new KubeflowError("AuthenticationError", {
  reason: "IdTokenPermissionMissing",
  subject: SUBJECT,
  fact: "the runner gave this job no right to ask for an ID token",
  remedy: 'Add "permissions: id-token: write" to the job (and to the workflow that calls it). A pull request from a fork never gets it'
});
var refused = (status) => new KubeflowError("AuthenticationError", {
  reason: "IdTokenRefused",
  subject: SUBJECT,
  fact: `the token service answered ${status}`,
  remedy: "Run the job again; if it repeats, see https://www.githubstatus.com and the audience input",
  upstreamStatus: status
});
function tokenIn({ status, text: text2 }) {
  if (status !== 200) throw refused(status);
  try {
    const { value } = JSON.parse(text2);
    if (typeof value === "string" && value) return value;
  } catch {
    throw refused(status);
  }
  throw refused(status);
}
var hasIdTokenPermission = (environment = process.env) => Boolean(
  environment.ACTIONS_ID_TOKEN_REQUEST_URL && environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN
);
async function githubOidcToken(audience) {
  if (!hasIdTokenPermission()) throw missingPermission();
  const url = new URL(process.env.ACTIONS_ID_TOKEN_REQUEST_URL);
  const requestToken = process.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN;
  maskSecret(requestToken);
  const transport = createTransport({
    server: url.origin,
    subject: SUBJECT,
    authorize: async () => `Bearer ${requestToken}`,
    defaults: { timeoutMs: 2e4 }
  });
  try {
    const response = await transport.send({
      method: "GET",
      path: url.pathname,
      query: { ...Object.fromEntries(url.searchParams), audience },
      headers: { accept: "application/json" }
    });
    const token = tokenIn(response);
    maskSecret(token);
    return token;
  } finally {
    transport.close();
  }
}

// plugins/kubeflow-node/src/aws/ambientCredentials.ts
var DEADLINE_MS = 6e4;
var ambientCredentials = () => {
  let chain;
  const operation = {
    subject: "AWS",
    action: "sts:GetCallerIdentity",
    region: process.env.AWS_REGION ?? "no region"
  };
  return async () => {
    chain ??= import("./dist-es-XJRQMYUD.mjs").then(
      ({ fromNodeProviderChain }) => {
        const provider = fromNodeProviderChain({
          timeout: 1e3,
          maxRetries: 1
        });
        return () => provider();
      }
    );
    const provide = await chain;
    try {
      return await withDeadline(provide, {
        ms: DEADLINE_MS,
        onTimeout: () => awsError({ name: "TimeoutError" }, operation)
      });
    } catch (error2) {
      throw awsError(error2, operation);
    }
  };
};

// plugins/kubeflow-node/src/aws/assumeRoleCredentials.ts
var tagText = (text2, length) => text2.replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, "_").slice(0, length);
var tagsOf = (tags = {}) => Object.entries(tags).map(([key, value]) => ({
  Key: tagText(key, 128),
  Value: tagText(value, 256)
}));
var assume = async (options, tags) => {
  const { STSClient, AssumeRoleCommand } = await import("./dist-es-2MVHMNFB.mjs");
  const { roleArn: roleArn2, region, source, subject = roleArn2 } = options;
  const client = new STSClient(
    clientConfig({ region, endpoint: options.endpoint, credentials: source })
  );
  try {
    return await callAws(
      (abortSignal) => client.send(
        new AssumeRoleCommand({
          RoleArn: roleArn2,
          RoleSessionName: roleSessionName(options.sessionName),
          ExternalId: options.externalId,
          DurationSeconds: options.durationSeconds ?? DEFAULT_DURATION_SECONDS,
          ...tags.length > 0 ? { Tags: tags } : {}
        }),
        { abortSignal }
      ),
      { subject, action: "sts:AssumeRole", region },
      options
    );
  } finally {
    client.destroy();
  }
};
var tooLarge2 = (error2, tags) => new KubeflowError("InputError", {
  subject: error2.subject,
  fact: `${error2.fact}, with the tags ${tags.map(({ Key }) => Key).join(", ") || "(none)"} alone`,
  reason: error2.reason,
  remedy: error2.remedy,
  cause: error2
});
var assumeRoleCredentials = (options) => {
  const { clock = systemClock } = options;
  accountOfRole(options.roleArn);
  const required2 = tagsOf(options.requiredTags);
  const all = [...required2, ...tagsOf(options.tags)];
  return async () => {
    try {
      const answer = await assume(options, all);
      return credentialsOf(answer, options, clock.now());
    } catch (error2) {
      if (!hasReason(error2, "SessionTagsTooLarge")) throw error2;
      if (all.length === required2.length) throw tooLarge2(error2, required2);
    }
    try {
      const answer = await assume(options, required2);
      return credentialsOf(answer, options, clock.now());
    } catch (error2) {
      throw hasReason(error2, "SessionTagsTooLarge") ? tooLarge2(error2, required2) : error2;
    }
  };
};

// plugins/kubeflow-node/src/aws/cachedCredentials.ts
var MARGIN_MS = 5 * 6e4;
var JITTER_MS = 6e4;
var UNDATED_MS = 15 * 6e4;
var PATIENCE_MS = 3e4;
var CredentialsCache = class {
  constructor(provider, options) {
    this.provider = provider;
    this.options = options;
  }
  provider;
  options;
  entry;
  failure;
  pending;
  async get() {
    const now = this.options.clock.now();
    if (this.entry && now < this.entry.renewAt) return this.entry.credentials;
    if (this.failure && now - this.failure.at < PATIENCE_MS) {
      return this.usable() ?? this.fail(this.failure.error);
    }
    this.pending ??= this.fetch().finally(() => {
      this.pending = void 0;
    });
    return this.pending;
  }
  invalidate() {
    const { clock } = this.options;
    if (this.entry && clock.now() - this.entry.fetchedAt >= PATIENCE_MS) {
      this.entry = void 0;
    }
  }
  async fetch() {
    const { clock } = this.options;
    try {
      const credentials = await this.provider();
      const fetchedAt = clock.now();
      const renewAt = this.renewalOf(credentials, fetchedAt);
      this.entry = { credentials, fetchedAt, renewAt };
      this.failure = void 0;
      return credentials;
    } catch (error2) {
      this.failure = { error: error2, at: clock.now() };
      return this.usable() ?? this.fail(error2);
    }
  }
  renewalOf({ expiration }, now) {
    if (!expiration) return now + UNDATED_MS;
    const lifetime = expiration.getTime() - now;
    const margin = MARGIN_MS + this.options.random() * JITTER_MS;
    return expiration.getTime() - Math.min(margin, lifetime / 2);
  }
  /** Due for renewal, but not over: good enough while the renewal fails. */
  usable() {
    const { credentials } = this.entry ?? {};
    const end = credentials?.expiration?.getTime() ?? 0;
    return end > this.options.clock.now() ? credentials : void 0;
  }
  fail(error2) {
    throw error2;
  }
};
var cachedCredentials = (provider, { clock = systemClock, random = Math.random } = {}) => {
  const cache = new CredentialsCache(provider, { clock, random });
  return Object.assign(() => cache.get(), {
    invalidate: () => cache.invalidate()
  });
};

// plugins/kubeflow-node/src/aws/webIdentityToken.ts
var claimsOf = (token) => {
  try {
    const payload = Buffer.from(token.split(".")[1] ?? "", "base64url");
    const claims = JSON.parse(payload.toString());
    return typeof claims === "object" && claims !== null ? claims : {};
  } catch {
    return {};
  }
};
var subjectForms = (claims) => {
  const [, repository = "", ...rest] = (claims.sub ?? "").split(":");
  const [owner = "ORG", name = "REPO"] = repository.split("/").map((part) => part.split("@")[0]);
  const ids = repository.split("/").map((part) => part.split("@")[1]);
  const ownerId = claims.repository_owner_id ?? ids[0] ?? "ORG_ID";
  const repositoryId = claims.repository_id ?? ids[1] ?? "REPO_ID";
  const tail = rest.join(":") || "...";
  return {
    legacy: `repo:${owner}/${name}:${tail}`,
    immutable: `repo:${owner}@${ownerId}/${name}@${repositoryId}:${tail}`
  };
};
var trustPolicyRejects = (token, role) => {
  const claims = claimsOf(token);
  const { legacy, immutable } = subjectForms(claims);
  const seen = claims.sub ? `sub '${claims.sub}' with aud '${[claims.aud].flat().join(", ")}'` : "a token without sub";
  return new KubeflowError("NotAllowedError", {
    subject: role.subject,
    fact: `${role.roleArn} cannot be assumed: it does not exist or its trust policy rejects ${seen}`,
    reason: "TrustPolicyRejects",
    remedy: `Let the trust policy accept the sub that was seen. Its forms are '${legacy}' and, for repositories created since July 2026, '${immutable}'`,
    upstreamStatus: 403,
    cause: role.cause
  });
};

// plugins/kubeflow-node/src/aws/webIdentityCredentials.ts
var assume2 = async (token, options) => {
  const { STSClient, AssumeRoleWithWebIdentityCommand } = await import("./dist-es-2MVHMNFB.mjs");
  const { roleArn: roleArn2, region, sessionName: sessionName2 } = options;
  const client = new STSClient(clientConfig(options));
  const operation = {
    subject: options.subject ?? roleArn2,
    action: "sts:AssumeRoleWithWebIdentity",
    region
  };
  try {
    return await callAws(
      (abortSignal) => client.send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn: roleArn2,
          RoleSessionName: roleSessionName(sessionName2),
          WebIdentityToken: token,
          DurationSeconds: options.durationSeconds ?? DEFAULT_DURATION_SECONDS
        }),
        { abortSignal }
      ),
      operation,
      options
    );
  } catch (error2) {
    if (!hasReason(error2, "AccessDenied")) throw error2;
    throw trustPolicyRejects(token, {
      subject: operation.subject,
      roleArn: roleArn2,
      cause: error2
    });
  } finally {
    client.destroy();
  }
};
var webIdentityCredentials = (options) => {
  const { roleArn: roleArn2, subject = roleArn2, clock = systemClock } = options;
  accountOfRole(roleArn2);
  return async () => {
    const token = await options.token();
    if (!token) {
      throw new KubeflowError("AuthenticationError", {
        subject,
        fact: "the OIDC provider gave an empty token",
        reason: "OidcTokenMissing",
        remedy: "Give the job `permissions: id-token: write`"
      });
    }
    const answer = await assume2(token, options);
    return credentialsOf(answer, options, clock.now());
  };
};

// plugins/kubeflow-node/src/aws/clusterCredentials.ts
var roleNeeded = (cluster2) => new KubeflowError("InputError", {
  subject: clusterSubject(cluster2),
  fact: "the cluster has no role, and an OIDC token alone gives no AWS credentials",
  reason: "RoleMissing",
  remedy: `Set role of cluster ${cluster2.name} in the fleet file`
});
var hubNeeded = (cluster2) => new KubeflowError("InputError", {
  subject: clusterSubject(cluster2),
  fact: "the cluster has an externalId, which an OIDC token cannot carry",
  reason: "ExternalIdNeedsHubRole",
  remedy: `Remove externalId of cluster ${cluster2.name} in the fleet file (the OIDC trust policy protects the role), or assume a role of your own account first`
});
var inAccount = (provider, cluster2) => async () => {
  const credentials = await provider();
  const { accountId: seen } = credentials;
  if (!seen || seen === cluster2.account) return credentials;
  throw wrongAccount(clusterSubject(cluster2), {
    seen,
    allowed: [cluster2.account]
  });
};
var shared = /* @__PURE__ */ new WeakMap();
var sharedSource = (identity, key, make) => {
  const sources = shared.get(identity) ?? /* @__PURE__ */ new Map();
  shared.set(identity, sources);
  const source = sources.get(key) ?? make();
  sources.set(key, source);
  return source;
};
var sourceOf = ({ region, partition }, options) => {
  const { identity, endpoints, ...call } = options;
  if (identity.kind === "ambient") {
    return sharedSource(
      identity,
      "",
      () => cachedCredentials(ambientCredentials(), call)
    );
  }
  const { hubRole, token } = identity;
  if (!hubRole) return void 0;
  return sharedSource(
    identity,
    `${partition} ${hubRole}`,
    () => cachedCredentials(
      webIdentityCredentials({
        ...call,
        region,
        roleArn: hubRole,
        endpoint: endpoints?.sts,
        token: () => token(stsAudience(region))
      }),
      call
    )
  );
};
var checkedRole = (cluster2, { identity }) => {
  const { role, account, externalId } = cluster2;
  if (identity.kind === "oidc" && !role) throw roleNeeded(cluster2);
  if (identity.kind === "oidc" && externalId && !identity.hubRole) {
    throw hubNeeded(cluster2);
  }
  if (role && accountOfRole(role) !== account) {
    throw wrongAccount(clusterSubject(cluster2), {
      seen: accountOfRole(role),
      allowed: [account]
    });
  }
  return role;
};
var clusterCredentials = (cluster2, options) => {
  const { identity, endpoints, tags, ...call } = options;
  const role = checkedRole(cluster2, options);
  const source = sourceOf(cluster2, options);
  if (!role) {
    return cachedCredentials(
      inAccount(source ?? ambientCredentials(), cluster2),
      call
    );
  }
  const roleOptions = {
    ...call,
    roleArn: role,
    region: cluster2.region,
    subject: clusterSubject(cluster2),
    endpoint: endpoints?.sts,
    allowedAccounts: [cluster2.account]
  };
  if (source) {
    const { externalId } = cluster2;
    return cachedCredentials(
      assumeRoleCredentials({ ...roleOptions, source, externalId, tags }),
      call
    );
  }
  const token = identity.token;
  return cachedCredentials(
    webIdentityCredentials({
      ...roleOptions,
      token: () => token(stsAudience(cluster2.region))
    }),
    call
  );
};

// actions/toolkit/src/jobCredentials.ts
var identityOf2 = (given) => given.awsCredentials === "ambient" ? { kind: "ambient" } : {
  kind: "oidc",
  token: (audience) => githubOidcToken(given.audience ?? audience),
  hubRole: given.roleToAssume
};
var sessionName = () => `kubeflow-fleet-${originOfWorkflow().workflowRunId || "local"}`.slice(0, 64);
var masked = (provider) => Object.assign(
  async () => {
    const credentials = await provider();
    maskSecret(credentials.secretAccessKey);
    maskSecret(credentials.sessionToken);
    return credentials;
  },
  { invalidate: () => provider.invalidate() }
);
var jobCredentials = (cluster2, given) => masked(
  clusterCredentials(cluster2, {
    identity: identityOf2(given),
    sessionName: sessionName()
  })
);

export {
  systemClock,
  fullJitter,
  retryAfterMs,
  withDeadline,
  isLastingFailure,
  callAws,
  withEksClient,
  dnsSuffix,
  createAgent,
  FIELD_MANAGER,
  STAMPS,
  MANAGED_BY_LABEL,
  APPLYSET,
  APPLYSET_TOOLING,
  PRUNE_ANNOTATION,
  DELETION_ANNOTATION,
  STATE_OF_LABEL,
  INTENT_ANNOTATION,
  REVISION_SECRET_TYPE,
  RUN_ID_LABEL,
  PIPELINES_TOKEN_AUDIENCE,
  createTransport,
  isHtml,
  redirectPlace,
  parseStatus,
  statusError,
  notKubernetes,
  responseError,
  requestJson,
  collectionPath,
  PODS,
  SERVICES,
  listObjects,
  containsAll,
  createKubernetesClient,
  connectionOver,
  connectEksCluster,
  githubOidcToken,
  jobCredentials,
  expandTemplate,
  parseFleetFile,
  workspaceRoot,
  readWorkspaceFile,
  findWorkspaceFiles
};
