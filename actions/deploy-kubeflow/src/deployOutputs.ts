import type { Outputs } from '@kubeflow-fleet/action-toolkit';
import { clusterKey } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  clusterChanges,
  differs,
  installationResult,
  revisionOf,
} from './clusterResult';
import type { ClusterReport } from './contract';
import type { outputs } from './inputs';

/** Clusters of one registry need the same copies. */
const imageCopies = (reports: readonly ClusterReport[]) => [
  ...new Map(
    reports
      .flatMap(({ preparation }) => preparation?.imageCopies ?? [])
      .map(copy => [`${copy.from} ${copy.to}`, copy]),
  ).values(),
];

/** Sets every output that is known by now but `plan`. */
export function setOutputs(
  step: Outputs<(typeof outputs)[number]>,
  reports: readonly ClusterReport[],
): void {
  const failed = reports.filter(
    ({ state }) => state === 'FAILED' || state === 'CANCELLED',
  );
  const images = reports.flatMap(
    ({ preparation }) => preparation?.images ?? [],
  );
  step.set({
    'has-changes': reports.some(differs),
    changes: clusterChanges(reports),
    installations: reports.map(installationResult),
    'failed-clusters': failed.map(({ cluster }) => clusterKey(cluster)),
    images: [...new Set(images)].sort(),
    'image-copies': imageCopies(reports),
    revision: reports[0] && revisionOf(reports[0]),
  });
}
