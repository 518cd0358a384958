import {
  APPLYSET,
  APPLYSET_TOOLING,
  hasReason,
  INTENT_ANNOTATION,
  KubeflowError,
  STATE_OF_LABEL,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { systemClock, type Clock } from '../../clock';
import type { KubernetesObject } from '../../kubernetes/objects';
import { STATE_NAMESPACE, type ApplySet, type ApplyTarget } from '../contract';
import type { ObservedLease } from '../lease/contract';
import { leaseGeneration } from '../lease/leaseObject';
import { observeLease } from '../lease/observeLease';
import type { Inventory, InventoryEntry } from './contract';
import { decodeIntent, withIntended } from './intent';
import { readDocument, type InventoryDocument } from './inventoryDocument';
import { keyedDigest } from './keyedDigest';
import { STATE_CONFIG_MAPS } from './stateObjects';

const EMPTY: InventoryDocument = { entries: [], generation: 0, revisions: [] };

const listIn = (parent: KubernetesObject | undefined, annotation: string) =>
  (parent?.metadata.annotations?.[annotation] ?? '').split(',').filter(Boolean);

const toolName = (tooling: string) => tooling.replace(/\/[^/]*$/, '');

/** @throws KubeflowError `ConflictError`, reason `ForeignApplySet`. */
const checkParent = (
  { metadata }: KubernetesObject,
  { set, subject }: { readonly set: ApplySet; readonly subject: string },
): void => {
  const id = metadata.labels?.[APPLYSET.id];
  const tooling = metadata.annotations?.[APPLYSET.tooling] ?? '';
  const isOurs =
    id === set.id && toolName(tooling) === toolName(APPLYSET_TOOLING);
  if (isOurs) return;
  const what = tooling
    ? `is managed by '${toolName(tooling)}'`
    : 'is not the parent of an ApplySet of ours';
  throw new KubeflowError('ConflictError', {
    subject,
    fact: `ConfigMap ${STATE_NAMESPACE}/${metadata.name} ${what}: its label ${APPLYSET.id} or its annotation ${APPLYSET.tooling} is another`,
    reason: 'ForeignApplySet',
    remedy: `Put label '${set.id}' and annotation '${APPLYSET_TOOLING}' back, or delete the ConfigMap`,
  });
};

interface ReadState {
  readonly set: ApplySet;
  readonly subject: string;
  readonly configMaps: readonly KubernetesObject[];
  readonly lease: ObservedLease;
}

/** What the lease's last holder was about to write, unless the inventory says already what became of it. */
const pendingWrites = (
  { lease: { object }, subject }: ReadState,
  { generation }: InventoryDocument,
) => {
  const note = object?.metadata.annotations?.[INTENT_ANNOTATION];
  if (!object || !note || leaseGeneration(object) <= generation) return [];
  try {
    return decodeIntent(note);
  } catch (cause) {
    throw new KubeflowError('ConflictError', {
      subject,
      fact: `annotation ${INTENT_ANNOTATION} of Lease ${STATE_NAMESPACE}/${object.metadata.name} cannot be read`,
      reason: 'InventoryUnreadable',
      remedy:
        'Delete the annotation: what an interrupted deploy made is then no longer pruned by itself',
      cause,
    });
  }
};

const isPending = ({ uid, digest }: InventoryEntry) => !uid || !digest;

const inventoryOf = (state: ReadState): Inventory => {
  const { set, subject, configMaps, lease } = state;
  const byName = new Map(configMaps.map(map => [map.metadata.name, map]));
  const parent = byName.get(set.name);
  if (parent) checkParent(parent, state);
  const document = parent ? readDocument(parent, byName, subject) : EMPTY;
  const writes = pendingWrites(state, document);
  const entries = withIntended(document.entries, writes);
  const { uid = '', resourceVersion = '' } = parent?.metadata ?? {};
  return {
    ...document,
    entries,
    ...(parent ? { parent: { uid, resourceVersion } } : {}),
    groupKinds: listIn(parent, APPLYSET.groupKinds),
    namespaces: listIn(parent, APPLYSET.namespaces),
    digestOf: keyedDigest(uid),
    lease,
    stored: {
      parent,
      shards: configMaps
        .filter(
          ({ metadata }) =>
            metadata.labels?.[STATE_OF_LABEL] === set.id &&
            metadata.name !== set.name,
        )
        .map(({ metadata }) => metadata.name),
      pending: writes.length > 0 ? entries.filter(isPending) : [],
    },
  };
};

/**
 * Reads a cluster's inventory in one round trip of two requests: the ConfigMaps of {@link STATE_NAMESPACE}, which are
 * the parent and its shards as of one moment, and the lease. A cluster without them has an empty one.
 *
 * @throws KubeflowError for whatever cannot be read (`InventoryUnreadable`, `ForeignApplySet`, what the API server
 * said): never an empty inventory instead.
 */
export const readInventory = async (
  { kubernetes, subject }: Pick<ApplyTarget, 'kubernetes' | 'subject'>,
  set: ApplySet,
  { clock }: { readonly clock: Clock } = { clock: systemClock },
): Promise<Inventory> => {
  const [configMaps, lease] = await Promise.all([
    kubernetes.list(STATE_CONFIG_MAPS).catch(error => {
      if (hasReason(error, 'NamespaceNotFound')) return [];
      throw error;
    }),
    observeLease(kubernetes, { name: set.name, clock }),
  ]);
  return inventoryOf({ set, subject, configMaps, lease });
};
