import {
  KubeflowError,
  runtimeStates,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Run } from '../model';
import { RUN_ID, sampleRun } from './testing/scriptedTarget';
import { refusal, serverError } from './testing/simulatedCluster';
import { samplePipeline } from './testing/submissions';
import { after, createWait, HOUR, MINUTE } from './testing/waits';
import { sampleDetail } from './testing/workflows';

describe('waitForRun by the KFP API alone', () => {
  it.each([
    ['SUCCEEDED', 'SUCCEEDED'],
    ['SKIPPED', 'SKIPPED'],
    ['FAILED', 'FAILED'],
    ['CANCELED', 'CANCELED'],
  ] as const)(
    'row 49: ends at %s in one observation',
    async (state, verdict) => {
      const { clock, asked, wait } = createWait(() => sampleRun(state));
      expect(await clock.run(wait())).toMatchObject({
        verdict,
        state,
        runId: RUN_ID,
      });
      expect(asked).toHaveLength(1);
    },
  );

  it.each([
    ...runtimeStates.filter(
      state => !['SUCCEEDED', 'SKIPPED', 'FAILED', 'CANCELED'].includes(state),
    ),
    undefined,
  ])('row 49, R10: waits on in state %s', async state => {
    const { clock, wait } = createWait(after(10 * MINUTE, 'SUCCEEDED', state));
    expect((await clock.run(wait())).verdict).toBe('SUCCEEDED');
  });

  it('R10: warns once of a state that it does not know and never takes it for success', async () => {
    const { clock, warnings, wait } = createWait(() =>
      sampleRun(undefined, { unknownState: 'Terminating' }),
    );
    expect((await clock.run(wait({ timeoutMs: 10 * MINUTE }))).verdict).toBe(
      'TIMED_OUT',
    );
    expect(warnings).toEqual([
      "KFP reports the unknown state 'Terminating'; still waiting",
    ]);
  });

  it('row 50: calls a run TERMINATED that failed after CANCELING, by its history or by what it saw', async () => {
    const history = createWait(() =>
      sampleRun('FAILED', {
        stateHistory: [
          { state: 'RUNNING' },
          { state: 'CANCELING' },
          { state: 'FAILED' },
        ],
      }),
    );
    expect((await history.clock.run(history.wait())).verdict).toBe(
      'TERMINATED',
    );
    const seen = createWait(after(5_000, 'FAILED', 'CANCELING'));
    expect((await seen.clock.run(seen.wait())).verdict).toBe('TERMINATED');
  });

  it('row 49: forgets CANCELING when a human retries the run', async () => {
    const retried = createWait(elapsed => {
      if (elapsed < 5_000) return sampleRun('CANCELING');
      if (elapsed < 60_000) return sampleRun('RUNNING');
      return sampleRun('FAILED', {
        stateHistory: [
          { state: 'CANCELING' },
          { state: 'FAILED' },
          { state: 'RUNNING' },
          { state: 'FAILED' },
        ],
      });
    });
    expect((await retried.clock.run(retried.wait())).verdict).toBe('FAILED');
  });

  it('row 49: ends DELETED when the run is not found twice, not at a single 404', async () => {
    const gone = createWait(elapsed =>
      elapsed < 5_000
        ? sampleRun('RUNNING')
        : refusal('NotFoundError', 'gone', 404),
    );
    expect((await gone.clock.run(gone.wait())).verdict).toBe('DELETED');
    let asked = 0;
    const blink = createWait(elapsed => {
      asked += 1;
      if (asked === 3) return refusal('NotFoundError', 'gone', 404);
      return sampleRun(elapsed < MINUTE ? 'RUNNING' : 'SUCCEEDED');
    });
    expect((await blink.clock.run(blink.wait())).verdict).toBe('SUCCEEDED');
  });

  it('row 49: waits on for an archived run and says so', async () => {
    const { clock, warnings, wait } = createWait(elapsed =>
      sampleRun(elapsed < MINUTE ? 'RUNNING' : 'SUCCEEDED', { archived: true }),
    );
    expect((await clock.run(wait())).verdict).toBe('SUCCEEDED');
    expect(warnings).toEqual(['the run has been archived; still waiting']);
  });

  it('R9: survives an outage of 30 minutes and says when it began and ended', async () => {
    const { clock, warnings, wait } = createWait(elapsed => {
      if (elapsed > 10 * MINUTE && elapsed < 40 * MINUTE)
        return serverError('no upstream', 503);
      return sampleRun(elapsed < HOUR ? 'RUNNING' : 'SUCCEEDED');
    });
    expect((await clock.run(wait())).verdict).toBe('SUCCEEDED');
    expect(warnings[0]).toMatch(
      /does not answer \(no upstream\); still waiting for the run$/,
    );
    expect(warnings[1]).toMatch(/answers again after 1[78]\d\d s/);
    expect(warnings).toHaveLength(2);
  });

  it('bears a server that never answers, until the deadline', async () => {
    const { clock, start, wait } = createWait(
      () => new Promise<Run>(() => undefined),
    );
    const finished = await clock.run(wait({ timeoutMs: 10 * MINUTE }));
    expect(finished.verdict).toBe('TIMED_OUT');
    expect(clock.now() - start).toBeLessThan(10 * MINUTE + 31_000);
  });

  it.each([401, 403])(
    'tolerates %s for less than 5 minutes and gives up after that',
    async status => {
      const refused = new KubeflowError(
        status === 401 ? 'AuthenticationError' : 'NotAllowedError',
        {
          fact: 'who are you',
          reason: 'Refused',
          upstreamStatus: status,
        },
      );
      const brief = createWait(elapsed =>
        elapsed > MINUTE && elapsed < 5 * MINUTE
          ? refused
          : sampleRun(elapsed < 10 * MINUTE ? 'RUNNING' : 'SUCCEEDED'),
      );
      expect((await brief.clock.run(brief.wait())).verdict).toBe('SUCCEEDED');
      const long = createWait(() => refused);
      await expect(long.clock.run(long.wait())).rejects.toMatchObject({
        reason: 'Refused',
      });
      expect(long.clock.now() - long.start).toBeLessThan(6 * MINUTE);
    },
  );

  it('R9, P7: waits 12 hours within 180 requests in any hour and sees the end within 40 s', async () => {
    const { clock, start, asked, wait } = createWait(
      after(12 * HOUR, 'SUCCEEDED'),
    );
    expect((await clock.run(wait())).verdict).toBe('SUCCEEDED');
    expect(clock.now() - start - 12 * HOUR).toBeLessThanOrEqual(40_000);
    for (const from of asked) {
      const within = asked.filter(time => time >= from && time < from + HOUR);
      expect(within.length).toBeLessThanOrEqual(180);
    }
  });

  it('P7: keeps to the budget while tasks change all the time', async () => {
    const { clock, asked, wait } = createWait(elapsed =>
      sampleRun(elapsed < 2 * HOUR ? 'RUNNING' : 'SUCCEEDED', {
        tasks: [
          sampleDetail(
            'prep',
            Math.floor(elapsed / 2_000) % 2 ? 'RUNNING' : 'PENDING',
          ),
        ],
      }),
    );
    await clock.run(wait());
    for (const from of asked) {
      const within = asked.filter(time => time >= from && time < from + HOUR);
      expect(within.length).toBeLessThanOrEqual(180);
    }
  });

  it.each([3_000, 8_000, 19_000])(
    'P7: sees the end of a run of %i ms within a second',
    async ms => {
      const { clock, start, wait } = createWait(after(ms, 'SUCCEEDED'));
      await clock.run(wait());
      expect(clock.now() - start - ms).toBeLessThanOrEqual(1_000);
    },
  );

  it('P7: sees the end within a second when all tasks have ended', async () => {
    const tasks = ['prep', 'train', 'deploy'].map(name =>
      sampleDetail(name, 'SUCCEEDED'),
    );
    const done = createWait(elapsed =>
      sampleRun(elapsed < HOUR + 40_000 ? 'RUNNING' : 'SUCCEEDED', {
        tasks: elapsed < HOUR ? [] : tasks,
      }),
    );
    await done.clock.run(done.wait());
    expect(done.clock.now() - done.start - HOUR - 40_000).toBeLessThanOrEqual(
      1_000,
    );
    expect(done.asked.length).toBeLessThanOrEqual(182);
  });

  it('reports progress only when something changed', async () => {
    const { clock, progress, wait } = createWait(elapsed =>
      sampleRun(elapsed < 10 * MINUTE ? 'RUNNING' : 'SUCCEEDED', {
        tasks: [
          sampleDetail('prep', elapsed < 5 * MINUTE ? 'RUNNING' : 'SUCCEEDED'),
        ],
      }),
    );
    const finished = await clock.run(wait());
    expect(progress.map(one => [one.state, one.tasks[0]?.state])).toEqual([
      ['RUNNING', 'RUNNING'],
      ['RUNNING', 'SUCCEEDED'],
      ['SUCCEEDED', 'SUCCEEDED'],
    ]);
    expect(finished.tasks).toEqual(progress[2]?.tasks);
    expect(finished.graph).toBe(samplePipeline.graph);
  });

  it('detaches at once when its signal aborts, also before it starts', async () => {
    const { clock, start, wait } = createWait(() => sampleRun('RUNNING'));
    const abort = new AbortController();
    const waiting = wait({ signal: abort.signal });
    await clock.advance(10 * MINUTE + 5);
    abort.abort(new Error('SIGINT'));
    expect((await clock.run(waiting)).verdict).toBe('DETACHED');
    expect(clock.now() - start).toBe(10 * MINUTE + 5);
    expect((await clock.run(wait({ signal: abort.signal }))).verdict).toBe(
      'DETACHED',
    );
  });

  it('leaves the run going at its deadline', async () => {
    const { clock, start, wait } = createWait(() => sampleRun('RUNNING'));
    expect(await clock.run(wait({ timeoutMs: HOUR }))).toMatchObject({
      verdict: 'TIMED_OUT',
      state: 'RUNNING',
    });
    expect(clock.now() - start).toBe(HOUR);
  });
});
