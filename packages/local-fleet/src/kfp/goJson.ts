import { gatewayError, type ApiError } from './errors';

/** A JSON value with the place where it stands: `offset` counts UTF-16 units from 0. */
export type JsonNode = { readonly offset: number } & (
  | {
      readonly kind: 'object';
      readonly entries: readonly {
        readonly key: string;
        readonly keyOffset: number;
        readonly value: JsonNode;
      }[];
    }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly raw: string }
  | { readonly kind: 'literal'; readonly value: boolean | null }
);

const MAX_DEPTH = 2_000;
const WHITESPACE = new Set([' ', '\t', '\n', '\r']);
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERALS = ['true', 'false', 'null'] as const;

/** A character as Go's `quoteChar` shows it. */
const quoted = (character: string): string => {
  if (character === "'") return `'\\''`;
  if (character === '"') return `'"'`;
  return `'${JSON.stringify(character).slice(1, -1)}'`;
};

/**
 * Reads the first JSON value of a request body, and says what is wrong in the words of Go's encoding/json,
 * which KFP's gateway passes on. Anything behind the value is ignored, as the gateway does.
 */
class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  value(depth = 0): JsonNode {
    if (depth > MAX_DEPTH) throw gatewayError(3, 'exceeded max depth');
    this.skip();
    const offset = this.at;
    const character = this.peek();
    if (character === '{') return this.object(offset, depth);
    if (character === '[') return this.array(offset, depth);
    if (character === '"') {
      return { kind: 'string', offset, value: this.string() };
    }
    const literal = LITERALS.find(word => word[0] === character);
    if (literal) return this.literal(offset, literal);
    NUMBER.lastIndex = this.at;
    const number = NUMBER.exec(this.text)?.[0];
    if (number === undefined) {
      if (character === '-') this.at += 1;
      throw character === '-'
        ? this.unexpected('in numeric literal')
        : this.unexpected('looking for beginning of value');
    }
    this.at += number.length;
    return { kind: 'number', offset, raw: number };
  }

  private object(offset: number, depth: number): JsonNode {
    const entries: {
      key: string;
      keyOffset: number;
      value: JsonNode;
    }[] = [];
    this.at += 1;
    this.skip();
    if (this.take('}')) return { kind: 'object', offset, entries };
    for (;;) {
      this.skip();
      const keyOffset = this.at;
      if (this.peek() !== '"') {
        throw this.unexpected('looking for beginning of object key string');
      }
      const key = this.string();
      this.skip();
      if (!this.take(':')) throw this.unexpected('after object key');
      entries.push({ key, keyOffset, value: this.value(depth + 1) });
      this.skip();
      if (this.take('}')) return { kind: 'object', offset, entries };
      if (!this.take(',')) throw this.unexpected('after object key:value pair');
    }
  }

  private array(offset: number, depth: number): JsonNode {
    const items: JsonNode[] = [];
    this.at += 1;
    this.skip();
    if (this.take(']')) return { kind: 'array', offset, items };
    for (;;) {
      items.push(this.value(depth + 1));
      this.skip();
      if (this.take(']')) return { kind: 'array', offset, items };
      if (!this.take(',')) throw this.unexpected('after array element');
    }
  }

  private literal(offset: number, word: (typeof LITERALS)[number]): JsonNode {
    for (const expected of word) {
      if (this.peek() !== expected) {
        throw this.unexpected(
          `in literal ${word} (expecting ${quoted(expected)})`,
        );
      }
      this.at += 1;
    }
    return {
      kind: 'literal',
      offset,
      value: word === 'null' ? null : word === 'true',
    };
  }

  private string(): string {
    const start = this.at;
    this.at += 1;
    while (this.peek() !== '"') {
      const character = this.peek();
      if (character === '' || character < ' ') {
        throw this.unexpected('in string literal');
      }
      this.at += character === '\\' ? 2 : 1;
    }
    this.at += 1;
    try {
      return JSON.parse(this.text.slice(start, this.at)) as string;
    } catch {
      throw gatewayError(3, "invalid character '\\\\' in string escape code");
    }
  }

  private peek(): string {
    return this.text.charAt(this.at);
  }

  private take(character: string): boolean {
    const found = this.peek() === character;
    if (found) this.at += 1;
    return found;
  }

  private skip(): void {
    while (WHITESPACE.has(this.peek())) this.at += 1;
  }

  private unexpected(where: string): ApiError {
    const character = this.peek();
    return gatewayError(
      3,
      character === ''
        ? 'unexpected EOF'
        : `invalid character ${quoted(character)} ${where}`,
    );
  }
}

/** Undefined for an empty body, which the gateway takes for an empty message. */
export const readJson = (text: string): JsonNode | undefined =>
  text.trim() === '' ? undefined : new Reader(text).value();

/** The plain value of a node; object keys stay own properties, whatever their name. */
export const plainOf = (node: JsonNode): unknown => {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(
        node.entries.map(({ key, value }) => [key, plainOf(value)]),
      );
    case 'array':
      return node.items.map(plainOf);
    case 'number':
      return Number(node.raw);
    default:
      return node.value;
  }
};

/** `line L:C` of an offset, both from 1, counted in characters as protobuf does. */
export const placeOf = (text: string, offset: number): string => {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = [...before.slice(before.lastIndexOf('\n') + 1)].length + 1;
  return `line ${line}:${column}`;
};
