import {
  type ManifestObject,
  applySetOf,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { startApiServerAlone } from '../emptyCluster';
import { fastClock } from './fastTime';
import { goPrograms } from '../goPrograms';
import type { Exchange } from '../apiProxy';
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
  withMetadata,
} from './upstreamObjects.test.fixture';

/** So much faster does the killed deploy's lease expire, while the next deploy waits for that. */
const WAITING_RATE = 30;
/** Kinds whose objects may have another name in the next cycle: one is made and one is pruned. */
const RENAMED = [
  'ConfigMap',
  'Role',
  'RoleBinding',
  'ServiceAccount',
  'Service',
];
const EVERY = 9;
const FILES = [upstreamManifests.pipelinesFirst, upstreamManifests.pipelines];

/** `before`: the write never reaches the server; `after`: it does, and its answer never reaches the deploy. */
type Moment = 'before' | 'after';

/** Kills the deployer at its n-th write, and lets nothing of it pass any more. */
const killAt = (
  deployer: Deployer,
  { write, moment }: { readonly write: number; readonly moment: Moment },
) => {
  let writes = 0;
  let isKilled = false;
  const kill = () => {
    isKilled = true;
    deployer.signal('SIGKILL');
  };
  const intercept = (exchange: Exchange) => {
    if (isKilled) {
      exchange.reset();
      return;
    }
    if (exchange.isWrite) writes += 1;
    if (!exchange.isWrite || writes < write) {
      exchange.pass();
      return;
    }
    if (moment === 'before') kill();
    else exchange.commit().then(kill, kill);
  };
  return { intercept, wasKilled: () => isKilled };
};

/** 88 objects that all differ from cycle to cycle, some by their name. */
const objectsOfCycle = (base: readonly ManifestObject[], cycle: number) =>
  base.map((object, index) => {
    const changed = withAnnotation(object, 'kubeflow-fleet/cycle', `${cycle}`);
    return RENAMED.includes(object.kind) && index % EVERY === 0
      ? withMetadata(changed, { name: `${object.metadata.name}-${cycle % 2}` })
      : changed;
  });

describeUpstream(
  `a deploy of 88 objects killed at every write, on kube-apiserver ${goPrograms['kube-apiserver'].version}`,
  () => {
    const base = objectsOf(FILES);
    let world: DeployWorld;
    let deployers: Deployers;
    let cycle = 0;

    const job = async () => {
      cycle += 1;
      const objects = objectsOfCycle(base, cycle);
      const files = [await world.write(objects)];
      const again = { files, until: 'applied' } as const;
      return { objects, again };
    };

    beforeAll(async () => {
      deployers = await openDeployers();
      world = await startDeployWorld(startApiServerAlone);
    }, 120_000);

    afterAll(async () => {
      await deployers?.stop();
      await world?.stop();
    }, 60_000);

    const FOREIGN = 'ConfigMap/kubeflow/labelled-by-another';

    /** Objects of others: one carries our label, but we never applied it. */
    const makeBystanders = async () => {
      const make = ['create', 'configmap', '-n', 'kubeflow'];
      await world.kubectl(...make, 'labelled-by-another');
      await world.kubectl(...make, 'unlabelled');
      await world.kubectl(
        ...['label', 'configmap', '-n', 'kubeflow', 'labelled-by-another'],
        `applyset.kubernetes.io/part-of=${applySetOf(SET).id}`,
      );
    };

    const expectExact = async (objects: readonly ManifestObject[]) => {
      const state = await readSetState(world.target);
      expect(state.inventory).toEqual(
        state.live.filter(key => !key.startsWith(FOREIGN)),
      );
      expect(state.members.filter(key => key !== FOREIGN)).toEqual(
        keysOf(objects),
      );
    };

    /** Waits for the dead holder's lease by a fast clock, and holds its own by the right one. */
    const deployAfterwards = async (
      again: Parameters<typeof world.deploy>[0],
    ) => {
      const clock = fastClock(WAITING_RATE);
      world.proxy.intercept(exchange => {
        if (exchange.method === 'PUT' && exchange.url.includes('/leases/'))
          clock.run(1);
        exchange.pass();
      });
      const result = await world.deploy(
        { ...again, timeoutMs: 100_000 * WAITING_RATE },
        { clock },
      );
      world.proxy.intercept(undefined);
      return result;
    };

    it('deploys it once, beside objects of others', async () => {
      const { objects, again } = await job();
      const first = await world.deploy(again);
      expect(first).toMatchObject({ failures: [], error: undefined });
      await makeBystanders();
      await expectExact(objects);
    }, 60_000);

    // Between two writes both moments leave the same behind, but for what else was under way.
    it.each<[Moment, string, number]>([
      ['after', 'each write', 1],
      ['before', 'every third write', 3],
    ])(
      'converges when run again, prunes nothing else, and its inventory is exact: killed %s %s reached the server',
      async (moment, _, step) => {
        let write = 1;
        for (let next = deployers.start(); ; write += step) {
          const deployer = next;
          next = deployers.start();
          const { objects, again } = await job();
          const { intercept, wasKilled } = killAt(deployer, { write, moment });
          world.proxy.intercept(intercept);
          const targets = [world.address];
          const ended = deployer.deploy({
            targets,
            set: SET,
            timeoutMs: 60_000,
            ...again,
          });
          await ended.catch(() => undefined);
          await deployer.exited;
          if (!wasKilled()) break;
          const result = await deployAfterwards(again);
          expect([write, result.error, result.failures]).toEqual([
            write,
            undefined,
            [],
          ]);
          await expectExact(objects);
        }
        // Every object is written, some are pruned, and the state is kept.
        expect(write).toBeGreaterThan(base.length);
        const kept = ['get', 'configmap', '-n', 'kubeflow', '-o', 'name'];
        expect(
          await world.kubectl(...kept, 'labelled-by-another', 'unlabelled'),
        ).toBe('configmap/labelled-by-another\nconfigmap/unlabelled\n');
      },
      900_000,
    );
  },
);
