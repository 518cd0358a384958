/** Failures that log, annotations and job summary tell already: they fail the step and no more. */
export class ToldFailures extends AggregateError {}
