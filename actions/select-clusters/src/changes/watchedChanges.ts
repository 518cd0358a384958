import {
  clusterKey,
  expandTemplate,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  Fleet,
  FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import picomatch from 'picomatch';
import type { ChangedFile, ChangeSource } from './changeSource';
import { shortCommit } from './shortCommit';

/** Which watched files changed for which cluster, or why that cannot be told. */
export type WatchedChanges =
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'known'; readonly reasons: ReadonlyMap<string, string> };

const pathsOf = (files: readonly ChangedFile[]): string[] =>
  files.flatMap(({ path, previousPath }) =>
    previousPath ? [path, previousPath] : [path],
  );

const reasonOf = (
  paths: readonly string[],
  cluster: FleetCluster,
  watchPaths: readonly string[],
): string | undefined => {
  const patterns = watchPaths.map(pattern => expandTemplate(pattern, cluster));
  const isWatched = picomatch(patterns, { dot: true });
  const matched = paths.filter(path => isWatched(path));
  const [first, ...others] = matched;
  if (!first) return undefined;
  return others.length > 0
    ? `${first} and ${others.length} more watched files changed`
    : `${first} changed`;
};

/** Matches the changed files with the patterns of each cluster; asks nothing when there is no pattern. */
export const watchedChanges = async (
  source: ChangeSource,
  {
    fleet,
    watchPaths,
  }: { readonly fleet: Fleet; readonly watchPaths: readonly string[] },
): Promise<WatchedChanges> => {
  if (watchPaths.length === 0) return { kind: 'known', reasons: new Map() };
  const comparison = await source.compare();
  if (!comparison)
    return {
      kind: 'unknown',
      reason: `commit ${shortCommit(
        source.base ?? '',
      )} is no longer in the repository`,
    };
  if (comparison.isCut)
    return {
      kind: 'unknown',
      reason: `more files changed than the ${comparison.files.length} that GitHub lists`,
    };
  const paths = pathsOf(comparison.files);
  const reasons = fleet.clusters.flatMap(cluster => {
    const reason = reasonOf(paths, cluster, watchPaths);
    return reason ? [[clusterKey(cluster), reason] as const] : [];
  });
  return { kind: 'known', reasons: new Map(reasons) };
};
