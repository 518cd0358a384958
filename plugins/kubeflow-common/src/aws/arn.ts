import { partitionOf } from './regions';

/** The parts of `arn:partition:service:region:account:resource`. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  /** Empty for global services such as IAM. */
  readonly region: string;
  readonly account: string;
  /** All after the fifth colon, such as `role/deployer` or `cluster/ml-eu`. */
  readonly resource: string;
}

/** The parts of an ARN; undefined for text that is none. */
export const parseArn = (text: string): Arn | undefined => {
  const match =
    /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):(\d{12}|):([^\s]+)$/.exec(
      text,
    );
  if (!match) return undefined;
  const [, partition, service, region, account, resource] = match;
  return {
    partition: partition!,
    service: service!,
    region: region!,
    account: account!,
    resource: resource!,
  };
};

/** `arn:…:eks:REGION:ACCOUNT:cluster/NAME`, in the region's own partition. */
export const clusterArn = (cluster: {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}): string =>
  `arn:${partitionOf(cluster.region)}:eks:${cluster.region}:${
    cluster.account
  }:cluster/${cluster.name}`;
