export { ambientCredentials } from './ambientCredentials';
export { roleSessionName } from './assumedRole';
export {
  assumeRoleCredentials,
  type AssumeRoleOptions,
} from './assumeRoleCredentials';
export { cachedCredentials, type CachedCredentials } from './cachedCredentials';
export type { AwsCallOptions } from './callAws';
export {
  clusterCredentials,
  type ClusterCredentialsOptions,
  type Identity,
} from './clusterCredentials';
export type { AwsCredentials, CredentialsProvider } from './credentials';
export {
  describeCluster,
  type DescribedCluster,
  type EksCallOptions,
} from './describeCluster';
export {
  requireApiServer,
  type EksCluster,
  type EksClusterStatus,
} from './eksCluster';
export { eksToken, type EksToken, type EksTokenRequest } from './eksToken';
export { eksTokenSource, type EksTokenSource } from './eksTokenSource';
export { dnsSuffix, stsAudience, stsHost } from './endpoints';
export { listAddons } from './listAddons';
export {
  listClusters,
  type ListClustersOptions,
  type RegionListing,
} from './listClusters';
export { listNodegroups, type Nodegroup } from './listNodegroups';
export {
  webIdentityCredentials,
  type WebIdentityOptions,
} from './webIdentityCredentials';
