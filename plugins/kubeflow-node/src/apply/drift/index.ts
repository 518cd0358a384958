export type { ClusterDrift, DriftRequest } from './contract';
export { detectDrift, type DriftPorts } from './detectDrift';
export { lostFields, type LostField } from './lostFields';
export { ownedDigest } from './ownedFields';
