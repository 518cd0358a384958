/**
 * What this project knows about AWS, Kubernetes and Kubeflow Pipelines.
 *
 * Importing it must stay cheap: the AWS SDK and `@kubernetes/client-node` are reached by `import()`
 * inside the functions that need them.
 */
export * from './aws/index';
export { systemClock, type Clock } from './clock';
export * from './http/index';
export * from './installation/index';
export * from './kubernetes/index';
export * from './pipelines/index';
export * from './pipelines/runs/index';
export * from './placement/index';
