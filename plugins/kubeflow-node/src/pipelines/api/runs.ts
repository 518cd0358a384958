import type { NewRun, PipelinesClient, Run } from '../model';
import { type ApiContext, quoted, withId } from './context';
import { listAll } from './listAll';
import { toRun } from './messages';
import { checkName } from './names';

type RunCalls = Pick<
  PipelinesClient,
  'createRun' | 'getRun' | 'findRuns' | 'terminateRun' | 'retryRun'
>;

/** The server creates the Workflow before it answers. */
const CREATE_TIMEOUT_MS = 60_000;

/** Fields that a run and a recurring run share. */
export const sourceOf = (run: NewRun) => ({
  display_name: run.displayName,
  description: run.description,
  experiment_id: run.experimentId,
  pipeline_version_reference: {
    pipeline_id: run.pipelineId,
    // Always sent: "the latest version" is ambiguous within one second.
    pipeline_version_id: run.pipelineVersionId,
  },
  runtime_config: {
    parameters: { ...run.parameters },
    pipeline_root: run.pipelineRoot,
  },
  service_account: run.serviceAccount,
});

const byNewest = (a: Run, b: Run) =>
  (b.createdAt ?? '').localeCompare(a.createdAt ?? '');

export const runCalls = ({ call, subject }: ApiContext): RunCalls => ({
  async createRun(run) {
    checkName(subject, 'run', run.displayName);
    const purpose = `create the run ${quoted(run.displayName)}`;
    const message = await call('post', '/apis/v2beta1/runs', {
      purpose,
      timeoutMs: CREATE_TIMEOUT_MS,
      retry: 'unsent',
      body: { run_id: run.runId, ...sourceOf(run) },
    });
    return toRun(withId(message, 'run_id', { subject, purpose }));
  },

  async getRun(runId) {
    const purpose = `read the run ${runId}`;
    const message = await call('get', '/apis/v2beta1/runs/{run_id}', {
      purpose,
      params: { run_id: runId },
    });
    return toRun(withId(message, 'run_id', { subject, purpose }));
  },

  async findRuns(experimentId, displayName) {
    const purpose = `list the runs ${quoted(displayName)}`;
    const where = [{ key: 'display_name', equals: displayName }];
    // By experiment, for which the database has an index: a server may hold 200,000 runs.
    const options = { subject, where, sortBy: 'created_at desc' };
    const found = await listAll(options, async query => {
      const page = await call('get', '/apis/v2beta1/runs', {
        purpose,
        query: { ...query, experiment_id: experimentId },
      });
      return { items: page.runs, next: page.next_page_token };
    });
    return found
      .map(toRun)
      .filter(run => run.displayName === displayName)
      .sort(byNewest);
  },

  async terminateRun(runId) {
    await call('post', '/apis/v2beta1/runs/{run_id}:terminate', {
      purpose: `terminate the run ${runId}`,
      params: { run_id: runId },
      retry: 'idempotent',
    });
  },

  async retryRun(runId) {
    await call('post', '/apis/v2beta1/runs/{run_id}:retry', {
      purpose: `retry the run ${runId}`,
      params: { run_id: runId },
      retry: 'unsent',
    });
  },
});
