import {
  createKubernetesClient,
  createTransport,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  applyManifests,
  type ApplyRequest,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import type {
  KubernetesEmulator,
  KubernetesEmulatorOptions,
} from '../kubernetes/contract';
import { createKubernetesEmulator } from '../kubernetes/kubernetesEmulator';
import { fastClock, fastTransport } from '../real/deploy/fastTime';
import { requestFor } from './testing/installedSet.test.fixture';
import {
  configMap,
  custom,
  definition,
  deployment,
  secret,
} from './testing/sampleSet.test.fixture';
import {
  seededRandom,
  startStormyServer,
  type StormyServer,
} from './testing/stormyServer.test.fixture';

const NAME = 'storm';
// Much faster, and a busy machine would make the lease expire.
const RATE = 5;

const objects = (mode: string, maps: number) => [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAME } },
  definition('things'),
  custom(NAME, 'things'),
  secret(NAME),
  deployment(NAME),
  ...Array.from({ length: maps }, (_, index) =>
    configMap(NAME, `map-${index}`, { mode, index: String(index) }),
  ),
];

/** Everything of the set in a cluster, as text; without what differs by time. */
const stateOf = ({ objects: store }: KubernetesEmulator, set: string) =>
  [
    'v1/ConfigMap',
    'v1/Secret',
    'apps/v1/Deployment',
    'plan.example.com/v1/Things',
  ]
    .flatMap(type => {
      const at = type.lastIndexOf('/');
      return store.list({
        apiVersion: type.slice(0, at),
        kind: type.slice(at + 1),
        labelSelector: `applyset.kubernetes.io/part-of=${set}`,
      });
    })
    .map(({ kind, metadata, data, spec }) => ({
      name: `${kind}/${metadata.name}`,
      data,
      spec,
    }))
    .sort((a, b) => a.name.localeCompare(b.name));

const apply = async (
  server: StormyServer,
  request: ApplyRequest,
  how: number | { readonly seed: number; readonly signal: AbortSignal },
) => {
  const { seed, signal } =
    typeof how === 'number'
      ? { seed: how, signal: new AbortController().signal }
      : how;
  const clock = fastClock(RATE);
  const random = seededRandom(seed);
  const pool = createTransport({
    server: server.url,
    subject: 'eu-west-1/storm',
    authorize: async () => 'Bearer admin',
    environment: {},
    clock,
    random,
  });
  const transport = fastTransport(pool, RATE);
  const kubernetes = createKubernetesClient({
    subject: 'eu-west-1/storm',
    transport,
  });
  try {
    const result = await applyManifests(
      { subject: 'eu-west-1/storm', kubernetes, transport },
      request,
      {
        clock,
        random,
        signal,
        observer: {
          wave: () => undefined,
          changed: () => undefined,
          failed: () => undefined,
          waiting: () => undefined,
          warned: () => undefined,
        },
      },
    );
    return { result };
  } finally {
    pool.close();
  }
};

const cluster = async (options: Partial<KubernetesEmulatorOptions> = {}) => {
  const emulator = createKubernetesEmulator({
    ...options,
    authenticate: async () => ({
      username: 'admin',
      groups: ['system:masters'],
    }),
  });
  const server = await startStormyServer(emulator.handle);
  return {
    emulator,
    server,
    close: async () => {
      emulator.close();
      await server.close();
    },
  };
};

const REQUEST = { until: 'applied', timeoutMs: 600_000 } as const;
const SEEDS = 24;

describe('R1: a storm that strikes 20 % of all requests', () => {
  it(`rows 33-38: ${SEEDS} seeds converge in one run to the exact state, by at most 2.5 times the requests`, async () => {
    const calm = await cluster();
    const first = requestFor(NAME, objects('fast', 25), REQUEST);
    const second = requestFor(NAME, objects('slow', 20), REQUEST);
    const { id } = first.set;
    const calmRuns = [
      (await apply(calm.server, first, 0)).result,
      (await apply(calm.server, second, 0)).result,
    ];
    for (const { error, changeSet } of calmRuns) {
      expect({ error, failures: changeSet.failures }).toEqual({
        error: undefined,
        failures: [],
      });
    }
    const wanted = stateOf(calm.emulator, id);
    await calm.close();
    expect(wanted).toHaveLength(23);
    const calmRequests = calmRuns.map(({ requests }) => requests.total);
    const ratios: number[] = [];
    const struck = new Set<string>();
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { emulator, server, close } = await cluster();
      server.storm(0.2, seed);
      const runs = [
        await apply(server, first, seed),
        await apply(server, second, seed),
      ];
      for (const { result } of runs) {
        expect({
          seed,
          error: result.error,
          failures: result.changeSet.failures,
        }).toEqual({ seed, error: undefined, failures: [] });
      }
      expect({ seed, state: stateOf(emulator, id) }).toEqual({
        seed,
        state: wanted,
      });
      expect(runs[1]?.result.changeSet.changes).toHaveLength(30);
      const total = runs.reduce(
        (sum, { result }) => sum + result.requests.total,
        0,
      );
      ratios.push(total / (calmRequests[0]! + calmRequests[1]!));
      [...server.struck.keys()].forEach(name => struck.add(name));
      await close();
    }
    expect(Math.max(...ratios)).toBeLessThanOrEqual(2.5);
    expect(struck.size).toBe(12);
  }, 300_000);
});

describe('a kind that cannot be listed', () => {
  const struck = async (share: 'list' | undefined) => {
    const { emulator, server, close } = await cluster();
    const request = requestFor(NAME, objects('fast', 3), REQUEST);
    await apply(server, request, 1);
    const front = await startStormyServer((incoming, response) => {
      const isList =
        incoming.method === 'GET' &&
        incoming.url?.startsWith('/api/v1/secrets?');
      if (share === 'list' && isList) {
        response.writeHead(403, { 'content-type': 'application/json' });
        response.end('{"kind":"Status","code":403,"reason":"Forbidden"}');
      } else emulator.handle(incoming, response);
    });
    const fewer = requestFor(
      NAME,
      objects('slow', 2).filter(({ kind }) => kind !== 'Secret'),
      REQUEST,
    );
    const { result } = await apply(front, fewer, 2);
    const names = stateOf(emulator, request.set.id).map(({ name }) => name);
    await front.close();
    await close();
    return { result, names };
  };

  it('row 41: keeps everything from being pruned, and nothing from being applied', async () => {
    const { result, names } = await struck('list');
    expect(result.error).toMatchObject({ reason: 'PruneReadIncomplete' });
    expect(names).toEqual(
      expect.arrayContaining(['ConfigMap/map-2', 'Secret/db']),
    );
    const actions = result.changeSet.changes.map(
      ({ action, id }) => `${action} ${id.name}`,
    );
    expect(actions).toContain('configured map-0');
  });

  it('row 42: is what kept them, as without it both go', async () => {
    const { result, names } = await struck(undefined);
    expect(result.error).toBeUndefined();
    expect(names).not.toContain('Secret/db');
    expect(names).not.toContain('ConfigMap/map-2');
  });
});

describe('R4: a cancellation', () => {
  it('while objects become ready is told as such, with what was not ready', async () => {
    const { emulator, server, close } = await cluster({
      becomesReady: () => false,
    });
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('cancelled')), 500);
    const { result } = await apply(
      server,
      requestFor(NAME, objects('fast', 1), { timeoutMs: 600_000 }),
      { seed: 1, signal: controller.signal },
    );
    expect(result).toMatchObject({
      error: { message: 'cancelled' },
      unready: [{ id: { kind: 'Deployment' } }],
      revision: 1,
    });
    const lease = emulator.objects.get({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      namespace: 'kubeflow-fleet-system',
      name: NAME,
    });
    expect(lease?.spec).toMatchObject({ holderIdentity: '' });
    await close();
  });
});
