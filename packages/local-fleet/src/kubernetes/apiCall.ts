import type { IncomingMessage, ServerResponse } from 'node:http';
import type { User } from './authentication';
import type { RequestInfo } from './requestInfo';
import { PROTOBUF, decodeProtobuf } from './protobuf/decodeProtobuf';
import type { ResourceRegistry } from './resources';
import { parseManifest } from './patch/patchObject';
import { ApiError, badRequest, unsupportedMediaType } from './status';
import { exactJson } from './exactJson';

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

/** Answers that are one document (a value for JSON, a text, or bytes); others write to the response themselves and return nothing. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const BODY_LIMIT = 3 * 1024 * 1024;

/** The whole body; throws a 413 above 3 MiB. */
export const readBody = async (request: IncomingMessage): Promise<string> =>
  (await readBytes(request)).toString('utf8');

const readBytes = async (request: IncomingMessage): Promise<Buffer> => {
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
  return Buffer.concat(chunks);
};

const DOCUMENT_TYPES = ['application/json', 'application/yaml', PROTOBUF];

/** Types that a body is asked for by no name of its own. */
const UNNAMED_TYPES: Readonly<Record<string, string>> = {
  'authentication.k8s.io/v1/TokenRequest': 'authentication.v1.TokenRequest',
  'v1/DeleteOptions': 'meta.v1.DeleteOptions',
};

/** The body as JSON, YAML or protobuf; throws a 415 for other types and a 400 for what does not parse. */
export const readDocument = async (
  request: IncomingMessage,
  registry: ResourceRegistry,
): Promise<unknown> => {
  const header = request.headers['content-type'] ?? 'application/json';
  const type = header.split(';')[0]?.trim() ?? '';
  if (type === PROTOBUF)
    return decodeProtobuf(
      await readBytes(request),
      (apiVersion, kind) =>
        UNNAMED_TYPES[`${apiVersion}/${kind}`] ??
        registry.findKind(apiVersion, kind)?.type,
    );
  if (!DOCUMENT_TYPES.includes(type))
    throw unsupportedMediaType(DOCUMENT_TYPES);
  const text = await readBody(request);
  if (text.trim() === '') throw badRequest('the request has no body');
  return parseManifest(text);
};

const warningHeader = (text: string) =>
  `299 - ${exactJson(text.replace(/[^\x20-\x7e]/g, '?'))}`;

const encode = (body: unknown): Buffer => {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : `${exactJson(body)}\n`);
};

/** Sends one document: JSON, or text and bytes as they are. */
export const sendAnswer = (
  response: ServerResponse,
  { status, body, headers }: Answer,
  warnings: readonly string[] = [],
): void => {
  const text = encode(body);
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
