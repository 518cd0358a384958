import type {
  KubernetesObject,
  ResourceCollection,
} from '../../kubernetes/objects';
import {
  hasReason,
  RUN_ID_LABEL,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { isForbidden, orUndefined } from './answers';
import type { RunTarget } from './contract';

/** The Argo Workflows of the namespace that the runs are in. */
export const workflowCollection = (namespace: string): ResourceCollection => ({
  group: 'argoproj.io',
  version: 'v1alpha1',
  plural: 'workflows',
  namespace,
});

/** Selects what belongs to one run: its Workflow and its pods. */
export const runSelector = (runId: string): { labelSelector: string } => ({
  labelSelector: `${RUN_ID_LABEL}=${runId}`,
});

/** Display name that the run was asked for with: KFP writes it on the Workflow. */
export const runNameOn = (workflow: KubernetesObject): string | undefined =>
  workflow.metadata.annotations?.['pipelines.kubeflow.org/run_name'];

/** True when Workflows can not be read here at all: no right, or no Argo. */
export const isUnreadable = (error: unknown): boolean =>
  isForbidden(error) || hasReason(error, 'ResourceTypeNotFound');

/** Workflows with this run id; undefined where the Kubernetes API is not in reach or forbids it. */
export const workflowsOfRun = async (
  target: RunTarget,
  runId: string,
): Promise<readonly KubernetesObject[] | undefined> => {
  if (!target.kubernetes) return undefined;
  try {
    return await target.kubernetes.list(
      workflowCollection(target.pipelines.namespace),
      runSelector(runId),
    );
  } catch (error) {
    if (isUnreadable(error)) return undefined;
    throw error;
  }
};

/** Deletes a Workflow; one that is gone already is no failure. */
export const deleteWorkflow = async (
  target: RunTarget,
  workflow: KubernetesObject,
): Promise<void> => {
  await orUndefined(
    target.kubernetes?.delete(
      workflowCollection(target.pipelines.namespace),
      workflow.metadata.name,
    ) ?? Promise.resolve(),
  );
};
