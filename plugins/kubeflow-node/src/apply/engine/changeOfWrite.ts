import type { LiveObject, ObjectMetadata } from '../api/objectApi';
import type { Change } from '../changeSet';
import { ownedDigest, ownEntries } from '../drift/ownedFields';
import type { Candidate } from './decideWrites';

/** How a write went. */
export interface WriteCourse {
  /** The server said so (201). */
  readonly isCreated: boolean;
  /** An answer was lost, and the last one may be of a repetition. */
  readonly isRepeated: boolean;
  /** Nothing stood there before, as far as is known. */
  readonly wasAbsent: boolean;
  /** Fields of client-side apply were taken over. */
  readonly isMigrated: boolean;
  readonly isReplaced: boolean;
}

interface Result {
  readonly candidate: Candidate;
  readonly object: LiveObject;
}

/** Times of the server have seconds, and clocks differ. */
const JUST_NOW_MS = 5_000;

const ownTime = (metadata: Pick<ObjectMetadata, 'managedFields'> | undefined) =>
  ownEntries(metadata?.managedFields)[0]?.time;

const wasJustWritten = (metadata: ObjectMetadata, now: number): boolean =>
  !(now - Date.parse(ownTime(metadata) ?? '') > JUST_NOW_MS);

/** The server writes nothing, and keeps the time of our entry, when an apply changes nothing. */
const isSame = (
  { candidate: { member }, object: { metadata } }: Result,
  now: number,
): boolean => {
  if (!member || member.uid !== metadata.uid) return false;
  if (member.resourceVersion === metadata.resourceVersion) return true;
  // Somebody else wrote it meanwhile, most often its status.
  return (
    ownTime(member) !== undefined &&
    ownTime(member) === ownTime(metadata) &&
    ownedDigest(member.managedFields) === ownedDigest(metadata.managedFields) &&
    !wasJustWritten(metadata, now)
  );
};

/** The object is ours from its first moment: our entry has the time of its creation. */
const isOursFromTheStart = ({ metadata }: LiveObject): boolean =>
  ownTime(metadata) === metadata.creationTimestamp;

/** What a write that succeeded came to, each object counted once however often it was sent (row 37). */
export const changeOf = (
  result: Result,
  course: WriteCourse,
  now: number,
): Change => {
  const { id } = result.candidate.manifest;
  if (course.isReplaced) {
    const reason = 'a field of it can never change';
    return { id, action: 'configured', replaced: true, reason };
  }
  const isCreated =
    course.isCreated ||
    (course.isRepeated &&
      course.wasAbsent &&
      isOursFromTheStart(result.object));
  if (isCreated) return { id, action: 'created' };
  const isUnchanged = !course.isMigrated && isSame(result, now);
  return { id, action: isUnchanged ? 'unchanged' : 'configured' };
};
