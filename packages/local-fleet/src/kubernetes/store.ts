import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { ResourceName } from './status';
import { qualifiedPlural } from './status';

/** A change that the store made; `object` of a deletion carries the deletion's resourceVersion. */
export interface StoreEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly revision: number;
  readonly object: KubernetesObject;
  readonly previous?: KubernetesObject;
}

type Listener = (event: StoreEvent) => void;

interface Collection {
  readonly objects: Map<string, KubernetesObject>;
  /** Keys in order, undefined after a key came or went. */
  order?: readonly string[];
  events: StoreEvent[];
  /** Events up to this revision are forgotten. */
  compacted: number;
  readonly listeners: Set<Listener>;
}

/** Above it the older half of a collection's history is forgotten, as a watch cache does. */
const HISTORY = 4096;

const keyOf = (namespace: string | undefined, name: string) =>
  `${namespace ?? ''}/${name}`;

/** The objects, one revision counter over all of them, and the recent history of each collection. */
export class ObjectStore {
  private readonly collections = new Map<string, Collection>();
  private readonly everything = new Set<
    (resource: ResourceName, event: StoreEvent) => void
  >();
  private counter = 1;

  get revision(): number {
    return this.counter;
  }

  get(
    resource: ResourceName,
    namespace: string | undefined,
    name: string,
  ): KubernetesObject | undefined {
    return this.collection(resource).objects.get(keyOf(namespace, name));
  }

  /** In order of namespace and name, as etcd's keys are. */
  list(resource: ResourceName, namespace?: string): KubernetesObject[] {
    const collection = this.collection(resource);
    collection.order ??= [...collection.objects.keys()].sort();
    const prefix = namespace === undefined ? '' : `${namespace}/`;
    const found: KubernetesObject[] = [];
    for (const key of collection.order) {
      const object = collection.objects.get(key);
      if (object && key.startsWith(prefix)) found.push(object);
    }
    return found;
  }

  /** Stores the object under a new resourceVersion and returns it with that. */
  put(resource: ResourceName, object: KubernetesObject): KubernetesObject {
    const collection = this.collection(resource);
    const key = keyOf(object.metadata.namespace, object.metadata.name);
    const previous = collection.objects.get(key);
    this.counter += 1;
    const stored: KubernetesObject = {
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(this.counter) },
    };
    collection.objects.set(key, stored);
    if (!previous) collection.order = undefined;
    this.record(resource, {
      type: previous ? 'MODIFIED' : 'ADDED',
      revision: this.counter,
      object: stored,
      previous,
    });
    return stored;
  }

  remove(
    resource: ResourceName,
    namespace: string | undefined,
    name: string,
  ): void {
    const collection = this.collection(resource);
    const previous = collection.objects.get(keyOf(namespace, name));
    if (!previous) return;
    this.counter += 1;
    collection.objects.delete(keyOf(namespace, name));
    collection.order = undefined;
    this.record(resource, {
      type: 'DELETED',
      revision: this.counter,
      object: {
        ...previous,
        metadata: {
          ...previous.metadata,
          resourceVersion: String(this.counter),
        },
      },
      previous,
    });
  }

  /** Events after a revision, oldest first; undefined when some of them are forgotten. */
  eventsAfter(
    resource: ResourceName,
    revision: number,
  ): readonly StoreEvent[] | undefined {
    const collection = this.collection(resource);
    if (revision < collection.compacted) return undefined;
    return collection.events.filter(event => event.revision > revision);
  }

  /** Calls back before the writer returns; call the result to stop. */
  subscribe(resource: ResourceName, listener: Listener): () => void {
    const { listeners } = this.collection(resource);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** As {@link subscribe}, for every collection. */
  subscribeAll(
    listener: (resource: ResourceName, event: StoreEvent) => void,
  ): () => void {
    this.everything.add(listener);
    return () => this.everything.delete(listener);
  }

  /** Forgets all history. */
  compact(): void {
    for (const collection of this.collections.values()) {
      collection.events = [];
      collection.compacted = this.counter;
    }
  }

  private collection(resource: ResourceName): Collection {
    const name = qualifiedPlural(resource);
    const known = this.collections.get(name);
    if (known) return known;
    const made: Collection = {
      objects: new Map(),
      events: [],
      compacted: 0,
      listeners: new Set(),
    };
    this.collections.set(name, made);
    return made;
  }

  private record(resource: ResourceName, event: StoreEvent): void {
    const collection = this.collection(resource);
    collection.events.push(event);
    if (collection.events.length > HISTORY) {
      const forgotten = collection.events.splice(0, HISTORY / 2);
      collection.compacted = forgotten.at(-1)?.revision ?? 0;
    }
    for (const listener of [...collection.listeners]) listener(event);
    for (const listener of [...this.everything]) listener(resource, event);
  }
}
