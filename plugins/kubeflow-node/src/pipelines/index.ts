export * from './checkParameters';
export * from './compiledPipeline';
export * from './connectPipelines';
export * from './model';
export * from './parseCompiledPipeline';
export * from './patchPipeline';
export * from './pipelinesClient';
