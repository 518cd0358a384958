import {
  createDocument,
  type Log,
  writeJobSummary,
} from '@kubeflow-fleet/action-toolkit';
import type { ClusterReport } from './contract';
import { describe, type ReportSubject } from './report';

/** Writing takes no more than this share of the time, however many clusters there are. */
const SHARE = 0.1;
const SOON_MS = 200;

/** The job summary while the step goes on: a step that is killed leaves what was known. */
export interface SummarySoFar {
  /** Writes it soon; what comes until then is in it. */
  update(reports: readonly ClusterReport[]): void;
  /** The last summary is written by whoever ends the step. */
  stop(): void;
}

/** See {@link SummarySoFar}. */
export function createSummarySoFar(
  subject: ReportSubject,
  log: Log,
): SummarySoFar {
  let latest: readonly ClusterReport[] = [];
  let timer: NodeJS.Timeout | undefined;
  let pauseMs = SOON_MS;
  const write = () => {
    timer = undefined;
    const startedAt = performance.now();
    const document = createDocument();
    describe(document, latest, subject);
    try {
      writeJobSummary(document);
    } catch (error) {
      log.debug(`The summary so far could not be written: ${String(error)}`);
    }
    pauseMs = Math.max(SOON_MS, (performance.now() - startedAt) / SHARE);
  };
  return {
    update: reports => {
      latest = reports;
      timer ??= setTimeout(write, pauseMs).unref();
    },
    stop: () => clearTimeout(timer),
  };
}
