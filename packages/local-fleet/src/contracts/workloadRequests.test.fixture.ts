import type { ContractRequest } from './kubernetesRequest.test.fixture';
import {
  CONFIG_MAPS,
  DEPLOYMENTS,
  apply,
  configMap,
} from './kubernetesRequest.test.fixture';

const DEPLOYMENT = `${DEPLOYMENTS}/d`;
const deployed = (container: object, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'd' },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: 'd' } },
    template: {
      metadata: { labels: { app: 'd' } },
      spec: { containers: [{ name: 'main', image: 'i:1', ...container }] },
    },
    ...spec,
  },
});

/** Workloads. */
export const workloads: readonly ContractRequest[] = [
  apply(
    `${DEPLOYMENT}?dryRun=All`,
    'one',
    deployed({ securityContext: { runAsUser: 1 } }),
  ),
  apply(
    `${DEPLOYMENT}?dryRun=All`,
    'one',
    JSON.stringify(
      deployed({
        livenessProbe: { tcpSocket: { port: 1 } },
        resources: { requests: { cpu: '0.5', memory: '1024Mi' } },
      }),
    ),
  ),
  apply(
    `${DEPLOYMENT}?dryRun=All`,
    'one',
    deployed(
      { env: null, resources: null, volumeMounts: [] },
      { strategy: null, paused: null },
    ),
  ),
  apply(`${CONFIG_MAPS}/nulls?dryRun=All`, 'one', {
    ...configMap('nulls', { a: null, b: '' }),
    metadata: {
      name: 'nulls',
      creationTimestamp: null,
      labels: null,
      annotations: { x: null },
    },
  }),
  apply(
    DEPLOYMENT,
    'one',
    deployed({ env: [{ name: 'A', value: 'b' }], resources: {} }),
  ),
  apply(
    `${DEPLOYMENT}?dryRun=All`,
    'one',
    deployed({}, { selector: { matchLabels: { app: 'e' } } }),
  ),
  apply(
    `${DEPLOYMENT}?dryRun=All`,
    'one',
    deployed(
      {},
      {
        selector: { matchLabels: { app: 'e' } },
        template: {
          metadata: { labels: { app: 'e' } },
          spec: { containers: [{ name: 'main', image: 'i:1' }] },
        },
      },
    ),
  ),
  {
    ...apply(`${DEPLOYMENT}?dryRun=All`, 'one', {
      ...deployed({}),
      status: { replicas: 4 },
    }),
    pick: ({ spec }) => spec,
  },
  apply('/apis/apps/v1/namespaces/{ns}/statefulsets/s?dryRun=All', 'one', {
    ...deployed({}, { serviceName: 's', strategy: undefined }),
    kind: 'StatefulSet',
    metadata: { name: 's' },
  }),
  apply('/apis/apps/v1/namespaces/{ns}/daemonsets/s?dryRun=All', 'one', {
    ...deployed({}, { replicas: undefined }),
    kind: 'DaemonSet',
    metadata: { name: 's' },
  }),
];
