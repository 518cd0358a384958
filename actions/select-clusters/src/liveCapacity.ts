import {
  jobCredentials,
  maskSecret,
  userAgent,
} from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  isKubeflowError,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  connectEksCluster,
  listNodegroups,
  readCapacity,
  withDeadline,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import type {
  ClusterCapacity,
  CredentialsProvider,
  NodegroupCapacity,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import type { SelectInputs } from './inputs';

/** The same for every server: who asks. */
const defaults = { userAgent: userAgent('select-clusters') };

/** States in which EKS lets a node group grow. */
const GROWING = ['ACTIVE', 'UPDATING'];

/** A role may lack the right to see node groups: then the cluster's growth is not known. */
const nodegroupsOf = async (
  cluster: FleetCluster,
  credentials: CredentialsProvider,
): Promise<readonly NodegroupCapacity[] | undefined> => {
  try {
    const groups = await listNodegroups(cluster, { credentials });
    return groups.filter(({ status }) => GROWING.includes(status));
  } catch (error) {
    if (isKubeflowError(error) && error.name === 'NotAllowedError')
      return undefined;
    throw error;
  }
};

const read = async (
  cluster: FleetCluster,
  given: SelectInputs,
): Promise<ClusterCapacity> => {
  const credentials = jobCredentials(cluster, given);
  const [nodegroups, connection] = await Promise.all([
    nodegroupsOf(cluster, credentials),
    connectEksCluster(cluster, {
      credentials,
      defaults,
      onToken: maskSecret,
    }),
  ]);
  try {
    return await readCapacity(connection.kubernetes, nodegroups);
  } finally {
    connection.close();
  }
};

/** The table names the cluster already: its name is left out. */
const reasonOf = ({ fact, remedy }: KubeflowError): string =>
  [`its capacity could not be read: ${fact}`, ...(remedy ? [remedy] : [])].join(
    '. ',
  );

/**
 * Capacity of a cluster by EKS and its Kubernetes API, within the time that the inputs give. A cluster
 * that cannot be read is `unknown`, with the reason.
 */
export const liveCapacity =
  (given: SelectInputs, signal: AbortSignal) =>
  async (cluster: FleetCluster): Promise<ClusterCapacity> => {
    const subject = clusterSubject(cluster);
    const seconds = given.capacityTimeout / 1000;
    try {
      return await withDeadline(() => read(cluster, given), {
        ms: given.capacityTimeout,
        signal,
        onTimeout: () =>
          new KubeflowError('TimeoutError', {
            reason: 'CapacityTimeout',
            subject,
            fact: `no answer within ${seconds} s`,
            remedy:
              'Raise capacity-timeout, or check that this runner reaches the cluster',
          }),
      });
    } catch (error) {
      if (signal.aborted || !isKubeflowError(error)) throw error;
      return { kind: 'unknown', reason: reasonOf(error) };
    }
  };
