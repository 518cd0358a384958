import type { IncomingHttpHeaders } from 'node:http';
import { gatewayError } from './errors';
import { readJson } from './goJson';
import { ProtoDecoder, type Message, type MessageSchema } from './protoJson';
import { queryUnescape } from './goUrl';

/** A request after the HTTP layer: path decoded, query decoded once. */
export interface ApiRequest {
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One method on one path of the gateway. */
export interface Route {
  readonly method: string;
  /** `/apis/v2beta1/runs/{run_id}:archive`; a parameter is one path segment and may be empty. */
  readonly path: string;
  /** The answer's JSON; status 200. @throws ApiError. */
  readonly handle: (request: ApiRequest) => object | Promise<object>;
}

interface CompiledRoute {
  readonly route: Route;
  readonly segments: readonly string[];
  readonly verb: string;
}

const compile = (route: Route): CompiledRoute => {
  const [, path = '', verb = ''] = /^\/(.*?)(?::([a-z]+))?$/.exec(
    route.path,
  ) as RegExpExecArray;
  return { route, segments: path.split('/'), verb };
};

const bind = (
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined => {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name !== undefined) params[name] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
};

/** A route with the values of its parameters, decoded. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * Finds the route as KFP's gateway does: a wrong method or an unknown verb on a known path is 501, and a colon
 * in the last segment is a verb only when some route has that verb.
 *
 * @throws ApiError 5 (404) or 12 (501).
 */
export const createRouter = (routes: readonly Route[]) => {
  const compiled = routes.map(compile);
  return (method: string, path: string): Match => {
    const segments = path.slice(1).split('/');
    const last = segments.at(-1) ?? '';
    const colon = last.lastIndexOf(':');
    const verb = colon < 0 ? '' : last.slice(colon + 1);
    const bare = [...segments.slice(0, -1), last.slice(0, Math.max(colon, 0))];
    const matches = compiled.flatMap(
      ({ route, segments: pattern, verb: own }) => {
        const params =
          own === ''
            ? bind(pattern, segments)
            : own === verb && bind(pattern, bare);
        return params ? [{ route, params, own }] : [];
      },
    );
    const withVerb = matches.filter(({ own }) => own !== '');
    const candidates = withVerb.length > 0 ? withVerb : matches;
    const found = candidates
      .filter(({ route }) => route.method === method)
      .sort(
        (a, b) => Object.keys(a.params).length - Object.keys(b.params).length,
      )[0];
    if (found) return found;
    throw candidates.length > 0
      ? gatewayError(12, 'Method Not Allowed')
      : gatewayError(5, 'Not Found');
  };
};

const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

/** Query parameters under snake_case names, decoded once as Go does; the last of equal names wins. */
export const parseQuery = (raw: string): ReadonlyMap<string, string> => {
  const query = new Map<string, string>();
  for (const part of raw.split('&').filter(Boolean)) {
    const [name = '', ...rest] = part.split('=');
    try {
      query.set(snakeCase(queryUnescape(name)), queryUnescape(rest.join('=')));
    } catch (error) {
      throw gatewayError(3, (error as Error).message);
    }
  }
  return query;
};

/** An int32 of the query. @throws ApiError 3 in the gateway's words. */
export const intOf = ({ query }: ApiRequest, name: string): number => {
  const text = query.get(name) ?? '';
  if (text === '') return 0;
  const bad = (reason: string) =>
    gatewayError(
      3,
      `parsing field ${JSON.stringify(
        name,
      )}: strconv.ParseInt: parsing ${JSON.stringify(text)}: ${reason}`,
    );
  if (!/^[+-]?\d+$/.test(text)) throw bad('invalid syntax');
  const value = Number(text);
  if (Math.abs(value) > 0x7fffffff) throw bad('value out of range');
  return value;
};

/** A bool of the query, false when absent. @throws ApiError 3 in the gateway's words. */
export const boolOf = ({ query }: ApiRequest, name: string): boolean => {
  const text = query.get(name) ?? '';
  if (/^(1|t|T|TRUE|true|True)$/.test(text)) return true;
  if (/^(|0|f|F|FALSE|false|False)$/.test(text)) return false;
  throw gatewayError(
    3,
    `parsing field ${JSON.stringify(
      name,
    )}: strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`,
  );
};

/** The text of a query parameter, empty when absent. */
export const textOf = ({ query }: ApiRequest, name: string): string =>
  query.get(name) ?? '';

/** The body as a message; its content type is not looked at. @throws ApiError 3. */
export const messageOf = (
  { body }: ApiRequest,
  schema: MessageSchema,
): Message => {
  const text = body.toString('utf8');
  const node = readJson(text);
  return node ? new ProtoDecoder(text).message(node, schema) : {};
};

/** Drops what protobuf's JSON leaves out: undefined, empty strings and lists, 0 and false. */
export const withoutDefaults = (
  message: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(message).filter(
      ([, value]) =>
        value !== undefined &&
        value !== '' &&
        value !== 0 &&
        value !== false &&
        !(Array.isArray(value) && value.length === 0),
    ),
  );

/** A string field of a message, empty when absent. */
export const stringOf = (message: Message, field: string): string =>
  String(message[field] ?? '');

/** A message field of a message, empty when absent. */
export const fieldOf = (message: Message, field: string): Message =>
  (message[field] ?? {}) as Message;
