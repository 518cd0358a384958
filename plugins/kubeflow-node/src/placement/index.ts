/** Choosing a cluster for a run. */
export {
  acceleratorResource,
  acceleratorResources,
  isAccelerator,
} from './accelerators';
export {
  bucketRegion,
  bucketRegionInFleet,
  type BucketRegionOptions,
} from './bucketRegion';
export type {
  ClusterCapacity,
  NodeCapacity,
  NodegroupCapacity,
  Taint,
} from './capacity';
export {
  choosePlacement,
  type Placement,
  type PlacementCandidate,
  type PlacementContext,
} from './choosePlacement';
export { placementVerdicts, type PlacementVerdict } from './fit';
export type { Preference } from './preferences';
export { readCapacity } from './readCapacity';
export { refusals } from './filters';
export type { PlacementRequirements } from './requirements';
