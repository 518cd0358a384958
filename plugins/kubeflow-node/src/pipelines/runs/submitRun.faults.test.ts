import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { submitRun } from './submitRun';
import { runIdOf } from './submissionKey';
import { accessCluster } from './testing/clusterAccess';
import { sampleSubmission } from './testing/submissions';
import { errorOf, submittingWorld } from './testing/submitting';

const key = sampleSubmission().key;

describe('submitRun in trouble', () => {
  it('row 46: deletes the Workflow that a 500 left behind, and POSTs again', async () => {
    const { clock, cluster, submit } = submittingWorld();
    let failed = 0;
    const { submitted, calls } = submit(
      {},
      {
        fault: call => {
          if (call !== 'createRun:row' || failed > 0) return undefined;
          failed += 1;
          return '500 after workflow';
        },
      },
    );
    const run = await clock.run(submitted);
    expect(run).toMatchObject({ outcome: 'created', runId: runIdOf(key, 1) });
    expect(calls).toContain('delete workflows');
    expect(cluster.workflowsOf(run.runId)).toHaveLength(1);
    expect(cluster.mostWorkflows).toBe(1);
  });

  it.each(['answer lost', '504 and done later'] as const)(
    'row 46: finds its own run after a POST with %s',
    async fault => {
      const { clock, cluster, submit } = submittingWorld();
      const run = await clock.run(
        submit(
          {},
          {
            fault: call => (call === 'createRun' ? fault : undefined),
          },
        ).submitted,
      );
      expect(run.outcome).toBe('created');
      expect(cluster.runs.size).toBe(1);
      expect(cluster.mostWorkflows).toBe(1);
    },
  );

  it('renews its claim before the POST when getting there has used up the lease', async () => {
    const { clock, cluster } = submittingWorld();
    const { target, calls } = accessCluster({ cluster, clock });
    const slow = {
      ...target,
      pipelines: {
        ...target.pipelines,
        uploadVersion: async (
          ...version: Parameters<typeof target.pipelines.uploadVersion>
        ) => {
          await clock.sleep(45_000);
          return target.pipelines.uploadVersion(...version);
        },
      },
    };
    const run = await clock.run(submitRun(slow, sampleSubmission(), { clock }));
    expect(run.displayName).toBe(`train-${key}-2`);
    expect(calls.indexOf('replace configmaps')).toBeLessThan(
      calls.indexOf('createRun'),
    );
    expect(calls).toContain('replace configmaps');
  });

  it('does not wait for a claim that can not be made when it is refused otherwise', async () => {
    const { clock, cluster } = submittingWorld();
    const { target } = accessCluster({
      cluster,
      clock,
      fault: call => (call === 'create configmaps' ? 'unreachable' : undefined),
    });
    const refused = new KubeflowError('NotAllowedError', {
      fact: 'may not look at experiments',
      reason: 'NotAllowed',
      upstreamStatus: 403,
    });
    const limited = {
      ...target,
      pipelines: {
        ...target.pipelines,
        findExperiment: () => Promise.reject(refused),
        createExperiment: () => Promise.reject(refused),
      },
    };
    const start = clock.now();
    const submitted = submitRun(limited, sampleSubmission(), { clock });
    expect(await clock.run(errorOf(submitted))).toBe(refused);
    expect(clock.now() - start).toBeLessThan(3_000);
  });

  it('says what KFP answered when it never starts the run', async () => {
    const { clock, submit } = submittingWorld();
    const error = await clock.run(
      errorOf(
        submit(
          {},
          {
            fault: call => (call === 'createRun' ? '500 before' : undefined),
          },
        ).submitted,
      ),
    );
    expect(error).toMatchObject({
      reason: 'RunNotStarted',
      message: expect.stringMatching(/3 tries.*database is gone.*ml-pipeline/),
    });
  });

  it('passes a refusal on and lets the next one try at once', async () => {
    const { clock, cluster, submit } = submittingWorld();
    const { target } = accessCluster({ cluster, clock });
    const refusing = {
      ...target,
      pipelines: {
        ...target.pipelines,
        createRun: () =>
          Promise.reject(
            new KubeflowError('InputError', {
              fact: 'parameter epochs is missing',
              reason: 'InvalidArgument',
              upstreamStatus: 400,
            }),
          ),
      },
    };
    const error = await clock.run(
      errorOf(submitRun(refusing, sampleSubmission(), { clock })),
    );
    expect(error?.message).toMatch('parameter epochs is missing');
    const start = clock.now();
    expect((await clock.run(submit().submitted)).outcome).toBe('created');
    expect(clock.now() - start).toBeLessThan(1_000);
  });

  it('ends with its deadline when the cluster never answers', async () => {
    const { clock, submit } = submittingWorld();
    const start = clock.now();
    const error = await clock.run(
      errorOf(
        submit({}, { fault: () => 'unreachable' }, { timeoutMs: 60_000 })
          .submitted,
      ),
    );
    expect(error).toMatchObject({
      name: 'TimeoutError',
      reason: 'DeadlineExceeded',
    });
    expect(error?.message).toMatch(
      /could not submit run 'train' within 60 s; last error: connection refused/,
    );
    expect(clock.now() - start).toBeLessThan(62_000);
  });

  it('tells of trouble once a minute, though every call meets it', async () => {
    const { clock, submit } = submittingWorld();
    const warnings: string[] = [];
    const options = {
      timeoutMs: 50_000,
      onWarning: (text: string) => warnings.push(text),
    };
    const fault = () => 'unreachable' as const;
    await clock.run(errorOf(submit({}, { fault }, options).submitted));
    expect(warnings).toEqual([
      'cannot submit the run yet, and goes on trying: connection refused',
    ]);
    const longer = { ...options, timeoutMs: 150_000 };
    await clock.run(errorOf(submit({}, { fault }, longer).submitted));
    expect(warnings).toHaveLength(1 + 3);
  });

  it('tells of the first failure of a call that took ten seconds to fail', async () => {
    const { clock, submit } = submittingWorld();
    const warnings: number[] = [];
    const start = clock.now();
    const { submitted } = submit(
      {},
      { fault: () => 'unreachable', latency: () => 15_000 },
      {
        timeoutMs: 60_000,
        onWarning: () => warnings.push(clock.now() - start),
      },
    );
    await clock.run(errorOf(submitted));
    expect(warnings[0]).toBe(15_000);
  });

  it('row 54: returns the run when it is cancelled while KFP is starting it', async () => {
    const { clock, cluster, submit } = submittingWorld();
    const abort = new AbortController();
    const { submitted, calls } = submit(
      {},
      { latency: () => 100 },
      { signal: abort.signal },
    );
    await clock.advance(450);
    expect(calls).toContain('createRun');
    abort.abort(new Error('cancelled'));
    expect((await clock.run(submitted)).outcome).toBe('created');
    expect(cluster.runs.size).toBe(1);
  });

  it('row 54: starts nothing and gives the claim back when it is cancelled before the POST', async () => {
    const { clock, cluster, submit } = submittingWorld();
    const abort = new AbortController();
    const { submitted, calls } = submit(
      {},
      { latency: () => 100 },
      { signal: abort.signal },
    );
    const error = errorOf(submitted);
    await clock.advance(250);
    abort.abort(new Error('cancelled'));
    expect((await clock.run(error))?.message).toBe('cancelled');
    expect(calls).not.toContain('createRun');
    const start = clock.now();
    expect((await clock.run(submit().submitted)).outcome).toBe('created');
    expect(clock.now() - start).toBeLessThan(1_000);
    expect(cluster.runs.size).toBe(1);
  });

  it('tells what it is about to start before it asks for it', async () => {
    const { clock, cluster } = submittingWorld();
    const { target, calls } = accessCluster({ cluster, clock });
    const intents: unknown[] = [];
    await clock.run(
      submitRun(target, sampleSubmission(), {
        clock,
        onIntent: intent => {
          expect(calls).not.toContain('createRun');
          intents.push(intent);
        },
      }),
    );
    expect(intents).toEqual([
      { runId: runIdOf(key, 1), displayName: `train-${key}` },
    ]);
  });
});
