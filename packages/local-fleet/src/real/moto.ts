import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ClusterId } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { RequestListener } from 'node:http';
import path from 'node:path';
import { pythonEnvironment } from './pythonEnvironment';
import { freePorts, isListening, startServerProcess } from './serverProcess';

export interface Moto {
  /** Endpoint of every AWS service. */
  readonly url: string;
  /** Where DescribeCluster of a cluster that exists in moto points to. */
  putEndpoint(
    cluster: ClusterId,
    apiServer: { readonly server: string; readonly ca: string },
  ): Promise<void>;
  /**
   * GetCallerIdentity for the authenticator: takes its presigned GET and asks moto, which would send that
   * to S3. moto checks no signature; the local fleet's own STS is the one that refuses forged tokens.
   */
  readonly callerIdentity: RequestListener;
  stop(): Promise<void>;
}

/** Starts moto, an AWS emulator that is independent of this project. */
export async function startMoto(directory: string): Promise<Moto> {
  const port = await freePorts(1);
  const bin = await pythonEnvironment('moto');
  const server = await startServerProcess({
    name: 'moto',
    program: path.join(bin, 'python'),
    args: [
      path.resolve(__dirname, '../../real-servers/moto/server.py'),
      String(port),
    ],
    directory,
    isReady: () => isListening(port),
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    putEndpoint: (cluster, apiServer) => putEndpoint(url, cluster, apiServer),
    callerIdentity: callerIdentity(url),
    stop: () => server.stop(),
  };
}

async function putEndpoint(
  url: string,
  { account, region, name }: ClusterId,
  { server, ca }: { readonly server: string; readonly ca: string },
): Promise<void> {
  const answer = await fetch(`${url}/lane/eks/${account}/${region}/${name}`, {
    method: 'PUT',
    body: JSON.stringify({
      endpoint: server,
      ca: Buffer.from(ca).toString('base64'),
    }),
  });
  if (answer.ok) return;
  throw new KubeflowError('ResponseError', {
    reason: 'MotoRefused',
    subject: `${region}/${name}`,
    fact: `moto answered ${answer.status} to the endpoint of this cluster`,
    remedy: 'Create the cluster in moto first.',
    upstreamStatus: answer.status,
  });
}

const callerIdentity =
  (url: string): RequestListener =>
  async (request, response) => {
    const query = new URL(request.url ?? '/', 'https://sts').searchParams;
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${query.get(
          'X-Amz-Credential',
        )}, SignedHeaders=host, Signature=0`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    });
    const xml = await answer.text();
    const field = (name: string) =>
      new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
    response
      .writeHead(answer.status, { 'content-type': 'application/json' })
      .end(
        JSON.stringify({
          GetCallerIdentityResponse: {
            GetCallerIdentityResult: {
              Account: field('Account'),
              Arn: field('Arn'),
              UserId: field('UserId'),
            },
            ResponseMetadata: { RequestId: field('RequestId') },
          },
        }),
      );
  };
