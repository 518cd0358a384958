/** How one attempt ended, as far as the server's load is concerned. */
export type AttemptOutcome =
  /** `kind` groups requests of equal cost, such as `PATCH deployments`: only these are compared. */
  | {
      readonly is: 'answered';
      readonly latencyMs: number;
      readonly kind: string;
    }
  | { readonly is: 'throttled' }
  /** Reset, refused, timed out, or a 5xx of an overloaded server. */
  | { readonly is: 'broken' }
  /** Says nothing about load: cancelled. */
  | { readonly is: 'unknown' };

/** Of one kind of request, milliseconds. */
interface Latency {
  answers: number;
  smooth: number;
  /** The smallest that `smooth` has been. */
  least: number;
}

export const WINDOW_CAP = 40;
const SMALLEST_START = 12;
/** Only 429 and broken connections go below: more in flight than cores never harms so much. */
const LATENCY_FLOOR = 8;
const FAR_RTT_MS = 80;
/** Latency over the least of its kind, both smoothed, at which growth stops, and at which the window shrinks. */
const BUSY = 1.3;
const OVERLOADED = 2;
const SMOOTHING = 0.1;
/** Answers of a kind before its latency tells anything: the first of a window are its fastest. */
const ENOUGH_ANSWERS = 20;
/** Windows full of answers after which the ceiling that a 429 showed is tried again; doubles with each failure. */
const FIRST_PROBE = 1;
const LAST_PROBE = 256;

/** About 12 on the same machine, 40 from 80 ms on: what keeps a server busy while answers travel. */
export const initialWindow = (rttMs: number): number =>
  Math.min(
    WINDOW_CAP,
    Math.round(
      SMALLEST_START + (rttMs / FAR_RTT_MS) * (WINDOW_CAP - SMALLEST_START),
    ),
  );

/**
 * How many requests one API server gets at once. Grows by one per round trip, or doubles while latency is
 * known to stay flat; shrinks once per round trip on 429, on broken connections and when latency inflates.
 * A 429 is remembered as the ceiling, and tried again ever more rarely, so that a server with fixed seats
 * refuses little. Pure: it knows no time but what it is told.
 */
export class AdaptiveWindow {
  private rttMs = Infinity;
  private grown = 0;
  /** Set by the first decrease: from then on the round trip no longer decides. */
  private adapted: number | undefined;
  private ceiling = WINDOW_CAP;
  private answersAtCeiling = 0;
  /** Halves while trying succeeds, so that a ceiling that is gone is left quickly. */
  private patience = FIRST_PROBE;
  private lastingPatience = FIRST_PROBE;
  private isProbing = false;
  private inflation = 1;
  private quietUntil = 0;
  private readonly latencies = new Map<string, Latency>();

  /** Whole requests that may be in flight, 1 to {@link WINDOW_CAP}. */
  get size(): number {
    return Math.max(1, Math.floor(this.exact));
  }

  /** @param inFlight - How many remain after this attempt. */
  settled(
    outcome: AttemptOutcome,
    at: { now: number; inFlight: number },
  ): void {
    if (outcome.is === 'answered') this.answered(outcome, at);
    if (outcome.is === 'throttled') this.throttled(at);
    if (outcome.is === 'broken') this.shrink(0.7, 1, at.now);
  }

  private get exact(): number {
    const start = Number.isFinite(this.rttMs)
      ? initialWindow(this.rttMs)
      : SMALLEST_START;
    const wanted = this.adapted ?? start + this.grown;
    return Math.min(WINDOW_CAP, this.ceiling, wanted);
  }

  private answered(
    { latencyMs, kind }: { latencyMs: number; kind: string },
    { now, inFlight }: { now: number; inFlight: number },
  ) {
    this.rttMs = Math.min(this.rttMs, latencyMs);
    const ratio = this.ratio(kind, latencyMs);
    if (ratio) this.inflation += 0.3 * (ratio - this.inflation);
    if (this.inflation > OVERLOADED) {
      if (this.exact > LATENCY_FLOOR) this.shrink(0.9, LATENCY_FLOOR, now);
      return;
    }
    const isFull = inFlight + 1 >= this.size;
    if (isFull && this.inflation < BUSY) this.grow(ratio !== undefined);
  }

  /** How much slower than it can be this kind now is; undefined while too little is known. */
  private ratio(kind: string, latencyMs: number): number | undefined {
    const latency = this.latencies.get(kind) ?? {
      answers: 0,
      smooth: latencyMs,
      least: Infinity,
    };
    this.latencies.set(kind, latency);
    latency.answers += 1;
    const weight = Math.max(SMOOTHING, 1 / latency.answers);
    latency.smooth += weight * (latencyMs - latency.smooth);
    if (latency.answers < ENOUGH_ANSWERS) return undefined;
    latency.least = Math.min(latency.least, latency.smooth);
    return Math.max(1, latency.smooth) / Math.max(1, latency.least);
  }

  private grow(isKnownIdle: boolean) {
    if (this.ceiling < WINDOW_CAP && this.exact >= this.ceiling) {
      this.answersAtCeiling += 1;
      if (this.answersAtCeiling < this.patience * this.ceiling) return;
      this.answersAtCeiling = 0;
      this.patience = Math.max(1, this.patience / 2);
      this.isProbing = true;
      this.ceiling += 1;
    }
    if (this.adapted === undefined) {
      this.grown += isKnownIdle ? 1 : 1 / this.exact;
    } else {
      this.adapted = Math.min(WINDOW_CAP, this.adapted + 1 / this.adapted);
    }
  }

  private throttled({ now, inFlight }: { now: number; inFlight: number }) {
    const wasFull = inFlight + 1 >= this.size;
    this.shrink(0.9, 1, now);
    if (!wasFull) return;
    // Those still in flight have a seat each. Down to that at once and no further: a margin below would be
    // throughput lost for as long as it lasts.
    this.ceiling = Math.max(1, Math.min(this.ceiling, inFlight));
    this.adapted = Math.max(this.adapted ?? 0, this.ceiling);
    this.answersAtCeiling = 0;
    if (this.isProbing) {
      this.lastingPatience = Math.min(LAST_PROBE, this.lastingPatience * 2);
    }
    this.patience = this.lastingPatience;
    this.isProbing = false;
  }

  private shrink(factor: number, floor: number, now: number) {
    if (now < this.quietUntil) return;
    this.adapted = Math.max(floor, this.exact * factor);
    // What is in flight was sent before: its outcomes say nothing about the smaller window.
    this.quietUntil =
      now + Math.max(50, Number.isFinite(this.rttMs) ? this.rttMs * 2 : 0);
  }
}
