import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import fc from 'fast-check';
import { isKubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { startTestServer } from '../http/testing/testServer';
import { createSkippingClock } from '../testing/skippingClock';
import { createTransport } from '../http/transport';
import { createKubernetesClient } from './client';
import type { KubernetesObject } from './objects';

const FAULTS = [
  '503',
  '500',
  '504',
  '429',
  '429 with Retry-After',
  'reset before',
  'reset after',
  'truncated',
  'garbage',
  'HTML 502',
] as const;
type Fault = (typeof FAULTS)[number] | undefined;

const MAPS = {
  group: '',
  version: 'v1',
  plural: 'configmaps',
  namespace: 'kubeflow',
};

/** Refuses before anything is done. */
const REFUSALS: Partial<
  Record<string, [number, Record<string, string>, string]>
> = {
  '503': [503, {}, '{"kind":"Status","code":503}'],
  '500': [
    500,
    {},
    '{"kind":"Status","code":500,"message":"etcdserver: leader changed"}',
  ],
  '504': [504, {}, '{"kind":"Status","code":504}'],
  '429': [429, {}, 'Too many requests'],
  '429 with Retry-After': [429, { 'retry-after': '1' }, 'Too many requests'],
  'HTML 502': [502, { 'content-type': 'text/html' }, '<html>Bad gateway'],
};

const answerWith = (
  fault: Fault,
  { status, body }: { status: number; body: string },
  { response, socket }: { response: ServerResponse; socket: Socket },
) => {
  if (fault === 'reset after') return socket.resetAndDestroy();
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(fault === 'truncated' ? { 'content-length': '9999' } : {}),
  });
  if (fault === 'truncated') {
    return response.write(body.slice(0, 5), () => socket.destroy());
  }
  return response.end(fault === 'garbage' ? body.slice(0, 5) : body);
};

/** A store of ConfigMaps that is struck by one fault after the other, and counts what it committed. */
const startStore = async (faults: readonly Fault[]) => {
  const objects = new Map<string, object>();
  const state = { commits: 0 };
  let served = 0;
  const act = (method: string, url: string, body: string) => {
    const name = url.split('/configmaps/')[1];
    if (method === 'POST') {
      const object = JSON.parse(body) as KubernetesObject;
      if (objects.has(object.metadata.name)) {
        return {
          status: 409,
          body: '{"kind":"Status","code":409,"reason":"AlreadyExists"}',
        };
      }
      state.commits += 1;
      objects.set(object.metadata.name, object);
      return { status: 201, body };
    }
    const found = objects.get(name ?? '');
    return found
      ? { status: 200, body: JSON.stringify(found) }
      : {
          status: 404,
          body: '{"kind":"Status","code":404,"reason":"NotFound","details":{"name":"x"}}',
        };
  };
  const server = await startTestServer(
    ({ method, url, body }, response, socket) => {
      const fault = faults[served];
      served += 1;
      if (fault === 'reset before') {
        socket.resetAndDestroy();
        return;
      }
      const refusal = fault && REFUSALS[fault];
      if (refusal) {
        const [status, headers, text] = refusal;
        response.writeHead(status, headers).end(text);
        return;
      }
      answerWith(fault, act(method, url, body), { response, socket });
    },
  );
  return { server, state };
};

describe('R1: a storm of faults', () => {
  const storms = fc.array(
    fc.option(fc.constantFrom(...FAULTS), { nil: undefined }),
    { maxLength: 6 },
  );

  it('never makes an object twice, and a create that succeeds has made it once', async () => {
    let serial = 0;
    await fc.assert(
      fc.asyncProperty(storms, async faults => {
        serial += 1;
        const { server, state } = await startStore(faults);
        const clock = createSkippingClock();
        const transport = createTransport({
          server: server.url,
          subject: 'a/b',
          clock,
          environment: {},
        });
        const kubernetes = createKubernetesClient({
          subject: 'a/b',
          transport,
          clock,
        });
        const object = {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'claim' },
          data: { writer: String(serial) },
        };
        const outcome = await kubernetes.create(MAPS, object).then(
          live => ({ live, error: undefined }),
          error => ({ live: undefined, error }),
        );
        transport.close();
        await server.close();
        // Only our own errors leave the client, and an object that is there is there once.
        const isOurs = isKubeflowError(outcome.error);
        expect({ ...outcome, isOurs, commits: state.commits }).toEqual(
          outcome.live
            ? { live: object, error: undefined, isOurs: false, commits: 1 }
            : { ...outcome, isOurs: true, commits: state.commits },
        );
        expect(state.commits).toBeLessThanOrEqual(1);
        // Nobody else writes: a conflict could only be one with ourselves.
        expect(outcome.error?.reason).not.toBe('AlreadyExists');
      }),
      { numRuns: 400 },
    );
  });

  it('reads through any storm that ends', async () => {
    await fc.assert(
      fc.asyncProperty(storms, async faults => {
        // A 500 may be meant for ever: two of them are survived, and garbage is read three times.
        const few = (kind: Fault) =>
          faults.filter(fault => fault === kind).length <= 2;
        fc.pre(few('500') && few('garbage'));
        const { server } = await startStore([undefined, ...faults]);
        const clock = createSkippingClock();
        const transport = createTransport({
          server: server.url,
          subject: 'a/b',
          clock,
          environment: {},
          defaults: { timeoutMs: 120_000 },
        });
        const kubernetes = createKubernetesClient({
          subject: 'a/b',
          transport,
          clock,
        });
        const object = {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'claim' },
        };
        try {
          await kubernetes.create(MAPS, object);
          await expect(kubernetes.get(MAPS, 'claim')).resolves.toEqual(object);
        } finally {
          transport.close();
          await server.close();
        }
      }),
      { numRuns: 200 },
    );
  });
});
