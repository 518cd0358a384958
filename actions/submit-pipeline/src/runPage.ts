import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';

const fill = (template: string, cluster: FleetCluster) =>
  template.replace(
    /\{(account|region|name)\}/g,
    (_, field: 'account' | 'region' | 'name') =>
      encodeURIComponent(cluster[field]),
  );

/** Address of a cluster's Kubeflow Pipelines UI; undefined when nothing tells it. */
function uiAddress(
  cluster: FleetCluster,
  template: string | undefined,
): string | undefined {
  if (template) return fill(template, cluster);
  if (cluster.access.via === 'url') return cluster.access.url;
  if (!cluster.dns) return undefined;
  const { name, zone } = cluster.dns;
  const host = `https://${name}.${zone}`;
  // The central dashboard of the whole platform puts the pipelines UI below a path.
  return cluster.kubeflow.profile === 'platform' ? `${host}/pipeline` : host;
}

/** Page of a run in the cluster's UI; undefined when the UI's address is not known. */
export function runPage(
  cluster: FleetCluster,
  runId: string,
  template?: string,
): string | undefined {
  const address = uiAddress(cluster, template)?.replace(/\/+$/, '');
  return address
    ? `${address}/#/runs/details/${encodeURIComponent(runId)}`
    : undefined;
}
