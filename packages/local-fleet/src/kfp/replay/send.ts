import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import type { Answer } from './compare';
import type { RecordedRequest } from './recording';

const BOUNDARY = 'recorded-form-boundary';

/** JSON as Python's `json.dumps` writes it: error messages count its columns. */
export const pythonJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(
      ([key, entry]) => `${pythonJson(key)}: ${pythonJson(entry)}`,
    );
    return `{${entries.join(', ')}}`;
  }
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
};

const formOf = (
  files: NonNullable<RecordedRequest['multipart']>,
  data: string,
): Buffer => {
  const parts = Object.entries(files).map(([field, file]) => {
    const content =
      file.contentRef === undefined
        ? file.content ?? ''
        : readFileSync(join(data, 'pipelines', file.contentRef), 'utf8');
    return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"; filename="${file.filename}"\r\n\r\n${content}\r\n`;
  });
  return Buffer.from(`${parts.join('')}--${BOUNDARY}--\r\n`);
};

const bodyOf = (
  request: RecordedRequest,
  data: string,
): { readonly type: string; readonly body: Buffer | undefined } => {
  if (request.multipart) {
    return {
      type: `multipart/form-data; boundary=${BOUNDARY}`,
      body: formOf(request.multipart, data),
    };
  }
  const text =
    request.rawBody ??
    (request.body === undefined ? undefined : pythonJson(request.body));
  return {
    type: 'application/json',
    body: text === undefined ? undefined : Buffer.from(text),
  };
};

const pathOf = ({ path, query }: RecordedRequest): string => {
  if (query === undefined) return path;
  const search =
    typeof query === 'string' ? query : new URLSearchParams(query).toString();
  return `${path}?${search}`;
};

/** Sends one recorded request as it stands: no redirect followed, the path byte for byte. */
export const send = (
  server: { readonly port: number; readonly data: string },
  request: RecordedRequest,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { type, body } = bodyOf(request, server.data);
    const outgoing = httpRequest(
      {
        host: '127.0.0.1',
        port: server.port,
        method: request.method,
        path: encodeURI(pathOf(request)).replace(/%25/g, '%'),
        headers: {
          ...(body && { 'Content-Type': type, 'Content-Length': body.length }),
          ...request.headers,
        },
        timeout: 30_000,
      },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers['content-type'] ?? null,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
