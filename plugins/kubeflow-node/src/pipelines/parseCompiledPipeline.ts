import type { CompiledPipeline } from './compiledPipeline';

export declare const parseCompiledPipeline: (
  text: string | Uint8Array,
  options: { readonly path: string },
) => CompiledPipeline;
