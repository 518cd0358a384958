import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Manifest, ManifestObject, ManifestSource } from '../manifest';
import { createBodyStore, type BodyStore } from './bodyStore';
import { buildManifest } from './buildManifest';
import { objectProblems } from './checkObject';

/**
 * The manifest of an object that we make ourselves or read back from a revision.
 *
 * @throws KubeflowError `InputError`, reason `InvalidManifests`, when it has no apiVersion, kind or name.
 */
export function manifestOf(
  object: ManifestObject,
  {
    source,
    bodies = createBodyStore(),
  }: { readonly source: ManifestSource; readonly bodies?: BodyStore },
): Manifest {
  const problems = objectProblems(object);
  if (problems.length > 0)
    throw new KubeflowError('InputError', {
      reason: 'InvalidManifests',
      subject: `${source.path}:${source.line}`,
      fact: problems.join('; '),
      remedy: 'Correct the object',
      problems: problems.map(message => ({
        file: source.path,
        line: source.line,
        message,
      })),
    });
  return buildManifest(object, { source, bodies });
}
