import type { JsonObject } from './json';
import type { TestServer } from './testServer.test.fixture';
import {
  MERGE_TYPE,
  eventually,
  startTestServer,
} from './testServer.test.fixture';

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const configMap = (name: string, labels: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, labels },
});

interface Event {
  readonly type: string;
  readonly object: JsonObject & {
    readonly metadata: {
      readonly name?: string;
      readonly resourceVersion: string;
      readonly annotations?: object;
    };
  };
}

/** Events of a watch as they come; `done` settles at its end. */
const openWatch = (server: TestServer, query: string) => {
  const events: Event[] = [];
  const controller = new AbortController();
  const done = (async () => {
    const response = await fetch(
      `${server.url}${CONFIG_MAPS}?watch=1&${query}`,
      {
        headers: { authorization: 'Bearer admin' },
        signal: controller.signal,
      },
    );
    let text = '';
    for await (const chunk of response.body!) {
      text += Buffer.from(chunk).toString();
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      events.push(...lines.map(line => JSON.parse(line) as Event));
    }
  })().catch((error: unknown) => error);
  return { events, done, abort: () => controller.abort() };
};

const summary = (events: readonly Event[]) =>
  events.map(({ type, object }) => `${type} ${object.metadata.name}`);

describe('watch', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer({ bookmarkIntervalMs: 20 });
  });
  afterEach(() => server.close());

  const revision = async () =>
    (
      (await server.call('GET', CONFIG_MAPS)).body.metadata as {
        resourceVersion: string;
      }
    ).resourceVersion;

  it('sends the state first and then every change', async () => {
    await server.call('POST', CONFIG_MAPS, configMap('a'));
    const { events, abort } = openWatch(server, '');
    await eventually(() => events.length === 1 || undefined);
    await server.call('POST', CONFIG_MAPS, configMap('b'));
    await server.call('DELETE', `${CONFIG_MAPS}/a`);
    await eventually(() => events.length === 3 || undefined);
    expect(summary(events)).toEqual(['ADDED a', 'ADDED b', 'DELETED a']);
    abort();
  });

  it('goes on after a resourceVersion without a gap', async () => {
    const from = await revision();
    await server.call('POST', CONFIG_MAPS, configMap('missed'));
    const { events, abort } = openWatch(server, `resourceVersion=${from}`);
    await server.call('POST', CONFIG_MAPS, configMap('seen'));
    await eventually(() => events.length === 2 || undefined);
    expect(summary(events)).toEqual(['ADDED missed', 'ADDED seen']);
    abort();
  });

  it('row 40: ends with a 410 ERROR event when the history is gone', async () => {
    const from = await revision();
    await server.call('POST', CONFIG_MAPS, configMap('a'));
    server.emulator.compact();
    const { events, done } = openWatch(server, `resourceVersion=${from}`);
    await done;
    expect(events).toMatchObject([
      {
        type: 'ERROR',
        object: { code: 410, reason: 'Expired', kind: 'Status' },
      },
    ]);
    expect(events[0]?.object.message).toContain(
      `too old resource version: ${from} (`,
    );
  });

  it('row 40: sends bookmarks that move the resourceVersion on', async () => {
    const { events, abort } = openWatch(
      server,
      `resourceVersion=${await revision()}&allowWatchBookmarks=true`,
    );
    await server.call(
      'POST',
      '/api/v1/namespaces/kube-public/configmaps',
      configMap('elsewhere'),
    );
    const now = await revision();
    const bookmark = await eventually(() =>
      events.find(
        ({ type, object }) =>
          type === 'BOOKMARK' && object.metadata.resourceVersion === now,
      ),
    );
    expect(bookmark.object).toMatchObject({ kind: 'ConfigMap' });
    abort();
  });

  it('marks the end of the initial events when asked', async () => {
    await server.call('POST', CONFIG_MAPS, configMap('a'));
    const { events, abort } = openWatch(
      server,
      'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true',
    );
    await eventually(() => events.length >= 2 || undefined);
    expect(events.slice(0, 2)).toMatchObject([
      { type: 'ADDED' },
      {
        type: 'BOOKMARK',
        object: {
          metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
        },
      },
    ]);
    abort();
  });

  it('an object that enters or leaves the selection is ADDED or DELETED', async () => {
    const { events, abort } = openWatch(
      server,
      `labelSelector=app%3Dweb&resourceVersion=${await revision()}`,
    );
    await server.call('POST', CONFIG_MAPS, configMap('a'));
    const patch = (app: string | null) =>
      server.call(
        'PATCH',
        `${CONFIG_MAPS}/a`,
        { metadata: { labels: { app } } },
        { type: MERGE_TYPE },
      );
    await patch('web');
    await patch('api');
    await eventually(() => events.length === 2 || undefined);
    expect(summary(events)).toEqual(['ADDED a', 'DELETED a']);
    abort();
  });

  it('ends after timeoutSeconds, and when the emulator closes', async () => {
    const timed = openWatch(server, 'timeoutSeconds=1');
    const started = Date.now();
    await timed.done;
    expect(Date.now() - started).toBeGreaterThanOrEqual(900);
    const open = openWatch(server, '');
    await server.call('POST', CONFIG_MAPS, configMap('a'));
    await eventually(() => open.events.length === 1 || undefined);
    server.emulator.close();
    await open.done;
  });

  it('refuses a resourceVersion that is no number', async () => {
    const answer = await server.call(
      'GET',
      `${CONFIG_MAPS}?watch=1&resourceVersion=abc`,
    );
    expect(answer.status).toBe(500);
    expect(answer.body.kind).toBe('Status');
  });
});
