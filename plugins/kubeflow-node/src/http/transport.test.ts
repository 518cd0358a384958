import { systemClock } from '../clock';
import type { HttpRequest, HttpTransport } from './http';
import {
  hang,
  json,
  reset,
  startTestServer,
  text,
  type TestServer,
} from './testing/testServer';
import { createSkippingClock } from '../testing/skippingClock';
import { createTransport, type TransportOptions } from './transport';

const opened: { close(): unknown }[] = [];

const serve = async (...args: Parameters<typeof startTestServer>) => {
  const server = await startTestServer(...args);
  opened.push(server);
  return server;
};

const connect = (
  { url }: Pick<TestServer, 'url'>,
  options: Partial<TransportOptions> = {},
): HttpTransport => {
  const transport = createTransport({
    server: url,
    subject: 'eu-west-1/ml-eu',
    random: () => 0,
    environment: {},
    ...options,
  });
  opened.push(transport);
  return transport;
};

const GET: HttpRequest = { method: 'GET', path: '/thing' };
const POST: HttpRequest = { method: 'POST', path: '/things', body: '{}' };

afterEach(async () => {
  await Promise.all(opened.splice(0).map(thing => thing.close()));
});

describe('createTransport', () => {
  it('sends method, path, encoded query, headers and body, and returns any status', async () => {
    const server = await serve([text('gone', 404, { 'x-Kind': 'b' })]);
    const answer = await connect(server).send({
      method: 'PUT',
      path: '/a/b%20c',
      query: { q: 'ä b&c', none: undefined },
      headers: { 'content-type': 'text/plain' },
      body: 'ü',
    });
    expect(answer).toMatchObject({ status: 404, text: 'gone' });
    expect(answer.headers['x-kind']).toBe('b');
    expect(server.requests).toMatchObject([
      {
        method: 'PUT',
        url: '/a/b%20c?q=%C3%A4%20b%26c',
        body: 'ü',
        headers: { 'content-type': 'text/plain', 'content-length': '2' },
      },
    ]);
  });

  it('puts the path of the server before that of the request', async () => {
    const server = await serve([text('')]);
    await connect({ url: `${server.url}/k8s/c-1/` }).send(GET);
    expect(server.requests[0]?.url).toBe('/k8s/c-1/thing');
  });

  it.each([
    '/a/../secret',
    '/..',
    '/a/%2e%2E/secret',
    '/a/.%2e/secret',
    '/a\\..\\secret',
    '/a#b',
    '/a b',
    'a',
    '/a\r\nX: y',
  ])('refuses the path %j', async path => {
    const server = await serve([text('')]);
    await expect(connect(server).send({ ...GET, path })).rejects.toMatchObject({
      reason: 'InvalidPath',
    });
  });

  it('takes a path that looks like a host for a path', async () => {
    const server = await serve([text('')]);
    await connect(server).send({ ...GET, path: '//other.host/x' });
    expect(server.requests[0]?.url).toBe('//other.host/x');
  });

  it('refuses an address that is none of HTTP', () => {
    expect(() =>
      createTransport({ server: 'ftp://x', subject: 'a/b' }),
    ).toThrow("a/b: 'ftp://x' is no address of an HTTP server");
  });

  it('keeps connections: 50 requests in sequence open one', async () => {
    const server = await serve([json({})]);
    const transport = connect(server);
    for (let i = 0; i < 50; i += 1) await transport.send(GET);
    expect(server.connections()).toBe(1);
  });

  it('row 35: repeats a GET after 502, 503, 504 and a reset, with full jitter', async () => {
    const server = await serve([
      text('', 502),
      text('', 503),
      text('', 504),
      reset,
      json({ ok: true }),
    ]);
    const clock = createSkippingClock();
    const transport = connect(server, { clock, random: () => 0.5 });
    await expect(transport.send(GET)).resolves.toMatchObject({ status: 200 });
    expect(clock.sleeps).toEqual([100, 200, 400, 800]);
  });

  it('row 35: gives a 500 three attempts only, as many servers mean it for ever', async () => {
    const server = await serve([text('no', 500)]);
    const transport = connect(server, { clock: createSkippingClock() });
    await expect(transport.send(GET)).resolves.toMatchObject({ status: 500 });
    expect(server.requests).toHaveLength(3);
  });

  it('row 37: never repeats a POST whose answer was lost, and says that it may have had an effect', async () => {
    const server = await serve([reset, json({})]);
    await expect(connect(server).send(POST)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      reason: 'AnswerLost',
      subject: 'eu-west-1/ml-eu',
    });
    expect(server.requests).toHaveLength(1);
  });

  it('row 37: returns the 503 of a POST without repeating it', async () => {
    const server = await serve([text('', 503), json({})]);
    await expect(connect(server).send(POST)).resolves.toMatchObject({
      status: 503,
    });
    expect(server.requests).toHaveLength(1);
  });

  it('row 37: reports a PUT as lost when all attempts were reset after they were sent', async () => {
    const server = await serve([reset]);
    const transport = connect(server, { clock: createSkippingClock() });
    const put = { ...POST, method: 'PUT' as const };
    await expect(transport.send(put)).rejects.toMatchObject({
      reason: 'AnswerLost',
    });
    expect(server.requests.length).toBeGreaterThan(3);
  });

  it('repeats a POST while the connection is refused: nothing was sent', async () => {
    const server = await serve([json({})]);
    await server.close();
    const clock = createSkippingClock();
    const transport = connect(server, { clock, random: () => 0.9 });
    await expect(transport.send(POST)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      reason: 'ConnectionRefused',
      message: expect.stringMatching(
        /^eu-west-1\/ml-eu: 127\.0\.0\.1:\d+: nothing listens at the address \(ECONNREFUSED\) \(\d+ attempts\)\. Check host and port/,
      ),
    });
    expect(clock.sleeps.length).toBeGreaterThan(3);
  });

  it('repeats nothing once it is closed, and says so to whoever waited', async () => {
    const server = await serve([text('', 503)]);
    const transport = connect(server, { random: () => 0.99 });
    const sending = transport.send(GET);
    while (server.requests.length === 0) await systemClock.sleep(5);
    await systemClock.sleep(20);
    transport.close();
    const closed = 'the connection to eu-west-1/ml-eu is closed';
    await expect(sending).rejects.toThrow(closed);
    await expect(transport.send(GET)).rejects.toThrow(closed);
    await systemClock.sleep(400);
    expect(server.requests).toHaveLength(1);
  });

  it('row 34: repeats a POST after a 429 and waits as long as Retry-After asks', async () => {
    const server = await serve([
      text('', 429, { 'retry-after': '7' }),
      text('', 429),
      json({}),
    ]);
    const clock = createSkippingClock();
    const transport = connect(server, { clock, random: () => 0.5 });
    await expect(transport.send(POST)).resolves.toMatchObject({ status: 200 });
    expect(clock.sleeps).toEqual([7_100, 200]);
  });

  it('row 34: returns the 429 at once when Retry-After is past the deadline', async () => {
    const server = await serve([text('', 429, { 'retry-after': '3600' })]);
    const clock = createSkippingClock();
    await expect(connect(server, { clock }).send(GET)).resolves.toMatchObject({
      status: 429,
    });
    expect(clock.sleeps).toEqual([]);
  });

  it('mints a new credential once after a 401 and then returns the 401', async () => {
    const server = await serve([text('', 401)]);
    const credentials = ['Bearer a', 'Bearer b', 'Bearer c'];
    const reauthorize = jest.fn();
    const transport = connect(server, {
      authorize: async () => credentials[reauthorize.mock.calls.length],
      reauthorize,
    });
    await expect(transport.send(POST)).resolves.toMatchObject({ status: 401 });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(
      ['Bearer a', 'Bearer b'],
    );
  });

  it("reports a credential that cannot be had, without its provider's text", async () => {
    const server = await serve([text('')]);
    const transport = connect(server, {
      authorize: async () => {
        throw new Error('token ey.secret is bad');
      },
    });
    const error = await transport.send(GET).catch(caught => caught);
    expect(error).toMatchObject({
      name: 'AuthenticationError',
      reason: 'CredentialsUnavailable',
    });
    expect(error.message).not.toContain('secret');
    expect(server.requests).toHaveLength(0);
  });

  it('does not follow a redirect, so credentials reach no other host', async () => {
    const other = await serve([text('login')]);
    const server = await serve([text('', 302, { location: other.url })]);
    await expect(connect(server).send(GET)).resolves.toMatchObject({
      status: 302,
    });
    expect(other.requests).toHaveLength(0);
  });

  it('refuses an answer that is too large', async () => {
    const server = await serve([text('x'.repeat(2_000))]);
    const transport = connect(server, { defaults: { maxBodyBytes: 1_000 } });
    await expect(transport.send(GET)).rejects.toMatchObject({
      name: 'ResponseError',
      reason: 'AnswerTooLarge',
    });
    expect(server.requests).toHaveLength(1);
  });

  it('row 38: repeats a GET whose body was cut off', async () => {
    const server = await serve([
      (_, response, socket) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"half":', () => socket.destroy());
      },
      json({ whole: true }),
    ]);
    await expect(connect(server).send(GET)).resolves.toMatchObject({
      text: '{"whole":true}',
    });
  });

  it('row 38: reports a POST whose body was cut off as lost', async () => {
    const server = await serve([
      (_, response, socket) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"half":', () => socket.destroy());
      },
    ]);
    await expect(connect(server).send(POST)).rejects.toMatchObject({
      reason: 'AnswerLost',
      fact: expect.stringContaining('ended too early'),
    });
  });

  it('ends at once when the signal aborts, with its reason', async () => {
    const server = await serve([hang]);
    const controller = new AbortController();
    const sent = connect(server).send({ ...GET, signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 50);
    await expect(sent).rejects.toThrow('enough');
  });

  it('ends a pause between attempts when the signal aborts', async () => {
    const server = await serve([text('', 503, { 'retry-after': '20' })]);
    const controller = new AbortController();
    const sent = connect(server).send({ ...GET, signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 50);
    await expect(sent).rejects.toThrow('enough');
  });
});

describe('deadlines of createTransport (row 39, R8)', () => {
  const within = async (ms: number, work: Promise<unknown>) => {
    const start = performance.now();
    const error = await work.catch(caught => caught);
    const took = performance.now() - start;
    expect(error).toMatchObject({ name: 'TimeoutError' });
    expect(took).toBeGreaterThanOrEqual(ms * 0.9);
    // Five per cent, and what a busy machine adds to any timer.
    expect(took).toBeLessThan(ms * 1.05 + 150);
    return error;
  };

  it('hang: a GET tries twice within its deadline', async () => {
    const server = await serve([hang]);
    const send = connect(server).send({ ...GET, timeoutMs: 600 });
    const error = await within(600, send);
    expect(error).toMatchObject({ reason: 'AnswerTimeout' });
    expect(server.requests.length).toBeGreaterThanOrEqual(2);
  });

  it('hang: one hanging connection does not fail a GET', async () => {
    const server = await serve([hang, json({})]);
    await expect(
      connect(server).send({ ...GET, timeoutMs: 1_000 }),
    ).resolves.toMatchObject({ status: 200 });
  });

  it('hang: a POST keeps the whole deadline and is reported as lost', async () => {
    const server = await serve([hang]);
    const send = connect(server).send({ ...POST, timeoutMs: 500 });
    expect(await within(500, send)).toMatchObject({ reason: 'AnswerLost' });
    expect(server.requests).toHaveLength(1);
  });

  it('drip: one byte of the body now and then', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100000' });
      const timer = setInterval(() => response.write('x'), 30);
      response.on('close', () => clearInterval(timer));
    });
    const send = connect(server).send({ ...POST, timeoutMs: 500 });
    expect(await within(500, send)).toMatchObject({ reason: 'AnswerLost' });
  });

  it('endless headers: one byte now and then', async () => {
    const server = await serve((_request, _response, socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx: ');
      const timer = setInterval(() => socket.write('y'), 30);
      socket.on('close', () => clearInterval(timer));
    });
    const send = connect(server).send({ ...POST, timeoutMs: 500 });
    expect(await within(500, send)).toMatchObject({ reason: 'AnswerLost' });
  });

  it('a credential that never comes', async () => {
    const server = await serve([json({})]);
    const transport = connect(server, {
      authorize: () => new Promise(() => {}),
    });
    const error = await within(300, transport.send({ ...GET, timeoutMs: 300 }));
    expect(error).toMatchObject({ reason: 'CredentialTimeout' });
  });
});

describe('streams of createTransport', () => {
  const collect = async (chunks: AsyncIterable<Uint8Array>) => {
    let all = '';
    for await (const chunk of chunks) all += Buffer.from(chunk).toString();
    return all;
  };

  it('gives chunks as they arrive and ends with the server', async () => {
    const server = await serve((_, response) => {
      response.write('a');
      setTimeout(() => response.end('b'), 50);
    });
    const { status, chunks } = await connect(server).stream(GET);
    expect(status).toBe(200);
    expect(await collect(chunks)).toBe('ab');
  });

  it('row 40: ends a silent stream after its idle time', async () => {
    const server = await serve((_, response) => {
      response.write('a');
    });
    const { chunks } = await connect(server).stream({
      ...GET,
      idleTimeoutMs: 100,
    });
    await expect(collect(chunks)).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('outlives the deadline of its headers', async () => {
    const server = await serve((_, response) => {
      response.write('a');
      setTimeout(() => response.end('b'), 300);
    });
    const { chunks } = await connect(server).stream({ ...GET, timeoutMs: 200 });
    expect(await collect(chunks)).toBe('ab');
  });

  it('ends quietly when the signal aborts', async () => {
    const server = await serve((_, response) => {
      response.write('a');
    });
    const controller = new AbortController();
    const { signal } = controller;
    const { chunks } = await connect(server).stream({ ...GET, signal });
    setTimeout(() => controller.abort(), 50);
    expect(await collect(chunks)).toBe('a');
  });

  it('reports a stream that is reset', async () => {
    const server = await serve((_, response, socket) => {
      response.write('a');
      setTimeout(() => socket.resetAndDestroy(), 50);
    });
    const { chunks } = await connect(server).stream(GET);
    await expect(collect(chunks)).rejects.toMatchObject({
      reason: 'AnswerTruncated',
    });
  });

  it('repeats until the headers are there, and then keeps one connection only', async () => {
    const server = await serve([text('busy', 503), text('ok')]);
    const { status, chunks } = await connect(server).stream(GET);
    expect(status).toBe(200);
    expect(await collect(chunks)).toBe('ok');
    expect(server.connections()).toBe(1);
  });
});
