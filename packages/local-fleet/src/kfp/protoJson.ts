import { gatewayError, type ApiError } from './errors';
import { placeOf, plainOf, type JsonNode } from './goJson';

/** Type of a field of a protobuf message, as its JSON mapping sees it. */
export type FieldType =
  | 'string'
  | 'bool'
  | 'int32'
  | 'int64'
  | 'double'
  | 'timestamp'
  | 'struct'
  | 'value'
  | { readonly enum: readonly string[] }
  | { readonly message: () => MessageSchema }
  | { readonly map: FieldType }
  | { readonly repeated: FieldType };

/** A field of a message. */
export interface Field {
  readonly type: FieldType;
  /** Fields that name the same oneof exclude each other. */
  readonly oneof?: string;
}

/** A protobuf message: fields under their proto (snake_case) names. */
export interface MessageSchema {
  /** Full name, for messages about a oneof. */
  readonly name: string;
  readonly fields: Readonly<Record<string, Field>>;
}

/** A decoded message: own keys in snake_case, only what was sent and not null. */
export type Message = Record<string, unknown>;

const camelCase = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_match, letter: string) =>
    letter.toUpperCase(),
  );

/** Decodes the JSON of one message, with protojson's error texts and places. */
export class ProtoDecoder {
  constructor(private readonly text: string) {}

  message(node: JsonNode, schema: MessageSchema): Message {
    if (node.kind !== 'object') throw this.unexpectedToken(node);
    const decoded = new Map<string, unknown>();
    const oneofs = new Set<string>();
    for (const { key, keyOffset, value } of node.entries) {
      const [name, field] = this.fieldOf(schema, key, keyOffset);
      if (decoded.has(name)) {
        throw this.error(keyOffset, `duplicate field ${JSON.stringify(key)}`);
      }
      const isNull = value.kind === 'literal' && value.value === null;
      if (isNull && field.type !== 'value') continue;
      if (field.oneof !== undefined && oneofs.has(field.oneof)) {
        throw this.error(
          keyOffset,
          `error parsing ${JSON.stringify(key)}, oneof ${schema.name}.${
            field.oneof
          } is already set`,
        );
      }
      if (field.oneof !== undefined) oneofs.add(field.oneof);
      decoded.set(name, this.field(value, field.type, name));
    }
    return Object.fromEntries(decoded);
  }

  private fieldOf(
    schema: MessageSchema,
    key: string,
    offset: number,
  ): [string, Field] {
    const entries = Object.entries(schema.fields);
    const found = entries.find(
      ([name]) => name === key || camelCase(name) === key,
    );
    if (!found) {
      throw this.error(offset, `unknown field ${JSON.stringify(key)}`);
    }
    return found;
  }

  private field(node: JsonNode, type: FieldType, name: string): unknown {
    if (typeof type === 'string') return this.scalar(node, type, name);
    if ('enum' in type) return this.enumValue(node, type.enum, name);
    if ('message' in type) return this.message(node, type.message());
    if ('map' in type) {
      if (node.kind !== 'object') throw this.unexpectedToken(node);
      return Object.fromEntries(
        node.entries.map(({ key, value }) => [
          key,
          this.field(value, type.map, 'value'),
        ]),
      );
    }
    if (node.kind !== 'array') throw this.unexpectedToken(node);
    return node.items.map(item => this.field(item, type.repeated, name));
  }

  private scalar(node: JsonNode, type: string, name: string): unknown {
    switch (type) {
      case 'value':
        return plainOf(node);
      case 'struct':
        if (node.kind !== 'object') throw this.unexpectedToken(node);
        return plainOf(node);
      case 'string':
        if (node.kind === 'string') return node.value;
        throw this.invalid(node, 'string', name);
      case 'bool':
        if (node.kind === 'literal' && node.value !== null) return node.value;
        throw this.invalid(node, 'bool', name);
      case 'timestamp':
        return this.time(node);
      default:
        return this.number(node, type, name);
    }
  }

  private number(node: JsonNode, type: string, name: string): unknown {
    const raw =
      node.kind === 'number'
        ? node.raw
        : (node.kind === 'string' && node.value) || '';
    const value = raw.trim() === '' ? Number.NaN : Number(raw);
    const whole = type === 'double' || Number.isInteger(value);
    const inRange = type !== 'int32' || Math.abs(value) <= 0x7fffffff;
    if (Number.isNaN(value) || !whole || !inRange) {
      throw this.invalid(node, type, name);
    }
    return value;
  }

  private time(node: JsonNode): number {
    const valid =
      node.kind === 'string' &&
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(
        node.value,
      );
    const milliseconds = valid ? Date.parse(node.value) : Number.NaN;
    if (Number.isNaN(milliseconds)) {
      throw node.kind === 'string'
        ? this.error(
            node.offset,
            `invalid google.protobuf.Timestamp value ${JSON.stringify(
              node.value,
            )}`,
          )
        : this.unexpectedToken(node);
    }
    return Math.floor(milliseconds / 1000);
  }

  private enumValue(
    node: JsonNode,
    names: readonly string[],
    field: string,
  ): string {
    if (node.kind === 'string' && names.includes(node.value)) return node.value;
    const byNumber =
      node.kind === 'number' ? names[Number(node.raw)] : undefined;
    if (byNumber !== undefined) return byNumber;
    throw this.invalid(node, 'enum', field);
  }

  private source(node: JsonNode): string {
    const rest = this.text.slice(node.offset);
    if (node.kind === 'object') return '{';
    if (node.kind === 'array') return '[';
    if (node.kind === 'number') return node.raw;
    if (node.kind === 'literal') return String(node.value);
    return /^"(?:[^"\\]|\\.)*"/.exec(rest)?.[0] ?? '"';
  }

  private invalid(node: JsonNode, kind: string, field: string): ApiError {
    return this.error(
      node.offset,
      `invalid value for ${kind} field ${camelCase(field)}: ${this.source(
        node,
      )}`,
    );
  }

  private unexpectedToken(node: JsonNode): ApiError {
    return gatewayError(
      3,
      `proto: syntax error (${placeOf(
        this.text,
        node.offset,
      )}): unexpected token ${this.source(node)}`,
    );
  }

  private error(offset: number, message: string): ApiError {
    return gatewayError(
      3,
      `proto: (${placeOf(this.text, offset)}): ${message}`,
    );
  }
}
