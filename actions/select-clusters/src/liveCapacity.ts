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
  const nodegroups = nodegroupsOf(cluster, credentials);
  // Of a cluster that is not there, what EKS says of the cluster itself is the reason to tell.
  nodegroups.catch(() => undefined);
  const connection = await connectEksCluster(cluster, {
    credentials,
    defaults,
    onToken: maskSecret,
  });
  try {
    return await readCapacity(connection.kubernetes, await nodegroups);
  } finally {
    connection.close();
  }
};

/** EKS itself says that the cluster takes no run: there is nothing to hope for, as there is of one out of reach. */
const UNUSABLE = [
  'ClusterNotFound',
  'ClusterNotReady',
  'ClusterDeleting',
  'ClusterFailed',
];

/** The table names the cluster already: its name is left out. */
const reasonOf = ({ fact, remedy }: KubeflowError): string =>
  [`its capacity could not be read: ${fact}`, ...(remedy ? [remedy] : [])].join(
    '. ',
  );

/**
 * Capacity of a cluster by EKS and its Kubernetes API, within the time that the inputs give. A cluster
 * that cannot be read is `unknown`, with the reason; one that EKS does not have (yet, or for long) is
 * `unusable`.
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
      return UNUSABLE.includes(error.reason)
        ? { kind: 'unusable', reason: error.fact }
        : { kind: 'unknown', reason: reasonOf(error) };
    }
  };
