import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { asArray, isObject } from '../json';
import type { JsonObject } from '../json';
import type { Page } from '../listing';
import type { Presentation } from '../form';
import type { PrinterColumn, Resource } from '../resources';
import type { Column } from './columns';
import { AGE, COLUMNS, NAME, WITHOUT_AGE } from './columns';
import { age } from './age';
import { exactJson } from '../exactJson';

const STEP =
  /\.([A-Za-z0-9_$-]+)|\['((?:[^'\\]|\\.)*)'\]|\[(\d+|\*)\]|\[\?\(@\.(\w+)\s*==\s*["']([^"']*)["']\)\]/gy;

const step = (value: unknown, match: RegExpMatchArray): unknown => {
  const [, name, quoted, index, filterKey, filterValue] = match;
  const key = name ?? quoted?.replace(/\\(.)/g, '$1');
  if (key !== undefined) return isObject(value) ? value[key] : undefined;
  if (filterKey)
    return asArray(value).find(
      item => isObject(item) && String(item[filterKey]) === filterValue,
    );
  return asArray(value)[index === '*' ? 0 : Number(index)];
};

/** The JSON paths that CRDs use for columns: fields, indexes and one equality filter. */
export const jsonPathValue = (object: unknown, path: string): unknown =>
  [...path.replace(/\\\./g, '\u0000').matchAll(STEP)].reduce<unknown>(
    (value, match) => step(value, match),
    object,
  );

const customColumn = (declared: PrinterColumn): Column => ({
  name: declared.name,
  type: declared.type as Column['type'],
  format: declared.format,
  priority: declared.priority,
  cell: (object, now) => {
    const value = jsonPathValue(object, declared.jsonPath);
    if (declared.type === 'date')
      return value === undefined ? '' : age(value, now);
    return isObject(value) || Array.isArray(value)
      ? exactJson(value)
      : value ?? '';
  },
});

const columnsOf = (resource: Resource): readonly Column[] => {
  if (resource.custom) {
    const declared = resource.custom.columns;
    return declared.length > 0
      ? [NAME, ...declared.map(customColumn)]
      : [NAME, AGE];
  }
  const own = COLUMNS[resource.kind] ?? [];
  return WITHOUT_AGE.has(resource.kind) ? [NAME, ...own] : [NAME, ...own, AGE];
};

const rowObject = (object: KubernetesObject, include: string): unknown => {
  if (include === 'None') return undefined;
  if (include === 'Object') return object;
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: object.metadata,
  };
};

/** A `meta.k8s.io/v1` Table, which `kubectl get` prints. */
export const table = (
  { resource, includeObject, now }: Presentation,
  page: Page,
): JsonObject => {
  const columns = columnsOf(resource);
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: page.metadata,
    columnDefinitions: columns.map(column => ({
      name: column.name,
      type: column.type ?? 'string',
      format: column.format ?? '',
      description: '',
      priority: column.priority ?? 0,
    })),
    rows: page.items.map(item => ({
      cells: columns.map(column => column.cell(item, now)),
      object: rowObject(item, includeObject),
    })),
  };
};
