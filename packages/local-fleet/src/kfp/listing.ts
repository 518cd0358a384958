import { invalidInput, internal, type ApiError } from './errors';
import { compareColumns, parseFilter, passes, type Column } from './filter';
import type { Listing } from './listable';
import {
  decodeToken,
  encodeToken,
  predicatesOf,
  tokenFilter,
  type PageToken,
} from './pageToken';

/** The query of a list call, absent parts empty or 0. */
export interface ListQuery {
  readonly pageToken: string;
  readonly pageSize: number;
  readonly sortBy: string;
  /** After the first decoding. */
  readonly filter: string;
}

/** A checked query: 1 to 200 rows, and a token that holds sorting, filter and place. */
export interface ListOptions {
  readonly pageSize: number;
  readonly token: PageToken;
}

const checkedPageSize = (size: number): number => {
  if (size < 0) {
    throw invalidInput(`The page size should be greater than 0. Got ${size}`);
  }
  return size === 0 ? 20 : Math.min(size, 200);
};

const sortOf = <Row>(listing: Listing<Row>, sortBy: string) => {
  const [field, direction, ...more] = sortBy
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean);
  if (more.length > 0 || (direction && !/^(asc|desc)$/.test(direction))) {
    throw invalidInput(
      `Received invalid sort by format ${JSON.stringify(
        sortBy,
      )}. Supported format: "field_name", "field_name desc", or "field_name asc"`,
    );
  }
  const isDesc = direction === 'desc';
  if (field === undefined) {
    return { name: 'CreatedAtInSec', column: 'CreatedAtInSec', isDesc };
  }
  const column = Object.hasOwn(listing.fields, field) && listing.fields[field];
  if (column) return { name: column, column, isDesc };
  const metric = /^metric:([a-z][\w-]{0,127})$/.exec(field)?.[1];
  if (listing.metrics && metric) {
    return { name: metric, column: 'sort_metric_value', isDesc };
  }
  throw invalidInput(
    `Invalid sorting field: ${JSON.stringify(field)} on listable type ${
      listing.model
    }`,
  );
};

const firstPage = <Row>(
  listing: Listing<Row>,
  query: ListQuery,
): ListOptions => {
  const predicates = parseFilter(query.filter);
  const pageSize = checkedPageSize(query.pageSize);
  const sort = sortOf(listing, query.sortBy);
  return {
    pageSize,
    token: {
      SortByFieldName: sort.name,
      SortBySQLColumn: sort.column,
      SortByFieldPrefix: listing.prefix,
      KeyFieldName: 'UUID',
      KeyFieldPrefix: listing.prefix,
      IsDesc: sort.isDesc,
      ModelName: listing.prefix.replace(/\.$/, ''),
      Filter: tokenFilter(listing, predicates),
    },
  };
};

const sameQuery = (left: PageToken, right: PageToken): boolean =>
  left.SortByFieldName === right.SortByFieldName &&
  left.SortByFieldPrefix === right.SortByFieldPrefix &&
  left.IsDesc === right.IsDesc &&
  JSON.stringify(left.Filter) === JSON.stringify(right.Filter);

/** Checks the query of a list call. @throws ApiError 3 without the caller's context. */
export const listOptions = <Row>(
  listing: Listing<Row>,
  query: ListQuery,
): ListOptions => {
  if (query.pageToken === '') return firstPage(listing, query);
  const pageSize = checkedPageSize(query.pageSize);
  const token = decodeToken(query.pageToken);
  const restated = query.sortBy !== '' || query.filter !== '';
  if (restated && !sameQuery(token, firstPage(listing, query).token)) {
    throw invalidInput(
      'page token does not match the supplied sort by and/or filtering criteria. Either specify the same criteria or leave the latter empty if page token is specified',
    );
  }
  return { pageSize, token };
};

/** Rows of one page; `totalSize` counts all that pass the filter. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly totalSize: number;
  readonly nextPageToken?: string;
}

/** A column that the table does not have: the database's error, with KFP's text around it. */
const unknownColumn = (what: string, column: string): ApiError =>
  internal(
    `Failed to list ${what}: Error 1054 (42S22): Unknown column '${column}' in 'where clause'`,
    `Error 1054 (42S22): Unknown column '${column}' in 'where clause'`,
  );

const checkColumns = <Row>(
  listing: Listing<Row>,
  token: PageToken,
  what: string,
): void => {
  const known = new Set(
    ['sort_metric_value', '', ...Object.values(listing.fields)].flatMap(
      name => [name, `${listing.prefix}${name}`],
    ),
  );
  const used = [
    `${token.SortByFieldPrefix}${token.SortBySQLColumn}`,
    `${token.KeyFieldPrefix}${token.KeyFieldName}`,
    ...predicatesOf(token.Filter).map(({ key }) => key),
  ];
  const unknown = used.find(name => !known.has(name));
  if (unknown !== undefined) throw unknownColumn(what, unknown);
};

/**
 * One page of `rows`. Rows of equal sort value are ordered by id, as the server does: with its one-second
 * clock "newest first" says nothing within a second.
 */
export const pageOf = <Row extends { readonly id: string }>(
  rows: readonly Row[],
  listing: Listing<Row>,
  { options, what }: { readonly options: ListOptions; readonly what: string },
): Page<Row> => {
  const { token, pageSize } = options;
  checkColumns(listing, token, what);
  const bare = (column: string) => column.slice(column.lastIndexOf('.') + 1);
  const valueOf = (row: Row, column: string) =>
    column === '' ? '' : listing.column(row, bare(column));
  const predicates = predicatesOf(token.Filter);
  const found = rows.filter(row =>
    passes(predicates, column => valueOf(row, column)),
  );
  const sign = token.IsDesc ? -1 : 1;
  const order = (row: Row, value: Column, id: string): number =>
    sign *
    (compareColumns(valueOf(row, token.SortBySQLColumn), value) ||
      compareColumns(row.id, id));
  found.sort((a, b) => order(a, valueOf(b, token.SortBySQLColumn), b.id));
  const { SortByFieldValue: value, KeyFieldValue: id } = token;
  const start =
    value === undefined || id === undefined
      ? 0
      : found.findIndex(row => order(row, value, id) >= 0);
  const page = start < 0 ? [] : found.slice(start, start + pageSize);
  const next = start < 0 ? undefined : found[start + pageSize];
  return {
    rows: page,
    totalSize: found.length,
    ...(next && {
      nextPageToken: encodeToken({
        ...token,
        SortByFieldValue: valueOf(next, token.SortBySQLColumn),
        KeyFieldValue: next.id,
      }),
    }),
  };
};
