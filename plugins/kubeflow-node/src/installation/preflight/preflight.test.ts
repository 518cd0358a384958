import {
  clusterWith,
  manifestsOf,
  PIPELINES,
} from '../testing/installationExamples';
import { preflight } from './preflight';
import { CLASSES, check, closeClusters } from './testing/checking';
import { nodeWith, startCluster } from './testing/clusterState';

afterEach(closeClusters);

describe('the preflight', () => {
  it('finds nothing in a cluster that is as it should be, and writes nothing', async () => {
    const { reasons, warnings, server } = await check();
    expect([reasons, warnings]).toEqual([[], []]);
    const writes = server.requests.filter(({ method }) => method !== 'GET');
    expect(writes.map(({ path }) => path)).toEqual([
      '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    ]);
  });

  it('row 43: tells every problem at once, each with what to do', async () => {
    const { reasons, text } = await check({
      state: {
        [CLASSES]: [],
        '/api/v1/namespaces': [
          {
            metadata: {
              name: 'kubeflow',
              deletionTimestamp: '2026-11-24T10:00:00Z',
            },
            status: {
              conditions: [
                {
                  type: 'NamespaceFinalizersRemaining',
                  status: 'True',
                  message: 'Some content has finalizers remaining: foo.',
                },
              ],
            },
          },
        ],
        '/api/v1/nodes': [nodeWith({ cpu: '100m', memory: '1Gi', pods: '4' })],
      },
      eks: { nodegroups: [] },
    });
    expect(reasons).toEqual([
      'NamespaceTerminating',
      'NoDefaultStorageClass',
      'InsufficientCapacity',
      'PodTooLarge',
    ]);
    expect(text).toContain(
      'eu-west-1/ml-eu: namespace kubeflow is being deleted: Some content has finalizers remaining: foo. Wait until it is gone',
    );
    expect(text).toContain(
      'no default StorageClass, and mysql-pv-claim name none: they would stay Pending, and the pods that mount them. Set storage: {class: gp3, makeDefault: true}',
    );
    expect(text).toContain(
      'asks for 0.35 CPU, 1.2Gi memory and 2 pods more, and nodes without taints have 0.1 CPU, 1Gi memory and 4 pods free',
    );
    expect(text).toContain('a pod of Deployment ml-pipeline asks for 0.25 CPU');
  });

  it('says only that the cluster cannot be reached when it cannot', async () => {
    const { server, target } = await startCluster({});
    await server.goAway();
    const { problems, warnings } = await preflight(target, {
      cluster: clusterWith(),
      manifests: manifestsOf(PIPELINES),
    });
    await server.close();
    expect(problems.map(({ reason }) => reason)).toEqual(['ConnectionRefused']);
    expect(warnings).toEqual([]);
  });

  it('says only that the credential is refused when it is', async () => {
    const { reasons } = await check({
      routes: {
        'GET /api/v1/namespaces': { status: 401, body: 'Unauthorized' },
      },
    });
    expect(reasons).toEqual(['AccessEntryMissing']);
  });

  it('does not take what it may not read for a problem', async () => {
    const forbidden = {
      status: 403,
      body: { kind: 'Status', reason: 'Forbidden', code: 403 },
    };
    const { reasons, warnings } = await check({
      routes: {
        'GET /api/v1/nodes': forbidden,
        [`GET ${CLASSES}`]: forbidden,
      },
    });
    expect(reasons).toEqual([]);
    expect(warnings.map(text => text.replace(/:.*/, ''))).toEqual([
      'the version of Kubernetes could not be checked',
      'storage could not be checked',
      'CSI drivers could not be checked',
      'nodes could not be checked',
      'capacity could not be checked',
    ]);
  });
});
