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

  it('has a default for every input, and plans unless told otherwise', () => {
    for (const [name, { default: value }] of Object.entries(action.inputs)) {
      expect([name, typeof value]).toEqual([name, 'string']);
    }
    expect(action.inputs.mode?.default).toBe('plan');
  });
});

describe('rules between inputs', () => {
  const lone = { kubeconfig: 'k', profile: 'pipelines', version: '2.17.0' };

  it.each([
    [{ ...lone, clusters: 'b' }, 'kubeconfig, clusters: give only one'],
    [{ 'fleet-file': '' }, 'fleet-file: required when'],
    [{ 'kubeconfig-context': 'a' }, 'kubeconfig-context: has no meaning'],
    [
      { 'role-to-assume': 'a', 'aws-credentials': 'ambient' },
      'role-to-assume: needs',
    ],
    [{ profile: 'platform' }, 'profile: only with kubeconfig'],
    [{ version: '2.17.0' }, 'version: only with kubeconfig'],
    [{ manifests: 'kubeflow' }, 'manifests: only with kubeconfig'],
    [{ ...lone, profile: '' }, 'profile: required with kubeconfig'],
    [{ ...lone, version: '' }, 'version: required with kubeconfig'],
    [{ ...lone, canary: 'a' }, 'canary: has no meaning'],
    [{ mode: 'deploy' }, "mode: 'deploy' is not one of plan, apply"],
    [{ revision: '3' }, 'revision: only with mode: rollback'],
    [{ revision: '0', mode: 'rollback' }, "revision: '0' is not"],
    [{ 'confirm-uninstall': 'a' }, 'confirm-uninstall: only with'],
    [{ mode: 'uninstall' }, 'confirm-uninstall: name every cluster'],
    [
      { mode: 'rollback', 'on-failure': 'rollback' },
      'on-failure: rollback has a meaning',
    ],
    [{ 'allow-delete': 'Secret' }, "allow-delete: 'Secret' is not one of"],
    [{ 'force-conflicts': 'deployments' }, "force-conflicts: 'deployments'"],
    [{ replace: 'apps/Deployment' }, "replace: 'apps/Deployment' is not"],
    [
      { replace: 'PersistentVolumeClaim' },
      'replace: PersistentVolumeClaim deletes what it holds',
    ],
    [
      { 'deployment-environment': 'k/{cluster}' },
      'deployment-environment: {cluster} is not one of {account}',
    ],
    [{ 'comment-on-pr': 'true', 'github-token': '' }, 'github-token: required'],
    [{ 'max-parallel': '0' }, "max-parallel: '0' is not"],
    [{ timeout: '30' }, 'timeout: '],
  ])('%j', (given, problem) => {
    expect(problems(given)).toEqual([expect.stringContaining(problem)]);
  });

  it.each([
    [{ ...lone, 'fleet-file': '' }],
    [{ kubeconfig: 'k', mode: 'rollback', revision: '3' }],
    [
      {
        replace: 'PersistentVolumeClaim, Job.batch',
        'allow-delete': 'PersistentVolumeClaim',
      },
    ],
    [{ mode: 'uninstall', 'confirm-uninstall': 'ml-eu' }],
    [{ 'deployment-environment': 'kubeflow/{region}/{name}' }],
  ])('takes %j', given => {
    expect(problems(given)).toEqual([]);
  });
});
