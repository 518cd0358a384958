import type { RevisionDescription } from '../contract';

/** How the deploy of a revision ended. */
export type RevisionOutcome = 'succeeded' | 'failed' | 'interrupted';

/** What is kept of a revision beside its manifests. Part of the inventory, so that a list of them costs nothing. */
export interface RevisionRecord extends RevisionDescription {
  /** From 1, one more than the one before. */
  readonly number: number;
  /** ISO 8601. */
  readonly time: string;
  readonly outcome: RevisionOutcome;
  readonly content: RevisionContent;
}

/** Where the manifests of a revision are; several revisions may share one content. */
export interface RevisionContent {
  /** The Secrets are `NAME-0`, `NAME-1` … */
  readonly name: string;
  readonly shards: number;
  /** SHA-256 of the uncompressed content, base64url. */
  readonly digest: string;
  /** Bytes, uncompressed. */
  readonly bytes: number;
  readonly objects: number;
}
