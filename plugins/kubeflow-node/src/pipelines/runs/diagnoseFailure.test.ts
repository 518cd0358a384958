import { diagnose, task } from './testing/diagnosing';
import { endedContainer, samplePod, waitingContainer } from './testing/pods';
import { RUN_ID } from './testing/scriptedTarget';
import { refusal } from './testing/simulatedCluster';
import { samplePipeline } from './testing/submissions';
import { sampleWorkflow } from './testing/workflows';

const failedTrain = [
  task('prep', 'SUCCEEDED'),
  task('train', 'FAILED', '2026-01-01T00:00:20Z'),
  task('deploy', 'SKIPPED'),
];

const failedWorkflow = sampleWorkflow(RUN_ID, 'Failed', {
  'root.prep': 'Succeeded',
  'root.prep.executor': 'Succeeded',
  'root.train': 'Failed',
  'root.train.executor': { phase: 'Failed', message: 'Error (exit code 3)' },
});

describe('diagnoseFailure', () => {
  it('names the first failing task, its exit code and the end of the log of main', async () => {
    const { failure, logs } = await diagnose(
      [
        task('prep', 'FAILED', '2026-01-01T00:00:30Z'),
        task('train', 'FAILED', '2026-01-01T00:00:20Z'),
        task('deploy', 'SKIPPED'),
      ],
      {
        workflows: [failedWorkflow],
        pods: [
          samplePod(
            'root.prep.executor',
            endedContainer('main', { exitCode: 9, reason: 'Error' }),
          ),
          samplePod(
            'root.train.executor',
            endedContainer('main', {
              exitCode: 3,
              reason: 'Error',
              finishedAt: '2026-01-01T00:00:20Z',
            }),
            'pod-train',
          ),
        ],
      },
      { logLines: 20 },
    );
    expect(failure).toEqual({
      task: 'train',
      podName: 'pod-train',
      reason: 'Error',
      message: undefined,
      exitCode: 3,
      logLines: ['epoch 1', 'boom'],
      remedy: expect.stringContaining('Read its log'),
    });
    expect(logs).toEqual([
      {
        namespace: 'kubeflow',
        name: 'pod-train',
        container: 'main',
        tailLines: 20,
        previous: false,
      },
    ]);
  });

  it.each([
    [
      'OOMKilled',
      endedContainer('main', { exitCode: 137, reason: 'OOMKilled' }),
      'OOMKilled',
      /memory/,
    ],
    [
      'ImagePullBackOff',
      waitingContainer('ImagePullBackOff', 'Back-off pulling image "nope"'),
      'ImagePullBackOff',
      /image's name and tag/,
    ],
    [
      'ErrImagePull',
      waitingContainer('ErrImagePull'),
      'ErrImagePull',
      /image's name and tag/,
    ],
    [
      'CrashLoopBackOff',
      waitingContainer('CrashLoopBackOff'),
      'CrashLoopBackOff',
      /ends again and again/,
    ],
    [
      'CreateContainerConfigError',
      waitingContainer('CreateContainerConfigError', 'secret "s" not found'),
      'CreateContainerConfigError',
      /Secret or ConfigMap/,
    ],
    [
      'Unschedulable',
      {
        phase: 'Pending',
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message: '0/3 nodes are available: 3 Insufficient nvidia.com/gpu.',
          },
        ],
      },
      'Unschedulable',
      /node group scale up/,
    ],
    [
      'Evicted',
      {
        phase: 'Failed',
        reason: 'Evicted',
        message: 'The node was low on resource: memory.',
      },
      'Evicted',
      /evicted/,
    ],
    [
      'DeadlineExceeded',
      {
        phase: 'Failed',
        reason: 'DeadlineExceeded',
        message:
          'Pod was active on the node longer than the specified deadline',
      },
      'DeadlineExceeded',
      /time limit/,
    ],
    [
      'an unheard-of reason',
      waitingContainer('Frobnicated'),
      'Frobnicated',
      /Look up 'Frobnicated'/,
    ],
    [
      'a reason that every object has a member of',
      waitingContainer('constructor'),
      'constructor',
      /Look up 'constructor'/,
    ],
  ])(
    'reads %s from the pod, also of a run that only hangs',
    async (...[, status, reason, remedy]) => {
      const pods = [
        samplePod('root.prep.executor', { phase: 'Succeeded' }),
        samplePod('root.train.executor', status),
      ];
      const failed = await diagnose(failedTrain, { pods, workflows: [] });
      expect(failed.failure).toMatchObject({ task: 'train', reason });
      expect(failed.failure.remedy).toMatch(remedy);
      const hanging = await diagnose(
        [task('prep', 'SUCCEEDED'), task('train', 'RUNNING')],
        { pods, workflows: [] },
      );
      expect(hanging.failure).toMatchObject({ task: 'train', reason });
    },
  );

  it('reads the log of the container that failed, not of main', async () => {
    const status = {
      phase: 'Failed',
      initContainerStatuses: [
        {
          name: 'init',
          state: {
            terminated: {
              exitCode: 1,
              reason: 'Error',
              message: 'no such key',
            },
          },
        },
      ],
      containerStatuses: [
        { name: 'main', state: { waiting: { reason: 'PodInitializing' } } },
        { name: 'wait', state: { waiting: { reason: 'PodInitializing' } } },
      ],
    };
    const { failure, logs } = await diagnose(failedTrain, {
      pods: [samplePod('root.train.executor', status)],
      workflows: [],
    });
    expect(failure.message).toMatch('no such key; in container init');
    expect(logs).toMatchObject([{ container: 'init' }]);
    const wait = {
      phase: 'Failed',
      containerStatuses: [
        { name: 'main', state: { terminated: { exitCode: 0 } } },
        {
          name: 'wait',
          state: { terminated: { exitCode: 64, reason: 'Error' } },
        },
      ],
    };
    expect(
      (
        await diagnose(failedTrain, {
          pods: [samplePod('root.train.executor', wait)],
          workflows: [],
        })
      ).logs,
    ).toMatchObject([{ container: 'wait' }]);
  });

  it("counts a driver's failure as its task's and says so", async () => {
    const { failure } = await diagnose(failedTrain, {
      workflows: [
        sampleWorkflow(RUN_ID, 'Failed', {
          'root.train-driver': {
            phase: 'Error',
            message: 'Error (exit code 1)',
          },
        }),
      ],
      pods: [
        samplePod(
          'root.train-driver',
          endedContainer('main', { exitCode: 1, reason: 'Error' }),
        ),
      ],
    });
    expect(failure).toMatchObject({
      task: 'train',
      reason: 'Error',
      exitCode: 1,
      remedy: expect.stringContaining("driver's log"),
    });
    expect(failure.message).toMatch("in the task's driver");
  });

  it('says where the log may be when the pod is gone', async () => {
    const { failure, logs } = await diagnose(failedTrain, {
      workflows: [failedWorkflow],
      pods: [],
    });
    expect(failure).toMatchObject({
      task: 'train',
      podName: 'train-x7k2p-system-container-impl-1003',
      reason: 'Error',
      exitCode: 3,
      logLines: [],
    });
    expect(failure.message).toMatch(
      `its pod is gone; the log may be under ${RUN_ID}/train/ in the pipeline root`,
    );
    expect(logs).toEqual([]);
  });

  it('speaks of the driver, not of a pod, of a group that none was started in', async () => {
    const tasks = [
      { ...samplePipeline.graph.tasks[1]!, kind: 'loop' as const },
    ];
    const { failure } = await diagnose(
      [task('train', 'FAILED')],
      { workflows: [], pods: [] },
      { graph: { tasks } },
    );
    expect(failure.message).toMatch(/^it failed before a task in it started/);
    expect(failure.message).not.toMatch(/pod/);
  });

  it('names the task that still runs when nothing has failed', async () => {
    const { failure } = await diagnose([task('train', 'RUNNING')], {
      workflows: [],
      pods: [],
    });
    expect(failure).toMatchObject({
      task: 'train',
      reason: 'StillRunning',
      message: undefined,
      remedy: expect.stringContaining('timeout'),
    });
  });

  it('says which rights are missing and still names the task', async () => {
    const { failure } = await diagnose(failedTrain, {});
    expect(failure).toMatchObject({
      task: 'train',
      reason: 'Unknown',
      logLines: [],
    });
    expect(failure.message).toMatch(
      /may not list workflows.argoproj.io in namespace kubeflow \(grant the verb list\).*may not list pods/,
    );
    const noLog = await diagnose(failedTrain, {
      workflows: [],
      pods: [
        samplePod(
          'root.train.executor',
          endedContainer('main', { exitCode: 1 }),
        ),
      ],
      podLog: async () => {
        throw refusal('NotAllowedError', 'forbidden', 403);
      },
    });
    expect(noLog.failure).toMatchObject({ reason: 'Error', exitCode: 1 });
    expect(noLog.failure.message).toMatch(
      /may not read logs.*get on pods\/log/,
    );
  });

  it('works by the KFP API alone', async () => {
    const { failure } = await diagnose(failedTrain, 'url only');
    expect(failure).toMatchObject({
      task: 'train',
      reason: 'Unknown',
      logLines: [],
      message: 'the Kubernetes API is not in reach by this access',
    });
  });

  it('names the run when there is no task to name', async () => {
    const { failure } = await diagnose([], {
      pods: [],
      workflows: [
        {
          ...failedWorkflow,
          status: { phase: 'Error', message: 'workflow templates are invalid' },
        },
      ],
    });
    expect(failure).toMatchObject({
      task: '(run)',
      reason: 'Error',
      message: 'workflow templates are invalid',
    });
  });

  it('takes the last try of a task that was retried', async () => {
    const { failure } = await diagnose(failedTrain, {
      workflows: [
        sampleWorkflow(RUN_ID, 'Failed', {
          'root.train.executor(0)': {
            phase: 'Failed',
            type: 'Pod',
            message: 'Error (exit code 1)',
            finishedAt: '2026-01-01T00:00:11Z',
          },
          'root.train.executor(1)': {
            phase: 'Failed',
            type: 'Pod',
            message: 'OOMKilled (exit code 137)',
            finishedAt: '2026-01-01T00:00:21Z',
          },
        }),
      ],
      pods: [],
    });
    expect(failure).toMatchObject({ reason: 'OOMKilled', exitCode: 137 });
  });

  it('bears pods without a status and cuts endless lines', async () => {
    const { failure } = await diagnose(failedTrain, {
      workflows: [],
      pods: [
        { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'odd' } },
        samplePod(
          'root.train.executor',
          endedContainer('main', { exitCode: 1 }),
        ),
      ],
      podLog: async () => ['x'.repeat(100_000)],
    });
    expect(failure.logLines[0]).toHaveLength(2_000);
  });
});
