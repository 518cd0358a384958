import {
  accessRules,
  boolean,
  brokenRules,
  clusterReferences,
  duration,
  gitHubReportRules,
  type InputRule,
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

const wayIn = (given: SubmitInputs): readonly InputRule[] => {
  const ways = [
    given.endpoint && 'endpoint',
    given.kubeconfig && 'kubeconfig',
    given.clusters.length > 0 && 'clusters',
  ].filter(Boolean);
  return [
    [ways.length > 1, `${ways.join(', ')}: give only one of them`],
    [
      !given.endpoint && !given.kubeconfig && !given.fleetFile,
      'fleet-file: required when neither endpoint nor kubeconfig is given',
    ],
  ];
};

const changesTasks = (given: SubmitInputs): boolean =>
  [given.accelerator, given.cpuLimit, given.memoryLimit].some(Boolean) ||
  Object.keys(given.nodeSelector).length > 0 ||
  given.tolerations.length > 0;

const meaningless = (given: SubmitInputs): readonly InputRule[] => [
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
];

/** Rules between the inputs, and those that a type cannot say. */
export const rules = (given: SubmitInputs): readonly string[] =>
  brokenRules([
    ...wayIn(given),
    ...accessRules(given),
    ...meaningless(given),
    ...gitHubReportRules(given),
  ]);
