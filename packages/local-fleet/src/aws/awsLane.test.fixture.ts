import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EKSClient } from '@aws-sdk/client-eks';
import { STSClient } from '@aws-sdk/client-sts';
import { Hash } from '@smithy/hash-node';
import { SignatureV4 } from '@smithy/signature-v4';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { createAwsEmulator } from './awsEmulator';
import type { AwsAccount, AwsEmulator, EksClusterSpec } from './contract';

export const ACCOUNT = '111122223333';
export const OTHER_ACCOUNT = '444455556666';
const KEY = { accessKeyId: 'AKIALOCALADMIN', secretAccessKey: 'local-secret' };

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const listen = (server: ReturnType<typeof createServer>) =>
  new Promise<string>(resolve => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });

/** An OIDC issuer with a key pair of its own. */
const openIssuer = async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' };
  const server = createServer((request, response) => {
    const base = `http://${request.headers.host}`;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify(
        request.url === '/jwks'
          ? { keys: [jwk] }
          : { issuer: base, jwks_uri: `${base}/jwks` },
      ),
    );
  });
  const url = await listen(server);
  const token = (
    claims: Record<string, string>,
    options: {
      key?: CryptoKey;
      seconds?: number;
      iss?: string;
      at?: number;
    } = {},
  ) => {
    const at = Math.floor((options.at ?? Date.now()) / 1000);
    return new SignJWT({ aud: 'sts.amazonaws.com', ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setIssuer(options.iss ?? url)
      .setIssuedAt(at)
      .setExpirationTime(at + (options.seconds ?? 300))
      .sign(options.key ?? (privateKey as CryptoKey));
  };
  return { url, token, close: () => server.close() };
};

export type Lane = Awaited<ReturnType<typeof openAwsLane>>;

/** The emulator behind a port, an issuer that it trusts, and clients of the AWS SDK. */
export const openAwsLane = async (options: {
  readonly accounts: (issuer: string) => readonly AwsAccount[];
  readonly clusters?: readonly EksClusterSpec[];
}) => {
  const issuer = await openIssuer();
  const clock = { offset: 0, now: () => Date.now() + clock.offset };
  const emulator: AwsEmulator = createAwsEmulator({
    accounts: options.accounts(issuer.url),
    clusters: options.clusters,
    oidcIssuers: [{ url: issuer.url }],
    clock,
  });
  const server = createServer(emulator.handle);
  const endpoint = await listen(server);
  const client = (region: string, credentials: Keys = KEY) => ({
    endpoint,
    region,
    credentials,
    maxAttempts: 1,
  });
  return {
    endpoint,
    emulator,
    issuer,
    clock,
    admin: KEY,
    sts: (region = 'eu-west-1', keys?: Keys) =>
      new STSClient(client(region, keys)),
    eks: (region = 'eu-west-1', keys?: Keys) =>
      new EKSClient(client(region, keys)),
    close: () => {
      emulator.close();
      server.closeAllConnections();
      server.close();
      issuer.close();
    },
  };
};

/** A token of EKS as the AWS CLI makes it. */
export const presignToken = async (
  keys: Keys,
  options: {
    readonly cluster: string;
    readonly region?: string;
    readonly at?: Date;
    readonly host?: string;
    readonly protocol?: string;
    readonly expiresIn?: number;
  },
): Promise<string> => {
  const region = options.region ?? 'eu-west-1';
  const host = options.host ?? `sts.${region}.amazonaws.com`;
  const signer = new SignatureV4({
    credentials: keys,
    region,
    service: 'sts',
    sha256: Hash.bind(null, 'sha256'),
  });
  const signed = await signer.presign(
    {
      method: 'GET',
      protocol: options.protocol ?? 'https:',
      hostname: host,
      path: '/',
      query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
      headers: { host, 'x-k8s-aws-id': options.cluster },
    },
    {
      expiresIn: options.expiresIn ?? 60,
      signingDate: options.at ?? new Date(),
      unhoistableHeaders: new Set(['x-k8s-aws-id']),
    },
  );
  const query = new URLSearchParams(signed.query as Record<string, string>);
  const url = `${signed.protocol}//${host}/?${query}`;
  return `k8s-aws-v1.${Buffer.from(url).toString('base64url')}`;
};
