import type { ManagedFields, ObjectMetadata } from '../api/objectApi';
import type { PrunePolicy } from '../contract';
import { applySetOf } from '../inventory/applySet';
import type { InventoryEntry, Members } from '../inventory/contract';
import { resourceKey, type Manifest, type ResourceId } from '../manifest';
import type { PruneInput } from '../prune/contract';
import { sampleManifest } from '../wait/testing/sampleManifest';

export const APPLIED_BY_US: ManagedFields = {
  manager: 'kubeflow-fleet',
  operation: 'Apply',
  apiVersion: 'v1',
};

export const EVERY_KIND: PrunePolicy = {
  prune: true,
  allowMassDelete: true,
  deletable: ['Namespace', 'CustomResourceDefinition', 'PersistentVolumeClaim'],
};

export const resource = (
  kind: string,
  name: string,
  { group = '', namespace }: { group?: string; namespace?: string } = {},
): ResourceId => ({ group, kind, ...(namespace ? { namespace } : {}), name });

/** A live member that we applied, with the uid `uid-of-NAME`. */
export const liveOf = (
  { name, namespace }: ResourceId,
  more: Partial<ObjectMetadata> = {},
): ObjectMetadata => ({
  name,
  ...(namespace ? { namespace } : {}),
  uid: `uid-of-${name}`,
  resourceVersion: '1',
  creationTimestamp: '2026-01-01T00:00:00Z',
  managedFields: [APPLIED_BY_US],
  ...more,
});

export const manifestFor = (
  { group, kind, name, namespace }: ResourceId,
  version = 'v1',
): Manifest =>
  sampleManifest({
    apiVersion: group ? `${group}/${version}` : version,
    kind,
    metadata: { name, ...(namespace ? { namespace } : {}) },
  });

export interface PruneWorld {
  readonly entries: readonly InventoryEntry[];
  readonly live: readonly (readonly [ResourceId, ObjectMetadata])[];
  readonly manifests?: readonly Manifest[];
  readonly unread?: Members['unread'];
  readonly policy?: Partial<PrunePolicy>;
  readonly scope?: PruneInput['scope'];
  readonly hasParent?: boolean;
}

/** What `decidePrune` is given. */
export const pruneInput = ({
  entries,
  live,
  manifests = [manifestFor(resource('ConfigMap', 'wanted'))],
  unread = new Map(),
  policy,
  scope,
  hasParent = true,
}: PruneWorld): PruneInput => ({
  subject: 'eu-west-1/ml-eu',
  set: applySetOf('kubeflow'),
  inventory: {
    ...(hasParent ? { parent: { uid: 'parent', resourceVersion: '1' } } : {}),
    entries,
    groupKinds: [],
    namespaces: [],
    generation: 1,
    digestOf: ({ digest }) => digest,
  },
  members: {
    byKey: new Map(live.map(([id, object]) => [resourceKey(id), object])),
    unread,
  },
  manifests,
  policy: { ...EVERY_KIND, ...policy },
  scope,
});

/** An object as it is after a deploy: in the inventory, and live. */
export const installed = (
  ids: readonly ResourceId[],
): Pick<PruneWorld, 'entries' | 'live'> => ({
  entries: ids.map(id => ({
    id,
    uid: `uid-of-${id.name}`,
    digest: 'd',
    owned: 'o',
  })),
  live: ids.map(id => [id, liveOf(id)] as const),
});
