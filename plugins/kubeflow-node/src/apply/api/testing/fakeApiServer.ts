import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { systemClock, type Clock } from '../../../clock';
import { createTransport } from '../../../http/transport';
import {
  json,
  startTestServer,
  type SeenRequest,
  type TestServer,
} from '../../../http/testing/testServer';
import { createKubernetesClient } from '../../../kubernetes/client';
import type { Manifest } from '../../manifest';
import { manifestOf } from '../../manifests/manifestOf';
import { createObjectApi } from '../createObjectApi';

type Answer = (
  request: SeenRequest,
  response: ServerResponse,
  socket: Socket,
) => void;

/** Aggregated discovery with ConfigMaps, Deployments and a group whose APIService is down. */
const DISCOVERY: Readonly<Record<string, unknown>> = {
  '/api': {
    kind: 'APIGroupDiscoveryList',
    items: [
      {
        metadata: {},
        versions: [
          {
            version: 'v1',
            resources: [
              {
                resource: 'configmaps',
                responseKind: { kind: 'ConfigMap' },
                scope: 'Namespaced',
                verbs: ['list', 'patch'],
              },
              {
                resource: 'namespaces',
                responseKind: { kind: 'Namespace' },
                scope: 'Cluster',
                verbs: ['list', 'patch'],
              },
            ],
          },
        ],
      },
    ],
  },
  '/apis': {
    kind: 'APIGroupDiscoveryList',
    items: [
      {
        metadata: { name: 'metrics.k8s.io' },
        versions: [{ version: 'v1beta1', freshness: 'Stale' }],
      },
    ],
  },
};

/** What answers to calls other than discovery, one after the other, the last one for ever. */
export interface FakeApiServer extends TestServer {
  /** Requests other than discovery. */
  calls(): readonly SeenRequest[];
}

export const startFakeApiServer = async (
  answers: readonly Answer[],
  discovery: Readonly<Record<string, unknown>> = DISCOVERY,
): Promise<FakeApiServer> => {
  let served = 0;
  const server = await startTestServer((request, response, socket) => {
    const path = request.url.split('?')[0] ?? '';
    const found = discovery[path];
    if (found) {
      json(found)(request, response, socket);
      return;
    }
    const answer = answers[Math.min(served, answers.length - 1)];
    served += 1;
    answer?.(request, response, socket);
  });
  const calls = () =>
    server.requests.filter(({ url }) => !discovery[url.split('?')[0] ?? '']);
  return { ...server, calls };
};

export interface ConnectOptions {
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  readonly callTimeoutMs?: number;
  readonly onWarning?: (text: string) => void;
  readonly manifests?: readonly Manifest[];
}

/** The object API on a server; close the transport afterwards. */
export const connectApi = (
  { url }: Pick<TestServer, 'url'>,
  {
    clock = systemClock,
    signal = new AbortController().signal,
    ...options
  }: ConnectOptions = {},
) => {
  const subject = 'eu-west-1/ml-eu';
  const transport = createTransport({
    server: url,
    subject,
    environment: {},
    clock,
    random: () => 0,
  });
  const kubernetes = createKubernetesClient({ subject, transport });
  const api = createObjectApi(
    { subject, transport, kubernetes },
    { clock, random: () => 0, signal, ...options },
  );
  return { api, transport };
};

/** A ConfigMap, as it is sent. */
export const configMapManifest = (data: Record<string, unknown> = {}) =>
  manifestOf(
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings', namespace: 'kubeflow' },
      data,
    },
    { source: { path: 'test.yaml', line: 1 } },
  );

/** A Status. */
export const status = (
  code: number,
  fields: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Answer => json({ kind: 'Status', code, ...fields }, code, headers);
