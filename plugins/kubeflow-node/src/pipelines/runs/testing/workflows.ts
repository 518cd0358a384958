import type { KubernetesObject } from '../../../kubernetes/objects';
import type { TaskDetail } from '../../model';

/** Nodes of a Workflow by path below its name, each with its phase or more. */
export type NodePhases = Readonly<
  Record<string, string | Readonly<Record<string, unknown>>>
>;

/** A Workflow as Argo leaves it: `{'root.prep.executor': 'Failed'}`. */
export const sampleWorkflow = (
  runId: string,
  phase: string | undefined,
  nodes: NodePhases = {},
): KubernetesObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Workflow',
  metadata: {
    name: 'train-x7k2p',
    namespace: 'kubeflow',
    labels: { 'pipeline/runid': runId },
  },
  spec: {},
  status: {
    phase,
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([path, value], index) => {
        const more = typeof value === 'string' ? { phase: value } : value;
        const id = `train-x7k2p-${1000 + index}`;
        const leaf = path.split('.').pop() ?? '';
        return [
          id,
          {
            id,
            name: `train-x7k2p.${path}`,
            displayName: leaf,
            type: /executor|-driver/.test(leaf) ? 'Pod' : 'DAG',
            templateName: /-driver/.test(leaf)
              ? 'system-container-driver'
              : 'system-container-impl',
            startedAt: '2026-01-01T00:00:10Z',
            finishedAt:
              more.phase === 'Running' ? null : '2026-01-01T00:00:20Z',
            ...more,
          },
        ];
      }),
    ),
  },
});

/** A task detail as KFP lists it. */
export const sampleDetail = (
  displayName: string,
  state: TaskDetail['state'],
  change: Partial<TaskDetail> = {},
): TaskDetail => ({
  taskId: `task-${displayName}`,
  displayName,
  state,
  startedAt: '2026-01-01T00:00:10Z',
  childNodes: [],
  ...change,
});
