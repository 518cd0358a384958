/**
 * What this project knows about AWS, Kubernetes and Kubeflow Pipelines.
 *
 * Importing it must stay cheap: the AWS SDK and `@kubernetes/client-node` are reached by `import()`
 * inside the functions that need them.
 */
export * from './aws/credentials';
export * from './aws/eksToken';
export * from './aws/endpoints';
export * from './http/backoff';
export * from './http/http';
export * from './http/systemClock';
export * from './http/transport';
export * from './kubernetes/connection';
export * from './kubernetes/objects';
export * from './pipelines/compiledPipeline';
export * from './pipelines/model';
export * from './pipelines/runs/contract';
