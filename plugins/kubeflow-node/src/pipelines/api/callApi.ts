import type { HttpRequest, HttpResponse, HttpSend } from '../../http/http';
import type { WayIn } from '../access/accessRemedies';
import { answerError, type FailedCall } from './answerError';
import { apiMissingError, isRouteMissing } from './apiMissing';
import { jsonOf, loginError } from './answerText';
import { canonicalJson } from '../spec/canonicalJson';
import type {
  Answer,
  Body,
  Method,
  PathOf,
  PathParameters,
  Query,
} from './operations';

export interface ApiOptions extends WayIn {
  readonly subject: string;
  readonly send: HttpSend;
}

export interface CallOptions<M extends Method, P extends PathOf<M>> {
  /** What the call is for, such as `create the run 'train-1'`; for messages. */
  readonly purpose: string;
  readonly params?: PathParameters<M, P>;
  readonly query?: Query<M, P>;
  readonly body?: Body<M, P>;
  /** In place of `body`, for the uploads. */
  readonly form?: { readonly contentType: string; readonly body: Uint8Array };
  readonly timeoutMs?: number;
  readonly retry?: HttpRequest['retry'];
}

export type CallApi = <M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  options: CallOptions<M, P>,
) => Promise<Answer<M, P>>;

/** A page of a list takes long when the database is large. */
const DEFAULT_TIMEOUT_MS = 30_000;

const pathWith = (path: string, params: object = {}) =>
  Object.entries(params).reduce(
    (filled, [name, value]) =>
      filled.replace(`{${name}}`, encodeURIComponent(String(value))),
    path,
  );

const queryOf = (query: object = {}) =>
  Object.fromEntries(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );

const contentOf = (options: {
  readonly body?: unknown;
  readonly form?: { readonly contentType: string; readonly body: Uint8Array };
}) => {
  const { body, form } = options;
  if (form)
    return { body: form.body, headers: { 'content-type': form.contentType } };
  return body === undefined
    ? {}
    : {
        body: canonicalJson(body),
        headers: { 'content-type': 'application/json' },
      };
};

async function failure(
  response: HttpResponse,
  call: FailedCall,
  send: HttpSend,
) {
  return isRouteMissing(response)
    ? apiMissingError(response, { ...call, send })
    : answerError(response, call);
}

/**
 * Calls of the REST API, typed by the generated paths. Every answer that is not the API's own JSON with
 * a status of 200 becomes a KubeflowError that says who refused: KFP, the Kubernetes API's proxy, a login.
 */
export const createApi =
  ({ subject, send, access, settings }: ApiOptions): CallApi =>
  async (method, path, options) => {
    const response = await send({
      method: method.toUpperCase() as Uppercase<Method>,
      path: pathWith(path, options.params),
      query: queryOf(options.query),
      timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      retry: options.retry,
      ...contentOf(options),
    });
    const call = { subject, purpose: options.purpose, access, settings };
    const answer = jsonOf(response);
    if (response.status === 200 && answer) return answer as never;
    throw loginError(response, call) ?? (await failure(response, call, send));
  };
