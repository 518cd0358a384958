import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { upsertRecurringRun } from './recurringRun';
import type { ScheduleSubmission } from './recurringRun';
import { accessCluster } from './testing/clusterAccess';
import type { Fault } from './testing/clusterAccess';
import { SimulatedCluster } from './testing/simulatedCluster';
import { sampleOrigin, samplePipeline } from './testing/submissions';
import { seededRandom } from '../../testing/seededRandom';
import { createVirtualClock } from '../../testing/virtualClock';

const sampleSchedule: ScheduleSubmission = {
  name: 'nightly-train',
  pipeline: samplePipeline,
  pipelineName: 'train',
  experiment: 'nightly',
  cron: '0 3 * * *',
  parameters: { epochs: 3 },
  origin: sampleOrigin,
};

const world = () => {
  const clock = createVirtualClock();
  const cluster = new SimulatedCluster({ clock });
  const upsert = (
    change: Partial<ScheduleSubmission> = {},
    fault?: (call: string, number: number) => Fault | undefined,
    latency?: () => number,
  ) => {
    const { target, calls } = accessCluster({ cluster, clock, fault, latency });
    const outcome = upsertRecurringRun(
      target,
      { ...sampleSchedule, ...change },
      { clock, random: () => 0.5 },
    );
    return { outcome, calls };
  };
  const enabled = () =>
    [...cluster.recurring.values()].filter(one => one.enabled);
  return { clock, cluster, upsert, enabled };
};

describe('upsertRecurringRun', () => {
  it('creates the schedule with six cron fields, its limits and its origin', async () => {
    const { clock, upsert, enabled } = world();
    const created = await clock.run(
      upsert({ maxConcurrency: 2, catchUp: true }).outcome,
    );
    expect(created).toMatchObject({
      outcome: 'created',
      replaced: [],
      foreign: [],
    });
    expect(enabled()).toMatchObject([
      {
        recurringRunId: created.recurringRunId,
        displayName: 'nightly-train',
        cron: '0 0 3 * * *',
        maxConcurrency: 2,
        catchUp: true,
      },
    ]);
    expect(enabled()[0]?.description).toMatch(
      'kubeflow-fleet/repository: acme/ml',
    );
  });

  it('does nothing when nothing changed, also from another commit', async () => {
    const { clock, upsert } = world();
    const first = await clock.run(upsert().outcome);
    const again = upsert({
      origin: { ...sampleOrigin, commit: 'other', workflowRunId: '43' },
    });
    expect(await clock.run(again.outcome)).toEqual({
      ...first,
      outcome: 'unchanged',
    });
    expect(again.calls).not.toContain('createRecurringRun');
    expect(again.calls).not.toContain('deleteRecurringRun');
  });

  it.each<[string, Partial<ScheduleSubmission>]>([
    ['cron', { cron: '0 4 * * *' }],
    ['parameters', { parameters: { epochs: 4 } }],
    ['limit', { maxConcurrency: 3 }],
    ['catch-up', { catchUp: true }],
    [
      'pipeline',
      { pipeline: { ...samplePipeline, contentHash: 'ffffffffffff' } },
    ],
    ['pipeline root', { pipelineRoot: 's3://bucket/root' }],
  ])(
    'replaces it when its %s changed: creates the new one, then deletes the old one',
    async (_what, change) => {
      const { clock, upsert, enabled } = world();
      const first = await clock.run(upsert().outcome);
      const second = upsert(change);
      expect(await clock.run(second.outcome)).toMatchObject({
        outcome: 'updated',
        replaced: [first.recurringRunId],
      });
      expect(second.calls.indexOf('createRecurringRun')).toBeLessThan(
        second.calls.indexOf('deleteRecurringRun'),
      );
      expect(enabled()).toHaveLength(1);
    },
  );

  it('replaces one that was disabled by hand', async () => {
    const { clock, cluster, upsert, enabled } = world();
    const first = await clock.run(upsert().outcome);
    const row = cluster.recurring.get(first.recurringRunId);
    if (row)
      cluster.recurring.set(first.recurringRunId, { ...row, enabled: false });
    expect(await clock.run(upsert().outcome)).toMatchObject({
      outcome: 'updated',
    });
    expect(enabled()).toHaveLength(1);
    expect(cluster.recurring.size).toBe(1);
  });

  it('leaves a schedule of this name that is not its own alone, and names it', async () => {
    const { clock, cluster, upsert } = world();
    const { experimentId } = cluster.createExperiment('nightly');
    cluster.recurring.set('theirs', {
      recurringRunId: 'theirs',
      displayName: 'nightly-train',
      experimentId,
      pipelineId: '',
      pipelineVersionId: '',
      enabled: true,
      cron: '',
      maxConcurrency: 1,
      catchUp: false,
      parameters: {},
    });
    expect(await clock.run(upsert().outcome)).toMatchObject({
      outcome: 'created',
      foreign: ['theirs'],
    });
    expect(cluster.recurring.has('theirs')).toBe(true);
  });

  it.each(['killed before', 'killed after'] as const)(
    'heals what a run that was %s at any call left behind',
    async kind => {
      for (let at = 1; at < 25; at += 1) {
        const { clock, upsert, enabled } = world();
        await clock.run(upsert().outcome);
        void upsert({ cron: '0 4 * * *' }, (_call, number) =>
          number === at ? kind : undefined,
        ).outcome;
        await clock.advance(60_000);
        expect(enabled().length).toBeGreaterThan(0);
        await clock.run(upsert({ cron: '0 4 * * *' }).outcome);
        expect({ at, crons: enabled().map(one => one.cron) }).toEqual({
          at,
          crons: ['0 0 4 * * *'],
        });
      }
    },
  );

  it('ends with one enabled schedule, never with none, however callers and faults interleave', async () => {
    const faults: readonly Fault[] = [
      'unreachable',
      '500 before',
      'answer lost',
      '504 and done later',
    ];
    for (let seed = 1; seed <= 150; seed += 1) {
      const random = seededRandom(seed);
      const { clock, upsert, enabled } = world();
      await clock.run(upsert().outcome);
      const fault = () =>
        random() < 0.15
          ? faults[Math.floor(random() * faults.length)]
          : undefined;
      const latency = () => random() * 100;
      const crons = ['0 4 * * *', seed % 2 ? '0 4 * * *' : '0 5 * * *'];
      let fewest = 1;
      const watcher = (async () => {
        for (let tick = 0; tick < 400; tick += 1) {
          await clock.sleep(50);
          fewest = Math.min(fewest, enabled().length);
        }
      })();
      await clock.run(
        Promise.allSettled(
          crons.map(cron => upsert({ cron }, fault, latency).outcome),
        ),
      );
      await clock.run(watcher);
      await clock.run(upsert({ cron: crons[0] }).outcome);
      expect({ seed, crons: enabled().map(one => one.cron) }).toEqual({
        seed,
        crons: ['0 0 4 * * *'],
      });
      // Only callers with different wishes delete each other's.
      expect({ seed, fewest: seed % 2 ? fewest : 1 }).toEqual({
        seed,
        fewest: 1,
      });
    }
  });

  it.each<[Partial<ScheduleSubmission>, RegExp]>([
    [{ cron: 'daily' }, /must have 5 fields/],
    [{ name: '' }, /the schedule's name/],
    [{ maxConcurrency: 0 }, /1 to 10, is 0/],
    [{ maxConcurrency: 2.5 }, /1 to 10, is 2.5/],
  ])('refuses %j before any call', async (change, message) => {
    const { clock, upsert } = world();
    const { outcome, calls } = upsert(change);
    const error = await clock.run(
      outcome.catch((thrown: unknown) => thrown as KubeflowError),
    );
    expect((error as KubeflowError).message).toMatch(message);
    expect(calls).toEqual([]);
  });
});
