import { createKubernetesClient } from '../../kubernetes/client';
import {
  closeServers,
  startFakeServer,
  type FakeServer,
  type Route,
} from '../../pipelines/testing/fakeServer';
import { detectInstalled } from './detectInstalled';

const servers: FakeServer[] = [];
afterEach(() => closeServers(servers));

const notFound: Route = {
  status: 404,
  body: {
    kind: 'Status',
    status: 'Failure',
    reason: 'NotFound',
    code: 404,
    message: 'not found',
    details: { name: 'x', kind: 'configmaps' },
  },
};

const PUBLIC =
  'GET /api/v1/namespaces/kubeflow/configmaps/kubeflow-pipelines-public';
const INSTALL =
  'GET /api/v1/namespaces/kubeflow/configmaps/pipeline-install-config';
const SERVER = 'GET /apis/apps/v1/namespaces/kubeflow/deployments/ml-pipeline';

const detect = async (routes: Readonly<Record<string, Route>>) => {
  const server = await startFakeServer({
    [PUBLIC]: notFound,
    [INSTALL]: notFound,
    [SERVER]: notFound,
    ...routes,
  });
  servers.push(server);
  const { transport } = server;
  return detectInstalled(
    createKubernetesClient({ subject: 'eu-west-1/ml-eu', transport }),
  );
};

const config = (data: object, metadata: object = {}): Route => ({
  body: { apiVersion: 'v1', kind: 'ConfigMap', metadata, data },
});

const deployment = (image: string, metadata: object = {}): Route => ({
  body: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      template: {
        spec: {
          containers: [
            {
              name: 'istio-proxy',
              image: 'gcr.io/istio-release/proxyv2:1.29.1',
            },
            { name: 'ml-pipeline-api-server', image },
          ],
        },
      },
    },
  },
});

const OURS = { labels: { 'app.kubernetes.io/managed-by': 'kubeflow-fleet' } };

describe('what is installed', () => {
  it('is nothing in a new cluster', async () => {
    expect(await detect({})).toBeUndefined();
  });

  it('is told by kubeflow-pipelines-public, without its v', async () => {
    expect(
      await detect({
        [PUBLIC]: config({ kubeflow_pipelines_version: 'v2.17.0' }, OURS),
        [INSTALL]: config({ appVersion: '2.16.0' }, OURS),
        [SERVER]: deployment('ghcr.io/kubeflow/kfp-api-server:2.15.0', OURS),
      }),
    ).toEqual({
      version: '2.17.0',
      evidence: 'ConfigMap kubeflow/kubeflow-pipelines-public',
      installedBy: undefined,
    });
  });

  it('is told by pipeline-install-config before 2.16', async () => {
    const found = await detect({
      [INSTALL]: config({ appVersion: '2.14.4' }, OURS),
    });
    expect(found?.version).toBe('2.14.4');
  });

  it('is told by the image of the API server as a last resort', async () => {
    const digest = `@sha256:${'0'.repeat(64)}`;
    const found = await detect({
      [SERVER]: deployment(
        `registry.example.com:5000/kfp-api-server:v2.5.0${digest}`,
      ),
    });
    expect(found).toMatchObject({
      version: '2.5.0',
      evidence: 'image of Deployment kubeflow/ml-pipeline',
    });
  });

  it('has no version when its image has none', async () => {
    const found = await detect({ [SERVER]: deployment('kfp:latest') });
    expect(found).toMatchObject({ version: undefined });
  });

  it.each([
    [{ labels: { 'app.kubernetes.io/managed-by': 'Helm' } }, 'helm'],
    [{ annotations: { 'meta.helm.sh/release-name': 'kfp' } }, 'helm'],
    [{ annotations: { 'argocd.argoproj.io/tracking-id': 'a' } }, 'Argo CD'],
    [{ labels: { 'kustomize.toolkit.fluxcd.io/name': 'a' } }, 'Flux'],
    [
      {
        managedFields: [
          { manager: 'kube-controller-manager', operation: 'Update' },
          { manager: 'kubectl-client-side-apply', operation: 'Update' },
        ],
      },
      'kubectl',
    ],
    [
      { managedFields: [{ manager: 'terraform', operation: 'Apply' }] },
      'terraform',
    ],
    [{}, 'an unknown tool'],
  ])('was installed by whoever left %j', async (metadata, installedBy) => {
    const found = await detect({
      [SERVER]: deployment('ghcr.io/kubeflow/kfp-api-server:2.17.0', metadata),
    });
    expect(found?.installedBy).toBe(installedBy);
  });

  it('is not called nothing when it may not be read', async () => {
    await expect(
      detect({
        [PUBLIC]: {
          status: 403,
          body: { kind: 'Status', reason: 'Forbidden', code: 403 },
        },
      }),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
  });
});
