import type { IncomingMessage, ServerResponse } from 'node:http';
import type { User } from './authentication';
import type { RequestInfo } from './requestInfo';
import { parseManifest } from './patch/patchObject';
import { ApiError, badRequest, unsupportedMediaType } from './status';

/** A request that has passed authentication. */
export interface ApiCall {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly info: RequestInfo;
  readonly query: URLSearchParams;
  /** With its question mark, byte for byte; empty for none. */
  readonly search: string;
  readonly user: User;
  /** Texts for `Warning` headers. */
  readonly warnings: string[];
}

/** Answers that are one JSON document; others write to the response themselves and return nothing. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const BODY_LIMIT = 3 * 1024 * 1024;

/** The whole body; throws a 413 above 3 MiB. */
export const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > BODY_LIMIT)
      throw new ApiError({
        code: 413,
        reason: 'RequestEntityTooLarge',
        message: `Request entity too large: limit is ${BODY_LIMIT}`,
      });
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const DOCUMENT_TYPES = ['application/json', 'application/yaml'];

/** The body as JSON or YAML; throws a 415 for other types and a 400 for what does not parse. */
export const readDocument = async (
  request: IncomingMessage,
): Promise<unknown> => {
  const header = request.headers['content-type'] ?? 'application/json';
  const type = header.split(';')[0]?.trim() ?? '';
  if (!DOCUMENT_TYPES.includes(type))
    throw unsupportedMediaType(DOCUMENT_TYPES);
  const text = await readBody(request);
  if (text.trim() === '') throw badRequest('the request has no body');
  return parseManifest(text);
};

const warningHeader = (text: string) =>
  `299 - ${JSON.stringify(text.replace(/[^\x20-\x7e]/g, '?'))}`;

/** Sends one JSON document. */
export const sendAnswer = (
  response: ServerResponse,
  { status, body, headers }: Answer,
  warnings: readonly string[] = [],
): void => {
  const text = Buffer.from(
    typeof body === 'string' ? body : `${JSON.stringify(body)}\n`,
  );
  response.writeHead(status, {
    'Content-Type':
      typeof body === 'string'
        ? 'text/plain; charset=utf-8'
        : 'application/json',
    'Cache-Control': 'no-cache, private',
    'Content-Length': text.length,
    ...(warnings.length > 0 && { Warning: warnings.map(warningHeader) }),
    ...headers,
  });
  response.end(text);
};
