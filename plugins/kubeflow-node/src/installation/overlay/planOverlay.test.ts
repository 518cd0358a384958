import { describeResource, type Manifest } from '../../apply/manifest';
import {
  clusterWith,
  manifestsOf,
  PIPELINES,
} from '../testing/installationExamples';
import type { OverlayDraft } from './draft';
import { isEmptyOverlay, kustomizationOf } from './kustomization';
import { planOverlay } from './planOverlay';

const OWN = { autoMode: false, ownSource: true };

const plan = (
  settings: readonly string[],
  {
    manifests = manifestsOf(PIPELINES),
    context = OWN,
  }: { manifests?: Manifest[]; context?: typeof OWN } = {},
) =>
  planOverlay(
    clusterWith(...settings, 'kubeflow: {manifests: deploy}'),
    manifests,
    context,
  );

/** `kubeflow/Deployment/ml-pipeline` of everything that is left out. */
const removed = ({ removed: keys }: OverlayDraft) => [...keys].sort();

const added = (draft: OverlayDraft) =>
  draft.added.map(({ kind, metadata: { name, namespace } }) =>
    describeResource({ group: '', kind, name, namespace }),
  );

const bodies = (draft: OverlayDraft, name: string) =>
  draft.patches
    .filter(({ object }) => object.metadata.name === name)
    .map(({ body }) => body);

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

describe('a bucket', () => {
  const ROLE = 'arn:aws:iam::111122223333:role/artifacts';

  it('hides the keys that the image brings with empty variables', () => {
    const draft = plan(['artifacts: {bucket: ml-eu}']);
    expect(bodies(draft, 'ml-pipeline')[0]).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              {
                name: 'ml-pipeline-api-server',
                env: expect.arrayContaining([
                  {
                    name: 'OBJECTSTORECONFIG_ACCESSKEY',
                    value: '',
                    valueFrom: null,
                  },
                  { name: 'OBJECTSTORECONFIG_SECRETACCESSKEY', value: '' },
                  {
                    name: 'OBJECTSTORECONFIG_HOST',
                    value: 's3.eu-west-1.amazonaws.com',
                  },
                ]),
              },
            ],
          },
        },
      },
    });
  });

  it('gives Argo the role instead of keys and keeps its key format', () => {
    const draft = plan([
      'artifacts: {bucket: ml-eu, region: eu-central-1, endpoint: "s3.example.com:8443"}',
    ]);
    const [{ data }] = bodies(draft, 'workflow-controller-configmap') as [
      { data: { artifactRepository: string } },
    ];
    expect(data.artifactRepository).toBe(`archiveLogs: true
s3:
  endpoint: "s3.example.com:8443"
  bucket: "ml-eu"
  keyFormat: "private-artifacts/{{workflow.namespace}}/{{workflow.name}}/{{workflow.creationTimestamp.Y}}/{{pod.name}}"
  insecure: false
  region: eu-central-1
  useSDKCreds: true
`);
    expect(JSON.stringify(bodies(draft, 'ml-pipeline'))).toContain(
      '{"name":"OBJECTSTORECONFIG_PORT","value":"8443"}',
    );
  });

  it('annotates service accounts with irsa, and names those that are not there', () => {
    const draft = plan([`artifacts: {bucket: ml-eu, role: "${ROLE}"}`]);
    expect(
      draft.patches.filter(({ object }) => object.kind === 'ServiceAccount'),
    ).toEqual([
      expect.objectContaining({
        body: {
          metadata: { annotations: { 'eks.amazonaws.com/role-arn': ROLE } },
        },
      }),
    ]);
    expect(draft.warnings).toEqual(
      expect.arrayContaining(
        ['pipeline-runner', 'ml-pipeline-ui', 'argo'].map(
          name =>
            `artifacts.role: there is no ServiceAccount ${name} to give the role to`,
        ),
      ),
    );
  });

  it('annotates nothing with pod-identity, and says which associations it needs', () => {
    const draft = plan([
      `artifacts: {bucket: ml-eu, access: pod-identity, role: "${ROLE}"}`,
    ]);
    expect(
      draft.patches.filter(({ object }) => object.kind === 'ServiceAccount'),
    ).toEqual([]);
    expect(draft.warnings.join()).toMatch(
      /needs an association of arn:.* ml-pipeline, pipeline-runner, ml-pipeline-ui, argo in namespace kubeflow/,
    );
  });

  it('leaves out the object store of the installation, and of nobody else', () => {
    const draft = plan(['artifacts: {bucket: ml-eu}'], {
      manifests: manifestsOf(
        ['kubeflow', 'other']
          .flatMap(namespace => [
            `apiVersion: v1\nkind: Service\nmetadata: {name: seaweedfs, namespace: ${namespace}}\n`,
            `apiVersion: v1\nkind: Service\nmetadata: {name: minio-service, namespace: ${namespace}}\n`,
            `apiVersion: v1\nkind: Service\nmetadata: {name: minion, namespace: ${namespace}}\n`,
          ])
          .join('---\n'),
      ),
    });
    expect(removed(draft)).toEqual([
      'Service/kubeflow/minio-service',
      'Service/kubeflow/seaweedfs',
    ]);
  });

  it('warns of every target that is not there', () => {
    const draft = plan(['artifacts: {bucket: ml-eu}'], {
      manifests: manifestsOf(
        'apiVersion: v1\nkind: Namespace\nmetadata: {name: kubeflow}\n',
      ),
    });
    expect(draft.warnings.map(text => text.replace(/,.*/, ''))).toEqual([
      'artifacts.bucket: there is no ConfigMap workflow-controller-configmap with an S3 artifactRepository',
      'artifacts.bucket: there is no ConfigMap pipeline-install-config to write the bucket into',
      'artifacts.bucket: there is no ConfigMap kfp-launcher to write the bucket into',
      'artifacts.bucket: there is no Deployment ml-pipeline to tell the bucket to',
      'artifacts.bucket: there is no Deployment ml-pipeline-ui to tell the bucket to',
    ]);
  });
});

describe('a database outside', () => {
  it('takes the place of the one inside, its volume and its Secret', () => {
    const draft = plan(['database: {host: db.example.com, secret: rds}']);
    expect(removed(draft)).toEqual([
      'Deployment.apps/kubeflow/mysql',
      'PersistentVolumeClaim/kubeflow/mysql-pv-claim',
      'Secret/kubeflow/mysql-secret',
    ]);
    expect(bodies(draft, 'pipeline-install-config')).toEqual([
      { data: { mysqlHost: 'db.example.com', mysqlPort: '3306' } },
    ]);
    expect(JSON.stringify(bodies(draft, 'ml-pipeline'))).toContain(
      '{"name":"DBCONFIG_USER","valueFrom":{"secretKeyRef":{"name":"rds"}}}',
    );
    expect(draft.warnings.join()).toContain('require_secure_transport=0');
  });

  it('changes nothing where there is no place to write its host', () => {
    const draft = plan(['database: {host: db.example.com}'], {
      manifests: manifestsOf(
        'apiVersion: v1\nkind: Service\nmetadata: {name: mysql, namespace: kubeflow}\n',
      ),
    });
    expect(removed(draft)).toEqual([]);
    expect(draft.warnings.join()).toContain('nothing was changed');
  });
});

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
