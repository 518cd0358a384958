import type { ActionResult } from '../runner/contract';
import {
  CLUSTER,
  type DeployActionWorld,
  printedRoles,
  startDeployAction,
} from './deployAction.test.fixture';
import { describeUpstream } from './deploy/upstreamObjects.test.fixture';
import { goPrograms } from './goPrograms';

const settings = {
  artifacts: { bucket: 'ml-artifacts-eu', access: 'pod-identity' },
  storage: {
    class: 'gp3',
    reclaimPolicy: 'Retain',
    makeDefault: true,
    size: '30Gi',
  },
  limits: { cpu: '64', memory: '256Gi', gpus: 4 },
};
const upgrade = {
  ...settings,
  resources: { 'ml-pipeline-ui': { requests: { memory: '333Mi' } } },
};

/** The scheduler finds no node for it, and nothing before a deploy can know that. */
const neverStarts = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'never-starts', namespace: 'kubeflow' },
  spec: {
    selector: { matchLabels: { app: 'never-starts' } },
    template: {
      metadata: { labels: { app: 'never-starts' } },
      spec: {
        containers: [{ name: 'main', image: 'registry.example.com/never:1' }],
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                { matchExpressions: [{ key: 'moon', operator: 'Exists' }] },
              ],
            },
          },
        },
      },
    },
  },
};

const servers = `kube-apiserver ${goPrograms['kube-apiserver'].version}, aws-iam-authenticator ${goPrograms['aws-iam-authenticator'].version}`;

interface Installation {
  readonly state: string;
  readonly revision?: number;
  readonly writes: number;
  readonly reason?: string;
  readonly changes: Readonly<Record<string, number>>;
}

const installation = ({ outputs }: ActionResult): Installation =>
  JSON.parse(outputs.installations ?? '[{}]')[0];

/** With the log, so that a failure tells why. */
const outcome = ({ conclusion, log }: ActionResult) => [
  conclusion,
  log.filter(({ kind }) => kind === 'error').map(({ text }) => text),
];
const SUCCESS = ['success', []];

const isKubernetesOwn = (name: string) =>
  /^namespace\/(default|kube-.*)$/.test(name);

const pullRequest = {
  eventName: 'pull_request',
  ref: 'refs/pull/7/merge',
  event: { pull_request: { number: 7 } },
};

describeUpstream(
  `deploy-kubeflow and detect-drift with the roles of their READMEs, over ${servers}`,
  () => {
    let world: DeployActionWorld;

    beforeAll(async () => {
      world = await startDeployAction();
      await world.commit(settings);
    }, 120_000);

    afterAll(async () => {
      await world?.stop();
    }, 60_000);

    const apply = (inputs: Readonly<Record<string, string>> = {}) =>
      world.run('deploy-kubeflow', { mode: 'apply', ...inputs });
    const plan = () =>
      world.run(
        'deploy-kubeflow',
        { mode: 'plan', 'comment-on-pr': 'true' },
        pullRequest,
      );
    const uiMemory = () =>
      world.kubectl(
        ...['get', 'deployment', 'ml-pipeline-ui', '-n', 'kubeflow', '-o'],
        'jsonpath={.spec.template.spec.containers[0].resources.requests.memory}',
      );
    const names = async (...kinds: readonly string[]) => {
      const text = await world.kubectl('get', ...kinds, '-o', 'name');
      return text.split('\n').filter(Boolean);
    };
    const uninstall = (inputs: Readonly<Record<string, string>> = {}) =>
      world.run('deploy-kubeflow', {
        mode: 'uninstall',
        'confirm-uninstall': CLUSTER.name,
        ...inputs,
      });
    /** What an uninstallation leaves unless it is told otherwise. */
    const guarded = async () => [
      ...(await names('namespaces,customresourcedefinitions')),
      ...(await names('persistentvolumeclaims', '--all-namespaces')),
    ];
    /** Changes with every write to what the deploys keep. */
    const stateVersions = () =>
      world.kubectl(
        ...['get', 'configmaps,secrets,leases', '-n', 'kubeflow-fleet-system'],
        ...['-o', 'jsonpath={.items[*].metadata.resourceVersion}'],
      );

    it('plans in a comment of the pull request, and writes nothing', async () => {
      const before = await names('namespaces');
      const result = await plan();
      expect(outcome(result)).toEqual(SUCCESS);
      expect(installation(result)).toMatchObject({ state: 'PLANNED' });
      expect(world.github.comments).toEqual([
        expect.objectContaining({
          issue: 7,
          body: expect.stringContaining('StorageClass'),
        }),
      ]);
      expect(await names('namespaces')).toEqual(before);
    }, 60_000);

    it('deploys until everything is ready, with the settings of the fleet file', async () => {
      const result = await apply();
      expect(outcome(result)).toEqual(SUCCESS);
      expect(installation(result)).toMatchObject({
        state: 'READY',
        revision: 1,
      });
      const classes = await world.kubectl(
        ...['get', 'storageclasses', '-o'],
        'jsonpath={range .items[*]}{.metadata.name} {.reclaimPolicy} {.metadata.annotations.storageclass\\.kubernetes\\.io/is-default-class},{end}',
      );
      expect(classes).toBe('gp2 Delete false,gp3 Retain true,');
      const unavailable = await world.kubectl(
        ...['get', 'deployments', '-n', 'kubeflow', '-o'],
        'jsonpath={.items[?(@.status.availableReplicas!=1)].metadata.name}',
      );
      expect(unavailable).toBe('');
      const seaweed = await names('deployments', '-n', 'kubeflow');
      expect(seaweed.join()).not.toContain('seaweed');
    }, 120_000);

    it("opened the cluster with the job's own token, for the role of the fleet file", () => {
      expect(new Set(world.exchanges.map(({ roleArn }) => roleArn))).toEqual(
        new Set([`arn:aws:iam::${CLUSTER.account}:role/kubeflow-deployer`]),
      );
    });

    it('sends no write when nothing has changed', async () => {
      const before = await stateVersions();
      const result = await apply();
      expect(outcome(result)).toEqual(SUCCESS);
      expect(installation(result)).toMatchObject({
        state: 'UNCHANGED',
        writes: 0,
      });
      expect(result.outputs['has-changes']).toBe('false');
      expect(await stateVersions()).toBe(before);
    }, 60_000);

    it('finds in a cluster without drift none, with a role that may only read', async () => {
      const [role] = printedRoles('detect-drift', 'anybody');
      expect(role?.match(/verbs: .*/g)?.join()).not.toMatch(
        /create|update|patch|delete|\*/,
      );
      const result = await world.run('detect-drift');
      expect(outcome(result)).toEqual(SUCCESS);
      expect(result.outputs['has-drift']).toBe('false');
      expect(world.github.issues).toEqual([]);
    }, 60_000);

    it('opens an issue about what somebody changed', async () => {
      await world.kubectl(
        ...['patch', 'configmap', 'pipeline-install-config', '-n', 'kubeflow'],
        ...['--type=merge', '--patch={"data":{"bucketName":"stolen"}}'],
      );
      await world.kubectl(
        ...['delete', 'service', 'ml-pipeline-ui', '-n', 'kubeflow'],
      );
      const result = await world.run('detect-drift');
      expect(outcome(result)).toEqual(SUCCESS);
      expect(result.outputs['has-drift']).toBe('true');
      const [issue] = world.github.issues;
      expect(issue).toMatchObject({
        state: 'open',
        body: expect.stringMatching(/bucketName[\s\S]*kubectl-patch/),
      });
      expect(issue?.body).toContain('ml-pipeline-ui');
    }, 60_000);

    it('plans what an apply would refuse as a failure, in the same comment', async () => {
      const result = await plan();
      expect(outcome(result)).toEqual([
        'failure',
        [expect.stringMatching(/'kubectl-patch' owns \.data\.bucketName/)],
      ]);
      expect(world.github.comments).toEqual([
        expect.objectContaining({
          body: expect.stringMatching(/stolen[\s\S]*kubectl-patch/),
        }),
      ]);
    }, 60_000);

    it('leaves a field to whoever set it, until it is told to take it', async () => {
      const refused = await apply();
      expect(refused.conclusion).toBe('failure');
      expect(installation(refused)).toMatchObject({ state: 'FAILED' });
      expect(outcome(refused)[1]).toEqual([
        expect.stringMatching(
          /'kubectl-patch' owns \.data\.bucketName, written at 20.*force-conflicts/,
        ),
      ]);
      const forced = await apply({ 'force-conflicts': 'ConfigMap' });
      expect(outcome(forced)).toEqual(SUCCESS);
    }, 120_000);

    it('closes the issue once that is undone', async () => {
      const result = await world.run('detect-drift');
      expect(outcome(result)).toEqual(SUCCESS);
      expect(world.github.issues).toMatchObject([{ state: 'closed' }]);
    }, 60_000);

    it('finds that a commit was never deployed, where it is asked to compare with it', async () => {
      await world.commit(upgrade);
      const result = await world.run('detect-drift', {
        'compare-with': 'manifests',
        issue: 'false',
      });
      expect(outcome(result)).toEqual(SUCCESS);
      const [{ objects }] = JSON.parse(result.outputs.drift ?? '[]');
      expect(objects).toEqual([
        expect.objectContaining({
          object: 'Deployment.apps/kubeflow/ml-pipeline-ui',
        }),
      ]);
    }, 60_000);

    it('changes what the fleet file changes, and goes back', async () => {
      const before = await uiMemory();
      const upgraded = await apply();
      expect(outcome(upgraded)).toEqual(SUCCESS);
      expect(installation(upgraded).changes).toMatchObject({ configured: 1 });
      expect(await uiMemory()).toBe('333Mi');
      const back = await world.run('deploy-kubeflow', { mode: 'rollback' });
      expect(outcome(back)).toEqual(SUCCESS);
      expect(installation(back).state).toBe('ROLLED_BACK');
      expect(await uiMemory()).toBe(before);
    }, 120_000);

    it('takes a deploy back that does not become ready, and says why it does not', async () => {
      const before = await uiMemory();
      await world.commit(upgrade, [neverStarts]);
      const result = await apply({
        'on-failure': 'rollback',
        timeout: '15s',
      });
      expect(result.conclusion).toBe('failure');
      expect(installation(result)).toMatchObject({
        state: 'FAILED',
        reason: 'NotReady',
      });
      expect(outcome(result)[1]).toEqual([
        expect.stringMatching(/never-starts[\s\S]*node affinity/),
      ]);
      expect(await uiMemory()).toBe(before);
      const left = await names('deployments', '-n', 'kubeflow');
      expect(left).not.toContain('deployment.apps/never-starts');
    }, 120_000);

    it('deploys again after that', async () => {
      await world.commit(upgrade);
      const result = await apply();
      expect(outcome(result)).toEqual(SUCCESS);
      expect(installation(result)).toMatchObject({ state: 'READY' });
      expect(await uiMemory()).toBe('333Mi');
    }, 120_000);

    it('uninstalls all but claims, namespaces and definitions', async () => {
      const before = await guarded();
      const result = await uninstall();
      expect(outcome(result)).toEqual(SUCCESS);
      expect(installation(result).state).toBe('UNINSTALLED');
      expect(await guarded()).toEqual(before);
      expect(before.join()).toContain('mysql-pv-claim');
      expect(
        await names('deployments,services,serviceaccounts', '-n', 'kubeflow'),
      ).toEqual(['serviceaccount/default']);
    }, 120_000);

    it('uninstalls these too when it is told to, and what it kept of its deploys', async () => {
      const result = await uninstall({
        'allow-delete':
          'Namespace, CustomResourceDefinition, PersistentVolumeClaim',
      });
      expect(outcome(result)).toEqual(SUCCESS);
      // Deleted last: Kubernetes empties it when nobody waits any more.
      await world.kubectl(
        ...['wait', '--for=delete', 'namespace/kubeflow-fleet-system'],
        '--timeout=30s',
      );
      const left = await guarded();
      expect(left.filter(name => !isKubernetesOwn(name))).toEqual([]);
    }, 120_000);

    it('left GitHub nothing that it does not know', () => {
      expect(world.github.unknownRequests).toEqual([]);
    });
  },
);
