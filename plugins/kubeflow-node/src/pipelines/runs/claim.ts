/** Who may start the run of a key, and since when. Written before the run is started. */
export interface Claim {
  /** {@link keySlug} of the submission's key. */
  readonly slug: string;
  /** Counts the runs of the key: raised only after the run of the generation before has failed. */
  readonly generation: number;
  /** Grows with every change of the claim, by whomever: a stale holder can see that it is one. */
  readonly fence: number;
  /** Fence at which this generation began; above it, someone may have asked KFP for the run before. */
  readonly since: number;
  /** When the holder took it, on the holder's clock; whole milliseconds of the epoch, 0: not told. */
  readonly claimedAt: number;
  /** Random name of the process that holds the claim. */
  readonly holder: string;
  /** Id that the run has or will have. */
  readonly runId: string;
  readonly workflowRunId: string;
  readonly attempt: number;
  readonly repository: string;
  readonly commit: string;
  /** True when the holder gave up before it asked KFP for a run: anyone may take over at once. */
  readonly released: boolean;
}

/** A claim as the store has it; `version` makes its replacement conditional. */
export interface StoredClaim extends Claim {
  readonly version: string;
}

/**
 * Where claims are kept. All that is asked of a store is one atomic step: of several callers that
 * replace the same version (or create the first one), one gets through.
 *
 * A call may throw after it took effect; callers read the claim again and compare holder and fence.
 */
export interface ClaimStore {
  read(slug: string): Promise<StoredClaim | undefined>;
  /** Undefined when there is one already. */
  create(claim: Claim): Promise<StoredClaim | undefined>;
  /** Undefined when `previous` is not the newest any more. */
  replace(previous: StoredClaim, next: Claim): Promise<StoredClaim | undefined>;
  /** Deletes the claims made before this time, in milliseconds of the epoch, where the store can. */
  deleteBefore?(time: number): Promise<void>;
}

/**
 * How long a claim is its holder's without a sign of life. A holder counts from before it asked, an
 * observer from when it first saw the claim, each on its own clock: skew between them is no matter.
 */
export const LEASE_MS = 60_000;

/**
 * Age at which a claim is of no use any more: GitHub re-runs a job for 30 days. The run itself, which
 * is found by its id, guards the key from then on.
 */
export const CLAIM_LIFE_MS = 35 * 24 * 3_600_000;

const integer = (value: unknown): number | undefined => {
  const number = Number(value);
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
};

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** A claim from untrusted fields; undefined when it is none of ours. */
export const parseClaim = (
  fields: Readonly<Record<string, unknown>>,
): Claim | undefined => {
  const generation = integer(fields.generation);
  const fence = integer(fields.fence);
  const slug = text(fields.slug);
  const holder = text(fields.holder);
  const runId = text(fields.runId);
  if (!generation || !fence || !slug || !holder || !runId) return undefined;
  return {
    slug,
    generation,
    fence,
    since: integer(fields.since) ?? 1,
    claimedAt: integer(fields.claimedAt) ?? 0,
    holder,
    runId,
    workflowRunId: text(fields.workflowRunId),
    attempt: integer(fields.attempt) ?? 1,
    repository: text(fields.repository),
    commit: text(fields.commit),
    released: String(fields.released) === 'true',
  };
};
