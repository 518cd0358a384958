import {
  type Clock,
  createKubernetesClient,
  createTransport,
  systemClock,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  applyManifests,
  type ApplyResult,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { openEndpoint, type Endpoint } from '../fleet/endpoint';
import type { KubernetesEmulator } from '../kubernetes/contract';
import { createKubernetesEmulator } from '../kubernetes/kubernetesEmulator';
import { fastClock } from '../real/deploy/fastTime';
import { requestFor } from './testing/installedSet.test.fixture';
import { configMap } from './testing/sampleSet.test.fixture';

const NAME = 'mesh';
const CA = Buffer.from('-----BEGIN CERTIFICATE-----').toString('base64');

const namespace = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: NAME, labels: { inject: 'yes' } },
};

const injector = (webhook: object = {}, more: object = {}) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: { name: 'injector' },
  webhooks: [
    {
      name: 'injector.example.com',
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
      clientConfig: {
        service: { namespace: NAME, name: 'pilot' },
        caBundle: CA,
      },
      rules: [
        {
          apiGroups: [''],
          apiVersions: ['v1'],
          resources: ['pods'],
          operations: ['CREATE'],
        },
      ],
      namespaceSelector: { matchLabels: { inject: 'yes' } },
      objectSelector: {
        matchExpressions: [
          { key: 'inject', operator: 'NotIn', values: ['no'] },
        ],
      },
      ...webhook,
    },
  ],
  ...more,
});

const workload = (
  name: string,
  labels: object = {},
  { image = 'x:1', replicas = 1 } = {},
) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: NAME },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name, ...labels } },
      spec: { containers: [{ name: 'main', image }] },
    },
  },
});

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'pilot', namespace: NAME },
  spec: { selector: { app: 'pilot' }, ports: [{ port: 443 }] },
};

/** No pod of it runs: what stands for its endpoints is made by the tests. */
const pilot = workload('pilot', { inject: 'no' }, { replicas: 0 });

const set = (image?: string): readonly object[] => [
  workload('web', {}, { image }),
  injector(),
  pilot,
  service,
  namespace,
];

const slice = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: {
    name: 'pilot-1',
    namespace: NAME,
    labels: { 'kubernetes.io/service-name': 'pilot' },
  },
  addressType: 'IPv4',
  endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }],
  ports: [],
};

describe('workloads whose pods meet a webhook of their own set', () => {
  let emulator: KubernetesEmulator;
  let endpoint: Endpoint;
  let facts: string[];
  let warnings: string[];

  const apply = async (
    objects: readonly object[],
    clock: Clock = systemClock,
  ): Promise<ApplyResult> => {
    const subject = 'eu-west-1/mesh';
    const transport = createTransport({
      server: endpoint.url,
      subject,
      environment: {},
      authorize: async () => 'Bearer admin',
    });
    try {
      return await applyManifests(
        {
          subject,
          transport,
          kubernetes: createKubernetesClient({ subject, transport }),
        },
        requestFor(NAME, objects, { until: 'applied', timeoutMs: 120_000 }),
        {
          clock,
          random: Math.random,
          signal: new AbortController().signal,
          observer: {
            wave: () => undefined,
            changed: () => undefined,
            failed: () => undefined,
            waiting: list => void facts.push(...list.map(({ fact }) => fact)),
            warned: text => void warnings.push(text),
          },
        },
      );
    } finally {
      transport.close();
    }
  };

  const patched = () =>
    endpoint.requests
      .filter(({ method }) => method === 'PATCH')
      .map(({ url }) => url.split('?')[0]?.split('/').at(-1));

  /** As if pods of the backend were ready from the beginning. */
  const beAnswered = () => {
    emulator.objects.create(namespace);
    emulator.objects.create(slice);
  };

  const until = async (holds: () => boolean) => {
    while (!holds()) await systemClock.sleep(5);
  };

  beforeEach(async () => {
    facts = [];
    warnings = [];
    endpoint = await openEndpoint({ name: 'mesh' });
    emulator = createKubernetesEmulator({
      authenticate: async () => ({
        username: 'admin',
        groups: ['system:masters'],
      }),
    });
    endpoint.attach(emulator);
  });

  afterEach(async () => {
    emulator.close();
    await endpoint.close();
  });

  it('come after its configuration, and that after its backend is ready', async () => {
    const running = apply(set());
    await until(() => facts.length > 0);
    expect(facts).toEqual(['no pod behind Service mesh/pilot is ready']);
    expect(patched()).toContain('pilot');
    expect(patched()).not.toContain('injector');
    emulator.objects.create(slice);
    const { changeSet } = await running;
    expect(changeSet.failures).toEqual([]);
    expect(patched().slice(-2)).toEqual(['injector', 'web']);
    expect(warnings).toEqual([]);
  });

  it('wait until cert-manager has put its certificate in', async () => {
    beAnswered();
    const unsigned = injector(
      { clientConfig: { service: { namespace: NAME, name: 'pilot' } } },
      {
        metadata: {
          name: 'injector',
          annotations: { 'cert-manager.io/inject-ca-from': 'mesh/pilot' },
        },
      },
    );
    const running = apply([...set().filter((_, at) => at !== 1), unsigned]);
    await until(() => facts.length > 0);
    expect(facts).toEqual(['its caBundle has not been put in yet']);
    expect(patched().at(-1)).toBe('injector');
    emulator.objects.mergePatch(
      {
        apiVersion: unsigned.apiVersion,
        kind: unsigned.kind,
        name: 'injector',
      },
      { webhooks: injector().webhooks },
    );
    expect(await running).toMatchObject({ changeSet: { failures: [] } });
    expect(patched().at(-1)).toBe('web');
    expect(warnings).toEqual([]);
  });

  it('are applied in the end where it never answers, and told so once', async () => {
    const { changeSet } = await apply(
      [...set(), workload('more')],
      fastClock(100),
    );
    expect(changeSet.failures).toEqual([]);
    expect(patched().slice(-3).sort()).toEqual(['injector', 'more', 'web']);
    expect(warnings).toEqual([
      expect.stringMatching(
        /MutatingWebhookConfiguration\/injector does not answer: no pod behind Service mesh\/pilot is ready\..*mesh\/Deployment\/web, mesh\/Deployment\/more\. The API server refuses their pods/,
      ),
    ]);
  });

  it('are not held up when it is there and answers: only what changed is sent, after one look', async () => {
    beAnswered();
    await apply(set());
    const before = endpoint.requests.length;
    const { changeSet } = await apply(set('x:2'));
    expect(changeSet.failures).toEqual([]);
    const later = endpoint.requests.slice(before);
    expect(
      later.filter(({ method }) => method === 'PATCH').map(({ url }) => url),
    ).toContainEqual(expect.stringContaining('/deployments/web'));
    expect(
      later.filter(({ url }) => url.includes('/endpointslices')).length,
    ).toBeLessThanOrEqual(2);
    expect([facts, warnings]).toEqual([[], []]);
  });

  it('are not waited for when they are unchanged', async () => {
    beAnswered();
    await apply(set());
    const before = endpoint.requests.length;
    await apply([...set(), configMap(NAME, 'settings', { a: 'b' })]);
    const later = endpoint.requests.slice(before);
    expect(later.map(({ url }) => url)).not.toContainEqual(
      expect.stringContaining('/endpointslices'),
    );
  });

  it('that were there before it are named, with how to restart them', async () => {
    beAnswered();
    await apply(set().filter((_, at) => at !== 1));
    await apply(set());
    expect(warnings).toEqual([
      expect.stringMatching(
        /older than MutatingWebhookConfiguration\/injector.*mesh\/Deployment\/web\. .*kubectl rollout restart/,
      ),
    ]);
    await apply(set('x:2'));
    expect(warnings).toHaveLength(1);
  });

  it('and answer it themselves go first, and are named once', async () => {
    beAnswered();
    const own = workload('pilot', {}, { replicas: 0 });
    await apply([...set().filter((_, at) => at !== 2), own]);
    expect(patched().slice(-3)).toEqual(['pilot', 'injector', 'web']);
    expect(warnings).toEqual([
      expect.stringContaining('it needs them itself: mesh/Deployment/pilot'),
    ]);
  });

  it('that are left out by its selectors go with everything else', async () => {
    await apply([...set().slice(1), workload('web', { inject: 'no' })]);
    expect(patched().at(-1)).toBe('injector');
    expect([facts, warnings]).toEqual([[], []]);
  });
});
