import type { PodKey, PodPort } from '../kfp/podPort';
import type { KubernetesEmulator } from '../kubernetes/contract';
import { nodeFor } from './podPlacement';

/** The pods of runs in the emulated Kubernetes API, so that kubectl and the log endpoint see them. */
export const emulatedPods = ({
  objects,
  pods,
}: Pick<KubernetesEmulator, 'objects' | 'pods'>): PodPort => {
  const logs = new Map<string, string>();
  const logKey = ({ namespace, name }: PodKey, container: string) =>
    `${namespace}/${name}/${container}`;
  const reference = (key: PodKey) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: key.namespace,
    name: key.name,
  });
  const exists = (key: PodKey) => objects.get(reference(key)) !== undefined;
  const remove = (key: PodKey) => {
    if (exists(key)) objects.delete(reference(key));
    for (const log of logs.keys())
      if (log.startsWith(`${key.namespace}/${key.name}/`)) logs.delete(log);
  };
  return {
    create: async ({ namespace, name, labels, annotations, spec, owner }) => {
      remove({ namespace, name });
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          namespace,
          name,
          labels,
          annotations,
          ownerReferences: [owner],
        },
        spec: { ...spec, nodeName: nodeFor(spec, objects) },
      };
      // As it would arrive over HTTP: the emulated API refuses undefined fields, as JSON has none.
      pods.create(JSON.parse(JSON.stringify(pod)));
    },
    setStatus: async (key, status) => {
      if (exists(key)) pods.setStatus(key, status);
    },
    appendLog: async (key, container, lines) => {
      const log = logKey(key, container);
      const text = lines.map(line => `${line}\n`).join('');
      logs.set(log, (logs.get(log) ?? '') + text);
      if (exists(key) && lines.length > 0)
        pods.appendLog({ ...key, container }, text);
    },
    readLog: async (key, container) =>
      exists(key)
        ? logs.get(logKey(key, container)) ??
          (container === 'main' ? '' : undefined)
        : undefined,
    delete: async key => remove(key),
  };
};
