import { elapsed } from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  type FleetCluster,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { DeployPorts, DeployRequest, PhaseLimit } from './contract';

/** In which a phase whose time is over tells itself what was wrong. */
const LAST_WORDS_MS = 2_000;

/** One step of the work on a cluster. */
export interface Phase {
  /** What is being done, for messages: `connect`. */
  readonly task: string;
  /** In which what is cancelled ends by itself, and tells what it did. */
  readonly graceMs: number;
}

/** The time that the input `timeout` gives to one cluster. */
export interface TimeLimit {
  /** Rejects with `DeadlineExceeded` when it takes too long, and with the signal's reason on a cancel, even if the work hangs. */
  spend<T>(phase: Phase, work: (limit: PhaseLimit) => Promise<T>): Promise<T>;
}

const tooLong = (cluster: FleetCluster, task: string, inputMs: number) =>
  new KubeflowError('TimeoutError', {
    subject: clusterSubject(cluster),
    reason: 'DeadlineExceeded',
    fact: `could not ${task} within the ${elapsed(
      inputMs,
    )} of the input timeout`,
    remedy:
      'Check that this runner reaches the cluster, or set the input timeout to a longer time, then run the job again',
  });

export interface LimitOptions extends Pick<DeployRequest, 'timeoutMs'> {
  /** What the cluster had of it already; default 0. */
  readonly spentMs?: number;
}

/** See {@link TimeLimit}; it begins now. */
export function createTimeLimit(
  cluster: FleetCluster,
  { timeoutMs: inputMs, spentMs = 0 }: LimitOptions,
  { clock, signal }: Pick<DeployPorts, 'clock' | 'signal'>,
): TimeLimit {
  const deadline = clock.now() + inputMs - spentMs;
  return {
    async spend({ task, graceMs }, work) {
      signal.throwIfAborted();
      const timeoutMs = Math.max(0, deadline - clock.now());
      const over = new AbortController();
      const givenUp = new Promise<never>((_, reject) => {
        const later = (ms: number, reason: () => unknown) =>
          clock.sleep(ms, over.signal).then(
            () => reject(reason()),
            () => undefined,
          );
        const late = () => tooLong(cluster, task, inputMs);
        void later(timeoutMs + LAST_WORDS_MS, late);
        const cancel = () => void later(graceMs, () => signal.reason);
        signal.addEventListener('abort', cancel, { signal: over.signal });
      });
      const done = work({
        timeoutMs,
        signal: AbortSignal.any([signal, over.signal]),
      });
      try {
        return await Promise.race([done, givenUp]);
      } finally {
        over.abort(new Error(`no longer waiting to ${task}`));
        // Nobody is left to hear how abandoned work ends.
        done.catch(() => undefined);
        givenUp.catch(() => undefined);
      }
    },
  };
}
