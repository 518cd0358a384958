import { cancellationSignal } from './cancellation';
import { reportFailure } from './failureReport';
import {
  type Inputs,
  type InputSpec,
  parseInputs,
  type ParseInputsOptions,
} from './inputs';
import { writeLast } from './jobSummary';
import { createLog, type Log } from './log';
import { createOutputs, type Outputs } from './outputs';
import { createDocument, type ReportDocument } from './reportDocument';

/** An action: its contract (the same names as in action.yml) and what it does. */
export interface ActionDefinition<
  S extends InputSpec,
  N extends readonly string[],
> {
  /** Folder of the action, such as `select-clusters`. */
  readonly name: string;
  readonly inputs: S;
  readonly rules?: ParseInputsOptions<S>['rules'];
  readonly outputs: N;
  /** Throws to fail the step; an AggregateError reports each of its errors. */
  readonly run: (step: Step<S, N>) => Promise<void>;
}

/** What an action works with: everything that knows the runner. */
export interface Step<S extends InputSpec, N extends readonly string[]> {
  readonly inputs: Inputs<S>;
  readonly outputs: Outputs<N[number]>;
  readonly log: Log;
  /** Written to the job summary when the step ends, however it ends. */
  readonly summary: ReportDocument;
  /** Aborts with `JobCancelled` when GitHub cancels the job. */
  readonly signal: AbortSignal;
}

/** A connection that something keeps open must not hold the job. */
const LINGER_MS = 500;

/** Ends the process once its output is written, also when something is left open. */
export const leaveSoon = (): void => {
  setTimeout(() => process.exit(), LINGER_MS).unref();
};

/**
 * The one edge of an action's process: parses the inputs, runs the action, turns whatever it throws
 * into annotations and exit code 1, and always writes the outputs and the job summary. Never rejects.
 */
export async function runAction<
  S extends InputSpec,
  const N extends readonly string[],
>(action: ActionDefinition<S, N>): Promise<void> {
  const signal = cancellationSignal();
  const log = createLog();
  const summary = createDocument();
  const outputs = createOutputs(action.outputs);
  try {
    const inputs = parseInputs(action.inputs, { rules: action.rules });
    await action.run({ inputs, outputs, log, summary, signal });
  } catch (error) {
    process.exitCode = 1;
    reportFailure(error, { action: action.name, log, summary });
  } finally {
    outputs.complete();
    writeLast(summary, log);
    leaveSoon();
  }
}
