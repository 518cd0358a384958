import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  bucketName,
  isKnownRegion,
  isPlausibleRegion,
  knownRegions
} from "./chunks/chunk-42GWPBEF.mjs";
import {
  accessRules,
  brokenRules
} from "./chunks/chunk-PYETNU32.mjs";
import {
  boolean,
  duration,
  integer,
  keyValues,
  list,
  oneOf,
  optional,
  optionally,
  quantity,
  required
} from "./chunks/chunk-EJ6GWCDT.mjs";
import {
  didYouMean
} from "./chunks/chunk-M77JZMU5.mjs";
import {
  runAction
} from "./chunks/chunk-UJAJJDWG.mjs";
import "./chunks/chunk-CFOJL637.mjs";
import "./chunks/chunk-PQOOSQB6.mjs";
import "./chunks/chunk-2YSY4FRL.mjs";
import "./chunks/chunk-EHR327YN.mjs";
import "./chunks/chunk-PZPCDT3H.mjs";
import "./chunks/chunk-GUMIUNBP.mjs";

// actions/select-clusters/src/inputs.ts
var preferences = ["near-bucket", "regions", "spread"];
var listOf = (parse) => (raw) => list(raw).map(parse);
var region = (raw) => {
  if (isKnownRegion(raw) || isPlausibleRegion(raw)) return raw;
  throw new Error(`'${raw}' is no AWS region${didYouMean(raw, knownRegions)}`);
};
var bucket = (raw) => {
  const name = bucketName(raw);
  if (!name) throw new Error(`'${raw}' names no S3 bucket`);
  return name;
};
var pathPattern = (raw) => {
  const outside = raw.startsWith("/") || raw.split("/").includes("..");
  if (outside)
    throw new Error(`'${raw}' is not a pattern within the repository`);
  return raw.replace(/^\.\//, "");
};
var inputs = {
  "fleet-file": required,
  clusters: list,
  exclude: list,
  pin: optional,
  regions: listOf(region),
  labels: keyValues,
  accelerator: optional,
  "accelerator-count": integer({ min: 1, max: 1024 }),
  cpu: optionally(quantity),
  memory: optionally(quantity),
  choose: oneOf("all", "one"),
  prefer: listOf(oneOf(...preferences)),
  "near-bucket": optionally(bucket),
  "spread-key": optional,
  "changed-only": boolean,
  "watch-paths": listOf(pathPattern),
  "live-capacity": boolean,
  "capacity-timeout": duration,
  "aws-credentials": oneOf("oidc", "ambient"),
  "role-to-assume": optional,
  audience: optional,
  "if-empty": oneOf("warn", "ignore", "fail"),
  "github-token": optional
};
var outputs = [
  "has-clusters",
  "count",
  "clusters",
  "matrix",
  "cluster",
  "cluster-arn",
  "region",
  "account-id",
  "role",
  "verdict",
  "placement",
  "removed-clusters"
];
var rules = (given) => brokenRules([
  ...accessRules(given),
  [
    given.watchPaths.length > 0 && !given.changedOnly,
    "watch-paths: has no meaning without changed-only: true"
  ],
  [
    given.changedOnly && !given.githubToken,
    "github-token: required by changed-only"
  ],
  [
    given.acceleratorCount > 1 && !given.accelerator,
    "accelerator-count: name the accelerator, too; gpu is any of NVIDIA"
  ],
  [
    given.spreadKey && !given.prefer.includes("spread"),
    "spread-key: has no meaning unless prefer has spread"
  ],
  [
    given.nearBucket && !given.prefer.includes("near-bucket"),
    "near-bucket: has no meaning unless prefer has near-bucket"
  ]
]);

// actions/select-clusters/src/main.ts
void runAction({
  name: "select-clusters",
  inputs,
  rules,
  outputs,
  run: async (step) => {
    step.log.info(`Selecting clusters of ${step.inputs.fleetFile}`);
    const { selectStep } = await import("./chunks/selectStep-5I34SXE3.mjs");
    await selectStep(step);
  }
});
