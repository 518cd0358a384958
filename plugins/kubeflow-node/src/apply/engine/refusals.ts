import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { WritingApi } from '../api/writingApi';
import type { ObjectFailure } from '../changeSet';
import type { ApplyRequest } from '../contract';
import { describeResource } from '../manifest';
import type { PruneDecision } from '../prune';
import type { WriteDecision } from './decideWrites';
import { definitionLoss } from './definitionLoss';
import { downgradeRefusal } from './downgrade';
import { foreignMembers } from './foreignMembers';
import type { ClusterState } from './readState';

/** Why nothing may be written to a cluster. */
export interface Refusals {
  /** Of single objects. */
  readonly failures: readonly ObjectFailure[];
  /** Of the whole deploy; the first of them, or one for all objects. */
  readonly error?: unknown;
}

/** Reasons of a prune decision that make the whole deploy suspect; the others only keep pruning from happening. */
const DEPLOY_REFUSED: readonly string[] = [
  'MassDeletion',
  'PruneEmptyManifests',
];

const lostDefinitions = async (
  api: WritingApi,
  { candidates }: WriteDecision,
): Promise<readonly ObjectFailure[]> => {
  const definitions = candidates.filter(
    ({ manifest }) => manifest.id.kind === 'CustomResourceDefinition',
  );
  const found = await Promise.all(
    definitions.map(async ({ manifest }) => {
      const live = await api.get(manifest.id);
      const error = live && definitionLoss(api.subject, manifest, live);
      return error ? [{ id: manifest.id, error }] : [];
    }),
  );
  return found.flat();
};

const summary = (subject: string, failures: readonly ObjectFailure[]) => {
  if (failures.length < 2) return failures[0]?.error;
  return new KubeflowError('ConflictError', {
    subject,
    fact: `nothing was written, because ${failures.length} objects are refused`,
    reason: 'Refused',
    remedy: 'Correct each of them, or allow it by the input that it names',
    problems: failures.map(({ id, error }) => ({
      message: error instanceof Error ? error.message : describeResource(id),
    })),
  });
};

/**
 * Everything that speaks against a deploy, found before its first write and without one: an older version, a
 * deletion of too much, definitions that lose something, objects of other ApplySets.
 *
 * @throws KubeflowError when a live definition cannot be read.
 */
export const findRefusals = async (
  api: WritingApi,
  request: ApplyRequest,
  found: {
    readonly state: ClusterState;
    readonly writes: WriteDecision;
    readonly prune: PruneDecision;
  },
): Promise<Refusals> => {
  const { subject } = api;
  const { state, writes, prune } = found;
  const { allowDowngrade, allowDefinitionLoss } = request.write;
  const installed = state.inventory.revisions?.find(
    ({ number }) => number === state.inventory.revision,
  );
  const downgrade = allowDowngrade
    ? undefined
    : downgradeRefusal(subject, request.revision, installed);
  if (downgrade) return { failures: [], error: downgrade };
  if (prune.refusal && DEPLOY_REFUSED.includes(prune.refusal.reason)) {
    return { failures: [], error: prune.refusal };
  }
  const adopted = writes.candidates.filter(({ member }) => !member);
  const [lost, foreign] = await Promise.all([
    allowDefinitionLoss ? [] : lostDefinitions(api, writes),
    foreignMembers(api, request.set, {
      ids: adopted.map(({ manifest }) => manifest.id),
      kinds: state.kinds,
    }),
  ]);
  const failures = [...lost, ...foreign];
  return { failures, error: summary(subject, failures) };
};
