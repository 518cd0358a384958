import { condition, statusOf as status } from './testing/statusOf';

describe('statusOfObject', () => {
  it.each([
    ['v1', 'Namespace', { phase: 'Active' }, 'Current'],
    ['v1', 'Namespace', { phase: 'Terminating' }, 'Terminating'],
    ['v1', 'PersistentVolumeClaim', { phase: 'Bound' }, 'Current'],
    ['v1', 'PersistentVolumeClaim', { phase: 'Pending' }, 'InProgress'],
    ['v1', 'PersistentVolumeClaim', {}, 'InProgress'],
    ['v1', 'PersistentVolumeClaim', { phase: 'Lost' }, 'Failed'],
    ['policy/v1', 'PodDisruptionBudget', { observedGeneration: 1 }, 'Current'],
    ['policy/v1', 'PodDisruptionBudget', {}, 'InProgress'],
    [
      'apiregistration.k8s.io/v1',
      'APIService',
      { conditions: [condition('Available', 'True')] },
      'Current',
    ],
    [
      'apiregistration.k8s.io/v1',
      'APIService',
      { conditions: [condition('Available', 'False')] },
      'InProgress',
    ],
    ['apiregistration.k8s.io/v1', 'APIService', {}, 'InProgress'],
    [
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      {
        conditions: [
          condition('NamesAccepted', 'True'),
          condition('Established', 'True'),
        ],
      },
      'Current',
    ],
    [
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      {
        conditions: [
          condition('Established', 'False', { reason: 'Installing' }),
        ],
      },
      'InProgress',
    ],
    [
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      { conditions: [condition('Established', 'False', { reason: 'Broken' })] },
      'Failed',
    ],
    [
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      { conditions: [condition('NamesAccepted', 'False')] },
      'Failed',
    ],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', {}, 'InProgress'],
    ['v1', 'ConfigMap', undefined, 'Current'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', undefined, 'Current'],
    ['example.com/v1', 'Widget', undefined, 'Current'],
    [
      'example.com/v1',
      'Widget',
      { conditions: [condition('Ready', 'True')] },
      'Current',
    ],
    [
      'example.com/v1',
      'Widget',
      { conditions: [condition('Ready', 'False')] },
      'InProgress',
    ],
    [
      'example.com/v1',
      'Widget',
      { conditions: [condition('Ready', 'Unknown')] },
      'InProgress',
    ],
    [
      'example.com/v1',
      'Widget',
      {
        conditions: [
          condition('Reconciling', 'True'),
          condition('Ready', 'True'),
        ],
      },
      'InProgress',
    ],
    [
      'example.com/v1',
      'Widget',
      {
        conditions: [condition('Stalled', 'True'), condition('Ready', 'True')],
      },
      'Failed',
    ],
    [
      'example.com/v1',
      'Widget',
      { observedGeneration: 0, conditions: [condition('Ready', 'True')] },
      'InProgress',
    ],
    ['cert-manager.io/v1', 'Certificate', undefined, 'InProgress'],
    [
      'cert-manager.io/v1',
      'Certificate',
      { conditions: [condition('Ready', 'True', { observedGeneration: 1 })] },
      'Current',
    ],
    [
      'cert-manager.io/v1',
      'Certificate',
      { conditions: [condition('Ready', 'True', { observedGeneration: 0 })] },
      'InProgress',
    ],
    [
      'cert-manager.io/v1',
      'ClusterIssuer',
      {
        conditions: [condition('Ready', 'False', { reason: 'ErrInitIssuer' })],
      },
      'InProgress',
    ],
  ])('%s %s with %j is %s', (...[apiVersion, kind, given, expected]) => {
    expect(status(apiVersion, kind, { status: given }).status).toBe(expected);
  });

  it('of a Service waits for the load balancer that it asks for', () => {
    const spec = { type: 'LoadBalancer', clusterIP: '10.0.0.1' };
    expect(
      status('v1', 'Service', { spec, status: { loadBalancer: {} } }).status,
    ).toBe('InProgress');
    expect(
      status('v1', 'Service', {
        spec,
        status: { loadBalancer: { ingress: [{ hostname: 'x' }] } },
      }).status,
    ).toBe('Current');
    expect(
      status('v1', 'Service', { spec: { type: 'ClusterIP' } }).status,
    ).toBe('Current');
  });

  it('of anything that is being deleted is Terminating and names what holds it', () => {
    const metadata = {
      name: 'x',
      deletionTimestamp: '2026-01-01T00:00:00Z',
      finalizers: ['a.example.com/hold'],
    };
    expect(status('v1', 'ConfigMap', { metadata })).toEqual({
      status: 'Terminating',
      message: 'it is being deleted and held by a.example.com/hold',
    });
  });

  it('survives whatever stands where a status should be', () => {
    for (const odd of [
      null,
      [],
      'x',
      7,
      { conditions: 'no' },
      { conditions: [null, 1, { type: {} }] },
    ]) {
      for (const kind of [
        'Deployment',
        'StatefulSet',
        'DaemonSet',
        'ReplicaSet',
      ]) {
        const { status: found } = status('apps/v1', kind, {
          spec: odd,
          status: odd,
        });
        expect(found).toBe('InProgress');
      }
      expect(status('v1', 'Pod', { status: odd }).status).toBe('InProgress');
      expect(status('batch/v1', 'Job', { status: odd }).status).toBe(
        'InProgress',
      );
      expect(status('example.com/v1', 'Widget', { status: odd }).status).toBe(
        'Current',
      );
    }
  });
});
