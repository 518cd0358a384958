export { diffObjects, type DiffOptions } from './diffObjects';
export { createRedactor, type Redactor } from './redactor';
