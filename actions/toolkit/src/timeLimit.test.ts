import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import { type Clock, systemClock } from '@kubeflow-fleet/plugin-kubeflow-node';
import { createTimeLimit } from './timeLimit';

const never = () => new Promise<never>(() => undefined);
const later = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

const limitOf = (timeoutMs: number, spentMs?: number) => {
  const controller = new AbortController();
  const limit = createTimeLimit({
    subject: 'eu-west-1/ml-eu',
    timeoutMs,
    spentMs,
    clock: systemClock,
    signal: controller.signal,
  });
  return { limit, cancel: () => controller.abort(new Error('cancelled')) };
};

const connect = { task: 'connect', graceMs: 0 };

it('gives each phase what the ones before left', async () => {
  const { limit } = limitOf(1_000, 400);
  await limit.spend(connect, () => later(100));
  const left = await limit.spend(connect, async ({ timeoutMs }) => timeoutMs);
  expect(left).toBeGreaterThan(300);
  expect(left).toBeLessThan(510);
});

it('ends work that hangs, and tells it', async () => {
  const { limit } = limitOf(10);
  let seen: AbortSignal | undefined;
  const error = await limit
    .spend(connect, ({ signal }) => {
      seen = signal;
      return never();
    })
    .catch(thrown => thrown);
  expect(hasReason(error, 'DeadlineExceeded')).toBe(true);
  expect(String(error)).toContain(
    'eu-west-1/ml-eu: could not connect within the 10 ms of the input timeout',
  );
  expect(seen?.aborted).toBe(true);
});

it('gives what is cancelled its grace to tell what it did', async () => {
  const { limit, cancel } = limitOf(60_000);
  setTimeout(cancel, 20);
  const phase = { task: 'apply', graceMs: 1_000 };
  const told = await limit.spend(phase, async ({ signal }) => {
    await new Promise(resolve => signal.addEventListener('abort', resolve));
    await later(50);
    return 'half';
  });
  expect(told).toBe('half');
});

it('gives up what is cancelled and hangs', async () => {
  const { limit, cancel } = limitOf(60_000);
  setTimeout(cancel, 20);
  const begun = Date.now();
  const phase = { task: 'apply', graceMs: 100 };
  await expect(limit.spend(phase, never)).rejects.toThrow('cancelled');
  expect(Date.now() - begun).toBeLessThan(1_000);
  await expect(limit.spend(phase, never)).rejects.toThrow('cancelled');
});

describe('a phase that is silent', () => {
  /** Half a minute of pauses takes 30 ms. */
  const fast: Clock = {
    now: () => systemClock.now(),
    sleep: (ms, signal) => systemClock.sleep(ms / 1_000, signal),
  };
  const silent = (longestPhaseMs: number) => {
    const lines: string[] = [];
    const limit = createTimeLimit({
      subject: 'eu-west-1/ml-eu',
      timeoutMs: 3_600_000,
      longestPhaseMs,
      onSilence: line => lines.push(line),
      clock: fast,
      signal: new AbortController().signal,
    });
    return { limit, lines };
  };

  it('is said to be going on, and ends when no phase may take longer', async () => {
    const { limit, lines } = silent(60_000);
    const error = await limit.spend(connect, never).catch(thrown => thrown);
    expect(lines).toEqual(['still trying to connect after 30 s']);
    expect(String(error)).toContain('could not connect within 1 m 0 s');
    expect(String(error)).not.toContain('input timeout');
  });

  it('is not spoken of when it ends in time', async () => {
    const { limit, lines } = silent(60_000);
    await limit.spend(connect, async () => undefined);
    await later(60);
    expect(lines).toEqual([]);
  });
});
