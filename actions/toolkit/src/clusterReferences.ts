import {
  clusterKey,
  clusterSubject,
  type Fleet,
  type FleetCluster,
  KubeflowError,
  referencedClusters,
  unknownReferences,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Parser } from './inputs';
import { list } from './parsers';

/** One cluster as an input names it: name, `region/name`, `account/region/name` or ARN. */
export type ClusterReference = string;

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '';

function referenceOf(item: unknown): ClusterReference {
  if (isText(item)) return item;
  const { account, region, name } = (item ?? {}) as Record<string, unknown>;
  if (isText(region) && isText(name)) {
    return [account, region, name].filter(isText).join('/');
  }
  throw new Error(
    'its JSON is not a list of names or of objects with account, region and name',
  );
}

function fromJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch (error) {
    throw new Error(
      `begins like JSON but is none: ${(error as Error).message}`,
    );
  }
}

/** References in order, from a list of names or from JSON: a list, or one object (a job matrix entry). */
export const clusterReferences: Parser<readonly ClusterReference[]> = raw => {
  if (!/^[[{]/.test(raw)) return list(raw);
  const value = fromJson(raw);
  const items = Array.isArray(value) ? value : [value];
  return [...new Set(items.map(referenceOf))];
};

const listed = (clusters: readonly FleetCluster[]) => {
  const shown = clusters.slice(0, 20).map(clusterSubject).join(', ');
  return clusters.length > 20
    ? `${shown} and ${clusters.length - 20} more`
    : shown;
};

const ambiguous = (fleet: Fleet, reference: ClusterReference) => {
  const found = referencedClusters(fleet, reference);
  return found.length > 1
    ? [`'${reference}' may be any of ${found.map(clusterKey).join(', ')}`]
    : [];
};

const refuse = (fact: string, fleet: Fleet, path: string) =>
  new KubeflowError('InputError', {
    reason: 'ClusterNotChosen',
    subject: 'input clusters',
    fact,
    remedy: `Name clusters of ${path}: ${listed(fleet.clusters)}`,
  });

/**
 * The clusters of the fleet that the references name, each once, in the order given.
 *
 * @throws KubeflowError `InputError`, reason `ClusterNotChosen`, for every unknown or ambiguous
 * reference at once, and for no reference to a fleet of several clusters.
 */
export function chosenClusters(
  references: readonly ClusterReference[],
  fleet: Fleet,
  path: string,
): readonly FleetCluster[] {
  if (references.length === 0) {
    if (fleet.clusters.length === 1) return fleet.clusters;
    const number = fleet.clusters.length;
    throw refuse(`empty, and the fleet has ${number} clusters`, fleet, path);
  }
  const problems = [
    ...unknownReferences(fleet, references),
    ...references.flatMap(reference => ambiguous(fleet, reference)),
  ];
  if (problems.length > 0) throw refuse(problems.join('; '), fleet, path);
  return [
    ...new Set(
      references.flatMap(reference => referencedClusters(fleet, reference)),
    ),
  ];
}
