import {
  cancelBudgetMs,
  cancellationSignal,
  JobCancelled,
} from './cancellation';

// The signals are emitted, not sent: jest's own process must survive them.
const listeners = () =>
  (['SIGINT', 'SIGTERM'] as const).map(
    name => [name, process.listeners(name)] as const,
  );

describe('cancellationSignal', () => {
  const before = listeners();
  afterEach(() => {
    for (const [name, kept] of before) {
      process.removeAllListeners(name);
      kept.forEach(listener => process.on(name, listener));
    }
  });

  it('row 54: aborts at the first signal with a deadline inside the 7.5 s, and stays so', () => {
    const signal = cancellationSignal();
    const now = Date.now();
    process.emit('SIGINT', 'SIGINT');
    const { reason } = signal;
    process.emit('SIGINT', 'SIGINT');
    process.emit('SIGTERM', 'SIGTERM');
    expect(signal.reason).toBe(reason);
    expect(reason).toBeInstanceOf(JobCancelled);
    expect(reason.deadline - now).toBeGreaterThan(5_000);
    expect(reason.deadline - now).toBeLessThan(7_500);
    expect(cancelBudgetMs(signal, reason.deadline - 100)).toBe(100);
    expect(cancelBudgetMs(signal, reason.deadline + 100)).toBe(0);
  });

  it('has less time when SIGTERM comes first', () => {
    const signal = cancellationSignal();
    process.emit('SIGTERM', 'SIGTERM');
    expect(signal.reason.deadline - Date.now()).toBeLessThan(2_500);
  });
});
