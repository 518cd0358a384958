import { nowInSeconds } from './clock';
import type { KfpContext } from './context';
import { fnv32a } from './fnv';
import type { RecurringRunRow } from './rows';
import { createRun } from './runCreation';
import { nextDue } from './schedule';

const activeRuns = ({ store }: KfpContext, id: string): number =>
  [...store.runs.values()].filter(
    run =>
      run.recurringRunId === id &&
      (run.state === undefined ||
        run.state === 'PENDING' ||
        run.state === 'RUNNING'),
  ).length;

const fire = async (
  context: KfpContext,
  row: RecurringRunRow,
  due: number,
): Promise<void> => {
  const index = row.fired + 1;
  const resource = `${row.scheduledWorkflow}-${index}`;
  context.store.recurringRuns.put({
    ...row,
    lastFiredAt: due,
    fired: index,
    updatedAt: nowInSeconds(context.clock),
  });
  await createRun(context, {
    id: '',
    displayName: `${resource}-${fnv32a(resource)}`,
    description: '',
    experimentId: row.experimentId,
    namespace: context.multiUser ? row.namespace : '',
    storageState: 'AVAILABLE',
    source: row.source,
    config: row.config,
    serviceAccount: row.serviceAccount,
    recurringRunId: row.id,
    scheduledAt: due,
    pluginsInput: row.pluginsInput,
  });
};

/** Fires what is due now; a run that can not be made is skipped, as its ScheduledWorkflow would only log it. */
export const fireDue = async (context: KfpContext): Promise<void> => {
  const now = nowInSeconds(context.clock);
  for (const row of [...context.store.recurringRuns.values()]) {
    const due = row.enabled ? nextDue(row, now) : undefined;
    const mayRun = activeRuns(context, row.id) < row.maxConcurrency;
    if (due !== undefined && due <= now && mayRun) {
      await fire(context, row, due).catch(() => undefined);
    }
  }
};

/** KFP's ScheduledWorkflow controller: looks for due recurring runs once a second. Returns the stopper. */
export const startScheduler = (context: KfpContext): (() => void) => {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    fireDue(context).finally(() => {
      busy = false;
    });
  }, 1_000);
  timer.unref();
  return () => clearInterval(timer);
};
