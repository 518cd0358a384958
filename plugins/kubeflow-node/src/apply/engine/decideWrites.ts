import type { ObjectMetadata } from '../api/objectApi';
import { ownedDigest } from '../drift/ownedFields';
import type { IntendedWrite, InventoryEntry } from '../inventory';
import {
  groupKind,
  resourceKey,
  type Manifest,
  type ResourceId,
} from '../manifest';
import { definedKind } from '../order/definedKind';
import type { ClusterState } from './readState';

const DEFINITION = 'CustomResourceDefinition.apiextensions.k8s.io';

/** One object that may have to be written. */
export interface Candidate {
  readonly manifest: Manifest;
  /** The member that stands there, as it was read. */
  readonly member?: ObjectMetadata;
  readonly entry?: InventoryEntry;
  /** Its namespace or definition, which is being deleted and takes it along: what stands there now does not count. */
  readonly goesWith?: ResourceId;
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
  { manifest, member, entry, goesWith }: Candidate,
  { inventory }: ClusterState,
) =>
  goesWith === undefined &&
  member !== undefined &&
  entry?.uid !== undefined &&
  entry.digest !== undefined &&
  entry.owned !== undefined &&
  member.uid === entry.uid &&
  member.deletionTimestamp === undefined &&
  entry.digest === inventory.digestOf(manifest) &&
  entry.owned === ownedDigest(member.managedFields);

/** Namespaces and definitions of the set that are being deleted, by what is in them. */
class Dying {
  private readonly namespaces = new Map<string, ResourceId>();
  private readonly kinds = new Map<string, ResourceId>();

  constructor({ manifests, members }: ClusterState) {
    for (const manifest of manifests) {
      const { id } = manifest;
      const member = members.byKey.get(resourceKey(id));
      if (member?.deletionTimestamp === undefined) continue;
      const kind = groupKind(id);
      if (kind === 'Namespace') this.namespaces.set(id.name, id);
      if (kind === DEFINITION)
        this.kinds.set(groupKind(definedKind(manifest)), id);
    }
  }

  /** What the object goes with. */
  holderOf(id: ResourceId): ResourceId | undefined {
    const { namespace = '' } = id;
    return this.namespaces.get(namespace) ?? this.kinds.get(groupKind(id));
  }
}

/** What has to be sent to a cluster, and what certainly not. */
export const decideWrites = (state: ClusterState): WriteDecision => {
  const entries = new Map(
    state.inventory.entries.map(entry => [resourceKey(entry.id), entry]),
  );
  const dying = new Dying(state);
  const all = state.manifests.map((manifest): Candidate => {
    const key = resourceKey(manifest.id);
    return {
      manifest,
      member: state.members.byKey.get(key),
      entry: entries.get(key),
      goesWith: dying.holderOf(manifest.id),
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
