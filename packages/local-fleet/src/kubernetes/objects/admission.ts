import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { asArray, asObject, asString, valueAt } from '../json';
import type { Resource } from '../resources';
import type { ObjectStore } from '../store';
import { defaultClassOf } from './storageClasses';

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
  if (spec.type === 'ExternalName') return service;
  const clusterIP = asString(spec.clusterIP) ?? addresses.next();
  return {
    ...service,
    spec: {
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      ...spec,
      clusterIP,
      clusterIPs: [clusterIP],
    },
  };
};

const UNTIL_EVICTED = ['not-ready', 'unreachable'].map(state => ({
  key: `node.kubernetes.io/${state}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 300,
}));

const withScheduling = (pod: KubernetesObject): KubernetesObject => {
  const spec = asObject(pod.spec);
  return {
    ...pod,
    spec: {
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      serviceAccount: 'default',
      serviceAccountName: 'default',
      ...spec,
      tolerations: [...asArray(spec.tolerations), ...UNTIL_EVICTED],
    },
    status: { phase: 'Pending', qosClass: 'BestEffort' },
  };
};

/** A job's pods are found by labels that the server makes. */
const withSelector = (job: KubernetesObject): KubernetesObject => {
  const { metadata } = job;
  const spec = asObject(job.spec);
  if (spec.manualSelector === true) return job;
  const template = asObject(spec.template);
  const labels = {
    'batch.kubernetes.io/controller-uid': metadata.uid,
    'batch.kubernetes.io/job-name': metadata.name,
    'controller-uid': metadata.uid,
    'job-name': metadata.name,
  };
  const templateMetadata = asObject(template.metadata);
  return {
    ...job,
    spec: {
      ...spec,
      selector: {
        matchLabels: { 'batch.kubernetes.io/controller-uid': metadata.uid },
      },
      template: {
        ...template,
        metadata: {
          ...templateMetadata,
          labels: { ...asObject(templateMetadata.labels), ...labels },
        },
      },
    },
  };
};

/** A claim stays while something uses it. */
export const CLAIM_FINALIZER = 'kubernetes.io/pvc-protection';

const withProtection = (claim: KubernetesObject): KubernetesObject => ({
  ...claim,
  metadata: {
    ...claim.metadata,
    finalizers: [
      ...new Set([
        ...asArray(claim.metadata.finalizers).map(String),
        CLAIM_FINALIZER,
      ]),
    ],
  },
});

const withTemplateGeneration = (set: KubernetesObject): KubernetesObject => ({
  ...set,
  metadata: {
    ...set.metadata,
    annotations: {
      ...set.metadata.annotations,
      'deprecated.daemonset.template.generation': '1',
    },
  },
});

const withFinalizer = (namespace: KubernetesObject): KubernetesObject => ({
  ...namespace,
  spec: { finalizers: ['kubernetes'], ...asObject(namespace.spec) },
});

/** A claim that names no class gets the default one; `""` means none. */
const withClass = (
  claim: KubernetesObject,
  standard: string | undefined,
): KubernetesObject => ({
  ...claim,
  spec: {
    ...(standard && { storageClassName: standard }),
    ...asObject(claim.spec),
  },
});

/** What admission looks at besides the object. */
export interface AdmissionContext {
  readonly addresses: ClusterAddresses;
  readonly store: ObjectStore;
}

/** What the server adds to a new object besides defaults; nobody's field manager owns it. */
export const admit = (
  resource: Resource,
  object: KubernetesObject,
  { addresses, store }: AdmissionContext,
): KubernetesObject => {
  switch (`${resource.group}/${resource.kind}`) {
    case '/Service':
      return withAddress(object, addresses);
    case '/Pod':
      return withScheduling(object);
    case '/Namespace':
      return withFinalizer(object);
    case 'batch/Job':
      return withSelector(object);
    case '/PersistentVolumeClaim':
      return withProtection(withClass(object, defaultClassOf(store)));
    case 'apps/DaemonSet':
      return withTemplateGeneration(object);
    default:
      return object;
  }
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
  const { clusterIPs, ipFamilies, ipFamilyPolicy } = asObject(live.spec);
  return {
    ...next,
    spec: {
      ipFamilies,
      ipFamilyPolicy,
      ...asObject(next.spec),
      clusterIP: allocated,
      clusterIPs,
    },
  };
};
