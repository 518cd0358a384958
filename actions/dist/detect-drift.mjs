import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  clusterReferences
} from "./chunks/chunk-FTTFEKBO.mjs";
import "./chunks/chunk-DW6ULECM.mjs";
import {
  accessRules,
  brokenRules,
  clusterRules
} from "./chunks/chunk-PYETNU32.mjs";
import {
  boolean,
  duration,
  integer,
  oneOf,
  optional,
  required,
  requiredList
} from "./chunks/chunk-EJ6GWCDT.mjs";
import "./chunks/chunk-M77JZMU5.mjs";
import "./chunks/chunk-O6JMIZCO.mjs";
import {
  runAction
} from "./chunks/chunk-UJAJJDWG.mjs";
import "./chunks/chunk-CFOJL637.mjs";
import "./chunks/chunk-PQOOSQB6.mjs";
import "./chunks/chunk-2YSY4FRL.mjs";
import "./chunks/chunk-EHR327YN.mjs";
import "./chunks/chunk-PZPCDT3H.mjs";
import "./chunks/chunk-GUMIUNBP.mjs";

// actions/detect-drift/src/inputs.ts
var labels = (raw) => {
  const [first = "", ...others] = requiredList(raw);
  return [first, ...others];
};
var inputs = {
  "fleet-file": optional,
  clusters: clusterReferences,
  "aws-credentials": oneOf("oidc", "ambient"),
  "role-to-assume": optional,
  audience: optional,
  kubeconfig: optional,
  "kubeconfig-context": optional,
  "compare-with": oneOf("revision", "manifests"),
  "max-parallel": integer({ min: 1, max: 100 }),
  timeout: duration,
  "fail-on-drift": boolean,
  issue: boolean,
  "issue-title": required,
  "issue-labels": labels,
  "github-token": optional
};
var outputs = [
  "has-drift",
  "drift",
  "drifted-clusters",
  "unreachable-clusters",
  "issue-number",
  "issue-url"
];
var rules = (given) => brokenRules([
  ...clusterRules(given),
  ...accessRules(given),
  [
    given.kubeconfig && given.compareWith === "manifests",
    "compare-with: manifests needs a fleet file; with kubeconfig compare with the revision"
  ],
  [given.issue && !given.githubToken, "github-token: required by issue"]
]);

// actions/detect-drift/src/main.ts
void runAction({
  name: "detect-drift",
  inputs,
  rules,
  outputs,
  run: async (step) => {
    const { driftStep } = await import("./chunks/driftStep-A2443L3M.mjs");
    await driftStep(step);
  }
});
