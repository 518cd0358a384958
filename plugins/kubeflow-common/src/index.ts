/** The vocabulary of Kubeflow Fleet. Isomorphic: no I/O, no framework. */
export * from './errors/KubeflowError';
export * from './fleet/cluster';
export * from './names';
export * from './runs/runtimeState';
export * from './runs/taskGraph';
