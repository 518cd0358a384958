import type { Listing } from './listable';
import { listOptions, pageOf, type Page } from './listing';
import { wrappingSync } from './errors';
import { intOf, textOf, type ApiRequest } from './router';

/** What one list call needs besides its request. */
export interface ListCall<Row> {
  readonly listing: Listing<Row>;
  /** Plural for messages, such as `runs`. */
  readonly what: string;
  /** What the server puts in front of errors of the query itself. */
  readonly optionsContext: string;
  /** What it puts in front of errors of the query's execution, outermost first. */
  readonly contexts: readonly string[];
  readonly rows: () => readonly Row[] | Promise<readonly Row[]>;
  /** Replaces the query's own filter, for the resources with tags. */
  readonly filter?: string;
}

/** What the server says of bad options of the lists with tags; `filter` is what the tags left of it. */
export const invalidListOptions = (
  request: ApiRequest,
  what: string,
  filter: string,
): string =>
  `Failed to list ${what} due invalid list options: pageToken: ${textOf(
    request,
    'page_token',
  )}, pageSize: ${intOf(request, 'page_size')}, sortBy: ${textOf(
    request,
    'sort_by',
  )}, filter: ${filter}`;

/** Answers one list call: options are checked first, then the rows are fetched. @throws ApiError. */
export const listCall = async <Row extends { readonly id: string }>(
  request: ApiRequest,
  call: ListCall<Row>,
): Promise<Page<Row>> => {
  const query = {
    pageToken: textOf(request, 'page_token'),
    pageSize: intOf(request, 'page_size'),
    sortBy: textOf(request, 'sort_by'),
    filter: call.filter ?? textOf(request, 'filter'),
  };
  const options = wrappingSync(call.optionsContext, () =>
    listOptions(call.listing, query),
  );
  const rows = await call.rows();
  return call.contexts.reduceRight<() => Page<Row>>(
    (inner, context) => () => wrappingSync(context, inner),
    () => pageOf(rows, call.listing, { options, what: call.what }),
  )();
};

/** The parts of a page that every list answer shares, absent where protobuf leaves them out. */
export const pageFields = (page: Page<unknown>): Record<string, unknown> => ({
  ...(page.totalSize > 0 && { total_size: page.totalSize }),
  ...(page.nextPageToken && { next_page_token: page.nextPageToken }),
});

/** `{key: items, total_size, next_page_token}` without empty parts: an empty list is `{}`. */
export const listAnswer = <Row>(
  key: string,
  page: Page<Row>,
  render: (row: Row) => object,
): Record<string, unknown> => ({
  ...(page.rows.length > 0 && { [key]: page.rows.map(render) }),
  ...pageFields(page),
});
