import { systemClock, type Clock } from '../clock';
import type { AwsCredentials, CredentialsProvider } from './credentials';

/** Renewed so long before they expire, as a request that starts now may still be under way then. */
const MARGIN_MS = 5 * 60_000;
/** On top, so that many clusters' credentials are not renewed at the same moment. */
const JITTER_MS = 60_000;
/** Credentials without an expiration may be replaced at any time, such as those of a file. */
const UNDATED_MS = 15 * 60_000;
/** So long a failure is remembered, and new credentials are not thrown away again. */
const PATIENCE_MS = 30_000;

export interface CachedCredentials extends CredentialsProvider {
  /** Forgets credentials that a server refused, unless they are quite new: then others would be no better. */
  invalidate(): void;
}

export interface CacheOptions {
  readonly clock?: Clock;
  /** In [0, 1). */
  readonly random?: () => number;
}

interface Entry {
  readonly credentials: AwsCredentials;
  readonly fetchedAt: number;
  readonly renewAt: number;
}

class CredentialsCache {
  private entry: Entry | undefined;
  private failure: { readonly error: unknown; readonly at: number } | undefined;
  private pending: Promise<AwsCredentials> | undefined;

  constructor(
    private readonly provider: CredentialsProvider,
    private readonly options: Required<CacheOptions>,
  ) {}

  async get(): Promise<AwsCredentials> {
    const now = this.options.clock.now();
    if (this.entry && now < this.entry.renewAt) return this.entry.credentials;
    if (this.failure && now - this.failure.at < PATIENCE_MS) {
      return this.usable() ?? this.fail(this.failure.error);
    }
    this.pending ??= this.fetch().finally(() => {
      this.pending = undefined;
    });
    return this.pending;
  }

  invalidate() {
    const { clock } = this.options;
    if (this.entry && clock.now() - this.entry.fetchedAt >= PATIENCE_MS) {
      this.entry = undefined;
    }
  }

  private async fetch(): Promise<AwsCredentials> {
    const { clock } = this.options;
    try {
      const credentials = await this.provider();
      const fetchedAt = clock.now();
      const renewAt = this.renewalOf(credentials, fetchedAt);
      this.entry = { credentials, fetchedAt, renewAt };
      this.failure = undefined;
      return credentials;
    } catch (error) {
      this.failure = { error, at: clock.now() };
      return this.usable() ?? this.fail(error);
    }
  }

  private renewalOf({ expiration }: AwsCredentials, now: number): number {
    if (!expiration) return now + UNDATED_MS;
    const lifetime = expiration.getTime() - now;
    const margin = MARGIN_MS + this.options.random() * JITTER_MS;
    return expiration.getTime() - Math.min(margin, lifetime / 2);
  }

  /** Due for renewal, but not over: good enough while the renewal fails. */
  private usable(): AwsCredentials | undefined {
    const { credentials } = this.entry ?? {};
    const end = credentials?.expiration?.getTime() ?? 0;
    return end > this.options.clock.now() ? credentials : undefined;
  }

  private fail(error: unknown): never {
    throw error;
  }
}

/**
 * Remembers credentials until five to six minutes before they expire, asks once for all who wait,
 * and does not ask again within 30 s of a failure: the same error is thrown meanwhile.
 */
export const cachedCredentials = (
  provider: CredentialsProvider,
  { clock = systemClock, random = Math.random }: CacheOptions = {},
): CachedCredentials => {
  const cache = new CredentialsCache(provider, { clock, random });
  return Object.assign(() => cache.get(), {
    invalidate: () => cache.invalidate(),
  });
};
