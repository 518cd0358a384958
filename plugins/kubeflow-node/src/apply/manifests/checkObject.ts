import type { ManifestObject } from '../manifest';
import { isBase64 } from '../diff/secretValues';
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

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** What kubectl refuses as a segment of an address, and what would break the lines of a report. */
const segmentProblems = (value: unknown, field: string): string[] => {
  if (typeof value !== 'string' || !value) return requiredText(value, field);
  const is = `${field} is ${JSON.stringify(value.slice(0, 80))}`;
  if (value === '.' || value === '..')
    return [`${is}, which leads elsewhere in an address: choose another`];
  if (CONTROL.test(value))
    return [`${is}, which has control characters: leave them out`];
  const [wrong] = /[/%]/.exec(value) ?? [];
  return wrong ? [`${is}, which must not contain ${wrong}: remove it`] : [];
};

/** `v1` or `apps/v1`; kubectl refuses what has more parts. */
const typeProblems = (value: unknown, field: string): string[] => {
  const problems = requiredText(value, field);
  if (typeof value !== 'string' || problems.length > 0) return problems;
  const slashes = field === 'apiVersion' ? 1 : 0;
  return CONTROL.test(value) || value.split('/').length - 1 > slashes
    ? [
        `${field} is ${JSON.stringify(
          value.slice(0, 80),
        )}, which no API has: correct it`,
      ]
    : [];
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
    : segmentProblems(name, 'metadata.name');

/** What `kubectl get -o yaml` shows of one object of one cluster: every other server refuses it. */
const OF_ONE_OBJECT = ['uid', 'resourceVersion', 'managedFields'];

const exportProblems = (metadata: Data): string[] =>
  OF_ONE_OBJECT.filter(
    field => metadata[field] !== undefined && metadata[field] !== null,
  ).map(
    field =>
      `metadata.${field} belongs to one object of one cluster: remove it`,
  );

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
      : segmentProblems(namespace, 'metadata.namespace')),
    ...exportProblems(metadata),
    ...textMapProblems(metadata.labels, 'metadata.labels'),
    ...textMapProblems(metadata.annotations, 'metadata.annotations'),
    ...annotationProblems(metadata.annotations),
  ];
};

/** The API server quotes what it refuses, so a wrong value of a Secret is refused here, and not shown. */
const secretProblems = ({ apiVersion, kind, ...secret }: Data): string[] => {
  if (apiVersion !== 'v1' || kind !== 'Secret') return [];
  const wrong = (
    field: 'data' | 'stringData',
    isRight: (v: unknown) => boolean,
  ) =>
    Object.entries(isData(secret[field]) ? secret[field] : {})
      .filter(([, value]) => value !== null && !isRight(value))
      .map(([key]) => `${field}['${key}']`);
  return [
    ...wrong('data', isBase64).map(
      place => `${place} is not base64: encode it, or move it to stringData`,
    ),
    ...wrong('stringData', value => typeof value === 'string').map(
      place => `${place} is not a text: quote it`,
    ),
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
    ...typeProblems(value.apiVersion, 'apiVersion'),
    ...typeProblems(value.kind, 'kind'),
    ...metadataProblems(value.metadata),
    ...secretProblems(value),
    ...(Object.hasOwn(value, 'items')
      ? [`items is ${shown(value.items)}, not a list`]
      : []),
  ];
}

/** For a value without {@link objectProblems}. */
export const asObject = (value: unknown): ManifestObject =>
  value as ManifestObject;
