import { relative } from 'node:path';
import type { FleetFiles } from '../fleet/contract';
import type { FleetDescription } from '../fleet/fleetFiles';

const table = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map(row => (row[column] ?? '').length)),
  );
  return rows
    .map(row =>
      `  ${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')}`.trimEnd(),
    )
    .join('\n');
};

/** Path as one types it here. */
const here = (path: string) => {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short || '.';
};

/** The clusters of a fleet with their addresses, as a table. */
export const clusterTable = (fleet: FleetDescription): string =>
  table([
    [
      'Cluster',
      'Region',
      'Round trip',
      'Kubernetes API',
      'Kubeflow Pipelines API',
    ],
    ...fleet.clusters.map(cluster => [
      cluster.name,
      cluster.region,
      `${cluster.latencyMs} ms`,
      cluster.kubernetes,
      cluster.installed ? cluster.kfp : `${cluster.kfp} (not installed yet)`,
    ]),
  ]);

/** Commands to copy: what a person can do with the running fleet, on the cluster `name` or on the first. */
export const fleetGuide = (
  fleet: FleetDescription,
  files: FleetFiles,
  name?: string,
): string => {
  const cluster =
    fleet.clusters.find(c => c.name === name) ?? fleet.clusters[0];
  if (!cluster) return 'The fleet has no clusters.';
  const lines = [
    clusterTable(fleet),
    '',
    'In another terminal, in this folder:',
    '',
    `  source ${here(files.env)}     # addresses and keys for this fleet only`,
    `  kubectl --context ${cluster.name} get nodes,pods,workflows -n kubeflow`,
    `  aws eks describe-cluster --name ${cluster.name} --region ${cluster.region} --endpoint-url ${fleet.aws.url}`,
    `  aws eks get-token --cluster-name ${cluster.name} --region ${cluster.region}`,
    `  kfp --endpoint ${cluster.kfp} run list`,
    `  kfp --endpoint ${cluster.kfp} run create -e demo -r first -f packages/local-fleet/pipelines/churn_training.yaml`,
    '',
    `Fleet file: ${here(files.fleetFile)}. AWS: ${fleet.aws.url}. GitHub: ${
      fleet.github.url
    }.`,
  ];
  return lines.join('\n');
};
