import type {
  HttpSend,
  KubernetesClient,
  KubernetesObject,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { PodKey, PodPort } from '../kfp/podPort';
import { patchPodStatus } from './podStatus';

const pods = (namespace: string) => ({
  group: '',
  version: 'v1',
  plural: 'pods',
  namespace,
});

/**
 * Pods in the API server behind `kubernetes`. Scheduling and the phase Running are the cluster's own work;
 * only what the run's tasks did (their end, their log) comes from the engine. There is no kubelet, so logs
 * stay in memory.
 */
export function apiPods(kubernetes: KubernetesClient, send: HttpSend): PodPort {
  const logs = new Map<string, string>();
  const logOf = ({ namespace, name }: PodKey, container: string) =>
    `${namespace}/${name}/${container}`;
  const ifPresent = async (answer: Promise<unknown>) => {
    try {
      await answer;
    } catch (error) {
      if (!hasReason(error, 'NotFound')) throw error;
    }
  };
  return {
    create: async ({ owner, spec, ...metadata }) => {
      const { namespace, name } = metadata;
      await ifPresent(kubernetes.delete(pods(namespace), name));
      const pod: KubernetesObject = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { ...metadata, ownerReferences: [owner] },
        spec: { ...spec, automountServiceAccountToken: false },
      };
      await kubernetes.create(pods(namespace), pod);
    },
    setStatus: (key, status) => patchPodStatus(send, key, status),
    appendLog: async (key, container, lines) => {
      const log = logOf(key, container);
      const text = lines.map(line => `${line}\n`).join('');
      logs.set(log, (logs.get(log) ?? '') + text);
    },
    readLog: async (key, container) => logs.get(logOf(key, container)),
    delete: ({ namespace, name }) =>
      ifPresent(kubernetes.delete(pods(namespace), name)),
  };
}
