import { manifestsOf, PIPELINES } from '../testing/installationExamples';
import { added, bodies, OWN, plan } from '../testing/overlayPlans';

describe('storage', () => {
  it('only names a class of which nothing else is said', () => {
    const draft = plan(['storage: {class: gp2}']);
    expect(added(draft)).toEqual([]);
    expect(bodies(draft, 'mysql-pv-claim')).toEqual([
      { spec: { storageClassName: 'gp2' } },
    ]);
  });

  it('makes the class that is described, for EBS, where its pods run', () => {
    const [object] = plan(['storage: {class: gp3, makeDefault: true}']).added;
    expect(object).toEqual({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: {
        name: 'gp3',
        annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
      },
      provisioner: 'ebs.csi.aws.com',
      parameters: { type: 'gp3', encrypted: 'true' },
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    });
  });

  it('is that of Auto Mode in Auto Mode', () => {
    const draft = plan(
      [
        'storage: {class: auto, reclaimPolicy: Retain, parameters: {type: io2}}',
      ],
      { context: { ...OWN, autoMode: true } },
    );
    expect(draft.added[0]).toMatchObject({
      provisioner: 'ebs.csi.eks.amazonaws.com',
      reclaimPolicy: 'Retain',
      parameters: { type: 'io2' },
    });
    expect(draft.added[0]?.metadata).toEqual({ name: 'auto' });
  });

  it('takes no parameters of EBS to another driver', () => {
    const draft = plan(['storage: {class: efs, provisioner: efs.csi.aws.com}']);
    expect(draft.added[0]).not.toHaveProperty('parameters');
  });

  it('sizes claims by name before all, and names a claim that is not there', () => {
    const draft = plan([
      'storage: {size: 30Gi, sizes: {mysql-pv-claim: 100Gi, nope: 1Gi}}',
    ]);
    expect(bodies(draft, 'mysql-pv-claim')).toEqual([
      { spec: { resources: { requests: { storage: '100Gi' } } } },
    ]);
    expect(draft.warnings).toEqual([
      'storage.sizes: there is no PersistentVolumeClaim nope; there are mysql-pv-claim',
    ]);
  });

  it('warns of a size below that of upstream', () => {
    const draft = plan(['storage: {size: 5Gi}']);
    expect(draft.warnings.join()).toMatch(/5Gi for .* less than the 20Gi/);
  });
});

describe('resources', () => {
  it('are those of the component, and of all for the others', () => {
    const draft = plan([
      'resources: {all: {requests: {cpu: 10m}}, ml-pipeline: {limits: {memory: 2Gi}}}',
    ]);
    const container = (name: string) =>
      (bodies(draft, name)[0] as any).spec.template.spec.containers[0];
    expect(container('mysql').resources).toEqual({ requests: { cpu: '10m' } });
    expect(container('ml-pipeline').resources).toEqual({
      limits: { memory: '2Gi' },
    });
  });

  it.each([
    [
      '{limits: {memory: 256Mi}}',
      { requests: { memory: '256Mi' }, limits: { memory: '256Mi' } },
      'the memory request of container ml-pipeline-api-server becomes 256Mi too',
    ],
  ])('never ask for more than their limit: %s', (setting, resources, text) => {
    const draft = plan([`resources: {ml-pipeline: ${setting}}`]);
    expect(
      (bodies(draft, 'ml-pipeline')[0] as any).spec.template.spec.containers[0]
        .resources,
    ).toEqual(resources);
    expect(draft.warnings.join()).toContain(text);
  });

  it('name a component that is not there, and the likeliest', () => {
    const draft = plan([
      'resources: {ml-pipelin: {requests: {cpu: 1}}}'.replace('1}', '"1"}'),
    ]);
    expect(draft.warnings.join()).toMatch(
      /there is no Deployment.* ml-pipelin; did you mean 'ml-pipeline'/,
    );
  });
});

describe('a spread', () => {
  it('is over zones, of what keeps no state, with a disruption budget', () => {
    const draft = plan(['spread: {replicas: 3}']);
    expect(bodies(draft, 'mysql')).toEqual([]);
    expect(bodies(draft, 'ml-pipeline')).toEqual([
      {
        spec: {
          replicas: 3,
          template: {
            spec: {
              topologySpreadConstraints: [
                {
                  maxSkew: 1,
                  topologyKey: 'topology.kubernetes.io/zone',
                  whenUnsatisfiable: 'ScheduleAnyway',
                  labelSelector: { matchLabels: { app: 'ml-pipeline' } },
                },
              ],
            },
          },
        },
      },
    ]);
    expect(added(draft)).toEqual(['kubeflow/PodDisruptionBudget/ml-pipeline']);
  });

  it('leaves the number of replicas to an autoscaler', () => {
    const draft = plan(['spread: {}'], {
      manifests: [
        ...manifestsOf(PIPELINES),
        ...manifestsOf(
          'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a, namespace: kubeflow}\nspec: {scaleTargetRef: {kind: Deployment, name: ml-pipeline}}\n',
        ),
      ],
    });
    expect((bodies(draft, 'ml-pipeline')[0] as any).spec.replicas).toBe(
      undefined,
    );
  });
});

describe('limits', () => {
  it('are a quota, with requests for pods that state none', () => {
    const draft = plan(['limits: {gpus: 8, cpu: "64", memory: 256Gi}']);
    expect(draft.added).toEqual([
      expect.objectContaining({
        kind: 'ResourceQuota',
        spec: {
          hard: {
            'requests.nvidia.com/gpu': '8',
            'requests.cpu': '64',
            'requests.memory': '256Gi',
          },
        },
      }),
      expect.objectContaining({
        kind: 'LimitRange',
        spec: {
          limits: [
            {
              type: 'Container',
              defaultRequest: { cpu: '10m', memory: '32Mi' },
            },
          ],
        },
      }),
    ]);
  });

  it('of GPUs alone need no other requests', () => {
    expect(added(plan(['limits: {gpus: 0}']))).toEqual([
      'kubeflow/ResourceQuota/kubeflow-fleet-limits',
    ]);
  });
});

describe('a registry', () => {
  it('gets every image, wherever it is named', () => {
    const draft = plan(['images: {registry: r.example.com}']);
    expect([...draft.newImages]).toEqual([
      ['mysql', 'r.example.com/docker.io/library/mysql'],
      [
        'ghcr.io/kubeflow/kfp-api-server',
        'r.example.com/ghcr.io/kubeflow/kfp-api-server',
      ],
    ]);
    expect(draft.replacements.map(({ body }) => body)).toEqual([
      [
        {
          op: 'replace',
          path: '/data/cacheImage',
          value: 'r.example.com/ghcr.io/containerd/busybox',
        },
      ],
      [
        {
          op: 'replace',
          path: '/spec/template/spec/containers/0/env/5/value',
          value: 'r.example.com/ghcr.io/kubeflow/kfp-driver:2.17.0',
        },
      ],
    ]);
  });
});
