import busboy from 'busboy';
import type { ApiRequest } from './router';

/** The file of a multipart form's field `uploadfile`. */
export interface Upload {
  readonly filename: string;
  readonly content: Buffer;
}

/** Undefined when the body is no multipart form or has no such file. */
export const readUpload = (request: ApiRequest): Promise<Upload | undefined> =>
  new Promise(resolve => {
    let parser: ReturnType<typeof busboy>;
    try {
      parser = busboy({ headers: request.headers, defParamCharset: 'utf8' });
    } catch {
      resolve(undefined);
      return;
    }
    let upload: Upload | undefined;
    parser.on('file', (field, stream, { filename }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (field !== 'uploadfile') return;
        upload ??= { filename, content: Buffer.concat(chunks) };
      });
    });
    parser.on('close', () => resolve(upload));
    parser.on('error', () => resolve(undefined));
    parser.end(request.body);
  });
