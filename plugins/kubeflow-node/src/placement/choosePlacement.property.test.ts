import { clusterKey } from '@kubeflow-fleet/plugin-kubeflow-common';
import fc from 'fast-check';
import type { ClusterCapacity } from './capacity';
import { choosePlacement } from './choosePlacement';
import { refusals } from './filters';
import { placementVerdicts } from './fit';
import type { PlacementRequirements } from './requirements';
import {
  aCapacity,
  aFleet,
  aNode,
  aNodegroup,
  capacities,
} from './testing/placementExamples';

const regions = ['eu-west-1', 'eu-west-3', 'us-east-1', 'cn-north-1'];
const region = fc.constantFrom(...regions);
const tier = fc.constantFrom('prod', 'dev');
const accelerator = fc.constantFrom('nvidia-a10g', 'nvidia-t4', 'none');

const cluster = fc.record({
  name: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  region,
  tier,
  accelerator,
  gpus: fc.integer({ min: 0, max: 8 }),
});

const clusters = fc.uniqueArray(cluster, {
  minLength: 1,
  maxLength: 12,
  selector: ({ name, region: where }) => `${where}/${name}`,
});

const requirements: fc.Arbitrary<PlacementRequirements> = fc.record(
  {
    regions: fc.uniqueArray(region, { minLength: 1 }),
    labels: fc.record({ tier }),
    exclude: fc.uniqueArray(fc.constantFrom('a', 'b')),
    pin: fc.constantFrom('a', 'c'),
    accelerator: fc.constantFrom('a10g', 'gpu', 'h100'),
    acceleratorCount: fc.integer({ min: 1, max: 8 }),
    cpu: fc.constantFrom('500m', '4', '16'),
    prefer: fc.array(
      fc.oneof(
        fc.record({
          by: fc.constant('regions' as const),
          regions: fc.shuffledSubarray(regions),
        }),
        fc.record({ by: fc.constant('near' as const), region }),
        fc.record({ by: fc.constant('spread' as const), key: fc.string() }),
      ),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: [] },
);

const capacity: fc.Arbitrary<ClusterCapacity> = fc.oneof(
  fc.constant({ kind: 'unknown', reason: 'unreachable' } as const),
  fc.constant(aCapacity()),
  fc.constant(
    aCapacity({ nodes: [aNode({ has: { 'nvidia.com/gpu': '8' } })] }),
  ),
  fc.constant(
    aCapacity({ nodegroups: [aNodegroup({ instanceTypes: ['g5.48xlarge'] })] }),
  ),
);

const scenario = fc
  .tuple(
    clusters,
    requirements,
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), capacity),
  )
  .map(([settings, wanted, byName]) => {
    const lines = settings.map(
      c =>
        `name: ${c.name}, region: ${c.region}, labels: {tier: ${c.tier}, accelerator: ${c.accelerator}}, limits: {gpus: ${c.gpus}}`,
    );
    const fleet = aFleet(...lines);
    return { fleet, wanted, capacity: capacities(fleet, byName) };
  });

const keys = (
  candidates: readonly { cluster: Parameters<typeof clusterKey>[0] }[],
) => candidates.map(candidate => clusterKey(candidate.cluster));

describe('choosePlacement, for any fleet, requirements and capacity,', () => {
  it('never chooses a cluster that a hard filter refuses', () => {
    fc.assert(
      fc.property(scenario, ({ fleet, wanted, capacity: live }) => {
        const { chosen, candidates } = choosePlacement(fleet, wanted, {
          capacity: live,
        });
        expect(chosen ? refusals(chosen, wanted) : []).toEqual([]);
        const passable = candidates.filter(c => c.verdict !== 'never');
        expect(passable.flatMap(c => refusals(c.cluster, wanted))).toEqual([]);
      }),
    );
  });

  it('gives the same answer however the fleet file is ordered', () => {
    const shuffled = scenario.chain(given =>
      fc
        .shuffledSubarray([...given.fleet.clusters], {
          minLength: given.fleet.clusters.length,
        })
        .map(order => ({ ...given, order })),
    );
    fc.assert(
      fc.property(shuffled, ({ fleet, wanted, capacity: live, order }) => {
        expect(
          choosePlacement({ clusters: order }, wanted, { capacity: live }),
        ).toEqual(choosePlacement(fleet, wanted, { capacity: live }));
      }),
    );
  });

  it('lists every cluster once, each with a reason when refused, the best first', () => {
    fc.assert(
      fc.property(scenario, ({ fleet, wanted, capacity: live }) => {
        const { chosen, candidates } = choosePlacement(fleet, wanted, {
          capacity: live,
        });
        expect(keys(candidates).sort()).toEqual(
          fleet.clusters.map(clusterKey).sort(),
        );
        const ranks = candidates.map(c => placementVerdicts.indexOf(c.verdict));
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
        expect(candidates.filter(c => c.reasons.length === 0)).toEqual([]);
        expect(chosen).toBe(
          candidates[0]?.verdict === 'never'
            ? undefined
            : candidates[0]?.cluster,
        );
      }),
    );
  });

  it('keeps its choice when a cluster that was not chosen leaves the fleet', () => {
    fc.assert(
      fc.property(
        scenario,
        fc.nat(),
        ({ fleet, wanted, capacity: live }, pick) => {
          const { chosen } = choosePlacement(fleet, wanted, { capacity: live });
          const others = fleet.clusters.filter(c => c !== chosen);
          const leaver = others[pick % Math.max(1, others.length)];
          const rest = { clusters: fleet.clusters.filter(c => c !== leaver) };
          expect(choosePlacement(rest, wanted, { capacity: live }).chosen).toBe(
            chosen,
          );
        },
      ),
    );
  });
});
