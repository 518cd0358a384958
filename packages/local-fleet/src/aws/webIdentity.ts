import { createRemoteJWKSet, decodeJwt, errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { AwsError } from './awsError';
import type { OidcIssuer } from './contract';
import type { ConditionKeys } from './trustPolicy';

/** A token whose signature, time, issuer and audience are right. */
export interface VerifiedToken {
  readonly claims: JWTPayload;
  /** Issuer without its scheme: the name of the IAM OIDC provider and prefix of its condition keys. */
  readonly provider: string;
}

/** Name of the IAM OIDC provider of an issuer. */
export const providerName = (issuer: string): string =>
  issuer.replace(/^https?:\/\//, '').replace(/\/$/, '');

const invalid = (message: string) =>
  new AwsError(400, 'InvalidIdentityToken', message);

const issuerOf = (token: string): string => {
  try {
    return decodeJwt(token).iss ?? '';
  } catch (error) {
    throw invalid(
      `The ID Token provided is not a valid JWT. (${(error as Error).message})`,
    );
  }
};

const refusal = (error: unknown): AwsError => {
  if (error instanceof errors.JWTExpired)
    return new AwsError(
      400,
      'ExpiredTokenException',
      'Token expired: the ID token is past its exp',
    );
  if (error instanceof errors.JWTClaimValidationFailed)
    return error.claim === 'aud'
      ? invalid('Incorrect token audience')
      : invalid(`Missing or wrong required claim: ${error.claim}`);
  if (error instanceof errors.JOSEError)
    return invalid(
      `Couldn't retrieve verification key from your identity provider, or the signature is wrong (${error.code})`,
    );
  return new AwsError(
    400,
    'IDPCommunicationError',
    'Unable to communicate with the identity provider of the token',
  );
};

const discover = async (issuer: string): Promise<string> => {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(5000),
  });
  const { jwks_uri: jwksUrl } = (await response.json()) as {
    jwks_uri?: string;
  };
  if (!jwksUrl) throw new Error('no jwks_uri');
  return jwksUrl;
};

/** Verifies tokens against the keys that their issuer publishes now. */
export class WebIdentityVerifier {
  private readonly keys = new Map<string, JWTVerifyGetKey>();

  constructor(
    private readonly issuers: readonly OidcIssuer[],
    private readonly now: () => number,
  ) {}

  private async keysOf(issuer: OidcIssuer): Promise<JWTVerifyGetKey> {
    const known = this.keys.get(issuer.url);
    if (known) return known;
    const jwksUrl = issuer.jwksUrl ?? (await discover(issuer.url));
    const keys = createRemoteJWKSet(new URL(jwksUrl), {
      timeoutDuration: 5000,
    });
    this.keys.set(issuer.url, keys);
    return keys;
  }

  /** @throws AwsError InvalidIdentityToken, ExpiredTokenException, IDPCommunicationError. */
  async verify(token: string): Promise<VerifiedToken> {
    const url = issuerOf(token);
    const issuer = this.issuers.find(candidate => candidate.url === url);
    if (!issuer)
      throw invalid(
        `No OpenIDConnect provider found in your account for ${url}`,
      );
    try {
      const { payload } = await jwtVerify(token, await this.keysOf(issuer), {
        issuer: url,
        audience: [...(issuer.audiences ?? ['sts.amazonaws.com'])],
        currentDate: new Date(this.now()),
        requiredClaims: ['sub', 'exp', 'iat'],
      });
      return { claims: payload, provider: providerName(url) };
    } catch (error) {
      throw refusal(error);
    }
  }
}

/** `PROVIDER:claim` for every claim that is text; `aud` too. */
export const conditionKeysOf = ({
  claims,
  provider,
}: VerifiedToken): ConditionKeys =>
  Object.fromEntries(
    Object.entries(claims)
      .filter(([, value]) => typeof value === 'string')
      .map(([claim, value]) => [`${provider}:${claim}`, value as string]),
  );
