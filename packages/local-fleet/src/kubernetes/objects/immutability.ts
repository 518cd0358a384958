import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { asObject, equal, valueAt } from '../json';
import type { Resource } from '../resources';
import type { StatusCause } from '../status';
import { invalid } from '../status';

interface Change {
  readonly live: KubernetesObject;
  readonly next: KubernetesObject;
}
type Rule = (change: Change) => StatusCause[];

const refused = (field: string, value: unknown, why: string): StatusCause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${JSON.stringify(value ?? null)}: ${why}`,
  field,
});

const forbiddenChange = (field: string, why: string): StatusCause => ({
  reason: 'FieldValueForbidden',
  message: `Forbidden: ${why}`,
  field,
});

const fixed =
  (field: string, why = 'field is immutable'): Rule =>
  ({ live, next }) => {
    const path = field.split('.');
    const before = valueAt(live, ...path);
    const after = valueAt(next, ...path);
    return before === undefined || equal(before, after)
      ? []
      : [refused(field, after, why)];
  };

const all =
  (...rules: readonly Rule[]): Rule =>
  change =>
    rules.flatMap(rule => rule(change));

const without = (value: unknown, ...keys: readonly string[]) =>
  Object.fromEntries(
    Object.entries(asObject(value)).filter(([key]) => !keys.includes(key)),
  );

const specExcept =
  (keys: readonly string[], why: string): Rule =>
  ({ live, next }) =>
    equal(without(live.spec, ...keys), without(next.spec, ...keys))
      ? []
      : [forbiddenChange('spec', why)];

const immutableData: Rule = ({ live, next }) =>
  live.immutable !== true ||
  (next.immutable === true &&
    equal(live.data, next.data) &&
    equal(live.binaryData, next.binaryData))
    ? []
    : [forbiddenChange('data', 'field is immutable when `immutable` is set')];

const RULES: Readonly<Record<string, Rule>> = {
  ConfigMap: immutableData,
  Secret: all(immutableData, fixed('type')),
  Deployment: fixed('spec.selector'),
  ReplicaSet: fixed('spec.selector'),
  DaemonSet: fixed('spec.selector'),
  StatefulSet: specExcept(
    [
      'replicas',
      'ordinals',
      'template',
      'updateStrategy',
      'revisionHistoryLimit',
      'persistentVolumeClaimRetentionPolicy',
      'minReadySeconds',
    ],
    "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
  ),
  Job: all(fixed('spec.selector'), fixed('spec.template')),
  Service: fixed('spec.clusterIP', 'may not change once set'),
  PersistentVolumeClaim: specExcept(
    ['resources', 'volumeName', 'volumeAttributesClassName'],
    'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
  ),
  StorageClass: all(
    fixed('provisioner', 'updates to provisioner are forbidden.'),
    fixed('parameters', 'updates to parameters are forbidden.'),
    fixed('reclaimPolicy'),
    fixed('volumeBindingMode'),
  ),
  RoleBinding: fixed('roleRef', 'cannot change roleRef'),
  ClusterRoleBinding: fixed('roleRef', 'cannot change roleRef'),
  CustomResourceDefinition: all(
    fixed('spec.scope'),
    fixed('spec.group'),
    fixed('spec.names.plural'),
  ),
};

/** Throws a 422 for changes of fields that the real server never lets change; README.md lists the kinds. */
export const checkImmutable = (resource: Resource, change: Change): void => {
  const causes = resource.custom ? [] : RULES[resource.kind]?.(change) ?? [];
  if (causes.length > 0)
    throw invalid(resource, change.next.metadata.name, causes);
};
