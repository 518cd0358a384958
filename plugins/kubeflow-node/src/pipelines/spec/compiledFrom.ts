import {
  KubeflowError,
  printable,
  type Problem,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { CompiledPipeline } from '../compiledPipeline';
import { contentHashOf } from './canonicalJson';
import { pipelineInputs } from './pipelineInputs';
import {
  type PipelineDocuments,
  pipelineProblems,
  type ProblemSource,
} from './pipelineProblems';
import { textAt } from './plainData';
import { taskGraphOf } from './taskGraph';

function invalidPipeline(path: string, problems: readonly Problem[]): never {
  const lines = problems
    .slice(0, 20)
    .map(({ message, line, column }) =>
      line ? `${path}:${line}:${column}: ${message}` : `${path}: ${message}`,
    );
  throw new KubeflowError('InputError', {
    subject: path,
    fact: `is not a valid pipeline:\n${lines.join('\n')}\n`,
    reason: 'InvalidPipeline',
    remedy: 'Compile the pipeline again with the kfp SDK 2',
    problems,
  });
}

/** What {@link CompiledPipeline.contentHash} is made of. */
const hashOf = ({ spec, platform }: PipelineDocuments) =>
  contentHashOf(platform ? [spec, platform] : [spec]);

/**
 * The pipeline that these documents make, with `text` as what is uploaded.
 *
 * @throws KubeflowError `InputError`, reason `InvalidPipeline`, with every problem.
 */
export function compiledFrom(
  documents: PipelineDocuments,
  { text, ...source }: ProblemSource & { readonly text: string },
): CompiledPipeline {
  const problems = pipelineProblems(documents, source);
  if (problems.length > 0) invalidPipeline(source.path, problems);
  const { spec } = documents;
  const circles = new Set<string>();
  const graph = taskGraphOf(spec, message => circles.add(printable(message)));
  if (circles.size > 0)
    invalidPipeline(
      source.path,
      [...circles].map(message => ({ message, file: source.path })),
    );
  return {
    name: textAt(spec, 'pipelineInfo', 'name')!,
    description: textAt(spec, 'pipelineInfo', 'description'),
    inputs: pipelineInputs(spec),
    graph,
    defaultPipelineRoot: textAt(spec, 'defaultPipelineRoot'),
    sdkVersion: textAt(spec, 'sdkVersion'),
    documents,
    text,
    contentHash: hashOf(documents),
  };
}
