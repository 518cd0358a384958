import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import { concurrently } from '../../http/concurrently';
import { createObjectApi } from '../api/createObjectApi';
import type { ObjectApi } from '../api/objectApi';
import type { Change } from '../changeSet';
import type { ApplyPorts, ApplyTarget } from '../contract';
import { liveSecrets } from '../diff/liveSecrets';
import { createRedactor, type Redactor } from '../diff/redactor';
import { countRequests, type CountedTarget } from '../engine/countedTarget';
import { decideWrites, type Candidate } from '../engine/decideWrites';
import { readState, type ClusterState } from '../engine/readState';
import { scopedManifests } from '../engine/scopedManifests';
import type { Manifest } from '../manifest';
import { decidePrune } from '../prune';
import type { ClusterDrift, DriftRequest } from './contract';
import { driftOfMetadata, driftOfObject } from './driftOfObject';
import { recordedManifests } from './recordedManifests';
import { unreadyObjects } from './unreadyObjects';

/** Objects in work at once; how many requests that makes is up to the limiter of the cluster. */
const MOST_OBJECTS = 40;

export type DriftPorts = Pick<ApplyPorts, 'clock' | 'random' | 'signal'>;

/** @throws the error of a kind that could not be listed: half a look finds half of the drift. */
const assertComplete = ({ members }: ClusterState) => {
  const [error] = members.unread.values();
  if (error !== undefined) throw error;
};

const isDeployed = ({ manifest, entry }: Candidate, state: ClusterState) =>
  entry?.digest !== undefined &&
  entry.digest === state.inventory.digestOf(manifest);

const inspect = async (
  api: Pick<ObjectApi, 'get'>,
  candidate: Candidate,
  { state, redact }: { state: ClusterState; redact: Redactor },
): Promise<Change> => {
  const { manifest, member } = candidate;
  try {
    const live = await api.get(manifest.id);
    const suspect = {
      ...candidate,
      live,
      isDeployed: isDeployed(candidate, state),
    };
    return driftOfObject(suspect, redact);
  } catch (error) {
    if (!member || !hasReason(error, 'Forbidden')) throw error;
    return driftOfMetadata(manifest, member, redact);
  }
};

/** What is in the cluster beyond the manifests. */
const surplus = (
  state: ClusterState,
  { set, manifests }: DriftRequest,
  subject: string,
): readonly Change[] => {
  const { deletions, strangers } = decidePrune({
    ...state,
    subject,
    set,
    policy: { prune: true, allowMassDelete: true, deletable: [] },
  });
  const strange = strangers.map(
    (id): Change => ({
      id,
      action: 'skipped',
      reason:
        'it carries the label of this installation and was not applied by it',
    }),
  );
  // What a deploy did not prune is no drift: it was left on purpose.
  if (!manifests) return strange;
  const gone = deletions.map(
    ({ id }): Change => ({
      id,
      action: 'deleted',
      reason: 'it is no longer in the manifests',
    }),
  );
  return [...strange, ...gone];
};

const compare = async (
  api: Pick<ObjectApi, 'get'>,
  state: ClusterState,
  {
    candidates,
    redact,
  }: { readonly candidates: readonly Candidate[]; readonly redact: Redactor },
): Promise<readonly Change[]> => {
  const found = await concurrently(
    candidates,
    MOST_OBJECTS,
    async candidate =>
      [
        candidate.manifest,
        await inspect(api, candidate, { state, redact }),
      ] as const,
  );
  const changes = new Map<Manifest, Change>(found);
  return state.manifests.map(
    manifest =>
      changes.get(manifest) ?? { id: manifest.id, action: 'unchanged' },
  );
};

interface Look {
  readonly api: ObjectApi;
  readonly state: ClusterState;
  readonly request: DriftRequest;
  readonly ports: DriftPorts;
}

const lookAt = async (
  target: CountedTarget,
  { api, state, request, ports }: Look,
): Promise<Pick<ClusterDrift, 'changes' | 'unready'>> => {
  const { candidates } = decideWrites(state);
  const redact = createRedactor([
    ...state.manifests,
    ...(await liveSecrets(api, candidates, state)),
  ]);
  const changes = await compare(api, state, { candidates, redact });
  const unready = await unreadyObjects(target, state.manifests, {
    live: state.live,
    redact: text => redact.text(text),
    signal: ports.signal,
  });
  return {
    changes: [...changes, ...surplus(state, request, target.subject)],
    unready,
  };
};

/**
 * How a cluster differs from what it is to hold, by get and list alone: without the right to change anything, so
 * without a dry run. What was changed is told by who owns our fields now (`managedFields`), in the values that are there.
 *
 * @throws KubeflowError when anything of it cannot be read, or `signal` aborts.
 */
export const detectDrift = async (
  given: ApplyTarget,
  request: DriftRequest,
  ports: DriftPorts,
): Promise<ClusterDrift> => {
  const { set } = request;
  const { clock } = ports;
  const target = countRequests(given, ports);
  const warnings: string[] = [];
  const api = createObjectApi(target, {
    ...ports,
    onWarning: text => warnings.push(text),
  });
  const manifests = request.manifests ?? [];
  const read = await readState(target, api, { set, manifests, clock });
  const { parent, entries, revision } = read.inventory;
  const about = { revision, warnings, requests: target.counts };
  if (!parent && entries.length === 0) {
    return { ...about, installed: false, changes: [], unready: [] };
  }
  assertComplete(read);
  const wanted =
    request.manifests ?? (await recordedManifests(target, read.inventory));
  const state: ClusterState = {
    ...read,
    manifests: scopedManifests(target.subject, wanted, read.kinds),
  };
  const found = await lookAt(target, { api, state, request, ports });
  return { ...about, installed: true, ...found };
};
