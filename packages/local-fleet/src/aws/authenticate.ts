import { AwsError } from './awsError';
import type { CredentialStore, Principal } from './credentialStore';
import { checkSignature, readClaim } from './sigV4';
import type { SignatureClaim, SignedRequest } from './sigV4';

const SKEW_MS = 5 * 60_000;
/** STS takes a presigned URL for this long whatever X-Amz-Expires says: the tokens of EKS rest on it. */
const PRESIGNED_MS = 15 * 60_000;

/** A request whose signature is right: who made it, and for which region and service. */
export interface AuthenticatedCall {
  readonly principal: Principal;
  readonly claim: SignatureClaim;
}

const checkTime = (claim: SignatureClaim, now: number) => {
  const age = now - claim.signedAt.getTime();
  const at = claim.signedAt.toISOString();
  const lifetime = claim.expires === undefined ? SKEW_MS : PRESIGNED_MS;
  if (age > lifetime)
    throw new AwsError(
      403,
      'SignatureDoesNotMatch',
      `Signature expired: ${at} is now earlier than ${new Date(
        now - lifetime,
      ).toISOString()}`,
    );
  if (age < -SKEW_MS)
    throw new AwsError(
      403,
      'SignatureDoesNotMatch',
      `Signature not yet current: ${at} is still later than ${new Date(
        now + SKEW_MS,
      ).toISOString()}`,
    );
};

/**
 * Whose signature it is. The time is judged before the secret, and an expired session before both, as AWS does.
 *
 * @throws AwsError MissingAuthenticationToken, UnrecognizedClientException, ExpiredTokenException, SignatureDoesNotMatch.
 */
export const authenticate = (
  request: SignedRequest,
  options: {
    readonly credentials: CredentialStore;
    readonly now: number;
    readonly service: string;
  },
): AuthenticatedCall => {
  const claim = readClaim(request);
  if (!claim)
    throw new AwsError(
      403,
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
    );
  const key = options.credentials.find(claim);
  checkTime(claim, options.now);
  if (claim.service !== options.service)
    throw new AwsError(
      403,
      'SignatureDoesNotMatch',
      `Credential should be scoped to correct service: '${options.service}'.`,
    );
  checkSignature(request, claim, key.secretAccessKey);
  return { principal: key.principal, claim };
};
