import type { Run } from '../model';
import { factOf, isNotFound, meaningOf } from './answers';
import type { Clock } from '../../clock';
import type { RunTarget } from './contract';
import { createPatience } from './patience';

/** What the KFP API has said of one run so far. */
export interface RunPoller {
  /** The last answer. */
  readonly run?: Run;
  /** CANCELING was the last state before this one, or is it. */
  readonly canceled: boolean;
  /** Not found twice in a row. */
  readonly deleted: boolean;
  /** After a failed request: when to ask again, in milliseconds. */
  readonly retryInMs?: number;
  /** Asks once. Throws only what has been refused for long. */
  poll(): Promise<void>;
}

export interface PollerOptions {
  readonly target: RunTarget;
  readonly runId: string;
  readonly clock: Clock;
  readonly onWarning: (message: string) => void;
}

const CALL_DEADLINE = 30_000;
const LONGEST_PAUSE = 30_000;
const REFUSED_FOR = 5 * 60_000;
const ASK_AGAIN_AFTER_404 = 2_000;

interface Polled {
  run?: Run;
  canceled: boolean;
  deleted: boolean;
  retryInMs?: number;
  failures: number;
  failingSince?: number;
  missing: number;
}

const remarksOn = (run: Run): string[] => {
  const remarks: string[] = [];
  if (run.unknownState) {
    remarks.push(
      `KFP reports the unknown state '${run.unknownState}'; still waiting`,
    );
  }
  if (run.archived) remarks.push('the run has been archived; still waiting');
  if (run.state === 'PAUSED') remarks.push('the run is paused; still waiting');
  return remarks;
};

const succeed = (
  { clock, onWarning }: PollerOptions,
  polled: Polled,
  run: Run,
) => {
  if (run.state === 'CANCELING') polled.canceled = true;
  if (run.state === 'RUNNING' || run.state === 'PENDING') {
    polled.canceled = false;
  }
  if (polled.failingSince !== undefined && polled.failures > 1) {
    const seconds = Math.round((clock.now() - polled.failingSince) / 1000);
    onWarning(`the KFP API answers again after ${seconds} s`);
  }
  remarksOn(run).forEach(onWarning);
  Object.assign(polled, {
    run,
    failures: 0,
    failingSince: undefined,
    missing: 0,
    retryInMs: undefined,
  });
};

const fail = (
  { clock, onWarning }: PollerOptions,
  polled: Polled,
  error: unknown,
) => {
  if (isNotFound(error)) {
    polled.missing += 1;
    polled.deleted = polled.missing > 1;
    polled.retryInMs = ASK_AGAIN_AFTER_404;
    return;
  }
  polled.missing = 0;
  polled.failures += 1;
  polled.failingSince ??= clock.now();
  // Credentials and rights may come back within minutes: tokens are renewed, caches expire.
  const refused = meaningOf(error) === 'refused';
  if (refused && clock.now() - polled.failingSince >= REFUSED_FOR) throw error;
  if (polled.failures === 2) {
    const what = refused ? 'refuses to' : 'does not';
    onWarning(
      `the KFP API ${what} answer (${factOf(
        error,
      )}); still waiting for the run`,
    );
  }
  polled.retryInMs = Math.min(LONGEST_PAUSE, 500 * 2 ** polled.failures);
};

/** See {@link RunPoller}. */
export const createRunPoller = (options: PollerOptions): RunPoller => {
  const { target, runId, clock } = options;
  const patience = createPatience({
    clock,
    subject: target.subject,
    task: `read run ${runId}`,
    timeoutMs: Number.POSITIVE_INFINITY,
  });
  const polled: Polled = {
    canceled: false,
    deleted: false,
    failures: 0,
    missing: 0,
  };

  return Object.assign(polled, {
    async poll() {
      try {
        const run = await patience.within(
          CALL_DEADLINE,
          target.pipelines.getRun(runId),
        );
        succeed(options, polled, run);
      } catch (error) {
        fail(options, polled, error);
      }
    },
  });
};
