import { parseFleetFile } from '@kubeflow-fleet/plugin-kubeflow-common';
import type {
  Fleet,
  FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';

/** Text of a fleet file whose clusters are given in YAML flow style. */
export const fleetText = (
  clusters: readonly string[],
  defaults = '{}',
): string =>
  [
    'apiVersion: kubeflow-fleet/v1',
    'kind: Fleet',
    `defaults: ${defaults}`,
    'clusters:',
    ...clusters.map(settings => `  - {account: "111122223333", ${settings}}`),
    '',
  ].join('\n');

export const aFleet = (...clusters: readonly string[]): Fleet =>
  parseFleetFile(fleetText(clusters), { path: 'fleet.yaml' });

/** Three clusters: eu and fr in production, us for development. */
export const threeClusters = (): Fleet =>
  aFleet(
    'name: eu, region: eu-west-1, labels: {tier: prod, accelerator: nvidia-a10g}, role: "arn:aws:iam::111122223333:role/deployer"',
    'name: fr, region: eu-west-3, labels: {tier: prod}',
    'name: us, region: us-east-1, labels: {tier: dev, accelerator: nvidia-t4}',
  );

export const namesOf = (clusters: readonly FleetCluster[]): string[] =>
  clusters.map(({ name }) => name);
