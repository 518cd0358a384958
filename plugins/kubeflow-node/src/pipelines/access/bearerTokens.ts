import type { HttpSend } from '../../http/http';

/** A bearer token, with its end when the issuer tells it; a JWT's own `exp` is used otherwise. */
export type BearerToken =
  | string
  | { readonly token: string; readonly expiration?: Date };

/** Renewed this long before its end, or after nine tenths of its life when that is short. */
const MARGIN_MS = 60_000;
const MARGIN_SHARE = 0.1;
/** For a token that does not tell its end. */
const OPAQUE_LIFE_MS = 5 * 60_000;

interface Minted {
  readonly token: string;
  readonly renewAt: number;
}

/** `exp` of a JWT in milliseconds; undefined for every other token. */
function endOfJwt(token: string): number | undefined {
  try {
    const payload: unknown = JSON.parse(
      Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
    );
    const { exp } = payload as { exp?: unknown };
    return typeof exp === 'number' ? exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}

function minted(answer: BearerToken, now: number): Minted {
  const token = typeof answer === 'string' ? answer : answer.token;
  const stated =
    typeof answer === 'string' ? undefined : answer.expiration?.getTime();
  const end = stated ?? endOfJwt(token) ?? now + OPAQUE_LIFE_MS;
  const margin = Math.min(MARGIN_MS, (end - now) * MARGIN_SHARE);
  return { token, renewAt: end - margin };
}

export interface TokenSource {
  /** The token of now; minted when there is none, or it is about to end. One minting at a time. */
  current(): Promise<string>;
  /** The server refused this token: the next one is minted, unless that happened already. */
  refused(token: string): void;
}

export function createTokenSource(
  mint: () => Promise<BearerToken>,
  now: () => number,
): TokenSource {
  let held: Minted | undefined;
  let minting: Promise<Minted> | undefined;
  const renew = async () => {
    try {
      held = minted(await mint(), now());
      return held;
    } finally {
      minting = undefined;
    }
  };
  return {
    async current() {
      if (held && now() < held.renewAt) return held.token;
      minting ??= renew();
      return (await minting).token;
    },
    refused(token) {
      if (held?.token === token) held = undefined;
    },
  };
}

/**
 * Sends with a bearer token. A 401 is repeated once with a new token: the server looked at nothing else,
 * so this is safe for a POST too.
 */
export const sendWithToken =
  (send: HttpSend, tokens: TokenSource): HttpSend =>
  async request => {
    const attempt = async (token: string) =>
      send({
        ...request,
        headers: { ...request.headers, authorization: `Bearer ${token}` },
      });
    const token = await tokens.current();
    const response = await attempt(token);
    if (response.status !== 401) return response;
    tokens.refused(token);
    return attempt(await tokens.current());
  };
