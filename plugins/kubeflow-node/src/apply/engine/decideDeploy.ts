import type { IntendedWrite } from '../inventory';
import { decidePrune, type PruneDecision } from '../prune';
import {
  decideWrites,
  intendedWrite,
  type WriteDecision,
} from './decideWrites';
import { resourceKey } from '../manifest';
import type { DeployContext } from './deployContext';
import type { ClusterState } from './readState';

/** What was read, and what follows from it. */
export interface Decided {
  readonly state: ClusterState;
  readonly writes: WriteDecision;
  readonly prune: PruneDecision;
}

type Question = Pick<DeployContext, 'api' | 'request' | 'pruneScope' | 'held'>;

const withoutHeld = (
  { candidates, ...rest }: WriteDecision,
  held: ReadonlyMap<string, string> | undefined,
): WriteDecision => ({
  ...rest,
  candidates: candidates.filter(
    ({ manifest }) => !held?.has(resourceKey(manifest.id)),
  ),
});

/** Decides everything from one reading, without a request. */
export const decideDeploy = (
  { api, request, pruneScope, held }: Question,
  state: ClusterState,
): Decided => ({
  state,
  writes: withoutHeld(decideWrites(state), held),
  prune: decidePrune({
    subject: api.subject,
    set: request.set,
    inventory: state.inventory,
    members: state.members,
    manifests: state.manifests,
    policy: request.prune,
    scope: pruneScope,
  }),
});

/** There is nothing to uninstall. */
export const isAbsent = (
  { pruneScope }: Pick<Question, 'pruneScope'>,
  { state: { inventory } }: Decided,
): boolean =>
  pruneScope !== undefined &&
  !inventory.parent &&
  inventory.entries.length === 0;

const hasNothingToPrune = ({ refusal, ...prune }: PruneDecision) =>
  refusal === undefined &&
  prune.deletions.length + prune.gone.length + prune.missing.length === 0;

/** The cluster is as it should be, and recorded so: nothing is written. */
export const isDone = (
  { pruneScope }: Pick<Question, 'pruneScope'>,
  { state: { inventory, members }, writes, prune }: Decided,
): boolean => {
  const last = inventory.revisions?.at(-1);
  const isRecorded =
    inventory.parent !== undefined &&
    (inventory.stored?.pending.length ?? 0) === 0 &&
    (last === undefined || last.outcome === 'succeeded');
  return (
    pruneScope === undefined &&
    isRecorded &&
    writes.candidates.length === 0 &&
    members.unread.size === 0 &&
    hasNothingToPrune(prune)
  );
};

/** Everything that will be written or deleted. */
export const intendedOf = ({
  writes,
  prune,
}: Decided): readonly IntendedWrite[] => [
  ...writes.candidates.map(intendedWrite),
  ...prune.deletions.map(({ id }) => ({ id })),
];
