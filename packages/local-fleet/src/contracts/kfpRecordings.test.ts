import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { createKfpEmulator } from '../kfp/emulator';
import {
  readRecordings,
  recordedData,
  type Recording,
} from '../kfp/replay/recording';
import { replayRecording, type ReplayTarget } from '../kfp/replay/replay';
import { send } from '../kfp/replay/send';
import { keyOf } from '../kfp/workflowPort';

const data = recordedData(resolve(__dirname, '../../../..'));

const REPORT_MS = 1_500;

const SKIPPED = {
  'upload-bad-yaml':
    'the recorded server loops for ever on malformed YAML; the emulator answers 400',
};

/** The recorder was slow here: a first report came in between, or all reports of eight Workflows. */
const PAUSES = { 'workflow-of-create': 900, 'get-0': 500 };

/** Eight Workflows are reported into one run: which of them comes last is chance. */
const CHANCE: Readonly<Record<string, Record<string, readonly string[]>>> = {
  'idempotency-race': {
    'get-0': ['state', 'state_history', 'finished_at'],
    'get-1': ['state_history'],
    'get-2': ['state_history'],
  },
};

const spec = {
  pipelineInfo: { name: 'echo' },
  root: { dag: { tasks: { echo: { componentRef: { name: 'comp-echo' } } } } },
  components: { 'comp-echo': { executorLabel: 'exec-echo' } },
  deploymentSpec: {
    executors: { 'exec-echo': { container: { image: 'busybox' } } },
  },
  schemaVersion: '2.1.0',
};

/** The recorded server of `health` had one finished run of an earlier day. */
const seedFinishedRun = async (
  recording: Recording,
  target: ReplayTarget,
): Promise<void> => {
  const listed = recording.steps.find(({ name }) => name === 'unknown-query')
    ?.response?.body as { runs: { pipeline_spec: unknown }[] };
  const answer = await send(target, {
    method: 'POST',
    path: '/apis/v2beta1/runs',
    body: {
      display_name: 'run1',
      pipeline_spec: listed.runs[0]?.pipeline_spec ?? spec,
    },
  });
  const { run_id: runId } = JSON.parse(answer.text) as { run_id: string };
  for (const phase of ['Running', 'Succeeded']) {
    const [workflow] = await target.workflows.list({ 'pipeline/runid': runId });
    if (!workflow) throw new Error('the seeded run has no Workflow');
    await target.workflows.patch(keyOf(workflow), {
      status: {
        phase,
        ...(phase === 'Succeeded' && { finishedAt: '2026-11-24T08:51:00Z' }),
      },
    });
    await new Promise(done => setTimeout(done, REPORT_MS + 300));
  }
};

const whenThere = data === undefined ? describe.skip : describe;

if (data === undefined) {
  process.stderr.write(
    'kfpRecordings: skipped, no recordings at ../shared/data or KUBEFLOW_FLEET_DATA\n',
  );
}

/** Starts an emulator of its own for one recording, replays it and says which steps differ. */
const replayAlone = async (recording: Recording) => {
  const { scenario } = recording;
  const emulator = createKfpEmulator({
    engine: 'off',
    delays: {
      reportMs: REPORT_MS,
      terminateRetryMs: 50,
      // A busy machine spreads eight calls "at once" over more than the real server's time.
      createWorkflowMs: scenario.startsWith('idempotency') ? 100 : 5,
    },
  });
  const server = createServer(emulator.handle);
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  const target = { port, workflows: emulator.workflows, data: data ?? '' };
  try {
    if (scenario === 'health') await seedFinishedRun(recording, target);
    return await replayRecording(recording, target, {
      skip: SKIPPED,
      pauses: PAUSES,
      chance: CHANCE[scenario],
    });
  } finally {
    emulator.close();
    server.closeAllConnections();
    await new Promise(done => {
      server.close(done);
    });
  }
};

whenThere('the KFP emulator answers as the recorded 2.17.0 server', () => {
  const recordings = data === undefined ? [] : readRecordings(data);
  const replays = new Map<string, ReturnType<typeof replayAlone>>();

  // They wait for reports most of the time: together they take as long as the longest.
  beforeAll(() => {
    for (const recording of recordings) {
      const replay = replayAlone(recording);
      replay.catch(() => undefined);
      replays.set(recording.scenario, replay);
    }
  });

  it.each(
    recordings.map(recording => [recording.scenario, recording] as const),
  )(
    'in every step of %s',
    async (scenario, recording) => {
      const results = (await replays.get(scenario)) ?? [];
      const different = results.filter(
        ({ differences }) => differences.length > 0,
      );
      expect(different).toEqual([]);
      expect(results).toHaveLength(recording.steps.length);
    },
    120_000,
  );
});
