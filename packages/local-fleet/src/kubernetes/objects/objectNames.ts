import type { ObjectMeta } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { Resource } from '../resources';
import type { StatusCause } from '../status';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
const LABEL_KEY =
  /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const PATH_NAMES = new Set([
  'roles',
  'rolebindings',
  'clusterroles',
  'clusterrolebindings',
]);
const LABEL_NAMES = new Set(['namespaces', 'services']);

const LABEL_TEXT = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`;
const SUBDOMAIN_TEXT = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`;

const LABEL_KEY_TEXT = `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`;
const LABEL_VALUE_TEXT = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`;

const invalidName = (name: string, why: string): StatusCause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${JSON.stringify(name)}: ${why}`,
  field: 'metadata.name',
});

const nameCauses = (resource: Resource, name: string): StatusCause[] => {
  if (PATH_NAMES.has(resource.plural))
    return /[/%]/.test(name) || name === '.' || name === '..'
      ? [invalidName(name, "may not contain '/' or '%'")]
      : [];
  if (LABEL_NAMES.has(resource.plural)) {
    if (name.length > 63)
      return [invalidName(name, 'must be no more than 63 characters')];
    return LABEL.test(name) ? [] : [invalidName(name, LABEL_TEXT)];
  }
  if (name.length > 253)
    return [invalidName(name, 'must be no more than 253 characters')];
  return SUBDOMAIN.test(name) ? [] : [invalidName(name, SUBDOMAIN_TEXT)];
};

const labelCauses = (labels: Readonly<Record<string, unknown>>) =>
  Object.entries(labels).flatMap(([key, value]): StatusCause[] => {
    const isValid =
      LABEL_KEY.test(key) &&
      typeof value === 'string' &&
      value.length <= 63 &&
      LABEL_VALUE.test(value);
    if (isValid) return [];
    const [wrong, why] = LABEL_KEY.test(key)
      ? [value, LABEL_VALUE_TEXT]
      : [key, LABEL_KEY_TEXT];
    return [
      {
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${JSON.stringify(wrong)}: ${why}`,
        field: 'metadata.labels',
      },
    ];
  });

const MAX_ANNOTATIONS = 262_144;

const annotationCauses = (
  annotations: Readonly<Record<string, unknown>>,
): StatusCause[] => {
  const size = Object.entries(annotations).reduce(
    (sum, [key, value]) =>
      sum + Buffer.byteLength(key) + Buffer.byteLength(String(value)),
    0,
  );
  return size > MAX_ANNOTATIONS
    ? [
        {
          reason: 'FieldValueTooLong',
          message: `Too long: may not be more than ${MAX_ANNOTATIONS} bytes`,
          field: 'metadata.annotations',
        },
      ]
    : [];
};

/** What is wrong with an object's name, labels and annotations. */
export const metadataCauses = (
  resource: Resource,
  metadata: ObjectMeta,
): StatusCause[] => [
  ...(metadata.name
    ? nameCauses(resource, metadata.name)
    : [
        {
          reason: 'FieldValueRequired',
          message: 'Required value: name or generateName is required',
          field: 'metadata.name',
        },
      ]),
  ...labelCauses(metadata.labels ?? {}),
  ...annotationCauses(metadata.annotations ?? {}),
];

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** `generateName` with five characters, as the API server adds. */
export const generatedName = (prefix: string, random: () => number): string =>
  prefix.slice(0, 58) +
  Array.from({ length: 5 }, () =>
    ALPHABET.charAt(Math.floor(random() * ALPHABET.length)),
  ).join('');
