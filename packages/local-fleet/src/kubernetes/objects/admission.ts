import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { asObject, valueAt } from '../json';
import type { Resource } from '../resources';

/** Addresses of the service network, each given once. */
export class ClusterAddresses {
  private given = 0;

  next(): string {
    this.given += 1;
    return `10.96.${Math.floor(this.given / 250)}.${(this.given % 250) + 1}`;
  }
}

const withAddress = (
  service: KubernetesObject,
  addresses: ClusterAddresses,
): KubernetesObject => {
  const spec = asObject(service.spec);
  if (spec.clusterIP !== undefined || spec.type === 'ExternalName')
    return service;
  const clusterIP = addresses.next();
  return { ...service, spec: { ...spec, clusterIP, clusterIPs: [clusterIP] } };
};

const withServiceAccount = (pod: KubernetesObject): KubernetesObject => {
  const spec = asObject(pod.spec);
  return {
    ...pod,
    spec: { serviceAccountName: 'default', serviceAccount: 'default', ...spec },
    status: {
      phase: 'Pending',
      qosClass: 'BestEffort',
      ...asObject(pod.status),
    },
  };
};

/** What the server adds to a new object besides defaults; nobody's field manager owns it. */
export const admit = (
  resource: Resource,
  object: KubernetesObject,
  addresses: ClusterAddresses,
): KubernetesObject => {
  if (resource.group !== '') return object;
  if (resource.kind === 'Service') return withAddress(object, addresses);
  return resource.kind === 'Pod' ? withServiceAccount(object) : object;
};

/** A PUT without the allocated address keeps it. */
export const keepAllocated = (
  resource: Resource,
  live: KubernetesObject,
  next: KubernetesObject,
): KubernetesObject => {
  const allocated = valueAt(live, 'spec', 'clusterIP');
  const isService = resource.kind === 'Service' && resource.group === '';
  if (!isService || valueAt(next, 'spec', 'clusterIP') || !allocated)
    return next;
  return {
    ...next,
    spec: { clusterIP: allocated, ...asObject(next.spec) },
  };
};
