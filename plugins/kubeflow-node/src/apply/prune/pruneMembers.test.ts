import { createVirtualClock } from '../../testing/virtualClock';
import type { ObjectMetadata } from '../api/objectApi';
import type { Change } from '../changeSet';
import type { ResourceId } from '../manifest';
import { createMemberCluster } from '../testing/memberCluster';
import {
  EVERY_KIND,
  liveOf,
  pruneInput,
  resource,
} from '../testing/pruneWorld';
import type { PruneDecision } from './contract';
import { decidePrune } from './decidePrune';
import { pruneMembers, type PruneOptions } from './pruneMembers';

const place = { namespace: 'kubeflow' };
const MAP = resource('ConfigMap', 'map', place);
const APP = resource('Deployment', 'app', { group: 'apps', ...place });
const WIDGET = resource('Widget', 'widget', { group: 'example.com', ...place });
const DEFINITION = resource('CustomResourceDefinition', 'widgets.example.com', {
  group: 'apiextensions.k8s.io',
});
const NAMESPACE = resource('Namespace', 'kubeflow');

type Members = readonly (readonly [ResourceId, Partial<ObjectMetadata>?])[];

const setUp = (members: Members, policy: Partial<typeof EVERY_KIND> = {}) => {
  const cluster = createMemberCluster();
  const live = members.map(([id, more]) => [id, liveOf(id, more)] as const);
  live.forEach(([id, metadata]) => cluster.put(id, metadata));
  const entries = members.map(([id]) => ({ id, uid: `uid-of-${id.name}` }));
  const decision = decidePrune(pruneInput({ entries, live, policy }));
  const clock = createVirtualClock();
  const changes: Change[] = [];
  const prune = (
    more: Partial<PruneOptions> = {},
    decided: PruneDecision = decision,
  ) =>
    clock.run(
      pruneMembers(cluster, decided, {
        clock,
        random: () => 0.5,
        signal: new AbortController().signal,
        observer: {
          wave: () => undefined,
          changed: change => void changes.push(change),
          failed: () => undefined,
          waiting: () => undefined,
          warned: () => undefined,
        },
        timeoutMs: 30_000,
        ...more,
      }),
    );
  return { cluster, clock, changes, decision, prune };
};

const names = (objects: readonly { readonly id: ResourceId }[]) =>
  objects.map(({ id }) => id.name).sort();

describe('pruneMembers', () => {
  it('deletes in order, confirms with one list a kind, and tells each change once', async () => {
    const { cluster, changes, prune } = setUp([[MAP], [APP], [NAMESPACE]]);
    const report = await prune();
    expect(cluster.deleted).toEqual(['app', 'map', 'kubeflow']);
    expect(cluster.lists).toHaveLength(3);
    expect(report.failures).toEqual([]);
    expect(names(report.removed)).toEqual(['app', 'kubeflow', 'map']);
    expect(changes).toEqual(report.changes);
    expect(changes.map(({ action }) => action)).toEqual([
      'deleted',
      'deleted',
      'deleted',
    ]);
  });

  it('waits for a finalizer without looking in a loop', async () => {
    const { cluster, clock, prune } = setUp([
      [MAP, { finalizers: ['example.com/clean'] }],
    ]);
    clock.sleep(9_000).then(() => cluster.finish('map'));
    const report = await prune();
    expect(names(report.removed)).toEqual(['map']);
    expect(cluster.lists.length).toBeLessThan(15);
  });

  it('row 43: names what a finalizer holds, and leaves it in the inventory', async () => {
    const { prune, clock } = setUp([
      [MAP, { finalizers: ['example.com/clean'] }],
      [APP],
    ]);
    const begun = clock.now();
    const report = await prune();
    expect(clock.now() - begun).toBeLessThanOrEqual(30_000);
    expect(names(report.removed)).toEqual(['app']);
    expect(report.failures).toMatchObject([
      {
        id: MAP,
        error: {
          reason: 'DeletionStuck',
          subject: 'eu-west-1/ml-eu',
          fact: expect.stringContaining('example.com/clean'),
        },
      },
    ]);
  });

  it('deletes neither controllers nor definitions while custom resources are still there', async () => {
    const { cluster, prune } = setUp([
      [WIDGET, { finalizers: ['example.com/clean'] }],
      [APP],
      [DEFINITION],
    ]);
    const report = await prune();
    expect(cluster.deleted).toEqual(['widget']);
    expect(report.removed).toEqual([]);
    expect(
      report.failures.map(({ error }) => (error as { reason: string }).reason),
    ).toEqual(['DeletionStuck', 'DeletionBlocked', 'DeletionBlocked']);
  });

  it('reports a refused deletion and goes on with the others', async () => {
    const { cluster, prune } = setUp([[MAP], [APP]]);
    cluster.refusals.set('app', new Error('403'));
    const report = await prune();
    expect(names(report.failures)).toEqual(['app']);
    expect(names(report.removed)).toEqual(['map']);
  });

  it('row 42: takes nothing out of the inventory whose deletion cannot be read', async () => {
    const { cluster, prune } = setUp([[MAP], [APP]]);
    cluster.unreadable.set('ConfigMap', new Error('410 Gone'));
    const report = await prune();
    expect(names(report.removed)).toEqual(['app']);
    expect(report.failures).toMatchObject([
      { id: MAP, error: { reason: 'DeletionUnread' } },
    ]);
  });

  it('removes an entry that is gone, and keeps one that only lost its label', async () => {
    const { cluster, decision, prune } = setUp([[MAP]]);
    const missing = [MAP, APP].map(id => ({ id, uid: `uid-of-${id.name}` }));
    cluster.unlabelled.add('map');
    const report = await prune({}, { ...decision, deletions: [], missing });
    expect(cluster.deleted).toEqual([]);
    expect(names(report.removed)).toEqual(['app']);
    expect(report.changes).toMatchObject([
      {
        id: MAP,
        action: 'skipped',
        reason: expect.stringContaining('no longer carries the label'),
      },
    ]);
  });

  it('takes what was made anew meanwhile for gone, and does not touch it', async () => {
    const { cluster, prune } = setUp([[MAP]]);
    cluster.put(MAP, liveOf(MAP, { uid: 'another' }));
    const report = await prune();
    expect(names(report.removed)).toEqual(['map']);
    expect((await cluster.get(MAP))?.metadata.uid).toBe('another');
  });

  it('keeps a namespace that holds claims of somebody else, unless claims may go', async () => {
    const claim = resource('PersistentVolumeClaim', 'data-of-app-0', place);
    const guarded = setUp([[NAMESPACE]], { deletable: ['Namespace'] });
    guarded.cluster.put(claim, liveOf(claim));
    const report = await guarded.prune();
    expect(guarded.cluster.deleted).toEqual([]);
    expect(report.changes).toMatchObject([
      { action: 'skipped', reason: expect.stringContaining('data-of-app-0') },
    ]);
    const free = setUp([[NAMESPACE]]);
    free.cluster.put(claim, liveOf(claim));
    await free.prune();
    expect(free.cluster.deleted).toEqual(['kubeflow']);
  });

  it('keeps a namespace whose claims cannot be read', async () => {
    const { cluster, prune } = setUp([[NAMESPACE]], {
      deletable: ['Namespace'],
    });
    const claim = resource('PersistentVolumeClaim', 'x');
    cluster.put(claim, liveOf(claim));
    cluster.unreadable.set('PersistentVolumeClaim', new Error('403'));
    const report = await prune();
    expect(cluster.deleted).toEqual([]);
    expect(names(report.failures)).toEqual(['kubeflow']);
  });

  it('begins nothing once the lease is lost, and tells what happened before', async () => {
    const { cluster, prune } = setUp([[APP], [MAP]]);
    let deletions = 0;
    const report = await prune({
      assertHeld: () => {
        deletions += 1;
        if (deletions > 1) throw new Error('lost lock');
      },
    });
    expect(cluster.deleted).toEqual(['app']);
    expect(report.error).toMatchObject({ message: 'lost lock' });
    expect(report.removed).toEqual([]);
  });

  it('ends at once when the job is cancelled while it waits', async () => {
    const { clock, prune } = setUp([
      [MAP, { finalizers: ['example.com/clean'] }],
    ]);
    const cancelled = new AbortController();
    clock.sleep(2_000).then(() => cancelled.abort(new Error('cancelled')));
    const begun = clock.now();
    const report = await prune({ signal: cancelled.signal });
    expect(clock.now() - begun).toBe(2_000);
    expect(report).toMatchObject({
      removed: [],
      error: { message: 'cancelled' },
    });
  });
});
