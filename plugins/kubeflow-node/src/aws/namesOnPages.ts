/** What one page of a list call is asked for with. */
export interface Paging {
  readonly maxResults: number;
  readonly nextToken: string | undefined;
}

/** What came of one page. */
export interface NamesPage {
  readonly names: readonly string[] | undefined;
  readonly nextToken: string | undefined;
}

/** The most that EKS gives at once. */
const PAGE_SIZE = 100;

/** The names on all pages of an EKS list call. Rejects with the error of the first page that fails: no half list. */
export const namesOnPages = async (
  read: (paging: Paging) => Promise<NamesPage>,
): Promise<string[]> => {
  const all: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await read({ maxResults: PAGE_SIZE, nextToken });
    all.push(...(page.names ?? []));
    nextToken = page.nextToken;
  } while (nextToken);
  return all;
};
