import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import { resourceKey, type Manifest } from '../apply/manifest';
import { parseManifests } from '../apply/manifests/parseManifests';
import { readManifestSources } from '../apply/manifests/readManifestSources';
import { checkKubectl } from '../apply/render/checkKubectl';
import { renderKustomization } from '../apply/render/renderKustomization';
import type { RenderOptions } from './contract';
import type { InstallationSource } from './sources';

const KUSTOMIZATIONS = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];

const isKustomization = (directory: string) =>
  KUSTOMIZATIONS.some(name => existsSync(join(directory, name)));

/** A file is no repository that kustomize could build: it can be a resource of one. */
const renderFile = async (
  address: string,
  { kubectl, timeoutMs, signal, env }: RenderOptions,
) => {
  const directory = await mkdtemp(join(tmpdir(), 'kubeflow-fleet-source-'));
  try {
    await writeFile(
      join(directory, 'kustomization.yaml'),
      stringify({ resources: [address] }),
    );
    return await renderKustomization({
      directory,
      kubectl,
      timeoutMs,
      signal,
      env,
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

const readSource = async (
  source: InstallationSource,
  options: RenderOptions,
): Promise<readonly Manifest[]> => {
  const { kubectl, timeoutMs, signal, env, bodies, workspace } = options;
  if (source.kind === 'remote') {
    const { address } = source;
    const rendered = /\.(ya?ml|json)$/.test(new URL(address).pathname)
      ? await renderFile(address, options)
      : await renderKustomization({ address, kubectl, timeoutMs, signal, env });
    return parseManifests([{ ...rendered, path: address }], { bodies });
  }
  const directory = resolve(workspace, source.path);
  if (!isKustomization(directory))
    return parseManifests(
      await readManifestSources(source.path, { workspace }),
      { bodies },
    );
  const rendered = await renderKustomization({
    directory,
    within: workspace,
    kubectl,
    timeoutMs,
    signal,
    env,
  });
  return parseManifests(
    [{ ...rendered, path: `kustomize build ${source.path}` }],
    { bodies },
  );
};

const keyOf = (source: InstallationSource) =>
  source.kind === 'remote' ? source.address : source.path;

/** Applied one after the other, the last one of an object would be what is left. */
const lastOfEach = (
  all: readonly (readonly Manifest[])[],
): readonly Manifest[] => [
  ...new Map(
    all.flat().map(manifest => [resourceKey(manifest.id), manifest]),
  ).values(),
];

/** `sortOptions` of the platform came with kustomize 5: kubectl's own message about it helps nobody. */
const needsRecentKubectl = ({ kubeflow }: FleetCluster) =>
  kubeflow.profile === 'platform' && kubeflow.manifests === undefined;

/**
 * What a cluster's sources hold, each object once; a source is rendered once for all clusters.
 *
 * @throws KubeflowError `InputError`, reason `KubectlTooOld`; those of rendering and parsing.
 */
export const baseManifests = async (
  cluster: FleetCluster,
  sources: readonly InstallationSource[],
  options: RenderOptions,
): Promise<readonly Manifest[]> => {
  if (needsRecentKubectl(cluster)) await checkKubectl(options.kubectl);
  return lastOfEach(
    await Promise.all(
      sources.map(source =>
        options.bases.get(keyOf(source), () => readSource(source, options)),
      ),
    ),
  );
};
