import type { WorkflowIdentity } from '../github/contract';
import type { RegionSpec } from './contract';
import type { NodePool } from './controlPlane';

/** The account of clusters that name none. */
export const DEFAULT_ACCOUNT = '111122223333';

/** Nodes of a cluster that names none. */
export const defaultPool: NodePool = {
  name: 'general',
  count: 2,
  instanceType: 'm6i.xlarge',
  cpu: '4',
  memory: '16Gi',
  maxCount: 6,
};

/** Three regions: one with GPUs, and one that is 150 ms away. */
export const demoRegions: readonly RegionSpec[] = [
  {
    region: 'eu-west-1',
    clusters: [{ name: 'ml-eu', labels: { tier: 'prod' } }],
  },
  {
    region: 'us-west-2',
    clusters: [
      {
        name: 'ml-us-gpu',
        labels: { tier: 'prod', accelerator: 'nvidia-a10g' },
        nodePools: [
          defaultPool,
          {
            name: 'gpu',
            count: 2,
            instanceType: 'g5.2xlarge',
            cpu: '8',
            memory: '32Gi',
            gpus: 1,
            accelerator: 'nvidia-a10g',
            maxCount: 4,
          },
        ],
      },
    ],
  },
  {
    region: 'ap-southeast-2',
    latencyMs: 150,
    clusters: [{ name: 'ml-ap', labels: { tier: 'dev' } }],
  },
];

/** The workflow run that asks for tokens where a caller names no other: a push to main of a sample repository. */
export const demoIdentity: WorkflowIdentity = {
  repository: 'acme/churn',
  ownerId: '48120',
  repositoryId: '97531',
  ref: 'refs/heads/main',
  sha: '4f1c2ab7d0e9835566778899aabbccddeeff0011',
  actor: 'octocat',
  workflow: 'train',
  runId: '1001',
  runNumber: 1,
  runAttempt: 1,
  eventName: 'push',
};
