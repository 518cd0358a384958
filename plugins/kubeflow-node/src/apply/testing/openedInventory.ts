import { systemClock } from '../../clock';
import type { ApplyTarget } from '../contract';
import { applySetOf } from '../inventory/applySet';
import type { IntendedWrite } from '../inventory/contract';
import { openInventory, type OpenInventory } from '../inventory/openInventory';
import { readInventory } from '../inventory/readInventory';
import type { Manifest } from '../manifest';
import { sampleManifest } from '../wait/testing/sampleManifest';
import { createWriterPorts } from './writerPorts';

export const SAMPLE_SET = applySetOf('kubeflow');

/** A ConfigMap of namespace kubeflow. */
export const configMapManifest = (
  name: string,
  data: Readonly<Record<string, string>> = {},
): Manifest =>
  sampleManifest({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'kubeflow' },
    data,
  });

/** Opens as the next deploy would. */
export const openNext = async (
  target: ApplyTarget,
  writes: readonly IntendedWrite[],
): Promise<OpenInventory> =>
  await openInventory(
    target,
    {
      set: SAMPLE_SET,
      inventory: await readInventory(target, SAMPLE_SET),
      writes,
      holder: { host: 'test' },
      waitMs: 60_000,
    },
    createWriterPorts(systemClock),
  );

/** A whole deploy of these manifests; every object's uid is made of its name. */
export const deployAll = async (
  target: ApplyTarget,
  manifests: readonly Manifest[],
): Promise<void> => {
  const { lease, writer } = await openNext(
    target,
    manifests.map(({ id }) => ({ id })),
  );
  await writer.recordOutcome({
    applied: manifests.map(manifest => ({
      manifest,
      uid: `uid-of-${manifest.id.name}`,
      owned: 'fields',
    })),
    removed: [],
    untouched: [],
  });
  await lease.release();
};
