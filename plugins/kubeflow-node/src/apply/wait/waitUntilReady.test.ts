import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../clock';
import { createVirtualClock } from '../../pipelines/runs/testing/virtualClock';
import type { Waiting } from '../contract';
import type { ResourceId } from '../manifest';
import { startFakeCluster, type FakeCluster } from './testing/fakeCluster';
import { waitUntilReady, type ReadinessOptions } from './waitUntilReady';

let cluster: FakeCluster;
beforeEach(async () => {
  cluster = await startFakeCluster();
});
afterEach(() => cluster.close());

const id = (kind: string, name: string, group = 'apps'): ResourceId => ({
  group,
  kind,
  namespace: 'kubeflow',
  name,
});

const labels = { app: 'ours' };

const deployment = (name: string, ready: number, status: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'kubeflow', generation: 1, labels },
  spec: { replicas: 1, selector: { matchLabels: { app: name } } },
  status: {
    observedGeneration: 1,
    replicas: 1,
    updatedReplicas: 1,
    readyReplicas: ready,
    availableReplicas: ready,
    conditions: [{ type: 'Available', status: ready ? 'True' : 'False' }],
    ...status,
  },
});

const pod = (app: string, status: object, name = `${app}-1`) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'kubeflow', labels: { app } },
  spec: { initContainers: [{ name: 'setup' }], containers: [{ name: 'main' }] },
  status,
});

const claim = (className?: string) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'mysql', namespace: 'kubeflow', labels },
  spec: { storageClassName: className },
  status: { phase: 'Pending' },
});

const storageClass = (name: string, mode: string, isDefault = 'false') => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: {
    name,
    annotations: { 'storageclass.kubernetes.io/is-default-class': isDefault },
  },
  volumeBindingMode: mode,
});

const event = (
  kind: string,
  name: string,
  reason: string,
  message: string,
) => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: `${name}.${reason}`, namespace: 'kubeflow' },
  involvedObject: { kind, name },
  type: 'Warning',
  reason,
  message,
});

const options = (more: Partial<ReadinessOptions> = {}): ReadinessOptions => ({
  kinds: cluster.kinds,
  clock: systemClock,
  signal: new AbortController().signal,
  timeoutMs: 10_000,
  labelSelector: 'app=ours',
  ...more,
});

/** Waits on a clock that passes only as the test says, until the list shows what is wanted; then cancels. */
const explained = async (ids: readonly ResourceId[]): Promise<Waiting> => {
  const job = new AbortController();
  const clock = {
    ...systemClock,
    sleep: (ms: number, signal?: AbortSignal) =>
      systemClock.sleep(ms === 3_000 ? 0 : ms, signal),
  };
  let told: readonly Waiting[] = [];
  const work = waitUntilReady(
    cluster.target,
    ids,
    options({
      clock,
      signal: job.signal,
      redact: text => text.replaceAll('hunter2hunter2', '***'),
      onWaiting: waiting => {
        told = waiting;
      },
    }),
  );
  for (let tries = 0; tries < 200 && !told[0]?.details.length; tries += 1)
    await sleep(10);
  job.abort();
  await work;
  return told[0] as Waiting;
};

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

describe('what is said of an object that is not ready', () => {
  it('names the image that cannot be pulled', async () => {
    cluster.put(deployment('a', 0));
    cluster.put(
      pod('a', {
        phase: 'Pending',
        containerStatuses: [
          {
            name: 'main',
            image: 'ghcr.io/x:1',
            state: {
              waiting: { reason: 'ErrImagePull', message: 'not found' },
            },
          },
        ],
      }),
    );
    expect((await explained([id('Deployment', 'a')])).details).toEqual([
      'pod a-1: the image ghcr.io/x:1 cannot be pulled (ErrImagePull): not found',
    ]);
  });

  it("repeats the scheduler's words", async () => {
    cluster.put(deployment('a', 0));
    cluster.put(
      pod('a', {
        phase: 'Pending',
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message: '0/3 nodes are available: insufficient cpu',
          },
        ],
      }),
    );
    expect((await explained([id('Deployment', 'a')])).details).toEqual([
      'pod a-1: no node takes it: 0/3 nodes are available: insufficient cpu',
    ]);
  });

  it('shows the last lines of a crash, without secrets', async () => {
    cluster.put(deployment('a', 0));
    cluster.put(
      pod('a', {
        phase: 'Running',
        containerStatuses: [
          {
            name: 'main',
            restartCount: 3,
            state: {
              waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s' },
            },
            lastState: { terminated: { exitCode: 2, reason: 'Error' } },
          },
        ],
      }),
    );
    cluster.logs.set(
      'kubeflow/a-1/main',
      'connecting\npassword hunter2hunter2 refused\n',
    );
    expect((await explained([id('Deployment', 'a')])).details).toEqual([
      'pod a-1: container main: CrashLoopBackOff, exit code 2, started anew 3 times',
      '  connecting',
      '  password *** refused',
    ]);
    expect(
      cluster.requests.some(({ url }) => url.includes('previous=true')),
    ).toBe(true);
  });

  it('names the init container that holds it up, and the Secret that a volume misses', async () => {
    cluster.put(deployment('a', 0));
    cluster.put(
      pod('a', {
        phase: 'Pending',
        initContainerStatuses: [{ name: 'setup', state: { running: {} } }],
      }),
    );
    cluster.put(
      event(
        'Pod',
        'a-1',
        'FailedMount',
        'MountVolume.SetUp failed for volume "tls" : secret "webhook-server-tls" not found',
      ),
    );
    expect((await explained([id('Deployment', 'a')])).details).toEqual([
      'pod a-1: init container setup is still running',
      'pod a-1: MountVolume.SetUp failed for volume "tls" : secret "webhook-server-tls" not found',
    ]);
  });

  it('repeats why pods are refused: a quota, or a webhook that nobody answers', async () => {
    const message = 'pods "a-1" is forbidden: exceeded quota: gpus';
    cluster.put(
      deployment('a', 0, {
        conditions: [
          {
            type: 'ReplicaFailure',
            status: 'True',
            reason: 'FailedCreate',
            message,
          },
        ],
      }),
    );
    expect((await explained([id('Deployment', 'a')])).details).toEqual([
      `its pods are refused: ${message}`,
    ]);
  });

  it('says that the pods could not be read', async () => {
    cluster.put(deployment('a', 0));
    cluster.refused.set('/api/v1/namespaces/kubeflow/pods', 403);
    expect((await explained([id('Deployment', 'a')])).details).toEqual([
      expect.stringMatching(/^pods of namespace kubeflow could not be read: /),
    ]);
  });

  it('says that a claim has no default StorageClass', async () => {
    cluster.put(claim());
    cluster.put(storageClass('gp2', 'Immediate'));
    cluster.put(
      event(
        'PersistentVolumeClaim',
        'mysql',
        'FailedBinding',
        'no persistent volumes available for this claim and no storage class is set',
      ),
    );
    expect(
      (await explained([id('PersistentVolumeClaim', 'mysql', '')])).details,
    ).toEqual([
      'the cluster has no default StorageClass',
      'no persistent volumes available for this claim and no storage class is set',
    ]);
  });

  it('names a StorageClass that is not there', async () => {
    cluster.put(claim('gp9'));
    expect(
      (await explained([id('PersistentVolumeClaim', 'mysql', '')])).details,
    ).toEqual(['StorageClass gp9 does not exist']);
  });

  it('does not wait for a claim that is bound by its first consumer while nobody uses it', async () => {
    cluster.put(claim('gp3'));
    cluster.put(storageClass('gp3', 'WaitForFirstConsumer', 'true'));
    const start = performance.now();
    await expect(
      waitUntilReady(
        cluster.target,
        [id('PersistentVolumeClaim', 'mysql', '')],
        options({ timeoutMs: 60_000 }),
      ),
    ).resolves.toEqual([]);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('waits for it when a pod uses it', async () => {
    cluster.put(claim('gp3'));
    cluster.put(storageClass('gp3', 'WaitForFirstConsumer', 'true'));
    cluster.put({
      ...pod('db', { phase: 'Pending' }),
      spec: { volumes: [{ persistentVolumeClaim: { claimName: 'mysql' } }] },
    });
    await expect(
      waitUntilReady(
        cluster.target,
        [id('PersistentVolumeClaim', 'mysql', '')],
        options({ timeoutMs: 300 }),
      ),
    ).resolves.toMatchObject([{ fact: 'it is not bound to a volume' }]);
  });
});
