import type {
  Manifest,
  ManifestObject,
  ManifestSource,
  ResourceId,
} from '../manifest';
import type { BodyStore } from './bodyStore';
import { withoutFieldsOfControllers } from './controllersFields';
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

const decoder = new TextDecoder();

/** A manifest of an object that was checked. */
export function buildManifest(
  object: ManifestObject,
  { source, bodies }: { source: ManifestSource; bodies: BodyStore },
): Manifest {
  const { body, digest } = bodies.intern(
    exactJson(withoutFieldsOfControllers(object)),
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
