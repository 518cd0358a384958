import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseInputs } from '@kubeflow-fleet/action-toolkit';
import { parse } from 'yaml';
import { inputs, outputs, rules } from './inputs';

const action = parse(
  readFileSync(resolve(__dirname, '../action.yml'), 'utf8'),
) as {
  inputs: Record<
    string,
    { default?: string; description: string; required?: boolean }
  >;
  outputs: Record<string, { description: string }>;
  runs: { using: string; main: string };
};

const defaults = Object.fromEntries(
  Object.entries(action.inputs).map(([name, input]) => [
    name,
    input.default ?? '',
  ]),
);

const parsed = (given: Record<string, string> = {}) =>
  parseInputs(inputs, {
    read: name => ({ ...defaults, ...given }[name] ?? ''),
    rules,
  });

const problems = (given: Record<string, string>): string[] => {
  try {
    parsed(given);
  } catch (error) {
    return (error as { problems: { message: string }[] }).problems.map(
      p => p.message,
    );
  }
  return [];
};

describe('action.yml', () => {
  it('declares exactly the inputs that the code reads', () => {
    expect(Object.keys(action.inputs)).toEqual(Object.keys(inputs));
  });

  it('declares exactly the outputs that the code sets', () => {
    expect(Object.keys(action.outputs)).toEqual([...outputs]);
  });

  it('has defaults that all parse, and mean: every cluster of fleet.yaml', () => {
    expect(parsed()).toMatchObject({
      fleetFile: 'fleet.yaml',
      clusters: [],
      regions: [],
      labels: {},
      choose: 'all',
      prefer: ['near-bucket', 'regions'],
      changedOnly: false,
      liveCapacity: false,
      capacityTimeout: 20_000,
      ifEmpty: 'warn',
    });
  });

  it('runs on Node 24 from the shared bundle', () => {
    expect(action.runs).toEqual({
      using: 'node24',
      main: '../dist/select-clusters.mjs',
    });
  });
});

describe('the inputs', () => {
  it('take lists with commas and line ends, and addresses of buckets', () => {
    expect(
      parsed({
        regions: 'eu-west-1, eu-west-3\nus-east-1',
        labels: 'tier=prod\nteam=ml',
        'near-bucket': 's3://ml-data/train',
        prefer: 'near-bucket',
      }),
    ).toMatchObject({
      regions: ['eu-west-1', 'eu-west-3', 'us-east-1'],
      labels: { tier: 'prod', team: 'ml' },
      nearBucket: 'ml-data',
      prefer: ['near-bucket'],
    });
  });

  it('report every mistake at once', () => {
    expect(
      problems({
        'fleet-file': '',
        regions: 'eu-wst-1',
        labels: 'tier',
        'accelerator-count': '0',
        cpu: 'lots',
        choose: 'any',
        prefer: 'nearest',
        'near-bucket': 'ML',
        'changed-only': 'yes',
        'watch-paths': '../x',
        'capacity-timeout': '20',
        'if-empty': 'cry',
      }),
    ).toEqual([
      'fleet-file: required, but empty',
      `regions: 'eu-wst-1' is no AWS region; did you mean 'eu-west-1'?`,
      `labels: 'tier' is not key=value`,
      `accelerator-count: '0' is not a whole number from 1 to 1024`,
      `cpu: 'lots': is not a Kubernetes quantity. Write a number with an optional unit, such as 500m, 4 or 16Gi.`,
      `choose: 'any' is not one of all, one`,
      `prefer: 'nearest' is not one of near-bucket, regions, spread`,
      `near-bucket: 'ML' names no S3 bucket`,
      `changed-only: 'yes' is not true or false`,
      `watch-paths: '../x' is not a pattern within the repository`,
      `capacity-timeout: '20': is not a duration. Write a number with a unit, such as 90s, 15m or 1h30m.`,
      `if-empty: 'cry' is not one of warn, ignore, fail`,
    ]);
  });

  it.each<[Record<string, string>, string]>([
    [
      { 'watch-paths': 'a/**' },
      'watch-paths: has no meaning without changed-only: true',
    ],
    [
      { 'changed-only': 'true', 'github-token': '' },
      'github-token: required by changed-only',
    ],
    [
      { 'accelerator-count': '2' },
      'accelerator-count: name the accelerator, too; gpu is any of NVIDIA',
    ],
    [
      { 'role-to-assume': 'arn:x', 'aws-credentials': 'ambient' },
      'role-to-assume: needs aws-credentials: oidc',
    ],
    [
      { 'spread-key': 'k' },
      'spread-key: has no meaning unless prefer has spread',
    ],
    [
      { 'near-bucket': 'ml-data', prefer: 'regions' },
      'near-bucket: has no meaning unless prefer has near-bucket',
    ],
  ])('%j contradict each other', (given, problem) => {
    expect(problems({ 'github-token': 't', ...given })).toEqual([problem]);
  });

  it.each(['/etc/**', 'a/../../b', '..'])(
    'row 19: refuse the pattern %s',
    pattern => {
      expect(
        problems({ 'changed-only': 'true', 'watch-paths': pattern }),
      ).toHaveLength(1);
    },
  );
});
