import type { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { LiveObject, ServedKinds } from '../api/objectApi';
import type { WritingApi } from '../api/writingApi';
import type { Change, FieldChange } from '../changeSet';
import type { ApplyRequest } from '../contract';
import { diffObjects } from '../diff/diffObjects';
import type { Redactor } from '../diff/redactor';
import { lostFields } from '../drift/lostFields';
import { ownedDigest } from '../drift/ownedFields';
import { withoutClientSideApply } from '../engine/clientSideApply';
import type { Candidate } from '../engine/decideWrites';
import {
  conflictError,
  immutableError,
  isReplaceable,
} from '../engine/writeErrors';
import { describeResource, groupKind, type Manifest } from '../manifest';
import type { DefinedKinds } from './definedKinds';
import { dryRun, type DryRun } from './dryRun';
import type { Namespaces } from './namespaces';

/** What planning one object needs to know of the rest. */
export interface PlanContext extends Pick<ApplyRequest, 'write' | 'prune'> {
  readonly api: WritingApi;
  readonly kinds: ServedKinds;
  readonly defined: DefinedKinds;
  readonly namespaces: Namespaces;
  /** Knows the Secrets of the manifests, and those that change as they are now. */
  readonly redact: Redactor;
}

/** What would happen to one object. */
export interface PlannedObject {
  readonly change: Change;
  readonly refusal?: KubeflowError;
  readonly warning?: string;
}

const versionOf = (apiVersion: string) =>
  apiVersion.slice(apiVersion.indexOf('/') + 1);

/** Why an object cannot be dry-run yet; undefined when it can. */
const prerequisite = async (
  manifest: Manifest,
  { kinds, defined, namespaces }: PlanContext,
): Promise<string | undefined> => {
  const { id, apiVersion } = manifest;
  const version = versionOf(apiVersion);
  const isServed = kinds.find({ ...id, version }) !== undefined;
  if (!isServed && defined.has(manifest)) {
    return `${apiVersion} ${id.kind} is defined by this deploy, so it was not compared`;
  }
  const { namespace } = id;
  if (!isServed || !namespace || !namespaces.isMade(namespace)) {
    return undefined;
  }
  return (await namespaces.exists(namespace))
    ? undefined
    : `namespace ${namespace} is made by this deploy, so it was not compared`;
};

/** Names who set what is there now, where it was not us. */
const withManagers = (
  changes: readonly FieldChange[],
  manifest: Manifest,
  live: LiveObject,
): readonly FieldChange[] => {
  const lost = lostFields(manifest.object(), live.metadata.managedFields, live);
  const byPath = new Map((lost ?? []).map(field => [field.path, field]));
  return changes.map(change => {
    const { manager, time } = byPath.get(change.path) ?? {};
    return manager ? { ...change, manager, time } : change;
  });
};

const compared = (
  manifest: Manifest,
  { live, next }: { readonly live: LiveObject; readonly next: LiveObject },
  { redact }: PlanContext,
): Change => {
  const { id } = manifest;
  const fields = diffObjects(live, next, { redact });
  if (fields.length > 0) {
    return {
      id,
      action: 'configured',
      fields: withManagers(fields, manifest, live),
    };
  }
  const [was, is] = [live, next].map(({ metadata }) =>
    ownedDigest(metadata.managedFields),
  );
  return was === is
    ? { id, action: 'unchanged' }
    : {
        id,
        action: 'configured',
        fields: [],
        reason: 'only the ownership of its fields changes',
      };
};

const uncompared = (
  { id }: Manifest,
  error: KubeflowError,
  live: LiveObject | undefined,
): PlannedObject => ({
  change: {
    id,
    action: live ? 'configured' : 'created',
    reason: `not compared: ${error.fact}`,
  },
  warning: `${describeResource(id)} was not compared: ${error.fact}`,
});

/** A refused change is one of a field that cannot change when the server would take the same as a new object. */
const planRefused = async (
  manifest: Manifest,
  error: KubeflowError,
  { live, context }: { live?: LiveObject; context: PlanContext },
): Promise<PlannedObject> => {
  const { id } = manifest;
  if (error.reason === 'WebhookFailed')
    return uncompared(manifest, error, live);
  const isImmutable =
    live !== undefined &&
    error.upstreamStatus === 422 &&
    (await context.api.isValidAnew(manifest));
  const refusal = isImmutable ? immutableError(id, error) : error;
  const allowed = {
    replace: context.write.replace,
    deletable: context.prune.deletable,
  };
  return isImmutable && isReplaceable(id, allowed)
    ? {
        change: {
          id,
          action: 'configured',
          replaced: true,
          reason: 'a field of it can never change',
        },
      }
    : { change: { id, action: 'skipped', reason: refusal.fact }, refusal };
};

/** Managers whose fields the apply takes over without a conflict. */
const migratedManagers = (
  live: LiveObject,
  { member }: Candidate,
): ReadonlySet<string> => {
  const next = withoutClientSideApply(live, { isOurs: member !== undefined });
  const gone = (live.metadata.managedFields ?? []).filter(
    entry => next && !next.includes(entry),
  );
  return new Set(gone.map(({ manager }) => manager));
};

const withConflict = (
  change: Change,
  conflict: KubeflowError,
  {
    live,
    migrated,
  }: { readonly live: LiveObject; readonly migrated: ReadonlySet<string> },
): PlannedObject => {
  const owners = conflict.problems.map(
    ({ message }) => /conflict with "([^"]+)"/.exec(message)?.[1] ?? '',
  );
  if (owners.length > 0 && owners.every(owner => migrated.has(owner))) {
    const reason = 'fields of client-side kubectl apply are taken over';
    return { change: { ...change, reason } };
  }
  const refusal = conflictError(change.id, conflict, live);
  return { change: { ...change, reason: refusal.fact }, refusal };
};

const planLive = async (
  candidate: Candidate,
  { live, run }: { readonly live: LiveObject; readonly run: DryRun },
  context: PlanContext,
): Promise<PlannedObject> => {
  const { manifest } = candidate;
  const { id } = manifest;
  if (live.metadata.deletionTimestamp) {
    const reason = 'it is being deleted, and is made anew after that';
    return { change: { id, action: 'configured', replaced: true, reason } };
  }
  if ('error' in run) {
    return await planRefused(manifest, run.error, { live, context });
  }
  const change = compared(manifest, { live, next: run.object }, context);
  return run.conflict
    ? withConflict(change, run.conflict, {
        live,
        migrated: migratedManagers(live, candidate),
      })
    : { change };
};

/**
 * What applying one manifest would do, by a server-side dry run and, where it exists, a read. An object whose namespace
 * or kind this very deploy makes is planned without a dry run, and says so.
 *
 * @throws whatever is no answer about this object: an abort, a lost cluster.
 */
export const planObject = async (
  candidate: Candidate,
  context: PlanContext,
): Promise<PlannedObject> => {
  const { manifest, member } = candidate;
  const { id } = manifest;
  const { api, write } = context;
  const { goesWith } = candidate;
  if (goesWith) {
    const reason = `${describeResource(
      goesWith,
    )} is being deleted, and it with that; both are made anew`;
    return { change: { id, action: 'configured', replaced: true, reason } };
  }
  const reason = await prerequisite(manifest, context);
  if (reason) {
    return {
      change: { id, action: member ? 'configured' : 'created', reason },
    };
  }
  const force = write.forceConflicts.includes(groupKind(id));
  const reading = member && api.get(id);
  // A failed dry run must not leave the read without anybody to hear of its failure.
  reading?.catch(() => undefined);
  const run = await dryRun(api, manifest, { force });
  if ('isCreated' in run && run.isCreated) {
    return { change: { id, action: 'created' } };
  }
  const live = await (reading ?? api.get(id));
  if (live) return await planLive(candidate, { live, run }, context);
  return 'error' in run
    ? await planRefused(manifest, run.error, { context })
    : { change: { id, action: 'created' } };
};
