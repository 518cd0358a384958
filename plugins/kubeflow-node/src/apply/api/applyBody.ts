import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Manifest } from '../manifest';
import { exactJson } from '../manifests/exactJson';

const METADATA = Buffer.from('"metadata":{');
const [OPEN, CLOSE, LIST, END, QUOTE, ESCAPE] = Buffer.from('{}[]"\\');

/** Where the top level's `"metadata":{` ends; undefined when the text is written in another way. */
const metadataStart = (body: Buffer): number | undefined => {
  let depth = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === QUOTE) {
      const isKey =
        depth === 1 && body.subarray(at, at + METADATA.length).equals(METADATA);
      if (isKey) return at + METADATA.length;
      at += 1;
      while (at < body.length && body[at] !== QUOTE) {
        at += body[at] === ESCAPE ? 2 : 1;
      }
    } else if (byte === OPEN || byte === LIST) depth += 1;
    else if (byte === CLOSE || byte === END) depth -= 1;
  }
  return undefined;
};

/**
 * The manifest's own bytes, or with the precondition that the object is still the one that was read: its
 * resourceVersion put in without parsing the rest.
 */
export const applyBody = (
  { body, object, id }: Manifest,
  resourceVersion?: string,
): Uint8Array => {
  if (resourceVersion === undefined) return body;
  if (!/^[\w.-]+$/.test(resourceVersion)) {
    throw new KubeflowError('ResponseError', {
      subject: `${id.kind}/${id.name}`,
      fact: 'its resourceVersion is none',
      reason: 'NotKubernetes',
      remedy: 'Check what stands between this machine and the API server',
    });
  }
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const start = metadataStart(bytes);
  if (start === undefined) {
    const { metadata, ...fields } = object();
    return Buffer.from(
      exactJson({ ...fields, metadata: { ...metadata, resourceVersion } }),
    );
  }
  const separator = bytes[start] === CLOSE ? '' : ',';
  return Buffer.concat([
    bytes.subarray(0, start),
    Buffer.from(`"resourceVersion":"${resourceVersion}"${separator}`),
    bytes.subarray(start),
  ]);
};
