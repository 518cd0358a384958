import type { ServerResponse } from 'node:http';
import { json, reset, startTestServer } from '../http/testing/testServer';
import { createSkippingClock } from '../testing/skippingClock';
import { createTransport } from '../http/transport';
import { createKubernetesClient } from './client';
import type { WatchEvent } from './objects';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map(thing => thing.close()));
});

const RUNS = {
  group: 'argoproj.io',
  version: 'v1alpha1',
  plural: 'workflows',
  namespace: 'kubeflow',
};

const workflow = (phase: string, resourceVersion: string, name = 'run') => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Workflow',
  metadata: { name, uid: `uid-${name}`, resourceVersion },
  status: { phase },
});

const list = (resourceVersion: string, ...items: object[]) =>
  json({
    kind: 'WorkflowList',
    apiVersion: 'argoproj.io/v1alpha1',
    metadata: { resourceVersion },
    items,
  });

type Script = Parameters<typeof startTestServer>[0];
type Line = { type: string; object: object };

const write = (response: ServerResponse, ...events: Line[]) =>
  events.forEach(event => response.write(`${JSON.stringify(event)}\n`));

/** Sends events and closes the watch. */
const events =
  (...lines: Line[]) =>
  (_: unknown, response: ServerResponse) => {
    write(response, ...lines);
    response.end();
  };

/** Sends events and stays open. */
const open =
  (...lines: Line[]) =>
  (_: unknown, response: ServerResponse) =>
    write(response, ...lines);

const modified = (object: object) => ({ type: 'MODIFIED', object });
const gone = {
  type: 'ERROR',
  object: {
    kind: 'Status',
    code: 410,
    reason: 'Expired',
    message: 'too old resource version',
  },
};

/** Watches until the workflow has ended, and returns what was seen: the phases, or a list for a synchronisation. */
const watchToTheEnd = async (script: Script) => {
  const server = await startTestServer(script);
  const transport = createTransport({
    server: server.url,
    subject: 'eu-west-1/ml-eu',
    random: () => 0,
    environment: {},
    // The watch asks for 90 s of patience; the tests cannot wait so long.
    defaults: { timeoutMs: 2_000 },
  });
  opened.push(server, transport);
  const impatient = {
    ...transport,
    stream: (request: Parameters<typeof transport.stream>[0]) =>
      transport.stream({ ...request, idleTimeoutMs: 200 }),
  };
  const kubernetes = createKubernetesClient({
    subject: 'eu-west-1/ml-eu',
    transport: impatient,
    random: () => 0,
  });
  const controller = new AbortController();
  const seen: (string | string[])[] = [];
  const phaseOf = (object: object) =>
    (object as { status: { phase: string } }).status.phase;
  const note = (event: WatchEvent) =>
    event.type === 'SYNCED'
      ? event.objects.map(phaseOf)
      : phaseOf(event.object);
  for await (const event of kubernetes.watch(RUNS, {
    signal: controller.signal,
  })) {
    const noted = note(event);
    seen.push(noted);
    if ([noted].flat().includes('Succeeded')) controller.abort();
  }
  return { seen, urls: server.requests.map(({ url }) => url) };
};

describe('watch of createKubernetesClient (row 40)', () => {
  it('lists first and follows from there', async () => {
    const { seen, urls } = await watchToTheEnd([
      list('5', workflow('Pending', '4')),
      open(
        modified(workflow('Running', '6')),
        modified(workflow('Succeeded', '7')),
      ),
    ]);
    expect(seen).toEqual([['Pending'], 'Running', 'Succeeded']);
    expect(urls[1]).toContain('watch=true');
    expect(urls[1]).toContain('resourceVersion=5');
    expect(urls[1]).toContain('allowWatchBookmarks=true');
  });

  it('goes on after the server closed the watch, from the last bookmark', async () => {
    const bookmark = {
      type: 'BOOKMARK',
      object: { metadata: { resourceVersion: '99' } },
    };
    const { seen, urls } = await watchToTheEnd([
      list('5', workflow('Running', '4')),
      events(bookmark),
      open(modified(workflow('Succeeded', '100'))),
    ]);
    expect(seen).toEqual([['Running'], 'Succeeded']);
    expect(urls[2]).toContain('resourceVersion=99');
  });

  it.each([
    ['an ERROR event', events(gone)],
    [
      'a status of the request',
      json({ kind: 'Status', code: 410, reason: 'Expired' }, 410),
    ],
  ])(
    'lists again after 410 Gone as %s, so the final state is not missed',
    async (_, answer) => {
      const { seen } = await watchToTheEnd([
        list('5', workflow('Running', '4')),
        answer,
        list('500', workflow('Succeeded', '450')),
      ]);
      expect(seen).toEqual([['Running'], ['Succeeded']]);
    },
  );

  it('sees that an object is gone after a gap: the list comes whole', async () => {
    const { seen } = await watchToTheEnd([
      list('5', workflow('Running', '4'), workflow('Running', '3', 'other')),
      events(gone),
      list('500', workflow('Succeeded', '450', 'other')),
    ]);
    expect(seen).toEqual([['Running', 'Running'], ['Succeeded']]);
  });

  it('opens a connection that fell silent again, where it ended', async () => {
    const { seen, urls } = await watchToTheEnd([
      list('5', workflow('Pending', '4')),
      open(modified(workflow('Running', '6'))),
      open(modified(workflow('Succeeded', '8'))),
    ]);
    expect(seen).toEqual([['Pending'], 'Running', 'Succeeded']);
    expect(urls[2]).toContain('resourceVersion=6');
  });

  it('outlives resets, garbage, cut lines and server errors', async () => {
    const { seen } = await watchToTheEnd([
      list('5', workflow('Running', '4')),
      reset,
      (_, response) => response.end('{"type":"MOD'),
      (_, response) => response.end('garbage\n'),
      events({
        type: 'ERROR',
        object: { kind: 'Status', code: 500, reason: 'InternalError' },
      }),
      events({ type: 'NONSENSE', object: {} }),
      open(modified(workflow('Succeeded', '9'))),
    ]);
    expect(seen).toEqual([['Running'], 'Succeeded']);
  });

  it('drops events that are older than what was seen, and repeated ones', async () => {
    const { seen } = await watchToTheEnd([
      list('20', workflow('Running', '10')),
      open(
        modified(workflow('Pending', '9')),
        modified(workflow('Running', '10')),
        modified(workflow('Succeeded', '11')),
      ),
    ]);
    expect(seen).toEqual([['Running'], 'Succeeded']);
  });

  it('reads events that arrive in pieces, within characters too', async () => {
    const { seen } = await watchToTheEnd([
      list('5', workflow('Running', '4')),
      async (_, response) => {
        const line = Buffer.from(
          `${JSON.stringify(
            modified(workflow('Läuft', '6')),
          )}\n${JSON.stringify(modified(workflow('Succeeded', '7')))}\n`,
        );
        for (const byte of line) response.write(Buffer.of(byte));
      },
    ]);
    expect(seen).toEqual([['Running'], 'Läuft', 'Succeeded']);
  });

  it('ends with an error where it is not allowed, with the rule that is missing', async () => {
    await expect(
      watchToTheEnd([
        list('5'),
        json({ kind: 'Status', code: 403, reason: 'Forbidden' }, 403),
      ]),
    ).rejects.toMatchObject({
      reason: 'Forbidden',
      remedy: expect.stringContaining('verbs: ["watch"]'),
    });
  });

  it('ends with an error where the resource does not exist, or the credential is refused from the start', async () => {
    await expect(
      watchToTheEnd([
        json(
          {
            kind: 'Status',
            code: 404,
            message: 'the server could not find the requested resource',
          },
          404,
        ),
      ]),
    ).rejects.toMatchObject({ reason: 'ResourceTypeNotFound' });
    await expect(
      watchToTheEnd([json({ kind: 'Status', code: 401 }, 401)]),
    ).rejects.toMatchObject({ name: 'AuthenticationError' });
  });

  it('outlives an authenticator that is down for a while, which looks like a 401', async () => {
    const { seen } = await watchToTheEnd([
      list('5', workflow('Running', '4')),
      json({ kind: 'Status', code: 401 }, 401),
      json({ kind: 'Status', code: 401 }, 401),
      open(modified(workflow('Succeeded', '9'))),
    ]);
    expect(seen).toEqual([['Running'], 'Succeeded']);
  });

  it('R9: outlives an outage of half an hour and sees what ended meanwhile', async () => {
    const clock = createSkippingClock();
    const endsAt = clock.now() + 30 * 60_000;
    let lists = 0;
    const server = await startTestServer((request, response, socket) => {
      if (lists > 0 && clock.now() < endsAt) {
        socket.resetAndDestroy();
      } else if (request.url.includes('watch=true')) {
        // History is kept for five minutes only.
        events(gone)(request, response);
      } else {
        lists += 1;
        const phase = lists === 1 ? 'Running' : 'Succeeded';
        list(String(lists), workflow(phase, String(lists)))(
          request,
          response,
          socket,
        );
      }
    });
    const transport = createTransport({
      server: server.url,
      subject: 'a/b',
      environment: {},
      clock,
    });
    opened.push(server, transport);
    const kubernetes = createKubernetesClient({
      subject: 'a/b',
      transport,
      clock,
    });
    const controller = new AbortController();
    const { signal } = controller;
    const phases: unknown[] = [];
    for await (const event of kubernetes.watch(RUNS, { signal })) {
      phases.push(event);
      if (phases.length === 2) controller.abort();
    }
    expect(phases).toMatchObject([
      { type: 'SYNCED', objects: [{ status: { phase: 'Running' } }] },
      { type: 'SYNCED', objects: [{ status: { phase: 'Succeeded' } }] },
    ]);
    // Patient with the server: some attempts each minute.
    expect(server.requests.length).toBeLessThan(600);
  });

  it('pauses longer and longer while the server closes each watch at once', async () => {
    const clock = createSkippingClock();
    let watches = 0;
    const server = await startTestServer((request, response, socket) => {
      if (!request.url.includes('watch=true')) {
        list('5', workflow('Running', '4'))(request, response, socket);
        return;
      }
      watches += 1;
      const last = modified(workflow('Succeeded', '6'));
      events(...(watches > 3 ? [last] : []))(request, response);
    });
    const transport = createTransport({
      server: server.url,
      subject: 'a/b',
      environment: {},
    });
    opened.push(server, transport);
    const kubernetes = createKubernetesClient({
      subject: 'a/b',
      transport,
      clock,
      random: () => 0.5,
    });
    const controller = new AbortController();
    const { signal } = controller;
    for await (const event of kubernetes.watch(RUNS, { signal })) {
      if (event.type === 'MODIFIED') controller.abort();
    }
    expect(clock.sleeps).toEqual([250, 500, 1_000]);
  });

  it('ends quietly when its signal is aborted before and during a pause', async () => {
    const server = await startTestServer([reset]);
    const transport = createTransport({
      server: server.url,
      subject: 'a/b',
      environment: {},
    });
    opened.push(server, transport);
    const kubernetes = createKubernetesClient({ subject: 'a/b', transport });
    const collect = async (signal: AbortSignal) => {
      const all = [];
      for await (const event of kubernetes.watch(RUNS, { signal }))
        all.push(event);
      return all;
    };
    await expect(collect(AbortSignal.abort())).resolves.toEqual([]);
    await expect(collect(AbortSignal.timeout(100))).resolves.toEqual([]);
  });
});
