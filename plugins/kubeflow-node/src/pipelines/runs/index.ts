export * from './contract';
export { runIdOf, submissionKey } from './submissionKey';
export type { SubmissionIdentity } from './submissionKey';
export { checkSubmissionNames } from './submissionNames';
export { submitRun } from './submitRun';
export type { SubmitOptions } from './submitRun';
export type { RunIntent } from './startRun';
export { waitForRun } from './waitForRun';
export type { WaitOptions } from './waitForRun';
export { terminateRun } from './terminateRun';
export type { TerminateOptions, Termination } from './terminateRun';
export { diagnoseFailure } from './diagnoseFailure';
export type { DiagnosedRun, DiagnoseOptions } from './diagnoseFailure';
export { upsertRecurringRun } from './recurringRun';
export type {
  ScheduleSubmission,
  UpsertedSchedule,
  UpsertOptions,
} from './recurringRun';
export { sixFieldCron } from './cron';
