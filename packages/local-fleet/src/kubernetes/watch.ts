import type { ServerResponse } from 'node:http';
import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { JsonObject } from './json';
import type { Scope } from './listing';
import { selectorOf } from './listing';
import type { Presentation } from './form';
import { presentObject } from './presentation';
import { isTrue } from './requestInfo';
import { groupVersion } from './resources';
import type { Selector } from './selectors';
import { expired, internalError } from './status';
import type { ObjectStore, StoreEvent } from './store';
import { exactJson } from './exactJson';

/** Ends of all watches that are under way. */
export class OpenWatches {
  private readonly ends = new Set<() => void>();

  add(end: () => void): () => void {
    this.ends.add(end);
    return () => this.ends.delete(end);
  }

  endAll(): void {
    for (const end of [...this.ends]) end();
  }
}

/** What a watch needs besides its request. */
export interface WatchContext {
  readonly store: ObjectStore;
  readonly open: OpenWatches;
  readonly bookmarkIntervalMs: number;
}

export interface WatchRequest {
  readonly scope: Scope;
  readonly query: URLSearchParams;
  /** `now` is read for each event. */
  readonly present: () => Presentation;
  readonly response: ServerResponse;
}

/** The event as a watch with a selector sees it: entering and leaving the selection count as ADDED and DELETED. */
const selectedType = (
  event: StoreEvent,
  selector: Selector | undefined,
): StoreEvent['type'] | undefined => {
  if (!selector) return event.type;
  const isIn = event.type !== 'DELETED' && selector(event.object);
  const wasIn = event.previous !== undefined && selector(event.previous);
  if (isIn) return wasIn ? 'MODIFIED' : 'ADDED';
  return wasIn ? 'DELETED' : undefined;
};

const revisionOf = (query: URLSearchParams): number | undefined => {
  const text = query.get('resourceVersion') ?? '';
  if (text === '' || text === '0') return undefined;
  const revision = Number(text);
  if (!Number.isInteger(revision) || revision < 0)
    throw internalError(
      `resourceVersion: Invalid value: ${exactJson(
        text,
      )}: strconv.ParseUint: parsing ${exactJson(text)}: invalid syntax`,
    );
  return revision;
};

/** One watch: lines of JSON on an open response. */
class WatchStream {
  private readonly selector: Selector | undefined;
  private readonly cleanups: (() => void)[] = [];

  constructor(
    private readonly context: WatchContext,
    private readonly request: WatchRequest,
  ) {
    this.selector = selectorOf(request.scope, request.query);
  }

  start(): void {
    const { response, query } = this.request;
    const revision = revisionOf(query);
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-cache, private',
    });
    response.flushHeaders();
    if (revision === undefined || isTrue(query.get('sendInitialEvents')))
      this.sendState();
    else if (!this.replay(revision)) return;
    this.follow();
  }

  private sendState(): void {
    const { scope, query } = this.request;
    for (const object of this.context.store.list(
      scope.resource,
      scope.namespace,
    ))
      if (!this.selector || this.selector(object))
        this.sendObject('ADDED', object);
    if (isTrue(query.get('sendInitialEvents')))
      this.bookmark({ 'k8s.io/initial-events-end': 'true' });
  }

  /** False when the history does not reach back so far; then the stream has ended with the error. */
  private replay(revision: number): boolean {
    const { store } = this.context;
    const events = store.eventsAfter(this.request.scope.resource, revision);
    if (!events) {
      const { status } = expired(
        `too old resource version: ${revision} (${store.revision})`,
      );
      this.send({ type: 'ERROR', object: status });
      this.request.response.end();
      return false;
    }
    events.forEach(event => this.sendEvent(event));
    return true;
  }

  private follow(): void {
    const { store, open, bookmarkIntervalMs } = this.context;
    const { scope, query, response } = this.request;
    const end = () => this.end();
    this.cleanups.push(
      store.subscribe(scope.resource, event => this.sendEvent(event)),
      open.add(end),
    );
    const timers: NodeJS.Timeout[] = [];
    if (isTrue(query.get('allowWatchBookmarks')))
      timers.push(setInterval(() => this.bookmark(), bookmarkIntervalMs));
    const seconds = Number(query.get('timeoutSeconds') ?? 0);
    if (seconds > 0) timers.push(setTimeout(end, seconds * 1000));
    timers.forEach(timer => timer.unref());
    this.cleanups.push(() => timers.forEach(timer => clearTimeout(timer)));
    response.on('close', end);
  }

  private end(): void {
    this.cleanups.splice(0).forEach(clean => clean());
    this.request.response.end();
  }

  private sendEvent(event: StoreEvent): void {
    const { namespace } = this.request.scope;
    if (namespace && event.object.metadata.namespace !== namespace) return;
    const type = selectedType(event, this.selector);
    if (type) this.sendObject(type, event.object);
  }

  private sendObject(type: string, object: KubernetesObject): void {
    this.send({ type, object: presentObject(this.request.present(), object) });
  }

  private bookmark(annotations?: Readonly<Record<string, string>>): void {
    const { resource } = this.request.scope;
    const object = {
      kind: resource.kind,
      apiVersion: groupVersion(resource),
      metadata: {
        resourceVersion: String(this.context.store.revision),
        creationTimestamp: null,
        ...(annotations && { annotations }),
      },
    };
    this.send({ type: 'BOOKMARK', object });
  }

  private send(event: JsonObject): void {
    this.request.response.write(`${exactJson(event)}\n`);
  }
}

/** Streams changes until the client goes, `timeoutSeconds` pass or the emulator closes. */
export const watch = (context: WatchContext, request: WatchRequest): void =>
  new WatchStream(context, request).start();
