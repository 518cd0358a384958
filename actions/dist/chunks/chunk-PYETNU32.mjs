import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);

// actions/toolkit/src/inputRules.ts
var brokenRules = (rules) => rules.flatMap(([isBroken, problem]) => isBroken ? [problem] : []);
var accessRules = (given) => [
  [
    given.roleToAssume && given.awsCredentials !== "oidc",
    "role-to-assume: needs aws-credentials: oidc"
  ],
  [
    given.kubeconfigContext && !given.kubeconfig,
    "kubeconfig-context: has no meaning without kubeconfig"
  ]
];
var clusterRules = (given) => [
  [
    given.kubeconfig && given.clusters.length > 0,
    "kubeconfig, clusters: give only one of them"
  ],
  [
    !given.kubeconfig && !given.fleetFile,
    "fleet-file: required when kubeconfig is not given"
  ]
];
var gitHubReportRules = (given) => [
  [
    (given.commentOnPr || given.deploymentEnvironment) && !given.githubToken,
    "github-token: required by comment-on-pr and deployment-environment"
  ]
];

export {
  brokenRules,
  accessRules,
  clusterRules,
  gitHubReportRules
};
