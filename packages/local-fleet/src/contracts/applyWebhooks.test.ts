import {
  createKubernetesClient,
  createTransport,
  systemClock,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  applyManifests,
  type ApplyResult,
  type Waiting,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { openEndpoint, type Endpoint } from '../fleet/endpoint';
import type { KubernetesEmulator } from '../kubernetes/contract';
import { createKubernetesEmulator } from '../kubernetes/kubernetesEmulator';
import { fastClock } from '../real/deploy/fastTime';
import { requestFor } from './testing/installedSet.test.fixture';
import {
  configMap,
  custom,
  definition,
} from './testing/sampleSet.test.fixture';

const NAME = 'hooks';
const WEBHOOK = 'webhook.plan.example.com';

const configuration = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'plan-webhook' },
  webhooks: [
    {
      name: WEBHOOK,
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
      clientConfig: {
        service: { namespace: NAME, name: 'hook', path: '/' },
        caBundle: Buffer.from('-----BEGIN CERTIFICATE-----').toString('base64'),
      },
      rules: [
        {
          apiGroups: ['plan.example.com'],
          apiVersions: ['*'],
          resources: ['things'],
          operations: ['CREATE', 'UPDATE'],
        },
      ],
    },
  ],
};

const objects = (size: number) => [
  configuration,
  { ...custom(NAME, 'things'), spec: { size } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAME } },
  definition('things'),
  configMap(NAME, 'settings', { size: String(size) }),
];

const slice = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: {
    name: 'hook-1',
    namespace: NAME,
    labels: { 'kubernetes.io/service-name': 'hook' },
  },
  addressType: 'IPv4',
  endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }],
  ports: [],
};

const isThing = ({ method, url }: { method: string; url: string }) =>
  method === 'PATCH' && url.includes('/things/');

const refusal = (times: number) => ({
  match: isThing,
  times,
  effect: {
    kind: 'status' as const,
    status: 500,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      kind: 'Status',
      code: 500,
      reason: 'InternalError',
      message: `Internal error occurred: failed calling webhook "${WEBHOOK}": failed to call webhook: connect: connection refused`,
    }),
  },
});

describe('row 36: custom resources that meet a webhook of their own set', () => {
  let emulator: KubernetesEmulator;
  let endpoint: Endpoint;
  let told: (readonly Waiting[])[];

  const apply = async (
    size: number,
    clock = systemClock,
  ): Promise<ApplyResult> => {
    const subject = 'eu-west-1/hooks';
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
        requestFor(NAME, objects(size), {
          until: 'applied',
          timeoutMs: 60_000,
        }),
        {
          clock,
          random: Math.random,
          signal: new AbortController().signal,
          observer: {
            wave: () => undefined,
            changed: () => undefined,
            failed: () => undefined,
            waiting: list => void told.push(list),
            warned: () => undefined,
          },
        },
      );
    } finally {
      transport.close();
    }
  };

  beforeEach(async () => {
    told = [];
    endpoint = await openEndpoint({ name: 'hooks' });
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

  it('are applied at once where the webhook is not in the cluster yet, and its configuration last', async () => {
    const result = await apply(1);
    expect(result).toMatchObject({ changeSet: { failures: [] } });
    const patched = endpoint.requests
      .filter(({ method }) => method === 'PATCH')
      .map(({ url }) => url.split('?')[0]?.split('/').at(-1));
    expect(patched.at(-1)).toBe('plan-webhook');
    const waitedFor = told.flat().map(({ id }) => id.kind);
    expect(waitedFor).not.toContain('ValidatingWebhookConfiguration');
  });

  it('wait for its endpoints where it is in the cluster, and hold nothing else up', async () => {
    await apply(1);
    told = [];
    const running = apply(2);
    while (told.length === 0) await systemClock.sleep(10);
    expect(told[0]?.[0]).toMatchObject({
      id: { name: 'plan-webhook' },
      fact: 'no pod behind Service hooks/hook is ready',
    });
    await systemClock.sleep(50);
    const settings = emulator.objects.get({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: NAME,
      name: 'settings',
    });
    expect(settings?.data).toEqual({ size: '2' });
    const sent = () =>
      endpoint.requests.filter(isThing).map(({ status }) => status);
    expect(sent()).toEqual([201]);
    emulator.objects.create(slice);
    const result = await running;
    expect(result).toMatchObject({ changeSet: { failures: [] } });
    expect(sent()).toEqual([201, 200]);
    expect(told.at(-1)).toEqual([]);
  });

  it('are tried again when it cannot be called although its endpoints are ready', async () => {
    await apply(1);
    emulator.objects.create(slice);
    endpoint.inject(refusal(4));
    const result = await apply(2, fastClock(20));
    expect(result).toMatchObject({ changeSet: { failures: [] } });
  });

  it('fail with its name and what is wrong behind it, everything else applied', async () => {
    await apply(1);
    emulator.objects.create(slice);
    endpoint.inject(refusal(1_000));
    const { changeSet } = await apply(2, fastClock(20));
    expect(changeSet.failures).toMatchObject([
      {
        id: { kind: 'Things' },
        error: {
          reason: 'WebhookFailed',
          message: expect.stringMatching(
            /webhook\.plan\.example\.com.*ready endpoints.*does not answer/s,
          ),
        },
      },
    ]);
    expect(
      changeSet.changes.map(({ id, action }) => `${action} ${id.kind}`),
    ).toContain('configured ConfigMap');
  });
});
