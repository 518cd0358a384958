import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { isObject } from '../json';
import type { Resource } from '../resources';
import { groupVersion } from '../resources';
import type { ManagedFields } from '../serverSideApply/managers';
import {
  decodeManagedFields,
  encodeManagedFields,
} from '../serverSideApply/managers';
import type { OwnershipContext } from '../serverSideApply/ownership';
import {
  applyConfiguration,
  ownershipAfterUpdate,
} from '../serverSideApply/ownership';
import { ListKeyError } from '../serverSideApply/pathElement';
import { internalError } from '../status';

/** Which write is recorded. */
export interface OwnershipRequest {
  readonly resource: Resource;
  readonly manager: string;
  readonly subresource?: string;
  readonly time: string;
}

const contextOf = (
  request: OwnershipRequest,
  operation: 'Apply' | 'Update',
  object: KubernetesObject,
): OwnershipContext => {
  const { resource, subresource } = request;
  const others = Object.keys(object).filter(key => key !== 'status');
  const mainReset = resource.hasStatus ? ['status'] : [];
  return {
    node: resource.schema,
    identity: {
      manager: request.manager,
      operation,
      apiVersion: groupVersion(resource),
      ...(subresource && { subresource }),
    },
    time: request.time,
    resetFields: subresource === 'status' ? others : mainReset,
  };
};

const isReset = (managedFields: unknown) =>
  Array.isArray(managedFields) &&
  managedFields.length === 1 &&
  isObject(managedFields[0]) &&
  Object.keys(managedFields[0]).length === 0;

/** What the request says about ownership, else what the live object says. */
const baseOwnership = (
  live: KubernetesObject | undefined,
  next: KubernetesObject,
): ManagedFields => {
  const given = next.metadata.managedFields;
  if (isReset(given)) return new Map();
  const decoded = decodeManagedFields(given);
  return decoded.size > 0
    ? decoded
    : decodeManagedFields(live?.metadata.managedFields);
};

const withManaged = (
  object: KubernetesObject,
  managed: ManagedFields,
): KubernetesObject => {
  const { managedFields: _, ...metadata } = object.metadata;
  const entries = encodeManagedFields(managed);
  return {
    ...object,
    metadata: {
      ...metadata,
      name: object.metadata.name,
      ...(entries.length > 0 && { managedFields: entries }),
    },
  };
};

const withoutManaged = (object: KubernetesObject | undefined): unknown => {
  if (!object) return { metadata: {} };
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
};

const classified = <T>(resource: Resource, run: () => T): T => {
  try {
    return run();
  } catch (error) {
    // The real server does not classify these either.
    if (error instanceof ListKeyError)
      throw internalError(
        `failed to create typed object (${resource.kind}): ${error.message}`,
      );
    throw error;
  }
};

/** The object with `managedFields` as they are after a create, PUT or patch. */
export const recordUpdate = (
  request: OwnershipRequest,
  live: KubernetesObject | undefined,
  next: KubernetesObject,
): KubernetesObject =>
  classified(request.resource, () =>
    withManaged(
      next,
      ownershipAfterUpdate(
        contextOf(request, 'Update', next),
        baseOwnership(live, next),
        { live: withoutManaged(live), next: withoutManaged(next) },
      ),
    ),
  );

/** The live object with an applied configuration merged in, and its new `managedFields`. */
export const mergeConfiguration = (
  request: OwnershipRequest,
  live: KubernetesObject | undefined,
  input: { readonly applied: KubernetesObject; readonly force: boolean },
): KubernetesObject =>
  classified(request.resource, () => {
    const { object, managed } = applyConfiguration(
      contextOf(request, 'Apply', { ...live, ...input.applied }),
      decodeManagedFields(live?.metadata.managedFields),
      {
        live: live ? withoutManaged(live) : undefined,
        applied: input.applied,
        force: input.force,
      },
    );
    return withManaged(object as KubernetesObject, managed);
  });
