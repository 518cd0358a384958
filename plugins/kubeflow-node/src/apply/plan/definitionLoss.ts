import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ManifestObject } from '../manifest';
import { items, textOf, valueAt } from '../status/liveValue';

const servedVersions = (object: ManifestObject) =>
  items(valueAt(object, 'spec', 'versions'))
    .filter(version => valueAt(version, 'served') === true)
    .map(version => textOf(valueAt(version, 'name')) ?? '?');

const versions = (object: ManifestObject) =>
  items(valueAt(object, 'spec', 'versions')).map(
    version => textOf(valueAt(version, 'name')) ?? '?',
  );

const storedVersions = (live: ManifestObject) =>
  items(valueAt(live, 'status', 'storedVersions')).map(String);

const missing = (old: readonly string[], next: readonly string[]) =>
  old.filter(version => !next.includes(version));

const lossesOf = (
  live: ManifestObject,
  next: ManifestObject,
): readonly string[] => {
  const unstorable = missing(storedVersions(live), versions(next));
  const unserved = missing(servedVersions(live), servedVersions(next)).filter(
    version => !unstorable.includes(version),
  );
  const [was, is] = [live, next].map(object =>
    valueAt(object, 'spec', 'scope'),
  );
  return [
    ...unstorable.map(
      version => `drops version ${version}, in which objects are stored`,
    ),
    ...unserved.map(version => `no longer serves version ${version}`),
    ...(was === is ? [] : [`changes its scope from ${was} to ${is}`]),
  ];
};

/**
 * Why a CustomResourceDefinition may not be applied over the live one (row 16): it would lose a version that is
 * stored or served, or change its scope. Undefined for a harmless change.
 */
export const definitionLoss = (
  live: ManifestObject,
  next: ManifestObject,
  subject: string,
): KubeflowError | undefined => {
  const losses = lossesOf(live, next);
  return losses.length === 0
    ? undefined
    : new KubeflowError('ConflictError', {
        subject,
        fact: `CustomResourceDefinition/${live.metadata.name} ${losses.join(
          ' and ',
        )}`,
        reason: 'DefinitionLoss',
        remedy:
          'Migrate the stored objects to a version that stays, or allow the loss on purpose (allow-definition-loss)',
        problems: losses.map(message => ({ message })),
      });
};
