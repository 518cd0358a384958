/** Chooses clusters of the fleet; the process begins in main.ts. */
export { inputs, outputs, rules, type SelectInputs } from './inputs';
