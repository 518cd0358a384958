import type { RevisionRecord } from './contract';

/** How many revisions can be rolled back to, the current one included. */
const KEPT_REVISIONS = 5;

const byNumber = (a: RevisionRecord, b: RevisionRecord) => a.number - b.number;

/** The newest revision before the last that succeeded: where a rollback goes when it is told no number. */
export const previousRevision = (
  records: readonly RevisionRecord[],
  current: number | undefined,
): RevisionRecord | undefined =>
  [...records]
    .sort(byNumber)
    .filter(
      ({ number, outcome }) =>
        outcome === 'succeeded' && (current === undefined || number < current),
    )
    .at(-1);

/** The last {@link KEPT_REVISIONS}, and in any case the current one and the one that a rollback would go to. */
const retained = (records: readonly RevisionRecord[]) => {
  const sorted = [...records].sort(byNumber);
  const current = sorted
    .filter(({ outcome }) => outcome === 'succeeded')
    .at(-1);
  const previous = current && previousRevision(sorted, current.number);
  const last = sorted.slice(-KEPT_REVISIONS);
  return sorted.filter(
    record =>
      record === current || record === previous || last.includes(record),
  );
};

/** The records with this one, in the place of that with the same number, and without those that are too old. */
export const withRevision = (
  records: readonly RevisionRecord[],
  record: RevisionRecord,
): RevisionRecord[] =>
  retained([
    ...records.filter(({ number }) => number !== record.number),
    record,
  ]);
