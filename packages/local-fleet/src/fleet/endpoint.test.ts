import { request } from 'node:http';
import https from 'node:https';
import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Fault } from '../emulator';
import { createServerCertificate } from './certificates';
import { openEndpoint } from './endpoint';
import type { Endpoint, EndpointOptions } from './endpoint';

let endpoint: Endpoint;
let handled: string[];
const open = async (options: Partial<EndpointOptions> = {}) => {
  endpoint = await openEndpoint({ name: 'Test', ...options });
  handled = [];
  endpoint.attach({
    handle: (incoming, response) => {
      handled.push(`${incoming.method} ${incoming.url}`);
      response.setHeader('x-from', 'emulator');
      response.end('fine');
    },
  });
};
afterEach(() => endpoint.close());

const timed = async (url: string, init?: RequestInit) => {
  const started = performance.now();
  const response = await fetch(url, init);
  return {
    status: response.status,
    text: await response.text(),
    ms: performance.now() - started,
    headers: response.headers,
  };
};
const always = (effect: Fault['effect'], times?: number): Fault => ({
  match: () => true,
  times,
  effect,
});

it('answers 503 until an emulator is attached', async () => {
  endpoint = await openEndpoint({ name: 'Test' });
  expect((await timed(endpoint.url)).status).toBe(503);
});

it('adds one round trip to a new connection and one to every request', async () => {
  await open({ latencyMs: 80 });
  const first = await timed(endpoint.url);
  // fetch gives its connection back a moment after the body.
  await new Promise(resolve => {
    setTimeout(resolve, 20);
  });
  const second = await timed(endpoint.url);
  expect(first.ms).toBeGreaterThanOrEqual(158);
  expect(second.ms).toBeGreaterThanOrEqual(78);
  expect(second.ms).toBeLessThan(first.ms - 40);
});

it('serves TLS that the authority of the certificate verifies, also after the latency', async () => {
  const certificate = await createServerCertificate('eu-west-1/ml-eu');
  await open({ tls: certificate, latencyMs: 20 });
  const get = (ca: string | undefined) =>
    new Promise<number | undefined>((resolve, reject) => {
      https
        .get(endpoint.url, { ca, agent: false }, response => {
          response.resume();
          resolve(response.statusCode);
        })
        .on('error', reject);
    });
  expect(await get(certificate.ca)).toBe(200);
  const other = await createServerCertificate('eu-west-1/ml-eu');
  await expect(get(other.ca)).rejects.toThrow(/certificate|signature/);
});

it('explains a port that is in use, and what to do', async () => {
  await open();
  const failure = await openEndpoint({
    name: 'eu-west-1/ml-eu Kubernetes API',
    port: endpoint.port,
  }).catch(error => error);
  expect(hasReason(failure, 'PortInUse')).toBe(true);
  expect(failure.message).toBe(
    `eu-west-1/ml-eu Kubernetes API: port ${endpoint.port} of 127.0.0.1 is in use by another program. End that program, or start the fleet with another --port, or without one: it then takes free ports.`,
  );
});

it('records requests without their secrets', async () => {
  await open();
  await timed(`${endpoint.url}/a?X-Amz-Signature=abc&b=1&token=t`, {
    headers: { 'user-agent': 'tester' },
  });
  expect(endpoint.requests).toMatchObject([
    {
      method: 'GET',
      url: '/a?X-Amz-Signature=***&b=1&token=***',
      status: 200,
      userAgent: 'tester',
    },
  ]);
});

describe('faults', () => {
  beforeEach(() => open());

  it('answers a status instead of the emulator, as often as asked', async () => {
    endpoint.inject(
      always(
        {
          kind: 'status',
          status: 503,
          headers: { 'retry-after': '1' },
          body: 'no',
        },
        2,
      ),
    );
    const answers = [];
    for (let n = 0; n < 3; n++) answers.push(await timed(endpoint.url));
    expect(answers.map(a => a.status)).toEqual([503, 503, 200]);
    expect(answers[0]).toMatchObject({ text: 'no' });
    expect(answers[0]!.headers.get('retry-after')).toBe('1');
    expect(handled).toHaveLength(1);
  });

  it('row 37: resets before the emulator acts, or after', async () => {
    endpoint.inject({
      match: ({ method }) => method === 'POST',
      effect: { kind: 'reset', when: 'before' },
    });
    endpoint.inject({
      match: ({ url }) => url === '/after',
      effect: { kind: 'reset', when: 'after' },
    });
    await expect(
      timed(`${endpoint.url}/x`, { method: 'POST' }),
    ).rejects.toThrow();
    expect(handled).toEqual([]);
    await expect(timed(`${endpoint.url}/after`)).rejects.toThrow();
    expect(handled).toEqual(['GET /after']);
    expect((await timed(`${endpoint.url}/after`)).text).toBe('fine');
  });

  it('row 39: never answers, and closing ends it', async () => {
    endpoint.inject(always({ kind: 'hang' }));
    const hanging = timed(endpoint.url).catch(error => error);
    const waited = await Promise.race([
      hanging,
      new Promise(resolve => {
        setTimeout(resolve, 100, 'waiting');
      }),
    ]);
    expect(waited).toBe('waiting');
    await endpoint.close();
    expect(await hanging).toMatchObject({ message: 'fetch failed' });
    await open();
  });

  it('delays', async () => {
    endpoint.inject(always({ kind: 'delay', ms: 100 }));
    expect((await timed(endpoint.url)).ms).toBeGreaterThanOrEqual(98);
  });

  it('forgets faults on request', async () => {
    endpoint.inject(always({ kind: 'status', status: 500 }));
    endpoint.clearFaults();
    expect((await timed(endpoint.url)).status).toBe(200);
  });

  it('strikes and records what a proxy of this process passes on', async () => {
    const proxy = await openEndpoint({ name: 'Proxy' });
    proxy.attach({ handle: endpoint.listener });
    endpoint.inject(always({ kind: 'status', status: 500 }));
    expect((await timed(proxy.url)).status).toBe(500);
    expect((await timed(proxy.url)).status).toBe(200);
    expect(endpoint.requests.map(r => r.status)).toEqual([500, 200]);
    await proxy.close();
  });
});

it('refuses an upgrade that the emulator does not know', async () => {
  await open();
  const status = await new Promise(resolve => {
    const upgrade = request(endpoint.url, {
      headers: { connection: 'Upgrade', upgrade: 'websocket' },
    });
    upgrade.on('response', response => resolve(response.statusCode));
    upgrade.on('error', resolve);
    upgrade.end();
  });
  expect(status).toBe(501);
});
