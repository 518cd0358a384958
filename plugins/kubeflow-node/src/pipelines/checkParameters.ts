import type { CompiledPipeline } from './compiledPipeline';

export declare const checkParameters: (
  pipeline: CompiledPipeline,
  values: Readonly<Record<string, unknown>>,
) => Record<string, unknown>;
