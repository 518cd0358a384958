import type { CompiledPipeline, PipelinePatch } from './compiledPipeline';

export declare const patchPipeline: (
  pipeline: CompiledPipeline,
  patch: PipelinePatch,
) => CompiledPipeline;
