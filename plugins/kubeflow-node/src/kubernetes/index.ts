export { createKubernetesClient, type KubernetesClientOptions } from './client';
export type { KubernetesConnection } from './connection';
export {
  connectEksCluster,
  type ConnectEksClusterOptions,
} from './connectEksCluster';
export {
  connectKubeConfig,
  type ConnectKubeConfigOptions,
} from './connectKubeConfig';
export { kubernetesHttpLibrary } from './kubernetesHttpLibrary';
export * from './objects';
export { portForward, type PortForwardOptions } from './portForward';
