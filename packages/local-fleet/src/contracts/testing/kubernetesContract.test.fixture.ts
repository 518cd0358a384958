/* eslint-disable jest/no-export -- one suite for several servers */
import { randomUUID } from 'node:crypto';
import {
  kubernetesHttpLibrary,
  type KubernetesClient,
  type KubernetesConnection,
  type KubernetesObject,
  type WatchEvent,
} from '@kubeflow-fleet/plugin-kubeflow-node';

/** A server to hold against the contract. The user may do everything. */
export interface KubernetesUnderTest {
  readonly connection: KubernetesConnection;
  /** Reaches the same server with another bearer token, over the same verified TLS. */
  readonly withToken: (token: string) => Promise<KubernetesConnection>;
}

const CORE = { group: '', version: 'v1' } as const;
const NAMESPACES = { ...CORE, plural: 'namespaces' };
const ACCOUNTS = { ...CORE, plural: 'serviceaccounts' };

const configMap = (namespace: string, name: string, data: object) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace, labels: { app: 'contract', name } },
  data,
});

/** Collects what a watch says until `enough`, and ends it. */
const collectUntil = async (
  start: (signal: AbortSignal) => AsyncIterable<WatchEvent>,
  enough: (event: WatchEvent) => boolean,
) => {
  const controller = new AbortController();
  const events: WatchEvent[] = [];
  for await (const event of start(controller.signal)) {
    events.push(event);
    if (enough(event)) controller.abort();
  }
  return events;
};

/** What our Kubernetes client needs of a server, in a namespace of its own that is deleted at the end. */
export const describeKubernetesContract = (
  name: string,
  open: () => KubernetesUnderTest,
): void => {
  const namespace = `fleet-contract-${randomUUID().slice(0, 8)}`;
  const MAPS = { ...CORE, plural: 'configmaps', namespace };
  let kubernetes: KubernetesClient;

  describe(`Kubernetes contract: ${name}`, () => {
    beforeAll(async () => {
      kubernetes = open().connection.kubernetes;
      await kubernetes.create(NAMESPACES, {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace },
      });
    });

    afterAll(() => kubernetes.delete(NAMESPACES, namespace));

    it('creates, reads, replaces, patches, lists and deletes an object', async () => {
      const created = await kubernetes.create(
        MAPS,
        configMap(namespace, 'life', { a: '1' }),
      );
      expect(created.metadata.uid).toEqual(expect.any(String));
      const replaced = await kubernetes.replace(MAPS, {
        ...created,
        data: { a: '2' },
      });
      expect(replaced.metadata.resourceVersion).not.toBe(
        created.metadata.resourceVersion,
      );
      await kubernetes.patch(MAPS, 'life', { data: { a: null, b: '3' } });
      const live = await kubernetes.get(MAPS, 'life');
      expect(live).toMatchObject({ kind: 'ConfigMap', data: { b: '3' } });
      expect(live.data).not.toHaveProperty('a');
      const listed = await kubernetes.list(MAPS, {
        labelSelector: 'app=contract,name=life',
      });
      expect(listed).toMatchObject([
        { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'life' } },
      ]);
      await kubernetes.delete(MAPS, 'life');
      await expect(kubernetes.get(MAPS, 'life')).rejects.toMatchObject({
        reason: 'NotFound',
      });
      await expect(kubernetes.delete(MAPS, 'life')).rejects.toMatchObject({
        reason: 'NotFound',
      });
    });

    it('lets exactly one of eight concurrent creates win', async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, (_, index) =>
          kubernetes.create(
            MAPS,
            configMap(namespace, 'claim', { owner: String(index) }),
          ),
        ),
      );
      const won = outcomes.filter(({ status }) => status === 'fulfilled');
      expect(won).toHaveLength(1);
      const reasons = outcomes.flatMap(outcome =>
        outcome.status === 'rejected' ? [outcome.reason.reason] : [],
      );
      expect(new Set(reasons)).toEqual(new Set(['AlreadyExists']));
    });

    it('refuses a replace of an old version', async () => {
      const first = await kubernetes.create(
        MAPS,
        configMap(namespace, 'versions', { a: '1' }),
      );
      await kubernetes.patch(MAPS, 'versions', { data: { a: '2' } });
      const stale = { ...first, data: { a: '3' } } as KubernetesObject;
      await expect(kubernetes.replace(MAPS, stale)).rejects.toMatchObject({
        name: 'ConflictError',
        reason: 'Conflict',
      });
    });

    it('tells a missing namespace and a missing resource type from a missing object', async () => {
      await expect(
        kubernetes.create(
          { ...MAPS, namespace: 'no-such-namespace' },
          configMap('no-such-namespace', 'x', {}),
        ),
      ).rejects.toMatchObject({ reason: 'NamespaceNotFound' });
      await expect(
        kubernetes.list({
          group: 'nothing.example',
          version: 'v1',
          plural: 'things',
          namespace,
        }),
      ).rejects.toMatchObject({ reason: 'ResourceTypeNotFound' });
    });

    it('names the field of an invalid object', async () => {
      const error = await kubernetes
        .create(MAPS, configMap(namespace, 'UPPER_CASE', {}))
        .catch(caught => caught);
      expect(error).toMatchObject({ name: 'InputError', reason: 'Invalid' });
      expect(error.problems[0].message).toMatch(/^metadata\.name: /);
    });

    it('watches: the whole first, then each change', async () => {
      await kubernetes.create(
        MAPS,
        configMap(namespace, 'watched', { n: '0' }),
      );
      const change = async () => {
        await kubernetes.patch(MAPS, 'watched', { data: { n: '1' } });
        await kubernetes.delete(MAPS, 'watched');
      };
      let changing: Promise<void> | undefined;
      const events = await collectUntil(
        signal =>
          kubernetes.watch(MAPS, { labelSelector: 'name=watched', signal }),
        event => {
          if (event.type === 'SYNCED') changing = change();
          return event.type === 'DELETED';
        },
      );
      await changing;
      expect(events.map(({ type }) => type)).toEqual([
        'SYNCED',
        'MODIFIED',
        'DELETED',
      ]);
    });

    it('signs a service account in, which may do nothing, and says which rule is missing', async () => {
      const account = { namespace, name: 'nobody' };
      await kubernetes.create(
        { ...ACCOUNTS, namespace },
        { apiVersion: 'v1', kind: 'ServiceAccount', metadata: account },
      );
      const { token, expiration } = await kubernetes.createToken(
        account,
        'https://kubernetes.default.svc',
      );
      expect(expiration.getTime()).toBeGreaterThan(Date.now());
      const nobody = await open().withToken(token);
      const access = {
        verb: 'list',
        group: '',
        resource: 'configmaps',
        namespace,
      };
      await expect(kubernetes.isAllowed(access)).resolves.toBe(true);
      await expect(nobody.kubernetes.isAllowed(access)).resolves.toBe(false);
      const error = await nobody.kubernetes.list(MAPS).catch(caught => caught);
      expect(error).toMatchObject({ reason: 'Forbidden', upstreamStatus: 403 });
      expect(error.message).toContain(
        `system:serviceaccount:${namespace}:nobody may not list configmaps in namespace ${namespace}`,
      );
      nobody.close();
    });

    it('refuses a token that it did not make', async () => {
      const stranger = await open().withToken('k8s-aws-v1.nonsense');
      await expect(stranger.kubernetes.list(MAPS)).rejects.toMatchObject({
        name: 'AuthenticationError',
        upstreamStatus: 401,
      });
      stranger.close();
    });

    it('answers for the log of a pod that is not there', async () => {
      await expect(
        kubernetes.podLog({ namespace, name: 'none' }, { tailLines: 10 }),
      ).rejects.toMatchObject({ reason: 'NotFound' });
    });

    it('serves typed clients of @kubernetes/client-node over our transport', async () => {
      const { CoreV1Api, createConfiguration, ServerConfiguration } =
        await import('@kubernetes/client-node');
      const { transport } = open().connection;
      const api = new CoreV1Api(
        createConfiguration({
          baseServer: new ServerConfiguration('https://kubernetes', {}),
          httpApi: await kubernetesHttpLibrary(transport),
        }),
      );
      const { items } = await api.listNamespace();
      expect(items.map(({ metadata }) => metadata?.name)).toContain(namespace);
    });
  });
};
