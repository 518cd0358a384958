import {
  connectKubeConfig,
  systemClock,
  type KubernetesConnection,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  createObjectApi,
  detectDrift,
  lostFields,
  type ApplyRequest,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { upstreamManifests } from '../real/deploy/upstreamManifests';
import {
  describeUpstream,
  objectsOf,
} from '../real/deploy/upstreamObjects.test.fixture';
import {
  type RealControlPlane,
  startRealControlPlane,
} from '../real/realControlPlane';
import {
  install,
  requestFor,
  uniqueName,
} from './testing/installedSet.test.fixture';

const { pipelinesFirst, pipelines, platform } = upstreamManifests;

describeUpstream('drift of upstream installations on kube-apiserver', () => {
  let plane: RealControlPlane;
  let connection: KubernetesConnection;

  beforeEach(async () => {
    plane = await startRealControlPlane({
      cluster: { account: '111122223333', region: 'eu-west-1', name: 'drift' },
      mappings: [],
      // The suite signs in without AWS, so this STS knows nobody.
      sts: (_request, response) => void response.writeHead(403).end(),
    });
    connection = await connectKubeConfig({ path: plane.kubeConfig });
  }, 600_000);

  afterEach(async () => {
    connection?.close();
    await plane?.stop();
  }, 60_000);

  const target = () => ({ subject: 'eu-west-1/drift', ...connection });
  const ports = () => ({
    clock: systemClock,
    random: Math.random,
    signal: new AbortController().signal,
  });

  /** Objects whose fields seem to be lost although nobody has touched them. */
  const falselyLost = async ({ manifests }: ApplyRequest) => {
    const api = createObjectApi(target(), ports());
    const found = await Promise.all(
      manifests.map(async ({ id, object }) => {
        const live = await api.get(id);
        const lost = lostFields(object(), live?.metadata.managedFields, live);
        return lost?.length === 0 ? [] : [{ id, lost }];
      }),
    );
    return found.flat();
  };

  it.each([
    ['Kubeflow Pipelines 2.17.0', [pipelinesFirst, pipelines]],
    ['the platform 26.03', [platform]],
  ])(
    'finds none right after %s was applied, in any field of any object',
    async (_, files) => {
      const objects = objectsOf(files).filter(
        // Their pods do not run here, so that they would refuse what comes after them.
        ({ kind }) => !kind.endsWith('WebhookConfiguration'),
      );
      const request = requestFor(uniqueName(), objects);
      await install(connection, request);
      expect(await falselyLost(request)).toEqual([]);
      const { changes, requests } = await detectDrift(
        target(),
        request,
        ports(),
      );
      expect(changes.filter(({ action }) => action !== 'unchanged')).toEqual(
        [],
      );
      expect(requests.writes).toBe(0);
    },
    300_000,
  );
});
