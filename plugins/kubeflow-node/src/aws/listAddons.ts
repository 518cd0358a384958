import {
  clusterSubject,
  type ClusterId,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { callAws } from './callAws';
import { withEksClient, type EksCallOptions } from './describeCluster';
import { namesOnPages } from './namesOnPages';

/**
 * Names of the add-ons of a cluster, such as `aws-ebs-csi-driver`. Needs `eks:ListAddons`.
 *
 * @throws KubeflowError of the first call that fails: half a list would look like a missing add-on.
 */
export const listAddons = (
  id: ClusterId,
  options: EksCallOptions,
): Promise<string[]> =>
  withEksClient(id.region, options, async client => {
    const { ListAddonsCommand } = await import('@aws-sdk/client-eks');
    const operation = {
      subject: clusterSubject(id),
      action: 'eks:ListAddons',
      region: id.region,
    };
    return namesOnPages(async paging => {
      const request = { clusterName: id.name, ...paging };
      const { addons: names, nextToken } = await callAws(
        abortSignal =>
          client.send(new ListAddonsCommand(request), { abortSignal }),
        operation,
        options,
      );
      return { names, nextToken };
    });
  });
