import type { KubernetesObject } from '../../../kubernetes/objects';
import { RUN_ID } from './scriptedTarget';

/** A pod of the sample run, for the Argo node at this path (`root.prep.executor`). */
export const samplePod = (
  path: string,
  status: Readonly<Record<string, unknown>>,
  name = `train-x7k2p-system-container-impl-${path.length}`,
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name,
    namespace: 'kubeflow',
    labels: { 'pipeline/runid': RUN_ID },
    annotations: { 'workflows.argoproj.io/node-name': `train-x7k2p.${path}` },
  },
  status,
});

/** Status of a pod whose container `name` ended so. */
export const endedContainer = (
  name: string,
  terminated: Readonly<Record<string, unknown>>,
) => ({
  phase: 'Failed',
  containerStatuses: [{ name, state: { terminated } }],
});

/** Status of a pod whose container `main` waits for this reason. */
export const waitingContainer = (reason: string, message?: string) => ({
  phase: 'Pending',
  containerStatuses: [
    { name: 'main', state: { waiting: { reason, message } } },
  ],
});
