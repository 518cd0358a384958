/** What one lane deploys in turn: objects change, come and go from one version to the next. */
export const VERSIONS = 3;
export const OBJECTS = 24;

const labels = { app: 'storm' };

const kinds: readonly ((name: string, version: number) => object)[] = [
  (name, version) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name },
    data: { version: String(version), same: 'yes' },
  }),
  (name, version) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name },
    data: { key: Buffer.from(`secret ${version}`).toString('base64') },
  }),
  (name, version) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, annotations: { version: String(version) } },
    spec: { selector: labels, ports: [{ port: 80, protocol: 'TCP' }] },
  }),
  (name, version) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas: version,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: `storm:${version}` }] },
      },
    },
  }),
  (name, version) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name },
    rules: [
      {
        apiGroups: [''],
        resources: ['pods'],
        verbs: ['get', 'list'].slice(0, 1 + (version % 2)),
      },
    ],
  }),
  name => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name },
  }),
];

export interface StormObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/**
 * A namespace and its objects in one of {@link VERSIONS} versions: of four objects one is another than in the
 * version before (so that one is made and one is pruned), the others may change.
 */
export function stormObjects(
  namespace: string,
  version: number,
): readonly StormObject[] {
  const objects: StormObject[] = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
  ];
  for (let index = 1; index < OBJECTS; index++) {
    const make = kinds[index % kinds.length];
    const name =
      index % 4 === 0 ? `part-${index}-v${version}` : `part-${index}`;
    const object = make?.(name, version) as StormObject;
    objects.push({ ...object, metadata: { ...object.metadata, namespace } });
  }
  return objects;
}
