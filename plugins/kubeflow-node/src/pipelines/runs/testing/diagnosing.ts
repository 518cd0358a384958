import type {
  TaskGraph,
  TaskStatus,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  KubernetesClient,
  KubernetesObject,
} from '../../../kubernetes/objects';
import { diagnoseFailure } from '../diagnoseFailure';
import {
  listOf,
  RUN_ID,
  scriptKubernetes,
  scriptPipelines,
  targetOf,
} from './scriptedTarget';
import { samplePipeline } from './submissions';
import { createVirtualClock } from '../../../testing/virtualClock';

const { pipelines } = scriptPipelines(
  createVirtualClock(),
  () => new Error('not asked'),
);

/** A task of the run as the waiter last saw it. */
export const task = (
  name: string,
  state: TaskStatus['state'],
  endedAt?: string,
): TaskStatus => ({ name, state, endedAt, cached: false });

interface Cluster {
  readonly pods?: readonly KubernetesObject[];
  readonly workflows?: readonly KubernetesObject[];
  readonly podLog?: KubernetesClient['podLog'];
}

/** Diagnoses a run of the sample pipeline; `logs` are the logs that were asked for. */
export const diagnose = (
  tasks: readonly TaskStatus[],
  cluster: Cluster | 'url only',
  {
    logLines,
    graph = samplePipeline.graph,
  }: { readonly logLines?: number; readonly graph?: TaskGraph } = {},
) => {
  const logs: unknown[] = [];
  const kubernetes =
    cluster === 'url only'
      ? undefined
      : scriptKubernetes({
          list: listOf({
            ...(cluster.pods ? { pods: cluster.pods } : {}),
            ...(cluster.workflows ? { workflows: cluster.workflows } : {}),
          }),
          podLog: async (pod, options) => {
            logs.push({ ...pod, ...options });
            return cluster.podLog
              ? cluster.podLog(pod, options)
              : ['epoch 1', 'boom'];
          },
        });
  return diagnoseFailure(
    targetOf(pipelines, kubernetes),
    { runId: RUN_ID, graph, tasks },
    { logLines },
  ).then(failure => ({ failure, logs }));
};
