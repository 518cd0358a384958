import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { filterOf, type Predicate } from './filter';

/** The server's maximum; it cuts larger numbers to this one silently. */
const PAGE_SIZE = 200;
const MAX_PAGES = 500;

/** The part of a list's query that is the same for every list. */
export interface ListQuery {
  readonly page_size: number;
  readonly page_token?: string;
  readonly sort_by?: string;
  readonly filter?: string;
}

interface Page<T> {
  readonly items: readonly T[] | undefined;
  readonly next: string | undefined;
}

export interface ListOptions {
  readonly subject: string;
  readonly where: readonly Predicate[];
  readonly sortBy?: string;
}

/** Every page. A token is bound to sort and filter, so that each page repeats those of the first. */
export async function listAll<T>(
  { subject, where, sortBy }: ListOptions,
  read: (query: ListQuery) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = [];
  const query = {
    page_size: PAGE_SIZE,
    filter: filterOf(where),
    ...(sortBy && { sort_by: sortBy }),
  };
  const tokens = new Set<string>();
  let token: string | undefined;
  do {
    const page = await read(token ? { ...query, page_token: token } : query);
    // An empty list is `{}`.
    items.push(...(page.items ?? []));
    token = page.next;
    if (token && (tokens.has(token) || tokens.size >= MAX_PAGES))
      throw new KubeflowError('ResponseError', {
        subject,
        fact: `the list does not end after ${tokens.size + 1} pages`,
        reason: 'EndlessList',
        remedy: 'Look at what is between here and Kubeflow Pipelines',
      });
    if (token) tokens.add(token);
  } while (token);
  return items;
}
