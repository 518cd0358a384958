import {
  hasReason,
  isKubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { fullJitter } from '../http/backoff';
import type { HttpResponse, HttpStream, HttpTransport } from '../http/http';
import type { Clock } from '../clock';
import { collectionPath } from './collectionPath';
import { listCall, listObjects, type ListRequest } from './list';
import type { KubernetesObject, ListSelector, WatchEvent } from './objects';
import { responseError } from './statusError';
import { parseWatchEvents, type RawWatchEvent } from './watchStream';

export interface WatchRequest extends ListRequest {
  readonly selector?: ListSelector;
  readonly stream: HttpTransport['stream'];
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** The server ends a watch after this; half of it at least, so that many watches do not return together. */
const MOST_WATCH_SECONDS = 590;
/** A bookmark comes every minute from a server that lives. */
const IDLE_TIMEOUT_MS = 90_000;
const BACKOFF = { baseMs: 500, capMs: 30_000 };
/** For so long a watch that worked survives "401", which an authenticator that is down answers as well. */
const UNAUTHORIZED_PATIENCE_MS = 10 * 60_000;

/** Lets no event through that is older than what was seen of its object. */
class Freshness {
  private readonly seen = new Map<string, bigint>();

  reset(objects: readonly KubernetesObject[]) {
    this.seen.clear();
    objects.forEach(object => this.isNews(object));
  }

  isNews({ metadata }: KubernetesObject): boolean {
    const { uid = `${metadata.namespace}/${metadata.name}` } = metadata;
    // Comparable since Kubernetes 1.35, and in fact a number of etcd's before.
    const { resourceVersion = '' } = metadata;
    if (!/^\d+$/.test(resourceVersion)) return true;
    const version = BigInt(resourceVersion);
    const seen = this.seen.get(uid);
    if (seen !== undefined && version <= seen) return false;
    this.seen.set(uid, version);
    return true;
  }
}

const readAll = async ({ chunks, ...head }: HttpStream) => {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  const body = Buffer.concat(parts);
  return { ...head, body, text: body.toString() } as HttpResponse;
};

async function* connectWatch(
  request: WatchRequest,
  resourceVersion: string,
): AsyncGenerator<RawWatchEvent> {
  const { collection, selector = {}, signal, random } = request;
  const seconds = Math.round(MOST_WATCH_SECONDS * (0.5 + random() / 2));
  const answer = await request.stream({
    method: 'GET',
    path: collectionPath(collection),
    query: {
      ...selector,
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion,
      timeoutSeconds: String(seconds),
    },
    idleTimeoutMs: IDLE_TIMEOUT_MS,
    signal,
  });
  const call = listCall(request, 'watch');
  if (answer.status !== 200) {
    throw responseError(call, await readAll(answer));
  }
  yield* parseWatchEvents(answer.chunks, call);
}

/** Failures that pass, so that a watch of hours outlives them. */
const passes = (error: unknown): boolean =>
  isKubeflowError(error) &&
  (error.name === 'ServiceUnavailableError' ||
    error.name === 'TimeoutError' ||
    error.reason === 'Expired' ||
    error.reason === 'NotKubernetes');

class ObjectWatch {
  private readonly freshness = new Freshness();
  /** Undefined: the collection must be listed first. */
  private resourceVersion: string | undefined;
  private failures = 0;
  private connectedAt = 0;
  /** When the server last accepted the credential. */
  private acceptedAt: number | undefined;

  constructor(private readonly request: WatchRequest) {}

  async *events(): AsyncGenerator<WatchEvent> {
    const { signal } = this.request;
    while (!signal.aborted) {
      try {
        if (this.resourceVersion === undefined) yield await this.synchronize();
        yield* this.changes(this.resourceVersion ?? '');
      } catch (error) {
        if (signal.aborted) return;
        await this.survive(error);
      }
    }
  }

  private async synchronize(): Promise<WatchEvent> {
    const { objects, resourceVersion } = await listObjects(this.request);
    this.freshness.reset(objects);
    this.resourceVersion = resourceVersion;
    this.acceptedAt = this.request.clock.now();
    return { type: 'SYNCED', objects };
  }

  private async *changes(from: string): AsyncGenerator<WatchEvent> {
    const startedAt = this.request.clock.now();
    this.connectedAt = startedAt;
    for await (const event of connectWatch(this.request, from)) {
      this.failures = 0;
      this.acceptedAt = this.request.clock.now();
      const { type, object } = event;
      this.resourceVersion =
        object.metadata.resourceVersion ?? this.resourceVersion;
      if (type !== 'BOOKMARK' && this.freshness.isNews(object)) {
        yield { type, object };
      }
    }
    // A server that closes at once must not be asked in a tight loop.
    const isShort = this.request.clock.now() - startedAt < 1_000;
    if (isShort && !this.request.signal.aborted) await this.pause();
  }

  private async survive(error: unknown): Promise<void> {
    const { clock } = this.request;
    const unauthorized =
      isKubeflowError(error) &&
      error.name === 'AuthenticationError' &&
      this.acceptedAt !== undefined &&
      clock.now() - this.acceptedAt < UNAUTHORIZED_PATIENCE_MS;
    if (!passes(error) && !unauthorized) throw error;
    // A connection that lasted was no failure, even when it ended with one.
    if (clock.now() - this.connectedAt >= IDLE_TIMEOUT_MS) this.failures = 0;
    // Only a refusal says that history is lost; after a broken line the old version still stands.
    if (hasReason(error, 'Expired')) this.resourceVersion = undefined;
    await this.pause();
  }

  private async pause() {
    const { clock, random, signal } = this.request;
    this.failures += 1;
    const ms = fullJitter(this.failures, BACKOFF, random);
    try {
      await clock.sleep(ms, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

/**
 * Lists, then follows. After every loss of history (410 Gone) the whole collection comes again as
 * `SYNCED`, so no final state is missed; a connection that fell silent is opened again where it ended.
 *
 * @throws KubeflowError for what does not pass by itself: 403, 404, a refused credential.
 */
export const watchObjects = (
  request: WatchRequest,
): AsyncIterable<WatchEvent> => ({
  [Symbol.asyncIterator]: () => new ObjectWatch(request).events(),
});
