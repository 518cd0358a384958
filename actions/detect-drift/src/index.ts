/** The use case of the action without the runner: plain arguments and ports. */
export * from './contract';
export { lookForDrift } from './lookForDrift';
