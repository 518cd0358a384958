import type { ObjectApi } from '../api/objectApi';
import type { Members } from '../inventory/contract';
import { resourceKey, type Manifest, type ResourceId } from '../manifest';

const namespaceId = (name: string): ResourceId => ({
  group: '',
  kind: 'Namespace',
  name,
});

/** Whether a namespace is there, asked for at most once each. */
export class Namespaces {
  private readonly known = new Map<string, Promise<boolean>>();
  private readonly made: ReadonlySet<string>;

  constructor(
    private readonly api: Pick<ObjectApi, 'get'>,
    private readonly members: Pick<Members, 'byKey'>,
    manifests: readonly Manifest[],
  ) {
    this.made = new Set(
      manifests
        .filter(({ id }) => id.kind === 'Namespace' && id.group === '')
        .map(({ id }) => id.name),
    );
  }

  exists(name: string): Promise<boolean> {
    const known = this.known.get(name) ?? this.ask(namespaceId(name));
    this.known.set(name, known);
    return known;
  }

  /** True when the manifests make it. */
  isMade(name: string): boolean {
    return this.made.has(name);
  }

  private async ask(id: ResourceId): Promise<boolean> {
    if (this.members.byKey.has(resourceKey(id))) return true;
    return (await this.api.get(id)) !== undefined;
  }
}
