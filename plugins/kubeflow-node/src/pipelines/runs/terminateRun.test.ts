import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Run } from '../model';
import {
  listOf,
  RUN_ID,
  sampleRun,
  scriptKubernetes,
  scriptPipelines,
  targetOf,
} from './testing/scriptedTarget';
import { refusal, serverError } from './testing/simulatedCluster';
import { createVirtualClock } from '../../testing/virtualClock';
import { sampleWorkflow } from './testing/workflows';
import { terminateRun } from './terminateRun';

interface Script {
  /** Answers of POST :terminate, in order; the last one stays. */
  readonly posts?: readonly ('ok' | 'hang' | Error)[];
  /** The run, by milliseconds since the start. */
  readonly run: (elapsed: number, posts: number) => Run | Error | Promise<Run>;
  readonly rtt?: number;
}

const play = (script: Script) => {
  const clock = createVirtualClock();
  const start = clock.now();
  const rtt = script.rtt ?? 10;
  const patched: object[] = [];
  let posts = 0;
  const { pipelines } = scriptPipelines(
    clock,
    async () => {
      await clock.sleep(rtt);
      return script.run(clock.now() - start, posts);
    },
    {
      async terminateRun() {
        const answers = script.posts ?? ['ok' as const];
        const answer = answers[Math.min(posts, answers.length - 1)];
        posts += 1;
        await clock.sleep(rtt);
        if (answer === 'hang') await new Promise(() => undefined);
        if (answer instanceof Error) throw answer;
      },
    },
  );
  const kubernetes = scriptKubernetes({
    list: listOf({ workflows: [sampleWorkflow(RUN_ID, 'Running')] }),
    patch: async (_of, _name, patch) => {
      patched.push(patch);
      return sampleWorkflow(RUN_ID, 'Running');
    },
  });
  const outcome = clock.run(
    terminateRun(targetOf(pipelines, kubernetes), RUN_ID, { clock }).catch(
      (error: unknown) => error as KubeflowError,
    ),
  );
  return {
    outcome,
    took: () => clock.now() - start,
    posts: () => posts,
    patched,
  };
};

const notFoundRow = refusal('InputError', 'Row not found', 400);
const endsAfter = (ms: number) => (elapsed: number) =>
  sampleRun(elapsed < ms ? 'CANCELING' : 'FAILED');

describe('terminateRun', () => {
  it('row 50: posts once and sees the run end as FAILED', async () => {
    const played = play({ run: endsAfter(2_000) });
    expect(await played.outcome).toBe('terminated');
    expect(played.posts()).toBe(1);
    expect(played.took()).toBeLessThan(3_000);
  });

  it('R4: says that it was requested when the pods outlive the deadline, within 7.5 s at 500 ms a round trip', async () => {
    const played = play({ run: endsAfter(60_000), rtt: 500 });
    expect(await played.outcome).toBe('requested');
    expect(played.took()).toBeLessThan(6_600);
  });

  it.each(['SUCCEEDED', 'SKIPPED', 'FAILED'] as const)(
    'row 50: finds a run that is %s already',
    async state => {
      const played = play({
        posts: [notFoundRow],
        run: () => sampleRun(state),
      });
      expect(await played.outcome).toBe('already-finished');
      expect(played.posts()).toBe(1);
    },
  );

  it('row 50: follows a run that someone else is terminating', async () => {
    const played = play({
      posts: [notFoundRow],
      run: elapsed =>
        elapsed < 1_000
          ? sampleRun('CANCELING')
          : sampleRun('FAILED', {
              stateHistory: [{ state: 'CANCELING' }, { state: 'FAILED' }],
            }),
    });
    expect(await played.outcome).toBe('terminated');
  });

  it('row 50: reports a run that succeeded although the order was taken', async () => {
    expect(await play({ run: () => sampleRun('SUCCEEDED') }).outcome).toBe(
      'already-finished',
    );
  });

  it('row 50: after a 500 that marked the run, tells the Workflow itself', async () => {
    const played = play({
      posts: [serverError('patching error')],
      run: endsAfter(2_000),
    });
    expect(await played.outcome).toBe('terminated');
    expect(played.patched).toEqual([{ spec: { activeDeadlineSeconds: 0 } }]);
    expect(played.posts()).toBe(1);
  });

  it('row 50: posts again after a 500 that had no effect', async () => {
    const played = play({
      posts: [serverError('database is gone'), 'ok'],
      run: (elapsed, posts) =>
        posts < 2 ? sampleRun('RUNNING') : endsAfter(2_000)(elapsed),
    });
    expect(await played.outcome).toBe('terminated');
    expect(played.posts()).toBe(2);
  });

  const gone = refusal('NotFoundError', 'gone', 404);

  it('takes a run that is deleted meanwhile for finished', async () => {
    const played = play({
      run: elapsed => (elapsed < 1_000 ? sampleRun('CANCELING') : gone),
    });
    expect(await played.outcome).toBe('already-finished');
  });

  it('row 54: waits for a run whose POST may be on its way, and terminates it when it appears', async () => {
    const played = play({
      posts: [gone, 'ok'],
      run: (elapsed, posts) => {
        if (elapsed < 1_500) return gone;
        return posts < 2 ? sampleRun('RUNNING') : endsAfter(3_000)(elapsed);
      },
    });
    expect(await played.outcome).toBe('terminated');
    expect(played.posts()).toBe(2);
  });

  it('says that there is no such run when it does not appear', async () => {
    const played = play({ posts: [gone], run: () => gone });
    expect(await played.outcome).toMatchObject({
      name: 'NotFoundError',
      reason: 'NotFound',
    });
    expect(played.took()).toBeLessThan(5_000);
  });

  it.each(['ConflictError', 'InputError'] as const)(
    'row 50: takes 400 "Row not found" as %s',
    async name => {
      const refused = new KubeflowError(name, {
        fact: 'Row not found',
        reason: 'NotTerminable',
        upstreamStatus: 400,
      });
      const played = play({
        posts: [refused],
        run: () => sampleRun('SUCCEEDED'),
      });
      expect(await played.outcome).toBe('already-finished');
    },
  );

  it('says that nothing was confirmed when KFP hangs', async () => {
    const played = play({
      posts: ['hang'],
      run: () => new Promise<Run>(() => undefined),
    });
    const error = (await played.outcome) as KubeflowError;
    expect(error).toMatchObject({ reason: 'TerminationUnconfirmed' });
    expect(error.message).toMatch(
      /did not confirm within 6 s.*Terminate it by hand/,
    );
    expect(played.took()).toBeLessThanOrEqual(6_010);
  });

  it('row 50: looks what a POST without an answer did', async () => {
    const played = play({ posts: ['hang'], run: () => sampleRun('CANCELING') });
    expect(await played.outcome).toBe('requested');
    expect(played.posts()).toBe(1);
  });

  it('passes a missing right on', async () => {
    const played = play({
      posts: [refusal('NotAllowedError', 'may not terminate', 403)],
      run: () => sampleRun('RUNNING'),
    });
    expect((await played.outcome) as KubeflowError).toMatchObject({
      name: 'NotAllowedError',
    });
  });
});
