import { ApiError, invalidInput } from './errors';
import { readJson } from './goJson';
import { filterMessage } from './messages';
import { ProtoDecoder, type Message } from './protoJson';
import { queryUnescape } from './goUrl';

/** Value of a database column, as filters and sorting see it. */
export type Column = string | number;

/** One condition of a filter; the value is a list for `IN` only. */
export interface Predicate {
  readonly operation: string;
  readonly key: string;
  readonly value: Column | readonly Column[];
}

const VALUE_FIELDS = [
  'int_value',
  'long_value',
  'string_value',
  'timestamp_value',
] as const;
const LIST_FIELDS = ['int_values', 'long_values', 'string_values'] as const;

/** Go's name of the type behind each value field, which error messages show. */
const GO_TYPES: Readonly<Record<string, string>> = {
  int_value: 'int32',
  long_value: 'int64',
  string_value: 'string',
  timestamp_value: 'int64',
  int_values: '[]int32',
  long_values: '[]int64',
  string_values: '[]string',
};

const decode = (text: string): readonly Message[] => {
  const node = readJson(text);
  if (!node) return [];
  const filter = new ProtoDecoder(text).message(node, filterMessage);
  return (filter.predicates as Message[] | undefined) ?? [];
};

const listOf = (value: unknown): readonly Column[] =>
  (value as { values?: readonly Column[] } | undefined)?.values ?? [];

const checkOperation = (operation: string, field: string): void => {
  const isList = field.endsWith('_values');
  const type = GO_TYPES[field] ?? '';
  if (operation === 'IN' && !isList) {
    throw invalidInput(`cannot use IN operator with scalar type ${type}`);
  }
  if (operation === 'IS_SUBSTRING' && field !== 'string_value') {
    throw invalidInput(
      `cannot use non string value type ${operation} with operator ${type}`,
    );
  }
  if (operation !== 'IN' && isList) {
    throw invalidInput(
      `cannot use scalar operator ${operation} on array type ${type}`,
    );
  }
};

const predicateOf = (message: Message): Predicate => {
  const operation = String(message.operation ?? 'OPERATION_UNSPECIFIED');
  const field = [...VALUE_FIELDS, ...LIST_FIELDS].find(name => name in message);
  if (operation === 'OPERATION_UNSPECIFIED') {
    throw new ApiError(
      3,
      'UnknownApiVersionError: Error using Filter.Predicate.Operation with go_client.Predicate_Operation',
      'Error using Filter.Predicate.Operation with go_client.Predicate_Operation',
    );
  }
  if (!field) {
    throw new ApiError(
      3,
      'UnknownApiVersionError: Error using Filter.Predicate.Value with <nil>',
      'Error using Filter.Predicate.Value with <nil>',
    );
  }
  const value = field.endsWith('_values')
    ? listOf(message[field])
    : (message[field] as Column);
  const key = String(message.key ?? '');
  if (key === '') {
    throw invalidInput(
      `Predicate key cannot be empty for operation ${operation} and value ${value}`,
    );
  }
  checkOperation(operation, field);
  return { operation, key, value };
};

const unescape = (encoded: string, failure: (reason: string) => ApiError) => {
  try {
    return queryUnescape(encoded);
  } catch (error) {
    throw failure((error as Error).message);
  }
};

/**
 * Reads the `filter` of a list call. The HTTP layer has decoded the query once; the server decodes the value a
 * second time, so that a `+` or `%` which was encoded once only is misread.
 */
export const parseFilter = (encoded: string): readonly Predicate[] => {
  if (encoded === '') return [];
  const failed = (reason: string) =>
    invalidInput(
      `failed to parse valid filter from ${JSON.stringify(encoded)}: ${reason}`,
    );
  const decoded = unescape(encoded, failed);
  let messages: readonly Message[];
  try {
    messages = decode(decoded);
  } catch (error) {
    throw error instanceof ApiError ? failed(error.message) : error;
  }
  return messages.map(predicateOf);
};

/** A filter of pipelines or versions, taken apart. */
export interface TagFilter {
  /** The rest of the filter, encoded again as the server does. */
  readonly filter: string;
  readonly tags: Readonly<Record<string, string>>;
}

const tagOf = (message: Message): [string, string] => {
  const key = String(message.key);
  const operation = String(message.operation ?? 'OPERATION_UNSPECIFIED');
  if (operation !== 'EQUALS') {
    throw invalidInput(
      `only EQUALS operation is supported for tag filtering, got ${operation} for key ${JSON.stringify(
        key,
      )}`,
    );
  }
  if (typeof message.string_value !== 'string') {
    throw invalidInput(
      `tag filter value must be a string for key ${JSON.stringify(key)}`,
    );
  }
  return [key.slice('tags.'.length), message.string_value];
};

/** Takes the `tags.<key>` predicates out of the filter of pipelines and versions. */
export const extractTags = (encoded: string): TagFilter => {
  if (encoded === '') return { filter: '', tags: {} };
  const decoded = unescape(encoded, reason =>
    invalidInput(`failed to decode filter spec: ${reason}`),
  );
  let messages: readonly Message[];
  try {
    messages = decode(decoded);
  } catch (error) {
    throw error instanceof ApiError
      ? invalidInput(`failed to parse filter spec: ${error.message}`)
      : error;
  }
  const isTag = (message: Message) => String(message.key).startsWith('tags.');
  const tags = Object.fromEntries(messages.filter(isTag).map(tagOf));
  if (Object.keys(tags).length === 0) return { filter: encoded, tags };
  const rest = messages.filter(message => !isTag(message));
  return {
    filter:
      rest.length === 0
        ? ''
        : encodeURIComponent(JSON.stringify({ predicates: rest })),
    tags,
  };
};

const compare = (left: Column, right: Column): number => {
  if (typeof left === 'number' || typeof right === 'number') {
    return (Number(left) || 0) - (Number(right) || 0);
  }
  const a = left.toLowerCase();
  const b = right.toLowerCase();
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/** Order of two column values under the database's collation: without case. */
export const compareColumns = compare;

const like = (text: string, part: string): boolean => {
  const pattern = part
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/%/g, '.*')
    .replace(/_/g, '.');
  return new RegExp(pattern, 'is').test(text);
};

const TESTS: Readonly<
  Record<string, (column: Column, value: Column) => boolean>
> = {
  EQUALS: (column, value) => compare(column, value) === 0,
  NOT_EQUALS: (column, value) => compare(column, value) !== 0,
  GREATER_THAN: (column, value) => compare(column, value) > 0,
  GREATER_THAN_EQUALS: (column, value) => compare(column, value) >= 0,
  LESS_THAN: (column, value) => compare(column, value) < 0,
  LESS_THAN_EQUALS: (column, value) => compare(column, value) <= 0,
  IS_SUBSTRING: (column, value) => like(String(column), String(value)),
};

/** Whether a row passes; `column` gives the value for an API field name. */
export const passes = (
  predicates: readonly Predicate[],
  column: (field: string) => Column,
): boolean =>
  predicates.every(({ operation, key, value }) => {
    const actual = column(key);
    if (typeof value === 'object') {
      return value.some(item => compare(actual, item) === 0);
    }
    return TESTS[operation]?.(actual, value) ?? false;
  });
