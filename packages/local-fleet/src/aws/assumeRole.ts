import { AwsError } from './awsError';
import type { AwsAccount, AwsRole } from './contract';
import type { AuthenticatedCall } from './authenticate';
import { authorize } from './authorize';
import type { CredentialStore, IssuedCredentials } from './credentialStore';
import type { StsResult } from './stsAnswer';
import { trustInPrincipal, trustsProvider } from './trustPolicy';
import type { ConditionKeys } from './trustPolicy';
import { conditionKeysOf } from './webIdentity';
import type { WebIdentityVerifier } from './webIdentity';

/** What the assume actions look things up in. */
export interface AssumeRoleContext {
  readonly accounts: readonly AwsAccount[];
  readonly credentials: CredentialStore;
  readonly webIdentity: WebIdentityVerifier;
}

/** AWS packs tags and policies in a binary form of its own; this is about where it refuses. */
const PACKED_LIMIT = 4096;

const invalid = (message: string) =>
  new AwsError(400, 'ValidationError', message);
const denied = (message: string) =>
  new AwsError(403, 'AccessDeniedException', message);

const findRole = (
  accounts: readonly AwsAccount[],
  arn: string,
): { account: string; role: AwsRole } | undefined => {
  const [, account, name] =
    /^arn:aws[\w-]*:iam::(\d{12}):role\/([\w+=,.@/-]+)$/.exec(arn) ?? [];
  if (!account) throw invalid(`${arn || 'RoleArn'} is invalid`);
  const role = accounts
    .find(candidate => candidate.id === account)
    ?.roles?.find(candidate => candidate.name === name);
  return role && { account, role };
};

const sessionNameOf = (form: URLSearchParams): string => {
  const name = form.get('RoleSessionName') ?? '';
  if (!/^[\w+=,.@-]{2,64}$/.test(name))
    throw invalid(
      `1 validation error detected: Value '${name}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]* and have length between 2 and 64`,
    );
  return name;
};

const secondsOf = (
  form: URLSearchParams,
  role: AwsRole,
  chained: 'chained' | 'direct',
): number => {
  const seconds = Number(form.get('DurationSeconds') ?? 3600);
  if (!Number.isInteger(seconds) || seconds < 900 || seconds > 43_200)
    throw invalid(
      `DurationSeconds must be between 900 and 43200, not ${seconds}`,
    );
  if (chained === 'chained' && seconds > 3600)
    throw invalid(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    );
  if (seconds > (role.maxSessionSeconds ?? 3600))
    throw invalid(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  return seconds;
};

const tagsOf = (form: URLSearchParams): Record<string, string> => {
  const tags: Record<string, string> = {};
  for (let n = 1; form.has(`Tags.member.${n}.Key`); n++) {
    const key = form.get(`Tags.member.${n}.Key`) ?? '';
    const value = form.get(`Tags.member.${n}.Value`) ?? '';
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key))
      throw invalid(`Tag key '${key}' is invalid`);
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value))
      throw invalid(`The value of tag '${key}' is invalid`);
    tags[key] = value;
  }
  const names = Object.keys(tags);
  if (names.length > 50) throw invalid('At most 50 session tags are allowed');
  const size = names.reduce((sum, k) => sum + k.length + tags[k]!.length, 0);
  const policy = form.get('Policy')?.length ?? 0;
  if (size + policy > PACKED_LIMIT)
    throw new AwsError(
      400,
      'PackedPolicyTooLarge',
      `Packed size of session tags consumes ${Math.round(
        ((size + policy) / PACKED_LIMIT) * 100,
      )}% of allotted space.`,
    );
  return tags;
};

const transitiveTagsOf = (form: URLSearchParams): string[] =>
  [...form]
    .filter(([name]) => name.startsWith('TransitiveTagKeys.member.'))
    .map(([, value]) => value);

const credentialsResult = (issued: IssuedCredentials): StsResult => ({
  AccessKeyId: issued.accessKeyId,
  SecretAccessKey: issued.secretAccessKey,
  SessionToken: issued.sessionToken,
  Expiration: issued.expiration.toISOString().replace('.000Z', 'Z'),
});

const assumedRoleUser = (principal: { userId: string; arn: string }) => ({
  AssumedRoleId: principal.userId,
  Arn: principal.arn,
});

/** `AssumeRoleWithWebIdentity`: the token's signature, time and audience, then the role's trust policy. */
export const assumeRoleWithWebIdentity = async (
  form: URLSearchParams,
  context: AssumeRoleContext,
): Promise<StsResult> => {
  const arn = form.get('RoleArn') ?? '';
  const found = findRole(context.accounts, arn);
  const sessionName = sessionNameOf(form);
  const verified = await context.webIdentity.verify(
    form.get('WebIdentityToken') ?? '',
  );
  const provider =
    found && `arn:aws:iam::${found.account}:oidc-provider/${verified.provider}`;
  const keys = conditionKeysOf(verified);
  if (!found || !provider || !trustsProvider(found.role.trust, provider, keys))
    throw denied('Not authorized to perform sts:AssumeRoleWithWebIdentity');
  const issued = context.credentials.issue({
    ...found,
    sessionName,
    seconds: secondsOf(form, found.role, 'direct'),
    tags: {},
    transitiveTags: [],
  });
  return {
    SubjectFromWebIdentityToken: verified.claims.sub ?? '',
    Audience: String(verified.claims.aud ?? ''),
    AssumedRoleUser: assumedRoleUser(issued.principal),
    Credentials: credentialsResult(issued),
    Provider: provider,
  };
};

/** `AssumeRole`: trust policy, external id, session tags and the caller's own permission. */
export const assumeRole = (
  form: URLSearchParams,
  { principal }: AuthenticatedCall,
  context: AssumeRoleContext,
): StsResult => {
  const arn = form.get('RoleArn') ?? '';
  const found = findRole(context.accounts, arn);
  const sessionName = sessionNameOf(form);
  const ownTags = tagsOf(form);
  const refuse = (action: string) =>
    denied(
      `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${arn}`,
    );
  if (!found) throw refuse('sts:AssumeRole');
  const keys: ConditionKeys = {
    'sts:ExternalId': form.get('ExternalId') ?? undefined,
    'sts:RoleSessionName': sessionName,
    'aws:PrincipalArn': principal.canonicalArn,
    'aws:PrincipalAccount': principal.account,
    ...Object.fromEntries(
      Object.entries(ownTags).map(([k, v]) => [`aws:RequestTag/${k}`, v]),
    ),
  };
  const trust = (action: string) =>
    trustInPrincipal(found.role.trust, principal, { action, keys });
  const how = trust('sts:AssumeRole');
  if (how === 'none') throw refuse('sts:AssumeRole');
  if (Object.keys(ownTags).length > 0 && trust('sts:TagSession') === 'none')
    throw refuse('sts:TagSession');
  // In its own account a role that names its caller needs no second permission.
  if (how !== 'by-name' || principal.account !== found.account)
    authorize(principal, 'sts:AssumeRole', arn);
  const inherited = Object.fromEntries(
    principal.transitiveTags.map(key => [key, principal.tags[key] ?? '']),
  );
  const issued = context.credentials.issue({
    ...found,
    sessionName,
    seconds: secondsOf(
      form,
      found.role,
      principal.sessionName === undefined ? 'direct' : 'chained',
    ),
    tags: { ...ownTags, ...inherited },
    transitiveTags: [...principal.transitiveTags, ...transitiveTagsOf(form)],
  });
  return {
    AssumedRoleUser: assumedRoleUser(issued.principal),
    Credentials: credentialsResult(issued),
  };
};
