import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from './awsError';

/** A request as it arrived; header names in lower case. */
export interface SignedRequest {
  readonly method: string;
  /** Absolute: a presigned token names its host in the URL, a request in its Host header. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** What the signature claims, before the secret is known. */
export interface SignatureClaim {
  readonly accessKeyId: string;
  readonly sessionToken?: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** When it was signed. */
  readonly signedAt: Date;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** Seconds that a presigned URL is valid; absent for a signed header. */
  readonly expires?: number;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const incomplete = (what: string) =>
  new AwsError(403, 'IncompleteSignatureException', what);

const parseAmzDate = (value: string): Date => {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(value);
  if (!match) throw incomplete(`X-Amz-Date is not a date: '${value}'`);
  const [, y, mo, d, h, mi, s] = match;
  return new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
};

const parseScope = (credential: string) => {
  const parts = credential.split('/');
  const [accessKeyId, date, region, service, end] = parts;
  if (parts.length !== 5 || !accessKeyId || !date || !region || !service)
    throw incomplete(`Credential must have five parts: '${credential}'`);
  if (end !== 'aws4_request')
    throw incomplete(`Credential must end in aws4_request, not '${end}'`);
  return { accessKeyId, date, region, service };
};

const fromQuery = (url: URL): SignatureClaim => {
  const need = (name: string) => {
    const value = url.searchParams.get(name);
    if (!value) throw incomplete(`Request must contain ${name}`);
    return value;
  };
  const expires = Number(need('X-Amz-Expires'));
  if (!Number.isInteger(expires) || expires < 0 || expires > 604_800)
    throw incomplete('X-Amz-Expires must be between 0 and 604800 seconds');
  return {
    ...parseScope(need('X-Amz-Credential')),
    sessionToken: url.searchParams.get('X-Amz-Security-Token') ?? undefined,
    signedAt: parseAmzDate(need('X-Amz-Date')),
    signedHeaders: need('X-Amz-SignedHeaders').split(';'),
    signature: need('X-Amz-Signature'),
    expires,
  };
};

const fromHeader = (headers: SignedRequest['headers']): SignatureClaim => {
  const authorization = headers.authorization ?? '';
  const field = (name: string) => {
    const value = new RegExp(`${name}=([^,\\s]+)`).exec(authorization)?.[1];
    if (!value) throw incomplete(`Authorization must contain ${name}`);
    return value;
  };
  return {
    ...parseScope(field('Credential')),
    sessionToken: headers['x-amz-security-token'],
    signedAt: parseAmzDate(headers['x-amz-date'] ?? ''),
    signedHeaders: field('SignedHeaders').split(';'),
    signature: field('Signature'),
  };
};

/** Reads the claim of a presigned URL or of an Authorization header; undefined when there is neither. */
export const readClaim = (
  request: Pick<SignedRequest, 'url' | 'headers'>,
): SignatureClaim | undefined => {
  if (request.url.searchParams.get('X-Amz-Algorithm') === ALGORITHM)
    return fromQuery(request.url);
  if (request.headers.authorization?.startsWith(`${ALGORITHM} `))
    return fromHeader(request.headers);
  return undefined;
};

const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );

// Every service but S3 signs the path encoded once more than it is sent.
const canonicalPath = (url: URL) =>
  url.pathname.split('/').map(encode).join('/') || '/';

const canonicalQuery = (url: URL) =>
  [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');

const hex = (data: string | Buffer) =>
  createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) =>
  createHmac('sha256', key).update(data).digest();

const canonicalHeaders = (request: SignedRequest, names: readonly string[]) =>
  names
    .map(name => {
      const value = request.headers[name] ?? '';
      return `${name}:${value.trim().replace(/ +/g, ' ')}\n`;
    })
    .join('');

/** The signature that the holder of `secret` makes over this request. */
export const signatureOf = (
  request: SignedRequest,
  claim: SignatureClaim,
  secret: string,
): string => {
  const canonical = [
    request.method,
    canonicalPath(request.url),
    canonicalQuery(request.url),
    canonicalHeaders(request, claim.signedHeaders),
    claim.signedHeaders.join(';'),
    hex(request.body),
  ].join('\n');
  const scope = `${claim.date}/${claim.region}/${claim.service}/aws4_request`;
  const at = claim.signedAt.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const key = [claim.region, claim.service, 'aws4_request'].reduce(
    (k, part) => hmac(k, part),
    hmac(`AWS4${secret}`, claim.date),
  );
  return hmac(key, [ALGORITHM, at, scope, hex(canonical)].join('\n')).toString(
    'hex',
  );
};

/** @throws AwsError when the signature is not the one that `secret` makes, or `host` is not signed. */
export const checkSignature = (
  request: SignedRequest,
  claim: SignatureClaim,
  secret: string,
): void => {
  if (!claim.signedHeaders.includes('host'))
    throw incomplete("'Host' must be a signed header");
  const expected = Buffer.from(signatureOf(request, claim, secret));
  const given = Buffer.from(claim.signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given))
    throw new AwsError(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
    );
};
