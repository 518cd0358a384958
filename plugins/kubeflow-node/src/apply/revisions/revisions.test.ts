import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { applySetOf } from '../inventory/applySet';
import type { Inventory } from '../inventory/contract';
import type { Manifest } from '../manifest';
import { configMapManifest } from '../testing/openedInventory';
import { targetOf, type Interference } from '../testing/stateClient';
import { answerLost, StateServer } from '../testing/stateServer';
import type { RevisionContent, RevisionRecord } from './contract';
import { pruneRevisions } from './pruneRevisions';
import { readRevision } from './readRevision';
import {
  chooseRevision,
  revisionRecord,
  withRevision,
} from './revisionRecords';
import { storeRevision } from './storeRevision';

const SET = applySetOf('kubeflow');
const NAMESPACE = '/api/v1/namespaces/kubeflow-fleet-system';
const EMPTY: Inventory = {
  entries: [],
  groupKinds: [],
  namespaces: [],
  generation: 0,
  digestOf: ({ digest }) => digest,
};
const CONTENT: RevisionContent = {
  name: 'kubeflow-revision-1',
  shards: 1,
  digest: 'd',
  bytes: 1,
  objects: 1,
};

const setUp = (interference?: Interference) => {
  const server = new StateServer();
  server.put(NAMESPACE, { metadata: { name: 'kubeflow-fleet-system' } });
  const target = targetOf(server, interference);
  const store = (
    manifests: readonly Manifest[],
    {
      generation = 1,
      revisions = [] as readonly RevisionRecord[],
      shardBytes = undefined as number | undefined,
      assertHeld = () => undefined as void,
    } = {},
  ) =>
    storeRevision(target, {
      set: SET,
      inventory: { ...EMPTY, revisions },
      manifests,
      lease: { generation, assertHeld },
      shardBytes,
    });
  const secrets = () =>
    [...server.objects.keys()].filter(path => path.includes('/secrets/'));
  return { server, target, store, secrets };
};

const record = (
  number: number,
  more: Partial<RevisionRecord> = {},
): RevisionRecord => ({
  number,
  profile: 'pipelines',
  version: '2.17.0',
  origin: {},
  time: '2026-01-01T00:00:00.000Z',
  outcome: 'succeeded',
  content: { ...CONTENT, name: `kubeflow-revision-${number}` },
  ...more,
});

/** About `size` bytes that do not compress. */
const noise = (name: string, size: number) =>
  configMapManifest(name, { noise: randomBytes(size).toString('base64') });

const texts = (manifests: readonly Manifest[]) =>
  manifests.map(({ body }) => Buffer.from(body).toString());

describe('a stored revision', () => {
  it('R13: gives back every body byte for byte, with ids and versions', async () => {
    const { target, store } = setUp();
    const manifests = [
      configMapManifest('a', { text: 'Grüße\n"quoted" \u2028 ✓' }),
      {
        ...configMapManifest('b'),
        body: Buffer.from('{"n":9007199254740993}'),
      },
      configMapManifest('empty'),
    ];
    const content = await store(manifests);
    const read = await readRevision(target, record(7, { content }));
    expect(texts(read)).toEqual(texts(manifests));
    expect(read.map(({ id, apiVersion }) => [id, apiVersion])).toEqual(
      manifests.map(({ id, apiVersion }) => [id, apiVersion]),
    );
    expect(read[0]?.digest).toBe(manifests[0]?.digest);
    expect(read[1]?.object()).toEqual({ n: 9007199254740993n });
    expect(read[0]?.source.path).toBe('revision 7');
  });

  it('is split over immutable Secrets that an API server takes', async () => {
    const { server, target, store, secrets } = setUp();
    const manifests = Array.from({ length: 9 }, (_, index) =>
      noise(`m-${index}`, 200_000),
    );
    const content = await store(manifests);
    expect(content.shards).toBe(secrets().length);
    expect(content.shards).toBeGreaterThan(2);
    for (const path of secrets()) {
      expect(server.objects.get(path)).toMatchObject({
        type: 'kubeflow-fleet/revision',
        immutable: true,
        metadata: { labels: { 'kubeflow-fleet/state-of': SET.id } },
      });
      expect(JSON.stringify(server.objects.get(path)).length).toBeLessThan(
        900_000,
      );
    }
    const read = await readRevision(target, record(1, { content }));
    expect(texts(read)).toEqual(texts(manifests));
  });

  it('of the same content is not stored twice', async () => {
    const { server, store } = setUp();
    const content = await store([configMapManifest('a')]);
    server.requests.length = 0;
    const again = await store([configMapManifest('a')], {
      generation: 2,
      revisions: [record(1, { content })],
    });
    expect(again).toEqual(content);
    expect(server.requests).toEqual([]);
  });

  it('survives a lost answer', async () => {
    let lost = 0;
    const { target, store, secrets } = setUp({
      after: ({ method }) => {
        if (method !== 'POST' || lost > 0) return;
        lost += 1;
        throw answerLost();
      },
    });
    const manifests = [configMapManifest('a')];
    const content = await store(manifests);
    expect(lost).toBe(1);
    expect(secrets()).toHaveLength(1);
    const read = await readRevision(target, record(1, { content }));
    expect(texts(read)).toEqual(texts(manifests));
  });

  it('stops between two Secrets when the lease is lost', async () => {
    const { store, secrets } = setUp();
    let checks = 0;
    const assertHeld = () => {
      checks += 1;
      if (checks > 1) throw new Error('lost lock');
    };
    await expect(
      store([noise('a', 5_000)], { shardBytes: 1_000, assertHeld }),
    ).rejects.toThrow('lost lock');
    expect(secrets()).toHaveLength(1);
  });

  it('row 13: of 9 MB needs little memory beside the manifests', async () => {
    const { store } = setUp();
    const manifests = Array.from({ length: 600 }, (_, index) =>
      configMapManifest(`m-${index}`, { text: `${index} `.repeat(4_000) }),
    );
    global.gc?.();
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const timer = setInterval(() => {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }, 1);
    const { bytes } = await store(manifests);
    clearInterval(timer);
    expect(bytes).toBeGreaterThan(9_000_000);
    expect(most).toBeLessThan(30_000_000);
  });
});

describe('a damaged revision', () => {
  const damage = async (change: (data: Buffer) => Buffer | undefined) => {
    const { server, target, store, secrets } = setUp();
    const content = await store([noise('a', 3_000)], { shardBytes: 1_000 });
    const [, path = ''] = secrets();
    const secret = server.objects.get(path)!;
    const { content: text = '' } = secret.data as { content?: string };
    const changed = change(Buffer.from(text, 'base64'));
    if (changed) {
      server.put(path, {
        ...secret,
        data: { content: changed.toString('base64') },
      });
    } else server.objects.delete(path);
    return await readRevision(target, record(3, { content })).catch(
      (error: unknown) => error,
    );
  };

  it.each<[string, (data: Buffer) => Buffer | undefined]>([
    ['a Secret is missing', () => undefined],
    ['a Secret is empty', () => Buffer.alloc(0)],
    [
      'a byte is another',
      data => Buffer.concat([data.subarray(1), data.subarray(0, 1)]),
    ],
    ['it is no gzip', () => Buffer.from('hello')],
    ['it is cut off', data => data.subarray(0, 10)],
  ])('is said to be so when %s', async (_, change) => {
    expect(await damage(change)).toMatchObject({
      name: 'ConflictError',
      reason: 'RevisionDamaged',
      message: expect.stringContaining('revision 3'),
    });
  });

  it('is not uncompressed without end', async () => {
    const { server, target } = setUp();
    server.put(`${NAMESPACE}/secrets/kubeflow-revision-1-0`, {
      metadata: { name: 'kubeflow-revision-1-0' },
      data: {
        content: gzipSync(Buffer.alloc(200_000_000)).toString('base64'),
      },
    });
    const begun = Date.now();
    await expect(
      readRevision(target, record(1, { content: { ...CONTENT, bytes: 100 } })),
    ).rejects.toMatchObject({ reason: 'RevisionDamaged' });
    expect(Date.now() - begun).toBeLessThan(1_000);
  });
});

describe('pruneRevisions', () => {
  it('deletes what no record speaks of and no later deploy stored', async () => {
    const { target, store, secrets } = setUp();
    const kept = await store([configMapManifest('kept')], { generation: 2 });
    await store([configMapManifest('old')], { generation: 1 });
    await store([configMapManifest('killed')], { generation: 3 });
    await store([configMapManifest('later')], { generation: 5 });
    const deleted = await pruneRevisions(target, {
      set: SET,
      records: [record(1, { content: kept })],
      generation: 4,
    });
    expect([...deleted].sort()).toEqual([
      'kubeflow-revision-1-0',
      'kubeflow-revision-3-0',
    ]);
    expect(secrets().map(path => path.split('/').at(-1))).toEqual([
      'kubeflow-revision-2-0',
      'kubeflow-revision-5-0',
    ]);
  });
});

describe('withRevision', () => {
  const numbers = (records: readonly RevisionRecord[]) =>
    records.map(({ number }) => number);
  const after = (outcomes: readonly RevisionRecord['outcome'][]) =>
    outcomes.reduce<RevisionRecord[]>(
      (records, outcome, index) =>
        withRevision(records, record(index + 1, { outcome })),
      [],
    );

  it('keeps the last five', () => {
    expect(numbers(after(Array(8).fill('succeeded')))).toEqual([4, 5, 6, 7, 8]);
  });

  it('keeps the current one and the one before it, however many failed since', () => {
    const records = after([
      'succeeded',
      'succeeded',
      'succeeded',
      ...Array(7).fill('failed'),
    ]);
    expect(numbers(records)).toEqual([2, 3, 6, 7, 8, 9, 10]);
  });
});

describe('revisionRecord', () => {
  const deploy = {
    profile: 'pipelines',
    version: '2.17.0',
    origin: { repository: 'acme/ml', actor: 'x\u202e'.repeat(400) },
    outcome: 'succeeded' as const,
    content: CONTENT,
  };

  it('counts on, and bounds texts of others', () => {
    const { number, origin } = revisionRecord(
      [record(3, { content: { ...CONTENT, digest: 'other' } })],
      deploy,
      0,
    );
    expect(number).toBe(4);
    expect(origin.repository).toBe('acme/ml');
    expect(origin.actor).not.toContain('\u202e');
    expect(Array.from(origin.actor ?? '').length).toBeLessThan(3_000);
  });

  it('keeps the number of the same content deployed again, and not that of an older one', () => {
    const records = [
      record(1, { content: { ...CONTENT, digest: 'first' } }),
      record(2, { content: CONTENT }),
    ];
    expect(revisionRecord(records, deploy, 0).number).toBe(2);
    const back = { ...deploy, content: { ...CONTENT, digest: 'first' } };
    expect(revisionRecord(records, back, 0).number).toBe(3);
  });
});

describe('chooseRevision', () => {
  const subject = 'eu-west-1/ml-eu';
  const revisions = [
    record(1),
    record(2, { outcome: 'failed' }),
    record(3),
    record(4),
  ];

  it('goes to the last that succeeded before the current one', () => {
    expect(chooseRevision({ revisions, revision: 4 }, { subject }).number).toBe(
      3,
    );
  });

  it('goes back to the current one from a deploy that failed after it', () => {
    const failed = [...revisions, record(5, { outcome: 'failed' })];
    const chosen = chooseRevision(
      { revisions: failed, revision: 4 },
      { subject },
    );
    expect(chosen.number).toBe(4);
  });

  it('takes the number that is asked for, or says which there are', () => {
    expect(
      chooseRevision({ revisions, revision: 4 }, { subject, number: 1 }).number,
    ).toBe(1);
    expect(() =>
      chooseRevision({ revisions, revision: 4 }, { subject, number: 9 }),
    ).toThrow(/revision 9 is not kept.*1, 2, 3, 4/);
    expect(() => chooseRevision({}, { subject })).toThrow(
      /no revision is kept here yet/,
    );
  });
});
