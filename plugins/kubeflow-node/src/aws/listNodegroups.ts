import type { Nodegroup as SdkNodegroup } from '@aws-sdk/client-eks';
import {
  clusterSubject,
  type ClusterId,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { concurrently } from '../http/concurrently';
import { callAws } from './callAws';
import { withEksClient, type EksCallOptions } from './describeCluster';
import { namesOnPages } from './namesOnPages';

/** A managed node group, as far as a placement needs it. */
export interface Nodegroup {
  readonly name: string;
  readonly status: string;
  readonly capacityType: string;
  readonly instanceTypes: readonly string[];
  /** Such as `AL2023_x86_64_NVIDIA`. */
  readonly amiType?: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredSize: number;
  readonly labels: Readonly<Record<string, string>>;
  /** With Kubernetes' spelling of the effects. */
  readonly taints: readonly NodegroupTaint[];
}

export interface NodegroupTaint {
  readonly key: string;
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'NoExecute' | 'PreferNoSchedule';
}

const EFFECTS: Readonly<Record<string, NodegroupTaint['effect']>> = {
  NO_SCHEDULE: 'NoSchedule',
  NO_EXECUTE: 'NoExecute',
  PREFER_NO_SCHEDULE: 'PreferNoSchedule',
};

const nodegroupOf = (given: SdkNodegroup, name: string): Nodegroup => ({
  name,
  status: given.status ?? 'UNKNOWN',
  capacityType: given.capacityType ?? 'ON_DEMAND',
  instanceTypes: given.instanceTypes ?? [],
  amiType: given.amiType,
  minSize: given.scalingConfig?.minSize ?? 0,
  maxSize: given.scalingConfig?.maxSize ?? 0,
  desiredSize: given.scalingConfig?.desiredSize ?? 0,
  labels: given.labels ?? {},
  taints: (given.taints ?? []).map(({ key = '', value, effect = '' }) => ({
    key,
    value,
    effect: EFFECTS[effect] ?? 'NoSchedule',
  })),
});

/**
 * Every managed node group of a cluster, described. Nodes of Karpenter and Auto Mode belong to none.
 *
 * @throws KubeflowError of the first call that fails: half a list would look like missing capacity.
 */
export const listNodegroups = (
  id: ClusterId,
  options: EksCallOptions,
): Promise<Nodegroup[]> =>
  withEksClient(id.region, options, async client => {
    const { ListNodegroupsCommand, DescribeNodegroupCommand } = await import(
      '@aws-sdk/client-eks'
    );
    const operation = (action: string) => ({
      subject: clusterSubject(id),
      action,
      region: id.region,
    });
    const all = await namesOnPages(async paging => {
      const request = { clusterName: id.name, ...paging };
      const { nodegroups: names, nextToken } = await callAws(
        abortSignal =>
          client.send(new ListNodegroupsCommand(request), { abortSignal }),
        operation('eks:ListNodegroups'),
        options,
      );
      return { names, nextToken };
    });
    return concurrently(all, 4, async nodegroupName => {
      const request = { clusterName: id.name, nodegroupName };
      const { nodegroup = {} } = await callAws(
        abortSignal =>
          client.send(new DescribeNodegroupCommand(request), { abortSignal }),
        operation('eks:DescribeNodegroup'),
        options,
      );
      return nodegroupOf(nodegroup, nodegroupName);
    });
  });
