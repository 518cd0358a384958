import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../clock';
import { createVirtualClock } from '../../testing/virtualClock';
import { deployment, id, labels, pod } from './testing/sampleObjects';
import { startFakeCluster, type FakeCluster } from './testing/fakeCluster';
import { waitUntilReady, type ReadinessOptions } from './waitUntilReady';

let cluster: FakeCluster;
beforeEach(async () => {
  cluster = await startFakeCluster();
});
afterEach(() => cluster.close());

const options = (more: Partial<ReadinessOptions> = {}): ReadinessOptions => ({
  kinds: cluster.kinds,
  clock: systemClock,
  signal: new AbortController().signal,
  timeoutMs: 10_000,
  labelSelector: 'app=ours',
  ...more,
});

describe('waitUntilReady', () => {
  it('asks one list per kind when all is ready, and nothing about kinds without a status', async () => {
    cluster.put(deployment('a', 1));
    cluster.put(deployment('b', 1));
    const ids = [
      id('Deployment', 'a'),
      id('Deployment', 'b'),
      id('ConfigMap', 'c', ''),
      id('Secret', 's', ''),
    ];
    await expect(
      waitUntilReady(cluster.target, ids, options()),
    ).resolves.toEqual([]);
    expect(cluster.requests).toHaveLength(1);
  });

  it('sends nothing when there is nothing to wait for', async () => {
    await expect(
      waitUntilReady(cluster.target, [id('ConfigMap', 'c', '')], options()),
    ).resolves.toEqual([]);
    expect(cluster.requests).toHaveLength(0);
  });

  it('ends with the event that makes the last object ready, and tells each list once', async () => {
    cluster.put(deployment('a', 0));
    cluster.put(deployment('b', 0));
    const told: string[] = [];
    const work = waitUntilReady(
      cluster.target,
      [id('Deployment', 'a'), id('Deployment', 'b')],
      options({
        onWaiting: waiting => {
          told.push(waiting.map(one => one.id.name).join());
          if (waiting.length === 2) cluster.put(deployment('a', 1));
          if (waiting.length === 1) cluster.put(deployment('b', 1));
        },
      }),
    );
    await expect(work).resolves.toEqual([]);
    expect(told).toEqual(['a,b', 'b', '']);
  });

  it('row 40: survives a watch that is Gone and sees what happened meanwhile', async () => {
    cluster.put(deployment('a', 0));
    const work = waitUntilReady(
      cluster.target,
      [id('Deployment', 'a')],
      options({
        onWaiting: waiting => {
          if (waiting.length === 0) return;
          setTimeout(() => {
            cluster.forget();
            cluster.put(deployment('a', 1));
          }, 50);
        },
      }),
    );
    await expect(work).resolves.toEqual([]);
  });

  it('says what is not ready at the deadline, also what does not exist', async () => {
    cluster.put(deployment('a', 0));
    const waiting = await waitUntilReady(
      cluster.target,
      [id('Deployment', 'a'), id('Deployment', 'gone')],
      options({ timeoutMs: 100 }),
    );
    expect(waiting).toMatchObject([
      {
        id: { name: 'a' },
        status: 'InProgress',
        fact: '0 of 1 replica is available',
      },
      { id: { name: 'gone' }, status: 'NotFound', fact: 'it does not exist' },
    ]);
  });

  it('returns what is known within 2 s of a cancellation', async () => {
    cluster.put(deployment('a', 0));
    const job = new AbortController();
    const start = performance.now();
    const waiting = await waitUntilReady(
      cluster.target,
      [id('Deployment', 'a')],
      options({ signal: job.signal, onWaiting: () => job.abort() }),
    );
    expect(waiting).toMatchObject([{ status: 'InProgress' }]);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('returns at once when it was cancelled before', async () => {
    const waiting = await waitUntilReady(
      cluster.target,
      [id('Deployment', 'a')],
      options({ signal: AbortSignal.abort() }),
    );
    expect(waiting).toMatchObject([
      { status: 'Unknown', fact: 'it could not be read in time' },
    ]);
  });

  it('ends early when what is left can never become ready, but waits through a crash loop', async () => {
    cluster.put(
      deployment('a', 0, {
        conditions: [
          {
            type: 'Progressing',
            status: 'False',
            reason: 'ProgressDeadlineExceeded',
          },
        ],
      }),
    );
    const waiting = await waitUntilReady(
      cluster.target,
      [id('Deployment', 'a')],
      options({ timeoutMs: 60_000 }),
    );
    expect(waiting).toMatchObject([
      {
        status: 'Failed',
        fact: expect.stringContaining('no progress within its deadline'),
      },
    ]);
    cluster.put({
      ...pod('x', {
        phase: 'Running',
        containerStatuses: [
          { name: 'main', state: { waiting: { reason: 'CrashLoopBackOff' } } },
        ],
      }),
      metadata: { name: 'p', namespace: 'kubeflow', labels },
    });
    const crashing = await waitUntilReady(
      cluster.target,
      [id('Pod', 'p', '')],
      options({ timeoutMs: 150 }),
    );
    expect(crashing).toMatchObject([
      { status: 'Failed', fact: 'crash loop of container main' },
    ]);
  });

  it('gives up on a kind that may not be watched or is not served, and says so', async () => {
    cluster.refused.set('/apis/apps/v1/deployments', 403);
    const ids = [id('Deployment', 'a'), id('Widget', 'w', 'example.com')];
    const waiting = await waitUntilReady(
      cluster.target,
      ids,
      options({ timeoutMs: 60_000 }),
    );
    expect(waiting).toMatchObject([
      {
        status: 'Unknown',
        fact: expect.stringContaining('it cannot be followed: '),
      },
      { status: 'Unknown', fact: 'the cluster does not serve its kind' },
    ]);
  });

  it('asks by namespace and name where no label is shared', async () => {
    cluster.put(deployment('a', 1));
    await expect(
      waitUntilReady(
        cluster.target,
        [id('Deployment', 'a')],
        options({ labelSelector: undefined }),
      ),
    ).resolves.toEqual([]);
    expect(cluster.requests[0]?.url).toMatch(
      /^\/apis\/apps\/v1\/namespaces\/kubeflow\/deployments\?fieldSelector=metadata\.name%3Da/,
    );
  });

  it('costs few requests however long 600 objects wait', async () => {
    const clock = createVirtualClock();
    const ids = Array.from({ length: 600 }, (_, index) =>
      id('Deployment', `d${index}`),
    );
    ids.forEach(({ name }) => cluster.put(deployment(name, 0)));
    let told = 0;
    const work = waitUntilReady(
      cluster.target,
      ids,
      options({
        clock,
        timeoutMs: 60_000,
        onWaiting: () => {
          told += 1;
        },
      }),
    );
    for (let tries = 0; tries < 200 && told === 0; tries += 1) await sleep(5);
    for (let second = 0; second < 61; second += 1) {
      await clock.advance(1_000);
      await sleep(5);
    }
    expect(await work).toHaveLength(600);
    // List, watch, and one list of pods per look.
    expect(cluster.requests.length).toBeLessThanOrEqual(10);
  });
});
