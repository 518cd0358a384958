import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { NewRecurringRun, PipelinesClient } from '../model';
import { type ApiContext, quoted, withId } from './context';
import { listAll } from './listAll';
import { toRecurringRun } from './messages';
import { checkName } from './names';
import { sourceOf } from './runs';

type RecurringRunCalls = Pick<
  PipelinesClient,
  'findRecurringRuns' | 'createRecurringRun' | 'deleteRecurringRun'
>;

const MOST_CONCURRENT = 10;

function checkSchedule(subject: string, run: NewRecurringRun) {
  const fields = run.cron.trim().split(/\s+/).length;
  const count = run.maxConcurrency;
  const fits =
    Number.isInteger(count) && count >= 1 && count <= MOST_CONCURRENT;
  if ((fields === 5 || fields === 6) && fits) return;
  throw new KubeflowError('InputError', {
    subject,
    fact: fits
      ? `the schedule '${run.cron}' has ${
          run.cron.trim() ? fields : 0
        } fields instead of 5 or 6`
      : `max concurrency ${count} is not a whole number from 1 to ${MOST_CONCURRENT}`,
    reason: 'InvalidSchedule',
    remedy: fits
      ? 'Write minute, hour, day, month and weekday, such as 0 3 * * *'
      : `Give a number from 1 to ${MOST_CONCURRENT}`,
  });
}

export const recurringRunCalls = ({
  call,
  subject,
}: ApiContext): RecurringRunCalls => ({
  async findRecurringRuns(experimentId, displayName) {
    const purpose = `list the recurring runs ${quoted(displayName)}`;
    const where = [{ key: 'display_name', equals: displayName }];
    const found = await listAll({ subject, where }, async query => {
      const page = await call('get', '/apis/v2beta1/recurringruns', {
        purpose,
        query: { ...query, experiment_id: experimentId },
      });
      return { items: page.recurringRuns, next: page.next_page_token };
    });
    return found
      .map(toRecurringRun)
      .filter(run => run.displayName === displayName);
  },

  async createRecurringRun(run) {
    checkName(subject, 'recurring run', run.displayName);
    checkSchedule(subject, run);
    const purpose = `create the recurring run ${quoted(run.displayName)}`;
    const message = await call('post', '/apis/v2beta1/recurringruns', {
      purpose,
      retry: 'unsent',
      body: {
        ...sourceOf(run),
        trigger: { cron_schedule: { cron: run.cron.trim() } },
        // An int64, therefore text.
        max_concurrency: String(run.maxConcurrency),
        no_catchup: !run.catchUp,
        mode: 'ENABLE',
      },
    });
    return toRecurringRun(
      withId(message, 'recurring_run_id', { subject, purpose }),
    );
  },

  async deleteRecurringRun(recurringRunId, options) {
    await call('delete', '/apis/v2beta1/recurringruns/{recurring_run_id}', {
      purpose: `delete the recurring run ${recurringRunId}`,
      params: { recurring_run_id: recurringRunId },
      query:
        options?.runs === 'keep' ? { propagation_policy: 'ORPHAN' } : undefined,
    });
  },
});
