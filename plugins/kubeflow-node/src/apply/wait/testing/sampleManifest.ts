import { createHash } from 'node:crypto';
import type { Manifest, ManifestObject } from '../../manifest';
import { groupOf } from '../../status/apiGroup';

/** A manifest of this object, as if it stood in a file. */
export const sampleManifest = (given: object): Manifest => {
  const object = given as ManifestObject;
  const body = Buffer.from(JSON.stringify(object));
  const { name, namespace } = object.metadata;
  return {
    id: {
      group: groupOf(object.apiVersion),
      kind: object.kind,
      ...(namespace ? { namespace } : {}),
      name,
    },
    apiVersion: object.apiVersion,
    body,
    digest: createHash('sha256').update(body).digest('hex'),
    source: { path: 'sample.yaml', line: 1 },
    object: () => JSON.parse(body.toString()) as ManifestObject,
  };
};
