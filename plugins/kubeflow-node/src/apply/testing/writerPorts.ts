import type { Clock } from '../../clock';
import type { LeasePorts } from '../lease/contract';

/** Ports that keep what was said. */
export const createWriterPorts = (
  clock: Clock,
  random: () => number = () => 0.5,
): LeasePorts & {
  readonly warnings: string[];
  readonly cancel: (reason: unknown) => void;
} => {
  const warnings: string[] = [];
  const cancelled = new AbortController();
  return {
    clock,
    random,
    signal: cancelled.signal,
    observer: { warned: text => void warnings.push(text) },
    warnings,
    cancel: reason => cancelled.abort(reason),
  };
};
