/**
 * What Kubeflow is: what is known about its versions and components, what is installed, what would hang. Nothing here
 * writes to a cluster or makes manifests: that is `manifestsDoor.ts`.
 */
export { componentOf, type ComponentQuestion } from './componentOf';
export type {
  DetectedInstallation,
  EksKnowledge,
  Findings,
  PreflightRequest,
  PreflightTarget,
  VersionChange,
} from './contract';
export { preflight } from './preflight/preflight';
export { checkVersionChange } from './versions/checkVersionChange';
export { detectInstalled } from './versions/detectInstalled';
export {
  compareUpstreamVersions,
  parseUpstreamVersion,
  type UpstreamVersion,
} from './versions/upstreamVersion';
