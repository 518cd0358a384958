import { createDocument } from '@kubeflow-fleet/action-toolkit';
import type { Log } from '@kubeflow-fleet/action-toolkit';
import { choosePlacement } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { PlacementRequirements } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { Fleet } from '@kubeflow-fleet/plugin-kubeflow-common';
import { outputs } from './inputs';
import {
  logSelection,
  nothingSelected,
  outputsOf,
  summariseSelection,
} from './report';
import type { Selection } from './selectClusters';
import { aFleet, threeClusters } from './testing/fleetExamples';

const selection = (
  fleet: Fleet,
  requirements: PlacementRequirements = {},
  more: Partial<Selection> = {},
): Selection => {
  const placement = choosePlacement(fleet, requirements);
  const open = placement.candidates.filter(
    ({ verdict }) => verdict !== 'never',
  );
  return {
    selected: open.map(({ cluster }) => cluster),
    placement,
    notes: [],
    removed: [],
    ...more,
  };
};

const summaryOf = (given: Selection) => {
  const document = createDocument();
  summariseSelection(document, given);
  return document.render(1_000_000);
};

const warningsOf = (given: Selection) => {
  const warnings: string[] = [];
  const nothing = () => undefined;
  const log: Log = {
    info: nothing,
    debug: nothing,
    notice: nothing,
    error: nothing,
    group: nothing,
    warning: text => warnings.push(text),
  };
  logSelection(log, given);
  return warnings;
};

const manyClusters = (count: number) =>
  aFleet(
    ...Array.from(
      { length: count },
      (_, n) => `name: c${n}, region: eu-west-1`,
    ),
  );

describe('the outputs', () => {
  it('are all set, also when nothing is selected', () => {
    const empty = outputsOf(
      selection(threeClusters(), { regions: ['sa-east-1'] }),
    );
    expect(Object.keys(empty)).toEqual([...outputs]);
    expect(empty).toMatchObject({
      'has-clusters': false,
      count: 0,
      clusters: [],
      matrix: { include: [] },
      cluster: undefined,
      verdict: 'never',
      placement: { chosen: null },
    });
  });

  it('give the best cluster and a job for each', () => {
    const values = outputsOf(
      selection(threeClusters(), { labels: { tier: 'prod' } }),
    );
    expect(values).toMatchObject({
      'has-clusters': true,
      count: 2,
      cluster: 'eu',
      'cluster-arn': 'arn:aws:eks:eu-west-1:111122223333:cluster/eu',
      region: 'eu-west-1',
      'account-id': '111122223333',
      role: 'arn:aws:iam::111122223333:role/deployer',
      matrix: {
        include: [
          {
            cluster: 'eu',
            region: 'eu-west-1',
            'account-id': '111122223333',
            arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/eu',
            role: 'arn:aws:iam::111122223333:role/deployer',
          },
          { cluster: 'fr', region: 'eu-west-3', role: '' },
        ],
      },
    });
  });

  it('give the reasons of every cluster', () => {
    const { placement } = outputsOf(
      selection(threeClusters(), { labels: { tier: 'prod' } }),
    );
    expect((placement as { candidates: unknown[] }).candidates[2]).toEqual({
      cluster: '111122223333/us-east-1/us',
      verdict: 'never',
      reasons: ['label tier is dev, not prod'],
    });
  });

  it('have no matrix beyond the 256 jobs that GitHub runs, and a warning says so', () => {
    const full = selection(manyClusters(256));
    expect(outputsOf(full).matrix).toBeDefined();
    expect(warningsOf(full)).toEqual([]);
    const over = selection(manyClusters(257));
    expect(outputsOf(over).matrix).toBeUndefined();
    expect(outputsOf(over).clusters).toHaveLength(257);
    expect(warningsOf(over)).toEqual([
      '257 clusters are selected, but a matrix has at most 256 jobs: the output matrix is empty. Narrow the selection, or give the output clusters to one job.',
    ]);
  });
});

describe('the job summary', () => {
  it('shows every cluster with its state and reason', () => {
    const text = summaryOf(
      selection(threeClusters(), { labels: { tier: 'prod' } }),
    );
    expect(text).toContain('2 of 3 clusters are selected');
    expect(text.match(/✓ selected/g)).toHaveLength(2);
    expect(text).toMatch(
      /⊘ refused \| \*\*us\*\* .*label tier is dev, not prod/,
    );
  });

  it('tells possible clusters from the selected one', () => {
    const given = selection(threeClusters());
    const text = summaryOf({ ...given, selected: given.selected.slice(0, 1) });
    expect(text).toMatch(/eu\\?-west\\?-1\/eu is selected, of 3 clusters/);
    expect(text.match(/○ possible/g)).toHaveLength(2);
  });

  it('says so when nothing is selected', () => {
    const text = summaryOf(
      selection(threeClusters(), { regions: ['sa-east-1'] }),
    );
    expect(text).toContain('No cluster is selected: all 3 are refused.');
  });

  it('names clusters that left the fleet file', () => {
    const removed = [
      { account: '111122223333', region: 'eu-west-1', name: 'old' },
    ];
    expect(summaryOf(selection(threeClusters(), {}, { removed }))).toMatch(
      /No longer in the fleet file: .*old/,
    );
  });

  it('row 18: shows markup in a requirement as plain text', () => {
    const labels = { tier: '<img src=x>|**x**' };
    const text = summaryOf(selection(threeClusters(), { labels }));
    expect(text).not.toContain('<img');
    expect(text).not.toContain('**x**');
  });
});

describe('nothing selected', () => {
  it('is an error with an example when the step must fail', () => {
    expect(
      nothingSelected(selection(threeClusters(), { regions: ['sa-east-1'] })),
    ).toMatchObject({
      reason: 'NoClusterSelected',
      message:
        'all 3 clusters are refused, such as eu-west-1/eu: region eu-west-1 is not among sa-east-1. Ask for less, or see the reasons of every cluster in the job summary.',
    });
  });
});
