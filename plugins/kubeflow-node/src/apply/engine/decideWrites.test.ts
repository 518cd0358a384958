import type { ObjectMetadata } from '../api/objectApi';
import { FIELD_MANAGER } from '../contract';
import { ownedDigest } from '../drift/ownedFields';
import type { InventoryEntry } from '../inventory';
import { resourceKey, type ManifestObject } from '../manifest';
import { manifestOf } from '../manifests/manifestOf';
import { decideWrites, intendedWrite } from './decideWrites';
import type { ClusterState } from './readState';

const MANIFEST = manifestOf(
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'kubeflow' },
  } as ManifestObject,
  { source: { path: 'a.yaml', line: 1 } },
);

const member = (more: Partial<ObjectMetadata> = {}): ObjectMetadata => ({
  name: 'settings',
  namespace: 'kubeflow',
  uid: 'u1',
  resourceVersion: '7',
  creationTimestamp: '2026-01-01T00:00:00Z',
  managedFields: [
    {
      manager: FIELD_MANAGER,
      operation: 'Apply',
      apiVersion: 'v1',
      fieldsV1: { 'f:data': {} },
    },
  ],
  ...more,
});

const OWNED = ownedDigest(member().managedFields);

const decide = (
  entry: Partial<InventoryEntry> | undefined,
  live: ObjectMetadata | undefined,
) =>
  decideWrites({
    manifests: [MANIFEST],
    members: {
      byKey: new Map(live ? [[resourceKey(MANIFEST.id), live]] : []),
      unread: new Map(),
    },
    inventory: {
      entries: entry ? [{ id: MANIFEST.id, ...entry }] : [],
      digestOf: () => 'd1',
    },
  } as unknown as ClusterState);

const RECORDED = { uid: 'u1', digest: 'd1', owned: OWNED };

describe('decideWrites', () => {
  it('sends nothing for what is as it was recorded', () => {
    expect(decide(RECORDED, member())).toMatchObject({
      candidates: [],
      unchanged: [{ manifest: MANIFEST }],
    });
  });

  it.each([
    ['nothing was recorded', undefined, member()],
    ['it is not there', RECORDED, undefined],
    ['another manifest was applied', { ...RECORDED, digest: 'd0' }, member()],
    ['its outcome is not known', { ...RECORDED, uid: undefined }, member()],
    [
      'a later write was intended',
      { ...RECORDED, digest: undefined },
      member(),
    ],
    ['another object stands there', RECORDED, member({ uid: 'u2' })],
    ['somebody took a field', RECORDED, member({ managedFields: [] })],
    [
      'it is being deleted',
      RECORDED,
      member({ deletionTimestamp: '2026-01-02T00:00:00Z' }),
    ],
  ])('looks again when %s', (_why, entry, live) => {
    expect(decide(entry, live)).toMatchObject({
      candidates: [{ manifest: MANIFEST }],
      unchanged: [],
    });
  });
});

describe('intendedWrite', () => {
  it('notes a member that nobody recorded, as it is not ours by being there', () => {
    const [candidate] = decide(undefined, member()).candidates;
    expect(candidate && intendedWrite(candidate)).toEqual({
      id: MANIFEST.id,
      before: 'u1',
    });
  });
});

describe('row 43: what goes with a namespace or a definition that is being deleted', () => {
  const at = { source: { path: 'a.yaml', line: 1 } };
  const made = (object: object) => manifestOf(object as ManifestObject, at);
  const namespace = made({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'kubeflow' },
  });
  const definition = made({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: { group: 'example.com', names: { kind: 'Widget' } },
  });
  const widget = made({
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { name: 'settings', namespace: 'other' },
  });
  const manifests = [namespace, definition, MANIFEST, widget];

  const candidatesWhile = (dying: readonly unknown[]) =>
    decideWrites({
      manifests,
      members: {
        byKey: new Map(
          manifests.map(each => [
            resourceKey(each.id),
            member(
              dying.includes(each)
                ? { deletionTimestamp: '2026-01-02T00:00:00Z' }
                : {},
            ),
          ]),
        ),
        unread: new Map(),
      },
      inventory: {
        entries: manifests.map(({ id }) => ({ id, ...RECORDED })),
        digestOf: () => 'd1',
      },
    } as unknown as ClusterState).candidates.map(each => each.manifest);

  it('is written again although it still stands there as it was', () => {
    expect(candidatesWhile([])).toEqual([]);
    expect(candidatesWhile([namespace])).toEqual([namespace, MANIFEST]);
    expect(candidatesWhile([definition])).toEqual([definition, widget]);
  });
});
