import { systemClock } from '../../clock';
import type { WaitOptions } from './waitOptions';
import { startFakeCluster, type FakeCluster } from './testing/fakeCluster';
import { sampleManifest } from './testing/sampleManifest';
import { waitUntilServed } from './waitUntilServed';

let cluster: FakeCluster;
beforeEach(async () => {
  cluster = await startFakeCluster();
});
afterEach(() => cluster.close());

const definition = (plural: string, conditions: object[] = []) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.example.com` },
  spec: {
    group: 'example.com',
    names: { plural, kind: plural },
    versions: [
      { name: 'v1', served: true },
      { name: 'v1alpha1', served: false },
    ],
  },
  status: { conditions },
});

const resource = (plural: string) => ({
  name: plural,
  kind: 'Widget',
  namespaced: true,
  verbs: ['get', 'patch'],
});

const wait = (plurals: readonly string[], more: Partial<WaitOptions> = {}) =>
  waitUntilServed(
    cluster.target,
    plurals.map(plural => sampleManifest(definition(plural))),
    {
      clock: systemClock,
      signal: new AbortController().signal,
      timeoutMs: 5_000,
      ...more,
    },
  );

describe('waitUntilServed', () => {
  it('asks each group version once when all is served, and returns the kinds', async () => {
    cluster.discovery.set('/apis/example.com/v1', [
      resource('widgets'),
      resource('gadgets'),
    ]);
    await expect(wait(['widgets', 'gadgets'])).resolves.toEqual({
      waiting: [],
      served: ['widgets', 'gadgets'].map(plural => ({
        group: 'example.com',
        version: 'v1',
        plural,
        kind: 'Widget',
        namespaced: true,
        verbs: ['get', 'patch'],
      })),
    });
    expect(cluster.requests.map(({ url }) => url)).toEqual([
      '/apis/example.com/v1',
    ]);
  });

  it('asks nothing without definitions', async () => {
    await expect(wait([])).resolves.toEqual({ served: [], waiting: [] });
    expect(cluster.requests).toHaveLength(0);
  });

  it('row 15: goes on with the change that makes the definition served, moving no whole definition', async () => {
    cluster.put(definition('widgets'));
    const work = wait(['widgets'], {
      onWaiting: waiting => {
        if (waiting.length === 0) return;
        cluster.discovery.set('/apis/example.com/v1', [resource('widgets')]);
        cluster.put(
          definition('widgets', [{ type: 'Established', status: 'True' }]),
        );
      },
    });
    await expect(work).resolves.toMatchObject({
      waiting: [],
      served: [{ plural: 'widgets' }],
    });
    const watches = cluster.requests.filter(({ url }) =>
      url.includes('customresourcedefinitions'),
    );
    expect(
      watches.every(({ headers }) =>
        headers.accept?.includes('as=PartialObjectMetadata'),
      ),
    ).toBe(true);
  });

  it('row 15: names the condition of a definition that is never Established', async () => {
    const condition = {
      type: 'Established',
      status: 'False',
      reason: 'Installing',
      message: 'the initial names have been accepted',
    };
    cluster.put(definition('widgets', [condition]));
    const { waiting, served } = await wait(['widgets'], { timeoutMs: 200 });
    expect(served).toEqual([]);
    expect(waiting).toMatchObject([
      {
        id: { kind: 'CustomResourceDefinition', name: 'widgets.example.com' },
        status: 'InProgress',
        fact: 'Installing: the initial names have been accepted',
      },
    ]);
  });

  it('ends before the deadline when the names are refused', async () => {
    const condition = {
      type: 'NamesAccepted',
      status: 'False',
      reason: 'PluralConflict',
      message: '"widgets" is already in use',
    };
    cluster.put(definition('widgets', [condition]));
    const start = performance.now();
    const { waiting } = await wait(['widgets'], { timeoutMs: 60_000 });
    expect(waiting).toMatchObject([
      {
        status: 'Failed',
        fact: expect.stringContaining(
          'PluralConflict: "widgets" is already in use',
        ),
      },
    ]);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('says which definition does not exist', async () => {
    const { waiting } = await wait(['widgets'], { timeoutMs: 100 });
    expect(waiting).toMatchObject([{ status: 'NotFound' }]);
  });

  it('goes on where definitions may not be watched', async () => {
    cluster.put(definition('widgets'));
    cluster.refused.set(
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
      403,
    );
    setTimeout(
      () =>
        cluster.discovery.set('/apis/example.com/v1', [resource('widgets')]),
      100,
    );
    await expect(wait(['widgets'])).resolves.toMatchObject({ waiting: [] });
  });

  it('returns what is known when it is cancelled', async () => {
    const job = new AbortController();
    const { waiting } = await wait(['widgets'], {
      signal: job.signal,
      onWaiting: () => job.abort(),
    });
    expect(waiting).toMatchObject([
      { status: 'InProgress', fact: 'it is not served yet' },
    ]);
  });
});
