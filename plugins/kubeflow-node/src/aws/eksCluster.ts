import type { Cluster } from '@aws-sdk/client-eks';
import {
  clusterSubject,
  KubeflowError,
  type ClusterId,
} from '@kubeflow-fleet/plugin-kubeflow-common';

export type EksClusterStatus =
  | 'CREATING'
  | 'ACTIVE'
  | 'DELETING'
  | 'FAILED'
  | 'UPDATING'
  | 'PENDING';

/** A cluster as EKS describes it. */
export interface EksCluster extends ClusterId {
  readonly arn: string;
  readonly status: EksClusterStatus;
  /** Of Kubernetes, such as `1.33`. */
  readonly version?: string;
  readonly platformVersion?: string;
  /** `https://…` of the API server; absent until the cluster has one. */
  readonly endpoint?: string;
  /** Base64 of the PEM that signs the API server's certificate. */
  readonly certificateAuthority?: string;
  readonly endpointPublicAccess: boolean;
  readonly endpointPrivateAccess: boolean;
  /** CIDRs that may reach the public endpoint. */
  readonly publicAccessCidrs: readonly string[];
  readonly authenticationMode?: string;
  /** Issuer of the cluster's service account tokens. */
  readonly oidcIssuer?: string;
  /** True where EKS itself runs the driver of block storage (EKS Auto Mode). */
  readonly autoMode?: boolean;
  readonly createdAt?: Date;
  readonly tags: Readonly<Record<string, string>>;
  /** What EKS itself finds wrong, as `code: message`. */
  readonly healthIssues: readonly string[];
}

const accessOf = ({ resourcesVpcConfig: vpc = {} }: Cluster) => ({
  endpointPublicAccess: vpc.endpointPublicAccess ?? true,
  endpointPrivateAccess: vpc.endpointPrivateAccess ?? false,
  publicAccessCidrs: vpc.publicAccessCidrs ?? [],
});

/** EKS's answer in our words; `id` is what was asked for, the account is what the ARN says. */
export const eksClusterOf = (cluster: Cluster, id: ClusterId): EksCluster => ({
  name: cluster.name ?? id.name,
  region: id.region,
  account: cluster.arn?.split(':')[4] || id.account,
  arn: cluster.arn ?? '',
  status: (cluster.status ?? 'PENDING') as EksClusterStatus,
  version: cluster.version,
  platformVersion: cluster.platformVersion,
  endpoint: cluster.endpoint,
  certificateAuthority: cluster.certificateAuthority?.data,
  ...accessOf(cluster),
  authenticationMode: cluster.accessConfig?.authenticationMode,
  oidcIssuer: cluster.identity?.oidc?.issuer,
  autoMode: cluster.storageConfig?.blockStorage?.enabled,
  createdAt: cluster.createdAt,
  tags: cluster.tags ?? {},
  healthIssues: (cluster.health?.issues ?? []).map(
    ({ code, message }) => `${code}: ${message}`,
  ),
});

const NOT_READY: Readonly<
  Partial<Record<EksClusterStatus, { fact: string; remedy: string }>>
> = {
  CREATING: {
    fact: 'the cluster is still being created',
    remedy: 'Wait some ten minutes until its status is ACTIVE',
  },
  PENDING: {
    fact: 'the cluster is still being created',
    remedy: 'Wait until its status is ACTIVE',
  },
  DELETING: {
    fact: 'the cluster is being deleted',
    remedy: 'Remove it from the fleet file',
  },
  FAILED: {
    fact: 'the creation of the cluster failed',
    remedy: 'Delete the cluster in EKS and create it again',
  },
};

/** A cluster that has an API server to talk to. */
export type ReachableCluster = EksCluster & {
  readonly endpoint: string;
  readonly certificateAuthority: string;
};

/**
 * Checks that the cluster has an API server.
 *
 * @throws KubeflowError `ServiceUnavailableError`, reason `ClusterNotReady` (CREATING, PENDING),
 * `ClusterDeleting` or `ClusterFailed`.
 */
export const requireApiServer = (cluster: EksCluster): ReachableCluster => {
  const { status, endpoint, certificateAuthority } = cluster;
  const blocked = NOT_READY[status];
  if (!blocked && endpoint && certificateAuthority) {
    return { ...cluster, endpoint, certificateAuthority };
  }
  const reasons: Partial<Record<EksClusterStatus, string>> = {
    DELETING: 'ClusterDeleting',
    FAILED: 'ClusterFailed',
  };
  const issues = cluster.healthIssues.length
    ? ` (${cluster.healthIssues.join('; ')})`
    : '';
  throw new KubeflowError('ServiceUnavailableError', {
    subject: clusterSubject(cluster),
    fact: `${
      blocked?.fact ?? 'EKS names no endpoint for the cluster'
    } (status ${status})${issues}`,
    reason: reasons[status] ?? 'ClusterNotReady',
    remedy: blocked?.remedy ?? 'Look at the cluster in the EKS console',
  });
};
