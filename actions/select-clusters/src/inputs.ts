import {
  accessRules,
  boolean,
  brokenRules,
  duration,
  integer,
  keyValues,
  list,
  oneOf,
  optional,
  optionally,
  quantity,
  required,
} from '@kubeflow-fleet/action-toolkit';
import type { Inputs, Parser } from '@kubeflow-fleet/action-toolkit';
import {
  bucketName,
  didYouMean,
  isKnownRegion,
  isPlausibleRegion,
  knownRegions,
} from '@kubeflow-fleet/plugin-kubeflow-common';

const preferences = ['near-bucket', 'regions', 'spread'] as const;

/** Each item as `parse` reads it; the message names the item that is wrong. */
const listOf =
  <T>(parse: Parser<T>): Parser<readonly T[]> =>
  raw =>
    list(raw).map(parse);

const region: Parser<string> = raw => {
  if (isKnownRegion(raw) || isPlausibleRegion(raw)) return raw;
  throw new Error(`'${raw}' is no AWS region${didYouMean(raw, knownRegions)}`);
};

const bucket: Parser<string> = raw => {
  const name = bucketName(raw);
  if (!name) throw new Error(`'${raw}' names no S3 bucket`);
  return name;
};

/** Row 19: patterns never leave the repository. */
const pathPattern: Parser<string> = raw => {
  const outside = raw.startsWith('/') || raw.split('/').includes('..');
  if (outside)
    throw new Error(`'${raw}' is not a pattern within the repository`);
  return raw.replace(/^\.\//, '');
};

/** Parsers of action.yml's inputs. */
export const inputs = {
  'fleet-file': required,
  clusters: list,
  exclude: list,
  pin: optional,
  regions: listOf(region),
  labels: keyValues,
  accelerator: optional,
  'accelerator-count': integer({ min: 1, max: 1024 }),
  cpu: optionally(quantity),
  memory: optionally(quantity),
  choose: oneOf('all', 'one'),
  prefer: listOf(oneOf(...preferences)),
  'near-bucket': optionally(bucket),
  'spread-key': optional,
  'changed-only': boolean,
  'watch-paths': listOf(pathPattern),
  'live-capacity': boolean,
  'capacity-timeout': duration,
  'aws-credentials': oneOf('oidc', 'ambient'),
  'role-to-assume': optional,
  audience: optional,
  'if-empty': oneOf('warn', 'ignore', 'fail'),
  'github-token': optional,
};

/** What the action was asked for. */
export type SelectInputs = Inputs<typeof inputs>;

/** Outputs of action.yml. */
export const outputs = [
  'has-clusters',
  'count',
  'clusters',
  'matrix',
  'cluster',
  'cluster-arn',
  'region',
  'account-id',
  'role',
  'verdict',
  'placement',
  'removed-clusters',
] as const;

/** Rules between the inputs. */
export const rules = (given: SelectInputs): readonly string[] =>
  brokenRules([
    ...accessRules(given),
    [
      given.watchPaths.length > 0 && !given.changedOnly,
      'watch-paths: has no meaning without changed-only: true',
    ],
    [
      given.changedOnly && !given.githubToken,
      'github-token: required by changed-only',
    ],
    [
      given.acceleratorCount > 1 && !given.accelerator,
      'accelerator-count: name the accelerator, too; gpu is any of NVIDIA',
    ],
    [
      given.spreadKey && !given.prefer.includes('spread'),
      'spread-key: has no meaning unless prefer has spread',
    ],
    [
      given.nearBucket && !given.prefer.includes('near-bucket'),
      'near-bucket: has no meaning unless prefer has near-bucket',
    ],
  ]);
