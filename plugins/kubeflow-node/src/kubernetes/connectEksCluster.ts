import {
  clusterSubject,
  type ClusterId,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { describeCluster, type EksCallOptions } from '../aws/describeCluster';
import {
  requireApiServer,
  type EksCluster,
  type ReachableCluster,
} from '../aws/eksCluster';
import { eksTokenSource } from '../aws/eksTokenSource';
import { createTransport, type TransportDefaults } from '../http/transport';
import type { KubernetesConnection } from './connection';
import { connectionOver } from './connectionOver';
import { explainPrivateEndpoint } from './privateEndpoint';

export interface ConnectEksClusterOptions extends EksCallOptions {
  readonly defaults?: TransportDefaults;
  /** Called with each new token of the API server before its first use. */
  readonly onToken?: (token: string) => void;
  /** Called with what EKS says of the cluster, before it is connected to. */
  readonly onDescribed?: (cluster: EksCluster) => void;
}

const kubeConfigOf = async (
  { name, endpoint, certificateAuthority }: ReachableCluster,
  token: string,
) => {
  const { KubeConfig } = await import('./clientNode');
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromClusterAndUser(
    {
      name,
      server: endpoint,
      caData: certificateAuthority,
      skipTLSVerify: false,
    },
    { name, token },
  );
  return kubeConfig;
};

/**
 * Asks EKS for the cluster's endpoint and authority and opens a pool to its API server, with a token
 * that is signed anew for as long as the connection lives. No call to the API server is made yet.
 *
 * @throws KubeflowError as `describeCluster` and `requireApiServer` do.
 */
export const connectEksCluster = async (
  cluster: ClusterId,
  options: ConnectEksClusterOptions,
): Promise<KubernetesConnection> => {
  const { clock, random, credentials, defaults, onToken } = options;
  const described = await describeCluster(cluster, options);
  options.onDescribed?.(described);
  const reachable = requireApiServer(described);
  const subject = clusterSubject(cluster);
  const { clockOffsetMs } = described;
  const tokens = eksTokenSource({
    cluster,
    credentials,
    clock,
    clockOffsetMs,
    onToken,
  });
  const transport = explainPrivateEndpoint(
    createTransport({
      server: reachable.endpoint,
      subject,
      tls: { ca: Buffer.from(reachable.certificateAuthority, 'base64') },
      authorize: async () => `Bearer ${(await tokens.get()).token}`,
      reauthorize: answer => tokens.renew(answer),
      clock,
      random,
      defaults,
    }),
    reachable,
  );
  return connectionOver({ subject, transport, clock, random }, async () =>
    kubeConfigOf(reachable, (await tokens.get()).token),
  );
};
