import { readJson } from './goJson';
import { ApiError, invalidInput, invalidInputBecause } from './errors';
import type { Column, Predicate } from './filter';
import type { Listing } from './listable';

/** The page token, base64 of this JSON, field for field as the real server writes it. */
export interface PageToken {
  readonly SortByFieldName: string;
  readonly SortBySQLColumn: string;
  readonly SortByFieldValue?: Column;
  readonly SortByFieldPrefix: string;
  readonly KeyFieldName: string;
  readonly KeyFieldValue?: string;
  readonly KeyFieldPrefix: string;
  readonly IsDesc: boolean;
  readonly ModelName: string;
  readonly Filter: TokenFilter | null;
}

const GROUPS = {
  EQ: 'EQUALS',
  NEQ: 'NOT_EQUALS',
  GT: 'GREATER_THAN',
  GTE: 'GREATER_THAN_EQUALS',
  LT: 'LESS_THAN',
  LTE: 'LESS_THAN_EQUALS',
  IN: 'IN',
  SUBSTRING: 'IS_SUBSTRING',
} as const;

type Group = keyof typeof GROUPS;
/** Values by operation and database column, as in the token's JSON. */
export type TokenFilter = Readonly<
  Record<Group, Readonly<Record<string, readonly Predicate['value'][]>>>
>;

const groups = Object.keys(GROUPS) as Group[];

/** Predicates grouped by operation and database column. @throws ApiError 3 for a field that can not be filtered. */
export const tokenFilter = <Row>(
  listing: Listing<Row>,
  predicates: readonly Predicate[],
): TokenFilter | null => {
  if (predicates.length === 0) return null;
  const keyed = predicates.map(({ operation, key, value }) => {
    const column = Object.hasOwn(listing.fields, key) && listing.fields[key];
    if (!column) {
      throw invalidInput(
        `no support for filtering on unrecognized field ${JSON.stringify(key)}`,
      );
    }
    return { operation, column: `${listing.prefix}${column}`, value };
  });
  return Object.fromEntries(
    groups.map(group => {
      const columns: Record<string, Predicate['value'][]> = {};
      keyed
        .filter(({ operation }) => operation === GROUPS[group])
        .forEach(({ column, value }) => (columns[column] ??= []).push(value));
      return [group, columns];
    }),
  ) as unknown as TokenFilter;
};

const badToken = (cause: string): ApiError =>
  invalidInputBecause('Invalid page token', cause);

const badBase64 = (text: string): ApiError => {
  const at = text.search(/[^A-Za-z0-9+/]/);
  const place = at < 0 ? Math.floor(text.length / 4) * 4 : at;
  return badToken(`illegal base64 data at input byte ${place}`);
};

const parsedToken = (json: string): unknown => {
  try {
    readJson(json);
    return JSON.parse(json);
  } catch (error) {
    const reason = error instanceof ApiError ? error.message : 'unexpected EOF';
    throw badToken(
      reason === 'unexpected EOF' ? 'unexpected end of JSON input' : reason,
    );
  }
};

/** @throws ApiError 3 for a token that is not base64 of a JSON object. */
export const decodeToken = (text: string): PageToken => {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) {
    throw badBase64(text);
  }
  const token = parsedToken(Buffer.from(text, 'base64').toString('utf8'));
  if (Array.isArray(token) || (typeof token !== 'object' && token !== null)) {
    const kind = Array.isArray(token) ? 'array' : typeof token;
    throw badToken(
      `json: cannot unmarshal ${kind} into Go value of type list.token`,
    );
  }
  return {
    SortByFieldName: '',
    SortBySQLColumn: '',
    SortByFieldPrefix: '',
    KeyFieldName: '',
    KeyFieldPrefix: '',
    IsDesc: false,
    ModelName: '',
    Filter: null,
    ...token,
  };
};

/** The token of the page that starts at a row. */
export const encodeToken = (token: Required<PageToken>): string =>
  Buffer.from(
    JSON.stringify({
      SortByFieldName: token.SortByFieldName,
      SortBySQLColumn: token.SortBySQLColumn,
      SortByFieldValue: token.SortByFieldValue,
      SortByFieldPrefix: token.SortByFieldPrefix,
      KeyFieldName: token.KeyFieldName || 'UUID',
      KeyFieldValue: token.KeyFieldValue,
      KeyFieldPrefix: token.KeyFieldPrefix,
      IsDesc: token.IsDesc,
      ModelName: token.ModelName,
      Filter: token.Filter,
    }),
  ).toString('base64');

/** The predicates behind a token, keyed by database column. */
export const predicatesOf = (
  filter: TokenFilter | null,
): readonly Predicate[] =>
  groups.flatMap(group =>
    Object.entries(filter?.[group] ?? {}).flatMap(([key, values]) =>
      values.map(value => ({ operation: GROUPS[group], key, value })),
    ),
  );
