import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { JsonObject } from '../json';
import { asArray, asObject, asString, equal, isObject, valueAt } from '../json';
import type { Resource } from '../resources';
import { labelSelectorText, parseLabelSelector } from '../selectors';
import { validateCustom } from '../schema/validateCustom';
import type { StatusCause } from '../status';
import { invalid } from '../status';
import { metadataCauses } from './objectNames';
import { exactJson } from '../exactJson';

type Check = (object: KubernetesObject) => StatusCause[];

const required = (field: string): StatusCause => ({
  reason: 'FieldValueRequired',
  message: 'Required value',
  field,
});

const needs =
  (...fields: readonly string[]): Check =>
  object =>
    fields
      .filter(field => {
        const value = valueAt(object, ...field.split('.'));
        return value === undefined || value === '' || equal(value, []);
      })
      .map(required);

const containerCauses = (
  container: JsonObject,
  field: string,
): StatusCause[] => [
  ...(asString(container.name) ? [] : [required(`${field}.name`)]),
  ...(asString(container.image) ? [] : [required(`${field}.image`)]),
  ...asArray(container.ports).flatMap((port, index) =>
    asObject(port).containerPort
      ? []
      : [required(`${field}.ports[${index}].containerPort`)],
  ),
];

const containersOf =
  (...path: readonly string[]): Check =>
  object => {
    const field = [...path, 'containers'].join('.');
    const containers = asArray(valueAt(object, ...path, 'containers'));
    if (containers.length === 0) return [required(field)];
    return containers
      .map(asObject)
      .flatMap((container, index) =>
        containerCauses(container, `${field}[${index}]`),
      );
  };

const unmatched = (labels: unknown): StatusCause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${exactJson(
    labels ?? null,
  )}: \`selector\` does not match template \`labels\``,
  field: 'spec.template.metadata.labels',
});

const selectorMatches: Check = object => {
  const selector = valueAt(object, 'spec', 'selector');
  const labels = valueAt(object, 'spec', 'template', 'metadata', 'labels');
  if (!isObject(selector))
    return [required('spec.selector'), unmatched(labels)];
  const matches = parseLabelSelector(labelSelectorText(selector));
  const metadata = { name: '', labels: asObject(labels) as never };
  return matches({ apiVersion: '', kind: '', metadata })
    ? []
    : [unmatched(labels)];
};

const template = containersOf('spec', 'template', 'spec');
const workload: Check = object => [
  ...selectorMatches(object),
  ...template(object),
];

const quantityPattern =
  /^[+-]?(\d+|\d+\.\d*|\.\d+)([eE][+-]?\d+|[KMGTPE]i|[numkMGTPE])?$/;

const claim: Check = object => {
  const storage = valueAt(object, 'spec', 'resources', 'requests', 'storage');
  const modes = asArray(valueAt(object, 'spec', 'accessModes'));
  const causes: StatusCause[] =
    modes.length > 0
      ? []
      : [
          {
            ...required('spec.accessModes'),
            message: 'Required value: at least 1 access mode is required',
          },
        ];
  if (storage === undefined) causes.push(required('spec.resources[storage]'));
  else if (!quantityPattern.test(String(storage)))
    causes.push({
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${exactJson(
        storage,
      )}: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
      field: 'spec.resources.requests.storage',
    });
  return causes;
};

const definition: Check = object => {
  const plural = asString(valueAt(object, 'spec', 'names', 'plural')) ?? '';
  const group = asString(valueAt(object, 'spec', 'group')) ?? '';
  const expected = `${plural}.${group}`;
  const causes = needs(
    'spec.group',
    'spec.scope',
    'spec.names.plural',
    'spec.names.kind',
  )(object);
  const versions = asArray(valueAt(object, 'spec', 'versions')).map(asObject);
  if (versions.filter(({ storage }) => storage === true).length !== 1)
    causes.push({
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${exactJson(
        versions,
      )}: must have exactly one version marked as storage version`,
      field: 'spec.versions',
    });
  // The name of an existing definition cannot change, and the plural's own rule speaks then.
  const isNew = asArray(valueAt(object, 'status', 'conditions')).length === 0;
  if (isNew && object.metadata.name !== expected)
    causes.push({
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${exactJson(
        object.metadata.name,
      )}: must be spec.names.plural+"."+spec.group`,
      field: 'metadata.name',
    });
  return causes;
};

const CHECKS: Readonly<Record<string, Check>> = {
  Pod: containersOf('spec'),
  Deployment: workload,
  StatefulSet: workload,
  DaemonSet: workload,
  ReplicaSet: workload,
  Job: template,
  CronJob: object => [
    ...needs('spec.schedule')(object),
    ...containersOf('spec', 'jobTemplate', 'spec', 'template', 'spec')(object),
  ],
  Service: object =>
    valueAt(object, 'spec', 'type') === 'ExternalName' ||
    valueAt(object, 'spec', 'clusterIP') === 'None'
      ? []
      : needs('spec.ports')(object),
  PersistentVolumeClaim: claim,
  StorageClass: needs('provisioner'),
  RoleBinding: needs('roleRef.name', 'roleRef.kind'),
  ClusterRoleBinding: needs('roleRef.name', 'roleRef.kind'),
  CustomResourceDefinition: definition,
};

/**
 * Throws the 422 with every cause, those of the caller last; custom resources are checked against their
 * CRD's schema.
 */
export const validate = (
  resource: Resource,
  object: KubernetesObject,
  more: readonly StatusCause[] = [],
): void => {
  const causes = metadataCauses(resource, object.metadata);
  if (resource.custom) {
    if (isObject(resource.custom.openApi))
      causes.push(...validateCustom(resource.custom.openApi, object));
  } else {
    causes.push(...(CHECKS[resource.kind]?.(object) ?? []));
  }
  causes.push(...more);
  if (causes.length > 0) throw invalid(resource, object.metadata.name, causes);
};
