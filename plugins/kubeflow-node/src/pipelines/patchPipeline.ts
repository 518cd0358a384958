import {
  KubeflowError,
  printable,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { stringify } from 'yaml';
import type { CompiledPipeline, PipelinePatch } from './compiledPipeline';
import { withCaching } from './patch/caching';
import { isChosen } from './patch/chosenExecutors';
import { withOwnExecutors } from './patch/ownExecutors';
import { patchProblems } from './patch/patchProblems';
import { patchedResources } from './patch/resources';
import { patchedScheduling } from './patch/scheduling';
import { rememberCheckedText } from './spec/checkedTexts';
import { compiledFrom } from './spec/compiledFrom';
import type { PipelineDocuments } from './spec/pipelineProblems';
import {
  at,
  entriesAt,
  type Mapping,
  mapValues,
  withAt,
} from './spec/plainData';
import { taskGraphOf } from './spec/taskGraph';

const HEADER = '# Written by kubeflow-fleet: a compiled pipeline with a patch.';

const EXECUTORS = ['deploymentSpec', 'executors'];
const PLATFORM_EXECUTORS = ['platforms', 'kubernetes', ...EXECUTORS];

/** Strings are quoted and keys as YAML 1.1 needs them, so that every reader sees the same values. */
const emit = (document: unknown) =>
  stringify(document, {
    version: '1.1',
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
    aliasDuplicateObjects: false,
    lineWidth: 0,
  });

const textOf = ({ spec, platform }: PipelineDocuments) =>
  [`${HEADER}\n${emit(spec)}`, platform && emit(platform)]
    .filter(part => part !== undefined)
    .join('---\n');

const changesResources = ({
  accelerator,
  cpuLimit,
  memoryLimit,
}: PipelinePatch) =>
  accelerator !== undefined ||
  cpuLimit !== undefined ||
  memoryLimit !== undefined;

const changesScheduling = ({ nodeSelector, tolerations }: PipelinePatch) =>
  Object.keys(nodeSelector ?? {}).length > 0 || (tolerations?.length ?? 0) > 0;

const withResources = (
  spec: unknown,
  labels: ReadonlySet<string>,
  patch: PipelinePatch,
): Mapping =>
  withAt(
    spec,
    EXECUTORS,
    mapValues(at(spec, ...EXECUTORS), (executor, label) =>
      labels.has(label)
        ? withAt(
            executor,
            ['container', 'resources'],
            patchedResources(at(executor, 'container', 'resources'), patch),
          )
        : executor,
    ),
  );

function withScheduling(
  platform: unknown,
  labels: ReadonlySet<string>,
  patch: PipelinePatch,
): Mapping {
  const executors = new Map(entriesAt(platform, ...PLATFORM_EXECUTORS));
  for (const label of labels)
    executors.set(label, patchedScheduling(executors.get(label), patch));
  return withAt(platform, PLATFORM_EXECUTORS, Object.fromEntries(executors));
}

function patchExecutors(
  documents: PipelineDocuments,
  pipeline: CompiledPipeline,
  patch: PipelinePatch,
): PipelineDocuments {
  if (!changesResources(patch) && !changesScheduling(patch)) return documents;
  const own = withOwnExecutors(documents, pipeline.graph, patch.tasks);
  const graph = taskGraphOf(own.spec, () => undefined);
  const labels = new Set(
    graph.tasks
      .filter(task => isChosen(task, patch.tasks))
      .map(({ executorLabel }) => executorLabel!),
  );
  return {
    spec: changesResources(patch)
      ? withResources(own.spec, labels, patch)
      : own.spec,
    platform: changesScheduling(patch)
      ? withScheduling(own.platform, labels, patch)
      : own.platform,
  };
}

/**
 * The pipeline with the accelerator, node selector, tolerations, limits and caching that `patch` asks
 * for. The accelerator, the scheduling and the limits go to the tasks of `patch.tasks` only, also where
 * they share an executor with others; caching goes to every task. A request above a new limit is
 * lowered to it. The given pipeline is not changed, and it is returned itself when the patch asks for
 * nothing that it does not have already.
 *
 * @throws KubeflowError `InputError`, reason `InvalidPatch`, with every problem: an unknown task, a
 * group or importer in place of a task, a bad quantity, a node selector that a parameter decides.
 */
export function patchPipeline(
  pipeline: CompiledPipeline,
  patch: PipelinePatch,
): CompiledPipeline {
  const problems = patchProblems(pipeline, patch).map(problem =>
    printable(problem, 400),
  );
  if (problems.length > 0)
    throw new KubeflowError('InputError', {
      subject: `pipeline ${pipeline.name}`,
      fact: problems.join('; '),
      reason: 'InvalidPatch',
      remedy: 'Correct the inputs that change the pipeline',
      problems: problems.map(message => ({ message })),
    });
  const patched = patchExecutors(pipeline.documents, pipeline, patch);
  const documents =
    patch.caching === undefined
      ? patched
      : { ...patched, spec: withCaching(patched.spec, patch.caching) };
  const result = compiledFrom(documents, {
    text: textOf(documents),
    path: `pipeline ${pipeline.name}`,
    locate: () => undefined,
  });
  if (result.contentHash === pipeline.contentHash) return pipeline;
  rememberCheckedText(result.text);
  return result;
}
