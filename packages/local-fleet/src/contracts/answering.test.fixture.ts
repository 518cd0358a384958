import { randomUUID } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { parseExactJson } from '../kubernetes/exactJson';
import { createKubernetesEmulator } from '../kubernetes/kubernetesEmulator';
import type { ContractRequest } from './kubernetesRequest.test.fixture';

/** A server that gets the requests; its user may do everything. */
export interface AnsweringServer {
  readonly server: string;
  readonly token: string;
  readonly ca?: string;
}

/** What differs between two runs of one server. */
const VOLATILE = new Set([
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'resourceVersion',
  'time',
  'lastTransitionTime',
  'clusterIP',
  'clusterIPs',
]);

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

const normalisedText = (text: string, key: string, namespace: string) => {
  const placed = text.replaceAll(namespace, '{ns}');
  return key === 'message'
    ? placed.replace(UUID, '*').replace(/in record \(\d+\)/g, 'in record (*)')
    : placed;
};

const normalised = (value: unknown, namespace: string, key = ''): unknown => {
  if (VOLATILE.has(key) && value !== null) return '*';
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'string') return normalisedText(value, key, namespace);
  // The real server walks managers in the random order of a Go map.
  if (key === 'causes')
    return (value as object[])
      .map(each => normalisedText(JSON.stringify(each), 'message', namespace))
      .sort();
  if (Array.isArray(value))
    return value.map(each => normalised(each, namespace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name.replaceAll(namespace, '{ns}'),
      normalised(each, namespace, name),
    ]),
  );
};

const parse = (text: string): unknown => {
  try {
    return parseExactJson(text);
  } catch {
    // Go's own 404 page is text.
    return text;
  }
};

const exchange = (
  { server, ca }: AnsweringServer,
  path: string,
  options: {
    readonly method: string;
    readonly headers: http.OutgoingHttpHeaders;
    readonly text?: string;
  },
) =>
  new Promise<{ answer: http.IncomingMessage; text: string }>(
    (resolve, reject) => {
      const open = server.startsWith('https') ? https.request : http.request;
      open(server + path, { ca, ...options }, async answer => {
        let text = '';
        for await (const chunk of answer) text += chunk;
        resolve({ answer, text });
      })
        .on('error', reject)
        .end(options.text);
    },
  );

/** Sends one request after the other in a namespace of its own; answers come without what no two runs share. */
export const createAnswering = async (target: AnsweringServer) => {
  const namespace = `answers-${randomUUID().slice(0, 8)}`;
  const seen = { uid: '', rv: '', account: '' };
  const fill = (text: string) =>
    text
      .replaceAll('{ns}', namespace)
      .replaceAll('{uid}', seen.uid)
      .replaceAll('{rv}', seen.rv);
  const remember = (body: any) => {
    if (body?.kind === 'TokenRequest') seen.account = body.status.token;
    if (!body?.metadata?.uid) return;
    seen.uid = body.metadata.uid;
    seen.rv = body.metadata.resourceVersion;
  };
  const send = async (request: ContractRequest): Promise<unknown> => {
    if (request.afterMs)
      await new Promise(done => setTimeout(done, request.afterMs));
    const { body, pick = (whole: unknown) => whole } = request;
    const given = typeof body === 'string' ? body : JSON.stringify(body);
    const text = given === undefined ? undefined : fill(given);
    const token = request.as === 'account' ? seen.account : target.token;
    const { answer, text: received } = await exchange(
      target,
      fill(request.path),
      {
        method: request.method,
        headers: {
          'user-agent': 'contract/1',
          ...(request.as !== 'anonymous' && {
            authorization: `Bearer ${token}`,
          }),
          ...(request.accept && { accept: request.accept }),
          ...(text !== undefined && {
            'content-type': request.type ?? 'application/json',
            'content-length': Buffer.byteLength(text),
          }),
        },
        text,
      },
    );
    const parsed = parse(received);
    remember(parsed);
    return {
      status: answer.statusCode,
      warning: answer.headers.warning,
      body: normalised(pick(parsed), namespace),
    };
  };
  await send({
    method: 'POST',
    path: '/api/v1/namespaces',
    body: {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    },
  });
  return send;
};

/** The emulator on a loopback port. */
export const startAnsweringEmulator = async (): Promise<
  AnsweringServer & { close(): void }
> => {
  const emulator = createKubernetesEmulator({
    authenticate: async token =>
      token === 'admin'
        ? { username: 'admin', uid: 'admin', groups: ['system:masters'] }
        : undefined,
  });
  const server = http.createServer(emulator.handle);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    server: `http://127.0.0.1:${port}`,
    token: 'admin',
    close: () => {
      emulator.close();
      server.closeAllConnections();
      server.close();
    },
  };
};
