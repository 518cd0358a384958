import { elapsed } from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  type FleetCluster,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { SubmitPorts, SubmitRequest } from './contract';
import { untilCancelled } from './untilCancelled';

/** A cluster that answers takes seconds to connect and to submit, however long its runs may take. */
const LONGEST_PHASE_MS = 5 * 60_000;
/** A phase that is silent for so long is said to be going on. */
const SILENCE_MS = 30_000;
/** In which a phase whose time is over tells itself what was wrong. */
const LAST_WORDS_MS = 500;

/** One step on the way to a run's end. */
export interface Phase {
  /** What is being done, for messages: `connect`. */
  readonly task: string;
  /** In which what is cancelled ends by itself, and tells more. */
  readonly graceMs: number;
}

/** What a phase has, and what it must stop at. */
export interface PhaseLimit {
  readonly timeoutMs: number;
  /** Aborts when the job is cancelled, and when nobody waits for the phase any more. */
  readonly signal: AbortSignal;
}

/** The time that the input `timeout` gives to one cluster: to connect, to submit and to wait. */
export interface TimeLimit {
  /** Milliseconds that are left, 0 at least. */
  left(): number;
  /** Runs a phase before the wait: rejects with `TimeoutError` when it takes too long, even if it hangs. */
  spend<T>(phase: Phase, work: (limit: PhaseLimit) => Promise<T>): Promise<T>;
}

const tooLong = (
  cluster: FleetCluster,
  { task }: Phase,
  { phaseMs, inputMs }: { phaseMs: number; inputMs: number },
) => {
  const isInput = phaseMs < LONGEST_PHASE_MS;
  return new KubeflowError('TimeoutError', {
    subject: clusterSubject(cluster),
    reason: 'DeadlineExceeded',
    fact: `could not ${task} within ${
      isInput
        ? `the ${elapsed(inputMs)} of the input timeout`
        : elapsed(phaseMs)
    }: no answer`,
    remedy: `Check that this runner reaches the cluster${
      isInput ? ', or set the input timeout to a longer time' : ''
    }, then run the job again`,
  });
};

/** See {@link TimeLimit}; it begins now. */
export function createTimeLimit(
  cluster: FleetCluster,
  { timeoutMs: inputMs }: SubmitRequest,
  ports: SubmitPorts,
): TimeLimit {
  const { clock, signal, observer } = ports;
  const deadline = clock.now() + inputMs;
  const left = () => Math.max(0, deadline - clock.now());
  return {
    left,
    async spend(phase, work) {
      const timeoutMs = Math.min(left(), LONGEST_PHASE_MS);
      const over = new AbortController();
      const later = (ms: number, act: () => void) =>
        clock.sleep(ms, over.signal).then(act, () => undefined);
      const late = new Promise<never>((_, reject) => {
        const limits = { phaseMs: timeoutMs, inputMs };
        void later(timeoutMs + LAST_WORDS_MS, () =>
          reject(tooLong(cluster, phase, limits)),
        );
      });
      void later(SILENCE_MS, () =>
        observer.warned(
          cluster,
          `still trying to ${phase.task} after ${elapsed(SILENCE_MS)}`,
        ),
      );
      const limit = {
        timeoutMs,
        signal: AbortSignal.any([signal, over.signal]),
      };
      try {
        const done = Promise.race([work(limit), late]);
        return await untilCancelled(done, ports, phase.graceMs);
      } finally {
        over.abort(new Error(`no longer waiting to ${phase.task}`));
      }
    },
  };
}
