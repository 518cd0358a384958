import type {
  KubernetesObject,
  ObjectMeta,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import { asArray, asObject, equal } from '../json';
import type { Resource } from '../resources';

/** A new form of a live object. */
export interface Replacement {
  readonly live: KubernetesObject;
  readonly next: KubernetesObject;
  readonly subresource?: string;
  /** `managedFields` of `next` are final, as after server-side apply. */
  readonly ownershipIsFinal?: true;
}

/** Built-in kinds that count the forms of their desired state; all custom resources do. */
const WITH_GENERATION = new Set([
  'CronJob',
  'CustomResourceDefinition',
  'DaemonSet',
  'Deployment',
  'EndpointSlice',
  'Ingress',
  'IngressClass',
  'Job',
  'MutatingWebhookConfiguration',
  'NetworkPolicy',
  'Pod',
  'PriorityClass',
  'PodDisruptionBudget',
  'ReplicaSet',
  'StatefulSet',
  'ValidatingWebhookConfiguration',
]);

/** True for kinds that have `metadata.generation`. */
export const hasGeneration = ({ custom, kind }: Resource) =>
  custom !== undefined || WITH_GENERATION.has(kind);

/** What a change of counts as a new generation. */
const desiredState = (resource: Resource, object: KubernetesObject) => {
  const { metadata: _, status, ...rest } = object;
  return resource.hasStatus ? rest : { ...rest, status };
};

/** Counts the generation up when the desired state changed. */
export const withGeneration = (
  resource: Resource,
  live: KubernetesObject,
  next: KubernetesObject,
): KubernetesObject => {
  const { generation } = live.metadata;
  const isSame = equal(
    desiredState(resource, live),
    desiredState(resource, next),
  );
  return typeof generation !== 'number' || isSame
    ? next
    : { ...next, metadata: { ...next.metadata, generation: generation + 1 } };
};

const withoutVolatile = (object: KubernetesObject) => {
  const { resourceVersion: _, managedFields, ...metadata } = object.metadata;
  const entries = asArray(managedFields).map(entry => {
    const { time: _time, ...rest } = asObject(entry);
    return rest;
  });
  return { ...object, metadata, managedFields: entries };
};

/** True when a write changes nothing, or only the times of field managers: the real server stores neither. */
export const isSameForm = (
  live: KubernetesObject,
  next: KubernetesObject,
): boolean => equal(withoutVolatile(live), withoutVolatile(next));

/** Fields of the metadata that a client cannot change. */
const keptMetadata = (live: ObjectMeta, next: ObjectMeta): ObjectMeta => ({
  ...next,
  name: live.name,
  ...(live.namespace && { namespace: live.namespace }),
  uid: live.uid,
  creationTimestamp: live.creationTimestamp,
  ...(live.generation !== undefined && { generation: live.generation }),
  ...(live.deletionTimestamp && {
    deletionTimestamp: live.deletionTimestamp,
    deletionGracePeriodSeconds: live.deletionGracePeriodSeconds,
  }),
  resourceVersion: live.resourceVersion,
});

/** Keeps what the other endpoint writes: the status, or everything but the status. */
export const limitedToEndpoint = (
  resource: Resource,
  { live, next, subresource }: Replacement,
): KubernetesObject => {
  const metadata = keptMetadata(live.metadata, next.metadata);
  if (subresource === 'status')
    return {
      ...live,
      metadata: { ...live.metadata, managedFields: metadata.managedFields },
      ...(next.status !== undefined && { status: next.status }),
    };
  const { status: _, ...rest } = next;
  if (!resource.hasStatus) return { ...next, metadata };
  return {
    ...rest,
    apiVersion: next.apiVersion,
    kind: next.kind,
    metadata,
    ...(live.status !== undefined && { status: live.status }),
  };
};
