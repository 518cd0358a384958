import { createHash } from 'node:crypto';
import {
  clusterArn,
  partitionOf,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { AccessEntry, EksClusterSpec, EksNodegroup } from './contract';

/** Epoch seconds, the timestamp form of EKS's JSON. */
const seconds = (date: Date | undefined) =>
  (date ?? new Date(0)).getTime() / 1000;

const digest = (text: string, length: number) =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

/** `cluster` of DescribeCluster. Ids are made from the ARN, so that they stay the same over restarts. */
export const describedCluster = (cluster: EksClusterSpec): object => {
  const arn = clusterArn(cluster);
  const id = digest(arn, 32).toUpperCase();
  const network = digest(arn, 17);
  return {
    name: cluster.name,
    arn,
    createdAt: seconds(cluster.createdAt),
    version: cluster.version ?? '1.35',
    endpoint: cluster.endpoint,
    roleArn: `arn:${partitionOf(cluster.region)}:iam::${
      cluster.account
    }:role/eks-cluster`,
    resourcesVpcConfig: {
      subnetIds: ['a', 'b'].map(zone => `subnet-0${digest(arn + zone, 16)}`),
      securityGroupIds: [],
      clusterSecurityGroupId: `sg-0${network.slice(1)}`,
      vpcId: `vpc-0${network.slice(1)}`,
      endpointPublicAccess: cluster.endpointPublicAccess ?? true,
      endpointPrivateAccess: true,
      publicAccessCidrs: ['0.0.0.0/0'],
    },
    kubernetesNetworkConfig: {
      serviceIpv4Cidr: '10.100.0.0/16',
      ipFamily: 'ipv4',
      elasticLoadBalancing: { enabled: false },
    },
    logging: { clusterLogging: [] },
    identity: {
      oidc: {
        issuer: `https://oidc.eks.${cluster.region}.amazonaws.com/id/${id}`,
      },
    },
    status: cluster.status,
    certificateAuthority: {
      data: cluster.ca && Buffer.from(cluster.ca).toString('base64'),
    },
    platformVersion: 'eks.1',
    tags: cluster.tags ?? {},
    health: { issues: [] },
    accessConfig: { authenticationMode: 'API' },
    upgradePolicy: { supportType: 'STANDARD' },
    deletionProtection: false,
  };
};

/** `nodegroup` of DescribeNodegroup. */
export const describedNodegroup = (
  cluster: EksClusterSpec,
  group: EksNodegroup,
): object => ({
  nodegroupName: group.name,
  nodegroupArn: `${clusterArn(cluster).replace(':cluster/', ':nodegroup/')}/${
    group.name
  }/${digest(cluster.name + group.name, 32)}`,
  clusterName: cluster.name,
  version: cluster.version ?? '1.35',
  createdAt: seconds(cluster.createdAt),
  modifiedAt: seconds(cluster.createdAt),
  status: 'ACTIVE',
  capacityType: 'ON_DEMAND',
  scalingConfig: {
    minSize: group.minSize,
    maxSize: group.maxSize,
    desiredSize: group.desiredSize,
  },
  instanceTypes: group.instanceTypes,
  amiType: group.amiType ?? 'AL2023_x86_64_STANDARD',
  labels: group.labels ?? {},
  taints: group.taints ?? [],
  health: { issues: [] },
  tags: {},
});

/** `accessEntry` of DescribeAccessEntry. */
export const describedAccessEntry = (
  cluster: EksClusterSpec,
  entry: AccessEntry,
): object => ({
  clusterName: cluster.name,
  principalArn: entry.principalArn,
  kubernetesGroups: entry.groups ?? [],
  accessEntryArn: `${clusterArn(cluster).replace(
    ':cluster/',
    ':access-entry/',
  )}/role/${cluster.account}/${entry.principalArn.split('/').pop()}/${digest(
    entry.principalArn,
    32,
  )}`,
  createdAt: seconds(cluster.createdAt),
  modifiedAt: seconds(cluster.createdAt),
  tags: {},
  username: entry.username ?? entry.principalArn,
  type: 'STANDARD',
});
