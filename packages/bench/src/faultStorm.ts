import type { Exchange, ProxiedAnswer } from '@kubeflow-fleet/local-fleet';

/** In [0, 1), the same sequence for the same seed (mulberry32). */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

type Strike = (exchange: Exchange, stallMs: number) => Promise<void> | void;

const status =
  (code: number, reason: string, message: string): Strike =>
  ({ answer }) =>
    answer(statusAnswer({ code, reason, message }));

const statusAnswer = (of: {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
}) => ({
  status: of.code,
  headers: { 'content-type': 'application/json' } as Record<string, string>,
  body: Buffer.from(
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Status',
      status: 'Failure',
      ...of,
    }),
  ),
});

const throttled: Strike = ({ answer }) => {
  const said = statusAnswer({
    code: 429,
    reason: 'TooManyRequests',
    message: 'too many requests',
  });
  answer({ ...said, headers: { ...said.headers, 'retry-after': '1' } });
};

/** The server acts, and the client gets what `spoil` makes of the answer. */
const spoiled =
  (spoil: (exchange: Exchange, answer: ProxiedAnswer) => void): Strike =>
  async exchange =>
    spoil(exchange, await exchange.commit());

const HTML = Buffer.from('<html><body>502 Bad Gateway</body></html>');

/** What may happen to a request, by name. */
const strikes: Readonly<Record<string, Strike>> = {
  '503': status(
    503,
    'ServiceUnavailable',
    'the server is currently unable to handle the request',
  ),
  '500': status(500, 'InternalError', 'etcdserver: request timed out'),
  '504': status(
    504,
    'Timeout',
    'request did not complete within the allotted timeout',
  ),
  '429 with Retry-After': throttled,
  '429': status(429, 'TooManyRequests', 'too many requests'),
  '409': status(
    409,
    'Conflict',
    'Operation cannot be fulfilled: the object has been modified; please apply your changes to the latest version and try again',
  ),
  'reset before': ({ reset }) => reset(),
  'reset after': spoiled(({ reset }) => reset()),
  'truncated body': spoiled(({ reset }, { body }) =>
    reset(body.subarray(0, body.length / 2)),
  ),
  'garbage JSON': spoiled(({ answer }, { status: code, headers }) =>
    answer({
      status: code,
      headers,
      body: Buffer.from('{"kind": "Conf\u0000'),
    }),
  ),
  'HTML 502': ({ answer }) =>
    answer({
      status: 502,
      headers: { 'content-type': 'text/html' },
      body: HTML,
    }),
  stall: ({ pass }, stallMs) => void setTimeout(pass, stallMs),
};

export const strikeNames: readonly string[] = Object.keys(strikes);

export interface StormOptions {
  readonly seed: number;
  /** Of all requests, in [0, 1]. */
  readonly share: number;
  /** How long a stalled request waits before it passes. */
  readonly stallMs: number;
}

/** An interceptor that strikes at a share of the requests; which and how follows from the seed and their order. */
export const storm = ({ seed, share, stallMs }: StormOptions) => {
  const random = seededRandom(seed);
  return (exchange: Exchange): void => {
    const isStruck = random() < share;
    const name = strikeNames[Math.floor(random() * strikeNames.length)] ?? '';
    const strike = isStruck ? strikes[name] : undefined;
    if (!strike) {
      exchange.pass();
      return;
    }
    // The client may have gone meanwhile: then there is nobody to disappoint.
    Promise.resolve(strike(exchange, stallMs)).catch(() => exchange.reset());
  };
};
