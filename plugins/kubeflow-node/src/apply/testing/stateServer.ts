import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { HttpRequest, HttpResponse, HttpSend } from '../../http/http';
import type { KubernetesObject, ObjectMeta } from '../../kubernetes/objects';

type Metadata = Partial<ObjectMeta> & { readonly name: string };

/** A namespaced object, or a namespace, by its path. */
type Store = Map<string, KubernetesObject>;

const answer = (status: number, body: unknown): HttpResponse => {
  const text = JSON.stringify(body);
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(text),
    text,
  };
};

const refusal = (
  code: number,
  reason: string,
  details: { readonly name: string; readonly kind: string },
) =>
  answer(code, {
    kind: 'Status',
    status: 'Failure',
    code,
    reason,
    details,
    message: `${details.kind} "${details.name}" ${reason}`,
  });

const NAMESPACED =
  /^(\/apis?\/.*)\/namespaces\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/;
const NAMESPACES = '/api/v1/namespaces';

const matches = ({ metadata }: KubernetesObject, selector = '') =>
  selector
    .split(',')
    .filter(Boolean)
    .every(term => {
      const [key = '', value] = term.split('=');
      const found = metadata.labels?.[key];
      return value === undefined ? found !== undefined : found === value;
    });

const largestData = (object: KubernetesObject, kind: string) => {
  const data = Object.values((object.data ?? {}) as Record<string, string>);
  const encoding = kind === 'secrets' ? 'base64' : 'utf8';
  return data.reduce((sum, text) => sum + Buffer.byteLength(text, encoding), 0);
};

const MOST_DATA = 1024 * 1024;

/**
 * What an API server does with the objects of the state namespace: names, resourceVersions, missing namespaces, label
 * selectors, limits of size and immutability, each request at once. Latency and faults are the caller's, in front of
 * `send`.
 */
export class StateServer {
  readonly objects: Store = new Map();
  /** `METHOD path` of everything that arrived. */
  readonly requests: string[] = [];
  private version = 100;
  private created = 0;

  readonly send: HttpSend = async request => this.handle(request);

  /** As a user with kubectl: no precondition. */
  put(path: string, object: object): KubernetesObject {
    const given = object as KubernetesObject;
    return this.store(path, given, this.objects.get(path));
  }

  handle(request: HttpRequest): HttpResponse {
    const { method, path } = request;
    this.requests.push(`${method} ${path}`);
    const [, root, namespace = '', kind = '', name] =
      NAMESPACED.exec(path) ?? [];
    if (!root) return this.handleNamespace(request);
    if (method === 'POST') {
      return this.objects.has(`${NAMESPACES}/${namespace}`)
        ? this.create(path, kind, request)
        : refusal(404, 'NotFound', { name: namespace, kind: 'namespaces' });
    }
    return name === undefined
      ? this.list(path, kind, request)
      : this.handleObject(request, { name, kind });
  }

  private handleNamespace(request: HttpRequest): HttpResponse {
    const { method, path } = request;
    if (path === NAMESPACES && method === 'POST') {
      return this.create(path, 'namespaces', request);
    }
    if (path.startsWith(`${NAMESPACES}/`) && method === 'GET') {
      const name = path.slice(NAMESPACES.length + 1);
      return this.handleObject(request, { name, kind: 'namespaces' });
    }
    throw new Error(`unknown route ${method} ${path}`);
  }

  private handleObject(
    request: HttpRequest,
    details: { readonly name: string; readonly kind: string },
  ): HttpResponse {
    const { method, path } = request;
    const live = this.objects.get(path);
    if (!live) return refusal(404, 'NotFound', details);
    if (method === 'GET') return answer(200, live);
    if (method === 'PUT') return this.replace(path, details.kind, request);
    if (method === 'DELETE') {
      this.objects.delete(path);
      return answer(200, { kind: 'Status', status: 'Success' });
    }
    throw new Error(`unknown route ${method} ${path}`);
  }

  private create(path: string, kind: string, request: HttpRequest) {
    const object = this.parse(request);
    const { name } = object.metadata;
    const place = `${path}/${name}`;
    if (this.objects.has(place)) {
      return refusal(409, 'AlreadyExists', { name, kind });
    }
    return (
      this.tooLarge(object, kind) ?? answer(201, this.store(place, object))
    );
  }

  private replace(path: string, kind: string, request: HttpRequest) {
    const object = this.parse(request);
    const live = this.objects.get(path);
    const { name, resourceVersion } = object.metadata;
    if (resourceVersion && resourceVersion !== live?.metadata.resourceVersion) {
      return refusal(409, 'Conflict', { name, kind });
    }
    if (live?.immutable) return refusal(422, 'Invalid', { name, kind });
    return (
      this.tooLarge(object, kind) ?? answer(200, this.store(path, object, live))
    );
  }

  private list(path: string, kind: string, { query }: HttpRequest) {
    const items = [...this.objects]
      .filter(([place]) => place.startsWith(`${path}/`))
      .map(([, object]) => object)
      .filter(object => matches(object, query?.labelSelector));
    return answer(200, {
      kind: `${kind}List`,
      apiVersion: 'v1',
      metadata: { resourceVersion: String(this.version) },
      items,
    });
  }

  private tooLarge(object: KubernetesObject, kind: string) {
    const { name } = object.metadata;
    return largestData(object, kind) > MOST_DATA
      ? refusal(422, 'Invalid', { name, kind })
      : undefined;
  }

  private parse({ body = '' }: HttpRequest): KubernetesObject {
    return JSON.parse(
      typeof body === 'string' ? body : Buffer.from(body).toString(),
    );
  }

  private store(
    path: string,
    object: KubernetesObject,
    live?: KubernetesObject,
  ): KubernetesObject {
    this.version += 1;
    if (!live) this.created += 1;
    const metadata: Metadata = {
      ...object.metadata,
      uid: live?.metadata.uid ?? `uid-${this.created}`,
      resourceVersion: String(this.version),
    };
    const stored = { ...object, metadata };
    this.objects.set(path, stored);
    return stored;
  }
}

/** What the transport throws when the server acted and its answer never came. */
export const answerLost = () =>
  new KubeflowError('ResponseError', {
    fact: 'the connection broke',
    reason: 'AnswerLost',
  });

/** What the transport throws when it could not repeat any more. */
export const unreachable = () =>
  new KubeflowError('ServiceUnavailableError', {
    fact: 'nobody answers',
    reason: 'ConnectionFailed',
  });
