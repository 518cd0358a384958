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
  callAws,
  withEksClient
} from "./chunk-JNYKWK74.mjs";
import {
  formatBytes,
  parseQuantity
} from "./chunk-M77JZMU5.mjs";
import {
  clusterSubject
} from "./chunk-O6JMIZCO.mjs";
import {
  isKubeflowError
} from "./chunk-PZPCDT3H.mjs";

// plugins/kubeflow-node/src/aws/namesOnPages.ts
var PAGE_SIZE = 100;
var namesOnPages = async (read) => {
  const all = [];
  let nextToken;
  do {
    const page = await read({ maxResults: PAGE_SIZE, nextToken });
    all.push(...page.names ?? []);
    nextToken = page.nextToken;
  } while (nextToken);
  return all;
};

// plugins/kubeflow-node/src/aws/listNodegroups.ts
var EFFECTS = {
  NO_SCHEDULE: "NoSchedule",
  NO_EXECUTE: "NoExecute",
  PREFER_NO_SCHEDULE: "PreferNoSchedule"
};
var nodegroupOf = (given, name) => ({
  name,
  status: given.status ?? "UNKNOWN",
  capacityType: given.capacityType ?? "ON_DEMAND",
  instanceTypes: given.instanceTypes ?? [],
  amiType: given.amiType,
  minSize: given.scalingConfig?.minSize ?? 0,
  maxSize: given.scalingConfig?.maxSize ?? 0,
  desiredSize: given.scalingConfig?.desiredSize ?? 0,
  labels: given.labels ?? {},
  taints: (given.taints ?? []).map(({ key = "", value, effect = "" }) => ({
    key,
    value,
    effect: EFFECTS[effect] ?? "NoSchedule"
  }))
});
var listNodegroups = (id, options) => withEksClient(id.region, options, async (client) => {
  const { ListNodegroupsCommand, DescribeNodegroupCommand } = await import("./dist-es-YC2GH7MU.mjs");
  const operation = (action) => ({
    subject: clusterSubject(id),
    action,
    region: id.region
  });
  const all = await namesOnPages(async (paging) => {
    const request = { clusterName: id.name, ...paging };
    const { nodegroups: names, nextToken } = await callAws(
      (abortSignal) => client.send(new ListNodegroupsCommand(request), { abortSignal }),
      operation("eks:ListNodegroups"),
      options
    );
    return { names, nextToken };
  });
  return concurrently(all, 4, async (nodegroupName) => {
    const request = { clusterName: id.name, nodegroupName };
    const { nodegroup = {} } = await callAws(
      (abortSignal) => client.send(new DescribeNodegroupCommand(request), { abortSignal }),
      operation("eks:DescribeNodegroup"),
      options
    );
    return nodegroupOf(nodegroup, nodegroupName);
  });
});

// plugins/kubeflow-node/src/placement/instanceShapes.ts
var GIB = 1024 ** 3;
var G_COUNTS = { "12xlarge": 4, "24xlarge": 4, "48xlarge": 8 };
var ACCELERATED = {
  g4dn: {
    accelerator: "nvidia-t4",
    counts: { "12xlarge": 4 },
    others: 1,
    gibPerCpu: 4
  },
  g5: { accelerator: "nvidia-a10g", counts: G_COUNTS, others: 1, gibPerCpu: 4 },
  g5g: {
    accelerator: "nvidia-t4g",
    counts: { "16xlarge": 2 },
    others: 1,
    gibPerCpu: 2
  },
  g6: { accelerator: "nvidia-l4", counts: G_COUNTS, others: 1, gibPerCpu: 4 },
  gr6: { accelerator: "nvidia-l4", counts: {}, others: 1, gibPerCpu: 8 },
  g6e: {
    accelerator: "nvidia-l40s",
    counts: G_COUNTS,
    others: 1,
    gibPerCpu: 8
  },
  p3: {
    accelerator: "nvidia-v100",
    counts: { "2xlarge": 1, "8xlarge": 4, "16xlarge": 8 },
    gibPerCpu: 7.625
  },
  p3dn: { accelerator: "nvidia-v100", counts: { "24xlarge": 8 }, gibPerCpu: 8 },
  p4d: { accelerator: "nvidia-a100", counts: { "24xlarge": 8 }, gibPerCpu: 12 },
  p4de: {
    accelerator: "nvidia-a100",
    counts: { "24xlarge": 8 },
    gibPerCpu: 12
  },
  p5: {
    accelerator: "nvidia-h100",
    counts: { "4xlarge": 1, "48xlarge": 8 },
    gibPerCpu: 32 / 3
  },
  p5e: {
    accelerator: "nvidia-h200",
    counts: { "48xlarge": 8 },
    gibPerCpu: 32 / 3
  },
  p5en: {
    accelerator: "nvidia-h200",
    counts: { "48xlarge": 8 },
    gibPerCpu: 32 / 3
  },
  "p6-b200": {
    accelerator: "nvidia-b200",
    counts: { "48xlarge": 8 },
    gibPerCpu: 32 / 3
  },
  inf2: {
    accelerator: "inferentia2",
    counts: { "24xlarge": 6, "48xlarge": 12 },
    others: 1,
    gibPerCpu: 4
  },
  trn1: {
    accelerator: "trainium",
    counts: { "2xlarge": 1, "32xlarge": 16 },
    gibPerCpu: 4
  },
  trn1n: { accelerator: "trainium", counts: { "32xlarge": 16 }, gibPerCpu: 4 },
  trn2: {
    accelerator: "trainium2",
    counts: { "48xlarge": 16 },
    gibPerCpu: 32 / 3
  }
};
var GIB_PER_CPU = [
  [/^c\d+[a-z]*$/, 2],
  [/^[mt]\d+[a-z]*$/, 4],
  [/^r\d+[a-z]*$/, 8]
];
var cpusOf = (size) => {
  if (size === "large") return 2;
  const match = /^(\d{0,3})xlarge$/.exec(size);
  return match ? 4 * Number(match[1] || 1) : void 0;
};
var instanceShape = (type) => {
  const [family = "", size = ""] = type.split(".");
  const cpu = cpusOf(size);
  if (!cpu) return void 0;
  const accelerated = Object.hasOwn(ACCELERATED, family) ? ACCELERATED[family] : void 0;
  if (accelerated) {
    const { accelerator: name, counts, others, gibPerCpu } = accelerated;
    const count = counts[size] ?? others;
    return count ? { cpu, memory: cpu * gibPerCpu * GIB, accelerator: { name, count } } : void 0;
  }
  const gib = GIB_PER_CPU.find(([pattern]) => pattern.test(family))?.[1];
  return gib ? { cpu, memory: cpu * gib * GIB } : void 0;
};

// plugins/kubeflow-node/src/placement/accelerators.ts
var NVIDIA = "nvidia.com/gpu";
var AMD = "amd.com/gpu";
var NEURON = "aws.amazon.com/neuron";
var acceleratorResources = [NVIDIA, AMD, NEURON];
var GENERIC = {
  gpu: NVIDIA,
  nvidia: NVIDIA,
  amd: AMD,
  neuron: NEURON,
  ...Object.fromEntries(acceleratorResources.map((name) => [name, name]))
};
var NAME_LABELS = [
  "k8s.amazonaws.com/accelerator",
  "nvidia.com/gpu.product",
  "karpenter.k8s.aws/instance-gpu-name",
  "karpenter.k8s.aws/instance-accelerator-name",
  "eks.amazonaws.com/instance-gpu-name",
  "eks.amazonaws.com/instance-accelerator-name"
];
var INSTANCE_TYPE_LABEL = "node.kubernetes.io/instance-type";
var normalised = (name) => {
  const plain = name.toLowerCase().replace(/[\s_]+/g, "-");
  return Object.hasOwn(GENERIC, plain) ? plain : plain.replace(/^(nvidia|amd|aws)-/, "").replace(/^(tesla|geforce)-/, "");
};
var isAccelerator = (wanted, have) => {
  const [want, got] = [normalised(wanted), normalised(have)];
  if (Object.hasOwn(GENERIC, want))
    return acceleratorResource(have) === GENERIC[want];
  return got === want || got.startsWith(`${want}-`);
};
var acceleratorResource = (name) => {
  const plain = normalised(name);
  if (Object.hasOwn(GENERIC, plain)) return GENERIC[plain];
  if (/^(inferentia|trainium|inf\d|trn\d)/.test(plain)) return NEURON;
  return /^(mi\d|radeon|instinct)/.test(plain) ? AMD : NVIDIA;
};
var acceleratorNames = (labels) => {
  const named = NAME_LABELS.flatMap((label) => labels[label] ?? []);
  const type = labels[INSTANCE_TYPE_LABEL];
  const built = type ? instanceShape(type)?.accelerator?.name : void 0;
  return built ? [...named, built] : named;
};
var labelsOf = ({
  metadata
}) => metadata.labels ?? {};

// plugins/kubeflow-node/src/placement/resources.ts
var noResources = /* @__PURE__ */ new Map();
var combine = (all, merge) => {
  const result = /* @__PURE__ */ new Map();
  for (const resources of all)
    for (const [name, amount] of resources)
      result.set(name, merge(result.get(name) ?? 0, amount));
  return result;
};
var sum = (all) => combine(all, (a, b) => a + b);
var largest = (all) => combine(all, Math.max);
var subtract = (from, amounts2) => new Map(
  [...from].map(([name, amount]) => [
    name,
    Math.max(0, amount - (amounts2.get(name) ?? 0))
  ])
);
var TOLERANCE = 1e-9;
var lacking = (wanted, available) => [...wanted].filter(
  ([name, amount]) => (available.get(name) ?? 0) < amount - TOLERANCE * Math.max(1, amount)
).map(([name]) => name);
var resourcesOf = (list) => typeof list === "object" && list !== null ? new Map(
  Object.entries(list).map(([name, quantity]) => [
    name,
    parseQuantity(String(quantity))
  ])
) : noResources;

// plugins/kubeflow-node/src/placement/podRequests.ts
var specOf = (pod) => pod.spec ?? {};
var nodeOf = (pod) => specOf(pod).nodeName;
var hasEnded = (pod) => {
  const { phase } = pod.status ?? {};
  return phase === "Succeeded" || phase === "Failed";
};
var requestsOf = ({ resources }) => new Map([
  ...resourcesOf(resources?.limits),
  ...resourcesOf(resources?.requests)
]);
var initPeak = (containers) => {
  let sidecars = /* @__PURE__ */ new Map();
  let peak = /* @__PURE__ */ new Map();
  for (const container of containers) {
    const together = sum([sidecars, requestsOf(container)]);
    if (container.restartPolicy === "Always") sidecars = together;
    peak = largest([peak, together]);
  }
  return { sidecars, peak };
};
var podRequests = (pod) => {
  const spec = specOf(pod);
  const { sidecars, peak } = initPeak(spec.initContainers ?? []);
  const running = sum([...(spec.containers ?? []).map(requestsOf), sidecars]);
  const containers = new Map([
    ...largest([running, peak]),
    ...requestsOf({ resources: spec.resources })
  ]);
  return sum([containers, resourcesOf(spec.overhead), /* @__PURE__ */ new Map([["pods", 1]])]);
};

// plugins/kubeflow-node/src/placement/readCapacity.ts
var NODES = { group: "", version: "v1", plural: "nodes" };
var PODS = { group: "", version: "v1", plural: "pods" };
var NODE_POOLS = {
  group: "karpenter.sh",
  version: "v1",
  plural: "nodepools"
};
var NODEGROUP_LABEL = "eks.amazonaws.com/nodegroup";
var partsOf = (node) => node;
var takesPods = (node) => {
  const { spec, status } = partsOf(node);
  const ready = status?.conditions?.some(
    (condition) => condition.type === "Ready" && condition.status === "True"
  );
  return Boolean(ready) && !spec?.unschedulable && !node.metadata.deletionTimestamp;
};
var requestedByNode = (pods) => {
  const requests = /* @__PURE__ */ new Map();
  for (const pod of pods) {
    const node = nodeOf(pod);
    if (!node || hasEnded(pod)) continue;
    const ofNode = requests.get(node) ?? [];
    ofNode.push(podRequests(pod));
    requests.set(node, ofNode);
  }
  return new Map([...requests].map(([node, all]) => [node, sum(all)]));
};
var nodeCapacity = (node, requested) => {
  const { spec, status } = partsOf(node);
  const allocatable = resourcesOf(status?.allocatable);
  const labels = labelsOf(node);
  return {
    name: node.metadata.name,
    labels,
    taints: spec?.taints ?? [],
    allocatable,
    free: subtract(allocatable, requested),
    nodegroup: labels[NODEGROUP_LABEL]
  };
};
var nodePoolNames = async (client) => {
  try {
    const pools = await client.list(NODE_POOLS);
    return pools.map(({ metadata }) => metadata.name).sort();
  } catch (error) {
    if (!isKubeflowError(error)) throw error;
    if (error.upstreamStatus === 404) return [];
    if (error.name === "NotAllowedError") return void 0;
    throw error;
  }
};
var readCapacity = async (kubernetes, nodegroups) => {
  const [nodes, pods, nodePools] = await Promise.all([
    kubernetes.list(NODES),
    kubernetes.list(PODS, {
      fieldSelector: "status.phase!=Succeeded,status.phase!=Failed"
    }),
    nodePoolNames(kubernetes)
  ]);
  const requested = requestedByNode(pods);
  const usable = nodes.filter(takesPods);
  return {
    kind: "known",
    nodes: usable.map(
      (node) => nodeCapacity(node, requested.get(node.metadata.name) ?? noResources)
    ).sort((a, b) => a.name < b.name ? -1 : 1),
    unavailable: nodes.length - usable.length,
    nodegroups,
    nodePools
  };
};

// plugins/kubeflow-node/src/placement/hosting.ts
var tolerates = (taints, { accelerator }) => taints.every(
  ({ key, effect }) => effect === "PreferNoSchedule" || key === accelerator?.resource
);
var hasAccelerator = ({ labels }, { accelerator }, cluster) => {
  if (!accelerator) return true;
  const named = acceleratorNames(labels);
  const fallback = cluster.labels.accelerator ?? accelerator.resource;
  return (named.length > 0 ? named : [fallback]).some(
    (name) => isAccelerator(accelerator.name, name)
  );
};
var isLargeEnough = (host, demand, cluster) => lacking(demand.resources, host.allocatable).length === 0 && hasAccelerator(host, demand, cluster);
var amountOf = (name, amount) => name === "memory" ? `${formatBytes(amount)} memory` : `${Math.floor(amount * 100) / 100} ${name === "cpu" ? "CPU" : name}`;
var amounts = (resources, { resources: wanted }) => [...wanted.keys()].filter((name) => name !== "pods").map((name) => amountOf(name, resources.get(name) ?? 0)).join(", ") || "room";

// plugins/kubeflow-node/src/placement/newNode.ts
var RESERVED_CPU = 0.35;
var RESERVED_MEMORY = 0.08;
var RESERVED_BYTES = 200 * 1024 ** 2;
var PODS2 = 29;
var allocatableOf = ({
  cpu,
  memory,
  accelerator
}) => new Map([
  ["cpu", cpu - RESERVED_CPU],
  ["memory", memory * (1 - RESERVED_MEMORY) - RESERVED_BYTES],
  ["pods", PODS2],
  ...accelerator ? [[acceleratorResource(accelerator.name), accelerator.count]] : []
]);
var leastOf = (all) => {
  const [first, ...rest] = all;
  return new Map(
    [...first ?? []].map(([name, amount]) => [
      name,
      Math.min(amount, ...rest.map((other) => other.get(name) ?? 0))
    ])
  );
};
var newNodeOf = (group, nodes) => {
  const twin = nodes.find(({ nodegroup }) => nodegroup === group.name);
  if (twin) return twin;
  const shapes = group.instanceTypes.map(instanceShape);
  const known = shapes.filter((shape) => shape !== void 0);
  if (known.length === 0 || known.length < shapes.length) return void 0;
  const name = known[0]?.accelerator?.name;
  const labels = name ? { "k8s.amazonaws.com/accelerator": name, ...group.labels } : group.labels;
  return { allocatable: leastOf(known.map(allocatableOf)), labels };
};

// plugins/kubeflow-node/src/placement/scaleUp.ts
var ofNodegroup = (group, { cluster, demand, nodes }) => {
  const { desiredSize: now, maxSize: max } = group;
  const name = `node group ${group.name}`;
  if (!tolerates(group.taints, demand))
    return {
      fits: "no",
      reason: `${name} has taints that the run does not tolerate`
    };
  if (now >= max)
    return { fits: "no", reason: `${name} is at its maximum of ${max}` };
  const node = newNodeOf(group, nodes);
  if (!node)
    return {
      fits: "maybe",
      reason: `what a new node of ${name} has is not known`
    };
  if (!isLargeEnough(node, demand, cluster))
    return {
      fits: "no",
      reason: `a new node of ${name} is too small or of another kind`
    };
  const each = amounts(node.allocatable, demand);
  return {
    fits: "yes",
    reason: `${name} can grow from ${now} to ${max} nodes with ${each} each`
  };
};
var maybe = (reason) => ({ fits: "maybe", reason });
var scaleUps = ({ nodegroups, nodePools }, question) => [
  ...nodegroups?.map((group) => ofNodegroup(group, question)) ?? [
    maybe("its node groups were not read")
  ],
  ...nodePools?.map(
    (pool) => maybe(`NodePool ${pool} may start a node that fits`)
  ) ?? [maybe("its NodePools may not be listed")]
];

// plugins/kubeflow-node/src/placement/fit.ts
var placementVerdicts = [
  "fits-now",
  "fits-after-scale-up",
  "fits-when-free",
  "unknown",
  "never"
];
var noNode = (capacity, { resources, accelerator }) => {
  const what = accelerator ? `${accelerator.count} ${accelerator.name}` : "enough room";
  const out = capacity.unavailable;
  const also = out > 0 ? ` (${out} not Ready or cordoned)` : "";
  const rest = [...resources.keys()].some(
    (name) => name === "cpu" || name === "memory"
  );
  return `no node has ${what}${accelerator && rest ? " with the CPU and memory" : ""}${also}`;
};
var fitKnown = ({ cluster, demand }, capacity) => {
  const { nodes } = capacity;
  const large = nodes.filter(
    (node) => tolerates(node.taints, demand) && isLargeEnough(node, demand, cluster)
  );
  const free = large.find(
    (node) => lacking(demand.resources, node.free).length === 0
  );
  if (free) {
    const has = amounts(free.free, demand);
    return {
      verdict: "fits-now",
      reasons: [`node ${free.name} has ${has} free`]
    };
  }
  const ways = scaleUps(capacity, { cluster, demand, nodes });
  const growing = ways.find(({ fits }) => fits === "yes");
  if (growing)
    return { verdict: "fits-after-scale-up", reasons: [growing.reason] };
  const because = ways.map(({ reason }) => reason);
  const [busy] = large;
  if (busy) {
    const has = amounts(busy.free, demand);
    const fact = `node ${busy.name} is large enough, but has only ${has} free`;
    return { verdict: "fits-when-free", reasons: [fact, ...because] };
  }
  const isOpen = ways.some(({ fits }) => fits === "maybe");
  return {
    verdict: isOpen ? "unknown" : "never",
    reasons: [noNode(capacity, demand), ...because]
  };
};
var fitByLabel = ({ cluster, demand }, reason) => {
  const { accelerator } = demand;
  if (!accelerator) return { verdict: "unknown", reasons: [reason] };
  const label = cluster.labels.accelerator;
  if (label && isAccelerator(accelerator.name, label))
    return { verdict: "unknown", reasons: [reason] };
  const why = label ? `label accelerator is ${label}, not ${accelerator.name}` : `it has no label accelerator, and ${accelerator.name} is asked for`;
  return { verdict: "never", reasons: [why] };
};
var NOT_READ = "it meets the requirements; its capacity was not read";
var fit = (question) => {
  const { capacity } = question;
  if (capacity?.kind === "known") return fitKnown(question, capacity);
  if (capacity?.kind === "unusable")
    return { verdict: "never", reasons: [capacity.reason] };
  return fitByLabel(question, capacity?.reason ?? NOT_READ);
};

export {
  namesOnPages,
  listNodegroups,
  acceleratorResource,
  noResources,
  sum,
  subtract,
  lacking,
  newNodeOf,
  placementVerdicts,
  fit,
  podRequests,
  readCapacity
};
