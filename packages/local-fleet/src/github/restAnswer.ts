import type { GitHubState } from './gitHubState';

/** What a route gets: `names` are the path's variables, decoded. */
export interface RestCall {
  readonly state: GitHubState;
  readonly repository: string;
  /** Path of the request on this server. */
  readonly path: string;
  readonly names: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  /** `application/vnd.github.raw+json` and the like. */
  readonly accept: string;
}

/** An answer; a text body goes out as it is, anything else as JSON. */
export interface RestAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One operation of the REST API. */
export interface RestRoute {
  readonly method: string;
  /** Below `/repos/OWNER/NAME`. */
  readonly path: RegExp;
  readonly permission: 'issues' | 'deployments' | 'checks' | 'contents';
  readonly answer: (call: RestCall) => RestAnswer;
}

/** 200. */
export const ok = (body: unknown): RestAnswer => ({ status: 200, body });
/** 201. */
export const created = (body: unknown): RestAnswer => ({ status: 201, body });
/** 404 as GitHub words it. */
export const notFound = (): RestAnswer => ({
  status: 404,
  body: { message: 'Not Found', status: '404' },
});
/** 422 with what is wrong. */
export const invalid = (message: string): RestAnswer => ({
  status: 422,
  body: { message: `Validation Failed: ${message}`, status: '422' },
});

/** One page of `items` with GitHub's Link header. */
export const paged = (
  call: RestCall,
  items: readonly unknown[],
): RestAnswer => {
  const size = Math.min(Number(call.query.get('per_page') ?? 30) || 30, 100);
  const page = Math.max(Number(call.query.get('page') ?? 1) || 1, 1);
  const last = Math.max(Math.ceil(items.length / size), 1);
  const link = (number: number, rel: string) => {
    const query = new URLSearchParams(call.query);
    query.set('page', String(number));
    return `<${call.state.options.url}${call.path}?${query}>; rel="${rel}"`;
  };
  const links = page < last ? [link(page + 1, 'next'), link(last, 'last')] : [];
  return {
    status: 200,
    body: items.slice((page - 1) * size, page * size),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
};
