import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { LiveObject } from '../api/objectApi';
import { describeResource, type Manifest } from '../manifest';
import { items, textOf, valueAt } from '../status/liveValue';
import { definitionSpec } from '../order/definitionSpec';

const versionNames = (spec: unknown) =>
  items(valueAt(spec, 'versions'))
    .filter(version => valueAt(version, 'served') !== false)
    .map(version => textOf(valueAt(version, 'name')) ?? '');

/** What a definition would lose by the manifest, in words; empty when it loses nothing. */
const losses = (manifest: Manifest, live: LiveObject): readonly string[] => {
  const spec = definitionSpec(manifest);
  const found: string[] = [];
  const scope = textOf(valueAt(live.spec, 'scope'));
  const wanted = textOf(valueAt(spec, 'scope'));
  if (scope && wanted && scope !== wanted) {
    found.push(`its scope would change from ${scope} to ${wanted}`);
  }
  const kept = new Set(
    items(valueAt(spec, 'versions')).map(each => valueAt(each, 'name')),
  );
  const stored = items(valueAt(live.status, 'storedVersions')).map(String);
  for (const version of new Set([...stored, ...versionNames(live.spec)])) {
    if (kept.has(version)) continue;
    found.push(
      stored.includes(version)
        ? `version ${version} would go, and objects are stored in it`
        : `version ${version} would go, and clients may still use it`,
    );
  }
  return found;
};

/**
 * Row 16: why a definition must not be applied over the one that is live; undefined when it loses neither a version nor
 * its scope.
 */
export const definitionLoss = (
  subject: string,
  manifest: Manifest,
  live: LiveObject,
): KubeflowError | undefined => {
  const found = losses(manifest, live);
  if (found.length === 0) return undefined;
  return new KubeflowError('ConflictError', {
    subject,
    fact: `${describeResource(manifest.id)}: ${found.join('; ')}`,
    reason: 'DefinitionLoss',
    remedy: `Keep the version in ${manifest.source.path}, migrate what is stored, then set allow-definition-loss: true`,
  });
};
