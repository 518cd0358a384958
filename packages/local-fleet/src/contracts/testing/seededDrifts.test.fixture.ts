/* eslint-disable jest/no-export -- shared by suites */
import {
  configMap,
  custom,
  definition,
  deployment,
} from './sampleSet.test.fixture';

/** Differences that a pseudo-random number chooses: mulberry32. */
const seeded = (seed: number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A change that somebody else makes to one object; without a patch the object is deleted. */
export interface SeededDrift {
  readonly name: string;
  readonly path: string;
  readonly patch?: object;
  /** `merge` where nothing is said. */
  readonly type?: string;
}

type Patch = Pick<SeededDrift, 'patch' | 'type'>;

interface Population {
  readonly count: number;
  readonly prefix: string;
  readonly path: string;
  readonly make: (name: string) => object;
  readonly patches: readonly Patch[];
}

const LABELS: readonly Patch[] = [
  {},
  { patch: { metadata: { labels: { 'app.kubernetes.io/managed-by': null } } } },
  { patch: { metadata: { labels: { 'app.kubernetes.io/managed-by': 'x' } } } },
];

const container = (fields: object): Patch => ({
  type: 'strategic-merge',
  patch: {
    spec: { template: { spec: { containers: [{ name: 'main', ...fields }] } } },
  },
});

const service = (namespace: string, name: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec: { selector: { app: name }, ports: [{ name: 'http', port: 80 }] },
});

const role = (namespace: string, name: string) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name, namespace },
  rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
});

const named = (object: { metadata: object }, name: string) => ({
  ...object,
  metadata: { ...object.metadata, name },
});

const populations = (
  namespace: string,
  plural: string,
): readonly Population[] => [
  {
    count: 500,
    prefix: 'map',
    path: `/api/v1/namespaces/${namespace}/configmaps`,
    make: name => configMap(namespace, name, { a: name, b: 'b', 'c.d-e': 'c' }),
    patches: [
      { patch: { data: { b: 'other' } } },
      { patch: { data: { a: null } } },
      { patch: { data: { 'c.d-e': '' } } },
      { patch: { data: null } },
    ],
  },
  {
    count: 200,
    prefix: 'web',
    path: `/apis/apps/v1/namespaces/${namespace}/deployments`,
    make: name => named(deployment(namespace), name),
    patches: [
      { patch: { spec: { replicas: 0 } } },
      container({ image: 'evil:1' }),
      container({ args: ['--c'] }),
      container({ env: [{ name: 'MODE', value: 'slow' }] }),
      container({ env: [{ name: 'MODE', $patch: 'delete' }] }),
      container({ resources: { requests: { cpu: '2' } } }),
      container({ ports: [{ containerPort: 80, $patch: 'delete' }] }),
    ],
  },
  {
    count: 150,
    prefix: 'svc',
    path: `/api/v1/namespaces/${namespace}/services`,
    make: name => service(namespace, name),
    patches: [
      { patch: { spec: { selector: { app: 'evil' } } } },
      { patch: { spec: { ports: [{ name: 'http', port: 81 }] } } },
    ],
  },
  {
    count: 150,
    prefix: 'role',
    path: `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/roles`,
    make: name => role(namespace, name),
    patches: [
      {
        patch: {
          rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
        },
      },
      { patch: { rules: [] } },
    ],
  },
  {
    count: 100,
    prefix: 'one',
    path: `/apis/plan.example.com/v1/namespaces/${namespace}/${plural}`,
    make: name => named(custom(namespace, plural), name),
    patches: [{ patch: { spec: { size: 4 } } }, { patch: { spec: null } }],
  },
];

/** So many drifts that the seed chooses, and a tenth more objects; at most 1,000. */
export const seededDrifts = (
  namespace: string,
  { seed, count }: { readonly seed: number; readonly count: number },
) => {
  const random = seeded(seed);
  const plural = namespace.replace('-', 'x');
  const all = populations(namespace, plural).flatMap(population =>
    Array.from({ length: (population.count * count) / 1_000 }, (_, index) => ({
      ...population,
      name: `${population.prefix}${index}`,
      patches: [...population.patches, ...LABELS],
    })),
  );
  const shuffled = all
    .map(one => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at);
  const drifts = shuffled.slice(0, count).map(
    ({ one: { name, path, patches } }): SeededDrift => ({
      name,
      path: `${path}/${name}`,
      ...patches[Math.floor(random() * patches.length)],
    }),
  );
  const objects = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    definition(plural),
    ...all.map(({ make, name }) => make(name)),
  ];
  return { objects, drifts };
};
