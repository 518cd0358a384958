import {
  type ManifestObject,
  applySetOf,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import {
  type ApiProxy,
  type Exchange,
  isWrite,
  startApiProxy,
} from '../apiProxy';
import { startApiServerAlone } from '../emptyCluster';
import { goPrograms } from '../goPrograms';
import type { DeployJob, DeployedTarget } from './contract';
import {
  type DeployWorld,
  SET,
  startDeployWorld,
} from './deployWorld.test.fixture';
import { keysOf } from './manifestKeys.test.fixture';
import { readSetState } from './setState.test.fixture';
import { type Deployer, type Deployers, openDeployers } from './startDeployer';
import { upstreamManifests } from './upstreamManifests';
import {
  describeUpstream,
  objectsOf,
  withAnnotation,
} from './upstreamObjects.test.fixture';

/** So much faster do leases expire. */
const CLOCK_RATE = 5;
const VERSION = 'kubeflow-fleet/version';
const FILES = [upstreamManifests.pipelinesFirst, upstreamManifests.pipelines];

/** A write to an object of the manifests: the state of the deploy itself is put and posted. */
const isObjectWrite = (request: {
  readonly method: string;
  readonly url: string;
}) => request.method === 'PATCH' && isWrite(request);

describeUpstream(
  `two deploys of 88 objects, on kube-apiserver ${goPrograms['kube-apiserver'].version}`,
  () => {
    const base = objectsOf(FILES);
    let world: DeployWorld;
    let deployers: Deployers;
    /** The second deployer's way to the same server. */
    let proxy: ApiProxy;

    const jobOf = async (
      version: string,
      through: ApiProxy,
    ): Promise<DeployJob> => ({
      targets: [{ ...world.address, server: through.url }],
      files: [
        await world.write(
          base.map(object => withAnnotation(object, VERSION, version)),
        ),
      ],
      set: SET,
      until: 'applied',
      timeoutMs: 300_000,
      clockRate: CLOCK_RATE,
    });

    const deployWith = async (deployer: Deployer, job: DeployJob) => {
      const { targets } = await deployer.deploy(job);
      return targets[0] as DeployedTarget;
    };

    /** Versions that the live objects carry. */
    const liveVersions = async () => {
      const kinds = new Set(base.map(({ kind }) => kind.toLowerCase()));
      const text = await world.kubectl(
        ...['get', [...kinds].join(','), '-A', '-o', 'json'],
        ...['-l', `applyset.kubernetes.io/part-of=${applySetOf(SET).id}`],
      );
      const { items } = JSON.parse(text) as {
        readonly items: readonly ManifestObject[];
      };
      const versions = items.map(
        ({ metadata }) => metadata.annotations?.[VERSION],
      );
      return { objects: items.length, versions: [...new Set(versions)] };
    };

    const expectOnly = async (version: string) => {
      expect(await liveVersions()).toEqual({
        objects: base.length,
        versions: [version],
      });
      const state = await readSetState(world.target);
      expect(state.members).toEqual(keysOf(base));
      expect(state.inventory).toEqual(state.live);
    };

    beforeAll(async () => {
      deployers = await openDeployers();
      world = await startDeployWorld(startApiServerAlone);
      proxy = await startApiProxy(world.cluster);
    }, 120_000);

    afterEach(() => {
      for (const each of [world.proxy, proxy]) {
        each.intercept(undefined);
        each.forget();
      }
    });

    afterAll(async () => {
      await deployers?.stop();
      await proxy?.stop();
      await world?.stop();
    }, 60_000);

    it('row 44: started at once, one writes after the other and the state is the later one', async () => {
      const jobs = await Promise.all([
        jobOf('one', world.proxy),
        jobOf('two', proxy),
      ]);
      const results = await Promise.all(
        jobs.map(job => deployWith(deployers.start(), job)),
      );
      expect(results.map(({ error, failures }) => [error, failures])).toEqual([
        [undefined, []],
        [undefined, []],
      ]);
      const [first, second] = [world.proxy, proxy]
        .map((each, index) => ({
          version: ['one', 'two'][index] ?? '',
          times: each.requests.filter(isObjectWrite).map(({ at }) => at),
        }))
        .sort((a, b) => Math.min(...a.times) - Math.min(...b.times));
      expect(Math.max(...(first?.times ?? []))).toBeLessThanOrEqual(
        Math.min(...(second?.times ?? [])),
      );
      await expectOnly(second?.version ?? '');
    }, 60_000);

    it('row 44: paused past its lease while another deploys, it ends with LeaseLost and the state is the other one', async () => {
      const paused = deployers.start();
      const other = deployers.start();
      let writes = 0;
      const reached = new Promise<void>(resolve => {
        world.proxy.intercept((exchange: Exchange) => {
          if (isObjectWrite(exchange)) writes += 1;
          if (writes === 20) {
            paused.signal('SIGSTOP');
            resolve();
          }
          exchange.pass();
        });
      });
      const first = deployWith(paused, await jobOf('paused', world.proxy));
      await reached;
      const second = await deployWith(other, await jobOf('other', proxy));
      expect([second.error, second.failures]).toEqual([undefined, []]);
      world.proxy.forget();
      paused.signal('SIGCONT');
      const { error } = await first;
      expect(error).toMatchObject({
        reason: 'LeaseLost',
        message: expect.stringContaining('lost lock'),
      });
      const late = world.proxy.requests.filter(
        request => isObjectWrite(request) && request.status < 300,
      );
      expect(late).toEqual([]);
      await expectOnly('other');
    }, 60_000);

    it('R4: interrupted at a round trip of 500 ms, it reports within 5 s exactly what it did, and the next deploy waits for nothing', async () => {
      const interrupted = deployers.start();
      let writes = 0;
      const reached = new Promise<void>(resolve => {
        world.proxy.intercept((exchange: Exchange) => {
          if (isObjectWrite(exchange)) writes += 1;
          if (writes === 30) resolve();
          setTimeout(exchange.pass, 500);
        });
      });
      const job = {
        ...(await jobOf('interrupted', world.proxy)),
        clockRate: 1,
      };
      const result = deployWith(interrupted, job);
      await reached;
      const at = performance.now();
      interrupted.signal('SIGINT');
      const { error, changes, failures } = await result;
      await interrupted.exited;
      expect(performance.now() - at).toBeLessThan(5_000);
      expect(error).toBeDefined();
      world.proxy.intercept(undefined);
      const configured = changes.filter(change =>
        change.startsWith('configured '),
      );
      const text = await world.kubectl(
        ...[
          'get',
          [...new Set(base.map(({ kind }) => kind.toLowerCase()))].join(','),
        ],
        ...[
          '-A',
          '-o',
          'json',
          '-l',
          `applyset.kubernetes.io/part-of=${applySetOf(SET).id}`,
        ],
      );
      const written = keysOf(
        (
          JSON.parse(text) as { readonly items: readonly ManifestObject[] }
        ).items.filter(
          ({ metadata }) => metadata.annotations?.[VERSION] === 'interrupted',
        ),
      );
      const told = [
        ...configured.map(change => change.replace('configured ', '')),
        // What was under way when it ended is told as uncertain.
        ...failures.map(({ object }) => object),
      ];
      expect(written.length).toBeGreaterThan(0);
      expect(written.filter(key => !told.includes(key))).toEqual([]);
      expect(
        configured.filter(
          change => !written.includes(change.replace('configured ', '')),
        ),
      ).toEqual([]);

      const started = performance.now();
      const next = await deployWith(deployers.start(), {
        ...(await jobOf('next', proxy)),
        clockRate: 1,
      });
      expect([next.error, next.failures]).toEqual([undefined, []]);
      expect(performance.now() - started).toBeLessThan(10_000);
      await expectOnly('next');
    }, 60_000);
  },
);
