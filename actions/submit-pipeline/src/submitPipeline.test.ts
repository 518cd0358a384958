import {
  type FleetCluster,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  type RunSubmission,
  systemClock,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import type { SubmitPorts, SubmitRequest } from './contract';
import { submitPipeline } from './submitPipeline';

const clusters = ['a', 'b', 'c', 'd'].map(
  name => ({ name, region: 'eu-west-1', account: '1' } as FleetCluster),
);

const refused = new KubeflowError('NotAllowedError', {
  reason: 'AccessDenied',
  fact: 'no',
});

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

  it('starts nothing once the job is cancelled', async () => {
    const { ports, ended } = unreachable(async () => {
      throw refused;
    }, AbortSignal.abort());
    const report = await submitPipeline(request(), ports);
    expect(ended).toEqual([]);
    expect(report.clusters.every(c => c.notStarted)).toBe(true);
  });
});
