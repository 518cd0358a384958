import type { ServedKind, ServedKinds } from './objectApi';

const kindKey = (group: string, kind: string) => `${kind}.${group}`;

/** What discovery found, for lookups by kind. */
export class ServedKindIndex implements ServedKinds {
  private readonly byKind = new Map<string, ServedKind[]>();

  /** @param kinds - In the server's order of preference. */
  constructor(
    private readonly kinds: readonly ServedKind[],
    readonly unknownGroups: readonly string[],
  ) {
    for (const kind of kinds) {
      const key = kindKey(kind.group, kind.kind);
      const versions = this.byKind.get(key);
      if (versions) versions.push(kind);
      else this.byKind.set(key, [kind]);
    }
  }

  /** The same and these, which are looked at first. */
  with(kinds: readonly ServedKind[]): ServedKindIndex {
    return new ServedKindIndex([...kinds, ...this.kinds], this.unknownGroups);
  }

  find({
    group,
    kind,
    version,
  }: {
    readonly group: string;
    readonly kind: string;
    readonly version?: string;
  }): ServedKind | undefined {
    const versions = this.byKind.get(kindKey(group, kind)) ?? [];
    return version === undefined
      ? versions[0]
      : versions.find(served => served.version === version);
  }
}
