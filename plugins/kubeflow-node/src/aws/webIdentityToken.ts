import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';

interface Claims {
  readonly sub?: string;
  readonly aud?: string | readonly string[];
  readonly repository?: string;
  readonly repository_id?: string;
  readonly repository_owner_id?: string;
}

/** The claims of a JWT, unverified, for messages only; `{}` for what is no JWT. */
const claimsOf = (token: string): Claims => {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url');
    const claims: unknown = JSON.parse(payload.toString());
    return typeof claims === 'object' && claims !== null ? claims : {};
  } catch {
    return {};
  }
};

/**
 * Both spellings of a GitHub `sub`: repositories created since 15 July 2026 have immutable ones with
 * the ids of owner and repository.
 */
export const subjectForms = (
  claims: Claims,
): { readonly legacy: string; readonly immutable: string } => {
  const [, repository = '', ...rest] = (claims.sub ?? '').split(':');
  const [owner = 'ORG', name = 'REPO'] = repository
    .split('/')
    .map(part => part.split('@')[0]);
  const ids = repository.split('/').map(part => part.split('@')[1]);
  const ownerId = claims.repository_owner_id ?? ids[0] ?? 'ORG_ID';
  const repositoryId = claims.repository_id ?? ids[1] ?? 'REPO_ID';
  const tail = rest.join(':') || '...';
  return {
    legacy: `repo:${owner}/${name}:${tail}`,
    immutable: `repo:${owner}@${ownerId}/${name}@${repositoryId}:${tail}`,
  };
};

/** The error of a role whose trust policy does not take this token. The token itself stays out of it. */
export const trustPolicyRejects = (
  token: string,
  role: {
    readonly subject: string;
    readonly roleArn: string;
    readonly cause: unknown;
  },
): KubeflowError => {
  const claims = claimsOf(token);
  const { legacy, immutable } = subjectForms(claims);
  const seen = claims.sub
    ? `sub '${claims.sub}' with aud '${[claims.aud].flat().join(', ')}'`
    : 'a token without sub';
  return new KubeflowError('NotAllowedError', {
    subject: role.subject,
    fact: `${role.roleArn} cannot be assumed: it does not exist or its trust policy rejects ${seen}`,
    reason: 'TrustPolicyRejects',
    remedy: `Let the trust policy accept the sub that was seen. Its forms are '${legacy}' and, for repositories created since July 2026, '${immutable}'`,
    upstreamStatus: 403,
    cause: role.cause,
  });
};
