/* eslint-disable jest/no-export -- shared by suites */
import {
  systemClock,
  type KubernetesConnection,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  detectDrift,
  planManifests,
  type ApplyRequest,
  type ChangeAction,
  type Plan,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';

/** A server to hold against the contract. */
export interface PlanContractTarget {
  readonly connection: KubernetesConnection;
  /** Signs in with another token. */
  readonly withToken: (token: string) => Promise<KubernetesConnection>;
}

export const ports = () => ({
  clock: systemClock,
  random: Math.random,
  signal: new AbortController().signal,
});

export const targetOf = ({ kubernetes, transport }: KubernetesConnection) => ({
  subject: kubernetes.subject,
  kubernetes,
  transport,
});

export const namesBy = ({ changeSet }: Pick<Plan, 'changeSet'>) => {
  const names: Partial<Record<ChangeAction, string[]>> = {};
  for (const { action, id } of changeSet.changes) {
    names[action] = [...(names[action] ?? []), `${id.kind}/${id.name}`].sort();
  }
  return names;
};

export const configMap = (namespace: string, name: string, data: object) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace, labels: { app: name } },
  data,
});

export const deployment = (namespace: string, image = 'web:1') => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [
          {
            name: 'main',
            image,
            args: ['--a', '--b'],
            ports: [{ containerPort: 80 }],
            resources: { requests: { cpu: '1000m' } },
            env: [{ name: 'MODE', value: 'fast' }],
          },
        ],
      },
    },
  },
});

export const definition = (plural: string, versions = ['v1']) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.plan.example.com` },
  spec: {
    group: 'plan.example.com',
    scope: 'Namespaced',
    names: {
      plural,
      singular: plural,
      kind: plural[0]?.toUpperCase() + plural.slice(1),
      listKind: `${plural}List`,
    },
    versions: versions.map((name, index) => ({
      name,
      served: true,
      storage: index === 0,
      schema: {
        openAPIV3Schema: {
          type: 'object',
          'x-kubernetes-preserve-unknown-fields': true,
        },
      },
    })),
  },
});

export const custom = (namespace: string, plural: string) => ({
  apiVersion: 'plan.example.com/v1',
  kind: plural[0]?.toUpperCase() + plural.slice(1),
  metadata: { name: 'one', namespace },
  spec: { size: 3 },
});

export const secret = (namespace: string, password = 'hunter2hunter2') => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'db', namespace },
  stringData: { password },
});

/** What the tests of one server do to it. */
export const actions = (open: () => PlanContractTarget) => {
  const connection = () => open().connection;
  const plan = (request: ApplyRequest) =>
    planManifests(targetOf(connection()), request, ports());
  const drift = (request: ApplyRequest, as = connection()) =>
    detectDrift(targetOf(as), request, ports());

  /** As another manager: `PATCH` with a merge patch. */
  const intrude = (path: string, body: object, manager = 'intruder') =>
    connection().transport.send({
      method: 'PATCH',
      path,
      query: { fieldManager: manager },
      headers: { 'content-type': 'application/merge-patch+json' },
      body: JSON.stringify(body),
    });
  return { connection, plan, drift, intrude };
};
