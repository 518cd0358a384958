import type { KubernetesObject } from '../../kubernetes/objects';
import type { LiveObject } from '../api/objectApi';
import type { Waiting } from '../contract';
import { groupKind, resourceKey, type ResourceId } from '../manifest';
import { groupOf } from '../status/apiGroup';
import type { ObjectStatus } from '../status/status';
import { statusOfObject } from '../status/statusOfObject';
import { shortLine } from './shortLine';

/** An object that is not ready. `live` is absent when it was not found or could not be read. */
export interface Unready {
  readonly id: ResourceId;
  readonly status: ObjectStatus;
  readonly live?: LiveObject;
}

interface Entry {
  readonly id: ResourceId;
  status?: ObjectStatus;
  live?: LiveObject;
  details: readonly string[];
}

const idOf = ({
  apiVersion,
  kind,
  metadata,
}: KubernetesObject): ResourceId => ({
  group: groupOf(apiVersion),
  kind,
  namespace: metadata.namespace,
  name: metadata.name,
});

const NOT_FOUND: ObjectStatus = {
  status: 'NotFound',
  message: 'it does not exist',
};

const UNREAD: ObjectStatus = {
  status: 'Unknown',
  message: 'it could not be read in time',
};

/** What is known of the objects that are waited for. */
export class ReadinessBoard {
  private readonly entries = new Map<string, Entry>();
  private readonly say: (text: string) => string;

  constructor(ids: readonly ResourceId[], redact: (text: string) => string) {
    // Redacted before it is shortened: a cut would leave a part of a secret that nothing recognises.
    this.say = text => shortLine(redact(text));
    for (const id of ids) {
      this.entries.set(resourceKey(id), { id, details: [] });
    }
  }

  /** Takes in a whole collection; what is concerned and not among the objects does not exist. */
  synchronize(
    concerned: readonly ResourceId[],
    objects: readonly KubernetesObject[],
  ): void {
    const found = new Set(objects.map(object => resourceKey(idOf(object))));
    objects.forEach(object => this.observe(object));
    for (const id of concerned) {
      if (!found.has(resourceKey(id))) this.judge(id, NOT_FOUND);
    }
  }

  observe(object: KubernetesObject): void {
    const live = object as LiveObject;
    this.judge(idOf(object), statusOfObject(live), live);
  }

  remove(object: KubernetesObject): void {
    this.judge(idOf(object), NOT_FOUND);
  }

  /** Records a verdict about an object; those that are not waited for are passed over. */
  judge(id: ResourceId, status: ObjectStatus, live?: LiveObject): void {
    const entry = this.entries.get(resourceKey(id));
    if (!entry) return;
    entry.status = status;
    // Only what may have to be explained is kept: objects can be large.
    entry.live = status.status === 'Current' ? undefined : live;
    if (status.status === 'Current') entry.details = [];
  }

  /** Replaces what is said about the objects of these keys; all others lose theirs. */
  explain(details: ReadonlyMap<string, readonly string[]>): void {
    for (const [key, entry] of this.entries) {
      entry.details = (details.get(key) ?? []).map(this.say);
    }
  }

  unready(): readonly Unready[] {
    return [...this.entries.values()].flatMap(({ id, status, live }) =>
      status?.status === 'Current'
        ? []
        : [{ id, status: status ?? UNREAD, live }],
    );
  }

  waiting(): readonly Waiting[] {
    return this.unready().map(({ id, status }) => ({
      id,
      status: status.status as Waiting['status'],
      fact: this.say(status.message),
      details: this.entries.get(resourceKey(id))?.details ?? [],
    }));
  }

  /** Nothing that is left can become ready by itself. */
  isDecided(): boolean {
    return this.unready().every(({ status }) => status.final === true);
  }

  /** Only claims are left, which may wait for a pod that nobody makes. */
  hasOnlyClaims(): boolean {
    const unready = this.unready();
    return (
      unready.length > 0 &&
      unready.every(
        ({ id, live }) => groupKind(id) === 'PersistentVolumeClaim' && live,
      )
    );
  }
}
