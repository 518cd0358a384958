import {
  APPLYSET,
  FIELD_MANAGER,
  KubeflowError,
  MANAGED_BY_LABEL,
  type Problem,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ApplySet } from '../contract';
import {
  describeResource,
  type Manifest,
  type ManifestObject,
} from '../manifest';
import { createBodyStore, type BodyStore } from './bodyStore';
import { buildManifest } from './buildManifest';
import { inStoredForm } from './storedForm';

const labelled = (object: ManifestObject, set: ApplySet): ManifestObject => ({
  ...object,
  metadata: {
    ...object.metadata,
    labels: {
      ...object.metadata.labels,
      [MANAGED_BY_LABEL]: FIELD_MANAGER,
      [APPLYSET.partOf]: set.id,
    },
  },
});

const foreignSet = (object: ManifestObject, set: ApplySet) => {
  const owner = object.metadata.labels?.[APPLYSET.partOf];
  return owner !== undefined && owner !== set.id ? owner : undefined;
};

/**
 * The manifests as members of a set: two labels are added to each object's own metadata, nothing else is
 * touched (no selector, no pod template) but a Secret's `stringData`, which becomes `data`. Equal members have the same
 * body.
 *
 * @throws KubeflowError `InputError`, reason `OtherApplySet`, when a manifest says that it belongs to another set.
 */
export function withMembership(
  manifests: readonly Manifest[],
  set: ApplySet,
  { bodies = createBodyStore() }: { readonly bodies?: BodyStore } = {},
): Manifest[] {
  const problems: Problem[] = [];
  const members = manifests.map(manifest => {
    const { id, source } = manifest;
    const object = manifest.object();
    const owner = foreignSet(object, set);
    if (owner !== undefined)
      problems.push({
        file: source.path,
        line: source.line,
        message: `${describeResource(id)} carries the label ${
          APPLYSET.partOf
        }: ${owner}, so it belongs to another ApplySet`,
      });
    return buildManifest(labelled(inStoredForm(object), set), {
      source,
      bodies,
    });
  });
  if (problems.length > 0)
    throw new KubeflowError('InputError', {
      reason: 'OtherApplySet',
      subject: 'manifests',
      fact: [
        `${problems.length} of them belong to another ApplySet`,
        ...problems.map(
          ({ file, line, message }) => `  ${file}:${line}: ${message}`,
        ),
      ].join('\n'),
      remedy: `Remove the label ${APPLYSET.partOf} from the manifests`,
      problems,
    });
  return members;
}
