import { createHmac, createSecretKey, hash } from 'node:crypto';
import {
  KubeflowError,
  type ClusterId,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { AwsCredentials } from './credentials';
import { stsHost } from './endpoints';

const PREFIX = 'k8s-aws-v1.';
/** The server counts 15 minutes from X-Amz-Date; clients of EKS report one less. */
const LIFETIME_MS = 14 * 60_000;
const CLUSTER_HEADER = 'x-k8s-aws-id';

export interface EksTokenRequest {
  readonly cluster: Pick<ClusterId, 'name' | 'region'>;
  readonly credentials: AwsCredentials;
  /** Default: the machine's time. */
  readonly now?: Date;
}

export interface EksToken {
  /** Bearer token of the cluster's API server. */
  readonly token: string;
  /** 14 minutes after `now`, as `aws eks get-token` reports it. */
  readonly expiration: Date;
}

const sha256 = (text: string) => hash('sha256', text, 'hex');
const EMPTY_BODY = sha256('');
/** With a KeyObject this takes 3 µs, with the same bytes in a Buffer 9. */
const hmac = (key: Buffer, text: string) =>
  createHmac('sha256', createSecretKey(key)).update(text).digest();

const check = ({ cluster, credentials }: EksTokenRequest) => {
  const { name, region } = cluster;
  if (!/^[0-9A-Za-z][\w-]{0,99}$/.test(name) || !/^[a-z0-9-]+$/.test(region)) {
    throw new KubeflowError('InputError', {
      subject: `${region}/${name}`,
      fact: 'this is no region and name that an EKS cluster can have',
      reason: 'InvalidClusterName',
      remedy: 'Correct name and region of the cluster in the fleet file',
    });
  }
  if (!credentials.accessKeyId || !credentials.secretAccessKey) {
    throw new KubeflowError('AuthenticationError', {
      subject: `${region}/${name}`,
      fact: 'the AWS credentials have no access key',
      reason: 'CredentialsMissing',
    });
  }
};

/** RFC 3986, which SigV4 demands: encodeURIComponent leaves !'()* alone. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/**
 * Signs GetCallerIdentity for the STS of the cluster's own region and partition, with the cluster's
 * name in its exact case as a signed header: the bytes that `aws eks get-token` prints.
 *
 * Written with node:crypto because a token is made for each of many clusters: it costs a third of
 * `@smithy/signature-v4`, against which the tests compare each byte. The host is always the public
 * one, whatever endpoint the STS calls of this process use: the server accepts no other.
 *
 * @throws KubeflowError `InputError` for a name or region that no cluster can have,
 * `AuthenticationError` for credentials without keys.
 */
export const eksToken = (request: EksTokenRequest): EksToken => {
  check(request);
  const { cluster, credentials, now = new Date() } = request;
  const host = stsHost(cluster.region);
  const time = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const date = time.slice(0, 8);
  const scope = `${date}/${cluster.region}/sts/aws4_request`;
  const sessionToken =
    credentials.sessionToken &&
    `&X-Amz-Security-Token=${encode(credentials.sessionToken)}`;
  // In the order of the bytes of the names, as SigV4 demands; the address has the CLI's order.
  const head =
    'Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256' +
    `&X-Amz-Credential=${encode(`${credentials.accessKeyId}/${scope}`)}` +
    `&X-Amz-Date=${time}&X-Amz-Expires=60`;
  const signedHeaders = `host;${CLUSTER_HEADER}`;
  const headers = `&X-Amz-SignedHeaders=${encode(signedHeaders)}`;
  const canonicalRequest = [
    'GET',
    '/',
    `${head}${sessionToken ?? ''}${headers}`,
    `host:${host}`,
    `${CLUSTER_HEADER}:${cluster.name}`,
    '',
    signedHeaders,
    EMPTY_BODY,
  ].join('\n');
  const key = [date, cluster.region, 'sts', 'aws4_request'].reduce(
    hmac,
    Buffer.from(`AWS4${credentials.secretAccessKey}`),
  );
  const signature = hmac(
    key,
    ['AWS4-HMAC-SHA256', time, scope, sha256(canonicalRequest)].join('\n'),
  ).toString('hex');
  const url = `https://${host}/?${head}${headers}${
    sessionToken ?? ''
  }&X-Amz-Signature=${signature}`;
  return {
    token: PREFIX + Buffer.from(url).toString('base64url'),
    expiration: new Date(now.getTime() + LIFETIME_MS),
  };
};
