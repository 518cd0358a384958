import { parseAllDocuments } from 'yaml';
import { CORE_RESOURCES } from '../kubernetes/schema/coreSchema';
import type { Kinds } from './accessFiles';

interface Typed {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec?: {
    readonly group?: string;
    readonly names?: { readonly kind?: string; readonly plural?: string };
  };
}

/** What a deploy adds to a profile's manifests: its own namespace and state, storage and limits of the fleet file. */
const OWN: readonly Typed[] = [
  { apiVersion: 'v1', kind: 'Namespace' },
  { apiVersion: 'v1', kind: 'ConfigMap' },
  { apiVersion: 'v1', kind: 'Secret' },
  { apiVersion: 'v1', kind: 'ResourceQuota' },
  { apiVersion: 'v1', kind: 'LimitRange' },
  { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' },
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' },
];

const groupOf = ({ apiVersion }: Typed) =>
  apiVersion.includes('/') ? apiVersion.split('/')[0] ?? '' : '';

const guessedPlural = (kind: string) => {
  const name = kind.toLowerCase();
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|ch)$/.test(name) ? `${name}es` : `${name}s`;
};

/** Plurals of the kinds that definitions among the objects define, by `group/kind`. */
const definedPlurals = (objects: readonly Typed[]) =>
  new Map(
    objects
      .filter(({ kind }) => kind === 'CustomResourceDefinition')
      .map(({ spec }) => [
        `${spec?.group}/${spec?.names?.kind}`,
        spec?.names?.plural ?? '',
      ]),
  );

/** The resources of every kind in the texts of manifests, and of what a deploy adds. */
export const kindsOfManifests = (texts: readonly string[]): Kinds => {
  const objects = texts
    .flatMap(text => parseAllDocuments(text))
    .flatMap(document => {
      const object = document.toJS() as Typed | null;
      return object?.kind ? [object] : [];
    });
  const defined = definedPlurals(objects);
  const kinds = new Map<string, Set<string>>();
  for (const object of [...OWN, ...objects]) {
    const group = groupOf(object);
    const builtIn = CORE_RESOURCES.find(
      each => each.group === group && each.kind === object.kind,
    );
    const plural =
      builtIn?.plural ??
      defined.get(`${group}/${object.kind}`) ??
      guessedPlural(object.kind);
    kinds.set(group, (kinds.get(group) ?? new Set()).add(plural));
  }
  return Object.fromEntries(
    [...kinds]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([group, plurals]) => [group, [...plurals].sort()]),
  );
};
