import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import { runPage } from './runPage';

const cluster = (over: Partial<FleetCluster> = {}): FleetCluster => ({
  name: 'ml-eu',
  region: 'eu-west-1',
  account: '111122223333',
  partition: 'aws',
  arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/ml-eu',
  labels: {},
  access: {
    via: 'api-server-proxy',
    namespace: 'kubeflow',
    service: 'ml-pipeline',
  },
  kubeflow: { profile: 'pipelines', version: '2.17.0', namespace: 'kubeflow' },
  artifacts: {},
  ...over,
});

const dns = { zone: 'ml.example.com', name: 'eu.pipelines' };

it.each([
  [undefined, undefined, {}],
  [
    'https://eu.pipelines.ml.example.com/#/runs/details/r%2F1',
    undefined,
    { dns },
  ],
  [
    'https://eu.pipelines.ml.example.com/pipeline/#/runs/details/r%2F1',
    undefined,
    {
      dns,
      kubeflow: { profile: 'platform', version: '1', namespace: 'kubeflow' },
    },
  ],
  [
    'https://kfp.example.com/x/#/runs/details/r%2F1',
    undefined,
    { access: { via: 'url', url: 'https://kfp.example.com/x/' } },
  ],
  [
    'https://eu-west-1.example.com/ml-eu/#/runs/details/r%2F1',
    'https://{region}.example.com/{name}/',
    { dns },
  ],
] as const)('%s', (page, template, over) => {
  expect(runPage(cluster(over as Partial<FleetCluster>), 'r/1', template)).toBe(
    page,
  );
});
