import {
  boolean,
  clusterReferences,
  duration,
  type Inputs,
  integer,
  jsonOrYaml,
  keyValues,
  list,
  oneOf,
  optional,
  optionally,
  type Parser,
  quantity,
  required,
  type Step,
} from '@kubeflow-fleet/action-toolkit';
import { sixFieldCron } from '@kubeflow-fleet/plugin-kubeflow-node';
import { tolerations } from './tolerations';

const httpUrl: Parser<string> = raw => {
  if (!URL.canParse(raw) || !/^https?:$/.test(new URL(raw).protocol)) {
    throw new Error('not an http(s) address');
  }
  return raw;
};

const bucketAddress: Parser<string> = raw => {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^\s/]+/i.test(raw)) {
    throw new Error('not the address of a bucket, such as s3://bucket/prefix');
  }
  return raw;
};

const cron: Parser<string> = raw => {
  sixFieldCron(raw);
  return raw;
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
  endpoint: optionally(httpUrl),
  'endpoint-token': optional,
  namespace: optional,
  'pipeline-file': required,
  'pipeline-function': optional,
  'pipeline-name': optional,
  experiment: required,
  'run-name': optional,
  parameters: jsonOrYaml,
  'parameters-file': optional,
  accelerator: optional,
  'accelerator-count': integer({ min: 1, max: 1024 }),
  'resource-tasks': list,
  'node-selector': keyValues,
  tolerations,
  'cpu-limit': optionally(quantity),
  'memory-limit': optionally(quantity),
  'enable-caching': optionally(boolean),
  'pipeline-root': optionally(bucketAddress),
  'service-account': optional,
  schedule: optionally(cron),
  wait: boolean,
  timeout: duration,
  'on-cancel': oneOf('terminate', 'detach'),
  'on-failure': oneOf('continue', 'stop'),
  'on-skipped': oneOf('succeed', 'fail'),
  'max-parallel': integer({ min: 1, max: 100 }),
  'idempotency-key': optional,
  'ui-url': optional,
  'comment-on-pr': boolean,
  'deployment-environment': optional,
  'github-token': optional,
  'dry-run': boolean,
};

/** What the action was asked for. */
export type SubmitInputs = Inputs<typeof inputs>;

/** Outputs of action.yml. */
export const outputs = [
  'run-id',
  'run-url',
  'run-state',
  'run-outcome',
  'recurring-run-id',
  'pipeline-id',
  'pipeline-version-id',
  'experiment-id',
  'submission-key',
  'cluster',
  'region',
  'account-id',
  'failed-task',
  'failure-reason',
  'results',
] as const;

/** The runner's side of this action. */
export type SubmitStep = Step<typeof inputs, typeof outputs>;

const waysIn = (given: SubmitInputs): readonly string[] =>
  (
    [
      ['endpoint', given.endpoint !== undefined],
      ['kubeconfig', given.kubeconfig !== undefined],
      ['clusters', given.clusters.length > 0],
    ] as const
  ).flatMap(([name, isGiven]) => (isGiven ? [name] : []));

const wrongWayIn = (given: SubmitInputs): readonly string[] => {
  const ways = waysIn(given);
  if (ways.length > 1) return [`${ways.join(', ')}: give only one of them`];
  const needsFleet = !given.endpoint && !given.kubeconfig;
  return needsFleet && !given.fleetFile
    ? ['fleet-file: required when neither endpoint nor kubeconfig is given']
    : [];
};

const changesTasks = (given: SubmitInputs): boolean =>
  [given.accelerator, given.cpuLimit, given.memoryLimit].some(Boolean) ||
  Object.keys(given.nodeSelector).length > 0 ||
  given.tolerations.length > 0;

const meaningless = (given: SubmitInputs): readonly string[] =>
  (
    [
      [
        given.roleToAssume && given.awsCredentials !== 'oidc',
        'role-to-assume: needs aws-credentials: oidc',
      ],
      [
        given.kubeconfigContext && !given.kubeconfig,
        'kubeconfig-context: has no meaning without kubeconfig',
      ],
      [
        given.acceleratorCount > 1 && !given.accelerator,
        'accelerator-count: name the accelerator, too, such as nvidia.com/gpu',
      ],
      [
        given.resourceTasks.length > 0 && !changesTasks(given),
        'resource-tasks: has no meaning without accelerator, cpu-limit, memory-limit, node-selector or tolerations',
      ],
      [
        given.pipelineFunction && /\.ya?ml$/.test(given.pipelineFile),
        'pipeline-function: has no meaning for a compiled pipeline',
      ],
      [
        (given.commentOnPr || given.deploymentEnvironment) &&
          !given.githubToken,
        'github-token: required by comment-on-pr and deployment-environment',
      ],
    ] as const
  ).flatMap(([isBroken, problem]) => (isBroken ? [problem] : []));

/** Rules between the inputs, and those that a type cannot say. */
export const rules = (given: SubmitInputs): readonly string[] => [
  ...wrongWayIn(given),
  ...meaningless(given),
];
