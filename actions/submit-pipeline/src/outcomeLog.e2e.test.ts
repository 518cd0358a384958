import type { ActionResult } from '@kubeflow-fleet/local-fleet';
import { openSubmitLane, type SubmitLane } from './submitLane.test.fixture';

let lane: SubmitLane;
afterEach(() => lane.close());

const two = [
  { region: 'eu-west-1', clusters: [{ name: 'ml-eu' }] },
  { region: 'us-west-2', clusters: [{ name: 'ml-us' }] },
];

const bothClusters = { clusters: 'ml-eu,ml-us' };

const texts = ({ log }: ActionResult) =>
  log.filter(({ stage }) => stage === 'main').map(({ text }) => text);

const errors = ({ annotations }: ActionResult) =>
  annotations.filter(({ level }) => level === 'error');

/** EKS says that this cluster is being deleted. */
const deleting = (name: string) => {
  const { account, region } = lane.fleet.cluster(name);
  lane.fleet.aws.emulator.putCluster({
    account,
    region,
    name,
    status: 'DELETING',
  });
};

describe('a cluster that fails', () => {
  it('is told at once, with reason and remedy, while the others go on', async () => {
    lane = await openSubmitLane({ regions: two, engine: { taskMs: 500 } });
    deleting('ml-us');
    let firstError = '';
    const seen: string[] = [];
    const result = await lane.submit(bothClusters, {
      onLine: ({ text }) => {
        seen.push(text);
        if (text.includes('is being deleted')) firstError ||= text;
      },
    });
    const at = (words: string) => seen.findIndex(text => text.includes(words));
    expect(firstError).toContain('us-west-2/ml-us');
    expect(firstError).toContain('Remove it from the fleet file');
    expect(at('is being deleted')).toBeLessThan(at('ml-eu: ✓ train'));
    expect(errors(result)).toMatchObject([
      { title: 'submit-pipeline: ClusterDeleting' },
    ]);
    expect(texts(result)).toContain('us-west-2/ml-us: ERROR (ClusterDeleting)');
    expect(result.summary.match(/is being deleted/g)).toHaveLength(1);
  });

  it('stands in the summary of a step that is killed', async () => {
    lane = await openSubmitLane({ regions: two, engine: { taskMs: 60_000 } });
    deleting('ml-us');
    const controller = new AbortController();
    const result = await lane.submit(bothClusters, {
      cancel: controller.signal,
      ladder: { sigintMs: 0, sigtermMs: 0 },
      onLine: ({ text }) => {
        if (text.includes('▶ prepare started'))
          setTimeout(() => controller.abort(), 1_000);
      },
    });
    expect(result.signal).toBe('SIGKILL');
    expect(result.summary).toContain('is being deleted');
    expect(result.summary).toContain('SUBMITTED');
  });

  it('row 22: is told once when all of them fail alike', async () => {
    lane = await openSubmitLane({ regions: two });
    const result = await lane.submit(bothClusters, { oidc: undefined });
    expect(errors(result)).toHaveLength(1);
    expect(result.annotations).toHaveLength(1);
    const lines = texts(result).filter(text => text.includes('as above'));
    expect(lines).toEqual([
      expect.stringMatching(
        /^[\w-]+\/ml-\w+: ERROR \(IdTokenPermissionMissing\), as above$/,
      ),
    ]);
  });
});

it('tells the end of a single run once', async () => {
  lane = await openSubmitLane();
  const result = await lane.submit();
  const ends = texts(result).filter(text => /\bml-eu: .*SUCCEEDED/.test(text));
  expect(ends.filter(text => !text.includes('✓'))).toEqual([
    expect.stringMatching(
      /^eu-west-1\/ml-eu: run SUCCEEDED in (under 1|\d+) (ms|s)$/,
    ),
  ]);
});

it('makes a recurring run, and leaves it alone when nothing changed', async () => {
  lane = await openSubmitLane();
  const first = await lane.submit({ schedule: '0 3 * * *' });
  const again = await lane.submit({ schedule: '0 3 * * *' });
  const changed = await lane.submit({ schedule: '0 4 * * *' });
  expect(
    [first, again, changed].map(({ outputs }) => outputs['run-outcome']),
  ).toEqual(['created', 'unchanged', 'updated']);
  expect(again.outputs['recurring-run-id']).toBe(
    first.outputs['recurring-run-id'],
  );
  expect(first.outputs['run-state']).toBe('SCHEDULED');
  const id = changed.outputs['recurring-run-id']!;
  expect(changed.log.map(({ text }) => text)).toContain(
    `eu-west-1/ml-eu: recurring run ${id} updated: '0 4 * * *' UTC`,
  );
  expect(changed.summary).toContain(
    `recurring run \`${id}\` updated: \`0 4 * * *\` UTC`,
  );
  const ids = ['pipeline-id', 'pipeline-version-id', 'experiment-id'];
  for (const name of ids) {
    expect(first.outputs[name]).toMatch(/^[\da-f-]{36}$/);
  }
});
