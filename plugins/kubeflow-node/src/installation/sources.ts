import type {
  FleetCluster,
  KubeflowProfile,
} from '@kubeflow-fleet/plugin-kubeflow-common';

/** Where manifests come from. */
export type InstallationSource =
  /** For kustomize to build: an address with its revision. */
  | { readonly kind: 'remote'; readonly address: string }
  /** Below the checkout: a kustomization, a directory of files or a file. */
  | { readonly kind: 'local'; readonly path: string };

const PIPELINES = 'https://github.com/kubeflow/pipelines//manifests/kustomize';
/** Called kubeflow/manifests before 26.03; GitHub serves the earlier tags under the new name too. */
const PLATFORM = 'https://github.com/kubeflow/community-distribution//example';

/** git's fetch of a large repository takes longer than the 27 s that kustomize allows by default. */
const pinned = (address: string, version: string): InstallationSource => ({
  kind: 'remote',
  address: `${address}?ref=${encodeURIComponent(
    version,
  )}&timeout=180s&submodules=false`,
});

/**
 * Upstream's kustomizations of a profile, in the documented order; an object of a later one replaces that of an
 * earlier one. In multi-user mode cert-manager makes the certificates, as EKS signs none.
 */
const upstreamSources = (
  profile: KubeflowProfile,
  version: string,
): readonly InstallationSource[] => {
  const pipelines = (directory: string) =>
    pinned(`${PIPELINES}/${directory}`, version);
  switch (profile) {
    case 'platform':
      return [pinned(PLATFORM, version)];
    case 'pipelines-multi-user':
      return [
        pipelines('cluster-scoped-resources'),
        pipelines('env/cert-manager/platform-agnostic-multi-user'),
      ];
    default:
      return [
        pipelines('cluster-scoped-resources'),
        pipelines('env/platform-agnostic'),
      ];
  }
};

/** Whether an address is pinned is checked where it is rendered. */
const ownSource = (manifests: string): InstallationSource =>
  manifests.startsWith('https://')
    ? { kind: 'remote', address: manifests }
    : { kind: 'local', path: manifests };

/**
 * Where a cluster's manifests come from: `kubeflow.manifests`, else upstream's for its profile and version.
 */
export const sourcesOf = (
  cluster: FleetCluster,
): readonly InstallationSource[] => {
  const { profile, version, manifests } = cluster.kubeflow;
  return manifests ? [ownSource(manifests)] : upstreamSources(profile, version);
};
