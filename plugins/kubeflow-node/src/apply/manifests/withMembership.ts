import {
  APPLYSET,
  FIELD_MANAGER,
  KubeflowError,
  MANAGED_BY_LABEL,
  type Problem,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { type ApplySet, STATE_NAMESPACE } from '../contract';
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

/** A member there could be pruned, and with it the inventory, the lease and the revisions of the set itself. */
const isInStateNamespace = ({
  group,
  kind,
  namespace,
  name,
}: Manifest['id']): boolean =>
  namespace === STATE_NAMESPACE ||
  (group === '' && kind === 'Namespace' && name === STATE_NAMESPACE);

function refuse(
  problems: readonly Problem[],
  { reason, fact, remedy }: Record<'reason' | 'fact' | 'remedy', string>,
): void {
  if (problems.length === 0) return;
  const lines = problems.map(
    ({ file, line, message }) => `  ${file}:${line}: ${message}`,
  );
  throw new KubeflowError('InputError', {
    reason,
    subject: 'manifests',
    fact: [`${problems.length} of them ${fact}`, ...lines].join('\n'),
    remedy,
    problems,
  });
}

/** @throws KubeflowError `ReservedNamespace` */
function refuseState(manifests: readonly Manifest[]): void {
  const reserved = manifests.filter(({ id }) => isInStateNamespace(id));
  refuse(
    reserved.map(({ id, source }) => ({
      file: source.path,
      line: source.line,
      message: describeResource(id),
    })),
    {
      reason: 'ReservedNamespace',
      fact: `stand in the namespace ${STATE_NAMESPACE}, where the state of the deployment is kept`,
      remedy: 'Put them into another namespace, or leave them out',
    },
  );
}

/**
 * The manifests as members of a set: two labels are added to each object's own metadata, nothing else is
 * touched (no selector, no pod template) but a Secret's `stringData`, which becomes `data`. Equal members have the same
 * body.
 *
 * @throws KubeflowError `InputError`, reason `OtherApplySet`, when a manifest says that it belongs to another set;
 * `ReservedNamespace` when one is in the namespace of the set's own state.
 */
export function withMembership(
  manifests: readonly Manifest[],
  set: ApplySet,
  { bodies = createBodyStore() }: { readonly bodies?: BodyStore } = {},
): Manifest[] {
  refuseState(manifests);
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
  refuse(problems, {
    reason: 'OtherApplySet',
    fact: 'belong to another ApplySet',
    remedy: `Remove the label ${APPLYSET.partOf} from the manifests`,
  });
  return members;
}
