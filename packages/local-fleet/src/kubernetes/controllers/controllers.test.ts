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
      const isReady = Object.entries(expected).every(
        ([field, value]) => found?.[field] === value,
      );
      return isReady ? found : undefined;
    });
    expect(status).toMatchObject(expected);
  });

  it('report a changed deployment only after its new generation was seen', async () => {
    server = await startTestServer({ readyDelayMs: 60 });
    server.emulator.objects.create(workload('Deployment', { selector }));
    const observed = () =>
      eventually(
        async () =>
          (await statusOf('apps/v1', 'Deployment'))?.readyReplicas === 1 &&
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

  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'x', namespace: 'default' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
    },
  };
  const storageClass = (more: object = {}) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: {
      name: 'gp3',
      annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
    },
    provisioner: 'ebs.csi.aws.com',
    ...more,
  });
  const driver = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSIDriver',
    metadata: { name: 'ebs.csi.aws.com' },
    spec: {},
  };
  const phase = async () =>
    (await statusOf('v1', 'PersistentVolumeClaim'))?.phase;
  const consumer = workload('Deployment', {
    selector,
    template: {
      ...template,
      spec: {
        ...template.spec,
        volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'x' } }],
      },
    },
  });
  const settled = () => new Promise(resolve => setTimeout(resolve, 60));

  it('leave a claim pending, and its pods unscheduled, until there is a default class with its driver', async () => {
    server = await startTestServer();
    const { objects } = server.emulator;
    objects.create(claim);
    objects.create(consumer);
    await settled();
    expect(await phase()).toBe('Pending');
    expect((await statusOf('apps/v1', 'Deployment'))?.readyReplicas).toBe(
      undefined,
    );
    const [pod] = objects.list({ apiVersion: 'v1', kind: 'Pod' });
    expect(pod?.status).toMatchObject({
      phase: 'Pending',
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message:
            '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.',
        },
      ],
    });
    objects.create(storageClass());
    await settled();
    expect(await phase()).toBe('Pending');
    objects.create(driver);
    await eventually(async () => (await phase()) === 'Bound');
    await eventually(
      async () => (await statusOf('apps/v1', 'Deployment'))?.readyReplicas,
    );
  });

  it('bind a claim that comes after the pod that wants it', async () => {
    server = await startTestServer();
    const { objects } = server.emulator;
    objects.create(driver);
    objects.create(storageClass({ volumeBindingMode: 'WaitForFirstConsumer' }));
    objects.create(consumer);
    await settled();
    objects.create(claim);
    await eventually(
      async () => (await statusOf('apps/v1', 'Deployment'))?.readyReplicas,
    );
    expect(await phase()).toBe('Bound');
  });

  it('bind a claim of a class that waits for its first consumer when a pod wants it', async () => {
    server = await startTestServer();
    const { objects } = server.emulator;
    objects.create(driver);
    objects.create(storageClass({ volumeBindingMode: 'WaitForFirstConsumer' }));
    objects.create(claim);
    await settled();
    expect(await phase()).toBe('Pending');
    objects.create(consumer);
    await eventually(async () => (await phase()) === 'Bound');
  });

  it('lead a Service to the ready pods of a Deployment, and to none when it is scaled to 0', async () => {
    server = await startTestServer();
    const { emulator } = server;
    emulator.serveDeployment({ namespace: 'default', name: 'x' }, [
      {
        port: 80,
        targetPort: 8080,
        backend: (_request, response) => response.end('{"hello":1}'),
      },
    ]);
    const proxied = () =>
      server.call(
        'GET',
        '/api/v1/namespaces/default/services/web:http/proxy/x',
      );
    expect((await proxied()).body.message).toBe('services "web" not found');
    emulator.objects.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'default' },
      spec: {
        selector: { a: 'b' },
        ports: [{ name: 'http', port: 80, targetPort: 8080 }],
      },
    });
    emulator.objects.create(workload('Deployment', { selector }));
    await eventually(async () => (await proxied()).body.hello);
    emulator.objects.mergePatch(
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: 'default',
        name: 'x',
      },
      { spec: { replicas: 0 } },
    );
    await eventually(async () => (await proxied()).status === 503);
    expect((await proxied()).body.message).toBe(
      'no endpoints available for service "web"',
    );
    expect(
      emulator.isServed({ namespace: 'default', name: 'web', port: 'http' }),
    ).toBe(false);
  });

  it('bind claims', async () => {
    server = await startTestServer();
    server.emulator.objects.create(driver);
    server.emulator.objects.create(storageClass());
    server.emulator.objects.create(claim);
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
