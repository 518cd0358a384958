import { fnv32a } from '../fnv';
import type { NewPod } from '../podPort';
import type { Workflow } from '../workflowPort';
import type { TaskBehaviour } from './engineOptions';

type Plain = Record<string, unknown>;

/** One pod of a run, from creation to end. */
export interface PodOrder {
  readonly workflow: Workflow;
  readonly nodeId: string;
  readonly nodeName: string;
  readonly template: string;
  readonly container: Plain;
  /** Kubernetes settings of the executor, from the platform document. */
  readonly kubernetes: Plain;
  readonly logLines: readonly string[];
  readonly behaviour: TaskBehaviour;
  readonly durationMs: number;
  readonly overheadMs: number;
  readonly pendingMs: number;
}

/** `<workflow>-<template>-<hash of the node's name>`, as Argo names pods. */
export const podName = (
  workflow: string,
  template: string,
  nodeName: string,
): string => `${workflow}-${template}-${fnv32a(nodeName)}`;

const resourcesOf = (container: Plain): Plain => {
  const resources = (container.resources ?? {}) as Plain;
  const accelerator = (resources.accelerator ?? {}) as Plain;
  const type = String(accelerator.resourceType ?? accelerator.type ?? '');
  const count = accelerator.resourceCount ?? accelerator.count;
  const limits: Plain = {
    ...(resources.resourceCpuLimit !== undefined && {
      cpu: resources.resourceCpuLimit,
    }),
    ...(resources.resourceMemoryLimit !== undefined && {
      memory: resources.resourceMemoryLimit,
    }),
    ...(type !== '' && { [type]: String(count ?? 1) }),
  };
  const requests: Plain = {
    ...(resources.resourceCpuRequest !== undefined && {
      cpu: resources.resourceCpuRequest,
    }),
    ...(resources.resourceMemoryRequest !== undefined && {
      memory: resources.resourceMemoryRequest,
    }),
  };
  return { limits, requests };
};

/** The pod object of an order. */
export const podOf = (order: PodOrder, name: string): NewPod => {
  const { workflow, container, kubernetes } = order;
  const { metadata } = workflow;
  const selector = kubernetes.nodeSelector as { labels?: Plain } | undefined;
  const runId = metadata.labels?.['pipeline/runid'] ?? '';
  return {
    namespace: metadata.namespace,
    name,
    labels: {
      'pipeline/runid': runId,
      'pipelines.kubeflow.org/v2_component': 'true',
      'workflows.argoproj.io/workflow': metadata.name,
      'workflows.argoproj.io/completed': 'false',
    },
    annotations: {
      'workflows.argoproj.io/node-id': order.nodeId,
      'workflows.argoproj.io/node-name': order.nodeName,
      'kubectl.kubernetes.io/default-container': 'main',
    },
    owner: {
      apiVersion: workflow.apiVersion,
      kind: workflow.kind,
      name: metadata.name,
      uid: metadata.uid,
      controller: true,
      blockOwnerDeletion: true,
    },
    spec: {
      restartPolicy: 'Never',
      serviceAccountName: workflow.spec.serviceAccountName,
      containers: [
        {
          name: 'main',
          image: container.image,
          command: container.command,
          args: container.args,
          env: container.env,
          resources: resourcesOf(container),
        },
      ],
      ...(selector?.labels && { nodeSelector: selector.labels }),
      ...(kubernetes.tolerations !== undefined && {
        tolerations: kubernetes.tolerations,
      }),
    },
  };
};
