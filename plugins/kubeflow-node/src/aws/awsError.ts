import {
  isKubeflowError,
  KubeflowError,
  type KubeflowErrorName,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { connectionError, networkErrorCode } from '../http/connectionErrors';

/** The AWS call that failed, for messages. */
export interface AwsOperation {
  /** A cluster's `region/name`, or a role's ARN. */
  readonly subject: string;
  /** As IAM writes it, such as `eks:DescribeCluster`. */
  readonly action: string;
  readonly region: string;
  /** Host of an endpoint override; default: the service's own. */
  readonly host?: string;
}

interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly $metadata?: {
    readonly httpStatusCode?: number;
    readonly clockSkewCorrected?: boolean;
  };
}

interface Verdict {
  readonly name: KubeflowErrorName;
  readonly reason: string;
  readonly fact: string;
  readonly remedy: string;
}

type Judge = (error: SdkError, operation: AwsOperation) => Verdict;

const accessDenied: Judge = ({ message }, { action }) => ({
  name: 'NotAllowedError',
  reason: 'AccessDenied',
  fact: `AWS denies ${action}: ${message}`,
  remedy: /sts:TagSession/.test(message ?? '')
    ? "Allow sts:TagSession in the role's trust policy, or use no session tags"
    : `Allow ${action} in the policy of the calling role${
        action.startsWith('sts:AssumeRole')
          ? ', and the caller (with its external id, if one is demanded) in the trust policy of the role'
          : ''
      }`,
});

const expired: Judge = ({ message }) => ({
  name: 'AuthenticationError',
  reason: 'CredentialsExpired',
  fact: `the credentials have expired: ${message}`,
  remedy:
    'Get new credentials; when they are new, correct the clock of this machine',
});

const throttled: Judge = (_, { action, region }) => ({
  name: 'ServiceUnavailableError',
  reason: 'Throttled',
  fact: `AWS throttles ${action} in ${region}`,
  remedy: 'Try again later, or call less often from this account',
});

const clockSkew: Judge = ({ message }) => ({
  name: 'AuthenticationError',
  reason: 'ClockSkew',
  fact: `AWS refuses the time of the request: ${message}`,
  remedy: 'Correct the clock of this machine',
});

const wrongKeys: Judge = ({ message }, { region }) => ({
  name: 'AuthenticationError',
  reason: 'CredentialsInvalid',
  fact: `AWS does not know these credentials: ${message}`,
  remedy: `Check that they are of the right partition and that region ${region} is enabled in their account`,
});

const oidcRejected: Judge = ({ message }) => ({
  name: 'AuthenticationError',
  reason: 'OidcTokenRejected',
  fact: `AWS rejects the OIDC token: ${message}`,
  remedy:
    "Check that the account has an IAM OIDC provider for the token's issuer, and that its client ids hold the token's audience",
});

const tagsTooLarge: Judge = ({ message }) => ({
  name: 'InputError',
  reason: 'SessionTagsTooLarge',
  fact: `session tags and policies are too large together: ${message}`,
  remedy: 'Use fewer or shorter session tags',
});

const noCredentials: Judge = ({ message }) => ({
  name: 'AuthenticationError',
  reason: 'CredentialsMissing',
  fact: `no AWS credentials were found: ${message}`,
  remedy:
    'Give the cluster a role in the fleet file and the job `permissions: id-token: write`, or run aws-actions/configure-aws-credentials before',
});

const regionDisabled: Judge = (_, { region }) => ({
  name: 'NotAllowedError',
  reason: 'RegionDisabled',
  fact: `STS is not activated in ${region} for this account`,
  remedy: `Enable region ${region} in the account's settings`,
});

const notFound: Judge = ({ message }, { action, region }) => ({
  name: 'NotFoundError',
  reason: 'NotFound',
  fact: `${action} found nothing in ${region}: ${message}`,
  remedy: 'Check the name (in its exact case), the region and the account',
});

const timedOut: Judge = (_, { action, region }) => ({
  name: 'TimeoutError',
  reason: 'AwsTimeout',
  fact: `${action} in ${region} was not answered in time`,
  remedy: 'Check that this machine reaches the endpoint of the service',
});

const JUDGES: Readonly<Record<string, Judge>> = {
  AccessDenied: accessDenied,
  AccessDeniedException: accessDenied,
  UnauthorizedException: accessDenied,
  ExpiredToken: expired,
  ExpiredTokenException: expired,
  Throttling: throttled,
  ThrottlingException: throttled,
  ThrottledException: throttled,
  TooManyRequestsException: throttled,
  RequestLimitExceeded: throttled,
  SlowDown: throttled,
  RequestTimeTooSkewed: clockSkew,
  RequestExpired: clockSkew,
  InvalidSignatureException: wrongKeys,
  SignatureDoesNotMatch: wrongKeys,
  UnrecognizedClientException: wrongKeys,
  InvalidClientTokenId: wrongKeys,
  IncompleteSignature: wrongKeys,
  InvalidIdentityToken: oidcRejected,
  InvalidIdentityTokenException: oidcRejected,
  PackedPolicyTooLarge: tagsTooLarge,
  PackedPolicyTooLargeException: tagsTooLarge,
  RegionDisabledException: regionDisabled,
  ResourceNotFoundException: notFound,
  NoSuchEntity: notFound,
  CredentialsProviderError: noCredentials,
  TimeoutError: timedOut,
  AbortError: timedOut,
};

/** Own names only: the server gives the name, and may give `constructor`. */
const judgeOf = ({ name = '' }: SdkError): Judge | undefined =>
  Object.hasOwn(JUDGES, name) ? JUDGES[name] : undefined;

/** What the SDK calls an answer that it cannot parse, such as a login page. */
const UNREADABLE: ReadonlySet<string | undefined> = new Set([
  'SyntaxError',
  'Error',
  'Unknown',
  'UnknownError',
]);

const byStatus: Judge = (error, operation) => {
  const status = error.$metadata?.httpStatusCode ?? 0;
  if (status === 429) return throttled(error, operation);
  const { action, region } = operation;
  if (status >= 500 || error.name === 'IDPCommunicationError') {
    return {
      name: 'ServiceUnavailableError',
      reason: 'AwsUnavailable',
      fact: `${action} failed in ${region} (${error.name}, ${status}): ${error.message}`,
      remedy: 'Try again later',
    };
  }
  if (!status) {
    return {
      name: 'ServiceUnavailableError',
      reason: 'AwsUnreachable',
      fact: `${action} got no answer in ${region}: ${
        error.message || error.name
      }`,
      remedy: 'Check that this machine reaches the endpoint of the service',
    };
  }
  if (status < 400 || UNREADABLE.has(error.name)) {
    return {
      name: 'ResponseError',
      reason: 'NotAws',
      fact: `${action} in ${region} was answered with something that AWS does not say (${status})`,
      remedy: 'Check proxies and AWS_ENDPOINT_URL',
    };
  }
  return {
    name: 'InputError',
    reason: 'AwsRefused',
    fact: `${action} was refused (${error.name}): ${error.message}`,
    remedy: 'Correct what the message names',
  };
};

const judge = (error: SdkError, operation: AwsOperation): Verdict => {
  // AWS answers a wrong clock with "signature" names; the SDK has compared the times.
  if (error.$metadata?.clockSkewCorrected) return clockSkew(error, operation);
  return (judgeOf(error) ?? byStatus)(error, operation);
};

/** More than AWS ever says. */
const LONGEST_MESSAGE = 2_000;

/** AWS ends its messages with a full stop, sometimes with two; a fact has none. */
const withoutStop = ({ name, message, $metadata }: SdkError): SdkError => ({
  name,
  message: message?.slice(0, LONGEST_MESSAGE).replace(/[.\s]+$/, ''),
  $metadata,
});

/** True when the SDK noticed that the clocks differ: the same client signs with the right time from now on. */
export const isClockCorrected = (error: unknown): boolean =>
  (error as SdkError | undefined)?.$metadata?.clockSkewCorrected === true;

/** Turns what the AWS SDK throws into our error; its own errors and network errors included. */
export const awsError = (
  error: unknown,
  operation: AwsOperation,
): KubeflowError => {
  if (isKubeflowError(error)) return error;
  const sdkError = (error ?? {}) as SdkError;
  if (!judgeOf(sdkError) && networkErrorCode(error)) {
    const host =
      operation.host ?? `${operation.action.split(':')[0]}.${operation.region}`;
    return connectionError(error, { subject: operation.subject, host });
  }
  const verdict = judge(withoutStop(sdkError), operation);
  return new KubeflowError(verdict.name, {
    ...verdict,
    subject: operation.subject,
    upstreamStatus: sdkError.$metadata?.httpStatusCode,
    cause: error,
  });
};
