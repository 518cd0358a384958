import { gunzipSync } from 'node:zlib';
import type { RuntimeState } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesObject } from '../../kubernetes/objects';
import { record, text } from './looseFields';

/** A node of an Argo Workflow's status: what KFP lists as a task detail, with its place in the tree. */
export interface WorkflowNode {
  readonly id: string;
  /** Path from the Workflow's name on, joined by dots: `three-tasks-x7.root.prep.executor`. */
  readonly name: string;
  readonly type: string;
  readonly phase?: string;
  readonly templateName?: string;
  readonly message?: string;
  readonly exitCode?: number;
  readonly startedAt?: string;
  readonly finishedAt?: string;
}

/** What is read of an Argo Workflow. */
export interface WorkflowStatus {
  readonly name: string;
  readonly phase?: string;
  readonly message?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  /** True when KFP's `:terminate` has set its deadline to 0. */
  readonly terminated: boolean;
  readonly nodes: readonly WorkflowNode[];
}

const LARGEST_NODES = 64 * 1024 * 1024;

/** A time, or undefined for the zero times of Go and of KFP. */
export const timeOf = (value: unknown): string | undefined => {
  const time = text(value);
  return time && Date.parse(time) > 0 ? time : undefined;
};

const nodeOf = (value: unknown): WorkflowNode => {
  const node = record(value);
  const exitCode = Number(record(node.outputs).exitCode);
  return {
    id: text(node.id) ?? '',
    name: text(node.name) ?? '',
    type: text(node.type) ?? '',
    phase: text(node.phase),
    templateName: text(node.templateName),
    message: text(node.message),
    exitCode:
      text(record(node.outputs).exitCode) && Number.isInteger(exitCode)
        ? exitCode
        : undefined,
    startedAt: timeOf(node.startedAt),
    finishedAt: timeOf(node.finishedAt),
  };
};

// Argo compresses the nodes of a large Workflow; what it offloads to its database can not be read.
const nodesOf = (status: Record<string, unknown>): Record<string, unknown> => {
  const compressed = text(status.compressedNodes);
  if (status.nodes || !compressed) return record(status.nodes);
  try {
    const json = gunzipSync(Buffer.from(compressed, 'base64'), {
      maxOutputLength: LARGEST_NODES,
    });
    return record(JSON.parse(json.toString('utf8')));
  } catch {
    return {};
  }
};

/** Reads a Workflow object; unknown and missing fields are simply not there. */
export const workflowStatus = (object: KubernetesObject): WorkflowStatus => {
  const status = record(object.status);
  return {
    name: object.metadata.name,
    phase: text(status.phase),
    message: text(status.message),
    startedAt: timeOf(status.startedAt),
    finishedAt: timeOf(status.finishedAt),
    terminated: record(object.spec).activeDeadlineSeconds === 0,
    nodes: Object.values(nodesOf(status)).map(nodeOf),
  };
};

const states: Readonly<Record<string, RuntimeState>> = {
  Pending: 'PENDING',
  Running: 'RUNNING',
  Succeeded: 'SUCCEEDED',
  Skipped: 'SKIPPED',
  Omitted: 'SKIPPED',
  Failed: 'FAILED',
  Error: 'FAILED',
};

/** An Argo phase as KFP's state; undefined for none and for one that we do not know. */
export const stateOfPhase = (
  phase: string | undefined,
): RuntimeState | undefined =>
  phase && Object.hasOwn(states, phase) ? states[phase] : undefined;
