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
  clusterRules,
  gitHubReportRules
} from "./chunks/chunk-PYETNU32.mjs";
import {
  boolean,
  duration,
  integer,
  list,
  oneOf,
  optional,
  optionally
} from "./chunks/chunk-EJ6GWCDT.mjs";
import "./chunks/chunk-M77JZMU5.mjs";
import {
  kubeflowProfiles
} from "./chunks/chunk-O6JMIZCO.mjs";
import {
  runAction
} from "./chunks/chunk-UJAJJDWG.mjs";
import "./chunks/chunk-CFOJL637.mjs";
import "./chunks/chunk-PQOOSQB6.mjs";
import "./chunks/chunk-2YSY4FRL.mjs";
import "./chunks/chunk-EHR327YN.mjs";
import "./chunks/chunk-PZPCDT3H.mjs";
import "./chunks/chunk-GUMIUNBP.mjs";

// actions/deploy-kubeflow/src/inputs.ts
var KIND = /^[A-Z][A-Za-z0-9]*(\.[a-z0-9][a-z0-9.-]*)?$/;
var kinds = (raw) => list(raw).map((kind) => {
  if (!KIND.test(kind)) {
    throw new Error(
      `'${kind.slice(
        0,
        60
      )}' is not a kind such as ConfigMap or Deployment.apps`
    );
  }
  return kind;
});
var preciousKind = oneOf(
  "Namespace",
  "CustomResourceDefinition",
  "PersistentVolumeClaim"
);
var ENVIRONMENT_NAMES = ["account", "region", "name", "profile"];
var environment = (raw) => {
  const unknown = [...raw.matchAll(/\{([^{}]*)\}/g)].find(
    ([, name = ""]) => !ENVIRONMENT_NAMES.includes(name)
  );
  if (unknown) {
    throw new Error(
      `${unknown[0]} is not one of ${ENVIRONMENT_NAMES.map(
        (name) => `{${name}}`
      ).join(", ")}`
    );
  }
  return raw || void 0;
};
var inputs = {
  mode: oneOf("plan", "apply", "rollback", "uninstall"),
  "fleet-file": optional,
  clusters: clusterReferences,
  "aws-credentials": oneOf("oidc", "ambient"),
  "role-to-assume": optional,
  audience: optional,
  kubeconfig: optional,
  "kubeconfig-context": optional,
  profile: optionally(oneOf(...kubeflowProfiles)),
  version: optional,
  manifests: optional,
  "max-parallel": integer({ min: 1, max: 100 }),
  canary: clusterReferences,
  "on-failure": oneOf("continue", "stop", "rollback"),
  timeout: duration,
  prune: boolean,
  "allow-mass-delete": boolean,
  "allow-delete": (raw) => list(raw).map(preciousKind),
  "allow-downgrade": boolean,
  "allow-definition-loss": boolean,
  "force-conflicts": kinds,
  replace: kinds,
  revision: optionally(integer({ min: 1, max: Number.MAX_SAFE_INTEGER })),
  "confirm-uninstall": list,
  "comment-on-pr": boolean,
  "deployment-environment": environment,
  "github-token": optional
};
var outputs = [
  "has-changes",
  "changes",
  "plan",
  "installations",
  "failed-clusters",
  "images",
  "image-copies",
  "revision"
];
var wayIn = (given) => [
  ...clusterRules(given),
  ...accessRules(given),
  ...["profile", "version", "manifests"].map(
    (name) => [
      given[name] !== void 0 && !given.kubeconfig,
      `${name}: only with kubeconfig; the fleet file says it per cluster`
    ]
  ),
  [
    isInstalling(given) && given.kubeconfig && !given.profile,
    "profile: required with kubeconfig"
  ],
  [
    isInstalling(given) && given.kubeconfig && !given.version,
    "version: required with kubeconfig"
  ]
];
var isInstalling = ({ mode }) => mode === "plan" || mode === "apply";
var modes = (given) => [
  [
    given.revision !== void 0 && given.mode !== "rollback",
    "revision: only with mode: rollback"
  ],
  [
    given.confirmUninstall.length > 0 && given.mode !== "uninstall",
    "confirm-uninstall: only with mode: uninstall"
  ],
  [
    given.confirmUninstall.length === 0 && given.mode === "uninstall",
    "confirm-uninstall: name every cluster to remove Kubeflow from"
  ],
  [
    given.onFailure === "rollback" && given.mode !== "apply" && given.mode !== "plan",
    "on-failure: rollback has a meaning with mode: apply only"
  ],
  [
    given.canary.length > 0 && given.kubeconfig,
    "canary: has no meaning for one cluster"
  ]
];
var PRECIOUS = /^(Namespace|PersistentVolumeClaim|CustomResourceDefinition)(\..*)?$/;
var dangerous = (given) => given.replace.map((kind) => {
  const [, precious = ""] = PRECIOUS.exec(kind) ?? [];
  const isAllowed = given.allowDelete.some((allowed) => allowed === precious);
  return [
    precious && !isAllowed,
    `replace: ${kind} deletes what it holds; name ${precious} in allow-delete, too`
  ];
});
var rules = (given) => brokenRules([
  ...wayIn(given),
  ...modes(given),
  ...dangerous(given),
  ...gitHubReportRules(given)
]);

// actions/deploy-kubeflow/src/main.ts
void runAction({
  name: "deploy-kubeflow",
  inputs,
  rules,
  outputs,
  run: async (step) => {
    const { deployStep } = await import("./chunks/deployStep-RUSKWS4T.mjs");
    await deployStep(step);
  }
});
