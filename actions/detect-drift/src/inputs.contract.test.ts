import path from 'node:path';
import { actionContract } from '@kubeflow-fleet/action-toolkit/testing';
import { inputs, outputs, rules } from './inputs';

const { action, problems } = actionContract(path.resolve(__dirname, '..'), {
  inputs,
  rules,
  minimal: { 'github-token': 't' },
});

describe('action.yml', () => {
  it('declares exactly the inputs that the code reads, and the outputs that it sets', () => {
    expect(Object.keys(action.inputs)).toEqual(Object.keys(inputs));
    expect(Object.keys(action.outputs)).toEqual([...outputs]);
  });

  it('has defaults that parse', () => {
    expect(problems({})).toEqual([]);
  });

  it('has a default for every input', () => {
    for (const [name, { default: value }] of Object.entries(action.inputs)) {
      expect([name, typeof value]).toEqual([name, 'string']);
    }
  });
});

describe('rules between inputs', () => {
  it.each([
    [{ kubeconfig: 'k', clusters: 'b' }, 'kubeconfig, clusters: give only one'],
    [{ 'fleet-file': '' }, 'fleet-file: required when'],
    [{ 'kubeconfig-context': 'a' }, 'kubeconfig-context: has no meaning'],
    [
      { 'role-to-assume': 'a', 'aws-credentials': 'ambient' },
      'role-to-assume: needs',
    ],
    [
      { kubeconfig: 'k', 'compare-with': 'manifests' },
      'compare-with: manifests needs a fleet file',
    ],
    [{ 'compare-with': 'git' }, "compare-with: 'git' is not one of"],
    [{ 'github-token': '' }, 'github-token: required by issue'],
    [{ 'issue-labels': '' }, 'issue-labels: required'],
    [{ 'issue-title': '' }, 'issue-title: required'],
    [{ timeout: '10' }, 'timeout: '],
  ])('%j', (given, problem) => {
    expect(problems(given)).toEqual([expect.stringContaining(problem)]);
  });

  it.each([
    [{ kubeconfig: 'k', 'fleet-file': '' }],
    [{ issue: 'false', 'github-token': '' }],
    [{ 'issue-labels': 'kubeflow-drift, ops' }],
  ])('takes %j', given => {
    expect(problems(given)).toEqual([]);
  });
});
