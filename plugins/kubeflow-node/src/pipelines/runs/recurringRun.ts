import { createHash } from 'node:crypto';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { CompiledPipeline } from '../compiledPipeline';
import type { NewRecurringRun, RecurringRun } from '../model';
import { canonicalJson } from '../spec/canonicalJson';
import { isNotFound, meaningOf } from './answers';
import { systemClock, type Clock } from '../../clock';
import type { RunOrigin, RunTarget } from './contract';
import { sixFieldCron } from './cron';
import { createPatience } from './patience';
import type { Patience } from './patience';
import { describeOrigin, stampIn } from './stamps';
import { createParts } from './submissionParts';

export interface ScheduleSubmission {
  /**
   * Display name of the recurring run: the schedule's identity within its experiment. Default is
   * `runName`.
   */
  readonly name?: string;
  readonly runName?: string;
  readonly pipeline: CompiledPipeline;
  readonly pipelineName: string;
  readonly experiment: string;
  /**
   * Five fields, minutes first, or six, seconds first; in UTC, unless KFP's scheduled-workflow
   * controller has a CRON_SCHEDULE_TIMEZONE.
   */
  readonly cron: string;
  /** Runs at one time, 1 to 10; default 1. */
  readonly maxConcurrency?: number;
  /** Whether the times that were missed while KFP was down are made up for; default no. */
  readonly catchUp?: boolean;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly origin: RunOrigin;
  readonly pipelineRoot?: string;
  readonly serviceAccount?: string;
}

export interface UpsertedSchedule {
  readonly recurringRunId: string;
  /** What its runs are of. */
  readonly pipelineId: string;
  readonly pipelineVersionId: string;
  readonly experimentId: string;
  readonly outcome: 'created' | 'updated' | 'unchanged';
  /** Earlier schedules of this name that were deleted. */
  readonly replaced: readonly string[];
  /** Schedules of this name that were not made here; they are left alone. */
  readonly foreign: readonly string[];
}

export interface UpsertOptions {
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  /** Whole of it; default 2 minutes. */
  readonly timeoutMs?: number;
  readonly random?: () => number;
}

const STAMP = 'kubeflow-fleet/schedule';
const MOST_ROUNDS = 10;

const nameOf = ({ name, runName }: ScheduleSubmission) => name ?? runName ?? '';

const check = (target: RunTarget, schedule: ScheduleSubmission): string => {
  const problems: string[] = [];
  const { maxConcurrency = 1 } = schedule;
  const name = nameOf(schedule);
  if (name.trim() === '' || Array.from(name).length > 128) {
    problems.push("the schedule's name must have 1 to 128 characters");
  }
  if (
    !Number.isInteger(maxConcurrency) ||
    maxConcurrency < 1 ||
    maxConcurrency > 10
  ) {
    problems.push(`max concurrency must be 1 to 10, is ${maxConcurrency}`);
  }
  if (problems.length > 0) {
    throw new KubeflowError('InputError', {
      subject: target.subject,
      fact: problems.join('; '),
      reason: 'InvalidSchedule',
      remedy: 'Correct the schedule and run again',
      problems: problems.map(message => ({ message })),
    });
  }
  return sixFieldCron(schedule.cron);
};

const fingerprintOf = (run: Omit<NewRecurringRun, 'description'>): string =>
  createHash('sha256').update(canonicalJson(run)).digest('hex').slice(0, 16);

interface Upsert {
  readonly target: RunTarget;
  readonly wanted: NewRecurringRun;
  readonly fingerprint: string;
  readonly patience: Patience;
}

interface Found {
  /** The one that is as wanted: of several, everyone picks the same. */
  readonly current?: RecurringRun;
  readonly outdated: readonly RecurringRun[];
  readonly foreign: readonly RecurringRun[];
}

const look = async ({
  target,
  wanted,
  fingerprint,
  patience,
}: Upsert): Promise<Found> => {
  const all = await patience.persist(() =>
    target.pipelines.findRecurringRuns(wanted.experimentId, wanted.displayName),
  );
  const stamp = (run: RecurringRun) => stampIn(run.description, STAMP);
  const [current] = all
    .filter(run => run.enabled && stamp(run) === fingerprint)
    .sort((a, b) => (a.recurringRunId < b.recurringRunId ? -1 : 1));
  return {
    current,
    outdated: all.filter(run => stamp(run) && run !== current),
    foreign: all.filter(run => !stamp(run)),
  };
};

/** Creates it unless it is there; an answer that got lost shows at the next look. */
const create = async ({ target, wanted, patience }: Upsert) => {
  try {
    await target.pipelines.createRecurringRun(wanted);
  } catch (error) {
    if (meaningOf(error) === 'refused') throw error;
    await patience.pause(1_000);
  }
};

const remove = ({ target, patience }: Upsert, run: RecurringRun) =>
  patience
    .persist(() =>
      target.pipelines.deleteRecurringRun(run.recurringRunId, { runs: 'keep' }),
    )
    .catch((error: unknown) => {
      if (!isNotFound(error)) throw error;
    });

const converge = async (context: Upsert): Promise<UpsertedSchedule> => {
  const before = await look(context);
  const had = before.current ?? before.outdated[0];
  const replaced = new Set<string>();
  let found = before;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { current, outdated, foreign } = found;
    if (current && outdated.length === 0) {
      const untouched =
        current.recurringRunId === before.current?.recurringRunId;
      const unchanged = untouched && replaced.size === 0;
      const changed = had ? 'updated' : 'created';
      return {
        recurringRunId: current.recurringRunId,
        pipelineId: context.wanted.pipelineId,
        pipelineVersionId: context.wanted.pipelineVersionId,
        experimentId: context.wanted.experimentId,
        outcome: unchanged ? 'unchanged' : changed,
        replaced: [...replaced],
        foreign: foreign.map(run => run.recurringRunId),
      };
    }
    if (current) {
      for (const run of outdated) {
        await remove(context, run);
        replaced.add(run.recurringRunId);
      }
    } else {
      await create(context);
    }
    found = await look(context);
  }
  throw new KubeflowError('ConflictError', {
    subject: context.target.subject,
    fact: `schedule '${context.wanted.displayName}' is being changed by someone else all the time`,
    reason: 'ScheduleContended',
    remedy:
      'Let one job at a time change it: add a concurrency group to the workflow',
  });
};

/**
 * Makes the schedule of this name as it is wanted. KFP can not change a recurring run, so the new one
 * is created, enabled, before the old ones are deleted. For the moment between there are two; whoever
 * finds two (the next call, if this one is killed) deletes what is out of date. Of callers at the same
 * time with different wishes, each looks again until its own is the only one: the last one prevails.
 * Runs that the old schedule started go on. A schedule that is as wanted already is left alone; one
 * that somebody disabled by hand is replaced by an enabled one.
 *
 * @throws KubeflowError `InputError` (reasons `InvalidSchedule`, `InvalidCron`) before any call,
 * `ConflictError` `ScheduleContended`, `TimeoutError` past `timeoutMs`, and KFP's own refusals.
 */
export const upsertRecurringRun = async (
  target: RunTarget,
  schedule: ScheduleSubmission,
  options: UpsertOptions = {},
): Promise<UpsertedSchedule> => {
  const cron = check(target, schedule);
  const name = nameOf(schedule);
  const { pipelines } = target;
  const patience = createPatience({
    clock: options.clock ?? systemClock,
    signal: options.signal,
    subject: target.subject,
    task: `update schedule '${name}'`,
    timeoutMs: options.timeoutMs ?? 120_000,
    random: options.random,
  });
  const parts = createParts({ ...schedule, pipelines, patience });
  const [experimentId, pipelineId, pipelineVersionId] = await Promise.all([
    parts.experimentId(),
    parts.pipelineId(),
    parts.versionId(),
  ]);
  const run = {
    displayName: name,
    experimentId,
    pipelineId,
    pipelineVersionId,
    parameters: schedule.parameters,
    pipelineRoot: schedule.pipelineRoot,
    serviceAccount: schedule.serviceAccount,
    cron,
    maxConcurrency: schedule.maxConcurrency ?? 1,
    catchUp: schedule.catchUp ?? false,
  };
  const fingerprint = fingerprintOf(run);
  const origin = describeOrigin(schedule.origin, `schedule ${name}`);
  const description = `${origin}\n${STAMP}: ${fingerprint}`;
  const wanted = { ...run, description };
  return converge({ target, wanted, fingerprint, patience });
};
