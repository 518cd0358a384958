import {
  clusterKey,
  parseFleetFile,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { chosenClusters, clusterReferences } from './clusterReferences';

const fleet = parseFleetFile(
  `apiVersion: kubeflow-fleet/v1
kind: Fleet
defaults: {kubeflow: {profile: pipelines, version: 2.17.0}}
clusters:
  - {name: ml, region: eu-west-1, account: "111122223333"}
  - {name: ml, region: us-west-2, account: "111122223333"}
  - {name: ml-ap, region: ap-southeast-2, account: "111122223333"}
`,
  { path: 'fleet.yaml' },
);

const chosen = (raw: string) =>
  chosenClusters(clusterReferences(raw), fleet, 'fleet.yaml').map(clusterKey);

const EU = '111122223333/eu-west-1/ml';
const AP = '111122223333/ap-southeast-2/ml-ap';

describe('clusters', () => {
  it.each([
    ['ml-ap', [AP]],
    ['ml-ap, eu-west-1/ml', [AP, EU]],
    [`${EU}\n${AP}\neu-west-1/ml`, [EU, AP]],
    ['arn:aws:eks:eu-west-1:111122223333:cluster/ml', [EU]],
    ['["ml-ap"]', [AP]],
    [
      '[{"account":"111122223333","region":"eu-west-1","name":"ml","arn":"x"}]',
      [EU],
    ],
    ['{"region":"eu-west-1","name":"ml"}', [EU]],
  ])('%s', (raw, keys) => {
    expect(chosen(raw)).toEqual(keys);
  });

  it.each([
    ['', 'empty, and the fleet has 3 clusters'],
    ['[]', 'empty, and the fleet has 3 clusters'],
    ['ml', "'ml' may be any of 111122223333/eu-west-1/ml"],
    ['ML-AP', "no cluster 'ML-AP'"],
    ['nope, ml', "no cluster 'nope'"],
  ])('refuses %j and lists the clusters', (raw, message) => {
    expect(() => chosen(raw)).toThrow(message);
    expect(() => chosen(raw)).toThrow(
      'Name clusters of fleet.yaml: eu-west-1/ml, us-west-2/ml, ap-southeast-2/ml-ap.',
    );
  });

  it.each(['[', '[1]', '[{}]', '{"name":"ml"}', '[null]', '[[]]'])(
    'refuses the JSON %s',
    raw => {
      expect(() => clusterReferences(raw)).toThrow(/JSON/);
    },
  );

  it('needs no choice in a fleet of one', () => {
    const one = { clusters: fleet.clusters.slice(0, 1) };
    expect(chosenClusters([], one, 'fleet.yaml')).toEqual(one.clusters);
  });
});
