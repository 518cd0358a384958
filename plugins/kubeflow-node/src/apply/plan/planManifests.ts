import type { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { concurrently } from '../../http/concurrently';
import { createObjectApi } from '../api/createObjectApi';
import type { WritingApi } from '../api/writingApi';
import type { Change } from '../changeSet';
import type { ApplyPorts, ApplyRequest, ApplyTarget, Plan } from '../contract';
import { liveSecrets } from '../diff/liveSecrets';
import { createRedactor } from '../diff/redactor';
import { countRequests } from '../engine/countedTarget';
import { decideWrites, type WriteDecision } from '../engine/decideWrites';
import { readState, type ClusterState } from '../engine/readState';
import { findRefusals, type Refusals } from '../engine/refusals';
import { describeResource, resourceKey, type Manifest } from '../manifest';
import { decidePrune, type PruneDecision } from '../prune';
import { DefinedKinds } from './definedKinds';
import { Namespaces } from './namespaces';
import { planObject, type PlanContext, type PlannedObject } from './planObject';

/** Objects in work at once; how many requests that makes is up to the limiter of the cluster. */
const MOST_OBJECTS = 40;
const MOST_NAMED = 5;

export type PlanPorts = Pick<ApplyPorts, 'clock' | 'random' | 'signal'>;

const planCandidates = async (
  api: WritingApi,
  { write, prune }: ApplyRequest,
  { state, writes }: { state: ClusterState; writes: WriteDecision },
): Promise<ReadonlyMap<Manifest, PlannedObject>> => {
  const { manifests, kinds, members } = state;
  const secrets = [
    ...manifests.filter(({ id }) => id.kind === 'Secret'),
    ...(await liveSecrets(api, writes.candidates, state)),
  ];
  const context: PlanContext = {
    api,
    kinds,
    defined: new DefinedKinds(manifests),
    namespaces: new Namespaces(api, members, manifests),
    write,
    prune,
    redact: createRedactor(secrets),
  };
  const planned = await concurrently(
    writes.candidates,
    MOST_OBJECTS,
    async candidate =>
      [candidate.manifest, await planObject(candidate, context)] as const,
  );
  return new Map(planned);
};

const pruneChanges = ({
  deletions,
  kept,
}: PruneDecision): readonly Change[] => [
  ...kept.map(({ id, reason }): Change => ({ id, action: 'skipped', reason })),
  ...deletions.map(({ id }): Change => ({ id, action: 'deleted' })),
];

const strangerWarnings = ({ strangers }: PruneDecision): readonly string[] => {
  if (strangers.length === 0) return [];
  const named = strangers.slice(0, MOST_NAMED).map(describeResource);
  const more = strangers.length > named.length ? ', …' : '';
  return [
    `${
      strangers.length
    } objects carry the label of this installation and were not applied by it, so they are left alone: ${named.join(
      ', ',
    )}${more}`,
  ];
};

/** Each object once: what is refused before its dry run met the same in it. */
const refusalsOf = (
  { error, failures }: Refusals,
  planned: readonly PlannedObject[],
): readonly unknown[] => {
  const known = new Set(failures.map(({ id }) => resourceKey(id)));
  return [
    ...(failures.length > 0 ? failures.map(one => one.error) : [error]),
    ...planned
      .filter(({ change }) => !known.has(resourceKey(change.id)))
      .map(({ refusal }) => refusal),
  ].filter(refusal => refusal !== undefined);
};

const pruneWarning = (
  { refusal }: PruneDecision,
  refusals: readonly unknown[],
): readonly string[] =>
  refusal && !refusals.includes(refusal) ? [shortMessage(refusal)] : [];

const shortMessage = ({ fact, remedy }: KubeflowError) =>
  remedy ? `${fact}. ${remedy}` : fact;

/**
 * What {@link ApplyRequest} would do to a cluster, without a write: reads, and a server-side dry run of every object
 * that is not exactly as we left it. A cluster that is as it should be costs one list per kind and a handful of
 * requests. Secrets are redacted.
 *
 * @throws KubeflowError when the inventory or discovery cannot be read, or `signal` aborts; what single objects meet is in
 * `refusals` and `warnings`.
 */
export const planManifests = async (
  given: ApplyTarget,
  request: ApplyRequest,
  ports: PlanPorts,
): Promise<Plan> => {
  const { set, prune: policy } = request;
  const warnings: string[] = [];
  const target = countRequests(given, ports);
  const { subject, counts } = target;
  const api = createObjectApi(target, {
    ...ports,
    manifests: request.manifests,
    onWarning: text => warnings.push(text),
  });
  const state = await readState(target, api, {
    ...request,
    clock: ports.clock,
  });
  const { manifests } = state;
  const writes = decideWrites(state);
  const prune = decidePrune({ ...state, subject, set, policy });
  const [planned, found] = await Promise.all([
    planCandidates(api, request, { state, writes }),
    findRefusals(api, request, { state, writes, prune }),
  ]);
  const objects = manifests.map(
    (manifest): PlannedObject =>
      planned.get(manifest) ?? {
        change: { id: manifest.id, action: 'unchanged' },
      },
  );
  const refusals = refusalsOf(found, objects);
  return {
    changeSet: {
      changes: [...objects.map(({ change }) => change), ...pruneChanges(prune)],
      failures: [],
    },
    refusals,
    warnings: [
      ...warnings,
      ...objects.flatMap(({ warning }) => warning ?? []),
      ...pruneWarning(prune, refusals),
      ...strangerWarnings(prune),
    ],
    requests: { ...counts },
  };
};
