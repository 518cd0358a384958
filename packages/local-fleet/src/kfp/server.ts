import type {
  IncomingMessage,
  RequestListener,
  ServerResponse,
} from 'node:http';
import { handleArtifactRead, isArtifactRead } from './artifacts';
import type { KfpContext } from './context';
import { ApiError, gatewayError } from './errors';
import { experimentRoutes } from './experiments';
import { counterOf, metricsText, METRICS_TYPE } from './metrics';
import { pipelineRoutes } from './pipelines';
import { recurringRunRoutes } from './recurringRuns';
import { sendJson, sendText } from './reply';
import {
  createRouter,
  parseQuery,
  textOf,
  type ApiRequest,
  type Route,
} from './router';
import { handleLog, logPath } from './runLogs';
import { runRoutes } from './runs';
import { handleUpload, isUpload } from './upload';
import { versionRoutes } from './versions';

/** The largest body that is read, in bytes: an upload of 32 MiB and its form around it. */
const MAX_BODY = 48 * 1024 * 1024;

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY)
      throw gatewayError(3, 'http: request body too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** Go's `path.Clean` as gorilla/mux uses it: a trailing slash stays. */
const cleanPath = (path: string): string => {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const slash = path.endsWith('/') && parts.length > 0 ? '/' : '';
  return `/${parts.join('/')}${slash}`;
};

const health = (context: KfpContext, version: string) => ({
  commit_sha: 'unknown',
  tag_name: 'unknown',
  multi_user: context.multiUser,
  ...(version === 'v2beta1' && { pipeline_store: 'database' }),
});

const authRoute = (context: KfpContext): Route => ({
  method: 'GET',
  path: '/apis/v1beta1/auth',
  handle: async request => {
    await context.access.check(request, {
      resource: 'viewers',
      verb: textOf(request, 'verb').toLowerCase(),
      namespace: textOf(request, 'namespace'),
    });
    return {};
  },
});

/** What one request needs from the HTTP layer on. */
interface Exchange {
  readonly path: string;
  readonly rawQuery: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const decodePath = (raw: string): string | undefined => {
  try {
    return decodeURIComponent(raw);
  } catch {
    return undefined;
  }
};

/** What stands before the gateway: health, metrics, logs, artifacts. True when it answered. */
const answerBeside = async (
  context: KfpContext,
  { path, response }: Exchange,
  calls: ReadonlyMap<string, number>,
): Promise<boolean> => {
  const version = /^\/apis\/(v1beta1|v2beta1)\/healthz$/.exec(path)?.[1];
  const log = logPath(path);
  if (version !== undefined) sendJson(response, 200, health(context, version));
  else if (path === '/metrics') {
    response.setHeader('Content-Type', METRICS_TYPE);
    response.end(metricsText(context.store, calls));
  } else if (log) await handleLog(context, log, response);
  else if (isArtifactRead(path)) handleArtifactRead(response);
  else return false;
  return true;
};

const fail = (response: ServerResponse, error: unknown): void => {
  if (response.headersSent) {
    response.end();
    return;
  }
  const known =
    error instanceof ApiError
      ? error
      : gatewayError(13, `the emulator failed: ${(error as Error).message}`);
  sendJson(response, known.status, known.body);
};

const redirect = (response: ServerResponse, location: string): void => {
  response.statusCode = 301;
  response.setHeader('Location', location);
  response.end();
};

const createAnswer = (context: KfpContext) => {
  const route = createRouter([
    ...experimentRoutes(context),
    ...pipelineRoutes(context),
    ...versionRoutes(context),
    ...runRoutes(context),
    ...recurringRunRoutes(context),
    authRoute(context),
  ]);
  const calls = new Map<string, number>();
  const count = (name: string) => calls.set(name, (calls.get(name) ?? 0) + 1);

  return async (exchange: Exchange): Promise<void> => {
    const { path, rawQuery, request, response } = exchange;
    const method = request.method ?? 'GET';
    if (await answerBeside(context, exchange, calls)) return;
    if (!path.startsWith('/apis/')) {
      sendText(response, 404, '404 page not found\n');
      return;
    }
    const api: ApiRequest = {
      method,
      params: {},
      query: parseQuery(rawQuery),
      headers: request.headers,
      body: await readBody(request),
    };
    if (isUpload(path)) {
      const version = path.endsWith('version') ? 'version_' : '';
      count(`pipeline_${version}upload_requests`);
      await handleUpload(context, { path, request: api, response });
      return;
    }
    const { route: found, params } = route(method, path);
    count(counterOf(method, found.path));
    sendJson(response, 200, await found.handle({ ...api, params }));
  };
};

/** The HTTP server of KFP: its odd handlers first, then the gateway's routes. */
export const createKfpListener = (context: KfpContext): RequestListener => {
  const answer = createAnswer(context);
  return (request, response) => {
    const [rawPath = '/', ...rest] = (request.url ?? '/').split('?');
    const rawQuery = rest.join('?');
    const path = decodePath(rawPath);
    if (path === undefined) {
      sendText(response, 400, '400 Bad Request');
      return;
    }
    const clean = cleanPath(path);
    if (clean !== path) {
      redirect(response, encodeURI(clean) + (rawQuery && `?${rawQuery}`));
      return;
    }
    answer({ path, rawQuery, request, response }).catch(error =>
      fail(response, error),
    );
  };
};
