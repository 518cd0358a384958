import type { RunTarget, RunOrigin } from './contract';
import { isForbidden } from './answers';
import { LEASE_MS } from './claim';
import type { Claim, ClaimStore, StoredClaim } from './claim';
import { createConfigMapClaims } from './configMapClaims';
import type { Patience } from './patience';
import { runIdOf } from './submissionKey';
import { createVersionClaims } from './versionClaims';

// Beyond what clocks differ by: a claim as old as this is dead without being watched for a lease.
const SKEW_ALLOWANCE = 15 * 60_000;

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
}

/** ConfigMaps where the Kubernetes API is in reach and allows them, else pipeline versions. */
export const claimStoreOf = (target: RunTarget): ClaimStore => {
  const versions = createVersionClaims(target.pipelines);
  if (!target.kubernetes) return versions;
  let active = createConfigMapClaims(
    target.kubernetes,
    target.pipelines.namespace,
  );
  return {
    read: slug => active.read(slug),
    replace: (previous, next) => active.replace(previous, next),
    async create(claim) {
      try {
        return await active.create(claim);
      } catch (error) {
        if (active === versions || !isForbidden(error)) throw error;
        active = versions;
        return active.create(claim);
      }
    },
  };
};

/** See {@link Claiming}. Every step is repeated through outages and finds its own lost answers. */
export const createClaiming = (options: ClaimingOptions): Claiming => {
  const { store, slug, key, origin, holder, patience } = options;
  const now = () => patience.clock.now();

  const claimOf = (fields: {
    generation: number;
    fence: number;
    since: number;
    runId: string;
  }): Claim => ({
    ...fields,
    slug,
    holder,
    claimedAt: Math.floor(now()),
    workflowRunId: origin.workflowRunId,
    attempt: origin.attempt,
    repository: origin.repository,
    commit: origin.commit,
    released: false,
  });

  const seen = (claim: StoredClaim, askedAt: number): Held => {
    if (claim.holder === holder) {
      return { claim, mine: true, until: askedAt + LEASE_MS };
    }
    const age = claim.claimedAt > 0 ? now() - claim.claimedAt : 0;
    const dead = claim.released || age > LEASE_MS + SKEW_ALLOWANCE;
    return { claim, mine: false, until: dead ? now() : now() + LEASE_MS };
  };

  const acquire = async (): Promise<Held> => {
    for (;;) {
      const askedAt = now();
      const first = claimOf({
        generation: 1,
        fence: 1,
        since: 1,
        runId: runIdOf(key, 1),
      });
      const created = await patience.persist(() => store.create(first));
      const claim = created ?? (await patience.persist(() => store.read(slug)));
      if (claim) return seen(claim, askedAt);
    }
  };

  const refresh = async (held: Held): Promise<Held> => {
    const claim = await patience.persist(() => store.read(slug));
    if (!claim) return acquire();
    const unchanged =
      claim.fence === held.claim.fence && claim.holder === held.claim.holder;
    return unchanged && claim.released === held.claim.released
      ? { ...held, claim }
      : seen(claim, now());
  };

  const replace = async (held: Held, next: Claim): Promise<Held> => {
    const askedAt = now();
    const replaced = await patience.persist(() =>
      store.replace(held.claim, next),
    );
    if (replaced) return seen(replaced, askedAt);
    const claim = await patience.persist(() => store.read(slug));
    if (!claim) return acquire();
    // The lost answer to our own replacement shows as our holder at the fence that we asked for.
    if (claim.holder === holder && claim.fence !== next.fence) {
      return { claim, mine: false, until: now() };
    }
    return seen(claim, askedAt);
  };

  return {
    acquire,
    refresh,
    takeOver: held =>
      replace(
        held,
        claimOf({
          generation: held.claim.generation,
          fence: held.claim.fence + 1,
          since: held.claim.since,
          runId: held.claim.runId,
        }),
      ),
    nextGeneration: held => {
      const generation = held.claim.generation + 1;
      const fence = held.claim.fence + 1;
      return replace(
        held,
        claimOf({
          generation,
          fence,
          since: fence,
          runId: runIdOf(key, generation),
        }),
      );
    },
    async recordRunId(held, runId) {
      const { version: _version, ...claim } = held.claim;
      await replace(held, { ...claim, runId, fence: claim.fence + 1 });
    },
    async release(held) {
      const { version: _version, ...claim } = held.claim;
      await store
        .replace(held.claim, {
          ...claim,
          fence: claim.fence + 1,
          released: true,
        })
        .catch(() => undefined);
    },
  };
};
