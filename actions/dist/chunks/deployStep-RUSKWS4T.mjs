import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  DATABASE_SECRET,
  DEFAULT_CLASS_ANNOTATION,
  Explainer,
  LEASES,
  ReadinessBoard,
  SECRET_KEY,
  STATE_CONFIG_MAPS,
  STATE_NAMESPACE,
  STATE_SECRETS,
  applySetOf,
  chooseRevision,
  compareUpstreamVersions,
  contentChunks,
  countRequests,
  createBases,
  createBodyStore,
  createObjectApi,
  createRedactor,
  decidePrune,
  decideWrites,
  definedKind,
  definitionSpec,
  definitionStatus,
  describeResource,
  diffObjects,
  fields,
  generationIn,
  groupKind,
  holds,
  inParallel,
  initialWindow,
  intendedWrite,
  isStatusless,
  isWorkload,
  items,
  jobClusters,
  lastWord,
  liveSecrets,
  lostFields,
  manifestOf,
  measureContent,
  memberSelector,
  minorOf,
  openInventory,
  ownEntries,
  ownedDigest,
  parseUpstreamVersion,
  podSpec,
  pruneMembers,
  readClusterMembers,
  readInventory,
  readRevision,
  readState,
  renderInstallation,
  resourceKey,
  revisionPrefix,
  revisionRecord,
  scopedManifests,
  shardName,
  shardNames,
  stateLabels,
  statusOfObject,
  textOf,
  valueAt,
  withMembership,
  withRevision,
  workloadSpec
} from "./chunk-V7TGGKKX.mjs";
import {
  fit,
  lacking,
  listNodegroups,
  namesOnPages,
  newNodeOf,
  noResources,
  podRequests,
  readCapacity,
  subtract,
  sum
} from "./chunk-L6RXAXIT.mjs";
import {
  concurrently
} from "./chunk-EAJP3JLV.mjs";
import {
  createSummarySoFar,
  startDeployment,
  writePullRequestComment
} from "./chunk-DTNOZFJM.mjs";
import {
  createTimeLimit,
  elapsed
} from "./chunk-65QZ53D7.mjs";
import {
  connectJobCluster
} from "./chunk-KV6WBCFD.mjs";
import {
  APPLYSET,
  FIELD_MANAGER,
  MANAGED_BY_LABEL,
  REVISION_SECRET_TYPE,
  STATE_OF_LABEL,
  callAws,
  createKubernetesClient,
  fullJitter,
  jobCredentials,
  listObjects,
  requestJson,
  systemClock,
  withDeadline,
  withEksClient,
  workspaceRoot
} from "./chunk-JNYKWK74.mjs";
import {
  originOfWorkflow,
  workflowJob
} from "./chunk-YKUCVA7C.mjs";
import "./chunk-4DFJ5QLX.mjs";
import "./chunk-42GWPBEF.mjs";
import {
  chosenClusters
} from "./chunk-FTTFEKBO.mjs";
import {
  isReferenceTo
} from "./chunk-DW6ULECM.mjs";
import "./chunk-EJ6GWCDT.mjs";
import {
  formatBytes,
  parseQuantity
} from "./chunk-M77JZMU5.mjs";
import {
  clusterKey,
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
  invalidInputs
} from "./chunk-EHR327YN.mjs";
import {
  KubeflowError,
  hasReason,
  isKubeflowError,
  maskSecret,
  printable,
  redact
} from "./chunk-PZPCDT3H.mjs";
import "./chunk-GUMIUNBP.mjs";

// plugins/kubeflow-node/src/installation/componentOf.ts
var RULES = [
  ["Database", /^(ml-pipeline-)?mysql|^(ml-pipeline-)?postgres/],
  ["Object store", /seaweedfs|(^|-)minio(-|$)/],
  [
    "Katib",
    /katib|^trial-templates|^(experiments|suggestions|trials)\.kubeflow\.org$/
  ],
  ["Model registry", /model-(registry|catalog)/],
  [
    "cert-manager",
    /cert-?manager|^kubeflow-self-signing-issuer$/,
    /cert-manager\.io$/,
    /^cert-manager$/
  ],
  ["Knative", /knative|net-istio/, /knative\.dev$/, /^knative-/],
  ["Dex", /^dex/, /^dex\./, /^auth$/],
  ["OAuth2 Proxy", /oauth2-proxy|^m2m-token/, void 0, /^oauth2-proxy$/],
  [
    "KServe",
    /kserve|llmisvc|servingruntime|^inferenceservice|^kserve|^llm/,
    /^serving\.kserve\.io$|^inference\.networking/
  ],
  [
    "Trainer",
    /trainer|jobset|^training-/,
    /^trainer\.kubeflow\.org$|^jobset\.x-k8s\.io$/
  ],
  ["Spark", /spark/, /^sparkoperator\.k8s\.io$/],
  ["Volumes", /pvc-?viewer|volumes-web-app/],
  ["TensorBoard", /tensorboard/, /^tensorboard\.kubeflow\.org$/],
  ["Notebooks", /notebook|jupyter|^poddefaults|^admission-webhook/],
  [
    "Profiles",
    /^profiles?[-.]|^kubeflow-pipelines-profile-controller|^(cluster-)?kfam|^namespace-labels|^kubeflow-user-example-com/
  ],
  ["Dashboard", /central-?dashboard|^dashboard|^kubeflow-dashboard/],
  ["Metacontroller", /meta-?controller/, /^metacontroller\.k8s\.io$/],
  [
    "Cache",
    /cache-(server|deployer|webhook)|^kubeflow-pipelines-cache|^selfsigned-issuer|^kfp-cache-cert/
  ],
  ["Metadata", /^meta(data|tada)-|^kubeflow-pipelines-metadata-writer/],
  [
    "Pipelines UI",
    /^ml-pipeline-(ui|viewer|visualizationserver)|^viewers\.|^kubeflow-pipelines-(viewer|public)$|pipelines-ui/
  ],
  [
    "Argo Workflows",
    /^argo|^workflow-?(s|controller|task|artifact|event|template)|^(cluster)?workflow|^cronworkflows/,
    /^argoproj\.io$/
  ],
  [
    "Pipelines API",
    /^ml-pipeline|^pipeline-|^kfp-|^scheduledworkflows?\.|kubeflow-pipelines|^mlpipeline-|^pipelines?\./,
    /^pipelines\.kubeflow\.org$/
  ],
  [
    "Istio",
    /istio|^cluster-local-gateway|^kubeflow-gateway/,
    /istio\.io$/,
    /^istio-system$/
  ],
  ["Application", /^applications?\./, /^app\.k8s\.io$/]
];
var definedGroup = ({ kind, name }) => kind === "CustomResourceDefinition" ? name.slice(name.indexOf(".") + 1) : void 0;
var matches = ([, names, groups, namespaces], id) => Boolean(
  names?.test(id.name) || groups?.test(id.group) || groups?.test(definedGroup(id) ?? "") || namespaces?.test(
    id.namespace ?? (id.kind === "Namespace" ? id.name : "")
  )
);
var LABELS = ["app.kubernetes.io/part-of", "app.kubernetes.io/name"];
var componentOf = ({ id, labels = {} }) => {
  const rule = RULES.find((candidate) => matches(candidate, id));
  if (rule) return rule[0];
  const label = LABELS.map((name) => labels[name]).find(Boolean);
  return label ?? (id.namespace === void 0 ? "Cluster" : "Other");
};

// plugins/kubeflow-node/src/apply/engine/deployRun.ts
import { hostname } from "node:os";

// plugins/kubeflow-node/src/apply/wait/metadataTransport.ts
var AS = "g=meta.k8s.io;v=v1";
var LIST = `application/json;as=PartialObjectMetadataList;${AS}`;
var OBJECT = `application/json;as=PartialObjectMetadata;${AS}`;
var asking = (accept, request) => ({
  ...request,
  headers: { ...request.headers, accept }
});
var metadataTransport = (transport) => ({
  ...transport,
  send: (request) => transport.send(asking(`${LIST}, application/json;q=0.5`, request)),
  stream: (request) => transport.stream(asking(`${OBJECT}, application/json;q=0.5`, request))
});

// plugins/kubeflow-node/src/apply/revisions/pruneRevisions.ts
var pruneRevisions = async ({ kubernetes, transport, subject }, { set, records, generation }) => {
  const needed = new Set(records.flatMap(({ content }) => shardNames(content)));
  const { objects } = await listObjects({
    subject,
    send: metadataTransport(transport).send,
    collection: STATE_SECRETS,
    selector: { labelSelector: `${STATE_OF_LABEL}=${set.id}` }
  });
  const unneeded = objects.map(({ metadata }) => metadata.name).filter((name) => {
    const writer = generationIn(set, name);
    return writer !== void 0 && writer <= generation && !needed.has(name);
  });
  await Promise.all(
    unneeded.map(async (name) => {
      try {
        await kubernetes.delete(STATE_SECRETS, name);
      } catch (error) {
        if (!hasReason(error, "NotFound")) throw error;
      }
    })
  );
  return unneeded;
};

// plugins/kubeflow-node/src/apply/revisions/storeRevision.ts
import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
var SHARD_BYTES = 600 * 1024;
async function* compressedShards(manifests, size) {
  const gzip = createGzip();
  const source = Readable.from(contentChunks(manifests));
  source.on("error", (error) => gzip.destroy(error));
  let parts = [];
  let bytes = 0;
  for await (const part of source.pipe(gzip)) {
    for (let rest = part; rest.length > 0; ) {
      const piece = rest.subarray(0, size - bytes);
      rest = rest.subarray(piece.length);
      parts.push(piece);
      bytes += piece.length;
      if (bytes === size) {
        yield Buffer.concat(parts);
        parts = [];
        bytes = 0;
      }
    }
  }
  if (bytes > 0) yield Buffer.concat(parts);
}
var storeRevision = async ({ kubernetes }, request) => {
  const { set, inventory, manifests, lease } = request;
  const measured = measureContent(manifests);
  const known = inventory.revisions?.find(
    ({ content }) => content.digest === measured.digest
  );
  if (known) return known.content;
  const name = revisionPrefix(set, lease.generation);
  let shards = 0;
  for await (const shard of compressedShards(
    manifests,
    request.shardBytes ?? SHARD_BYTES
  )) {
    lease.assertHeld();
    await kubernetes.create(STATE_SECRETS, {
      apiVersion: "v1",
      kind: "Secret",
      metadata: {
        name: shardName(name, shards),
        namespace: STATE_NAMESPACE,
        labels: stateLabels(set)
      },
      type: REVISION_SECRET_TYPE,
      immutable: true,
      data: { [SECRET_KEY]: shard.toString("base64") }
    });
    shards += 1;
  }
  return { name, shards, ...measured, objects: manifests.length };
};

// plugins/kubeflow-node/src/apply/engine/removeState.ts
var NAMESPACES = { group: "", version: "v1", plural: "namespaces" };
var remove = async (kubernetes, collection, name) => {
  try {
    await kubernetes.delete(collection, name);
  } catch (error) {
    if (!hasReason(error, "NotFound")) throw error;
  }
};
var namesIn = async (kubernetes, collection, labelSelector) => (await kubernetes.list(collection, { labelSelector })).map(
  ({ metadata }) => metadata.name
);
var removeRecords = async ({ kubernetes }, set) => {
  const ofSet = `${STATE_OF_LABEL}=${set.id}`;
  const [secrets, maps] = await Promise.all([
    namesIn(kubernetes, STATE_SECRETS, ofSet),
    namesIn(kubernetes, STATE_CONFIG_MAPS, ofSet)
  ]);
  await Promise.all([
    ...secrets.map((name) => remove(kubernetes, STATE_SECRETS, name)),
    ...maps.filter((name) => name !== set.name).map((name) => remove(kubernetes, STATE_CONFIG_MAPS, name))
  ]);
  await remove(kubernetes, STATE_CONFIG_MAPS, set.name);
};
var removeLease = async ({ kubernetes }, api, set) => {
  const id = {
    group: LEASES.group,
    kind: "Lease",
    namespace: STATE_NAMESPACE,
    name: set.name
  };
  const lease = await api.get(id);
  if (lease && valueAt(lease.spec, "holderIdentity")) return;
  if (lease) await api.delete(id, lease.metadata);
  const [parents, leases] = await Promise.all([
    namesIn(kubernetes, STATE_CONFIG_MAPS, APPLYSET.id),
    namesIn(kubernetes, LEASES)
  ]);
  if (parents.length + leases.length > 0) return;
  await remove(kubernetes, NAMESPACES, STATE_NAMESPACE);
};

// plugins/kubeflow-node/src/apply/engine/storedRevision.ts
var PATIENCE_MS = 300;
var keepContent = async ({ target, api, request, ports, pruneScope }, {
  state,
  open
}) => {
  if (pruneScope === "everything") return void 0;
  try {
    return await storeRevision(target, {
      set: request.set,
      inventory: state.inventory,
      manifests: request.manifests,
      lease: open.lease
    });
  } catch (error) {
    ports.observer.warned(
      `${api.subject}: this revision is not kept, so nobody can roll back to it: ${error.message}`
    );
    return void 0;
  }
};
var recordOf = async ({ request, ports, stop }, {
  state,
  content,
  isComplete
}) => {
  const isStopped = stop.signal.aborted;
  const kept = await (isStopped ? Promise.race([
    content,
    ports.clock.sleep(PATIENCE_MS).then(() => void 0)
  ]) : content);
  if (!kept) return void 0;
  const failed = isStopped ? "interrupted" : "failed";
  return revisionRecord(
    state.inventory.revisions ?? [],
    {
      ...request.revision,
      content: kept,
      outcome: isComplete ? "succeeded" : failed
    },
    ports.clock.now()
  );
};

// plugins/kubeflow-node/src/apply/engine/closeDeploy.ts
var CANCELLED_MS = 1100;
var USUAL_MS = 3e4;
var isGone = ({ pruneScope }, { isComplete, state, progress }) => pruneScope === "everything" && isComplete && progress.removed.length >= state.inventory.entries.length;
var removeAll = async ({ target, api, request }, { open }) => {
  await removeRecords(target, request.set);
  await open.lease.release();
  await removeLease(target, api, request.set);
};
var record = async (context, closing) => {
  const { open, progress } = closing;
  const revision = await recordOf(context, closing);
  await open.writer.recordOutcome({
    applied: progress.applied,
    removed: progress.removed,
    untouched: progress.untouched,
    revision
  });
  return revision;
};
var dropOldContents = async ({ target, request }, { open, state }, revision) => {
  const before = state.inventory.revisions ?? [];
  const records = withRevision(before, revision);
  const names = new Set(records.map(({ content }) => content.name));
  const isEveryContentNeeded = before.every(
    ({ content }) => names.has(content.name)
  );
  if (isEveryContentNeeded && !open.stale) return;
  const { set } = request;
  const { generation } = open.lease;
  await pruneRevisions(target, { set, records, generation });
};
var closeDeploy = async (context, closing) => {
  const { ports, stop, api } = context;
  const { open, isComplete } = closing;
  const close = async () => {
    if (open.lease.signal.aborted) return void 0;
    if (isGone(context, closing)) {
      await removeAll(context, closing);
      return void 0;
    }
    const [revision] = await Promise.all([
      record(context, closing),
      open.lease.release()
    ]);
    if (!isComplete || !revision) return void 0;
    await dropOldContents(context, closing, revision);
    return revision.number;
  };
  try {
    return await withDeadline(close, {
      ms: stop.signal.aborted ? CANCELLED_MS : USUAL_MS,
      onTimeout: () => new Error("no answer in time")
    });
  } catch (error) {
    ports.observer.warned(
      `${api.subject}: what was done could not be recorded, the next deploy looks at it again: ${error.message}`
    );
    return void 0;
  } finally {
    open.lease.release().catch(() => void 0);
  }
};

// plugins/kubeflow-node/src/apply/engine/decideDeploy.ts
var withoutHeld = ({ candidates, ...rest }, held) => ({
  ...rest,
  candidates: candidates.filter(
    ({ manifest }) => !held?.has(resourceKey(manifest.id))
  )
});
var decideDeploy = ({ api, request, pruneScope, held }, state) => ({
  state,
  writes: withoutHeld(decideWrites(state), held),
  prune: decidePrune({
    subject: api.subject,
    set: request.set,
    inventory: state.inventory,
    members: state.members,
    manifests: state.manifests,
    policy: request.prune,
    scope: pruneScope
  })
});
var isAbsent = ({ pruneScope }, { state: { inventory } }) => pruneScope !== void 0 && !inventory.parent && inventory.entries.length === 0;
var hasNothingToPrune = ({ refusal, ...prune }) => refusal === void 0 && prune.deletions.length + prune.gone.length + prune.missing.length === 0;
var isDone = ({ pruneScope }, { state: { inventory, members }, writes, prune }) => {
  const last = inventory.revisions?.at(-1);
  const isRecorded = inventory.parent !== void 0 && (inventory.stored?.pending.length ?? 0) === 0 && (last === void 0 || last.outcome === "succeeded");
  return pruneScope === void 0 && isRecorded && writes.candidates.length === 0 && members.unread.size === 0 && hasNothingToPrune(prune);
};
var intendedOf = ({
  writes,
  prune
}) => [
  ...writes.candidates.map(intendedWrite),
  ...prune.deletions.map(({ id }) => ({ id }))
];

// plugins/kubeflow-node/src/apply/order/kindOrder.ts
var BUILT_IN_GROUPS = /* @__PURE__ */ new Set([
  "",
  "admissionregistration.k8s.io",
  "apiextensions.k8s.io",
  "apiregistration.k8s.io",
  "apps",
  "authentication.k8s.io",
  "authorization.k8s.io",
  "autoscaling",
  "batch",
  "certificates.k8s.io",
  "coordination.k8s.io",
  "discovery.k8s.io",
  "events.k8s.io",
  "flowcontrol.apiserver.k8s.io",
  "networking.k8s.io",
  "node.k8s.io",
  "policy",
  "rbac.authorization.k8s.io",
  "resource.k8s.io",
  "scheduling.k8s.io",
  "storage.k8s.io",
  "storagemigration.k8s.io"
]);
var FIRST = /* @__PURE__ */ new Set([
  "Namespace.",
  "PriorityClass.scheduling.k8s.io",
  "RuntimeClass.node.k8s.io",
  "StorageClass.storage.k8s.io",
  "IngressClass.networking.k8s.io"
]);
var FOR_PODS = /* @__PURE__ */ new Set([
  "PriorityClass.scheduling.k8s.io",
  "RuntimeClass.node.k8s.io"
]);
var isForPods = ({ group, kind }) => FOR_PODS.has(`${kind}.${group}`);
var RANKS = [
  ["Namespace"],
  ["PriorityClass", "RuntimeClass", "StorageClass", "IngressClass"],
  ["ResourceQuota", "LimitRange", "NetworkPolicy"],
  ["ServiceAccount"],
  ["ClusterRole", "Role"],
  ["ClusterRoleBinding", "RoleBinding"],
  ["Secret", "ConfigMap"],
  ["PersistentVolume", "CSIDriver"],
  ["PersistentVolumeClaim"],
  ["Service", "Endpoints", "EndpointSlice", "PodDisruptionBudget"],
  // Whatever is not named here.
  [],
  ["DaemonSet", "StatefulSet", "Deployment", "ReplicaSet", "Pod"],
  ["Job", "CronJob"],
  ["HorizontalPodAutoscaler", "Ingress"],
  // Behind it stands a Service of the set.
  ["APIService"]
];
var OTHERS = RANKS.findIndex((kinds) => kinds.length === 0);
var RANK_OF = new Map(
  RANKS.flatMap((kinds, rank) => kinds.map((kind) => [kind, rank]))
);
var isBuiltIn = ({ group }) => BUILT_IN_GROUPS.has(group);
var classOf = ({ group, kind }) => {
  if (FIRST.has(`${kind}.${group}`)) return "first";
  if (group === "apiextensions.k8s.io") return "definition";
  if (!isBuiltIn({ group, kind })) return "custom";
  return group === "admissionregistration.k8s.io" && kind.endsWith("WebhookConfiguration") ? "webhook" : "built-in";
};
var rankOf = ({ kind }) => RANK_OF.get(kind) ?? OTHERS;

// plugins/kubeflow-node/src/apply/order/certManager.ts
var GROUP = "cert-manager.io";
var INSTANCE = "app.kubernetes.io/instance";
var isInjectedByCertManager = (configuration) => Object.keys(configuration.object().metadata.annotations ?? {}).some(
  (name) => name.startsWith(`${GROUP}/inject-ca-from`)
);
var waitForCertificates = (pods, manifests) => {
  const made = new Set(
    manifests.filter(({ id }) => groupKind(id) === `Certificate.${GROUP}`).map((manifest) => {
      const secret = textOf(valueAt(manifest.object(), "spec", "secretName"));
      return `${manifest.id.namespace ?? "default"}/${secret}`;
    })
  );
  return pods.some(
    ({ namespace, secrets }) => secrets.some((secret) => made.has(`${namespace}/${secret}`))
  );
};
var certManagerPods = (rules, pods, behind) => {
  const webhooks = rules.filter(({ isAbout }) => {
    const isAboutAll = isAbout("", "certificaterequests");
    return isAbout(GROUP, "certificaterequests") && !isAboutAll;
  }).flatMap(behind);
  return pods.filter(
    ({ namespace, labels }) => webhooks.some(
      (webhook) => webhook.namespace === namespace && (webhook.labels[INSTANCE] === void 0 || webhook.labels[INSTANCE] === labels[INSTANCE])
    )
  );
};

// plugins/kubeflow-node/src/apply/order/labelSelector.ts
var requirementsOf = (selector) => [
  ...Object.entries(fields(valueAt(selector, "matchLabels"))).map(
    ([key, value]) => ({ key, operator: "In", values: [value] })
  ),
  ...items(valueAt(selector, "matchExpressions")).map((expression) => ({
    key: String(valueAt(expression, "key")),
    operator: valueAt(expression, "operator"),
    values: valueAt(expression, "values")
  }))
];
var takesIn = (selector, { labels, isPartial }) => requirementsOf(selector).every(
  (requirement) => (!isPartial || Object.hasOwn(labels, requirement.key)) && holds(requirement, labels)
);

// plugins/kubeflow-node/src/apply/order/webhookRules.ts
var NAME_LABEL = "kubernetes.io/metadata.name";
var serviceOf = (clientConfig) => {
  const service = valueAt(clientConfig, "service");
  const namespace = textOf(valueAt(service, "namespace"));
  const name = textOf(valueAt(service, "name"));
  return namespace && name ? { namespace, name } : void 0;
};
var namesResource = (resource, plural) => {
  const [name, subresource = ""] = String(resource).split("/");
  return (name === "*" || name === plural) && ["", "*"].includes(subresource);
};
var inScope = (scope, { namespace }) => {
  if (scope === "Namespaced") return namespace !== void 0;
  return scope !== "Cluster" || namespace === void 0;
};
var aboutOf = (rule) => {
  const groups = items(valueAt(rule, "apiGroups"));
  const resources = items(valueAt(rule, "resources"));
  return (group, plural) => (groups.includes("*") || groups.includes(group)) && resources.some((resource) => namesResource(resource, plural));
};
var meetingOf = (webhook, rule) => {
  const isAbout = aboutOf(rule);
  const versions = items(valueAt(rule, "apiVersions"));
  const isExact = valueAt(webhook, "matchPolicy") === "Exact";
  return (object) => isAbout(object.group, object.plural) && (!isExact || versions.includes("*") || versions.includes(object.version)) && inScope(valueAt(rule, "scope"), object) && (object.namespace === void 0 || takesIn(
    valueAt(webhook, "namespaceSelector"),
    object.namespace.labels
  )) && takesIn(valueAt(webhook, "objectSelector"), { labels: object.labels() });
};
var webhookRules = (configuration) => items(configuration.object().webhooks).flatMap(
  (webhook) => items(valueAt(webhook, "rules")).map((rule) => ({
    configuration,
    webhook: textOf(valueAt(webhook, "name")) ?? configuration.id.name,
    service: serviceOf(valueAt(webhook, "clientConfig")),
    isIgnored: valueAt(webhook, "failurePolicy") === "Ignore",
    operations: items(valueAt(rule, "operations")).map(String),
    resources: items(valueAt(rule, "resources")).map(String),
    isAbout: aboutOf(rule),
    meets: meetingOf(webhook, rule)
  }))
);
var labelsOf = (metadata) => Object.fromEntries(
  Object.entries(fields(valueAt(metadata, "labels"))).filter(
    (entry) => typeof entry[1] === "string"
  )
);
var namespaceLabels = (manifests) => {
  const known = new Map(
    manifests.filter(({ id }) => id.kind === "Namespace" && id.group === "").map((manifest) => [
      manifest.id.name,
      labelsOf(manifest.object().metadata)
    ])
  );
  return (namespace) => {
    const labels = known.get(namespace);
    return {
      labels: { ...labels, [NAME_LABEL]: namespace },
      isPartial: labels === void 0
    };
  };
};

// plugins/kubeflow-node/src/apply/order/workloadPods.ts
var TEMPLATE_OF = {
  "Deployment.apps": ["spec", "template"],
  "StatefulSet.apps": ["spec", "template"],
  "DaemonSet.apps": ["spec", "template"],
  "ReplicaSet.apps": ["spec", "template"],
  "Job.batch": ["spec", "template"],
  "CronJob.batch": ["spec", "jobTemplate", "spec", "template"],
  Pod: []
};
var secretsOf = (pod) => items(valueAt(pod, "spec", "volumes")).flatMap((volume) => [
  valueAt(volume, "secret", "secretName"),
  ...items(valueAt(volume, "projected", "sources")).map(
    (source) => valueAt(source, "secret", "name")
  )
]).flatMap((name) => textOf(name) ?? []);
var workloadPods = (manifests) => manifests.flatMap((workload) => {
  const path2 = TEMPLATE_OF[groupKind(workload.id)];
  if (!path2) return [];
  const pod = valueAt(workload.object(), ...path2);
  return [
    {
      workload,
      namespace: workload.id.namespace ?? "default",
      labels: labelsOf(valueAt(pod, "metadata")),
      secrets: secretsOf(pod)
    }
  ];
});
var podsBehind = (pods, service) => {
  if (!service) return [];
  const wanted = Object.entries(
    fields(valueAt(service.object(), "spec", "selector"))
  );
  const namespace = service.id.namespace ?? "default";
  if (wanted.length === 0) return [];
  return pods.filter(
    (each) => each.namespace === namespace && wanted.every(([name, value]) => each.labels[name] === value)
  );
};

// plugins/kubeflow-node/src/apply/order/podWebhooks.ts
var isForPods2 = ({
  operations,
  isIgnored,
  configuration,
  isAbout
}) => isAbout("", "pods") && (operations.includes("CREATE") || operations.includes("*")) && (configuration.id.kind === "MutatingWebhookConfiguration" || !isIgnored);
var PodWebhookSearch = class {
  constructor(manifests, rules) {
    this.manifests = manifests;
    this.rules = rules;
    this.pods = workloadPods(manifests);
    this.namespaces = namespaceLabels(manifests);
    this.services = new Map(
      manifests.filter(({ id }) => groupKind(id) === "Service").map((each) => [
        `${each.id.namespace ?? "default"}/${each.id.name}`,
        each
      ])
    );
  }
  manifests;
  rules;
  pods;
  namespaces;
  services;
  nodes() {
    const forPods = Map.groupBy(
      this.rules.filter(isForPods2),
      ({ configuration }) => configuration
    );
    return [...forPods].flatMap(([configuration, candidates]) => {
      const rules = candidates.filter(
        (rule) => this.pods.some((pod) => this.meets(rule, pod))
      );
      if (rules.length === 0) return [];
      const met = this.pods.filter((pod) => rules.some((rule) => this.meets(rule, pod))).map(({ workload }) => workload);
      const all = this.rules.filter(
        (rule) => rule.configuration === configuration
      );
      return [
        {
          configuration,
          rules,
          isOfPodsAlone: all.every(
            ({ resources }) => resources.every((resource) => resource === "pods")
          ),
          met,
          backends: this.backendsOf(configuration, all)
        }
      ];
    });
  }
  meets(rule, { namespace, labels }) {
    return rule.meets({
      group: "",
      version: "v1",
      plural: "pods",
      namespace: { labels: this.namespaces(namespace) },
      labels: () => labels
    });
  }
  behind = ({
    service
  }) => service ? podsBehind(
    this.pods,
    this.services.get(`${service.namespace}/${service.name}`)
  ) : [];
  /** All its webhooks are called from the moment it is there, those for other kinds as well. */
  backendsOf(configuration, rules) {
    const own = rules.flatMap(this.behind);
    const isSigned = isInjectedByCertManager(configuration) || waitForCertificates(own, this.manifests);
    const signers = isSigned ? certManagerPods(this.rules, this.pods, this.behind) : [];
    return [...new Set([...own, ...signers].map(({ workload }) => workload))];
  }
};
var reachedFrom = (start, nodesOf) => {
  const reached = /* @__PURE__ */ new Set();
  const seen = /* @__PURE__ */ new Set([start]);
  const open = [start];
  for (let node = open.pop(); node; node = open.pop()) {
    node.backends.forEach((workload) => reached.add(workload));
    const next = node.backends.flatMap((workload) => nodesOf.get(workload) ?? []).filter((each) => !seen.has(each));
    next.forEach((each) => seen.add(each));
    open.push(...new Set(next));
  }
  return reached;
};
var podWebhookOf = (node, nodesOf) => {
  const { configuration, backends, met, rules, isOfPodsAlone } = node;
  const needed = reachedFrom(node, nodesOf);
  return {
    configuration,
    backends,
    met: met.filter((workload) => !needed.has(workload)),
    ahead: met.filter((workload) => needed.has(workload)),
    isIgnored: rules.some(({ isIgnored }) => isIgnored),
    isOfPodsAlone
  };
};
var podWebhooks = (manifests) => {
  const rules = manifests.filter(({ id }) => classOf(id) === "webhook").flatMap(webhookRules);
  if (!rules.some(isForPods2)) return [];
  const nodes = new PodWebhookSearch(manifests, rules).nodes();
  const nodesOf = /* @__PURE__ */ new Map();
  for (const node of nodes)
    for (const workload of node.met)
      nodesOf.set(workload, [...nodesOf.get(workload) ?? [], node]);
  return nodes.map((node) => podWebhookOf(node, nodesOf));
};

// plugins/kubeflow-node/src/apply/order/webhooks.ts
var isAwaited = ({ service, isIgnored, operations }) => (
  // What is ignored when it fails holds nothing up.
  service !== void 0 && !isIgnored && ["CREATE", "UPDATE", "*"].some((each) => operations.includes(each))
);
var backendOf = ({
  webhook,
  service,
  configuration
}) => service ? [{ webhook, service, configuration: configuration.id }] : [];
var definitionOf = (manifest) => {
  const spec = definitionSpec(manifest);
  const group = textOf(valueAt(spec, "group")) ?? "";
  const kind = textOf(valueAt(spec, "names", "kind")) ?? "";
  const conversion = valueAt(spec, "conversion");
  const service = serviceOf(valueAt(conversion, "webhook", "clientConfig"));
  const stored = items(valueAt(spec, "versions")).find(
    (version) => valueAt(version, "storage") === true
  );
  return [
    groupKind({ group, kind }),
    {
      group,
      plural: textOf(valueAt(spec, "names", "plural")) ?? "",
      storage: textOf(valueAt(stored, "name")),
      conversion: valueAt(conversion, "strategy") === "Webhook" && service ? { webhook: manifest.id.name, service } : void 0
    }
  ];
};
var guessedPlural = (kind) => {
  const name = kind.toLowerCase();
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
};
var versionOf = ({ apiVersion }) => apiVersion.slice(apiVersion.indexOf("/") + 1);
var conversionOf = (manifest, definition) => definition.conversion && versionOf(manifest) !== definition.storage ? [definition.conversion] : [];
var uniqueServices = (backends) => [
  ...new Map(
    backends.map((backend) => [
      [backend.webhook, backend.service.namespace, backend.service.name].join(),
      backend
    ])
  ).values()
];
var definitionsOf = (manifests) => new Map(
  manifests.filter(({ id }) => id.kind === "CustomResourceDefinition").map(definitionOf)
);
var metWebhooks = (manifests) => {
  const rules = manifests.filter(({ id }) => classOf(id) === "webhook").flatMap(webhookRules).filter(isAwaited);
  const definitions = definitionsOf(manifests);
  const namespaces = namespaceLabels(manifests);
  const met = /* @__PURE__ */ new Map();
  for (const manifest of manifests) {
    if (classOf(manifest.id) !== "custom") continue;
    const { group, kind, namespace } = manifest.id;
    const definition = definitions.get(groupKind(manifest.id)) ?? {
      group,
      plural: guessedPlural(kind)
    };
    const admitted = {
      group,
      plural: definition.plural,
      version: versionOf(manifest),
      namespace: namespace ? { labels: namespaces(namespace) } : void 0,
      labels: () => labelsOf(manifest.object().metadata)
    };
    const backends = uniqueServices([
      ...rules.filter((rule) => rule.meets(admitted)).flatMap(backendOf),
      ...conversionOf(manifest, definition)
    ]);
    if (backends.length > 0) met.set(manifest, backends);
  }
  return met;
};
var webhookServices = (configuration) => new Map(
  items(fields(configuration).webhooks).flatMap((webhook) => {
    const service = serviceOf(valueAt(webhook, "clientConfig"));
    const name = textOf(valueAt(webhook, "name"));
    return service && name ? [[name, service]] : [];
  })
);

// plugins/kubeflow-node/src/apply/order/planWaves.ts
var FIRST2 = "Namespaces and classes";
var DEFINITIONS = "CustomResourceDefinitions";
var OBJECTS = "Configuration and workloads";
var CUSTOM = "Custom resources";
var BEHIND = "Custom resources behind webhooks";
var POD_WEBHOOKS = "Webhooks of pods";
var MET = "Workloads behind webhooks";
var WEBHOOKS = "Webhook configurations";
var BEFORE_WEBHOOKS = [FIRST2, DEFINITIONS, OBJECTS, CUSTOM, BEHIND];
var ORDER = [
  { name: FIRST2, after: [] },
  { name: DEFINITIONS, after: [] },
  { name: OBJECTS, after: [FIRST2] },
  { name: CUSTOM, after: [FIRST2, DEFINITIONS] },
  { name: BEHIND, after: [FIRST2, DEFINITIONS] },
  { name: POD_WEBHOOKS, after: BEFORE_WEBHOOKS },
  { name: MET, after: [FIRST2] },
  { name: WEBHOOKS, after: [...BEFORE_WEBHOOKS, POD_WEBHOOKS, MET] }
];
var WAVE_OF = {
  first: FIRST2,
  definition: DEFINITIONS,
  "built-in": OBJECTS,
  custom: CUSTOM,
  webhook: WEBHOOKS
};
var NONE = /* @__PURE__ */ new Map();
var awaitedWebhooks = (manifests, webhooks) => {
  if (webhooks.length === 0) return NONE;
  const written = new Set(manifests);
  const awaited = /* @__PURE__ */ new Map();
  for (const webhook of webhooks) {
    const met = webhook.met.filter((workload) => written.has(workload));
    for (const workload of met)
      awaited.set(workload, [...awaited.get(workload) ?? [], webhook]);
    if (met.length > 0) awaited.set(webhook.configuration, [webhook]);
  }
  return awaited;
};
var mayComeEarly = (configurations, awaited) => configurations.every(
  (each) => awaited.get(each)?.every(({ isOfPodsAlone }) => isOfPodsAlone)
);
var waveOf = (manifest, { met, awaited, hasPods }) => {
  const kindClass = classOf(manifest.id);
  if (met.has(manifest)) return BEHIND;
  if (awaited.has(manifest))
    return kindClass === "webhook" ? POD_WEBHOOKS : MET;
  return isForPods(manifest.id) && !hasPods ? OBJECTS : WAVE_OF[kindClass];
};
var usedKindsOf = (manifests) => new Set(
  manifests.filter(({ id }) => classOf(id) === "custom").map(({ id }) => groupKind(id))
);
var planWaves = (manifests, whole = manifests, webhooks = podWebhooks(whole)) => {
  const met = metWebhooks(whole);
  const awaited = awaitedWebhooks(manifests, webhooks);
  const hasPods = manifests.some(({ id }) => id.kind === "Pod" && !id.group);
  const placing = { met, awaited, hasPods };
  const byWave = Map.groupBy(manifests, (each) => waveOf(each, placing));
  const usedKinds = usedKindsOf(manifests);
  const isUsed = (definition) => usedKinds.has(groupKind(definedKind(definition)));
  return ORDER.filter(({ name }) => byWave.has(name)).map(({ name, after }) => {
    const members = byWave.get(name) ?? [];
    const isEarly = name === POD_WEBHOOKS && mayComeEarly(members, awaited);
    const before = isEarly ? [FIRST2, OBJECTS] : after;
    return {
      name,
      manifests: [...members].sort(
        (left, right) => rankOf(left.id) - rankOf(right.id)
      ),
      after: before.filter((wave) => byWave.has(wave)),
      served: name === DEFINITIONS ? members.filter(isUsed) : [],
      backends: name === BEHIND ? met : NONE,
      webhooks: name === POD_WEBHOOKS || name === MET ? awaited : NONE
    };
  });
};

// plugins/kubeflow-node/src/apply/wait/changeNotice.ts
var ChangeNotice = class {
  constructor(read, tell) {
    this.read = read;
    this.tell = tell;
  }
  read;
  tell;
  told;
  planned = false;
  closed = false;
  /** Something may have changed. */
  touch() {
    if (this.planned || this.closed || !this.tell) return;
    this.planned = true;
    setImmediate(() => {
      this.planned = false;
      if (!this.closed) this.flush();
    });
  }
  /** Tells the last state, and nothing after it. */
  close() {
    if (!this.closed) this.flush();
    this.closed = true;
  }
  flush() {
    const waiting = this.read();
    const text = JSON.stringify(waiting);
    if (text === this.told || !this.told && waiting.length === 0) return;
    this.told = text;
    this.tell?.(waiting);
  }
};

// plugins/kubeflow-node/src/apply/wait/untilEnd.ts
var untilEnd = async ({
  clock,
  signal,
  timeoutMs
}, end, work) => {
  const finish = () => end.abort();
  if (signal.aborted) finish();
  signal.addEventListener("abort", finish, { once: true });
  const deadline = clock.sleep(timeoutMs, end.signal).then(finish, finish);
  try {
    await work();
  } finally {
    finish();
    signal.removeEventListener("abort", finish);
    await deadline;
  }
};

// plugins/kubeflow-node/src/apply/wait/waitUntilServed.ts
var FIRST_PAUSE_MS = 20;
var LONGEST_PAUSE_MS = 2e3;
var CROWD_MS = 60;
var CONDITIONS_FROM_MS = 300;
var MOST_REQUESTS = 12;
var DEFINITIONS2 = {
  group: "apiextensions.k8s.io",
  version: "v1",
  plural: "customresourcedefinitions"
};
var askedKinds = (definition) => {
  const spec = definitionSpec(definition);
  const group = textOf(valueAt(spec, "group")) ?? "";
  const plural = textOf(valueAt(spec, "names", "plural")) ?? "";
  return items(valueAt(spec, "versions")).filter((version) => valueAt(version, "served") === true).map((version) => textOf(valueAt(version, "name")) ?? "").map((version) => ({ definition, group, version, plural }));
};
var servedKind = (asked, resource) => {
  const { kind, namespaced, verbs } = fields(resource);
  return typeof kind === "string" ? {
    group: asked.group,
    version: asked.version,
    plural: asked.plural,
    kind,
    namespaced: namespaced === true,
    verbs: items(verbs).map(String)
  } : void 0;
};
var ServedWait = class {
  constructor(target, definitions, options) {
    this.target = target;
    this.options = options;
    this.missing = new Set(definitions.flatMap(askedKinds));
    this.notice = new ChangeNotice(() => this.waiting(), options.onWaiting);
  }
  target;
  options;
  missing;
  served = [];
  facts = /* @__PURE__ */ new Map();
  end = new AbortController();
  wake = new AbortController();
  notice;
  async run() {
    await untilEnd(this.options, this.end, () => this.ask());
    if (!this.options.signal.aborted) {
      await lastWord(() => this.nameConditions(), this.options.signal);
    }
    this.notice.close();
    return { served: this.served, waiting: this.waiting() };
  }
  async ask() {
    await this.askDiscovery();
    if (this.missing.size === 0) return;
    this.notice.touch();
    const listening = this.listen();
    let pause = FIRST_PAUSE_MS;
    while (this.missing.size > 0 && !this.end.signal.aborted) {
      const woken = await this.pause(pause);
      pause = woken ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, pause * 2);
      if (this.end.signal.aborted) break;
      await this.askDiscovery();
      if (pause >= CONDITIONS_FROM_MS) await this.nameConditions();
      this.notice.touch();
      if (this.isDecided()) break;
    }
    this.end.abort();
    await listening;
  }
  /** True when an event ended the pause. */
  async pause(ms) {
    const waking = AbortSignal.any([this.end.signal, this.wake.signal]);
    await this.options.clock.sleep(ms, waking).catch(() => void 0);
    const woken = this.wake.signal.aborted;
    if (!woken) return false;
    await this.options.clock.sleep(CROWD_MS, this.end.signal).catch(() => void 0);
    this.wake = new AbortController();
    return true;
  }
  /** Changes of definitions end the pause; where they may not be watched, the pauses alone must do. */
  async listen() {
    const { subject, transport } = this.target;
    const { watch } = createKubernetesClient({
      subject,
      transport: metadataTransport(transport),
      clock: this.options.clock
    });
    try {
      const { signal } = this.end;
      for await (const { type } of watch(DEFINITIONS2, { signal })) {
        if (type !== "SYNCED") this.wake.abort();
      }
    } catch (error) {
      if (!isKubeflowError(error)) throw error;
    }
  }
  async askDiscovery() {
    const byPath = Map.groupBy(
      [...this.missing],
      ({ group, version }) => `/apis/${group}/${version}`
    );
    await concurrently(
      [...byPath],
      MOST_REQUESTS,
      ([path2, asked]) => this.askGroup(path2, asked)
    );
  }
  async askGroup(path2, asked) {
    const found = new Map(
      (await this.resourcesOf(path2)).map((resource) => [
        valueAt(resource, "name"),
        resource
      ])
    );
    for (const one of asked) {
      const kind = servedKind(one, found.get(one.plural));
      if (kind) {
        this.missing.delete(one);
        this.served.push(kind);
      }
    }
  }
  async resourcesOf(path2) {
    const { subject, transport } = this.target;
    const call = { subject, verb: "get", group: "", resource: path2 };
    try {
      const answer = await requestJson(
        transport.send,
        { method: "GET", path: path2, signal: this.end.signal },
        call
      );
      return items(answer.resources);
    } catch (error) {
      if (this.end.signal.aborted || isKubeflowError(error)) return [];
      throw error;
    }
  }
  missingDefinitions() {
    return [...new Set([...this.missing].map(({ definition }) => definition))];
  }
  async nameConditions() {
    const definitions = this.missingDefinitions();
    await concurrently(definitions, MOST_REQUESTS, async (definition) => {
      this.facts.set(definition, await this.judge(definition));
    });
  }
  async judge({ id }) {
    const { kubernetes } = this.target;
    const about = { id, details: [] };
    try {
      const live = await kubernetes.get(DEFINITIONS2, id.name);
      const { status, message } = definitionStatus(live);
      return status === "Current" ? {
        ...about,
        status: "InProgress",
        fact: "it is established and not yet served"
      } : { ...about, status, fact: message };
    } catch (error) {
      if (!isKubeflowError(error)) throw error;
      return error.reason === "NotFound" ? { ...about, status: "NotFound", fact: "it does not exist" } : { ...about, status: "Unknown", fact: error.fact };
    }
  }
  isDecided() {
    return this.missingDefinitions().every(
      (definition) => this.facts.get(definition)?.status === "Failed"
    );
  }
  waiting() {
    return this.missingDefinitions().map(
      (definition) => this.facts.get(definition) ?? {
        id: definition.id,
        status: "InProgress",
        fact: "it is not served yet",
        details: []
      }
    );
  }
};
var waitUntilServed = async (target, definitions, options) => definitions.length === 0 ? { served: [], waiting: [] } : await new ServedWait(target, definitions, options).run();

// plugins/kubeflow-node/src/apply/wait/webhookBackends.ts
var clientConfigs = (object) => object.kind === "CustomResourceDefinition" ? [valueAt(object, "spec", "conversion", "webhook", "clientConfig")] : items(object.webhooks).map((webhook) => valueAt(webhook, "clientConfig"));
var withService = (object) => clientConfigs(object).filter(
  (config) => valueAt(config, "service") !== void 0
);
var webhookBackends = (object) => {
  const backends = withService(object).map((config) => ({
    namespace: textOf(valueAt(config, "service", "namespace")) ?? "",
    service: textOf(valueAt(config, "service", "name")) ?? ""
  }));
  const byName = new Map(
    backends.map((one) => [`${one.namespace}/${one.service}`, one])
  );
  return [...byName.values()];
};
var isBlank = (bundle) => typeof bundle !== "string" || Buffer.from(bundle, "base64").toString().trim() === "";
var lacksCertificate = (object) => withService(object).some((config) => isBlank(valueAt(config, "caBundle")));
var hasReadyEndpoint = (slice) => items(valueAt(slice, "endpoints")).some(
  (endpoint) => items(valueAt(endpoint, "addresses")).length > 0 && valueAt(endpoint, "conditions", "ready") !== false
);

// plugins/kubeflow-node/src/apply/wait/waitForWebhookBackends.ts
var SERVICE_NAME = "kubernetes.io/service-name";
var SLICES = {
  group: "discovery.k8s.io",
  version: "v1",
  plural: "endpointslices"
};
var PLURALS = {
  MutatingWebhookConfiguration: {
    group: "admissionregistration.k8s.io",
    version: "v1",
    plural: "mutatingwebhookconfigurations"
  },
  ValidatingWebhookConfiguration: {
    group: "admissionregistration.k8s.io",
    version: "v1",
    plural: "validatingwebhookconfigurations"
  },
  CustomResourceDefinition: {
    group: "apiextensions.k8s.io",
    version: "v1",
    plural: "customresourcedefinitions"
  }
};
var keyOf = ({ kind, metadata }) => `${kind}/${metadata.namespace ?? ""}/${metadata.name}`;
var newFeed = (collection, selector = {}) => ({
  collection,
  selector,
  objects: /* @__PURE__ */ new Map(),
  isSynchronized: false
});
var takeEvent = (feed, event) => {
  if (event.type === "SYNCED") {
    feed.objects.clear();
    event.objects.forEach((object) => feed.objects.set(keyOf(object), object));
    feed.isSynchronized = true;
  } else if (event.type === "DELETED") {
    feed.objects.delete(keyOf(event.object));
  } else {
    feed.objects.set(keyOf(event.object), event.object);
  }
};
var hasBackend = ({ feeds }, backend) => feeds.some(
  (feed) => [...feed.objects.values()].some(
    (object) => object.kind === "EndpointSlice" && object.metadata.namespace === backend.namespace && object.metadata.labels?.[SERVICE_NAME] === backend.service && hasReadyEndpoint(object)
  )
);
var liveOf = ({ feeds, manifest }) => feeds.flatMap((feed) => [...feed.objects.values()]).find(
  ({ kind, metadata }) => kind === manifest.id.kind && metadata.name === manifest.id.name
);
var lacks = (webhook) => {
  const live = liveOf(webhook);
  return [
    ...webhook.backends.filter((backend) => !hasBackend(webhook, backend)).map(
      ({ namespace, service }) => `no pod behind Service ${namespace}/${service} is ready`
    ),
    ...live && lacksCertificate(live) ? ["its caBundle has not been put in yet"] : []
  ];
};
var waitingFor = (webhook) => {
  const about = { id: webhook.manifest.id, details: [] };
  const broken = webhook.feeds.find(({ error }) => error);
  if (broken?.error) {
    return [{ ...about, status: "Unknown", fact: broken.error }];
  }
  if (webhook.feeds.some((feed) => !feed.isSynchronized)) {
    const fact2 = "its Service has not been looked at yet";
    return [{ ...about, status: "Unknown", fact: fact2 }];
  }
  const [fact, ...details] = lacks(webhook);
  return fact ? [{ ...about, status: "InProgress", fact, details }] : [];
};
var planFeeds = (manifests, { until }) => {
  const found = manifests.map((manifest) => ({
    manifest,
    backends: webhookBackends(manifest.object())
  })).filter(({ backends }) => backends.length > 0);
  const services = Map.groupBy(
    found.flatMap(({ backends }) => backends),
    ({ namespace }) => namespace
  );
  const slices = new Map(
    [...services].map(([namespace, ones]) => {
      const names = [...new Set(ones.map(({ service }) => service))].sort();
      return [
        namespace,
        newFeed(
          { ...SLICES, namespace },
          { labelSelector: `${SERVICE_NAME} in (${names.join(",")})` }
        )
      ];
    })
  );
  const own = /* @__PURE__ */ new Map();
  const ownFeed = ({ id }) => {
    const collection = PLURALS[id.kind];
    if (!collection || until === "endpoints") return [];
    const single = id.kind === "CustomResourceDefinition";
    const key = single ? `${groupKind(id)}/${id.name}` : groupKind(id);
    const feed = own.get(key) ?? newFeed(
      collection,
      single ? { fieldSelector: `metadata.name=${id.name}` } : {}
    );
    own.set(key, feed);
    return [feed];
  };
  const webhooks = found.map(
    ({ manifest, backends }) => ({
      manifest,
      backends,
      feeds: [
        ...backends.flatMap(({ namespace }) => slices.get(namespace) ?? []),
        ...ownFeed(manifest)
      ]
    })
  );
  return { webhooks, feeds: [...slices.values(), ...own.values()] };
};
var BackendsWait = class {
  constructor(target, manifests, options) {
    this.target = target;
    this.options = options;
    const { webhooks, feeds } = planFeeds(manifests, options);
    this.webhooks = webhooks;
    this.feeds = feeds;
    this.notice = new ChangeNotice(() => this.waiting(), options.onWaiting);
  }
  target;
  options;
  end = new AbortController();
  webhooks;
  feeds;
  notice;
  async run() {
    await untilEnd(this.options, this.end, async () => {
      await Promise.all(this.feeds.map((feed) => this.follow(feed)));
    });
    this.notice.close();
    return this.waiting();
  }
  async follow(feed) {
    const { signal } = this.end;
    const { kubernetes } = this.target;
    try {
      for await (const event of kubernetes.watch(feed.collection, {
        ...feed.selector,
        signal
      })) {
        takeEvent(feed, event);
        this.changed();
        if (signal.aborted) return;
      }
    } catch (error) {
      if (!isKubeflowError(error)) throw error;
      feed.error = `its backend cannot be followed: ${error.fact}`;
      this.changed();
    }
  }
  changed() {
    const isRead = this.feeds.every(
      ({ isSynchronized, error }) => isSynchronized || error
    );
    if (!isRead) return;
    this.notice.touch();
    if (this.waiting().every(({ status }) => status === "Unknown")) {
      this.end.abort();
    }
  }
  waiting() {
    return this.webhooks.flatMap(waitingFor);
  }
};
var waitForWebhookBackends = async (target, configurations, options) => {
  const wait = new BackendsWait(target, configurations, options);
  return await wait.run();
};

// plugins/kubeflow-node/src/apply/engine/podGateWarnings.ts
var MOST_NAMES = 10;
var namesOf = (manifests) => {
  const names = manifests.slice(0, MOST_NAMES).map(({ id }) => describeResource(id));
  const rest = manifests.length - names.length;
  return [...names, ...rest > 0 ? [`and ${rest} more`] : []].join(", ");
};
var RESTART = "kubectl rollout restart of those that need it makes their pods anew";
var lateWebhook = ({ configuration, met, isIgnored }, lacking2, written) => {
  const consequence = isIgnored ? `Pods that start before it answers do so without it: ${RESTART} then` : "The API server refuses their pods while it cannot be called; they come by themselves once it answers";
  return `${describeResource(configuration.id)} does not answer: ${lacking2.join(
    "; "
  )}. Workloads whose pods meet it are applied all the same: ${namesOf(
    met.filter((each) => written.has(each))
  )}. ${consequence}`;
};
var earlyPods = ({ configuration, met, ahead }, sent) => {
  const unchanged = met.filter((each) => !sent.has(each));
  const parts = [
    ...unchanged.length > 0 ? [`they were there: ${namesOf(unchanged)}`] : [],
    ...ahead.length > 0 ? [`it needs them itself: ${namesOf(ahead)}`] : []
  ];
  if (parts.length === 0) return void 0;
  return `pods of these workloads are older than ${describeResource(
    configuration.id
  )}, which they should have met, because ${parts.join(
    "; because "
  )}. Once it answers, ${RESTART}`;
};

// plugins/kubeflow-node/src/apply/engine/podGates.ts
var PATIENCE_MS2 = 3e5;
var SHORT_PATIENCE_MS = 1e4;
var PodGates = class {
  constructor(options) {
    this.options = options;
    const needed = new Set(
      options.webhooks.flatMap(({ configuration, backends }) => [
        configuration,
        ...backends
      ])
    );
    for (const manifest of options.written)
      if (needed.has(manifest))
        this.written.set(manifest, Promise.withResolvers());
  }
  options;
  written = /* @__PURE__ */ new Map();
  backends = /* @__PURE__ */ new Map();
  answers = /* @__PURE__ */ new Map();
  /**
   * Writes a manifest once that makes sense: a configuration when its backends are ready, a workload when all
   * webhooks that its pods meet answer. A webhook that does not get there in time is warned of, once, and passed.
   */
  async pass(manifest, webhooks, write) {
    await Promise.all(
      (webhooks ?? []).map(
        (webhook) => webhook.configuration === manifest ? this.ready(webhook) : this.answering(webhook)
      )
    );
    try {
      await write();
    } finally {
      this.written.get(manifest)?.resolve();
    }
  }
  /** Tells of pods that have certainly not met a webhook that is new in the cluster. */
  warnOfEarlyPods() {
    const { webhooks, written, progress, target, ports } = this.options;
    for (const webhook of webhooks) {
      if (progress.actionOf(webhook.configuration.id) !== "created") continue;
      const text = earlyPods(webhook, written);
      if (text) ports.observer.warned(`${target.subject}: ${text}`);
    }
  }
  ready(webhook) {
    const running = this.backends.get(webhook) ?? this.awaitReady(webhook);
    this.backends.set(webhook, running);
    return running;
  }
  answering(webhook) {
    const running = this.answers.get(webhook) ?? this.awaitAnswer(webhook);
    this.answers.set(webhook, running);
    return running;
  }
  /** What its backends lack. */
  async awaitReady(webhook) {
    const { progress, written } = this.options;
    if (written.has(webhook.configuration))
      await Promise.all(webhook.backends.map((each) => this.isWritten(each)));
    const refused = webhook.backends.filter(({ id }) => progress.failureOf(id) !== void 0).map(({ id }) => `${describeResource(id)} could not be applied`);
    const lacking2 = await this.wait(webhook, {
      until: "endpoints",
      timeoutMs: refused.length > 0 ? SHORT_PATIENCE_MS : PATIENCE_MS2
    });
    return lacking2.length > 0 ? [...refused, ...lacking2] : [];
  }
  async awaitAnswer(webhook) {
    const lacking2 = await this.lackingOf(webhook);
    const { stop, ports, target } = this.options;
    if (lacking2.length === 0 || stop.signal.aborted) return;
    ports.observer.warned(
      `${target.subject}: ${lateWebhook(
        webhook,
        lacking2,
        this.options.written
      )}`
    );
  }
  async lackingOf(webhook) {
    const { configuration } = webhook;
    const lacking2 = await this.ready(webhook);
    await this.isWritten(configuration);
    if (this.options.progress.failureOf(configuration.id) !== void 0)
      return ["it could not be applied"];
    const isComplete = !lacksCertificate(configuration.object());
    if (lacking2.length > 0 || isComplete) return lacking2;
    return await this.wait(webhook, {
      until: "certificates",
      timeoutMs: isInjectedByCertManager(configuration) ? PATIENCE_MS2 : SHORT_PATIENCE_MS
    });
  }
  async isWritten(manifest) {
    await this.written.get(manifest)?.promise;
  }
  async wait({ configuration }, { until, timeoutMs }) {
    const { target, board, stop, ports } = this.options;
    const waiting = await board.during(async (onWaiting) => {
      const left = await waitForWebhookBackends(target, [configuration], {
        clock: ports.clock,
        signal: stop.signal,
        // The other half is for what comes after, and to get ready.
        timeoutMs: Math.min(timeoutMs, stop.remaining() / 2),
        until,
        onWaiting
      });
      onWaiting([]);
      return left;
    });
    return waiting.flatMap(({ fact, details }) => [fact, ...details]);
  }
};

// plugins/kubeflow-node/src/apply/engine/webhookPatience.ts
var PATIENCE_MS3 = 3e5;
var MOST_ATTEMPTS = 6;
var BACKOFF = { baseMs: 500, capMs: 8e3 };
var CONFIGURATION_KINDS = [
  "ValidatingWebhookConfiguration",
  "MutatingWebhookConfiguration"
];
var nameIn = (error) => /webhook (?:of )?(\S+) cannot be called/.exec(error.fact)?.[1];
var WebhookPatience = class {
  constructor(options) {
    this.options = options;
  }
  options;
  waits = /* @__PURE__ */ new Map();
  liveConfigurations;
  /**
   * Attempts again until the webhook lets it pass.
   *
   * @param known - Configurations that the object is known to meet: they are waited for before the first attempt.
   * @throws KubeflowError `WebhookFailed` with what its backend lacks.
   */
  async through(attempt, known = []) {
    let configurations = known;
    for (let attempts = 1; ; attempts += 1) {
      const lacking2 = await this.waitFor(configurations);
      try {
        return await attempt();
      } catch (error) {
        if (!isWebhookFailure(error)) throw error;
        if (attempts >= MOST_ATTEMPTS) throw explained(error, lacking2);
        const found = await this.configurationOf(error);
        configurations = found ? [found] : configurations;
        if (lacking2.length > 0 && found) throw explained(error, lacking2);
        await this.pause(attempts);
      }
    }
  }
  /** The manifests behind backends, where they are live already: before that nobody calls them. */
  async liveAmong(backends, isLive) {
    const { manifests, api } = this.options;
    const names = new Set(
      backends.map(
        ({ configuration, webhook }) => configuration?.name ?? webhook
      )
    );
    const found = manifests.filter(
      ({ id }) => names.has(id.name) && backends.some(
        ({ configuration, webhook }) => configuration ? configuration.kind === id.kind && configuration.name === id.name : id.kind === "CustomResourceDefinition" && id.name === webhook
      )
    );
    const live = await Promise.all(
      found.map(async (manifest) => {
        if (manifest.id.kind === "CustomResourceDefinition") return [manifest];
        if (isLive(manifest.id)) return [manifest];
        return await api.get(manifest.id) ? [manifest] : [];
      })
    );
    return live.flat();
  }
  async waitFor(configurations) {
    const waits = configurations.map((manifest) => {
      const key = describeResource(manifest.id);
      const running = this.waits.get(key) ?? this.wait(manifest);
      this.waits.set(key, running);
      return running;
    });
    return (await Promise.all(waits)).flat();
  }
  wait(manifest) {
    const { target, board, stop, ports } = this.options;
    return board.during(
      (onWaiting) => waitForWebhookBackends(target, [manifest], {
        clock: ports.clock,
        signal: stop.signal,
        timeoutMs: Math.min(PATIENCE_MS3, stop.remaining() * 0.8),
        onWaiting
      })
    );
  }
  pause(attempts) {
    const { ports, stop } = this.options;
    return ports.clock.sleep(
      fullJitter(attempts, BACKOFF, () => 0.5 + ports.random() / 2),
      stop.signal
    );
  }
  /** The configuration that has the webhook of a refusal: of the set, or whatever else is in the cluster. */
  async configurationOf(error) {
    const name = nameIn(error);
    if (!name) return void 0;
    const has = (manifest) => manifest.id.name === name || webhookServices(manifest.object()).has(name);
    const own = this.options.manifests.filter(
      ({ id }) => id.kind.endsWith("WebhookConfiguration") || id.kind === "CustomResourceDefinition"
    );
    return own.find(has) ?? (await this.foreign()).find(has);
  }
  foreign() {
    this.liveConfigurations ??= this.readForeign();
    return this.liveConfigurations;
  }
  async readForeign() {
    const { api } = this.options;
    const kinds = await api.servedKinds();
    const lists = await Promise.all(
      CONFIGURATION_KINDS.map(async (kind) => {
        const served = kinds.find({
          group: "admissionregistration.k8s.io",
          kind
        });
        return served ? await api.listObjects(served, "").catch(() => []) : [];
      })
    );
    return lists.flat().map(
      (object) => manifestOf(object, {
        source: { path: api.subject, line: 1 }
      })
    );
  }
};
var isWebhookFailure = (error) => error?.reason === "WebhookFailed";
var explained = (error, lacking2) => {
  const reasons = lacking2.flatMap(({ fact, details }) => [fact, ...details]);
  const why = reasons.length ? reasons.join("; ") : "its Service has ready endpoints, and yet it does not answer";
  return new KubeflowError("ServiceUnavailableError", {
    subject: error.subject,
    fact: `${error.fact}; ${why}`,
    reason: "WebhookFailed",
    remedy: error.remedy,
    upstreamStatus: error.upstreamStatus,
    cause: error
  });
};

// plugins/kubeflow-node/src/apply/engine/writeErrors.ts
var GUARDED = [
  "Namespace",
  "CustomResourceDefinition",
  "PersistentVolumeClaim"
];
var problemTexts = ({ problems, fact }) => problems.length > 0 ? problems.map(({ message }) => message).join("; ") : fact;
var writtenAt = (manager, live) => {
  const [entry, ...others] = (live?.metadata.managedFields ?? []).filter(
    (each) => each.manager === manager && !each.subresource
  );
  return others.length === 0 ? entry?.time : void 0;
};
var ownershipText = (message, live) => {
  const [, field, manager] = /^(.*): conflict with "([^"]+)"/s.exec(message) ?? [];
  if (!field || !manager) return message;
  const time = writtenAt(manager, live);
  return `'${manager}' owns ${field}${time ? `, written at ${time}` : ""}`;
};
var ownersText = ({ problems, fact }, live) => problems.length > 0 ? problems.map(({ message }) => ownershipText(message, live)).join("; ") : fact;
var conflictError = (id, cause, live) => new KubeflowError("ConflictError", {
  subject: cause.subject,
  fact: `${describeResource(id)}: ${ownersText(cause, live)}`,
  reason: "FieldManagerConflict",
  remedy: `Take these fields out of the manifests or away from that manager, or list ${groupKind(
    id
  )} in force-conflicts to take them over`,
  upstreamStatus: cause.upstreamStatus,
  problems: cause.problems,
  cause
});
var replacementRemedy = ({ group, kind }) => {
  const allowed = `list ${groupKind({ group, kind })} in replace`;
  return GUARDED.includes(kind) ? `Change it back, or ${allowed} and ${kind} in allow-delete: it is then deleted with all that is in it, and created anew` : `Change it back, or ${allowed}: it is then deleted and created anew`;
};
var immutableError = (id, cause) => new KubeflowError("ConflictError", {
  subject: cause.subject,
  fact: `${describeResource(
    id
  )} cannot be changed in this way while it exists: ${problemTexts(cause)}`,
  reason: "ImmutableField",
  remedy: replacementRemedy(id),
  upstreamStatus: cause.upstreamStatus,
  problems: cause.problems,
  cause
});
var notServedError = (subject, id, { fact, cause }) => new KubeflowError("ConflictError", {
  subject,
  fact: `${describeResource(
    id
  )} was not applied, because its kind ${groupKind(
    id
  )} is not served: ${fact}`,
  reason: "DefinitionNotServed",
  remedy: "Correct the CustomResourceDefinition, then deploy again",
  cause
});
var isReplaceable = (id, allowed) => allowed.replace.includes(groupKind(id)) && (!GUARDED.includes(id.kind) || allowed.deletable.includes(id.kind));

// plugins/kubeflow-node/src/apply/engine/changeOfWrite.ts
var JUST_NOW_MS = 5e3;
var ownTime = (metadata) => ownEntries(metadata?.managedFields)[0]?.time;
var wasJustWritten = (metadata, now) => !(now - Date.parse(ownTime(metadata) ?? "") > JUST_NOW_MS);
var isSame = ({ candidate: { member }, object: { metadata } }, now) => {
  if (!member || member.uid !== metadata.uid) return false;
  if (member.resourceVersion === metadata.resourceVersion) return true;
  return ownTime(member) !== void 0 && ownTime(member) === ownTime(metadata) && ownedDigest(member.managedFields) === ownedDigest(metadata.managedFields) && !wasJustWritten(metadata, now);
};
var isOursFromTheStart = ({ metadata }) => ownTime(metadata) === metadata.creationTimestamp;
var changeOf = (result, course, now) => {
  const { id } = result.candidate.manifest;
  if (course.isReplaced) {
    const reason = "a field of it can never change";
    return { id, action: "configured", replaced: true, reason };
  }
  const isCreated = course.isCreated || course.isRepeated && course.wasAbsent && isOursFromTheStart(result.object);
  if (isCreated) return { id, action: "created" };
  const isUnchanged = !course.isMigrated && isSame(result, now);
  return { id, action: isUnchanged ? "unchanged" : "configured" };
};

// plugins/kubeflow-node/src/apply/engine/clientSideApply.ts
var LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
var MANAGERS = [
  "kubectl-client-side-apply",
  "before-first-apply"
];
var setsLastApplied = ({ fieldsV1 }) => valueAt(fieldsV1, "f:metadata", "f:annotations", `f:${LAST_APPLIED}`) !== void 0;
var isClientSideApply = (entry) => entry.operation === "Update" && !entry.subresource && (MANAGERS.includes(entry.manager) || entry.manager === "kubectl" && setsLastApplied(entry));
var union = (left, right) => ({
  ...left,
  ...Object.fromEntries(
    Object.entries(right).map(([name, value]) => [
      name,
      name in left ? union(fields(left[name]), fields(value)) : value
    ])
  )
});
var withoutClientSideApply = (object, { isOurs }) => {
  const entries = object.metadata.managedFields ?? [];
  const old = entries.filter(isClientSideApply);
  if (old.length === 0 || isOurs) return void 0;
  const own = ownEntries(entries).filter(({ subresource }) => !subresource);
  const fieldsV1 = [...own, ...old].map((entry) => entry.fieldsV1 ?? {}).reduce(union, {});
  const [first] = [...own, ...old];
  return [
    ...entries.filter((entry) => !old.includes(entry) && !own.includes(entry)),
    {
      manager: FIELD_MANAGER,
      operation: "Apply",
      apiVersion: first?.apiVersion ?? object.apiVersion,
      time: first?.time,
      fieldsType: "FieldsV1",
      fieldsV1
    }
  ];
};

// plugins/kubeflow-node/src/apply/engine/foreignMembers.ts
var otherSetError = (subject, id, owner) => new KubeflowError("ConflictError", {
  subject,
  fact: `${describeResource(id)} belongs to another ApplySet, ${printable(
    owner
  )}`,
  reason: "InOtherApplySet",
  remedy: `Take it out of the manifests, or out of that set: kubectl label ${groupKind(
    id
  )} ${id.name}${id.namespace ? ` -n ${id.namespace}` : ""} ${APPLYSET.partOf}-`
});
var foreignMembers = async (api, set, {
  ids,
  kinds
}) => {
  const byKind = Map.groupBy(ids, groupKind);
  const found = await Promise.all(
    [...byKind.values()].map(async ([first, ...others]) => {
      const kind = first && kinds.find(first);
      if (!kind?.verbs.includes("list")) return [];
      const wanted = new Map(
        [first, ...others].flatMap(
          (id) => id ? [[resourceKey(id), id]] : []
        )
      );
      const selector = `${APPLYSET.partOf},${APPLYSET.partOf}!=${set.id}`;
      const objects = await api.listMetadata(kind, selector).catch(() => []);
      return objects.flatMap(({ namespace, name, labels }) => {
        const { group } = kind;
        const id = wanted.get(
          resourceKey({ group, kind: kind.kind, namespace, name })
        );
        const owner = labels?.[APPLYSET.partOf] ?? "";
        return id ? [{ id, error: otherSetError(api.subject, id, owner) }] : [];
      });
    })
  );
  return found.flat();
};

// plugins/kubeflow-node/src/apply/engine/terminating.ts
var BACKOFF2 = { baseMs: 100, capMs: 2e3 };
var PATIENCE_MS4 = 12e4;
var namespaceReasons = (live) => items(valueAt(live.status, "conditions")).filter((condition) => valueAt(condition, "status") === "True").flatMap((condition) => textOf(valueAt(condition, "message")) ?? []);
var stillThere = (subject, id, live) => {
  const { finalizers = [] } = live.metadata;
  const held = finalizers.length ? `its finalizers ${finalizers.join(", ")} are not done` : "it does not end";
  const reasons = id.kind === "Namespace" ? namespaceReasons(live) : [];
  return new KubeflowError("ConflictError", {
    subject,
    fact: `${describeResource(id)} is being deleted, and ${[
      held,
      ...reasons
    ].join("; ")}`,
    reason: "StillTerminating",
    remedy: "Get the controller of the finalizer to finish, or remove the finalizer if that controller is gone; then deploy again"
  });
};
var waitUntilGone = async (api, { id, uid }, { clock, random, signal, remainingMs }) => {
  const until = clock.now() + Math.min(PATIENCE_MS4, remainingMs / 2);
  for (let looks = 1; ; looks += 1) {
    const live = await api.get(id);
    if (live?.metadata.uid !== uid) return;
    if (clock.now() >= until) throw stillThere(api.subject, id, live);
    await clock.sleep(
      fullJitter(looks, BACKOFF2, () => 0.5 + random() / 2),
      signal
    );
  }
};

// plugins/kubeflow-node/src/apply/engine/writeObject.ts
var BACKOFF3 = { baseMs: 50, capMs: 2e3 };
var MOST_CONFLICTS = 12;
var MOST_LAGS = 6;
var LAGGING = [
  "NamespaceNotFound",
  "ResourceTypeNotFound"
];
var PART_OF = `labels.${APPLYSET.partOf}`;
var ObjectWrite = class {
  constructor(api, candidate, options) {
    this.api = api;
    this.candidate = candidate;
    this.options = options;
    this.resourceVersion = candidate.member?.resourceVersion;
    this.wasAbsent = candidate.member === void 0;
  }
  api;
  candidate;
  options;
  resourceVersion;
  force = false;
  isReplaced = false;
  isMigrated = false;
  wasAbsent;
  conflicts = 0;
  lags = 0;
  async run() {
    const { member, manifest } = this.candidate;
    if (member?.deletionTimestamp) await this.awaitGone(member.uid);
    for (; ; ) {
      try {
        const { object, isCreated, isRepeated } = await this.api.applyManifest(
          manifest,
          {
            resourceVersion: this.resourceVersion,
            force: this.force,
            beforeSend: this.beforeSend,
            answer: "metadata"
          }
        );
        if (await this.isSettled(object)) {
          const { wasAbsent, isMigrated, isReplaced } = this;
          const change = changeOf(
            { candidate: this.candidate, object },
            { isCreated, isRepeated, wasAbsent, isMigrated, isReplaced },
            this.options.clock.now()
          );
          return { object, change };
        }
      } catch (error) {
        if (!isKubeflowError(error)) throw error;
        await this.overcome(error);
      }
    }
  }
  beforeSend = () => {
    this.options.assertHeld();
    this.options.sent();
  };
  get manifest() {
    return this.candidate.manifest;
  }
  /** False when it has to be applied once more. */
  async isSettled(object) {
    const { metadata } = object;
    if (metadata.deletionTimestamp) {
      await this.awaitGone(metadata.uid);
      return false;
    }
    return !await this.migrate(object);
  }
  /** True when fields of client-side apply were taken over: some of them may have to go, or to change. */
  async migrate(object) {
    if (this.isMigrated) return false;
    const managedFields = withoutClientSideApply(object, {
      isOurs: this.candidate.member !== void 0
    });
    if (!managedFields) return false;
    const { resourceVersion } = object.metadata;
    const { id } = this.manifest;
    const live = await this.api.replaceManagedFields(
      id,
      { resourceVersion, managedFields },
      this.beforeSend
    );
    this.isMigrated = true;
    this.resourceVersion = live.metadata.resourceVersion;
    return true;
  }
  /** @throws what cannot be overcome. */
  async overcome(error) {
    if (error.reason === "FieldManagerConflict") {
      await this.overcomeManagers(error);
    } else if (error.reason === "Conflict" || error.reason === "NotFound") {
      await this.lookAgain(error);
    } else if (error.upstreamStatus === 422) {
      await this.replace(error);
    } else if (this.isLag(error)) {
      this.lags += 1;
      await this.pause(this.lags);
    } else throw error;
  }
  isLag({ reason }) {
    return this.options.mayLag && LAGGING.includes(reason) && this.lags < MOST_LAGS;
  }
  async overcomeManagers(error) {
    const { id } = this.manifest;
    const isOfOtherSet = error.problems.some(
      ({ message }) => message.includes(PART_OF)
    );
    const live = await this.api.get(id);
    if (isOfOtherSet) {
      const owner = live?.metadata.labels?.[APPLYSET.partOf] ?? "unknown";
      throw otherSetError(this.api.subject, id, owner);
    }
    if (live && await this.migrate(live)) return;
    const isForced = this.options.write.forceConflicts.includes(groupKind(id));
    if (!isForced || this.force) throw conflictError(id, error, live);
    this.force = true;
  }
  /** Somebody wrote it meanwhile, or it came or went. */
  async lookAgain(error) {
    this.conflicts += 1;
    if (this.conflicts > MOST_CONFLICTS) throw error;
    const live = await this.api.get(this.manifest.id);
    if (live?.metadata.deletionTimestamp) {
      await this.awaitGone(live.metadata.uid);
      return;
    }
    this.resourceVersion = live?.metadata.resourceVersion;
    if (this.conflicts > 1) await this.pause(this.conflicts);
  }
  /**
   * A refused change is one of a field that cannot change when the server would accept the same as a new
   * object; its words do not count.
   */
  async replace(error) {
    const { id } = this.manifest;
    const live = await this.api.get(id);
    if (!live || this.isReplaced) throw error;
    if (!await this.api.isValidAnew(this.manifest)) throw error;
    const { write, prune } = this.options;
    const allowed = { replace: write.replace, deletable: prune.deletable };
    if (!isReplaceable(id, allowed)) throw immutableError(id, error);
    this.isReplaced = true;
    this.options.assertHeld();
    this.options.sent();
    const { uid } = live.metadata;
    await this.api.delete(id, { uid });
    await this.awaitGone(uid);
  }
  async awaitGone(uid) {
    const { clock, random, signal, remaining } = this.options;
    await waitUntilGone(
      this.api,
      { id: this.manifest.id, uid },
      { clock, random, signal, remainingMs: remaining() }
    );
    this.resourceVersion = void 0;
    this.wasAbsent = true;
  }
  pause(times2) {
    const { clock, random, signal } = this.options;
    return clock.sleep(fullJitter(times2, BACKOFF3, random), signal);
  }
};
var writeObject = (api, candidate, options) => new ObjectWrite(api, candidate, options).run();
var isWebhookFailure2 = (error) => hasReason(error, "WebhookFailed");

// plugins/kubeflow-node/src/apply/engine/waveRunner.ts
var SERVED_MS = 12e4;
var WaveRun = class {
  constructor(options) {
    this.options = options;
    const { candidates, state } = options;
    this.byManifest = new Map(candidates.map((each) => [each.manifest, each]));
    this.patience = new WebhookPatience({
      ...options,
      manifests: state.manifests
    });
    this.webhooks = podWebhooks(state.manifests);
    this.gates = new PodGates({
      ...options,
      webhooks: this.webhooks,
      written: new Set(this.byManifest.keys())
    });
    this.ownNamespaces = new Set(
      state.manifests.filter(({ id }) => id.kind === "Namespace").map(({ id }) => id.name)
    );
    this.ownKinds = new Set(
      state.manifests.filter(({ id }) => id.kind === "CustomResourceDefinition").map((definition) => groupKind(definedKind(definition)))
    );
  }
  options;
  byManifest;
  unserved = /* @__PURE__ */ new Map();
  /** Objects that wait for a webhook's backend, each on its own. */
  parked = [];
  patience;
  webhooks;
  gates;
  ownNamespaces;
  ownKinds;
  async run() {
    const { candidates, state } = this.options;
    const waves = planWaves(
      candidates.map(({ manifest }) => manifest),
      state.manifests,
      this.webhooks
    );
    const over = /* @__PURE__ */ new Map();
    for (const wave of waves) {
      const before = wave.after.map((name) => over.get(name));
      over.set(wave.name, this.runWave(wave, before));
    }
    await Promise.all(over.values());
    await Promise.all(this.parked);
    this.gates.warnOfEarlyPods();
  }
  async runWave(wave, before) {
    await Promise.all(before);
    const { stop, ports } = this.options;
    if (!stop.signal.aborted) {
      ports.observer.wave(wave.name, wave.manifests.length);
    }
    await Promise.all(
      wave.manifests.map(
        (manifest) => this.gates.pass(
          manifest,
          wave.webhooks.get(manifest),
          () => this.applyIn(wave, manifest)
        )
      )
    );
    if (wave.served.length > 0) await this.awaitServed(wave.served);
  }
  async applyIn(wave, manifest) {
    const candidate = this.byManifest.get(manifest);
    if (!candidate) return;
    const unserved = this.unserved.get(groupKind(manifest.id));
    if (unserved && !candidate.member) {
      const { api, progress } = this.options;
      progress.untouched.push(manifest.id);
      progress.failed(
        manifest.id,
        notServedError(api.subject, manifest.id, unserved)
      );
      return;
    }
    const backends = wave.backends.get(manifest);
    const live = backends ? await this.liveBackends(manifest, backends) : void 0;
    if (live?.length) this.parked.push(this.apply(candidate, live));
    else await this.apply(candidate);
  }
  async liveBackends(manifest, backends) {
    const { byKey } = this.options.state.members;
    const isLive = ({ kind, group, name }) => byKey.has(`${groupKind({ kind, group })}/${name}`);
    try {
      return await this.patience.liveAmong(backends, isLive);
    } catch (error) {
      if (this.options.stop.signal.aborted) return [];
      this.options.ports.observer.warned(
        `${manifest.id.kind}/${manifest.id.name}: its webhooks could not be looked up: ${String(error)}`
      );
      return [];
    }
  }
  /** Never rejects: what happens to one object is its outcome. */
  async apply(candidate, configurations) {
    const { api, write, progress } = this.options;
    const { manifest } = candidate;
    let isSent = false;
    const attempt = () => writeObject(api, candidate, {
      ...write,
      mayLag: this.isOfOurMaking(manifest.id),
      sent: () => {
        isSent = true;
      }
    });
    try {
      const { change, object } = configurations ? await this.patience.through(attempt, configurations) : await attempt();
      const { uid, managedFields } = object.metadata;
      progress.changed(change, {
        manifest,
        uid,
        owned: ownedDigest(managedFields)
      });
    } catch (error) {
      if (isWebhookFailure2(error) && !configurations) {
        this.parked.push(this.apply(candidate, []));
      } else this.settle(candidate, error, isSent);
    }
  }
  /** Its namespace or its kind is there because the set says so. */
  isOfOurMaking({ group, kind, namespace }) {
    return namespace !== void 0 && this.ownNamespaces.has(namespace) || this.ownKinds.has(groupKind({ group, kind }));
  }
  settle({ manifest }, error, isSent) {
    const { progress, stop } = this.options;
    const { id } = manifest;
    const isStopped = stop.signal.aborted && error === stop.signal.reason;
    if (isStopped && !isSent) {
      progress.notBegun(id, "the deploy ended before it was its turn");
    } else {
      if (!isSent) progress.untouched.push(id);
      progress.failed(id, error);
    }
  }
  async awaitServed(definitions) {
    const { target, api, ports, stop, board, progress } = this.options;
    if (stop.signal.aborted) return;
    const applied = [];
    for (const definition of definitions) {
      const cause = progress.failureOf(definition.id);
      if (cause === void 0) applied.push(definition);
      else {
        const fact = `${definition.id.name} could not be applied`;
        this.unserved.set(groupKind(definedKind(definition)), { fact, cause });
      }
    }
    const { served, waiting } = await board.during(
      (onWaiting) => waitUntilServed(target, applied, {
        clock: ports.clock,
        signal: stop.signal,
        timeoutMs: Math.min(SERVED_MS, stop.remaining()),
        onWaiting
      })
    );
    await api.learn(served);
    for (const { id, fact } of waiting) {
      const definition = applied.find((each) => each.id.name === id.name);
      if (definition)
        this.unserved.set(groupKind(definedKind(definition)), { fact });
    }
  }
};
var runWaves = (options) => new WaveRun(options).run();

// plugins/kubeflow-node/src/apply/engine/leasedSteps.ts
var LeasedSteps = class {
  constructor(context, record2, open) {
    this.context = context;
    this.record = record2;
    this.open = open;
  }
  context;
  record;
  open;
  async apply({
    state,
    writes
  }) {
    const { target, api, request, ports, stop } = this.context;
    await runWaves({
      target,
      api,
      state,
      candidates: writes.candidates,
      progress: this.record.progress,
      ports,
      stop,
      board: this.record.board,
      write: {
        write: request.write,
        prune: request.prune,
        clock: ports.clock,
        random: ports.random,
        signal: stop.signal,
        remaining: () => stop.remaining(),
        assertHeld: () => this.open.lease.assertHeld()
      }
    });
  }
  /** Only after every apply succeeded: what is new must stand before what is old goes. */
  async prune({ prune }) {
    const { api, ports, stop } = this.context;
    const ids = prune.deletions.map(({ id }) => id);
    if (stop.signal.aborted || this.record.progress.hasFailures() || prune.refusal) {
      this.record.progress.untouched.push(...ids);
      return stop.signal.aborted ? stop.signal.reason : prune.refusal;
    }
    await this.open.writer.recordIntent(ids.map((id) => ({ id })));
    const report = await pruneMembers(api, prune, {
      ...ports,
      signal: stop.signal,
      timeoutMs: stop.remaining(),
      assertHeld: () => this.open.lease.assertHeld()
    });
    this.record.progress.pruned(report);
    return report.error;
  }
  /** Whoever held the lease before may have had a write under way: what it overwrote is applied again. */
  async verify(state) {
    const { api, request, ports, stop } = this.context;
    const { progress } = this.record;
    if (stop.signal.aborted || progress.hasFailures()) return;
    const inventory = {
      ...state.inventory,
      entries: progress.entriesOver(state.inventory)
    };
    const { set } = request;
    const { manifests } = state;
    const { clock } = ports;
    const found = await readClusterMembers(api, {
      set,
      manifests,
      clock,
      inventory
    });
    const seen = { ...state, ...found, inventory };
    const writes = decideWrites(seen);
    if (writes.candidates.length > 0) await this.apply({ state: seen, writes });
  }
};

// plugins/kubeflow-node/src/apply/engine/progress.ts
var Progress = class {
  constructor(observer) {
    this.observer = observer;
  }
  observer;
  applied = [];
  /** Gone for certain. */
  removed = [];
  /** Certainly not sent. */
  untouched = [];
  changes = /* @__PURE__ */ new Map();
  failures = /* @__PURE__ */ new Map();
  tail = [];
  changed(change, applied) {
    const key = resourceKey(change.id);
    this.changes.set(key, change);
    this.failures.delete(key);
    if (applied) this.applied.push(applied);
    this.observer.changed(change);
  }
  failed(id, error) {
    this.failures.set(resourceKey(id), { id, error });
    this.observer.failed(id, error);
  }
  /** Nothing of it was sent. */
  notBegun(id, reason) {
    this.untouched.push(id);
    this.changed({ id, action: "skipped", reason });
  }
  /** What pruning reported itself to the observer already. */
  pruned({
    changes,
    failures,
    removed
  }) {
    this.tail.push(...changes);
    this.removed.push(...removed);
    failures.forEach(
      (failure) => this.failures.set(resourceKey(failure.id), failure)
    );
  }
  /** The inventory's entries with what was applied since. */
  entriesOver(inventory) {
    const entries = new Map(
      inventory.entries.map((entry) => [resourceKey(entry.id), entry])
    );
    for (const { manifest, uid, owned } of this.applied) {
      const { id } = manifest;
      const digest = inventory.digestOf(manifest);
      entries.set(resourceKey(id), { id, uid, digest, owned });
    }
    return [...entries.values()];
  }
  /** What happened to one object; undefined while nothing did. */
  actionOf(id) {
    return this.changes.get(resourceKey(id))?.action;
  }
  hasFailures() {
    return this.failures.size > 0;
  }
  failureOf(id) {
    return this.failures.get(resourceKey(id))?.error;
  }
  /** In the order of the manifests, deletions last. */
  changeSet(manifests) {
    const keys = manifests.map(({ id }) => resourceKey(id));
    const listed = new Set(keys);
    const others = [...this.failures.keys()].filter((key) => !listed.has(key));
    return {
      changes: [
        ...keys.flatMap((key) => this.changes.get(key) ?? []),
        ...this.tail
      ],
      failures: [...keys, ...others].flatMap(
        (key) => this.failures.get(key) ?? []
      )
    };
  }
};

// plugins/kubeflow-node/src/apply/wait/waitedCollections.ts
var collectionOf = ({ group, kind }, kinds, namespace) => {
  const served = kinds.find({ group, kind });
  return served && {
    group: served.group,
    version: served.version,
    plural: served.plural,
    namespace: served.namespaced ? namespace : void 0
  };
};
var waitedCollections = (ids, kinds, labelSelector) => {
  const groups = /* @__PURE__ */ new Map();
  for (const id of ids) {
    const key = labelSelector ? groupKind(id) : `${groupKind(id)}/${id.namespace ?? ""}`;
    groups.set(key, [...groups.get(key) ?? [], id]);
  }
  return [...groups.values()].map((group) => {
    const first = group[0];
    const single = group.length === 1 && !labelSelector;
    return {
      ids: group,
      collection: collectionOf(
        first,
        kinds,
        labelSelector ? void 0 : first.namespace
      ),
      selector: single ? { fieldSelector: `metadata.name=${first.name}` } : { labelSelector }
    };
  });
};

// plugins/kubeflow-node/src/apply/wait/waitUntilReady.ts
var MOST_LISTS = 12;
var FIRST_EXPLANATION_MS = 3e3;
var EXPLAIN_EVERY_MS = 1e4;
var ReadinessWait = class {
  constructor(target, ids, options) {
    this.target = target;
    this.ids = ids;
    this.options = options;
    this.board = new ReadinessBoard(ids, options.redact ?? ((text) => text));
    this.notice = new ChangeNotice(
      () => this.board.waiting(),
      options.onWaiting
    );
    this.explainer = new Explainer(target.kubernetes);
  }
  target;
  ids;
  options;
  board;
  notice;
  explainer;
  end = new AbortController();
  /** Ends a pause early: when only claims are left, which may be all there is to wait for. */
  wake = new AbortController();
  onlyClaims = false;
  isSynchronized = false;
  async run() {
    await untilEnd(this.options, this.end, () => this.follow());
    const { signal } = this.options;
    if (!signal.aborted && this.board.unready().length > 0) {
      await lastWord(() => this.explain(), signal);
    }
    this.notice.close();
    return this.board.waiting();
  }
  async follow() {
    const { kinds, labelSelector } = this.options;
    const collections = waitedCollections(this.ids, kinds, labelSelector);
    const followers = await concurrently(
      collections,
      MOST_LISTS,
      (waited) => this.synchronize(waited)
    );
    this.isSynchronized = !this.end.signal.aborted;
    this.changed();
    const explaining = this.explainAgain();
    await Promise.all(
      followers.map((follower) => follower && this.followOn(follower))
    );
    this.end.abort();
    await explaining;
  }
  async synchronize(waited) {
    if (!waited.collection) {
      this.giveUp(waited, "the cluster does not serve its kind");
      return void 0;
    }
    const events = this.target.kubernetes.watch(waited.collection, {
      ...waited.selector,
      signal: this.end.signal
    })[Symbol.asyncIterator]();
    const isOpen2 = await this.next({ waited, events });
    return isOpen2 ? { waited, events } : void 0;
  }
  async followOn(follower) {
    while (!this.end.signal.aborted && await this.next(follower)) {
      this.changed();
    }
  }
  /** Takes in one event; false when the watch has ended. */
  async next({ waited, events }) {
    try {
      const { done, value } = await events.next();
      if (done) return false;
      this.take(waited, value);
      return true;
    } catch (error) {
      this.giveUp(
        waited,
        `it cannot be followed: ${isKubeflowError(error) ? error.fact : String(error)}`
      );
      this.changed();
      return false;
    }
  }
  take(waited, event) {
    if (event.type === "SYNCED") {
      this.board.synchronize(waited.ids, event.objects);
    } else if (event.type === "DELETED") {
      this.board.remove(event.object);
    } else {
      this.board.observe(event.object);
    }
  }
  giveUp({ ids }, message) {
    for (const id of ids) {
      this.board.judge(id, { status: "Unknown", message, final: true });
    }
  }
  changed() {
    if (!this.isSynchronized) return;
    this.notice.touch();
    if (this.board.isDecided()) this.end.abort();
    const onlyClaims = this.board.hasOnlyClaims();
    if (onlyClaims && !this.onlyClaims) this.wake.abort();
    this.onlyClaims = onlyClaims;
  }
  async explainAgain() {
    const { clock } = this.options;
    for (let pause = FIRST_EXPLANATION_MS; ; pause = EXPLAIN_EVERY_MS) {
      const waking = AbortSignal.any([this.end.signal, this.wake.signal]);
      await clock.sleep(pause, waking).catch(() => void 0);
      if (this.end.signal.aborted) return;
      if (this.wake.signal.aborted) this.wake = new AbortController();
      await this.explain();
    }
  }
  async explain() {
    const { details, settled } = await this.explainer.explain(
      this.board.unready()
    );
    this.board.explain(details);
    for (const { id, status } of settled) this.board.judge(id, status);
    this.changed();
  }
};
var waitUntilReady = async (target, ids, options) => {
  const judged = ids.filter((id) => !isStatusless(groupKind(id)));
  if (judged.length === 0) return [];
  return await new ReadinessWait(target, judged, options).run();
};

// plugins/kubeflow-node/src/apply/engine/readiness.ts
var isDefinition = ({ kind }) => kind === "CustomResourceDefinition";
var notReady = ({
  manifests,
  live,
  kinds
}) => manifests.flatMap((manifest) => {
  const { id } = manifest;
  if (isDefinition(id)) {
    return kinds.find(definedKind(manifest)) ? [] : [id];
  }
  if (isStatusless(groupKind(id))) return [];
  const object = live.get(resourceKey(id));
  const isCurrent = object && statusOfObject(object).status === "Current";
  return isCurrent ? [] : [id];
});
var waitForReadiness = async ({ target, api, request, ports, stop }, ids, {
  state,
  board
}) => {
  if (ids.length === 0) return [];
  const kinds = await api.servedKinds();
  const wanted = new Set(ids.map(resourceKey));
  const definitions = state.manifests.filter(
    (manifest) => isDefinition(manifest.id) && wanted.has(resourceKey(manifest.id)) && !kinds.find(definedKind(manifest))
  );
  const secrets = state.manifests.filter(({ id }) => id.kind === "Secret");
  const redactor = createRedactor(secrets);
  const options = {
    clock: ports.clock,
    signal: ports.signal,
    timeoutMs: stop.remaining(),
    redact: (text) => redactor.text(text)
  };
  const [ready, served] = await Promise.all([
    board.during(
      (onWaiting) => waitUntilReady(
        target,
        ids.filter((id) => !isDefinition(id)),
        {
          ...options,
          onWaiting,
          kinds,
          labelSelector: memberSelector(request.set)
        }
      )
    ),
    board.during(
      (onWaiting) => waitUntilServed(target, definitions, { ...options, onWaiting })
    )
  ]);
  return [...ready, ...served.waiting];
};

// plugins/kubeflow-node/src/apply/engine/definitionLoss.ts
var versionNames = (spec) => items(valueAt(spec, "versions")).filter((version) => valueAt(version, "served") !== false).map((version) => textOf(valueAt(version, "name")) ?? "");
var losses = (manifest, live) => {
  const spec = definitionSpec(manifest);
  const found = [];
  const scope = textOf(valueAt(live.spec, "scope"));
  const wanted = textOf(valueAt(spec, "scope"));
  if (scope && wanted && scope !== wanted) {
    found.push(`its scope would change from ${scope} to ${wanted}`);
  }
  const kept = new Set(
    items(valueAt(spec, "versions")).map((each) => valueAt(each, "name"))
  );
  const stored = items(valueAt(live.status, "storedVersions")).map(String);
  for (const version of /* @__PURE__ */ new Set([...stored, ...versionNames(live.spec)])) {
    if (kept.has(version)) continue;
    found.push(
      stored.includes(version) ? `version ${version} would go, and objects are stored in it` : `version ${version} would go, and clients may still use it`
    );
  }
  return found;
};
var definitionLoss = (subject, manifest, live) => {
  const found = losses(manifest, live);
  if (found.length === 0) return void 0;
  return new KubeflowError("ConflictError", {
    subject,
    fact: `${describeResource(manifest.id)}: ${found.join("; ")}`,
    reason: "DefinitionLoss",
    remedy: `Keep the version in ${manifest.source.path}, migrate what is stored, then set allow-definition-loss: true`
  });
};

// plugins/kubeflow-node/src/apply/engine/downgrade.ts
var numbersOf = (version) => {
  const match = /^v?(\d+(?:\.\d+)*)$/.exec(version);
  return match?.[1]?.split(".").map(Number);
};
var isLower = (version, than) => {
  const left = numbersOf(version);
  const right = numbersOf(than);
  if (!left || !right) return false;
  const length = Math.max(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
};
var isOlderRun = ({ origin }, last) => {
  const isSameRepository = origin.repository === last.origin.repository;
  const run2 = Number(origin.workflowRunId);
  const lastRun = Number(last.origin.workflowRunId);
  return isSameRepository && run2 < lastRun && origin.commit !== last.origin.commit;
};
var downgradeRefusal = (subject, wanted, installed) => {
  if (!installed) return void 0;
  const remedy = "Deploy the newer one, or set allow-downgrade: true";
  if (wanted.profile === installed.profile && isLower(wanted.version, installed.version)) {
    return new KubeflowError("ConflictError", {
      subject,
      fact: `version ${wanted.version} is older than ${installed.version}, which is installed`,
      reason: "Downgrade",
      remedy
    });
  }
  if (!isOlderRun(wanted, installed)) return void 0;
  return new KubeflowError("ConflictError", {
    subject,
    fact: `workflow run ${wanted.origin.workflowRunId} is older than run ${installed.origin.workflowRunId}, which deployed another commit here since`,
    reason: "Downgrade",
    remedy
  });
};

// plugins/kubeflow-node/src/apply/engine/refusals.ts
var DEPLOY_REFUSED = [
  "MassDeletion",
  "PruneEmptyManifests"
];
var lostDefinitions = async (api, { candidates }) => {
  const definitions = candidates.filter(
    ({ manifest }) => manifest.id.kind === "CustomResourceDefinition"
  );
  const found = await Promise.all(
    definitions.map(async ({ manifest }) => {
      const live = await api.get(manifest.id);
      const error = live && definitionLoss(api.subject, manifest, live);
      return error ? [{ id: manifest.id, error }] : [];
    })
  );
  return found.flat();
};
var summary = (subject, failures) => {
  if (failures.length < 2) return failures[0]?.error;
  return new KubeflowError("ConflictError", {
    subject,
    fact: `nothing was written, because ${failures.length} objects are refused`,
    reason: "Refused",
    remedy: "Correct each of them, or allow it by the input that it names",
    problems: failures.map(({ id, error }) => ({
      message: error instanceof Error ? error.message : describeResource(id)
    }))
  });
};
var findRefusals = async (api, request, found) => {
  const { subject } = api;
  const { state, writes, prune } = found;
  const { allowDowngrade, allowDefinitionLoss } = request.write;
  const installed = state.inventory.revisions?.find(
    ({ number }) => number === state.inventory.revision
  );
  const downgrade2 = allowDowngrade ? void 0 : downgradeRefusal(subject, request.revision, installed);
  if (downgrade2) return { failures: [], error: downgrade2 };
  if (prune.refusal && DEPLOY_REFUSED.includes(prune.refusal.reason)) {
    return { failures: [], error: prune.refusal };
  }
  const adopted = writes.candidates.filter(({ member }) => !member);
  const [lost, foreign] = await Promise.all([
    allowDefinitionLoss ? [] : lostDefinitions(api, writes),
    foreignMembers(api, request.set, {
      ids: adopted.map(({ manifest }) => manifest.id),
      kinds: state.kinds
    })
  ]);
  const failures = [...lost, ...foreign];
  return { failures, error: summary(subject, failures) };
};

// plugins/kubeflow-node/src/apply/engine/waitingBoard.ts
var WaitingBoard = class {
  constructor(observer) {
    this.observer = observer;
  }
  observer;
  lists = /* @__PURE__ */ new Map();
  told = "[]";
  /** Runs one wait. What it told last stays, as nothing is told when a wait ends without success. */
  during(wait) {
    const source = {};
    return wait((waiting) => this.set(source, waiting));
  }
  set(source, waiting) {
    if (waiting.length > 0) this.lists.set(source, waiting);
    else this.lists.delete(source);
    const all = new Map(
      [...this.lists.values()].flat().map((each) => [resourceKey(each.id), each])
    );
    const list = [...all.values()];
    const text = JSON.stringify(list);
    if (text === this.told) return;
    this.told = text;
    this.observer.waiting(list);
  }
};

// plugins/kubeflow-node/src/apply/engine/deployRun.ts
var LEASE_WAIT_MS = 6e5;
var isFirst = ({ state: { inventory } }) => !inventory.parent && !inventory.lease?.object;
var DeployRun = class {
  constructor(context) {
    this.context = context;
    this.progress = new Progress(context.ports.observer);
    this.board = new WaitingBoard(context.ports.observer);
  }
  context;
  progress;
  board;
  /** What is known to have happened so far. */
  changeSet(manifests) {
    return this.progress.changeSet(manifests);
  }
  async run() {
    const decided = await this.read();
    if (isAbsent(this.context, decided)) return this.outcome(decided, {});
    if (isDone(this.context, decided))
      return await this.confirmUnchanged(decided);
    return await this.change(decided);
  }
  async change(decided) {
    const { api, request, stop } = this.context;
    const opening = isFirst(decided) ? this.open(decided) : void 0;
    const refused = findRefusals(api, request, decided);
    const [refusals] = await Promise.allSettled([refused, opening]);
    if (refusals.status === "fulfilled" && refusals.value.error === void 0) {
      if (!opening) stop.signal.throwIfAborted();
      return await this.write(decided, await (opening ?? this.open(decided)));
    }
    if (opening) await this.giveBack(decided, await opening);
    const { failures, error } = await refused;
    failures.forEach(
      (failure) => this.progress.failed(failure.id, failure.error)
    );
    return this.outcome(decided, { error });
  }
  async read() {
    const { target, api, request, ports } = this.context;
    const { set, manifests } = request;
    return decideDeploy(
      this.context,
      await readState(target, api, { set, manifests, clock: ports.clock })
    );
  }
  /** Nothing is sent but reads; of objects that were just read and are ready nothing more is asked. */
  async confirmUnchanged(decided) {
    const { state, prune } = decided;
    this.tellUnchanged(decided);
    prune.kept.forEach(
      ({ id, reason }) => this.progress.changed({ id, action: "skipped", reason })
    );
    const unready = await this.readiness(notReady(state), state);
    return this.outcome(decided, {
      unready,
      revision: state.inventory.revision
    });
  }
  tellUnchanged({ state, writes }) {
    for (const { manifest } of writes.unchanged) {
      this.progress.changed({ id: manifest.id, action: "unchanged" });
    }
    const { held } = this.context;
    for (const { id } of held ? state.manifests : []) {
      const reason = held?.get(resourceKey(id));
      if (reason) this.progress.changed({ id, action: "skipped", reason });
    }
  }
  async open(decided) {
    const { target, request, ports, stop } = this.context;
    const { origin } = request.revision;
    return await openInventory(
      target,
      {
        set: request.set,
        inventory: decided.state.inventory,
        writes: intendedOf(decided),
        holder: { ...origin, host: hostname() },
        waitMs: Math.min(LEASE_WAIT_MS, stop.remaining())
      },
      { ...ports, signal: stop.signal }
    );
  }
  /** Nothing was sent: what was intended is taken back. */
  async giveBack(decided, { writer, lease }) {
    const untouched = intendedOf(decided).map(({ id }) => id);
    await Promise.allSettled([
      writer.recordOutcome({ applied: [], removed: [], untouched }),
      lease.release()
    ]);
  }
  async write(decided, open) {
    const { stop } = this.context;
    stop.follow(open.lease.signal);
    let current = decided;
    let pruneError;
    let content = Promise.resolve(void 0);
    try {
      if (open.stale) current = await this.decideAgain(decided, open);
      this.tellUnchanged(current);
      const { state } = current;
      content = keepContent(this.context, { state, open });
      const steps = new LeasedSteps(this.context, this, open);
      await steps.apply(current);
      pruneError = await steps.prune(current);
      if (open.lease.takenOver) await steps.verify(current.state);
    } catch (error2) {
      pruneError ??= error2;
    }
    const error = stop.signal.aborted ? stop.signal.reason : pruneError;
    const revision = await closeDeploy(this.context, {
      open,
      state: current.state,
      progress: this.progress,
      content,
      isComplete: error === void 0 && !this.progress.hasFailures()
    });
    if (error !== void 0 || this.progress.hasFailures()) {
      return this.outcome(current, { error, revision });
    }
    const ids = current.state.manifests.map(({ id }) => id);
    const unready = await this.readiness(ids, current.state);
    return this.outcome(current, { unready, revision });
  }
  /** Somebody else wrote since everything was read. */
  async decideAgain({ state }, { inventory, writer }) {
    const { api, request, ports } = this.context;
    const found = await readClusterMembers(api, {
      set: request.set,
      manifests: state.manifests,
      clock: ports.clock,
      inventory
    });
    const decided = decideDeploy(this.context, {
      ...state,
      ...found,
      inventory
    });
    const { failures, error } = await findRefusals(api, request, decided);
    failures.forEach(
      (failure) => this.progress.failed(failure.id, failure.error)
    );
    if (error !== void 0) throw error;
    await writer.recordIntent(intendedOf(decided));
    return decided;
  }
  async readiness(ids, state) {
    if (this.context.request.until === "applied") return [];
    return await waitForReadiness(this.context, ids, {
      state,
      board: this.board
    });
  }
  outcome({ state }, {
    unready = [],
    revision,
    error
  }) {
    const { signal } = this.context.ports;
    const isCutShort = signal.aborted && unready.length > 0;
    const reason = error ?? (isCutShort ? signal.reason : void 0);
    return {
      changeSet: this.progress.changeSet(state.manifests),
      unready,
      ...revision === void 0 ? {} : { revision },
      ...reason === void 0 ? {} : { error: reason }
    };
  }
};

// plugins/kubeflow-node/src/apply/engine/stopSignal.ts
var StopSignal = class {
  constructor(subject, ports, timeoutMs) {
    this.subject = subject;
    this.ports = ports;
    this.timeoutMs = timeoutMs;
    this.signal = this.controller.signal;
    this.deadline = ports.clock.now() + timeoutMs;
    this.follow(ports.signal);
    this.expire();
  }
  subject;
  ports;
  timeoutMs;
  signal;
  deadline;
  controller = new AbortController();
  ended = new AbortController();
  /** Milliseconds until the deadline; 0 once it is past. */
  remaining() {
    return Math.max(0, this.deadline - this.ports.clock.now());
  }
  /** Also stops when this signal aborts, with its reason. */
  follow(signal) {
    if (signal.aborted) {
      this.controller.abort(signal.reason);
      return;
    }
    const stop = () => this.controller.abort(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    this.ended.signal.addEventListener(
      "abort",
      () => signal.removeEventListener("abort", stop),
      { once: true }
    );
  }
  /** Frees the timer; the signal no longer aborts. */
  end() {
    this.ended.abort();
  }
  expire() {
    this.ports.clock.sleep(this.timeoutMs, this.ended.signal).then(
      () => this.controller.abort(
        new KubeflowError("TimeoutError", {
          subject: this.subject,
          fact: `the deploy did not end within ${Math.round(
            this.timeoutMs / 1e3
          )} s`,
          reason: "DeployTimeout",
          remedy: "Deploy again: it goes on from here. Give a larger timeout if the cluster is slow"
        })
      ),
      // Ended before.
      () => void 0
    );
  }
};

// plugins/kubeflow-node/src/apply/engine/applyManifests.ts
var STATE_REQUESTS = 2;
var deployTo = async (target, request, {
  ports,
  ...options
}) => {
  target.transport.prepare?.(
    (roundTripMs) => Math.min(initialWindow(roundTripMs), request.manifests.length) + STATE_REQUESTS
  );
  const counted = countRequests(target, ports);
  const stop = new StopSignal(target.subject, ports, request.timeoutMs);
  const api = createObjectApi(counted, {
    clock: ports.clock,
    random: ports.random,
    signal: stop.signal,
    manifests: request.manifests,
    onWarning: (text) => ports.observer.warned(`${target.subject}: ${text}`)
  });
  const context = { target: counted, api, request, ports, stop, ...options };
  const run2 = new DeployRun(context);
  try {
    const outcome = await run2.run();
    return { ...outcome, requests: { ...counted.counts } };
  } catch (error) {
    return {
      changeSet: run2.changeSet(request.manifests),
      unready: [],
      error: stop.signal.aborted ? stop.signal.reason : error,
      requests: { ...counted.counts }
    };
  } finally {
    stop.end();
  }
};
var applyManifests = (target, request, ports) => deployTo(target, request, { ports });

// plugins/kubeflow-node/src/apply/plan/definedKinds.ts
var versionKey = (id, version) => `${groupKind(id)}/${version}`;
var DefinedKinds = class {
  served;
  constructor(manifests) {
    const definitions = manifests.filter(
      ({ id }) => id.kind === "CustomResourceDefinition"
    );
    this.served = new Set(definitions.flatMap(servedBy));
  }
  has({ id, apiVersion }) {
    const version = apiVersion.slice(apiVersion.indexOf("/") + 1);
    return this.served.has(versionKey(id, version));
  }
};
var servedBy = (definition) => {
  const spec = definitionSpec(definition);
  const group = textOf(valueAt(spec, "group")) ?? "";
  const kind = textOf(valueAt(spec, "names", "kind")) ?? "";
  return items(valueAt(spec, "versions")).filter((version) => valueAt(version, "served") === true).map(
    (version) => versionKey({ group, kind }, textOf(valueAt(version, "name")) ?? "")
  );
};

// plugins/kubeflow-node/src/apply/plan/namespaces.ts
var namespaceId = (name) => ({
  group: "",
  kind: "Namespace",
  name
});
var Namespaces = class {
  constructor(api, members, manifests) {
    this.api = api;
    this.members = members;
    this.made = new Set(
      manifests.filter(({ id }) => id.kind === "Namespace" && id.group === "").map(({ id }) => id.name)
    );
  }
  api;
  members;
  known = /* @__PURE__ */ new Map();
  made;
  exists(name) {
    const known = this.known.get(name) ?? this.ask(namespaceId(name));
    this.known.set(name, known);
    return known;
  }
  /** True when the manifests make it. */
  isMade(name) {
    return this.made.has(name);
  }
  async ask(id) {
    if (this.members.byKey.has(resourceKey(id))) return true;
    return await this.api.get(id) !== void 0;
  }
};

// plugins/kubeflow-node/src/apply/plan/dryRun.ts
var asKubeflowError = (error) => {
  if (isKubeflowError(error)) return error;
  throw error;
};
var dryRun = async (api, manifest, { force }) => {
  try {
    return await api.applyManifest(manifest, { dryRun: true, force });
  } catch (thrown) {
    const error = asKubeflowError(thrown);
    if (!hasReason(error, "FieldManagerConflict")) return { error };
    try {
      const options = { dryRun: true, force: true };
      const forced = await api.applyManifest(manifest, options);
      return { ...forced, conflict: error };
    } catch (second) {
      return { error: asKubeflowError(second) };
    }
  }
};

// plugins/kubeflow-node/src/apply/plan/planObject.ts
var versionOf2 = (apiVersion) => apiVersion.slice(apiVersion.indexOf("/") + 1);
var prerequisite = async (manifest, { kinds, defined, namespaces }) => {
  const { id, apiVersion } = manifest;
  const version = versionOf2(apiVersion);
  const isServed = kinds.find({ ...id, version }) !== void 0;
  if (!isServed && defined.has(manifest)) {
    return `${apiVersion} ${id.kind} is defined by this deploy, so it was not compared`;
  }
  const { namespace } = id;
  if (!isServed || !namespace || !namespaces.isMade(namespace)) {
    return void 0;
  }
  return await namespaces.exists(namespace) ? void 0 : `namespace ${namespace} is made by this deploy, so it was not compared`;
};
var withManagers = (changes, manifest, live) => {
  const lost = lostFields(manifest.object(), live.metadata.managedFields, live);
  const byPath = new Map((lost ?? []).map((field) => [field.path, field]));
  return changes.map((change) => {
    const { manager, time } = byPath.get(change.path) ?? {};
    return manager ? { ...change, manager, time } : change;
  });
};
var compared = (manifest, { live, next }, { redact: redact2 }) => {
  const { id } = manifest;
  const fields2 = diffObjects(live, next, { redact: redact2 });
  if (fields2.length > 0) {
    return {
      id,
      action: "configured",
      fields: withManagers(fields2, manifest, live)
    };
  }
  const [was, is] = [live, next].map(
    ({ metadata }) => ownedDigest(metadata.managedFields)
  );
  return was === is ? { id, action: "unchanged" } : {
    id,
    action: "configured",
    fields: [],
    reason: "only the ownership of its fields changes"
  };
};
var uncompared = ({ id }, error, live) => ({
  change: {
    id,
    action: live ? "configured" : "created",
    reason: `not compared: ${error.fact}`
  },
  warning: `${describeResource(id)} was not compared: ${error.fact}`
});
var planRefused = async (manifest, error, { live, context }) => {
  const { id } = manifest;
  if (error.reason === "WebhookFailed")
    return uncompared(manifest, error, live);
  const isImmutable = live !== void 0 && error.upstreamStatus === 422 && await context.api.isValidAnew(manifest);
  const refusal = isImmutable ? immutableError(id, error) : error;
  const allowed = {
    replace: context.write.replace,
    deletable: context.prune.deletable
  };
  return isImmutable && isReplaceable(id, allowed) ? {
    change: {
      id,
      action: "configured",
      replaced: true,
      reason: "a field of it can never change"
    }
  } : { change: { id, action: "skipped", reason: refusal.fact }, refusal };
};
var migratedManagers = (live, { member }) => {
  const next = withoutClientSideApply(live, { isOurs: member !== void 0 });
  const gone = (live.metadata.managedFields ?? []).filter(
    (entry) => next && !next.includes(entry)
  );
  return new Set(gone.map(({ manager }) => manager));
};
var withConflict = (change, conflict, {
  live,
  migrated
}) => {
  const owners = conflict.problems.map(
    ({ message }) => /conflict with "([^"]+)"/.exec(message)?.[1] ?? ""
  );
  if (owners.length > 0 && owners.every((owner) => migrated.has(owner))) {
    const reason = "fields of client-side kubectl apply are taken over";
    return { change: { ...change, reason } };
  }
  const refusal = conflictError(change.id, conflict, live);
  return { change: { ...change, reason: refusal.fact }, refusal };
};
var planLive = async (candidate, { live, run: run2 }, context) => {
  const { manifest } = candidate;
  const { id } = manifest;
  if (live.metadata.deletionTimestamp) {
    const reason = "it is being deleted, and is made anew after that";
    return { change: { id, action: "configured", replaced: true, reason } };
  }
  if ("error" in run2) {
    return await planRefused(manifest, run2.error, { live, context });
  }
  const change = compared(manifest, { live, next: run2.object }, context);
  return run2.conflict ? withConflict(change, run2.conflict, {
    live,
    migrated: migratedManagers(live, candidate)
  }) : { change };
};
var planObject = async (candidate, context) => {
  const { manifest, member } = candidate;
  const { id } = manifest;
  const { api, write } = context;
  const { goesWith } = candidate;
  if (goesWith) {
    const reason2 = `${describeResource(
      goesWith
    )} is being deleted, and it with that; both are made anew`;
    return { change: { id, action: "configured", replaced: true, reason: reason2 } };
  }
  const reason = await prerequisite(manifest, context);
  if (reason) {
    return {
      change: { id, action: member ? "configured" : "created", reason }
    };
  }
  const force = write.forceConflicts.includes(groupKind(id));
  const reading = member && api.get(id);
  reading?.catch(() => void 0);
  const run2 = await dryRun(api, manifest, { force });
  if ("isCreated" in run2 && run2.isCreated) {
    return { change: { id, action: "created" } };
  }
  const live = await (reading ?? api.get(id));
  if (live) return await planLive(candidate, { live, run: run2 }, context);
  return "error" in run2 ? await planRefused(manifest, run2.error, { context }) : { change: { id, action: "created" } };
};

// plugins/kubeflow-node/src/apply/plan/planManifests.ts
var MOST_OBJECTS = 40;
var MOST_NAMED = 5;
var planCandidates = async (api, { write, prune }, { state, writes }) => {
  const { manifests, kinds, members } = state;
  const secrets = [
    ...manifests.filter(({ id }) => id.kind === "Secret"),
    ...await liveSecrets(api, writes.candidates, state)
  ];
  const context = {
    api,
    kinds,
    defined: new DefinedKinds(manifests),
    namespaces: new Namespaces(api, members, manifests),
    write,
    prune,
    redact: createRedactor(secrets)
  };
  const planned = await concurrently(
    writes.candidates,
    MOST_OBJECTS,
    async (candidate) => [candidate.manifest, await planObject(candidate, context)]
  );
  return new Map(planned);
};
var pruneChanges = ({
  deletions,
  kept
}) => [
  ...kept.map(({ id, reason }) => ({ id, action: "skipped", reason })),
  ...deletions.map(({ id }) => ({ id, action: "deleted" }))
];
var strangerWarnings = ({ strangers }) => {
  if (strangers.length === 0) return [];
  const named = strangers.slice(0, MOST_NAMED).map(describeResource);
  const more = strangers.length > named.length ? ", …" : "";
  return [
    `${strangers.length} objects carry the label of this installation and were not applied by it, so they are left alone: ${named.join(
      ", "
    )}${more}`
  ];
};
var refusalsOf = ({ error, failures }, planned) => {
  const known = new Set(failures.map(({ id }) => resourceKey(id)));
  return [
    ...failures.length > 0 ? failures.map((one) => one.error) : [error],
    ...planned.filter(({ change }) => !known.has(resourceKey(change.id))).map(({ refusal }) => refusal)
  ].filter((refusal) => refusal !== void 0);
};
var pruneWarning = ({ refusal }, refusals) => refusal && !refusals.includes(refusal) ? [shortMessage(refusal)] : [];
var shortMessage = ({ fact, remedy }) => remedy ? `${fact}. ${remedy}` : fact;
var planManifests = async (given, request, ports) => {
  const { set, prune: policy } = request;
  const warnings = [];
  const target = countRequests(given, ports);
  const { subject, counts } = target;
  const api = createObjectApi(target, {
    ...ports,
    manifests: request.manifests,
    onWarning: (text) => warnings.push(text)
  });
  const state = await readState(target, api, {
    ...request,
    clock: ports.clock
  });
  const { manifests } = state;
  const writes = decideWrites(state);
  const prune = decidePrune({ ...state, subject, set, policy });
  const [planned, found] = await Promise.all([
    planCandidates(api, request, { state, writes }),
    findRefusals(api, request, { state, writes, prune })
  ]);
  const objects = manifests.map(
    (manifest) => planned.get(manifest) ?? {
      change: { id: manifest.id, action: "unchanged" }
    }
  );
  const refusals = refusalsOf(found, objects);
  return {
    changeSet: {
      changes: [...objects.map(({ change }) => change), ...pruneChanges(prune)],
      failures: []
    },
    refusals,
    warnings: [
      ...warnings,
      ...objects.flatMap(({ warning }) => warning ?? []),
      ...pruneWarning(prune, refusals),
      ...strangerWarnings(prune)
    ],
    requests: { ...counts }
  };
};

// plugins/kubeflow-node/src/installation/storage/defaultClass.ts
var STORAGE_CLASSES = {
  group: "storage.k8s.io",
  version: "v1",
  plural: "storageclasses"
};
var BETA_ANNOTATION = "storageclass.beta.kubernetes.io/is-default-class";
var isDefaultClass = ({ metadata }) => metadata.annotations?.[DEFAULT_CLASS_ANNOTATION] === "true" || metadata.annotations?.[BETA_ANNOTATION] === "true";
var otherDefaults = async (kubernetes, name) => (await kubernetes.list(STORAGE_CLASSES)).filter((object) => isDefaultClass(object) && object.metadata.name !== name).map(({ metadata }) => metadata.name).sort();
var makeOnlyDefault = async (kubernetes, name) => {
  const others = await otherDefaults(kubernetes, name);
  for (const other of others)
    await kubernetes.patch(STORAGE_CLASSES, other, {
      metadata: {
        annotations: {
          [DEFAULT_CLASS_ANNOTATION]: "false",
          [BETA_ANNOTATION]: null
        }
      }
    });
  return others;
};

// plugins/kubeflow-node/src/installation/storage/repairDefaultClass.ts
var classId = (name) => ({
  group: "storage.k8s.io",
  kind: "StorageClass",
  name
});
var unmarked = (name, heir) => ({
  id: classId(name),
  action: "configured",
  reason: `is no default any more: ${heir} is`
});
var isInPlace = ({ changeSet, error }, name) => error === void 0 && !changeSet.failures.some(
  ({ id }) => id.kind === "StorageClass" && id.name === name
);
var repairDefaultClass = async (kubernetes, { storage: storage2 }, result) => {
  const name = storage2?.makeDefault ? storage2.class : void 0;
  if (name === void 0 || !isInPlace(result, name)) return result;
  const { changeSet, requests } = result;
  try {
    const others = await makeOnlyDefault(kubernetes, name);
    return {
      ...result,
      changeSet: {
        ...changeSet,
        changes: [
          ...changeSet.changes,
          ...others.map((other) => unmarked(other, name))
        ]
      },
      requests: {
        total: requests.total + 1 + others.length,
        writes: requests.writes + others.length
      }
    };
  } catch (error) {
    if (!isKubeflowError(error)) throw error;
    const failure = { id: classId(name), error };
    return {
      ...result,
      changeSet: {
        ...changeSet,
        failures: [...changeSet.failures, failure]
      }
    };
  }
};

// plugins/kubeflow-node/src/apply/engine/rollbackTo.ts
var MOST_READS = 40;
var storageOf = (object) => textOf(valueAt(object.spec, "resources", "requests", "storage"));
var shrinkReason = (manifest, live) => {
  const wanted = storageOf(manifest.object());
  const has = storageOf(live);
  return wanted && has && parseQuantity(wanted) < parseQuantity(has) ? `its volume has ${has}, and a claim cannot shrink to ${wanted}` : void 0;
};
var immutableReason = async (api, manifest, { write, prune }) => {
  const allowed = { replace: write.replace, deletable: prune.deletable };
  if (isReplaceable(manifest.id, allowed)) return void 0;
  try {
    await api.apply(manifest, { dryRun: true });
  } catch (error) {
    const isRefused = error.upstreamStatus === 422;
    if (isRefused && await api.isValidAnew(manifest)) {
      return `a field of it cannot be changed back: ${error.message}`;
    }
  }
  return void 0;
};
var reasonToHold = async (api, manifest, request) => {
  const { id } = manifest;
  if (id.kind === "CustomResourceDefinition") {
    if (request.write.allowDefinitionLoss) return void 0;
    const live = await api.get(id);
    return live && definitionLoss(api.subject, manifest, live)?.fact;
  }
  if (id.kind === "PersistentVolumeClaim") {
    const live = await api.get(id);
    const shrinks = live && shrinkReason(manifest, live);
    if (shrinks) return shrinks;
  }
  return await immutableReason(api, manifest, request);
};
var heldBack = async (api, manifests, request) => {
  const kinds = await api.servedKinds();
  const scoped = scopedManifests(api.subject, manifests, kinds);
  const found = await concurrently(scoped, MOST_READS, async (manifest) => {
    if (!kinds.find(manifest.id)) return void 0;
    const reason = await reasonToHold(api, manifest, request);
    return reason ? { id: manifest.id, reason } : void 0;
  });
  return found.filter((each) => each !== void 0);
};
var dataOf = (manifests, held) => {
  const named = new Set(held.map(({ id }) => resourceKey(id)));
  return manifests.filter(
    ({ id }) => id.kind === "PersistentVolumeClaim" && !named.has(resourceKey(id))
  ).map(({ id }) => ({
    id,
    reason: "the data on its volume stays as the newer revision left it"
  }));
};
var readTarget = async (target, request, ports) => {
  const { subject } = target;
  const inventory = await readInventory(target, request.set, ports);
  const record2 = chooseRevision(inventory, {
    number: request.revision,
    subject
  });
  return { record: record2, manifests: await readRevision(target, record2) };
};
var rollbackTo = async (target, request, ports) => {
  const counted = countRequests(target, ports);
  const startedAt = ports.clock.now();
  try {
    const { record: record2, manifests } = await readTarget(counted, request, ports);
    const api = createObjectApi(counted, {
      clock: ports.clock,
      random: ports.random,
      signal: ports.signal,
      manifests
    });
    const held = await heldBack(api, manifests, request);
    const { profile, version, origin } = record2;
    const result = await deployTo(
      target,
      {
        ...request,
        manifests,
        revision: { profile, version, origin },
        write: { ...request.write, allowDowngrade: true },
        timeoutMs: request.timeoutMs - (ports.clock.now() - startedAt)
      },
      {
        ports,
        held: new Map(held.map(({ id, reason }) => [resourceKey(id), reason]))
      }
    );
    return {
      ...result,
      requests: {
        total: result.requests.total + counted.counts.total,
        writes: result.requests.writes + counted.counts.writes
      },
      notRolledBack: [...held, ...dataOf(manifests, held)]
    };
  } catch (error) {
    return {
      changeSet: { changes: [], failures: [] },
      unready: [],
      error: ports.signal.aborted ? ports.signal.reason : error,
      requests: { ...counted.counts },
      notRolledBack: []
    };
  }
};

// plugins/kubeflow-node/src/apply/engine/uninstallManifests.ts
var uninstallManifests = (target, { set, prune, timeoutMs }, ports) => deployTo(
  target,
  {
    set,
    manifests: [],
    revision: { profile: "", version: "", origin: {} },
    prune: { prune: true, allowMassDelete: true, ...prune },
    write: {
      forceConflicts: [],
      replace: [],
      allowDowngrade: true,
      allowDefinitionLoss: true
    },
    timeoutMs,
    until: "applied"
  },
  { ports, pruneScope: "everything" }
);

// plugins/kubeflow-node/src/installation/versions/knownTroubles.ts
var always = () => true;
var usesS3 = ({ artifacts }) => artifacts.bucket !== void 0;
var usesPodRole = (cluster) => usesS3(cluster) && (cluster.artifacts.role !== void 0 || cluster.artifacts.access === "pod-identity");
var usesPostgres = ({ kubeflow }) => /postgres/.test(kubeflow.manifests ?? "");
var TROUBLES = [
  {
    line: "pipelines",
    from: "2.15.0",
    to: "2.15.9",
    concerns: usesPodRole,
    severity: "refused",
    fact: "Kubeflow Pipelines 2.15 cannot use the role of a service account for S3",
    remedy: "Set kubeflow.version to 2.16.1 or newer",
    reference: "kubeflow/pipelines#12508"
  },
  {
    line: "pipelines",
    to: "2.14.99",
    concerns: usesPodRole,
    severity: "warned",
    fact: "Kubeflow Pipelines up to 2.14 has an S3 client that loses the role of a service account now and then",
    remedy: "Set kubeflow.version to 2.16.1 or newer",
    reference: "kubeflow/pipelines#11729, #14097"
  },
  {
    line: "pipelines",
    concerns: usesPostgres,
    severity: "refused",
    fact: "the manifests with PostgreSQL build, but the API server speaks MySQL only",
    remedy: "Use env/platform-agnostic, and the setting database for a MySQL server of your own",
    reference: "kubeflow/pipelines#13956"
  },
  {
    line: "pipelines",
    from: "2.17.0",
    to: "2.17.0",
    concerns: always,
    severity: "warned",
    fact: "the API server of Kubeflow Pipelines 2.17.0 loops for ever when it is sent malformed YAML",
    remedy: "Upload through submit-pipeline, which reads the YAML before it sends it",
    reference: "kubeflow/pipelines#13926"
  },
  {
    line: "platform",
    from: "26.03",
    concerns: always,
    severity: "warned",
    fact: "the platform uses the CNI plugin of Istio, which needs the file system of its nodes: its pods cannot run on Fargate",
    remedy: "Give the cluster nodes of EC2 (a node group, Karpenter or Auto Mode)",
    reference: "https://istio.io/latest/docs/setup/additional-setup/cni/"
  }
];
var covers = ({ line, from, to }, version) => {
  const bound = (text, sign) => {
    const other = text === void 0 ? void 0 : parseUpstreamVersion(text, line);
    const order = other && compareUpstreamVersions(version, other);
    return order === void 0 || order * sign >= 0;
  };
  return version.line === line && bound(from, 1) && bound(to, -1);
};
var knownTroubles = (cluster, version) => TROUBLES.filter(
  (trouble) => covers(trouble, version) && trouble.concerns(cluster)
);
var keepsArtifactsInside = (cluster) => !usesS3(cluster);
var STEPS = [
  {
    line: "pipelines",
    at: "2.15.0",
    concerns: keepsArtifactsInside,
    warning: "since 2.15.0 artifacts are kept in SeaweedFS, not in MinIO: those of earlier runs stay in the volume minio-pvc until you copy them (https://github.com/kubeflow/pipelines/blob/master/manifests/kustomize/third-party/seaweedfs/README.md); keep that volume"
  },
  {
    line: "pipelines",
    at: "2.16.0",
    concerns: keepsArtifactsInside,
    warning: "2.16.0 has no MinIO any more: copy the artifacts of earlier runs into SeaweedFS before, or use an S3 bucket (artifacts.bucket)"
  },
  {
    line: "pipelines",
    at: "2.16.1",
    concerns: ({ kubeflow }) => kubeflow.profile !== "pipelines",
    warning: "since 2.16.1 permissions on pipelines are enforced: who could list or upload without a role in the namespace may get 403 (kubeflow/pipelines#13288)"
  },
  {
    line: "pipelines",
    at: "2.17.0",
    concerns: always,
    warning: "2.17.0 has no env/platform-agnostic-emissary and no third-party Prometheus and Grafana any more: bring monitoring of your own"
  },
  {
    line: "platform",
    at: "26.03",
    concerns: keepsArtifactsInside,
    warning: "26.03 keeps artifacts in SeaweedFS, not in MinIO: copy those of earlier runs, or use an S3 bucket (artifacts.bucket)"
  }
];
var crossedSteps = (cluster, from, to) => STEPS.filter(({ line, at, concerns }) => {
  const step = parseUpstreamVersion(at, line);
  const before = compareUpstreamVersions(from, step);
  const after = compareUpstreamVersions(to, step);
  if (before === void 0 || after === void 0) return false;
  return before < 0 && after >= 0 && concerns(cluster);
}).map(({ warning }) => warning);

// plugins/kubeflow-node/src/installation/versions/pipelinesVersion.ts
var VERSION_CONFIGS = [
  { name: "kubeflow-pipelines-public", key: "kubeflow_pipelines_version" },
  { name: "pipeline-install-config", key: "appVersion" }
];
var bareVersion = (text) => text.trim().replace(/^v(?=\d)/, "");
var pipelinesVersionOf = (manifests) => {
  for (const { name, key } of VERSION_CONFIGS) {
    const config = manifests.find(
      ({ id }) => id.kind === "ConfigMap" && id.name === name
    );
    const data = config?.object().data;
    const value = data?.[key];
    if (typeof value === "string" && value) return bareVersion(value);
  }
  return void 0;
};

// plugins/kubeflow-node/src/installation/versions/checkVersionChange.ts
var MINORS = [
  "2.0",
  "2.1",
  "2.2",
  "2.3",
  "2.4",
  "2.5",
  "2.14",
  "2.15",
  "2.16",
  "2.17"
];
var skippedMinors = (from, to) => from.line === "pipelines" && to.line === "pipelines" ? MINORS.filter((minor) => {
  const version = parseUpstreamVersion(minor, "pipelines");
  const first = parseUpstreamVersion(minorOf(from), "pipelines");
  const last = parseUpstreamVersion(minorOf(to), "pipelines");
  return (compareUpstreamVersions(version, first) ?? 0) > 0 && (compareUpstreamVersions(version, last) ?? 0) < 0;
}) : [];
var nothing = { problems: [], warnings: [] };
var downgrade = ({ cluster, allowDowngrade }, { installed, wanted, line }) => {
  const what = line === "platform" ? "the platform" : "Kubeflow Pipelines";
  const fact = `${what} ${installed} is installed, and ${wanted} is older: migrations of its database are never undone`;
  if (allowDowngrade)
    return {
      problems: [],
      warnings: [`${fact}; it goes on, because a downgrade is allowed`]
    };
  const problem2 = new KubeflowError("ConflictError", {
    subject: clusterSubject(cluster),
    reason: "Downgrade",
    fact,
    remedy: `Set kubeflow.version to a version with ${what} ${installed} or newer, or restore a backup of the database and allow the downgrade`
  });
  return { problems: [problem2], warnings: [] };
};
var findingsOf = (change, step) => {
  const from = parseUpstreamVersion(step.installed, step.line);
  const to = parseUpstreamVersion(step.wanted, step.line);
  const order = from && to && compareUpstreamVersions(to, from);
  if (!from || !to || order === void 0) return nothing;
  if (order < 0) return downgrade(change, step);
  const skipped = skippedMinors(from, to);
  const skipping = `from ${step.installed} to ${step.wanted} skips ${skipped.join(
    ", "
  )}: upstream tests upgrades from one minor version to the next only`;
  return {
    problems: [],
    warnings: [
      ...crossedSteps(change.cluster, from, to),
      ...skipped.length > 0 ? [skipping] : []
    ]
  };
};
var wantedVersions = ({
  cluster: { kubeflow },
  manifests
}) => {
  const inside = manifests && pipelinesVersionOf(manifests);
  return kubeflow.profile === "platform" ? { platform: kubeflow.version, pipelines: inside } : { pipelines: inside ?? kubeflow.version };
};
var stepsOf = ({ installed }, wanted) => {
  const found = {
    platform: installed?.platformVersion,
    pipelines: installed?.version
  };
  return ["platform", "pipelines"].flatMap((line) => {
    const [from, to] = [found[line], wanted[line]];
    return from && to ? [{ installed: from, wanted: to, line }] : [];
  });
};
var troublesOf = (cluster, version) => {
  const troubles = knownTroubles(cluster, version);
  return {
    problems: troubles.filter(({ severity }) => severity === "refused").map(
      ({ fact, remedy, reference }) => new KubeflowError("InputError", {
        subject: clusterSubject(cluster),
        reason: "BrokenVersion",
        fact: `${fact} (${reference})`,
        remedy
      })
    ),
    warnings: troubles.filter(({ severity }) => severity === "warned").map(
      ({ fact, remedy, reference }) => `${fact} (${reference}). ${remedy}`
    )
  };
};
var foreignOwner = (installed) => installed?.installedBy ? [
  `Kubeflow was installed here by ${installed.installedBy} (${installed.evidence}): this deploy takes its objects over, fields that differ are conflicts until they are forced, and ${installed.installedBy} must not be run on them again`
] : [];
var checkVersionChange = (change) => {
  const { cluster, installed } = change;
  const wanted = wantedVersions(change);
  const releases = ["platform", "pipelines"].flatMap((line) => {
    const release = wanted[line] && parseUpstreamVersion(wanted[line], line);
    return release ? [release] : [];
  });
  const unknown = `version ${cluster.kubeflow.version} is no release: whether it is older than what is installed, and what is known about it, cannot be told`;
  const findings = [
    { problems: [], warnings: foreignOwner(installed) },
    { problems: [], warnings: releases.length === 0 ? [unknown] : [] },
    ...stepsOf(change, wanted).map((step) => findingsOf(change, step)),
    ...releases.map((release) => troublesOf(cluster, release))
  ];
  return {
    problems: findings.flatMap(({ problems }) => problems),
    warnings: [...new Set(findings.flatMap(({ warnings }) => warnings))]
  };
};

// plugins/kubeflow-node/src/installation/versions/installerOf.ts
var CONTROLLERS = /^(kube-controller-manager|kubelet|kube-scheduler|eks|vpcresourcecontroller|cluster-autoscaler)/;
var TOOLS = [
  [(labels) => labels[MANAGED_BY_LABEL] === "Helm", "helm"],
  [(_, annotations) => "meta.helm.sh/release-name" in annotations, "helm"],
  [
    (labels, annotations) => "argocd.argoproj.io/instance" in labels || "argocd.argoproj.io/tracking-id" in annotations,
    "Argo CD"
  ],
  [(labels) => "kustomize.toolkit.fluxcd.io/name" in labels, "Flux"],
  [(labels) => "kapp.k14s.io/app" in labels, "kapp"]
];
var installerOf = ({
  metadata
}) => {
  const { labels = {}, annotations = {} } = metadata;
  if (labels[MANAGED_BY_LABEL] === FIELD_MANAGER) return void 0;
  const tool = TOOLS.find(([matches2]) => matches2(labels, annotations))?.[1];
  if (tool) return tool;
  const managers = metadata.managedFields ?? [];
  const writers = managers.filter(({ subresource }) => !subresource).map(({ manager }) => manager ?? "").filter((manager) => manager && !CONTROLLERS.test(manager));
  const kubectl = writers.find((manager) => /^kubectl/.test(manager));
  if (kubectl || "kubectl.kubernetes.io/last-applied-configuration" in annotations)
    return "kubectl";
  return writers[0] ?? "an unknown tool";
};

// plugins/kubeflow-node/src/installation/versions/detectInstalled.ts
var CONFIG_MAPS = { group: "", version: "v1", plural: "configmaps" };
var DEPLOYMENTS = { group: "apps", version: "v1", plural: "deployments" };
var API_SERVER = "ml-pipeline";
var find = async (kubernetes, collection, name) => {
  try {
    return await kubernetes.get(collection, name);
  } catch (error) {
    if (hasReason(error, "NotFound") || hasReason(error, "NamespaceNotFound"))
      return void 0;
    throw error;
  }
};
var imageVersion = (deployment) => {
  const spec = deployment.spec;
  const containers = spec?.template?.spec?.containers ?? [];
  const image = (containers.find(({ name }) => name === "ml-pipeline-api-server") ?? containers[0])?.image;
  const tag = /:([^/:@]+)(@.*)?$/.exec(image ?? "")?.[1];
  return tag && /^v?\d+\.\d+/.test(tag) ? bareVersion(tag) : void 0;
};
var detectInstalled = async (kubernetes, { namespace = "kubeflow" } = {}) => {
  const [deployment, ...configs] = await Promise.all([
    find(kubernetes, { ...DEPLOYMENTS, namespace }, API_SERVER),
    ...VERSION_CONFIGS.map(
      ({ name }) => find(kubernetes, { ...CONFIG_MAPS, namespace }, name)
    )
  ]);
  const installer2 = [deployment, ...configs].find((object) => object);
  if (!installer2) return void 0;
  const installedBy = installerOf(installer2);
  for (const [index, { name, key }] of VERSION_CONFIGS.entries()) {
    const data = configs[index]?.data;
    const value = data?.[key];
    if (typeof value === "string" && value)
      return {
        version: bareVersion(value),
        evidence: `ConfigMap ${namespace}/${name}`,
        installedBy
      };
  }
  return {
    version: deployment && imageVersion(deployment),
    evidence: deployment ? `image of Deployment ${namespace}/${API_SERVER}` : `ConfigMap ${namespace}/${installer2.metadata.name}`,
    installedBy
  };
};

// plugins/kubeflow-node/src/aws/listAddons.ts
var listAddons = (id, options) => withEksClient(id.region, options, async (client) => {
  const { ListAddonsCommand } = await import("./dist-es-YC2GH7MU.mjs");
  const operation = {
    subject: clusterSubject(id),
    action: "eks:ListAddons",
    region: id.region
  };
  return namesOnPages(async (paging) => {
    const request = { clusterName: id.name, ...paging };
    const { addons: names, nextToken } = await callAws(
      (abortSignal) => client.send(new ListAddonsCommand(request), { abortSignal }),
      operation,
      options
    );
    return { names, nextToken };
  });
});

// plugins/kubeflow-node/src/installation/preflight/growth.ts
var newNodes = (capacity) => {
  const { nodegroups, nodePools, nodes } = capacity;
  const usable = (nodegroups ?? []).filter(
    ({ taints }) => taints.every(({ effect }) => effect === "PreferNoSchedule")
  );
  const growing = usable.filter(
    ({ maxSize, desiredSize }) => maxSize > desiredSize
  );
  const shapes = growing.map((group) => ({
    count: group.maxSize - group.desiredSize,
    node: newNodeOf(group, nodes)
  }));
  return {
    nodes: shapes.flatMap(
      ({ count, node }) => node ? Array.from({ length: count }, () => node.allocatable) : []
    ),
    isOpenEnded: nodegroups === void 0 || nodePools === void 0 || nodePools.length > 0 || shapes.some(({ node }) => !node)
  };
};

// plugins/kubeflow-node/src/installation/preflight/scene.ts
var nothingFound = { problems: [], warnings: [] };
var core = (plural) => ({ group: "", version: "v1", plural });
var apps = (plural) => ({ group: "apps", version: "v1", plural });
var storage = (plural) => ({
  group: "storage.k8s.io",
  version: "v1",
  plural
});
var LISTS = {
  namespaces: core("namespaces"),
  nodes: core("nodes"),
  claims: core("persistentvolumeclaims"),
  deployments: apps("deployments"),
  statefulSets: apps("statefulsets"),
  storageClasses: storage("storageclasses"),
  csiDrivers: storage("csidrivers"),
  csiNodes: storage("csinodes"),
  definitions: {
    group: "apiextensions.k8s.io",
    version: "v1",
    plural: "customresourcedefinitions"
  }
};
var LIST_MS = 1e4;
var METADATA_ONLY = ["definitions"];
var sceneOf = (target, request) => {
  const isDefinition2 = ({ id }) => id.kind === "CustomResourceDefinition";
  const lists = /* @__PURE__ */ new Map();
  return {
    ...request,
    target,
    objects: request.manifests.filter((manifest) => !isDefinition2(manifest)).map((manifest) => manifest.object()),
    definitions: request.manifests.filter(isDefinition2),
    live(name) {
      const metadataOnly = METADATA_ONLY.includes(name);
      const list = lists.get(name) ?? target.kubernetes.list(LISTS[name], {
        metadataOnly,
        timeoutMs: LIST_MS
      });
      lists.set(name, list);
      return list;
    }
  };
};

// plugins/kubeflow-node/src/installation/preflight/capacity.ts
var templatePod = (workload) => ({
  ...workloadSpec(workload).template
});
var times = (resources, count) => new Map([...resources].map(([name, amount]) => [name, amount * count]));
var placesOf = (workload, nodes) => workload.kind === "DaemonSet" ? nodes : Number(workloadSpec(workload).replicas ?? 1);
var requestOf = (workload, nodes) => times(podRequests(templatePod(workload)), placesOf(workload, nodes));
var additional = async (scene, nodes) => {
  const [deployments, statefulSets] = await Promise.all([
    scene.live("deployments"),
    scene.live("statefulSets")
  ]);
  const running = new Map(
    [...deployments, ...statefulSets].map((object) => [
      `${object.kind}/${object.metadata.namespace}/${object.metadata.name}`,
      object
    ])
  );
  return sum(
    scene.objects.filter(isWorkload).map((workload) => {
      const { namespace, name } = workload.metadata;
      const live = running.get(`${workload.kind}/${namespace}/${name}`);
      return subtract(
        requestOf(workload, nodes),
        live ? requestOf(live, nodes) : noResources
      );
    })
  );
};
var amountText = (resources) => {
  const cpu = Math.ceil((resources.get("cpu") ?? 0) * 100) / 100;
  return `${cpu} CPU, ${formatBytes(resources.get("memory") ?? 0)} memory and ${resources.get("pods") ?? 0} pods`;
};
var isOpen = ({ taints }) => taints.every(({ effect }) => effect === "PreferNoSchedule");
var insufficient = (scene, [needed, free, grown]) => new KubeflowError("ConflictError", {
  subject: scene.target.subject,
  reason: "InsufficientCapacity",
  fact: `the installation asks for ${amountText(
    needed
  )} more, and nodes without taints have ${amountText(free)} free${grown.size > 0 ? `, ${amountText(grown)} when their node groups are at their maximum` : ""}`,
  remedy: "Add nodes (a larger maxSize of a node group, Karpenter or Auto Mode), or lower resources in the fleet file"
});
var checkTotal = (scene, capacity, needed) => {
  const free = sum(capacity.nodes.filter(isOpen).map((node) => node.free));
  if (lacking(needed, free).length === 0) return nothingFound;
  const added = newNodes(capacity);
  const grown = sum([free, ...added.nodes]);
  if (lacking(needed, grown).length === 0 || added.isOpenEnded)
    return {
      problems: [],
      warnings: [
        `the installation asks for ${amountText(
          needed
        )} more than runs now, and nodes without taints have ${amountText(
          free
        )} free: new nodes have to be started first`
      ]
    };
  const withGrowth = added.nodes.length > 0 ? grown : noResources;
  return {
    problems: [insufficient(scene, [needed, free, withGrowth])],
    warnings: []
  };
};
var checkLargestPods = (scene, capacity) => scene.objects.filter(isWorkload).flatMap((workload) => {
  const demand = { resources: podRequests(templatePod(workload)) };
  const { verdict, reasons } = fit({
    cluster: scene.cluster,
    demand,
    capacity
  });
  if (verdict !== "never") return [];
  const { name } = workload.metadata;
  return [
    new KubeflowError("ConflictError", {
      subject: scene.target.subject,
      reason: "PodTooLarge",
      fact: `a pod of ${workload.kind} ${name} asks for ${amountText(
        demand.resources
      )}: ${reasons.join("; ")}`,
      remedy: `Lower resources.${name} in the fleet file, or add larger nodes`
    })
  ];
});
var checkCapacity = async (scene) => {
  const capacity = await readCapacity(
    scene.target.kubernetes,
    scene.eks?.nodegroups
  );
  if (capacity.kind !== "known") return nothingFound;
  const open = capacity.nodes.filter(isOpen).length;
  const needed = await additional(scene, open);
  const total = checkTotal(scene, capacity, needed);
  const noRoom = total.problems.length > 0;
  return {
    // Where no node takes any pod, each need not be named.
    problems: [
      ...total.problems,
      ...noRoom && open === 0 ? [] : checkLargestPods(scene, capacity)
    ],
    warnings: total.warnings
  };
};

// plugins/kubeflow-node/src/installation/preflight/databaseSecret.ts
var KEYS = ["username", "password"];
var checkDatabaseSecret = async ({ target, cluster }) => {
  const { database, kubeflow } = cluster;
  if (!database) return nothingFound;
  const { namespace } = kubeflow;
  const name = database.secret ?? DATABASE_SECRET;
  const remedy = `Create it before: \`kubectl --namespace ${namespace} create secret generic ${name} --from-literal username=USER --from-file password=FILE\` (the namespace too, on a new cluster)`;
  const problem2 = (fact) => ({
    problems: [
      new KubeflowError("NotFoundError", {
        subject: target.subject,
        reason: "DatabaseSecretMissing",
        fact,
        remedy
      })
    ],
    warnings: []
  });
  try {
    const secret = await target.kubernetes.get(
      { group: "", version: "v1", plural: "secrets", namespace },
      name
    );
    const missing = KEYS.filter(
      (key) => !(key in (secret.data ?? {}))
    );
    return missing.length > 0 ? problem2(
      `Secret ${namespace}/${name} of the database has no ${missing.join(
        " and no "
      )}`
    ) : nothingFound;
  } catch (error) {
    if (!hasReason(error, "NotFound") && !hasReason(error, "NamespaceNotFound"))
      throw error;
    return problem2(
      `Secret ${namespace}/${name} of the database does not exist`
    );
  }
};

// plugins/kubeflow-node/src/installation/preflight/resourceNames.ts
var IRREGULAR = {
  Endpoints: "endpoints"
};
var pluralOf = (kind) => {
  const word = kind.toLowerCase();
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
};
var resourceNames = (definitions) => {
  const defined = /* @__PURE__ */ new Map();
  for (const definition of definitions) {
    const { group, names } = definition.object().spec ?? {};
    if (names?.kind && names.plural)
      defined.set(`${names.kind}.${group ?? ""}`, names.plural);
  }
  return ({ group, kind }) => defined.get(`${kind}.${group}`) ?? IRREGULAR[kind] ?? pluralOf(kind);
};

// plugins/kubeflow-node/src/installation/preflight/kinds.ts
var BUILT_IN = /^(apps|autoscaling|batch|policy|(admissionregistration|apiextensions|authentication|authorization|certificates|coordination|discovery|events|networking|node|rbac\.authorization|resource|scheduling|storage|storagemigration)\.k8s\.io|(apiregistration|flowcontrol\.apiserver|internal\.apiserver)\.k8s\.io|)$/;
var BRINGERS = [
  [/cert-manager\.io$/, "cert-manager"],
  [/istio\.io$/, "Istio"],
  [/knative\.dev$/, "Knative"],
  [/^kubeflow\.org$/, "Kubeflow's profile controller"],
  [/^karpenter\./, "Karpenter"]
];
var checkKinds = async ({
  target,
  manifests,
  definitions,
  live
}) => {
  const resourceName = resourceNames(definitions);
  const defined = new Set(definitions.map(({ id }) => id.name));
  const foreign = manifests.filter(
    ({ id }) => !BUILT_IN.test(id.group) && !defined.has(`${resourceName(id)}.${id.group}`)
  );
  if (foreign.length === 0) return nothingFound;
  const served = new Set(
    (await live("definitions")).map(({ metadata }) => metadata.name)
  );
  const unserved = foreign.filter(
    ({ id }) => !served.has(`${resourceName(id)}.${id.group}`)
  );
  if (unserved.length === 0) return nothingFound;
  const kinds = [...new Set(unserved.map(({ id }) => groupKind(id)))].sort();
  const bringers = BRINGERS.filter(
    ([group]) => unserved.some(({ id }) => group.test(id.group))
  ).map(([, name]) => name);
  const install2 = bringers.length > 0 ? bringers.join(" and ") : "what brings them";
  return {
    problems: [
      new KubeflowError("NotFoundError", {
        subject: target.subject,
        reason: "KindsNotServed",
        fact: `the cluster does not serve ${kinds.join(
          ", "
        )}, and no CustomResourceDefinition in the manifests defines them`,
        remedy: `Install ${install2} first, or use the profile platform, which brings cert-manager and Istio`
      })
    ],
    warnings: []
  };
};

// plugins/kubeflow-node/src/installation/preflight/kubernetesVersion.ts
var RANGES = [
  { line: "pipelines", since: "2.17.0", oldest: 29, tested: [33, 36] },
  { line: "pipelines", since: "2.15.0", oldest: 29, tested: [29, 34] },
  { line: "pipelines", since: "2.0.0", oldest: 25, tested: [29, 31] },
  // Its Knative 1.21 refuses to start on an older Kubernetes.
  { line: "platform", since: "26.03", oldest: 32, tested: [34, 36] },
  { line: "platform", since: "v1.11.0", oldest: 29, tested: [34, 34] },
  { line: "platform", since: "v1.10.0", oldest: 29, tested: [32, 33] },
  { line: "platform", since: "v1.9.0", oldest: 29, tested: [31, 31] }
];
var rangeOf = (version) => RANGES.find(({ line, since }) => {
  const from = parseUpstreamVersion(since, line);
  return (compareUpstreamVersions(version, from) ?? -1) >= 0;
});
var releaseOf = ({ cluster, manifests }) => {
  const { profile, version } = cluster.kubeflow;
  if (profile === "platform") return parseUpstreamVersion(version, "platform");
  const inside = pipelinesVersionOf(manifests) ?? version;
  return parseUpstreamVersion(inside, "pipelines");
};
var kubeletVersion = ({ status }) => status?.nodeInfo?.kubeletVersion;
var minorNumber = (text) => {
  const minor = /^v?1\.(\d+)/.exec(text ?? "")?.[1];
  return minor === void 0 ? void 0 : Number(minor);
};
var serverMinor = async ({ eks, live }) => {
  const told = minorNumber(eks?.cluster?.version);
  if (told !== void 0) return told;
  const minors = (await live("nodes")).map((node) => minorNumber(kubeletVersion(node))).filter((minor) => minor !== void 0);
  return minors.length > 0 ? Math.max(...minors) : void 0;
};
var checkKubernetesVersion = async (scene) => {
  const release = releaseOf(scene);
  const range = release && rangeOf(release);
  const minor = await serverMinor(scene);
  if (!range || minor === void 0) return nothingFound;
  const [first, last] = range.tested;
  const on = first === last ? `1.${first}` : `1.${first} to 1.${last}`;
  const what = `${range.line === "platform" ? "the platform" : "Kubeflow Pipelines"} ${release.numbers.join(".")}`;
  if (minor < range.oldest)
    return {
      problems: [
        new KubeflowError("ConflictError", {
          subject: scene.target.subject,
          reason: "UnsupportedKubernetesVersion",
          fact: `the cluster runs Kubernetes 1.${minor}, and ${what} needs 1.${range.oldest} at least`,
          remedy: `Upgrade the cluster to ${on}, or choose an older kubeflow.version`
        })
      ],
      warnings: []
    };
  return minor < first || minor > last ? {
    problems: [],
    warnings: [
      `the cluster runs Kubernetes 1.${minor}; upstream tested ${what} on ${on}`
    ]
  } : nothingFound;
};

// plugins/kubeflow-node/src/installation/preflight/namespaces.ts
var isTerminating = ({ metadata }) => metadata.deletionTimestamp !== void 0;
var whatRemains = ({ status }) => {
  const { conditions = [] } = status ?? {};
  return conditions.filter((condition) => condition.status === "True" && condition.message).map(({ message }) => message).join(" ");
};
var checkNamespaces = async ({ target, manifests, live }) => {
  const used = new Set(
    manifests.map(
      ({ id }) => id.kind === "Namespace" ? id.name : id.namespace
    )
  );
  const terminating = (await live("namespaces")).filter(
    (namespace) => used.has(namespace.metadata.name) && isTerminating(namespace)
  );
  if (terminating.length === 0) return nothingFound;
  const problems = terminating.map((namespace) => {
    const { name } = namespace.metadata;
    const remains = whatRemains(namespace);
    return new KubeflowError("ConflictError", {
      subject: target.subject,
      reason: "NamespaceTerminating",
      fact: `namespace ${name} is being deleted${remains && `: ${remains}`}`,
      remedy: `Wait until it is gone; if it never goes, remove the finalizers of what is left in it (\`kubectl get namespace ${name} -o yaml\` says what)`
    });
  });
  return { problems, warnings: [] };
};

// plugins/kubeflow-node/src/installation/preflight/nodes.ts
var selectors = ({ objects }) => {
  const bySelector = /* @__PURE__ */ new Map();
  for (const object of objects.filter(isWorkload)) {
    const { nodeSelector = {} } = podSpec(object);
    if (Object.keys(nodeSelector).length === 0) continue;
    const key = JSON.stringify(Object.entries(nodeSelector).sort());
    const known = bySelector.get(key) ?? { labels: nodeSelector, names: [] };
    known.names.push(object.metadata.name);
    bySelector.set(key, known);
  }
  return [...bySelector.values()];
};
var hasLabels = ({ metadata }, labels) => Object.entries(labels).every(
  ([name, value]) => metadata.labels?.[name] === value
);
var unselected = (scene, nodes) => selectors(scene).filter(({ labels }) => !nodes.some((node) => hasLabels(node, labels))).map(({ labels, names }) => {
  const wanted = Object.entries(labels).map(([name, value]) => `${name}=${value}`).join(",");
  return new KubeflowError("ConflictError", {
    subject: scene.target.subject,
    reason: "NoNodeWithLabel",
    fact: `no node has the label ${wanted}, which ${names.join(
      ", "
    )} select their nodes by: they would stay Pending`,
    remedy: `Give nodes that label: \`kubectl label node NAME ${wanted}\`, or in the node group's labels`
  });
});
var isFargate = ({ metadata }) => metadata.labels?.["eks.amazonaws.com/compute-type"] === "fargate";
var istioOnFargate = ({ objects }, nodes) => {
  const plugin = objects.some(
    ({ kind, metadata }) => kind === "DaemonSet" && /^istio-cni/.test(metadata.name)
  );
  const fargate = nodes.filter(isFargate).length;
  if (!plugin || fargate === 0) return nothingFound;
  return {
    problems: [],
    warnings: [
      `${fargate} of ${nodes.length} nodes are Fargate's, where DaemonSets such as Istio's CNI plugin cannot run: pods of Kubeflow there get no sidecar. Keep Kubeflow's namespaces out of Fargate profiles`
    ]
  };
};
var checkNodes = async (scene) => {
  const nodes = await scene.live("nodes");
  if (nodes.length === 0) return nothingFound;
  const { warnings } = istioOnFargate(scene, nodes);
  return { problems: unselected(scene, nodes), warnings };
};

// plugins/kubeflow-node/src/installation/preflight/owners.ts
var foreignSet = ({ metadata }, own) => {
  const set = metadata.labels?.[APPLYSET.partOf];
  return set !== void 0 && set !== own ? set : void 0;
};
var grouped = (pairs) => {
  const groups = /* @__PURE__ */ new Map();
  for (const [key, value] of pairs)
    groups.set(key, [...groups.get(key) ?? [], value]);
  return [...groups];
};
var some = (names) => {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
};
var checkOwners = async ({ target, definitions, live }) => {
  if (definitions.length === 0) return nothingFound;
  const wanted = new Map(
    definitions.map((definition) => [definition.id.name, definition])
  );
  const there = (await live("definitions")).filter(
    ({ metadata }) => wanted.has(metadata.name)
  );
  const ownSet = definitions[0]?.object().metadata.labels?.[APPLYSET.partOf];
  const ofSets = there.flatMap((definition) => {
    const set = foreignSet(definition, ownSet);
    return set ? [[set, definition.metadata.name]] : [];
  });
  const ofTools = there.flatMap((definition) => {
    const tool = installerOf(definition);
    return tool && !foreignSet(definition, ownSet) ? [[tool, definition.metadata.name]] : [];
  });
  return {
    problems: grouped(ofSets).map(
      ([set, names]) => new KubeflowError("ConflictError", {
        subject: target.subject,
        reason: "DefinitionOfAnotherSet",
        fact: `${names.length} CustomResourceDefinitions belong to ApplySet ${set}: ${some(
          names
        )}`,
        remedy: "Uninstall what belongs to that set, or leave these definitions out of the manifests"
      })
    ),
    warnings: grouped(ofTools).map(
      ([tool, names]) => `${names.length} CustomResourceDefinitions were installed by ${tool} and become ours: ${some(
        names
      )}. Removing what ${tool} installed would remove them with all their objects`
    )
  };
};

// plugins/kubeflow-node/src/installation/preflight/grants.ts
var GROUP2 = "rbac.authorization.k8s.io";
var AT_ONCE = 24;
var ROLES = {
  Role: "roles",
  ClusterRole: "clusterroles"
};
var splitResource = (name) => {
  const [resource = "", subresource] = name.split("/");
  return { resource, subresource };
};
var handedOut = (role) => (role.rules ?? []).flatMap(
  ({
    apiGroups = [],
    resources = [],
    verbs = [],
    resourceNames: resourceNames2 = [void 0]
  }) => apiGroups.flatMap(
    (group) => resources.flatMap(
      (name) => verbs.flatMap(
        (verb) => [...resourceNames2].map((resourceName) => ({
          verb,
          group,
          ...splitResource(name),
          ...resourceName === void 0 ? {} : { name: resourceName },
          namespace: role.metadata.namespace
        }))
      )
    )
  )
);
var firstDenied = async (accesses, isAllowed) => {
  const unique = [
    ...new Map(
      accesses.map((access) => [JSON.stringify(access), access])
    ).values()
  ];
  let denied;
  await concurrently(unique, AT_ONCE, async (access) => {
    if (!denied && !await isAllowed(access)) denied ??= access;
  });
  return denied;
};
var inPlace = (resource, verb, namespace) => ({
  group: GROUP2,
  resource,
  verb,
  namespace
});
var missingGrants = async ({ objects }, isAllowed) => {
  const missing = [];
  const roles = objects.filter(({ kind }) => kind in ROLES);
  const places = new Map(
    roles.map(({ kind, metadata }) => [
      `${kind}/${metadata.namespace ?? ""}`,
      { kind, namespace: metadata.namespace }
    ])
  );
  await Promise.all(
    [...places.values()].map(async ({ kind, namespace }) => {
      const resource = ROLES[kind];
      const [mayEscalate, mayBind] = await Promise.all([
        isAllowed(inPlace(resource, "escalate", namespace)),
        isAllowed(inPlace(resource, "bind", namespace))
      ]);
      if (mayEscalate && mayBind) return;
      const handed = roles.filter(
        (role) => role.kind === kind && role.metadata.namespace === namespace
      ).flatMap(handedOut);
      if (!await firstDenied(handed, isAllowed)) return;
      if (!mayEscalate) missing.push(inPlace(resource, "escalate", namespace));
      if (!mayBind) missing.push(inPlace(resource, "bind", namespace));
    })
  );
  return missing;
};

// plugins/kubeflow-node/src/installation/preflight/ownRules.ts
var REVIEWS = {
  group: "authorization.k8s.io",
  version: "v1",
  plural: "selfsubjectrulesreviews"
};
var holds2 = (list, wanted) => list?.some((item) => item === "*" || item === wanted) ?? false;
var covers2 = (rule, access) => {
  const { resource, subresource } = access;
  const name = subresource ? `${resource}/${subresource}` : resource;
  return (rule.resourceNames ?? []).length === 0 && holds2(rule.verbs, access.verb) && holds2(rule.apiGroups, access.group) && holds2(rule.resources, name);
};
var readRules = async (kubernetes, namespace) => {
  const review = {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectRulesReview",
    metadata: {},
    spec: { namespace }
  };
  try {
    const answer = await kubernetes.create(
      REVIEWS,
      // A review has no name: it is never stored.
      review
    );
    const { resourceRules } = answer.status ?? {};
    return resourceRules ?? [];
  } catch (error) {
    if (isKubeflowError(error)) return [];
    throw error;
  }
};
var provenAccess = async (kubernetes, needed) => {
  const namespaces = [
    ...new Set(
      needed.map(({ namespace }) => namespace).filter((namespace) => namespace !== void 0)
    )
  ];
  const rules = new Map(
    await Promise.all(
      namespaces.map(
        async (namespace) => [namespace, await readRules(kubernetes, namespace)]
      )
    )
  );
  return (access) => access.namespace !== void 0 && (rules.get(access.namespace) ?? []).some((rule) => covers2(rule, access));
};

// plugins/kubeflow-node/src/installation/preflight/rbacRules.ts
var nameOf = ({ resource, subresource }) => subresource ? `${resource}/${subresource}` : resource;
var rulesOf = (missing) => {
  const byResource = /* @__PURE__ */ new Map();
  for (const access of missing) {
    const key = JSON.stringify([
      access.namespace ?? "",
      access.group,
      nameOf(access)
    ]);
    byResource.set(key, (byResource.get(key) ?? /* @__PURE__ */ new Set()).add(access.verb));
  }
  const byRule = /* @__PURE__ */ new Map();
  for (const [key, verbs] of byResource) {
    const [namespace = "", group = "", resource = ""] = JSON.parse(
      key
    );
    const sorted = [...verbs].sort();
    const rule = JSON.stringify([namespace, group, sorted]);
    const resources = byRule.get(rule)?.resources ?? [];
    byRule.set(rule, {
      namespace,
      group,
      verbs: sorted,
      resources: [...resources, resource].sort()
    });
  }
  return [...byRule.values()].sort(
    (a, b) => a.namespace === b.namespace ? a.group.localeCompare(b.group) : a.namespace.localeCompare(b.namespace)
  );
};
var placeOf = (namespace) => namespace ? `in namespace ${namespace}` : "in the whole cluster";
var describeMissing = (missing) => rulesOf(missing).map(({ namespace, group, verbs, resources }) => {
  const names = resources.map((name) => group ? `${name}.${group}` : name);
  return `  ${verbs.join(", ")} ${names.join(", ")} ${placeOf(namespace)}`;
}).join("\n");
var rulesFor = (missing) => {
  const lines = [];
  let place;
  for (const { namespace, group, verbs, resources } of rulesOf(missing)) {
    if (place !== namespace)
      lines.push(
        namespace ? `# Role in namespace ${namespace}, or ClusterRole` : "# ClusterRole"
      );
    place = namespace;
    const list = (items2) => `[${items2.map((item) => /^[a-z][\w./-]*$/.test(item) ? item : `'${item}'`).join(", ")}]`;
    lines.push(
      `- apiGroups: ['${group}']
  resources: ${list(
        resources
      )}
  verbs: ${list(verbs)}`
    );
  }
  return lines.join("\n");
};

// plugins/kubeflow-node/src/installation/preflight/permissions.ts
var AT_ONCE2 = 24;
var VERBS = ["get", "list", "watch", "create", "patch", "delete"];
var STATE = [
  { group: "", resource: "configmaps" },
  { group: "", resource: "secrets" },
  { group: "coordination.k8s.io", resource: "leases" }
];
var STATE_VERBS = ["get", "list", "create", "update", "delete"];
var EVERYTHING = { verb: "*", group: "*", resource: "*" };
var neededAccess = ({
  manifests,
  definitions
}) => {
  const resourceName = resourceNames(definitions);
  const places = [
    ...manifests.map(({ id }) => ({
      group: id.group,
      resource: resourceName(id),
      namespace: id.namespace,
      verbs: VERBS
    })),
    { group: "", resource: "namespaces", namespace: void 0, verbs: VERBS },
    ...STATE.map((state) => ({
      ...state,
      namespace: STATE_NAMESPACE,
      verbs: STATE_VERBS
    }))
  ];
  const all = places.flatMap(
    ({ verbs, ...place }) => verbs.map((verb) => ({ verb, ...place }))
  );
  return [
    ...new Map(
      all.map((access) => [
        [access.group, access.resource, access.namespace, access.verb].join(
          "/"
        ),
        access
      ])
    ).values()
  ];
};
var deniedAccess = async (needed, isAllowed) => {
  const verdicts = await concurrently(needed, AT_ONCE2, isAllowed);
  return needed.filter((_, index) => !verdicts[index]);
};
var checkPermissions = async (scene) => {
  const { kubernetes, subject } = scene.target;
  const isAllowed = (access) => kubernetes.isAllowed(access);
  if (await isAllowed(EVERYTHING)) return nothingFound;
  const needed = neededAccess(scene);
  const isProven = await provenAccess(kubernetes, needed);
  const open = needed.filter((access) => !isProven(access));
  const [denied, grants] = await Promise.all([
    deniedAccess(open, isAllowed),
    missingGrants(scene, isAllowed)
  ]);
  const missing = [...denied, ...grants];
  if (missing.length === 0) return nothingFound;
  return {
    problems: [
      new KubeflowError("NotAllowedError", {
        subject,
        reason: "MissingPermissions",
        fact: `the deployer may not do all that the manifests need:
${describeMissing(
          missing
        )}`,
        remedy: `Add to the role of the group that the access entry of this cluster names:
${rulesFor(
          missing
        )}`,
        upstreamStatus: 403
      })
    ],
    warnings: []
  };
};

// plugins/kubeflow-node/src/installation/preflight/podIdentity.ts
var AGENT = "eks-pod-identity-agent";
var checkPodIdentity = async ({ target, cluster, eks }) => {
  const isAsked = cluster.artifacts.access === "pod-identity";
  if (!isAsked || !eks?.addons || eks.cluster?.autoMode) return nothingFound;
  if (eks.addons.includes(AGENT)) return nothingFound;
  const { name, region } = cluster;
  return {
    problems: [
      new KubeflowError("NotFoundError", {
        subject: target.subject,
        reason: "PodIdentityAgentMissing",
        fact: `artifacts.access is pod-identity, and the cluster has no add-on ${AGENT}`,
        remedy: `Run \`aws eks create-addon --region ${region} --cluster-name ${name} --addon-name ${AGENT}\`, or set artifacts.access to irsa`
      })
    ],
    warnings: []
  };
};

// plugins/kubeflow-node/src/installation/preflight/storage.ts
var claimSpec = ({
  spec
}) => spec ?? {};
var sizeOf = (object) => parseQuantity(String(claimSpec(object).resources?.requests?.storage ?? "0"));
var liveClaim = (claim, live) => live.find(
  ({ metadata }) => metadata.name === claim.metadata.name && metadata.namespace === claim.metadata.namespace
);
var problem = (scene, reason, [fact, remedy]) => new KubeflowError("ConflictError", {
  subject: scene.target.subject,
  reason,
  fact,
  remedy
});
var MAKE_DEFAULT = "Set storage: {class: gp3, makeDefault: true} in the fleet file, or storage.class to a class of the cluster";
var checkDefault = (scene, classes, claims) => {
  const own = scene.objects.filter(
    (object) => object.kind === "StorageClass" && object.metadata.annotations?.[DEFAULT_CLASS_ANNOTATION] === "true"
  );
  const ownNames = own.map(({ metadata }) => metadata.name);
  const others = classes.filter(isDefaultClass).map(({ metadata }) => metadata.name).filter((name) => !ownNames.includes(name)).sort();
  if (own.length > 0)
    return others.length > 0 ? {
      problems: [],
      warnings: [
        `storage.makeDefault: ${ownNames.join(
          ", "
        )} becomes the only default StorageClass, and ${others.join(
          ", "
        )} loses that mark; existing volumes stay as they are`
      ]
    } : nothingFound;
  const bare = claims.filter(
    (claim) => claimSpec(claim).storageClassName === void 0
  );
  if (bare.length === 0 || others.length === 1) return nothingFound;
  const names = bare.map(({ metadata }) => metadata.name).join(", ");
  const verdict = others.length === 0 ? problem(scene, "NoDefaultStorageClass", [
    `the cluster has no default StorageClass, and ${names} name none: they would stay Pending, and the pods that mount them`,
    MAKE_DEFAULT
  ]) : problem(scene, "SeveralDefaultStorageClasses", [
    `the cluster has ${others.length} default StorageClasses (${others.join(
      ", "
    )}), and ${names} name none: which one they get depends on which is newest`,
    MAKE_DEFAULT
  ]);
  return { problems: [verdict], warnings: [] };
};
var checkNamedClasses = (scene, classes, claims) => {
  const known = /* @__PURE__ */ new Set([
    ...classes.map(({ metadata }) => metadata.name),
    ...scene.objects.filter(({ kind }) => kind === "StorageClass").map(({ metadata }) => metadata.name)
  ]);
  const missing = new Set(
    claims.map((claim) => claimSpec(claim).storageClassName).filter((name) => name && !known.has(name))
  );
  return [...missing].map(
    (name) => problem(scene, "StorageClassMissing", [
      `the cluster has no StorageClass ${name}, which volumes of the installation name`,
      `Correct storage.class, or describe the class too (storage.reclaimPolicy, parameters or provisioner) so that it is made; there are ${[...known].sort().join(", ") || "none"}`
    ])
  );
};
var growth = (scene, claim, {
  live,
  classes
}) => {
  const { name } = claim.metadata;
  const [wanted, present] = [sizeOf(claim), sizeOf(live)];
  const written = String(claimSpec(live).resources?.requests?.storage);
  if (wanted < present)
    return problem(scene, "VolumeWouldShrink", [
      `PersistentVolumeClaim ${name} has ${written}, and the manifests ask for less: a volume never shrinks`,
      `Set storage.sizes: {${name}: ${written}} in the fleet file`
    ]);
  const liveClass = claimSpec(live).storageClassName;
  const named = ({ metadata }) => metadata.name === liveClass;
  const ours = scene.objects.filter(({ kind }) => kind === "StorageClass");
  const expandable = (ours.find(named) ?? classes.find(named))?.allowVolumeExpansion;
  return wanted > present && expandable !== true ? problem(scene, "VolumeCannotGrow", [
    `PersistentVolumeClaim ${name} has ${written} and is to get more, but StorageClass ${liveClass ?? "(none)"} does not allow its volumes to grow`,
    `Set allowVolumeExpansion: true on that class, or leave the size of ${name} at ${written}`
  ]) : void 0;
};
var checkExisting = (scene, classes, existing) => existing.flatMap(([claim, live]) => {
  const { name } = claim.metadata;
  const wanted = claimSpec(claim).storageClassName;
  const present = claimSpec(live).storageClassName;
  const moved = wanted !== void 0 && present !== void 0 && wanted !== present ? problem(scene, "VolumeClassFixed", [
    `PersistentVolumeClaim ${name} is of StorageClass ${present} and can never be of ${wanted}`,
    `Keep storage.class: ${present} for this cluster, or move the data to a new claim by hand (back up, delete the claim, deploy, restore)`
  ]) : void 0;
  return [moved, growth(scene, claim, { live, classes })].filter(
    (found) => found !== void 0
  );
});
var FIXED = [
  "provisioner",
  "parameters",
  "reclaimPolicy",
  "volumeBindingMode"
];
var textOf2 = (value) => JSON.stringify(
  typeof value === "object" && value !== null ? Object.entries(value).sort() : value
);
var checkClassChanges = (scene, classes) => scene.objects.filter(({ kind }) => kind === "StorageClass").flatMap((wanted) => {
  const { name } = wanted.metadata;
  const live = classes.find(({ metadata }) => metadata.name === name);
  const differing = FIXED.filter(
    (field) => live && textOf2(live[field]) !== textOf2(wanted[field])
  );
  return differing.length > 0 ? [
    problem(scene, "StorageClassFixed", [
      `StorageClass ${name} exists with another ${differing.join(
        ", "
      )}, which can never change`,
      `Choose another name in storage.class, or write what the cluster has (\`kubectl get storageclass ${name} -o yaml\`)`
    ])
  ] : [];
});
var checkStorage = async (scene) => {
  const claims = scene.objects.filter(
    ({ kind }) => kind === "PersistentVolumeClaim"
  );
  const makesClass = scene.objects.some(({ kind }) => kind === "StorageClass");
  if (claims.length === 0 && !makesClass) return nothingFound;
  const [classes, liveClaims] = await Promise.all([
    scene.live("storageClasses"),
    scene.live("claims")
  ]);
  const pairs = claims.map(
    (claim) => [claim, liveClaim(claim, liveClaims)]
  );
  const fresh = pairs.filter(([, live]) => !live).map(([claim]) => claim);
  const existing = pairs.flatMap(
    ([claim, live]) => live ? [[claim, live]] : []
  );
  const defaults = checkDefault(scene, classes, fresh);
  return {
    problems: [
      ...defaults.problems,
      ...checkNamedClasses(scene, classes, fresh),
      ...checkExisting(scene, classes, existing),
      ...checkClassChanges(scene, classes)
    ],
    warnings: defaults.warnings
  };
};

// plugins/kubeflow-node/src/installation/preflight/storageDrivers.ts
var EBS = "ebs.csi.aws.com";
var EBS_AUTO_MODE = "ebs.csi.eks.amazonaws.com";
var ADDONS = {
  [EBS]: "aws-ebs-csi-driver",
  "efs.csi.aws.com": "aws-efs-csi-driver",
  "fsx.csi.aws.com": "aws-fsx-csi-driver"
};
var driverOf = (provisioner) => provisioner === "kubernetes.io/aws-ebs" ? EBS : String(provisioner);
var neededDrivers = async ({
  objects,
  live
}) => {
  const claims = objects.filter(({ kind }) => kind === "PersistentVolumeClaim");
  if (claims.length === 0) return [];
  const [classes, liveClaims] = await Promise.all([
    live("storageClasses"),
    live("claims")
  ]);
  const ours = objects.filter(({ kind }) => kind === "StorageClass");
  const all = [...ours, ...classes];
  const drivers = claims.filter((claim) => !liveClaim(claim, liveClaims)).map((claim) => {
    const name = claimSpec(claim).storageClassName;
    const found = name === void 0 ? all.find((candidate) => isDefaultClass(candidate)) : all.find(({ metadata }) => metadata.name === name);
    return found && driverOf(found.provisioner);
  });
  return [...new Set(drivers.filter((driver) => driver !== void 0))];
};
var runsOn = (node, driver) => (node.spec?.drivers ?? []).some(
  ({ name }) => name === driver
);
var install = ({ cluster }, addon) => `Run \`aws eks create-addon --region ${cluster.region} --cluster-name ${cluster.name} --addon-name ${addon} --service-account-role-arn ROLE\` with a role that has the policy AmazonEBSCSIDriverPolicyV2 (or of the other driver), or use EKS Auto Mode with storage.provisioner: ${EBS_AUTO_MODE}`;
var missingDriver = (scene, driver, { isRegistered }) => {
  const addon = ADDONS[driver];
  const hasAddon = scene.eks?.addons?.includes(addon);
  const state = hasAddon ? `the add-on ${addon} is there, but ` : "";
  return new KubeflowError("NotFoundError", {
    subject: scene.target.subject,
    reason: "StorageDriverMissing",
    fact: isRegistered ? `${state}the CSI driver ${driver} runs on no node: volumes would never be attached` : `${state}the cluster has no CSI driver ${driver}: volumes would never be made`,
    remedy: hasAddon ? `Look at its pods: \`kubectl --namespace kube-system get pods\`; most often its role lacks a permission` : install(scene, addon)
  });
};
var autoModeProblem = (scene) => new KubeflowError("ConflictError", {
  subject: scene.target.subject,
  reason: "NoAutoMode",
  fact: `the StorageClass is of ${EBS_AUTO_MODE}, which EKS Auto Mode alone has, and this cluster is not in Auto Mode`,
  remedy: `Set storage.provisioner: ${EBS} and install the add-on ${ADDONS[EBS]}`
});
var checkStorageDrivers = async (scene) => {
  const needed = await neededDrivers(scene);
  const { eks } = scene;
  const known = needed.filter((driver) => driver in ADDONS);
  const wrongMode = needed.includes(EBS_AUTO_MODE) && eks?.cluster && !eks.cluster.autoMode ? [autoModeProblem(scene)] : [];
  if (known.length === 0) return { ...nothingFound, problems: wrongMode };
  const [drivers, csiNodes] = await Promise.all([
    scene.live("csiDrivers"),
    scene.live("csiNodes")
  ]);
  const missing = known.flatMap((driver) => {
    const isRegistered = drivers.some(
      ({ metadata }) => metadata.name === driver
    );
    const runs = csiNodes.length === 0 || csiNodes.some((node) => runsOn(node, driver));
    return isRegistered && runs ? [] : [missingDriver(scene, driver, { isRegistered })];
  });
  return { problems: [...wrongMode, ...missing], warnings: [] };
};

// plugins/kubeflow-node/src/installation/preflight/preflight.ts
var CHECKS = [
  ["permissions", checkPermissions],
  ["namespaces", checkNamespaces],
  ["kinds that are served", checkKinds],
  ["owners of definitions", checkOwners],
  ["the version of Kubernetes", checkKubernetesVersion],
  ["storage", checkStorage],
  ["CSI drivers", checkStorageDrivers],
  ["nodes", checkNodes],
  ["capacity", checkCapacity],
  ["the Secret of the database", checkDatabaseSecret],
  ["EKS Pod Identity", checkPodIdentity]
];
var unreachable = async (scene) => {
  try {
    await scene.live("namespaces");
    return void 0;
  } catch (error) {
    if (!isKubeflowError(error)) throw error;
    return error.name === "NotAllowedError" ? void 0 : error;
  }
};
var run = async (scene, [what, check2]) => {
  try {
    return await check2(scene);
  } catch (error) {
    if (!isKubeflowError(error)) throw error;
    return {
      problems: [],
      warnings: [`${what} could not be checked: ${error.fact}`]
    };
  }
};
var preflight = async (target, request) => {
  const scene = sceneOf(target, request);
  const error = await unreachable(scene);
  request.signal?.throwIfAborted();
  if (error) return { problems: [error], warnings: [] };
  const findings = await Promise.all(CHECKS.map((check2) => run(scene, check2)));
  request.signal?.throwIfAborted();
  return {
    problems: findings.flatMap(({ problems }) => problems),
    warnings: findings.flatMap(({ warnings }) => warnings)
  };
};

// actions/deploy-kubeflow/src/sharedWork.ts
var APPLY_SET = applySetOf("kubeflow");
function shareWork() {
  const bodies = createBodyStore();
  const known = /* @__PURE__ */ new WeakMap();
  const members = (manifests) => {
    const unknown = manifests.filter((manifest) => !known.has(manifest));
    const made = withMembership(unknown, APPLY_SET, { bodies });
    unknown.forEach((manifest, index) => known.set(manifest, made[index]));
    return manifests.map((manifest) => known.get(manifest));
  };
  let root;
  const workspace = () => {
    root ??= workspaceRoot();
    return root;
  };
  return { workspace, bases: createBases(), bodies, members };
}

// actions/deploy-kubeflow/src/prepareInstallation.ts
async function ifTold(question) {
  try {
    return await question;
  } catch (error) {
    if (!isKubeflowError(error)) throw error;
    return void 0;
  }
}
async function askEks({
  cluster,
  given,
  eks
}) {
  if (!eks) return void 0;
  const options = { credentials: jobCredentials(cluster, given) };
  const [nodegroups, addons] = await Promise.all([
    ifTold(listNodegroups(cluster, options)),
    ifTold(listAddons(cluster, options))
  ]);
  return { cluster: eks, nodegroups, addons };
}
async function whatIsInstalled({ cluster: { kubeflow }, target }, { signal }) {
  const isPlatform = kubeflow.profile === "platform";
  const ports = { clock: systemClock, random: Math.random, signal };
  const [detected, inventory] = await Promise.all([
    detectInstalled(target.kubernetes, kubeflow),
    isPlatform ? readInventory(target, APPLY_SET, ports) : void 0
  ]);
  const last = inventory?.revisions?.find(
    ({ number }) => number === inventory.revision
  );
  return detected && last?.profile === "platform" ? { ...detected, platformVersion: last.version } : detected;
}
var versionOf3 = (installed, { cluster }) => cluster.kubeflow.profile === "platform" ? installed?.platformVersion : installed?.version;
var render = async ({ cluster, eks }, { workspace, bases, bodies }, limit) => renderInstallation(cluster, {
  ...limit,
  workspace: await workspace(),
  bases,
  bodies,
  autoMode: eks?.autoMode
});
async function prepareInstallation(connected, shared, limit) {
  const { cluster, given, target } = connected;
  const [rendered, installed, eks] = await Promise.all([
    render(connected, shared, limit),
    whatIsInstalled(connected, limit),
    askEks(connected)
  ]);
  const { images, mirror } = rendered;
  const manifests = shared.members(rendered.manifests);
  const version = checkVersionChange({
    cluster,
    installed,
    manifests,
    allowDowngrade: given.allowDowngrade
  });
  const found = await preflight(target, {
    cluster,
    manifests,
    eks,
    signal: limit.signal
  });
  return {
    manifests,
    preparation: {
      objects: manifests.length,
      images,
      imageCopies: mirror,
      installedVersion: versionOf3(installed, connected),
      problems: [...version.problems, ...found.problems],
      warnings: [...rendered.warnings, ...version.warnings, ...found.warnings]
    }
  };
}

// actions/deploy-kubeflow/src/clusterInstaller.ts
var ACTION = "deploy-kubeflow";
var pruneOf = (given) => ({
  prune: given.prune,
  allowMassDelete: given.allowMassDelete,
  deletable: given.allowDelete
});
var writeOf = (given) => ({
  forceConflicts: given.forceConflicts,
  replace: given.replace,
  allowDowngrade: given.allowDowngrade,
  allowDefinitionLoss: given.allowDefinitionLoss
});
var quiet = {
  wave: () => void 0,
  changed: () => void 0,
  failed: () => void 0,
  waiting: () => void 0,
  warned: () => void 0
};
var portsOf = ({ signal }, observer = quiet) => ({
  clock: systemClock,
  random: Math.random,
  signal,
  observer
});
function waysBack({
  given,
  target
}) {
  const goBack = (limit, observer, revision) => rollbackTo(
    target,
    {
      set: APPLY_SET,
      revision,
      prune: pruneOf(given),
      write: writeOf(given),
      timeoutMs: limit.timeoutMs
    },
    portsOf(limit, observer)
  );
  return {
    rollback: (limit, observer) => goBack(limit, observer, given.revision),
    takeBack: async (limit, observer, { revision }) => {
      if (revision !== void 0) return goBack(limit, observer, void 0);
      const inventory = await readInventory(target, APPLY_SET, portsOf(limit));
      return goBack(limit, observer, inventory.revision);
    }
  };
}
function installer(connected, shared) {
  const { cluster, given, target, connection } = connected;
  const set = APPLY_SET;
  let manifests = [];
  const requestFor = ({ timeoutMs }) => ({
    set,
    manifests,
    revision: {
      profile: cluster.kubeflow.profile,
      version: cluster.kubeflow.version,
      origin: originOfWorkflow()
    },
    prune: pruneOf(given),
    write: writeOf(given),
    timeoutMs
  });
  return {
    prepare: async (limit) => {
      const prepared = await prepareInstallation(connected, shared, limit);
      manifests = prepared.manifests;
      return prepared.preparation;
    },
    plan: (limit) => planManifests(target, requestFor(limit), portsOf(limit)),
    apply: async (limit, observer) => repairDefaultClass(
      target.kubernetes,
      cluster,
      await applyManifests(
        target,
        requestFor(limit),
        portsOf(limit, observer)
      )
    ),
    ...waysBack(connected),
    uninstall: (limit, observer) => uninstallManifests(
      target,
      { set, prune: pruneOf(given), timeoutMs: limit.timeoutMs },
      portsOf(limit, observer)
    ),
    close: () => connection.close()
  };
}
function createInstallers(given) {
  const shared = shareWork();
  return async (cluster) => {
    let eks;
    const connection = await connectJobCluster(cluster, {
      ...given,
      action: ACTION,
      onDescribed: (described) => {
        eks = described;
      }
    });
    const { kubernetes, transport } = connection;
    const target = { subject: kubernetes.subject, kubernetes, transport };
    return installer({ cluster, given, connection, target, eks }, shared);
  };
}

// plugins/kubeflow-node/src/apply/changeSet.ts
var ACTIONS = [
  "created",
  "configured",
  "unchanged",
  "deleted",
  "skipped"
];
var countChanges = ({
  changes,
  failures
}) => {
  const counts = Object.fromEntries(
    ACTIONS.map((action) => [
      action,
      changes.filter((change) => change.action === action).length
    ])
  );
  return {
    ...counts,
    failed: failures.length,
    total: changes.length + failures.length
  };
};
var hasChanges = ({ changes, failures }) => failures.length > 0 || changes.some(({ action }) => action !== "unchanged" && action !== "skipped");

// actions/deploy-kubeflow/src/clusterFailure.ts
var MAX_NAMED = 3;
var MAX_OBJECT_ERRORS = 5;
var whyWaiting = ({ id, fact, details }) => [`${describeResource(id)}: ${fact}`, ...details.slice(0, 1)].join("; ");
var notReady2 = (cluster, unready) => {
  const named = unready.slice(0, MAX_NAMED).map(whyWaiting);
  const rest = unready.length - named.length;
  const number = unready.length === 1 ? "1 object is" : `${unready.length} objects are`;
  return new KubeflowError("TimeoutError", {
    subject: clusterSubject(cluster),
    reason: "NotReady",
    fact: `everything was applied, but ${number} not ready: ${named.join(
      " | "
    )}${rest > 0 ? ` | and ${rest} more` : ""}`,
    remedy: "Mend what keeps it from starting, or set the input timeout to a longer time, then run the job again: it goes on where it stands"
  });
};
var objectsFailed = (cluster, number) => new KubeflowError("ResponseError", {
  subject: clusterSubject(cluster),
  reason: "ObjectsFailed",
  fact: `${number} more objects could not be written`,
  remedy: "See the list of failures in the job summary"
});
var isTimeout = (error) => isKubeflowError(error) && (error.reason === "DeadlineExceeded" || error.reason === "DeployTimeout");
function errorsOf(cluster, { changeSet: { failures }, unready, error }) {
  const own = failures.slice(0, MAX_OBJECT_ERRORS).map((failure) => failure.error);
  const more = failures.length - own.length;
  const isNotReady = unready.length > 0 && (error === void 0 || isTimeout(error));
  return [
    ...own,
    ...more > 0 ? [objectsFailed(cluster, more)] : [],
    ...isNotReady ? [notReady2(cluster, unready)] : [],
    ...error !== void 0 && !isNotReady ? [error] : []
  ];
}
var isAbort = (error) => error instanceof Error && error.name === "AbortError";
var inItsWords = (error, cluster, changed) => !isAbort(error) || isKubeflowError(error) ? error : new KubeflowError("ResponseError", {
  subject: clusterSubject(cluster),
  reason: "JobCancelled",
  fact: changed ? "the job was cancelled while objects were being written; what is done is done" : "the job was cancelled before anything was written",
  remedy: "Run the job again: it goes on where it stands"
});
var isCancel = (error) => isAbort(error) || isKubeflowError(error) && error.reason === "JobCancelled";

// actions/deploy-kubeflow/src/deployOnCluster.ts
var READING = { graceMs: 0 };
var WRITING = { graceMs: 3500 };
var ROLLING_BACK = { task: "roll back", ...WRITING };
var needsManifests = ({ mode }) => mode === "plan" || mode === "apply";
var limitFor = ({ cluster, request: { timeoutMs }, ports: { clock, signal } }, spentMs = 0) => createTimeLimit({
  subject: clusterSubject(cluster),
  timeoutMs,
  spentMs,
  clock,
  signal
});
async function check(part) {
  const { cluster, request, ports } = part;
  part.limit = limitFor(part);
  ports.observer.phase(cluster, "connecting");
  const connect = { task: "connect", ...READING };
  part.installer = await part.limit.spend(
    connect,
    (limit) => ports.connect(cluster, limit)
  );
  if (!needsManifests(request)) return;
  ports.observer.phase(cluster, "checking");
  const preparation = await part.limit.spend(
    { task: "render and check the manifests", ...READING },
    (limit) => part.installer.prepare(limit)
  );
  part.done = { preparation };
  part.errors = preparation.problems;
  ports.observer.prepared(cluster, preparation);
}
var isDowngrade = (error) => hasReason(error, "Downgrade");
async function plan(part) {
  part.ports.observer.phase(part.cluster, "planning");
  const made = await part.limit.spend(
    { task: "plan", ...READING },
    (limit) => part.installer.plan(limit)
  );
  const { failures } = made.changeSet;
  part.done = { ...part.done, plan: made, state: "PLANNED" };
  part.errors = [
    ...part.errors,
    // The check of the version and the engine both know a downgrade.
    ...made.refusals.filter(
      (refusal) => !isDowngrade(refusal) || !part.errors.some(isDowngrade)
    ),
    ...failures.map(({ error }) => error)
  ];
}
var wasWritten = ({ requests }) => requests.writes > 0;
var mayRollBack = ({ request, ports, done, errors }) => request.onFailure === "rollback" && errors.length > 0 && !ports.signal.aborted && done.result !== void 0 && wasWritten(done.result) && !errors.some(isLost);
var isLost = (error) => hasReason(error, "LeaseLost");
async function apply(part) {
  const { cluster, ports } = part;
  ports.observer.phase(cluster, "applying");
  const result = await part.limit.spend(
    { task: "apply", ...WRITING },
    (limit) => part.installer.apply(limit, ports.observer.applying(cluster))
  );
  const isChanged = wasWritten(result) || hasChanges(result.changeSet);
  const state = isChanged ? "READY" : "UNCHANGED";
  part.done = { ...part.done, result, state };
  part.errors = errorsOf(cluster, result);
  if (mayRollBack(part)) await takeBack(part, result);
}
async function takeBack(part, applied) {
  const { cluster, ports } = part;
  ports.observer.phase(cluster, "rolling back");
  try {
    const done = await limitFor(part).spend(
      ROLLING_BACK,
      (limit) => part.installer.takeBack(
        limit,
        ports.observer.applying(cluster),
        applied
      )
    );
    part.done = { ...part.done, rollback: done };
    part.errors = [...part.errors, ...errorsOf(cluster, done)];
  } catch (error) {
    part.errors = [...part.errors, error];
  }
}
async function rollback(part) {
  const { cluster, ports } = part;
  ports.observer.phase(cluster, "rolling back");
  const result = await part.limit.spend(
    ROLLING_BACK,
    (limit) => part.installer.rollback(limit, ports.observer.applying(cluster))
  );
  part.done = {
    ...part.done,
    result,
    rollback: result,
    state: "ROLLED_BACK"
  };
  part.errors = errorsOf(cluster, result);
}
async function uninstall(part) {
  const { cluster, ports } = part;
  ports.observer.phase(cluster, "uninstalling");
  const result = await part.limit.spend(
    { task: "uninstall", ...WRITING },
    (limit) => part.installer.uninstall(limit, ports.observer.applying(cluster))
  );
  part.done = { ...part.done, result, state: "UNINSTALLED" };
  part.errors = errorsOf(cluster, result);
}
var works = { plan, apply, rollback, uninstall };
var once = (errors) => [
  ...new Map(
    errors.map((error) => [
      error instanceof Error ? error.message : error,
      error
    ])
  ).values()
];
function reportOf({ cluster, done, errors, ports }) {
  const state = errors.length > 0 ? "FAILED" : done.state ?? "FAILED";
  const isCancelled = ports.signal.aborted && errors.some(isCancel);
  const changed = done.result !== void 0 && wasWritten(done.result);
  return {
    ...done,
    cluster,
    state: isCancelled ? "CANCELLED" : state,
    errors: once(errors).map((error) => inItsWords(error, cluster, changed)),
    succeeded: errors.length === 0
  };
}
var notStarted = (cluster, preparation) => ({
  cluster,
  preparation,
  state: "NOT_STARTED",
  errors: [],
  succeeded: false
});
var mayGoOn = ({ errors, request, done }) => errors.length === 0 || request.mode === "plan" && done.preparation !== void 0;
function createClusterWork(cluster, request, ports) {
  const part = {
    cluster,
    request,
    ports,
    spentMs: 0,
    done: {},
    errors: []
  };
  let checked;
  const guard = async (work) => {
    try {
      await work();
    } catch (error) {
      part.errors = [...part.errors, error];
    }
  };
  const checkOnce = () => {
    const beganAt = ports.clock.now();
    checked ??= guard(() => check(part)).then(() => {
      part.spentMs = ports.clock.now() - beganAt;
    });
    return checked;
  };
  const drop = () => part.installer?.close();
  return {
    check: async () => {
      await checkOnce();
      return part.errors.length === 0;
    },
    run: async () => {
      await checkOnce();
      part.limit = limitFor(part, part.spentMs);
      if (mayGoOn(part)) await guard(() => works[request.mode](part));
      drop();
      const report = reportOf(part);
      ports.observer.ended(report);
      return report;
    },
    drop
  };
}

// actions/deploy-kubeflow/src/deployKubeflow.ts
var isReadOnly = ({ mode }) => mode === "plan";
function wavesOf(request) {
  const { clusters, canary } = request;
  if (isReadOnly(request) || canary.length === 0) return [clusters];
  const others = clusters.filter((cluster) => !canary.includes(cluster));
  return [canary, others].filter((wave) => wave.length > 0);
}
async function checkAll(works2, { clusters, maxParallel }, { signal }) {
  const passed = /* @__PURE__ */ new Map();
  await inParallel(
    clusters,
    { width: maxParallel, mayGoOn: () => !signal.aborted },
    async (cluster) => {
      passed.set(cluster, await works2.get(cluster).check());
    }
  );
  return passed;
}
async function failedChecks(works2, passed) {
  const reports = /* @__PURE__ */ new Map();
  for (const [cluster, isGood] of passed) {
    const work = works2.get(cluster);
    if (isGood) work.drop();
    else reports.set(cluster, await work.run());
  }
  return reports;
}
async function deployKubeflow(request, ports) {
  const works2 = new Map(
    request.clusters.map((cluster) => [
      cluster,
      createClusterWork(cluster, request, ports)
    ])
  );
  const reports = await reportsOf(works2, request, ports);
  const clusters = request.clusters.map(
    (cluster) => reports.get(cluster) ?? notStarted(cluster)
  );
  return { clusters, succeeded: clusters.every(({ succeeded }) => succeeded) };
}
async function reportsOf(works2, request, ports) {
  const stops = request.onFailure === "stop" && !isReadOnly(request);
  if (stops) {
    const passed = await checkAll(works2, request, ports);
    const isComplete = passed.size === works2.size;
    if (!isComplete || ![...passed.values()].every(Boolean)) {
      return failedChecks(works2, passed);
    }
  }
  const reports = /* @__PURE__ */ new Map();
  const isGood = () => [...reports.values()].every((report) => report.succeeded);
  const mayGoOn2 = () => !ports.signal.aborted && !(stops && !isGood());
  for (const [index, wave] of wavesOf(request).entries()) {
    if (index > 0 && !isGood()) break;
    const width = { width: request.maxParallel, mayGoOn: mayGoOn2 };
    await inParallel(wave, width, async (cluster) => {
      reports.set(cluster, await works2.get(cluster).run());
    });
  }
  for (const [cluster, work] of works2) if (!reports.has(cluster)) work.drop();
  return reports;
}

// actions/deploy-kubeflow/src/clusterResult.ts
var MAX_OBJECTS = 2e3;
var none = { changes: [], failures: [] };
var changeSetOf = ({ plan: plan2, result }) => (result ?? plan2)?.changeSet ?? none;
var revisionOf = ({ result, rollback: rollback2 }) => rollback2?.revision ?? result?.revision;
var firstReason = ([error]) => {
  if (error === void 0) return void 0;
  return isKubeflowError(error) ? error.reason : "UnexpectedError";
};
var messageOf = (errors) => {
  const texts = errors.map(
    (error) => error instanceof Error ? error.message : String(error)
  );
  return texts.length === 0 ? void 0 : texts.join("\n").slice(0, 4e3);
};
function installationResult(report) {
  const { cluster, preparation, plan: plan2, result, errors } = report;
  const done = result ?? plan2;
  return {
    cluster: cluster.name,
    region: cluster.region,
    account: cluster.account,
    profile: cluster.kubeflow.profile,
    version: cluster.kubeflow.version,
    installedVersion: preparation?.installedVersion,
    state: report.state,
    revision: revisionOf(report),
    changes: done && countChanges(done.changeSet),
    writes: done?.requests.writes,
    reason: firstReason(errors),
    error: messageOf(errors)
  };
}
var objectOf = ({ id, action, reason }) => ({
  object: resourceKey(id),
  action,
  reason
});
function clusterChanges(reports) {
  const share = Math.floor(MAX_OBJECTS / Math.max(1, reports.length));
  return reports.map((report) => {
    const { name, region, account } = report.cluster;
    const set = changeSetOf(report);
    const changed = set.changes.filter(({ action }) => action !== "unchanged");
    const failed = set.failures.map(({ id }) => ({
      object: resourceKey(id),
      action: "failed"
    }));
    return {
      cluster: name,
      region,
      account,
      counts: countChanges(set),
      objects: [...failed, ...changed.map(objectOf)].slice(0, share)
    };
  });
}
var differs = (report) => hasChanges(changeSetOf(report)) || !report.succeeded && report.state !== "NOT_STARTED";

// actions/deploy-kubeflow/src/progressLog.ts
var FLUSH_MS = 1e3;
var WAITING_MS = 5e3;
var QUIET_MS = 3e4;
var MAX_LINES = 4;
var MAX_WAITING = 3;
var SIGNS = {
  created: "+",
  configured: "~",
  unchanged: "=",
  deleted: "-",
  skipped: "·"
};
var changeLine = ({ id, action, replaced, reason }) => `${SIGNS[action]} ${describeResource(id)}${replaced ? " (replaced)" : ""}${reason ? `: ${reason}` : ""}`;
var countsText = (counts) => ["created", "configured", "deleted", "skipped", "failed", "unchanged"].filter((name) => (counts[name] ?? 0) > 0).map((name) => `${counts[name]} ${name}`).join(", ");
function changeLines(changes) {
  if (changes.length <= MAX_LINES) return changes.map(changeLine);
  const counts = {};
  for (const { action } of changes) counts[action] = (counts[action] ?? 0) + 1;
  return [countsText(counts)];
}
var waitingText = (waiting) => {
  const named = waiting.slice(0, MAX_WAITING).map(({ id, fact }) => `${describeResource(id)}: ${fact}`);
  const rest = waiting.length - named.length;
  return `waiting for ${named.join(" | ")}${rest > 0 ? ` | and ${rest} more` : ""}`;
};
var ClusterProgress = class {
  constructor(subject, log, now) {
    this.subject = subject;
    this.log = log;
    this.now = now;
    this.beganAt = now();
    this.lastLineAt = now();
  }
  subject;
  log;
  now;
  beganAt;
  lastLineAt;
  phaseName = "starting";
  untold = [];
  waits = [];
  /** Text of the last told wait, and when. */
  told = { text: "", at: -Infinity };
  /** Why a pod does not start is told once. */
  details = /* @__PURE__ */ new Set();
  phase(phase) {
    this.tellChanges();
    this.phaseName = phase;
    this.line(phase);
  }
  wave(name, objects) {
    this.tellChanges();
    this.phaseName = `at ${name}`;
    this.line(`${name} (${objects})`);
  }
  changed(change) {
    if (change.action !== "unchanged") this.untold.push(change);
  }
  /** With its reason and remedy it is told when the cluster ends. */
  failed(id) {
    this.line(`✗ ${describeResource(id)}`);
  }
  waiting(waiting) {
    this.waits = waiting;
  }
  warned(text) {
    const isNamed = text.startsWith(`${this.subject}: `);
    this.log.warning(isNamed ? text : `${this.subject}: ${text}`);
  }
  tick() {
    this.tellChanges();
    this.tellWaiting();
    this.sayAlive();
  }
  tellChanges() {
    const { untold } = this;
    this.untold = [];
    for (const text of changeLines(untold)) this.line(text);
  }
  tellWaiting() {
    const { waits, told, details } = this;
    if (waits.length === 0 || this.now() - told.at < WAITING_MS) return;
    const text = waitingText(waits);
    if (text !== told.text) {
      this.line(text);
      this.told = { text, at: this.now() };
    }
    for (const detail of waits.flatMap((item) => item.details)) {
      if (details.has(detail)) continue;
      details.add(detail);
      this.line(`  │ ${detail}`);
    }
  }
  sayAlive() {
    if (this.now() - this.lastLineAt < QUIET_MS) return;
    const left = this.waits.length;
    const time = elapsed(this.now() - this.beganAt);
    const rest = left > 0 ? `; ${left} not ready` : "";
    this.line(`still ${this.phaseName} after ${time}${rest}`);
  }
  line(text) {
    this.log.info(`${this.subject}: ${text}`);
    this.lastLineAt = this.now();
  }
};
function createProgressLog(log, now = Date.now) {
  const clusters = /* @__PURE__ */ new Map();
  const progressOf = (cluster) => {
    const progress = clusters.get(cluster) ?? new ClusterProgress(clusterSubject(cluster), log, now);
    clusters.set(cluster, progress);
    return progress;
  };
  const tick = () => clusters.forEach((progress) => progress.tick());
  const timer = setInterval(tick, FLUSH_MS).unref();
  return {
    phase: (cluster, phase) => progressOf(cluster).phase(phase),
    applying: (cluster) => progressOf(cluster),
    end: (cluster) => {
      clusters.get(cluster)?.tellChanges();
      clusters.delete(cluster);
    },
    tick,
    stop: () => clearInterval(timer)
  };
}

// actions/deploy-kubeflow/src/sharedReasons.ts
var MANY = 3;
function tellSharedReasons(changes) {
  const counts = /* @__PURE__ */ new Map();
  for (const { reason } of changes) {
    if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const shared = [...counts].filter(([, count]) => count >= MANY);
  const isShared = new Set(shared.map(([reason]) => reason));
  return {
    changes: changes.map(
      (change) => change.reason && isShared.has(change.reason) ? { ...change, reason: void 0 } : change
    ),
    notes: shared.map(([reason, count]) => `${count} objects: ${reason}`)
  };
}

// actions/deploy-kubeflow/src/outcomeLog.ts
var MAX_LINES2 = 1e3;
var MAX_LINE = 1e3;
var shortened = (line) => line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}… (${line.length} characters)` : line;
var oneLine = (text) => printable(text.replace(/\r\n|[\r\n]/g, "⏎"), Infinity);
var fieldLine = ({
  path: path2,
  before,
  after,
  redacted,
  manager
}) => {
  const value = (text) => text ?? "(none)";
  const what = redacted ? "(secret, changed)" : `${value(before)} → ${value(after)}`;
  return oneLine(`${path2}: ${what}${manager ? ` (set by ${manager})` : ""}`);
};
function outcomeLine(report) {
  const counts = countsText(countChanges(changeSetOf(report)));
  const revision = revisionOf(report);
  const writes = report.result?.requests.writes;
  return [
    report.state,
    counts && `${counts}`,
    writes === 0 && report.state !== "NOT_STARTED" && "0 writes",
    revision !== void 0 && `revision ${revision}`
  ].filter(Boolean).join(", ");
}
var changeLines2 = (report) => {
  const { changes, notes } = tellSharedReasons(
    changeSetOf(report).changes.filter(({ action }) => action !== "unchanged")
  );
  const lines = changes.flatMap((change) => [
    changeLine(change),
    ...(change.fields ?? []).map((field) => `    ${shortened(fieldLine(field))}`)
  ]);
  return [...lines, ...notes.map(oneLine)];
};
var waitingLines = (unready) => unready.flatMap(({ id, fact, details }) => [
  `${describeResource(id)}: ${fact}`,
  // The bar keeps a line of a pod from looking like one of ours.
  ...details.map((text) => `  │ ${text}`)
]);
function showGroup(log, title, lines) {
  if (lines.length === 0) return;
  const rest = lines.length - MAX_LINES2;
  const more = rest > 0 ? [`… and ${rest} more lines`] : [];
  log.group(title, [...lines.slice(0, MAX_LINES2), ...more]);
}
function showLists(log, report) {
  const name = clusterSubject(report.cluster);
  const verb = report.plan ? "would change" : "changed";
  showGroup(log, `${name}: what ${verb}`, changeLines2(report));
  const unready = (report.rollback ?? report.result)?.unready ?? [];
  showGroup(log, `${name}: what is not ready`, waitingLines(unready));
  showGroup(
    log,
    `${name}: what cannot be rolled back`,
    (report.rollback?.notRolledBack ?? []).map(
      ({ id, reason }) => `${describeResource(id)}: ${reason}`
    )
  );
}
var tellErrors = (failures, { errors }) => {
  for (const error of errors) failures.tell(error);
};
function createOutcomeLog(log, action) {
  const failures = createFailureTeller({ action, log });
  return {
    ended: (report) => {
      log.info(`${clusterSubject(report.cluster)}: ${outcomeLine(report)}`);
      showLists(log, report);
      tellErrors(failures, report);
    },
    all: (reports) => {
      if (reports.length < 2) return;
      for (const report of reports) {
        log.info(`${clusterSubject(report.cluster)}: ${outcomeLine(report)}`);
      }
    }
  };
}

// actions/deploy-kubeflow/src/componentMatrix.ts
var WORST_FIRST = [
  "failed",
  "waiting",
  "changed",
  "ready"
];
function statesOf(report) {
  const { changes, failures } = changeSetOf(report);
  const unready = report.result?.unready ?? [];
  const entries = [
    ...changes.map(({ id, action }) => ({
      id,
      state: action === "unchanged" ? "ready" : "changed"
    })),
    ...unready.map(({ id, status }) => ({
      id,
      state: status === "Failed" ? "failed" : "waiting"
    })),
    ...failures.map(({ id }) => ({ id, state: "failed" }))
  ];
  return new Map(entries.map((entry) => [resourceKey(entry.id), entry]));
}
function cellsOf(report, componentOf2) {
  const states = /* @__PURE__ */ new Map();
  for (const { id, state } of statesOf(report).values()) {
    const component = componentOf2({ id });
    states.set(component, [...states.get(component) ?? [], state]);
  }
  return new Map(
    [...states].map(([component, all]) => {
      const state = WORST_FIRST.find((worst) => all.includes(worst)) ?? "ready";
      return [
        component,
        { state, objects: all.filter((one) => one === state).length }
      ];
    })
  );
}
function componentMatrix(reports, componentOf2) {
  const cells = new Map(
    reports.map((report) => [report, cellsOf(report, componentOf2)])
  );
  const names = [...cells.values()].flatMap((row) => [...row.keys()]);
  return {
    components: [...new Set(names)].sort(),
    cell: (report, component) => cells.get(report)?.get(component)
  };
}

// actions/deploy-kubeflow/src/changeDetails.ts
var MAX_FIELDS = 12;
var MAX_VALUE = 200;
var MAX_FAILURE = 500;
var SIGNS2 = {
  created: "➕",
  configured: "✏️",
  unchanged: "",
  deleted: "➖",
  skipped: "⏭️"
};
var valueText = (value) => {
  if (value === void 0) return "∅";
  const short = value.length > MAX_VALUE ? `${value.slice(0, MAX_VALUE)}… (${value.length} characters)` : value;
  return code(short.replace(/\r?\n/g, "⏎"));
};
var setBy = ({ manager, time }) => {
  if (!manager) return "";
  return time ? md` (set by ${code(manager)} at ${time})` : md` (set by ${code(manager)})`;
};
var fieldText = (field) => field.redacted ? md`${code(field.path)}: a secret value${setBy(field)}` : md`${code(field.path)}: ${valueText(field.before)} → ${valueText(
  field.after
)}${setBy(field)}`;
var joinedLines = (items2) => items2.reduce(
  (text, item, index) => index === 0 ? item : md`${text}<br>${item}`,
  ""
);
var whatCell = ({ fields: fields2 = [], reason, replaced }) => {
  const shown = fields2.slice(0, MAX_FIELDS).map(fieldText);
  const rest = fields2.length - shown.length;
  return joinedLines([
    ...replaced ? ["deleted and created anew"] : [],
    ...reason ? [reason] : [],
    ...shown,
    ...rest > 0 ? [`… and ${rest} more fields`] : []
  ]);
};
function describeChanges(document, { failed, changed }) {
  if (failed.length + changed.length === 0) return;
  document.table({
    columns: ["", "Object", "Change"],
    rows: [
      ...failed.map(({ object, text }) => ["❌ failed", code(object), text]),
      ...changed.map((change) => [
        `${SIGNS2[change.action]} ${change.action}`.trim(),
        code(describeResource(change.id)),
        whatCell(change)
      ])
    ]
  });
}
function describeClusters(document, reports) {
  const groups = alike(reports.filter(hasDetails));
  if (reports.length < 2) {
    groups.forEach((group) => describeGroup(document, group));
    return;
  }
  if (groups.length === 0) return;
  document.details(
    "Details of each cluster",
    (all) => groups.forEach((group) => describeGroup(all, group))
  );
}
var alike = (reports) => {
  const groups = /* @__PURE__ */ new Map();
  for (const report of reports) {
    const key = JSON.stringify(detailsOf(report));
    groups.set(key, [...groups.get(key) ?? [], report]);
  }
  return [...groups.values()];
};
var failureText = (error) => {
  const text = isKubeflowError(error) ? [error.fact, error.remedy].filter(Boolean).join(". ") : String(error);
  return text.length > MAX_FAILURE ? `${text.slice(0, MAX_FAILURE)}…` : text;
};
var detailsOf = ({
  preparation,
  plan: plan2,
  rollback: rollback2,
  result
}) => {
  const { changes, notes } = tellSharedReasons(
    ((result ?? plan2)?.changeSet.changes ?? []).filter(
      ({ action }) => action !== "unchanged"
    )
  );
  const warnings = [preparation?.warnings ?? [], plan2?.warnings ?? [], notes];
  return {
    warnings: warnings.flat(),
    kept: rollback2?.notRolledBack ?? [],
    failed: (result?.changeSet.failures ?? []).map(({ id, error }) => ({
      object: describeResource(id),
      text: failureText(error)
    })),
    changed: changes
  };
};
var hasDetails = (report) => Object.values(detailsOf(report)).some((list) => list.length > 0);
var groupTitle = (group) => group.map(({ cluster }) => clusterSubject(cluster)).join(", ");
function describeGroup(document, group) {
  const [first] = group;
  if (!first) return;
  const { warnings, kept, ...objects } = detailsOf(first);
  document.details(groupTitle(group), (inside) => {
    if (warnings.length > 0) inside.bullets(warnings);
    if (kept.length > 0) {
      inside.paragraph("What cannot be rolled back:");
      inside.bullets(
        kept.map(
          ({ id, reason }) => md`${code(describeResource(id))}: ${reason}`
        )
      );
    }
    describeChanges(inside, objects);
  });
}

// actions/deploy-kubeflow/src/report.ts
var MAX_DETAILED = 50;
var SIGNS3 = {
  PLANNED: "📝",
  READY: "✅",
  UNCHANGED: "✅",
  ROLLED_BACK: "↩️",
  UNINSTALLED: "🗑️",
  FAILED: "❌",
  CANCELLED: "⏹️",
  NOT_STARTED: "⚪"
};
var TITLES = {
  plan: "Kubeflow: plan",
  apply: "Kubeflow: deploy",
  rollback: "Kubeflow: rollback",
  uninstall: "Kubeflow: uninstallation"
};
function errorText(error, report) {
  if (!isKubeflowError(error)) {
    return error instanceof Error ? `${error.message}: unexpected, see the log` : String(error);
  }
  const subject = `${clusterSubject(report.cluster)}: `;
  const text = error.message.startsWith(subject) ? error.message.slice(subject.length) : error.message;
  return md`${text} (${code(error.reason)})`;
}
var detailsCell = (report) => {
  const [first, ...others] = report.errors;
  if (first === void 0) return "";
  const text = errorText(first, report);
  return others.length === 0 ? text : md`${text} … and ${others.length} more`;
};
function versionCell({ cluster, preparation }) {
  const { profile, version } = cluster.kubeflow;
  const installed = preparation?.installedVersion;
  const from = installed && installed !== version ? `${installed} → ` : "";
  return `${profile} ${from}${version}`.trim();
}
var rowOf = (report) => [
  clusterSubject(report.cluster),
  `${SIGNS3[report.state]} ${report.state}`,
  versionCell(report),
  countsText(countChanges(changeSetOf(report))),
  revisionOf(report),
  detailsCell(report)
];
var CELLS = {
  failed: "❌ failed",
  waiting: "⏳ waiting",
  changed: "✏️ changed",
  ready: "✅ ready"
};
var cellText = (cell) => {
  if (!cell) return "–";
  const text = CELLS[cell.state];
  return cell.state === "ready" ? text : `${text} (${cell.objects})`;
};
function describeComponents(document, reports, { componentOf: componentOf2 }) {
  const known = reports.filter(({ plan: plan2, result }) => plan2 ?? result);
  const matrix = componentMatrix(known, componentOf2);
  if (matrix.components.length === 0) return;
  document.table({
    columns: [
      "Component",
      ...known.map(({ cluster }) => clusterSubject(cluster))
    ],
    rows: matrix.components.map((component) => [
      component,
      ...known.map((report) => cellText(matrix.cell(report, component)))
    ])
  });
}
function describe(document, reports, subject) {
  document.heading(TITLES[subject.mode]);
  document.table({
    columns: ["Cluster", "State", "Kubeflow", "Changes", "Revision", "Details"],
    rows: reports.map(rowOf)
  });
  describeComponents(document, reports, subject);
  const failed = reports.filter(({ errors }) => errors.length > 0);
  for (const report of failed.slice(0, MAX_DETAILED)) {
    describeFailure(document, report);
  }
  const detailed = [.../* @__PURE__ */ new Set([...failed, ...reports])].slice(0, MAX_DETAILED);
  describeClusters(document, detailed);
  document.paragraph(
    joined(
      [
        md`commit ${code(subject.commit.slice(0, 12))}`,
        link("workflow run", subject.workflowRunUrl)
      ],
      " · "
    )
  );
}
function describeFailure(document, report) {
  const { cluster, errors, result, rollback: rollback2 } = report;
  document.heading(
    md`${clusterSubject(cluster)}: ${report.state.toLowerCase()}`,
    3
  );
  document.bullets(errors.map((error) => errorText(error, report)));
  const unready = result?.unready ?? [];
  if (unready.length > 0) describeUnready(document, unready);
  if (rollback2 && rollback2 !== result) {
    document.paragraph(
      rollback2.revision === void 0 ? "It was not rolled back completely: see the failures above." : md`Rolled back; revision ${rollback2.revision} is installed now.`
    );
  }
}
function describeUnready(document, unready) {
  const lines = unready.flatMap(({ id, fact, details }) => [
    `${describeResource(id)}: ${fact}`,
    ...details.map((detail) => `  ${detail}`)
  ]);
  document.lines(lines, "text");
}

// actions/deploy-kubeflow/src/gitHubReport.ts
var ACTION2 = "deploy-kubeflow";
var PATIENCE_MS5 = 6e4;
var CANCEL_RESERVE_MS = 2e3;
var environmentOf = (pattern, { account, region, name, kubeflow: { profile } }) => {
  const values = {
    account,
    region,
    name,
    profile
  };
  return pattern.replace(/\{(\w+)\}/g, (text, key) => values[key] ?? text);
};
var commentId = ({ clusters, subject, step }) => {
  const { workflow, job } = workflowJob();
  const what = subject.mode === "plan" ? "plan" : "deploy";
  const where = clusters.length === 1 ? clusterSubject(clusters[0]) : "fleet";
  const parts = [ACTION2, what, where, step.inputs.fleetFile, workflow, job];
  return parts.filter(Boolean).join(" ").slice(0, 500);
};
async function comment(options, { clusters }) {
  const { step, subject } = options;
  const { commentOnPr, githubToken: token } = step.inputs;
  if (!commentOnPr || !token) return;
  const document = createDocument();
  describe(document, clusters, subject);
  const id = commentId(options);
  await writePullRequestComment({
    token,
    action: ACTION2,
    id,
    document,
    log: step.log
  });
}
async function startFor(cluster, { step, subject }) {
  const { deploymentEnvironment: pattern, githubToken: token } = step.inputs;
  if (!pattern || !token || subject.mode === "plan") return void 0;
  const { profile, version } = cluster.kubeflow;
  const description = `${subject.mode} ${profile} ${version}`.trim();
  const deployment = await startDeployment({
    token,
    action: ACTION2,
    environment: environmentOf(pattern, cluster),
    description,
    log: step.log
  });
  await deployment.report("in_progress", { description });
  return deployment;
}
function createGitHubReport(options) {
  const { signal } = options.step;
  const deployments = /* @__PURE__ */ new Map();
  const ends = [];
  return {
    begin: (cluster) => {
      if (deployments.has(cluster)) return;
      deployments.set(cluster, startFor(cluster, options));
    },
    ended: (report) => {
      const state = report.succeeded ? "success" : "failure";
      const description = outcomeLine(report);
      const end = deployments.get(report.cluster)?.then((deployment) => deployment?.report(state, { description }));
      if (end) ends.push(end);
    },
    finish: async (report) => {
      const told = Promise.all([comment(options, report), ...ends]);
      const limitMs = signal.aborted ? Math.max(0, cancelBudgetMs(signal) - CANCEL_RESERVE_MS) : PATIENCE_MS5;
      await Promise.race([told, systemClock.sleep(limitMs)]);
    }
  };
}

// actions/deploy-kubeflow/src/deployOutputs.ts
var imageCopies = (reports) => [
  ...new Map(
    reports.flatMap(({ preparation }) => preparation?.imageCopies ?? []).map((copy) => [`${copy.from} ${copy.to}`, copy])
  ).values()
];
function setOutputs(step, reports) {
  const failed = reports.filter(
    ({ state }) => state === "FAILED" || state === "CANCELLED"
  );
  const images = reports.flatMap(
    ({ preparation }) => preparation?.images ?? []
  );
  step.set({
    "has-changes": reports.some(differs),
    changes: clusterChanges(reports),
    installations: reports.map(installationResult),
    "failed-clusters": failed.map(({ cluster }) => clusterKey(cluster)),
    images: [...new Set(images)].sort(),
    "image-copies": imageCopies(reports),
    revision: reports[0] && revisionOf(reports[0])
  });
}

// actions/deploy-kubeflow/src/liveReport.ts
function createLiveReport(options) {
  const { step, clusters, subject } = options;
  const progress = createProgressLog(step.log);
  const outcomes = createOutcomeLog(step.log, "deploy-kubeflow");
  const soFar = createSummarySoFar(step.log);
  const gitHub = createGitHubReport(options);
  const known = /* @__PURE__ */ new Map();
  const update = () => {
    const reports = clusters.map(
      (cluster) => known.get(cluster) ?? notStarted(cluster)
    );
    setOutputs(step.outputs, reports);
    soFar.update((document) => describe(document, reports, subject));
  };
  const warn = (cluster, text) => step.log.warning(`${clusterSubject(cluster)}: ${text}`);
  const told = /* @__PURE__ */ new Set();
  const warnOnce = (cluster, text) => {
    if (!told.has(text)) warn(cluster, text);
    told.add(text);
  };
  const observer = {
    phase: (cluster, phase) => {
      progress.phase(cluster, phase);
      gitHub.begin(cluster);
    },
    prepared: (cluster, { warnings }) => warnings.forEach((text) => warnOnce(cluster, text)),
    applying: (cluster) => progress.applying(cluster),
    warned: warn,
    ended: (report) => {
      progress.end(report.cluster);
      outcomes.ended(report);
      gitHub.ended(report);
      known.set(report.cluster, report);
      update();
    }
  };
  const finish = async (report) => {
    progress.stop();
    soFar.stop();
    setOutputs(step.outputs, report.clusters);
    outcomes.all(report.clusters);
    describe(step.summary, report.clusters, subject);
    await gitHub.finish(report);
  };
  return { observer, finish };
}

// actions/toolkit/src/reportFile.ts
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
async function writeReportFile(name, text) {
  const base = process.env.RUNNER_TEMP ?? os.tmpdir();
  const folder = await fs.mkdtemp(path.join(base, "kubeflow-fleet-"));
  const file = path.join(folder, name);
  await fs.writeFile(file, redact(text), { mode: 384 });
  return file;
}

// actions/deploy-kubeflow/src/planFile.ts
var MAX_BYTES = 64 * 1024 * 1024;
var linesOf = (change) => [
  changeLine(change),
  ...(change.fields ?? []).map((field) => `    ${fieldLine(field)}`)
];
function writePlanFile(reports) {
  const document = createDocument().heading("Kubeflow: plan", 1);
  for (const report of reports) {
    const changed = changeSetOf(report).changes.filter(
      ({ action }) => action !== "unchanged"
    );
    document.heading(clusterSubject(report.cluster));
    if (report.errors.length > 0) {
      document.bullets(report.errors.map((error) => errorText(error, report)));
    }
    if (changed.length > 0) document.lines(changed.flatMap(linesOf), "text");
    else document.paragraph("Nothing would change.");
  }
  return writeReportFile("plan.md", document.render(MAX_BYTES));
}

// actions/deploy-kubeflow/src/prepareClusters.ts
function canaryOf(given, { file, clusters }) {
  if (given.canary.length === 0 || !file) return [];
  const canary = chosenClusters(given.canary, file.fleet, file.path);
  const foreign = canary.filter((cluster) => !clusters.includes(cluster));
  if (foreign.length === 0) return canary;
  const names = foreign.map(clusterSubject).join(", ");
  throw invalidInputs([`canary: ${names} is not among the chosen clusters`]);
}
function checkConfirmation({ mode, confirmUninstall }, clusters) {
  if (mode !== "uninstall") return;
  const missing = clusters.filter(
    (cluster) => !confirmUninstall.some((name) => isReferenceTo(name, cluster))
  ).map(clusterSubject);
  const extra = confirmUninstall.filter(
    (name) => !clusters.some((cluster) => isReferenceTo(name, cluster))
  );
  if (missing.length === 0 && extra.length === 0) return;
  throw invalidInputs([
    ...missing.map(
      (name) => `confirm-uninstall: ${name} is chosen, but not confirmed`
    ),
    ...extra.map(
      (name) => `confirm-uninstall: '${name}' is confirmed, but not chosen`
    )
  ]);
}
async function prepareClusters(given) {
  const { profile = "pipelines", version = "", manifests } = given;
  const chosen = await jobClusters(given, { profile, version, manifests });
  checkConfirmation(given, chosen.clusters);
  return { clusters: chosen.clusters, canary: canaryOf(given, chosen) };
}

// actions/deploy-kubeflow/src/deployStep.ts
function maskGiven({ githubToken }) {
  maskSecret(githubToken);
  maskSecret(process.env.AWS_SECRET_ACCESS_KEY);
  maskSecret(process.env.AWS_SESSION_TOKEN);
}
var notBegun = (clusters, signal) => new KubeflowError("ResponseError", {
  reason: signal.aborted ? "JobCancelled" : "NotStarted",
  fact: `nothing was begun in ${clusters.map(({ cluster }) => clusterSubject(cluster)).join(", ")}${signal.aborted ? ": the job was cancelled" : " after the failures above"}`,
  remedy: "Run the job again once they are mended"
});
function throwFailures(step, reports) {
  const failures = reports.flatMap(({ errors }) => errors);
  const left = reports.filter(({ state }) => state === "NOT_STARTED");
  if (left.length > 0) {
    const error = notBegun(left, step.signal);
    if (failures.length === 0) throw error;
    step.log.error(error.message, {
      title: `deploy-kubeflow: ${error.reason}`
    });
  }
  if (failures.length > 0) throw new ToldFailures(failures);
}
async function deployStep(step) {
  const { inputs: given, signal, log } = step;
  maskGiven(given);
  const { clusters, canary } = await prepareClusters(given);
  signal.throwIfAborted();
  const live = createLiveReport({
    step,
    clusters,
    subject: { ...originOfWorkflow(), mode: given.mode, componentOf }
  });
  log.info(`${given.mode}: ${clusters.map(clusterSubject).join(", ")}`);
  const report = await deployKubeflow(
    {
      mode: given.mode,
      clusters,
      canary,
      maxParallel: given.maxParallel,
      onFailure: given.onFailure,
      timeoutMs: given.timeout
    },
    {
      connect: createInstallers(given),
      clock: systemClock,
      signal,
      observer: live.observer
    }
  );
  if (given.mode === "plan") {
    step.outputs.set({ plan: await writePlanFile(report.clusters) });
  }
  await live.finish(report);
  throwFailures(step, report.clusters);
}
export {
  deployStep
};
