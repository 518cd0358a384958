import { partitionOf } from '@kubeflow-fleet/plugin-kubeflow-common';

/** Ends of host names by partition, where it is not `amazonaws.com`. From botocore's partitions. */
const SUFFIXES: Readonly<Record<string, string>> = {
  'aws-cn': 'amazonaws.com.cn',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
  'aws-iso-e': 'cloud.adc-e.uk',
  'aws-iso-f': 'csp.hci.ic.gov',
  'aws-eusc': 'amazonaws.eu',
};

/** Ends of the host names of AWS services in this region's partition, such as `amazonaws.com.cn`. */
export const dnsSuffix = (region: string): string =>
  SUFFIXES[partitionOf(region)] ?? 'amazonaws.com';

/** The regional STS: the global one issues tokens that opt-in regions refuse. */
export const stsHost = (region: string): string =>
  `sts.${region}.${dnsSuffix(region)}`;

/** `aud` that an OIDC token must carry for AssumeRoleWithWebIdentity in this region's partition. */
export const stsAudience = (region: string): string =>
  `sts.${dnsSuffix(region)}`;
