import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  clusterReferences
} from "./chunks/chunk-REH2SGZO.mjs";
import "./chunks/chunk-OYKDWLRZ.mjs";
import {
  boolean,
  duration,
  integer,
  oneOf,
  optional,
  required,
  requiredList
} from "./chunks/chunk-GFZ4IIHY.mjs";
import "./chunks/chunk-SCDHUL53.mjs";
import "./chunks/chunk-XUWXWL7N.mjs";
import {
  runAction
} from "./chunks/chunk-XBEVDO3X.mjs";
import "./chunks/chunk-673LI3NY.mjs";
import "./chunks/chunk-HFBN3X5F.mjs";
import "./chunks/chunk-63FDJ55Q.mjs";
import "./chunks/chunk-KUMNRA5I.mjs";
import "./chunks/chunk-65FESK37.mjs";
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
var rules = (given) => [
  [
    given.kubeconfig && given.clusters.length > 0,
    "kubeconfig, clusters: give only one of them"
  ],
  [
    !given.kubeconfig && !given.fleetFile,
    "fleet-file: required when kubeconfig is not given"
  ],
  [
    given.roleToAssume && given.awsCredentials !== "oidc",
    "role-to-assume: needs aws-credentials: oidc"
  ],
  [
    given.kubeconfigContext && !given.kubeconfig,
    "kubeconfig-context: has no meaning without kubeconfig"
  ],
  [
    given.kubeconfig && given.compareWith === "manifests",
    "compare-with: manifests needs a fleet file; with kubeconfig compare with the revision"
  ],
  [given.issue && !given.githubToken, "github-token: required by issue"]
].flatMap(([isBroken, problem]) => isBroken ? [problem] : []);

// actions/detect-drift/src/main.ts
void runAction({
  name: "detect-drift",
  inputs,
  rules,
  outputs,
  run: async (step) => {
    const { driftStep } = await import("./chunks/driftStep-S5WWIUAC.mjs");
    await driftStep(step);
  }
});
