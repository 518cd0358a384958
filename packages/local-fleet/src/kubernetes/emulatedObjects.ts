import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { Cluster } from './cluster';
import type { EmulatedObjects, ObjectReference } from './contract';
import { decodeObject } from './objects/decode';
import type { WriteOptions } from './objects/decode';
import { deleteOptions } from './objects/deletion';
import { recordUpdate } from './objects/fieldOwnership';
import { withGeneration } from './objects/replacement';
import { requireObject } from './objects/writer';
import { mergePatch } from './patch/mergePatch';
import type { Resource } from './resources';
import { parseLabelSelector } from './selectors';
import { unknownPath } from './status';

const WRITE: WriteOptions = {
  manager: 'local-fleet',
  dryRun: false,
  validation: 'Strict',
  warnings: [],
};

/** Direct access to a cluster's objects, past authentication and RBAC. */
export class DirectObjects implements EmulatedObjects {
  constructor(private readonly cluster: Cluster) {}

  readonly get: EmulatedObjects['get'] = reference =>
    this.cluster.store.get(
      this.resource(reference),
      reference.namespace,
      reference.name,
    );

  readonly list: EmulatedObjects['list'] = collection => {
    const all = this.cluster.store.list(
      this.resource(collection),
      collection.namespace,
    );
    const { labelSelector } = collection;
    return labelSelector ? all.filter(parseLabelSelector(labelSelector)) : all;
  };

  readonly create: EmulatedObjects['create'] = object => {
    const resource = this.resource(object);
    return this.cluster.writer.create(
      resource,
      decodeObject(resource, object, WRITE),
      WRITE,
    );
  };

  readonly mergePatch: EmulatedObjects['mergePatch'] = (reference, patch) => {
    const resource = this.resource(reference);
    const live = this.live(resource, reference);
    const merged = mergePatch(live, patch);
    const next = decodeObject(resource, merged, WRITE);
    const { writer } = this.cluster;
    const counted = withGeneration(resource, live, {
      ...next,
      metadata: { ...next.metadata, uid: live.metadata.uid },
    });
    return writer.commit(
      resource,
      recordUpdate(writer.ownership(resource, WRITE), live, counted),
    );
  };

  readonly delete: EmulatedObjects['delete'] = reference => {
    const resource = this.resource(reference);
    const options = deleteOptions({}, new URLSearchParams());
    this.cluster.remover.delete(
      resource,
      this.live(resource, reference),
      options,
    );
  };

  readonly onChange: EmulatedObjects['onChange'] = (kind, listener) =>
    this.cluster.store.subscribeAll((_resource, { type, object }) => {
      const isOfKind =
        object.kind === kind.kind && object.apiVersion === kind.apiVersion;
      if (isOfKind) listener({ type, object });
    });

  private resource({
    apiVersion,
    kind,
  }: {
    readonly apiVersion: string;
    readonly kind: string;
  }): Resource {
    const resource = this.cluster.registry.findKind(apiVersion, kind);
    if (!resource) throw unknownPath();
    return resource;
  }

  private live(
    resource: Resource,
    reference: ObjectReference,
  ): KubernetesObject {
    return requireObject(this.cluster.store, resource, reference);
  }
}
