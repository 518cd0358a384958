import { median, type Sample } from './samples';

/** One kind of measurement. */
export interface Measured {
  readonly objects: number;
  readonly roundTripMs: number;
  readonly state: 'fresh' | 'unchanged';
  /** `ours`, or a peer's name. */
  readonly subject: string;
}

const nameOf = ({ objects, roundTripMs, state, subject }: Measured) =>
  `${objects} objects, ${roundTripMs} ms, ${state}: ${subject}`;

/** Milliseconds by what was measured, in the order of first measurement. */
export class SampleTable {
  private readonly values = new Map<string, number[]>();

  add(of: Measured, milliseconds: number): void {
    const name = nameOf(of);
    this.values.set(name, [...(this.values.get(name) ?? []), milliseconds]);
  }

  median(of: Measured): number {
    return median(this.values.get(nameOf(of)) ?? []);
  }

  /** How many times as long as ours the peer takes. */
  ratio(of: Measured): number {
    return this.median(of) / this.median({ ...of, subject: 'ours' });
  }

  samples(): readonly Sample[] {
    return [...this.values].map(([name, values]) => ({ name, values }));
  }
}
