/** Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`. */
const distance = (a: string, b: string): number => {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const cell = (row: number, column: number) => rows[row]![column]!;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(
        cell(i - 1, j) + 1,
        row[j - 1]! + 1,
        cell(i - 1, j - 1) + (same ? 0 : 1),
      );
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2];
      if (swapped && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, cell(i - 2, j - 2) + 1);
    }
  }
  return cell(a.length, b.length);
};

/** Longer words than this are never compared: a hostile key must not cost quadratic time. */
const LONGEST = 64;

/**
 * The candidate that was probably meant by `word`: at most one edit for short words, about one in
 * three letters for longer ones. The first wins among equals; undefined when none is near.
 */
export const nearest = (
  word: string,
  candidates: Iterable<string>,
): string | undefined => {
  if (word.length > LONGEST) return undefined;
  let best: { candidate: string; edits: number } | undefined;
  const limit = Math.max(1, Math.min(3, Math.floor(word.length / 3)));
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    if (edits <= limit && edits < (best?.edits ?? Infinity))
      best = { candidate, edits };
  }
  return best?.candidate;
};

/** `; did you mean 'x'?`, or nothing when no candidate is near: the tail of an error message. */
export const didYouMean = (
  word: string,
  candidates: Iterable<string>,
): string => {
  const meant = nearest(word, candidates);
  return meant === undefined ? '' : `; did you mean '${meant}'?`;
};
