import {
  APPLYSET,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesObject } from '../../kubernetes/objects';
import { installerOf } from '../versions/installerOf';
import { nothingFound, type Check } from './scene';

const foreignSet = (
  { metadata }: KubernetesObject,
  own: string | undefined,
) => {
  const set = metadata.labels?.[APPLYSET.partOf];
  return set !== undefined && set !== own ? set : undefined;
};

const grouped = (pairs: readonly (readonly [string, string])[]) => {
  const groups = new Map<string, string[]>();
  for (const [key, value] of pairs)
    groups.set(key, [...(groups.get(key) ?? []), value]);
  return [...groups];
};

/** A few names, and how many more. */
const some = (names: readonly string[]) => {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
};

/**
 * Definitions that exist and are someone else's: whoever removes his installation removes them with every object of
 * Kubeflow's in all namespaces.
 */
export const checkOwners: Check = async ({ target, definitions, live }) => {
  if (definitions.length === 0) return nothingFound;
  const wanted = new Map(
    definitions.map(definition => [definition.id.name, definition]),
  );
  const there = (await live('definitions')).filter(({ metadata }) =>
    wanted.has(metadata.name),
  );
  const ownSet = definitions[0]?.object().metadata.labels?.[APPLYSET.partOf];
  const ofSets = there.flatMap(definition => {
    const set = foreignSet(definition, ownSet);
    return set ? [[set, definition.metadata.name] as const] : [];
  });
  const ofTools = there.flatMap(definition => {
    const tool = installerOf(definition);
    return tool && !foreignSet(definition, ownSet)
      ? [[tool, definition.metadata.name] as const]
      : [];
  });
  return {
    problems: grouped(ofSets).map(
      ([set, names]) =>
        new KubeflowError('ConflictError', {
          subject: target.subject,
          reason: 'DefinitionOfAnotherSet',
          fact: `${
            names.length
          } CustomResourceDefinitions belong to ApplySet ${set}: ${some(
            names,
          )}`,
          remedy:
            'Uninstall what belongs to that set, or leave these definitions out of the manifests',
        }),
    ),
    warnings: grouped(ofTools).map(
      ([tool, names]) =>
        `${
          names.length
        } CustomResourceDefinitions were installed by ${tool} and become ours: ${some(
          names,
        )}. Removing what ${tool} installed would remove them with all their objects`,
    ),
  };
};
