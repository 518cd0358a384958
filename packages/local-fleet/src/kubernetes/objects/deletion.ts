import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { asArray, asObject, asString } from '../json';
import type { JsonObject } from '../json';
import type { Resource } from '../resources';
import { conflict, invalidOptions } from '../status';
import type { ObjectStore } from '../store';
import { NAMESPACES } from './namespaceLifecycle';
import type { ObjectWriter } from './writer';

/** What a DELETE asks for besides the object. */
export interface DeleteOptions {
  readonly dryRun: boolean;
  readonly propagation: 'Background' | 'Foreground' | 'Orphan';
  readonly uid?: string;
  readonly resourceVersion?: string;
}

const PROPAGATION_FINALIZERS = {
  Background: undefined,
  Foreground: 'foregroundDeletion',
  Orphan: 'orphan',
} as const;

const refusedOption = (reason: string, field: string, message: string) =>
  invalidOptions('DeleteOptions', { reason, message, field });

const checkOptions = (
  policy: string | undefined,
  orphanDependents: unknown,
  dryRun: readonly string[],
) => {
  if (policy && orphanDependents !== undefined)
    throw refusedOption(
      'FieldValueInvalid',
      'propagationPolicy',
      `Invalid value: ${JSON.stringify(
        policy,
      )}: orphanDependents and deletionPropagation cannot be both set`,
    );
  if (policy && !Object.keys(PROPAGATION_FINALIZERS).includes(policy))
    throw refusedOption(
      'FieldValueNotSupported',
      'propagationPolicy',
      `Unsupported value: ${JSON.stringify(
        policy,
      )}: supported values: "Foreground", "Background", "Orphan", "nil"`,
    );
  if (dryRun.some(value => value !== 'All'))
    throw refusedOption(
      'FieldValueNotSupported',
      'dryRun',
      `Unsupported value: ${JSON.stringify(dryRun)}: supported values: "All"`,
    );
};

/** Reads DeleteOptions from the body and the query, which may both carry them; throws a 422 for unknown values. */
export const deleteOptions = (
  body: unknown,
  query: URLSearchParams,
): DeleteOptions => {
  const options = asObject(body);
  const preconditions = asObject(options.preconditions);
  const policy =
    query.get('propagationPolicy') ?? asString(options.propagationPolicy);
  const dryRun = query
    .getAll('dryRun')
    .concat(asArray(options.dryRun).map(String));
  checkOptions(policy, options.orphanDependents, dryRun);
  return {
    dryRun: dryRun.includes('All'),
    propagation:
      policy === 'Foreground' || policy === 'Orphan' ? policy : 'Background',
    ...(asString(preconditions.uid) && { uid: asString(preconditions.uid) }),
    ...(asString(preconditions.resourceVersion) && {
      resourceVersion: asString(preconditions.resourceVersion),
    }),
  };
};

const checkPreconditions = (
  resource: Resource,
  { metadata }: KubernetesObject,
  { uid, resourceVersion }: DeleteOptions,
) => {
  // The real server names the kind here instead of the plural.
  const named = { ...resource, plural: resource.kind };
  const mismatch = (what: string, wanted: string, actual: unknown) =>
    `the ${what} in the precondition (${wanted}) does not match the ${what} in record (${actual}). The object might have been `;
  if (uid && uid !== metadata.uid)
    throw conflict(
      named,
      metadata.name,
      `${mismatch('UID', uid, metadata.uid)}deleted and then recreated`,
    );
  if (resourceVersion && resourceVersion !== metadata.resourceVersion)
    throw conflict(
      named,
      metadata.name,
      `${mismatch(
        'ResourceVersion',
        resourceVersion,
        metadata.resourceVersion,
      )}modified`,
    );
};

const DEFINITION = 'CustomResourceDefinition';

/** Holds a definition until its last custom resource has gone. */
export const DEFINITION_FINALIZER =
  'customresourcecleanup.apiextensions.k8s.io';

const terminatingDefinition = (status: unknown, time: string): JsonObject => ({
  ...asObject(status),
  conditions: [
    ...asArray(asObject(status).conditions),
    {
      type: 'Terminating',
      status: 'True',
      lastTransitionTime: time,
      reason: 'InstanceDeletionPending',
      message:
        'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
    },
  ],
});

/** What became of a deletion: `object` stays until its finalizers are gone. */
export interface Deletion {
  readonly isGone: boolean;
  readonly object: KubernetesObject;
}

/** Deletes, or marks as being deleted when finalizers (or a namespace's content) hold the object. */
export class ObjectRemover {
  constructor(
    private readonly store: ObjectStore,
    private readonly writer: ObjectWriter,
  ) {}

  delete(
    resource: Resource,
    live: KubernetesObject,
    options: DeleteOptions,
  ): Deletion {
    checkPreconditions(resource, live, options);
    const added = PROPAGATION_FINALIZERS[options.propagation];
    const finalizers = [
      ...new Set([
        ...asArray(live.metadata.finalizers).map(String),
        ...(added ? [added] : []),
        ...(resource.kind === DEFINITION ? [DEFINITION_FINALIZER] : []),
      ]),
    ];
    const isHeld =
      finalizers.length > 0 || resource.plural === NAMESPACES.plural;
    if (options.dryRun) return { isGone: !isHeld, object: live };
    if (!isHeld) {
      const { namespace, name } = live.metadata;
      this.store.remove(resource, namespace, name);
      const isPod = resource.kind === 'Pod' && resource.group === '';
      return {
        isGone: true,
        object: isPod ? this.marked(resource, live, []) : live,
      };
    }
    if (live.metadata.deletionTimestamp) return { isGone: false, object: live };
    return {
      isGone: false,
      object: this.store.put(resource, this.marked(resource, live, finalizers)),
    };
  }

  private marked(
    resource: Resource,
    live: KubernetesObject,
    finalizers: readonly string[],
  ): KubernetesObject {
    const generation = live.metadata.generation;
    return {
      ...live,
      metadata: {
        ...live.metadata,
        ...(finalizers.length > 0 && { finalizers }),
        deletionTimestamp: this.writer.timestamp(),
        ...(resource.kind !== DEFINITION && {
          deletionGracePeriodSeconds: 0,
          ...(typeof generation === 'number' && { generation: generation + 1 }),
        }),
      },
      ...(resource.kind === 'Namespace' && {
        status: { ...asObject(live.status), phase: 'Terminating' },
      }),
      ...(resource.kind === DEFINITION && {
        status: terminatingDefinition(live.status, this.writer.timestamp()),
      }),
    };
  }
}

const RETURNED_KINDS = new Set([
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Pod',
  'ResourceQuota',
  'Service',
  'ServiceAccount',
  'StorageClass',
]);

/** True for kinds whose deletion answers with the object instead of a Status. */
export const returnsDeleted = ({ custom, kind }: Resource): boolean =>
  custom === undefined && RETURNED_KINDS.has(kind);

/** The Status of a finished deletion. */
export const deletionStatus = (
  resource: Resource,
  { metadata }: KubernetesObject,
): JsonObject => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Success',
  details: {
    name: metadata.name,
    ...(resource.group && { group: resource.group }),
    kind: resource.plural,
    uid: metadata.uid,
  },
});
