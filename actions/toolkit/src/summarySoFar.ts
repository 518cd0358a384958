import { writeJobSummary } from './jobSummary';
import type { Log } from './log';
import { createDocument, type ReportDocument } from './reportDocument';

/** Writing takes no more than this share of the time, however many clusters there are. */
const SHARE = 0.1;
const SOON_MS = 200;

/** The job summary while the step goes on: a step that is killed leaves what was known. */
export interface SummarySoFar {
  /** Writes what `describe` puts into it, soon; only the last one that came until then. */
  update(describe: (document: ReportDocument) => void): void;
  /** The last summary is written by whoever ends the step. */
  stop(): void;
}

/** See {@link SummarySoFar}. */
export function createSummarySoFar(log: Log): SummarySoFar {
  let latest: (document: ReportDocument) => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  let pauseMs = SOON_MS;
  const write = () => {
    timer = undefined;
    const startedAt = performance.now();
    const document = createDocument();
    latest(document);
    try {
      writeJobSummary(document);
    } catch (error) {
      log.debug(`The summary so far could not be written: ${String(error)}`);
    }
    pauseMs = Math.max(SOON_MS, (performance.now() - startedAt) / SHARE);
  };
  return {
    update: describe => {
      latest = describe;
      timer ??= setTimeout(write, pauseMs).unref();
    },
    stop: () => clearTimeout(timer),
  };
}
