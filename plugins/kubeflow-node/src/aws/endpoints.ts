/** Ends of host names by the region's prefix; everything else is `amazonaws.com`. From botocore's partitions. */
const SUFFIXES: readonly (readonly [prefix: string, suffix: string])[] = [
  ['cn-', 'amazonaws.com.cn'],
  ['us-iso-', 'c2s.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['us-isof-', 'csp.hci.ic.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
  ['eusc-', 'amazonaws.eu'],
];

/** Ends of the host names of AWS services in this region's partition, such as `amazonaws.com.cn`. */
export const dnsSuffix = (region: string): string =>
  SUFFIXES.find(([prefix]) => region.startsWith(prefix))?.[1] ??
  'amazonaws.com';

/** The regional STS: the global one issues tokens that opt-in regions refuse. */
export const stsHost = (region: string): string =>
  `sts.${region}.${dnsSuffix(region)}`;

/** `aud` that an OIDC token must carry for AssumeRoleWithWebIdentity in this region's partition. */
export const stsAudience = (region: string): string =>
  `sts.${dnsSuffix(region)}`;
