import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../clock';
import type { Waiting } from '../contract';
import type { ResourceId } from '../manifest';
import {
  claim,
  deployment,
  event,
  id,
  pod,
  storageClass,
} from './testing/sampleObjects';
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
      event('Pod', 'a-1', {
        reason: 'FailedMount',
        message:
          'MountVolume.SetUp failed for volume "tls" : secret "webhook-server-tls" not found',
      }),
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
      event('PersistentVolumeClaim', 'mysql', {
        reason: 'FailedBinding',
        message:
          'no persistent volumes available for this claim and no storage class is set',
      }),
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
