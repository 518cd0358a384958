/** A rule between inputs: whether it is broken, and the problem, which begins with the input's name. */
export type InputRule = readonly [isBroken: unknown, problem: string];

/** The problems of the broken ones, in order. */
export const brokenRules = (rules: readonly InputRule[]): readonly string[] =>
  rules.flatMap(([isBroken, problem]) => (isBroken ? [problem] : []));

/** Inputs that say as whom a cluster is reached. */
export interface AccessInputs {
  readonly awsCredentials: 'oidc' | 'ambient';
  readonly roleToAssume?: string;
  readonly kubeconfig?: string;
  readonly kubeconfigContext?: string;
}

/** What those inputs demand of each other. */
export const accessRules = (given: AccessInputs): readonly InputRule[] => [
  [
    given.roleToAssume && given.awsCredentials !== 'oidc',
    'role-to-assume: needs aws-credentials: oidc',
  ],
  [
    given.kubeconfigContext && !given.kubeconfig,
    'kubeconfig-context: has no meaning without kubeconfig',
  ],
];

/** Inputs that say which clusters are meant: those of a fleet file, or the one of a kubeconfig. */
export interface ClusterChoice {
  readonly fleetFile?: string;
  readonly clusters: readonly unknown[];
  readonly kubeconfig?: string;
}

/** What those inputs demand of each other. */
export const clusterRules = (given: ClusterChoice): readonly InputRule[] => [
  [
    given.kubeconfig && given.clusters.length > 0,
    'kubeconfig, clusters: give only one of them',
  ],
  [
    !given.kubeconfig && !given.fleetFile,
    'fleet-file: required when kubeconfig is not given',
  ],
];

/** Inputs that tell GitHub what happens. */
export interface GitHubReportInputs {
  readonly commentOnPr: boolean;
  readonly deploymentEnvironment?: string;
  readonly githubToken?: string;
}

/** What those inputs demand of each other. */
export const gitHubReportRules = (
  given: GitHubReportInputs,
): readonly InputRule[] => [
  [
    (given.commentOnPr || given.deploymentEnvironment) && !given.githubToken,
    'github-token: required by comment-on-pr and deployment-environment',
  ],
];
