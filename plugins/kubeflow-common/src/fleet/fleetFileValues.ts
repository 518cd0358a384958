import * as z from 'zod';
import { hasReason } from '../errors/KubeflowError';
import { isPlausibleRegion, knownRegions } from '../aws/regions';
import { parseQuantity } from '../units/quantity';

/** The scalar values of the fleet file. Each message completes "`path` …". */

export const text = z.string().min(1, 'must not be empty').max(2048);

export const accountId = z
  .string()
  .regex(/^\d{12}$/, 'must be the 12 digits of an AWS account');

export const clusterName = z
  .string()
  .regex(
    /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/,
    'must be the name of an EKS cluster: 1 to 100 letters, digits, - and _',
  );

/** Any text: whether it is a region is checked together with `additionalRegions`. */
export const regionName = z.string().meta({ examples: [...knownRegions] });

export const newRegionName = z
  .string()
  .refine(
    isPlausibleRegion,
    'must have the form of a region, such as sa-west-1',
  );

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

export const namespaceName = z
  .string()
  .regex(
    DNS_LABEL,
    'must be a Kubernetes name: 1 to 63 lower-case letters, digits and -',
  );

export const dnsName = z
  .string()
  .max(253)
  .regex(
    /^([a-z0-9_]([-a-z0-9_]{0,61}[a-z0-9_])?\.)*[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.?$/,
    'must be a DNS name, such as ml.example.com',
  );

/** A tag or a commit: upstream's own names, which no rule of ours foresees. */
export const versionNumber = z
  .string()
  .regex(
    /^(v?\d{1,4}(\.\d{1,4}){1,2}([-+][0-9A-Za-z.-]{1,40})?|[0-9a-f]{40})$/,
    'must be a version, such as 2.17.0, or the 40 digits of a commit',
  );

/** Name of an object that may hold dots, such as a Secret. */
export const secretName = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    'must be a Kubernetes name: lower-case letters, digits, - and .',
  );

export const portNumber = z
  .number()
  .int('must be a whole number')
  .min(1, 'must be 1 to 65535')
  .max(65535, 'must be 1 to 65535');

export const s3Endpoint = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9.]{0,250}[a-z0-9])?(:\d{1,5})?$/,
    'must be a host, such as s3.eu-west-1.amazonaws.com, without https://',
  );

/** Text with placeholders; the ARN that comes out is checked for each cluster. */
export const roleArn = z
  .string()
  .max(2048)
  .regex(
    /^arn:[^:\s]+:iam::[^:\s]+:role\/[^\s]+$/,
    'must be the ARN of an IAM role, such as arn:aws:iam::111122223333:role/deployer',
  );

const isQuantity = (value: string): boolean => {
  try {
    parseQuantity(value);
    return true;
  } catch (error) {
    if (hasReason(error, 'InvalidQuantity')) return false;
    throw error;
  }
};

export const quantity = z
  .string()
  .refine(
    isQuantity,
    'must be a Kubernetes quantity, such as "4", 500m or 16Gi',
  );

export const bandwidth = z
  .string()
  .refine(
    isQuantity,
    'must be bits per second as a Kubernetes quantity, such as 100M or 1G',
  )
  .describe('Bits per second, such as 1G');

const LABEL_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_PREFIX = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

const isLabelKey = (key: string): boolean => {
  const slash = key.indexOf('/');
  const prefix = slash < 0 ? undefined : key.slice(0, slash);
  return (
    LABEL_NAME.test(key.slice(slash + 1)) &&
    (prefix === undefined || LABEL_PREFIX.test(prefix))
  );
};

export const labelKey = z
  .string()
  .refine(
    isLabelKey,
    'is no label key: at most 63 letters, digits, -, _ and ., optionally after a DNS prefix and /',
  );

export const labelValue = z
  .string()
  .refine(
    value => value === '' || LABEL_NAME.test(value),
    'must be a label value: at most 63 letters, digits, -, _ and .',
  );

export const sysctlName = z
  .string()
  .regex(
    /^[a-z0-9]([-_a-z0-9]*[a-z0-9])?([./][a-z0-9]([-_a-z0-9]*[a-z0-9])?)+$/,
    'is no sysctl, such as net.ipv4.tcp_rmem',
  );
