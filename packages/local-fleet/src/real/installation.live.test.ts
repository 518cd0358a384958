import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  resourceKey,
  type RenderedInstallation,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { upstreamManifests } from './deploy/upstreamManifests';
import { describeUpstream } from './deploy/upstreamObjects.test.fixture';
import {
  containersOf,
  danglingReferences,
  objectsOf,
  REGISTRY,
  renderWith,
  repositoryOf,
  ROLE,
  SETTINGS,
} from './installation.test.fixture';

describeUpstream('an installation rendered by the real kubectl', () => {
  let workspace: string;

  beforeAll(async () => {
    workspace = await fs.mkdtemp(path.join(os.tmpdir(), 'installation-'));
    const texts = await Promise.all(
      [upstreamManifests.pipelinesFirst, upstreamManifests.pipelines].map(
        file => fs.readFile(file, 'utf8'),
      ),
    );
    await fs.writeFile(path.join(workspace, 'kfp.yaml'), texts.join('\n---\n'));
    await fs.copyFile(
      upstreamManifests.platform,
      path.join(workspace, 'platform.yaml'),
    );
  });
  afterAll(() => fs.rm(workspace, { recursive: true, force: true }));

  const render = (
    settings: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => renderWith(settings, { workspace, env });

  it('changes nothing without settings but what restarts pods with their settings', async () => {
    const { manifests, overlay } = await render([
      'kubeflow: {manifests: kfp.yaml}',
    ]);
    expect(manifests).toHaveLength(88);
    expect(overlay).toBeUndefined();
  });

  describe('with every setting', () => {
    let rendered: RenderedInstallation;
    let objects: ReturnType<typeof objectsOf>;

    beforeAll(async () => {
      rendered = await render([...SETTINGS, 'kubeflow: {manifests: kfp.yaml}']);
      objects = objectsOf(rendered);
    });

    it('refers to nothing that was left out, and sets no variable twice', () => {
      expect(danglingReferences(objects)).toEqual(['Secret/kubeflow/rds']);
      const left = [...objects.keys()].filter(key =>
        /seaweedfs|minio|\/mysql/.test(key),
      );
      expect(left).toEqual([]);
    });

    it('takes every image from the registry, and lists what to copy there', () => {
      const elsewhere = [...objects.values()].flatMap(object =>
        containersOf(object)
          .map(({ image }) => image)
          .filter(image => !image.startsWith(`${REGISTRY}/`)),
      );
      expect(elsewhere).toEqual([]);
      expect(
        rendered.images.filter(image => !image.startsWith(REGISTRY)),
      ).toEqual([]);
      expect(rendered.mirror.map(({ to }) => to).sort()).toEqual(
        rendered.images,
      );
      expect(rendered.mirror).toContainEqual({
        from: 'quay.io/argoproj/argoexec:v4.0.5',
        to: `${REGISTRY}/quay.io/argoproj/argoexec:v4.0.5`,
      });
    });

    it('gives the API server the bucket, no keys, its resources and its zones', () => {
      const deployment = objects.get('Deployment.apps/kubeflow/ml-pipeline')!;
      const { template, replicas } = deployment.spec;
      const [container] = template.spec.containers;
      const env = new Map(
        container.env.map(({ name, value }: Record<string, string>) => [
          name,
          value,
        ]),
      );
      expect(replicas).toBe(3);
      expect(env.get('OBJECTSTORECONFIG_HOST')).toBe(
        's3.eu-west-1.amazonaws.com',
      );
      expect(env.get('OBJECTSTORECONFIG_ACCESSKEY')).toBe('');
      expect(env.get('OBJECTSTORECONFIG_SECRETACCESSKEY')).toBe('');
      expect(container.resources).toEqual({
        requests: { cpu: '500m', memory: '1Gi' },
        limits: { memory: '2Gi' },
      });
      expect(template.spec.topologySpreadConstraints).toHaveLength(1);
      expect(
        template.metadata.annotations['kubeflow-fleet/config-checksum'],
      ).toMatch(/^[0-9a-f]{16}$/);
      expect(
        objects.get('PodDisruptionBudget.policy/kubeflow/ml-pipeline'),
      ).toBeDefined();
    });

    it('tells Argo, the launcher and the service accounts', () => {
      const argo = objects.get(
        'ConfigMap/kubeflow/workflow-controller-configmap',
      )!;
      expect(argo.data.artifactRepository).toContain('useSDKCreds: true');
      expect(argo.data.artifactRepository).not.toContain('accessKeySecret');
      const launcher = objects.get('ConfigMap/kubeflow/kfp-launcher')!;
      expect(JSON.parse(launcher.data.providers)).toMatchObject({
        s3: { default: { credentials: { fromEnv: true } } },
      });
      for (const name of [
        'ml-pipeline',
        'pipeline-runner',
        'ml-pipeline-ui',
        'argo',
      ])
        expect(
          objects.get(`ServiceAccount/kubeflow/${name}`)?.metadata.annotations,
        ).toEqual({ 'eks.amazonaws.com/role-arn': ROLE });
    });

    it('brings a quota and the default class', () => {
      expect(objects.get('StorageClass.storage.k8s.io/gp3')).toMatchObject({
        reclaimPolicy: 'Retain',
      });
      expect(
        objects.get('ResourceQuota/kubeflow/kubeflow-fleet-limits')?.spec.hard,
      ).toEqual({
        'requests.nvidia.com/gpu': '4',
        'requests.cpu': '64',
        'requests.memory': '256Gi',
      });
    });

    it('is the same twice', async () => {
      const again = await render([
        ...SETTINGS,
        'kubeflow: {manifests: kfp.yaml}',
      ]);
      expect(again.manifests.map(({ digest }) => digest)).toEqual(
        rendered.manifests.map(({ digest }) => digest),
      );
    });
  });

  it('keeps every byte of what no setting concerns, on the whole platform', async () => {
    const platform = 'kubeflow: {profile: platform, manifests: platform.yaml}';
    const [plain, set] = await Promise.all([
      render([platform]),
      render([...SETTINGS, platform]),
    ]);
    const digests = new Map(
      plain.manifests.map(({ id, digest }) => [resourceKey(id), digest]),
    );
    const untouched = set.manifests.filter(
      ({ id, digest }) => digests.get(resourceKey(id)) === digest,
    );
    expect(untouched.length).toBeGreaterThan(450);
    const definitions = set.manifests.filter(
      ({ id }) => id.kind === 'CustomResourceDefinition',
    );
    expect(definitions).toHaveLength(70);
    expect(definitions.every(item => untouched.includes(item))).toBe(true);
    const objects = objectsOf(set);
    expect(
      objects.get('Profile.kubeflow.org/kubeflow-user-example-com')?.spec,
    ).toMatchObject({
      owner: { kind: 'User', name: 'user@example.com' },
      plugins: [
        {
          kind: 'AwsIamForServiceAccount',
          spec: { awsIamRole: ROLE, annotateOnly: true },
        },
      ],
      resourceQuotaSpec: { hard: { 'requests.nvidia.com/gpu': '4' } },
    });
    expect(set.images.filter(image => !image.startsWith(REGISTRY))).toEqual([]);
  });

  it("renders upstream's tag from its repository, in another namespace and without the cache", async () => {
    const repository = path.join(workspace, 'pipelines');
    await repositoryOf(repository, {
      'manifests/kustomize/cluster-scoped-resources':
        upstreamManifests.pipelinesFirst,
      'manifests/kustomize/env/platform-agnostic': upstreamManifests.pipelines,
    });
    const { manifests, sources } = await render(
      ['kubeflow: {version: 2.17.0, namespace: ml}'],
      {
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: `url.file://${repository}.insteadOf`,
        GIT_CONFIG_VALUE_0: 'https://github.com/kubeflow/pipelines',
      },
    );
    expect(sources[0]).toContain('?ref=2.17.0');
    const namespaces = new Set(manifests.map(({ id }) => id.namespace));
    expect([...namespaces]).toEqual(expect.arrayContaining([undefined, 'ml']));
    expect(namespaces.size).toBe(2);
    const cache = manifests.filter(({ id }) => /cache/.test(id.name));
    expect(cache).toEqual([]);
    const texts = manifests
      .filter(({ id }) => id.kind !== 'CustomResourceDefinition')
      .map(({ body }) => Buffer.from(body).toString());
    expect(
      texts.filter(text => /[a-z]\.kubeflow(?:[":]|\.svc)/.test(text)),
    ).toEqual([]);
  });
});
