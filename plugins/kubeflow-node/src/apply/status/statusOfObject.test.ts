import type { LiveObject } from '../api/objectApi';
import { statusOfObject } from './statusOfObject';

const live = (apiVersion: string, kind: string, rest: object): LiveObject =>
  ({
    apiVersion,
    kind,
    metadata: { name: 'x', generation: 1 },
    ...rest,
  } as never);

const status = (apiVersion: string, kind: string, rest: object) =>
  statusOfObject(live(apiVersion, kind, rest));

const condition = (type: string, value: string, more: object = {}) => ({
  type,
  status: value,
  ...more,
});

const deployment = (spec: object, given: object) =>
  status('apps/v1', 'Deployment', {
    spec: { replicas: 2, progressDeadlineSeconds: 600, ...spec },
    status: {
      observedGeneration: 1,
      replicas: 2,
      updatedReplicas: 2,
      availableReplicas: 2,
      readyReplicas: 2,
      ...given,
    },
  });
const complete = [
  condition('Progressing', 'True', { reason: 'NewReplicaSetAvailable' }),
  condition('Available', 'True'),
];

describe('statusOfObject of a Deployment', () => {
  it.each([
    ['new, not seen', { observedGeneration: undefined }, 'InProgress'],
    ['not all created', { replicas: 1, conditions: complete }, 'InProgress'],
    [
      'not all updated',
      { updatedReplicas: 1, conditions: complete },
      'InProgress',
    ],
    [
      'old ones still there',
      { replicas: 3, conditions: complete },
      'InProgress',
    ],
    [
      'not all available',
      { availableReplicas: 1, conditions: complete },
      'InProgress',
    ],
    ['not all ready', { readyReplicas: 1, conditions: complete }, 'InProgress'],
    [
      'still progressing',
      {
        conditions: [
          condition('Progressing', 'True', { reason: 'ReplicaSetUpdated' }),
          condition('Available', 'True'),
        ],
      },
      'InProgress',
    ],
    [
      'without the condition Available',
      { conditions: complete.slice(0, 1) },
      'InProgress',
    ],
    [
      'seen in an older generation',
      { observedGeneration: 0, conditions: complete },
      'InProgress',
    ],
    ['complete', { conditions: complete }, 'Current'],
  ])('%s is %s', (_, given, expected) => {
    expect(deployment({}, given).status).toBe(expected);
  });

  it('is Failed for good past its progress deadline', () => {
    const conditions = [
      condition('Progressing', 'False', { reason: 'ProgressDeadlineExceeded' }),
    ];
    expect(deployment({}, { conditions, availableReplicas: 0 })).toEqual({
      status: 'Failed',
      final: true,
      message:
        'the rollout made no progress within its deadline, 0 of 2 replicas are available',
    });
  });

  it('needs no condition Progressing without a deadline', () => {
    const conditions = [condition('Available', 'True')];
    expect(
      deployment({ progressDeadlineSeconds: 2147483647 }, { conditions })
        .status,
    ).toBe('Current');
    expect(
      deployment({ progressDeadlineSeconds: undefined }, { conditions }).status,
    ).toBe('Current');
  });

  it('is Current when scaled to 0, and when its paused replicas are there', () => {
    const none = {
      replicas: 0,
      updatedReplicas: 0,
      availableReplicas: 0,
      readyReplicas: 0,
    };
    expect(
      deployment({ replicas: 0 }, { ...none, conditions: complete }).status,
    ).toBe('Current');
    const paused = [
      condition('Progressing', 'Unknown', { reason: 'DeploymentPaused' }),
      condition('Available', 'True'),
    ];
    expect(deployment({ paused: true }, { conditions: paused }).status).toBe(
      'Current',
    );
  });
});

describe('statusOfObject of other workloads', () => {
  const set = (spec: object, given: object) =>
    status('apps/v1', 'StatefulSet', {
      spec: { replicas: 2, ...spec },
      status: {
        observedGeneration: 1,
        replicas: 2,
        readyReplicas: 2,
        currentReplicas: 2,
        updatedReplicas: 2,
        currentRevision: 'a',
        updateRevision: 'a',
        ...given,
      },
    }).status;

  it.each([
    ['all there', {}, {}, 'Current'],
    ['not seen', {}, { observedGeneration: undefined }, 'InProgress'],
    ['too few', {}, { replicas: 1 }, 'InProgress'],
    ['not ready', {}, { readyReplicas: 1 }, 'InProgress'],
    ['too many', {}, { replicas: 3 }, 'InProgress'],
    ['two revisions', {}, { updateRevision: 'b' }, 'InProgress'],
    ['not all current', {}, { currentReplicas: 1 }, 'InProgress'],
    [
      'a partition reached',
      { updateStrategy: { rollingUpdate: { partition: 1 } } },
      { updateRevision: 'b', updatedReplicas: 1 },
      'Current',
    ],
    [
      'a partition not reached',
      { updateStrategy: { rollingUpdate: { partition: 1 } } },
      { updateRevision: 'b', updatedReplicas: 0 },
      'InProgress',
    ],
    [
      'updated by hand',
      { updateStrategy: { type: 'OnDelete' } },
      { readyReplicas: 0 },
      'Current',
    ],
  ])('a StatefulSet with %s', (_, spec, given, expected) => {
    expect(set(spec, given)).toBe(expected);
  });

  it.each([
    [
      {
        desiredNumberScheduled: 1,
        currentNumberScheduled: 1,
        updatedNumberScheduled: 1,
        numberAvailable: 1,
        numberReady: 1,
      },
      'Current',
    ],
    [{ desiredNumberScheduled: 0 }, 'Current'],
    [{}, 'InProgress'],
    [{ desiredNumberScheduled: 1 }, 'InProgress'],
    [{ desiredNumberScheduled: 1, currentNumberScheduled: 1 }, 'InProgress'],
    [
      {
        desiredNumberScheduled: 1,
        currentNumberScheduled: 1,
        updatedNumberScheduled: 1,
      },
      'InProgress',
    ],
    [
      {
        desiredNumberScheduled: 1,
        currentNumberScheduled: 1,
        updatedNumberScheduled: 1,
        numberAvailable: 1,
      },
      'InProgress',
    ],
  ])('a DaemonSet with %j is %s', (given, expected) => {
    expect(
      status('apps/v1', 'DaemonSet', {
        status: { observedGeneration: 1, ...given },
      }).status,
    ).toBe(expected);
  });

  it.each([
    [
      {
        replicas: 1,
        fullyLabeledReplicas: 1,
        availableReplicas: 1,
        readyReplicas: 1,
      },
      'Current',
    ],
    [
      {
        replicas: 2,
        fullyLabeledReplicas: 1,
        availableReplicas: 1,
        readyReplicas: 1,
      },
      'InProgress',
    ],
    [{ replicas: 1 }, 'InProgress'],
    [{ replicas: 1, fullyLabeledReplicas: 1 }, 'InProgress'],
    [
      { replicas: 1, fullyLabeledReplicas: 1, availableReplicas: 1 },
      'InProgress',
    ],
    [
      {
        replicas: 1,
        fullyLabeledReplicas: 1,
        availableReplicas: 1,
        readyReplicas: 1,
        conditions: [condition('ReplicaFailure', 'True')],
      },
      'InProgress',
    ],
  ])('a ReplicaSet with %j is %s', (given, expected) => {
    expect(
      status('apps/v1', 'ReplicaSet', {
        spec: { replicas: 1 },
        status: { observedGeneration: 1, ...given },
      }).status,
    ).toBe(expected);
  });

  it.each([
    [
      'completed',
      { startTime: 't', conditions: [condition('Complete', 'True')] },
      'Current',
    ],
    [
      'failed',
      {
        startTime: 't',
        conditions: [
          condition('Failed', 'True', { message: 'BackoffLimitExceeded' }),
        ],
      },
      'Failed',
    ],
    ['running', { startTime: 't', active: 1 }, 'InProgress'],
    ['new', {}, 'InProgress'],
  ])('a Job that is %s', (_, given, expected) => {
    expect(status('batch/v1', 'Job', { status: given }).status).toBe(expected);
  });

  it('a suspended Job and a CronJob are Current', () => {
    expect(
      status('batch/v1', 'Job', { spec: { suspend: true }, status: {} }).status,
    ).toBe('Current');
    expect(status('batch/v1', 'CronJob', {}).status).toBe('Current');
  });

  it.each([
    [{ phase: 'Succeeded' }, 'Current'],
    [{ phase: 'Failed', message: 'evicted' }, 'Failed'],
    [{ phase: 'Running', conditions: [condition('Ready', 'True')] }, 'Current'],
    [
      { phase: 'Running', conditions: [condition('Ready', 'False')] },
      'InProgress',
    ],
    [
      {
        phase: 'Running',
        containerStatuses: [
          { name: 'c', state: { waiting: { reason: 'CrashLoopBackOff' } } },
        ],
      },
      'Failed',
    ],
    [
      {
        phase: 'Pending',
        conditions: [
          condition('PodScheduled', 'False', { reason: 'Unschedulable' }),
        ],
      },
      'InProgress',
    ],
    [{ phase: 'Pending' }, 'InProgress'],
    [{}, 'InProgress'],
    [{ phase: 'Unknown' }, 'Unknown'],
  ])('a Pod with %j is %s', (given, expected) => {
    expect(status('v1', 'Pod', { status: given }).status).toBe(expected);
  });
});

describe('statusOfObject of the rest', () => {
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
  ])('%s %s with %j is %s', (apiVersion, kind, given, expected) => {
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
