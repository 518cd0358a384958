import path from 'node:path';
import { actionContract } from '@kubeflow-fleet/action-toolkit/testing';
import { inputs, outputs, rules } from './inputs';

const { action, problems } = actionContract(path.resolve(__dirname, '..'), {
  inputs,
  rules,
  minimal: { 'pipeline-file': 'pipeline.yaml', 'github-token': 't' },
});

describe('action.yml', () => {
  it('declares exactly the inputs that the code reads, and the outputs that it sets', () => {
    expect(Object.keys(action.inputs)).toEqual(Object.keys(inputs));
    expect(Object.keys(action.outputs)).toEqual([...outputs]);
  });

  it('has defaults that parse', () => {
    expect(problems({})).toEqual([]);
  });

  it('requires what has no default', () => {
    for (const [name, { default: value, required }] of Object.entries(
      action.inputs,
    )) {
      expect([name, Boolean(required)]).toEqual([name, value === undefined]);
    }
    expect(problems({ 'pipeline-file': '' })).toEqual([
      'pipeline-file: required, but empty',
    ]);
  });
});

describe('rules between inputs', () => {
  it.each([
    [{ endpoint: 'https://a', kubeconfig: 'b' }, 'endpoint, kubeconfig: give'],
    [{ endpoint: 'https://a', clusters: 'b' }, 'endpoint, clusters: give'],
    [{ 'fleet-file': '' }, 'fleet-file: required when'],
    [{ endpoint: 'ftp://a' }, 'endpoint: not an http'],
    [{ endpoint: 'ml.example.com' }, 'endpoint: not an http'],
    [{ 'kubeconfig-context': 'a' }, 'kubeconfig-context: has no meaning'],
    [
      { 'role-to-assume': 'a', 'aws-credentials': 'ambient' },
      'role-to-assume: needs',
    ],
    [{ 'accelerator-count': '2' }, 'accelerator-count: name the accelerator'],
    [{ 'resource-tasks': 'train' }, 'resource-tasks: has no meaning without'],
    [{ 'pipeline-function': 'f' }, 'pipeline-function: has no meaning for'],
    [{ 'comment-on-pr': 'true', 'github-token': '' }, 'github-token: required'],
    [
      { 'deployment-environment': 'p', 'github-token': '' },
      'github-token: required',
    ],
    [{ schedule: 'daily' }, 'schedule: cron'],
    [{ tolerations: 'a:Never' }, "tolerations: 'a:Never' is not"],
    [{ 'accelerator-count': '0' }, 'accelerator-count: '],
    [{ clusters: '[1]' }, 'clusters: its JSON is not'],
    [{ 'pipeline-root': 'bucket/prefix' }, 'pipeline-root: not the address'],
    [{ 'pipeline-root': 's3://' }, 'pipeline-root: not the address'],
  ])('%j', (given, problem) => {
    expect(problems(given)).toEqual([expect.stringContaining(problem)]);
  });

  it('takes a task for node labels and taints alone', () => {
    const given = { 'resource-tasks': 'train', tolerations: 'gpu' };
    expect(problems(given)).toEqual([]);
  });

  it('takes an endpoint without a fleet file', () => {
    expect(problems({ endpoint: 'https://a', 'fleet-file': '' })).toEqual([]);
  });
});
