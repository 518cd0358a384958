import {
  KubeflowError,
  type Problem,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { InventoryEntry, RemovedObject } from '../inventory/contract';
import { parseGroupKind } from '../inventory/entryLines';
import { describeResource, resourceKey, type ResourceId } from '../manifest';
import type {
  Deletion,
  KeptMember,
  PruneDecision,
  PruneInput,
} from './contract';
import { definedGroup, inDeletionOrder } from './deletionOrder';
import { isEntryOf, reasonToKeep } from './memberVerdict';

/** More of a set than this share needs to be allowed, */
const LARGEST_SHARE = 0.3;
/** unless it is no more than so many objects: in a set of five that is everyday work. */
const ALWAYS_ALLOWED = 2;

const MOST_NAMED = 20;

interface Verdicts {
  readonly deletions: Deletion[];
  readonly kept: KeptMember[];
  readonly gone: RemovedObject[];
  readonly missing: RemovedObject[];
}

const isUninstall = ({ scope }: PruneInput) => scope === 'everything';

const wantedIds = (input: PruneInput): readonly ResourceId[] =>
  isUninstall(input) ? [] : input.manifests.map(({ id }) => id);

/** Uids that the manifests' objects have: the same object may also be served under a group of the past. */
const wantedUids = ({ members }: PruneInput, wanted: ReadonlySet<string>) =>
  new Set(
    [...members.byKey].flatMap(([key, { uid }]) =>
      wanted.has(key) ? [uid] : [],
    ),
  );

const judge = (
  input: PruneInput,
  entries: readonly InventoryEntry[],
  wanted: ReadonlySet<string>,
): Verdicts => {
  const verdicts: Verdicts = { deletions: [], kept: [], gone: [], missing: [] };
  const uids = wantedUids(input, wanted);
  for (const entry of entries) {
    const { id, uid } = entry;
    const live = input.members.byKey.get(resourceKey(id));
    if (!live) (uid ? verdicts.missing : verdicts.gone).push({ id, uid });
    else if (!isEntryOf(entry, live) || uids.has(live.uid)) {
      verdicts.gone.push({ id, uid });
    } else {
      const reason = reasonToKeep(id, live, input.policy);
      if (reason) verdicts.kept.push({ id, reason });
      else verdicts.deletions.push({ id, uid: live.uid });
    }
  }
  return verdicts;
};

/** An object that stays and would go with what is deleted. */
const passengerOf = (
  { kind, name }: ResourceId,
  staying: readonly ResourceId[],
): ResourceId | undefined => {
  if (kind === 'Namespace') {
    return staying.find(({ namespace }) => namespace === name);
  }
  const group = definedGroup({ kind, name });
  return group ? staying.find(id => id.group === group) : undefined;
};

/** Keeps the namespaces and definitions whose deletion would take along what stays. */
const withoutPassengers = (
  { deletions, kept, ...rest }: Verdicts,
  wanted: readonly ResourceId[],
): Verdicts => {
  const staying = [...wanted, ...kept.map(({ id }) => id)];
  const verdicts: Verdicts = { ...rest, deletions: [], kept: [...kept] };
  for (const deletion of deletions) {
    const { id } = deletion;
    const passenger = passengerOf(id, staying);
    if (passenger) {
      const reason = `deleting it would delete ${describeResource(
        passenger,
      )}, which stays`;
      verdicts.kept.push({ id, reason });
    } else verdicts.deletions.push(deletion);
  }
  return verdicts;
};

const named = (ids: readonly ResourceId[]): Problem[] => {
  const problems = ids
    .slice(0, MOST_NAMED)
    .map(id => ({ message: describeResource(id) }));
  const more = ids.length - problems.length;
  return more > 0 ? [...problems, { message: `and ${more} more` }] : problems;
};

const unreadRefusal = ({ subject, members }: PruneInput) => {
  const [[kind, cause] = []] = members.unread;
  const others = members.unread.size - 1;
  return new KubeflowError('ServiceUnavailableError', {
    subject,
    fact: `nothing is pruned, because objects of kind ${kind}${
      others > 0 ? ` and of ${others} other kinds` : ''
    } could not be listed`,
    reason: 'PruneReadIncomplete',
    remedy: `Make 'kubectl get ${kind} -A' work, then deploy again`,
    cause,
  });
};

const emptyRefusal = ({ subject, inventory }: PruneInput) =>
  new KubeflowError('InputError', {
    subject,
    fact: `nothing is applied or pruned, because there are no manifests at all, and ${inventory.entries.length} objects are installed`,
    reason: 'PruneEmptyManifests',
    remedy: "Check the path of the manifests, or use 'mode: uninstall'",
  });

const missingInventoryRefusal = ({ subject }: PruneInput) =>
  new KubeflowError('ConflictError', {
    subject,
    fact: 'nothing is pruned, because the inventory is missing although an interrupted deploy left traces',
    reason: 'PruneInventoryMissing',
    remedy: 'Deploy: it records what is there, and the next deploy prunes',
  });

const MOST_IN_WORDS = 3;

const namesOf = (deletions: readonly Deletion[]): string => {
  const shown = deletions.slice(0, MOST_IN_WORDS);
  const more = deletions.length - shown.length;
  return [
    ...shown.map(({ id }) => describeResource(id)),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join(', ');
};

const massRefusal = (
  { subject, inventory }: PruneInput,
  deletions: readonly Deletion[],
) =>
  new KubeflowError('ConflictError', {
    subject,
    fact: `nothing is applied or pruned, because ${deletions.length} of ${
      inventory.entries.length
    } objects would be deleted at once: ${namesOf(deletions)}`,
    reason: 'MassDeletion',
    remedy:
      'Check that the manifests are the ones of this cluster, then set allow-mass-delete: true',
    problems: named(deletions.map(({ id }) => id)),
  });

/** What makes the reading no ground for deleting. */
const untrusted = (input: PruneInput): KubeflowError | undefined => {
  if (!input.inventory.parent) return missingInventoryRefusal(input);
  if (input.members.unread.size > 0) return unreadRefusal(input);
  return input.manifests.length === 0 && !isUninstall(input)
    ? emptyRefusal(input)
    : undefined;
};

const isMass = (input: PruneInput, deletions: readonly Deletion[]) =>
  !isUninstall(input) &&
  !input.policy.allowMassDelete &&
  deletions.length > ALWAYS_ALLOWED &&
  deletions.length > LARGEST_SHARE * input.inventory.entries.length;

const strangersOf = (
  { members, inventory }: PruneInput,
  wanted: ReadonlySet<string>,
): ResourceId[] => {
  const known = new Map(
    inventory.entries.map(entry => [resourceKey(entry.id), entry]),
  );
  return [...members.byKey].flatMap(([key, live]) => {
    const entry = known.get(key);
    if (wanted.has(key) || (entry && isEntryOf(entry, live))) return [];
    const { namespace, name } = live;
    const kind = parseGroupKind(key.slice(0, key.indexOf('/')));
    return [{ ...kind, ...(namespace ? { namespace } : {}), name }];
  });
};

/**
 * Decides what is deleted: only what carries the label of the set, is in the inventory with this uid, was applied by
 * us, and is not among the manifests under any version; see {@link PruneDecision} for what becomes of the rest.
 * Nothing is deleted when anything could not be read, the inventory is missing, there are no manifests, or more than
 * 30 % of the set would go (more than two objects at least).
 */
export const decidePrune = (input: PruneInput): PruneDecision => {
  const wantedList = wantedIds(input);
  const wanted = new Set(wantedList.map(resourceKey));
  const entries = input.inventory.entries.filter(
    ({ id }) => !wanted.has(resourceKey(id)),
  );
  const nothing: PruneDecision = {
    set: input.set,
    deletions: [],
    kept: [],
    gone: [],
    missing: [],
    strangers: strangersOf(input, wanted),
    protectsClaims: !input.policy.deletable.includes('PersistentVolumeClaim'),
  };
  if (entries.length === 0) return nothing;
  const reason = untrusted(input);
  if (reason && input.policy.prune) return { ...nothing, refusal: reason };
  if (reason) return nothing;
  const verdicts = withoutPassengers(judge(input, entries, wanted), wantedList);
  if (isMass(input, verdicts.deletions)) {
    return {
      ...nothing,
      ...verdicts,
      deletions: [],
      refusal: massRefusal(input, verdicts.deletions),
    };
  }
  return {
    ...nothing,
    ...verdicts,
    deletions: inDeletionOrder(verdicts.deletions),
  };
};
