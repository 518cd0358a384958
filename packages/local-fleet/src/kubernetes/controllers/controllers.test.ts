import type { JsonObject } from '../json';
import type { TestServer } from '../testServer.test.fixture';
import { eventually, startTestServer } from '../testServer.test.fixture';

const template = {
  metadata: { labels: { a: 'b' } },
  spec: { restartPolicy: 'Always', containers: [{ name: 'a', image: 'a:1' }] },
};
const selector = { matchLabels: { a: 'b' } };
const workload = (kind: string, spec: object) => ({
  apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
  kind,
  metadata: { name: 'x', namespace: 'default' },
  spec: { template, ...spec },
});
const JOB_TEMPLATE = {
  ...template,
  spec: { ...template.spec, restartPolicy: 'Never' },
};

describe('controllers', () => {
  let server: TestServer;
  afterEach(() => server.close());

  const statusOf = async (apiVersion: string, kind: string) => {
    const object = server.emulator.objects.get({
      apiVersion,
      kind,
      namespace: 'default',
      name: 'x',
    });
    return object?.status as JsonObject | undefined;
  };

  it.each([
    [
      'Deployment',
      { selector, replicas: 3 },
      {
        observedGeneration: 1,
        readyReplicas: 3,
        availableReplicas: 3,
        updatedReplicas: 3,
      },
    ],
    [
      'StatefulSet',
      { selector, serviceName: 'x' },
      {
        observedGeneration: 1,
        readyReplicas: 1,
        currentRevision: 'x-1',
        updateRevision: 'x-1',
      },
    ],
    [
      'DaemonSet',
      { selector },
      { observedGeneration: 1, numberReady: 1, desiredNumberScheduled: 1 },
    ],
    ['ReplicaSet', { selector }, { observedGeneration: 1, readyReplicas: 1 }],
    ['Job', { template: JOB_TEMPLATE, completions: 2 }, { succeeded: 2 }],
  ])('make a %s ready', async (kind, spec, expected) => {
    server = await startTestServer();
    const object = workload(kind, spec);
    server.emulator.objects.create(object);
    const status = await eventually(async () => {
      const found = await statusOf(object.apiVersion, kind);
      return found?.observedGeneration ?? found?.conditions ? found : undefined;
    });
    expect(status).toMatchObject(expected);
  });

  it('report a changed deployment only after its new generation was seen', async () => {
    server = await startTestServer({ readyDelayMs: 60 });
    server.emulator.objects.create(workload('Deployment', { selector }));
    const observed = () =>
      eventually(
        async () =>
          (await statusOf('apps/v1', 'Deployment'))?.observedGeneration,
      );
    expect(await observed()).toBe(1);
    const changed = server.emulator.objects.mergePatch(
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: 'default',
        name: 'x',
      },
      { spec: { replicas: 5 } },
    );
    // As a client sees it: the status is that of the generation before.
    expect(changed.metadata.generation).toBe(2);
    expect(changed.status).toMatchObject({
      observedGeneration: 1,
      readyReplicas: 1,
    });
    const status = await eventually(async () => {
      const found = await statusOf('apps/v1', 'Deployment');
      return found?.readyReplicas === 5 ? found : undefined;
    });
    expect(status.observedGeneration).toBe(2);
  });

  it('leave alone what must not become ready', async () => {
    server = await startTestServer({
      becomesReady: ({ kind }) => kind !== 'Deployment',
    });
    server.emulator.objects.create(workload('Deployment', { selector }));
    server.emulator.objects.create(workload('ReplicaSet', { selector }));
    await eventually(
      async () => (await statusOf('apps/v1', 'ReplicaSet'))?.readyReplicas,
    );
    expect(await statusOf('apps/v1', 'Deployment')).toEqual({});
  });

  it('bind claims', async () => {
    server = await startTestServer();
    server.emulator.objects.create({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'x', namespace: 'default' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    });
    const status = await eventually(async () => {
      const found = await statusOf('v1', 'PersistentVolumeClaim');
      return found?.phase === 'Bound' ? found : undefined;
    });
    expect(status.capacity).toEqual({ storage: '1Gi' });
  });

  it("give each namespace its service account and the cluster's authority", async () => {
    server = await startTestServer({ certificateAuthority: 'PEM' });
    const { objects } = server.emulator;
    objects.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'new' },
    });
    expect(
      objects.get({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        namespace: 'new',
        name: 'default',
      }),
    ).toBeDefined();
    expect(
      objects.get({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace: 'new',
        name: 'kube-root-ca.crt',
      })?.data,
    ).toEqual({ 'ca.crt': 'PEM' });
  });

  it('add the rules of labelled roles to the aggregated ones', async () => {
    server = await startTestServer();
    const { objects } = server.emulator;
    const rule = {
      apiGroups: ['kubeflow.org'],
      resources: ['*'],
      verbs: ['get'],
    };
    objects.create({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: {
        name: 'kubeflow-view',
        labels: { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' },
      },
      rules: [rule],
    });
    const has = (name: string) =>
      eventually(() => {
        const role = objects.get({
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRole',
          name,
        });
        return (
          (role?.rules as unknown[]).some(
            each => JSON.stringify(each) === JSON.stringify(rule),
          ) || undefined
        );
      });
    expect(await Promise.all(['view', 'edit', 'admin'].map(has))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('tell listeners of the fleet about every change, in order', async () => {
    server = await startTestServer();
    const { objects } = server.emulator;
    const seen: string[] = [];
    const stop = objects.onChange(
      { apiVersion: 'v1', kind: 'ConfigMap' },
      ({ type }) => seen.push(type),
    );
    const reference = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: 'default',
      name: 'x',
    };
    objects.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'x', namespace: 'default' },
    });
    objects.mergePatch(reference, { data: { a: 'b' } });
    objects.delete(reference);
    stop();
    objects.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'y', namespace: 'default' },
    });
    expect(seen).toEqual(['ADDED', 'MODIFIED', 'DELETED']);
  });

  it('refuse objects of a kind that is not served', async () => {
    server = await startTestServer();
    expect(() =>
      server.emulator.objects.create({
        apiVersion: 'nope/v1',
        kind: 'Nope',
        metadata: { name: 'x' },
      }),
    ).toThrow('the server could not find the requested resource');
  });
});
