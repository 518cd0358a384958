import { createSkippingClock } from '../testing/skippingClock';
import { cachedCredentials } from './cachedCredentials';
import type { AwsCredentials } from './credentials';

const HOUR = 3_600_000;
const MINUTE = 60_000;

const setUp = (lifetime: number | undefined = HOUR) => {
  const clock = createSkippingClock();
  let serial = 0;
  let failing = false;
  const provider = jest.fn(async (): Promise<AwsCredentials> => {
    if (failing) throw new Error('STS is down');
    serial += 1;
    return {
      accessKeyId: `A${serial}`,
      secretAccessKey: 's',
      ...(lifetime ? { expiration: new Date(clock.now() + lifetime) } : {}),
    };
  });
  const get = cachedCredentials(provider, { clock, random: () => 0 });
  const fail = (value: boolean) => {
    failing = value;
  };
  return { clock, provider, get, fail };
};

describe('cachedCredentials', () => {
  it('P5: asks once per 45 minutes for a role of an hour', async () => {
    const { clock, provider, get } = setUp();
    for (let minute = 0; minute < 90; minute += 1) {
      await get();
      clock.advance(MINUTE);
    }
    expect(provider).toHaveBeenCalledTimes(2);
  });

  it('renews five minutes before the expiration, so nothing expires under way', async () => {
    const { clock, get } = setUp();
    await get();
    clock.advance(55 * MINUTE - 1);
    await expect(get()).resolves.toMatchObject({ accessKeyId: 'A1' });
    clock.advance(1);
    await expect(get()).resolves.toMatchObject({ accessKeyId: 'A2' });
  });

  it('spreads renewals over a minute', async () => {
    const clock = createSkippingClock();
    const provider = jest.fn(async () => ({
      accessKeyId: 'A',
      secretAccessKey: 's',
      expiration: new Date(clock.now() + HOUR),
    }));
    const get = cachedCredentials(provider, { clock, random: () => 0.999 });
    await get();
    clock.advance(54 * MINUTE + 1_000);
    await get();
    expect(provider).toHaveBeenCalledTimes(2);
  });

  it('asks once for a hundred that wait', async () => {
    const { provider, get } = setUp();
    const all = await Promise.all(Array.from({ length: 100 }, get));
    expect(provider).toHaveBeenCalledTimes(1);
    expect(new Set(all.map(({ accessKeyId }) => accessKeyId)).size).toBe(1);
  });

  it('remembers a failure for 30 s and then asks again', async () => {
    const { clock, provider, get, fail } = setUp();
    fail(true);
    await expect(get()).rejects.toThrow('STS is down');
    fail(false);
    clock.advance(29_999);
    await expect(get()).rejects.toThrow('STS is down');
    expect(provider).toHaveBeenCalledTimes(1);
    clock.advance(1);
    await expect(get()).resolves.toMatchObject({ accessKeyId: 'A1' });
  });

  it('goes on with credentials that still live while the renewal fails', async () => {
    const { clock, get, fail } = setUp();
    await get();
    fail(true);
    clock.advance(57 * MINUTE);
    await expect(get()).resolves.toMatchObject({ accessKeyId: 'A1' });
    clock.advance(3 * MINUTE);
    await expect(get()).rejects.toThrow('STS is down');
  });

  it('keeps short-lived credentials for half of their life', async () => {
    const { clock, provider, get } = setUp(4 * MINUTE);
    await get();
    clock.advance(2 * MINUTE - 1);
    await get();
    expect(provider).toHaveBeenCalledTimes(1);
    clock.advance(1);
    await get();
    expect(provider).toHaveBeenCalledTimes(2);
  });

  it('asks again after 15 minutes where no expiration is given', async () => {
    const clock = createSkippingClock();
    const provider = jest.fn(async () => ({
      accessKeyId: 'A',
      secretAccessKey: 's',
    }));
    const get = cachedCredentials(provider, { clock });
    await get();
    clock.advance(15 * MINUTE - 1);
    await get();
    expect(provider).toHaveBeenCalledTimes(1);
    clock.advance(1);
    await get();
    expect(provider).toHaveBeenCalledTimes(2);
  });

  it('row 27: forgets refused credentials, but not those that are seconds old', async () => {
    const { clock, provider, get } = setUp();
    await get();
    get.invalidate();
    await get();
    expect(provider).toHaveBeenCalledTimes(1);
    clock.advance(30_000);
    get.invalidate();
    await get();
    expect(provider).toHaveBeenCalledTimes(2);
  });
});
