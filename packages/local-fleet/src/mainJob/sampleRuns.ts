import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  EngineOptions,
  TaskBehaviour,
  TaskFailure,
} from '../kfp/engine/engineOptions';

/** What `kfp.local` printed and returned when it ran the sample pipeline with its default parameters. */
const recorded: Readonly<Record<string, TaskBehaviour>> = {
  prepare: {
    durationMs: 3_000,
    logLines: [
      'training: 1600 customers, 785 of them left',
      'holdout: 400 customers, 197 of them left',
    ],
  },
  train: {
    durationMs: 7_000,
    logLines: [
      'epoch 1/40: loss 0.6931',
      'epoch 8/40: loss 0.6441',
      'epoch 16/40: loss 0.6104',
      'epoch 24/40: loss 0.5897',
      'epoch 32/40: loss 0.5762',
      'epoch 40/40: loss 0.5670',
    ],
  },
  evaluate: {
    durationMs: 2_000,
    logLines: ['accuracy 0.7575, recall 0.7462 on 400 customers'],
    outputs: { Output: 0.7575 },
  },
};

const failures: Readonly<Record<string, TaskFailure>> = {
  exit: { kind: 'exit', code: 1 },
  'out-of-memory': { kind: 'out-of-memory' },
  'image-pull': { kind: 'image-pull' },
  unschedulable: {
    kind: 'unschedulable',
    message:
      '0/4 nodes are available: 2 Insufficient nvidia.com/gpu, 2 node(s) did not have nvidia.com/gpu.',
  },
};

const exitLog: Readonly<Record<string, readonly string[]>> = {
  prepare: ["MemoryError: cannot allocate the customers' table"],
  train: [
    'epoch 1/40: loss 0.6931',
    'epoch 8/40: loss nan',
    'Traceback (most recent call last):',
    '  File "/tmp/ephemeral_component.py", line 29, in train',
    '    loss -= math.log(max(prediction if label else 1 - prediction, 1e-12))',
    'ValueError: math domain error',
  ],
  evaluate: ['ZeroDivisionError: division by zero'],
};

const failing = (fault: string): readonly [string, TaskBehaviour] => {
  const [task = '', kind = 'exit'] = fault.split('=');
  const fail = Object.hasOwn(failures, kind) ? failures[kind] : undefined;
  const behaviour = Object.hasOwn(recorded, task) ? recorded[task] : undefined;
  if (!behaviour || !fail)
    throw new KubeflowError('InputError', {
      subject: `--fail-task ${fault}`,
      reason: 'UnknownTask',
      fact: behaviour
        ? `'${kind}' is no way to fail`
        : `the sample pipeline has no task '${task}'`,
      remedy: `Name one of ${Object.keys(recorded).join(
        ', ',
      )}, and perhaps how: train=${Object.keys(failures).join(', train=')}`,
    });
  return [
    task,
    {
      ...behaviour,
      fail,
      logLines: kind === 'exit' ? exitLog[task] : behaviour.logLines,
    },
  ];
};

/**
 * How the engine plays the sample pipeline: the logs are those of a real run, the durations ours.
 *
 * @throws KubeflowError `InputError`, reason `UnknownTask`, for a `failTask` that is not `TASK` or `TASK=HOW`.
 */
export const sampleEngine = (failTask: string | undefined): EngineOptions => ({
  taskMs: 2_000,
  overheadMs: 150,
  tasks: {
    ...recorded,
    ...(failTask !== undefined && Object.fromEntries([failing(failTask)])),
  },
});
