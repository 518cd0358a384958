import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { CompiledPipeline } from './compiledPipeline';
import { rememberCheckedText } from './spec/checkedTexts';
import { compiledFrom } from './spec/compiledFrom';
import {
  refuseEmpty,
  refuseForeignDocument,
  refuseForeignText,
} from './spec/foreignFormats';
import type { PipelineDocuments } from './spec/pipelineProblems';
import { at, isMapping } from './spec/plainData';
import { readYaml } from './spec/readYaml';

/** Largest file that KFP's api-server takes (32 MiB). */
export const MAX_PIPELINE_BYTES = 32 * 1024 * 1024;

const refuse = (path: string, reason: string, fact: string): never => {
  throw new KubeflowError('InputError', {
    subject: path,
    fact,
    reason,
    remedy: 'Give one pipeline, compiled to YAML by the kfp SDK 2',
  });
};

function checkSize(input: string | Uint8Array, path: string) {
  const bytes =
    typeof input === 'string' ? Buffer.byteLength(input) : input.byteLength;
  if (bytes > MAX_PIPELINE_BYTES)
    refuse(
      path,
      'PipelineTooLarge',
      `has ${bytes} bytes; Kubeflow Pipelines accepts at most ${MAX_PIPELINE_BYTES} (32 MiB)`,
    );
}

function decode(input: string | Uint8Array, path: string): string {
  checkSize(input, path);
  if (typeof input === 'string') return input;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(input);
  refuseForeignText(text, path);
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(
      input,
    );
  } catch {
    return refuse(path, 'InvalidYaml', 'is not UTF-8 text');
  }
}

const isSpec = (document: unknown) =>
  at(document, 'pipelineInfo') !== undefined ||
  at(document, 'root') !== undefined;

const isPlatform = (document: unknown) => isMapping(at(document, 'platforms'));

function splitDocuments(
  documents: readonly unknown[],
  path: string,
): PipelineDocuments {
  if (documents.length === 0) refuseEmpty(path);
  const specs = documents.filter(isSpec);
  const platforms = documents.filter(
    document => isPlatform(document) && !isSpec(document),
  );
  const foreign = documents.find(
    document => !isSpec(document) && !isPlatform(document),
  );
  if (foreign !== undefined) refuseForeignDocument(foreign, path);
  if (specs.length !== 1 || platforms.length > 1)
    refuse(
      path,
      'NotAPipeline',
      `has ${specs.length} pipeline and ${platforms.length} platform documents instead of one pipeline and at most one platform document`,
    );
  return {
    spec: specs[0] as Record<string, unknown>,
    ...(platforms[0] !== undefined && {
      platform: platforms[0] as Record<string, unknown>,
    }),
  };
}

/**
 * Reads and checks a pipeline that the kfp SDK compiled (YAML or JSON, PipelineSpec 2.1.0, with or
 * without a platform document). Nothing that is read here is trusted; `path` is for messages only.
 * The result's `text` is the input's own, byte for byte.
 *
 * @throws KubeflowError `InputError` with the reason `PipelineTooLarge`, `InvalidYaml` (with every
 * line), `NotAPipeline` (an archive, Python, a v1 Argo Workflow, another object) or `InvalidPipeline`
 * (with every broken reference).
 */
export function parseCompiledPipeline(
  input: string | Uint8Array,
  { path }: { readonly path: string },
): CompiledPipeline {
  const text = decode(input, path);
  refuseForeignText(text, path);
  const file = readYaml(text, { path });
  const pipeline = compiledFrom(splitDocuments(file.documents, path), {
    text,
    path,
    locate: file.locate,
  });
  rememberCheckedText(text);
  return pipeline;
}
