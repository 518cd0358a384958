import { CLAIM_LIFE_MS, LEASE_MS } from './claim';
import type { Claim, ClaimStore, StoredClaim } from './claim';
import type { RunOrigin } from './contract';
import type { Patience } from './patience';
import { runIdOf } from './submissionKey';

// Beyond what clocks differ by: a claim as old as this is dead without being watched for a lease.
const SKEW_ALLOWANCE = 15 * 60_000;

const BETWEEN_TRIES = 500;
const CLEARING_SHARE = 0.05;

/** A claim as one submitter sees it. */
export interface Held {
  readonly claim: StoredClaim;
  readonly mine: boolean;
  /** Mine: until when it surely is. Another's: from when it may be taken over. Own clock. */
  readonly until: number;
}

/** One submitter's way to the claim of one key. */
export interface Claiming {
  /** Makes the first claim, or returns the one that there is. */
  acquire(): Promise<Held>;
  /** The claim as it is now; the time that it has been watched goes on while it does not change. */
  refresh(held: Held): Promise<Held>;
  /** Claims the same run after `held`, its own claim included: one of several callers gets through. */
  takeOver(held: Held): Promise<Held>;
  /** Claims the next generation after `held`, whose run has ended without success. */
  nextGeneration(held: Held): Promise<Held>;
  /** Records the id that a server gave which ignores the one it was asked for. */
  recordRunId(held: Held, runId: string): Promise<void>;
  /** Now and then, deletes what old submissions left; never fails. Of no use to this one. */
  clearAway(): Promise<void>;
  /** Lets others take over at once. Does nothing when that fails: the lease ends by itself. */
  release(held: Held): Promise<void>;
}

export interface ClaimingOptions {
  readonly store: ClaimStore;
  readonly slug: string;
  readonly key: string;
  readonly origin: RunOrigin;
  readonly holder: string;
  readonly patience: Patience;
  readonly random: () => number;
}

type Fields = Pick<Claim, 'generation' | 'fence' | 'since' | 'runId'>;

const now = ({ patience }: ClaimingOptions) => patience.clock.now();

const claimOf = (options: ClaimingOptions, fields: Fields): Claim => ({
  ...fields,
  slug: options.slug,
  holder: options.holder,
  claimedAt: Math.floor(now(options)),
  workflowRunId: options.origin.workflowRunId,
  attempt: options.origin.attempt,
  repository: options.origin.repository,
  commit: options.origin.commit,
  released: false,
});

const seen = (
  options: ClaimingOptions,
  claim: StoredClaim,
  askedAt: number,
): Held => {
  if (claim.holder === options.holder) {
    return { claim, mine: true, until: askedAt + LEASE_MS };
  }
  const time = now(options);
  const age = claim.claimedAt > 0 ? time - claim.claimedAt : 0;
  const dead = claim.released || age > LEASE_MS + SKEW_ALLOWANCE;
  return { claim, mine: false, until: dead ? time : time + LEASE_MS };
};

const read = ({ store, slug, patience }: ClaimingOptions) =>
  patience.persist(() => store.read(slug));

const acquire = async (options: ClaimingOptions): Promise<Held> => {
  const runId = runIdOf(options.key, 1);
  for (;;) {
    const askedAt = now(options);
    const first = claimOf(options, {
      generation: 1,
      fence: 1,
      since: 1,
      runId,
    });
    const claim =
      (await options.patience.persist(() => options.store.create(first))) ??
      (await read(options));
    if (claim) return seen(options, claim, askedAt);
    // Deleted between the two answers, or refused in a way that looks like it.
    await options.patience.pause(BETWEEN_TRIES);
  }
};

const refresh = async (options: ClaimingOptions, held: Held): Promise<Held> => {
  const claim = await read(options);
  if (!claim) return acquire(options);
  const unchanged =
    claim.fence === held.claim.fence &&
    claim.holder === held.claim.holder &&
    claim.released === held.claim.released;
  return unchanged ? { ...held, claim } : seen(options, claim, now(options));
};

const replace = async (
  options: ClaimingOptions,
  held: Held,
  next: Claim,
): Promise<Held> => {
  const askedAt = now(options);
  const replaced = await options.patience.persist(() =>
    options.store.replace(held.claim, next),
  );
  if (replaced) return seen(options, replaced, askedAt);
  const claim = await read(options);
  if (!claim) return acquire(options);
  // The lost answer to our own replacement shows as our holder at the fence that we asked for; at
  // another one, someone has touched the object around our claim.
  if (claim.holder === options.holder && claim.fence !== next.fence) {
    return { claim, mine: false, until: now(options) };
  }
  return seen(options, claim, askedAt);
};

const takeOver = (options: ClaimingOptions, held: Held): Promise<Held> => {
  const { generation, fence, since, runId } = held.claim;
  const next = { generation, fence: fence + 1, since, runId };
  return replace(options, held, claimOf(options, next));
};

const nextGeneration = (
  options: ClaimingOptions,
  held: Held,
): Promise<Held> => {
  const generation = held.claim.generation + 1;
  const fence = held.claim.fence + 1;
  const runId = runIdOf(options.key, generation);
  const next = { generation, fence, since: fence, runId };
  return replace(options, held, claimOf(options, next));
};

const withoutVersion = ({ version, ...claim }: StoredClaim): Claim => claim;

/** See {@link Claiming}. Every step is repeated through outages and finds its own lost answers. */
export const createClaiming = (options: ClaimingOptions): Claiming => ({
  acquire: () => acquire(options),
  refresh: held => refresh(options, held),
  takeOver: held => takeOver(options, held),
  nextGeneration: held => nextGeneration(options, held),
  async recordRunId(held, runId) {
    const fence = held.claim.fence + 1;
    const next = { ...withoutVersion(held.claim), runId, fence };
    await replace(options, held, next);
  },
  async clearAway() {
    if (options.random() >= CLEARING_SHARE) return;
    const time = now(options) - CLAIM_LIFE_MS;
    await options.store.deleteBefore?.(time).catch(() => undefined);
  },
  async release(held) {
    const fence = held.claim.fence + 1;
    const next = { ...withoutVersion(held.claim), fence, released: true };
    await options.store.replace(held.claim, next).catch(() => undefined);
  },
});
