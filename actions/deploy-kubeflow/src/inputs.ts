import {
  accessRules,
  boolean,
  brokenRules,
  clusterReferences,
  clusterRules,
  duration,
  gitHubReportRules,
  type InputRule,
  type Inputs,
  integer,
  list,
  oneOf,
  optional,
  optionally,
  type Parser,
  type Step,
} from '@kubeflow-fleet/action-toolkit';
import { kubeflowProfiles } from '@kubeflow-fleet/plugin-kubeflow-common';

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
  profile: optionally(oneOf(...kubeflowProfiles)),
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

const wayIn = (given: DeployInputs): readonly InputRule[] => [
  ...clusterRules(given),
  ...accessRules(given),
  ...(['profile', 'version', 'manifests'] as const).map(
    (name): InputRule => [
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

const modes = (given: DeployInputs): readonly InputRule[] => [
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

const dangerous = (given: DeployInputs): readonly InputRule[] =>
  given.replace.map((kind): InputRule => {
    const [, precious = ''] = PRECIOUS.exec(kind) ?? [];
    const isAllowed = given.allowDelete.some(allowed => allowed === precious);
    return [
      precious && !isAllowed,
      `replace: ${kind} deletes what it holds; name ${precious} in allow-delete, too`,
    ];
  });

/** Rules between the inputs, and those that a type cannot say. */
export const rules = (given: DeployInputs): readonly string[] =>
  brokenRules([
    ...wayIn(given),
    ...modes(given),
    ...dangerous(given),
    ...gitHubReportRules(given),
  ]);
