import {
  KubeflowError,
  type Problem,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { LiveObject } from '../api/objectApi';
import { describeResource, groupKind, type ResourceId } from '../manifest';

/** Kinds whose loss loses data: a replacement of them needs the flag for deleting them as well. */
const GUARDED: readonly string[] = [
  'Namespace',
  'CustomResourceDefinition',
  'PersistentVolumeClaim',
];

const problemTexts = ({ problems, fact }: KubeflowError) =>
  problems.length > 0
    ? problems.map(({ message }) => message).join('; ')
    : fact;

/** When a manager wrote last, where the object tells it of one entry alone. */
const writtenAt = (manager: string, live: LiveObject | undefined) => {
  const [entry, ...others] = (live?.metadata.managedFields ?? []).filter(
    each => each.manager === manager && !each.subresource,
  );
  return others.length === 0 ? entry?.time : undefined;
};

/** `'helm' owns .spec.replicas, written at 2026-11-24T16:01:04Z`; the server's own words where they are others. */
const ownershipText = (message: string, live: LiveObject | undefined) => {
  const [, field, manager] =
    /^(.*): conflict with "([^"]+)"/s.exec(message) ?? [];
  if (!field || !manager) return message;
  const time = writtenAt(manager, live);
  return `'${manager}' owns ${field}${time ? `, written at ${time}` : ''}`;
};

const ownersText = (
  { problems, fact }: KubeflowError,
  live: LiveObject | undefined,
) =>
  problems.length > 0
    ? problems.map(({ message }) => ownershipText(message, live)).join('; ')
    : fact;

/** A conflict of field managers, with the ways out of it; the object as it is tells when they wrote. */
export const conflictError = (
  id: ResourceId,
  cause: KubeflowError,
  live?: LiveObject,
): KubeflowError =>
  new KubeflowError('ConflictError', {
    subject: cause.subject,
    fact: `${describeResource(id)}: ${ownersText(cause, live)}`,
    reason: 'FieldManagerConflict',
    remedy: `Take these fields out of the manifests or away from that manager, or list ${groupKind(
      id,
    )} in force-conflicts to take them over`,
    upstreamStatus: cause.upstreamStatus,
    problems: cause.problems,
    cause,
  });

const replacementRemedy = ({ group, kind }: ResourceId) => {
  const allowed = `list ${groupKind({ group, kind })} in replace`;
  return GUARDED.includes(kind)
    ? `Change it back, or ${allowed} and ${kind} in allow-delete: it is then deleted with all that is in it, and created anew`
    : `Change it back, or ${allowed}: it is then deleted and created anew`;
};

/** A change that the server will never make to an object that exists. */
export const immutableError = (
  id: ResourceId,
  cause: KubeflowError,
): KubeflowError =>
  new KubeflowError('ConflictError', {
    subject: cause.subject,
    fact: `${describeResource(
      id,
    )} cannot be changed in this way while it exists: ${problemTexts(cause)}`,
    reason: 'ImmutableField',
    remedy: replacementRemedy(id),
    upstreamStatus: cause.upstreamStatus,
    problems: cause.problems as readonly Problem[],
    cause,
  });

/** An object whose kind is not served, because its definition did not come that far. */
export const notServedError = (
  subject: string,
  id: ResourceId,
  { fact, cause }: { readonly fact: string; readonly cause?: unknown },
): KubeflowError =>
  new KubeflowError('ConflictError', {
    subject,
    fact: `${describeResource(
      id,
    )} was not applied, because its kind ${groupKind(
      id,
    )} is not served: ${fact}`,
    reason: 'DefinitionNotServed',
    remedy: 'Correct the CustomResourceDefinition, then deploy again',
    cause,
  });

/** Whether an object may be deleted and created anew. */
export const isReplaceable = (
  id: ResourceId,
  allowed: {
    readonly replace: readonly string[];
    readonly deletable: readonly string[];
  },
): boolean =>
  allowed.replace.includes(groupKind(id)) &&
  (!GUARDED.includes(id.kind) || allowed.deletable.includes(id.kind));
