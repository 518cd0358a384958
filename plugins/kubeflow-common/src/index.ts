/** The vocabulary of Kubeflow Fleet. Isomorphic: no I/O, no framework. */
export * from './aws/arn';
export * from './aws/bucket';
export * from './aws/regions';
export * from './errors/KubeflowError';
export * from './fleet/cluster';
export * from './fleet/clusterReference';
export { expandTemplate } from './fleet/clusterSettings';
export * from './fleet/fleetJsonSchema';
export * from './fleet/parseFleetFile';
export * from './names';
export * from './runs/runtimeState';
export * from './runs/taskGraph';
export * from './text/markdown';
export * from './text/nearest';
export * from './text/printable';
export * from './units/duration';
export * from './units/quantity';
