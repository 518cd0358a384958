import { hasReason } from '../errors/KubeflowError';
import {
  isReferenceTo,
  referencedCluster,
  referencedClusters,
  unknownReferences,
} from './clusterReference';
import { parseFleetFile } from './parseFleetFile';

const fleet = parseFleetFile(
  `apiVersion: kubeflow-fleet/v1
kind: Fleet
clusters:
  - {name: ml, region: eu-west-1, account: "111122223333"}
  - {name: ml, region: us-west-2, account: "111122223333"}
  - {name: ml-dev, region: eu-west-1, account: "444455556666"}
`,
  { path: 'fleet.yaml' },
);

const failure = (reference: string) => {
  try {
    return String(referencedCluster(fleet, reference));
  } catch (error) {
    return error as Error;
  }
};

describe('a reference to a cluster', () => {
  it.each([
    'ml-dev',
    'eu-west-1/ml-dev',
    '444455556666/eu-west-1/ml-dev',
    'arn:aws:eks:eu-west-1:444455556666:cluster/ml-dev',
  ])('may be written %s', reference => {
    expect(referencedCluster(fleet, reference)).toBe(fleet.clusters[2]);
    expect(isReferenceTo(reference, fleet.clusters[0]!)).toBe(false);
  });

  it('means every cluster of that name', () => {
    expect(referencedClusters(fleet, 'ml')).toEqual(fleet.clusters.slice(0, 2));
  });

  it('is refused when one is meant and several have the name, with clearer spellings', () => {
    const error = failure('ml');
    expect(hasReason(error, 'AmbiguousCluster')).toBe(true);
    expect(String(error)).toContain(
      `'ml' means 2 clusters. Write one of 111122223333/eu-west-1/ml, 111122223333/us-west-2/ml.`,
    );
  });

  it('is refused when it means none, with the nearest spelling', () => {
    const error = failure('eu-west-1/ml-dve');
    expect(hasReason(error, 'UnknownCluster')).toBe(true);
    expect(String(error)).toContain(`did you mean 'eu-west-1/ml-dev'?`);
  });

  it('is exact in case, as names of EKS clusters are', () => {
    expect(unknownReferences(fleet, ['ML-dev', 'ml'])).toEqual([
      `no cluster 'ML-dev' in the fleet file; did you mean 'ml-dev'?`,
    ]);
  });
});
