import {
  clusterSubject,
  KubeflowError,
  type FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  ambientCredentials,
  type AmbientCredentials,
} from './ambientCredentials';
import { accountOfRole, wrongAccount } from './assumedRole';
import { assumeRoleCredentials } from './assumeRoleCredentials';
import { cachedCredentials, type CachedCredentials } from './cachedCredentials';
import type { AwsCallOptions } from './callAws';
import type { CredentialsProvider } from './credentials';
import { stsAudience } from './endpoints';
import { webIdentityCredentials } from './webIdentityCredentials';

/** Who this process is, before any role. */
export type Identity =
  | {
      readonly kind: 'oidc';
      /** A fresh OIDC token for this audience. */
      readonly token: (audience: string) => Promise<string>;
      /**
       * Role to assume first, for roles that demand an external id (which OIDC cannot carry) or
       * accounts without an OIDC provider. The cluster's role is then one link further.
       */
      readonly hubRole?: string;
    }
  | { readonly kind: 'ambient' };

export interface ClusterCredentialsOptions
  extends Omit<AwsCallOptions, 'endpoint'> {
  /** Clusters that are given the same object share what comes before their own roles. */
  readonly identity: Identity;
  readonly sessionName: string;
  /** Session tags of the cluster's role, left out when they are too large; OIDC sessions carry none. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly endpoints?: { readonly sts?: string };
}

const roleNeeded = (cluster: FleetCluster) =>
  new KubeflowError('InputError', {
    subject: clusterSubject(cluster),
    fact: 'the cluster has no role, and an OIDC token alone gives no AWS credentials',
    reason: 'RoleMissing',
    remedy: `Set role of cluster ${cluster.name} in the fleet file`,
  });

const hubNeeded = (cluster: FleetCluster) =>
  new KubeflowError('InputError', {
    subject: clusterSubject(cluster),
    fact: 'the cluster has an externalId, which an OIDC token cannot carry',
    reason: 'ExternalIdNeedsHubRole',
    remedy: `Remove externalId of cluster ${cluster.name} in the fleet file (the OIDC trust policy protects the role), or assume a role of your own account first`,
  });

const inAccount =
  (provider: CredentialsProvider, cluster: FleetCluster): CredentialsProvider =>
  async () => {
    const credentials: AmbientCredentials = await provider();
    const { accountId: seen } = credentials;
    if (!seen || seen === cluster.account) return credentials;
    throw wrongAccount(clusterSubject(cluster), {
      seen,
      allowed: [cluster.account],
    });
  };

/** What several clusters share, so that a hub role is assumed once for all of a partition. */
const shared = new WeakMap<Identity, Map<string, CredentialsProvider>>();

const sharedSource = (
  identity: Identity,
  key: string,
  make: () => CredentialsProvider,
): CredentialsProvider => {
  const sources = shared.get(identity) ?? new Map();
  shared.set(identity, sources);
  const source = sources.get(key) ?? make();
  sources.set(key, source);
  return source;
};

/** Credentials before the cluster's own role; undefined when OIDC leads to that role directly. */
const sourceOf = (
  { region, partition }: FleetCluster,
  options: ClusterCredentialsOptions,
): CredentialsProvider | undefined => {
  const { identity, endpoints, ...call } = options;
  if (identity.kind === 'ambient') {
    return sharedSource(identity, '', () =>
      cachedCredentials(ambientCredentials(), call),
    );
  }
  const { hubRole, token } = identity;
  if (!hubRole) return undefined;
  return sharedSource(identity, `${partition} ${hubRole}`, () =>
    cachedCredentials(
      webIdentityCredentials({
        ...call,
        region,
        roleArn: hubRole,
        endpoint: endpoints?.sts,
        token: () => token(stsAudience(region)),
      }),
      call,
    ),
  );
};

const checkedRole = (
  cluster: FleetCluster,
  { identity }: ClusterCredentialsOptions,
): string | undefined => {
  const { role, account, externalId } = cluster;
  if (identity.kind === 'oidc' && !role) throw roleNeeded(cluster);
  if (identity.kind === 'oidc' && externalId && !identity.hubRole) {
    throw hubNeeded(cluster);
  }
  if (role && accountOfRole(role) !== account) {
    throw wrongAccount(clusterSubject(cluster), {
      seen: accountOfRole(role),
      allowed: [account],
    });
  }
  return role;
};

/**
 * Credentials for one cluster, cached and renewed: the OIDC token's role is the cluster's own, so
 * that every renewal starts from a fresh token instead of a chain; otherwise one link is added.
 * Nothing is asked before the first use.
 *
 * @throws KubeflowError `InputError` for a missing role or an external id that cannot be sent;
 * `WrongAccount` before any call when role and cluster differ in account.
 */
export const clusterCredentials = (
  cluster: FleetCluster,
  options: ClusterCredentialsOptions,
): CachedCredentials => {
  const { identity, endpoints, tags, ...call } = options;
  const role = checkedRole(cluster, options);
  const source = sourceOf(cluster, options);
  if (!role) {
    return cachedCredentials(
      inAccount(source ?? ambientCredentials(), cluster),
      call,
    );
  }
  const roleOptions = {
    ...call,
    roleArn: role,
    region: cluster.region,
    subject: clusterSubject(cluster),
    endpoint: endpoints?.sts,
    allowedAccounts: [cluster.account],
  };
  if (source) {
    const { externalId } = cluster;
    return cachedCredentials(
      assumeRoleCredentials({ ...roleOptions, source, externalId, tags }),
      call,
    );
  }
  const token = (identity as Extract<Identity, { kind: 'oidc' }>).token;
  return cachedCredentials(
    webIdentityCredentials({
      ...roleOptions,
      token: () => token(stsAudience(cluster.region)),
    }),
    call,
  );
};
