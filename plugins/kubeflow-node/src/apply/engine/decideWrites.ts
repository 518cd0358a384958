import type { ObjectMetadata } from '../api/objectApi';
import { ownedDigest } from '../drift/ownedFields';
import type { IntendedWrite, InventoryEntry } from '../inventory';
import { resourceKey, type Manifest } from '../manifest';
import type { ClusterState } from './readState';

/** One object that may have to be written. */
export interface Candidate {
  readonly manifest: Manifest;
  /** The member that stands there, as it was read. */
  readonly member?: ObjectMetadata;
  readonly entry?: InventoryEntry;
}

export interface WriteDecision {
  /** Certainly as the manifest says: nothing is sent. */
  readonly unchanged: readonly Candidate[];
  readonly candidates: readonly Candidate[];
}

/**
 * True when what stands there is what we applied, and we applied this: the digest of the manifest, the uid, and the
 * fields that we own are all as they were recorded.
 */
const isUnchanged = (
  { manifest, member, entry }: Candidate,
  { inventory }: ClusterState,
) =>
  member !== undefined &&
  entry?.uid !== undefined &&
  entry.digest !== undefined &&
  entry.owned !== undefined &&
  member.uid === entry.uid &&
  member.deletionTimestamp === undefined &&
  entry.digest === inventory.digestOf(manifest) &&
  entry.owned === ownedDigest(member.managedFields);

/** What has to be sent to a cluster, and what certainly not. */
export const decideWrites = (state: ClusterState): WriteDecision => {
  const entries = new Map(
    state.inventory.entries.map(entry => [resourceKey(entry.id), entry]),
  );
  const all = state.manifests.map((manifest): Candidate => {
    const key = resourceKey(manifest.id);
    return {
      manifest,
      member: state.members.byKey.get(key),
      entry: entries.get(key),
    };
  });
  return {
    unchanged: all.filter(each => isUnchanged(each, state)),
    candidates: all.filter(each => !isUnchanged(each, state)),
  };
};

/** The write that is recorded ahead: a member that nobody recorded is not ours by being there. */
export const intendedWrite = ({
  manifest,
  member,
  entry,
}: Candidate): IntendedWrite => ({
  id: manifest.id,
  ...(member && !entry ? { before: member.uid } : {}),
});
