/** What Kubeflow is and what is known about its versions; nothing here writes to a cluster. */
export type { DetectedInstallation, Findings, VersionChange } from './contract';
export { checkVersionChange } from './versions/checkVersionChange';
export { detectInstalled } from './versions/detectInstalled';
export {
  compareUpstreamVersions,
  parseUpstreamVersion,
  type UpstreamVersion,
} from './versions/upstreamVersion';
