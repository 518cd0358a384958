import { existsSync, readFileSync } from 'node:fs';
import type { Manifest } from '../apply/manifest';
import { parseManifests } from '../apply/manifests/parseManifests';
import { dataPath, haveSharedData } from '../pipelines/testing/sharedData';
import { componentOfManifest } from './componentOf';
import { imagesOf } from './images/imagesOf';
import { planOverlay } from './overlay/planOverlay';
import { neededAccess } from './preflight/permissions';
import { clusterWith } from './testing/installationExamples';
import { pipelinesVersionOf } from './versions/pipelinesVersion';

const BUNDLES = {
  definitions: 'kfp-2.17.0/cluster-scoped-resources.yaml',
  pipelines: 'kfp-2.17.0/platform-agnostic.yaml',
  multiUser: 'kfp-2.17.0/multi-user-cert-manager.yaml',
  platform: 'kubeflow-26.03/example.yaml',
};

const describeWithData =
  haveSharedData() && existsSync(dataPath(BUNDLES.platform))
    ? describe
    : describe.skip;

describeWithData("upstream's own manifests", () => {
  const read = (path: string) =>
    parseManifests([{ path, content: readFileSync(dataPath(path)) }]);
  const bundles = {} as Record<keyof typeof BUNDLES, readonly Manifest[]>;
  beforeAll(() => {
    for (const [name, path] of Object.entries(BUNDLES))
      bundles[name as keyof typeof BUNDLES] = read(path);
  });

  const countByComponent = (manifests: readonly Manifest[]) => {
    const counts: Record<string, number> = {};
    for (const manifest of manifests) {
      const component = componentOfManifest(manifest);
      counts[component] = (counts[component] ?? 0) + 1;
    }
    return counts;
  };

  it('belong to components that people know: Kubeflow Pipelines', () => {
    const { definitions, pipelines } = bundles;
    expect(countByComponent([...definitions, ...pipelines])).toEqual({
      Application: 1,
      'Argo Workflows': 14,
      Cache: 11,
      Cluster: 1,
      Database: 5,
      Metadata: 11,
      'Object store': 6,
      'Pipelines API': 21,
      'Pipelines UI': 18,
    });
  });

  it('belong to components that people know: the platform', () => {
    const counts = countByComponent(bundles.platform);
    expect(Object.keys(counts).sort()).toEqual([
      'Argo Workflows',
      'Cache',
      'Cluster',
      'Dashboard',
      'Database',
      'Dex',
      'Istio',
      'KServe',
      'Katib',
      'Knative',
      'Metacontroller',
      'Metadata',
      'Model registry',
      'Notebooks',
      'OAuth2 Proxy',
      'Object store',
      'Other',
      'Pipelines API',
      'Pipelines UI',
      'Profiles',
      'Spark',
      'TensorBoard',
      'Trainer',
      'Volumes',
      'cert-manager',
    ]);
    expect(counts.Other).toBeLessThanOrEqual(2);
  });

  it('name these images, four of them in no container', () => {
    expect(imagesOf(bundles.pipelines)).toEqual([
      'docker.io/library/alpine:3.23',
      'docker.io/library/mysql:8.4',
      'gcr.io/tfx-oss-public/ml_metadata_store_server:1.14.0',
      'ghcr.io/chrislusf/seaweedfs:4.34',
      'ghcr.io/containerd/busybox:latest',
      ...[
        'api-server',
        'cache-deployer',
        'cache-server',
        'driver',
        'frontend',
        'launcher',
        'metadata-envoy',
        'metadata-writer',
        'persistence-agent',
        'scheduled-workflow-controller',
        'viewer-crd-controller',
        'visualization-server',
      ].map(name => `ghcr.io/kubeflow/kfp-${name}:2.17.0`),
      'quay.io/argoproj/argoexec:v4.0.5',
      'quay.io/argoproj/workflow-controller:v4.0.5',
    ]);
    const platform = imagesOf(bundles.platform);
    expect(platform).toHaveLength(95);
    expect(platform).toEqual(
      expect.arrayContaining([
        'gcr.io/istio-release/proxyv2:1.29.1',
        'docker.io/kserve/storage-initializer:v0.16.0',
        'ghcr.io/kubeflow/katib/suggestion-hyperopt:v0.19.0',
        'ghcr.io/kubeflow/kfp-driver:2.16.0',
      ]),
    );
  });

  it('tell their version of Kubeflow Pipelines', () => {
    expect(pipelinesVersionOf(bundles.pipelines)).toBe('2.17.0');
    expect(pipelinesVersionOf(bundles.platform)).toBe('2.16.0');
    expect(pipelinesVersionOf(bundles.definitions)).toBeUndefined();
  });

  it('have a target for every setting', () => {
    const cluster = clusterWith(
      'artifacts: {bucket: ml-eu, role: "arn:aws:iam::111122223333:role/a"}',
      'database: {host: db.example.com, secret: rds}',
      'images: {registry: r.example.com}',
      'storage: {class: gp3, makeDefault: true}',
      'resources: {ml-pipeline: {requests: {memory: 1Gi}}}',
      'spread: {}',
      'limits: {gpus: 4}',
      'kubeflow: {manifests: deploy}',
    );
    const { warnings } = planOverlay(
      cluster,
      bundles.pipelines.filter(({ id }) => !/^cache-/.test(id.name)),
      { autoMode: false, ownSource: true },
    );
    // Of the database alone there is something to know.
    expect(warnings.map(text => text.split(':')[0])).toEqual(['database']);
  });

  it('keep the database and volume of Katib when that of pipelines is outside', () => {
    const cluster = clusterWith(
      'kubeflow: {profile: platform, manifests: deploy}',
      'database: {host: db.example.com}',
    );
    const { removed } = planOverlay(cluster, bundles.platform, {
      autoMode: false,
      ownSource: true,
    });
    expect([...removed].sort()).toEqual([
      'AuthorizationPolicy.security.istio.io/kubeflow/mysql',
      'Deployment.apps/kubeflow/mysql',
      'DestinationRule.networking.istio.io/kubeflow/ml-pipeline-mysql',
      'PersistentVolumeClaim/kubeflow/mysql-pv-claim',
      'Secret/kubeflow/mysql-secret',
      'Service/kubeflow/mysql',
      'ServiceAccount/kubeflow/mysql',
    ]);
  });

  it('need permissions on resources that exist by that name', () => {
    const definitions = bundles.platform.filter(
      ({ id }) => id.kind === 'CustomResourceDefinition',
    );
    const needed = neededAccess({ manifests: bundles.platform, definitions });
    const resources = new Set(
      needed.map(({ group, resource }) => `${resource}.${group}`),
    );
    const defined = new Set(definitions.map(({ id }) => id.name));
    const builtIn = [...resources].filter(resource => !defined.has(resource));
    expect(builtIn.sort()).toEqual([
      'clusterrolebindings.rbac.authorization.k8s.io',
      'clusterroles.rbac.authorization.k8s.io',
      'configmaps.',
      'customresourcedefinitions.apiextensions.k8s.io',
      'daemonsets.apps',
      'deployments.apps',
      'horizontalpodautoscalers.autoscaling',
      'leases.coordination.k8s.io',
      'mutatingwebhookconfigurations.admissionregistration.k8s.io',
      'namespaces.',
      'networkpolicies.networking.k8s.io',
      'persistentvolumeclaims.',
      'poddisruptionbudgets.policy',
      'priorityclasses.scheduling.k8s.io',
      'rolebindings.rbac.authorization.k8s.io',
      'roles.rbac.authorization.k8s.io',
      'secrets.',
      'serviceaccounts.',
      'services.',
      'statefulsets.apps',
      'validatingwebhookconfigurations.admissionregistration.k8s.io',
    ]);
  });
});
