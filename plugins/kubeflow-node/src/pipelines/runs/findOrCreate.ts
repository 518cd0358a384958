import { isTaken, meaningOf } from './answers';

/**
 * Finds a thing that has a unique name, or creates it, in one round trip: both are asked at once and
 * whichever has an answer wins. Creating a name twice is a harmless 409 in KFP, also concurrently.
 * A caller that may only read is served when the thing is there.
 */
export const findOrCreate = async <T>(
  find: () => Promise<T | undefined>,
  create: () => Promise<T>,
): Promise<T> => {
  const [found, created] = await Promise.allSettled([find(), create()]);
  if (found.status === 'fulfilled' && found.value) return found.value;
  if (created.status === 'fulfilled') return created.value;
  // Created between the two answers by another, or by us with the answer lost.
  if (isTaken(created.reason) || meaningOf(created.reason) === 'uncertain') {
    const now = await find();
    if (now) return now;
  }
  throw created.reason;
};
