import {
  findWorkspaceFiles,
  jsonOrYaml,
  readWorkspaceFile,
} from '@kubeflow-fleet/action-toolkit';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  checkParameters,
  type CompiledPipeline,
  parseCompiledPipeline,
  patchPipeline,
  type PipelinePatch,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { compilePython } from './compilePython';
import type { SubmitInputs } from './inputs';

/** Parameter files are small: KFP takes 10,000 bytes of parameters. */
const MAX_PARAMETERS_FILE = 1024 * 1024;

/** A pipeline that can be submitted as it is. */
export interface PreparedPipeline {
  /** Path in the repository. */
  readonly path: string;
  readonly pipeline: CompiledPipeline;
  readonly parameters: Readonly<Record<string, unknown>>;
}

async function onlyMatch(given: string): Promise<string> {
  if (!/[*?[{]/.test(given)) return given;
  const files = await findWorkspaceFiles(given, { input: 'pipeline-file' });
  if (files.length === 1) return files[0]!;
  throw new KubeflowError('InputError', {
    reason: 'SeveralFilesMatch',
    subject: 'input pipeline-file',
    fact: `'${given}' matches ${files.length} files: ${files
      .slice(0, 10)
      .join(', ')}`,
    remedy: 'Name one file',
  });
}

async function readPipeline(
  { pipelineFile, pipelineFunction }: SubmitInputs,
  signal: AbortSignal,
): Promise<{ readonly path: string; readonly pipeline: CompiledPipeline }> {
  const file = await readWorkspaceFile(await onlyMatch(pipelineFile), {
    input: 'pipeline-file',
  });
  const { path, absolutePath } = file;
  const text = path.endsWith('.py')
    ? await compilePython({
        file: absolutePath,
        path,
        function: pipelineFunction,
        signal,
      })
    : file.text;
  return { path, pipeline: parseCompiledPipeline(text, { path }) };
}

async function readParameters(
  inputs: SubmitInputs,
): Promise<Readonly<Record<string, unknown>>> {
  const { parametersFile } = inputs;
  if (!parametersFile) return inputs.parameters;
  const file = await readWorkspaceFile(parametersFile, {
    input: 'parameters-file',
    maxBytes: MAX_PARAMETERS_FILE,
  });
  try {
    return { ...jsonOrYaml(file.text.trim()), ...inputs.parameters };
  } catch (error) {
    throw new KubeflowError('InputError', {
      reason: 'InvalidParametersFile',
      subject: file.path,
      fact: error instanceof Error ? error.message : String(error),
      remedy: 'Write one "name: value" per line, or a JSON object',
    });
  }
}

const nonEmpty = <T extends object>(value: T): T | undefined =>
  Object.keys(value).length > 0 ? value : undefined;

const patchOf = (inputs: SubmitInputs): PipelinePatch => ({
  accelerator: inputs.accelerator
    ? { resource: inputs.accelerator, count: inputs.acceleratorCount }
    : undefined,
  nodeSelector: nonEmpty(inputs.nodeSelector),
  tolerations: nonEmpty(inputs.tolerations),
  cpuLimit: inputs.cpuLimit,
  memoryLimit: inputs.memoryLimit,
  caching: inputs.enableCaching,
  tasks: nonEmpty(inputs.resourceTasks),
});

/**
 * Reads (or compiles), checks and patches the pipeline, and checks its parameters; sends nothing.
 *
 * @throws KubeflowError `InputError`; AggregateError when the pipeline and the parameters file are
 * both wrong.
 */
export async function preparePipeline(
  inputs: SubmitInputs,
  signal: AbortSignal,
): Promise<PreparedPipeline> {
  const [{ path, pipeline }, given] = await bothOrEveryError(
    readPipeline(inputs, signal),
    readParameters(inputs),
  );
  const parameters = checkParameters(pipeline, given);
  return {
    path,
    pipeline: patchPipeline(pipeline, patchOf(inputs)),
    parameters,
  };
}

/** Like Promise.all, but an AggregateError holds both errors when there are two. */
export async function bothOrEveryError<A, B>(
  first: Promise<A>,
  second: Promise<B>,
): Promise<[A, B]> {
  const settled = await Promise.allSettled([first, second]);
  const errors = settled.flatMap(result =>
    result.status === 'rejected' ? errorsIn(result.reason) : [],
  );
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors);
  return [await first, await second];
}

const errorsIn = (error: unknown): readonly unknown[] =>
  error instanceof AggregateError ? error.errors : [error];
