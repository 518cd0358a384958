import type { IncomingMessage, RequestListener } from 'node:http';
import { CreateClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { JWTPayload } from 'jose';
import { AwsError } from '../aws/awsError';
import type { EksClusterSpec } from '../aws/contract';
import { WebIdentityVerifier } from '../aws/webIdentity';
import type { GitHubEmulator } from '../github/contract';
import type { Moto } from './moto';

/** One exchange of a job's token for credentials that STS was asked for. */
export interface Exchange {
  readonly roleArn: string;
  readonly claims: JWTPayload;
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
};

const refuse = ({ code, message }: AwsError) =>
  `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

/** STS of moto, which believes every token, behind what AWS does first: issuer, signature, audience, subject. */
export const strictSts = (options: {
  readonly moto: Moto;
  readonly github: GitHubEmulator;
  readonly exchanges: Exchange[];
}): RequestListener => {
  const { moto, github, exchanges } = options;
  const verifier = new WebIdentityVerifier([{ url: github.issuer }], Date.now);
  const check = async (form: URLSearchParams) => {
    if (form.get('Action') !== 'AssumeRoleWithWebIdentity') return;
    const token = form.get('WebIdentityToken') ?? '';
    const { claims } = await verifier.verify(token);
    if (claims.sub !== github.subject)
      throw new AwsError(
        403,
        'AccessDenied',
        'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      );
    exchanges.push({ roleArn: form.get('RoleArn') ?? '', claims });
  };
  return async (request, response) => {
    const body = await bodyOf(request);
    try {
      await check(new URLSearchParams(body));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      response.writeHead(error.status, { 'content-type': 'text/xml' });
      response.end(refuse(error));
      return;
    }
    const answer = await fetch(moto.url + (request.url ?? '/'), {
      method: request.method,
      headers: {
        authorization: request.headers.authorization ?? '',
        'content-type': request.headers['content-type'] ?? '',
      },
      body,
    });
    response.writeHead(answer.status, { 'content-type': 'text/xml' });
    response.end(await answer.text());
  };
};

/** Makes the cluster exist in its account and region of moto, with the address of the real API server. */
export const createInMoto = async (moto: Moto, cluster: EksClusterSpec) => {
  const { account, region, name, version, endpoint = '', ca = '' } = cluster;
  const client = { endpoint: moto.url, region };
  const administrator = { accessKeyId: 'admin', secretAccessKey: 'admin' };
  const sts = new STSClient({ ...client, credentials: administrator });
  const { Credentials: keys } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${account}:role/setup`,
      RoleSessionName: 'setup',
    }),
  );
  const eks = new EKSClient({
    ...client,
    credentials: {
      accessKeyId: keys?.AccessKeyId ?? '',
      secretAccessKey: keys?.SecretAccessKey ?? '',
      sessionToken: keys?.SessionToken,
    },
  });
  await eks.send(
    new CreateClusterCommand({
      name,
      version,
      roleArn: `arn:aws:iam::${account}:role/eks`,
      resourcesVpcConfig: {},
    }),
  );
  await moto.putEndpoint(cluster, { server: endpoint, ca });
};
