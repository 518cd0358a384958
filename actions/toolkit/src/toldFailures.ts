/** Failures that the job summary tells at their place already: they become annotations and no more. */
export class ToldFailures extends AggregateError {}
