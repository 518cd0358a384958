import {
  KubeflowError,
  printable,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { HttpRequest } from './http';

const pathOf = (server: URL, { path, query = {} }: HttpRequest): string => {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return `${server.pathname.replace(/\/$/, '')}${path}${
    pairs.length ? `?${pairs.join('&')}` : ''
  }`;
};

/**
 * Address of a request below its server. `subject` is for the message.
 *
 * @throws KubeflowError `InputError`, reason `InvalidPath`, for a path that would lead elsewhere.
 */
export const requestUrl = (
  server: URL,
  request: HttpRequest,
  subject: string,
): URL => {
  const path = pathOf(server, request);
  const isText = /^\/[\x21-\x7e]*$/.test(path);
  const url = isText ? new URL(server.origin + path) : undefined;
  // The parser resolves `..`, also as `%2e%2e` and between backslashes: another path than was written.
  if (url && url.pathname === path.split('?')[0] && !url.hash) return url;
  throw new KubeflowError('InputError', {
    subject,
    fact: `'${printable(path)}' is no absolute, percent-encoded path`,
    reason: 'InvalidPath',
    remedy: 'Encode each segment of the path',
  });
};
