import { clusterKey, hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { FleetChanges } from './changes/fleetChanges';
import { selectClusters } from './selectClusters';
import type { SelectionPorts, SelectionRequest } from './selectClusters';
import { aFleet, namesOf, threeClusters } from './testing/fleetExamples';

const fleet = threeClusters();
const keyOf = (name: string) =>
  clusterKey(fleet.clusters.find(cluster => cluster.name === name)!);

const select = (
  requirements: SelectionRequest['requirements'] = {},
  {
    choose = 'all',
    ...ports
  }: Partial<SelectionPorts> & { choose?: 'all' | 'one' } = {},
) =>
  selectClusters(
    { fleet, requirements, choose },
    { preferences: async () => ({ prefer: [], notes: [] }), ...ports },
  );

const failure = (requirements: SelectionRequest['requirements']) =>
  select(requirements).then(
    () => undefined,
    error => error as Error,
  );

const changed = (
  changes: Partial<FleetChanges & { kind: 'some' }>,
): FleetChanges => ({
  kind: 'some',
  reasons: new Map(),
  removed: [],
  base: 'abc1234',
  ...changes,
});

describe('selecting clusters', () => {
  it('selects all that no requirement refuses', async () => {
    const { selected } = await select({ labels: { tier: 'prod' } });
    expect(namesOf(selected)).toEqual(['eu', 'fr']);
  });

  it('selects the best one when one is wanted', async () => {
    const { selected } = await select(
      {},
      {
        choose: 'one',
        preferences: async () => ({
          prefer: [{ by: 'regions', regions: ['us-east-1'] }],
          notes: [],
        }),
      },
    );
    expect(namesOf(selected)).toEqual(['us']);
  });

  it('selects nothing, without an error, when all are refused', async () => {
    const { selected, placement } = await select({ regions: ['sa-east-1'] });
    expect(selected).toEqual([]);
    expect(placement.candidates).toHaveLength(3);
  });

  it('takes only changed clusters, and says of the others that nothing changed', async () => {
    const { selected, placement, removed, notes } = await select(
      {},
      {
        changes: async () =>
          changed({
            reasons: new Map([[keyOf('fr'), ['its settings changed']]]),
            removed: [{ account: '1', region: 'eu-west-1', name: 'gone' }],
          }),
      },
    );
    expect(namesOf(selected)).toEqual(['fr']);
    expect(removed.map(({ name }) => name)).toEqual(['gone']);
    expect(notes).toEqual([`${keyOf('fr')}: its settings changed.`]);
    expect(
      placement.candidates.find(c => c.cluster.name === 'eu')?.reasons,
    ).toEqual(['nothing of it changed since abc1234']);
  });

  it('takes every cluster when the changes cannot be told, and says why', async () => {
    const { selected, notes } = await select(
      {},
      {
        changes: async () => ({
          kind: 'everything',
          reason: 'schedule has no commit to compare with',
        }),
      },
    );
    expect(selected).toHaveLength(3);
    expect(notes).toEqual([
      'Every cluster counts as changed: schedule has no commit to compare with.',
    ]);
  });

  it('asks only those clusters for their capacity that are still possible', async () => {
    const asked: string[] = [];
    const capacityOf = async ({ name }: FleetCluster) => {
      asked.push(name);
      return { kind: 'unknown', reason: 'unreachable' } as const;
    };
    await select(
      { labels: { tier: 'prod' } },
      {
        capacityOf,
        changes: async () =>
          changed({
            reasons: new Map([
              [keyOf('eu'), ['x']],
              [keyOf('us'), ['x']],
            ]),
          }),
      },
    );
    expect(asked).toEqual(['eu']);
  });

  it('keeps an unreachable cluster as a candidate, after those with room', async () => {
    const known = (cpu: number) => ({
      kind: 'known' as const,
      unavailable: 0,
      nodegroups: [],
      nodePools: [],
      nodes: [
        {
          name: 'n',
          labels: {},
          taints: [],
          allocatable: new Map([
            ['cpu', cpu],
            ['pods', 9],
          ]),
          free: new Map([
            ['cpu', cpu],
            ['pods', 9],
          ]),
        },
      ],
    });
    const byName: Record<string, ReturnType<typeof known>> = {
      fr: known(1),
      us: known(8),
    };
    const { selected, placement } = await select(
      { cpu: '4' },
      {
        capacityOf: async ({ name }) =>
          byName[name] ?? { kind: 'unknown', reason: 'unreachable' },
      },
    );
    expect(namesOf(selected)).toEqual(['us', 'eu']);
    expect(placement.candidates.map(c => c.verdict)).toEqual([
      'fits-now',
      'unknown',
      'never',
    ]);
  });

  it('refuses names that mean no cluster, every one at once', async () => {
    const error = await failure({
      clusters: ['eu', 'feu'],
      exclude: ['xx'],
      pin: 'uss',
    });
    expect(hasReason(error, 'UnknownCluster')).toBe(true);
    expect(error?.message).toBe(
      [
        'fix these cluster names:',
        `  - clusters: no cluster 'feu' in the fleet file; did you mean 'eu'?`,
        `  - exclude: no cluster 'xx' in the fleet file`,
        `  - pin: no cluster 'uss' in the fleet file; did you mean 'us'?`,
      ].join('\n'),
    );
  });

  it('refuses a pin that means several clusters', async () => {
    const twins = aFleet(
      'name: ml, region: eu-west-1',
      'name: ml, region: us-east-1',
    );
    const run = selectClusters(
      { fleet: twins, requirements: { pin: 'ml' }, choose: 'one' },
      { preferences: async () => ({ prefer: [], notes: [] }) },
    );
    await expect(run).rejects.toThrow(
      'pin: means any of 111122223333/eu-west-1/ml, 111122223333/us-east-1/ml; write one of them',
    );
  });
});
