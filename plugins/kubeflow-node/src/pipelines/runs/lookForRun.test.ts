import type { StoredClaim } from './claim';
import { createRunLookup } from './lookForRun';
import { createPatience } from './patience';
import { runIdOf, runNameOf } from './submissionKey';
import { accessCluster } from './testing/clusterAccess';
import { SimulatedCluster } from './testing/simulatedCluster';
import { createVirtualClock } from '../../testing/virtualClock';

const key = 'aaaabbbbccccdddd';

const world = (fence: number) => {
  const clock = createVirtualClock();
  const cluster = new SimulatedCluster({ clock });
  const { experimentId } = cluster.createExperiment('nightly');
  const { target } = accessCluster({ cluster, clock });
  const patience = createPatience({
    clock,
    subject: 's',
    task: 't',
    timeoutMs: 60_000,
  });
  const lookup = createRunLookup({
    target,
    key,
    runName: 'train',
    experimentId: async () => experimentId,
    patience,
  });
  const claim: StoredClaim = {
    slug: key,
    generation: 1,
    fence,
    since: 1,
    claimedAt: 1,
    holder: 'runner-1',
    runId: runIdOf(key, 1),
    workflowRunId: '42',
    attempt: 1,
    repository: 'acme/ml',
    commit: 'c0ffee',
    released: false,
    version: '1',
  };
  const run = (name: string) => ({
    runId: runIdOf(key, 1),
    displayName: name,
    experimentId,
    pipelineId: 'p',
    pipelineVersionId: 'v',
    parameters: {},
  });
  return { clock, cluster, lookup, claim, run };
};

describe('createRunLookup', () => {
  it('deletes the Workflow of an earlier fence that has no run', async () => {
    const { clock, cluster, lookup, claim, run } = world(2);
    cluster.createWorkflow(run(runNameOf('train', key, 1)));
    expect(await clock.run(lookup.settle(claim, 'answered'))).toBeUndefined();
    expect(cluster.workflowsOf(claim.runId)).toHaveLength(0);
  });

  it('leaves the Workflow of a later fence to whoever has taken over', async () => {
    const { clock, cluster, lookup, claim, run } = world(2);
    cluster.createWorkflow(run(runNameOf('train', key, 3)));
    expect(await clock.run(lookup.settle(claim, 'answered'))).toBeUndefined();
    expect(cluster.workflowsOf(claim.runId)).toHaveLength(1);
  });

  it("deletes what a beaten POST left beside the run's own Workflow", async () => {
    const { clock, cluster, lookup, claim, run } = world(2);
    const winner = run(runNameOf('train', key, 2));
    cluster.insertRun(winner, cluster.createWorkflow(winner));
    cluster.createWorkflow(run(runNameOf('train', key, 1)));
    const found = await clock.run(lookup.settle(claim, 'answered'));
    expect(found?.displayName).toBe(winner.displayName);
    const left = cluster.workflowsOf(claim.runId);
    expect(left.map(one => one.metadata.annotations)).toEqual([
      { 'pipelines.kubeflow.org/run_name': winner.displayName },
    ]);
  });

  it('finds a run by its id under any name, and by its name under any id', async () => {
    const renamed = world(1);
    const other = renamed.run('renamed by a person');
    renamed.cluster.insertRun(other, renamed.cluster.createWorkflow(other));
    expect(
      await renamed.clock.run(renamed.lookup.look(renamed.claim)),
    ).toMatchObject({ displayName: 'renamed by a person' });
    const foreign = world(1);
    const named = {
      ...foreign.run(runNameOf('train', key, 1)),
      runId: 'of-the-server',
    };
    foreign.cluster.insertRun(named, foreign.cluster.createWorkflow(named));
    expect(
      await foreign.clock.run(foreign.lookup.look(foreign.claim)),
    ).toMatchObject({ runId: 'of-the-server' });
  });
});
