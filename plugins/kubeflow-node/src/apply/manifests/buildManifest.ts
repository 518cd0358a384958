import type {
  Manifest,
  ManifestObject,
  ManifestSource,
  ResourceId,
} from '../manifest';
import type { BodyStore } from './bodyStore';
import { exactJson, parseExactJson } from './exactJson';

/** `apps` of `apps/v1`, empty of `v1`. */
const groupOf = (apiVersion: string) =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';

/** What identifies an object. */
export const resourceIdOf = ({
  apiVersion,
  kind,
  metadata: { namespace, name },
}: ManifestObject): ResourceId => ({
  group: groupOf(apiVersion),
  kind,
  ...(namespace && { namespace }),
  name,
});

/**
 * The controller that aggregates a ClusterRole's rules owns them: sent, they would be taken from it and given
 * back at every deployment.
 */
const withoutAggregatedRules = (object: ManifestObject): ManifestObject => {
  if (object.kind !== 'ClusterRole' || !object.aggregationRule) return object;
  if (groupOf(object.apiVersion) !== 'rbac.authorization.k8s.io') return object;
  const { rules: _ownedByTheController, ...rest } = object;
  return rest as ManifestObject;
};

const decoder = new TextDecoder();

/** A manifest of an object that was checked. */
export function buildManifest(
  object: ManifestObject,
  { source, bodies }: { source: ManifestSource; bodies: BodyStore },
): Manifest {
  const { body, digest } = bodies.intern(
    exactJson(withoutAggregatedRules(object)),
  );
  return {
    id: resourceIdOf(object),
    apiVersion: object.apiVersion,
    body,
    digest,
    source,
    object: () => parseExactJson(decoder.decode(body)) as ManifestObject,
  };
}
