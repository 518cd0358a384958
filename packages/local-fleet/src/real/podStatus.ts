import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { HttpSend } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { PodKey } from '../kfp/podPort';

/** Writes a pod's status as a kubelet does; a pod that is gone has none to write. */
export async function patchPodStatus(
  send: HttpSend,
  { namespace, name }: PodKey,
  status: object,
): Promise<void> {
  const answer = await send({
    method: 'PATCH',
    path: `/api/v1/namespaces/${namespace}/pods/${name}/status`,
    headers: { 'content-type': 'application/merge-patch+json' },
    body: JSON.stringify({ status }),
    retry: 'idempotent',
  });
  if (answer.status === 200 || answer.status === 404) return;
  throw new KubeflowError('ResponseError', {
    reason: 'PodStatusRefused',
    subject: `${namespace}/${name}`,
    fact: `the API server answered ${
      answer.status
    } to its status: ${answer.text.slice(0, 300)}`,
    upstreamStatus: answer.status,
  });
}
