import type { ControlPlane } from '@kubeflow-fleet/local-fleet';
import { RUN_ID_LABEL } from '@kubeflow-fleet/plugin-kubeflow-common';

const FINAL = new Set(['Succeeded', 'Failed', 'Error']);

/** When the Workflow of each run ended, in ms since 1970, by this process's own clock. */
export function workflowEnds(workflows: ControlPlane['workflows']) {
  const ends = new Map<string, PromiseWithResolvers<number>>();
  const entry = (runId: string) => {
    const known = ends.get(runId) ?? Promise.withResolvers<number>();
    ends.set(runId, known);
    return known;
  };
  const stop = workflows.onChange(({ workflow }) => {
    const runId = workflow.metadata.labels?.[RUN_ID_LABEL];
    if (runId && FINAL.has(workflow.status?.phase ?? '')) {
      entry(runId).resolve(Date.now());
    }
  });
  return { of: (runId: string) => entry(runId).promise, stop };
}
