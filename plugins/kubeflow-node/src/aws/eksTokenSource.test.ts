import { createSkippingClock } from '../testing/skippingClock';
import { cachedCredentials } from './cachedCredentials';
import { eksTokenSource, type EksTokenSourceOptions } from './eksTokenSource';

const MINUTE = 60_000;
const cluster = { name: 'ml-eu', region: 'eu-west-1' };
const keys = { accessKeyId: 'AKIA', secretAccessKey: 's' };

const setUp = (options: Partial<EksTokenSourceOptions> = {}) => {
  const clock = createSkippingClock();
  const credentials = jest.fn(async () => keys);
  const source = eksTokenSource({ cluster, credentials, clock, ...options });
  return { clock, credentials, source };
};

const signedAt = (token: string) => {
  const url = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  return /X-Amz-Date=(\w+)/.exec(url)?.[1];
};

const stamp = (time: number) =>
  new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');

describe('eksTokenSource', () => {
  it('uses a token for nine minutes, which servers remember, and then signs the next', async () => {
    const { clock, credentials, source } = setUp();
    const { token } = await source.get();
    clock.advance(9 * MINUTE - 1);
    expect((await source.get()).token).toBe(token);
    expect(credentials).toHaveBeenCalledTimes(1);
    clock.advance(1);
    expect((await source.get()).token).not.toBe(token);
  });

  it('uses no token longer than the credentials that signed it', async () => {
    const clock = createSkippingClock();
    const credentials = jest.fn(async () => ({
      ...keys,
      expiration: new Date(clock.now() + 2 * MINUTE),
    }));
    const { source } = setUp({ clock, credentials });
    await source.get();
    clock.advance(2 * MINUTE);
    await source.get();
    expect(credentials).toHaveBeenCalledTimes(2);
  });

  it('signs with the known offset of the clock, and corrects it by the Date of a 401', async () => {
    const { clock, source } = setUp({ clockOffsetMs: 10 * MINUTE });
    const first = await source.get();
    expect(signedAt(first.token)).toBe(stamp(clock.now() + 10 * MINUTE));
    const serverTime = clock.now() - 7 * MINUTE;
    source.renew({ headers: { date: new Date(serverTime).toUTCString() } });
    const second = await source.get();
    expect(signedAt(second.token)).toBe(stamp(serverTime));
  });

  it('signs a new token after a 401 without a Date, and with one that agrees', async () => {
    const { clock, source } = setUp();
    const { token } = await source.get();
    clock.advance(2_000);
    source.renew({ headers: {} });
    const next = await source.get();
    expect(next.token).not.toBe(token);
    expect(signedAt(next.token)).toBe(stamp(clock.now()));
  });

  it('row 27: gets new credentials after a 401, unless they are seconds old', async () => {
    const { clock } = setUp();
    const provider = jest.fn(async () => ({
      ...keys,
      expiration: new Date(clock.now() + 60 * MINUTE),
    }));
    const credentials = cachedCredentials(provider, { clock });
    const { source } = setUp({ clock, credentials });
    await source.get();
    source.renew({ headers: {} });
    await source.get();
    expect(provider).toHaveBeenCalledTimes(1);
    clock.advance(MINUTE);
    source.renew({ headers: {} });
    await source.get();
    expect(provider).toHaveBeenCalledTimes(2);
  });

  it('tells each new token before its first use, so that it can be masked', async () => {
    const seen: string[] = [];
    const { clock, source } = setUp({ onToken: token => seen.push(token) });
    const { token } = await source.get();
    await source.get();
    clock.advance(10 * MINUTE);
    const { token: next } = await source.get();
    expect(seen).toEqual([token, next]);
  });
});
