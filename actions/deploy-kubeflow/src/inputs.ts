import {
  boolean,
  clusterReferences,
  duration,
  type Inputs,
  integer,
  list,
  oneOf,
  optional,
  optionally,
  type Parser,
  type Step,
} from '@kubeflow-fleet/action-toolkit';

/** A kind as kubectl and messages spell it: `ConfigMap`, `Deployment.apps`. */
const KIND = /^[A-Z][A-Za-z0-9]*(\.[a-z0-9][a-z0-9.-]*)?$/;

const kinds: Parser<readonly string[]> = raw =>
  list(raw).map(kind => {
    if (!KIND.test(kind)) {
      throw new Error(
        `'${kind.slice(
          0,
          60,
        )}' is not a kind such as ConfigMap or Deployment.apps`,
      );
    }
    return kind;
  });

const preciousKind = oneOf(
  'Namespace',
  'CustomResourceDefinition',
  'PersistentVolumeClaim',
);

const ENVIRONMENT_NAMES = ['account', 'region', 'name', 'profile'];

/** GitHub's limit of an environment's name, and the placeholders that are replaced. */
const environment: Parser<string | undefined> = raw => {
  const unknown = [...raw.matchAll(/\{([^{}]*)\}/g)].find(
    ([, name = '']) => !ENVIRONMENT_NAMES.includes(name),
  );
  if (unknown) {
    throw new Error(
      `${unknown[0]} is not one of ${ENVIRONMENT_NAMES.map(
        name => `{${name}}`,
      ).join(', ')}`,
    );
  }
  return raw || undefined;
};

/** Parsers of action.yml's inputs. */
export const inputs = {
  mode: oneOf('plan', 'apply', 'rollback', 'uninstall'),
  'fleet-file': optional,
  clusters: clusterReferences,
  'aws-credentials': oneOf('oidc', 'ambient'),
  'role-to-assume': optional,
  audience: optional,
  kubeconfig: optional,
  'kubeconfig-context': optional,
  profile: optionally(oneOf('pipelines', 'pipelines-multi-user', 'platform')),
  version: optional,
  manifests: optional,
  'max-parallel': integer({ min: 1, max: 100 }),
  canary: clusterReferences,
  'on-failure': oneOf('continue', 'stop', 'rollback'),
  timeout: duration,
  prune: boolean,
  'allow-mass-delete': boolean,
  'allow-delete': (raw: string) => list(raw).map(preciousKind),
  'allow-downgrade': boolean,
  'allow-definition-loss': boolean,
  'force-conflicts': kinds,
  replace: kinds,
  revision: optionally(integer({ min: 1, max: Number.MAX_SAFE_INTEGER })),
  'confirm-uninstall': list,
  'comment-on-pr': boolean,
  'deployment-environment': environment,
  'github-token': optional,
};

/** What the action was asked for. */
export type DeployInputs = Inputs<typeof inputs>;

/** Outputs of action.yml. */
export const outputs = [
  'has-changes',
  'changes',
  'plan',
  'installations',
  'failed-clusters',
  'images',
  'image-copies',
  'revision',
] as const;

/** The runner's side of this action. */
export type DeployStep = Step<typeof inputs, typeof outputs>;

type Rule = readonly [isBroken: unknown, problem: string];

const problemsOf = (checks: readonly Rule[]): readonly string[] =>
  checks.flatMap(([isBroken, problem]) => (isBroken ? [problem] : []));

const wayIn = (given: DeployInputs): readonly Rule[] => [
  [
    given.kubeconfig && given.clusters.length > 0,
    'kubeconfig, clusters: give only one of them',
  ],
  [
    !given.kubeconfig && !given.fleetFile,
    'fleet-file: required when kubeconfig is not given',
  ],
  [
    given.roleToAssume && given.awsCredentials !== 'oidc',
    'role-to-assume: needs aws-credentials: oidc',
  ],
  [
    given.kubeconfigContext && !given.kubeconfig,
    'kubeconfig-context: has no meaning without kubeconfig',
  ],
  ...(['profile', 'version', 'manifests'] as const).map(
    (name): Rule => [
      given[name] !== undefined && !given.kubeconfig,
      `${name}: only with kubeconfig; the fleet file says it per cluster`,
    ],
  ),
  [
    isInstalling(given) && given.kubeconfig && !given.profile,
    'profile: required with kubeconfig',
  ],
  [
    isInstalling(given) && given.kubeconfig && !given.version,
    'version: required with kubeconfig',
  ],
];

const isInstalling = ({ mode }: DeployInputs) =>
  mode === 'plan' || mode === 'apply';

const modes = (given: DeployInputs): readonly Rule[] => [
  [
    given.revision !== undefined && given.mode !== 'rollback',
    'revision: only with mode: rollback',
  ],
  [
    given.confirmUninstall.length > 0 && given.mode !== 'uninstall',
    'confirm-uninstall: only with mode: uninstall',
  ],
  [
    given.confirmUninstall.length === 0 && given.mode === 'uninstall',
    'confirm-uninstall: name every cluster to remove Kubeflow from',
  ],
  [
    given.onFailure === 'rollback' &&
      given.mode !== 'apply' &&
      given.mode !== 'plan',
    'on-failure: rollback has a meaning with mode: apply only',
  ],
  [
    given.canary.length > 0 && given.kubeconfig,
    'canary: has no meaning for one cluster',
  ],
];

const PRECIOUS =
  /^(Namespace|PersistentVolumeClaim|CustomResourceDefinition)(\..*)?$/;

const dangerous = (given: DeployInputs): readonly Rule[] =>
  given.replace.map((kind): Rule => {
    const [, precious = ''] = PRECIOUS.exec(kind) ?? [];
    const isAllowed = given.allowDelete.some(allowed => allowed === precious);
    return [
      precious && !isAllowed,
      `replace: ${kind} deletes what it holds; name ${precious} in allow-delete, too`,
    ];
  });

const tokens = (given: DeployInputs): readonly Rule[] => [
  [
    (given.commentOnPr || given.deploymentEnvironment) && !given.githubToken,
    'github-token: required by comment-on-pr and deployment-environment',
  ],
];

/** Rules between the inputs, and those that a type cannot say. */
export const rules = (given: DeployInputs): readonly string[] =>
  problemsOf([
    ...wayIn(given),
    ...modes(given),
    ...dangerous(given),
    ...tokens(given),
  ]);
