/* eslint-disable jest/no-export -- one suite for several servers */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  PipelinesClient,
  Run,
} from '@kubeflow-fleet/plugin-kubeflow-node';

/** A server to hold against the contract. */
export interface KfpContractTarget {
  readonly client: PipelinesClient;
  /** How long the server may take until a terminated run has ended. */
  readonly endWithinMs: number;
}

const textOf = (name: string, argument: string) => `components:
  comp-wait:
    executorLabel: exec-wait
    inputDefinitions:
      parameters:
        seconds: {parameterType: NUMBER_INTEGER}
deploymentSpec:
  executors:
    exec-wait:
      container:
        image: busybox
        command: [sleep]
        args: ["${argument}"]
pipelineInfo:
  name: ${name}
root:
  dag:
    tasks:
      wait:
        cachingOptions: {}
        componentRef: {name: comp-wait}
        inputs:
          parameters:
            seconds: {componentInputParameter: seconds}
        taskInfo: {name: wait}
  inputDefinitions:
    parameters:
      seconds: {parameterType: NUMBER_INTEGER}
schemaVersion: 2.1.0
sdkVersion: kfp-2.17.0
`;

const TEXT = textOf(
  'kubeflow-fleet-contract',
  "{{$.inputs.parameters['seconds']}}",
);
const OTHER_TEXT = textOf('kubeflow-fleet-contract', '1');
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

const conflicts = (settled: readonly PromiseSettledResult<unknown>[]) =>
  settled.filter(
    result =>
      result.status === 'rejected' && result.reason.reason === 'AlreadyExists',
  ).length;

const succeeded = (settled: readonly PromiseSettledResult<unknown>[]) =>
  settled.filter(({ status }) => status === 'fulfilled').length;

async function until(
  read: () => Promise<Run>,
  { ok, withinMs }: { ok: (run: Run) => boolean; withinMs: number },
): Promise<Run> {
  const end = performance.now() + withinMs;
  let run = await read();
  while (!ok(run) && performance.now() < end) {
    await sleep(200);
    run = await read();
  }
  return run;
}

/**
 * What {@link PipelinesClient} needs of a KFP api-server, as one suite for the emulator and for a real
 * server. It makes objects with names of its own (`kubeflow-fleet-contract-…`) and at most two runs, which
 * it terminates; experiments, pipelines and runs stay, because the client does not delete any.
 */
export function describeKfpContract(
  name: string,
  target: () => KfpContractTarget,
): void {
  describe(`the KFP API contract: ${name}`, () => {
    const id = randomUUID().slice(0, 8);
    const own = (what: string) => `kubeflow-fleet-contract-${id}-${what}`;
    const odd = own('a+b 50% x%2Fy/z "q" \\ ü日本 &=?#');
    const client = () => target().client;

    const aVersion = async (what: string) => {
      const pipeline = await client().createPipeline(own(what));
      const version = await client().uploadVersion({
        pipelineId: pipeline.pipelineId,
        name: 'v1',
        text: TEXT,
      });
      const experiment = await client().createExperiment(own(what));
      return { ...version, experimentId: experiment.experimentId };
    };

    const aRun = async (what: string, seconds = 120) => {
      const version = await aVersion(what);
      const newRun = {
        runId: randomUUID(),
        displayName: own(what),
        description: 'made by a contract test',
        experimentId: version.experimentId,
        pipelineId: version.pipelineId,
        pipelineVersionId: version.pipelineVersionId,
        parameters: { seconds },
      };
      return { newRun, created: await client().createRun(newRun) };
    };

    it('tells its mode', async () => {
      expect(await client().health()).toMatchObject({
        multiUser: expect.any(Boolean) as boolean,
      });
    });

    it('creates and finds experiments by their exact name', async () => {
      const created = await client().createExperiment(own('exp'), 'd');
      expect(created).toMatchObject({
        displayName: own('exp'),
        archived: false,
      });
      expect(await client().findExperiment(own('exp'))).toEqual(created);
      expect(await client().findExperiment(own('none'))).toBeUndefined();
    });

    it('row 48: refuses a name that exists, also in another case, and the client tells which', async () => {
      await client().createExperiment(own('case'));
      await client().createPipeline(own('case'));
      const upper = own('CASE');
      for (const again of [own('case'), upper]) {
        await expect(client().createExperiment(again)).rejects.toMatchObject({
          name: 'ConflictError',
          reason: 'AlreadyExists',
          upstreamStatus: 409,
        });
        await expect(client().createPipeline(again)).rejects.toMatchObject({
          reason: 'AlreadyExists',
        });
      }
      await expect(client().findExperiment(upper)).rejects.toMatchObject({
        reason: 'NameCollision',
      });
      await expect(client().findPipeline(upper)).rejects.toMatchObject({
        reason: 'NameCollision',
      });
    });

    it('finds names with every character that the filter or the path could break', async () => {
      const experiment = await client().createExperiment(odd);
      expect(await client().findExperiment(odd)).toEqual(experiment);
      const pipeline = await client().createPipeline(odd);
      expect(await client().findPipeline(odd)).toEqual(pipeline);
      const { pipelineId } = pipeline;
      const version = await client().uploadVersion({
        pipelineId,
        name: odd,
        text: TEXT,
      });
      expect(await client().findVersion(pipelineId, odd)).toMatchObject({
        pipelineVersionId: version.pipelineVersionId,
        name: odd,
      });
    });

    it('uploads a version with its description, and tags where the server has them', async () => {
      const { pipelineId } = await client().createPipeline(own('version'));
      expect(await client().findVersion(pipelineId, 'abc')).toBeUndefined();
      const tags = { 'kubeflow-fleet/commit': 'abc1234' };
      const uploaded = await client().uploadVersion({
        pipelineId,
        name: 'abc',
        description: 'a: b\nc & d',
        tags,
        text: TEXT,
      });
      expect(uploaded).toMatchObject({
        pipelineId,
        name: 'abc',
        description: 'a: b\nc & d',
      });
      expect([{}, tags]).toContainEqual(uploaded.tags);
      expect(await client().findVersion(pipelineId, 'abc')).toMatchObject({
        ...uploaded,
      });
    });

    it('row 48: refuses a second version of one name, with the same or other content', async () => {
      const { pipelineId } = await client().createPipeline(own('twice'));
      await client().uploadVersion({ pipelineId, name: 'v', text: TEXT });
      for (const text of [TEXT, OTHER_TEXT])
        await expect(
          client().uploadVersion({ pipelineId, name: 'v', text }),
        ).rejects.toMatchObject({ reason: 'AlreadyExists' });
    });

    it('row 47: lets one of eight concurrent creations of one name succeed', async () => {
      const { pipelineId } = await client().createPipeline(own('race'));
      const creations: readonly (() => Promise<unknown>)[] = [
        () => client().createExperiment(own('race')),
        () => client().createPipeline(own('race-2')),
        () => client().uploadVersion({ pipelineId, name: 'v', text: TEXT }),
      ];
      for (const create of creations) {
        const settled = await Promise.allSettled(
          Array.from({ length: 8 }, create),
        );
        expect([succeeded(settled), conflicts(settled)]).toEqual([1, 7]);
      }
    });

    it('refuses an upload to a pipeline that is not there', async () => {
      await expect(
        client().uploadVersion({
          pipelineId: UNKNOWN_ID,
          name: 'v',
          text: TEXT,
        }),
      ).rejects.toMatchObject({ name: 'InputError' });
    });

    it('creates a run with the id that it is given, finds it by its exact name, and ends it', async () => {
      const { newRun, created } = await aRun('run');
      expect(created).toMatchObject({
        runId: newRun.runId,
        displayName: own('run'),
        experimentId: newRun.experimentId,
        pipelineId: newRun.pipelineId,
        pipelineVersionId: newRun.pipelineVersionId,
        parameters: { seconds: 120 },
        archived: false,
      });
      expect(created.finishedAt).toBeUndefined();
      const { experimentId } = newRun;
      expect(await client().findRuns(experimentId, own('run'))).toMatchObject([
        { runId: newRun.runId },
      ]);
      expect(await client().findRuns(experimentId, own('RUN'))).toEqual([]);
      expect(await client().findRuns(experimentId, own('none'))).toEqual([]);

      await client().terminateRun(newRun.runId);
      const read = () => client().getRun(newRun.runId);
      const ended = await until(read, {
        ok: run => run.finishedAt !== undefined,
        withinMs: target().endWithinMs,
      });
      expect(['FAILED', 'CANCELED']).toContain(ended.state);
      await expect(client().terminateRun(newRun.runId)).rejects.toMatchObject({
        name: 'ConflictError',
        reason: 'NotTerminable',
      });
    });

    it('row 46: refuses a second run with the id of another', async () => {
      const { newRun } = await aRun('id');
      await expect(
        client().createRun({ ...newRun, displayName: own('id-2') }),
      ).rejects.toMatchObject({ name: 'ConflictError', reason: 'RunIdTaken' });
      await client().terminateRun(newRun.runId);
    });

    it('refuses a run of what is not there, and parameters that do not fit', async () => {
      const version = await aVersion('refused');
      const run = {
        displayName: own('refused'),
        experimentId: version.experimentId,
        pipelineId: version.pipelineId,
        pipelineVersionId: version.pipelineVersionId,
        parameters: { seconds: 1 },
      };
      const refusals = [
        [{ pipelineVersionId: UNKNOWN_ID }, 'PipelineVersionNotFound'],
        [
          { pipelineId: UNKNOWN_ID, pipelineVersionId: UNKNOWN_ID },
          'PipelineVersionNotFound',
        ],
        [{ experimentId: UNKNOWN_ID }, 'NotFound'],
        [{ parameters: {} }, 'InvalidRequest'],
        [{ parameters: { seconds: 1, nope: 1 } }, 'InvalidRequest'],
        [{ parameters: { seconds: '1' } }, 'InvalidRequest'],
      ] as const;
      for (const [change, reason] of refusals)
        await expect(
          client().createRun({ ...run, ...change }),
        ).rejects.toMatchObject({ reason });
      expect(
        await client().findRuns(version.experimentId, own('refused')),
      ).toEqual([]);
    });

    it('row 49: knows no run and no experiment that is not there', async () => {
      const outcomes = await Promise.allSettled<unknown>([
        client().getRun(UNKNOWN_ID),
        client().terminateRun(UNKNOWN_ID),
        client().retryRun(UNKNOWN_ID),
        client().findRuns(UNKNOWN_ID, 'a'),
      ]);
      for (const outcome of outcomes)
        expect(outcome).toMatchObject({
          status: 'rejected',
          reason: { name: 'NotFoundError' },
        });
    });

    const aSchedule = (
      what: string,
      version: Awaited<ReturnType<typeof aVersion>>,
    ) =>
      client().createRecurringRun({
        displayName: own(what),
        description: 'made by a contract test',
        experimentId: version.experimentId,
        pipelineId: version.pipelineId,
        pipelineVersionId: version.pipelineVersionId,
        parameters: { seconds: 1 },
        // The thirty-first of December only: nothing starts while the suite runs.
        cron: '0 0 3 31 12 *',
        maxConcurrency: 1,
        catchUp: false,
      });

    it('keeps a schedule until it is deleted', async () => {
      const version = await aVersion('schedule');
      const created = await aSchedule('schedule', version);
      expect(created).toMatchObject({
        enabled: true,
        cron: '0 0 3 31 12 *',
        parameters: { seconds: 1 },
      });
      const find = () =>
        client().findRecurringRuns(version.experimentId, own('schedule'));
      expect(await find()).toMatchObject([
        { recurringRunId: created.recurringRunId, enabled: true },
      ]);
      await client().deleteRecurringRun(created.recurringRunId, {
        runs: 'keep',
      });
      expect(await find()).toEqual([]);
    });

    it('reads a list of more than one page', async () => {
      const version = await aVersion('pages');
      const created: string[] = [];
      for (let index = 0; index < 205; index += 1)
        created.push((await aSchedule('pages', version)).recurringRunId);
      const found = await client().findRecurringRuns(
        version.experimentId,
        own('pages'),
      );
      for (const each of created) await client().deleteRecurringRun(each);
      expect(found.map(({ recurringRunId }) => recurringRunId).sort()).toEqual(
        created.sort(),
      );
    });
  });
}
