import {
  DELETION_ANNOTATION,
  PRUNE_ANNOTATION,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ObjectMetadata } from '../api/objectApi';
import { STATE_NAMESPACE, type PrunePolicy } from '../contract';
import { ownEntries } from '../drift/ownedFields';
import type { InventoryEntry } from '../inventory/contract';
import type { ResourceId } from '../manifest';

const GUARDED: readonly string[] = [
  'Namespace',
  'CustomResourceDefinition',
  'PersistentVolumeClaim',
] satisfies PrunePolicy['deletable'];

const isGuarded = (kind: string, { deletable }: PrunePolicy) =>
  GUARDED.includes(kind) && !deletable.some(allowed => allowed === kind);

const annotationReason = ({ annotations = {} }: ObjectMetadata) => {
  if (annotations[PRUNE_ANNOTATION] === 'disabled') {
    return `its annotation ${PRUNE_ANNOTATION} says 'disabled'`;
  }
  return annotations[DELETION_ANNOTATION] === 'detach'
    ? `its annotation ${DELETION_ANNOTATION} says 'detach'`
    : undefined;
};

/** Why an object of ours stays; undefined when it may go. */
export const reasonToKeep = (
  id: ResourceId,
  live: ObjectMetadata,
  policy: PrunePolicy,
): string | undefined => {
  if (!policy.prune) return 'pruning is off';
  if (id.kind === 'Namespace' && id.name === STATE_NAMESPACE) {
    return 'it holds the inventory';
  }
  if (ownEntries(live.managedFields).length === 0) {
    return 'it was last applied by somebody else';
  }
  if (live.ownerReferences?.some(({ controller }) => controller)) {
    return 'a controller owns it';
  }
  if (isGuarded(id.kind, policy)) {
    return `a ${id.kind} is pruned only where that kind is allowed to be`;
  }
  return annotationReason(live);
};

/**
 * True when an object is the one that an entry speaks of. An entry without a uid is an intended write: its object is
 * ours when we applied it and it was not there, with our label, before.
 */
export const isEntryOf = (
  { uid, before }: InventoryEntry,
  live: ObjectMetadata,
): boolean =>
  uid
    ? uid === live.uid
    : live.uid !== before && ownEntries(live.managedFields).length > 0;
