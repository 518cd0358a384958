/* eslint-disable jest/no-export -- one suite for several servers */
import { hostname } from 'node:os';
import {
  createObjectApi,
  createInventoryWriter,
  decidePrune,
  ensureStateNamespace,
  openInventory,
  pruneMembers,
  readInventory,
  readMembers,
  readRevision,
  storeRevision,
  type ApplyRequest,
  type HeldLease,
  type Manifest,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { install, requestFor, uniqueName } from './installedSet.test.fixture';
import {
  ports,
  targetOf,
  type PlanContractTarget,
} from './planActions.test.fixture';
import { configMap } from './sampleSet.test.fixture';

const OBSERVER = {
  wave: () => undefined,
  changed: () => undefined,
  failed: () => undefined,
  waiting: () => undefined,
  warned: () => undefined,
};
const PORTS = () => ({ ...ports(), observer: OBSERVER });

const namespace = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

const secretPath = (name: string) =>
  `/api/v1/namespaces/kubeflow-fleet-system/secrets/${name}`;

/**
 * What the state of a set (inventory, lease, revisions) and pruning need of an API server, as one suite for the
 * emulator and for a real server.
 */
export const describeStateContract = (
  name: string,
  open: () => PlanContractTarget,
): void => {
  describe(`state of a set: ${name}`, () => {
    const target = () => targetOf(open().connection);

    const opened = async ({ set, manifests }: ApplyRequest) =>
      await openInventory(
        target(),
        {
          set,
          inventory: await readInventory(target(), set),
          writes: manifests.map(({ id }) => ({ id })),
          holder: { repository: 'acme/ml', host: hostname() },
          waitMs: 30_000,
        },
        PORTS(),
      );

    const write = async (
      method: 'PATCH' | 'DELETE' | 'PUT' | 'POST',
      path: string,
      body?: object,
    ) =>
      await open().connection.transport.send({
        method,
        path,
        headers: {
          'content-type':
            method === 'PATCH'
              ? 'application/merge-patch+json'
              : 'application/json',
        },
        body: body && JSON.stringify(body),
      });

    const prune = async (
      { set, prune: policy }: ApplyRequest,
      manifests: readonly Manifest[],
      timeoutMs = 20_000,
    ) => {
      const api = createObjectApi(target(), ports());
      const inventory = await readInventory(target(), set);
      const members = await readMembers(api, set, { inventory, manifests });
      const { subject } = target();
      const decision = decidePrune({
        subject,
        set,
        inventory,
        members,
        manifests,
        policy,
      });
      return {
        decision,
        report: await pruneMembers(api, decision, { ...PORTS(), timeoutMs }),
      };
    };

    const installed = async (more: Partial<ApplyRequest> = {}) => {
      const id = uniqueName();
      const request = requestFor(
        id,
        [
          namespace(id),
          configMap(id, 'a', {}),
          configMap(id, 'b', {}),
          configMap(id, 'c', {}),
        ],
        more,
      );
      await install(open().connection, request);
      const pathOf = (map: string) =>
        `/api/v1/namespaces/${id}/configmaps/${map}`;
      const keep = (...names: readonly string[]) =>
        request.manifests.filter(
          one => one.id.kind === 'Namespace' || names.includes(one.id.name),
        );
      return { id, request, pathOf, keep };
    };

    it('row 44: of two that open a new set at once one waits, and then has the other in its inventory', async () => {
      const id = uniqueName();
      const request = requestFor(id, [configMap('default', id, {})]);
      const first = await opened(request);
      let ended = false;
      const second = opened(request).finally(() => {
        ended = true;
      });
      await first.writer.recordOutcome({
        applied: request.manifests.map(manifest => ({
          manifest,
          uid: 'made-up',
        })),
        removed: [],
        untouched: [],
      });
      expect(ended).toBe(false);
      await first.lease.release();
      const next = await second;
      expect(next.lease.generation).toBeGreaterThan(first.lease.generation);
      expect(next.stale).toBe(true);
      expect(next.inventory.entries).toMatchObject([{ uid: 'made-up' }]);
      await next.lease.release();
    });

    it('row 44: a holder that was overtaken cannot write the inventory any more', async () => {
      const { request } = await installed();
      const { set } = request;
      const inventory = await readInventory(target(), set);
      const writer = (lease: Pick<HeldLease, 'generation' | 'assertHeld'>) =>
        createInventoryWriter(target(), { set, inventory, lease });
      const assertHeld = () => undefined;
      const paused = writer({ generation: 7, assertHeld });
      await writer({ generation: 8, assertHeld }).fence();
      await expect(
        paused.recordOutcome({ applied: [], removed: [], untouched: [] }),
      ).rejects.toMatchObject({ reason: 'LeaseLost' });
    });

    it('row 13: keeps an inventory of more than 1 MiB', async () => {
      const id = uniqueName();
      const { set, manifests } = requestFor(
        id,
        Array.from({ length: 9_000 }, (_, index) =>
          configMap('default', `${id}-with-a-rather-long-name-${index}`, {}),
        ),
      );
      await ensureStateNamespace(target().kubernetes);
      const record = async (generation: number) => {
        const inventory = await readInventory(target(), set);
        const writer = createInventoryWriter(target(), {
          set,
          inventory,
          lease: { generation, assertHeld: () => undefined },
        });
        await writer.recordOutcome({
          applied: manifests.map(manifest => ({
            manifest,
            uid: '00000000-0000-4000-8000-000000000000',
            owned: '0123456789012345678901',
          })),
          removed: [],
          untouched: [],
        });
      };
      await record(1);
      await record(2);
      const { entries, stored } = await readInventory(target(), set);
      expect(entries).toHaveLength(9_000);
      expect(stored?.shards.length).toBeGreaterThan(1);
      expect(stored?.shards.every(shard => shard.includes('-2-'))).toBe(true);
    });

    it('R13: gives back a revision byte for byte, and its Secrets cannot be changed', async () => {
      const id = uniqueName();
      const { set, manifests } = requestFor(id, [
        configMap('default', id, { text: 'Grüße\u2028', number: '007' }),
      ]);
      await ensureStateNamespace(target().kubernetes);
      const content = await storeRevision(target(), {
        set,
        inventory: await readInventory(target(), set),
        manifests,
        lease: { generation: 1, assertHeld: () => undefined },
      });
      const path = secretPath(`${content.name}-0`);
      const changed = await write('PATCH', path, { data: { content: '' } });
      expect(changed.status).toBe(422);
      const record = {
        number: 1,
        profile: 'pipelines',
        version: '2.17.0',
        origin: {},
        time: new Date().toISOString(),
        outcome: 'succeeded' as const,
        content,
      };
      const read = await readRevision(target(), record);
      expect(read.map(({ body }) => Buffer.from(body).toString())).toEqual(
        manifests.map(({ body }) => Buffer.from(body).toString()),
      );
      await write('DELETE', path);
      await expect(readRevision(target(), record)).rejects.toMatchObject({
        reason: 'RevisionDamaged',
      });
    });

    it('prunes what is ours, and nothing that only looks like it', async () => {
      const { id, request, pathOf, keep } = await installed();
      // Made anew by somebody else, with every label of ours.
      const stranger = {
        ...request.manifests.find(one => one.id.name === 'b')?.object(),
      };
      await write('DELETE', pathOf('b'));
      await write('POST', `/api/v1/namespaces/${id}/configmaps`, stranger);
      const { decision, report } = await prune(request, keep('a'));
      expect(decision.deletions.map(one => one.id.name)).toEqual(['c']);
      expect(decision.strangers.map(one => one.name)).toEqual(['b']);
      expect(report.changes).toMatchObject([
        { action: 'deleted', id: { name: 'c' } },
      ]);
      const maps = await target().kubernetes.list({
        group: '',
        version: 'v1',
        plural: 'configmaps',
        namespace: id,
      });
      expect(
        maps
          .map(({ metadata }) => metadata.name)
          .filter(map => map.length === 1),
      ).toEqual(['a', 'b']);
    });

    it('row 43: names the finalizer that holds an object, which stays in the inventory', async () => {
      const { request, pathOf, keep } = await installed();
      await write('PATCH', pathOf('b'), {
        metadata: { finalizers: ['example.com/stuck'] },
      });
      const { report } = await prune(request, keep('a', 'c'), 1_500);
      expect(report.removed).toEqual([]);
      expect(report.failures).toMatchObject([
        {
          id: { name: 'b' },
          error: {
            reason: 'DeletionStuck',
            fact: expect.stringContaining('example.com/stuck'),
          },
        },
      ]);
      await write('PATCH', pathOf('b'), { metadata: { finalizers: null } });
      const again = await prune(request, keep('a', 'c'));
      expect(again.report.failures).toEqual([]);
      expect(again.report.removed).toMatchObject([{ id: { name: 'b' } }]);
    });

    it('keeps an object that lost its label, and what an annotation protects', async () => {
      const { request, pathOf, keep } = await installed();
      await write('PATCH', pathOf('b'), {
        metadata: { labels: { 'applyset.kubernetes.io/part-of': null } },
      });
      await write('PATCH', pathOf('c'), {
        metadata: { annotations: { 'kubeflow-fleet/prune': 'disabled' } },
      });
      const { report } = await prune(request, keep('a'));
      expect(report.removed).toEqual([]);
      expect(
        report.changes.map(({ id, action }) => [id.name, action]).sort(),
      ).toEqual([
        ['b', 'skipped'],
        ['c', 'skipped'],
      ]);
    });
  });
};
