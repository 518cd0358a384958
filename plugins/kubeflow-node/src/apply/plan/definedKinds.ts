import { groupKind, type Manifest, type ResourceId } from '../manifest';
import { items, textOf, valueAt } from '../status/liveValue';
import { definitionSpec } from '../order/definitionSpec';

const versionKey = (id: Pick<ResourceId, 'group' | 'kind'>, version: string) =>
  `${groupKind(id)}/${version}`;

/** Kinds, in versions, that CustomResourceDefinitions among the manifests serve. */
export class DefinedKinds {
  private readonly served: ReadonlySet<string>;

  constructor(manifests: readonly Manifest[]) {
    const definitions = manifests.filter(
      ({ id }) => id.kind === 'CustomResourceDefinition',
    );
    this.served = new Set(definitions.flatMap(servedBy));
  }

  has({ id, apiVersion }: Manifest): boolean {
    const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
    return this.served.has(versionKey(id, version));
  }
}

const servedBy = (definition: Manifest): readonly string[] => {
  const spec = definitionSpec(definition);
  const group = textOf(valueAt(spec, 'group')) ?? '';
  const kind = textOf(valueAt(spec, 'names', 'kind')) ?? '';
  return items(valueAt(spec, 'versions'))
    .filter(version => valueAt(version, 'served') === true)
    .map(version =>
      versionKey({ group, kind }, textOf(valueAt(version, 'name')) ?? ''),
    );
};
