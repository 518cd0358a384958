import fc from 'fast-check';
import type { ObjectMetadata } from '../api/objectApi';
import type { InventoryEntry } from '../inventory/contract';
import { resourceKey, type ResourceId } from '../manifest';
import {
  APPLIED_BY_US,
  liveOf,
  manifestFor,
  pruneInput,
  resource,
} from '../testing/pruneWorld';
import type { PruneInput } from './contract';
import { decidePrune } from './decidePrune';

const IDS: readonly ResourceId[] = [
  resource('Namespace', 'a'),
  resource('Namespace', 'b'),
  resource('Namespace', 'kubeflow-fleet-system'),
  resource('CustomResourceDefinition', 'widgets.example.com', {
    group: 'apiextensions.k8s.io',
  }),
  ...['a', 'b'].flatMap(namespace => [
    resource('PersistentVolumeClaim', 'claim', { namespace }),
    resource('ConfigMap', 'map', { namespace }),
    resource('Secret', 'secret', { namespace }),
    resource('Deployment', 'app', { group: 'apps', namespace }),
    resource('Widget', 'w', { group: 'example.com', namespace }),
  ]),
  resource('ClusterRole', 'role', { group: 'rbac.authorization.k8s.io' }),
];

const MANAGED = fc.constantFrom(
  [APPLIED_BY_US],
  [],
  [{ ...APPLIED_BY_US, manager: 'helm' }],
  [{ ...APPLIED_BY_US, operation: 'Update' as const }],
);

const uids = fc.constantFrom('uid-1', 'uid-2', 'uid-3');
const rarely = fc.integer({ min: 0, max: 9 }).map(number => number === 0);

/** One object: what the cluster, the inventory and the manifests say of it. */
const states = fc.record({
  live: fc.option(
    fc.record({
      uid: uids,
      managedFields: MANAGED,
      isOwned: rarely,
      isProtected: rarely,
      isDetached: rarely,
    }),
  ),
  entry: fc.option(
    fc.record({ uid: fc.option(uids), before: fc.option(uids) }),
  ),
  isWanted: fc.boolean(),
});

const worlds = fc.record({
  states: fc.array(states, {
    minLength: IDS.length,
    maxLength: IDS.length,
  }),
  isUnread: rarely,
  hasParent: rarely.map(is => !is),
  prune: rarely.map(is => !is),
  allowMassDelete: fc.boolean(),
  deletable: fc.subarray([
    'Namespace',
    'CustomResourceDefinition',
    'PersistentVolumeClaim',
  ] as const),
  scope: fc.constantFrom('unlisted' as const, 'everything' as const),
});

type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never;
type State = World['states'][number];

const metadataOf = (
  id: ResourceId,
  {
    uid,
    managedFields,
    isOwned,
    isProtected,
    isDetached,
  }: NonNullable<State['live']>,
): ObjectMetadata =>
  liveOf(id, {
    uid: `${uid}-${resourceKey(id)}`,
    managedFields,
    annotations: {
      ...(isProtected ? { 'kubeflow-fleet/prune': 'disabled' } : {}),
      ...(isDetached
        ? { 'client.lifecycle.config.k8s.io/deletion': 'detach' }
        : {}),
    },
    ...(isOwned ? { ownerReferences: [{ uid: 'o', controller: true }] } : {}),
  });

const entryOf = (
  id: ResourceId,
  { uid, before }: NonNullable<State['entry']>,
): InventoryEntry => ({
  id,
  ...(uid ? { uid: `${uid}-${resourceKey(id)}` } : {}),
  ...(!uid && before ? { before: `${before}-${resourceKey(id)}` } : {}),
});

const inputOf = (world: World) => {
  const stated = IDS.map((id, index) => ({ id, ...world.states[index]! }));
  return pruneInput({
    entries: stated.flatMap(({ id, entry }) =>
      entry ? [entryOf(id, entry)] : [],
    ),
    live: stated.flatMap(({ id, live }) =>
      live ? [[id, metadataOf(id, live)] as const] : [],
    ),
    manifests: stated.flatMap(({ id, isWanted }) =>
      isWanted ? [manifestFor(id)] : [],
    ),
    unread: new Map(world.isUnread ? [['Secret', new Error('no')]] : []),
    hasParent: world.hasParent,
    policy: {
      prune: world.prune,
      allowMassDelete: world.allowMassDelete,
      deletable: world.deletable,
    },
    scope: world.scope,
  });
};

const wantedIn = ({ scope }: World, { manifests }: PruneInput) =>
  new Set(
    scope === 'everything' ? [] : manifests.map(({ id }) => resourceKey(id)),
  );

const UNGUARDED = [
  'ConfigMap',
  'Secret',
  'Deployment',
  'Widget',
  'ClusterRole',
];

describe('R5: decidePrune over generated clusters', () => {
  it('deletes nothing outside of the rule', () => {
    fc.assert(
      fc.property(worlds, world => {
        const input = inputOf(world);
        const { deletions } = decidePrune(input);
        const { entries } = input.inventory;
        const isUninstall = world.scope === 'everything';
        const wanted = wantedIn(world, input);
        const isAllowed =
          !world.isUnread &&
          world.hasParent &&
          world.prune &&
          (isUninstall || input.manifests.length > 0);
        expect(isAllowed || deletions.length === 0).toBe(true);
        expect(deletions.length).toBeLessThanOrEqual(
          isUninstall || world.allowMassDelete
            ? Infinity
            : Math.max(2, 0.3 * entries.length),
        );
        for (const { id, uid } of deletions) {
          const key = resourceKey(id);
          const live = input.members.byKey.get(key);
          const entry = entries.find(one => resourceKey(one.id) === key);
          // The label and the uid of the live object,
          expect(live?.uid).toBe(uid);
          // in the inventory by this uid, or made by a write that we intended,
          expect(entry).toBeDefined();
          expect(entry?.uid ?? uid).toBe(uid);
          expect(entry?.uid ? undefined : entry?.before).not.toBe(uid);
          // last applied by us,
          expect(live?.managedFields).toContainEqual(APPLIED_BY_US);
          expect(live?.ownerReferences ?? []).toEqual([]);
          expect(live?.annotations).toEqual({});
          // not among the manifests, nor of a guarded kind that was not named.
          expect(wanted.has(key)).toBe(false);
          expect(id.name).not.toBe('kubeflow-fleet-system');
          expect([...world.deletable, ...UNGUARDED]).toContain(id.kind);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('takes along nothing that stays, by a namespace or a definition', () => {
    fc.assert(
      fc.property(worlds, world => {
        const input = inputOf(world);
        const { deletions, kept } = decidePrune(input);
        const staying = [
          ...kept.map(({ id }) => id),
          ...(world.scope === 'everything'
            ? []
            : input.manifests.map(({ id }) => id)),
        ];
        for (const { id } of deletions) {
          const passengers = staying.filter(
            ({ namespace, group }) =>
              (id.kind === 'Namespace' && namespace === id.name) ||
              (id.kind === 'CustomResourceDefinition' &&
                group === 'example.com'),
          );
          expect(passengers).toEqual([]);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('loses sight of no entry: each stays, goes, or is looked at', () => {
    fc.assert(
      fc.property(worlds, world => {
        const input = inputOf(world);
        const { deletions, kept, gone, missing, refusal } = decidePrune(input);
        if (refusal || !world.prune) return;
        const wanted = wantedIn(world, input);
        const judged = [...deletions, ...kept, ...gone, ...missing].map(
          ({ id }) => resourceKey(id),
        );
        const expected = input.inventory.entries
          .map(({ id }) => resourceKey(id))
          .filter(key => !wanted.has(key));
        expect(judged.sort()).toEqual(expected.sort());
      }),
      { numRuns: 1_000 },
    );
  });
});
