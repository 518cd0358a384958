import { inflateRawSync, gunzipSync } from 'node:zlib';
import type { Upload } from './uploadForm';

/** KFP's `MaxFileLength`: the largest file that it reads, in bytes. */
const MAX_FILE_LENGTH = 32 * 1024 * 1024;

interface Entry {
  readonly name: string;
  readonly content: () => Buffer;
}

const tarEntry = (tar: Buffer, at: number) => {
  const field = (from: number, length: number) =>
    tar
      .subarray(at + from, at + from + length)
      .toString('utf8')
      .replace(/\0[\s\S]*$/, '');
  const size = Number.parseInt(field(124, 12).trim() || '0', 8);
  const start = at + 512;
  return {
    isFile: ['', '0'].includes(field(156, 1)),
    next: start + Math.ceil(size / 512) * 512,
    name: field(0, 100),
    content: () => tar.subarray(start, start + size),
  };
};

const tarEntries = (tar: Buffer): readonly Entry[] => {
  const entries: Entry[] = [];
  let at = 0;
  while (at + 512 <= tar.length && tar[at] !== 0) {
    const entry = tarEntry(tar, at);
    if (entry.isFile) entries.push(entry);
    at = entry.next;
  }
  return entries;
};

const zipContent = (zip: Buffer, central: number): Buffer => {
  const method = zip.readUInt16LE(central + 10);
  const packed = zip.readUInt32LE(central + 20);
  const local = zip.readUInt32LE(central + 42);
  const start =
    local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const data = zip.subarray(start, start + packed);
  return method === 0
    ? data
    : inflateRawSync(data, { maxOutputLength: MAX_FILE_LENGTH });
};

const zipEntry = (zip: Buffer, at: number) => {
  const nameLength = zip.readUInt16LE(at + 28);
  const extra = zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  return {
    name: zip.toString('utf8', at + 46, at + 46 + nameLength),
    next: at + 46 + nameLength + extra,
    content: () => zipContent(zip, at),
  };
};

const zipEntries = (zip: Buffer): readonly Entry[] => {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0) throw new RangeError('no central directory');
  const count = zip.readUInt16LE(end + 10);
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    const entry = zipEntry(zip, at);
    entries.push(entry);
    at = entry.next;
  }
  return entries;
};

/** `pipeline.yaml`, or the first file when that is YAML. */
const pipelineIn = (entries: readonly Entry[]): string | undefined => {
  const entry =
    entries.find(({ name }) => name === 'pipeline.yaml') ?? entries[0];
  return entry && /\.ya?ml$/.test(entry.name)
    ? entry.content().toString('utf8')
    : undefined;
};

/**
 * The pipeline's text in an uploaded file: YAML and JSON by their extension, zip and tar.gz by their first bytes.
 * Undefined for anything else, for a broken archive and for more than 32 MiB.
 */
export const readPackage = async ({
  filename,
  content,
}: Upload): Promise<string | undefined> => {
  if (content.length > MAX_FILE_LENGTH) return undefined;
  if (/\.(ya?ml|json)$/.test(filename)) return content.toString('utf8');
  try {
    if (content.toString('latin1', 0, 2) === 'PK') {
      return pipelineIn(zipEntries(content));
    }
    if (content[0] === 0x1f && content[1] === 0x8b) {
      const tar = gunzipSync(content, { maxOutputLength: 2 * MAX_FILE_LENGTH });
      return pipelineIn(tarEntries(tar));
    }
  } catch {
    // A broken archive and a wrong format get the same answer from the server.
    return undefined;
  }
  return undefined;
};
