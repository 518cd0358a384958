import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { claimName } from './configMapClaims';
import { submitRun } from './submitRun';
import { runIdOf } from './submissionKey';
import { accessCluster } from './testing/clusterAccess';
import { samplePipeline, sampleSubmission } from './testing/submissions';
import { errorOf, submittingWorld } from './testing/submitting';

const key = sampleSubmission().key;

describe('submitRun', () => {
  it('starts the run under the name and id of its key and stamps where it came from', async () => {
    const { clock, cluster, submit } = submittingWorld();
    const run = await clock.run(submit().submitted);
    expect(run).toEqual({
      runId: runIdOf(key, 1),
      displayName: `train-${key}`,
      experimentId: cluster.experiments.get('nightly')?.experimentId,
      pipelineId: cluster.pipelines.get('train')?.pipelineId,
      pipelineVersionId: [...cluster.versions.values()][0]?.pipelineVersionId,
      outcome: 'created',
      state: 'PENDING',
    });
    const row = cluster.runs.get(run.runId);
    expect(row?.parameters).toEqual({ epochs: 3 });
    expect(row?.description?.split('\n')).toEqual([
      'kubeflow-fleet/repository: acme/ml',
      'kubeflow-fleet/commit: c0ffee0000000000000000000000000000000000',
      'kubeflow-fleet/workflow-run: https://github.com/acme/ml/actions/runs/42 (attempt 1)',
      'kubeflow-fleet/actor: octocat',
      `kubeflow-fleet/submission-key: ${key}`,
    ]);
    const version = [...cluster.versions.values()][0];
    expect(version?.name).toBe(samplePipeline.contentHash);
    expect(version?.tags).toMatchObject({
      'kubeflow-fleet/repository': 'acme/ml',
      'kubeflow-fleet/content-hash': samplePipeline.contentHash,
    });
    const claim = cluster.objects.get(`configmaps/${claimName(key)}`);
    expect(claim?.data).toMatchObject({ runId: run.runId, fence: '1' });
  });

  it.each<['full' | 'none']>([['full'], ['none']])(
    'takes 3 round trips for a new pipeline and 3 for a repeated one, 1 to adopt (Kubernetes API: %s)',
    async kubernetes => {
      const { clock, submit } = submittingWorld();
      const access = { latency: () => 50, kubernetes };
      const timed = async (change: Parameters<typeof submit>[0]) => {
        const start = clock.now();
        await clock.run(submit(change, access).submitted);
        return Math.round((clock.now() - start) / 100);
      };
      expect(await timed({})).toBe(3);
      expect(await timed({ key: 'another' })).toBe(3);
      expect(
        await timed({
          key: 'third',
          pipeline: { ...samplePipeline, contentHash: 'ffffffffffff' },
        }),
      ).toBe(3);
      expect(await timed({})).toBe(1);
    },
  );

  it('row 47: gives two jobs at once one run, and the second one adopts it', async () => {
    const { clock, cluster, submit } = submittingWorld();
    const access = { latency: () => 40 };
    const [first, second] = await clock.run(
      Promise.all([submit({}, access).submitted, submit({}, access).submitted]),
    );
    expect(first?.runId).toBe(second?.runId);
    expect([first?.outcome, second?.outcome].sort()).toEqual([
      'adopted',
      'created',
    ]);
    expect(cluster.runs.size).toBe(1);
    expect(cluster.mostWorkflows).toBe(1);
  });

  it('shares a failed run between two jobs of one attempt', async () => {
    const { clock, cluster, submit } = submittingWorld();
    const first = await clock.run(submit().submitted);
    cluster.report(first.runId, 'FAILED');
    const second = await clock.run(submit().submitted);
    expect(second).toMatchObject({ runId: first.runId, outcome: 'adopted' });
  });

  it.each(['FAILED', 'CANCELED'] as const)(
    'starts another run when a re-run finds the earlier one %s, once for all its jobs',
    async state => {
      const { clock, cluster, submit } = submittingWorld();
      const first = await clock.run(submit().submitted);
      cluster.report(first.runId, state);
      const rerun = { origin: { attempt: 2 } };
      const [second, third] = await clock.run(
        Promise.all([
          submit(rerun, { latency: () => 9 }).submitted,
          submit(rerun, { latency: () => 10 }).submitted,
        ]),
      );
      expect(second?.runId).toBe(runIdOf(key, 2));
      expect(third?.runId).toBe(runIdOf(key, 2));
      expect(second?.displayName).toBe(`train-${key}-2`);
      expect(cluster.runs.size).toBe(2);
    },
  );

  it.each([
    'PENDING',
    'RUNNING',
    'SUCCEEDED',
    'SKIPPED',
    'PAUSED',
    undefined,
  ] as const)('adopts a run that a re-run finds in state %s', async state => {
    const { clock, cluster, submit } = submittingWorld();
    const first = await clock.run(submit().submitted);
    cluster.report(first.runId, state);
    const second = await clock.run(
      submit({ origin: { attempt: 2 } }).submitted,
    );
    expect(second).toMatchObject({ runId: first.runId, outcome: 'adopted' });
  });

  it('starts another run when the Workflow has failed and KFP does not know it yet', async () => {
    const { clock, cluster, submit } = submittingWorld();
    const first = await clock.run(submit().submitted);
    cluster.report(first.runId, 'RUNNING');
    const [workflow] = cluster.workflowsOf(first.runId);
    if (!workflow) throw new Error('no Workflow');
    const key1 = `workflows/${workflow.metadata.name}`;
    cluster.objects.set(key1, { ...workflow, status: { phase: 'Failed' } });
    const beside = await clock.run(submit().submitted);
    expect(beside.runId).toBe(first.runId);
    const later = await clock.run(submit({ origin: { attempt: 2 } }).submitted);
    expect(later.runId).toBe(runIdOf(key, 2));
  });

  it('waits for a terminated run to end before a re-run starts another', async () => {
    const { clock, cluster, submit } = submittingWorld();
    const first = await clock.run(submit().submitted);
    cluster.report(first.runId, 'CANCELING');
    const rerun = submit({ origin: { attempt: 2 } }).submitted;
    await clock.advance(10_000);
    expect(cluster.runs.size).toBe(1);
    cluster.report(first.runId, 'FAILED');
    expect(await clock.run(rerun)).toMatchObject({ runId: runIdOf(key, 2) });
  });

  it('starts another run when the claim is gone and the earlier run has failed', async () => {
    const { clock, cluster, submit } = submittingWorld();
    const first = await clock.run(submit().submitted);
    cluster.report(first.runId, 'FAILED');
    cluster.objects.clear();
    const second = await clock.run(
      submit({ origin: { attempt: 2 } }).submitted,
    );
    expect(second).toMatchObject({
      runId: runIdOf(key, 2),
      outcome: 'created',
    });
  });

  it('takes over from a claimant that died before its POST once the lease is out', async () => {
    const { clock, cluster, submit } = submittingWorld();
    const dead = submit(
      {},
      {
        fault: call => (call === 'createRun' ? 'killed before' : undefined),
      },
    );
    await clock.advance(1_000);
    const start = clock.now();
    const second = await clock.run(submit().submitted);
    expect(second.outcome).toBe('created');
    expect(clock.now() - start).toBeGreaterThan(59_000);
    expect(clock.now() - start).toBeLessThan(65_000);
    expect(cluster.runs.size).toBe(1);
    expect(dead.calls).toContain('createRun');
  });

  it('does not wait for a lease that ended long ago', async () => {
    const { clock, submit } = submittingWorld();
    void submit(
      {},
      {
        fault: call => (call === 'createRun' ? 'killed before' : undefined),
      },
    );
    await clock.advance(3_600_000);
    const start = clock.now();
    await clock.run(submit().submitted);
    expect(clock.now() - start).toBeLessThan(2_000);
  });

  it('row 48: reuses the version of the same content, whoever uploaded it', async () => {
    const { clock, cluster, submit } = submittingWorld();
    await clock.run(submit().submitted);
    await clock.run(
      submit({ key: 'another', origin: { actor: 'hubot' } }).submitted,
    );
    expect(cluster.versions.size).toBe(1);
    expect(cluster.pipelines.size).toBe(1);
  });

  it.each([
    [
      'of other content',
      'kubeflow-fleet/content-hash: ffffffffffff',
      /hash ffffffffffff, ours is 0123456789ab/,
    ],
    [
      'of unknown content',
      undefined,
      /no content hash recorded, ours is 0123456789ab/,
    ],
  ])(
    'row 48: refuses a version of the same name %s',
    async (_what, description, message) => {
      const { clock, cluster, submit } = submittingWorld();
      const { pipelineId } = cluster.createPipeline('train');
      cluster.uploadVersion({
        pipelineId,
        name: samplePipeline.contentHash,
        description,
      });
      const error = await clock.run(errorOf(submit().submitted));
      expect(error).toMatchObject({
        reason: 'VersionContentDiffers',
        name: 'ConflictError',
      });
      expect(error?.message).toMatch(message);
      expect(cluster.runs.size).toBe(0);
    },
  );

  it('serves an identity that may not create pipelines and experiments when they are there', async () => {
    const { clock, cluster, submit } = submittingWorld();
    cluster.createPipeline('train');
    cluster.createExperiment('nightly');
    const { target } = accessCluster({ cluster, clock });
    const forbid = () =>
      Promise.reject(
        new KubeflowError('NotAllowedError', {
          fact: 'forbidden',
          reason: 'Forbidden',
          upstreamStatus: 403,
        }),
      );
    const limited = {
      ...target,
      pipelines: {
        ...target.pipelines,
        createPipeline: forbid,
        createExperiment: forbid,
      },
    };
    const run = await clock.run(
      submitRun(limited, sampleSubmission(), { clock }),
    );
    expect(run.outcome).toBe('created');
    const other = sampleSubmission({ experiment: 'absent', key: 'other' });
    const error = await clock.run(
      errorOf(submitRun(limited, other, { clock })),
    );
    expect(error?.message).toMatch('forbidden');
    await clock.run(submit({ key: 'other' }).submitted);
  });

  it('clears away claims that no re-run can need any more, in one of 20 submissions', async () => {
    const { clock, cluster, submit } = submittingWorld();
    await clock.run(submit({ key: 'old' }).submitted);
    await clock.advance(36 * 24 * 3_600_000);
    await clock.run(submit({ key: 'new' }).submitted);
    expect(cluster.objects.has(`configmaps/${claimName('old')}`)).toBe(true);
    const { target } = accessCluster({ cluster, clock });
    await clock.run(
      submitRun(target, sampleSubmission({ key: 'newer' }), {
        clock,
        random: () => 0.01,
      }),
    );
    await clock.advance(1_000);
    expect(cluster.objects.has(`configmaps/${claimName('old')}`)).toBe(false);
    expect(cluster.objects.has(`configmaps/${claimName('new')}`)).toBe(true);
    const again = await clock.run(submit({ key: 'old' }).submitted);
    expect(again).toMatchObject({
      runId: runIdOf('old', 1),
      outcome: 'adopted',
    });
  });

  it('claims by pipeline versions where ConfigMaps are forbidden', async () => {
    const { clock, cluster, submit } = submittingWorld();
    await clock.run(submit({}, { kubernetes: 'forbidden' }).submitted);
    expect(cluster.pipelines.has('kubeflow-fleet-claims')).toBe(true);
    expect(
      [...cluster.versions.values()].map(version => version.name),
    ).toContain(`${key}-1`);
  });

  it('refuses a ConfigMap of its name that is no claim', async () => {
    const { clock, cluster, submit } = submittingWorld();
    cluster.objects.set(`configmaps/${claimName(key)}`, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: claimName(key), namespace: 'kubeflow' },
      data: { something: 'else' },
    });
    const error = await clock.run(errorOf(submit().submitted));
    expect(error?.message).toMatch(
      /is not a claim of a run.*kubectl -n kubeflow delete configmap/,
    );
  });

  it.each([
    [
      { pipelineName: '' },
      /the pipeline name must have 1 to 127 characters, has 0/,
    ],
    [{ pipelineName: 'x'.repeat(128) }, /has 128/],
    [{ pipelineName: 'a/b' }, /must not contain '\/'/],
    [{ experiment: ' ' }, /the experiment name must have 1 to 128 characters/],
    [{ key: '' }, /the submission key/],
    [{ runName: '\t' }, /the run name is empty/],
  ])('refuses %j before any call', async (change, message) => {
    const { clock, submit } = submittingWorld();
    const { submitted, calls } = submit(change);
    const error = await clock.run(errorOf(submitted));
    expect(error?.name).toBe('InputError');
    expect(error?.message).toMatch(message);
    expect(calls).toEqual([]);
  });
});
