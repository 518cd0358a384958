import { Hash } from '@smithy/hash-node';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import type { AwsCredentials } from './credentials';
import { eksToken } from './eksToken';
import { stsHost } from './endpoints';

const Sha256 = Hash.bind(null, 'sha256');

const credentials: AwsCredentials = {
  accessKeyId: 'AKIAEXAMPLE',
  secretAccessKey: 'se/cret+key',
  sessionToken: 'session/token+with==',
};
const cluster = { name: 'Ml_EU-1', region: 'eu-west-1' };
const now = new Date('2026-07-01T10:20:30.456Z');

const urlOf = (token: string) =>
  new URL(
    Buffer.from(token.replace('k8s-aws-v1.', ''), 'base64url').toString(),
  );

/** The parameters that `@smithy/signature-v4` makes for the same token. */
const presign = async (
  { name, region }: typeof cluster,
  identity: AwsCredentials,
  signingDate: Date,
) => {
  const host = stsHost(region);
  const signer = new SignatureV4({
    credentials: identity,
    region,
    service: 'sts',
    sha256: Sha256,
  });
  const { query } = await signer.presign(
    {
      method: 'GET',
      protocol: 'https:',
      hostname: host,
      path: '/',
      query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
      headers: { host, 'x-k8s-aws-id': name },
    },
    {
      expiresIn: 60,
      signingDate,
      unhoistableHeaders: new Set(['x-k8s-aws-id']),
    },
  );
  return query;
};

describe('eksToken', () => {
  it('is a presigned GetCallerIdentity with the parameters in the order of the AWS CLI', () => {
    const { token } = eksToken({ cluster, credentials, now });
    expect(token).toMatch(/^k8s-aws-v1\.[\w-]+$/);
    const url = urlOf(token);
    expect(url.origin + url.pathname).toBe(
      'https://sts.eu-west-1.amazonaws.com/',
    );
    expect([...url.searchParams.keys()]).toEqual([
      'Action',
      'Version',
      'X-Amz-Algorithm',
      'X-Amz-Credential',
      'X-Amz-Date',
      'X-Amz-Expires',
      'X-Amz-SignedHeaders',
      'X-Amz-Security-Token',
      'X-Amz-Signature',
    ]);
    expect(url.searchParams.get('X-Amz-Expires')).toBe('60');
    expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe(
      'host;x-k8s-aws-id',
    );
  });

  it('P5: has the signature of @smithy/signature-v4 for any credentials, names, regions and times', async () => {
    const text = fc.string({
      minLength: 1,
      maxLength: 200,
      unit: 'binary-ascii',
    });
    const names = fc.stringMatching(/^[0-9A-Za-z][\w-]{0,98}$/);
    const regions = fc.constantFrom('eu-west-1', 'cn-north-1', 'us-gov-west-1');
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          accessKeyId: text,
          secretAccessKey: text,
          sessionToken: fc.option(text, { nil: undefined }),
        }),
        fc.record({ name: names, region: regions }),
        fc.date({
          min: new Date('2000-01-01'),
          max: new Date('2099-12-31'),
          noInvalidDate: true,
        }),
        async (identity, id, date) => {
          const { token } = eksToken({
            cluster: id,
            credentials: identity,
            now: date,
          });
          const query = await presign(id, identity, date);
          expect(Object.fromEntries(urlOf(token).searchParams)).toEqual(query);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('leaves the session token out for keys of a user', () => {
    const { token } = eksToken({
      cluster,
      credentials: { accessKeyId: 'A', secretAccessKey: 's' },
      now,
    });
    expect(urlOf(token).searchParams.has('X-Amz-Security-Token')).toBe(false);
  });

  it.each([
    ['eu-west-1', 'sts.eu-west-1.amazonaws.com'],
    ['af-south-1', 'sts.af-south-1.amazonaws.com'],
    ['us-gov-west-1', 'sts.us-gov-west-1.amazonaws.com'],
    ['cn-north-1', 'sts.cn-north-1.amazonaws.com.cn'],
    ['us-iso-east-1', 'sts.us-iso-east-1.c2s.ic.gov'],
    ['us-isob-east-1', 'sts.us-isob-east-1.sc2s.sgov.gov'],
    ['eusc-de-east-1', 'sts.eusc-de-east-1.amazonaws.eu'],
  ])('signs the STS of region %s: %s', (region, host) => {
    const { token } = eksToken({
      cluster: { ...cluster, region },
      credentials,
      now,
    });
    expect(urlOf(token).host).toBe(host);
  });

  it("signs the public host and the cluster's region whatever the environment says", () => {
    const saved = { ...process.env };
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:2',
      AWS_REGION: 'us-east-1',
    });
    try {
      const { token } = eksToken({ cluster, credentials, now });
      expect(urlOf(token).host).toBe('sts.eu-west-1.amazonaws.com');
      expect(urlOf(token).searchParams.get('X-Amz-Credential')).toBe(
        'AKIAEXAMPLE/20260701/eu-west-1/sts/aws4_request',
      );
    } finally {
      process.env = saved;
    }
  });

  it('signs the name in its exact case', () => {
    const sign = (name: string) =>
      eksToken({ cluster: { ...cluster, name }, credentials, now }).token;
    expect(sign('ML-EU')).not.toBe(sign('ml-eu'));
  });

  it('reports an expiration 14 minutes after it was signed', () => {
    const { expiration } = eksToken({ cluster, credentials, now });
    expect(expiration.getTime() - now.getTime()).toBe(14 * 60_000);
  });

  it('stays below the 4096 bytes that the authenticator takes, also with a session token of 1,440', () => {
    const { token } = eksToken({
      cluster,
      credentials: { ...credentials, sessionToken: 'Ab3xYz/+'.repeat(180) },
      now,
    });
    expect(token.length).toBeLessThan(4096);
  });

  it.each(['', 'a\nb', 'name with blanks', '-x', 'x'.repeat(101)])(
    'refuses the cluster name %j',
    name => {
      expect(() =>
        eksToken({ cluster: { ...cluster, name }, credentials, now }),
      ).toThrow(expect.objectContaining({ reason: 'InvalidClusterName' }));
    },
  );

  it('refuses credentials without keys', () => {
    expect(() =>
      eksToken({ cluster, credentials: { ...credentials, accessKeyId: '' } }),
    ).toThrow(expect.objectContaining({ reason: 'CredentialsMissing' }));
  });
});
