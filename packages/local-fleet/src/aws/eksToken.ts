import type { ClusterId } from '@kubeflow-fleet/plugin-kubeflow-common';
import { AwsError } from './awsError';
import type { EksClusterSpec, TokenVerdict } from './contract';
import type { CredentialStore } from './credentialStore';
import { checkSignature, readClaim } from './sigV4';
import type { SignatureClaim } from './sigV4';

const PREFIX = 'k8s-aws-v1.';
/** Whatever X-Amz-Expires says, EKS accepts a token for this long after X-Amz-Date. */
const LIFETIME_MS = 15 * 60_000;
const SKEW_MS = 5 * 60_000;
const STS_HOST =
  /^sts(-fips)?\.([a-z]{2}(-[a-z]+)+-\d\.)?amazonaws\.com(\.cn)?$/;
const PARAMETERS = new Set([
  'action',
  'version',
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-expires',
  'x-amz-security-token',
  'x-amz-signature',
  'x-amz-signedheaders',
]);

const refuse = (reason: string): never => {
  throw new AwsError(401, 'Unauthorized', reason);
};

const readUrl = (token: string): URL => {
  if (token.length > 4096) refuse('the token is longer than 4096 bytes');
  if (!token.startsWith(PREFIX))
    refuse(`the token does not start with ${PREFIX}`);
  const encoded = token.slice(PREFIX.length);
  const bytes = Buffer.from(encoded, 'base64url');
  const text = bytes.toString();
  // Node skips what is no base64url; the authenticator refuses it.
  if (bytes.toString('base64url') !== encoded || !URL.canParse(text))
    refuse('the token holds no URL');
  return new URL(text);
};

const checkUrl = (url: URL) => {
  if (url.protocol !== 'https:')
    refuse(`unexpected scheme ${url.protocol.slice(0, -1)}`);
  if (!STS_HOST.test(url.host)) refuse(`unexpected hostname ${url.host}`);
  if (url.pathname !== '/') refuse('unexpected path in the presigned URL');
  for (const name of url.searchParams.keys())
    if (!PARAMETERS.has(name.toLowerCase()))
      refuse(`non-whitelisted query parameter ${name}`);
  if (url.searchParams.get('Action') !== 'GetCallerIdentity')
    refuse('unexpected action');
};

const checkClaim = (claim: SignatureClaim, now: number) => {
  const age = now - claim.signedAt.getTime();
  if (!claim.signedHeaders.includes('x-k8s-aws-id'))
    refuse('the header x-k8s-aws-id is not signed');
  if ((claim.expires ?? 0) > 900) refuse('X-Amz-Expires is over 900');
  if (age > LIFETIME_MS)
    refuse('the token is expired: it was signed more than 15 minutes ago');
  if (age < -SKEW_MS) refuse('the token was signed in the future');
};

const judge = (
  token: string,
  cluster: EksClusterSpec | ClusterId,
  context: { readonly credentials: CredentialStore; readonly now: number },
): TokenVerdict => {
  const url = readUrl(token);
  checkUrl(url);
  const headers = { host: url.host, 'x-k8s-aws-id': cluster.name };
  const claim =
    readClaim({ url, headers }) ?? refuse('the URL is not signed with SigV4');
  checkClaim(claim, context.now);
  const { principal, secretAccessKey } = context.credentials.find(claim);
  checkSignature(
    { method: 'GET', url, headers, body: Buffer.alloc(0) },
    claim,
    secretAccessKey,
  );
  const entry = (
    'accessEntries' in cluster ? cluster.accessEntries : undefined
  )?.find(candidate => candidate.principalArn === principal.canonicalArn);
  if (!entry) return refuse(`no access entry for ${principal.canonicalArn}`);
  return {
    accepted: true,
    username: (entry.username ?? principal.arn).replace(
      /\{\{SessionName\}\}/g,
      principal.sessionName ?? '',
    ),
    groups: entry.groups ?? [],
    arn: principal.arn,
    sessionName: principal.sessionName,
  };
};

/**
 * What aws-iam-authenticator does with a token: the URL's form, its age, the signature over the cluster's
 * name, then the access entry of the role or user.
 */
export const verifyEksToken = (
  token: string,
  cluster: EksClusterSpec | ClusterId,
  context: { readonly credentials: CredentialStore; readonly now: number },
): TokenVerdict => {
  try {
    return judge(token, cluster, context);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { accepted: false, reason: error.message };
  }
};
