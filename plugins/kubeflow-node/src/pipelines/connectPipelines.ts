import {
  type ClusterAccess,
  clusterSubject,
  type FleetCluster,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { HttpSend, HttpTransport } from '../http/http';
import { createTransport, type TransportDefaults } from '../http/transport';
import type { KubernetesClient } from '../kubernetes/objects';
import {
  isMultiUser,
  refuseCredentialsIn,
  refuseProxyInMultiUser,
  refuseWithoutIdentity,
  refuseWithoutNamespace,
} from './access/accessErrors';
import type { SettingsPlace } from './access/accessRemedies';
import { sendBelow } from './access/basePath';
import {
  type BearerToken,
  createTokenSource,
  sendWithToken,
} from './access/bearerTokens';
import { proxiedService } from './api/serviceProxyError';
import type { PipelinesClient } from './model';
import { createPipelinesClient } from './pipelinesClient';

export type { BearerToken };

/** A service in the cluster, and the name of its port. */
export interface ForwardTarget {
  readonly namespace: string;
  readonly service: string;
  readonly port: string;
}

export interface PipelinesConnectionOptions {
  /** The cluster's Kubernetes API: needed by `port-forward` for its TokenRequest. */
  readonly kubernetes?: KubernetesClient;
  /** Transport to the cluster's Kubernetes API server: needed by `api-server-proxy`. */
  readonly transport?: HttpTransport;
  /** Opens a transport to a pod of the service: needed by `port-forward`. */
  readonly portForward?: (target: ForwardTarget) => Promise<HttpTransport>;
  /** Token for access by `url`; called again before expiry and after a 401. */
  readonly token?: (audience: string | undefined) => Promise<BearerToken>;
  /** Namespace of the runs in multi-user mode; default is that of the access's service account. */
  readonly namespace?: string;
  /** Where the cluster is described, for what an error tells to change; default: the fleet file. */
  readonly settings?: SettingsPlace;
  /** Of the transport to a URL. */
  readonly defaults?: TransportDefaults;
  /** Milliseconds since 1970; for tests. */
  readonly now?: () => number;
}

export interface PipelinesConnection {
  readonly pipelines: PipelinesClient;
  /** Closes what was opened for it; the given transport stays open. */
  close(): void;
}

interface Way {
  readonly send: HttpSend;
  readonly close: () => void;
}

type AccessBy<Via extends ClusterAccess['via']> = Extract<
  ClusterAccess,
  { via: Via }
>;

function needed<T>(
  value: T | undefined,
  what: string,
  cluster: FleetCluster,
): T {
  if (value !== undefined) return value;
  throw new KubeflowError('InputError', {
    subject: clusterSubject(cluster),
    fact: `access by ${cluster.access.via} needs ${what}`,
    reason: 'ConnectionMissing',
    remedy: `Connect to the cluster's Kubernetes API first, or set access: {via: url} in the fleet file`,
  });
}

function byProxy(
  access: AccessBy<'api-server-proxy'>,
  cluster: FleetCluster,
  { transport }: PipelinesConnectionOptions,
): Way {
  const { send } = needed(transport, 'the Kubernetes API', cluster);
  const base = `/api/v1/namespaces/${encodeURIComponent(
    access.namespace,
  )}/services/${proxiedService(access.service)}/proxy`;
  return { send: sendBelow(send, base), close: () => undefined };
}

function accountOf(serviceAccount: string, cluster: FleetCluster) {
  const [namespace, name, ...rest] = serviceAccount.split('/');
  if (namespace && name && rest.length === 0) return { namespace, name };
  throw new KubeflowError('InputError', {
    subject: clusterSubject(cluster),
    fact: `access.serviceAccount '${serviceAccount}' is not namespace/name`,
    reason: 'InvalidServiceAccount',
    remedy: 'Write it as <profile>/default-editor in the fleet file',
  });
}

async function byPortForward(
  access: AccessBy<'port-forward'>,
  cluster: FleetCluster,
  options: PipelinesConnectionOptions,
): Promise<Way> {
  const { serviceAccount, namespace, service, audience } = access;
  if (isMultiUser(cluster) && !serviceAccount)
    refuseWithoutIdentity(cluster, { access });
  const account = serviceAccount && accountOf(serviceAccount, cluster);
  const open = needed(options.portForward, 'port-forwarding', cluster);
  const kubernetes = account
    ? needed(options.kubernetes, 'the Kubernetes API', cluster)
    : undefined;
  const transport = await open({ namespace, service, port: 'http' });
  const tokens =
    account &&
    kubernetes &&
    createTokenSource(
      () => kubernetes.createToken(account, audience),
      options.now ?? Date.now,
    );
  return {
    send: tokens ? sendWithToken(transport.send, tokens) : transport.send,
    close: () => transport.close(),
  };
}

function byUrl(
  access: AccessBy<'url'>,
  cluster: FleetCluster,
  { token, now, defaults, settings }: PipelinesConnectionOptions,
): Way {
  refuseCredentialsIn(access.url, cluster, settings);
  if (isMultiUser(cluster) && !token)
    refuseWithoutIdentity(cluster, { access, settings });
  const transport = createTransport({
    server: access.url,
    subject: clusterSubject(cluster),
    defaults,
  });
  const tokens =
    token && createTokenSource(() => token(access.audience), now ?? Date.now);
  return {
    send: tokens ? sendWithToken(transport.send, tokens) : transport.send,
    close: () => transport.close(),
  };
}

function namespaceOf(
  cluster: FleetCluster,
  { namespace }: PipelinesConnectionOptions,
): string {
  if (namespace) return namespace;
  if (!isMultiUser(cluster)) return cluster.kubeflow.namespace;
  const { access } = cluster;
  const account =
    access.via === 'port-forward' ? access.serviceAccount : undefined;
  return account
    ? accountOf(account, cluster).namespace
    : refuseWithoutNamespace(cluster);
}

async function wayTo(
  cluster: FleetCluster,
  options: PipelinesConnectionOptions,
): Promise<Way> {
  const { access } = cluster;
  switch (access.via) {
    case 'api-server-proxy':
      return byProxy(access, cluster, options);
    case 'port-forward':
      return byPortForward(access, cluster, options);
    default:
      return byUrl(access, cluster, options);
  }
}

/**
 * A client for the cluster's Kubeflow Pipelines, reached as its `access` says: through the service proxy
 * of the Kubernetes API (single-user mode only: the API server removes the token), by port-forward with a
 * TokenRequest token, or at a URL with a token from `options.token`. Nothing is sent here except what
 * opening a port-forward takes.
 *
 * @throws KubeflowError `InputError`, naming what to change in the fleet file: `ProxyCannotIdentify`,
 * `IdentityNotConfigured`, `NamespaceMissing`, `InvalidServiceAccount`, `CredentialsInUrl`,
 * `ConnectionMissing`.
 */
export async function connectPipelines(
  cluster: FleetCluster,
  options: PipelinesConnectionOptions,
): Promise<PipelinesConnection> {
  if (cluster.access.via === 'api-server-proxy')
    refuseProxyInMultiUser(cluster);
  const namespace = namespaceOf(cluster, options);
  const { send, close } = await wayTo(cluster, options);
  const pipelines = createPipelinesClient({
    subject: clusterSubject(cluster),
    send,
    namespace,
    multiUser: isMultiUser(cluster),
    access: cluster.access,
    settings: options.settings,
  });
  return { pipelines, close };
}
