import {
  clusterSubject,
  KubeflowError,
  printable,
  type FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  compareUpstreamVersions,
  parseUpstreamVersion,
} from './upstreamVersion';

/** Directories of kubeflow/pipelines below manifests/kustomize that a release no longer has. */
const REMOVED: readonly {
  readonly path: RegExp;
  readonly since: string;
  readonly remedy: string;
}[] = [
  {
    path: /\/env\/aws(?=[/?]|$)/,
    since: '2.15.0',
    remedy:
      'Remove kubeflow.manifests: the settings artifacts and database do what env/aws did',
  },
  {
    path: /\/env\/azure(?=[/?]|$)/,
    since: '2.15.0',
    remedy: 'Use env/platform-agnostic',
  },
  {
    path: /\/third-party\/minio(?=[/?]|$)|-minio(?=[/?]|$)/,
    since: '2.16.0',
    remedy: 'Use env/platform-agnostic, which brings SeaweedFS, or a bucket',
  },
  {
    path: /-emissary(?=[/?]|$)/,
    since: '2.17.0',
    remedy: 'Use env/platform-agnostic: emissary is what it has always used',
  },
  {
    path: /\/third-party\/(grafana|prometheus)(?=[/?]|$)/,
    since: '2.17.0',
    remedy: 'Bring monitoring of your own',
  },
];

const revisionOf = (address: string) =>
  /[?&](?:ref|version)=([^&]+)/.exec(address)?.[1] ?? '';

/**
 * Refuses an address in kubeflow/pipelines that its release does not have, before a fetch of a minute says less.
 *
 * @throws KubeflowError `InputError`, reason `RemovedUpstream`.
 */
export const refuseRemoved = (cluster: FleetCluster): void => {
  const { manifests = '' } = cluster.kubeflow;
  if (!/github\.com\/kubeflow\/pipelines\b/.test(manifests)) return;
  const version = parseUpstreamVersion(revisionOf(manifests), 'pipelines');
  const removed = REMOVED.find(({ path, since }) => {
    const first = parseUpstreamVersion(since, 'pipelines')!;
    return (
      version !== undefined &&
      path.test(manifests) &&
      (compareUpstreamVersions(version, first) ?? -1) >= 0
    );
  });
  if (!removed) return;
  throw new KubeflowError('InputError', {
    subject: clusterSubject(cluster),
    reason: 'RemovedUpstream',
    fact: `kubeflow.manifests is '${printable(
      manifests,
    )}', which Kubeflow Pipelines has no longer since ${removed.since}`,
    remedy: removed.remedy,
  });
};
