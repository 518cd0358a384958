/** Rows under their id, with named indexes; every change is told to `changed`, so that a store can save it. */
export class Table<Row extends { readonly id: string }> {
  private readonly rows = new Map<string, Row>();
  private readonly indexes = new Map<
    string,
    {
      readonly keyOf: (row: Row) => string | undefined;
      readonly ids: Map<string, Set<string>>;
    }
  >();

  constructor(private readonly changed: () => void = () => {}) {}

  get size(): number {
    return this.rows.size;
  }

  /** Adds an index; call it before the first row, or right after loading. */
  index(name: string, keyOf: (row: Row) => string | undefined): this {
    const ids = new Map<string, Set<string>>();
    this.indexes.set(name, { keyOf, ids });
    for (const row of this.rows.values()) this.enter(row);
    return this;
  }

  get(id: string): Row | undefined {
    return this.rows.get(id);
  }

  /** Inserts or replaces. */
  put(row: Row): Row {
    const old = this.rows.get(row.id);
    if (old) this.leave(old);
    this.rows.set(row.id, row);
    this.enter(row);
    this.changed();
    return row;
  }

  delete(id: string): void {
    const old = this.rows.get(id);
    if (!old) return;
    this.leave(old);
    this.rows.delete(id);
    this.changed();
  }

  values(): IterableIterator<Row> {
    return this.rows.values();
  }

  /** Rows whose key in the index is `key`, in no promised order. */
  by(name: string, key: string): Row[] {
    const found = this.indexes.get(name)?.ids.get(key);
    return [...(found ?? [])].flatMap(id => this.rows.get(id) ?? []);
  }

  private enter(row: Row): void {
    for (const { keyOf, ids } of this.indexes.values()) {
      const key = keyOf(row);
      if (key !== undefined) {
        const set = ids.get(key) ?? new Set<string>();
        set.add(row.id);
        ids.set(key, set);
      }
    }
  }

  private leave(row: Row): void {
    for (const { keyOf, ids } of this.indexes.values()) {
      const key = keyOf(row);
      if (key !== undefined) {
        const set = ids.get(key);
        set?.delete(row.id);
        if (set?.size === 0) ids.delete(key);
      }
    }
  }
}
