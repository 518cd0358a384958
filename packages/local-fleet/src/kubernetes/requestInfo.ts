import { badRequest } from './status';

/** What a URL and method ask for, in the words of RBAC. */
export interface ResourceRequest {
  readonly isResource: true;
  readonly verb: string;
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
  /** Path after the subresource, undecoded and without its slash; undefined when there is no slash either. */
  readonly rest?: string;
}

export interface PathRequest {
  readonly isResource: false;
  readonly verb: string;
  readonly path: string;
}

/** See https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb */
export type RequestInfo = ResourceRequest | PathRequest;

const VERBS: Readonly<Record<string, string>> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** Undoes the escapes of a path; throws a 400 for broken ones. */
export const decodeSegment = (segment: string) => {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    throw badRequest(
      `invalid URL escape ${JSON.stringify(segment)}: ${String(error)}`,
    );
  }
};

/** `[group, version, rest of the segments]`, or undefined for other paths. */
const splitVersion = (
  segments: readonly string[],
): readonly [string, string, readonly string[]] | undefined => {
  const [root, first, second, ...rest] = segments;
  if (root === 'api' && first && second !== undefined)
    return ['', first, segments.slice(2)];
  return root === 'apis' && first && second && rest.length > 0
    ? [first, second, rest]
    : undefined;
};

const collectionVerb = (method: string, query: URLSearchParams) => {
  if (method === 'DELETE') return 'deletecollection';
  if (method !== 'GET' && method !== 'HEAD') return VERBS[method] ?? '';
  return isTrue(query.get('watch')) ? 'watch' : 'list';
};

/** How the API server reads a boolean parameter: present and not `false` or `0`. */
export const isTrue = (value: string | null) =>
  value !== null && value !== 'false' && value !== '0';

interface Located {
  readonly namespace?: string;
  readonly parts: readonly string[];
}

/** `/namespaces/x` is the namespace itself, in itself; `/namespaces/x/pods` is a collection in it. */
const locate = (parts: readonly string[]): Located => {
  const [first, namespace, third] = parts;
  if (first !== 'namespaces' || !namespace) return { parts };
  if (!third || third === 'status' || third === 'finalize')
    return { namespace: decodeSegment(namespace), parts };
  return { namespace: decodeSegment(namespace), parts: parts.slice(2) };
};

/** Reads the request line; segments keep their escapes until they are names. */
export const requestInfo = (
  method: string,
  path: string,
  query: URLSearchParams,
): RequestInfo => {
  const verb = VERBS[method] ?? '';
  const segments = path.slice(1).split('/');
  const split = splitVersion(segments);
  if (!split) return { isResource: false, verb: pathVerb(method), path };
  const [group, version, tail] = split;
  const { namespace, parts } = locate(tail);
  const [plural = '', name, subresource, ...rest] = parts;
  if (plural === '') return { isResource: false, verb: pathVerb(method), path };
  return {
    isResource: true,
    verb: name ? verb : collectionVerb(method, query),
    group,
    version,
    plural: decodeSegment(plural),
    ...(namespace !== undefined && { namespace }),
    ...(name && { name: decodeSegment(name) }),
    ...(subresource && { subresource: decodeSegment(subresource) }),
    ...(rest.length > 0 && { rest: rest.join('/') }),
  };
};

/** Paths that are no resource are authorised by the method in lower case. */
function pathVerb(method: string) {
  return method.toLowerCase();
}
