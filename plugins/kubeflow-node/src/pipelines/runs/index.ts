export * from './contract';
export { keySlug, runIdOf, runNameOf, submissionKey } from './submissionKey';
export type { SubmissionIdentity } from './submissionKey';
export { submitRun } from './submitRun';
export type { SubmitOptions } from './submitRun';
export type { RunIntent } from './startRun';
export { systemClock } from './systemClock';
