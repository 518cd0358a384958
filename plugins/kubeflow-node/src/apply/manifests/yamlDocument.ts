/** The same key twice in one mapping; `offset` is the second one's. */
export interface DuplicateKey {
  readonly key: string;
  readonly firstOffset: number;
  readonly offset: number;
}

/** A document's value. */
export interface YamlDocument {
  readonly value: unknown;
  /** What offsets count in; line for line the document's. */
  readonly text: string;
  /** Offset where the document, or a mapping of its upper levels, begins: each can be an object of its own. */
  readonly starts: WeakMap<object, number>;
  readonly duplicates: readonly DuplicateKey[];
}
