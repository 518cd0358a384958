import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  clusterSubject,
  isKubeflowError,
  KubeflowError,
  type FleetCluster,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { manifestOf } from '../apply/manifests/manifestOf';
import { parseManifests } from '../apply/manifests/parseManifests';
import {
  describeResource,
  resourceKey,
  type Manifest,
} from '../apply/manifest';
import { renderKustomization } from '../apply/render/renderKustomization';
import { baseManifests } from './baseManifests';
import { withConfigChecksums } from './configChecksum';
import type { RenderedInstallation, RenderOptions } from './contract';
import { mirroredImage } from './images/imageReference';
import { imagesOf } from './images/imagesOf';
import type { OverlayDraft } from './overlay/draft';
import {
  BASE_FILE,
  changedManifests,
  isEmptyOverlay,
  kustomizationOf,
} from './overlay/kustomization';
import { planOverlay } from './overlay/planOverlay';
import { sourcesOf } from './sources';
import { refuseRemoved } from './versions/removedDirectories';

/** Where objects of ours are said to come from. */
const OWN_SOURCE = 'the fleet file';

/** Each body is one line of JSON, which is YAML. */
const documentsOf = (manifests: readonly Manifest[]): Uint8Array =>
  Buffer.concat(
    manifests.flatMap(({ body }) => [
      Buffer.from('---\n'),
      body,
      Buffer.from('\n'),
    ]),
  );

/** The directory is ours and gone: only the cluster says whose settings it was about. */
const ofCluster = (error: unknown, cluster: FleetCluster): unknown =>
  isKubeflowError(error)
    ? new KubeflowError(error.name, {
        ...error,
        subject: clusterSubject(cluster),
        fact: `the settings could not be laid over the manifests: ${error.fact}`,
        cause: error,
      })
    : error;

const runOverlay = async (
  { cluster }: OverlayDraft,
  {
    overlay,
    targets,
  }: { readonly overlay: string; readonly targets: readonly Manifest[] },
  { kubectl, timeoutMs, signal, bodies, env }: RenderOptions,
): Promise<readonly Manifest[]> => {
  const directory = await mkdtemp(join(tmpdir(), 'kubeflow-fleet-overlay-'));
  try {
    await writeFile(join(directory, BASE_FILE), documentsOf(targets));
    await writeFile(join(directory, 'kustomization.yaml'), overlay);
    const rendered = await renderKustomization({
      directory,
      kubectl,
      timeoutMs,
      signal,
      env,
    });
    return parseManifests([rendered], { bodies });
  } catch (error) {
    throw ofCluster(error, cluster);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

/** The rendered object in the place, and with the source, of the one that it was. */
const inPlace = (
  base: readonly Manifest[],
  changed: ReadonlyMap<string, Manifest>,
) =>
  base.map(manifest => {
    const after = changed.get(resourceKey(manifest.id));
    return after ? { ...after, source: manifest.source } : manifest;
  });

const patchedManifests = async (
  draft: OverlayDraft,
  base: readonly Manifest[],
  {
    overlay,
    options,
  }: { readonly overlay?: string; readonly options: RenderOptions },
): Promise<readonly Manifest[]> => {
  const kept = base.filter(({ id }) => !draft.removed.has(resourceKey(id)));
  if (!overlay) return kept;
  const targets = changedManifests(draft, base);
  const rendered = await runOverlay(draft, { overlay, targets }, options);
  // In another namespace every object has another identity.
  if (draft.namespace !== undefined) return rendered;
  const byKey = new Map(
    rendered.map(manifest => [resourceKey(manifest.id), manifest]),
  );
  const lost = targets.find(({ id }) => !byKey.has(resourceKey(id)));
  if (lost)
    throw new KubeflowError('ResponseError', {
      subject: clusterSubject(draft.cluster),
      reason: 'OverlayLostObject',
      fact: `kubectl kustomize did not give back ${describeResource(lost.id)}`,
      remedy: 'Check the version of kubectl, and report this with the overlay',
    });
  return inPlace(kept, byKey);
};

const ownManifests = (
  draft: OverlayDraft,
  { bodies }: RenderOptions,
): readonly Manifest[] =>
  draft.added.map(object =>
    manifestOf(object, { source: { path: OWN_SOURCE, line: 1 }, bodies }),
  );

/** Objects of ours replace those of the source with the same identity. */
const together = (
  own: readonly Manifest[],
  others: readonly Manifest[],
): readonly Manifest[] => {
  const keys = new Set(own.map(({ id }) => resourceKey(id)));
  return [...own, ...others.filter(({ id }) => !keys.has(resourceKey(id)))];
};

const copiesTo = (registry: string | undefined, images: readonly string[]) =>
  registry
    ? images.map(from => ({ from, to: mirroredImage(from, registry) }))
    : [];

/**
 * The manifests of a cluster's installation: its source, rendered once for all clusters, with its settings laid
 * over it. Plain files that no setting changes need no kubectl.
 *
 * @throws KubeflowError `InputError` of the manifests or settings; `NotFoundError`, `TimeoutError`… of kubectl.
 */
export const renderInstallation = async (
  cluster: FleetCluster,
  options: RenderOptions,
): Promise<RenderedInstallation> => {
  refuseRemoved(cluster);
  const sources = sourcesOf(cluster);
  const base = await baseManifests(cluster, sources, options);
  const draft = planOverlay(cluster, base, {
    autoMode: options.autoMode ?? false,
    ownSource: cluster.kubeflow.manifests !== undefined,
  });
  const overlay = isEmptyOverlay(draft) ? undefined : kustomizationOf(draft);
  const patched = await patchedManifests(draft, base, { overlay, options });
  const manifests = withConfigChecksums(
    together(ownManifests(draft, options), patched),
    options,
  );
  const kept = base.filter(({ id }) => !draft.removed.has(resourceKey(id)));
  return {
    manifests,
    warnings: draft.warnings,
    images: imagesOf(manifests),
    mirror: copiesTo(cluster.images?.registry, imagesOf(kept)),
    overlay,
    sources: sources.map(source =>
      source.kind === 'remote' ? source.address : source.path,
    ),
  };
};
