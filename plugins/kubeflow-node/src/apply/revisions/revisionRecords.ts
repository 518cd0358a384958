import {
  KubeflowError,
  printable,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { DeployOrigin, RevisionDescription } from '../contract';
import type { Inventory } from '../inventory/contract';
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

/** Longest text of a record; GitHub's texts may have any length. */
const LONGEST_TEXT = 300;

const shortTexts = (origin: DeployOrigin): DeployOrigin =>
  Object.fromEntries(
    Object.entries(origin).flatMap(([field, text]) =>
      text ? [[field, printable(String(text), LONGEST_TEXT)]] : [],
    ),
  );

/** The content that is installed now, as far as the records tell. */
const lastRecord = (records: readonly RevisionRecord[]) =>
  [...records].sort(byNumber).at(-1);

/**
 * The record of a deploy, for the inventory's outcome. The same content as the last one keeps its number: it is the
 * same revision, deployed again; a rollback is a new revision with an old content.
 */
export const revisionRecord = (
  records: readonly RevisionRecord[],
  deploy: RevisionDescription & Pick<RevisionRecord, 'content' | 'outcome'>,
  now: number,
): RevisionRecord => {
  const { profile, version, origin, content, outcome } = deploy;
  const last = lastRecord(records);
  const isSame = last?.content.digest === content.digest;
  return {
    number: isSame ? last.number : (last?.number ?? 0) + 1,
    profile: printable(profile, LONGEST_TEXT),
    version: printable(version, LONGEST_TEXT),
    origin: shortTexts(origin),
    time: new Date(now).toISOString(),
    outcome,
    content,
  };
};

/**
 * The revision to roll back to: that with the number, or the newest one before the current that succeeded.
 *
 * @throws KubeflowError `NotFoundError`, reason `RevisionNotFound`.
 */
export const chooseRevision = (
  {
    revisions = [],
    revision: current,
  }: Pick<Inventory, 'revisions' | 'revision'>,
  { number, subject }: { readonly number?: number; readonly subject: string },
): RevisionRecord => {
  const found =
    number === undefined
      ? previousRevision(revisions, rollbackBase(revisions, current))
      : revisions.find(record => record.number === number);
  if (found) return found;
  const kept = revisions.map(record => record.number).join(', ');
  throw new KubeflowError('NotFoundError', {
    subject,
    fact:
      number === undefined
        ? 'there is no earlier revision that succeeded'
        : `revision ${number} is not kept in the cluster`,
    reason: 'RevisionNotFound',
    remedy: kept
      ? `Choose one of the revisions ${kept}, or deploy the commit that you want`
      : 'Deploy the commit that you want: no revision is kept here yet',
  });
};

/**
 * A deploy that failed after the current revision left its objects half there: going back from it means the current
 * one, which is the newest that succeeded.
 */
const rollbackBase = (
  records: readonly RevisionRecord[],
  current: number | undefined,
) => {
  const last = lastRecord(records);
  return last && last.outcome !== 'succeeded' ? last.number : current;
};
