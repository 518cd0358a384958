import { parseQuantity } from '@kubeflow-fleet/plugin-kubeflow-common';
import { concurrently } from '../../http/concurrently';
import { createObjectApi } from '../api/createObjectApi';
import type { LiveObject } from '../api/objectApi';
import type { WritingApi } from '../api/writingApi';
import type {
  ApplyPorts,
  ApplyRequest,
  ApplyResult,
  ApplyTarget,
} from '../contract';
import { readInventory } from '../inventory';
import { resourceKey, type Manifest, type ResourceId } from '../manifest';
import {
  chooseRevision,
  readRevision,
  type RevisionRecord,
} from '../revisions';
import { textOf, valueAt } from '../status/liveValue';
import { deployTo } from './applyManifests';
import { countRequests } from './countedTarget';
import { definitionLoss } from './definitionLoss';
import { scopedManifests } from './scopedManifests';
import { isReplaceable } from './writeErrors';

/** Where one cluster goes back to. */
export interface RollbackRequest
  extends Pick<
    ApplyRequest,
    'set' | 'prune' | 'write' | 'timeoutMs' | 'until'
  > {
  /** Default: the newest one before the current that succeeded. */
  readonly revision?: number;
}

/** An object that a rollback leaves as the newer version made it, or whose data it cannot bring back. */
export interface NotRolledBack {
  readonly id: ResourceId;
  /** `its volume has 20Gi, and a claim cannot shrink to 10Gi`. */
  readonly reason: string;
}

export type RollbackResult = ApplyResult & {
  readonly notRolledBack: readonly NotRolledBack[];
};

const MOST_READS = 40;

const storageOf = (object: { readonly [field: string]: unknown }) =>
  textOf(valueAt(object.spec, 'resources', 'requests', 'storage'));

const shrinkReason = (
  manifest: Manifest,
  live: LiveObject,
): string | undefined => {
  const wanted = storageOf(manifest.object());
  const has = storageOf(live);
  return wanted && has && parseQuantity(wanted) < parseQuantity(has)
    ? `its volume has ${has}, and a claim cannot shrink to ${wanted}`
    : undefined;
};

const immutableReason = async (
  api: WritingApi,
  manifest: Manifest,
  { write, prune }: RollbackRequest,
): Promise<string | undefined> => {
  const allowed = { replace: write.replace, deletable: prune.deletable };
  if (isReplaceable(manifest.id, allowed)) return undefined;
  try {
    await api.apply(manifest, { dryRun: true });
  } catch (error) {
    const isRefused =
      (error as { upstreamStatus?: number }).upstreamStatus === 422;
    // What else it is will be met, and told, when it is written.
    if (isRefused && (await api.isValidAnew(manifest))) {
      return `a field of it cannot be changed back: ${
        (error as Error).message
      }`;
    }
  }
  return undefined;
};

/** Why an object cannot go back to what it was; undefined when it can, or does not exist. */
const reasonToHold = async (
  api: WritingApi,
  manifest: Manifest,
  request: RollbackRequest,
): Promise<string | undefined> => {
  const { id } = manifest;
  if (id.kind === 'CustomResourceDefinition') {
    if (request.write.allowDefinitionLoss) return undefined;
    const live = await api.get(id);
    return live && definitionLoss(api.subject, manifest, live)?.fact;
  }
  if (id.kind === 'PersistentVolumeClaim') {
    const live = await api.get(id);
    const shrinks = live && shrinkReason(manifest, live);
    if (shrinks) return shrinks;
  }
  return await immutableReason(api, manifest, request);
};

const heldBack = async (
  api: WritingApi,
  manifests: readonly Manifest[],
  request: RollbackRequest,
): Promise<readonly NotRolledBack[]> => {
  const kinds = await api.servedKinds();
  const scoped = scopedManifests(api.subject, manifests, kinds);
  const found = await concurrently(scoped, MOST_READS, async manifest => {
    // A kind that is not served has no objects that could stand in the way.
    if (!kinds.find(manifest.id)) return undefined;
    const reason = await reasonToHold(api, manifest, request);
    return reason ? { id: manifest.id, reason } : undefined;
  });
  return found.filter(each => each !== undefined);
};

/** Data outlives every rollback: what the newer version wrote stays. */
const dataOf = (
  manifests: readonly Manifest[],
  held: readonly NotRolledBack[],
): readonly NotRolledBack[] => {
  const named = new Set(held.map(({ id }) => resourceKey(id)));
  return manifests
    .filter(
      ({ id }) =>
        id.kind === 'PersistentVolumeClaim' && !named.has(resourceKey(id)),
    )
    .map(({ id }) => ({
      id,
      reason: 'the data on its volume stays as the newer revision left it',
    }));
};

const readTarget = async (
  target: ApplyTarget,
  request: RollbackRequest,
  ports: ApplyPorts,
): Promise<{
  readonly record: RevisionRecord;
  readonly manifests: readonly Manifest[];
}> => {
  const { subject } = target;
  const inventory = await readInventory(target, request.set, ports);
  const record = chooseRevision(inventory, {
    number: request.revision,
    subject,
  });
  return { record, manifests: await readRevision(target, record) };
};

/**
 * Applies the manifests of an earlier revision, byte for byte, and prunes what came since. What cannot go back (claims
 * that would shrink, versions of definitions, fields that never change) is left as it is and listed, and so is data.
 *
 * Never rejects; see `applyManifests`. `RevisionNotFound` and `RevisionDamaged` are the result's error.
 */
export const rollbackTo = async (
  target: ApplyTarget,
  request: RollbackRequest,
  ports: ApplyPorts,
): Promise<RollbackResult> => {
  const counted = countRequests(target, ports);
  const startedAt = ports.clock.now();
  try {
    const { record, manifests } = await readTarget(counted, request, ports);
    const api = createObjectApi(counted, {
      clock: ports.clock,
      random: ports.random,
      signal: ports.signal,
      manifests,
    });
    const held = await heldBack(api, manifests, request);
    const { profile, version, origin } = record;
    const result = await deployTo(
      target,
      {
        ...request,
        manifests,
        revision: { profile, version, origin },
        write: { ...request.write, allowDowngrade: true },
        timeoutMs: request.timeoutMs - (ports.clock.now() - startedAt),
      },
      {
        ports,
        held: new Map(held.map(({ id, reason }) => [resourceKey(id), reason])),
      },
    );
    return {
      ...result,
      requests: {
        total: result.requests.total + counted.counts.total,
        writes: result.requests.writes + counted.counts.writes,
      },
      notRolledBack: [...held, ...dataOf(manifests, held)],
    };
  } catch (error) {
    return {
      changeSet: { changes: [], failures: [] },
      unready: [],
      error: ports.signal.aborted ? ports.signal.reason : error,
      requests: { ...counted.counts },
      notRolledBack: [],
    };
  }
};
