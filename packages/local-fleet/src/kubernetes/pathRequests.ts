import type { ApiCall, Answer } from './apiCall';
import type { Cluster } from './cluster';
import {
  aggregatedDiscovery,
  aggregatedType,
  coreVersions,
  groupList,
  oneGroup,
  resourceList,
} from './discovery/discovery';
import {
  OPEN_API_V2_CONTENT_TYPE,
  OPEN_API_V2_PROTOBUF,
  openApiV2,
  openApiV2Protobuf,
} from './discovery/openApiV2';
import type { PathRequest } from './requestInfo';
import { methodNotAllowed, unknownPath } from './status';

/** A call for a path that is no resource. */
export interface PathCall extends ApiCall {
  readonly info: PathRequest;
}

const ok = (body: unknown): Answer => ({ status: 200, body });

const versionInfo = (gitVersion: string) => {
  const [, major = '', minor = ''] = /^v(\d+)\.(\d+)/.exec(gitVersion) ?? [];
  return {
    major,
    minor,
    gitVersion,
    gitCommit: 'local-fleet',
    gitTreeState: 'clean',
    buildDate: '1970-01-01T00:00:00Z',
    goVersion: 'none',
    compiler: 'none',
    platform: 'local-fleet',
  };
};

const root = (
  { registry }: Cluster,
  { request }: PathCall,
  name: 'api' | 'apis',
): Answer => {
  const type = aggregatedType(request.headers.accept);
  if (type)
    return {
      status: 200,
      body: aggregatedDiscovery(registry, name, type),
      headers: { 'Content-Type': type },
    };
  return ok(
    name === 'api' ? coreVersions(request.headers.host) : groupList(registry),
  );
};

/** `/apis/GROUP` and `/apis/GROUP/VERSION`, `/api/v1`. */
function discover({ registry }: Cluster, path: string): Answer {
  const [start, group = '', version = ''] = path.split('/').filter(Boolean);
  if (start === 'api') {
    if (group !== 'v1' || version) throw unknownPath();
    return ok(resourceList(registry, '', 'v1'));
  }
  const found = start === 'apis' ? oneGroup(registry, group) : undefined;
  if (!found) return PAGE_NOT_FOUND;
  if (!version) return ok(found);
  if (!registry.servesVersion(group, version)) throw unknownPath();
  return ok(resourceList(registry, group, version));
}

const openApiDocument = ({ openApi }: Cluster, path: string): Answer => {
  const text = openApi.text(path.replace('/openapi/v3/', ''));
  if (text === undefined) throw unknownPath();
  return {
    status: 200,
    body: text,
    headers: { 'Content-Type': 'application/json' },
  };
};

const secondOpenApi = ({ request }: PathCall): Answer =>
  (request.headers.accept ?? '').includes(OPEN_API_V2_PROTOBUF)
    ? {
        status: 200,
        body: openApiV2Protobuf(),
        headers: { 'Content-Type': OPEN_API_V2_CONTENT_TYPE },
      }
    : ok(openApiV2);

const HEALTH = new Set(['/healthz', '/livez', '/readyz']);

const fixedPath = async (
  cluster: Cluster,
  call: PathCall,
  path: string,
): Promise<Answer | undefined> => {
  if (HEALTH.has(path)) return ok('ok');
  switch (path) {
    case '/version':
      return ok(versionInfo(cluster.settings.gitVersion));
    case '/api':
      return root(cluster, call, 'api');
    case '/apis':
      return root(cluster, call, 'apis');
    case '/openapi/v2':
      return secondOpenApi(call);
    case '/openapi/v3':
      return ok(cluster.openApi.index());
    case '/openid/v1/jwks':
      return ok(await cluster.tokens.keySet());
    default:
      return undefined;
  }
};

/** What Go's own mux answers where nothing is mounted. */
export const PAGE_NOT_FOUND: Answer = {
  status: 404,
  body: '404 page not found\n',
};

/** Health, version, discovery, OpenAPI v3 and the key set of service account tokens. */
export const handlePath = async (
  cluster: Cluster,
  call: PathCall,
): Promise<Answer> => {
  const path = call.info.path.replace(/\/$/, '');
  if (call.info.verb !== 'get' && call.info.verb !== 'head')
    throw methodNotAllowed();
  const fixed = await fixedPath(cluster, call, path);
  if (fixed) return fixed;
  return path.startsWith('/openapi/v3/')
    ? openApiDocument(cluster, path)
    : discover(cluster, path);
};
