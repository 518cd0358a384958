import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createKubernetesClient } from '../../../kubernetes/client';
import type { KubernetesObject } from '../../../kubernetes/objects';
import { createTransport } from '../../../http/transport';
import {
  startTestServer,
  type SeenRequest,
} from '../../../http/testing/testServer';
import type { ServedKind, ServedKinds } from '../../api/objectApi';
import type { ApplyTarget } from '../../contract';
import { selects } from '../labelMatch';

/** Objects behind the API of one small cluster. */
export interface FakeCluster {
  readonly target: ApplyTarget;
  readonly requests: readonly SeenRequest[];
  readonly kinds: ServedKinds;
  /** Creates or replaces, and tells every watch. */
  put(object: object): void;
  remove(object: object): void;
  /** What discovery lists, by path: `/apis/example.com/v1`. */
  readonly discovery: Map<string, readonly object[]>;
  /** Lines by `namespace/pod/container`; `previous` are the only ones that exist. */
  readonly logs: Map<string, string>;
  /** Answers these paths with this status instead. */
  readonly refused: Map<string, number>;
  /** Ends every watch with 410. */
  forget(): void;
  close(): Promise<void>;
}

const served = (
  apiVersion: string,
  kind: string,
  plural: string,
): ServedKind => {
  const [group, version] = apiVersion.includes('/')
    ? (apiVersion.split('/') as [string, string])
    : ['', apiVersion];
  return {
    group,
    version,
    kind,
    plural,
    namespaced: ![
      'CustomResourceDefinition',
      'StorageClass',
      'Namespace',
      'MutatingWebhookConfiguration',
    ].includes(kind),
    verbs: ['get', 'list', 'watch', 'patch'],
  };
};

const KINDS: readonly ServedKind[] = [
  served('v1', 'Pod', 'pods'),
  served('v1', 'Event', 'events'),
  served('v1', 'Service', 'services'),
  served('v1', 'Namespace', 'namespaces'),
  served('v1', 'PersistentVolumeClaim', 'persistentvolumeclaims'),
  served('apps/v1', 'Deployment', 'deployments'),
  served('apps/v1', 'StatefulSet', 'statefulsets'),
  served('batch/v1', 'Job', 'jobs'),
  served('storage.k8s.io/v1', 'StorageClass', 'storageclasses'),
  served('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices'),
  served(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    'customresourcedefinitions',
  ),
  served(
    'admissionregistration.k8s.io/v1',
    'MutatingWebhookConfiguration',
    'mutatingwebhookconfigurations',
  ),
];

interface Route {
  readonly kind: ServedKind;
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
}

const routeOf = (path: string): Route | undefined => {
  const match =
    /^\/(?:api|apis\/([^/]+))\/([^/]+)(?:\/namespaces\/([^/]+))?\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(
      path,
    );
  const [, group = '', version, namespace, plural, name, subresource] =
    match ?? [];
  const kind = KINDS.find(
    one =>
      one.group === group && one.version === version && one.plural === plural,
  );
  return kind && { kind, namespace, name, subresource };
};

const wantedLabels = (selector: string) => {
  const among = /^(\S+) in \(([^)]*)\)$/.exec(selector);
  if (among) {
    return {
      matchExpressions: [
        { key: among[1], operator: 'In', values: among[2]?.split(',') },
      ],
    };
  }
  return {
    matchLabels: Object.fromEntries(
      selector.split(',').map(part => part.split('=')),
    ),
  };
};

const fieldOf = (object: KubernetesObject, path: string) =>
  path
    .split('.')
    .reduce<unknown>(
      (at, name) => (at as Record<string, unknown> | undefined)?.[name],
      object,
    );

const isWanted = (
  object: KubernetesObject,
  route: Route,
  query: URLSearchParams,
) => {
  const labels = query.get('labelSelector');
  const fields = query.get('fieldSelector');
  return (
    object.kind === route.kind.kind &&
    (!route.namespace || object.metadata.namespace === route.namespace) &&
    (!labels || selects(wantedLabels(labels), object.metadata.labels)) &&
    (!fields ||
      fields.split(',').every(part => {
        const [path = '', value] = part.split('=');
        return fieldOf(object, path) === value;
      }))
  );
};

const keyOf = ({ kind, metadata }: KubernetesObject) =>
  `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;

const respond = (response: ServerResponse, status: number, body: unknown) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

const notFound = (response: ServerResponse, name: string) =>
  respond(response, 404, {
    kind: 'Status',
    reason: 'NotFound',
    message: 'not found',
    code: 404,
    details: { name },
  });

/** Starts a cluster that answers lists, watches, single objects, logs and discovery; anything else is a failure. */
export const startFakeCluster = async (): Promise<FakeCluster> => {
  const objects = new Map<string, KubernetesObject>();
  const changes = new EventEmitter();
  const discovery = new Map<string, readonly object[]>();
  const logs = new Map<string, string>();
  const refused = new Map<string, number>();
  let version = 1;

  const watch = (
    route: Route,
    query: URLSearchParams,
    response: ServerResponse,
  ) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    const send = (type: string, object: KubernetesObject) => {
      if (type === 'ERROR') {
        changes.off('change', send);
        response.end(`${JSON.stringify({ type, object })}\n`);
      } else if (isWanted(object, route, query)) {
        response.write(`${JSON.stringify({ type, object })}\n`);
      }
    };
    const from = Number(query.get('resourceVersion'));
    for (const object of objects.values()) {
      if (Number(object.metadata.resourceVersion) > from)
        send('MODIFIED', object);
    }
    changes.on('change', send);
    response.on('close', () => changes.off('change', send));
  };

  const answerRoute = (route: Route, url: URL, response: ServerResponse) => {
    const { kind, namespace, name, subresource } = route;
    if (subresource === 'log') {
      const text = logs.get(
        `${namespace}/${name}/${url.searchParams.get('container')}`,
      );
      response.writeHead(text === undefined ? 400 : 200);
      return void response.end(text ?? '');
    }
    if (name) {
      const object = objects.get(`${kind.kind}/${namespace ?? ''}/${name}`);
      return object ? respond(response, 200, object) : notFound(response, name);
    }
    if (url.searchParams.get('watch'))
      return watch(route, url.searchParams, response);
    return respond(response, 200, {
      apiVersion: 'v1',
      kind: `${kind.kind}List`,
      metadata: { resourceVersion: String(version) },
      items: [...objects.values()].filter(object =>
        isWanted(object, route, url.searchParams),
      ),
    });
  };

  const unknown: string[] = [];
  const server = await startTestServer((request, response) => {
    const url = new URL(request.url, 'http://fake');
    const status = refused.get(url.pathname);
    if (status)
      return respond(response, status, {
        kind: 'Status',
        code: status,
        message: 'refused by the test',
      });
    const resources = discovery.get(url.pathname);
    if (resources)
      return respond(response, 200, { kind: 'APIResourceList', resources });
    const route = routeOf(url.pathname);
    if (route) return answerRoute(route, url, response);
    if (/^\/apis\/[^/]+\/[^/]+$/.test(url.pathname)) {
      response.writeHead(404);
      return void response.end('404 page not found');
    }
    unknown.push(request.url);
    return respond(response, 500, {});
  });
  const transport = createTransport({
    server: server.url,
    subject: 'eu-west-1/ml-eu',
  });
  const kubernetes = createKubernetesClient({
    subject: 'eu-west-1/ml-eu',
    transport,
  });

  return {
    target: { subject: 'eu-west-1/ml-eu', kubernetes, transport },
    requests: server.requests,
    kinds: {
      find: ({ group, kind }) =>
        KINDS.find(one => one.group === group && one.kind === kind),
      unknownGroups: [],
    },
    put(object) {
      version += 1;
      const given = object as KubernetesObject;
      const key = keyOf(given);
      const old = objects.get(key);
      const live = {
        ...given,
        metadata: {
          uid: key,
          ...given.metadata,
          resourceVersion: String(version),
        },
      };
      objects.set(key, live);
      changes.emit('change', old ? 'MODIFIED' : 'ADDED', live);
    },
    remove(object) {
      version += 1;
      const key = keyOf(object as KubernetesObject);
      const old = objects.get(key);
      objects.delete(key);
      if (old)
        changes.emit('change', 'DELETED', {
          ...old,
          metadata: { ...old.metadata, resourceVersion: String(version) },
        });
    },
    forget: () =>
      void changes.emit('change', 'ERROR', {
        kind: 'Status',
        code: 410,
        reason: 'Expired',
        message: 'too old resource version',
      }),
    discovery,
    logs,
    refused,
    close: async () => {
      transport.close();
      await server.close();
      if (unknown.length > 0)
        throw new Error(`unexpected requests: ${unknown.join(', ')}`);
    },
  };
};
