export type { ObjectStatus, Status } from './status';
export { statusOfObject } from './statusOfObject';
