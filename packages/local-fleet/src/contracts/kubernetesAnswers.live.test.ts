import fs from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import type { KubernetesEmulator } from '../kubernetes/contract';
import { createKubernetesEmulator } from '../kubernetes/kubernetesEmulator';
import { startClusterEgress } from '../real/clusterEgress';
import { startControlPlaneProcesses } from '../real/controlPlaneProcesses';
import { goPrograms } from '../real/goPrograms';
import { describeLive } from '../real/liveLane';
import type { ContractRequest } from './kubernetesRequest.test.fixture';
import { contractRequests } from './kubernetesRequests.test.fixture';

const NAMESPACE = 'answers';

/** What differs between two runs of one server. */
const VOLATILE = new Set([
  'uid',
  'creationTimestamp',
  'resourceVersion',
  'time',
  'clusterIP',
  'clusterIPs',
]);

const normalised = (value: unknown, key = ''): unknown => {
  if (VOLATILE.has(key) && value !== null) return '*';
  // The real server walks managers in the random order of a Go map.
  if (key === 'causes')
    return (value as object[]).map(each => JSON.stringify(each)).sort();
  if (Array.isArray(value)) return value.map(each => normalised(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, normalised(each, name)]),
  );
};

interface Target {
  readonly server: string;
  readonly token: string;
  readonly ca?: string;
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Go's own 404 page is text.
    return text;
  }
};

const send = ({ server, token, ca }: Target, request: ContractRequest) =>
  new Promise<unknown>((resolve, reject) => {
    const { body } = request;
    const text = (
      typeof body === 'string' ? body : JSON.stringify(body)
    )?.replaceAll('{ns}', NAMESPACE);
    const url = server + request.path.replaceAll('{ns}', NAMESPACE);
    const { request: open } = url.startsWith('https') ? https : http;
    open(
      url,
      {
        ca,
        method: request.method,
        headers: {
          'user-agent': 'contract/1',
          ...(!request.anonymous && { authorization: `Bearer ${token}` }),
          ...(text !== undefined && {
            'content-type': request.type ?? 'application/json',
            'content-length': Buffer.byteLength(text),
          }),
        },
      },
      async answer => {
        let received = '';
        for await (const chunk of answer) received += chunk;
        resolve({
          status: answer.statusCode,
          warning: answer.headers.warning,
          body: normalised(parse(received)),
        });
      },
    )
      .on('error', reject)
      .end(text);
  });

describeLive(
  `the same requests to the emulator and to kube-apiserver ${goPrograms['kube-apiserver'].version}`,
  () => {
    const stops: (() => Promise<unknown>)[] = [];
    let emulated: Target;
    let real: Target;

    beforeAll(async () => {
      const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'answers-'));
      stops.push(() => fs.rm(directory, { recursive: true, force: true }));
      const egress = await startClusterEgress(directory);
      stops.push(() => egress.close());
      const plane = await startControlPlaneProcesses({
        directory,
        egressSocket: egress.socket,
        port: 0,
      });
      stops.push(plane.stop);
      real = { server: plane.server, ca: plane.ca, token: plane.adminToken };
      emulated = await startEmulator();
      const namespace = {
        method: 'POST',
        path: '/api/v1/namespaces',
        body: {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: NAMESPACE },
        },
      };
      await Promise.all([real, emulated].map(each => send(each, namespace)));
    }, 600_000);

    afterAll(async () => {
      for (const stop of stops.reverse()) await stop();
    }, 60_000);

    const startEmulator = async (): Promise<Target> => {
      const emulator: KubernetesEmulator = createKubernetesEmulator({
        authenticate: async token =>
          token === 'admin'
            ? { username: 'admin', uid: 'admin', groups: ['system:masters'] }
            : undefined,
      });
      const server = http.createServer(emulator.handle);
      await new Promise<void>(resolve =>
        server.listen(0, '127.0.0.1', resolve),
      );
      stops.push(async () => {
        emulator.close();
        server.closeAllConnections();
        server.close();
      });
      const { port } = server.address() as { port: number };
      return { server: `http://127.0.0.1:${port}`, token: 'admin' };
    };

    it.each(
      contractRequests.map(
        (request, index) =>
          [`${index} ${request.method} ${request.path}`, request] as const,
      ),
    )('%s', async (_name, request) => {
      expect(await send(emulated, request)).toEqual(await send(real, request));
    });
  },
);
