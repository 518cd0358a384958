import {
  clusterSubject,
  hasReason,
  KubeflowError,
  type ClusterId,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { wrongAccount } from './assumedRole';
import { callAws, clientConfig, type AwsCallOptions } from './callAws';
import type { CredentialsProvider } from './credentials';
import { eksClusterOf, type EksCluster } from './eksCluster';

export interface EksCallOptions extends AwsCallOptions {
  readonly credentials: CredentialsProvider;
}

/** A client of one region, for as long as `use` runs. */
export const withEksClient = async <T>(
  region: string,
  { endpoint, credentials }: EksCallOptions,
  use: (client: import('@aws-sdk/client-eks').EKSClient) => Promise<T>,
): Promise<T> => {
  const { EKSClient } = await import('@aws-sdk/client-eks');
  const client = new EKSClient(clientConfig({ region, endpoint, credentials }));
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
};

export interface DescribedCluster extends EksCluster {
  /** Milliseconds by which AWS's clock is ahead of this machine's; 0 when they agree within minutes. */
  readonly clockOffsetMs: number;
}

/**
 * DescribeCluster.
 *
 * @throws KubeflowError `ClusterNotFound`; `WrongAccount` when the credentials lead to a cluster of
 * this name in another account; `AccessDenied`, `Throttled`…
 */
export const describeCluster = async (
  id: ClusterId,
  options: EksCallOptions,
): Promise<DescribedCluster> => {
  const { DescribeClusterCommand } = await import('@aws-sdk/client-eks');
  const operation = {
    subject: clusterSubject(id),
    action: 'eks:DescribeCluster',
    region: id.region,
  };
  return withEksClient(id.region, options, async client => {
    try {
      const { cluster = {} } = await callAws(
        abortSignal =>
          client.send(new DescribeClusterCommand({ name: id.name }), {
            abortSignal,
          }),
        operation,
        options,
      );
      const described = eksClusterOf(cluster, id);
      if (id.account && described.account !== id.account) {
        throw wrongAccount(operation.subject, {
          seen: described.account,
          allowed: [id.account],
        });
      }
      // The SDK compares each answer's Date with the machine's clock.
      const { systemClockOffset: clockOffsetMs } = client.config;
      return { ...described, clockOffsetMs };
    } catch (error) {
      if (!hasReason(error, 'NotFound')) throw error;
      throw new KubeflowError('NotFoundError', {
        subject: operation.subject,
        fact: `account ${id.account} has no EKS cluster '${id.name}' in ${id.region}`,
        reason: 'ClusterNotFound',
        remedy:
          'Correct name (in its exact case), region and account of the cluster in the fleet file',
        upstreamStatus: 404,
        cause: error,
      });
    }
  });
};
