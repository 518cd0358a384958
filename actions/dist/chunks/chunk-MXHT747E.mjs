import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  sixFieldCron
} from "./chunk-7KPXVRPU.mjs";
import {
  clusterReferences
} from "./chunk-FTTFEKBO.mjs";
import {
  accessRules,
  brokenRules,
  gitHubReportRules
} from "./chunk-PYETNU32.mjs";
import {
  boolean,
  duration,
  integer,
  jsonOrYaml,
  keyValues,
  list,
  oneOf,
  optional,
  optionally,
  quantity,
  required
} from "./chunk-EJ6GWCDT.mjs";

// actions/submit-pipeline/src/tolerations.ts
var FORM = /^([^=:\s]+)(?:=([^:\s]*))?(?::(NoSchedule|PreferNoSchedule|NoExecute))?$/;
function toleration(text) {
  const match = FORM.exec(text);
  if (!match) {
    throw new Error(
      `'${text.slice(
        0,
        60
      )}' is not key, key=value, key:Effect or key=value:Effect with NoSchedule, PreferNoSchedule or NoExecute`
    );
  }
  const [, key = "", value, effect] = match;
  return value === void 0 ? { key, operator: "Exists", effect } : { key, operator: "Equal", value, effect };
}
var tolerations = (raw) => list(raw).map(toleration);

// actions/submit-pipeline/src/inputs.ts
var httpUrl = (raw) => {
  if (!URL.canParse(raw) || !/^https?:$/.test(new URL(raw).protocol)) {
    throw new Error("not an http(s) address");
  }
  return raw;
};
var bucketAddress = (raw) => {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^\s/]+/i.test(raw)) {
    throw new Error("not the address of a bucket, such as s3://bucket/prefix");
  }
  return raw;
};
var cron = (raw) => {
  sixFieldCron(raw);
  return raw;
};
var inputs = {
  "fleet-file": optional,
  clusters: clusterReferences,
  "aws-credentials": oneOf("oidc", "ambient"),
  "role-to-assume": optional,
  audience: optional,
  kubeconfig: optional,
  "kubeconfig-context": optional,
  endpoint: optionally(httpUrl),
  "endpoint-token": optional,
  namespace: optional,
  "pipeline-file": required,
  "pipeline-function": optional,
  "pipeline-name": optional,
  experiment: required,
  "run-name": optional,
  parameters: jsonOrYaml,
  "parameters-file": optional,
  accelerator: optional,
  "accelerator-count": integer({ min: 1, max: 1024 }),
  "resource-tasks": list,
  "node-selector": keyValues,
  tolerations,
  "cpu-limit": optionally(quantity),
  "memory-limit": optionally(quantity),
  "enable-caching": optionally(boolean),
  "pipeline-root": optionally(bucketAddress),
  "service-account": optional,
  schedule: optionally(cron),
  wait: boolean,
  timeout: duration,
  "on-cancel": oneOf("terminate", "detach"),
  "on-failure": oneOf("continue", "stop"),
  "on-skipped": oneOf("succeed", "fail"),
  "max-parallel": integer({ min: 1, max: 100 }),
  "idempotency-key": optional,
  "ui-url": optional,
  "comment-on-pr": boolean,
  "deployment-environment": optional,
  "github-token": optional,
  "dry-run": boolean
};
var outputs = [
  "run-id",
  "run-url",
  "run-state",
  "run-outcome",
  "recurring-run-id",
  "pipeline-id",
  "pipeline-version-id",
  "experiment-id",
  "submission-key",
  "cluster",
  "region",
  "account-id",
  "failed-task",
  "failure-reason",
  "results"
];
var wayIn = (given) => {
  const ways = [
    given.endpoint && "endpoint",
    given.kubeconfig && "kubeconfig",
    given.clusters.length > 0 && "clusters"
  ].filter(Boolean);
  return [
    [ways.length > 1, `${ways.join(", ")}: give only one of them`],
    [
      !given.endpoint && !given.kubeconfig && !given.fleetFile,
      "fleet-file: required when neither endpoint nor kubeconfig is given"
    ]
  ];
};
var changesTasks = (given) => [given.accelerator, given.cpuLimit, given.memoryLimit].some(Boolean) || Object.keys(given.nodeSelector).length > 0 || given.tolerations.length > 0;
var meaningless = (given) => [
  [
    given.acceleratorCount > 1 && !given.accelerator,
    "accelerator-count: name the accelerator, too, such as nvidia.com/gpu"
  ],
  [
    given.resourceTasks.length > 0 && !changesTasks(given),
    "resource-tasks: has no meaning without accelerator, cpu-limit, memory-limit, node-selector or tolerations"
  ],
  [
    given.pipelineFunction && /\.ya?ml$/.test(given.pipelineFile),
    "pipeline-function: has no meaning for a compiled pipeline"
  ]
];
var rules = (given) => brokenRules([
  ...wayIn(given),
  ...accessRules(given),
  ...meaningless(given),
  ...gitHubReportRules(given)
]);

export {
  inputs,
  outputs,
  rules
};
