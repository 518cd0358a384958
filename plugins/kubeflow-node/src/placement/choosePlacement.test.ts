import { choosePlacement } from './choosePlacement';
import type { PlacementRequirements } from './requirements';
import {
  aCapacity,
  aFleet,
  aNode,
  aNodegroup,
  capacities,
} from './testing/placementExamples';

const fleet = aFleet(
  'name: eu, region: eu-west-1, labels: {tier: prod, accelerator: nvidia-a10g}, limits: {gpus: 4, cpu: "32", memory: 64Gi}',
  'name: fr, region: eu-west-3, labels: {tier: prod}',
  'name: us, region: us-east-1, labels: {tier: dev, accelerator: nvidia-t4}',
);

/** Names of what may be chosen, best first. */
const choices = (requirements: PlacementRequirements) =>
  choosePlacement(fleet, requirements)
    .candidates.filter(({ verdict }) => verdict !== 'never')
    .map(({ cluster }) => cluster.name);

const reasonsOf = (requirements: PlacementRequirements, name: string) =>
  choosePlacement(fleet, requirements)
    .candidates.find(({ cluster }) => cluster.name === name)
    ?.reasons.join('; ');

describe('hard filters', () => {
  it.each<[PlacementRequirements, string[]]>([
    [{}, ['eu', 'fr', 'us']],
    [{ regions: ['eu-west-3', 'us-east-1'] }, ['fr', 'us']],
    [{ labels: { tier: 'prod' } }, ['eu', 'fr']],
    [{ labels: { tier: 'prod', accelerator: 'nvidia-a10g' } }, ['eu']],
    [{ clusters: ['us', 'eu-west-1/eu'] }, ['eu', 'us']],
    [
      { exclude: ['eu', 'arn:aws:eks:us-east-1:111122223333:cluster/us'] },
      ['fr'],
    ],
    [{ pin: '111122223333/us-east-1/us' }, ['us']],
    [{ accelerator: 'a10g' }, ['eu']],
    [{ accelerator: 'gpu' }, ['eu', 'us']],
    [{ accelerator: 'gpu', acceleratorCount: 8 }, ['us']],
    [{ cpu: '33' }, ['fr', 'us']],
    [{ memory: '65Gi' }, ['fr', 'us']],
    [
      { cpu: '32', memory: '64Gi', accelerator: 'a10g', acceleratorCount: 4 },
      ['eu'],
    ],
    [{ labels: { constructor: 'x' } }, []],
  ])('%j leave %j', (requirements, names) => {
    expect(choices(requirements)).toEqual(names);
  });

  it.each<[PlacementRequirements, string, string]>([
    [
      { regions: ['eu-west-3'] },
      'us',
      'region us-east-1 is not among eu-west-3',
    ],
    [{ labels: { tier: 'prod' } }, 'us', 'label tier is dev, not prod'],
    [
      { labels: { team: 'a' } },
      'us',
      'it has no label team, and a is asked for',
    ],
    [{ clusters: ['eu'] }, 'us', 'it is not among the clusters asked for'],
    [{ exclude: ['us'] }, 'us', 'it is excluded'],
    [{ pin: 'eu' }, 'us', 'eu is pinned'],
    [{ accelerator: 'a100' }, 'us', 'label accelerator is nvidia-t4, not a100'],
    [
      { accelerator: 'a100' },
      'fr',
      'it has no label accelerator, and a100 is asked for',
    ],
    [
      { accelerator: 'gpu', acceleratorCount: 8 },
      'eu',
      'its limit of 4 GPUs is below the 8 asked for',
    ],
    [
      { cpu: '33', memory: '65Gi' },
      'eu',
      'its limit of 32 CPU is below the 33 asked for',
    ],
    [
      { regions: ['eu-west-3'], labels: { tier: 'prod' } },
      'us',
      'region us-east-1 is not among eu-west-3; label tier is dev, not prod',
    ],
  ])('%j refuse %s, because %s', (requirements, name, reason) => {
    expect(reasonsOf(requirements, name)).toBe(reason);
  });

  it('choose nothing when all are refused, and still list every candidate', () => {
    const placement = choosePlacement(fleet, { regions: ['sa-east-1'] });
    expect(placement.chosen).toBeUndefined();
    expect(placement.verdict).toBe('never');
    expect(placement.candidates).toHaveLength(3);
  });

  it('take reasons of the caller, too', () => {
    const ruledOut = new Map([
      ['111122223333/eu-west-1/eu', 'unchanged since abc'],
    ]);
    const { candidates } = choosePlacement(fleet, {}, { ruledOut });
    expect(candidates.at(-1)).toMatchObject({
      cluster: { name: 'eu' },
      verdict: 'never',
      reasons: ['unchanged since abc'],
    });
  });
});

describe('preferences', () => {
  it('follow the order of regions', () => {
    const prefer = [
      { by: 'regions', regions: ['us-east-1', 'eu-west-3'] },
    ] as const;
    expect(choices({ prefer })).toEqual(['us', 'fr', 'eu']);
  });

  it('take the region nearest to the data, and say how far it is', () => {
    const prefer = [{ by: 'near', region: 'us-east-2' }] as const;
    expect(choices({ prefer })).toEqual(['us', 'eu', 'fr']);
    expect(reasonsOf({ prefer }, 'us')).toContain('km from us-east-2');
    expect(
      reasonsOf({ prefer: [{ by: 'near', region: 'us-east-1' }] }, 'us'),
    ).toContain('in us-east-1, where the data is');
  });

  it('take a region of another partition last, however it is spelt', () => {
    const partitions = aFleet(
      'name: cn, region: cn-north-1',
      'name: jp, region: ap-northeast-1',
    );
    const prefer = [{ by: 'near', region: 'eu-west-1' }] as const;
    const { candidates } = choosePlacement(partitions, { prefer });
    expect(candidates.map(({ cluster }) => cluster.name)).toEqual(['jp', 'cn']);
    expect(candidates[1]?.reasons).toContain(
      'distance to eu-west-1 is not known',
    );
  });

  it('count in order: a later one only where the earlier ones see no difference', () => {
    const two = aFleet(
      'name: a, region: eu-west-1',
      'name: b, region: eu-west-1',
      'name: c, region: us-east-1',
    );
    const spread = { by: 'spread', key: 'k1' } as const;
    const regions = {
      by: 'regions',
      regions: ['us-east-1', 'eu-west-1'],
    } as const;
    expect(
      choosePlacement(two, { prefer: [regions, spread] }).chosen?.name,
    ).toBe('c');
  });

  it('spread keys evenly, and each key always to the same cluster', () => {
    const chosen = (key: string) =>
      choosePlacement(fleet, { prefer: [{ by: 'spread', key }] }).chosen!.name;
    const counts: Record<string, number> = {};
    for (let key = 0; key < 300; key++) {
      const name = chosen(`run-${key}`);
      expect(chosen(`run-${key}`)).toBe(name);
      counts[name] = (counts[name] ?? 0) + 1;
    }
    expect(Object.keys(counts)).toHaveLength(3);
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(60);
  });

  it('never beat the verdict: room now in a worse region wins', () => {
    const capacity = capacities(fleet, {
      eu: aCapacity({ nodegroups: [aNodegroup()] }),
      us: aCapacity({ nodes: [aNode()] }),
    });
    const placement = choosePlacement(
      fleet,
      { cpu: '4', prefer: [{ by: 'regions', regions: ['eu-west-1'] }] },
      { capacity },
    );
    expect(
      placement.candidates.map(({ cluster, verdict }) => [
        cluster.name,
        verdict,
      ]),
    ).toEqual([
      ['us', 'fits-now'],
      ['eu', 'fits-after-scale-up'],
      ['fr', 'unknown'],
    ]);
  });
});
