import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { clusterKey } from '@kubeflow-fleet/plugin-kubeflow-common';
import { AwsError } from './awsError';
import type {
  AwsEmulator,
  AwsEmulatorOptions,
  EksClusterSpec,
  SeenCall,
} from './contract';
import { CredentialStore } from './credentialStore';
import { answerEks } from './eks';
import { verifyEksToken } from './eksToken';
import { readClaim } from './sigV4';
import type { SignedRequest } from './sigV4';
import { handleSts } from './sts';
import { WebIdentityVerifier } from './webIdentity';

const MOST_BYTES = 1024 * 1024;

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MOST_BYTES)
      throw new AwsError(413, 'RequestEntityTooLarge', 'The body is too large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
};

const readRequest = async (
  request: IncomingMessage,
): Promise<SignedRequest> => ({
  method: request.method ?? 'GET',
  url: new URL(request.url ?? '/', `http://${request.headers.host}`),
  headers: Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : value,
    ]),
  ),
  body: await readBody(request),
});

/** What the JSON services call the errors of the query protocol. */
const JSON_CODES: Readonly<Record<string, string>> = {
  SignatureDoesNotMatch: 'InvalidSignatureException',
};

const sendJson = (
  response: ServerResponse,
  status: number,
  answer: { readonly body: object; readonly headers?: Record<string, string> },
) => {
  const text = JSON.stringify(answer.body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
    ...answer.headers,
  });
  response.end(text);
};

const sendJsonError = (response: ServerResponse, error: AwsError) => {
  const code = JSON_CODES[error.code] ?? error.code;
  sendJson(response, error.status, {
    body: { __type: code, message: error.message },
    headers: { 'x-amzn-errortype': code },
  });
};

const readServiceLeniently = (request: SignedRequest): string | undefined => {
  try {
    return readClaim(request)?.service;
  } catch (error) {
    // A broken signature at STS's path is STS's to refuse, in STS's form.
    if (error instanceof AwsError) return 'sts';
    throw error;
  }
};

/** STS speaks at `/`; a presigned or signed request names its service in the credential's scope. */
const isForSts = (request: SignedRequest): boolean => {
  if (request.url.pathname !== '/') return false;
  return (readServiceLeniently(request) ?? 'sts') === 'sts';
};

/**
 * STS and EKS of several accounts and all regions at one address. Every signature is recomputed, and
 * web identity tokens are verified against their issuer's published keys. IAM is an allow-list: no Deny,
 * no service control policies, no permission boundaries, no session policies.
 */
export const createAwsEmulator = (options: AwsEmulatorOptions): AwsEmulator => {
  const now = () => (options.clock ?? Date).now();
  const clusters = new Map<string, EksClusterSpec>(
    (options.clusters ?? []).map(cluster => [clusterKey(cluster), cluster]),
  );
  const credentials = new CredentialStore(options.accounts, now);
  const calls = new Map<string, SeenCall>();
  const webIdentity = new WebIdentityVerifier(options.oidcIssuers ?? [], now);

  const answer = async (raw: IncomingMessage, response: ServerResponse) => {
    const request = await readRequest(raw);
    if (isForSts(request)) {
      await handleSts(request, response, {
        accounts: options.accounts,
        credentials,
        webIdentity,
        now: now(),
      });
      return;
    }
    const body = answerEks(request, {
      clusters: [...clusters.values()],
      credentials,
      now: now(),
      onCall: call => calls.set(JSON.stringify(call), call),
    });
    sendJson(response, 200, { body });
  };

  return {
    handle: (request, response) => {
      response.setHeader('date', new Date(now()).toUTCString());
      answer(request, response).catch(error =>
        sendJsonError(
          response,
          error instanceof AwsError
            ? error
            : new AwsError(500, 'InternalFailure', String(error)),
        ),
      );
    },
    close: () => undefined,
    calls: () => [...calls.values()],
    putCluster: cluster => {
      clusters.set(clusterKey(cluster), cluster);
    },
    deleteCluster: cluster => {
      clusters.delete(clusterKey(cluster));
    },
    verifyEksToken: (token, cluster) =>
      verifyEksToken(token, clusters.get(clusterKey(cluster)) ?? cluster, {
        credentials,
        now: now(),
      }),
  };
};
