import { createHmac } from 'node:crypto';
import type { Manifest } from '../manifest';

/** 132 bits are plenty against collision, and an inventory of thousands of objects must stay small. */
const LENGTH = 22;

/** Digest of a manifest that means nothing without the parent's uid. */
export const keyedDigest =
  (parentUid: string) =>
  ({ digest }: Pick<Manifest, 'digest'>): string =>
    createHmac('sha256', parentUid)
      .update(digest)
      .digest('base64url')
      .slice(0, LENGTH);
