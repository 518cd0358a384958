import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { DeployReport } from './contract';
import { deployKubeflow } from './deployKubeflow';
import {
  change,
  deployment,
  failure,
  openLane,
  planned,
  prepared,
  request,
  result,
  unchanged,
} from './testing/installations';

const states = ({ clusters }: DeployReport) =>
  clusters.map(({ cluster, state }) => `${cluster.name} ${state}`);

const reasons = ({ clusters }: DeployReport) =>
  clusters.map(({ errors }) =>
    errors.map(error => (error as { reason?: string }).reason),
  );

const later = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const never = () => new Promise<never>(() => undefined);

const broken = result({
  changeSet: {
    changes: [change('created')],
    failures: [{ id: deployment('ui'), error: failure('Forbidden') }],
  },
});

describe('deploying to several clusters', () => {
  it('reports each in the order of the request, and closes every connection', async () => {
    const lane = openLane({ b: { apply: async () => unchanged() } });
    const report = await deployKubeflow(request(['a', 'b']), lane.ports);
    expect(states(report)).toEqual(['a READY', 'b UNCHANGED']);
    expect(report.succeeded).toBe(true);
    expect(lane.open()).toBe(0);
    expect(lane.ended).toHaveLength(2);
  });

  it('row R7: a cluster that fails neither stops nor hides the others', async () => {
    const lane = openLane({
      bad: { connect: () => Promise.reject(failure('HostNotFound')) },
      half: { apply: async () => broken },
      refused: {
        prepare: async () =>
          prepared({
            problems: [failure('NoDefaultClass'), failure('OldVersion')],
          }),
      },
    });
    const names = ['bad', 'good', 'half', 'refused'];
    const report = await deployKubeflow(request(names), lane.ports);
    expect(states(report)).toEqual([
      'bad FAILED',
      'good READY',
      'half FAILED',
      'refused FAILED',
    ]);
    expect(reasons(report)).toEqual([
      ['HostNotFound'],
      [],
      ['Forbidden'],
      ['NoDefaultClass', 'OldVersion'],
    ]);
    expect(lane.steps).not.toContain('refused: apply');
    expect(lane.open()).toBe(0);
  });

  it('row R7: a cluster that hangs does not hold up the others', async () => {
    const lane = openLane({ hung: { connect: never } });
    const begun = Date.now();
    let goodAfter = Infinity;
    const { observer } = lane.ports;
    const report = await deployKubeflow(
      request(['hung', 'good'], { timeoutMs: 100 }),
      {
        ...lane.ports,
        observer: {
          ...observer,
          ended: ({ cluster }) => {
            if (cluster.name === 'good') goodAfter = Date.now() - begun;
          },
        },
      },
    );
    expect(states(report)).toEqual(['hung FAILED', 'good READY']);
    expect(reasons(report)[0]).toEqual(['DeadlineExceeded']);
    expect(goodAfter).toBeLessThan(1_000);
  });

  it('works on no more than max-parallel at the same time', async () => {
    let running = 0;
    let most = 0;
    const apply = async () => {
      running += 1;
      most = Math.max(most, running);
      await later(20);
      running -= 1;
      return result();
    };
    const names = ['a', 'b', 'c', 'd', 'e'];
    const lane = openLane(Object.fromEntries(names.map(n => [n, { apply }])));
    await deployKubeflow(request(names, { maxParallel: 2 }), lane.ports);
    expect(most).toBe(2);
  });

  it('says of a bug of ours what it is, and goes on', async () => {
    const lane = openLane({
      a: { apply: () => Promise.reject(new TypeError('x is not a function')) },
    });
    const report = await deployKubeflow(request(['a', 'b']), lane.ports);
    expect(states(report)).toEqual(['a FAILED', 'b READY']);
    expect(report.clusters[0]!.errors[0]).toBeInstanceOf(TypeError);
  });
});

describe('the canary', () => {
  it('is deployed to first, and the others once it is ready', async () => {
    const lane = openLane();
    const order = request(['a', 'b', 'c'], { canary: ['c'] });
    const report = await deployKubeflow(order, lane.ports);
    expect(states(report)).toEqual(['a READY', 'b READY', 'c READY']);
    const firstOfOthers = lane.steps.findIndex(step => !step.startsWith('c'));
    expect(lane.steps.indexOf('c: applied')).toBeLessThan(firstOfOthers);
  });

  it('that fails keeps the others from beginning, whatever on-failure says', async () => {
    const lane = openLane({ c: { apply: async () => broken } });
    const order = request(['a', 'b', 'c'], { canary: ['c'] });
    const report = await deployKubeflow(order, lane.ports);
    expect(states(report)).toEqual([
      'a NOT_STARTED',
      'b NOT_STARTED',
      'c FAILED',
    ]);
    expect(report.succeeded).toBe(false);
  });

  it('that does not get ready counts as failed', async () => {
    const unready = [
      {
        id: deployment('ui'),
        status: 'InProgress' as const,
        fact: '0 of 1 replicas are available',
        details: ['pod ui-1: ErrImagePull: not found'],
      },
    ];
    const lane = openLane({ c: { apply: async () => result({ unready }) } });
    const report = await deployKubeflow(
      request(['a', 'c'], { canary: ['c'] }),
      lane.ports,
    );
    expect(states(report)).toEqual(['a NOT_STARTED', 'c FAILED']);
    const [error] = report.clusters[1]!.errors;
    expect(hasReason(error, 'NotReady')).toBe(true);
    expect(String(error)).toContain(
      'kubeflow/Deployment/ui: 0 of 1 replicas are available; pod ui-1: ErrImagePull: not found',
    );
  });

  it('means nothing for a plan', async () => {
    const lane = openLane({ c: { plan: () => Promise.reject(failure('X')) } });
    const report = await deployKubeflow(
      request(['a', 'c'], { mode: 'plan', canary: ['c'] }),
      lane.ports,
    );
    expect(states(report)).toEqual(['a PLANNED', 'c FAILED']);
  });
});

describe('on-failure: stop', () => {
  const stop = { onFailure: 'stop' as const };

  it('writes to no cluster when one of them does not pass its checks', async () => {
    const problems = [failure('DowngradeRefused')];
    const lane = openLane({
      c: { prepare: async () => prepared({ problems }) },
    });
    const report = await deployKubeflow(
      request(['a', 'b', 'c'], stop),
      lane.ports,
    );
    expect(states(report)).toEqual([
      'a NOT_STARTED',
      'b NOT_STARTED',
      'c FAILED',
    ]);
    expect(lane.steps.filter(step => step.includes('apply'))).toEqual([]);
    expect(lane.open()).toBe(0);
  });

  it('begins with no more clusters after a failure, and lets those that are going end', async () => {
    const lane = openLane({
      a: { apply: async () => broken },
      b: {
        apply: async () => {
          await later(50);
          return result();
        },
      },
    });
    const report = await deployKubeflow(
      request(['a', 'b', 'c'], { ...stop, maxParallel: 2 }),
      lane.ports,
    );
    expect(states(report)).toEqual(['a FAILED', 'b READY', 'c NOT_STARTED']);
    expect(lane.open()).toBe(0);
  });

  it('gives a cluster its time though its turn comes late', async () => {
    const slow = {
      apply: async () => {
        await later(150);
        return result();
      },
    };
    const seen: number[] = [];
    const lane = openLane({
      a: slow,
      b: {
        apply: async ({ timeoutMs }) => {
          seen.push(timeoutMs);
          return result();
        },
      },
    });
    const report = await deployKubeflow(
      request(['a', 'b'], { ...stop, maxParallel: 1, timeoutMs: 1_000 }),
      lane.ports,
    );
    expect(report.succeeded).toBe(true);
    expect(seen[0]).toBeGreaterThan(900);
  });
});

describe('on-failure: rollback', () => {
  const rollback = { onFailure: 'rollback' as const };

  it('takes back the clusters that failed, and no other', async () => {
    const lane = openLane({ b: { apply: async () => broken } });
    const report = await deployKubeflow(
      request(['a', 'b'], rollback),
      lane.ports,
    );
    expect(states(report)).toEqual(['a READY', 'b FAILED']);
    expect(lane.steps).toContain('b: take back');
    expect(lane.steps).not.toContain('a: take back');
    expect(report.clusters[1]!.rollback?.revision).toBe(1);
  });

  it.each([
    [
      'nothing was written',
      result({ ...broken, requests: { total: 3, writes: 0 } }),
    ],
    ['another deploy took over', result({ error: failure('LeaseLost') })],
  ])('leaves a cluster alone where %s', async (_, done) => {
    const lane = openLane({ a: { apply: async () => done } });
    await deployKubeflow(request(['a'], rollback), lane.ports);
    expect(lane.steps).not.toContain('a: take back');
  });

  it('that fails is told beside the failure', async () => {
    const lane = openLane({
      a: {
        apply: async () => broken,
        takeBack: () => Promise.reject(failure('NoRevision')),
      },
    });
    const report = await deployKubeflow(request(['a'], rollback), lane.ports);
    expect(reasons(report)).toEqual([['Forbidden', 'NoRevision']]);
  });
});

describe('a plan', () => {
  const plan = { mode: 'plan' as const };

  it('is made though the checks have problems, and fails with both', async () => {
    const lane = openLane({
      a: {
        prepare: async () =>
          prepared({ problems: [failure('NoDefaultClass')] }),
        plan: async () =>
          planned({ refusals: [failure('FieldManagerConflict')] }),
      },
    });
    const report = await deployKubeflow(request(['a'], plan), lane.ports);
    expect(reasons(report)).toEqual([
      ['NoDefaultClass', 'FieldManagerConflict'],
    ]);
    expect(report.clusters[0]!.plan?.changeSet.changes).toHaveLength(1);
    expect(lane.steps).toEqual(['a: prepare', 'a: plan']);
  });

  it('tells a downgrade once, though both the check and the engine find it', async () => {
    const lane = openLane({
      a: {
        prepare: async () => prepared({ problems: [failure('Downgrade')] }),
        plan: async () => planned({ refusals: [failure('Downgrade')] }),
      },
      b: { plan: async () => planned({ refusals: [failure('Downgrade')] }) },
    });
    const report = await deployKubeflow(request(['a', 'b'], plan), lane.ports);
    expect(reasons(report)).toEqual([['Downgrade'], ['Downgrade']]);
  });
});

describe('rollback and uninstall', () => {
  it('need no manifests', async () => {
    const lane = openLane();
    const back = await deployKubeflow(
      request(['a'], { mode: 'rollback' }),
      lane.ports,
    );
    const gone = await deployKubeflow(
      request(['a'], { mode: 'uninstall' }),
      lane.ports,
    );
    expect([...states(back), ...states(gone)]).toEqual([
      'a ROLLED_BACK',
      'a UNINSTALLED',
    ]);
    expect(lane.steps).toEqual(['a: rollback', 'a: uninstall']);
  });
});

describe('row R4: a cancelled job', () => {
  const cancel = Object.assign(new Error('cancelled'), { name: 'AbortError' });

  it('reports what the engine did, and begins with no more clusters', async () => {
    const lane = openLane({
      a: {
        apply: async ({ signal }) => {
          setTimeout(() => lane.cancel(cancel), 20);
          await new Promise(resolve =>
            signal.addEventListener('abort', resolve),
          );
          return result({ error: signal.reason });
        },
      },
    });
    const report = await deployKubeflow(
      request(['a', 'b'], { maxParallel: 1 }),
      lane.ports,
    );
    expect(states(report)).toEqual(['a CANCELLED', 'b NOT_STARTED']);
    expect(report.clusters[0]!.result?.changeSet.changes).toHaveLength(1);
    expect(String(report.clusters[0]!.errors[0])).toContain(
      'cancelled while objects were being written',
    );
    expect(lane.open()).toBe(0);
  });

  it('while a cluster is being checked ends at once, and nothing is written', async () => {
    const lane = openLane({ a: { prepare: never } });
    setTimeout(() => lane.cancel(cancel), 20);
    const begun = Date.now();
    const report = await deployKubeflow(request(['a']), lane.ports);
    expect(states(report)).toEqual(['a CANCELLED']);
    expect(String(report.clusters[0]!.errors[0])).toContain(
      'before anything was written',
    );
    expect(Date.now() - begun).toBeLessThan(1_500);
  });

  it('whose engine hangs is given up within four seconds', async () => {
    const lane = openLane({ a: { apply: never } });
    setTimeout(() => lane.cancel(cancel), 20);
    const begun = Date.now();
    const report = await deployKubeflow(
      request(['a'], { onFailure: 'rollback' }),
      lane.ports,
    );
    expect(states(report)).toEqual(['a CANCELLED']);
    expect(Date.now() - begun).toBeLessThan(4_500);
    expect(lane.steps).toEqual(['a: prepare', 'a: apply']);
  }, 15_000);
});
