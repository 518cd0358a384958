import { randomBytes, timingSafeEqual } from 'node:crypto';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';
import type { WorkflowIdentity } from './contract';

/** GitHub's tokens live this long. */
const LIFETIME_SECONDS = 300;

/** `sub` of the token, in the form that the repository's age asks for. */
export const subjectOf = (identity: WorkflowIdentity): string => {
  const [owner, name] = identity.repository.split('/');
  const repository =
    identity.subject === 'legacy'
      ? identity.repository
      : `${owner}@${identity.ownerId}/${name}@${identity.repositoryId}`;
  const context = () => {
    if (identity.environment) return `environment:${identity.environment}`;
    return identity.eventName === 'pull_request'
      ? 'pull_request'
      : `ref:${identity.ref}`;
  };
  return `repo:${repository}:${context()}`;
};

const claimsOf = (identity: WorkflowIdentity) => {
  const [owner] = identity.repository.split('/');
  const file = `${identity.repository}/.github/workflows/${identity.workflow}.yml@${identity.ref}`;
  return {
    ref: identity.ref,
    ref_type: identity.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    sha: identity.sha,
    repository: identity.repository,
    repository_id: identity.repositoryId,
    repository_owner: owner,
    repository_owner_id: identity.ownerId,
    repository_visibility: 'private',
    run_id: identity.runId,
    run_number: String(identity.runNumber),
    run_attempt: String(identity.runAttempt),
    runner_environment: 'github-hosted',
    actor: identity.actor,
    workflow: identity.workflow,
    workflow_ref: file,
    job_workflow_ref: file,
    event_name: identity.eventName,
    ...(identity.environment && { environment: identity.environment }),
  };
};

/** GitHub's token service: keys, discovery, and tokens for whoever holds the request token. */
export class OidcIssuer {
  readonly audiences: string[] = [];
  private readonly keys = generateKeyPair('RS256');

  constructor(
    private readonly options: {
      readonly issuer: string;
      readonly identity: WorkflowIdentity;
      readonly requestToken: string;
      readonly now: () => number;
    },
  ) {}

  discovery(): object {
    const { issuer } = this.options;
    return {
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks`,
      subject_types_supported: ['public', 'pairwise'],
      response_types_supported: ['id_token'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid'],
    };
  }

  async jwks(): Promise<{ keys: JWK[] }> {
    const { publicKey } = await this.keys;
    const jwk = await exportJWK(publicKey);
    return { keys: [{ ...jwk, kid: 'local', use: 'sig', alg: 'RS256' }] };
  }

  /** True for the bearer token that the runner gave to the job. */
  accepts(authorization: string | undefined): boolean {
    const given = Buffer.from(authorization ?? '');
    const expected = Buffer.from(`Bearer ${this.options.requestToken}`);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  async token(audience: string | undefined): Promise<string> {
    const { identity, issuer, now } = this.options;
    const { privateKey } = await this.keys;
    const [owner] = identity.repository.split('/');
    const aud = audience || `https://github.com/${owner}`;
    this.audiences.push(aud);
    const at = Math.floor(now() / 1000);
    return new SignJWT({
      ...claimsOf(identity),
      jti: randomBytes(16).toString('hex'),
    })
      .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: 'local' })
      .setIssuer(issuer)
      .setSubject(subjectOf(identity))
      .setAudience(aud)
      .setNotBefore(at - 300)
      .setIssuedAt(at)
      .setExpirationTime(at + LIFETIME_SECONDS)
      .sign(privateKey);
  }
}
