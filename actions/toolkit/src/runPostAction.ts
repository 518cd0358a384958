import { isKubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { writeLast } from './jobSummary';
import { createLog, type Log } from './log';
import { createDocument, type ReportDocument } from './reportDocument';
import { leaveSoon } from './runAction';

/** What a post step works with; it may parse the action's inputs again by `parseInputs`. */
export interface PostStep {
  readonly log: Log;
  readonly summary: ReportDocument;
}

/**
 * The edge of a post step: whatever it throws is a warning, since cleaning up must not fail a job that
 * did its work. Never rejects.
 */
export async function runPostAction(action: {
  readonly name: string;
  readonly run: (step: PostStep) => Promise<void>;
}): Promise<void> {
  const log = createLog();
  const summary = createDocument();
  try {
    await action.run({ log, summary });
  } catch (error) {
    log.warning(error instanceof Error ? error.message : String(error), {
      title: `${action.name}: ${
        isKubeflowError(error) ? error.reason : 'unexpected error'
      } in the post step`,
    });
  } finally {
    writeLast(summary, log);
    leaveSoon();
  }
}
