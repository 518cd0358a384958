import { stringify } from 'yaml';
import {
  resourceKey,
  type Manifest,
  type ManifestObject,
} from '../../apply/manifest';
import type { OverlayDraft, OverlayPatch } from './draft';

/** Name of the file with the objects that the overlay changes. */
export const BASE_FILE = 'base.yaml';

const escapeRegExp = (text: string) =>
  text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const targetOf = ({ apiVersion, kind, metadata }: ManifestObject) => {
  const slash = apiVersion.indexOf('/');
  return {
    ...(slash < 0 ? {} : { group: apiVersion.slice(0, slash) }),
    version: apiVersion.slice(slash + 1),
    kind,
    // Read as regular expressions.
    name: escapeRegExp(metadata.name),
    ...(metadata.namespace
      ? { namespace: escapeRegExp(metadata.namespace) }
      : {}),
  };
};

const withIdentity = (
  { apiVersion, kind, metadata }: ManifestObject,
  body: object,
) => {
  const { metadata: changed, ...rest } = body as { metadata?: object };
  const { name, namespace } = metadata;
  return {
    apiVersion,
    kind,
    metadata: { name, ...(namespace ? { namespace } : {}), ...changed },
    ...rest,
  };
};

const patchEntry = ({ object, body }: OverlayPatch) => ({
  target: targetOf(object),
  patch: stringify(Array.isArray(body) ? body : withIdentity(object, body), {
    lineWidth: 0,
  }),
});

/** Image names that a patch cannot be asked for by object: kustomize finds them in every container. */
const imageEntries = ({ newImages }: OverlayDraft) =>
  [...newImages]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, newName]) => ({ name, newName }));

/** True when kustomize has nothing to do. */
export const isEmptyOverlay = (draft: OverlayDraft): boolean =>
  draft.patches.length + draft.replacements.length + draft.newImages.size ===
    0 && draft.namespace === undefined;

/** The `kustomization.yaml` that carries a draft out, over {@link BASE_FILE}. */
export const kustomizationOf = (draft: OverlayDraft): string => {
  const images = imageEntries(draft);
  const patches = [...draft.replacements, ...draft.patches].map(patchEntry);
  return stringify(
    {
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: [BASE_FILE],
      ...(draft.namespace ? { namespace: draft.namespace } : {}),
      ...(patches.length > 0 ? { patches } : {}),
      ...(images.length > 0 ? { images } : {}),
    },
    { lineWidth: 0 },
  );
};

/**
 * The manifests that a draft changes, which is all that kustomize needs to see: it renders them anew, and the others
 * stay as they were read, byte for byte.
 */
export const changedManifests = (
  draft: OverlayDraft,
  manifests: readonly Manifest[],
): readonly Manifest[] => {
  const kept = manifests.filter(
    ({ id }) => !draft.removed.has(resourceKey(id)),
  );
  if (draft.namespace !== undefined) return kept;
  const patched = [...draft.patches, ...draft.replacements];
  const keys = new Set([
    ...draft.reimaged,
    ...patched.map(({ object }) => draft.keyOf(object)),
  ]);
  return kept.filter(({ id }) => keys.has(resourceKey(id)));
};
