import { readDocument } from './apiCall';
import type { Answer } from './apiCall';
import type { Cluster } from './cluster';
import { asObject } from './json';
import { requireObject } from './objects/writer';
import { serveLog } from './pods/serveLog';
import type { ResourceCall } from './resourceRequests';
import { handleResource } from './resourceRequests';
import { requestToken } from './reviews';
import { proxyToService } from './service/serviceProxy';
import { badRequest, methodNotAllowed, unknownPath } from './status';

type Handler = (
  cluster: Cluster,
  call: ResourceCall,
) => Promise<Answer | undefined> | Answer | undefined;

const nameOf = ({ info }: ResourceCall) => ({
  namespace: info.namespace ?? '',
  name: info.name ?? '',
});

const log: Handler = (cluster, call) => {
  if (call.info.verb !== 'get') throw methodNotAllowed();
  const pod = requireObject(cluster.store, call.resource, nameOf(call));
  serveLog(
    cluster.logs,
    { pod, query: call.query, response: call.response },
    cluster.settings.now(),
  );
  return undefined;
};

const token: Handler = async (cluster, call) => {
  if (call.info.verb !== 'create') throw methodNotAllowed();
  const document = asObject(await readDocument(call.request, cluster.registry));
  return {
    status: 201,
    body: await requestToken(cluster, nameOf(call), document),
  };
};

const proxy: Handler = async (cluster, { info, request, response, search }) => {
  await proxyToService(cluster, { info, request, response, search });
  return undefined;
};

const portForward: Handler = () => {
  throw badRequest('Upgrade request required');
};

const HANDLERS: Readonly<Record<string, Handler>> = {
  'pods/log': log,
  'pods/portforward': portForward,
  'serviceaccounts/token': token,
  'services/proxy': proxy,
};

/** Carries out a request for a subresource; a 404 for one that the emulator does not serve. */
export const handleSubresource: Handler = (cluster, call) => {
  const { resource, info } = call;
  const key = `${resource.plural}/${info.subresource}`;
  const handler = resource.group === '' ? HANDLERS[key] : undefined;
  if (handler) return handler(cluster, call);
  if (info.subresource === 'status' && resource.hasStatus)
    return handleResource(cluster, call);
  throw unknownPath();
};
