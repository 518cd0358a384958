import { PodRun } from './podRun';
import type { Walk } from './walk';

/** Runs the pod of a driver. Its message is the reason when it can not resolve the inputs. */
export const runDriver = async (
  walk: Walk,
  at: {
    readonly displayName: string;
    readonly boundary: string;
    readonly after: readonly string[];
    readonly kind: 'dag' | 'container';
  },
  problem?: string,
): Promise<string> => {
  const template = `system-${at.kind}-driver`;
  const node = walk.tree.start({ ...at, type: 'Pod', template });
  if (node.phase === 'Succeeded') return node.id;
  const { overheadMs = 20, pendingMs = 2_000 } = walk.options;
  await new PodRun(
    {
      workflow: walk.workflow,
      nodeId: node.id,
      nodeName: node.name,
      template,
      container: { image: 'ghcr.io/kubeflow/kfp-driver:2.17.0' },
      kubernetes: {},
      logLines: problem ? [`driver failed: ${problem}`] : [],
      behaviour: problem ? { fail: { kind: 'exit' } } : {},
      durationMs: overheadMs,
      overheadMs: 0,
      pendingMs,
    },
    walk.pods,
    walk.clock,
  ).run(walk.signal);
  walk.tree.end(
    node.id,
    problem
      ? { phase: 'Failed', message: `${problem} (exit code 1)` }
      : { phase: 'Succeeded' },
  );
  return node.id;
};
