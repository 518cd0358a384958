import type { Manifest, ResourceId } from '../../apply/manifest';

/** Names of built-in resources that the rules of English do not give. */
const IRREGULAR: Readonly<Record<string, string>> = {
  Endpoints: 'endpoints',
};

/** `networkpolicies` of `NetworkPolicy`: how Kubernetes' own code generators do it. */
const pluralOf = (kind: string): string => {
  const word = kind.toLowerCase();
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
};

interface DefinitionSpec {
  readonly group?: string;
  readonly names?: { readonly kind?: string; readonly plural?: string };
}

/**
 * Resource names by `Kind.group`, of kinds that the manifests themselves define; others follow the rule that all of
 * Kubernetes' and nearly all others do.
 */
export const resourceNames = (definitions: readonly Manifest[]) => {
  const defined = new Map<string, string>();
  for (const definition of definitions) {
    const { group, names } = (definition.object().spec ?? {}) as DefinitionSpec;
    if (names?.kind && names.plural)
      defined.set(`${names.kind}.${group ?? ''}`, names.plural);
  }
  return ({ group, kind }: Pick<ResourceId, 'group' | 'kind'>): string =>
    defined.get(`${kind}.${group}`) ?? IRREGULAR[kind] ?? pluralOf(kind);
};
