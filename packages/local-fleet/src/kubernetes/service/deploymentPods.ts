import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { Cluster } from '../cluster';
import { asArray, asObject } from '../json';

const REPLICA_SETS = {
  group: 'apps',
  plural: 'replicasets',
  kind: 'ReplicaSet',
};

const controllerOf = (object: KubernetesObject | undefined) =>
  asArray(object?.metadata.ownerReferences)
    .map(asObject)
    .find(({ controller }) => controller === true);

/** The name of the Deployment behind a pod, over its ReplicaSet. */
export const deploymentOf = (
  { store }: Cluster,
  pod: KubernetesObject,
): string | undefined => {
  const set = controllerOf(pod);
  if (set?.kind !== 'ReplicaSet') return undefined;
  const found = store.get(
    REPLICA_SETS,
    pod.metadata.namespace,
    String(set.name),
  );
  const owner = controllerOf(found);
  return owner?.kind === 'Deployment' ? String(owner.name) : undefined;
};

/** Lets a pod that gets its address answer as its Deployment is set to. */
export const serveDeploymentOf = (
  cluster: Cluster,
  pod: KubernetesObject,
  address: string,
): void => {
  const name = deploymentOf(cluster, pod);
  if (!name) return;
  for (const each of cluster.served.get(pod.metadata.namespace, name))
    cluster.backends.register(
      address,
      each.targetPort ?? each.port,
      each.backend,
    );
};
