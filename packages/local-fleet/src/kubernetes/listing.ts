import { randomUUID } from 'node:crypto';
import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { JsonObject } from './json';
import type { Resource } from './resources';
import { groupVersion } from './resources';
import type { Selector } from './selectors';
import { parseFieldSelector, parseLabelSelector } from './selectors';
import { badRequest, expired } from './status';
import type { ObjectStore } from './store';

/** Which objects a list, watch or collection delete is about. */
export interface Scope {
  readonly resource: Resource;
  readonly namespace?: string;
  /** From a URL with a name, such as a watch of one object. */
  readonly name?: string;
}

/** One page. */
export interface Page {
  readonly items: readonly KubernetesObject[];
  readonly metadata: JsonObject;
}

/** The selectors of a request as one test; undefined when there are none. */
export const selectorOf = (
  { resource, name }: Scope,
  query: URLSearchParams,
): Selector | undefined => {
  const labels = query.get('labelSelector');
  const fields = query.get('fieldSelector');
  const tests: Selector[] = [];
  if (labels) tests.push(parseLabelSelector(labels));
  if (fields) tests.push(parseFieldSelector(resource, fields));
  if (name) tests.push(object => object.metadata.name === name);
  return tests.length === 0
    ? undefined
    : object => tests.every(test => test(object));
};

/** Tells a token that was made here and is forgotten from one that never was. */
const TOKEN_PREFIX = 'list-';

interface Snapshot {
  readonly revision: number;
  readonly items: readonly KubernetesObject[];
  readonly selected: boolean;
}

/** Above it the oldest unfinished list is forgotten; its client gets a 410 and starts again. */
const SNAPSHOTS = 128;

const limitOf = (query: URLSearchParams) => {
  const text = query.get('limit') ?? '0';
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 0)
    throw badRequest(
      `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  return limit === 0 ? Number.POSITIVE_INFINITY : limit;
};

/** Lists in pages; all pages of a list show the state of its first one. */
export class Lister {
  private readonly snapshots = new Map<string, Snapshot>();

  constructor(private readonly store: ObjectStore) {}

  /** Throws a 410 for a continue token whose list is forgotten. */
  page(scope: Scope, query: URLSearchParams): Page {
    const token = query.get('continue');
    const limit = limitOf(query);
    if (token) return this.cut(this.resume(token), limit);
    const selector = selectorOf(scope, query);
    const all = this.store.list(scope.resource, scope.namespace);
    return this.cut(
      {
        revision: this.store.revision,
        items: selector ? all.filter(selector) : all,
        selected: selector !== undefined,
      },
      limit,
    );
  }

  /** All continue tokens become too old. */
  forget(): void {
    this.snapshots.clear();
  }

  private resume(token: string): Snapshot {
    if (!token.startsWith(TOKEN_PREFIX))
      throw badRequest(
        'invalid continue token: continue key is not valid: the server did not make it',
      );
    const snapshot = this.snapshots.get(token);
    if (!snapshot)
      throw expired(
        'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
      );
    return snapshot;
  }

  private cut({ revision, items, selected }: Snapshot, limit: number): Page {
    const metadata = { resourceVersion: String(revision) };
    if (items.length <= limit) return { items, metadata };
    const rest = items.slice(limit);
    return {
      items: items.slice(0, limit),
      metadata: {
        ...metadata,
        continue: this.remember({ revision, items: rest, selected }),
        // With a selector the real server does not count.
        ...(!selected && { remainingItemCount: rest.length }),
      },
    };
  }

  private remember(snapshot: Snapshot): string {
    const token = `${TOKEN_PREFIX}${randomUUID()}`;
    this.snapshots.set(token, snapshot);
    const [oldest] = this.snapshots.keys();
    if (this.snapshots.size > SNAPSHOTS && oldest)
      this.snapshots.delete(oldest);
    return token;
  }
}

/** The object in the version that was asked for; all versions of a kind share one stored form. */
export const inVersion = (
  resource: Resource,
  object: KubernetesObject,
): KubernetesObject => {
  const apiVersion = groupVersion(resource);
  return object.apiVersion === apiVersion ? object : { ...object, apiVersion };
};

/** Built-in kinds have no type of their own inside a list. */
const listItem = (resource: Resource, object: KubernetesObject): JsonObject => {
  if (resource.custom) return inVersion(resource, object);
  const { apiVersion: _version, kind: _kind, ...rest } = object;
  return rest;
};

/** The page as a `PodList` or the like. */
export const listObject = (resource: Resource, page: Page): JsonObject => ({
  kind: `${resource.kind}List`,
  apiVersion: groupVersion(resource),
  metadata: page.metadata,
  items: page.items.map(item => listItem(resource, item)),
});
