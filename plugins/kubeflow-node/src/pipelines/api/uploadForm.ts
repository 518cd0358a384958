import { createHash } from 'node:crypto';

/**
 * The text as the file of a multipart form. Equal texts give equal bytes: the boundary is made of the
 * text. The name ends in `.yaml` because KFP goes by the extension.
 */
export function uploadForm(text: string): {
  readonly contentType: string;
  readonly body: Uint8Array;
} {
  const hash = createHash('sha256').update(text).digest('hex');
  let boundary = `kubeflow-fleet-${hash.slice(0, 32)}`;
  while (text.includes(boundary)) boundary += '-';
  const head = [
    `--${boundary}`,
    'Content-Disposition: form-data; name="uploadfile"; filename="pipeline.yaml"',
    'Content-Type: application/yaml',
    '',
    '',
  ].join('\r\n');
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.from(`${head}${text}\r\n--${boundary}--\r\n`, 'utf8'),
  };
}
