import type { ManifestObject } from '../manifest';
import { manifestLimits } from './limits';

type Data = Readonly<Record<string, unknown>>;

const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: unknown) => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return `the ${typeof value === 'bigint' ? 'number' : typeof value} ${value}`;
};

const requiredText = (value: unknown, field: string): string[] => {
  if (typeof value === 'string')
    return value ? [] : [`${field} is empty: fill it in`];
  if (value === undefined) return [`${field} is missing: add it`];
  return [`${field} is ${shown(value)}, not a text: quote it`];
};

const annotationProblems = (annotations: unknown): string[] => {
  if (!isData(annotations)) return [];
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations))
    bytes += Buffer.byteLength(key) + Buffer.byteLength(String(value));
  return bytes > manifestLimits.annotationBytes
    ? [
        `metadata.annotations have ${bytes} bytes, more than the ${manifestLimits.annotationBytes} that the API server takes: move the data to a ConfigMap`,
      ]
    : [];
};

/** The API server takes texts only, and says so without a line. */
const textMapProblems = (value: unknown, field: string): string[] => {
  if (value === undefined || value === null) return [];
  if (!isData(value)) return [`${field} is ${shown(value)}, not a mapping`];
  return Object.entries(value)
    .filter(([, text]) => text !== null && typeof text !== 'string')
    .map(
      ([key, text]) =>
        `${field}['${key}'] is ${shown(text)}, not a text: quote it`,
    );
};

const nameProblems = ({ name, generateName }: Data): string[] =>
  generateName !== undefined && name === undefined
    ? [
        `metadata.generateName would make a new object at every deployment, and none could be found again: write metadata.name`,
      ]
    : requiredText(name, 'metadata.name');

const metadataProblems = (metadata: unknown): string[] => {
  if (metadata === undefined) return ['metadata.name is missing: add it'];
  if (!isData(metadata))
    return [
      `metadata is ${shown(metadata)}, not a mapping: write metadata.name`,
    ];
  const { namespace } = metadata;
  return [
    ...nameProblems(metadata),
    ...(namespace === undefined || namespace === null
      ? []
      : requiredText(namespace, 'metadata.namespace')),
    ...textMapProblems(metadata.labels, 'metadata.labels'),
    ...textMapProblems(metadata.annotations, 'metadata.annotations'),
    ...annotationProblems(metadata.annotations),
  ];
};

/** What keeps a value from being an object that can be applied; empty when nothing does. */
export function objectProblems(value: unknown): string[] {
  if (!isData(value))
    return [
      `a document must be one Kubernetes object (a mapping), this is ${shown(
        value,
      )}`,
    ];
  return [
    ...requiredText(value.apiVersion, 'apiVersion'),
    ...requiredText(value.kind, 'kind'),
    ...metadataProblems(value.metadata),
    ...(Object.hasOwn(value, 'items')
      ? [`items is ${shown(value.items)}, not a list`]
      : []),
  ];
}

/** For a value without {@link objectProblems}. */
export const asObject = (value: unknown): ManifestObject =>
  value as ManifestObject;
