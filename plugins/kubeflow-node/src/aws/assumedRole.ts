import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { AwsCallOptions } from './callAws';
import type { AwsCredentials } from './credentials';

/** What every way of assuming a role takes. */
export interface RoleOptions extends AwsCallOptions {
  readonly roleArn: string;
  /** Whose STS is asked: the cluster's own. */
  readonly region: string;
  /** Made valid by {@link roleSessionName}. */
  readonly sessionName: string;
  /** For messages; default the role's ARN. */
  readonly subject?: string;
  /** Accounts that the session may belong to; default: any. */
  readonly allowedAccounts?: readonly string[];
  /** Default 3600; the most a chained role can have. */
  readonly durationSeconds?: number;
}

/** STS's answer, as far as it matters. */
interface AssumedRole {
  readonly Credentials?: {
    readonly AccessKeyId?: string;
    readonly SecretAccessKey?: string;
    readonly SessionToken?: string;
    readonly Expiration?: Date;
  };
  readonly AssumedRoleUser?: { readonly Arn?: string };
}

export const DEFAULT_DURATION_SECONDS = 3600;

/** A session name that STS accepts: 2 to 64 of `[\w+=,.@-]`, anything else becomes `-`. */
export const roleSessionName = (text: string): string =>
  text
    .replace(/[^\w+=,.@-]+/g, '-')
    .slice(0, 64)
    .padEnd(2, '-');

const ROLE_ARN = /^arn:aws[\w-]*:iam::(\d{12}):role\/[\w+=,.@/-]{1,576}$/;

/** Account of a role's ARN. @throws KubeflowError `InputError` for what is no role's ARN. */
export const accountOfRole = (roleArn: string): string => {
  const account = ROLE_ARN.exec(roleArn)?.[1];
  if (account) return account;
  throw new KubeflowError('InputError', {
    subject: roleArn,
    fact: 'this is no ARN of an IAM role',
    reason: 'InvalidRoleArn',
    remedy: 'Write it as arn:aws:iam::111122223333:role/NAME',
  });
};

export const wrongAccount = (
  subject: string,
  {
    seen,
    allowed,
  }: { readonly seen: string; readonly allowed: readonly string[] },
): KubeflowError =>
  new KubeflowError('NotAllowedError', {
    subject,
    fact: `the credentials belong to account ${seen}, not to ${allowed.join(
      ' or ',
    )}`,
    reason: 'WrongAccount',
    remedy: 'Correct account and role of the cluster in the fleet file',
  });

/**
 * Credentials from STS's answer. The expiration is by this machine's clock, as the lifetime is known
 * and the clock may be wrong.
 *
 * @throws KubeflowError `WrongAccount`, or `ResponseError` for an answer without credentials.
 */
export const credentialsOf = (
  { Credentials: given, AssumedRoleUser: user }: AssumedRole,
  options: RoleOptions,
  now: number,
): AwsCredentials => {
  const { roleArn, subject = roleArn, allowedAccounts } = options;
  const account = user?.Arn?.split(':')[4];
  if (!given?.AccessKeyId || !given.SecretAccessKey || !account) {
    throw new KubeflowError('ResponseError', {
      subject,
      fact: 'STS answered without credentials',
      reason: 'NotAws',
      remedy: 'Check proxies and AWS_ENDPOINT_URL',
    });
  }
  if (allowedAccounts && !allowedAccounts.includes(account)) {
    throw wrongAccount(subject, { seen: account, allowed: allowedAccounts });
  }
  const lifetime = (options.durationSeconds ?? DEFAULT_DURATION_SECONDS) * 1000;
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.SessionToken,
    expiration: new Date(
      Math.min(given.Expiration?.getTime() ?? Infinity, now + lifetime),
    ),
  };
};
