import fs from 'node:fs/promises';
import path from 'node:path';
import {
  FLEET_API_VERSION,
  parseFleetFile,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  createBases,
  renderInstallation,
  resourceKey,
  type ManifestObject,
  type RenderedInstallation,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { goProgram } from './goPrograms';
import { runProgram } from './runProgram';

export const ROLE = 'arn:aws:iam::111122223333:role/artifacts';
export const REGISTRY = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';

/** Every setting that shapes manifests. */
export const SETTINGS = [
  `artifacts: {bucket: ml-eu, role: "${ROLE}"}`,
  'database: {host: db.example.com, port: 3307, secret: rds}',
  `images: {registry: ${REGISTRY}}`,
  'storage: {class: gp3, makeDefault: true, reclaimPolicy: Retain, size: 30Gi}',
  'resources: {all: {requests: {cpu: 20m}}, ml-pipeline: {requests: {cpu: 500m, memory: 1Gi}, limits: {memory: 2Gi}}}',
  'spread: {replicas: 3}',
  'limits: {gpus: 4, cpu: "64", memory: 256Gi}',
];

/** The only cluster of a fleet file with these settings. */
export const clusterWith = (settings: readonly string[]) =>
  parseFleetFile(
    [
      `apiVersion: ${FLEET_API_VERSION}`,
      'kind: Fleet',
      'clusters:',
      '  - name: ml-eu',
      '    region: eu-west-1',
      '    account: "111122223333"',
      ...settings.map(setting => `    ${setting}`),
    ].join('\n'),
    { path: 'fleet.yaml' },
  ).clusters[0]!;

interface Reference {
  readonly name: string;
  readonly optional?: boolean;
}

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly secretKeyRef?: Reference;
    readonly configMapKeyRef?: Reference;
  };
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly env?: readonly Variable[];
}

const podSpecOf = (object: ManifestObject) =>
  (
    object.spec as
      | {
          template?: {
            spec?: { containers?: Container[]; initContainers?: Container[] };
          };
        }
      | undefined
  )?.template?.spec;

export const containersOf = (object: ManifestObject): readonly Container[] => {
  const { containers = [], initContainers = [] } = podSpecOf(object) ?? {};
  return [...initContainers, ...containers];
};

export type LooseObject = ManifestObject & Record<string, any>;

/** The rendered objects by resource key. */
export const objectsOf = ({ manifests }: RenderedInstallation) =>
  new Map(
    manifests.map(manifest => [
      resourceKey(manifest.id),
      manifest.object() as LooseObject,
    ]),
  );

/** Renders a cluster with these settings with the live lane's kubectl. */
export const renderWith = async (
  settings: readonly string[],
  {
    workspace,
    env,
  }: {
    readonly workspace: string;
    readonly env?: Readonly<Record<string, string>>;
  },
) =>
  renderInstallation(clusterWith(settings), {
    workspace,
    kubectl: await goProgram('kubectl'),
    bases: createBases(),
    timeoutMs: 120_000,
    signal: new AbortController().signal,
    env,
  });

const referencesOf = (
  { name, value, valueFrom }: Variable,
  namespace: string | undefined,
): readonly string[] => {
  const { configMapKeyRef: config, secretKeyRef: secret } = valueFrom ?? {};
  return [
    ...(value !== undefined && valueFrom ? [`both values of ${name}`] : []),
    ...(config && !config.optional
      ? [`ConfigMap/${namespace}/${config.name}`]
      : []),
    ...(secret && !secret.optional
      ? [`Secret/${namespace}/${secret.name}`]
      : []),
  ];
};

/** What variables of containers refer to and the manifests do not hold. */
export const danglingReferences = (
  objects: ReadonlyMap<string, ManifestObject>,
): readonly string[] => {
  const references = [...objects.values()].flatMap(object =>
    containersOf(object).flatMap(({ env = [] }) =>
      env.flatMap(variable =>
        referencesOf(variable, object.metadata.namespace),
      ),
    ),
  );
  return [...new Set(references)].filter(key => !objects.has(key));
};

/** A repository as GitHub's, whose kustomizations hold upstream's rendered files, at tag 2.17.0. */
export const repositoryOf = async (
  folder: string,
  files: Readonly<Record<string, string>>,
) => {
  const git = (...args: readonly string[]) =>
    runProgram(
      'git',
      ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args],
      { cwd: folder },
    );
  for (const [directory, file] of Object.entries(files)) {
    const target = path.join(folder, directory);
    await fs.mkdir(target, { recursive: true });
    await fs.copyFile(file, path.join(target, 'all.yaml'));
    await fs.writeFile(
      path.join(target, 'kustomization.yaml'),
      'resources: [all.yaml]\n',
    );
  }
  await git('init', '--quiet');
  await git('add', '.');
  await git('commit', '--quiet', '-m', 'Release');
  await git('tag', '2.17.0');
};
