/** The only code that knows the GitHub runner: inputs, outputs, log, summary, comments. */
export * from './cancellation';
export * from './inputs';
export * from './jobSummary';
export * from './log';
export * from './markdown';
export * from './outputs';
export * from './parsers';
export * from './reportDocument';
export * from './runAction';
export * from './secrets';
