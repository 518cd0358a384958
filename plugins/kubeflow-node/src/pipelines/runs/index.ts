export * from './contract';
export { keySlug, runIdOf, runNameOf, submissionKey } from './submissionKey';
export type { SubmissionIdentity } from './submissionKey';
export { checkSubmissionNames } from './submissionNames';
export { submitRun } from './submitRun';
export type { SubmitOptions } from './submitRun';
export type { RunIntent } from './startRun';
export { waitForRun } from './waitForRun';
export type { WaitOptions } from './waitForRun';
export { taskStatuses } from './taskStatuses';
export { workflowStatus } from './workflowStatus';
export type { WorkflowStatus } from './workflowStatus';
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
export { cronProblems, sixFieldCron } from './cron';
