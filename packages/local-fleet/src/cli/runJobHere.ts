import type { JobFleet } from '../mainJob/jobFleet';
import { createJobPrinter } from '../mainJob/jobPrinter';
import { runMainJob } from '../mainJob/runMainJob';
import { styleFor } from '../mainJob/terminalStyle';

const out = (text: string) => process.stdout.write(text);

/**
 * Runs the main job and prints it to this terminal, its result as one line of JSON at the end; Ctrl-C cancels it as
 * the Cancel button of GitHub does. `code` is the exit code of the job.
 */
export const runJobHere = async (
  fleet: JobFleet,
): Promise<{ readonly code: number; readonly cluster: string }> => {
  const cancel = new AbortController();
  const onSignal = () => {
    process.stderr.write(
      'Cancelling: the action has 10 s to end its work. Please wait.\n',
    );
    cancel.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    const printer = createJobPrinter(
      out,
      styleFor(process.stdout, process.env),
      process.stdout.columns,
    );
    const { succeeded, ...result } = await runMainJob({
      fleet,
      printer,
      cancel: cancel.signal,
    });
    printer.text('');
    printer.result(result);
    const ended = succeeded ? 0 : 1;
    return {
      code: cancel.signal.aborted ? 130 : ended,
      cluster: result.cluster,
    };
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
};
