import { createMemberCluster } from '../testing/memberCluster';
import {
  liveOf,
  manifestFor,
  pruneInput,
  resource,
} from '../testing/pruneWorld';
import { decidePrune } from '../prune/decidePrune';
import { readMembers } from './readMembers';

const MAP = resource('ConfigMap', 'map', { namespace: 'kubeflow' });
const WIDGET = resource('Widget', 'w', { group: 'example.com' });
const APP = resource('Deployment', 'app', {
  group: 'apps',
  namespace: 'kubeflow',
});

const setUp = () => {
  const cluster = createMemberCluster();
  [MAP, WIDGET, APP].forEach(id => cluster.put(id, liveOf(id)));
  const input = pruneInput({
    entries: [{ id: WIDGET, uid: 'uid-of-w' }],
    live: [],
    manifests: [manifestFor(MAP)],
  });
  const read = () =>
    readMembers(cluster, input.set, {
      inventory: { ...input.inventory, groupKinds: ['Deployment.apps'] },
      manifests: input.manifests,
    });
  return { cluster, input, read };
};

describe('readMembers', () => {
  it('reads the kinds of the manifests, of the inventory and of the hint, one list each', async () => {
    const { cluster, read } = setUp();
    const { byKey, unread } = await read();
    expect([...byKey.keys()].sort()).toEqual([
      'ConfigMap/kubeflow/map',
      'Deployment.apps/kubeflow/app',
      'Widget.example.com/w',
    ]);
    expect(unread.size).toBe(0);
    expect([...cluster.lists].sort()).toEqual([
      'ConfigMap',
      'Deployment.apps',
      'Widget.example.com',
    ]);
  });

  it('row 42: reports a list that fails, and still reads the others', async () => {
    const { cluster, read } = setUp();
    const error = new Error('410 Gone');
    cluster.unreadable.set('ConfigMap', error);
    const { byKey, unread } = await read();
    expect([...unread]).toEqual([['ConfigMap', error]]);
    expect(byKey.size).toBe(2);
  });

  it('row 41: reads the healthy groups when discovery of one fails, and then nothing is pruned', async () => {
    const { cluster, input, read } = setUp();
    cluster.unknownGroups.push('example.com', 'metrics.k8s.io');
    const members = await read();
    expect([...members.unread.keys()]).toEqual(['Widget.example.com']);
    expect(members.byKey.size).toBe(2);
    const decision = decidePrune({ ...input, members });
    expect(decision.deletions).toEqual([]);
    expect(decision.refusal).toMatchObject({
      reason: 'PruneReadIncomplete',
      fact: expect.stringContaining('Widget.example.com'),
    });
  });

  it('takes a kind that is no longer served for one without members', async () => {
    const cluster = createMemberCluster();
    const { input } = setUp();
    const { byKey, unread } = await readMembers(cluster, input.set, input);
    expect([byKey.size, unread.size]).toEqual([0, 0]);
  });
});
