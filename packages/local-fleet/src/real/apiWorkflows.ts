import { setTimeout as sleep } from 'node:timers/promises';
import type {
  KubernetesClient,
  KubernetesObject,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  Workflow,
  WorkflowEvent,
  WorkflowPort,
} from '../kfp/workflowPort';

const workflows = (namespace?: string) => ({
  group: 'argoproj.io',
  version: 'v1alpha1',
  plural: 'workflows',
  namespace,
});

const asWorkflow = (object: KubernetesObject) => object as unknown as Workflow;

/** Argo is not installed, or not yet. */
const isUnserved = (error: unknown) => hasReason(error, 'ResourceTypeNotFound');

const UNTIL_SERVED_MS = 250;

const orUndefined = async <T>(answer: Promise<T>): Promise<T | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (hasReason(error, 'NotFound') || isUnserved(error)) return undefined;
    throw error;
  }
};

/** Workflow objects in the API server behind `kubernetes`; `signal` ends the watch. */
export function apiWorkflows(
  kubernetes: KubernetesClient,
  signal: AbortSignal,
): WorkflowPort {
  return {
    create: async workflow => {
      const { namespace } = workflow.metadata;
      const object = workflow as unknown as KubernetesObject;
      return asWorkflow(await kubernetes.create(workflows(namespace), object));
    },
    get: async ({ namespace, name }) => {
      const found = await orUndefined(
        kubernetes.get(workflows(namespace), name),
      );
      return found && asWorkflow(found);
    },
    patch: async ({ namespace, name }, patch) => {
      const patched = await orUndefined(
        kubernetes.patch(workflows(namespace), name, patch),
      );
      return patched && asWorkflow(patched);
    },
    delete: async ({ namespace, name }) => {
      const deleted = await orUndefined(
        kubernetes.delete(workflows(namespace), name).then(() => true),
      );
      return deleted ?? false;
    },
    list: async labels => {
      const labelSelector =
        labels &&
        Object.entries(labels)
          .map(([key, value]) => `${key}=${value}`)
          .join(',');
      const found = await orUndefined(
        kubernetes.list(workflows(), { labelSelector }),
      );
      return (found ?? []).map(asWorkflow);
    },
    onChange: listener => watchWorkflows(kubernetes, signal, listener),
  };
}

function watchWorkflows(
  kubernetes: KubernetesClient,
  signal: AbortSignal,
  listener: (event: WorkflowEvent) => void,
): () => void {
  const stopped = new AbortController();
  const either = AbortSignal.any([signal, stopped.signal]);
  const follow = async (): Promise<void> => {
    const events = kubernetes.watch(workflows(), { signal: either });
    for await (const event of events) {
      if (event.type === 'SYNCED') continue;
      listener({ type: event.type, workflow: asWorkflow(event.object) });
    }
  };
  const followWhileServed = async () => {
    while (!either.aborted) {
      try {
        await follow();
      } catch (error) {
        if (either.aborted) return;
        if (!isUnserved(error)) throw error;
        await sleep(UNTIL_SERVED_MS);
      }
    }
  };
  // A watch that breaks otherwise is a defect of the lane: it must not pass unseen.
  void followWhileServed();
  return () => stopped.abort();
}
