export interface Predicate {
  readonly key: string;
  readonly equals: string;
}

/**
 * Value of the query parameter `filter`, encoded once here and once more with the query: the server
 * decodes it twice, and after a single encoding `+` would match a space and `%` be refused.
 */
export const filterOf = (where: readonly Predicate[]): string =>
  encodeURIComponent(
    JSON.stringify({
      predicates: where.map(({ key, equals }) => ({
        operation: 'EQUALS',
        key,
        string_value: equals,
      })),
    }),
  );
