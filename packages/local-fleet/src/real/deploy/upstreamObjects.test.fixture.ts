import { readFileSync } from 'node:fs';
import {
  type ManifestObject,
  parseManifests,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { describeLive } from '../liveLane';
import { missingManifests } from './upstreamManifests';

/** The objects of manifest files, to be changed. */
export const objectsOf = (
  files: readonly string[],
): readonly ManifestObject[] =>
  parseManifests(
    files.map(path => ({ path, content: readFileSync(path) })),
  ).map(manifest => manifest.object());

/** The object with one of its metadata's fields set. */
export const withMetadata = (
  object: ManifestObject,
  metadata: Partial<ManifestObject['metadata']>,
): ManifestObject => ({
  ...object,
  metadata: { ...object.metadata, ...metadata },
});

export const withAnnotation = (
  object: ManifestObject,
  name: string,
  value: string,
): ManifestObject =>
  withMetadata(object, {
    annotations: { ...object.metadata.annotations, [name]: value },
  });

/** A suite that deploys upstream's manifests; where they are absent it says so and is skipped. */
export function describeUpstream(name: string, tests: () => void): void {
  const missing = missingManifests();
  const reason = `skipped, not on this machine: ${missing.join(
    ', ',
  )} (KUBEFLOW_FLEET_DATA)`;
  if (missing.length > 0) process.stderr.write(`${name}: ${reason}\n`);
  const suite = missing.length > 0 ? describe.skip : describeLive;
  suite(missing.length > 0 ? `${name} (${reason})` : name, tests);
}
