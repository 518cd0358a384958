import { systemClock } from '../../clock';
import type { WaitOptions } from './waitOptions';
import { startFakeCluster, type FakeCluster } from './testing/fakeCluster';
import { sampleManifest } from './testing/sampleManifest';
import { waitForWebhookBackends } from './waitForWebhookBackends';

let cluster: FakeCluster;
beforeEach(async () => {
  cluster = await startFakeCluster();
});
afterEach(() => cluster.close());

const configuration = (caBundle?: string) => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: { name: 'admission' },
  webhooks: [
    {
      name: 'a.example.com',
      clientConfig: {
        service: { namespace: 'kubeflow', name: 'admission' },
        caBundle,
      },
    },
    { name: 'b.example.com', clientConfig: { url: 'https://elsewhere' } },
  ],
});

const slice = (ready: boolean | undefined) => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: {
    name: 'admission-x',
    namespace: 'kubeflow',
    labels: { 'kubernetes.io/service-name': 'admission' },
  },
  endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready } }],
});

const CERTIFICATE = Buffer.from('-----BEGIN CERTIFICATE-----').toString(
  'base64',
);

const wait = (
  more: Partial<WaitOptions> = {},
  ...manifests: readonly object[]
) =>
  waitForWebhookBackends(
    cluster.target,
    (manifests.length ? manifests : [configuration()]).map(sampleManifest),
    {
      clock: systemClock,
      signal: new AbortController().signal,
      timeoutMs: 5_000,
      ...more,
    },
  );

describe('waitForWebhookBackends', () => {
  it('row 36: waits for a ready endpoint of the Service', async () => {
    cluster.put(slice(false));
    const told: string[] = [];
    const work = wait({
      onWaiting: waiting => {
        told.push(waiting.map(({ fact }) => fact).join());
        if (waiting.length > 0) cluster.put(slice(true));
      },
    });
    await expect(work).resolves.toEqual([]);
    expect(told).toEqual([
      'no pod behind Service kubeflow/admission is ready',
      '',
    ]);
  });

  it('takes an endpoint that says nothing of readiness as ready', async () => {
    cluster.put(slice(undefined));
    await expect(wait()).resolves.toEqual([]);
  });

  it('waits for the certificate of a configuration that is in the cluster, also behind a blank placeholder', async () => {
    cluster.put(slice(true));
    cluster.put(configuration('Cg=='));
    const work = wait({
      onWaiting: waiting => {
        if (waiting.length > 0) cluster.put(configuration(CERTIFICATE));
      },
    });
    await expect(work).resolves.toEqual([]);
    cluster.put(configuration());
    await expect(wait({ timeoutMs: 100 })).resolves.toMatchObject([
      {
        id: { name: 'admission' },
        status: 'InProgress',
        fact: 'its caBundle has not been put in yet',
      },
    ]);
  });

  it('row 36: says at the deadline which Service nobody answers for', async () => {
    await expect(wait({ timeoutMs: 100 })).resolves.toMatchObject([
      {
        status: 'InProgress',
        fact: 'no pod behind Service kubeflow/admission is ready',
      },
    ]);
  });

  it('waits for the conversion webhook of a definition', async () => {
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'notebooks.kubeflow.org' },
      spec: {
        conversion: {
          strategy: 'Webhook',
          webhook: {
            clientConfig: {
              service: { namespace: 'kubeflow', name: 'admission' },
            },
          },
        },
      },
    };
    await expect(wait({ timeoutMs: 100 }, definition)).resolves.toHaveLength(1);
    cluster.put(slice(true));
    await expect(wait({}, definition)).resolves.toEqual([]);
  });

  it('asks nothing for webhooks by URL and for other kinds', async () => {
    const byUrl = {
      ...configuration(),
      webhooks: [configuration().webhooks[1]],
    };
    await expect(
      wait({}, byUrl, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'c' },
      }),
    ).resolves.toEqual([]);
    expect(cluster.requests).toHaveLength(0);
  });

  it('says what may not be watched instead of waiting for it', async () => {
    cluster.refused.set(
      '/apis/discovery.k8s.io/v1/namespaces/kubeflow/endpointslices',
      403,
    );
    await expect(wait({ timeoutMs: 60_000 })).resolves.toMatchObject([
      {
        status: 'Unknown',
        fact: expect.stringContaining('its backend cannot be followed: '),
      },
    ]);
  });

  it('returns what is known when it is cancelled', async () => {
    const job = new AbortController();
    await expect(
      wait({ signal: job.signal, onWaiting: () => job.abort() }),
    ).resolves.toHaveLength(1);
  });
});
