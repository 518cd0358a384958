import {
  clusterWith,
  manifestsOf,
  PIPELINES,
} from '../testing/installationExamples';
import { added, OWN, plan, removed } from '../testing/overlayPlans';
import { isEmptyOverlay, kustomizationOf } from './kustomization';
import { planOverlay } from './planOverlay';

describe('an overlay', () => {
  it('is empty without settings', () => {
    const draft = plan([]);
    expect(isEmptyOverlay(draft)).toBe(true);
    expect(draft.warnings).toEqual([]);
    expect(removed(draft)).toEqual([]);
  });

  it('is a kustomization whose targets are no patterns', () => {
    const draft = plan(['storage: {class: gp3}'], {
      manifests: manifestsOf(
        'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a.b, namespace: kubeflow}\nspec: {}\n',
      ),
    });
    expect(kustomizationOf(draft))
      .toBe(`apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - base.yaml
patches:
  - target:
      version: v1
      kind: PersistentVolumeClaim
      name: a\\.b
      namespace: kubeflow
    patch: |
      apiVersion: v1
      kind: PersistentVolumeClaim
      metadata:
        name: a.b
        namespace: kubeflow
      spec:
        storageClassName: gp3
`);
  });
});

describe('the cache of version 1', () => {
  const CACHE = manifestsOf(
    ['cache-deployer-deployment', 'cache-server', 'ml-pipeline']
      .map(
        name =>
          `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}, namespace: kubeflow}\nspec: {}\n`,
      )
      .join('---\n'),
  );

  it('is left out where EKS would never sign its certificate', () => {
    const draft = planOverlay(clusterWith(), CACHE, {
      ...OWN,
      ownSource: false,
    });
    expect(removed(draft)).toEqual([
      'Deployment.apps/kubeflow/cache-deployer-deployment',
      'Deployment.apps/kubeflow/cache-server',
    ]);
  });

  it('is only warned of in manifests of one’s own', () => {
    const draft = plan([], { manifests: CACHE });
    expect(removed(draft)).toEqual([]);
    expect(draft.warnings.join()).toContain('never gets its certificate');
  });
});

describe('another namespace', () => {
  it('moves Kubeflow Pipelines, with the hosts in its settings and what is added', () => {
    const draft = planOverlay(
      clusterWith('kubeflow: {namespace: ml}', 'spread: {}'),
      manifestsOf(PIPELINES),
      { ...OWN, ownSource: false },
    );
    expect(draft.namespace).toBe('ml');
    expect(added(draft)).toEqual(['ml/PodDisruptionBudget/ml-pipeline']);
    expect(
      JSON.stringify(draft.replacements.map(({ body }) => body)),
    ).toContain('"value":"seaweedfs.ml"');
  });

  it.each(['pipelines-multi-user', 'platform'])(
    'is refused for %s',
    profile => {
      const cluster = clusterWith(
        `kubeflow: {profile: ${profile}, namespace: ml}`,
      );
      expect(() =>
        planOverlay(cluster, [], { ...OWN, ownSource: false }),
      ).toThrow(
        `eu-west-1/ml-eu: the profile ${profile} can be installed in namespace kubeflow only, not in ml`,
      );
    },
  );

  it('is only warned of in manifests of one’s own that have nothing in it', () => {
    const draft = planOverlay(
      clusterWith('kubeflow: {namespace: ml, manifests: deploy}'),
      manifestsOf(PIPELINES),
      OWN,
    );
    expect(draft.warnings).toEqual([
      'kubeflow.namespace: nothing in the manifests is in namespace ml',
    ]);
  });
});
