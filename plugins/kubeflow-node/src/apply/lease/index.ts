export { acquireLease } from './acquireLease';
export type * from './contract';
