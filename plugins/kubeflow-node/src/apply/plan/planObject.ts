import {
  hasReason,
  isKubeflowError,
  type KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { LiveObject, ObjectApi, ServedKinds } from '../api/objectApi';
import type { Change, FieldChange } from '../changeSet';
import type { WritePolicy } from '../contract';
import { diffObjects } from '../diff/diffObjects';
import { createRedactor, type Redactor } from '../diff/redactor';
import { lostFields } from '../drift/lostFields';
import { ownedDigest } from '../drift/ownedFields';
import { describeResource, groupKind, type Manifest } from '../manifest';
import { isOnlyClientSide } from './conflict';
import type { DefinedKinds } from './definedKinds';
import { definitionLoss } from './definitionLoss';
import type { Namespaces } from './namespaces';

/** What planning one object needs to know of the rest. */
export interface PlanContext {
  readonly api: Pick<ObjectApi, 'subject' | 'get' | 'apply'>;
  readonly kinds: ServedKinds;
  readonly defined: DefinedKinds;
  readonly namespaces: Namespaces;
  readonly write: WritePolicy;
  /** Knows the Secrets of the manifests. */
  readonly redact: Redactor;
  readonly secrets: readonly Manifest[];
}

/** What would happen to one object. */
export interface PlannedObject {
  readonly change: Change;
  readonly refusal?: KubeflowError;
  readonly warning?: string;
}

type DryRun =
  | { readonly object: LiveObject; readonly conflict?: KubeflowError }
  | { readonly error: KubeflowError };

const versionOf = (apiVersion: string) =>
  apiVersion.slice(apiVersion.indexOf('/') + 1);

/** Why an object cannot be dry-run yet; undefined when it can. */
const prerequisite = async (
  { id, apiVersion, ...rest }: Manifest,
  { kinds, defined, namespaces }: PlanContext,
): Promise<string | undefined> => {
  const version = versionOf(apiVersion);
  const isServed = kinds.find({ ...id, version }) !== undefined;
  if (!isServed && defined.has({ id, apiVersion, ...rest })) {
    return `${apiVersion} ${id.kind} is defined by this deploy, so it was not compared`;
  }
  const { namespace } = id;
  if (!isServed || !namespace || !namespaces.isMade(namespace))
    return undefined;
  return (await namespaces.exists(namespace))
    ? undefined
    : `namespace ${namespace} is made by this deploy, so it was not compared`;
};

const asKubeflowError = (error: unknown): KubeflowError => {
  if (isKubeflowError(error)) return error;
  throw error;
};

/** Forced where only a conflict is in the way: a dry run changes nothing, and shows what taking the fields would do. */
const dryRun = async (
  manifest: Manifest,
  { api, write }: PlanContext,
): Promise<DryRun> => {
  const force = write.forceConflicts.includes(groupKind(manifest.id));
  try {
    return { object: await api.apply(manifest, { dryRun: true, force }) };
  } catch (thrown) {
    const error = asKubeflowError(thrown);
    if (!hasReason(error, 'FieldManagerConflict')) return { error };
    try {
      const object = await api.apply(manifest, { dryRun: true, force: true });
      return { object, conflict: error };
    } catch (second) {
      return { error: asKubeflowError(second) };
    }
  }
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
  { redact, secrets }: PlanContext,
): Change => {
  const { id } = manifest;
  // What the cluster holds now is secret as well.
  const whole =
    live.kind === 'Secret' ? createRedactor([...secrets, live]) : redact;
  const fields = diffObjects(live, next, { redact: whole });
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

const planRefused = (
  manifest: Manifest,
  error: KubeflowError,
  { live, write }: { readonly live?: LiveObject; readonly write: WritePolicy },
): PlannedObject => {
  const { id } = manifest;
  const name = describeResource(id);
  if (error.reason === 'WebhookFailed') {
    const change: Change = {
      id,
      action: live ? 'configured' : 'created',
      reason: `not compared: ${error.fact}`,
    };
    return { change, warning: `${name} was not compared: ${error.fact}` };
  }
  const isReplaced =
    live &&
    error.reason === 'ImmutableField' &&
    write.replace.includes(groupKind(id));
  return isReplaced
    ? {
        change: {
          id,
          action: 'configured',
          replaced: true,
          reason: error.fact,
        },
      }
    : { change: { id, action: 'skipped', reason: error.fact }, refusal: error };
};

const refusedConflict = (
  conflict: KubeflowError | undefined,
): KubeflowError | undefined =>
  conflict && !isOnlyClientSide(conflict) ? conflict : undefined;

const conflictReason = (conflict: KubeflowError): string =>
  isOnlyClientSide(conflict)
    ? 'fields of client-side kubectl apply are taken over'
    : conflict.fact;

const planLive = (
  manifest: Manifest,
  { live, run }: { readonly live: LiveObject; readonly run: DryRun },
  context: PlanContext,
): PlannedObject => {
  const { write, api } = context;
  if ('error' in run) return planRefused(manifest, run.error, { live, write });
  const change = compared(manifest, { live, next: run.object }, context);
  const loss =
    manifest.id.kind === 'CustomResourceDefinition' &&
    !write.allowDefinitionLoss
      ? definitionLoss(live, manifest.object(), api.subject)
      : undefined;
  if (loss) return { change: { ...change, reason: loss.fact }, refusal: loss };
  return run.conflict
    ? {
        change: { ...change, reason: conflictReason(run.conflict) },
        refusal: refusedConflict(run.conflict),
      }
    : { change };
};

/**
 * What applying one manifest would do, by a read and a server-side dry run. An object whose namespace or kind this very
 * deploy makes is planned as created, without a dry run.
 *
 * @throws whatever is no answer about this object: an abort, a lost cluster.
 */
export const planObject = async (
  manifest: Manifest,
  context: PlanContext,
): Promise<PlannedObject> => {
  const { id } = manifest;
  const reason = await prerequisite(manifest, context);
  if (reason) {
    const live = await context.api.get(id);
    return { change: { id, action: live ? 'configured' : 'created', reason } };
  }
  const [live, run] = await Promise.all([
    context.api.get(id),
    dryRun(manifest, context),
  ]);
  if (live) return planLive(manifest, { live, run }, context);
  return 'error' in run
    ? planRefused(manifest, run.error, { write: context.write })
    : { change: { id, action: 'created' } };
};
