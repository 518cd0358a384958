import type { EksCluster } from '../../aws/eksCluster';
import {
  closeServers,
  type FakeServer,
} from '../../pipelines/testing/fakeServer';
import type { Manifest } from '../../apply/manifest';
import type { EksKnowledge } from '../contract';
import {
  clusterWith,
  manifestsOf,
  PIPELINES,
} from '../testing/installationExamples';
import { preflight } from './preflight';
import {
  nodeWith,
  startCluster,
  type ClusterState,
  type Review,
} from './testing/clusterState';

const servers: FakeServer[] = [];
afterEach(() => closeServers(servers));

const CLASSES = '/apis/storage.k8s.io/v1/storageclasses';

interface Question {
  readonly state?: ClusterState;
  readonly settings?: readonly string[];
  readonly manifests?: readonly Manifest[];
  readonly eks?: EksKnowledge;
  readonly isAllowed?: (review: Review) => boolean;
  readonly routes?: Parameters<typeof startCluster>[1] extends infer O
    ? O extends { routes?: infer R }
      ? R
      : never
    : never;
}

const check = async ({
  state = {},
  settings = [],
  manifests = manifestsOf(PIPELINES),
  eks,
  ...answers
}: Question = {}) => {
  const { server, target } = await startCluster(state, answers);
  servers.push(server);
  const cluster = clusterWith(...settings);
  const { problems, warnings } = await preflight(target, {
    cluster,
    manifests,
    eks,
  });
  return {
    reasons: problems.map(({ reason }) => reason),
    text: problems.map(({ message }) => message).join('\n'),
    warnings,
    server,
  };
};

const storageClass = (name: string, more: object = {}) => ({
  metadata: { name },
  provisioner: 'ebs.csi.aws.com',
  ...more,
});

const asDefault = (name: string) =>
  storageClass(name, {
    metadata: {
      name,
      annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
    },
  });

const claim = (storage: string, storageClassName = 'gp3') => ({
  metadata: { name: 'mysql-pv-claim', namespace: 'kubeflow' },
  spec: { storageClassName, resources: { requests: { storage } } },
});

describe('the preflight', () => {
  it('finds nothing in a cluster that is as it should be, and writes nothing', async () => {
    const { reasons, warnings, server } = await check();
    expect([reasons, warnings]).toEqual([[], []]);
    const writes = server.requests.filter(({ method }) => method !== 'GET');
    expect(writes.map(({ path }) => path)).toEqual([
      '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    ]);
  });

  it('tells every problem at once, each with what to do', async () => {
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
    await closeServers([server]);
    const { problems, warnings } = await preflight(target, {
      cluster: clusterWith(),
      manifests: manifestsOf(PIPELINES),
    });
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

describe('storage', () => {
  it('is undecided with two default classes', async () => {
    const { reasons, text } = await check({
      state: { [CLASSES]: [asDefault('gp3'), asDefault('gp2')] },
    });
    expect(reasons).toEqual(['SeveralDefaultStorageClasses']);
    expect(text).toContain('(gp2, gp3)');
  });

  it('needs no default for claims that are there already', async () => {
    const { reasons } = await check({
      state: {
        [CLASSES]: [storageClass('gp3')],
        '/api/v1/persistentvolumeclaims': [claim('20Gi')],
      },
    });
    expect(reasons).toEqual([]);
  });

  const withClass = (settings: string, more = '') =>
    manifestsOf(
      `${PIPELINES.replace(
        'spec: {accessModes',
        `spec: {${settings}accessModes`,
      )}${more}`,
    );

  it('does without a default when our class becomes it, and says who loses the mark', async () => {
    const { reasons, warnings } = await check({
      state: { [CLASSES]: [asDefault('gp2')] },
      manifests: withClass(
        'storageClassName: gp3, ',
        '---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: gp3, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}\nprovisioner: ebs.csi.aws.com\n',
      ),
    });
    expect(reasons).toEqual([]);
    expect(warnings).toEqual([
      'storage.makeDefault: gp3 becomes the only default StorageClass, and gp2 loses that mark; existing volumes stay as they are',
    ]);
  });

  it('misses a class that is named and not there', async () => {
    const { reasons, text } = await check({
      manifests: withClass('storageClassName: fast, '),
    });
    expect(reasons).toEqual(['StorageClassMissing']);
    expect(text).toContain('there are gp3');
  });

  it.each([
    ['30Gi', 'gp3', true, ['VolumeWouldShrink']],
    ['10Gi', 'gp3', true, []],
    ['10Gi', 'gp3', undefined, ['VolumeCannotGrow']],
    ['20Gi', 'gp3', undefined, []],
  ])(
    'a volume of %s of class %s that may grow: %s',
    async (size, name, allowVolumeExpansion, expected) => {
      const { reasons } = await check({
        state: {
          [CLASSES]: [storageClass(name, { allowVolumeExpansion })],
          '/api/v1/persistentvolumeclaims': [claim(size, name)],
        },
      });
      expect(reasons).toEqual(expected);
    },
  );

  it('keeps an existing claim in its class', async () => {
    const { reasons, text } = await check({
      state: {
        [CLASSES]: [storageClass('gp2'), storageClass('gp3')],
        '/api/v1/persistentvolumeclaims': [claim('20Gi', 'gp2')],
      },
      manifests: withClass('storageClassName: gp3, '),
    });
    expect(reasons).toEqual(['VolumeClassFixed']);
    expect(text).toContain('Keep storage.class: gp2');
  });

  it('cannot change a class that exists', async () => {
    const { reasons, text } = await check({
      state: {
        [CLASSES]: [
          storageClass('gp3', {
            reclaimPolicy: 'Delete',
            volumeBindingMode: 'Immediate',
            parameters: { type: 'gp3' },
          }),
        ],
      },
      manifests: withClass(
        'storageClassName: gp3, ',
        '---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: gp3}\nprovisioner: ebs.csi.aws.com\nreclaimPolicy: Retain\nvolumeBindingMode: Immediate\nparameters: {type: gp3}\n',
      ),
    });
    expect(reasons).toEqual(['StorageClassFixed']);
    expect(text).toContain(
      'with another reclaimPolicy, which can never change',
    );
  });

  it('needs the driver of its class', async () => {
    const none = await check({
      state: { '/apis/storage.k8s.io/v1/csidrivers': [] },
    });
    expect(none.reasons).toEqual(['StorageDriverMissing']);
    expect(none.text).toContain(
      'aws eks create-addon --region eu-west-1 --cluster-name ml-eu --addon-name aws-ebs-csi-driver',
    );
    const nowhere = await check({
      state: {
        '/apis/storage.k8s.io/v1/csinodes': [
          { metadata: { name: 'a' }, spec: { drivers: null } },
        ],
      },
      eks: { addons: ['aws-ebs-csi-driver'] },
    });
    expect(nowhere.text).toContain(
      'the add-on aws-ebs-csi-driver is there, but the CSI driver ebs.csi.aws.com runs on no node',
    );
  });

  it('asks nothing of drivers that are not of AWS', async () => {
    const { reasons } = await check({
      state: {
        [CLASSES]: [
          storageClass('standard', {
            ...asDefault('standard'),
            provisioner: 'rancher.io/local-path',
          }),
        ],
        '/apis/storage.k8s.io/v1/csidrivers': [],
      },
    });
    expect(reasons).toEqual([]);
  });

  it("has no driver of Auto Mode's outside of Auto Mode", async () => {
    const { reasons } = await check({
      state: {
        [CLASSES]: [
          { ...asDefault('auto'), provisioner: 'ebs.csi.eks.amazonaws.com' },
        ],
      },
      eks: { cluster: { autoMode: false } as EksCluster },
    });
    expect(reasons).toEqual(['NoAutoMode']);
  });
});

describe('capacity', () => {
  const small = { cpu: '300m', memory: '8Gi', pods: '20' };

  it('counts what can still be started', async () => {
    const nodegroups = [
      {
        name: 'workers',
        status: 'ACTIVE',
        capacityType: 'ON_DEMAND',
        instanceTypes: ['m5.large'],
        minSize: 1,
        maxSize: 3,
        desiredSize: 1,
        labels: {},
        taints: [],
      },
    ];
    const { reasons, warnings } = await check({
      state: { '/api/v1/nodes': [nodeWith(small)] },
      eks: { nodegroups },
    });
    expect(reasons).toEqual([]);
    expect(warnings.join()).toContain('new nodes have to be started first');
  });

  it('is open-ended with Karpenter', async () => {
    const { reasons, warnings } = await check({
      state: {
        '/api/v1/nodes': [],
        '/apis/karpenter.sh/v1/nodepools': [{ metadata: { name: 'default' } }],
      },
      eks: { nodegroups: [] },
    });
    expect(reasons).toEqual([]);
    expect(warnings.join()).toContain('new nodes have to be started first');
  });

  it('counts an upgrade only for what it adds', async () => {
    const running = ['mysql', 'ml-pipeline'].map(name => ({
      kind: 'Deployment',
      metadata: { name, namespace: 'kubeflow' },
      spec: {
        template: {
          spec: {
            containers: [
              {
                name: 'c',
                resources: { requests: { cpu: '4', memory: '2Gi' } },
              },
            ],
          },
        },
      },
    }));
    const { reasons } = await check({
      state: {
        '/api/v1/nodes': [nodeWith(small)],
        '/apis/apps/v1/deployments': running,
      },
      eks: { nodegroups: [] },
    });
    expect(reasons).toEqual([]);
  });

  it('counts no nodes that pods may not use', async () => {
    const { reasons } = await check({
      state: {
        '/api/v1/nodes': [
          nodeWith(
            { cpu: '96', memory: '700Gi', pods: '200' },
            {
              spec: {
                taints: [{ key: 'nvidia.com/gpu', effect: 'NoSchedule' }],
              },
            },
          ),
        ],
      },
      eks: { nodegroups: [] },
    });
    expect(reasons).toContain('InsufficientCapacity');
  });
});

describe('nodes', () => {
  const selecting = manifestsOf(
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: workflow-controller, namespace: kubeflow}\nspec: {template: {spec: {nodeSelector: {kubernetes.io/os: linux}, containers: []}}}\n',
  );

  it('must have the labels that pods select', async () => {
    const { reasons, text } = await check({
      manifests: selecting,
      state: {
        '/api/v1/nodes': [
          nodeWith(
            { cpu: '8', memory: '8Gi', pods: '9' },
            { metadata: { name: 'n', labels: {} } },
          ),
        ],
      },
    });
    expect(reasons).toEqual(['NoNodeWithLabel']);
    expect(text).toContain(
      'no node has the label kubernetes.io/os=linux, which workflow-controller select',
    );
  });

  it('of Fargate cannot run the CNI plugin of Istio', async () => {
    const { reasons, warnings } = await check({
      manifests: manifestsOf(
        'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: istio-cni-node, namespace: kube-system}\nspec: {template: {spec: {containers: []}}}\n',
      ),
      state: {
        '/api/v1/nodes': [
          nodeWith(
            { cpu: '8', memory: '8Gi', pods: '9' },
            {
              metadata: {
                name: 'fargate-1',
                labels: { 'eks.amazonaws.com/compute-type': 'fargate' },
              },
            },
          ),
        ],
      },
    });
    expect(reasons).toEqual([]);
    expect(warnings.join()).toContain("1 of 1 nodes are Fargate's");
  });
});

describe('the version of Kubernetes', () => {
  it.each([
    ['1.28', ['UnsupportedKubernetesVersion'], /^$/],
    ['1.32', [], /runs Kubernetes 1\.32; upstream tested .* on 1\.33 to 1\.36/],
    ['1.33', [], /^$/],
    ['1.37', [], /runs Kubernetes 1\.37/],
  ])('%s', async (version, expected, warning) => {
    const { reasons, warnings } = await check({
      eks: { cluster: { version } as EksCluster },
    });
    expect(reasons).toEqual(expected);
    expect(warnings.join()).toMatch(warning);
  });

  it('is that of the nodes where EKS is not asked', async () => {
    const { reasons } = await check({
      state: {
        '/api/v1/nodes': [
          nodeWith({ cpu: '8', memory: '32Gi', pods: '50' }, {}),
        ].map(node => ({
          ...node,
          status: { ...node.status, nodeInfo: { kubeletVersion: 'v1.27.1' } },
        })),
      },
    });
    expect(reasons).toEqual(['UnsupportedKubernetesVersion']);
  });
});

describe('permissions', () => {
  const roles = manifestsOf(
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a}\nrules: [{apiGroups: [""], resources: [pods/log], verbs: [get]}]\n',
  );
  const isEverything = ({ verb }: Review) => verb === '*';

  it('that are missing are one message, with the rules to add', async () => {
    const { reasons, text } = await check({
      isAllowed: review =>
        !isEverything(review) &&
        !(review.resource === 'deployments' && review.verb === 'patch') &&
        !(review.resource === 'secrets' && review.namespace !== 'kubeflow'),
    });
    expect(reasons).toEqual(['MissingPermissions']);
    expect(text)
      .toBe(`eu-west-1/ml-eu: the deployer may not do all that the manifests need:
  patch deployments.apps in namespace kubeflow
  create, delete, get, list, patch, update, watch secrets in namespace kubeflow-fleet-system
Add to the role of the group that the access entry of this cluster names:
# Role in namespace kubeflow, or ClusterRole
- apiGroups: ['apps']
  resources: [deployments]
  verbs: [patch]
# Role in namespace kubeflow-fleet-system, or ClusterRole
- apiGroups: ['']
  resources: [secrets]
  verbs: [create, delete, get, list, patch, update, watch]`);
  });

  it('are asked for with one review where the deployer may do everything', async () => {
    const { server } = await check({ manifests: roles });
    expect(
      server.requests.filter(({ method }) => method === 'POST'),
    ).toHaveLength(1);
  });

  it.each([
    ['has what the role hands out', true, false, []],
    ['may escalate and bind', false, true, []],
    ['may neither', false, false, ['MissingPermissions']],
  ])(
    'to make roles are there when the deployer %s',
    async (_, hasOwn, mayGrant, expected) => {
      const { reasons, text } = await check({
        manifests: roles,
        isAllowed: review => {
          if (isEverything(review)) return false;
          if (review.resource === 'pods') return hasOwn;
          return ['escalate', 'bind'].includes(review.verb) ? mayGrant : true;
        },
      });
      expect(reasons).toEqual(expected);
      if (expected.length > 0)
        expect(text).toContain(
          'bind, escalate clusterroles.rbac.authorization.k8s.io in the whole cluster',
        );
    },
  );
});

describe('kinds and definitions', () => {
  const CERTIFICATE =
    'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: a, namespace: kubeflow}\n';
  const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const definition = (name: string) =>
    `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: ${name}}\n`;

  it('that nobody serves are named, with who brings them', async () => {
    const { reasons, text } = await check({
      manifests: manifestsOf(CERTIFICATE),
    });
    expect(reasons).toEqual(['KindsNotServed']);
    expect(text).toMatch(
      /does not serve Certificate\.cert-manager\.io.*Install cert-manager first/,
    );
  });

  it('that the cluster or the manifests define are fine', async () => {
    const served = await check({
      manifests: manifestsOf(CERTIFICATE),
      state: {
        [DEFINITIONS]: [{ metadata: { name: 'certificates.cert-manager.io' } }],
      },
    });
    expect(served.reasons).toEqual([]);
    const brought = await check({
      manifests: manifestsOf(
        `${definition('certificates.cert-manager.io')}---\n${CERTIFICATE}`,
      ),
    });
    expect(brought.reasons).toEqual([]);
  });

  it('of another owner are warned of, of another set refused', async () => {
    const { reasons, text, warnings, server } = await check({
      manifests: manifestsOf(
        [definition('a.x.io'), definition('b.x.io'), definition('c.x.io')].join(
          '---\n',
        ),
      ),
      state: {
        [DEFINITIONS]: [
          {
            metadata: {
              name: 'a.x.io',
              labels: { 'app.kubernetes.io/managed-by': 'Helm' },
            },
          },
          {
            metadata: {
              name: 'b.x.io',
              labels: { 'applyset.kubernetes.io/part-of': 'applyset-other-v1' },
            },
          },
          {
            metadata: {
              name: 'c.x.io',
              labels: { 'app.kubernetes.io/managed-by': 'kubeflow-fleet' },
            },
          },
          { metadata: { name: 'd.x.io' } },
        ],
      },
    });
    expect(reasons).toEqual(['DefinitionOfAnotherSet']);
    expect(text).toContain('belong to ApplySet applyset-other-v1: b.x.io');
    expect(warnings.join()).toContain(
      'installed by helm and become ours: a.x.io',
    );
    expect(
      server.requests.find(({ path }) => path === DEFINITIONS)?.headers.accept,
    ).toContain('as=PartialObjectMetadataList');
  });
});

describe('what settings refer to', () => {
  const SECRET = 'GET /api/v1/namespaces/kubeflow/secrets/rds';
  const settings = ['database: {host: db.example.com, secret: rds}'];

  it.each([
    [{ body: { data: { username: 'YQ==', password: 'c2VjcmV0' } } }, []],
    [{ body: { data: { username: 'YQ==' } } }, ['DatabaseSecretMissing']],
    [
      {
        status: 404,
        body: {
          kind: 'Status',
          reason: 'NotFound',
          code: 404,
          details: { name: 'rds' },
        },
      },
      ['DatabaseSecretMissing'],
    ],
  ])('the Secret of the database: %j', async (answer, expected) => {
    const { reasons, text } = await check({
      settings,
      routes: { [SECRET]: answer },
    });
    expect(reasons).toEqual(expected);
    expect(text).not.toContain('c2VjcmV0');
  });

  it('the agent of EKS Pod Identity', async () => {
    const asks = ['artifacts: {bucket: ml-eu, access: pod-identity}'];
    const without = await check({ settings: asks, eks: { addons: [] } });
    expect(without.reasons).toEqual(['PodIdentityAgentMissing']);
    const unknown = await check({ settings: asks });
    expect(unknown.reasons).toEqual([]);
  });
});
