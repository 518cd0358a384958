import {
  accessRules,
  boolean,
  brokenRules,
  clusterReferences,
  clusterRules,
  duration,
  type Inputs,
  integer,
  oneOf,
  optional,
  type Parser,
  required,
  requiredList,
  type Step,
} from '@kubeflow-fleet/action-toolkit';

const labels: Parser<readonly [string, ...string[]]> = raw => {
  const [first = '', ...others] = requiredList(raw);
  return [first, ...others];
};

/** Parsers of action.yml's inputs. */
export const inputs = {
  'fleet-file': optional,
  clusters: clusterReferences,
  'aws-credentials': oneOf('oidc', 'ambient'),
  'role-to-assume': optional,
  audience: optional,
  kubeconfig: optional,
  'kubeconfig-context': optional,
  'compare-with': oneOf('revision', 'manifests'),
  'max-parallel': integer({ min: 1, max: 100 }),
  timeout: duration,
  'fail-on-drift': boolean,
  issue: boolean,
  'issue-title': required,
  'issue-labels': labels,
  'github-token': optional,
};

/** What the action was asked for. */
export type DriftInputs = Inputs<typeof inputs>;

/** Outputs of action.yml. */
export const outputs = [
  'has-drift',
  'drift',
  'drifted-clusters',
  'unreachable-clusters',
  'issue-number',
  'issue-url',
] as const;

/** The runner's side of this action. */
export type DriftStep = Step<typeof inputs, typeof outputs>;

/** Rules between the inputs, and those that a type cannot say. */
export const rules = (given: DriftInputs): readonly string[] =>
  brokenRules([
    ...clusterRules(given),
    ...accessRules(given),
    [
      given.kubeconfig && given.compareWith === 'manifests',
      'compare-with: manifests needs a fleet file; with kubeconfig compare with the revision',
    ],
    [given.issue && !given.githubToken, 'github-token: required by issue'],
  ]);
