import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { scopedId } from '../api/objectAddress';
import type { ServedKinds } from '../api/objectApi';
import {
  describeResource,
  groupKind,
  resourceKey,
  type Manifest,
} from '../manifest';
import { definedKind } from '../order/definedKind';
import { valueAt } from '../status/liveValue';
import { definitionSpec } from '../order/definitionSpec';

/** Scopes that the set's own definitions declare: true where namespaced. */
const declaredScopes = (manifests: readonly Manifest[]) =>
  new Map(
    manifests
      .filter(({ id }) => id.kind === 'CustomResourceDefinition')
      .map(manifest => {
        const spec = definitionSpec(manifest);
        const kind = groupKind(definedKind(manifest));
        return [kind, valueAt(spec, 'scope') === 'Namespaced'] as const;
      }),
  );

/** @throws KubeflowError `DuplicateObject` (row 12): kubectl would apply both, and the last one would win. */
const checkUnique = (subject: string, manifests: readonly Manifest[]) => {
  const byKey = Map.groupBy(manifests, ({ id }) => resourceKey(id));
  const doubles = [...byKey.values()].filter(({ length }) => length > 1);
  const [first] = doubles;
  if (!first?.[0]) return;
  throw new KubeflowError('InputError', {
    subject,
    fact: `${describeResource(first[0].id)} is in the manifests ${
      first.length
    } times: ${first
      .map(({ source }) => `${source.path}:${source.line}`)
      .join(', ')}`,
    reason: 'DuplicateObject',
    remedy: 'Keep one of them',
    problems: doubles.map(([double, ...others]) => ({
      message: `${double ? describeResource(double.id) : ''} is there ${
        others.length + 1
      } times`,
      file: double?.source.path,
      line: double?.source.line,
    })),
  });
};

/**
 * The manifests with the ids that their objects have in this cluster: a namespaced object without a namespace goes to
 * `default`, a namespace of a cluster-scoped one does not count (row 14). Kinds that nobody knows yet stay as
 * they are written.
 *
 * @throws KubeflowError `DuplicateObject`.
 */
export const scopedManifests = (
  subject: string,
  manifests: readonly Manifest[],
  kinds: ServedKinds,
): readonly Manifest[] => {
  const declared = declaredScopes(manifests);
  const scoped = manifests.map(manifest => {
    const { id } = manifest;
    const namespaced =
      declared.get(groupKind(id)) ?? kinds.find(id)?.namespaced;
    if (namespaced === undefined) return manifest;
    const inCluster = scopedId(id, { namespaced });
    return inCluster === id ? manifest : { ...manifest, id: inCluster };
  });
  checkUnique(subject, scoped);
  return scoped;
};
