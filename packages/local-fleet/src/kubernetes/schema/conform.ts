import type { JsonObject } from '../json';
import { isObject } from '../json';
import type {
  ListNode,
  ObjectNode,
  ScalarNode,
  ScalarType,
  SchemaNode,
} from './schemaNode';

/** A value as the schema keeps it, and what of it did not fit. */
export interface Conformed {
  /** Without unknown fields and without nulls. */
  readonly value: unknown;
  /** Paths such as `spec.template.spec.containers[0].imag`. */
  readonly unknown: readonly string[];
  /** Values of a wrong type. */
  readonly mismatches: readonly TypeMismatch[];
}

export interface TypeMismatch {
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
  readonly value: unknown;
}

interface Findings {
  readonly unknown: string[];
  readonly mismatches: TypeMismatch[];
}

/** The JSON type in the words of Go's decoder. */
export const typeName = (value: unknown) => {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'number';
  return value === null ? 'null' : typeof value;
};

const isNumber = (value: unknown) =>
  typeof value === 'number' || typeof value === 'bigint';

/** RFC 3339; Go's MicroTime wants its six digits. */
const TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
const MICRO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(Z|[+-]\d\d:\d\d)$/;

const ACCEPTS: Readonly<Record<ScalarType, (value: unknown) => boolean>> = {
  string: value => typeof value === 'string',
  time: value => typeof value === 'string' && TIME.test(value),
  microTime: value => typeof value === 'string' && MICRO_TIME.test(value),
  integer: value => typeof value === 'bigint' || Number.isInteger(value),
  number: isNumber,
  boolean: value => typeof value === 'boolean',
  intOrString: value => typeof value === 'string' || isNumber(value),
  quantity: value => typeof value === 'string' || isNumber(value),
};

/** How a finding's path spells the step to a list's element. */
export type ListStep = (node: ListNode, item: unknown, index: number) => string;

const byIndex: ListStep = (_node, _item, index) => `[${index}]`;

/** An empty list, or an empty map without declared fields: Go leaves these out when it writes JSON. */
const isEmptyContainer = (node: SchemaNode, value: unknown) =>
  node.kind === 'list'
    ? Array.isArray(value) && value.length === 0
    : node.kind === 'object' &&
      node.fields.size === 0 &&
      isObject(value) &&
      Object.keys(value).length === 0;

class Conformer {
  readonly findings: Findings = { unknown: [], mismatches: [] };

  constructor(
    private readonly listStep: ListStep,
    private readonly nulls: 'dropped' | 'kept',
  ) {}

  visit(node: SchemaNode, value: unknown, path: string): unknown {
    if (value === null && this.nulls === 'kept') return null;
    if (node.kind === 'any') return value;
    if (node.kind === 'object') return this.object(node, value, path);
    if (node.kind === 'list') return this.list(node, value, path);
    return this.scalar(node, value, path);
  }

  private object(node: ObjectNode, value: unknown, path: string): unknown {
    if (!isObject(value)) return this.mismatch(path, 'map', value);
    const kept: JsonObject = {};
    for (const key of Object.keys(value)) {
      const child = value[key];
      const below = path ? `${path}.${key}` : key;
      const known = node.fields.get(key) ?? node.element;
      if (!known || key === '__proto__') this.findings.unknown.push(below);
      else if (child === null) {
        if (known.kind === 'any' || this.nulls === 'kept') kept[key] = null;
      } else kept[key] = this.visit(known, child, below);
    }
    return kept;
  }

  private list(node: ListNode, value: unknown, path: string): unknown {
    if (!Array.isArray(value)) return this.mismatch(path, 'list', value);
    return value.map((item, index) =>
      this.visit(
        node.element,
        item,
        `${path}${this.listStep(node, item, index)}`,
      ),
    );
  }

  private scalar(node: ScalarNode, value: unknown, path: string): unknown {
    return ACCEPTS[node.type](value)
      ? value
      : this.mismatch(path, node.type, value);
  }

  private mismatch(path: string, expected: string, value: unknown): unknown {
    this.findings.mismatches.push({
      path,
      expected,
      actual: typeName(value),
      value,
    });
    return value;
  }
}

/** Fits a client's object to the schema, as decoding into Go's structs (or pruning a custom resource) does. */
export const conform = (
  node: SchemaNode,
  value: unknown,
  {
    listStep = byIndex,
    nulls = 'dropped',
  }: {
    readonly listStep?: ListStep;
    /** An applied configuration owns what it sets to null. */
    readonly nulls?: 'dropped' | 'kept';
  } = {},
): Conformed => {
  const conformer = new Conformer(listStep, nulls);
  const kept = conformer.visit(node, value, '');
  return { value: kept, ...conformer.findings };
};

/** A map's null is an empty text to Go, every other null is nothing. */
export const withoutNulls = (node: SchemaNode, value: unknown): unknown => {
  if (node.kind === 'list' && Array.isArray(value))
    return value.map(item => withoutNulls(node.element, item));
  if (node.kind !== 'object' || !isObject(value)) return value;
  const kept: JsonObject = {};
  for (const key of Object.keys(value)) {
    const field = node.fields.get(key) ?? node.element;
    if (value[key] !== null && field)
      kept[key] = withoutNulls(field, value[key]);
    else if (!node.fields.has(key) && field?.kind === 'scalar') kept[key] = '';
  }
  return kept;
};

/** Without empty lists and maps, as Go's `omitempty` writes a built-in kind; structs stay. */
export const omitEmpty = (node: SchemaNode, value: unknown): unknown => {
  if (Array.isArray(value) && node.kind === 'list')
    return value.map(item => omitEmpty(node.element, item));
  if (!isObject(value) || node.kind !== 'object') return value;
  const kept: JsonObject = {};
  for (const key of Object.keys(value)) {
    const known = node.fields.get(key) ?? node.element;
    if (!known) continue;
    if (!isEmptyContainer(known, value[key]))
      kept[key] = omitEmpty(known, value[key]);
  }
  return kept;
};
