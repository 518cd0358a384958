import { isKnownRegion, isPlausibleRegion, knownRegions } from '../aws/regions';
import { didYouMean } from '../text/nearest';
import { printable } from '../text/printable';
import { clusterKey } from './cluster';
import type { ClusterId } from './cluster';
import { checkSettings } from './clusterChecks';
import { isRaw, mergeSettings } from './clusterSettings';
import type { Raw } from './clusterSettings';
import type { ValueProblem } from './fleetFileProblems';

const identityOf = ({ account, region, name }: Raw): ClusterId | undefined =>
  typeof account === 'string' &&
  typeof region === 'string' &&
  typeof name === 'string'
    ? { account, region, name }
    : undefined;

const listAt = (file: Raw, key: string): readonly unknown[] => {
  const value = file[key];
  return Array.isArray(value) ? value : [];
};

/** Completes "`path` …"; a value that is no text is the schema's to refuse. */
const regionProblem = (
  region: unknown,
  additional: ReadonlySet<unknown>,
): string | undefined => {
  if (typeof region !== 'string' || isKnownRegion(region)) return undefined;
  const hint = didYouMean(region, knownRegions);
  if (!isPlausibleRegion(region))
    return `must be an AWS region, but is '${printable(region)}'${hint}`;
  if (additional.has(region)) return undefined;
  return `is '${region}', which this version does not know${
    hint || '.'
  } If AWS has opened that region, list it under additionalRegions`;
};

/**
 * What the schema cannot say because it needs more than one value: repeated clusters, regions that
 * do not exist, settings that do not fit their cluster. Takes data that may be wrong in other ways.
 */
export const fleetProblems = (data: unknown): ValueProblem[] => {
  const file = isRaw(data) ? data : {};
  const defaults = isRaw(file.defaults) ? file.defaults : {};
  const additional = new Set(listAt(file, 'additionalRegions'));
  const firstIndex = new Map<string, number>();
  return listAt(file, 'clusters').flatMap((entry, index): ValueProblem[] => {
    if (!isRaw(entry)) return [];
    const path = ['clusters', index];
    const region = regionProblem(entry.region, additional);
    const problems: ValueProblem[] = region
      ? [
          {
            path: [...path, 'region'],
            message: `clusters[${index}].region ${region}`,
          },
        ]
      : [];
    const id = identityOf(entry);
    if (!id) return problems;
    const key = clusterKey(id);
    const earlier = firstIndex.get(key);
    if (earlier === undefined) firstIndex.set(key, index);
    else
      problems.push({
        path,
        message: `clusters[${index}] is the same cluster as clusters[${earlier}]: account, region and name are ${key}`,
        related: ['clusters', earlier],
      });
    const settings = mergeSettings(defaults, entry);
    return [...problems, ...checkSettings({ id, index, entry, settings })];
  });
};
