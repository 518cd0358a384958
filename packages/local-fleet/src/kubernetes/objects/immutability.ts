import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { asArray, asObject, equal, valueAt } from '../json';
import type { Resource } from '../resources';
import type { StatusCause } from '../status';
import { exactJson } from '../exactJson';

interface Change {
  readonly live: KubernetesObject;
  readonly next: KubernetesObject;
}
type Rule = (change: Change) => StatusCause[];

const refused = (field: string, value: unknown, why: string): StatusCause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${exactJson(value ?? null)}: ${why}`,
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

const without = (value: unknown, ...keys: readonly string[]) =>
  Object.fromEntries(
    Object.entries(asObject(value)).filter(([key]) => !keys.includes(key)),
  );

const neverChanges =
  (field: string, why: string): Rule =>
  ({ live, next }) =>
    equal(live[field], next[field]) ? [] : [forbiddenChange(field, why)];

const sameContainers: Rule = ({ live, next }) => {
  const names = (object: KubernetesObject) =>
    asArray(asObject(object.spec).containers).map(each => asObject(each).name);
  return equal(names(live), names(next))
    ? []
    : [
        forbiddenChange(
          'spec.containers',
          'pod updates may not add or remove containers',
        ),
      ];
};

const withoutImages = (object: KubernetesObject) => {
  const strip = (list: unknown) =>
    asArray(list).map(each => without(each, 'image'));
  const spec = asObject(object.spec);
  return {
    ...without(spec, ...POD_FIELDS_THAT_CHANGE),
    containers: strip(spec.containers),
    initContainers: strip(spec.initContainers),
  };
};

const POD_FIELDS_THAT_CHANGE = [
  'activeDeadlineSeconds',
  'terminationGracePeriodSeconds',
  'tolerations',
  'schedulingGates',
  'nodeName',
];

const onlyImages: Rule = ({ live, next }) =>
  equal(withoutImages(live), withoutImages(next))
    ? []
    : [
        forbiddenChange(
          'spec',
          'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
        ),
      ];

const podSpec: Rule = change => {
  const added = sameContainers(change);
  return added.length > 0 ? added : onlyImages(change);
};

const all =
  (...rules: readonly Rule[]): Rule =>
  change =>
    rules.flatMap(rule => rule(change));

const specExcept =
  (keys: readonly string[], why: string): Rule =>
  ({ live, next }) =>
    equal(without(live.spec, ...keys), without(next.spec, ...keys))
      ? []
      : [forbiddenChange('spec', why)];

const immutableData: Rule = ({ live, next }) => {
  if (live.immutable !== true) return [];
  const changed = ['data', 'binaryData'].filter(
    field => !equal(live[field] ?? {}, next[field] ?? {}),
  );
  return [...(next.immutable === true ? [] : ['immutable']), ...changed].map(
    field =>
      forbiddenChange(field, 'field is immutable when `immutable` is set'),
  );
};

const versionNames = (object: KubernetesObject) =>
  asArray(valueAt(object, 'spec', 'versions')).map(each => asObject(each).name);

/** A version that was ever stored stays: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#upgrade-existing-objects-to-a-new-stored-version */
const storedVersions: Rule = ({ live, next }) =>
  asArray(valueAt(live, 'status', 'storedVersions'))
    .map(String)
    .flatMap((version, index) =>
      versionNames(next).includes(version)
        ? []
        : [
            refused(
              `status.storedVersions[${index}]`,
              version,
              `missing from spec.versions; ${version} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${version} and removes ${version} from status.storedVersions`,
            ),
          ],
    );

const RULES: Readonly<Record<string, Rule>> = {
  Pod: podSpec,
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
  Service: ({ live, next }) => {
    const before = valueAt(live, 'spec', 'clusterIP');
    const after = valueAt(next, 'spec', 'clusterIP');
    return before === undefined || before === after
      ? []
      : [refused('spec.clusterIPs[0]', [after], 'may not change once set')];
  },
  PersistentVolumeClaim: change =>
    specExcept(
      [
        'resources',
        'volumeName',
        'volumeAttributesClassName',
        // A claim without a class may get the default one later.
        ...(valueAt(change.live, 'spec', 'storageClassName') === undefined
          ? ['storageClassName']
          : []),
      ],
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    )(change),
  StorageClass: all(
    neverChanges('provisioner', 'updates to provisioner are forbidden.'),
    neverChanges('parameters', 'updates to parameters are forbidden.'),
    fixed('reclaimPolicy'),
    fixed('volumeBindingMode'),
  ),
  RoleBinding: fixed('roleRef', 'cannot change roleRef'),
  ClusterRoleBinding: fixed('roleRef', 'cannot change roleRef'),
  CustomResourceDefinition: all(
    fixed('spec.scope'),
    fixed('spec.group'),
    fixed('spec.names.plural'),
    storedVersions,
  ),
};

/** Nothing more may hold an object that is being deleted. */
export const finalizerCauses = (
  live: KubernetesObject,
  next: KubernetesObject,
): StatusCause[] => {
  if (!live.metadata.deletionTimestamp) return [];
  const before = asArray(live.metadata.finalizers);
  const added = asArray(next.metadata.finalizers).filter(
    each => !before.includes(each),
  );
  if (added.length === 0) return [];
  const names = added.map(each => JSON.stringify(each)).join(', ');
  const cause = forbiddenChange(
    'metadata.finalizers',
    `no new finalizers can be added if the object is being deleted, found new finalizers []string{${names}}`,
  );
  // The real server finds it twice.
  return [cause, cause];
};

/** Changes of fields that the real server never lets change; README.md lists the kinds. */
export const immutabilityCauses = (
  resource: Resource,
  change: Change,
): StatusCause[] =>
  resource.custom ? [] : RULES[resource.kind]?.(change) ?? [];
