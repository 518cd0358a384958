import { entriesAt, withAt } from '../spec/plainData';

/** Sets caching for every task of every DAG: KFP has no switch for a whole run. */
export function withCaching(
  spec: Record<string, unknown>,
  enableCache: boolean,
): Record<string, unknown> {
  const homes = [
    ['root'],
    ...entriesAt(spec, 'components').map(([name]) => ['components', name]),
  ];
  let result: unknown = spec;
  for (const home of homes)
    for (const [name] of entriesAt(spec, ...home, 'dag', 'tasks'))
      result = withAt(
        result,
        [...home, 'dag', 'tasks', name, 'cachingOptions', 'enableCache'],
        enableCache,
      );
  return result as Record<string, unknown>;
}
