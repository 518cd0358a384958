import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { ApiCall, Answer } from './apiCall';
import { readBody, readDocument } from './apiCall';
import type { Cluster } from './cluster';
import { asObject } from './json';
import { decodeObject } from './objects/decode';
import {
  deleteOptions,
  deletionStatus,
  returnsDeleted,
} from './objects/deletion';
import { requireObject } from './objects/writer';
import { patchType } from './patch/patchObject';
import type { Presentation } from './form';
import { formOf, presentObject, presentPage } from './presentation';
import type { ResourceRequest } from './requestInfo';
import { isTrue } from './requestInfo';
import type { Resource } from './resources';
import { selectorOf } from './listing';
import { badRequest, methodNotAllowed } from './status';
import { watch } from './watch';
import { checkPatchOptions, writeOptions } from './writeOptions';
import { reviewOf } from './reviews';
import { checkEscalation } from './escalation';
import type { WriteOptions } from './objects/decode';

/** A call for a resource that the server serves. */
export interface ResourceCall extends ApiCall {
  readonly info: ResourceRequest;
  readonly resource: Resource;
}

type Handler = (
  cluster: Cluster,
  call: ResourceCall,
) => Promise<Answer | undefined> | Answer | undefined;

const presentationOf = (
  { settings }: Cluster,
  { resource, request, query, info }: ResourceCall,
): Presentation => ({
  resource,
  form: formOf(request.headers.accept, {
    kind: resource.kind,
    isList: info.verb === 'list' || info.verb === 'deletecollection',
  }),
  includeObject: query.get('includeObject') ?? 'Metadata',
  now: settings.now(),
});

const identityOf = ({ info }: ResourceCall) => ({
  ...(info.namespace &&
    info.plural !== 'namespaces' && { namespace: info.namespace }),
  name: info.name ?? '',
});

const scopeOf = ({ resource, info }: ResourceCall) => ({
  resource,
  ...(resource.namespaced && info.namespace && { namespace: info.namespace }),
  ...(info.name && { name: info.name }),
});

/** The options of a write with what RBAC says beyond its verb. */
const guardedOptions = (
  { authorizer, accesses }: Cluster,
  call: ResourceCall,
): WriteOptions => {
  const { info, user, request } = call;
  const needs = (needed: ResourceRequest) => {
    accesses.record(request.headers['user-agent'], needed);
    return authorizer.allows(user, needed);
  };
  const author = { user, authorizer, needs, urlName: info.name };
  return {
    ...writeOptions(call),
    guard: {
      creates: () => {
        const needed = { ...info, verb: 'create' };
        if (!needs(needed)) authorizer.authorize(user, needed);
      },
      stores: (resource, change) => checkEscalation(author, resource, change),
    },
  };
};

const get: Handler = (cluster, call) => {
  const object = requireObject(cluster.store, call.resource, identityOf(call));
  return {
    status: 200,
    body: presentObject(presentationOf(cluster, call), object),
  };
};

const list: Handler = (cluster, call) => ({
  status: 200,
  body: presentPage(
    presentationOf(cluster, call),
    cluster.lister.page(scopeOf(call), call.query),
  ),
});

const watchCollection: Handler = (cluster, call) => {
  watch(
    {
      store: cluster.store,
      open: cluster.watches,
      bookmarkIntervalMs: cluster.settings.bookmarkIntervalMs,
    },
    {
      scope: scopeOf(call),
      query: call.query,
      present: () => presentationOf(cluster, call),
      response: call.response,
    },
  );
  return undefined;
};

/** Questions need no name. */
const unnamed = ({ metadata, ...rest }: KubernetesObject) => {
  const { name, ...others } = metadata;
  return { ...rest, metadata: name ? { name, ...others } : others };
};

const create: Handler = async (cluster, call) => {
  const { resource, info, request, user } = call;
  const document = await readDocument(request, cluster.registry);
  const options = guardedOptions(cluster, call);
  const object = decodeObject(resource, document, options);
  const review = resource.group.startsWith('auth')
    ? reviewOf(resource.plural)
    : undefined;
  if (review)
    return { status: 201, body: await review(cluster, user, unnamed(object)) };
  const { namespace } = identityOf({ ...call, info });
  const given = object.metadata.namespace;
  if (namespace && given && given !== namespace)
    throw badRequest(
      `the namespace of the provided object does not match the namespace sent on the request`,
    );
  const created = cluster.writer.create(
    resource,
    {
      ...object,
      metadata: { ...object.metadata, ...(namespace && { namespace }) },
    },
    options,
  );
  return {
    status: 201,
    body: presentObject(presentationOf(cluster, call), created),
  };
};

const update: Handler = async (cluster, call) => {
  const { resource, info, request } = call;
  const document = await readDocument(request, cluster.registry);
  const options = guardedOptions(cluster, call);
  const next = decodeObject(resource, document, options);
  const live = requireObject(cluster.store, resource, identityOf(call));
  const object = cluster.writer.replace(
    resource,
    { live, next, subresource: info.subresource },
    options,
  );
  return {
    status: 200,
    body: presentObject(presentationOf(cluster, call), object),
  };
};

const patch: Handler = async (cluster, call) => {
  const { resource, info, request, query } = call;
  const type = patchType(resource, request.headers['content-type']);
  const body = await readBody(request);
  const isApply = type.startsWith('application/apply-patch');
  checkPatchOptions(call, isApply);
  const { object, isNew } = cluster.patcher.patch(
    {
      resource,
      ...identityOf(call),
      ...(info.subresource && { subresource: info.subresource }),
      type,
      body,
      force: isTrue(query.get('force')),
    },
    guardedOptions(cluster, call),
  );
  return {
    status: isNew ? 201 : 200,
    body: presentObject(presentationOf(cluster, call), object),
  };
};

const optionsOf = async (
  { registry }: Cluster,
  { request, query }: ResourceCall,
) => {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined ||
    Number(request.headers['content-length'] ?? 0) > 0;
  const body = hasBody ? await readDocument(request, registry) : {};
  return deleteOptions(asObject(body), query);
};

const remove: Handler = async (cluster, call) => {
  const { resource } = call;
  const options = await optionsOf(cluster, call);
  const live = requireObject(cluster.store, resource, identityOf(call));
  const { isGone, object } = cluster.remover.delete(resource, live, options);
  return {
    status: 200,
    body:
      isGone && !returnsDeleted(resource)
        ? deletionStatus(resource, object)
        : presentObject(presentationOf(cluster, call), object),
  };
};

const removeCollection: Handler = async (cluster, call) => {
  const { resource } = call;
  const options = await optionsOf(cluster, call);
  const scope = scopeOf(call);
  const selector = selectorOf(scope, call.query);
  const items = cluster.store
    .list(resource, scope.namespace)
    .filter(object => !selector || selector(object));
  items.forEach(object => cluster.remover.delete(resource, object, options));
  const metadata = { resourceVersion: String(cluster.store.revision) };
  return {
    status: 200,
    body: presentPage(presentationOf(cluster, call), { items, metadata }),
  };
};

const HANDLERS: Readonly<Record<string, Handler>> = {
  get,
  list,
  watch: watchCollection,
  create,
  update,
  patch,
  delete: remove,
  deletecollection: removeCollection,
};

/** Carries out a verb on a resource or its status. */
export const handleResource: Handler = (cluster, call) => {
  const { resource, info, query } = call;
  // `?watch` with a name in the path is an old form that watches one object.
  const verb =
    info.verb === 'get' && isTrue(query.get('watch')) ? 'watch' : info.verb;
  const handler = HANDLERS[verb];
  const isServed = resource.verbs.includes(info.verb);
  const isCreateByName = info.verb === 'create' && info.name !== undefined;
  if (!handler || !isServed || isCreateByName) throw methodNotAllowed();
  return handler(cluster, call);
};
