import { withDeadline } from '../../http/deadline';

const LAST_WORD_MS = 5_000;

/** After the end of a wait, one more look at why: at most 5 s, and without it what was known before stands. */
export const lastWord = async (
  look: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> => {
  let isOver = false;
  const onTimeout = () => {
    isOver = true;
    return new Error('no time for a last look');
  };
  try {
    await withDeadline(look, { ms: LAST_WORD_MS, signal, onTimeout });
  } catch (error) {
    if (!isOver && !signal.aborted) throw error;
  }
};
