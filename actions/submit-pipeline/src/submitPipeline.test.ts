import {
  type FleetCluster,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  type Clock,
  type PipelinesClient,
  type RunSubmission,
  systemClock,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import type { ClusterConnection, SubmitPorts, SubmitRequest } from './contract';
import { submitPipeline } from './submitPipeline';

const clusters = ['a', 'b', 'c', 'd'].map(
  name => ({ name, region: 'eu-west-1', account: '1' } as FleetCluster),
);

const refused = new KubeflowError('NotAllowedError', {
  reason: 'AccessDenied',
  fact: 'no',
});

/** Time that passes only while everybody sleeps. */
const virtualClock = (): Clock => {
  let now = 0;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  const wakeNext = () => {
    const [next] = [...sleepers].sort((a, b) => a.at - b.at);
    if (!next) return;
    sleepers.delete(next);
    now = Math.max(now, next.at);
    next.wake();
  };
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((wake, reject) => {
        const sleeper = { at: now + ms, wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
        setImmediate(wakeNext);
      }),
  };
};

const request = (over: Partial<SubmitRequest> = {}): SubmitRequest => ({
  clusters,
  submissionFor: () => ({} as RunSubmission),
  wait: true,
  timeoutMs: 1000,
  onCancel: 'terminate',
  onFailure: 'continue',
  onSkipped: 'fail',
  maxParallel: 2,
  ...over,
});

const submission: RunSubmission = {
  pipeline: {
    name: 'churn',
    inputs: [],
    graph: { tasks: [] },
    documents: { spec: {} },
    text: '',
    contentHash: '0123',
  },
  pipelineName: 'churn',
  experiment: 'Default',
  runName: 'churn',
  parameters: {},
  key: 'k',
  origin: {
    repository: 'acme/churn',
    commit: 'c0ffee',
    workflowRunUrl: 'https://github.com/acme/churn/actions/runs/1',
    workflowRunId: '1',
    attempt: 1,
    actor: 'octocat',
  },
};

/** Ports to clusters that cannot be reached; `seen` tells what was tried. */
const unreachable = (
  connect: (cluster: FleetCluster) => Promise<never>,
  signal = new AbortController().signal,
) => {
  const ended: string[] = [];
  const ports: SubmitPorts = {
    connect,
    clock: systemClock,
    signal,
    cancelBudgetMs: () => 1000,
    observer: {
      intended: () => undefined,
      submitted: () => undefined,
      progress: () => undefined,
      warned: () => undefined,
      ended: ({ cluster }) => ended.push(cluster.name),
    },
  };
  return { ports, ended };
};

describe('submitPipeline', () => {
  it('loses no outcome: every cluster has its own report, in order', async () => {
    const bug = new TypeError('a bug');
    const { ports, ended } = unreachable(async ({ name }) => {
      throw name === 'b' ? bug : refused;
    });
    const report = await submitPipeline(request(), ports);
    expect(report.succeeded).toBe(false);
    expect(report.clusters.map(c => [c.cluster.name, c.error])).toEqual([
      ['a', refused],
      ['b', bug],
      ['c', refused],
      ['d', refused],
    ]);
    expect(ended.sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('works on no more clusters at once than asked for', async () => {
    let now = 0;
    let most = 0;
    const { ports } = unreachable(async () => {
      now += 1;
      most = Math.max(most, now);
      await systemClock.sleep(20);
      now -= 1;
      throw refused;
    });
    await submitPipeline(request({ maxParallel: 3 }), ports);
    expect(most).toBe(3);
  });

  it('starts nothing more after a failure with on-failure: stop', async () => {
    const { ports, ended } = unreachable(async () => {
      throw refused;
    });
    const report = await submitPipeline(
      request({ maxParallel: 1, onFailure: 'stop' }),
      ports,
    );
    expect(ended).toEqual(['a']);
    expect(report.clusters.map(c => Boolean(c.notStarted))).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(report.succeeded).toBe(false);
  });

  it('says of a cluster that does not answer that it goes on trying', async () => {
    const silent = new KubeflowError('ServiceUnavailableError', {
      reason: 'Unreachable',
      fact: 'nobody is there',
    });
    const pipelines = new Proxy({} as PipelinesClient, {
      get: () => async () => {
        throw silent;
      },
    });
    const connection: ClusterConnection = {
      target: { subject: 'eu-west-1/a', pipelines },
      close: () => undefined,
    };
    const warnings: string[] = [];
    const { ports } = unreachable(async () => {
      throw refused;
    });
    const report = await submitPipeline(
      request({
        timeoutMs: 3_600_000,
        clusters: clusters.slice(0, 1),
        submissionFor: () => submission,
      }),
      {
        ...ports,
        connect: async () => connection,
        clock: virtualClock(),
        observer: {
          ...ports.observer,
          warned: ({ name }, text) => warnings.push(`${name}: ${text}`),
        },
      },
    );
    expect(warnings[0]).toBe(
      'a: cannot submit the run yet, and goes on trying: nobody is there',
    );
    expect(report.clusters[0]!.error).toMatchObject({
      reason: 'DeadlineExceeded',
    });
  });

  it('starts nothing once the job is cancelled', async () => {
    const { ports, ended } = unreachable(async () => {
      throw refused;
    }, AbortSignal.abort());
    const report = await submitPipeline(request(), ports);
    expect(ended).toEqual([]);
    expect(report.clusters.every(c => c.notStarted)).toBe(true);
  });
});
