import { parseQuantity } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { CompiledPipeline, PipelinePatch } from '../compiledPipeline';
import { at } from '../spec/plainData';
import { isChosen, taskNameProblems } from './chosenExecutors';
import { selectorIsParameter } from './scheduling';

const quantityProblems = (field: string, text: string | undefined) => {
  if (text === undefined) return [];
  try {
    return parseQuantity(text) > 0 ? [] : [`${field} '${text}' is not above 0`];
  } catch (error) {
    return [`${field}: ${(error as Error).message}`];
  }
};

const acceleratorProblems = ({ accelerator }: PipelinePatch) => [
  ...(accelerator &&
  !(Number.isInteger(accelerator.count) && accelerator.count > 0)
    ? [`accelerator count ${accelerator.count} is not a whole number above 0`]
    : []),
  ...(accelerator &&
  !/^[a-z0-9.-]+\/[A-Za-z0-9_.-]+$/.test(accelerator.resource)
    ? [
        `accelerator '${accelerator.resource}' is not an extended resource such as nvidia.com/gpu`,
      ]
    : []),
];

const selectorProblems = (pipeline: CompiledPipeline, patch: PipelinePatch) =>
  pipeline.graph.tasks
    .filter(
      task =>
        patch.nodeSelector &&
        isChosen(task, patch.tasks) &&
        selectorIsParameter(
          at(
            pipeline.documents.platform,
            'platforms',
            'kubernetes',
            'deploymentSpec',
            'executors',
            task.executorLabel ?? '',
          ),
        ),
    )
    .map(
      ({ name }) =>
        `the node selector of task '${name}' is a parameter of the pipeline: set that parameter instead`,
    );

/** Everything that makes the patch impossible for this pipeline. */
export const patchProblems = (
  pipeline: CompiledPipeline,
  patch: PipelinePatch,
): string[] => [
  ...taskNameProblems(patch.tasks ?? [], pipeline.graph),
  ...acceleratorProblems(patch),
  ...quantityProblems('cpu limit', patch.cpuLimit),
  ...quantityProblems('memory limit', patch.memoryLimit),
  ...selectorProblems(pipeline, patch),
];
