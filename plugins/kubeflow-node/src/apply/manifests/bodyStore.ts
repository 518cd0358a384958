import { createHash } from 'node:crypto';

/** A body and the digest by which it is found. */
export interface StoredBody {
  readonly body: Uint8Array;
  /** SHA-256 of the bytes, hex. */
  readonly digest: string;
}

/** Keeps each body once, however many clusters it is for. */
export interface BodyStore {
  /** The stored body with these bytes: the same object for equal text. */
  intern(json: string): StoredBody;
}

/** A store that lives as long as the deployment. */
export function createBodyStore(): BodyStore {
  const bodies = new Map<string, StoredBody>();
  return {
    intern(json) {
      const digest = createHash('sha256').update(json).digest('hex');
      const known = bodies.get(digest);
      if (known) return known;
      const stored = { body: new TextEncoder().encode(json), digest };
      bodies.set(digest, stored);
      return stored;
    },
  };
}
