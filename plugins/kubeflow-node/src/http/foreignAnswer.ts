import type { HttpResponse } from './http';

/** True for an answer that is a page for people, such as the form of a login proxy. */
export const isHtml = ({
  headers,
  text,
}: Pick<HttpResponse, 'headers' | 'text'>): boolean =>
  /\bhtml\b/i.test(headers['content-type'] ?? '') ||
  /^\s*<(!doctype|html|head|body)/i.test(text.slice(0, 200));

/**
 * Where a redirect leads, as far as a message may tell: origin and path, for what follows them (and a
 * user before the host) may be a secret. Undefined without a `location`, or with one that is no URL.
 */
export const redirectPlace = (
  location: string | undefined,
): string | undefined => {
  if (location === undefined) return undefined;
  if (/^\/(?!\/)/.test(location)) return location.split(/[?#]/)[0];
  const url = URL.canParse(location) ? new URL(location) : undefined;
  return url && `${url.origin}${url.pathname}`;
};
