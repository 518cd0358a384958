import {
  connectKubeConfig,
  type KubernetesObject,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import type { NodePool } from '../fleet/controlPlane';
import { defaultPool } from '../fleet/demoFleet';
import { deployerRoleArn } from '../fleet/fleetAccounts';
import { kubeconfigText } from '../fleet/fleetFiles';
import type { ActionResult } from '../runner/contract';
import {
  type EndToEnd,
  type RealClusterSpec,
  openGitHub,
  startEndToEnd,
} from './endToEnd.test.fixture';
import { goPrograms } from './goPrograms';
import { describeLive } from './liveLane';
import { pythonEnvironments } from './pythonEnvironment';

const EUROPE = '111122223333';
const AMERICA = '444455556666';

const gpuPool: NodePool = {
  name: 'gpu',
  count: 1,
  instanceType: 'g5.2xlarge',
  cpu: '8',
  memory: '32Gi',
  gpus: 1,
  accelerator: 'nvidia-a10g',
};

const fleet: readonly RealClusterSpec[] = [
  { name: 'ml-eu', account: EUROPE, region: 'eu-west-1' },
  {
    name: 'ml-us',
    account: AMERICA,
    region: 'us-west-2',
    labels: { accelerator: 'nvidia-a10g' },
    nodePools: [defaultPool, gpuPool],
  },
];

const servers = [
  `kube-apiserver ${goPrograms['kube-apiserver'].version}`,
  `aws-iam-authenticator ${goPrograms['aws-iam-authenticator'].version}`,
  ...pythonEnvironments.moto,
].join(', ');

describeLive(`from an OIDC token to a pod, over ${servers}`, () => {
  let world: EndToEnd;
  let selected: ActionResult;
  let submitted: ActionResult;

  const submit = (options?: Parameters<EndToEnd['run']>[2]) =>
    world.run(
      'submit-pipeline',
      {
        clusters: selected.outputs.clusters ?? '',
        'pipeline-file': 'pipelines/churn_training.yaml',
        experiment: 'churn',
        accelerator: 'nvidia.com/gpu',
        'resource-tasks': 'train',
        tolerations: 'nvidia.com/gpu',
      },
      options,
    );

  /** Pods of runs as the cluster's administrator sees them in the API server. */
  const podsOf = async (name: string): Promise<readonly KubernetesObject[]> => {
    const text = kubeconfigText([world.cluster(name)]);
    const connection = await connectKubeConfig({ text });
    try {
      return await connection.kubernetes.list(
        { group: '', version: 'v1', plural: 'pods', namespace: 'kubeflow' },
        { labelSelector: 'pipeline/runid' },
      );
    } finally {
      connection.close();
    }
  };
  const runsOf = (name: string) =>
    Array.from(
      world.cluster(name).kfp?.store.runs.values() ?? [],
      ({ id }) => id,
    );
  const logOf = ({ log }: ActionResult) => log.map(({ text }) => text);

  beforeAll(async () => {
    world = await startEndToEnd(fleet);
    selected = await world.run('select-clusters', {
      accelerator: 'nvidia-a10g',
      choose: 'one',
      'live-capacity': 'true',
    });
    submitted = await submit();
  }, 600_000);

  afterAll(async () => {
    await world?.close();
  }, 120_000);

  it('chooses the cluster whose API server shows a free GPU', () => {
    expect([selected.conclusion, logOf(selected)]).toEqual([
      'success',
      expect.arrayContaining([
        expect.stringContaining('is selected (fits-now)'),
      ]),
    ]);
    expect(selected.outputs).toMatchObject({
      cluster: 'ml-us',
      region: 'us-west-2',
      'account-id': AMERICA,
    });
  });

  it('runs the pipeline there to its end', () => {
    expect([submitted.conclusion, logOf(submitted)]).toEqual([
      'success',
      expect.anything(),
    ]);
    expect(submitted.outputs).toMatchObject({
      'run-state': 'SUCCEEDED',
      cluster: 'ml-us',
    });
    expect(runsOf('ml-us')).toEqual([submitted.outputs['run-id']]);
    expect(runsOf('ml-eu')).toEqual([]);
  });

  it('put the pods of that run into that API server, and the training on the node with the GPU', async () => {
    const pods = await podsOf('ml-us');
    const runIds = pods.map(
      ({ metadata }) => metadata.labels?.['pipeline/runid'],
    );
    expect(new Set(runIds)).toEqual(new Set([submitted.outputs['run-id']]));
    const onGpu = pods.filter(({ spec }) =>
      JSON.stringify(spec).includes('"nvidia.com/gpu":"1"'),
    );
    const nodes = onGpu.map(
      ({ spec }) => (spec as { readonly nodeName?: string }).nodeName,
    );
    expect(nodes).toEqual(['ip-10-0-2-22.us-west-2.compute.internal']);
    expect(await podsOf('ml-eu')).toEqual([]);
  });

  it("exchanged the job's own tokens, each for the role of its cluster's account", () => {
    const { subject, issuer } = world.github;
    for (const { claims } of world.exchanges)
      expect(claims).toMatchObject({
        iss: issuer,
        aud: 'sts.amazonaws.com',
        sub: subject,
      });
    expect(new Set(world.exchanges.map(({ roleArn }) => roleArn))).toEqual(
      new Set([deployerRoleArn(EUROPE), deployerRoleArn(AMERICA)]),
    );
  });

  it("reached KFP through the API server's service proxy", () => {
    const posted = world
      .cluster('ml-us')
      .kfpRequests.filter(
        ({ method, url }) =>
          method === 'POST' && url.startsWith('/apis/v2beta1/runs'),
      );
    expect(posted).toMatchObject([{ status: 200 }]);
  });

  it('adopts that run when the job is run again', async () => {
    const again = await submit();
    expect(again.outputs).toMatchObject({
      'run-id': submitted.outputs['run-id'],
      'run-state': 'SUCCEEDED',
    });
    expect(runsOf('ml-us')).toHaveLength(1);
  }, 60_000);

  it('lets no job in whose token another issuer signed', async () => {
    const stranger = await openGitHub({ repository: 'evil/churn' });
    try {
      const { oidc } = stranger.emulator;
      const refused = await submit({ runId: '1002', oidc });
      expect(refused.conclusion).toBe('failure');
      expect(refused.outputs['failure-reason']).toBe('OidcTokenRejected');
      expect(runsOf('ml-us')).toHaveLength(1);
    } finally {
      await stranger.endpoint.close();
    }
  }, 60_000);
});
