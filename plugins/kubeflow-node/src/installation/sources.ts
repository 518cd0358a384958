import {
  clusterSubject,
  KubeflowError,
  printable,
  type FleetCluster,
  type KubeflowProfile,
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

/**
 * The oldest kubectl whose kustomize builds a profile: `sortOptions` of the platform came with kustomize 5, which is
 * in kubectl 1.27. Undefined: any.
 */
export const oldestKubectl = ({
  kubeflow: { profile, manifests },
}: FleetCluster): string | undefined =>
  profile === 'platform' && !manifests ? '1.27.0' : undefined;

/** A commit, a tag with digits, or `?ref=`: what a later day gives too. */
const isPinned = (address: string) =>
  /[?&](ref|version)=[^&]+/.test(address) ||
  /(^|\/)([0-9a-f]{40}|v?\d+\.\d+(\.\d+)?([-.][\w.]+)?)(\/|$)/.test(
    new URL(address).pathname,
  );

const BRANCHES = /[?&](ref|version)=(main|master|develop|HEAD)(&|$)/;

const ownSource = (
  cluster: FleetCluster,
  manifests: string,
): InstallationSource => {
  if (!manifests.startsWith('https://'))
    return { kind: 'local', path: manifests };
  if (isPinned(manifests) && !BRANCHES.test(manifests))
    return { kind: 'remote', address: manifests };
  throw new KubeflowError('InputError', {
    subject: clusterSubject(cluster),
    reason: 'UnpinnedManifests',
    fact: `kubeflow.manifests is '${printable(
      manifests,
    )}', which may hold something else tomorrow`,
    remedy: 'Add ?ref= with a tag or, better, the 40 digits of a commit',
  });
};

/**
 * Where a cluster's manifests come from: `kubeflow.manifests`, else upstream's for its profile and version.
 *
 * @throws KubeflowError `InputError`, reason `UnpinnedManifests`.
 */
export const sourcesOf = (
  cluster: FleetCluster,
): readonly InstallationSource[] => {
  const { profile, version, manifests } = cluster.kubeflow;
  return manifests
    ? [ownSource(cluster, manifests)]
    : upstreamSources(profile, version);
};
