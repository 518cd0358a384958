import { randomUUID } from 'node:crypto';
import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { asArray } from '../json';
import type { Resource } from '../resources';
import { groupVersion } from '../resources';
import type { ObjectStore } from '../store';
import { alreadyExists, internalError, notFound } from '../status';
import { ClusterAddresses, admit, keepAllocated } from './admission';
import type { WriteOptions } from './decode';
import { withDefaults } from './defaults';
import { recordUpdate } from './fieldOwnership';
import { withEmptyStatus } from './emptyStatus';
import { finalizerCauses, immutabilityCauses } from './immutability';
import type { Replacement } from './replacement';
import {
  hasGeneration,
  limitedToEndpoint,
  withGeneration,
  isSameForm,
} from './replacement';
import { checkNamespace } from './namespaceLifecycle';
import { generatedName } from './objectNames';
import { checkPreconditions, fixedUid } from './preconditions';
import { validate } from './validation';

/** Creates and changes objects: the steps between a decoded request and the store. */
export class ObjectWriter {
  private readonly addresses = new ClusterAddresses();

  constructor(
    private readonly store: ObjectStore,
    private readonly environment: {
      readonly now: () => number;
      readonly random: () => number;
    },
  ) {}

  /** RFC 3339 in seconds, as all timestamps of the API. */
  timestamp(): string {
    const iso = new Date(this.environment.now()).toISOString();
    return iso.replace(/\.\d+Z$/, 'Z');
  }

  /** Throws 409 AlreadyExists, 422 Invalid, or 404/403 for the namespace. */
  create(
    resource: Resource,
    given: KubernetesObject,
    options: WriteOptions & { readonly ownershipIsFinal?: true },
  ): KubernetesObject {
    if (options.ownershipIsFinal && given.metadata.uid)
      throw fixedUid(resource, given.metadata.name, given.metadata.uid);
    if (given.metadata.resourceVersion)
      throw internalError(
        'resourceVersion should not be set on objects to be created',
      );
    checkNamespace(this.store, resource, given.metadata);
    const object = this.prepared(resource, given);
    validate(resource, object);
    const { name, namespace } = object.metadata;
    if (this.store.get(resource, namespace, name))
      throw alreadyExists(resource, name);
    const owned = options.ownershipIsFinal
      ? object
      : recordUpdate(this.ownership(resource, options), undefined, object);
    const { addresses, store } = this;
    const admitted = admit(resource, owned, { addresses, store });
    options.guard?.stores(resource, { next: admitted });
    return options.dryRun ? admitted : this.store.put(resource, admitted);
  }

  /** Returns the live object itself when nothing changes. Throws 409 Conflict or 422 Invalid. */
  replace(
    resource: Resource,
    replacement: Replacement,
    options: WriteOptions,
  ): KubernetesObject {
    const { live, subresource } = replacement;
    checkPreconditions(resource, replacement);
    const limited = keepAllocated(
      resource,
      live,
      limitedToEndpoint(resource, replacement),
    );
    const object = withGeneration(
      resource,
      live,
      withDefaults(resource, limited),
    );
    validate(resource, object, [
      ...finalizerCauses(live, object),
      ...immutabilityCauses(resource, { live, next: object }),
    ]);
    const owned = replacement.ownershipIsFinal
      ? object
      : recordUpdate(
          this.ownership(resource, options, subresource),
          live,
          object,
        );
    if (isSameForm(live, owned)) return live;
    options.guard?.stores(resource, { live, next: owned });
    return options.dryRun ? owned : this.commit(resource, owned);
  }

  /** Stores a changed object, or removes it when its last finalizer went after a delete. */
  commit(resource: Resource, object: KubernetesObject): KubernetesObject {
    const { deletionTimestamp, finalizers, namespace, name } = object.metadata;
    const stored = this.store.put(resource, object);
    const isGone =
      deletionTimestamp !== undefined &&
      asArray(finalizers).length === 0 &&
      resource.kind !== 'Namespace';
    if (isGone) this.store.remove(resource, namespace, name);
    return stored;
  }

  /** Who and when, for `managedFields`. */
  ownership(resource: Resource, options: WriteOptions, subresource?: string) {
    return {
      resource,
      manager: options.manager,
      time: this.timestamp(),
      ...(subresource && { subresource }),
    };
  }

  private prepared(
    resource: Resource,
    given: KubernetesObject,
  ): KubernetesObject {
    const { metadata } = given;
    const { namespace: _namespace, ...withoutNamespace } = metadata;
    const prefix = String(metadata.generateName ?? '');
    const name =
      metadata.name ||
      (prefix && generatedName(prefix, this.environment.random));
    // Only the status endpoint writes it; definitions and claims start with one of the server's own.
    const { status: _, ...rest } = given;
    const object = resource.hasStatus ? rest : given;
    const complete = withDefaults(resource, {
      ...object,
      apiVersion: groupVersion(resource),
      kind: resource.kind,
      metadata: {
        // Of cluster-scoped objects the server drops the namespace without a word.
        ...(resource.namespaced ? metadata : withoutNamespace),
        name,
        uid: randomUUID(),
        creationTimestamp: this.timestamp(),
        ...(hasGeneration(resource) && { generation: 1 }),
      },
    });
    return withEmptyStatus(resource, complete);
  }
}

/** The object, or a 404. */
export const requireObject = (
  store: ObjectStore,
  resource: Resource,
  { namespace, name }: { readonly namespace?: string; readonly name: string },
): KubernetesObject => {
  const object = store.get(resource, namespace, name);
  if (!object) throw notFound(resource, name);
  return object;
};
