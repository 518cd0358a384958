import { condition, statusOf as status } from './testing/statusOf';

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

describe('a Deployment', () => {
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

describe('other workloads', () => {
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
  ])('a StatefulSet with %s', (...[, spec, given, expected]) => {
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
