import {
  hasReason,
  isKubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesObject } from '../../kubernetes/objects';
import { seededRandom } from '../../testing/seededRandom';
import { createVirtualClock } from '../../testing/virtualClock';
import { applySetOf } from './applySet';
import { openInventory } from './openInventory';
import { readInventory } from './readInventory';
import { resourceKey, type Manifest } from '../manifest';
import { startDeployer, type DeployerProcess } from '../testing/deployer';
import { answerLost, StateServer, unreachable } from '../testing/stateServer';
import { sampleManifest } from '../wait/testing/sampleManifest';

const SET = applySetOf('kubeflow');
const PLACE = {
  group: '',
  version: 'v1',
  plural: 'configmaps',
  namespace: 'kubeflow',
};
const NAMES = ['a', 'b', 'c', 'd'];

const manifestsOf = (deployer: string): Manifest[] =>
  NAMES.map(name =>
    sampleManifest({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'kubeflow' },
      data: { deployer },
    }),
  );

interface World {
  readonly server: StateServer;
  /** Generations whose lease was found held, in the order of time. */
  readonly held: number[];
}

const find = async (
  { target }: DeployerProcess,
  name: string,
): Promise<KubernetesObject | undefined> => {
  try {
    return await target.kubernetes.get(PLACE, name);
  } catch (error) {
    if (hasReason(error, 'NotFound')) return undefined;
    throw error;
  }
};

/** Writes one object as the engine does: only while the lease is held, and only over what was just read. */
const write = async (
  deployer: DeployerProcess,
  manifest: Manifest,
  assertHeld: () => void,
): Promise<KubernetesObject> => {
  for (;;) {
    const live = await find(deployer, manifest.id.name);
    const object = manifest.object() as unknown as KubernetesObject;
    assertHeld();
    const { kubernetes } = deployer.target;
    try {
      if (!live) return await kubernetes.create(PLACE, object);
      const { resourceVersion } = live.metadata;
      return await kubernetes.replace(PLACE, {
        ...object,
        metadata: { ...object.metadata, resourceVersion },
      });
    } catch (error) {
      if (!isKubeflowError(error) || error.reason === 'LeaseLost') throw error;
    }
  }
};

const deploy = async (
  { held }: World,
  deployer: DeployerProcess,
  name: string,
): Promise<string> => {
  const { target, ports } = deployer;
  const manifests = manifestsOf(name);
  const { lease, writer } = await openInventory(
    target,
    {
      set: SET,
      inventory: await readInventory(target, SET, ports),
      writes: manifests.map(({ id }) => ({ id })),
      holder: { host: name },
      waitMs: 600_000,
    },
    ports,
  );
  const assertHeld = () => {
    lease.assertHeld();
    held.push(lease.generation);
  };
  try {
    const applied = [];
    for (const manifest of manifests) {
      const { metadata } = await write(deployer, manifest, assertHeld);
      applied.push({ manifest, uid: metadata.uid ?? '', owned: name });
    }
    assertHeld();
    await writer.recordOutcome({ applied, removed: [], untouched: [] });
    return 'done';
  } catch (error) {
    if (hasReason(error, 'LeaseLost')) return 'lost';
    throw error;
  } finally {
    await lease.release();
  }
};

const SEEDS = 150;

describe('three deployers of one cluster', () => {
  it.each(Array.from({ length: SEEDS }, (_, seed) => [seed]))(
    'row 44, R11: never mix, whoever sleeps past the lease or loses answers (seed %i)',
    async seed => {
      const random = seededRandom(seed);
      const world = createVirtualClock();
      const state: World = { server: new StateServer(), held: [] };
      state.server.put('/api/v1/namespaces/kubeflow', {
        metadata: { name: 'kubeflow' },
      });
      const processes = ['first', 'second', 'third'].map(name => {
        const fault = () => {
          const chance = random();
          if (chance < 0.02) throw answerLost();
          if (chance < 0.04) throw unreachable();
          // Sleeps with an answer on its way, shorter or longer than the lease lasts.
          if (chance < 0.07) deployer.pause(random() * 40_000);
        };
        const deployer: DeployerProcess = startDeployer(state.server, world, {
          random,
          latencyMs: random() < 0.3 ? 6_000 : 200,
          interference: {
            after: ({ method }) => {
              if (method !== 'GET') fault();
            },
          },
        });
        return { name, deployer };
      });
      const outcomes = await world.run(
        Promise.all(
          processes.map(async ({ name, deployer }) => {
            await world.sleep(random() * 10_000);
            return deploy(state, deployer, name).catch((error: Error) => {
              // A deploy may fail; it must not leave a mix.
              if (!isKubeflowError(error)) throw error;
              return 'failed';
            });
          }),
        ),
      );
      // Nobody wrote with an older generation after a younger one had begun.
      expect(state.held).toEqual([...state.held].sort((a, b) => a - b));
      if (!outcomes.includes('done')) return;
      const inventory = await world.run(
        readInventory(processes[0]!.deployer.target, SET),
      );
      const values = NAMES.map(name => {
        const object = state.server.objects.get(
          `/api/v1/namespaces/kubeflow/configmaps/${name}`,
        );
        return (object?.data as { deployer?: string } | undefined)?.deployer;
      });
      // The last one to begin may have been stopped half way; then the inventory says so.
      const isSettled = inventory.entries.every(({ digest }) => digest);
      expect(inventory.entries.map(({ id }) => resourceKey(id)).sort()).toEqual(
        NAMES.map(name => `ConfigMap/kubeflow/${name}`),
      );
      if (!isSettled) return;
      expect(new Set(values).size).toBe(1);
      const winner = manifestsOf(values[0] ?? '');
      expect(inventory.entries.map(({ digest }) => digest)).toEqual(
        winner.map(inventory.digestOf),
      );
    },
  );
});
