/* eslint-disable jest/no-export -- shared by suites */
/** A ConfigMap, labelled. */
export const configMap = (namespace: string, name: string, data: object) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace, labels: { app: name } },
  data,
});

/** A Deployment with what lists of a pod have. */
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

/** A definition in these versions, the first one stored. */
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

/** An object of it. */
export const custom = (namespace: string, plural: string) => ({
  apiVersion: 'plan.example.com/v1',
  kind: plural[0]?.toUpperCase() + plural.slice(1),
  metadata: { name: 'one', namespace },
  spec: { size: 3 },
});

/** A Secret with one password. */
export const secret = (namespace: string, password = 'hunter2hunter2') => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'db', namespace },
  stringData: { password },
});

/** Six objects of six kinds. */
export const someObjects = (
  namespace: string,
  plural = namespace.replace('-', 'x'),
) => [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
  definition(plural),
  custom(namespace, plural),
  configMap(namespace, 'settings', { mode: 'fast', size: '3' }),
  secret(namespace),
  deployment(namespace),
];
