import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  concurrently
} from "./chunk-EAJP3JLV.mjs";
import {
  podTrouble
} from "./chunk-65QZ53D7.mjs";
import {
  readFleetFile
} from "./chunk-KV6WBCFD.mjs";
import {
  APPLYSET,
  APPLYSET_TOOLING,
  DELETION_ANNOTATION,
  FIELD_MANAGER,
  INTENT_ANNOTATION,
  MANAGED_BY_LABEL,
  PODS,
  PRUNE_ANNOTATION,
  STATE_OF_LABEL,
  collectionPath,
  containsAll,
  createKubernetesClient,
  dnsSuffix,
  fullJitter,
  isHtml,
  isLastingFailure,
  listObjects,
  notKubernetes,
  parseStatus,
  responseError,
  retryAfterMs,
  systemClock,
  withDeadline
} from "./chunk-JNYKWK74.mjs";
import {
  COLLECTION_STYLE,
  EVENT_ID,
  SCALAR_STYLE,
  getScalarValue,
  parseEvents
} from "./chunk-4DFJ5QLX.mjs";
import {
  chosenClusters
} from "./chunk-FTTFEKBO.mjs";
import {
  didYouMean,
  parseQuantity,
  require_dist
} from "./chunk-M77JZMU5.mjs";
import {
  clusterSubject
} from "./chunk-O6JMIZCO.mjs";
import {
  KubeflowError,
  hasReason,
  isKubeflowError,
  printable
} from "./chunk-PZPCDT3H.mjs";
import {
  __toESM
} from "./chunk-GUMIUNBP.mjs";

// plugins/kubeflow-node/src/apply/manifest.ts
var resourceKey = (id) => [groupKind(id), id.namespace, id.name].filter((part2) => part2 !== void 0).join("/");
var groupKind = ({
  group,
  kind
}) => group ? `${kind}.${group}` : kind;
var describeResource = ({ kind, namespace, name }) => namespace ? `${namespace}/${kind}/${name}` : `${kind}/${name}`;

// actions/toolkit/src/jobClusters.ts
var NAMESPACE = "kubeflow";
var lone = ({ kubeconfigContext }, kubeflow) => ({
  name: kubeconfigContext ?? "current-context",
  region: "kubeconfig",
  account: "",
  partition: "",
  arn: "",
  labels: {},
  access: {
    via: "api-server-proxy",
    namespace: NAMESPACE,
    service: "ml-pipeline"
  },
  kubeflow: {
    profile: "pipelines",
    version: "",
    namespace: NAMESPACE,
    ...kubeflow
  },
  artifacts: {}
});
async function jobClusters(given, kubeflow = {}) {
  if (given.kubeconfig) return { clusters: [lone(given, kubeflow)] };
  const file = await readFleetFile(given.fleetFile);
  const clusters = given.clusters.length === 0 ? file.fleet.clusters : chosenClusters(given.clusters, file.fleet, file.path);
  return { clusters, file };
}

// plugins/kubeflow-node/src/apply/inventory/applySet.ts
import { createHash } from "node:crypto";

// plugins/kubeflow-node/src/apply/contract.ts
var STATE_NAMESPACE = "kubeflow-fleet-system";

// plugins/kubeflow-node/src/apply/inventory/applySet.ts
var applySetOf = (name) => {
  const hash = createHash("sha256").update(`${name}.${STATE_NAMESPACE}.ConfigMap.`).digest("base64url");
  return { name, id: `applyset-${hash}-v1` };
};
var memberSelector = ({ id }) => `${APPLYSET.partOf}=${id}`;

// plugins/kubeflow-node/src/apply/lease/leaseObject.ts
var LEASES = {
  group: "coordination.k8s.io",
  version: "v1",
  plural: "leases",
  namespace: STATE_NAMESPACE
};
var LEASE_TTL_MS = 15e3;
var textOf = (value) => typeof value === "string" ? value : void 0;
var countOf = (value) => Number.isSafeInteger(value) && value > 0 ? value : 0;
var leaseSpec = ({ spec }) => {
  const fields2 = spec ?? {};
  return {
    holderIdentity: textOf(fields2.holderIdentity) ?? "",
    leaseDurationSeconds: countOf(fields2.leaseDurationSeconds),
    acquireTime: textOf(fields2.acquireTime),
    renewTime: textOf(fields2.renewTime),
    leaseTransitions: countOf(fields2.leaseTransitions)
  };
};
var leaseGeneration = (lease) => leaseSpec(lease).leaseTransitions;
var microTime = (now) => new Date(now).toISOString().replace("Z", "000Z");
var LONGEST_PART = 200;
var part = (text) => printable(text).slice(0, LONGEST_PART);
var holderIdentity = ({ repository, workflowRunId, attempt, host }, nonce) => [
  repository && `${part(repository)},`,
  workflowRunId && `run ${part(workflowRunId)}`,
  attempt && `attempt ${attempt}`,
  `on ${part(host)}`,
  `(${nonce})`
].filter(Boolean).join(" ");
var leaseObject = ({ name, identity, generation, note, since }, now, resourceVersion) => ({
  apiVersion: "coordination.k8s.io/v1",
  kind: "Lease",
  metadata: {
    name,
    namespace: STATE_NAMESPACE,
    labels: { [MANAGED_BY_LABEL]: FIELD_MANAGER },
    ...note ? { annotations: { [INTENT_ANNOTATION]: note } } : {},
    ...resourceVersion ? { resourceVersion } : {}
  },
  spec: {
    holderIdentity: identity,
    leaseDurationSeconds: LEASE_TTL_MS / 1e3,
    acquireTime: microTime(since),
    renewTime: microTime(now),
    leaseTransitions: generation
  }
});

// plugins/kubeflow-node/src/apply/lease/observeLease.ts
var observeLease = async (kubernetes, { name, clock }) => {
  try {
    const object = await kubernetes.get(LEASES, name);
    return { object, observedAt: clock.now() };
  } catch (error) {
    if (hasReason(error, "NotFound") || hasReason(error, "NamespaceNotFound")) {
      return { observedAt: clock.now() };
    }
    throw error;
  }
};

// plugins/kubeflow-node/src/apply/inventory/intent.ts
import { gunzipSync, gzipSync } from "node:zlib";

// plugins/kubeflow-node/src/apply/inventory/entryLines.ts
var NEWLINE = "\n";
var parseGroupKind = (text) => {
  const dot = text.indexOf(".");
  return dot < 0 ? { group: "", kind: text } : { group: text.slice(dot + 1), kind: text.slice(0, dot) };
};
var withoutTrailingNulls = (cells) => {
  let end = cells.length;
  while (end > 0 && cells[end - 1] === null) end -= 1;
  return cells.slice(0, end);
};
var idCells = (id) => [
  groupKind(id),
  id.namespace ?? null,
  id.name
];
var line = (cells) => JSON.stringify(withoutTrailingNulls(cells));
var cellsOf = (text) => {
  const cells = JSON.parse(text);
  const isRow2 = Array.isArray(cells) && cells.every((cell) => cell === null || typeof cell === "string") && cells[0] && cells[2];
  if (!isRow2) throw new SyntaxError(`not an entry: ${text.slice(0, 200)}`);
  return cells;
};
var idOf = ([kind, namespace, name]) => ({
  ...parseGroupKind(kind ?? ""),
  ...namespace ? { namespace } : {},
  name: name ?? ""
});
var optional = (entries) => Object.fromEntries(Object.entries(entries).filter(([, cell]) => cell));
var linesOf = (text) => text.split(NEWLINE).filter(Boolean);
var formatEntries = (entries) => entries.map(
  ({ id, uid, digest, owned, before }) => line([
    ...idCells(id),
    uid ?? null,
    digest ?? null,
    owned ?? null,
    before ?? null
  ])
);
var parseEntries = (text) => linesOf(text).map((row) => {
  const cells = cellsOf(row);
  const [, , , uid, digest, owned, before] = cells;
  return { id: idOf(cells), ...optional({ uid, digest, owned, before }) };
});
var formatWrites = (writes) => writes.map(({ id, before }) => line([...idCells(id), before ?? null])).join(NEWLINE);
var parseWrites = (text) => linesOf(text).map((row) => {
  const cells = cellsOf(row);
  return { id: idOf(cells), ...optional({ before: cells[3] }) };
});

// plugins/kubeflow-node/src/apply/inventory/intent.ts
var LONGEST_NOTE = 15e4;
var MOST_BYTES = 32 * 1024 * 1024;
var encodeIntent = (writes) => {
  const text = gzipSync(formatWrites(writes)).toString("base64");
  return text.length <= LONGEST_NOTE ? text : void 0;
};
var decodeIntent = (text) => parseWrites(
  gunzipSync(Buffer.from(text, "base64"), {
    maxOutputLength: MOST_BYTES
  }).toString()
);
var uniteWrites = (first, second) => [
  ...new Map(
    [...second, ...first].map((write) => [resourceKey(write.id), write])
  ).values()
];
var withIntended = (entries, writes) => {
  const byKey = new Map(entries.map((entry) => [resourceKey(entry.id), entry]));
  for (const { id, before } of writes) {
    const key = resourceKey(id);
    const known2 = byKey.get(key);
    if (known2?.uid) byKey.set(key, { id, uid: known2.uid });
    else if (!known2) byKey.set(key, { id, ...before ? { before } : {} });
  }
  return [...byKey.values()];
};

// plugins/kubeflow-node/src/apply/inventory/inventoryDocument.ts
import { createHash as createHash2 } from "node:crypto";
var MOST_BYTES2 = 700 * 1024;
var digestText = (text) => createHash2("sha256").update(text).digest("base64url");
var splitEntries = (entries, mostBytes = MOST_BYTES2) => {
  const texts2 = [];
  let lines = [];
  let bytes = 0;
  for (const line2 of formatEntries(entries)) {
    const size = Buffer.byteLength(line2) + 1;
    if (bytes + size > mostBytes && lines.length > 0) {
      texts2.push(lines.join("\n"));
      lines = [];
      bytes = 0;
    }
    lines.push(line2);
    bytes += size;
  }
  return [...texts2, lines.join("\n")];
};
var parentData = (document, where) => ({
  generation: String(document.generation),
  count: String(document.entries.length),
  ...document.revision === void 0 ? {} : { revision: String(document.revision) },
  revisions: JSON.stringify(document.revisions),
  ..."text" in where ? { entries: where.text } : { shards: JSON.stringify(where.shards) }
});
var dataOf = ({ data }) => data ?? {};
var textIn = (data, name) => {
  const text = data[name];
  if (typeof text === "string") return text;
  throw new SyntaxError(`data.${name} is missing`);
};
var numberIn = (data, name) => {
  const number = Number(textIn(data, name));
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new SyntaxError(`data.${name} is no number`);
};
var listIn = (data, name) => {
  const list = JSON.parse(textIn(data, name));
  if (Array.isArray(list)) return list;
  throw new SyntaxError(`data.${name} is no list`);
};
var shardText = ({ name, digest }, objects) => {
  const object = objects.get(name);
  if (!object) throw new SyntaxError(`its shard ConfigMap ${name} is missing`);
  const text = textIn(dataOf(object), "entries");
  if (digestText(text) === digest) return text;
  throw new SyntaxError(`its shard ConfigMap ${name} was changed`);
};
var entriesOf = (data, configMaps) => ("shards" in data ? listIn(data, "shards").map(
  (shard) => shardText(shard, configMaps)
) : [textIn(data, "entries")]).flatMap(parseEntries);
var parseDocument = (parent, configMaps) => {
  const data = dataOf(parent);
  const entries = entriesOf(data, configMaps);
  if (entries.length !== numberIn(data, "count")) {
    throw new SyntaxError(
      `it has ${entries.length} entries instead of ${data.count}`
    );
  }
  return {
    entries,
    generation: numberIn(data, "generation"),
    ..."revision" in data ? { revision: numberIn(data, "revision") } : {},
    revisions: listIn(data, "revisions")
  };
};
var readDocument = (parent, configMaps, subject) => {
  try {
    return parseDocument(parent, configMaps);
  } catch (cause) {
    const { name } = parent.metadata;
    throw new KubeflowError("ConflictError", {
      subject,
      fact: `the inventory in ConfigMap ${STATE_NAMESPACE}/${name} cannot be read: ${cause.message}`,
      reason: "InventoryUnreadable",
      remedy: `Restore the ConfigMap, or delete it (kubectl -n ${STATE_NAMESPACE} delete configmap ${name}): then nothing is pruned until the next deploy has recorded its objects anew`,
      cause
    });
  }
};

// plugins/kubeflow-node/src/apply/inventory/keyedDigest.ts
import { createHmac } from "node:crypto";
var LENGTH = 22;
var keyedDigest = (parentUid) => ({ digest }) => createHmac("sha256", parentUid).update(digest).digest("base64url").slice(0, LENGTH);

// plugins/kubeflow-node/src/apply/inventory/stateObjects.ts
var inStateNamespace = (plural) => ({
  group: "",
  version: "v1",
  plural,
  namespace: STATE_NAMESPACE
});
var STATE_CONFIG_MAPS = inStateNamespace("configmaps");
var STATE_SECRETS = inStateNamespace("secrets");
var NAMESPACES = { group: "", version: "v1", plural: "namespaces" };
var stateLabels = (set) => ({
  [MANAGED_BY_LABEL]: FIELD_MANAGER,
  [STATE_OF_LABEL]: set.id
});
var ensureStateNamespace = async (kubernetes) => {
  try {
    await kubernetes.create(NAMESPACES, {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: {
        name: STATE_NAMESPACE,
        labels: { [MANAGED_BY_LABEL]: FIELD_MANAGER }
      }
    });
  } catch (error) {
    if (!hasReason(error, "AlreadyExists")) throw error;
  }
};

// plugins/kubeflow-node/src/apply/inventory/readInventory.ts
var EMPTY = { entries: [], generation: 0, revisions: [] };
var listIn2 = (parent, annotation) => (parent?.metadata.annotations?.[annotation] ?? "").split(",").filter(Boolean);
var toolName = (tooling) => tooling.replace(/\/[^/]*$/, "");
var checkParent = ({ metadata }, { set, subject }) => {
  const id = metadata.labels?.[APPLYSET.id];
  const tooling = metadata.annotations?.[APPLYSET.tooling] ?? "";
  const isOurs = id === set.id && toolName(tooling) === toolName(APPLYSET_TOOLING);
  if (isOurs) return;
  const what = tooling ? `is managed by '${toolName(tooling)}'` : "is not the parent of an ApplySet of ours";
  throw new KubeflowError("ConflictError", {
    subject,
    fact: `ConfigMap ${STATE_NAMESPACE}/${metadata.name} ${what}: its label ${APPLYSET.id} or its annotation ${APPLYSET.tooling} is another`,
    reason: "ForeignApplySet",
    remedy: `Put label '${set.id}' and annotation '${APPLYSET_TOOLING}' back, or delete the ConfigMap`
  });
};
var pendingWrites = ({ lease: { object }, subject }, { generation }) => {
  const note = object?.metadata.annotations?.[INTENT_ANNOTATION];
  if (!object || !note || leaseGeneration(object) <= generation) return [];
  try {
    return decodeIntent(note);
  } catch (cause) {
    throw new KubeflowError("ConflictError", {
      subject,
      fact: `annotation ${INTENT_ANNOTATION} of Lease ${STATE_NAMESPACE}/${object.metadata.name} cannot be read`,
      reason: "InventoryUnreadable",
      remedy: "Delete the annotation: what an interrupted deploy made is then no longer pruned by itself",
      cause
    });
  }
};
var isPending = ({ uid, digest }) => !uid || !digest;
var inventoryOf = (state) => {
  const { set, subject, configMaps, lease } = state;
  const byName = new Map(configMaps.map((map) => [map.metadata.name, map]));
  const parent = byName.get(set.name);
  if (parent) checkParent(parent, state);
  const document = parent ? readDocument(parent, byName, subject) : EMPTY;
  const writes = pendingWrites(state, document);
  const entries = withIntended(document.entries, writes);
  const { uid = "", resourceVersion = "" } = parent?.metadata ?? {};
  return {
    ...document,
    entries,
    ...parent ? { parent: { uid, resourceVersion } } : {},
    groupKinds: listIn2(parent, APPLYSET.groupKinds),
    namespaces: listIn2(parent, APPLYSET.namespaces),
    digestOf: keyedDigest(uid),
    lease,
    stored: {
      parent,
      shards: configMaps.filter(
        ({ metadata }) => metadata.labels?.[STATE_OF_LABEL] === set.id && metadata.name !== set.name
      ).map(({ metadata }) => metadata.name),
      pending: writes.length > 0 ? entries.filter(isPending) : []
    }
  };
};
var readInventory = async ({ kubernetes, subject }, set, { clock } = { clock: systemClock }) => {
  const [configMaps, lease] = await Promise.all([
    kubernetes.list(STATE_CONFIG_MAPS).catch((error) => {
      if (hasReason(error, "NamespaceNotFound")) return [];
      throw error;
    }),
    observeLease(kubernetes, { name: set.name, clock })
  ]);
  return inventoryOf({ set, subject, configMaps, lease });
};

// plugins/kubeflow-node/src/apply/manifests/bodyStore.ts
import { createHash as createHash3 } from "node:crypto";
function createBodyStore() {
  const bodies = /* @__PURE__ */ new Map();
  return {
    intern(json) {
      const digest = createHash3("sha256").update(json).digest("hex");
      const known2 = bodies.get(digest);
      if (known2) return known2;
      const stored = { body: new TextEncoder().encode(json), digest };
      bodies.set(digest, stored);
      return stored;
    }
  };
}

// plugins/kubeflow-node/src/installation/renderInstallation.ts
import { mkdtemp as mkdtemp2, rm as rm2, writeFile as writeFile2 } from "node:fs/promises";
import { tmpdir as tmpdir2 } from "node:os";
import { join as join2 } from "node:path";

// plugins/kubeflow-node/src/apply/status/liveValue.ts
var NONE = {};
var fields = (value) => typeof value === "object" && value !== null && !Array.isArray(value) ? value : NONE;
var valueAt = (value, ...path4) => path4.reduce((at, name) => fields(at)[name], value);
var items = (value) => Array.isArray(value) ? value : [];
var textOf2 = (value) => typeof value === "string" && value !== "" ? value : void 0;
var numberOf = (value, instead) => {
  if (typeof value === "number") return value;
  return typeof value === "bigint" ? Number(value) : instead;
};

// plugins/kubeflow-node/src/apply/manifests/controllersFields.ts
var isOfGroup = ({ apiVersion }, group) => apiVersion.startsWith(`${group}/`);
var withoutAggregatedRules = (object) => {
  if (object.kind !== "ClusterRole" || !object.aggregationRule) return object;
  if (!isOfGroup(object, "rbac.authorization.k8s.io")) return object;
  const { rules: _ownedByTheController, ...rest } = object;
  return rest;
};
var isBlank = (bundle) => typeof bundle === "string" && Buffer.from(bundle, "base64").toString().trim() === "";
var withoutPlaceholder = (webhook) => {
  const { caBundle, ...clientConfig } = fields(webhook.clientConfig);
  return isBlank(caBundle) ? { ...webhook, clientConfig } : webhook;
};
var withoutWebhookPlaceholders = (object) => {
  if (!isOfGroup(object, "admissionregistration.k8s.io")) return object;
  const webhooks = items(object.webhooks).map(fields);
  const kept = webhooks.map(withoutPlaceholder);
  const isSame = kept.every((webhook, index) => webhook === webhooks[index]);
  return isSame ? object : { ...object, webhooks: kept };
};
var withoutConversionPlaceholder = (object) => {
  if (object.kind !== "CustomResourceDefinition") return object;
  if (!isOfGroup(object, "apiextensions.k8s.io")) return object;
  const webhook = fields(valueAt(object, "spec", "conversion", "webhook"));
  const kept = withoutPlaceholder(webhook);
  if (kept === webhook) return object;
  const spec = fields(object.spec);
  const conversion = { ...fields(spec.conversion), webhook: kept };
  return { ...object, spec: { ...spec, conversion } };
};
var withoutFieldsOfControllers = (object) => withoutConversionPlaceholder(
  withoutWebhookPlaceholders(withoutAggregatedRules(object))
);

// plugins/kubeflow-node/src/apply/manifests/exactJson.ts
var sourceTextJson = JSON;
var INTEGER = /^-?\d+$/;
var MAY_LOSE = /\d{16}|[eE]\+?\d{3}/;
var exactNumber = (value, source) => {
  if (!Number.isFinite(value))
    throw new KubeflowError("InputError", {
      reason: "NumberOutOfRange",
      fact: `the number ${source.slice(0, 40)} is larger than any double`,
      remedy: "Quote it if it is text"
    });
  return Number.isSafeInteger(value) || !INTEGER.test(source) ? value : BigInt(source);
};
function parseExactJson(text) {
  try {
    if (!MAY_LOSE.test(text)) return JSON.parse(text);
    return sourceTextJson.parse(
      text,
      (_key, value, { source }) => typeof value === "number" ? exactNumber(value, source) : value
    );
  } catch (cause) {
    if (isKubeflowError(cause)) throw cause;
    throw new KubeflowError("InputError", {
      reason: "InvalidJson",
      fact: `it is not JSON: ${cause.message}`,
      remedy: "Correct the text",
      cause
    });
  }
}
var writeBigints = (_key, value) => typeof value === "bigint" ? sourceTextJson.rawJSON(String(value)) : value;
function exactJson(value) {
  try {
    return JSON.stringify(value);
  } catch {
    return JSON.stringify(value, writeBigints);
  }
}

// plugins/kubeflow-node/src/apply/manifests/buildManifest.ts
var groupOf = (apiVersion) => apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
var resourceIdOf = ({
  apiVersion,
  kind,
  metadata: { namespace, name }
}) => ({
  group: groupOf(apiVersion),
  kind,
  ...namespace && { namespace },
  name
});
var decoder = new TextDecoder();
function buildManifest(object, { source, bodies }) {
  const { body, digest } = bodies.intern(
    exactJson(withoutFieldsOfControllers(object))
  );
  return {
    id: resourceIdOf(object),
    apiVersion: object.apiVersion,
    body,
    digest,
    source,
    object: () => parseExactJson(decoder.decode(body))
  };
}

// plugins/kubeflow-node/src/apply/diff/secretValues.ts
var SHORTEST_PART = 8;
var MOST_PARTS = 200;
var jsonTexts = (value) => {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(jsonTexts) : [];
};
var parsed = (text) => {
  if (!/^\s*[[{"]/.test(text)) return void 0;
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
};
var partsOf = (text) => {
  const lines = text.split(/\r?\n/).map((line2) => line2.trim());
  const settings = lines.map(
    (line2) => /^[\w.-]+\s*[=:]\s*["']?(.+?)["']?$/.exec(line2)?.[1] ?? ""
  );
  const isMultiLine = lines.length > 1;
  return [
    ...isMultiLine ? lines : [],
    ...settings,
    ...jsonTexts(parsed(text))
  ].filter((part2) => part2.length >= SHORTEST_PART && !part2.startsWith("-----")).slice(0, MOST_PARTS);
};
var withParts = (bytes) => {
  const text = bytes.toString();
  return [
    bytes,
    ...[text.trim(), ...partsOf(text)].map((part2) => Buffer.from(part2))
  ];
};
var isBase64 = (value) => {
  if (typeof value !== "string") return false;
  const text = value.replace(/[\r\n]/g, "");
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
};
var secretValues = (object) => {
  if (object.kind !== "Secret") return [];
  const data = Object.values(fields(object.data)).map(
    (value) => Buffer.from(String(value), "base64")
  );
  const plain = [
    ...Object.values(fields(object.stringData)),
    // What the server will refuse, and may quote.
    ...Object.values(fields(object.data)).filter((value) => !isBase64(value))
  ].map((value) => Buffer.from(String(value)));
  return [...data, ...plain].flatMap(withParts);
};

// plugins/kubeflow-node/src/apply/manifests/limits.ts
var MIB = 1024 * 1024;
var manifestLimits = {
  /** Of one file, checked before it is read. */
  fileBytes: 32 * MIB,
  /** Of one document. A rendered platform as one `kind: List` has 9 MB. */
  documentBytes: 16 * MIB,
  /** Of all files of one deployment. */
  totalBytes: 64 * MIB,
  /** Of all files of one deployment, empty documents counted. */
  documents: 1e4,
  /** Files of one directory or pattern. */
  files: 2e3,
  /** Levels of mappings and sequences; kubectl allows 10,000, the API server's storage far fewer. */
  depth: 512,
  /** Characters of one document after its aliases are expanded. */
  expandedCharacters: 32 * MIB,
  /** Of one object as JSON: etcd's limit for a request. */
  objectBytes: 1572864,
  /** Keys and values of one object's annotations: the API server's limit. */
  annotationBytes: 262144
};

// plugins/kubeflow-node/src/apply/manifests/checkObject.ts
var isData = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var shown = (value) => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  return `the ${typeof value === "bigint" ? "number" : typeof value} ${value}`;
};
var requiredText = (value, field) => {
  if (typeof value === "string")
    return value ? [] : [`${field} is empty: fill it in`];
  if (value === void 0) return [`${field} is missing: add it`];
  return [`${field} is ${shown(value)}, not a text: quote it`];
};
var CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;
var segmentProblems = (value, field) => {
  if (typeof value !== "string" || !value) return requiredText(value, field);
  const is = `${field} is ${JSON.stringify(value.slice(0, 80))}`;
  if (value === "." || value === "..")
    return [`${is}, which leads elsewhere in an address: choose another`];
  if (CONTROL.test(value))
    return [`${is}, which has control characters: leave them out`];
  const [wrong] = /[/%]/.exec(value) ?? [];
  return wrong ? [`${is}, which must not contain ${wrong}: remove it`] : [];
};
var typeProblems = (value, field) => {
  const problems = requiredText(value, field);
  if (typeof value !== "string" || problems.length > 0) return problems;
  const slashes = field === "apiVersion" ? 1 : 0;
  return CONTROL.test(value) || value.split("/").length - 1 > slashes ? [
    `${field} is ${JSON.stringify(
      value.slice(0, 80)
    )}, which no API has: correct it`
  ] : [];
};
var annotationProblems = (annotations) => {
  if (!isData(annotations)) return [];
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations))
    bytes += Buffer.byteLength(key) + Buffer.byteLength(String(value));
  return bytes > manifestLimits.annotationBytes ? [
    `metadata.annotations have ${bytes} bytes, more than the ${manifestLimits.annotationBytes} that the API server takes: move the data to a ConfigMap`
  ] : [];
};
var textMapProblems = (value, field) => {
  if (value === void 0 || value === null) return [];
  if (!isData(value)) return [`${field} is ${shown(value)}, not a mapping`];
  return Object.entries(value).filter(([, text]) => text !== null && typeof text !== "string").map(
    ([key, text]) => `${field}['${key}'] is ${shown(text)}, not a text: quote it`
  );
};
var nameProblems = ({ name, generateName }) => generateName !== void 0 && name === void 0 ? [
  `metadata.generateName would make a new object at every deployment, and none could be found again: write metadata.name`
] : segmentProblems(name, "metadata.name");
var OF_ONE_OBJECT = ["uid", "resourceVersion", "managedFields"];
var exportProblems = (metadata) => OF_ONE_OBJECT.filter(
  (field) => metadata[field] !== void 0 && metadata[field] !== null
).map(
  (field) => `metadata.${field} belongs to one object of one cluster: remove it`
);
var metadataProblems = (metadata) => {
  if (metadata === void 0) return ["metadata.name is missing: add it"];
  if (!isData(metadata))
    return [
      `metadata is ${shown(metadata)}, not a mapping: write metadata.name`
    ];
  const { namespace } = metadata;
  return [
    ...nameProblems(metadata),
    ...namespace === void 0 || namespace === null ? [] : segmentProblems(namespace, "metadata.namespace"),
    ...exportProblems(metadata),
    ...textMapProblems(metadata.labels, "metadata.labels"),
    ...textMapProblems(metadata.annotations, "metadata.annotations"),
    ...annotationProblems(metadata.annotations)
  ];
};
var secretProblems = ({ apiVersion, kind, ...secret }) => {
  if (apiVersion !== "v1" || kind !== "Secret") return [];
  const wrong = (field, isRight) => Object.entries(isData(secret[field]) ? secret[field] : {}).filter(([, value]) => value !== null && !isRight(value)).map(([key]) => `${field}['${key}']`);
  return [
    ...wrong("data", isBase64).map(
      (place) => `${place} is not base64: encode it, or move it to stringData`
    ),
    ...wrong("stringData", (value) => typeof value === "string").map(
      (place) => `${place} is not a text: quote it`
    )
  ];
};
function objectProblems(value) {
  if (!isData(value))
    return [
      `a document must be one Kubernetes object (a mapping), this is ${shown(
        value
      )}`
    ];
  return [
    ...typeProblems(value.apiVersion, "apiVersion"),
    ...typeProblems(value.kind, "kind"),
    ...metadataProblems(value.metadata),
    ...secretProblems(value),
    ...Object.hasOwn(value, "items") ? [`items is ${shown(value.items)}, not a list`] : []
  ];
}
var asObject = (value) => value;

// plugins/kubeflow-node/src/apply/manifests/manifestOf.ts
function manifestOf(object, {
  source,
  bodies = createBodyStore()
}) {
  const problems = objectProblems(object);
  if (problems.length > 0)
    throw new KubeflowError("InputError", {
      reason: "InvalidManifests",
      subject: `${source.path}:${source.line}`,
      fact: problems.join("; "),
      remedy: "Correct the object",
      problems: problems.map((message) => ({
        file: source.path,
        line: source.line,
        message
      }))
    });
  return buildManifest(object, { source, bodies });
}

// plugins/kubeflow-node/src/apply/manifests/flattenLists.ts
var isData2 = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var typed = (item, list) => {
  if (!isData2(item) || item.kind || item.apiVersion) return item;
  const { kind, apiVersion } = list;
  if (typeof kind !== "string") return item;
  return { ...item, apiVersion, kind: kind.replace(/List$/, "") };
};
function* flattenLists(value, place) {
  if (value === null || value === void 0) return;
  const here = place ?? (typeof value === "object" ? value : {});
  if (!isData2(value) || !Object.hasOwn(value, "items")) {
    yield { value, place: here };
    return;
  }
  const { items: items2 } = value;
  if (items2 === null) return;
  if (!Array.isArray(items2)) {
    yield { value, place: here };
    return;
  }
  for (const item of items2)
    if (isData2(item)) yield* flattenLists(typed(item, value), item);
    else yield { value: item, place: here };
}

// plugins/kubeflow-node/src/apply/manifests/documentProblem.ts
var linesBefore = (text, offset) => {
  let lines = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1))
    lines += 1;
  return lines;
};
var DocumentProblem = class extends Error {
  /** Line breaks of the document before the place. */
  line;
  constructor(message, place) {
    super(message);
    this.line = place ? linesBefore(place.text, place.offset) : 0;
  }
};

// plugins/kubeflow-node/src/apply/manifests/decodeText.ts
var strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
var lenient = new TextDecoder("utf-8", { ignoreBOM: true });
function decodeText(bytes) {
  const [first, second] = bytes;
  if (first === 255 && second === 254 || first === 254 && second === 255)
    return {
      text: "",
      problem: new DocumentProblem("this is UTF-16: save the file as UTF-8")
    };
  try {
    return { text: strict.decode(bytes) };
  } catch {
    const text = lenient.decode(bytes);
    const offset = Math.max(text.indexOf("�"), 0);
    return {
      text,
      problem: new DocumentProblem(
        "this is not UTF-8: save the file as UTF-8",
        { text, offset }
      )
    };
  }
}

// plugins/kubeflow-node/src/apply/manifests/aliasBudget.ts
var LOW = 4e5;
var HIGH = 4e6;
var allowedRatio = (nodes) => {
  if (nodes <= LOW) return 0.99;
  if (nodes >= HIGH) return 0.1;
  return 0.99 - 0.89 * (nodes - LOW) / (HIGH - LOW);
};
var AliasBudget = class {
  nodes = 0;
  characters = 0;
  aliased = 0;
  /** Counts a node with a text of that many characters. Why it is too much, or undefined. */
  add(characters) {
    this.nodes += 1;
    this.characters += characters;
    return this.aliased > 0 ? this.refusal() : void 0;
  }
  /** Counts an alias of a node that costs so much. */
  expand(nodes, characters) {
    this.nodes += nodes + 1;
    this.aliased += nodes;
    this.characters += characters;
    return this.refusal();
  }
  refusal() {
    const { nodes, aliased, characters } = this;
    if (aliased > 100 && nodes > 1e3 && aliased / nodes > allowedRatio(nodes))
      return `the document contains excessive aliasing: ${aliased} of ${nodes} values come from aliases`;
    if (characters > manifestLimits.expandedCharacters)
      return `the document contains excessive aliasing: it is ${characters} characters long with its aliases expanded, more than ${manifestLimits.expandedCharacters}`;
    return void 0;
  }
};

// plugins/kubeflow-node/src/apply/manifests/anchors.ts
var Anchors = class {
  byName = /* @__PURE__ */ new Map();
  budget = new AliasBudget();
  /** Counts a node. */
  count(characters) {
    return this.budget.add(characters);
  }
  /** To be called before a collection is counted; the answer takes its value when it is complete. */
  begin(name) {
    if (name === void 0) return () => {
    };
    const { nodes, characters } = this.budget;
    this.byName.set(name, "open");
    return (value) => this.byName.set(name, {
      value,
      nodes: this.budget.nodes - nodes,
      characters: this.budget.characters - characters
    });
  }
  scalar(name, meaning, characters) {
    const { value } = meaning;
    this.byName.set(name, { value, meaning, nodes: 1, characters });
  }
  /** What an alias stands for, counted. */
  expand(name) {
    const anchored = this.byName.get(name);
    if (!anchored) return `unknown anchor '${name}' referenced`;
    if (anchored === "open")
      return `the value of anchor '${name}' contains itself`;
    const { nodes, characters } = anchored;
    return this.budget.expand(nodes, characters) ?? anchored;
  }
};

// plugins/kubeflow-node/src/apply/manifests/mappingKey.ts
function shortest(value) {
  for (let places = 0; places < 8; places += 1) {
    const text = value.toExponential(places);
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toExponential(8);
}
var special = (value) => {
  if (Number.isNaN(value)) return ".nan";
  if (value === Infinity) return ".inf";
  if (value === -Infinity) return "-.inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  return void 0;
};
var positional = (digits, exponent) => {
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const fraction = digits.slice(exponent + 1);
  return fraction ? `${whole}.${fraction}` : whole;
};
var scientific = (digits, exponent) => {
  const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
  const places = String(Math.abs(exponent)).padStart(2, "0");
  return `${mantissa}e${exponent < 0 ? "-" : "+"}${places}`;
};
function float32Key(value) {
  const single = Math.fround(value);
  const known2 = special(single);
  if (known2) return known2;
  const [mantissa = "", power = ""] = shortest(Math.abs(single)).split("e");
  const exponent = Number(power);
  const digits = mantissa.replace(".", "");
  const text = exponent < -4 || exponent >= 6 ? scientific(digits, exponent) : positional(digits, exponent);
  return single < 0 ? `-${text}` : text;
}
function mappingKey({ kind, value }) {
  if (kind === "null")
    throw new DocumentProblem("null cannot be a key: quote it");
  if (kind === "uint")
    throw new DocumentProblem(`${value} cannot be a key: quote it`);
  return kind === "float" ? float32Key(value) : String(value);
}

// plugins/kubeflow-node/src/apply/manifests/ownProperties.ts
function setOwn(target, key, value) {
  if (key === "__proto__")
    Object.defineProperty(target, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true
    });
  else target[key] = value;
}
function assignOwn(target, source) {
  for (const key of Object.keys(source)) setOwn(target, key, source[key]);
}

// plugins/kubeflow-node/src/apply/manifests/yamlScalar.ts
var WORDS = /* @__PURE__ */ new Map();
var word = (kind, value, spellings) => {
  for (const spelling of spellings.split(" "))
    WORDS.set(spelling, { kind, value });
};
word("bool", true, "y Y yes Yes YES true True TRUE on On ON");
word("bool", false, "n N no No NO false False FALSE off Off OFF");
word("null", null, "~ null Null NULL");
WORDS.set("", { kind: "null", value: null });
word("float", NaN, ".nan .NaN .NAN");
word("float", Infinity, ".inf .Inf .INF +.inf +.Inf +.INF");
word("float", -Infinity, "-.inf -.Inf -.INF");
var STARTS_WORD = /^(?:$|[yYnNtTfFoO~.+-])/;
var STARTS_NUMBER = /^[-+0-9]/;
var DOT_FLOAT = /^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/;
var FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
var SMALL = /^[-+]?(?:0|[1-9]\d{0,14})$/;
var INTEGER2 = /^(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
var OLD_OCTAL = /^0(?=[0-7])/;
var MIN_INT64 = -(2n ** 63n);
var MAX_INT64 = 2n ** 63n - 1n;
var MAX_UINT64 = 2n ** 64n - 1n;
var plainNumber = (value) => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
};
var signedInteger = (size, sign) => {
  const value = sign === "-" ? -size : size;
  if (value >= MIN_INT64 && value <= MAX_INT64)
    return { kind: "int", value: plainNumber(value) };
  return sign === "" && value <= MAX_UINT64 ? { kind: "uint", value } : void 0;
};
function resolveInteger(text) {
  if (SMALL.test(text)) return { kind: "int", value: Number(text) || 0 };
  const sign = /^[-+]/.exec(text)?.[0] ?? "";
  const digits = text.slice(sign.length);
  if (!INTEGER2.test(digits)) return void 0;
  return signedInteger(BigInt(digits.replace(OLD_OCTAL, "0o")), sign);
}
var floatOf = (text) => {
  const value = Number(text);
  return Number.isFinite(value) ? { kind: "float", value } : void 0;
};
function resolveNumber(source) {
  if (source.startsWith("."))
    return DOT_FLOAT.test(source) ? floatOf(source.replaceAll("_", "")) : void 0;
  const text = source.replaceAll("_", "");
  return resolveInteger(text) ?? (FLOAT.test(text) ? floatOf(text) : void 0);
}
function resolvePlain(source) {
  if (source.length < 6 && STARTS_WORD.test(source)) {
    const known2 = WORDS.get(source);
    if (known2) return known2;
  }
  const first = source.charCodeAt(0);
  if (first >= 43 && first <= 57 && (first === 46 || STARTS_NUMBER.test(source))) {
    const number = resolveNumber(source);
    if (number) return number;
  }
  return { kind: "str", value: source };
}
var TIMESTAMP = /^\d{4}-(\d{1,2})-(\d{1,2})(?:[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d+)?(?:Z|[-+]\d\d:\d\d)| \d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d+)?)?$/;
var isTimestamp = (source) => {
  const match = TIMESTAMP.exec(source);
  return match !== null && Number(match[1]) >= 1 && Number(match[1]) <= 12 && Number(match[2]) >= 1 && Number(match[2]) <= 31;
};
var RESOLVABLE = /* @__PURE__ */ new Set(["int", "float", "bool", "null", "timestamp"]);
function decodeBinary(source) {
  const text = source.replace(/[\r\n]/g, "");
  const bytes = Buffer.from(text, "base64");
  if (bytes.toString("base64") !== text)
    throw new DocumentProblem("!!binary value contains invalid base64 data");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      bytes
    );
  } catch {
    throw new DocumentProblem(
      "!!binary value is not UTF-8, so JSON cannot carry it: leave the tag out and keep the base64 text, in the field `binaryData` of a ConfigMap or `data` of a Secret"
    );
  }
}
function resolveTagged(name, source) {
  if (name === "binary") return { kind: "str", value: decodeBinary(source) };
  if (!RESOLVABLE.has(name)) return { kind: "str", value: source };
  if (name === "timestamp" && isTimestamp(source))
    return { kind: "timestamp", value: source };
  const meaning = resolvePlain(source);
  if (meaning.kind === name) return meaning;
  if (name === "int" && meaning.kind === "uint") return meaning;
  if (name === "float" && meaning.kind === "int")
    return { kind: "float", value: Number(meaning.value) };
  throw new DocumentProblem(
    `cannot decode !!${meaning.kind} \`${source.slice(0, 40)}\` as a !!${name}`
  );
}

// plugins/kubeflow-node/src/apply/manifests/yamlScalarEvent.ts
var TAG_PREFIX = "tag:yaml.org,2002:";
var NON_SPECIFIC = "!";
var BAD_ESCAPE = /(?:^|[^\\])(?:\\\\)*\\(?:\/|(?:u|U0000)[dD][89a-fA-F]|U(?!00(?:0|10)))/;
var shortTag = (raw) => {
  if (raw.startsWith("!!")) return raw.slice(2);
  const verbatim = raw.startsWith("!<") ? raw.slice(2, -1) : raw;
  return verbatim.startsWith(TAG_PREFIX) ? verbatim.slice(TAG_PREFIX.length) : verbatim;
};
var ESCAPED_BREAK_AND_EMPTY_LINE = /(?:^|[^\\])(?:\\\\)*\\\r?\n[ \t]*\r?\n/;
var NO_PLAIN_START = /^[,[\]{}]/;
function refuseScalar(raw, style) {
  if (style === SCALAR_STYLE.PLAIN && NO_PLAIN_START.test(raw))
    throw new DocumentProblem(`a text cannot start with '${raw[0]}': quote it`);
  if (style !== SCALAR_STYLE.DOUBLE_QUOTED) return;
  if (BAD_ESCAPE.test(raw))
    throw new DocumentProblem(
      "kubectl does not take \\/, half of a surrogate pair such as \\ud83d, or what is beyond \\U0010FFFF: write the character itself"
    );
  if (ESCAPED_BREAK_AND_EMPTY_LINE.test(raw))
    throw new DocumentProblem(
      "an empty line after an escaped line break is read in two ways: write \\n"
    );
}
function readScalar(source, event) {
  const text = getScalarValue(source, event);
  const characters = text.length;
  const { style, tagStart, tagEnd, valueStart, valueEnd } = event;
  if (!event.fast || style === SCALAR_STYLE.PLAIN)
    refuseScalar(source.slice(valueStart, valueEnd), style);
  if (tagStart >= 0) {
    const raw = source.slice(tagStart, tagEnd);
    const meaning2 = raw === NON_SPECIFIC ? { kind: "str", value: text } : resolveTagged(shortTag(raw), text);
    return { meaning: meaning2, characters };
  }
  const meaning = style === SCALAR_STYLE.PLAIN ? resolvePlain(text) : { kind: "str", value: text };
  return { meaning, characters };
}
var COLON_AND_INDICATOR = /:[,[\]{}]/y;
function refuseFlowText(source, event) {
  const { style, valueStart, valueEnd } = event;
  if (style !== SCALAR_STYLE.PLAIN || valueStart < 0) return;
  const text = source.slice(valueStart, valueEnd);
  COLON_AND_INDICATOR.lastIndex = valueEnd;
  if (COLON_AND_INDICATOR.test(source))
    throw new DocumentProblem(
      `to kubectl the colon is a part of '${text}:' here: write a space after it`
    );
  if (text.startsWith(":") || text.includes("?"))
    throw new DocumentProblem(
      `'${text.slice(0, 80)}' must be quoted within [ ] or { }`
    );
}
function isMergeKey(source, event) {
  const { valueStart, valueEnd, tagStart, tagEnd } = event;
  if (valueEnd - valueStart !== 2 || source.charCodeAt(valueStart) !== 60)
    return false;
  if (source.charCodeAt(valueStart + 1) !== 60) return false;
  if (tagStart < 0) return event.style === SCALAR_STYLE.PLAIN;
  const raw = source.slice(tagStart, tagEnd);
  return raw === NON_SPECIFIC || shortTag(raw) === "merge";
}

// plugins/kubeflow-node/src/apply/manifests/composeYaml.ts
var OBJECT_LEVELS = 5;
var MOST_DUPLICATES = 20;
var ANCHOR_NAME = /^[\w-]+$/;
var Composer = class {
  constructor(source, events) {
    this.source = source;
    this.events = events;
  }
  source;
  events;
  starts = /* @__PURE__ */ new WeakMap();
  duplicates = [];
  anchors = new Anchors();
  index = 1;
  /** Of what is being read. An empty scalar has no place and keeps that of what precedes it. */
  offset = 0;
  /** How many flow collections are open. */
  flow = 0;
  document() {
    const value = this.node(1);
    const { source: text, starts, duplicates } = this;
    return { value, text, starts, duplicates };
  }
  fail(message) {
    const { source: text, offset } = this;
    throw new DocumentProblem(message, { text, offset });
  }
  failFor(refusal) {
    if (refusal) this.fail(refusal);
  }
  peek() {
    return this.events[this.index];
  }
  atEnd() {
    return this.peek().type === EVENT_ID.POP;
  }
  node(level) {
    const event = this.peek();
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.scalarValue(event);
      case EVENT_ID.ALIAS:
        return this.alias(event).value;
      case EVENT_ID.MAPPING:
        return this.collection(event, () => this.mapping(level, event.start));
      case EVENT_ID.SEQUENCE:
        return this.collection(event, () => this.sequence(level, event.start));
      default:
        return this.fail("a value is missing");
    }
  }
  collection(event, read) {
    this.index += 1;
    this.offset = event.start;
    const complete = this.anchors.begin(this.anchorName(event));
    this.failFor(this.anchors.count(0));
    const isFlow = event.style === COLLECTION_STYLE.FLOW;
    if (isFlow) this.flow += 1;
    const value = read();
    if (isFlow) this.flow -= 1;
    this.index += 1;
    complete(value);
    return value;
  }
  /** Undefined: it has none. */
  anchorName(event) {
    if (event.anchorStart < 0) return void 0;
    const name = this.source.slice(event.anchorStart, event.anchorEnd);
    return ANCHOR_NAME.test(name) ? name : this.fail(
      `'${name}' is no name of an anchor: use letters, digits, _ or -`
    );
  }
  alias(event) {
    this.index += 1;
    this.offset = event.anchorStart;
    const expanded = this.anchors.expand(this.anchorName(event));
    return typeof expanded === "string" ? this.fail(expanded) : expanded;
  }
  scalar(event) {
    this.index += 1;
    if (event.valueStart >= 0) this.offset = event.valueStart;
    const { meaning, characters } = this.located(() => {
      if (this.flow > 0) refuseFlowText(this.source, event);
      return readScalar(this.source, event);
    });
    this.failFor(this.anchors.count(characters));
    const name = this.anchorName(event);
    if (name) this.anchors.scalar(name, meaning, characters);
    return meaning;
  }
  /** Gives a problem of `read` its place. */
  located(read) {
    try {
      return read();
    } catch (error) {
      return this.fail(error.message);
    }
  }
  scalarValue(event) {
    const { kind, value } = this.scalar(event);
    if (kind === "float" && !Number.isFinite(value))
      this.fail(`${value} is no number in JSON: quote it if it is text`);
    return value;
  }
  sequence(level, start) {
    const items2 = [];
    if (level === 1) this.starts.set(items2, start);
    while (!this.atEnd()) {
      items2.push(this.node(level + 1));
    }
    return items2;
  }
  mapping(level, start) {
    const entries = {};
    if (level <= OBJECT_LEVELS) this.starts.set(entries, start);
    const keys = [];
    const offsets = [];
    while (!this.atEnd()) {
      if (this.skipMergeKey()) {
        this.merge(entries, level);
        continue;
      }
      const key = this.key();
      if (Object.hasOwn(entries, key) && this.duplicates.length < MOST_DUPLICATES && keys.includes(key))
        this.duplicates.push({
          key,
          firstOffset: offsets[keys.indexOf(key)],
          offset: this.offset
        });
      keys.push(key);
      offsets.push(this.offset);
      setOwn(entries, key, this.node(level + 1));
    }
    return entries;
  }
  key() {
    const event = this.peek();
    if ("start" in event) this.offset = event.start;
    const meaning = this.keyMeaning(event);
    return meaning ? this.located(() => mappingKey(meaning)) : this.fail("a mapping or list cannot be a key");
  }
  keyMeaning(event) {
    if (event.type === EVENT_ID.SCALAR) return this.scalar(event);
    return event.type === EVENT_ID.ALIAS ? this.alias(event).meaning : void 0;
  }
  skipMergeKey() {
    const event = this.peek();
    if (event.type !== EVENT_ID.SCALAR) return false;
    if (!isMergeKey(this.source, event)) return false;
    this.offset = event.valueStart;
    this.index += 1;
    return true;
  }
  /** In the order of the text: what stands later wins, merged or not. */
  merge(target, level) {
    const event = this.peek();
    const sources = [];
    if (event.type === EVENT_ID.SEQUENCE)
      this.collection(event, () => {
        while (!this.atEnd()) sources.push(this.mergeSource(level));
      });
    else sources.push(this.mergeSource(level));
    for (const source of sources.reverse()) assignOwn(target, source);
  }
  mergeSource(level) {
    const event = this.peek();
    if (event.type === EVENT_ID.MAPPING) return this.node(level + 1);
    if (event.type === EVENT_ID.ALIAS) {
      const { value, meaning } = this.alias(event);
      if (!meaning && !Array.isArray(value)) return value;
    }
    return this.fail("<< takes a mapping or a list of mappings");
  }
};
var composeYaml = (source, events) => new Composer(source, events).document();

// plugins/kubeflow-node/src/apply/manifests/refuseTabs.ts
var INDENTATION = /^(?:[ \t]|[-?:](?=[ \t]|$))*$/;
var CLOSING = /[\]}]/g;
var afterClosing = (text, from) => {
  CLOSING.lastIndex = from;
  return CLOSING.test(text) ? CLOSING.lastIndex : text.length;
};
function tabRanges({ text, events }) {
  const ranges = [];
  const flowStarts = [];
  let last = 0;
  const enter = (event) => {
    flowStarts.push(
      event.style === COLLECTION_STYLE.FLOW ? event.start : void 0
    );
    last = Math.max(last, event.start + 1);
  };
  for (const event of events)
    if (event.type === EVENT_ID.SCALAR && event.valueStart >= 0) {
      ranges.push({ start: event.valueStart, end: event.valueEnd });
      last = event.valueEnd;
    } else if (event.type === EVENT_ID.ALIAS) last = event.anchorEnd;
    else if ("start" in event) enter(event);
    else if (event.type === EVENT_ID.POP) {
      const start = flowStarts.pop();
      if (start === void 0) continue;
      last = afterClosing(text, last);
      ranges.push({ start, end: last });
    }
  return ranges;
}
function* firstTabs(text) {
  for (let tab = text.indexOf("	"); tab !== -1; ) {
    const before = text.slice(text.lastIndexOf("\n", tab) + 1, tab);
    yield { tab, before };
    const newline = text.indexOf("\n", tab);
    tab = newline === -1 ? -1 : text.indexOf("	", newline);
  }
}
function refuseTabs(yaml) {
  const { text } = yaml;
  if (!text.includes("	")) return;
  const ranges = tabRanges(yaml).sort((one, other) => one.start - other.start);
  let next = 0;
  let covered = -1;
  for (const { tab, before } of firstTabs(text)) {
    for (; next < ranges.length && ranges[next].start <= tab; next += 1)
      covered = Math.max(covered, ranges[next].end);
    if (tab >= covered && INDENTATION.test(before))
      throw new DocumentProblem("a tab cannot be indentation: use spaces", {
        text,
        offset: tab
      });
  }
}

// plugins/kubeflow-node/src/apply/manifests/yamlEvents.ts
var REPAIR_BUDGET = 32 * 1024 * 1024;
var REPAIRS_PER_LINE = 3;
var BLOCK_HEADER = /(?:^|[\s:-])[|>][-+]?[ \t]*(?:#[^\n]*)?$/;
var TABS_BEFORE = /[ \t]*\t[ \t]*$/;
var TAB_AFTER_COLON = /^[^"'\t]*:\t+/;
var INDENT = /^[ -]*/gm;
var indentOf = (line2) => /^[ -]*/.exec(line2)[0].length;
var spaces = (text) => text.replaceAll("	", " ");
var indentation = (text, end) => {
  let width = 1;
  for (const [found] of text.slice(0, end).matchAll(INDENT))
    width = Math.max(width, found.length + 1);
  return " ".repeat(width);
};
function indentMore(text, position) {
  const lineStart = text.lastIndexOf("\n", position - 1) + 1;
  const before = text.slice(lineStart, position);
  const rest = text.slice(position);
  const upTo = text.slice(0, lineStart);
  if (before.trim() === "")
    return upTo + indentation(text, lineStart) + spaces(before) + rest;
  for (const tabs of [TABS_BEFORE, TAB_AFTER_COLON])
    if (tabs.test(before)) return upTo + before.replace(tabs, spaces) + rest;
  return void 0;
}
var wordsOf = (reason) => reason.includes("maxDepth") ? `it is nested more than ${manifestLimits.depth} levels deep` : reason;
function trimBlankBlock(text, position) {
  const lineStart = text.lastIndexOf("\n", position - 1) + 1;
  const above = text.slice(0, lineStart);
  const header = above.trimEnd();
  const blank = above.slice(header.length);
  const headerLine = header.slice(header.lastIndexOf("\n") + 1);
  const isEmptyBlock = BLOCK_HEADER.test(headerLine) && position - lineStart <= indentOf(headerLine) && !blank.includes("	");
  if (!isEmptyBlock) return void 0;
  const trimmed = blank.replaceAll(" ", "");
  return trimmed === blank ? void 0 : header + trimmed + text.slice(lineStart);
}
var repair = (text, { reason, position }) => {
  if (reason === "deficient indentation") return indentMore(text, position);
  return /bad indentation|end of the stream|expected/.test(reason) ? trimBlankBlock(text, position) : void 0;
};
function yamlEvents(given) {
  let text = given;
  const repairs = /* @__PURE__ */ new Map();
  for (let budget = REPAIR_BUDGET; ; budget -= text.length) {
    try {
      const events = parseEvents(text, { maxDepth: manifestLimits.depth });
      return { text, events };
    } catch (error) {
      const { reason = String(error), mark } = error;
      const offset = mark?.position ?? 0;
      const line2 = linesBefore(text, offset);
      const before = repairs.get(line2) ?? 0;
      const repaired = budget > 0 && before < REPAIRS_PER_LINE ? repair(text, { reason, position: offset }) : void 0;
      if (repaired === void 0)
        throw new DocumentProblem(wordsOf(reason), { text, offset });
      repairs.set(line2, before + 1);
      text = repaired;
    }
  }
}

// plugins/kubeflow-node/src/apply/manifests/readYamlDocument.ts
var CONTROL2 = (
  // eslint-disable-next-line no-control-regex
  /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u
);
var OLD_BREAK = /[\x85\u2028\u2029]/;
var SEPARATOR = /^\ufeff?---[ \t]*([^\s#][^\n]*)/;
var hex = (character) => `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
function refuseCharacters(text) {
  const control = CONTROL2.exec(text);
  if (control)
    throw new DocumentProblem(
      `control characters are not allowed (${hex(
        control[0]
      )}): write an escape in a double-quoted text`,
      { text, offset: control.index }
    );
  const old = OLD_BREAK.exec(text);
  if (old)
    throw new DocumentProblem(
      `${hex(
        old[0]
      )} is a line break to some YAML readers and a character to others: write an escape in a double-quoted text`,
      { text, offset: old.index }
    );
}
function refuseSeparator(text) {
  const [, rest] = SEPARATOR.exec(text) ?? [];
  if (rest !== void 0)
    throw new DocumentProblem(
      `invalid document separator: only a comment may follow '---', not '${rest.trim().slice(0, 40)}'`
    );
}
function readYamlDocument(given) {
  refuseCharacters(given);
  refuseSeparator(given);
  const yaml = yamlEvents(given);
  const { text, events } = yaml;
  if (events.length === 0) return void 0;
  const second = events.findIndex(
    ({ type }, index) => index > 0 && type === EVENT_ID.DOCUMENT
  );
  if (second !== -1)
    throw new DocumentProblem(
      "something follows the document's end `...`, which kubectl would ignore: begin a new document with `---`"
    );
  refuseTabs(yaml);
  return composeYaml(text, events);
}

// plugins/kubeflow-node/src/apply/manifests/scanJson.ts
var TOKEN = /["{}[\]]/g;
var BEFORE_VALUE = /\s*:/y;
var isKey = (text, end) => {
  BEFORE_VALUE.lastIndex = end;
  return BEFORE_VALUE.test(text);
};
function stringEnd(text, start) {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let before = quote;
    while (text[before - 1] === "\\") before -= 1;
    if ((quote - before) % 2 === 0) return quote + 1;
  }
  return -1;
}
function scanJsonObject(text, start) {
  const levels = [];
  const duplicates = [];
  const token = new RegExp(TOKEN);
  token.lastIndex = start;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [found] = match;
    if (found === '"') {
      const end = stringEnd(text, match.index);
      if (end === -1) return void 0;
      token.lastIndex = end;
      const keys = levels.at(-1);
      if (keys && isKey(text, end))
        noteKey(keys, {
          literal: text.slice(match.index, end),
          offset: match.index,
          duplicates
        });
    } else if (found === "{" || found === "[") {
      levels.push(found === "{" ? /* @__PURE__ */ new Map() : void 0);
      if (levels.length > manifestLimits.depth)
        throw new DocumentProblem(
          `it is nested more than ${manifestLimits.depth} levels deep`,
          { text, offset: match.index }
        );
    } else {
      levels.pop();
      if (levels.length === 0) return { end: token.lastIndex, duplicates };
    }
  }
  return void 0;
}
function noteKey(keys, at) {
  const { literal, offset, duplicates } = at;
  const key = literal.includes("\\") ? unescape(literal) : literal.slice(1, -1);
  const firstOffset = keys.get(key);
  if (firstOffset === void 0) keys.set(key, offset);
  else duplicates.push({ key, firstOffset, offset });
}
var unescape = (literal) => {
  try {
    return JSON.parse(literal);
  } catch {
    return literal;
  }
};

// plugins/kubeflow-node/src/apply/manifests/splitDocuments.ts
var NEWLINE2 = 10;
var DASH = 45;
var atSeparator = (content, at) => content[at] === DASH && content[at + 1] === DASH && content[at + 2] === DASH;
function* splitDocuments(content) {
  let start = 0;
  let startLine = 1;
  let line2 = 1;
  const end = content.length;
  for (let at = 0; at < end; ) {
    const newline = content.indexOf(NEWLINE2, at);
    const next = newline === -1 ? end : newline + 1;
    if (at > start && atSeparator(content, at)) {
      yield { bytes: content.subarray(start, at), line: startLine };
      start = at;
      startLine = line2;
    }
    at = next;
    line2 += 1;
  }
  if (start < end)
    yield { bytes: content.subarray(start, end), line: startLine };
}
function countSeparators(content, most) {
  const bytes = Buffer.from(
    content.buffer,
    content.byteOffset,
    content.byteLength
  );
  let count2 = 0;
  for (let at = bytes.indexOf("\n---"); at !== -1 && count2 < most; at = bytes.indexOf("\n---", at + 1))
    count2 += 1;
  return count2;
}

// plugins/kubeflow-node/src/apply/manifests/readDocuments.ts
var lineIn = ({ text, line: line2 }, offset) => line2 + linesBefore(text, offset);
function reportProblem(error, piece) {
  if (!(error instanceof DocumentProblem)) throw error;
  piece.report(error.message, piece.line + error.line);
}
function reportDuplicates(duplicates, piece) {
  for (const { key, firstOffset, offset } of duplicates)
    piece.report(
      `the key '${key.slice(
        0,
        80
      )}' stands twice in one mapping, first in line ${lineIn(
        piece,
        firstOffset
      )}: remove one`,
      lineIn(piece, offset)
    );
}
function* readYaml(content, firstLine, report) {
  for (const { bytes, line: line2 } of splitDocuments(content)) {
    const firstOfDocument = line2 + firstLine - 1;
    if (bytes.byteLength > manifestLimits.documentBytes) {
      report(
        `the document has ${bytes.byteLength} bytes, more than ${manifestLimits.documentBytes}: split it`,
        firstOfDocument
      );
      continue;
    }
    const { text, problem } = decodeText(bytes);
    const piece = { text, line: firstOfDocument, report };
    try {
      if (problem) throw problem;
      const read = readYamlDocument(text);
      if (!read) continue;
      const { value, starts, duplicates } = read;
      const parsed2 = { ...piece, text: read.text };
      reportDuplicates(duplicates, parsed2);
      yield {
        value,
        lineOf: (mapping) => lineIn(parsed2, starts.get(mapping) ?? 0)
      };
    } catch (error) {
      reportProblem(error, piece);
    }
  }
}
var SURROGATE = /\\u[dD][89a-fA-F]/;
var isWellFormed = (value) => {
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(
    ([key, child]) => key.isWellFormed() && isWellFormed(child)
  );
};
function readJsonObject(piece, start) {
  const scanned = scanJsonObject(piece.text, start);
  if (!scanned) return void 0;
  try {
    const json = piece.text.slice(start, scanned.end);
    const value = parseExactJson(json);
    if (SURROGATE.test(json) && !isWellFormed(value))
      throw new DocumentProblem("half of a surrogate pair is no character", {
        text: piece.text,
        offset: start
      });
    reportDuplicates(scanned.duplicates, piece);
    return { value, end: scanned.end };
  } catch (error) {
    if (hasReason(error, "InvalidJson")) return void 0;
    if (!hasReason(error, "NumberOutOfRange")) throw error;
    throw new DocumentProblem(error.fact, { text: piece.text, offset: start });
  }
}
var skipSpace = (text, from) => {
  const found = text.slice(from).search(/\S/);
  return found === -1 ? text.length : from + found;
};
function* readJsonThenYaml(text, report) {
  const piece = { text, line: 1, report };
  let objects = 0;
  let at = skipSpace(text, 0);
  while (text[at] === "{") {
    const read = readJsonObject(piece, at);
    if (!read) break;
    const line3 = lineIn(piece, at);
    yield { value: read.value, lineOf: () => line3 };
    objects += 1;
    at = skipSpace(text, read.end);
  }
  if (at >= text.length) return;
  const line2 = lineIn(piece, at);
  if (objects > 1)
    report(`after ${objects} JSON objects comes something that is none`, line2);
  else yield* readYaml(Buffer.from(text.slice(at)), line2, report);
}
var looksLikeJson = (content) => {
  for (const byte of content.subarray(0, 4096)) {
    if (byte === 123) return true;
    if (byte !== 32 && (byte < 9 || byte > 13)) return false;
  }
  return false;
};
function* readDocuments(content, report) {
  if (!looksLikeJson(content)) {
    yield* readYaml(content, 1, report);
    return;
  }
  const { text, problem } = decodeText(content);
  const piece = { text, line: 1, report };
  try {
    if (problem) throw problem;
    yield* readJsonThenYaml(text, report);
  } catch (error) {
    reportProblem(error, piece);
  }
}

// plugins/kubeflow-node/src/apply/manifests/parseManifests.ts
var MOST_SHOWN = 20;
var MOST_PROBLEMS = 200;
var refuse = (problems) => {
  const shown2 = problems.slice(0, MOST_SHOWN).map(({ file, line: line2, message }) => `  ${file}:${line2}: ${message}`);
  const more = problems.length - shown2.length;
  const count2 = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  throw new KubeflowError("InputError", {
    reason: "InvalidManifests",
    subject: "manifests",
    fact: [
      `${count2} in the manifests`,
      ...shown2,
      ...more > 0 ? [`  … and ${more} more`] : []
    ].join("\n"),
    remedy: "Nothing was applied: correct them and deploy again",
    problems
  });
};
function sizeProblems(sources) {
  let bytes = 0;
  let documents = 0;
  for (const { path: file, content } of sources) {
    bytes += content.byteLength;
    const problem = (message) => [
      { file, line: 1, message }
    ];
    const { fileBytes, totalBytes } = manifestLimits;
    if (content.byteLength > fileBytes)
      return problem(
        `the file has ${content.byteLength} bytes, more than ${fileBytes}: split it`
      );
    if (bytes > totalBytes)
      return problem(
        `the manifests up to this file have ${bytes} bytes, more than ${totalBytes} together`
      );
    documents += 1 + countSeparators(content, manifestLimits.documents);
    if (documents > manifestLimits.documents)
      return problem(
        `the manifests up to this file have more than ${manifestLimits.documents} documents together`
      );
  }
  return [];
}
var Collector = class {
  constructor(bodies) {
    this.bodies = bodies;
  }
  bodies;
  problems = [];
  manifests = [];
  byKey = /* @__PURE__ */ new Map();
  full = () => this.problems.length >= MOST_PROBLEMS;
  readFile({ path: file, content }) {
    const report = (message, line2) => this.problems.push({ file, line: line2, message });
    for (const document of readDocuments(content, report)) {
      if (this.full()) return;
      for (const { value, place } of flattenLists(document.value)) {
        const line2 = document.lineOf(place);
        const wrong = objectProblems(value);
        for (const message of wrong) report(message, line2);
        if (wrong.length === 0) this.add(value, { path: file, line: line2 });
      }
    }
  }
  add(value, source) {
    const { bodies } = this;
    const manifest = buildManifest(asObject(value), { source, bodies });
    const problem = this.problemOf(manifest);
    if (problem)
      this.problems.push({
        file: source.path,
        line: source.line,
        message: `${describeResource(manifest.id)} ${problem}`
      });
    this.byKey.set(resourceKey(manifest.id), manifest);
    this.manifests.push(manifest);
  }
  problemOf({ id, body, digest }) {
    if (body.byteLength > manifestLimits.objectBytes)
      return `has ${body.byteLength} bytes, more than the ${manifestLimits.objectBytes} that the API server stores: make it smaller or split it`;
    const other = this.byKey.get(resourceKey(id));
    if (!other) return void 0;
    const { path: path4, line: line2 } = other.source;
    return other.digest === digest ? `stands twice with the same content, first in ${path4}:${line2}: remove one` : `stands twice with different content, first in ${path4}:${line2}: keep one`;
  }
};
function parseManifests(sources, { bodies = createBodyStore() } = {}) {
  const tooMuch2 = sizeProblems(sources);
  if (tooMuch2.length > 0) refuse(tooMuch2);
  const collector = new Collector(bodies);
  for (const source of sources)
    if (!collector.full()) collector.readFile(source);
  if (collector.problems.length > 0) refuse(collector.problems);
  return collector.manifests;
}

// plugins/kubeflow-node/src/apply/render/remoteAddress.ts
var REMOTE = /^(?:git::|[a-z][a-z+]*:\/\/|[\w.-]+@[\w.-]+[:/]|(?:www\.)?github\.com[/:])/i;
var COMMIT = /^[0-9a-f]{40}$|^[0-9a-f]{64}$/;
var VERSION = /^(?:[\w./-]+\/)?v?\d+\.\d+(?:\.\d+)*(?:-(?:alpha|beta|rc)[\w.-]*)?$/;
var NAMED_VERSION = /^[A-Za-z][\w./-]*-v?\d+\.\d+\.\d+(?:-(?:alpha|beta|rc)[\w.-]*)?$/;
var isFixed = (reference) => COMMIT.test(reference) || VERSION.test(reference) || NAMED_VERSION.test(reference);
var isRemote = (address) => REMOTE.test(address);
var withoutCredentials = (text) => text.replace(/(\/\/)[^/@\s'"]+@/g, "$1");
var references = (address) => {
  const query = address.slice(address.indexOf("?") + 1);
  const parameters = new URLSearchParams(
    address.includes("?") ? query.replace(/#.*$/, "") : ""
  );
  return [...parameters.getAll("ref"), ...parameters.getAll("version")];
};
var pathIsFixed = (address) => /\.(?:ya?ml|json)$/i.test(address) && address.split("/").slice(3).some(isFixed);
function refuseWithoutTls(address, subject) {
  if (!/^(?:git::)?(?:http|git):\/\//i.test(address)) return;
  throw new KubeflowError("InputError", {
    reason: "UnpinnedManifests",
    subject,
    fact: `'${printable(
      withoutCredentials(address)
    )}' is fetched without TLS, so anybody on the way may change it`,
    remedy: "Use https:// or ssh"
  });
}
function requirePinned(address, subject) {
  refuseWithoutTls(address, subject);
  const [reference, ...others] = references(address);
  if (others.length === 0 && reference && isFixed(reference)) return;
  if (reference === void 0 && pathIsFixed(address)) return;
  const shown2 = printable(withoutCredentials(address));
  throw new KubeflowError("InputError", {
    reason: "UnpinnedManifests",
    subject,
    fact: reference === void 0 ? `'${shown2}' has no ?ref=, so it may hold something else tomorrow` : `'${shown2}' names '${printable(
      reference
    )}', which is neither a version tag nor a commit, so it may hold something else tomorrow`,
    remedy: "Add ?ref= with a tag such as 2.17.0 or, better, the 40 digits of a commit"
  });
}

// plugins/kubeflow-node/src/apply/render/childEnvironment.ts
var PASSED_ON = /^(?:PATH|HOME|USER|LOGNAME|TMPDIR|LANG|LC_\w+|TZ|XDG_CONFIG_HOME|(?:https?|no|all)_proxy|SSL_CERT_(?:FILE|DIR)|GIT_SSL_CAINFO|GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)|SSH_AUTH_SOCK|GIT_SSH_COMMAND)$/i;
var childEnvironment = (environment, added = {}) => ({
  ...Object.fromEntries(
    Object.entries(environment).filter(([name]) => PASSED_ON.test(name))
  ),
  // A private repository without credentials must fail, not wait for somebody to type.
  GIT_TERMINAL_PROMPT: "0",
  // Of git's transports only these: `ext::` would run a command.
  GIT_ALLOW_PROTOCOL: "https:ssh:file",
  ...added
});

// plugins/kubeflow-node/src/apply/render/installKubectl.ts
var installKubectl = "Add a step with azure/setup-kubectl before this one (version 1.27 or newer), or run the job on an image that has kubectl, such as ubuntu-latest";
async function withKubectlRemedy(running2) {
  try {
    return await running2;
  } catch (error) {
    if (!hasReason(error, "ProgramMissing")) throw error;
    throw new KubeflowError("NotFoundError", {
      reason: "KubectlMissing",
      subject: error.subject,
      fact: error.fact,
      remedy: installKubectl,
      cause: error
    });
  }
}

// plugins/kubeflow-node/src/apply/render/kustomizeFailure.ts
var KNOWN = [
  {
    pattern: /no 'git' program on path|exec: "git": executable file not found/,
    name: "NotFoundError",
    reason: "GitMissing",
    fact: () => "git is not installed, and a remote base needs it",
    remedy: "Install git on the runner"
  },
  {
    pattern: /fatal: (?:couldn't find remote ref|.*did not match any)[^\n]*|fatal: remote error: upload-pack: not our ref[^\n]*/,
    name: "NotFoundError",
    reason: "RevisionNotFound",
    fact: (match) => `the remote base has no such revision: ${match[0]}`,
    remedy: "Check the tag or commit in ?ref="
  },
  {
    pattern: /fatal: [^\n]+|hit \d+s timeout running '[^']*git[^']*'/,
    name: "ServiceUnavailableError",
    reason: "RemoteBaseUnreachable",
    fact: (match) => `a remote base cannot be fetched: ${match[0]}`,
    remedy: "Check the address and that the runner reaches it (proxy, credentials of git), or render the bundle elsewhere and name it as a file"
  },
  {
    pattern: /URL is a git repository|Get "[^"]+": ([^']+)/,
    name: "ServiceUnavailableError",
    reason: "RemoteBaseUnreachable",
    fact: (match) => `a remote base cannot be fetched: ${match[0]}`,
    remedy: "Check the address and that the runner reaches it, or commit the file and name it as a local one"
  },
  {
    pattern: /unknown field "?(sortOptions|replacements|labels|components)"?/,
    name: "InputError",
    reason: "KubectlTooOld",
    fact: (match) => `this kubectl's kustomize does not know '${match[1]}'`,
    remedy: installKubectl
  },
  {
    pattern: /^error: must build at directory: [^\n]+|unable to find one of 'kustomization\.yaml'[^\n]*/,
    name: "NotFoundError",
    reason: "NoKustomization",
    fact: (match) => match[0].replace(/^error: /, ""),
    remedy: "Name the directory that holds the kustomization.yaml"
  },
  {
    pattern: /accumulating resources from '([^']+)': evalsymlink failure/,
    name: "NotFoundError",
    reason: "ResourceNotFound",
    fact: (match) => `the kustomization names '${match[1]}', which is not there`,
    remedy: "Correct the entry under resources"
  },
  {
    pattern: /security; file '([^']+)' is not in or below '[^']+'/,
    name: "InputError",
    reason: "OutsideKustomization",
    fact: (match) => match[0],
    remedy: "Move the file below the kustomization, or give its directory a kustomization.yaml and name the directory"
  }
];
var lastLines = (stderr) => stderr.trim().split("\n").slice(-10).join("\n").replace(/^error: /, "").slice(-2e3);
function kustomizeFailure({ code, stderr }, subject) {
  const text = withoutCredentials(stderr);
  for (const { pattern, name, reason, fact, remedy } of KNOWN) {
    const match = pattern.exec(text);
    if (match)
      return new KubeflowError(name, {
        reason,
        subject,
        fact: fact(match),
        remedy
      });
  }
  return new KubeflowError("InputError", {
    reason: "KustomizeFailed",
    subject,
    fact: `kustomize cannot build it: ${lastLines(text) || `exit code ${code}, no message`}`,
    remedy: "Run 'kubectl kustomize' on it to see the same"
  });
}

// plugins/kubeflow-node/src/apply/render/remoteBases.ts
var import_yaml = __toESM(require_dist());
import fs2 from "node:fs/promises";
import path2 from "node:path";

// plugins/kubeflow-node/src/apply/manifests/workspacePath.ts
import fs from "node:fs/promises";
import path from "node:path";
var isInside = (root, file) => {
  const relative = path.relative(root, file);
  return relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
};
var outside = (given, target) => new KubeflowError("InputError", {
  reason: "OutsideWorkspace",
  subject: `manifests '${given}'`,
  fact: `they lead to ${target}, outside the workspace`,
  remedy: "Name files of the checked-out repository, without .."
});
async function workspacePath(given, workspace) {
  const root = await fs.realpath(workspace);
  const resolved = path.resolve(root, given);
  if (!isInside(root, resolved) || given.includes("\0"))
    throw outside(given, JSON.stringify(resolved));
  const absolute = await fs.realpath(resolved).catch((cause) => {
    throw new KubeflowError("NotFoundError", {
      reason: "ManifestsNotFound",
      subject: `manifests '${given}'`,
      fact: `there is no such file or directory in the workspace (${cause.code})`,
      remedy: "Check the path, and that actions/checkout runs before this step",
      cause
    });
  });
  if (!isInside(root, absolute)) throw outside(given, absolute);
  const shown2 = path.relative(root, resolved).split(path.sep).join("/");
  return { shown: shown2 || ".", absolute };
}

// plugins/kubeflow-node/src/apply/render/remoteBases.ts
var KUSTOMIZATIONS = [
  "kustomization.yaml",
  "kustomization.yml",
  "Kustomization"
];
var FIELDS = [
  "resources",
  "components",
  "bases",
  "crds",
  "generators",
  "transformers",
  "validators",
  "configurations",
  "patchesStrategicMerge"
];
var PATH_FIELDS = ["patches", "patchesJson6902", "replacements", "openapi"];
var GENERATORS = ["configMapGenerator", "secretGenerator"];
var MOST_DIRECTORIES = 1e3;
var MAX_BYTES = 1024 * 1024;
var parse = (text) => {
  try {
    const document = (0, import_yaml.parseDocument)(text, {
      uniqueKeys: false,
      logLevel: "silent"
    });
    return document.errors.length > 0 ? void 0 : document.toJS();
  } catch {
    return void 0;
  }
};
async function readKustomization(directory) {
  for (const name of KUSTOMIZATIONS) {
    const file = path2.join(directory, name);
    const stat = await fs2.stat(file).catch(() => void 0);
    if (!stat?.isFile() || stat.size > MAX_BYTES) continue;
    return parse(await fs2.readFile(file, "utf8"));
  }
  return void 0;
}
var isFields = (value) => typeof value === "object" && value !== null;
var texts = (values) => values.filter((value) => typeof value === "string");
var objectsIn = (fields2, names) => names.flatMap((name) => fields2[name] ?? []).filter(isFields);
var entriesOf2 = (kustomization) => isFields(kustomization) ? texts(FIELDS.flatMap((field) => kustomization[field] ?? [])) : [];
var filesOf = (kustomization) => {
  if (!isFields(kustomization)) return [];
  const generated = objectsIn(kustomization, GENERATORS).flatMap(
    ({ files, envs, env }) => texts([files, envs, env].flat())
  );
  return [
    ...texts(objectsIn(kustomization, PATH_FIELDS).map((each) => each.path)),
    ...generated.map((entry) => entry.replace(/^[^=:/]*=/, ""))
  ];
};
var parted = (entries) => {
  const named2 = entries.filter((entry) => !entry.includes("\n"));
  return [named2.filter(isRemote), named2.filter((entry) => !isRemote(entry))];
};
var refuseOutside = async (directory, within) => {
  const real = await fs2.realpath(directory).catch(() => directory);
  if (isInside(await fs2.realpath(within), real)) return;
  throw new KubeflowError("InputError", {
    reason: "OutsideWorkspace",
    subject: "kustomization",
    fact: `a base of it is ${printable(real)}, outside the workspace`,
    remedy: "Name bases of the checked-out repository"
  });
};
async function remoteBases(directory, within) {
  const found = [];
  const seen = /* @__PURE__ */ new Set();
  const open = [path2.resolve(directory)];
  for (let next = open.pop(); next !== void 0 && seen.size < MOST_DIRECTORIES; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (within !== void 0) await refuseOutside(next, within);
    const kustomization = await readKustomization(next);
    const [remote, local] = parted(entriesOf2(kustomization));
    for (const address of [...remote, ...parted(filesOf(kustomization))[0]])
      found.push({ address, directory: next });
    open.push(...local.map((entry) => path2.resolve(next, entry)));
  }
  return found;
}

// plugins/kubeflow-node/src/apply/render/runBounded.ts
import { spawn } from "node:child_process";
var KEPT = 2e4;
var killTree = ({ pid }) => {
  if (pid === void 0) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
};
var missing = ({ program, subject }, cause) => new KubeflowError("NotFoundError", {
  reason: "ProgramMissing",
  subject,
  fact: `the program '${program}' cannot be started (${cause.code ?? cause})`,
  remedy: "Install it on the runner",
  cause
});
var tooSlow = ({ program, subject, timeoutMs }) => new KubeflowError("TimeoutError", {
  reason: "ProgramTimeout",
  subject,
  fact: `'${program}' did not end within ${timeoutMs} ms and was killed`,
  remedy: "Raise the timeout, or render where the remote bases are reachable"
});
var tooLarge = ({ program, subject, maxBytes }) => new KubeflowError("InputError", {
  reason: "ManifestsTooLarge",
  subject,
  fact: `'${program}' printed more than ${maxBytes} bytes and was killed`,
  remedy: "Deploy fewer or smaller objects at once"
});
async function runBounded(run) {
  run.signal?.throwIfAborted();
  const child = spawn(run.program, run.args, {
    cwd: run.cwd,
    env: run.env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true
  });
  let failure;
  const stop = (reason) => {
    failure ??= reason;
    killTree(child);
  };
  const onAbort = () => stop(run.signal?.reason);
  const timer = setTimeout(() => stop(tooSlow(run)), run.timeoutMs);
  run.signal?.addEventListener("abort", onAbort, { once: true });
  try {
    const end = await collect(child, run, stop);
    if (failure !== void 0) throw failure;
    return end;
  } finally {
    clearTimeout(timer);
    run.signal?.removeEventListener("abort", onAbort);
  }
}
function collect(child, run, stop) {
  const chunks = [];
  let bytes = 0;
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    bytes += chunk.byteLength;
    if (bytes > run.maxBytes) stop(tooLarge(run));
    else chunks.push(chunk);
  });
  child.stderr.setEncoding("utf8").on("data", (chunk) => {
    stderr = (stderr + chunk).slice(-KEPT);
  });
  return new Promise((resolve2, reject) => {
    child.once("error", (error) => reject(missing(run, error)));
    child.once(
      "close",
      (code) => resolve2({ code, stdout: Buffer.concat(chunks), stderr })
    );
  });
}

// plugins/kubeflow-node/src/apply/render/renderKustomization.ts
async function refuseUnpinned({ directory, address, within }) {
  if (address !== void 0) requirePinned(address, "kustomization");
  if (directory === void 0) return;
  for (const base of await remoteBases(directory, within))
    requirePinned(base.address, `kustomization in ${base.directory}`);
}
async function renderKustomization(request) {
  const { directory, address, kubectl = "kubectl", env } = request;
  const target = directory ?? address;
  if (target === void 0 || directory && address)
    throw new TypeError("exactly one of directory and address is needed");
  await refuseUnpinned(request);
  const subject = `kustomization ${withoutCredentials(target)}`;
  const end = await withKubectlRemedy(
    runBounded({
      program: kubectl,
      // A target that begins with a dash is no option.
      args: ["kustomize", "--", target],
      env: childEnvironment(process.env, env),
      timeoutMs: request.timeoutMs,
      signal: request.signal,
      maxBytes: manifestLimits.fileBytes,
      subject
    })
  );
  if (end.code !== 0) throw kustomizeFailure(end, subject);
  return {
    path: `kustomize build ${withoutCredentials(target)}`,
    content: end.stdout
  };
}

// plugins/kubeflow-node/src/installation/baseManifests.ts
var import_yaml2 = __toESM(require_dist());
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

// plugins/kubeflow-node/src/apply/manifests/readManifestSources.ts
import fs3 from "node:fs/promises";
import path3 from "node:path";
var EXTENSIONS = [".yaml", ".yml", ".json"];
var GLOB = /[*?[\]{}]/;
var tooMuch = (given, fact) => new KubeflowError("InputError", {
  reason: "ManifestsTooLarge",
  subject: `manifests '${given}'`,
  fact,
  remedy: "Name fewer or smaller files"
});
var nothing = (given, hint) => new KubeflowError("InputError", {
  reason: "NoFileMatches",
  subject: `manifests '${given}'`,
  fact: "they matched 0 files",
  remedy: `Check the path, and that actions/checkout runs before this step. ${hint}`
});
async function filesOfDirectory(given, { shown: shown2, absolute }) {
  const entries = await fs3.readdir(absolute, { withFileTypes: true });
  const files = entries.filter(
    (entry) => !entry.isDirectory() && EXTENSIONS.includes(path3.extname(entry.name))
  ).map(({ name }) => shown2 === "." ? name : `${shown2}/${name}`);
  if (files.length === 0)
    throw nothing(
      given,
      `Subdirectories are not searched: for those write '${path3.posix.join(
        shown2,
        "**/*.yaml"
      )}'`
    );
  return files.sort();
}
async function filesOfGlob(given, workspace) {
  if (path3.isAbsolute(given) || given.split(/[\\/]/).includes(".."))
    throw new KubeflowError("InputError", {
      reason: "OutsideWorkspace",
      subject: `manifests '${given}'`,
      fact: "this is no pattern below the workspace",
      remedy: "Write it relative to the repository, without .."
    });
  const files = [];
  const found = fs3.glob(given, { cwd: workspace, withFileTypes: true });
  for await (const entry of found) {
    if (entry.isDirectory()) continue;
    const file = path3.join(entry.parentPath, entry.name);
    files.push(path3.relative(workspace, file).split(path3.sep).join("/"));
    if (files.length > manifestLimits.files) break;
  }
  if (files.length === 0) throw nothing(given, "A * does not match /");
  return files.sort();
}
async function filesOf2(given, workspace) {
  const exact = await workspacePath(given, workspace).catch((error) => {
    if (!GLOB.test(given)) throw error;
    return void 0;
  });
  if (!exact) return filesOfGlob(given, await fs3.realpath(workspace));
  const stat = await fs3.stat(exact.absolute);
  return stat.isDirectory() ? filesOfDirectory(given, exact) : [exact.shown];
}
async function readOne(file) {
  const { shown: shown2, absolute } = file;
  const stat = await fs3.stat(absolute);
  if (!stat.isFile())
    throw new KubeflowError("InputError", {
      reason: "NotAFile",
      subject: `manifests '${shown2}'`,
      fact: "this is neither a file nor a directory",
      remedy: "Name a file, a directory or a pattern"
    });
  if (stat.size > manifestLimits.fileBytes)
    throw tooMuch(
      shown2,
      `the file has ${stat.size} bytes, more than the ${manifestLimits.fileBytes} allowed`
    );
  return { path: shown2, content: await fs3.readFile(absolute) };
}
async function readManifestSources(given, { workspace }) {
  const files = await filesOf2(given, workspace);
  if (files.length > manifestLimits.files)
    throw tooMuch(given, `they are more than ${manifestLimits.files} files`);
  const sources = [];
  let bytes = 0;
  for (const file of files) {
    const source = await readOne(await workspacePath(file, workspace));
    bytes += source.content.byteLength;
    if (bytes > manifestLimits.totalBytes)
      throw tooMuch(
        given,
        `they have more than ${manifestLimits.totalBytes} bytes together`
      );
    sources.push(source);
  }
  return sources;
}

// plugins/kubeflow-node/src/apply/render/checkKubectl.ts
var TIMEOUT_MS = 1e4;
var MAX_BYTES2 = 64 * 1024;
var OLDEST_KUSTOMIZE = 5;
var parse2 = (stdout) => {
  try {
    return JSON.parse(new TextDecoder().decode(stdout));
  } catch {
    return {};
  }
};
async function checkKubectl(kubectl = "kubectl") {
  const { code, stdout, stderr } = await withKubectlRemedy(
    runBounded({
      program: kubectl,
      args: ["version", "--client", "-o", "json"],
      env: childEnvironment(process.env),
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES2,
      subject: "kubectl"
    })
  );
  const { clientVersion, kustomizeVersion } = parse2(stdout);
  const version = clientVersion?.gitVersion?.match(/^v?(\d+\.\d+\.\d+)/)?.[1];
  if (code !== 0 || !version)
    throw new KubeflowError("InputError", {
      reason: "KubectlUnusable",
      subject: "kubectl",
      fact: `'${kubectl} version --client -o json' does not tell its version: ${stderr.trim().slice(0, 500) || `exit code ${code}`}`,
      remedy: installKubectl
    });
  const kustomize = kustomizeVersion?.match(/^v?(\d+)\.\d+\.\d+/);
  if (!kustomize || Number(kustomize[1]) < OLDEST_KUSTOMIZE)
    throw new KubeflowError("InputError", {
      reason: "KubectlTooOld",
      subject: "kubectl",
      fact: `kubectl ${version} has kustomize ${kustomizeVersion ?? "of an unknown version"}; ${OLDEST_KUSTOMIZE}.0.0 or newer is needed`,
      remedy: installKubectl
    });
  return { version, kustomizeVersion: kustomize[0].replace(/^v/, "") };
}

// plugins/kubeflow-node/src/installation/baseManifests.ts
var KUSTOMIZATIONS2 = [
  "kustomization.yaml",
  "kustomization.yml",
  "Kustomization"
];
var isKustomization = (directory) => KUSTOMIZATIONS2.some((name) => existsSync(join(directory, name)));
var renderFile = async (address, { kubectl, timeoutMs, signal, env }) => {
  const directory = await mkdtemp(join(tmpdir(), "kubeflow-fleet-source-"));
  try {
    await writeFile(
      join(directory, "kustomization.yaml"),
      (0, import_yaml2.stringify)({ resources: [address] })
    );
    return await renderKustomization({
      directory,
      kubectl,
      timeoutMs,
      signal,
      env
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};
var readSource = async (source, options) => {
  const { kubectl, timeoutMs, signal, env, bodies, workspace } = options;
  if (source.kind === "remote") {
    const { address } = source;
    const rendered2 = /\.(ya?ml|json)$/.test(new URL(address).pathname) ? await renderFile(address, options) : await renderKustomization({ address, kubectl, timeoutMs, signal, env });
    return parseManifests([{ ...rendered2, path: address }], { bodies });
  }
  const directory = resolve(workspace, source.path);
  if (!isKustomization(directory))
    return parseManifests(
      await readManifestSources(source.path, { workspace }),
      { bodies }
    );
  const rendered = await renderKustomization({
    directory,
    within: workspace,
    kubectl,
    timeoutMs,
    signal,
    env
  });
  return parseManifests(
    [{ ...rendered, path: `kustomize build ${source.path}` }],
    { bodies }
  );
};
var keyOf = (source) => source.kind === "remote" ? source.address : source.path;
var lastOfEach = (all) => [
  ...new Map(
    all.flat().map((manifest) => [resourceKey(manifest.id), manifest])
  ).values()
];
var needsRecentKubectl = ({ kubeflow }) => kubeflow.profile === "platform" && kubeflow.manifests === void 0;
var baseManifests = async (cluster, sources, options) => {
  if (needsRecentKubectl(cluster)) await checkKubectl(options.kubectl);
  return lastOfEach(
    await Promise.all(
      sources.map(
        (source) => options.bases.get(keyOf(source), () => readSource(source, options))
      )
    )
  );
};

// plugins/kubeflow-node/src/installation/configChecksum.ts
import { createHash as createHash4 } from "node:crypto";

// plugins/kubeflow-node/src/installation/overlay/workload.ts
var KINDS = ["Deployment", "StatefulSet", "DaemonSet"];
var isWorkload = ({ kind, apiVersion }) => KINDS.includes(kind) && apiVersion.startsWith("apps/");
var workloadSpec = (object) => object.spec ?? {};
var podSpec = (object) => workloadSpec(object).template?.spec ?? {};
var containersOf = (object) => {
  const spec = podSpec(object);
  return ["initContainers", "containers"].flatMap(
    (list) => (spec[list] ?? []).map((container) => ({ list, container }))
  );
};

// plugins/kubeflow-node/src/installation/configChecksum.ts
var CHECKSUM_ANNOTATION = "kubeflow-fleet/config-checksum";
var readConfigs = (workload) => {
  const names = [];
  for (const { container } of containersOf(workload)) {
    for (const { valueFrom } of container.env ?? [])
      names.push(valueFrom?.configMapKeyRef?.name);
    for (const { configMapRef } of container.envFrom ?? [])
      names.push(configMapRef?.name);
  }
  for (const { configMap, projected } of podSpec(workload).volumes ?? []) {
    names.push(configMap?.name);
    for (const source of projected?.sources ?? [])
      names.push(source.configMap?.name);
  }
  return new Set(names.filter((name) => name !== void 0));
};
var READ_BY_NAME = {
  "ml-pipeline": ["kfp-launcher"]
};
var withChecksum = (workload, checksum) => {
  const spec = workload.spec;
  const metadata = spec.template?.metadata;
  return {
    ...workload,
    spec: {
      ...spec,
      template: {
        ...spec.template,
        metadata: {
          ...metadata,
          annotations: {
            ...metadata?.annotations,
            [CHECKSUM_ANNOTATION]: checksum
          }
        }
      }
    }
  };
};
var configDigests = (manifests) => new Map(
  manifests.filter(({ id }) => id.kind === "ConfigMap" && id.group === "").map(({ id, ...manifest }) => {
    const { data, binaryData } = manifest.object();
    const text = JSON.stringify([data, binaryData]);
    const digest = createHash4("sha256").update(text).digest("hex");
    return [`${id.namespace}/${id.name}`, digest];
  })
);
var CANDIDATES = ["Deployment", "StatefulSet", "DaemonSet"];
var withConfigChecksums = (manifests, { bodies }) => {
  const digests = configDigests(manifests);
  return manifests.map((manifest) => {
    const { id, source } = manifest;
    if (!CANDIDATES.includes(id.kind)) return manifest;
    const object = manifest.object();
    if (!isWorkload(object)) return manifest;
    const names = [...readConfigs(object), ...READ_BY_NAME[id.name] ?? []];
    const read = names.map((name) => digests.get(`${id.namespace}/${name}`)).filter((digest) => digest !== void 0).sort();
    if (read.length === 0) return manifest;
    const checksum = createHash4("sha256").update(read.join()).digest("hex");
    return manifestOf(withChecksum(object, checksum.slice(0, 16)), {
      source,
      bodies
    });
  });
};

// plugins/kubeflow-node/src/installation/images/imageReference.ts
var PART = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
var SUFFIX = /^((?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?)$/;
var isHost = (part2) => part2.includes(".") || part2.includes(":") || part2 === "localhost";
var splitSuffix = (text) => {
  const at = text.indexOf("@");
  const named2 = at < 0 ? text : text.slice(0, at);
  const colon = named2.indexOf(":", named2.lastIndexOf("/") + 1);
  const end = colon < 0 ? named2.length : colon;
  return [named2.slice(0, end), text.slice(end)];
};
var parseImage = (text) => {
  const [name, suffix] = splitSuffix(text);
  const [first = "", ...rest] = name.split("/");
  const hosted = rest.length > 0 && isHost(first);
  const host = hosted ? first : "docker.io";
  const parts = hosted ? rest : [first, ...rest];
  if (!SUFFIX.test(suffix) || !parts.every((part2) => PART.test(part2)))
    return void 0;
  const official = host === "docker.io" && parts.length === 1;
  return {
    host: host === "index.docker.io" ? "docker.io" : host,
    repository: [...official ? ["library"] : [], ...parts].join("/"),
    suffix
  };
};
var canonicalImage = (text) => {
  const image = parseImage(text);
  if (!image) return text;
  return `${image.host}/${image.repository}${image.suffix || ":latest"}`;
};
var mirroredImage = (text, registry) => {
  const image = parseImage(text);
  if (!image || text.startsWith(`${registry}/`)) return text;
  return `${registry}/${image.host}/${image.repository}${image.suffix}`;
};

// plugins/kubeflow-node/src/installation/images/findImages.ts
var REGISTRIES = "(?:ghcr\\.io|gcr\\.io|[a-z]+\\.gcr\\.io|quay\\.io|docker\\.io|registry\\.k8s\\.io|k8s\\.gcr\\.io|public\\.ecr\\.aws|nvcr\\.io|mcr\\.microsoft\\.com|[a-z0-9-]+-docker\\.pkg\\.dev|\\d{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com(?:\\.cn)?)";
var NAME = "[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*";
var SUFFIX2 = "(?::[\\w][\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?";
var HOSTED = new RegExp(
  `(?<![\\w./@-])${REGISTRIES}/${NAME}${SUFFIX2}(?![\\w/])`,
  "g"
);
var NAMED = new RegExp(
  `["']?\\w*[iI]mage["']?[ \\t]*[:=][ \\t]*["']?(${NAME}${SUFFIX2})["']?[ \\t]*(?=[,}\\n\\r#]|$)`,
  "g"
);
var isImageName = (key) => typeof key === "string" && /image$/i.test(key.replace(/_/g, ""));
var looksLikeImage = (text) => /[/:@]/.test(text) && !/^(true|false|\d+)$/.test(text) && parseImage(text) !== void 0;
var inText = (text) => {
  const hosted = [...text.matchAll(HOSTED)].map((match) => ({
    at: match.index,
    image: match[0]
  }));
  const named2 = [...text.matchAll(NAMED)].map((match) => ({
    at: match.index + match[0].indexOf(match[1], match[0].search(/[:=]/)),
    image: match[1]
  })).filter(({ image }) => looksLikeImage(image));
  const found = new Map(
    [...named2, ...hosted].map(({ at, image }) => [at, image])
  );
  return [...found].sort(([a], [b]) => a - b).map(([, image]) => image);
};
var isContainerImage = ({ path: path4 }) => path4.at(-1) === "image" && typeof path4.at(-2) === "number" && ["containers", "initContainers", "ephemeralContainers"].includes(
  String(path4.at(-3))
);
var isVariableOfImage = ({ path: path4, parent }) => path4.at(-1) === "value" && isImageName(parent?.name);
var imagesIn = (text, place) => {
  const whole = isImageName(place.path.at(-1)) || isVariableOfImage(place);
  if (whole && (isContainerImage(place) || looksLikeImage(text)))
    return parseImage(text) ? [text] : [];
  return inText(text);
};
var findImages = (object) => {
  if (object.kind === "CustomResourceDefinition") return [];
  const uses = [];
  const visit = (value, place) => {
    if (typeof value === "string") {
      const images = imagesIn(value, place);
      if (images.length > 0)
        uses.push({
          path: place.path,
          text: value,
          images,
          isContainer: isContainerImage(place)
        });
    } else if (Array.isArray(value))
      value.forEach(
        (item, index) => visit(item, { path: [...place.path, index], parent: value })
      );
    else if (typeof value === "object" && value !== null)
      for (const [key, item] of Object.entries(value))
        visit(item, { path: [...place.path, key], parent: value });
  };
  for (const [key, value] of Object.entries(object))
    if (key !== "metadata") visit(value, { path: [key], parent: object });
  return uses;
};

// plugins/kubeflow-node/src/installation/images/injectedImages.ts
var HUB = /"hub":\s*"([^"]+)"/;
var TAG = /"tag":\s*"([^"]+)"/;
var PROXY = "proxyv2";
var injectedImages = (object) => {
  if (object.kind !== "ConfigMap" || object.metadata.name !== "istio-sidecar-injector")
    return [];
  const { values = "" } = object.data ?? {};
  const hub = HUB.exec(values)?.[1];
  const tag = TAG.exec(values)?.[1];
  return hub && tag ? [`${hub}/${PROXY}:${tag}`] : [];
};

// plugins/kubeflow-node/src/installation/images/imagesOf.ts
var untaggedNames = (object) => findImages(object).flatMap(
  ({ images, text, isContainer: isContainer2 }) => images.filter(
    (image) => !isContainer2 && text !== image && parseImage(image)?.suffix === ""
  ).map(canonicalImage)
);
var imagesOfObjects = (objects) => {
  const loose = new Set(objects.flatMap(untaggedNames));
  const all = objects.flatMap((object) => [
    ...findImages(object).flatMap(({ images }) => images.map(canonicalImage)),
    ...injectedImages(object)
  ]);
  return [...new Set(all)].filter((image) => !loose.has(image)).sort();
};
var imagesOf = (manifests) => imagesOfObjects(
  manifests.filter(({ id }) => id.kind !== "CustomResourceDefinition").map((manifest) => manifest.object())
);

// plugins/kubeflow-node/src/installation/overlay/kustomization.ts
var import_yaml3 = __toESM(require_dist());
var BASE_FILE = "base.yaml";
var escapeRegExp = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
var targetOf = ({ apiVersion, kind, metadata }) => {
  const slash = apiVersion.indexOf("/");
  return {
    ...slash < 0 ? {} : { group: apiVersion.slice(0, slash) },
    version: apiVersion.slice(slash + 1),
    kind,
    // Read as regular expressions.
    name: escapeRegExp(metadata.name),
    ...metadata.namespace ? { namespace: escapeRegExp(metadata.namespace) } : {}
  };
};
var withIdentity = ({ apiVersion, kind, metadata }, body) => {
  const { metadata: changed, ...rest } = body;
  const { name, namespace } = metadata;
  return {
    apiVersion,
    kind,
    metadata: { name, ...namespace ? { namespace } : {}, ...changed },
    ...rest
  };
};
var patchEntry = ({ object, body }) => ({
  target: targetOf(object),
  patch: (0, import_yaml3.stringify)(Array.isArray(body) ? body : withIdentity(object, body), {
    lineWidth: 0
  })
});
var imageEntries = ({ newImages }) => [...newImages].sort(([a], [b]) => a < b ? -1 : 1).map(([name, newName]) => ({ name, newName }));
var isEmptyOverlay = (draft) => draft.patches.length + draft.replacements.length + draft.newImages.size === 0 && draft.namespace === void 0;
var kustomizationOf = (draft) => {
  const images = imageEntries(draft);
  const patches = [...draft.replacements, ...draft.patches].map(patchEntry);
  return (0, import_yaml3.stringify)(
    {
      apiVersion: "kustomize.config.k8s.io/v1beta1",
      kind: "Kustomization",
      resources: [BASE_FILE],
      ...draft.namespace ? { namespace: draft.namespace } : {},
      ...patches.length > 0 ? { patches } : {},
      ...images.length > 0 ? { images } : {}
    },
    { lineWidth: 0 }
  );
};
var changedManifests = (draft, manifests) => {
  const kept = manifests.filter(
    ({ id }) => !draft.removed.has(resourceKey(id))
  );
  if (draft.namespace !== void 0) return kept;
  const patched = [...draft.patches, ...draft.replacements];
  const keys = /* @__PURE__ */ new Set([
    ...draft.reimaged,
    ...patched.map(({ object }) => draft.keyOf(object))
  ]);
  return kept.filter(({ id }) => keys.has(resourceKey(id)));
};

// plugins/kubeflow-node/src/installation/overlay/artifacts.ts
var import_yaml4 = __toESM(require_dist());

// plugins/kubeflow-node/src/installation/overlay/artifactAccess.ts
var ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";
var SERVICE_ACCOUNTS = [
  "ml-pipeline",
  "pipeline-runner",
  "ml-pipeline-ui",
  "argo"
];
var patchProfiles = (draft, role) => {
  for (const profile of draft.objects("Profile")) {
    const { plugins = [] } = profile.spec ?? {};
    const others = plugins.filter(
      ({ kind }) => kind !== "AwsIamForServiceAccount"
    );
    draft.patch(profile, {
      spec: {
        plugins: [
          ...others,
          {
            kind: "AwsIamForServiceAccount",
            // Only the annotation: the controller has no right to edit the role's trust policy.
            spec: { awsIamRole: role, annotateOnly: true }
          }
        ]
      }
    });
  }
};
var usesProfiles = ({ kubeflow }) => kubeflow.profile !== "pipelines";
var annotateAccounts = (draft, role) => {
  for (const name of SERVICE_ACCOUNTS) {
    const account = draft.find("ServiceAccount", name);
    if (account)
      draft.patch(account, {
        metadata: { annotations: { [ROLE_ANNOTATION]: role } }
      });
    else if (name !== "pipeline-runner" || !usesProfiles(draft.cluster))
      draft.warn(
        `artifacts.role: there is no ServiceAccount ${name} to give the role to`
      );
  }
  if (!usesProfiles(draft.cluster)) return;
  patchProfiles(draft, role);
  draft.warn(
    `artifacts.role: profiles that are not in the manifests need the plugin AwsIamForServiceAccount with {awsIamRole: ${role}, annotateOnly: true}, or runs in them cannot reach the bucket`
  );
};
var grantAccess = (draft) => {
  const { artifacts, kubeflow } = draft.cluster;
  const { role, access = role ? "irsa" : "node-role" } = artifacts;
  if (access === "irsa" && role) annotateAccounts(draft, role);
  if (access === "pod-identity") {
    const accounts = SERVICE_ACCOUNTS.join(", ");
    const profiles = usesProfiles(draft.cluster) ? ", and default-editor in the namespace of every profile" : "";
    draft.warn(
      `artifacts.access: pod-identity needs an association of ${role ?? "the role"} with the service accounts ${accounts} in namespace ${kubeflow.namespace}${profiles}; provision-cluster makes them, or \`aws eks create-pod-identity-association\``
    );
  }
};

// plugins/kubeflow-node/src/installation/overlay/artifactStore.ts
var artifactStore = ({
  artifacts,
  region: home
}) => {
  const { bucket, region = home } = artifacts;
  if (!bucket) return void 0;
  return {
    bucket,
    region,
    endpoint: artifacts.endpoint ?? `s3.${region}.${dnsSuffix(region)}`,
    pipelineRoot: artifacts.pipelineRoot ?? `s3://${bucket}/v2/artifacts`
  };
};
var launcherProviders = ({ endpoint, region }) => JSON.stringify({
  s3: {
    default: {
      endpoint,
      region,
      disableSSL: false,
      credentials: { fromEnv: true }
    }
  }
});

// plugins/kubeflow-node/src/installation/overlay/patches.ts
var configData = (config) => config.data ?? {};
var patchConfig = (draft, config, data) => draft.patch(config, { data });
var templatePatch = (spec) => ({
  spec: { template: { spec } }
});
var environmentPatch = (draft, workload, environment) => {
  const [container] = podSpec(workload).containers ?? [];
  if (!container) return;
  const present = new Map(
    (container.env ?? []).map((entry) => [entry.name, entry])
  );
  const env = Object.entries(environment).map(([name, value]) => ({
    name,
    value,
    // Without this both would stand there, which the API server refuses.
    ...present.get(name)?.valueFrom ? { valueFrom: null } : {}
  }));
  draft.patch(
    workload,
    templatePatch({ containers: [{ name: container.name, env }] })
  );
};

// plugins/kubeflow-node/src/installation/overlay/profileScript.ts
var PROFILE_SCRIPT = `import json
import os
from http.server import BaseHTTPRequestHandler, HTTPServer

ENV = os.environ
BUCKET = ENV["ARTIFACT_BUCKET"]
REGION = ENV["ARTIFACT_REGION"]
ENDPOINT = ENV["ARTIFACT_ENDPOINT"]
SYSTEM = ENV.get("KUBEFLOW_NAMESPACE", "kubeflow")
DOMAIN = "." + ENV.get("CLUSTER_DOMAIN", ".svc.cluster.local").lstrip(".")
PROXY = ENV.get("ARTIFACTS_PROXY_ENABLED", "true").lower() == "true"
IMAGE = "%s:%s" % (
    ENV.get("FRONTEND_IMAGE", "ghcr.io/kubeflow/kfp-frontend"),
    ENV.get("FRONTEND_TAG") or ENV.get("KFP_VERSION", ""),
)
SIDECAR = (
    {"sidecar.istio.io/inject": "false"}
    if ENV.get("DISABLE_ISTIO_SIDECAR") == "true"
    else {}
)
DATE = "{{workflow.creationTimestamp.Y}}/{{workflow.creationTimestamp.m}}/{{workflow.creationTimestamp.d}}"


def config(namespace, name, data, annotations=None):
    metadata = {"name": name, "namespace": namespace}
    if annotations:
        metadata["annotations"] = annotations
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": data}


def configs(namespace):
    prefix = "private-artifacts/" + namespace
    provider = {
        "endpoint": ENDPOINT,
        "region": REGION,
        "disableSSL": False,
        "credentials": {"fromEnv": True},
    }
    repository = {
        "archiveLogs": True,
        "s3": {
            "endpoint": ENDPOINT,
            "bucket": BUCKET,
            "region": REGION,
            "insecure": False,
            "useSDKCreds": True,
            "keyFormat": prefix + "/{{workflow.name}}/" + DATE + "/{{pod.name}}",
        },
    }
    return [
        config(namespace, "kfp-launcher", {
            "defaultPipelineRoot": "s3://%s/%s/v2/artifacts" % (BUCKET, prefix),
            "providers": json.dumps({"s3": {"default": provider}}),
            "clusterDomain": DOMAIN,
        }),
        config(namespace, "metadata-grpc-configmap", {
            "METADATA_GRPC_SERVICE_HOST": "metadata-grpc-service." + SYSTEM,
            "METADATA_GRPC_SERVICE_PORT": "8080",
        }),
        config(
            namespace,
            "artifact-repositories",
            {"default-namespaced": json.dumps(repository)},
            {"workflows.argoproj.io/default-artifact-repository": "default-namespaced"},
        ),
    ]


def artifact_server(namespace):
    name = "ml-pipeline-ui-artifact"
    labels = {"app": name}
    metadata = {"name": name, "namespace": namespace, "labels": labels}
    container = {
        "name": name,
        "image": IMAGE,
        "imagePullPolicy": "IfNotPresent",
        "ports": [{"containerPort": 3000}],
        "env": [
            {"name": "AWS_REGION", "value": REGION},
            {"name": "AWS_S3_ENDPOINT", "value": ENDPOINT},
            {"name": "ML_PIPELINE_SERVICE_HOST", "value": "ml-pipeline." + SYSTEM + DOMAIN},
            {"name": "ML_PIPELINE_SERVICE_PORT", "value": "8888"},
            {"name": "FRONTEND_SERVER_NAMESPACE", "value": namespace},
            {"name": "CLUSTER_DOMAIN", "value": DOMAIN},
        ],
        "resources": {
            "requests": {"cpu": "10m", "memory": "70Mi"},
            "limits": {"cpu": "100m", "memory": "500Mi"},
        },
    }
    template = {
        "metadata": {"labels": labels, "annotations": SIDECAR},
        "spec": {"containers": [container], "serviceAccountName": "default-editor"},
    }
    port = {"name": "http", "port": 80, "protocol": "TCP", "targetPort": 3000}
    return [
        {
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": metadata,
            "spec": {"selector": {"matchLabels": labels}, "template": template},
        },
        {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": metadata,
            "spec": {"ports": [port], "selector": labels},
        },
    ]


def sync(observed):
    metadata = observed["object"].get("metadata", {})
    namespace = metadata.get("name")
    if metadata.get("labels", {}).get("pipelines.kubeflow.org/enabled") != "true":
        return {"status": {}, "attachments": []}
    desired = configs(namespace) + (artifact_server(namespace) if PROXY else [])
    there = observed.get("attachments", {})
    ready = len(there.get("ConfigMap.v1", {})) == 3 and (
        not PROXY
        or len(there.get("Deployment.apps/v1", {})) == 1
        and len(there.get("Service.v1", {})) == 1
    )
    return {
        "status": {"kubeflow-pipelines-ready": "True" if ready else "False"},
        "attachments": desired,
    }


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("content-length", 0))
        answer = json.dumps(sync(json.loads(self.rfile.read(length)))).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(answer)


if __name__ == "__main__":
    HTTPServer(("", int(ENV.get("CONTROLLER_PORT", "8080"))), Hook).serve_forever()
`;

// plugins/kubeflow-node/src/installation/overlay/profileController.ts
var CONTROLLER = "kubeflow-pipelines-profile-controller";
var CODE = /^kubeflow-pipelines-profile-controller-code(-|$)/;
var FILE = "sync.py";
var FRONTEND_IMAGE = "ghcr.io/kubeflow/kfp-frontend";
var STORE_VARIABLES = /^(AWS_|S3_|MINIO_|OBJECT_STORE_HOST|ARTIFACT_RETENTION_DAYS)/;
var profileScript = (draft, store) => {
  if (draft.cluster.kubeflow.profile === "pipelines") return void 0;
  const controller = draft.find("Deployment", CONTROLLER);
  const code = draft.objects("ConfigMap").find(
    (object) => CODE.test(object.metadata.name) && FILE in configData(object)
  );
  const [container] = controller ? podSpec(controller).containers ?? [] : [];
  if (!controller || !code || !container) {
    draft.warn(
      `artifacts.bucket: there is no Deployment ${CONTROLLER} with its code, so runs in profiles keep what their namespaces say`
    );
    return void 0;
  }
  const registry = draft.cluster.images?.registry;
  patchConfig(draft, code, { [FILE]: PROFILE_SCRIPT });
  const gone = (container.env ?? []).filter(({ name }) => STORE_VARIABLES.test(name)).map(({ name }) => ({ name, $patch: "delete" }));
  const env = Object.entries({
    ARTIFACT_BUCKET: store.bucket,
    ARTIFACT_REGION: store.region,
    ARTIFACT_ENDPOINT: store.endpoint,
    KUBEFLOW_NAMESPACE: draft.cluster.kubeflow.namespace,
    ...registry ? { FRONTEND_IMAGE: mirroredImage(FRONTEND_IMAGE, registry) } : {}
  }).map(([name, value]) => ({ name, value }));
  draft.patch(
    controller,
    templatePatch({
      containers: [{ name: container.name, env: [...gone, ...env] }]
    })
  );
  return controller;
};

// plugins/kubeflow-node/src/installation/overlay/artifacts.ts
var ARTIFACT_SECRET = "mlpipeline-minio-artifact";
var STORE_NAME = /(^|-)(seaweedfs|minio)(-|$)/;
var removeStore = (draft) => {
  const namespace = draft.sourceNamespace;
  const gone = draft.objects().filter(
    ({ metadata }) => metadata.namespace === namespace && STORE_NAME.test(metadata.name)
  );
  for (const object of gone) draft.remove(object);
};
var apiServerEnvironment = ({ endpoint, region }) => {
  const [host, port = ""] = endpoint.split(":");
  return {
    OBJECTSTORECONFIG_HOST: host,
    OBJECTSTORECONFIG_PORT: port,
    OBJECTSTORECONFIG_REGION: region,
    OBJECTSTORECONFIG_SECURE: "true",
    // The image's own config.json holds minio's keys: only a variable that is there and empty hides them.
    OBJECTSTORECONFIG_ACCESSKEY: "",
    OBJECTSTORECONFIG_SECRETACCESSKEY: ""
  };
};
var uiEnvironment = (store, keyFormat) => ({
  AWS_REGION: store.region,
  AWS_S3_ENDPOINT: store.endpoint,
  ARGO_ARCHIVE_ARTIFACTORY: "s3",
  ARGO_ARCHIVE_BUCKETNAME: store.bucket,
  ...keyFormat ? { ARGO_KEYFORMAT: keyFormat } : {}
});
var argoRepository = (text, store) => {
  const document = (0, import_yaml4.parseDocument)(text);
  if (document.errors.length > 0 || !(0, import_yaml4.isMap)(document.get("s3")))
    return void 0;
  document.setIn(["s3", "endpoint"], store.endpoint);
  document.setIn(["s3", "bucket"], store.bucket);
  document.setIn(["s3", "region"], store.region);
  document.setIn(["s3", "insecure"], false);
  document.setIn(["s3", "useSDKCreds"], true);
  document.deleteIn(["s3", "accessKeySecret"]);
  document.deleteIn(["s3", "secretKeySecret"]);
  const keyFormat = document.getIn(["s3", "keyFormat"]);
  return {
    text: document.toString({ lineWidth: 0 }),
    keyFormat: typeof keyFormat === "string" ? keyFormat : void 0
  };
};
var patchArgo = (draft, store) => {
  const name = "workflow-controller-configmap";
  const config = draft.find("ConfigMap", name);
  const written = config && configData(config).artifactRepository;
  const repository = written === void 0 ? void 0 : argoRepository(written, store);
  if (config && repository)
    patchConfig(draft, config, { artifactRepository: repository.text });
  else
    draft.warn(
      `artifacts.bucket: there is no ConfigMap ${name} with an S3 artifactRepository, so logs and outputs of Argo are not written to the bucket`
    );
  return repository?.keyFormat;
};
var dropSecretVariables = (draft, handled) => {
  for (const object of draft.objects().filter(isWorkload)) {
    if (handled.includes(object)) continue;
    for (const { list, container } of containersOf(object)) {
      const names = (container.env ?? []).filter(
        ({ valueFrom }) => valueFrom?.secretKeyRef?.name === ARTIFACT_SECRET
      ).map(({ name }) => name);
      if (names.length > 0)
        draft.patch(object, {
          spec: {
            template: {
              spec: {
                [list]: [
                  {
                    name: container.name,
                    env: names.map((name) => ({ name, $patch: "delete" }))
                  }
                ]
              }
            }
          }
        });
    }
  }
};
var patchServers = (draft, store, keyFormat) => {
  const environments = {
    "ml-pipeline": apiServerEnvironment(store),
    "ml-pipeline-ui": uiEnvironment(store, keyFormat)
  };
  for (const [name, environment] of Object.entries(environments)) {
    const deployment = draft.find("Deployment", name);
    if (deployment) environmentPatch(draft, deployment, environment);
    else
      draft.warn(
        `artifacts.bucket: there is no Deployment ${name} to tell the bucket to`
      );
  }
};
var patchConfigs = (draft, store) => {
  const values = {
    "pipeline-install-config": {
      bucketName: store.bucket,
      defaultPipelineRoot: store.pipelineRoot
    },
    "kfp-launcher": {
      defaultPipelineRoot: store.pipelineRoot,
      providers: launcherProviders(store)
    }
  };
  for (const [name, data] of Object.entries(values)) {
    const config = draft.find("ConfigMap", name);
    if (config) patchConfig(draft, config, data);
    else
      draft.warn(
        `artifacts.bucket: there is no ConfigMap ${name} to write the bucket into`
      );
  }
};
var useBucket = (draft) => {
  const store = artifactStore(draft.cluster);
  if (!store) return;
  const keyFormat = patchArgo(draft, store);
  patchConfigs(draft, store);
  patchServers(draft, store, keyFormat);
  grantAccess(draft);
  removeStore(draft);
  const apiServer = draft.find("Deployment", "ml-pipeline");
  const controller = profileScript(draft, store);
  dropSecretVariables(
    draft,
    [apiServer, controller].filter((object) => object !== void 0)
  );
};

// plugins/kubeflow-node/src/installation/overlay/cache.ts
var DEPLOYER = "cache-deployer-deployment";
var CACHE_NAMES = /^cache-(server|deployer)|^kubeflow-pipelines-cache(-|$)/;
var leaveOutCache = (draft) => {
  if (!draft.find("Deployment", DEPLOYER)) return;
  if (draft.context.ownSource) {
    draft.warn(
      `the manifests hold Deployment ${DEPLOYER}, which never gets its certificate on EKS: it and cache-server stay unready. Remove both; only pipelines of version 1 use them`
    );
    return;
  }
  for (const object of draft.objects())
    if (CACHE_NAMES.test(object.metadata.name)) draft.remove(object);
};

// plugins/kubeflow-node/src/installation/overlay/database.ts
var DATABASE_SECRET = "mysql-secret";
var SERVER_NAMES = /^(ml-pipeline-)?mysql(-pv-claim)?$/;
var removeServer = (draft) => {
  const namespace = draft.sourceNamespace;
  const gone = draft.objects().filter(
    ({ kind, metadata }) => metadata.namespace === namespace && (SERVER_NAMES.test(metadata.name) || // Applying it would overwrite the password that it holds.
    kind === "Secret" && metadata.name === DATABASE_SECRET)
  );
  for (const object of gone) draft.remove(object);
};
var readsSecret = ({ valueFrom }) => valueFrom?.secretKeyRef?.name === DATABASE_SECRET;
var readSecret = (draft, secret) => {
  for (const workload of draft.objects().filter(isWorkload))
    for (const { list, container } of containersOf(workload)) {
      const env = (container.env ?? []).filter(readsSecret).map(({ name }) => ({
        name,
        valueFrom: { secretKeyRef: { name: secret } }
      }));
      if (env.length > 0)
        draft.patch(
          workload,
          templatePatch({ [list]: [{ name: container.name, env }] })
        );
    }
};
var useDatabase = (draft) => {
  const { database } = draft.cluster;
  if (!database) return;
  const { host, port = 3306, secret = DATABASE_SECRET } = database;
  const config = draft.find("ConfigMap", "pipeline-install-config");
  if (!config) {
    draft.warn(
      "database: there is no ConfigMap pipeline-install-config to write the host into; nothing was changed"
    );
    return;
  }
  patchConfig(draft, config, { mysqlHost: host, mysqlPort: String(port) });
  removeServer(draft);
  if (secret !== DATABASE_SECRET) readSecret(draft, secret);
  draft.warn(
    `database: the metadata server speaks MySQL without TLS and with mysql_native_password only: ${host} must allow both (RDS: require_secure_transport=0)`
  );
};

// plugins/kubeflow-node/src/installation/overlay/draft.ts
var UPSTREAM_NAMESPACE = "kubeflow";
var jsonPointer = (path4) => path4.map((key) => `/${String(key).replace(/~/g, "~0").replace(/\//g, "~1")}`).join("");
var isReadable = ({ id }) => id.kind !== "CustomResourceDefinition";
var OverlayDraft = class {
  constructor(cluster, manifests, context) {
    this.cluster = cluster;
    this.context = context;
    for (const manifest of manifests.filter(isReadable)) {
      const key = resourceKey(manifest.id);
      const object = manifest.object();
      this.byKey.set(key, object);
      this.keys.set(object, key);
    }
  }
  cluster;
  context;
  /** Applied first: their paths hold for the objects as they were. */
  replacements = [];
  patches = [];
  removed = /* @__PURE__ */ new Set();
  /** Of ours, whatever {@link namespace} says. */
  added = [];
  warnings = [];
  /** By name as written, without tag. */
  newImages = /* @__PURE__ */ new Map();
  /** Objects with a container of one of them. */
  reimaged = /* @__PURE__ */ new Set();
  /** Every object goes to this namespace; undefined leaves them where they are. */
  namespace;
  byKey = /* @__PURE__ */ new Map();
  keys = /* @__PURE__ */ new Map();
  /** Objects that are still there, definitions left out. */
  objects(...kinds) {
    return [...this.byKey].filter(
      ([key, { kind }]) => !this.removed.has(key) && (kinds.length === 0 || kinds.includes(kind))
    ).map(([, object]) => object);
  }
  /** The object of this kind and name in the installation's namespace, if it is there. */
  find(kind, name) {
    return this.objects(kind).find(
      ({ metadata }) => metadata.name === name && metadata.namespace === this.sourceNamespace
    );
  }
  /** Where the installation is in the manifests as they come: an overlay may move it. */
  get sourceNamespace() {
    return this.context.ownSource ? this.cluster.kubeflow.namespace : UPSTREAM_NAMESPACE;
  }
  /** Lays a strategic merge patch over an object; its identity is added. */
  patch(object, body) {
    this.patches.push({ object, body });
  }
  /** Replaces one text of an object. */
  replaceText(object, path4, value) {
    this.replacements.push({
      object,
      body: [{ op: "replace", path: jsonPointer(path4), value }]
    });
  }
  remove(object) {
    this.removed.add(this.keyOf(object));
  }
  /** Adds an object of ours; what stands beside the installation moves with it. */
  add(object) {
    const { namespace, ...metadata } = object.metadata;
    const moved = namespace === this.sourceNamespace ? this.cluster.kubeflow.namespace : namespace;
    this.added.push({
      ...object,
      metadata: { ...metadata, ...moved ? { namespace: moved } : {} }
    });
  }
  warn(text) {
    this.warnings.push(text);
  }
  keyOf(object) {
    return this.keys.get(object) ?? "";
  }
};

// plugins/kubeflow-node/src/installation/overlay/limits.ts
var NAME2 = "kubeflow-fleet-limits";
var GPU = "requests.nvidia.com/gpu";
var DEFAULT_REQUEST = { cpu: "10m", memory: "32Mi" };
var hardOf = ({
  cluster
}) => {
  const { gpus, cpu, memory } = cluster.limits ?? {};
  return {
    ...gpus === void 0 ? {} : { [GPU]: String(gpus) },
    ...cpu === void 0 ? {} : { "requests.cpu": cpu },
    ...memory === void 0 ? {} : { "requests.memory": memory }
  };
};
var quota = (namespace, hard) => ({
  apiVersion: "v1",
  kind: "ResourceQuota",
  metadata: { name: NAME2, namespace },
  spec: { hard }
});
var defaultRequests = (namespace, defaultRequest) => ({
  apiVersion: "v1",
  kind: "LimitRange",
  metadata: { name: NAME2, namespace },
  spec: { limits: [{ type: "Container", defaultRequest }] }
});
var limitNamespace = (draft, hard) => {
  const { namespace } = draft.cluster.kubeflow;
  draft.add(quota(namespace, hard));
  const { cpu, memory } = draft.cluster.limits ?? {};
  const defaults = {
    ...cpu === void 0 ? {} : { cpu: DEFAULT_REQUEST.cpu },
    ...memory === void 0 ? {} : { memory: DEFAULT_REQUEST.memory }
  };
  if (Object.keys(defaults).length > 0)
    draft.add(defaultRequests(namespace, defaults));
};
var limitProfiles = (draft, hard) => {
  for (const profile of draft.objects("Profile"))
    draft.patch(profile, { spec: { resourceQuotaSpec: { hard } } });
  draft.warn(
    "limits: profiles that are not in the manifests have no quota unless their spec.resourceQuotaSpec sets one; where it limits cpu or memory, the namespace needs a LimitRange with defaultRequest too, or pods that ask for nothing are refused"
  );
};
var useLimits = (draft) => {
  const hard = hardOf(draft);
  if (Object.keys(hard).length === 0) return;
  if (draft.cluster.kubeflow.profile === "pipelines")
    limitNamespace(draft, hard);
  else limitProfiles(draft, hard);
};

// plugins/kubeflow-node/src/installation/overlay/mirror.ts
var nameOf = (image) => {
  const { suffix = "" } = parseImage(image) ?? {};
  return suffix ? image.slice(0, -suffix.length) : image;
};
var replaceImages = ({ text, images }, registry) => {
  let rest = text;
  let done = "";
  for (const image of images) {
    const at = rest.indexOf(image);
    done += rest.slice(0, at) + mirroredImage(image, registry);
    rest = rest.slice(at + image.length);
  }
  return done + rest;
};
var moveImage = (draft, object, { use, registry }) => {
  if (use.isContainer) {
    const name = nameOf(use.text);
    draft.newImages.set(name, mirroredImage(name, registry));
    draft.reimaged.add(draft.keyOf(object));
    return;
  }
  const text = replaceImages(use, registry);
  if (text !== use.text) draft.replaceText(object, use.path, text);
};
var useRegistry = (draft) => {
  const registry = draft.cluster.images?.registry;
  if (!registry) return;
  const objects = draft.objects();
  if (imagesOfObjects(objects).length === 0)
    draft.warn("images.registry: the manifests name no image");
  for (const object of objects)
    for (const use of findImages(object))
      moveImage(draft, object, { use, registry });
};

// plugins/kubeflow-node/src/installation/overlay/namespace.ts
var HOST = new RegExp(
  `(?<=^|[\\s"'/=])([a-z0-9-]+)\\.${UPSTREAM_NAMESPACE}(?=$|[\\s"':/]|\\.svc)`,
  "g"
);
var eachText = (value, path4, visit) => {
  if (typeof value === "string") visit(value, path4);
  else if (typeof value === "object" && value !== null)
    for (const [key, item] of Object.entries(value))
      eachText(
        item,
        [...path4, Array.isArray(value) ? Number(key) : key],
        visit
      );
};
var replaceHosts = (draft, namespace) => {
  for (const object of draft.objects("ConfigMap", "Deployment", "StatefulSet"))
    for (const field of ["data", "spec"])
      eachText(object[field], [field], (text, path4) => {
        const named2 = path4.at(-1) === "namespace" && text === UPSTREAM_NAMESPACE;
        const moved = named2 ? namespace : text.replace(HOST, `$1.${namespace}`);
        if (moved !== text) draft.replaceText(object, path4, moved);
      });
};
var useNamespace = (draft) => {
  const { namespace, profile } = draft.cluster.kubeflow;
  if (draft.context.ownSource) {
    const used = draft.objects().some(
      ({ kind, metadata }) => metadata.namespace === namespace || kind === "Namespace" && metadata.name === namespace
    );
    if (!used)
      draft.warn(
        `kubeflow.namespace: nothing in the manifests is in namespace ${namespace}`
      );
    return;
  }
  if (namespace === UPSTREAM_NAMESPACE) return;
  if (profile !== "pipelines")
    throw new KubeflowError("InputError", {
      subject: clusterSubject(draft.cluster),
      reason: "UnsupportedNamespace",
      fact: `the profile ${profile} can be installed in namespace ${UPSTREAM_NAMESPACE} only, not in ${namespace}`,
      remedy: `Remove kubeflow.namespace, or set kubeflow.manifests to manifests of your own`
    });
  replaceHosts(draft, namespace);
  draft.namespace = namespace;
};

// plugins/kubeflow-node/src/installation/overlay/resources.ts
var ALL = "all";
var RESOURCES = ["cpu", "memory"];
var reconciled = (wanted2, written) => {
  const request = wanted2.request ?? written.request;
  const limit = wanted2.limit ?? written.limit;
  const clash = request !== void 0 && limit !== void 0 && parseQuantity(request) > parseQuantity(limit);
  if (!clash) return wanted2;
  return wanted2.limit === void 0 ? { request, limit: request, moved: "limit" } : { request: limit, limit, moved: "request" };
};
var textOf3 = (amount) => amount === void 0 ? void 0 : String(amount);
var containerPatch = (container, settings, warn) => {
  const requests = {};
  const limits = {};
  for (const resource of RESOURCES) {
    const { request, limit, moved } = reconciled(
      {
        request: settings.requests?.[resource],
        limit: settings.limits?.[resource]
      },
      {
        request: textOf3(container.resources?.requests?.[resource]),
        limit: textOf3(container.resources?.limits?.[resource])
      }
    );
    if (request) requests[resource] = request;
    if (limit) limits[resource] = limit;
    if (moved)
      warn(
        `the ${resource} ${moved} of container ${container.name} becomes ${moved === "limit" ? limit : request} too`
      );
  }
  return {
    name: container.name,
    resources: {
      ...Object.keys(requests).length > 0 ? { requests } : {},
      ...Object.keys(limits).length > 0 ? { limits } : {}
    }
  };
};
var patchWorkload = (draft, workload, settings) => {
  const { name } = workload.metadata;
  const warn = (text) => draft.warn(`resources.${name}: ${text}`);
  const containers = (podSpec(workload).containers ?? []).map(
    (container) => containerPatch(container, settings, warn)
  );
  draft.patch(workload, templatePatch({ containers }));
};
var useResources = (draft) => {
  const { resources } = draft.cluster;
  if (!resources) return;
  const workloads = draft.objects().filter(isWorkload);
  const names = new Set(workloads.map(({ metadata }) => metadata.name));
  for (const workload of workloads) {
    const { name } = workload.metadata;
    const settings = Object.hasOwn(resources, name) ? resources[name] : resources[ALL];
    if (settings) patchWorkload(draft, workload, settings);
  }
  for (const name of Object.keys(resources))
    if (name !== ALL && !names.has(name))
      draft.warn(
        `resources.${name}: there is no Deployment, StatefulSet or DaemonSet ${name}${didYouMean(
          name,
          [...names]
        )}`
      );
};

// plugins/kubeflow-node/src/installation/overlay/spread.ts
var STATELESS = /* @__PURE__ */ new Set([
  "ml-pipeline",
  "ml-pipeline-ui",
  "ml-pipeline-visualizationserver",
  "metadata-envoy-deployment",
  "metadata-grpc-deployment",
  "cache-server",
  "centraldashboard",
  "dashboard",
  "jupyter-web-app-deployment",
  "volumes-web-app-deployment",
  "tensorboards-web-app-deployment",
  "kserve-models-web-application",
  "katib-ui",
  "katib-db-manager",
  "oauth2-proxy",
  "istio-ingressgateway",
  "cluster-local-gateway",
  "istiod",
  "activator"
]);
var ZONE = "topology.kubernetes.io/zone";
var DEFAULT_REPLICAS = 2;
var isScaled = (draft, { metadata }) => draft.objects("HorizontalPodAutoscaler").some((scaler) => {
  const { scaleTargetRef } = scaler.spec ?? {};
  return scaler.metadata.namespace === metadata.namespace && scaleTargetRef?.name === metadata.name;
});
var podLabels = (workload) => workloadSpec(workload).template?.metadata?.labels ?? {};
var isGuarded = (draft, workload) => {
  const labels = podLabels(workload);
  return draft.objects("PodDisruptionBudget").some((budget) => {
    const { selector } = budget.spec ?? {};
    const wanted2 = Object.entries(selector?.matchLabels ?? {});
    return budget.metadata.namespace === workload.metadata.namespace && wanted2.length > 0 && wanted2.every(([name, value]) => labels[name] === value);
  });
};
var disruptionBudget = (workload) => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: {
    name: workload.metadata.name,
    ...workload.metadata.namespace ? { namespace: workload.metadata.namespace } : {}
  },
  spec: {
    // A share would keep a node from draining while only one replica is ready.
    maxUnavailable: 1,
    selector: { matchLabels: podLabels(workload) }
  }
});
var spreadWorkload = (draft, workload, replicas2) => {
  const constrained = podSpec(workload).topologySpreadConstraints?.length;
  const constraint = {
    maxSkew: 1,
    topologyKey: ZONE,
    // A cluster that has lost a zone must still run all replicas.
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: podLabels(workload) }
  };
  draft.patch(workload, {
    spec: {
      ...replicas2 === void 0 ? {} : { replicas: replicas2 },
      ...constrained ? {} : { template: { spec: { topologySpreadConstraints: [constraint] } } }
    }
  });
  if (!isGuarded(draft, workload)) draft.add(disruptionBudget(workload));
};
var holdsTwo = (workload) => (workloadSpec(workload).replicas ?? 1) > 1;
var useSpread = (draft) => {
  const { spread } = draft.cluster;
  if (!spread) return;
  const replicas2 = spread.replicas ?? DEFAULT_REPLICAS;
  const deployments = draft.objects("Deployment");
  const chosen = deployments.filter(
    (deployment) => holdsTwo(deployment) || STATELESS.has(deployment.metadata.name)
  );
  for (const deployment of chosen) {
    const own = isScaled(draft, deployment) || holdsTwo(deployment);
    spreadWorkload(draft, deployment, own ? void 0 : replicas2);
  }
  if (chosen.length === 0)
    draft.warn(
      "spread: the manifests hold no component that is known to keep no state"
    );
};

// plugins/kubeflow-node/src/installation/overlay/storage.ts
var DEFAULT_CLASS_ANNOTATION = "storageclass.kubernetes.io/is-default-class";
var EBS = "ebs.csi.aws.com";
var EBS_AUTO_MODE = "ebs.csi.eks.amazonaws.com";
var describesClass = ({ storage = {} }) => [
  storage.reclaimPolicy,
  storage.parameters,
  storage.provisioner,
  storage.makeDefault
].some((setting) => setting !== void 0);
var defaultParameters = (provisioner) => provisioner === EBS || provisioner === EBS_AUTO_MODE ? { type: "gp3", encrypted: "true" } : void 0;
var storageClassOf = (cluster, { autoMode }) => {
  const { storage } = cluster;
  if (!storage?.class || !describesClass(cluster)) return void 0;
  const provisioner = storage.provisioner ?? (autoMode ? EBS_AUTO_MODE : EBS);
  const parameters = storage.parameters ?? defaultParameters(provisioner);
  return {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: {
      name: storage.class,
      ...storage.makeDefault === void 0 ? {} : {
        annotations: {
          [DEFAULT_CLASS_ANNOTATION]: String(storage.makeDefault)
        }
      }
    },
    provisioner,
    ...parameters ? { parameters } : {},
    reclaimPolicy: storage.reclaimPolicy ?? "Delete",
    // A volume is made where its pod runs: zones have volumes of their own.
    volumeBindingMode: "WaitForFirstConsumer",
    allowVolumeExpansion: true
  };
};
var claimSpec = ({ spec }) => spec ?? {};
var sizeOf = (draft, claim) => {
  const { sizes = {}, size } = draft.cluster.storage ?? {};
  const { name } = claim.metadata;
  const wanted2 = Object.hasOwn(sizes, name) ? sizes[name] : size;
  const written = claimSpec(claim).resources?.requests?.storage;
  if (!wanted2 || !written) return wanted2;
  if (parseQuantity(wanted2) >= parseQuantity(String(written))) return wanted2;
  draft.warn(
    `storage: ${wanted2} for PersistentVolumeClaim ${name} is less than the ${written} that upstream asks for`
  );
  return wanted2;
};
var patchClaim = (draft, claim) => {
  const storageClassName = draft.cluster.storage?.class;
  const size = sizeOf(draft, claim);
  const spec = {
    ...storageClassName ? { storageClassName } : {},
    ...size ? { resources: { requests: { storage: size } } } : {}
  };
  if (Object.keys(spec).length > 0) draft.patch(claim, { spec });
};
var claimTemplates = (object) => object.spec?.volumeClaimTemplates ?? [];
var warnOfTemplates = (draft) => {
  for (const set of draft.objects("StatefulSet"))
    if (claimTemplates(set).length > 0)
      draft.warn(
        `storage: StatefulSet ${set.metadata.name} makes claims of its own, which can never change: it keeps its class and sizes`
      );
};
var useStorage = (draft) => {
  const { storage } = draft.cluster;
  if (!storage) return;
  const claims = draft.objects("PersistentVolumeClaim");
  for (const claim of claims) patchClaim(draft, claim);
  const names = claims.map(({ metadata }) => metadata.name);
  for (const name of Object.keys(storage.sizes ?? {}))
    if (!names.includes(name))
      draft.warn(
        `storage.sizes: there is no PersistentVolumeClaim ${name}; there are ${names.join(", ") || "none"}`
      );
  warnOfTemplates(draft);
  const own = storageClassOf(draft.cluster, draft.context);
  if (own) draft.add(own);
  if (claims.length === 0 && (storage.size || !own))
    draft.warn(
      "storage: the manifests hold no PersistentVolumeClaim to give a class or size to"
    );
};

// plugins/kubeflow-node/src/installation/overlay/planOverlay.ts
var STEPS = [
  leaveOutCache,
  useDatabase,
  useBucket,
  useStorage,
  useResources,
  useSpread,
  useLimits,
  useRegistry,
  useNamespace
];
var planOverlay = (cluster, manifests, context) => {
  const draft = new OverlayDraft(cluster, manifests, context);
  for (const step of STEPS) step(draft);
  return draft;
};

// plugins/kubeflow-node/src/installation/sources.ts
var PIPELINES = "https://github.com/kubeflow/pipelines//manifests/kustomize";
var PLATFORM = "https://github.com/kubeflow/community-distribution//example";
var pinned = (address, version) => ({
  kind: "remote",
  address: `${address}?ref=${encodeURIComponent(
    version
  )}&timeout=180s&submodules=false`
});
var upstreamSources = (profile, version) => {
  const pipelines = (directory) => pinned(`${PIPELINES}/${directory}`, version);
  switch (profile) {
    case "platform":
      return [pinned(PLATFORM, version)];
    case "pipelines-multi-user":
      return [
        pipelines("cluster-scoped-resources"),
        pipelines("env/cert-manager/platform-agnostic-multi-user")
      ];
    default:
      return [
        pipelines("cluster-scoped-resources"),
        pipelines("env/platform-agnostic")
      ];
  }
};
var ownSource = (manifests) => manifests.startsWith("https://") ? { kind: "remote", address: manifests } : { kind: "local", path: manifests };
var sourcesOf = (cluster) => {
  const { profile, version, manifests } = cluster.kubeflow;
  return manifests ? [ownSource(manifests)] : upstreamSources(profile, version);
};

// plugins/kubeflow-node/src/installation/versions/upstreamVersion.ts
var FORM = /^v?(\d+(?:\.\d+){1,2})(?:[-+]([0-9A-Za-z.-]+))?$/;
var parseUpstreamVersion = (text, line2) => {
  const [, numbers, preRelease] = FORM.exec(text.trim()) ?? [];
  if (!numbers) return void 0;
  return { line: line2, numbers: numbers.split(".").map(Number), preRelease };
};
var compareIdentifiers = (a, b) => {
  const [x, y] = [Number(a), Number(b)];
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
  if (!Number.isNaN(x)) return x - y;
  if (a === b) return 0;
  return a < b ? -1 : 1;
};
var comparePreReleases = (a, b) => {
  if (a === b) return 0;
  if (a === void 0) return 1;
  if (b === void 0) return -1;
  const [left, right] = [a.split("."), b.split(".")];
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const [x, y] = [left[index], right[index]];
    if (x === void 0) return -1;
    if (y === void 0) return 1;
    const order = compareIdentifiers(x, y);
    if (order !== 0) return order;
  }
  return 0;
};
var compareUpstreamVersions = (a, b) => {
  if (a.line !== b.line) return void 0;
  for (let index = 0; index < 3; index++) {
    const order = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0);
    if (order !== 0) return order;
  }
  return comparePreReleases(a.preRelease, b.preRelease);
};
var minorOf = ({ numbers }) => `${numbers[0] ?? 0}.${numbers[1] ?? 0}`;

// plugins/kubeflow-node/src/installation/versions/removedDirectories.ts
var REMOVED = [
  {
    path: /\/env\/aws(?=[/?]|$)/,
    since: "2.15.0",
    remedy: "Remove kubeflow.manifests: the settings artifacts and database do what env/aws did"
  },
  {
    path: /\/env\/azure(?=[/?]|$)/,
    since: "2.15.0",
    remedy: "Use env/platform-agnostic"
  },
  {
    path: /\/third-party\/minio(?=[/?]|$)|-minio(?=[/?]|$)/,
    since: "2.16.0",
    remedy: "Use env/platform-agnostic, which brings SeaweedFS, or a bucket"
  },
  {
    path: /-emissary(?=[/?]|$)/,
    since: "2.17.0",
    remedy: "Use env/platform-agnostic: emissary is what it has always used"
  },
  {
    path: /\/third-party\/(grafana|prometheus)(?=[/?]|$)/,
    since: "2.17.0",
    remedy: "Bring monitoring of your own"
  }
];
var revisionOf = (address) => /[?&](?:ref|version)=([^&]+)/.exec(address)?.[1] ?? "";
var refuseRemoved = (cluster) => {
  const { manifests = "" } = cluster.kubeflow;
  if (!/github\.com\/kubeflow\/pipelines\b/.test(manifests)) return;
  const version = parseUpstreamVersion(revisionOf(manifests), "pipelines");
  const removed = REMOVED.find(({ path: path4, since }) => {
    const first = parseUpstreamVersion(since, "pipelines");
    return version !== void 0 && path4.test(manifests) && (compareUpstreamVersions(version, first) ?? -1) >= 0;
  });
  if (!removed) return;
  throw new KubeflowError("InputError", {
    subject: clusterSubject(cluster),
    reason: "RemovedUpstream",
    fact: `kubeflow.manifests is '${printable(
      manifests
    )}', which Kubeflow Pipelines has no longer since ${removed.since}`,
    remedy: removed.remedy
  });
};

// plugins/kubeflow-node/src/installation/renderInstallation.ts
var OWN_SOURCE = "the fleet file";
var documentsOf = (manifests) => Buffer.concat(
  manifests.flatMap(({ body }) => [
    Buffer.from("---\n"),
    body,
    Buffer.from("\n")
  ])
);
var ofCluster = (error, cluster) => isKubeflowError(error) ? new KubeflowError(error.name, {
  ...error,
  subject: clusterSubject(cluster),
  fact: `the settings could not be laid over the manifests: ${error.fact}`,
  cause: error
}) : error;
var runOverlay = async ({ cluster }, {
  overlay: overlay2,
  targets
}, { kubectl, timeoutMs, signal, bodies, env }) => {
  const directory = await mkdtemp2(join2(tmpdir2(), "kubeflow-fleet-overlay-"));
  try {
    await writeFile2(join2(directory, BASE_FILE), documentsOf(targets));
    await writeFile2(join2(directory, "kustomization.yaml"), overlay2);
    const rendered = await renderKustomization({
      directory,
      kubectl,
      timeoutMs,
      signal,
      env
    });
    return parseManifests([rendered], { bodies });
  } catch (error) {
    throw ofCluster(error, cluster);
  } finally {
    await rm2(directory, { recursive: true, force: true });
  }
};
var inPlace = (base, changed) => base.map((manifest) => {
  const after = changed.get(resourceKey(manifest.id));
  return after ? { ...after, source: manifest.source } : manifest;
});
var patchedManifests = async (draft, base, {
  overlay: overlay2,
  options
}) => {
  const kept = base.filter(({ id }) => !draft.removed.has(resourceKey(id)));
  if (!overlay2) return kept;
  const targets = changedManifests(draft, base);
  const rendered = await runOverlay(draft, { overlay: overlay2, targets }, options);
  if (draft.namespace !== void 0) return rendered;
  const byKey = new Map(
    rendered.map((manifest) => [resourceKey(manifest.id), manifest])
  );
  const lost = targets.find(({ id }) => !byKey.has(resourceKey(id)));
  if (lost)
    throw new KubeflowError("ResponseError", {
      subject: clusterSubject(draft.cluster),
      reason: "OverlayLostObject",
      fact: `kubectl kustomize did not give back ${describeResource(lost.id)}`,
      remedy: "Check the version of kubectl, and report this with the overlay"
    });
  return inPlace(kept, byKey);
};
var ownManifests = (draft, { bodies }) => draft.added.map(
  (object) => manifestOf(object, { source: { path: OWN_SOURCE, line: 1 }, bodies })
);
var together = (own, others) => {
  const keys = new Set(own.map(({ id }) => resourceKey(id)));
  return [...own, ...others.filter(({ id }) => !keys.has(resourceKey(id)))];
};
var copiesTo = (registry, images) => registry ? images.map((from) => ({ from, to: mirroredImage(from, registry) })) : [];
var renderInstallation = async (cluster, options) => {
  refuseRemoved(cluster);
  const sources = sourcesOf(cluster);
  const base = await baseManifests(cluster, sources, options);
  const draft = planOverlay(cluster, base, {
    autoMode: options.autoMode ?? false,
    ownSource: cluster.kubeflow.manifests !== void 0
  });
  const overlay2 = isEmptyOverlay(draft) ? void 0 : kustomizationOf(draft);
  const patched = await patchedManifests(draft, base, { overlay: overlay2, options });
  const manifests = withConfigChecksums(
    together(ownManifests(draft, options), patched),
    options
  );
  const kept = base.filter(({ id }) => !draft.removed.has(resourceKey(id)));
  return {
    manifests,
    warnings: draft.warnings,
    images: imagesOf(manifests),
    mirror: copiesTo(cluster.images?.registry, imagesOf(kept)),
    overlay: overlay2,
    sources: sources.map(
      (source) => source.kind === "remote" ? source.address : source.path
    )
  };
};

// plugins/kubeflow-node/src/installation/bases.ts
var createBases = () => {
  const rendered = /* @__PURE__ */ new Map();
  return {
    async get(source, render) {
      const known2 = rendered.get(source);
      if (known2) return known2;
      const started = render();
      rendered.set(source, started);
      try {
        return await started;
      } catch (error) {
        if (rendered.get(source) === started) rendered.delete(source);
        throw error;
      }
    }
  };
};

// plugins/kubeflow-node/src/apply/manifests/storedForm.ts
var isTexts = (value) => typeof value === "object" && value !== null && Object.values(value).every((member) => typeof member === "string");
var inStoredForm = (object) => {
  const { stringData, ...rest } = object;
  const isSecret = object.kind === "Secret" && object.apiVersion === "v1";
  const data = rest.data ?? {};
  if (!isSecret || !isTexts(stringData) || !isTexts(data)) return object;
  const encoded = Object.entries(stringData).map(([name, text]) => [
    name,
    Buffer.from(text).toString("base64")
  ]);
  return {
    ...rest,
    data: { ...data, ...Object.fromEntries(encoded) }
  };
};

// plugins/kubeflow-node/src/apply/manifests/withMembership.ts
var labelled = (object, set) => ({
  ...object,
  metadata: {
    ...object.metadata,
    labels: {
      ...object.metadata.labels,
      [MANAGED_BY_LABEL]: FIELD_MANAGER,
      [APPLYSET.partOf]: set.id
    }
  }
});
var foreignSet = (object, set) => {
  const owner = object.metadata.labels?.[APPLYSET.partOf];
  return owner !== void 0 && owner !== set.id ? owner : void 0;
};
var isInStateNamespace = ({
  group,
  kind,
  namespace,
  name
}) => namespace === STATE_NAMESPACE || group === "" && kind === "Namespace" && name === STATE_NAMESPACE;
function refuse2(problems, { reason, fact, remedy }) {
  if (problems.length === 0) return;
  const lines = problems.map(
    ({ file, line: line2, message }) => `  ${file}:${line2}: ${message}`
  );
  throw new KubeflowError("InputError", {
    reason,
    subject: "manifests",
    fact: [`${problems.length} of them ${fact}`, ...lines].join("\n"),
    remedy,
    problems
  });
}
function refuseState(manifests) {
  const reserved = manifests.filter(({ id }) => isInStateNamespace(id));
  refuse2(
    reserved.map(({ id, source }) => ({
      file: source.path,
      line: source.line,
      message: describeResource(id)
    })),
    {
      reason: "ReservedNamespace",
      fact: `stand in the namespace ${STATE_NAMESPACE}, where the state of the deployment is kept`,
      remedy: "Put them into another namespace, or leave them out"
    }
  );
}
function withMembership(manifests, set, { bodies = createBodyStore() } = {}) {
  refuseState(manifests);
  const problems = [];
  const members = manifests.map((manifest) => {
    const { id, source } = manifest;
    const object = manifest.object();
    const owner = foreignSet(object, set);
    if (owner !== void 0)
      problems.push({
        file: source.path,
        line: source.line,
        message: `${describeResource(id)} carries the label ${APPLYSET.partOf}: ${owner}, so it belongs to another ApplySet`
      });
    return buildManifest(labelled(inStoredForm(object), set), {
      source,
      bodies
    });
  });
  refuse2(problems, {
    reason: "OtherApplySet",
    fact: "belong to another ApplySet",
    remedy: `Remove the label ${APPLYSET.partOf} from the manifests`
  });
  return members;
}

// actions/toolkit/src/inParallel.ts
async function inParallel(items2, { width, mayGoOn }, work) {
  let next = 0;
  const worker = async () => {
    while (next < items2.length && mayGoOn()) {
      const item = items2[next];
      next += 1;
      await work(item);
    }
  };
  const workers = Math.min(width, items2.length);
  await Promise.all(Array.from({ length: workers }, worker));
}

// plugins/kubeflow-node/src/apply/concurrency/adaptiveWindow.ts
var WINDOW_CAP = 40;
var SMALLEST_START = 12;
var LATENCY_FLOOR = 8;
var FAR_RTT_MS = 80;
var BUSY = 1.3;
var OVERLOADED = 2;
var SMOOTHING = 0.1;
var ENOUGH_ANSWERS = 20;
var FIRST_PROBE = 1;
var LAST_PROBE = 256;
var initialWindow = (rttMs) => Math.min(
  WINDOW_CAP,
  Math.round(
    SMALLEST_START + rttMs / FAR_RTT_MS * (WINDOW_CAP - SMALLEST_START)
  )
);
var AdaptiveWindow = class {
  rttMs = Infinity;
  grown = 0;
  /** Set by the first decrease: from then on the round trip no longer decides. */
  adapted;
  ceiling = WINDOW_CAP;
  answersAtCeiling = 0;
  /** Halves while trying succeeds, so that a ceiling that is gone is left quickly. */
  patience = FIRST_PROBE;
  lastingPatience = FIRST_PROBE;
  isProbing = false;
  inflation = 1;
  quietUntil = 0;
  latencies = /* @__PURE__ */ new Map();
  /** Whole requests that may be in flight, 1 to {@link WINDOW_CAP}. */
  get size() {
    return Math.max(1, Math.floor(this.exact));
  }
  /** @param inFlight - How many remain after this attempt. */
  settled(outcome, at) {
    if (outcome.is === "answered") this.answered(outcome, at);
    if (outcome.is === "throttled") this.throttled(at);
    if (outcome.is === "broken") this.shrink(0.7, 1, at.now);
  }
  get exact() {
    const start = Number.isFinite(this.rttMs) ? initialWindow(this.rttMs) : SMALLEST_START;
    const wanted2 = this.adapted ?? start + this.grown;
    return Math.min(WINDOW_CAP, this.ceiling, wanted2);
  }
  answered({ latencyMs, kind }, { now, inFlight }) {
    this.rttMs = Math.min(this.rttMs, latencyMs);
    const ratio = this.ratio(kind, latencyMs);
    if (ratio) this.inflation += 0.3 * (ratio - this.inflation);
    if (this.inflation > OVERLOADED) {
      if (this.exact > LATENCY_FLOOR) this.shrink(0.9, LATENCY_FLOOR, now);
      return;
    }
    const isFull = inFlight + 1 >= this.size;
    if (isFull && this.inflation < BUSY) this.grow(ratio !== void 0);
  }
  /** How much slower than it can be this kind now is; undefined while too little is known. */
  ratio(kind, latencyMs) {
    const latency = this.latencies.get(kind) ?? {
      answers: 0,
      smooth: latencyMs,
      least: Infinity
    };
    this.latencies.set(kind, latency);
    latency.answers += 1;
    const weight = Math.max(SMOOTHING, 1 / latency.answers);
    latency.smooth += weight * (latencyMs - latency.smooth);
    if (latency.answers < ENOUGH_ANSWERS) return void 0;
    latency.least = Math.min(latency.least, latency.smooth);
    return Math.max(1, latency.smooth) / Math.max(1, latency.least);
  }
  grow(isKnownIdle) {
    if (this.ceiling < WINDOW_CAP && this.exact >= this.ceiling) {
      this.answersAtCeiling += 1;
      if (this.answersAtCeiling < this.patience * this.ceiling) return;
      this.answersAtCeiling = 0;
      this.patience = Math.max(1, this.patience / 2);
      this.isProbing = true;
      this.ceiling += 1;
    }
    if (this.adapted === void 0) {
      this.grown += isKnownIdle ? 1 : 1 / this.exact;
    } else {
      this.adapted = Math.min(WINDOW_CAP, this.adapted + 1 / this.adapted);
    }
  }
  throttled({ now, inFlight }) {
    const wasFull = inFlight + 1 >= this.size;
    this.shrink(0.9, 1, now);
    if (!wasFull) return;
    this.ceiling = Math.max(1, Math.min(this.ceiling, inFlight));
    this.adapted = Math.max(this.adapted ?? 0, this.ceiling);
    this.answersAtCeiling = 0;
    if (this.isProbing) {
      this.lastingPatience = Math.min(LAST_PROBE, this.lastingPatience * 2);
    }
    this.patience = this.lastingPatience;
    this.isProbing = false;
  }
  shrink(factor, floor, now) {
    if (now < this.quietUntil) return;
    this.adapted = Math.max(floor, this.exact * factor);
    this.quietUntil = now + Math.max(50, Number.isFinite(this.rttMs) ? this.rttMs * 2 : 0);
  }
};

// plugins/kubeflow-node/src/apply/diff/secretSpellings.ts
var SHORTEST = 4;
var SHORTEST_EMBEDDED = 6;
var LARGEST_SPELT = 16 * 1024;
var LINE_LENGTHS = [64, 76];
var base64Pieces = (bytes, alphabet) => bytes.length < SHORTEST_EMBEDDED ? [] : [0, 1, 2].map((shift) => {
  const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
  const text = shifted.toString(alphabet).replace(/=+$/, "");
  const from = shift === 0 ? 0 : shift + 1;
  return text.slice(from, shifted.length % 3 === 0 ? void 0 : -1);
});
var wrapped = (text) => LINE_LENGTHS.flatMap(
  (length) => text.length > length ? text.match(new RegExp(`.{1,${length}}`, "g")) ?? [] : []
);
var base64Spellings = (bytes) => {
  const whole = bytes.toString("base64");
  return [
    whole,
    bytes.toString("base64url"),
    ...base64Pieces(bytes, "base64"),
    ...base64Pieces(bytes, "base64url"),
    ...wrapped(whole).filter((line2) => line2.length >= SHORTEST_EMBEDDED * 2)
  ];
};
var hexSpellings = (bytes) => {
  const hex2 = bytes.toString("hex");
  return [hex2, hex2.toUpperCase()];
};
var uriSpellings = (text) => {
  const uri = encodeURIComponent(text.toWellFormed());
  const strict2 = uri.replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`
  );
  const both2 = [uri, strict2];
  return [
    ...both2,
    ...both2.map((one) => one.replaceAll("%20", "+")),
    ...both2.map((one) => one.replace(/%../g, (code) => code.toLowerCase()))
  ];
};
var codePoint = (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
var jsonSpellings = (text) => {
  const json = JSON.stringify(text).slice(1, -1);
  const ascii = json.replace(/[\u0080-\uffff]/g, codePoint);
  const all = [json, ascii].flatMap((one) => [
    one,
    one.replace(/[<>&\u2028\u2029]/g, codePoint),
    one.replaceAll("/", "\\/")
  ]);
  return [...all, ...all.map((one) => JSON.stringify(one).slice(1, -1))];
};
var XML = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;"
};
var xmlSpellings = (text) => {
  const plain = text.replace(/[&<>]/g, (char) => XML[char] ?? char);
  return [
    plain,
    plain.replaceAll('"', "&quot;"),
    plain.replaceAll('"', "&quot;").replaceAll("'", "&apos;"),
    plain.replaceAll('"', "&quot;").replaceAll("'", "&#39;"),
    plain.replaceAll('"', "&#34;").replaceAll("'", "&#39;")
  ];
};
var quotedSpellings = (text) => [
  text.replaceAll("'", `'\\''`),
  text.replaceAll("'", `'"'"'`),
  text.replaceAll("'", "''"),
  text.replace(/[$`"\\]/g, "\\$&"),
  text.replace(/[^\w@%+=:,./-]/g, "\\$&")
];
var largeSpellings = (bytes) => [
  bytes.toString(),
  bytes.toString("base64"),
  bytes.toString("base64url")
];
var spellingsOf = (bytes) => {
  if (bytes.length > LARGEST_SPELT) return largeSpellings(bytes);
  const text = bytes.toString();
  const isText = Buffer.from(text).equals(bytes);
  return [
    ...base64Spellings(bytes),
    // A value of `data` that is shown in JSON which is itself encoded.
    ...base64Spellings(Buffer.from(bytes.toString("base64"))),
    ...hexSpellings(bytes),
    ...isText ? [
      text,
      ...uriSpellings(text),
      ...jsonSpellings(text),
      ...xmlSpellings(text),
      ...quotedSpellings(text)
    ] : []
  ];
};
var secretSpellings = (bytes) => bytes.length < SHORTEST ? [] : [...new Set(spellingsOf(bytes))].filter((text) => text.length >= SHORTEST);

// plugins/kubeflow-node/src/apply/diff/redactor.ts
var HIDDEN = "***";
var SECRET_NAME = /pass(word|wd|phrase)|(secret|access|private|api|signing|encryption)[-_.]?(access[-_.]?)?key$|secret$|token$|credentials?$/i;
var isSecretPlace = (field, name, maps) => {
  if (field === "env" && name === "value") {
    return maps.some((map) => SECRET_NAME.test(String(map.name ?? "")));
  }
  return (field === "data" || field === "annotations") && SECRET_NAME.test(name);
};
var joined = (intervals) => {
  const result = [];
  for (const [from, to] of intervals.sort(([a], [b]) => a - b)) {
    const last = result.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
};
var occurrences = (text, spellings) => {
  const found = [];
  for (const spelling of spellings) {
    let at = text.indexOf(spelling);
    while (at >= 0) {
      found.push([at, at + spelling.length]);
      at = text.indexOf(spelling, at + 1);
    }
  }
  return joined(found);
};
var ValueRedactor = class {
  constructor(spellings) {
    this.spellings = spellings;
  }
  spellings;
  text(text) {
    let clean = "";
    let from = 0;
    for (const [start, end] of occurrences(text, this.spellings)) {
      clean += text.slice(from, start) + HIDDEN;
      from = end;
    }
    return clean + text.slice(from);
  }
  value(value, field = "") {
    if (typeof value === "string") return this.text(value);
    if (typeof value === "number" || typeof value === "bigint") {
      const text = String(value);
      return this.text(text) === text ? value : HIDDEN;
    }
    if (Array.isArray(value)) return value.map((item) => this.value(item, field));
    return typeof value === "object" && value !== null ? this.members(fields(value), field) : value;
  }
  members(map, field) {
    return Object.fromEntries(
      Object.entries(map).map(([name, member]) => [
        this.text(name),
        isSecretPlace(field, name, [map]) ? HIDDEN : this.value(member, name)
      ])
    );
  }
};
var createRedactor = (sources) => {
  const objects = sources.flatMap((source) => {
    if (!("source" in source && "digest" in source)) {
      return [source];
    }
    const { id, object } = source;
    return id.kind === "Secret" ? [object()] : [];
  });
  const values = objects.flatMap((object) => [...secretValues(object)]);
  const unique = new Map(values.map((value) => [value.toString("hex"), value]));
  return new ValueRedactor([
    ...new Set([...unique.values()].flatMap(secretSpellings))
  ]);
};
var NO_SECRETS = createRedactor([]);

// plugins/kubeflow-node/src/apply/api/applyBody.ts
var METADATA = Buffer.from('"metadata":{');
var [OPEN, CLOSE, LIST, END, QUOTE, ESCAPE] = Buffer.from('{}[]"\\');
var metadataStart = (body) => {
  let depth = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === QUOTE) {
      const isKey2 = depth === 1 && body.subarray(at, at + METADATA.length).equals(METADATA);
      if (isKey2) return at + METADATA.length;
      at += 1;
      while (at < body.length && body[at] !== QUOTE) {
        at += body[at] === ESCAPE ? 2 : 1;
      }
    } else if (byte === OPEN || byte === LIST) depth += 1;
    else if (byte === CLOSE || byte === END) depth -= 1;
  }
  return void 0;
};
var applyBody = ({ body, object, id }, resourceVersion) => {
  if (resourceVersion === void 0) return body;
  if (!/^[\w.-]+$/.test(resourceVersion)) {
    throw new KubeflowError("ResponseError", {
      subject: `${id.kind}/${id.name}`,
      fact: "its resourceVersion is none",
      reason: "NotKubernetes",
      remedy: "Check what stands between this machine and the API server"
    });
  }
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const start = metadataStart(bytes);
  if (start === void 0) {
    const { metadata, ...fields2 } = object();
    return Buffer.from(
      exactJson({ ...fields2, metadata: { ...metadata, resourceVersion } })
    );
  }
  const separator = bytes[start] === CLOSE ? "" : ",";
  return Buffer.concat([
    bytes.subarray(0, start),
    Buffer.from(`"resourceVersion":"${resourceVersion}"${separator}`),
    bytes.subarray(start)
  ]);
};

// plugins/kubeflow-node/src/apply/api/objectAddress.ts
var DEFAULT_NAMESPACE = "default";
var scopedId = (id, { namespaced }) => {
  const { group, kind, name, namespace } = id;
  if (namespaced) {
    return namespace ? id : { ...id, namespace: DEFAULT_NAMESPACE };
  }
  return namespace === void 0 ? id : { group, kind, name };
};
var objectPath = (kind, id) => {
  const { namespace, name } = scopedId(id, kind);
  return collectionPath({ ...kind, namespace }, name);
};
var objectCollectionPath = (kind, id) => {
  const { namespace } = scopedId(id, kind);
  return collectionPath({ ...kind, namespace });
};
var objectCall = (call, kind, id) => {
  const { namespace, name } = scopedId(id, kind);
  return { ...call, group: kind.group, resource: kind.plural, namespace, name };
};

// plugins/kubeflow-node/src/apply/concurrency/limiter.ts
var SPREAD_MS = 100;
var AdaptiveLimiter = class {
  constructor(options) {
    this.options = options;
  }
  options;
  inFlight = 0;
  pausedUntil = 0;
  isWaking = false;
  window = new AdaptiveWindow();
  queue = /* @__PURE__ */ new Set();
  get size() {
    return this.window.size;
  }
  acquire({ signal, deadline }) {
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve2, reject) => {
      const end = () => {
        this.queue.delete(waiter);
        signal.removeEventListener("abort", onAbort);
      };
      const waiter = {
        signal,
        deadline,
        admit: () => {
          end();
          this.inFlight += 1;
          resolve2(this.permit());
        },
        refuse: (error) => {
          end();
          reject(error);
        }
      };
      function onAbort() {
        waiter.refuse(signal.reason);
      }
      signal.addEventListener("abort", onAbort, { once: true });
      this.queue.add(waiter);
      this.admitNext();
    });
  }
  permit() {
    let isOpen = true;
    return {
      settle: (outcome, retryAfterMs2) => {
        if (!isOpen) return;
        isOpen = false;
        this.inFlight -= 1;
        const now = this.options.clock.now();
        this.window.settled(outcome, { now, inFlight: this.inFlight });
        if (retryAfterMs2) {
          this.pausedUntil = Math.max(this.pausedUntil, now + retryAfterMs2);
        }
        this.admitNext();
      }
    };
  }
  admitNext() {
    const now = this.options.clock.now();
    if (now < this.pausedUntil) {
      this.refuseHopeless();
      this.wakeLater(this.pausedUntil - now);
      return;
    }
    for (const waiter of this.queue) {
      if (this.inFlight >= this.window.size) return;
      waiter.admit();
    }
  }
  refuseHopeless() {
    for (const waiter of this.queue) {
      if (waiter.deadline <= this.pausedUntil) {
        waiter.refuse(
          new KubeflowError("ServiceUnavailableError", {
            subject: this.options.subject,
            fact: "the API server has too much to do (429) and asks to wait for longer than there is time",
            reason: "TooManyRequests",
            remedy: "Try again later, or give a larger timeout",
            upstreamStatus: 429
          })
        );
      }
    }
  }
  wakeLater(ms) {
    if (this.isWaking || this.queue.size === 0) return;
    this.isWaking = true;
    const { clock, random } = this.options;
    const wake = () => {
      this.isWaking = false;
      this.admitNext();
    };
    clock.sleep(ms + random() * SPREAD_MS).then(wake, wake);
  }
};
var createLimiter = (options) => new AdaptiveLimiter(options);

// plugins/kubeflow-node/src/apply/api/answer.ts
var MOST_READS = 3;
var parseObject = (text) => {
  try {
    const value = parseExactJson(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
  } catch {
    return void 0;
  }
};
var unreadable = (call, method, response) => {
  const cause = notKubernetes(call, response);
  if (method === "GET" || isHtml(response)) return cause;
  return new KubeflowError("ResponseError", {
    subject: call.subject,
    fact: `the request was accepted (${response.status}) but its answer cannot be read, so it may have had an effect`,
    reason: "AnswerLost",
    remedy: "Deploy again: what took effect is found then",
    upstreamStatus: response.status,
    cause
  });
};
var readAnswer = async (call, method, run) => {
  let mayHaveActed = false;
  for (let reads = 1; ; reads += 1) {
    const answer = await run();
    const { response } = answer;
    mayHaveActed ||= answer.mayHaveActed;
    if (response.status >= 300) throw responseError(call, response);
    const value = parseObject(response.text);
    if (value) return { ...answer, mayHaveActed, value };
    if (isHtml(response) || reads >= MOST_READS) {
      throw unreadable(call, method, response);
    }
    mayHaveActed = true;
  }
};

// plugins/kubeflow-node/src/apply/api/retryRules.ts
var THROTTLED = { name: "throttled", most: Infinity };
var UNAVAILABLE = { name: "unavailable", most: 12 };
var TRANSIENT = { name: "transient", most: 12 };
var INTERNAL = { name: "internal", most: 4 };
var WEBHOOK = { name: "webhook", most: 2 };
var RACED = { name: "raced", most: 10 };
var STARTING = { name: "starting", most: 10 };
var SPOILED = { name: "spoiled", most: 4 };
var REFUSALS = [404, 409, 422];
var WEBHOOK_TEXT = /failed calling (admission )?webhook|conversion webhook for .* failed/;
var TRANSIENT_TEXT = /etcdserver: |leader changed|GOAWAY|http2: |connection (lost|refused|reset)|unable to handle|currently unable|i\/o timeout|timed out/i;
var STARTING_TEXT = /not yet ready to handle request|status unknown for quota/;
var MISFIT_TEXT = /^failed to create typed patch object|field not declared in schema/;
var QUOTA_TEXT = /on resourcequotas? /i;
var conflictRule = (response, { isConditional }) => {
  const status = parseStatus(response.text);
  const causes = status?.details?.causes ?? [];
  if (causes.some(({ reason }) => reason === "FieldManagerConflict")) {
    return void 0;
  }
  const message = status?.message ?? "";
  return !isConditional || QUOTA_TEXT.test(message) ? RACED : void 0;
};
var internalRule = (response) => {
  const message = parseStatus(response.text)?.message ?? "";
  if (MISFIT_TEXT.test(message)) return void 0;
  if (WEBHOOK_TEXT.test(message)) return WEBHOOK;
  return TRANSIENT_TEXT.test(message) ? TRANSIENT : INTERNAL;
};
var retryRule = (response, call) => {
  const { status, text } = response;
  if (status === 429) return THROTTLED;
  if (REFUSALS.includes(status) && !isHtml(response) && !parseStatus(text)) {
    return SPOILED;
  }
  if (status === 409) return conflictRule(response, call);
  if (status === 403) {
    const message = parseStatus(response.text)?.message ?? "";
    return STARTING_TEXT.test(message) ? STARTING : void 0;
  }
  if (status === 500) return internalRule(response);
  return status === 408 || status >= 502 ? UNAVAILABLE : void 0;
};

// plugins/kubeflow-node/src/apply/api/attempts.ts
var BACKOFF = { baseMs: 200, capMs: 1e4 };
var MOST_ATTEMPTS = 24;
var MOST_BROKEN = 12;
var FIRST_ATTEMPT_MS = 15e3;
var NEXT_ATTEMPT_MS = 35e3;
var Attempts = class {
  constructor(options) {
    this.options = options;
  }
  options;
  /** Every attempt counts. */
  counts = { total: 0, writes: 0 };
  /**
   * @throws KubeflowError of the connection when no attempt got an answer; the signal's reason.
   */
  async run(call) {
    const { clock, signal, callTimeoutMs } = this.options;
    const progress = {
      call,
      deadline: clock.now() + callTimeoutMs,
      attempts: 0,
      broken: 0,
      mayHaveActed: false,
      used: /* @__PURE__ */ new Map()
    };
    for (; ; ) {
      const outcome = await this.attempt(progress);
      const pause = this.pauseAfter(outcome, progress);
      const isLate = clock.now() + (pause ?? 0) >= progress.deadline;
      if (pause === void 0 || isLate) {
        if ("error" in outcome) throw outcome.error;
        return { ...outcome, mayHaveActed: progress.mayHaveActed };
      }
      await clock.sleep(pause, signal);
    }
  }
  async attempt(progress) {
    const { limiter, signal } = this.options;
    const { deadline } = progress;
    const permit = await limiter.acquire({ signal, deadline });
    try {
      progress.call.beforeSend?.();
    } catch (error) {
      permit.settle({ is: "unknown" });
      throw error;
    }
    progress.attempts += 1;
    this.counts.total += 1;
    if (progress.call.isWrite) this.counts.writes += 1;
    const startedAt = performance.now();
    try {
      const response = await this.send(progress);
      this.settle(permit, response, {
        kind: progress.call.kind,
        latencyMs: performance.now() - startedAt
      });
      return { response };
    } catch (error) {
      progress.mayHaveActed ||= hasReason(error, "AnswerLost");
      permit.settle(
        isConnectionFailure(error) ? { is: "broken" } : { is: "unknown" }
      );
      return { error };
    }
  }
  send({ call, deadline, attempts }) {
    const { clock, cut: cut2, send } = this.options;
    const timeoutMs = Math.min(
      attempts === 1 ? FIRST_ATTEMPT_MS : NEXT_ATTEMPT_MS,
      Math.max(1, deadline - clock.now())
    );
    return send({ ...call.request, retry: "never", timeoutMs, signal: cut2 });
  }
  settle(permit, { status, headers }, answered) {
    if (status === 429) {
      const { clock } = this.options;
      permit.settle(
        { is: "throttled" },
        retryAfterMs(headers["retry-after"], clock.now())
      );
      return;
    }
    permit.settle(
      status < 500 ? { is: "answered", ...answered } : { is: "unknown" }
    );
  }
  /** Milliseconds until the next attempt; undefined when the outcome is final. */
  pauseAfter(outcome, progress) {
    if (progress.attempts >= MOST_ATTEMPTS) return void 0;
    const { clock, random } = this.options;
    const backoff = () => fullJitter(progress.attempts, BACKOFF, random);
    if ("error" in outcome) {
      progress.broken += 1;
      return isConnectionFailure(outcome.error) && progress.broken < MOST_BROKEN ? backoff() : void 0;
    }
    const { response } = outcome;
    const rule = retryRule(response, progress.call);
    if (!rule) return void 0;
    const used = (progress.used.get(rule.name) ?? 0) + 1;
    progress.used.set(rule.name, used);
    if (used >= rule.most) return void 0;
    const asked = retryAfterMs(response.headers["retry-after"], clock.now());
    return asked === void 0 ? backoff() : asked + random() * BACKOFF.baseMs;
  }
};
var isConnectionFailure = (error) => isKubeflowError(error) && (error.name === "ServiceUnavailableError" || error.name === "TimeoutError") && error.reason !== "TooManyRequests" && !isLastingFailure(error);

// plugins/kubeflow-node/src/apply/api/cleanWords.ts
var CleanWords = class {
  /** Secrets among these are looked for, and made ready only when the server says something. */
  constructor(manifests) {
    this.manifests = manifests;
  }
  manifests;
  redactor;
  text(text) {
    this.redactor ??= createRedactor(this.manifests);
    return this.redactor.text(text);
  }
  /** The error itself when it holds no secret; else a copy without them, and without its cause. */
  error(error) {
    if (!isKubeflowError(error)) return error;
    const { name, subject, reason, upstreamStatus } = error;
    const fact = this.text(error.fact);
    const problems = error.problems.map((problem) => ({
      ...problem,
      message: this.text(problem.message)
    }));
    const isClean = fact === error.fact && problems.every(
      ({ message }, at) => message === error.problems[at]?.message
    );
    if (isClean) return error;
    const { remedy } = error;
    const words = { fact, remedy, problems };
    return new KubeflowError(name, {
      subject,
      reason,
      upstreamStatus,
      ...words
    });
  }
};

// plugins/kubeflow-node/src/apply/api/servedKindIndex.ts
var kindKey = (group, kind) => `${kind}.${group}`;
var ServedKindIndex = class _ServedKindIndex {
  /** @param kinds - In the server's order of preference. */
  constructor(kinds, unknownGroups) {
    this.kinds = kinds;
    this.unknownGroups = unknownGroups;
    for (const kind of kinds) {
      const key = kindKey(kind.group, kind.kind);
      const versions = this.byKind.get(key);
      if (versions) versions.push(kind);
      else this.byKind.set(key, [kind]);
    }
  }
  kinds;
  unknownGroups;
  byKind = /* @__PURE__ */ new Map();
  /** The same and these, which are looked at first. */
  with(kinds) {
    return new _ServedKindIndex([...kinds, ...this.kinds], this.unknownGroups);
  }
  find({
    group,
    kind,
    version
  }) {
    const versions = this.byKind.get(kindKey(group, kind)) ?? [];
    return version === void 0 ? versions[0] : versions.find((served) => served.version === version);
  }
};

// plugins/kubeflow-node/src/apply/api/discovery.ts
var AGGREGATED = ["v2", "v2beta1"].map(
  (version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`
).concat("application/json").join(",");
var aggregatedKinds = (group, { versions = [] }) => versions.flatMap(
  ({ version, resources = [] }) => resources.flatMap(
    ({ resource, responseKind, scope, verbs = [] }) => responseKind?.kind ? [
      {
        group,
        version,
        kind: responseKind.kind,
        plural: resource,
        namespaced: scope === "Namespaced",
        verbs
      }
    ] : []
  )
);
var aggregated = (groups) => {
  const kinds = [];
  const unknownGroups = [];
  for (const group of groups) {
    const name = group.metadata?.name ?? "";
    kinds.push(...aggregatedKinds(name, group));
    const isStale = group.versions?.some(
      ({ freshness }) => freshness === "Stale"
    );
    if (isStale) unknownGroups.push(name);
  }
  return { kinds, unknownGroups };
};
var legacyPath = ({ group, version }) => group ? `/apis/${group}/${version}` : `/api/${version}`;
var legacyKinds = async (read, groupVersion) => {
  const body = await read(legacyPath(groupVersion), "application/json");
  const resources = body.resources ?? [];
  return resources.filter(({ name }) => !name.includes("/")).map(({ name, kind, namespaced, verbs = [] }) => ({
    ...groupVersion,
    kind,
    plural: name,
    namespaced,
    verbs
  }));
};
var legacyVersions = (body) => {
  if (body.kind === "APIVersions") {
    return (body.versions ?? []).map((version) => ({
      group: "",
      version
    }));
  }
  const groups = body.groups ?? [];
  return groups.flatMap(
    ({ name, versions }) => versions.map(({ version }) => ({ group: name, version }))
  );
};
var groupByGroup = async (read, body) => {
  const versions = legacyVersions(body);
  const answers = await Promise.allSettled(
    versions.map((version) => legacyKinds(read, version))
  );
  return {
    kinds: answers.flatMap(
      (answer) => answer.status === "fulfilled" ? answer.value : []
    ),
    unknownGroups: [
      ...new Set(
        versions.filter((_, index) => answers[index]?.status === "rejected").map(({ group }) => group)
      )
    ]
  };
};
var discoverRoot = async (read, path4) => {
  const body = await read(path4, AGGREGATED);
  if (body.kind === "APIGroupDiscoveryList") {
    return aggregated(body.items ?? []);
  }
  if (body.kind === "APIVersions" || body.kind === "APIGroupList") {
    return groupByGroup(read, body);
  }
  throw new KubeflowError("ResponseError", {
    fact: `${path4} was answered with something else than the list of API groups`,
    reason: "NotKubernetes",
    remedy: "Check the address of the API server"
  });
};
var discover = async (read) => {
  const roots = await Promise.all([
    discoverRoot(read, "/api"),
    discoverRoot(read, "/apis")
  ]);
  return new ServedKindIndex(
    roots.flatMap(({ kinds }) => kinds),
    roots.flatMap(({ unknownGroups }) => unknownGroups)
  );
};

// plugins/kubeflow-node/src/apply/api/kindResolver.ts
var REFRESH_MS = 1e3;
var KindResolver = class {
  constructor(subject, clock, read) {
    this.subject = subject;
    this.clock = clock;
    this.read = read;
  }
  subject;
  clock;
  read;
  discovery;
  discoveredAt = -Infinity;
  all({ refresh = false } = {}) {
    if (!this.discovery || refresh) {
      this.discoveredAt = this.clock.now();
      const discovery = discover(this.read);
      discovery.catch(() => {
        if (this.discovery === discovery) this.discovery = void 0;
      });
      this.discovery = discovery;
    }
    return this.discovery;
  }
  async learn(kinds) {
    const before = this.all();
    const known2 = await before;
    if (this.discovery === before) {
      this.discovery = Promise.resolve(known2.with(kinds));
    }
  }
  /**
   * How the kind is served, in the version or the preferred one; undefined when it is not.
   *
   * @throws KubeflowError `DiscoveryFailed` when its group could not be asked.
   */
  async find({ group, kind }, version) {
    const found = (await this.all()).find({ group, kind, version });
    if (found) return found;
    const isOld = this.clock.now() - this.discoveredAt >= REFRESH_MS;
    const kinds = await this.all({ refresh: isOld });
    const now = kinds.find({ group, kind, version });
    if (!now && kinds.unknownGroups.includes(group)) {
      throw new KubeflowError("ServiceUnavailableError", {
        subject: this.subject,
        fact: `API group ${group} cannot be asked what it serves: its APIService does not answer`,
        reason: "DiscoveryFailed",
        remedy: `Check the APIServices of ${group}: \`kubectl get apiservices\``
      });
    }
    return now;
  }
  /** @throws KubeflowError `ResourceTypeNotFound`, and as {@link find}. */
  async served(id, version) {
    const found = await this.find(id, version);
    if (found) return found;
    const apiVersion = [id.group, version].filter(Boolean).join("/");
    throw new KubeflowError("NotFoundError", {
      subject: this.subject,
      fact: `the API server does not serve ${id.kind}${apiVersion && ` of ${apiVersion}`}`,
      reason: "ResourceTypeNotFound",
      remedy: `Install the CustomResourceDefinition of ${id.kind}, or correct apiVersion and kind`
    });
  }
};

// plugins/kubeflow-node/src/apply/api/settling.ts
var SETTLE_MS = 800;
var cutAfter = (signal) => {
  const controller = new AbortController();
  const start = () => setTimeout(() => controller.abort(signal.reason), SETTLE_MS).unref();
  if (signal.aborted) start();
  else signal.addEventListener("abort", start, { once: true });
  return controller.signal;
};

// plugins/kubeflow-node/src/apply/api/warnings.ts
var warningsOf = (header) => [...(header ?? "").matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(
  (match) => (match[1] ?? "").replace(/\\(.)/g, "$1")
);

// plugins/kubeflow-node/src/apply/api/objectRequests.ts
var CALL_MS = 12e4;
var ObjectRequests = class {
  constructor(target, options) {
    this.options = options;
    this.subject = target.subject;
    const { clock, random, signal, callTimeoutMs = CALL_MS } = options;
    this.attempts = new Attempts({
      send: target.transport.send,
      limiter: createLimiter({ subject: target.subject, clock, random }),
      clock,
      random,
      signal,
      cut: cutAfter(signal),
      callTimeoutMs
    });
    this.words = new CleanWords(options.manifests ?? []);
    this.kinds = new KindResolver(
      target.subject,
      clock,
      (path4, accept) => this.read(path4, accept)
    );
  }
  options;
  subject;
  kinds;
  attempts;
  words;
  warned = /* @__PURE__ */ new Set();
  get counts() {
    return this.attempts.counts;
  }
  async request(call, request, { isWrite: isWrite2 = false, isConditional = false, beforeSend } = {}) {
    const kind = `${request.method} ${call.resource}`;
    try {
      return await readAnswer(
        call,
        request.method,
        () => this.attempts.run({
          request,
          kind,
          isWrite: isWrite2,
          isConditional,
          beforeSend
        })
      );
    } catch (error) {
      throw this.words.error(error);
    }
  }
  async list({ group, version, plural }, labelSelector, accept) {
    const { objects } = await listObjects({
      subject: this.subject,
      collection: { group, version, plural },
      selector: { labelSelector },
      send: async (request) => {
        const answer = await this.attempts.run({
          request: { ...request, headers: { accept } },
          kind: `LIST ${plural}`,
          isWrite: false,
          isConditional: false
        });
        return answer.response;
      }
    });
    return objects;
  }
  async read(path4, accept) {
    const { value } = await this.request(
      {
        subject: this.subject,
        verb: "get",
        group: "",
        resource: path4
      },
      { method: "GET", path: path4, headers: { accept } }
    );
    return value;
  }
  /** Tells the server's warnings, each once. */
  warn(response) {
    for (const said of warningsOf(response.headers.warning)) {
      const text = this.words.text(said);
      if (this.warned.has(text)) continue;
      this.warned.add(text);
      this.options.onWarning?.(text);
    }
  }
};

// plugins/kubeflow-node/src/apply/api/createObjectApi.ts
var METADATA2 = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";
var METADATA_LIST = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";
var MOST_CONFLICTS = 5;
var versionOf = ({ apiVersion }) => apiVersion.slice(apiVersion.indexOf("/") + 1);
var TransportObjectApi = class {
  constructor(server) {
    this.server = server;
  }
  server;
  get subject() {
    return this.server.subject;
  }
  get requests() {
    return { ...this.server.counts };
  }
  servedKinds(options) {
    return this.server.kinds.all(options);
  }
  async apply(manifest, options) {
    return (await this.applyManifest(manifest, options)).object;
  }
  async applyManifest(manifest, {
    dryRun = false,
    force = false,
    resourceVersion,
    beforeSend,
    answer = "object"
  } = {}) {
    const { subject } = this;
    const { id } = manifest;
    const kind = await this.server.kinds.served(id, versionOf(manifest));
    const { response, mayHaveActed, value } = await this.server.request(
      objectCall({ subject, verb: "patch" }, kind, id),
      {
        method: "PATCH",
        path: objectPath(kind, id),
        query: {
          fieldManager: FIELD_MANAGER,
          force: force ? "true" : void 0,
          // kubectl's default: a misspelt field is an error and not dropped.
          fieldValidation: "Strict",
          dryRun: dryRun ? "All" : void 0
        },
        headers: {
          "content-type": "application/apply-patch+yaml",
          ...answer === "metadata" ? { accept: METADATA2 } : {}
        },
        body: applyBody(manifest, resourceVersion)
      },
      {
        isWrite: !dryRun,
        isConditional: resourceVersion !== void 0,
        beforeSend
      }
    );
    this.server.warn(response);
    return {
      // An answer of metadata calls itself another kind.
      object: {
        ...value,
        apiVersion: manifest.apiVersion,
        kind: id.kind
      },
      isCreated: response.status === 201,
      isRepeated: mayHaveActed
    };
  }
  async replaceManagedFields(id, { resourceVersion, managedFields }, beforeSend) {
    const { subject } = this;
    const kind = await this.server.kinds.served(id);
    const { value } = await this.server.request(
      objectCall({ subject, verb: "patch" }, kind, id),
      {
        method: "PATCH",
        path: objectPath(kind, id),
        headers: { "content-type": "application/json-patch+json" },
        body: JSON.stringify([
          {
            op: "replace",
            path: "/metadata/managedFields",
            value: managedFields
          },
          {
            op: "replace",
            path: "/metadata/resourceVersion",
            value: resourceVersion
          }
        ])
      },
      { isWrite: true, isConditional: true, beforeSend }
    );
    return value;
  }
  async get(id) {
    const { subject } = this;
    const kind = await this.server.kinds.find(id);
    if (!kind) return void 0;
    try {
      const { value } = await this.server.request(
        objectCall({ subject, verb: "get" }, kind, id),
        {
          method: "GET",
          path: objectPath(kind, id)
        }
      );
      return value;
    } catch (error) {
      if (isAbsence(error)) return void 0;
      throw error;
    }
  }
  async isValidAnew(manifest) {
    const { subject } = this;
    const { id } = manifest;
    const kind = await this.server.kinds.served(id, versionOf(manifest));
    try {
      await this.server.request(
        objectCall({ subject, verb: "create" }, kind, id),
        {
          method: "POST",
          path: objectCollectionPath(kind, id),
          query: { dryRun: "All", fieldManager: FIELD_MANAGER },
          headers: { "content-type": "application/json" },
          body: manifest.body
        },
        { isConditional: true }
      );
      return true;
    } catch (error) {
      if (hasReason(error, "AlreadyExists")) return true;
      if (isKubeflowError(error) && error.upstreamStatus === 422) return false;
      throw error;
    }
  }
  async listMetadata(kind, labelSelector) {
    const objects = await this.server.list(kind, labelSelector, METADATA_LIST);
    return objects.map(({ metadata }) => metadata);
  }
  async listObjects(kind, labelSelector) {
    const objects = await this.server.list(
      kind,
      labelSelector,
      "application/json"
    );
    return objects;
  }
  learn(kinds) {
    return this.server.kinds.learn(kinds);
  }
  async delete(id, options) {
    const kind = await this.server.kinds.find(id);
    if (!kind) return;
    for (let attempts = 1; ; attempts += 1) {
      try {
        await this.deleteOnce(kind, id, options);
        return;
      } catch (error) {
        if (isAbsence(error)) return;
        if (!hasReason(error, "Conflict")) throw error;
        const live = await this.get(id);
        if (live?.metadata.uid !== options.uid) return;
        const isAnswer = options.resourceVersion !== void 0;
        if (isAnswer || attempts >= MOST_CONFLICTS) throw error;
      }
    }
  }
  deleteOnce(kind, id, { uid, resourceVersion, dryRun = false }) {
    return this.server.request(
      objectCall({ subject: this.subject, verb: "delete" }, kind, id),
      {
        method: "DELETE",
        path: objectPath(kind, id),
        query: { dryRun: dryRun ? "All" : void 0 },
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          kind: "DeleteOptions",
          apiVersion: "v1",
          propagationPolicy: "Background",
          preconditions: { uid, resourceVersion }
        })
      },
      { isWrite: !dryRun, isConditional: true }
    );
  }
};
var isAbsence = (error) => hasReason(error, "NotFound") || hasReason(error, "NamespaceNotFound") || hasReason(error, "ResourceTypeNotFound");
var createObjectApi = (target, options) => new TransportObjectApi(new ObjectRequests(target, options));

// plugins/kubeflow-node/src/apply/engine/sturdyWrites.ts
var BACKOFF2 = { baseMs: 200, capMs: 5e3 };
var MOST_ATTEMPTS2 = 8;
var isUncertain = (error) => isKubeflowError(error) && (error.name === "ServiceUnavailableError" || error.name === "TimeoutError" || error.reason === "AnswerLost");
var find = async (kubernetes, collection, name) => {
  try {
    return await kubernetes.get(collection, name);
  } catch (error) {
    if (hasReason(error, "NotFound")) return void 0;
    throw error;
  }
};
var withoutServerFields = (object) => {
  const { resourceVersion, managedFields, uid, generation, ...metadata } = object.metadata;
  return { ...object, metadata };
};
var sturdyWrites = (kubernetes, { clock, random }) => {
  const sturdy = (write, mayRepeat) => async (collection, object) => {
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await write(collection, object);
      } catch (error) {
        if (!mayRepeat(error) || attempts >= MOST_ATTEMPTS2) throw error;
        await clock.sleep(fullJitter(attempts, BACKOFF2, random));
        const { name } = object.metadata;
        const live = await find(kubernetes, collection, name);
        if (live && containsAll(live, withoutServerFields(object))) {
          return live;
        }
      }
    }
  };
  return {
    create: sturdy(
      (...args) => kubernetes.create(...args),
      // Nothing stands in the way of what is new but a quota that changed meanwhile.
      (error) => isUncertain(error) || hasReason(error, "Conflict")
    ),
    replace: sturdy((...args) => kubernetes.replace(...args), isUncertain)
  };
};

// plugins/kubeflow-node/src/apply/engine/countedTarget.ts
var MOST_READS2 = 5;
var PAUSE_MS = 500;
var isWrite = ({ method, query, path: path4 }) => method !== "GET" && query?.dryRun === void 0 && !path4.startsWith("/apis/authorization.k8s.io/");
var countRequests = ({ subject, transport }, { clock, random }) => {
  const counts = { total: 0, writes: 0 };
  const count2 = (request) => {
    counts.total += 1;
    if (isWrite(request)) counts.writes += 1;
  };
  const counted = {
    send: async (request) => {
      for (let attempts = 1; ; attempts += 1) {
        count2(request);
        const response = await transport.send(request);
        const isNonsense = request.method === "GET" && response.status === 409;
        if (!isNonsense || attempts >= MOST_READS2) return response;
        await clock.sleep(random() * PAUSE_MS, request.signal);
      }
    },
    stream: (request) => {
      count2(request);
      return transport.stream(request);
    },
    close: () => transport.close()
  };
  const kubernetes = createKubernetesClient({
    subject,
    transport: counted,
    clock,
    random
  });
  return {
    subject,
    transport: counted,
    kubernetes: {
      ...kubernetes,
      ...sturdyWrites(kubernetes, { clock, random })
    },
    counts
  };
};

// plugins/kubeflow-node/src/apply/revisions/revisionRecords.ts
var KEPT_REVISIONS = 5;
var byNumber = (a, b) => a.number - b.number;
var previousRevision = (records, current2) => [...records].sort(byNumber).filter(
  ({ number, outcome }) => outcome === "succeeded" && (current2 === void 0 || number < current2)
).at(-1);
var retained = (records) => {
  const sorted2 = [...records].sort(byNumber);
  const current2 = sorted2.filter(({ outcome }) => outcome === "succeeded").at(-1);
  const previous = current2 && previousRevision(sorted2, current2.number);
  const last = sorted2.slice(-KEPT_REVISIONS);
  return sorted2.filter(
    (record) => record === current2 || record === previous || last.includes(record)
  );
};
var withRevision = (records, record) => retained([
  ...records.filter(({ number }) => number !== record.number),
  record
]);
var LONGEST_TEXT = 300;
var shortTexts = (origin) => Object.fromEntries(
  Object.entries(origin).flatMap(
    ([field, text]) => text ? [[field, printable(String(text), LONGEST_TEXT)]] : []
  )
);
var lastRecord = (records) => [...records].sort(byNumber).at(-1);
var revisionRecord = (records, deploy, now) => {
  const { profile, version, origin, content, outcome } = deploy;
  const last = lastRecord(records);
  const isSame = last?.content.digest === content.digest;
  return {
    number: isSame ? last.number : (last?.number ?? 0) + 1,
    profile: printable(profile, LONGEST_TEXT),
    version: printable(version, LONGEST_TEXT),
    origin: shortTexts(origin),
    time: new Date(now).toISOString(),
    outcome,
    content
  };
};
var chooseRevision = ({
  revisions = [],
  revision: current2
}, { number, subject }) => {
  const found = number === void 0 ? previousRevision(revisions, rollbackBase(revisions, current2)) : revisions.find((record) => record.number === number);
  if (found) return found;
  const kept = revisions.map((record) => record.number).join(", ");
  throw new KubeflowError("NotFoundError", {
    subject,
    fact: number === void 0 ? "there is no earlier revision that succeeded" : `revision ${number} is not kept in the cluster`,
    reason: "RevisionNotFound",
    remedy: kept ? `Choose one of the revisions ${kept}, or deploy the commit that you want` : "Deploy the commit that you want: no revision is kept here yet"
  });
};
var rollbackBase = (records, current2) => {
  const last = lastRecord(records);
  return last && last.outcome !== "succeeded" ? last.number : current2;
};

// plugins/kubeflow-node/src/apply/inventory/inventoryShards.ts
var writeShards = ({ kubernetes, set }, texts2, prefix) => Promise.all(
  texts2.map(async (text, index) => {
    const name = `${prefix}-${index}`;
    await kubernetes.create(STATE_CONFIG_MAPS, {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: {
        name,
        namespace: STATE_NAMESPACE,
        labels: stateLabels(set)
      },
      immutable: true,
      data: { entries: text }
    });
    return { name, digest: digestText(text) };
  })
);
var deleteShards = async ({ kubernetes }, names) => {
  const deletions = await Promise.allSettled(
    names.map((name) => kubernetes.delete(STATE_CONFIG_MAPS, name))
  );
  return names.filter((_, index) => {
    const deletion = deletions[index];
    return deletion?.status === "rejected" && !hasReason(deletion.reason, "NotFound");
  });
};

// plugins/kubeflow-node/src/apply/inventory/outcomeEntries.ts
var NO_OUTCOME = {
  applied: [],
  removed: [],
  untouched: []
};
var entriesAfter = (base, { intended, outcome }, digestOf) => {
  const untouched = new Set(outcome.untouched.map(resourceKey));
  const entries = new Map(
    withIntended(
      base,
      intended.filter(({ id }) => !untouched.has(resourceKey(id)))
    ).map((entry) => [resourceKey(entry.id), entry])
  );
  for (const { id, uid } of outcome.removed) {
    const key = resourceKey(id);
    const known2 = entries.get(key);
    if (!uid || !known2?.uid || known2.uid === uid) entries.delete(key);
  }
  for (const { manifest, uid, owned } of outcome.applied) {
    entries.set(resourceKey(manifest.id), {
      id: manifest.id,
      uid,
      digest: digestOf(manifest),
      ...owned ? { owned } : {}
    });
  }
  return [...entries.values()];
};

// plugins/kubeflow-node/src/apply/inventory/parentObject.ts
var sorted = (texts2) => [...new Set(texts2)].sort();
var scopeOf = (ids) => ({
  groupKinds: sorted(ids.map(groupKind)),
  namespaces: sorted(
    ids.flatMap(
      ({ namespace }) => namespace && namespace !== STATE_NAMESPACE ? [namespace] : []
    )
  )
});
var uniteScopes = (a, b) => ({
  groupKinds: sorted([...a.groupKinds, ...b.groupKinds]),
  namespaces: sorted([...a.namespaces, ...b.namespaces])
});
var covers = (outer, inner) => inner.groupKinds.every((kind) => outer.groupKinds.includes(kind)) && inner.namespaces.every((name) => outer.namespaces.includes(name));
var annotationsOf = ({ groupKinds, namespaces }) => ({
  [APPLYSET.tooling]: APPLYSET_TOOLING,
  [APPLYSET.groupKinds]: groupKinds.join(","),
  [APPLYSET.namespaces]: namespaces.join(",")
});
var parentObject = ({
  set,
  scope,
  data,
  previous
}) => {
  const { labels, annotations, resourceVersion } = previous?.metadata ?? {};
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: set.name,
      namespace: STATE_NAMESPACE,
      labels: { ...labels, ...stateLabels(set), [APPLYSET.id]: set.id },
      annotations: { ...annotations, ...annotationsOf(scope) },
      ...resourceVersion ? { resourceVersion } : {}
    },
    data
  };
};
var emptyParent = (set, scope) => parentObject({
  set,
  scope,
  data: parentData(
    { entries: [], generation: 0, revisions: [] },
    { text: "" }
  )
});

// plugins/kubeflow-node/src/apply/inventory/inventoryWriter.ts
var MOST_ATTEMPTS3 = 4;
var ConditionalWriter = class {
  constructor(target, options) {
    this.target = target;
    this.options = options;
    this.base = options.inventory;
    this.intended = uniteWrites(
      options.noted ?? [],
      options.inventory.stored?.pending ?? []
    );
  }
  target;
  options;
  /** As last read or written. */
  base;
  intended;
  outcome = NO_OUTCOME;
  writes = 0;
  async fence() {
    await this.write();
  }
  async recordIntent(writes) {
    const known2 = new Set(this.intended.map(({ id }) => resourceKey(id)));
    const isNoted = writes.every(({ id }) => known2.has(resourceKey(id)));
    const scope = scopeOf(writes.map(({ id }) => id));
    if (this.base.parent && isNoted && covers(this.base, scope)) return;
    this.intended = uniteWrites(this.intended, writes);
    await this.write();
  }
  async recordOutcome(outcome) {
    this.outcome = outcome;
    await this.write();
  }
  async write() {
    for (let attempts = 1; ; attempts += 1) {
      try {
        await this.writeOnce();
        return;
      } catch (error) {
        const isOvertaken2 = ["Conflict", "NotFound", "AlreadyExists"].some(
          (reason) => hasReason(error, reason)
        );
        if (!isOvertaken2 || attempts >= MOST_ATTEMPTS3) throw error;
        await this.readAgain();
      }
    }
  }
  async writeOnce() {
    const { kubernetes } = this.target;
    const { lease, set } = this.options;
    const parent = await this.ensureParent();
    const document = this.document(parent);
    const needed = scopeOf(document.entries.map(({ id }) => id));
    const scope = this.outcome === NO_OUTCOME ? uniteScopes(this.base, needed) : needed;
    const texts2 = splitEntries(document.entries, this.options.shardBytes);
    const shards = texts2.length > 1 ? await this.writeShards(texts2) : void 0;
    lease.assertHeld();
    const live = await kubernetes.replace(
      STATE_CONFIG_MAPS,
      parentObject({
        set,
        scope,
        data: parentData(
          document,
          shards ? { shards } : { text: texts2[0] ?? "" }
        ),
        previous: parent
      })
    );
    const names = shards?.map(({ name }) => name) ?? [];
    await this.settle({ document, live, scope, names });
  }
  async writeShards(texts2) {
    this.options.lease.assertHeld();
    this.writes += 1;
    const { set, lease } = this.options;
    const prefix = `${set.name}-inventory-${lease.generation}-${this.writes}`;
    const { kubernetes } = this.target;
    return await writeShards({ kubernetes, set }, texts2, prefix);
  }
  async ensureParent() {
    const { stored } = this.base;
    if (stored?.parent) return stored.parent;
    this.options.lease.assertHeld();
    const scope = scopeOf(this.intended.map(({ id }) => id));
    return await createParent(
      this.target,
      this.options.set,
      uniteScopes(this.base, scope)
    );
  }
  document({ metadata }) {
    const { lease } = this.options;
    const { base, outcome, intended } = this;
    const uid = metadata.uid ?? "";
    const known2 = base.parent?.uid === uid ? base.entries : base.entries.map(({ digest, ...entry }) => entry);
    const { revision } = outcome;
    return {
      entries: entriesAfter(known2, { intended, outcome }, keyedDigest(uid)),
      generation: lease.generation,
      revision: revision?.outcome === "succeeded" ? revision.number : base.revision,
      revisions: revision ? withRevision(base.revisions ?? [], revision) : base.revisions ?? []
    };
  }
  /** What was written is what the next write builds upon; only then are old shards in nobody's way. */
  async settle({
    document,
    live,
    scope,
    names
  }) {
    const { uid = "", resourceVersion = "" } = live.metadata;
    const old = (this.base.stored?.shards ?? []).filter(
      (name) => !names.includes(name)
    );
    const left = old.length > 0 ? await deleteShards(this.target, old) : old;
    this.base = {
      ...this.base,
      ...document,
      ...scope,
      parent: { uid, resourceVersion },
      digestOf: keyedDigest(uid),
      stored: { parent: live, shards: [...names, ...left], pending: [] }
    };
  }
  /** @throws KubeflowError `LeaseLost` when a later holder has written. */
  async readAgain() {
    const { set, lease } = this.options;
    const { subject } = this.target;
    const found = await readInventory(this.target, set);
    if (found.generation > lease.generation) {
      throw new KubeflowError("ConflictError", {
        subject,
        fact: `lost lock: a later deploy (generation ${found.generation}, ours is ${lease.generation}) has written the inventory in ConfigMap ${STATE_NAMESPACE}/${set.name}`,
        reason: "LeaseLost",
        remedy: "Nothing more is written; the later deploy goes on from what this one did. Run this one again if it is still wanted"
      });
    }
    this.base = found.parent ? found : { ...this.base, parent: void 0, stored: found.stored };
  }
};
var createParent = ({ kubernetes }, set, scope) => kubernetes.create(STATE_CONFIG_MAPS, emptyParent(set, scope));
var createInventoryWriter = (target, options) => new ConditionalWriter(target, options);

// plugins/kubeflow-node/src/apply/lease/acquireLease.ts
import { randomBytes } from "node:crypto";

// plugins/kubeflow-node/src/apply/lease/stopwatch.ts
var startStopwatch = (clock) => {
  const wall = clock.now();
  const monotonic = performance.now();
  return () => {
    const onWall = clock.now() - wall;
    return clock === systemClock ? Math.max(onWall, performance.now() - monotonic) : onWall;
  };
};

// plugins/kubeflow-node/src/apply/lease/boundedCall.ts
var boundedCall = async (call, {
  clock,
  ms,
  subject
}) => {
  const settled = new AbortController();
  const late = async () => {
    await clock.sleep(Math.max(0, ms), settled.signal);
    throw new KubeflowError("TimeoutError", {
      subject,
      fact: `the lease could not be written within ${ms} ms`,
      reason: "LeaseWriteTimeout"
    });
  };
  try {
    return await Promise.race([call, late()]);
  } finally {
    settled.abort(new Error("settled"));
  }
};

// plugins/kubeflow-node/src/apply/lease/tenure.ts
var RENEW_EVERY_MS = 5e3;
var LOST_AFTER_MS = LEASE_TTL_MS - 3e3;
var RENEWAL_MS = 3e3;
var RENEWAL_PAUSE_MS = 250;
var RELEASE_MS = 2e3;
var LeaseTenure = class {
  constructor(start) {
    this.start = start;
    this.generation = start.tenure.generation;
    this.takenOver = start.takenOver;
    this.stale = start.stale;
    this.renewedAt = start.sentAt;
    this.resourceVersion = start.live.metadata.resourceVersion;
  }
  start;
  generation;
  takenOver;
  stale;
  lost = new AbortController();
  ended = new AbortController();
  resourceVersion;
  renewedAt;
  /** When renewals were sent whose answers are not there, by the time that they wrote. */
  unanswered = /* @__PURE__ */ new Map();
  get signal() {
    return this.lost.signal;
  }
  assertHeld() {
    if (!this.lost.signal.aborted && this.remaining() <= 0) this.expire();
    this.lost.signal.throwIfAborted();
  }
  async keep() {
    const { clock } = this.start.ports;
    let pause = this.untilRenewal();
    while (!this.isOver()) {
      const ms = Math.max(0, Math.min(pause, this.remaining()));
      try {
        await clock.sleep(ms, this.ended.signal);
      } catch (error) {
        if (this.isOver()) return;
        throw error;
      }
      if (this.remaining() <= 0) this.expire();
      else
        pause = await this.renew() ? this.untilRenewal() : RENEWAL_PAUSE_MS;
    }
  }
  async release() {
    if (this.isOver()) return;
    this.ended.abort(new Error("released"));
    const { ports, kubernetes } = this.start;
    try {
      await boundedCall(this.giveBack(), {
        clock: ports.clock,
        ms: RELEASE_MS,
        subject: kubernetes.subject
      });
    } catch (error) {
      ports.observer.warned(
        `the lease could not be given back and expires in ${LEASE_TTL_MS / 1e3} s: ${error.message}`
      );
    }
  }
  isOver() {
    return this.ended.signal.aborted || this.lost.signal.aborted;
  }
  /** By when the last renewal was sent: an answer that took seconds has used them up. */
  untilRenewal() {
    return this.renewedAt + RENEW_EVERY_MS - this.start.elapsed();
  }
  remaining() {
    return this.renewedAt + LOST_AFTER_MS - this.start.elapsed();
  }
  object(identity) {
    const { tenure, ports } = this.start;
    return leaseObject(
      { ...tenure, identity },
      ports.clock.now(),
      this.resourceVersion
    );
  }
  bounded(call) {
    const { kubernetes, ports } = this.start;
    return boundedCall(call, {
      clock: ports.clock,
      ms: Math.min(RENEWAL_MS, this.remaining()),
      subject: kubernetes.subject
    });
  }
  /** True when it is renewed. */
  async renew() {
    const { kubernetes, tenure, elapsed } = this.start;
    const object = this.object(tenure.identity);
    const sentAt = elapsed();
    this.unanswered.set(leaseSpec(object).renewTime ?? "", sentAt);
    try {
      this.renewed(await this.bounded(kubernetes.replace(LEASES, object)));
      return true;
    } catch {
      if (!this.isOver()) await this.inquire();
      return this.renewedAt === sentAt;
    }
  }
  /** Takes over what the lease says: its version, and which renewal of ours arrived last. */
  renewed(live) {
    this.resourceVersion = live.metadata.resourceVersion;
    const sentAt = this.unanswered.get(leaseSpec(live).renewTime ?? "");
    if (sentAt === void 0) return;
    this.renewedAt = Math.max(this.renewedAt, sentAt);
    for (const [time, earlier] of this.unanswered) {
      if (earlier <= sentAt) this.unanswered.delete(time);
    }
  }
  /** After a failure: the lease may still name us, or somebody else. */
  async inquire() {
    const { kubernetes, tenure } = this.start;
    try {
      const live = await this.bounded(kubernetes.get(LEASES, tenure.name));
      const { holderIdentity: holderIdentity2 } = leaseSpec(live);
      if (holderIdentity2 === tenure.identity) this.renewed(live);
      else if (!this.isOver()) {
        this.lose(
          holderIdentity2 ? `${holderIdentity2} holds it now` : "it was released"
        );
      }
    } catch (error) {
      if (hasReason(error, "NotFound")) this.lose("it was deleted");
    }
  }
  async giveBack() {
    for (let attempts = 1; ; attempts += 1) {
      try {
        await this.start.kubernetes.replace(LEASES, this.object(""));
        return;
      } catch (error) {
        if (!hasReason(error, "Conflict") || attempts > 2) throw error;
        const { kubernetes, tenure } = this.start;
        const live = await kubernetes.get(LEASES, tenure.name);
        if (leaseSpec(live).holderIdentity !== tenure.identity) return;
        this.resourceVersion = live.metadata.resourceVersion;
      }
    }
  }
  expire() {
    this.lose(
      `it could not be renewed for ${LOST_AFTER_MS / 1e3} s, or this process slept`
    );
  }
  lose(why) {
    const { kubernetes, tenure } = this.start;
    this.lost.abort(
      new KubeflowError("ConflictError", {
        subject: kubernetes.subject,
        fact: `lost lock: Lease ${STATE_NAMESPACE}/${tenure.name} is no longer ours: ${why}`,
        reason: "LeaseLost",
        remedy: "Nothing more is written. Let the other deploy end, then run this one again"
      })
    );
  }
};

// plugins/kubeflow-node/src/apply/lease/acquireLease.ts
var LOOK_EVERY_MS = 1e3;
var SAY_EVERY_MS = 3e4;
var LONGEST_TTL_MS = 6e4;
var MOST_FAILURES = 5;
var versionOf2 = (lease) => lease?.metadata.resourceVersion;
var ttlOf = (lease) => Math.min(
  LONGEST_TTL_MS,
  leaseSpec(lease).leaseDurationSeconds * 1e3 || LEASE_TTL_MS
);
var noteOf = (lease) => {
  const text = lease?.metadata.annotations?.[INTENT_ANNOTATION];
  return lease && text ? { generation: leaseGeneration(lease), text } : void 0;
};
var isOvertaken = (error) => ["Conflict", "AlreadyExists", "NotFound"].some(
  (reason) => hasReason(error, reason)
);
var isUncertain2 = (error) => isKubeflowError(error) && (error.reason === "AnswerLost" || error.name === "TimeoutError" || error.name === "ServiceUnavailableError");
var newNonce = () => randomBytes(5).toString("hex");
var Acquisition = class {
  constructor(context) {
    this.context = context;
    const { request, ports } = context;
    this.elapsed = startStopwatch(ports.clock);
    this.identity = holderIdentity(request.holder, newNonce());
    this.unchanged = { since: 0 };
  }
  context;
  elapsed;
  identity;
  /** Since when the lease has had the version that it has, as far as we have seen. */
  unchanged;
  baseline;
  saidAt = -Infinity;
  said = "";
  failures = 0;
  async run() {
    const { request, ports } = this.context;
    let observed = request.observed ?? await this.observe();
    this.baseline = versionOf2(observed.object);
    const age = Math.max(0, ports.clock.now() - observed.observedAt);
    this.unchanged = { version: this.baseline, since: -age };
    for (; ; ) {
      ports.signal.throwIfAborted();
      const held = this.mayTake(observed) ? await this.take(observed.object) : await this.wait(observed.object);
      if (held) return held;
      observed = await this.observe();
      this.compare(observed.object);
    }
  }
  observe() {
    const { kubernetes, request, ports } = this.context;
    return observeLease(kubernetes, { name: request.name, clock: ports.clock });
  }
  compare(lease) {
    const version = versionOf2(lease);
    if (version === this.unchanged.version) return;
    this.unchanged = { version, since: this.elapsed() };
  }
  isExpired(lease) {
    return this.elapsed() - this.unchanged.since >= ttlOf(lease);
  }
  /** Also when it is ours already: an answer of ours was lost. */
  mayTake({ object }) {
    if (!object) return true;
    const { holderIdentity: holder } = leaseSpec(object);
    return !holder || holder === this.identity || this.isExpired(object);
  }
  async take(previous) {
    const { ports } = this.context;
    const tenure = this.tenureAfter(previous);
    const sentAt = this.elapsed();
    try {
      const live = await this.write(tenure, versionOf2(previous));
      const held = this.begin({ tenure, live, sentAt, previous });
      if (!ports.signal.aborted) return held;
      await held.release();
    } catch (error) {
      await this.survive(error);
      return void 0;
    }
    throw ports.signal.reason;
  }
  tenureAfter(previous) {
    const { request, ports } = this.context;
    const last = previous ? leaseGeneration(previous) : 0;
    return {
      name: request.name,
      identity: this.identity,
      generation: Math.max(last, request.pastGeneration ?? 0) + 1,
      note: request.note?.(noteOf(previous)),
      since: ports.clock.now()
    };
  }
  write(tenure, resourceVersion) {
    const { kubernetes, ports } = this.context;
    const object = leaseObject(tenure, ports.clock.now(), resourceVersion);
    return resourceVersion ? kubernetes.replace(LEASES, object) : kubernetes.create(LEASES, object);
  }
  begin({
    previous,
    ...start
  }) {
    const { kubernetes, ports } = this.context;
    const holder = previous ? leaseSpec(previous).holderIdentity : "";
    const tenure = new LeaseTenure({
      ...start,
      kubernetes,
      ports,
      elapsed: this.elapsed,
      takenOver: holder !== "" && holder !== this.identity,
      stale: versionOf2(previous) !== this.baseline
    });
    tenure.keep().catch((error) => ports.observer.warned(String(error)));
    return tenure;
  }
  async survive(error) {
    const { kubernetes, ports } = this.context;
    if (hasReason(error, "NamespaceNotFound")) {
      await ensureStateNamespace(kubernetes);
    } else if (isUncertain2(error)) {
      this.failures += 1;
      if (this.failures > MOST_FAILURES) throw error;
      await ports.clock.sleep(ports.random() * LOOK_EVERY_MS, ports.signal);
    } else if (!isOvertaken(error)) throw error;
  }
  async wait(lease) {
    const { request, ports } = this.context;
    const { holderIdentity: holder = "", acquireTime } = lease ? leaseSpec(lease) : { holderIdentity: "", acquireTime: void 0 };
    const who = `${printable(holder)}${acquireTime ? `, since ${printable(acquireTime)}` : ""}`;
    const left = request.waitMs - this.elapsed();
    if (left <= 0) throw this.heldError(who);
    this.say(`waiting for another deploy: ${who}`);
    const untilExpiry = lease ? this.unchanged.since + ttlOf(lease) - this.elapsed() : 0;
    const look = LOOK_EVERY_MS * (0.5 + ports.random() / 2);
    await ports.clock.sleep(
      Math.max(1, Math.min(look, left, untilExpiry)),
      ports.signal
    );
    return void 0;
  }
  say(text) {
    const now = this.elapsed();
    if (text === this.said && now - this.saidAt < SAY_EVERY_MS) return;
    this.said = text;
    this.saidAt = now;
    this.context.ports.observer.warned(text);
  }
  heldError(who) {
    const { kubernetes, request } = this.context;
    return new KubeflowError("ConflictError", {
      subject: kubernetes.subject,
      fact: `another deploy holds Lease ${STATE_NAMESPACE}/${request.name}: ${who}`,
      reason: "LeaseHeld",
      remedy: "Let it end, or cancel it, then run this deploy again; a lease that nobody renews is taken over after 15 s"
    });
  }
};
var acquireLease = ({ kubernetes }, request, ports) => new Acquisition({ kubernetes, request, ports }).run();

// plugins/kubeflow-node/src/apply/inventory/openInventory.ts
var noteWriter = ({ writes, inventory }, noted) => (previous) => {
  const before = previous && previous.generation > inventory.generation ? decodeIntent(previous.text) : [];
  const united = uniteWrites(writes, before);
  const note = encodeIntent(united);
  if (note !== void 0) noted(united);
  return note ?? previous?.text;
};
var needsNamespace = ({ inventory }) => !inventory.parent && !inventory.lease?.object;
var HEAD_START_MS = 12;
var makeParent = async (target, { set, inventory, writes }, namespace) => {
  if (inventory.parent) return inventory.stored;
  try {
    const scope = scopeOf(
      [...inventory.entries, ...writes].map(({ id }) => id)
    );
    const parent = await createParent(target, set, scope).catch(async (error) => {
      if (!hasReason(error, "NamespaceNotFound")) throw error;
      await namespace;
      return await createParent(target, set, scope);
    });
    return { shards: [], pending: [], ...inventory.stored, parent };
  } catch (error) {
    if (hasReason(error, "AlreadyExists")) return void 0;
    throw error;
  }
};
var both = async (lease, parent) => {
  const [held, made] = await Promise.allSettled([lease, parent]);
  if (held.status === "rejected") throw held.reason;
  if (made.status === "fulfilled") return [held.value, made.value];
  await held.value.release();
  throw made.reason;
};
var withParent = (inventory, stored, writes) => {
  const { uid = "", resourceVersion = "" } = stored.parent?.metadata ?? {};
  if (inventory.parent?.uid === uid) return inventory;
  return {
    ...inventory,
    ...scopeOf([...inventory.entries, ...writes].map(({ id }) => id)),
    parent: { uid, resourceVersion },
    stored
  };
};
var openInventory = async (target, request, ports) => {
  const { set, inventory, holder, waitMs } = request;
  const namespace = needsNamespace(request) ? ensureStateNamespace(target.kubernetes) : Promise.resolve();
  namespace.catch(() => void 0);
  await Promise.race([
    namespace,
    ports.clock.sleep(HEAD_START_MS, ports.signal)
  ]);
  let noted = [];
  const [lease, stored] = await both(
    acquireLease(
      target,
      {
        name: set.name,
        holder,
        waitMs,
        observed: inventory.lease,
        pastGeneration: inventory.generation,
        note: noteWriter(request, (united) => {
          noted = united;
        })
      },
      ports
    ),
    makeParent(target, request, namespace)
  );
  try {
    const stale = lease.stale || lease.takenOver || !stored;
    const current2 = stale || !stored ? await readInventory(target, set, ports) : withParent(inventory, stored, request.writes);
    if (current2.generation >= lease.generation) throw outrun(target, set);
    const writer = createInventoryWriter(target, {
      set,
      inventory: current2,
      lease,
      noted
    });
    if (stale) await writer.fence();
    await writer.recordIntent(request.writes);
    return { lease, writer, inventory: current2, stale };
  } catch (error) {
    await lease.release();
    throw error;
  }
};
var outrun = ({ subject }, { name }) => new KubeflowError("ConflictError", {
  subject,
  fact: `the inventory '${name}' was written by a later generation than the lease that was just acquired, as if the lease had been deleted meanwhile`,
  reason: "LeaseLost",
  remedy: "Run this deploy again"
});

// plugins/kubeflow-node/src/apply/inventory/readMembers.ts
var unread = (api, fact, remedy) => new KubeflowError("ServiceUnavailableError", {
  subject: api.subject,
  fact,
  reason: "KindUnread",
  remedy
});
var readKind = async (api, kind, { set, served }) => {
  if (served.unknownGroups.includes(kind.group)) {
    throw unread(
      api,
      `discovery of API group '${kind.group}' failed, so the members of kind ${kind.kind} are not known`,
      `Look at the APIService behind it: kubectl get apiservices | grep ${kind.group}`
    );
  }
  const found = served.find(kind);
  if (!found) return [];
  if (!found.verbs.includes("list")) {
    throw unread(
      api,
      `objects of kind ${groupKind(kind)} cannot be listed`,
      `Leave ${groupKind(kind)} out of the manifests`
    );
  }
  return await api.listMetadata(found, memberSelector(set));
};
var kindsOf = (inventory, manifests) => new Map(
  [
    ...manifests.map(({ id }) => id),
    ...inventory.entries.map(({ id }) => id),
    ...inventory.groupKinds.map(parseGroupKind)
  ].map(({ group, kind }) => [groupKind({ group, kind }), { group, kind }])
);
var readMembers = async (api, set, {
  inventory,
  manifests
}) => {
  const served = await api.servedKinds();
  const byKey = /* @__PURE__ */ new Map();
  const failed = /* @__PURE__ */ new Map();
  await Promise.all(
    [...kindsOf(inventory, manifests)].map(async ([name, kind]) => {
      try {
        for (const object of await readKind(api, kind, { set, served })) {
          const { namespace, name: objectName } = object;
          byKey.set(
            resourceKey({ ...kind, namespace, name: objectName }),
            object
          );
        }
      } catch (error) {
        failed.set(name, error);
      }
    })
  );
  return { byKey, unread: failed };
};

// plugins/kubeflow-node/src/apply/revisions/readRevision.ts
import { createHash as createHash6 } from "node:crypto";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

// plugins/kubeflow-node/src/apply/revisions/contentStream.ts
import { createHash as createHash5 } from "node:crypto";
var NEWLINE3 = 10;
var rowOf = ({ id, apiVersion, body }) => [
  groupKind(id),
  id.namespace ?? "",
  id.name,
  apiVersion,
  body.byteLength
];
var isRow = (row) => Array.isArray(row) && row.length === 5 && row.slice(0, 4).every((cell) => typeof cell === "string") && Number.isSafeInteger(row[4]) && row[4] >= 0;
function* contentChunks(manifests) {
  yield Buffer.from(`${JSON.stringify(manifests.map(rowOf))}
`);
  for (const { body } of manifests) yield body;
}
var measureContent = (manifests) => {
  const hash = createHash5("sha256");
  let bytes = 0;
  for (const chunk of contentChunks(manifests)) {
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  return { digest: hash.digest("base64url"), bytes };
};
var idOf2 = ([kind, namespace, name]) => ({
  ...parseGroupKind(kind),
  ...namespace ? { namespace } : {},
  name
});
var decoder2 = new TextDecoder("utf-8", { fatal: true });
var parseContent = (content, { path: path4, bodies }) => {
  const end = content.indexOf(NEWLINE3);
  const rows = JSON.parse(decoder2.decode(content.subarray(0, end)));
  if (!Array.isArray(rows) || !rows.every(isRow)) {
    throw new SyntaxError("its head is not that of a revision");
  }
  let offset = end + 1;
  const manifests = rows.map((row) => {
    const text = decoder2.decode(content.subarray(offset, offset + row[4]));
    offset += row[4];
    const { body, digest } = bodies.intern(text);
    return {
      id: idOf2(row),
      apiVersion: row[3],
      body,
      digest,
      source: { path: path4, line: 1 },
      object: () => parseExactJson(decoder2.decode(body))
    };
  });
  if (offset !== content.byteLength)
    throw new SyntaxError("it has an end too much");
  return manifests;
};

// plugins/kubeflow-node/src/apply/revisions/revisionNames.ts
var SECRET_KEY = "content";
var revisionPrefix = ({ name }, generation) => `${name}-revision-${generation}`;
var shardName = (prefix, index) => `${prefix}-${index}`;
var shardNames = ({
  name,
  shards
}) => Array.from({ length: shards }, (_, index) => shardName(name, index));
var generationIn = (set, secret) => {
  const prefix = `${set.name}-revision-`;
  const rest = secret.startsWith(prefix) ? secret.slice(prefix.length) : "";
  return /^\d+-\d+$/.test(rest) ? Number.parseInt(rest, 10) : void 0;
};

// plugins/kubeflow-node/src/apply/revisions/readRevision.ts
var damaged = (subject, { number }, { fact, cause }) => new KubeflowError("ConflictError", {
  subject,
  fact: `revision ${number} cannot be restored: ${fact}`,
  reason: "RevisionDamaged",
  remedy: "Choose another revision, or deploy the commit that it was made from",
  cause
});
async function* shardsOf({ kubernetes, subject }, record) {
  for (const name of shardNames(record.content)) {
    try {
      const { data } = await kubernetes.get(STATE_SECRETS, name);
      const text = data?.[SECRET_KEY];
      yield Buffer.from(typeof text === "string" ? text : "", "base64");
    } catch (cause) {
      if (!hasReason(cause, "NotFound")) throw cause;
      const fact = `Secret ${STATE_NAMESPACE}/${name} is missing`;
      throw damaged(subject, record, { fact, cause });
    }
  }
}
var readContent = async (shards, { bytes, digest }) => {
  const source = Readable.from(shards);
  const gunzip = createGunzip();
  source.on("error", (error) => gunzip.destroy(error));
  const parts = [];
  let size = 0;
  for await (const part2 of source.pipe(gunzip)) {
    size += part2.length;
    if (size > bytes) break;
    parts.push(part2);
  }
  const content = Buffer.concat(parts);
  const found = createHash6("sha256").update(content).digest("base64url");
  if (size !== bytes || found !== digest) {
    throw new SyntaxError("its content is not what was stored");
  }
  return content;
};
var readRevision = async (target, record, { bodies = createBodyStore() } = {}) => {
  const path4 = `revision ${record.number}`;
  try {
    const shards = shardsOf(target, record);
    const content = await readContent(shards, record.content);
    return parseContent(content, { path: path4, bodies });
  } catch (cause) {
    if (isKubeflowError(cause)) throw cause;
    const fact = cause.message;
    throw damaged(target.subject, record, { fact, cause });
  }
};

// plugins/kubeflow-node/src/apply/prune/deletionOrder.ts
var DELETION_STAGES = [
  "admission",
  "custom resources",
  "workloads",
  "configuration",
  "definitions",
  "namespaces"
];
var STAGES_BY_KIND = {
  MutatingWebhookConfiguration: "admission",
  ValidatingWebhookConfiguration: "admission",
  ValidatingAdmissionPolicyBinding: "admission",
  MutatingAdmissionPolicyBinding: "admission",
  Deployment: "workloads",
  StatefulSet: "workloads",
  DaemonSet: "workloads",
  ReplicaSet: "workloads",
  ReplicationController: "workloads",
  Job: "workloads",
  CronJob: "workloads",
  Pod: "workloads",
  CustomResourceDefinition: "definitions",
  APIService: "definitions",
  Namespace: "namespaces"
};
var isBuiltIn = (group) => !group.includes(".") || group.endsWith(".k8s.io");
var deletionStage = ({ group, kind }, definedGroups2) => definedGroups2.has(group) || !isBuiltIn(group) ? "custom resources" : STAGES_BY_KIND[kind] ?? "configuration";
var definedGroup = ({
  kind,
  name
}) => kind === "CustomResourceDefinition" ? name.slice(name.indexOf(".") + 1) : void 0;
var definedGroups = (ids) => new Set(ids.flatMap((id) => definedGroup(id) ?? []));
var inDeletionOrder = (objects) => {
  const groups = definedGroups(objects.map(({ id }) => id));
  return DELETION_STAGES.flatMap(
    (stage) => objects.filter(({ id }) => deletionStage(id, groups) === stage)
  );
};

// plugins/kubeflow-node/src/apply/drift/ownedFields.ts
import { createHash as createHash7 } from "node:crypto";
var ownEntries = (managedFields) => (managedFields ?? []).filter(
  ({ manager, operation }) => manager === FIELD_MANAGER && operation === "Apply"
);
var canonical = (value) => {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(canonical);
  return Object.entries(value).sort(([a], [b]) => a < b ? -1 : Number(a > b)).map(([name, member]) => [name, canonical(member)]);
};
var ownedDigest = (managedFields) => {
  const entries = ownEntries(managedFields).map(({ subresource = "", apiVersion, fieldsV1 = {} }) => [
    subresource,
    apiVersion,
    canonical(fieldsV1)
  ]).sort(([a], [b]) => String(a).localeCompare(String(b)));
  if (entries.length === 0) return void 0;
  return createHash7("sha256").update(JSON.stringify(entries)).digest("base64url").slice(0, 22);
};

// plugins/kubeflow-node/src/apply/prune/memberVerdict.ts
var GUARDED = [
  "Namespace",
  "CustomResourceDefinition",
  "PersistentVolumeClaim"
];
var isGuarded2 = (kind, { deletable }) => GUARDED.includes(kind) && !deletable.some((allowed) => allowed === kind);
var annotationReason = ({ annotations = {} }) => {
  if (annotations[PRUNE_ANNOTATION] === "disabled") {
    return `its annotation ${PRUNE_ANNOTATION} says 'disabled'`;
  }
  return annotations[DELETION_ANNOTATION] === "detach" ? `its annotation ${DELETION_ANNOTATION} says 'detach'` : void 0;
};
var reasonToKeep = (id, live, policy) => {
  if (!policy.prune) return "pruning is off";
  if (id.kind === "Namespace" && id.name === STATE_NAMESPACE) {
    return "it holds the inventory";
  }
  if (ownEntries(live.managedFields).length === 0) {
    return "it was last applied by somebody else";
  }
  if (live.ownerReferences?.some(({ controller }) => controller)) {
    return "a controller owns it";
  }
  if (isGuarded2(id.kind, policy)) {
    return `a ${id.kind} is pruned only where that kind is allowed to be`;
  }
  return annotationReason(live);
};
var isEntryOf = ({ uid, before }, live) => uid ? uid === live.uid : live.uid !== before && ownEntries(live.managedFields).length > 0;

// plugins/kubeflow-node/src/apply/prune/decidePrune.ts
var LARGEST_SHARE = 0.3;
var ALWAYS_ALLOWED = 2;
var MOST_NAMED = 20;
var isUninstall = ({ scope }) => scope === "everything";
var wantedIds = (input) => isUninstall(input) ? [] : input.manifests.map(({ id }) => id);
var wantedUids = ({ members }, wanted2) => new Set(
  [...members.byKey].flatMap(
    ([key, { uid }]) => wanted2.has(key) ? [uid] : []
  )
);
var judge = (input, entries, wanted2) => {
  const verdicts = { deletions: [], kept: [], gone: [], missing: [] };
  const uids = wantedUids(input, wanted2);
  for (const entry of entries) {
    const { id, uid } = entry;
    const live = input.members.byKey.get(resourceKey(id));
    if (!live) (uid ? verdicts.missing : verdicts.gone).push({ id, uid });
    else if (!isEntryOf(entry, live) || uids.has(live.uid)) {
      verdicts.gone.push({ id, uid });
    } else {
      const reason = reasonToKeep(id, live, input.policy);
      if (reason) verdicts.kept.push({ id, reason });
      else verdicts.deletions.push({ id, uid: live.uid });
    }
  }
  return verdicts;
};
var passengerOf = ({ kind, name }, staying) => {
  if (kind === "Namespace") {
    return staying.find(({ namespace }) => namespace === name);
  }
  const group = definedGroup({ kind, name });
  return group ? staying.find((id) => id.group === group) : void 0;
};
var withoutPassengers = ({ deletions, kept, ...rest }, wanted2) => {
  const staying = [...wanted2, ...kept.map(({ id }) => id)];
  const verdicts = { ...rest, deletions: [], kept: [...kept] };
  for (const deletion of deletions) {
    const { id } = deletion;
    const passenger = passengerOf(id, staying);
    if (passenger) {
      const reason = `deleting it would delete ${describeResource(
        passenger
      )}, which stays`;
      verdicts.kept.push({ id, reason });
    } else verdicts.deletions.push(deletion);
  }
  return verdicts;
};
var named = (ids) => {
  const problems = ids.slice(0, MOST_NAMED).map((id) => ({ message: describeResource(id) }));
  const more = ids.length - problems.length;
  return more > 0 ? [...problems, { message: `and ${more} more` }] : problems;
};
var unreadRefusal = ({ subject, members }) => {
  const [[kind, cause] = []] = members.unread;
  const others = members.unread.size - 1;
  return new KubeflowError("ServiceUnavailableError", {
    subject,
    fact: `nothing is pruned, because objects of kind ${kind}${others > 0 ? ` and of ${others} other kinds` : ""} could not be listed`,
    reason: "PruneReadIncomplete",
    remedy: `Make 'kubectl get ${kind} -A' work, then deploy again`,
    cause
  });
};
var emptyRefusal = ({ subject, inventory }) => new KubeflowError("InputError", {
  subject,
  fact: `nothing is applied or pruned, because there are no manifests at all, and ${inventory.entries.length} objects are installed`,
  reason: "PruneEmptyManifests",
  remedy: "Check the path of the manifests, or use 'mode: uninstall'"
});
var missingInventoryRefusal = ({ subject }) => new KubeflowError("ConflictError", {
  subject,
  fact: "nothing is pruned, because the inventory is missing although an interrupted deploy left traces",
  reason: "PruneInventoryMissing",
  remedy: "Deploy: it records what is there, and the next deploy prunes"
});
var MOST_IN_WORDS = 3;
var namesOf = (deletions) => {
  const shown2 = deletions.slice(0, MOST_IN_WORDS);
  const more = deletions.length - shown2.length;
  return [
    ...shown2.map(({ id }) => describeResource(id)),
    ...more > 0 ? [`and ${more} more`] : []
  ].join(", ");
};
var massRefusal = ({ subject, inventory }, deletions) => new KubeflowError("ConflictError", {
  subject,
  fact: `nothing is applied or pruned, because ${deletions.length} of ${inventory.entries.length} objects would be deleted at once: ${namesOf(deletions)}`,
  reason: "MassDeletion",
  remedy: "Check that the manifests are the ones of this cluster, then set allow-mass-delete: true",
  problems: named(deletions.map(({ id }) => id))
});
var untrusted = (input) => {
  if (!input.inventory.parent) return missingInventoryRefusal(input);
  if (input.members.unread.size > 0) return unreadRefusal(input);
  return input.manifests.length === 0 && !isUninstall(input) ? emptyRefusal(input) : void 0;
};
var isMass = (input, deletions) => !isUninstall(input) && !input.policy.allowMassDelete && deletions.length > ALWAYS_ALLOWED && deletions.length > LARGEST_SHARE * input.inventory.entries.length;
var strangersOf = ({ members, inventory }, wanted2) => {
  const known2 = new Map(
    inventory.entries.map((entry) => [resourceKey(entry.id), entry])
  );
  return [...members.byKey].flatMap(([key, live]) => {
    const entry = known2.get(key);
    if (wanted2.has(key) || entry && isEntryOf(entry, live)) return [];
    const { namespace, name } = live;
    const kind = parseGroupKind(key.slice(0, key.indexOf("/")));
    return [{ ...kind, ...namespace ? { namespace } : {}, name }];
  });
};
var decidePrune = (input) => {
  const wantedList = wantedIds(input);
  const wanted2 = new Set(wantedList.map(resourceKey));
  const entries = input.inventory.entries.filter(
    ({ id }) => !wanted2.has(resourceKey(id))
  );
  const nothing2 = {
    set: input.set,
    deletions: [],
    kept: [],
    gone: [],
    missing: [],
    strangers: strangersOf(input, wanted2),
    protectsClaims: !input.policy.deletable.includes("PersistentVolumeClaim")
  };
  if (entries.length === 0) return nothing2;
  const reason = untrusted(input);
  if (reason && input.policy.prune) return { ...nothing2, refusal: reason };
  if (reason) return nothing2;
  const verdicts = withoutPassengers(judge(input, entries, wanted2), wantedList);
  if (isMass(input, verdicts.deletions)) {
    return {
      ...nothing2,
      ...verdicts,
      deletions: [],
      refusal: massRefusal(input, verdicts.deletions)
    };
  }
  return {
    ...nothing2,
    ...verdicts,
    deletions: inDeletionOrder(verdicts.deletions)
  };
};

// plugins/kubeflow-node/src/apply/prune/confirmDeletions.ts
var BACKOFF3 = { baseMs: 100, capMs: 2e3 };
var byKind = (deletions) => {
  const kinds = /* @__PURE__ */ new Map();
  for (const deletion of deletions) {
    const kind = groupKind(deletion.id);
    kinds.set(kind, [...kinds.get(kind) ?? [], deletion]);
  }
  return [...kinds.values()];
};
var lookAt = async (api, set, deletions) => {
  const [first] = deletions;
  const kind = first && (await api.servedKinds()).find(first.id);
  if (!kind) return [];
  try {
    const live = new Map(
      (await api.listMetadata(kind, memberSelector(set))).map((object) => [
        object.uid,
        object
      ])
    );
    return deletions.flatMap((deletion) => {
      const object = live.get(deletion.uid);
      return object ? [{ deletion, live: object }] : [];
    });
  } catch (unread2) {
    return deletions.map((deletion) => ({ deletion, unread: unread2 }));
  }
};
var confirmDeletions = async (api, deletions, options) => {
  const { clock, random, signal, set } = options;
  let pending2 = deletions;
  for (let looks = 1; ; looks += 1) {
    const found = (await Promise.all(byKind(pending2).map((kind) => lookAt(api, set, kind)))).flat();
    const left = new Set(found.map(({ deletion }) => resourceKey(deletion.id)));
    pending2.filter(({ id }) => !left.has(resourceKey(id))).forEach(options.onGone);
    pending2 = found.map(({ deletion }) => deletion);
    const time = options.deadline - clock.now();
    if (pending2.length === 0 || time <= 0 || signal.aborted) return found;
    const pause = fullJitter(looks, BACKOFF3, () => 0.5 + random() / 2);
    await clock.sleep(Math.min(pause, time), signal).catch((error) => {
      if (!signal.aborted) throw error;
    });
  }
};

// plugins/kubeflow-node/src/apply/prune/pruneErrors.ts
var stuckError = (subject, { deletion: { id }, live, unread: unread2 }) => {
  const finalizers = live?.finalizers ?? [];
  const waits = finalizers.length ? `waits for its finalizers ${finalizers.join(", ")}` : "is still there";
  const command = `kubectl get ${groupKind(id)} ${id.name}${id.namespace ? ` -n ${id.namespace}` : ""} -o yaml`;
  return new KubeflowError("TimeoutError", {
    subject,
    fact: unread2 ? `${describeResource(id)}: whether it is deleted could not be read` : `${describeResource(id)} is being deleted and ${waits}`,
    reason: unread2 ? "DeletionUnread" : "DeletionStuck",
    remedy: `Look at ${command} and at the controller that has to finish; the object stays in the inventory, and the next deploy looks again`,
    cause: unread2
  });
};
var blockedError = (subject, id, by) => new KubeflowError("ConflictError", {
  subject,
  fact: `${describeResource(
    id
  )} is not deleted yet, because ${describeResource(
    by
  )} is still being deleted and may need it`,
  reason: "DeletionBlocked",
  remedy: `Get ${describeResource(by)} deleted, then deploy again`
});
var claimsReason = (claims) => `deleting it would delete the PersistentVolumeClaims ${claims.slice(0, 5).join(", ")}${claims.length > 5 ? ` and ${claims.length - 5} more` : ""}`;

// plugins/kubeflow-node/src/apply/prune/pruneMembers.ts
var CLAIMS = { group: "", kind: "PersistentVolumeClaim" };
var Pruning = class {
  constructor(api, decision, options) {
    this.api = api;
    this.decision = decision;
    this.options = options;
    this.deadline = options.clock.now() + options.timeoutMs;
  }
  api;
  decision;
  options;
  changes = [];
  failures = [];
  removed = [];
  issued = [];
  deadline;
  async run() {
    const { kept, gone } = this.decision;
    kept.forEach(({ id, reason }) => this.skip(id, reason));
    this.removed.push(...gone);
    try {
      await Promise.all([this.lookForMissing(), this.deleteStages()]);
      await this.confirm();
    } catch (error) {
      return { ...this.report(), error };
    }
    return this.report();
  }
  report() {
    const { changes, failures, removed } = this;
    return { changes, failures, removed };
  }
  skip(id, reason) {
    this.record({ id, action: "skipped", reason });
  }
  record(change) {
    this.changes.push(change);
    this.options.observer.changed(change);
  }
  fail(id, error) {
    this.failures.push({ id, error });
    this.options.observer.failed(id, error);
  }
  /** An object that a list by label does not show may still be there without the label. */
  async lookForMissing() {
    await Promise.all(
      this.decision.missing.map(async ({ id, uid }) => {
        try {
          const live = await this.api.get(id);
          if (live?.metadata.uid !== uid) this.removed.push({ id, uid });
          else this.skip(id, "it no longer carries the label of the set");
        } catch (error) {
          this.fail(id, error);
        }
      })
    );
  }
  async deleteStages() {
    const groups = definedGroups(this.decision.deletions.map(({ id }) => id));
    let blockedBy;
    for (const stage of DELETION_STAGES) {
      const deletions = this.decision.deletions.filter(
        ({ id }) => deletionStage(id, groups) === stage
      );
      if (deletions.length === 0) continue;
      if (blockedBy) this.block(deletions, blockedBy);
      else blockedBy = await this.deleteStage(stage, deletions);
    }
  }
  block(deletions, by) {
    const { subject } = this.api;
    deletions.forEach(({ id }) => this.fail(id, blockedError(subject, id, by)));
  }
  /** What the later stages must wait for in vain, if anything. */
  async deleteStage(stage, deletions) {
    const allowed = stage === "namespaces" ? await this.withoutClaims(deletions) : deletions;
    const failed = this.failures.length;
    const ends = await Promise.allSettled(
      allowed.map((deletion) => this.delete(deletion))
    );
    for (const end of ends) if (end.status === "rejected") throw end.reason;
    if (stage !== "custom resources") return void 0;
    const [stuck] = await this.confirm();
    return stuck?.deletion.id ?? this.failures[failed]?.id;
  }
  async delete(deletion) {
    const { signal, assertHeld } = this.options;
    const { id, uid } = deletion;
    signal.throwIfAborted();
    assertHeld?.();
    try {
      await this.api.delete(id, { uid });
      this.issued.push(deletion);
    } catch (error) {
      signal.throwIfAborted();
      this.fail(id, error);
    }
  }
  /** Confirms all that was deleted so far; reports what is still there as failed. */
  async confirm() {
    const { clock, random, signal } = this.options;
    const left = await confirmDeletions(this.api, this.issued.splice(0), {
      set: this.decision.set,
      clock,
      random,
      signal,
      deadline: this.deadline,
      onGone: ({ id, uid }) => {
        this.removed.push({ id, uid });
        this.record({ id, action: "deleted" });
      }
    });
    signal.throwIfAborted();
    const { subject } = this.api;
    for (const unconfirmed of left) {
      this.fail(unconfirmed.deletion.id, stuckError(subject, unconfirmed));
    }
    return left;
  }
  async withoutClaims(namespaces) {
    if (!this.decision.protectsClaims) return namespaces;
    const kind = (await this.api.servedKinds()).find(CLAIMS);
    if (!kind) return namespaces;
    try {
      const claims = await this.api.listMetadata(kind, "");
      return namespaces.filter(({ id }) => {
        const inside = claims.filter(({ namespace }) => namespace === id.name);
        if (inside.length === 0) return true;
        this.skip(id, claimsReason(inside.map(({ name }) => name)));
        return false;
      });
    } catch (error) {
      namespaces.forEach(({ id }) => this.fail(id, error));
      return [];
    }
  }
};
var pruneMembers = (api, decision, options) => new Pruning(api, decision, options).run();

// plugins/kubeflow-node/src/apply/order/definitionSpec.ts
var known = /* @__PURE__ */ new WeakMap();
var withoutSchema = (version) => {
  const { schema: _, ...rest } = fields(version);
  return rest;
};
var definitionSpec = (definition) => {
  const cached = known.get(definition.body);
  if (cached) return cached;
  const { versions, ...rest } = fields(definition.object().spec);
  const spec = { ...rest, versions: items(versions).map(withoutSchema) };
  known.set(definition.body, spec);
  return spec;
};

// plugins/kubeflow-node/src/apply/order/definedKind.ts
var definedKind = (definition) => {
  const spec = definitionSpec(definition);
  return {
    group: textOf2(valueAt(spec, "group")) ?? "",
    kind: textOf2(valueAt(spec, "names", "kind")) ?? ""
  };
};

// plugins/kubeflow-node/src/apply/engine/decideWrites.ts
var DEFINITION = "CustomResourceDefinition.apiextensions.k8s.io";
var isUnchanged = ({ manifest, member, entry, goesWith }, { inventory }) => goesWith === void 0 && member !== void 0 && entry?.uid !== void 0 && entry.digest !== void 0 && entry.owned !== void 0 && member.uid === entry.uid && member.deletionTimestamp === void 0 && entry.digest === inventory.digestOf(manifest) && entry.owned === ownedDigest(member.managedFields);
var Dying = class {
  namespaces = /* @__PURE__ */ new Map();
  kinds = /* @__PURE__ */ new Map();
  constructor({ manifests, members }) {
    for (const manifest of manifests) {
      const { id } = manifest;
      const member = members.byKey.get(resourceKey(id));
      if (member?.deletionTimestamp === void 0) continue;
      const kind = groupKind(id);
      if (kind === "Namespace") this.namespaces.set(id.name, id);
      if (kind === DEFINITION)
        this.kinds.set(groupKind(definedKind(manifest)), id);
    }
  }
  /** What the object goes with. */
  holderOf(id) {
    const { namespace = "" } = id;
    return this.namespaces.get(namespace) ?? this.kinds.get(groupKind(id));
  }
};
var decideWrites = (state) => {
  const entries = new Map(
    state.inventory.entries.map((entry) => [resourceKey(entry.id), entry])
  );
  const dying = new Dying(state);
  const all = state.manifests.map((manifest) => {
    const key = resourceKey(manifest.id);
    return {
      manifest,
      member: state.members.byKey.get(key),
      entry: entries.get(key),
      goesWith: dying.holderOf(manifest.id)
    };
  });
  return {
    unchanged: all.filter((each) => isUnchanged(each, state)),
    candidates: all.filter((each) => !isUnchanged(each, state))
  };
};
var intendedWrite = ({
  manifest,
  member,
  entry
}) => ({
  id: manifest.id,
  ...member && !entry ? { before: member.uid } : {}
});

// plugins/kubeflow-node/src/apply/engine/scopedManifests.ts
var declaredScopes = (manifests) => new Map(
  manifests.filter(({ id }) => id.kind === "CustomResourceDefinition").map((manifest) => {
    const spec = definitionSpec(manifest);
    const kind = groupKind(definedKind(manifest));
    return [kind, valueAt(spec, "scope") === "Namespaced"];
  })
);
var checkUnique = (subject, manifests) => {
  const byKey = Map.groupBy(manifests, ({ id }) => resourceKey(id));
  const doubles = [...byKey.values()].filter(({ length }) => length > 1);
  const [first] = doubles;
  if (!first?.[0]) return;
  throw new KubeflowError("InputError", {
    subject,
    fact: `${describeResource(first[0].id)} is in the manifests ${first.length} times: ${first.map(({ source }) => `${source.path}:${source.line}`).join(", ")}`,
    reason: "DuplicateObject",
    remedy: "Keep one of them",
    problems: doubles.map(([double, ...others]) => ({
      message: `${double ? describeResource(double.id) : ""} is there ${others.length + 1} times`,
      file: double?.source.path,
      line: double?.source.line
    }))
  });
};
var scopedManifests = (subject, manifests, kinds) => {
  const declared = declaredScopes(manifests);
  const scoped = manifests.map((manifest) => {
    const { id } = manifest;
    const namespaced = declared.get(groupKind(id)) ?? kinds.find(id)?.namespaced;
    if (namespaced === void 0) return manifest;
    const inCluster = scopedId(id, { namespaced });
    return inCluster === id ? manifest : { ...manifest, id: inCluster };
  });
  checkUnique(subject, scoped);
  return scoped;
};

// plugins/kubeflow-node/src/apply/wait/statuslessKinds.ts
var STATUSLESS = /* @__PURE__ */ new Set([
  "ConfigMap",
  "Secret",
  "ServiceAccount",
  "LimitRange",
  "ResourceQuota",
  "CronJob.batch",
  "Role.rbac.authorization.k8s.io",
  "RoleBinding.rbac.authorization.k8s.io",
  "ClusterRole.rbac.authorization.k8s.io",
  "ClusterRoleBinding.rbac.authorization.k8s.io",
  "MutatingWebhookConfiguration.admissionregistration.k8s.io",
  "ValidatingWebhookConfiguration.admissionregistration.k8s.io",
  "NetworkPolicy.networking.k8s.io",
  "IngressClass.networking.k8s.io",
  "PriorityClass.scheduling.k8s.io",
  "RuntimeClass.node.k8s.io",
  "StorageClass.storage.k8s.io",
  "CSIDriver.storage.k8s.io"
]);
var isStatusless = (groupKind2) => STATUSLESS.has(groupKind2);

// plugins/kubeflow-node/src/apply/engine/readState.ts
var isListedWhole = (kind) => !isStatusless(groupKind(kind)) && kind.kind !== "CustomResourceDefinition";
var listingWhole = (api, seen) => ({
  subject: api.subject,
  servedKinds: (options) => api.servedKinds(options),
  apply: (manifest, options) => api.apply(manifest, options),
  get: (id) => api.get(id),
  delete: (id, options) => api.delete(id, options),
  requests: api.requests,
  listMetadata: async (kind, labelSelector) => {
    if (!isListedWhole(kind)) {
      return await api.listMetadata(kind, labelSelector);
    }
    const objects = await api.listObjects(kind, labelSelector);
    objects.forEach((object) => seen(kind, object));
    return objects.map(({ metadata }) => metadata);
  }
});
var NOTHING = { byKey: /* @__PURE__ */ new Map(), unread: /* @__PURE__ */ new Map() };
var readClusterMembers = async (api, { set, inventory, manifests }) => {
  const live = /* @__PURE__ */ new Map();
  if (!inventory.parent && inventory.entries.length === 0) {
    return { members: NOTHING, live };
  }
  const reading = listingWhole(api, ({ group, kind }, object) => {
    const { namespace, name } = object.metadata;
    live.set(resourceKey({ group, kind, namespace, name }), object);
  });
  const members = await readMembers(reading, set, { inventory, manifests });
  return { members, live };
};
var readState = async (target, api, request) => {
  const { set, clock } = request;
  const [kinds, inventory] = await Promise.all([
    api.servedKinds(),
    readInventory(target, set, { clock })
  ]);
  const manifests = scopedManifests(api.subject, request.manifests, kinds);
  const found = await readClusterMembers(api, {
    ...request,
    manifests,
    inventory
  });
  return { kinds, inventory, manifests, ...found };
};

// plugins/kubeflow-node/src/apply/diff/liveSecrets.ts
var MOST_READS3 = 40;
var ifReadable = async (api, id) => {
  try {
    const live = await api.get(id);
    return live ? [live] : [];
  } catch (error) {
    if (!hasReason(error, "Forbidden")) throw error;
    return [];
  }
};
var liveSecrets = async (api, candidates, { manifests, inventory }) => {
  const kept = new Set(manifests.map(({ id }) => resourceKey(id)));
  const secrets = [
    ...candidates.filter(({ member }) => member !== void 0).map(({ manifest }) => manifest.id),
    ...inventory.entries.map(({ id }) => id).filter((id) => !kept.has(resourceKey(id)))
  ].filter(({ group, kind }) => group === "" && kind === "Secret");
  const found = await concurrently(
    secrets,
    MOST_READS3,
    (id) => ifReadable(api, id)
  );
  return found.flat();
};

// plugins/kubeflow-node/src/apply/wait/lastWord.ts
var LAST_WORD_MS = 5e3;
var lastWord = async (look, signal) => {
  let isOver = false;
  const onTimeout = () => {
    isOver = true;
    return new Error("no time for a last look");
  };
  try {
    await withDeadline(look, { ms: LAST_WORD_MS, signal, onTimeout });
  } catch (error) {
    if (!isOver && !signal.aborted) throw error;
  }
};

// plugins/kubeflow-node/src/apply/status/apiGroup.ts
var groupOf2 = (apiVersion) => apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";

// plugins/kubeflow-node/src/apply/status/condition.ts
var isOfNow = (condition, generation) => numberOf(valueAt(condition, "observedGeneration"), generation) >= generation;
var conditionsOf = (live) => {
  const generation = live.metadata.generation ?? 0;
  return items(valueAt(live, "status", "conditions")).filter((condition) => isOfNow(condition, generation)).map(fields).map(({ type, status, reason, message }) => ({
    type: String(type),
    status: String(status),
    reason: textOf2(reason),
    message: textOf2(message)
  }));
};
var findCondition = (live, type) => conditionsOf(live).find((condition) => condition.type === type);
var describeCondition = (condition, instead) => [condition?.reason, condition?.message].filter(Boolean).join(": ") || instead;

// plugins/kubeflow-node/src/apply/status/status.ts
var current = (message) => ({
  status: "Current",
  message
});
var inProgress = (message) => ({
  status: "InProgress",
  message
});
var failing = (message) => ({
  status: "Failed",
  message
});
var failedForGood = (message) => ({
  status: "Failed",
  message,
  final: true
});

// plugins/kubeflow-node/src/apply/status/apiKindStatus.ts
var definitionStatus = (live) => {
  const names = findCondition(live, "NamesAccepted");
  if (names?.status === "False") {
    return failedForGood(
      `its names are refused: ${describeCondition(names, "no reason given")}`
    );
  }
  const established = findCondition(live, "Established");
  if (established?.status === "True") return current("it is established");
  return established?.status === "False" && established.reason !== "Installing" ? failedForGood(
    `it is not established: ${describeCondition(
      established,
      "no reason given"
    )}`
  ) : inProgress(describeCondition(established, "it is not established yet"));
};
var apiServiceStatus = (live) => {
  const available = findCondition(live, "Available");
  return available?.status === "True" ? current("the API is available") : inProgress(describeCondition(available, "the API is not available yet"));
};

// plugins/kubeflow-node/src/apply/status/coreKindStatus.ts
var namespaceStatus = (live) => {
  const phase = textOf2(valueAt(live, "status", "phase"));
  if (phase === "Terminating") {
    return { status: "Terminating", message: "the namespace is being deleted" };
  }
  return current("the namespace is active");
};
var claimStatus = (live) => {
  const phase = textOf2(valueAt(live, "status", "phase"));
  if (phase === "Lost") {
    return failedForGood("its volume is lost");
  }
  if (phase !== "Bound") return inProgress("it is not bound to a volume");
  const resizing = findCondition(live, "FileSystemResizePending");
  return resizing?.status === "True" ? current(
    `it is bound; ${describeCondition(resizing, "its growth is pending")}`
  ) : current("it is bound");
};
var serviceStatus = (live) => {
  const type = textOf2(valueAt(live, "spec", "type"));
  const addresses = items(valueAt(live, "status", "loadBalancer", "ingress"));
  return type === "LoadBalancer" && addresses.length === 0 ? inProgress("it has no load balancer yet") : current("the Service is ready");
};
var disruptionBudgetStatus = (live) => valueAt(live, "status", "observedGeneration") === void 0 ? inProgress("its controller has not seen it yet") : current("its allowed disruptions are computed");

// plugins/kubeflow-node/src/apply/status/jobStatus.ts
var jobStatus = (live) => {
  const failed = findCondition(live, "Failed");
  if (failed?.status === "True") {
    return failedForGood(
      `the Job has failed: ${describeCondition(failed, "no reason given")}`
    );
  }
  if (findCondition(live, "Complete")?.status === "True") {
    return current("the Job has completed");
  }
  if (valueAt(live, "spec", "suspend") === true) {
    return current("the Job is suspended on purpose");
  }
  const count2 = (name) => numberOf(valueAt(live, "status", name), 0);
  const completions = numberOf(
    valueAt(live, "spec", "completions"),
    numberOf(valueAt(live, "spec", "parallelism"), 1)
  );
  return valueAt(live, "status", "startTime") === void 0 ? inProgress("the Job has not started") : inProgress(
    `${count2("succeeded")} of ${completions} completions, ${count2(
      "active"
    )} pods are running, ${count2("failed")} have failed`
  );
};

// plugins/kubeflow-node/src/apply/status/podStatus.ts
var containersWaitingFor = (live, reason) => items(valueAt(live, "status", "containerStatuses")).filter(
  (container) => valueAt(container, "state", "waiting", "reason") === reason
).map((container) => textOf2(valueAt(container, "name")) ?? "?");
var running = (live) => {
  const ready = findCondition(live, "Ready");
  if (ready?.status === "True") return current("the pod is ready");
  const crashing = containersWaitingFor(live, "CrashLoopBackOff");
  return crashing.length > 0 ? failing(`crash loop of container ${crashing.join(", ")}`) : inProgress(describeCondition(ready, "the pod is not ready"));
};
var pending = (live) => {
  const scheduled = findCondition(live, "PodScheduled");
  return scheduled?.status === "False" ? inProgress(describeCondition(scheduled, "no node takes the pod")) : inProgress("the pod is starting");
};
var podStatus = (live) => {
  const phase = textOf2(valueAt(live, "status", "phase"));
  const message = textOf2(valueAt(live, "status", "message"));
  switch (phase) {
    case "Succeeded":
      return current("the pod has completed");
    case "Failed":
      return failedForGood(message ?? "the pod has failed");
    case "Running":
      return running(live);
    case "Pending":
    case void 0:
      return pending(live);
    default:
      return {
        status: "Unknown",
        message: message ?? `the pod's phase is ${phase}`
      };
  }
};

// plugins/kubeflow-node/src/apply/status/workloadStatus.ts
var count = (live, name) => numberOf(valueAt(live, "status", name), 0);
var wanted = (live) => numberOf(valueAt(live, "spec", "replicas"), 1);
var replicas = (number) => number === 1 ? "1 replica is" : `${number} replicas are`;
var soFar = (has, wants, what) => `${has} of ${replicas(wants)} ${what}`;
var firstShortage = (shortages) => {
  const short = shortages.find(([has, wants]) => has < wants);
  return short && inProgress(soFar(...short));
};
var surplus = (live) => {
  const extra = count(live, "replicas") - wanted(live);
  return extra > 0 ? inProgress(`${replicas(extra)} of the former version still to end`) : void 0;
};
var isUnseen = (live) => valueAt(live, "status", "observedGeneration") === void 0;
var unseen = inProgress("its controller has not seen it yet");
var UNLIMITED = 2 ** 31 - 1;
var rollout = (live) => {
  const deadline = numberOf(
    valueAt(live, "spec", "progressDeadlineSeconds"),
    UNLIMITED
  );
  const progressing = findCondition(live, "Progressing");
  if (deadline === UNLIMITED || valueAt(live, "spec", "paused") === true) {
    return void 0;
  }
  return progressing?.status === "True" && progressing.reason === "NewReplicaSetAvailable" ? void 0 : inProgress(
    describeCondition(progressing, "its new ReplicaSet is not available")
  );
};
var deploymentStatus = (live) => {
  if (isUnseen(live)) return unseen;
  const progressing = findCondition(live, "Progressing");
  const wants = wanted(live);
  if (progressing?.reason === "ProgressDeadlineExceeded") {
    return failedForGood(
      `the rollout made no progress within its deadline, ${soFar(
        count(live, "availableReplicas"),
        wants,
        "available"
      )}`
    );
  }
  const available = findCondition(live, "Available");
  const updated = count(live, "updatedReplicas");
  return firstShortage([
    [count(live, "replicas"), wants, "created"],
    [updated, wants, "updated"]
  ]) ?? surplus(live) ?? firstShortage([
    [count(live, "availableReplicas"), updated, "available"],
    [count(live, "readyReplicas"), wants, "ready"]
  ]) ?? rollout(live) ?? (available?.status === "True" ? current(`${replicas(wants)} available`) : inProgress(describeCondition(available, "it is not available")));
};
var revisionRollout = (live) => {
  const wants = wanted(live);
  const partition = numberOf(
    valueAt(live, "spec", "updateStrategy", "rollingUpdate", "partition"),
    0
  );
  const updated = count(live, "updatedReplicas");
  if (partition > 0) {
    return firstShortage([[updated, wants - partition, "updated"]]) ?? current(`${replicas(updated)} updated, as the partition asks`);
  }
  const isMixed = valueAt(live, "status", "currentRevision") !== valueAt(live, "status", "updateRevision");
  return isMixed ? inProgress(soFar(updated, wants, "of the new revision")) : firstShortage([[count(live, "currentReplicas"), wants, "current"]]) ?? current(`${replicas(wants)} ready`);
};
var statefulSetStatus = (live) => {
  if (valueAt(live, "spec", "updateStrategy", "type") === "OnDelete") {
    return current("its pods are updated when someone deletes them (OnDelete)");
  }
  if (isUnseen(live)) return unseen;
  const wants = wanted(live);
  return firstShortage([
    [count(live, "replicas"), wants, "created"],
    [count(live, "readyReplicas"), wants, "ready"]
  ]) ?? surplus(live) ?? revisionRollout(live);
};
var daemonSetStatus = (live) => {
  const wants = numberOf(valueAt(live, "status", "desiredNumberScheduled"), -1);
  if (isUnseen(live) || wants < 0) return unseen;
  return firstShortage([
    [count(live, "currentNumberScheduled"), wants, "scheduled"],
    [count(live, "updatedNumberScheduled"), wants, "updated"],
    [count(live, "numberAvailable"), wants, "available"],
    [count(live, "numberReady"), wants, "ready"]
  ]) ?? current(`${replicas(wants)} ready`);
};
var replicaSetStatus = (live) => {
  if (isUnseen(live)) return unseen;
  const failure = findCondition(live, "ReplicaFailure");
  if (failure?.status === "True") {
    return inProgress(describeCondition(failure, "its pods are refused"));
  }
  const wants = wanted(live);
  return firstShortage([
    [count(live, "fullyLabeledReplicas"), wants, "labelled"],
    [count(live, "availableReplicas"), wants, "available"],
    [count(live, "readyReplicas"), wants, "ready"]
  ]) ?? surplus(live) ?? current(`${replicas(wants)} ready`);
};

// plugins/kubeflow-node/src/apply/status/statusOfObject.ts
var BY_KIND = {
  "Namespace.": namespaceStatus,
  "Pod.": podStatus,
  "PersistentVolumeClaim.": claimStatus,
  "Service.": serviceStatus,
  "Deployment.apps": deploymentStatus,
  "StatefulSet.apps": statefulSetStatus,
  "DaemonSet.apps": daemonSetStatus,
  "ReplicaSet.apps": replicaSetStatus,
  "Job.batch": jobStatus,
  // It is a timetable: the Jobs that it starts are not ours.
  "CronJob.batch": () => current("the CronJob is scheduled"),
  "PodDisruptionBudget.policy": disruptionBudgetStatus,
  "CustomResourceDefinition.apiextensions.k8s.io": definitionStatus,
  "APIService.apiregistration.k8s.io": apiServiceStatus
};
var ALWAYS_JUDGED = /* @__PURE__ */ new Set(["cert-manager.io"]);
var terminating = ({ metadata }) => {
  if (!metadata.deletionTimestamp) return void 0;
  const holders = (metadata.finalizers ?? []).join(", ");
  return {
    status: "Terminating",
    message: holders ? `it is being deleted and held by ${holders}` : "it is being deleted"
  };
};
var unobserved = (live) => {
  const generation = live.metadata.generation ?? 0;
  const observed = numberOf(
    valueAt(live, "status", "observedGeneration"),
    generation
  );
  return observed === generation ? void 0 : inProgress(
    `its controller has seen generation ${observed} of ${generation}`
  );
};
var abnormal = (live) => {
  for (const condition of conditionsOf(live)) {
    if (condition.status === "True" && condition.type === "Reconciling") {
      return inProgress(describeCondition(condition, "it is being reconciled"));
    }
    if (condition.status === "True" && condition.type === "Stalled") {
      return failing(describeCondition(condition, "it is stalled"));
    }
  }
  return void 0;
};
var readiness = (live) => {
  const ready = findCondition(live, "Ready");
  if (ready) {
    return ready.status === "True" ? current(describeCondition(ready, "it is ready")) : inProgress(describeCondition(ready, "it is not ready"));
  }
  return ALWAYS_JUDGED.has(groupOf2(live.apiVersion)) ? inProgress("its controller has not judged it yet") : current("it exists");
};
var statusOfObject = (live) => {
  const ofKind = BY_KIND[`${live.kind}.${groupOf2(live.apiVersion)}`];
  return terminating(live) ?? unobserved(live) ?? abnormal(live) ?? (ofKind ? ofKind(live) : readiness(live));
};

// plugins/kubeflow-node/src/apply/wait/podReport.ts
var isRunning = (status) => valueAt(status, "state", "running") !== void 0;
var isReady = (pod) => items(valueAt(pod, "status", "conditions")).some(
  (condition) => valueAt(condition, "type") === "Ready" && valueAt(condition, "status") === "True"
);
var initNames = (pod) => new Set(
  items(valueAt(pod, "spec", "initContainers")).map(
    (container) => textOf2(valueAt(container, "name"))
  )
);
var containerName = (pod, name) => `${initNames(pod).has(name) ? "init container" : "container"} ${name}`;
var statuses = (pod) => [
  ...items(valueAt(pod, "status", "initContainerStatuses")),
  ...items(valueAt(pod, "status", "containerStatuses"))
];
var crashedContainer = (pod) => {
  const status = statuses(pod).find(
    (one) => valueAt(one, "state", "running") === void 0 && numberOf(valueAt(one, "restartCount"), 0) > 0 && valueAt(one, "lastState", "terminated") !== void 0
  );
  return textOf2(valueAt(status, "name"));
};
var restartsOf = (pod, container) => numberOf(
  valueAt(
    statuses(pod).find((one) => valueAt(one, "name") === container),
    "restartCount"
  ),
  0
);
var podsInTrouble = (pods) => {
  const held = pods.filter(
    (pod) => !isReady(pod) && valueAt(pod, "status", "phase") !== "Succeeded"
  ).map((pod) => ({
    pod,
    trouble: podTrouble(pod),
    crashed: crashedContainer(pod)
  }));
  return [
    ...held.filter(({ trouble }) => trouble),
    ...held.filter(({ trouble }) => !trouble)
  ];
};
var IMAGE_REASONS = /* @__PURE__ */ new Set([
  "ErrImagePull",
  "ImagePullBackOff",
  "InvalidImageName",
  "ErrImageNeverPull",
  "RegistryUnavailable"
]);
var imageOf = (pod) => {
  const waiting = statuses(pod).find(
    (one) => IMAGE_REASONS.has(textOf2(valueAt(one, "state", "waiting", "reason")) ?? "")
  );
  return textOf2(valueAt(waiting, "image")) ?? "an image";
};
var withMessage = (text, message) => message ? `${text}: ${message}` : text;
var sentenceOf = ({ pod, trouble, crashed }) => {
  if (!trouble) return startingSentence(pod);
  const { reason, message, exitCode, container } = trouble;
  if (reason === "Unschedulable") {
    return withMessage("no node takes it", message);
  }
  if (IMAGE_REASONS.has(reason)) {
    return withMessage(
      `the image ${imageOf(pod)} cannot be pulled (${reason})`,
      message
    );
  }
  const where = container ?? crashed;
  const code = exitCode === void 0 ? "" : `, exit code ${exitCode}`;
  const times = where ? restartsOf(pod, where) : 0;
  const again = times > 0 ? `, started anew ${times} times` : "";
  const told = `${where ? `${containerName(pod, where)}: ` : ""}${reason}${code}${again}`;
  return reason === "CrashLoopBackOff" ? told : withMessage(told, message);
};
var startingSentence = (pod) => {
  const init = items(valueAt(pod, "status", "initContainerStatuses"));
  const running2 = init.find(isRunning);
  if (running2) {
    return `init container ${valueAt(running2, "name")} is still running`;
  }
  const unready = items(valueAt(pod, "status", "containerStatuses")).find(
    (status) => isRunning(status) && valueAt(status, "ready") !== true
  );
  return unready ? `container ${valueAt(unready, "name")} runs and is not ready` : "it is starting";
};
var TELLING = /* @__PURE__ */ new Set([
  "FailedMount",
  "FailedAttachVolume",
  "FailedCreatePodSandBox",
  "NetworkNotReady",
  "Unhealthy",
  "FailedBinding",
  "ProvisioningFailed"
]);
var timeOf = (event) => textOf2(event.lastTimestamp) ?? textOf2(event.eventTime) ?? event.metadata.creationTimestamp ?? "";
var eventOf = (events, subject) => {
  const telling = events.filter(
    (event) => valueAt(event, "involvedObject", "kind") === subject.kind && valueAt(event, "involvedObject", "name") === subject.name && TELLING.has(textOf2(event.reason) ?? "")
  ).sort((a, b) => timeOf(a) < timeOf(b) ? 1 : -1);
  return textOf2(telling[0]?.message);
};
var describePod = (found, events, log) => {
  const { name } = found.pod.metadata;
  const event = eventOf(events, { kind: "Pod", name });
  return [
    `pod ${name}: ${sentenceOf(found)}`,
    ...event ? [`pod ${name}: ${event}`] : [],
    ...log.map((line2) => `  ${line2}`)
  ];
};
var needsEvents = ({ trouble }) => !trouble;

// plugins/kubeflow-node/src/apply/wait/claimReport.ts
var usesClaim = (pod, claim) => items(valueAt(pod, "spec", "volumes")).some(
  (volume) => valueAt(volume, "persistentVolumeClaim", "claimName") === claim
);
var waitsForConsumer = (claim, classes, pods) => {
  const name = textOf2(valueAt(claim, "spec", "storageClassName"));
  const storageClass = classes.find(({ metadata }) => metadata.name === name);
  return storageClass?.volumeBindingMode === "WaitForFirstConsumer" && !pods.some((pod) => usesClaim(pod, claim.metadata.name));
};
var isDefault = ({ metadata }) => metadata.annotations?.["storageclass.kubernetes.io/is-default-class"] === "true";
var describeClaim = (claim, classes, events) => {
  const { name } = claim.metadata;
  const event = eventOf(events, { kind: "PersistentVolumeClaim", name });
  const said = event ? [event] : [];
  const className = valueAt(claim, "spec", "storageClassName");
  if (className === "" || !classes) return said;
  if (className === void 0) {
    return classes.some(isDefault) ? said : ["the cluster has no default StorageClass", ...said];
  }
  return classes.some(({ metadata }) => metadata.name === className) ? said : [`StorageClass ${className} does not exist`, ...said];
};

// plugins/kubeflow-node/src/apply/wait/crashLogs.ts
var LINES = 5;
var MOST_PER_ROUND = 6;
var CrashLogs = class {
  constructor(kubernetes) {
    this.kubernetes = kubernetes;
  }
  kubernetes;
  known = /* @__PURE__ */ new Map();
  left = MOST_PER_ROUND;
  beginRound() {
    this.left = MOST_PER_ROUND;
  }
  /** Empty when nothing has crashed, or too much was read in this round. */
  async linesOf({
    pod,
    crashed,
    trouble
  }) {
    const container = crashed ?? trouble?.container;
    if (!container) return [];
    const { uid, name, namespace = "" } = pod.metadata;
    const restarts = restartsOf(pod, container);
    const key = [uid ?? name, container, restarts].join("/");
    const known2 = this.known.get(key);
    if (known2 || this.left <= 0) return known2 ?? [];
    this.left -= 1;
    const lines = await this.read({ namespace, name }, container, restarts > 0);
    this.known.set(key, lines);
    return lines;
  }
  async read(pod, container, previous) {
    try {
      return await this.kubernetes.podLog(pod, {
        container,
        tailLines: LINES,
        previous
      });
    } catch (error) {
      const why = isKubeflowError(error) ? error.fact : String(error);
      return [`(its log could not be read: ${why})`];
    }
  }
};

// plugins/kubeflow-node/src/apply/wait/labelMatch.ts
var holds = (expression, labels) => {
  const { key, operator, values } = fields(expression);
  const name = textOf2(key) ?? "";
  const label = Object.hasOwn(labels, name) ? labels[name] : void 0;
  switch (operator) {
    case "In":
      return label !== void 0 && items(values).includes(label);
    case "NotIn":
      return label === void 0 || !items(values).includes(label);
    case "Exists":
      return label !== void 0;
    case "DoesNotExist":
      return label === void 0;
    default:
      return false;
  }
};
var selects = (selector, labels = {}) => {
  const wanted2 = Object.entries(fields(valueAt(selector, "matchLabels")));
  const expressions = items(valueAt(selector, "matchExpressions"));
  return wanted2.length + expressions.length > 0 && wanted2.every(([name, value]) => labels[name] === value) && expressions.every((expression) => holds(expression, labels));
};

// plugins/kubeflow-node/src/apply/wait/explainer.ts
var MOST_NAMESPACES = 10;
var MOST_PODS = 2;
var EVENTS = { group: "", version: "v1", plural: "events" };
var STORAGE_CLASSES = {
  group: "storage.k8s.io",
  version: "v1",
  plural: "storageclasses"
};
var isClaim = ({ id }) => groupKind(id) === "PersistentVolumeClaim";
var gapOf = (what, error) => `${what} could not be read: ${isKubeflowError(error) ? error.fact : String(error)}`;
var refusalOf = (live) => {
  const failure = findCondition(live, "ReplicaFailure");
  return failure?.status === "True" && failure.message ? [`its pods are refused: ${failure.message}`] : [];
};
var Explainer = class {
  constructor(kubernetes) {
    this.kubernetes = kubernetes;
    this.logs = new CrashLogs(kubernetes);
  }
  kubernetes;
  logs;
  /** Never throws: what may not be read is said instead. */
  async explain(unready) {
    const found = unready.filter((one) => one.live !== void 0);
    const byNamespace = Map.groupBy(
      found.filter((one) => isClaim(one) || this.hasPods(one)),
      ({ id }) => id.namespace ?? ""
    );
    const classes = found.some(isClaim) ? await this.read({
      collection: STORAGE_CLASSES,
      what: "storage classes"
    }) : void 0;
    this.logs.beginRound();
    const parts = await concurrently(
      [...byNamespace].slice(0, MOST_NAMESPACES),
      4,
      ([namespace, ones]) => this.explainNamespace(namespace, ones, classes)
    );
    return {
      details: new Map(parts.flatMap(({ details }) => [...details])),
      settled: parts.flatMap(({ settled }) => settled)
    };
  }
  hasPods({ live, id }) {
    return groupKind(id) === "Pod" || valueAt(live, "spec", "selector") !== void 0;
  }
  async explainNamespace(namespace, ones, classes) {
    const pods = await this.read({
      collection: { ...PODS, namespace },
      what: `pods of namespace ${namespace}`
    });
    const claims = ones.filter(isClaim);
    const workloads = ones.filter((one) => !isClaim(one)).map((one) => ({ one, held: this.heldPods(one, pods.objects) }));
    const idle = claims.filter(
      ({ live }) => !pods.gap && waitsForConsumer(live, classes?.objects ?? [], pods.objects)
    );
    const waiting = claims.filter((one) => !idle.includes(one));
    const [podEvents, claimEvents] = await Promise.all([
      workloads.some(({ held }) => held.some(needsEvents)) ? this.events(namespace, "type=Warning") : [],
      waiting.length > 0 ? this.events(namespace, "involvedObject.kind=PersistentVolumeClaim") : []
    ]);
    const details = /* @__PURE__ */ new Map();
    for (const { one, held } of workloads) {
      details.set(resourceKey(one.id), [
        ...refusalOf(one.live),
        ...pods.gap ? [pods.gap] : [],
        ...await this.describePods(held, podEvents)
      ]);
    }
    for (const { id, live } of waiting) {
      details.set(
        resourceKey(id),
        describeClaim(
          live,
          classes?.gap ? void 0 : classes?.objects,
          claimEvents
        )
      );
    }
    return {
      details,
      settled: idle.map(({ id }) => ({
        id,
        status: current("it is bound when a pod uses it")
      }))
    };
  }
  heldPods({ id, live }, pods) {
    const own = groupKind(id) === "Pod" ? pods.filter(({ metadata }) => metadata.name === id.name) : pods.filter(
      ({ metadata }) => selects(valueAt(live, "spec", "selector"), metadata.labels)
    );
    return podsInTrouble(own);
  }
  async describePods(held, events) {
    const shown2 = held.slice(0, MOST_PODS);
    const parts = [];
    for (const one of shown2) {
      parts.push(...describePod(one, events, await this.logs.linesOf(one)));
    }
    const more = held.length - shown2.length;
    return more > 0 ? [...parts, `and ${more} more pods`] : parts;
  }
  async events(namespace, fieldSelector) {
    const { objects } = await this.read({
      collection: { ...EVENTS, namespace },
      what: "events",
      fieldSelector
    });
    return objects;
  }
  async read({
    collection,
    what,
    fieldSelector
  }) {
    try {
      const objects = await this.kubernetes.list(collection, { fieldSelector });
      return { objects };
    } catch (error) {
      return { objects: [], gap: gapOf(what, error) };
    }
  }
};

// plugins/kubeflow-node/src/apply/wait/shortLine.ts
var LONGEST_TEXT2 = 500;
var shortLine = (text) => {
  const line2 = text.replace(/\s*[\r\n]+\s*/g, " ").trimEnd();
  return line2.length > LONGEST_TEXT2 ? `${line2.slice(0, LONGEST_TEXT2)} …` : line2;
};

// plugins/kubeflow-node/src/apply/wait/readinessBoard.ts
var idOf3 = ({
  apiVersion,
  kind,
  metadata
}) => ({
  group: groupOf2(apiVersion),
  kind,
  namespace: metadata.namespace,
  name: metadata.name
});
var NOT_FOUND = {
  status: "NotFound",
  message: "it does not exist"
};
var UNREAD = {
  status: "Unknown",
  message: "it could not be read in time"
};
var ReadinessBoard = class {
  entries = /* @__PURE__ */ new Map();
  say;
  constructor(ids, redact) {
    this.say = (text) => shortLine(redact(text));
    for (const id of ids) {
      this.entries.set(resourceKey(id), { id, details: [] });
    }
  }
  /** Takes in a whole collection; what is concerned and not among the objects does not exist. */
  synchronize(concerned, objects) {
    const found = new Set(objects.map((object) => resourceKey(idOf3(object))));
    objects.forEach((object) => this.observe(object));
    for (const id of concerned) {
      if (!found.has(resourceKey(id))) this.judge(id, NOT_FOUND);
    }
  }
  observe(object) {
    const live = object;
    this.judge(idOf3(object), statusOfObject(live), live);
  }
  remove(object) {
    this.judge(idOf3(object), NOT_FOUND);
  }
  /** Records a verdict about an object; those that are not waited for are passed over. */
  judge(id, status, live) {
    const entry = this.entries.get(resourceKey(id));
    if (!entry) return;
    entry.status = status;
    entry.live = status.status === "Current" ? void 0 : live;
    if (status.status === "Current") entry.details = [];
  }
  /** Replaces what is said about the objects of these keys; all others lose theirs. */
  explain(details) {
    for (const [key, entry] of this.entries) {
      entry.details = (details.get(key) ?? []).map(this.say);
    }
  }
  unready() {
    return [...this.entries.values()].flatMap(
      ({ id, status, live }) => status?.status === "Current" ? [] : [{ id, status: status ?? UNREAD, live }]
    );
  }
  waiting() {
    return this.unready().map(({ id, status }) => ({
      id,
      status: status.status,
      fact: this.say(status.message),
      details: this.entries.get(resourceKey(id))?.details ?? []
    }));
  }
  /** Nothing that is left can become ready by itself. */
  isDecided() {
    return this.unready().every(({ status }) => status.final === true);
  }
  /** Only claims are left, which may wait for a pod that nobody makes. */
  hasOnlyClaims() {
    const unready = this.unready();
    return unready.length > 0 && unready.every(
      ({ id, live }) => groupKind(id) === "PersistentVolumeClaim" && live
    );
  }
};

// plugins/kubeflow-node/src/apply/diff/valueText.ts
var LONGEST = 200;
var BEFORE = 60;
var valueText = (value) => {
  if (value === void 0) return void 0;
  return typeof value === "string" ? value : exactText(value);
};
var exactText = (value) => {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return `[${value.map(exactText).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== void 0).map(([name, member]) => `${JSON.stringify(name)}:${exactText(member)}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
};
var cut = (text, from) => {
  const end = from + LONGEST;
  const left = text.length - Math.min(end, text.length);
  return [
    from > 0 ? `… ${text.slice(from, end)}` : text.slice(0, end),
    left > 0 ? ` … (${left} more characters)` : ""
  ].join("");
};
var firstDifference = (a, b) => {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
};
var shortenedPair = (before, after) => {
  const isLong = [before, after].some((text) => (text?.length ?? 0) > LONGEST);
  if (!isLong) return [before, after];
  const from = before === void 0 || after === void 0 ? 0 : Math.max(0, firstDifference(before, after) - BEFORE);
  return [before, after].map(
    (text) => text === void 0 ? void 0 : cut(text, from)
  );
};

// plugins/kubeflow-node/src/apply/diff/fieldPath.ts
var memberPath = (path4, name) => {
  if (!/^[A-Za-z_][\w-]*$/.test(name)) {
    return `${path4}[${JSON.stringify(name)}]`;
  }
  return path4 ? `${path4}.${name}` : name;
};

// plugins/kubeflow-node/src/apply/diff/listKeys.ts
var BY_FIELD = new Map(
  Object.entries({
    ports: [
      ["containerPort", "protocol"],
      ["containerPort"],
      ["port", "protocol"],
      ["port"]
    ],
    volumeMounts: [["mountPath"]],
    volumeDevices: [["devicePath"]],
    hostAliases: [["ip"]],
    conditions: [["type"]],
    ownerReferences: [["uid"]],
    topologySpreadConstraints: [["topologyKey", "whenUnsatisfiable"]]
  })
);
var ANY = [["name"]];
var isScalar = (value) => value !== void 0 && value !== null && typeof value !== "object";
var keyText = (item, key) => key.map((name) => `${name}=${JSON.stringify(String(fields(item)[name]))}`).join(",");
var identifies = (key, list) => list.every((item) => key.every((name) => isScalar(fields(item)[name]))) && new Set(list.map((item) => keyText(item, key))).size === list.length;
var itemKeyOf = (field, before, after) => {
  if (before.length + after.length === 0) return void 0;
  const key = [...BY_FIELD.get(field) ?? [], ...ANY].find(
    (one) => identifies(one, before) && identifies(one, after)
  );
  return key && ((item) => keyText(item, key));
};

// plugins/kubeflow-node/src/apply/diff/serverFields.ts
var METADATA3 = [
  "managedFields",
  "resourceVersion",
  "generation",
  "uid",
  "creationTimestamp",
  "selfLink",
  "deletionTimestamp",
  "deletionGracePeriodSeconds"
];
var ANNOTATIONS = [
  "kubectl.kubernetes.io/last-applied-configuration",
  "deployment.kubernetes.io/revision"
];
var without = (map, names) => Object.fromEntries(
  Object.entries(map).filter(([name]) => !names.includes(name))
);
var withoutServerFields2 = (object) => {
  const { annotations, ...metadata } = without(object.metadata ?? {}, METADATA3);
  const kept = without(
    annotations ?? {},
    ANNOTATIONS
  );
  return {
    ...without(object, ["status"]),
    metadata: Object.keys(kept).length > 0 ? { ...metadata, annotations: kept } : metadata
  };
};

// plugins/kubeflow-node/src/apply/diff/diffObjects.ts
var HIDDEN2 = "***";
var isMap2 = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var isNumber = (value) => typeof value === "number" || typeof value === "bigint";
var isEqual = (a, b) => (typeof a === typeof b || isNumber(a) && isNumber(b)) && valueText(a) === valueText(b);
var ObjectDiff = class {
  constructor(kind, redact) {
    this.kind = kind;
    this.redact = redact;
  }
  kind;
  redact;
  changes = [];
  of(before, after) {
    this.compare({
      path: "",
      field: "",
      before: withoutServerFields2(before),
      after: withoutServerFields2(after),
      isSecret: false
    });
    return this.changes.sort((a, b) => a.path < b.path ? -1 : 1);
  }
  compare(place) {
    const { before, after } = place;
    if (Object.is(before, after)) return;
    if (isMap2(before) && isMap2(after)) this.compareMaps(place);
    else if (Array.isArray(before) && Array.isArray(after)) {
      this.compareLists(place, before, after);
    } else if (!isEqual(before, after)) {
      this.report(place);
    }
  }
  compareMaps({ path: path4, field, before, after, isSecret }) {
    const a = fields(before);
    const b = fields(after);
    for (const name of /* @__PURE__ */ new Set([...Object.keys(a), ...Object.keys(b)])) {
      const below = memberPath(path4, this.redact.text(name));
      this.compare({
        path: below,
        field: name,
        before: ownMember(a, name),
        after: ownMember(b, name),
        isSecret: isSecret || path4 === "" && this.isSecretData(name) || isSecretPlace(field, name, [a, b])
      });
    }
  }
  isSecretData(name) {
    return this.kind === "Secret" && (name === "data" || name === "stringData");
  }
  compareLists(place, before, after) {
    const key = itemKeyOf(place.field, before, after);
    if (!key) {
      this.compareInPlace(place, before, after);
      return;
    }
    const old = new Map(before.map((item) => [key(item), item]));
    const next = new Map(after.map((item) => [key(item), item]));
    for (const name of /* @__PURE__ */ new Set([...old.keys(), ...next.keys()])) {
      this.compare({
        ...place,
        path: `${place.path}[${this.redact.text(name)}]`,
        before: old.get(name),
        after: next.get(name)
      });
    }
    this.compareOrder(place, [...old.keys()], [...next.keys()]);
  }
  /** The order of init containers or of environment variables means something. */
  compareOrder(place, before, after) {
    const kept = before.filter((name) => after.includes(name));
    const now = after.filter((name) => before.includes(name));
    if (isEqual(kept, now)) return;
    this.report({
      ...place,
      path: `${place.path}[order]`,
      before: kept.join(" "),
      after: now.join(" ")
    });
  }
  compareInPlace(place, before, after) {
    const length = Math.max(before.length, after.length);
    for (let index = 0; index < length; index += 1) {
      this.compare({
        ...place,
        path: `${place.path}[${index}]`,
        before: before[index],
        after: after[index]
      });
    }
  }
  report({ path: path4, field, before, after, isSecret }) {
    const clear = [before, after].map(valueText);
    const clean = isSecret ? clear.map((text) => text === void 0 ? void 0 : HIDDEN2) : [before, after].map((value) => this.cleanText(value, field));
    const [was, is] = shortenedPair(clean[0], clean[1]);
    const redacted = isSecret || clean.some((text, at) => text !== clear[at]);
    this.changes.push({
      path: path4,
      ...was === void 0 ? {} : { before: was },
      ...is === void 0 ? {} : { after: is },
      ...redacted ? { redacted: true } : {}
    });
  }
  cleanText(value, field) {
    const text = valueText(this.redact.value(value, field));
    return text === void 0 ? void 0 : this.redact.text(text);
  }
};
var ownMember = (map, name) => Object.hasOwn(map, name) ? map[name] : void 0;
var diffObjects = (before, after, { redact = NO_SECRETS } = {}) => new ObjectDiff(before.kind, redact).of(before, after);

// plugins/kubeflow-node/src/apply/drift/overlay.ts
var isContainer = (value) => typeof value === "object" && value !== null;
var isMap3 = (value) => isContainer(value) && !Array.isArray(value);
var isSameQuantity = (live, wanted2) => {
  if (isContainer(live) || isContainer(wanted2)) return false;
  const [a, b] = [String(live), String(wanted2)];
  const hasUnit = [a, b].some((text) => /^\d+(\.\d+)?(m|[kMGTPE]i?)$/.test(text));
  return hasUnit && amountOf(a) !== void 0 && amountOf(a) === amountOf(b);
};
var amountOf = (text) => {
  try {
    return parseQuantity(text);
  } catch {
    return void 0;
  }
};
var overLists = (live, wanted2, field) => {
  const key = itemKeyOf(field, live, wanted2);
  if (!key) {
    return live.length === wanted2.length ? wanted2.map((item, index) => overValue(live[index], item, field)) : wanted2;
  }
  const byKey = new Map(wanted2.map((item) => [key(item), item]));
  const known2 = new Set(live.map(key));
  return [
    ...live.map((item) => overValue(item, byKey.get(key(item)), field)),
    ...wanted2.filter((item) => !known2.has(key(item)))
  ];
};
var overValue = (live, wanted2, field) => {
  if (wanted2 === void 0 || wanted2 === null) return live;
  if (Array.isArray(live) && Array.isArray(wanted2)) {
    return overLists(live, wanted2, field);
  }
  if (!isMap3(live) || !isMap3(wanted2)) {
    return isSameQuantity(live, wanted2) ? live : wanted2;
  }
  const members = fields(live);
  const changed = Object.entries(fields(wanted2)).map(([name, member]) => [
    name,
    overValue(
      Object.hasOwn(members, name) ? members[name] : void 0,
      member,
      name
    )
  ]);
  return { ...members, ...Object.fromEntries(changed) };
};
var isCovered = (live, wanted2, field) => valueText(overValue(live, wanted2, field)) === valueText(live);
var overlay = (live, wanted2) => {
  const { status, ...spoken } = wanted2;
  const { name, namespace } = live.metadata;
  const metadata = { ...wanted2.metadata, name, namespace };
  return overValue(live, { ...spoken, metadata }, "");
};

// plugins/kubeflow-node/src/apply/drift/fieldNode.ts
var isLeaf = (node) => Object.keys(node).length === 0;
var childOf = (node, name) => Object.hasOwn(node, name) ? fields(node[name]) : void 0;
var belowField = (node, name) => isLeaf(node) ? node : childOf(node, `f:${name}`);
var listShape = (node) => Object.keys(node).some((name) => /^[kvi]:/.test(name));
var parsedJson = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
};
var isSameScalar = (a, b) => String(a) === String(b);
var hasKeys = (item, keys) => {
  const members = fields(item);
  const entries = Object.entries(fields(keys));
  const given = entries.filter(([name]) => members[name] !== void 0);
  return given.length > 0 && given.every(([name, value]) => isSameScalar(members[name], value));
};
var matches = (name, item, index) => {
  const value = name.slice(2);
  if (name.startsWith("k:")) return hasKeys(item, parsedJson(value));
  if (name.startsWith("v:")) return isSameScalar(item, parsedJson(value));
  return name.startsWith("i:") && Number(value) === index;
};
var itemOf = (node, item, index) => {
  if (isLeaf(node)) return node;
  const name = Object.keys(node).find((one) => matches(one, item, index));
  return name === void 0 ? void 0 : fields(node[name]);
};
var belowAll = (all, below) => all.flatMap((one) => {
  const node = below(one.node);
  return node ? [{ ...one, node }] : [];
});

// plugins/kubeflow-node/src/apply/drift/lostFields.ts
var UNOWNED_METADATA = /* @__PURE__ */ new Set([
  "name",
  "namespace",
  "generateName",
  "creationTimestamp",
  "uid",
  "resourceVersion",
  "generation",
  "managedFields",
  "selfLink"
]);
var UNOWNED_ROOT = /* @__PURE__ */ new Set([
  "apiVersion",
  "kind",
  "status"
]);
var isUnowned = (path4, name) => path4 === "" && UNOWNED_ROOT.has(name) || path4 === "metadata" && UNOWNED_METADATA.has(name);
var isLeaf2 = (node) => Object.keys(node).length === 0;
var rootOf = (node) => isLeaf2(node) ? void 0 : node;
var isWhole = ({ wanted: wanted2, live, others, field, isKeyed, hasLive }) => {
  if (Array.isArray(wanted2)) return true;
  if (isKeyed || others.some(({ node }) => !isLeaf2(node))) return false;
  return !hasLive || isCovered(live, wanted2, field);
};
var latest = (others) => others.map(({ entry }) => entry).sort((a, b) => (a.time ?? "") < (b.time ?? "") ? 1 : -1)[0];
var LossFinder = class {
  lost = [];
  walk(place) {
    const { wanted: wanted2, ours } = place;
    if (wanted2 === null || wanted2 === void 0) return;
    if (ours && typeof wanted2 !== "object") return;
    if (ours && isLeaf2(ours) && isWhole(place)) return;
    if (Array.isArray(wanted2)) this.walkList(place, wanted2);
    else if (typeof wanted2 === "object" && Object.keys(wanted2).length > 0) {
      this.walkMap(place);
    } else if (!ours) this.report(place);
  }
  walkMap({ path: path4, wanted: wanted2, live, ours, others, hasLive }) {
    for (const [name, member] of Object.entries(fields(wanted2))) {
      if (isUnowned(path4, name)) continue;
      this.walk({
        path: memberPath(path4, name),
        field: name,
        wanted: member,
        live: ownMember2(live, name),
        // Here a leaf is the map itself, without what is in it.
        ours: ours && !isLeaf2(ours) ? belowField(ours, name) : void 0,
        others: belowAll(others, (node) => belowField(node, name)),
        hasLive
      });
    }
  }
  walkList(place, wanted2) {
    const { ours, others, field, path: path4 } = place;
    const nodes = [...ours ? [ours] : [], ...others.map(({ node }) => node)];
    if (!nodes.some(listShape)) {
      if (wanted2.length > 0 || others.length > 0) this.report(place);
      return;
    }
    const live = Array.isArray(place.live) ? place.live : [];
    const key = itemKeyOf(field, wanted2, live);
    wanted2.forEach((item, index) => {
      const name = key?.(item);
      const below = {
        path: `${path4}[${name ?? index}]`,
        field,
        wanted: item,
        live: key ? live.find((one) => key(one) === name) : live[index],
        ours: ours && itemOf(ours, item, index),
        others: belowAll(others, (node) => itemOf(node, item, index)),
        isKeyed: typeof item === "object",
        hasLive: place.hasLive
      };
      if (!below.ours && below.others.length === 0) this.report(below);
      else this.walk(below);
    });
  }
  report({ path: path4, field, wanted: wanted2, live, others }) {
    const owner = latest(others);
    this.lost.push({
      path: path4,
      field,
      wanted: wanted2,
      live,
      ...owner ? { manager: owner.manager, time: owner.time } : {}
    });
  }
};
var ownMember2 = (map, name) => {
  const members = fields(map);
  return Object.hasOwn(members, name) ? members[name] : void 0;
};
var lostFields = (manifest, managedFields, live) => {
  const own = ownEntries(managedFields).find(({ subresource }) => !subresource);
  if (!own || own.apiVersion !== manifest.apiVersion) return void 0;
  const others = (managedFields ?? []).filter(
    (entry) => !(entry.manager === FIELD_MANAGER && entry.operation === "Apply")
  ).flatMap((entry) => {
    const node = rootOf(fields(entry.fieldsV1));
    return node ? [{ entry, node }] : [];
  });
  const finder = new LossFinder();
  finder.walk({
    path: "",
    field: "",
    wanted: manifest,
    live,
    hasLive: live !== void 0,
    ours: rootOf(fields(own.fieldsV1)),
    others
  });
  return finder.lost.sort((a, b) => a.path < b.path ? -1 : 1);
};

export {
  STATE_NAMESPACE,
  initialWindow,
  fields,
  valueAt,
  items,
  textOf2 as textOf,
  isSecretPlace,
  createRedactor,
  createObjectApi,
  countRequests,
  applySetOf,
  memberSelector,
  resourceKey,
  groupKind,
  describeResource,
  withRevision,
  revisionRecord,
  chooseRevision,
  STATE_CONFIG_MAPS,
  STATE_SECRETS,
  stateLabels,
  LEASES,
  readInventory,
  openInventory,
  SECRET_KEY,
  revisionPrefix,
  shardName,
  shardNames,
  generationIn,
  createBodyStore,
  contentChunks,
  measureContent,
  readRevision,
  ownEntries,
  ownedDigest,
  decidePrune,
  pruneMembers,
  definitionSpec,
  definedKind,
  decideWrites,
  intendedWrite,
  isStatusless,
  scopedManifests,
  readClusterMembers,
  readState,
  holds,
  definitionStatus,
  lastWord,
  manifestOf,
  statusOfObject,
  Explainer,
  ReadinessBoard,
  liveSecrets,
  valueText,
  shortenedPair,
  diffObjects,
  overlay,
  lostFields,
  DEFAULT_CLASS_ANNOTATION,
  parseUpstreamVersion,
  compareUpstreamVersions,
  minorOf,
  isWorkload,
  workloadSpec,
  podSpec,
  DATABASE_SECRET,
  renderInstallation,
  createBases,
  withMembership,
  inParallel,
  jobClusters
};
