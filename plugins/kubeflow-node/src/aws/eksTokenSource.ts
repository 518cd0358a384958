import type { ClusterId } from '@kubeflow-fleet/plugin-kubeflow-common';
import { systemClock, type Clock } from '../clock';
import type { CachedCredentials } from './cachedCredentials';
import type { CredentialsProvider } from './credentials';
import { eksToken, type EksToken } from './eksToken';

/** Servers remember a token's user, so it is used for long; not to its end, as clocks differ. */
const REUSE_MS = 9 * 60_000;
/** Below this, clocks agree well enough for a token of 15 minutes. */
const TOLERATED_SKEW_MS = 60_000;

export interface EksTokenSourceOptions {
  readonly cluster: Pick<ClusterId, 'name' | 'region'>;
  readonly credentials: CredentialsProvider | CachedCredentials;
  readonly clock?: Clock;
  /** Milliseconds by which AWS's clock is ahead, when it is known already. */
  readonly clockOffsetMs?: number;
  /** Called with each new token before its first use, for whoever must hide it. */
  readonly onToken?: (token: string) => void;
}

/** Bearer tokens of one cluster for any length of time. */
export interface EksTokenSource {
  get(): Promise<EksToken>;
  /** After a 401: the next token is new, signed with the server's time and, unless they are quite new, with new credentials. */
  renew(answer: { readonly headers: Readonly<Record<string, string>> }): void;
}

class CachedEksTokens implements EksTokenSource {
  private current:
    | { readonly token: EksToken; readonly until: number }
    | undefined;
  private offset: number;
  private readonly clock: Clock;

  constructor(private readonly options: EksTokenSourceOptions) {
    this.clock = options.clock ?? systemClock;
    this.offset = options.clockOffsetMs ?? 0;
  }

  async get(): Promise<EksToken> {
    const now = this.clock.now();
    if (this.current && now < this.current.until) return this.current.token;
    const { cluster, credentials: provide } = this.options;
    const credentials = await provide();
    const signedAt = this.clock.now();
    const token = eksToken({
      cluster,
      credentials,
      now: new Date(signedAt + this.offset),
    });
    this.options.onToken?.(token.token);
    // A token dies with the credentials that signed it.
    const end = credentials.expiration?.getTime() ?? Infinity;
    this.current = { token, until: Math.min(signedAt + REUSE_MS, end) };
    return token;
  }

  renew({ headers }: { readonly headers: Readonly<Record<string, string>> }) {
    this.current = undefined;
    const serverTime = Date.parse(headers.date ?? '');
    const skew = serverTime - this.clock.now();
    if (Math.abs(skew) > TOLERATED_SKEW_MS) this.offset = skew;
    const { credentials } = this.options;
    if ('invalidate' in credentials) credentials.invalidate();
  }
}

/** Keeps one token for nine minutes and signs the next one when it is asked for. */
export const eksTokenSource = (
  options: EksTokenSourceOptions,
): EksTokenSource => new CachedEksTokens(options);
