import { BinaryReader } from '@bufbuild/protobuf/wire';
import type { JsonObject } from '../json';
import { asObject } from '../json';
import { badRequest } from '../status';
import messages from './messages.json';

/** How kubectl's typed clients send objects. */
export const PROTOBUF = 'application/vnd.kubernetes.protobuf';

const MESSAGES: Readonly<Record<string, Readonly<Record<string, string>>>> =
  messages as never;
/** The envelope starts with it. */
const MAGIC = Buffer.from('k8s\0');

interface Field {
  readonly name: string;
  readonly isList: boolean;
  readonly isMap: boolean;
  /** The fields of the message belong to its parent. */
  readonly isInline: boolean;
  readonly type: string;
}

const parsed = new Map<string, Field>();

const parseField = (text: string): Field => {
  const known = parsed.get(text);
  if (known) return known;
  const [name = '', type = ''] = text.split(' ');
  const field: Field = {
    name,
    isList: type.startsWith('[]'),
    isMap: type.startsWith('{}'),
    isInline: type.startsWith('>'),
    type: type.replace(/^(\[\]|\{\}|>)/, ''),
  };
  parsed.set(text, field);
  return field;
};

/** The fields by number of a small message such as Time; numbers and bytes. */
const smallMessage = (bytes: Uint8Array): Map<number, number | Uint8Array> => {
  const reader = new BinaryReader(bytes);
  const fields = new Map<number, number | Uint8Array>();
  while (reader.pos < reader.len) {
    const [number, wire] = reader.tag();
    if (wire === 0) fields.set(number, Number(reader.int64()));
    else if (wire === 2) fields.set(number, reader.bytes());
    else reader.skip(wire);
  }
  return fields;
};

const textOf = (value: number | Uint8Array | undefined) =>
  value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : '';

const time = (bytes: Uint8Array) => {
  const seconds = smallMessage(bytes).get(1);
  if (typeof seconds !== 'number') return undefined;
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
};

const intOrString = (bytes: Uint8Array) => {
  const fields = smallMessage(bytes);
  return fields.get(1) === 1 ? textOf(fields.get(3)) : fields.get(2) ?? 0;
};

const rawJson = (bytes: Uint8Array): unknown => {
  const text = textOf(smallMessage(bytes).get(1));
  return text === '' ? undefined : JSON.parse(text);
};

const SPECIAL: Readonly<Record<string, (reader: BinaryReader) => unknown>> = {
  string: reader => reader.string(),
  bool: reader => reader.bool(),
  int: reader => Number(reader.int64()),
  bytes: reader => Buffer.from(reader.bytes()).toString('base64'),
  quantity: reader => textOf(smallMessage(reader.bytes()).get(1)),
  time: reader => time(reader.bytes()),
  intOrString: reader => intOrString(reader.bytes()),
  json: reader => rawJson(reader.bytes()),
};

const readValue = (type: string, reader: BinaryReader): unknown => {
  const special = SPECIAL[type];
  return special
    ? special(reader)
    : decodeMessage(type.slice(1), reader.bytes());
};

const readEntry = (type: string, bytes: Uint8Array): [string, unknown] => {
  const reader = new BinaryReader(bytes);
  let key = '';
  let value: unknown = type === 'string' || type === 'bytes' ? '' : {};
  while (reader.pos < reader.len) {
    const [number, wire] = reader.tag();
    if (number === 1) key = reader.string();
    else if (number === 2) value = readValue(type, reader);
    else reader.skip(wire);
  }
  return [key, value];
};

/** Fields that are no pointers in Go: their zero is on the wire and means that they are absent. */
const ZERO_IS_ABSENT = new Set([
  'failureThreshold',
  'generation',
  'hostIPC',
  'hostNetwork',
  'hostPID',
  'hostPort',
  'initialDelaySeconds',
  'minReadySeconds',
  'nodePort',
  'paused',
  'periodSeconds',
  'publishNotReadyAddresses',
  'readOnly',
  'stdin',
  'stdinOnce',
  'successThreshold',
  'timeoutSeconds',
  'tty',
]);

const isUnset = (name: string, value: unknown) =>
  value === undefined ||
  value === '' ||
  ((value === 0 || value === false) && ZERO_IS_ABSENT.has(name));

const assign = (object: JsonObject, field: Field, reader: BinaryReader) => {
  const { name, type } = field;
  if (field.isMap) {
    const [key, value] = readEntry(type, reader.bytes());
    object[name] = { ...asObject(object[name]), [key]: value };
    return;
  }
  const value = readValue(type, reader);
  if (field.isList)
    object[name] = [...((object[name] as unknown[]) ?? []), value];
  else if (field.isInline) Object.assign(object, value);
  else if (!isUnset(name, value)) object[name] = value;
};

function decodeMessage(name: string, bytes: Uint8Array): unknown {
  const fields = MESSAGES[name] ?? {};
  const reader = new BinaryReader(bytes);
  const object: JsonObject = {};
  while (reader.pos < reader.len) {
    const [number, wire] = reader.tag();
    const text = fields[number];
    if (text === undefined) reader.skip(wire);
    else assign(object, parseField(text), reader);
  }
  return '*' in object ? object['*'] : object;
}

const readSmall = (bytes: Uint8Array) => {
  try {
    return smallMessage(bytes);
  } catch (error) {
    throw badRequest(`proto: illegal wireType or length: ${String(error)}`);
  }
};

const envelope = (body: Buffer) => {
  if (!body.subarray(0, MAGIC.length).equals(MAGIC))
    throw badRequest(
      'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]',
    );
  const unknown = readSmall(body.subarray(MAGIC.length));
  const type = unknown.get(1);
  const raw = unknown.get(2);
  const meta = readSmall(type instanceof Uint8Array ? type : Buffer.of());
  return {
    apiVersion: textOf(meta.get(1)),
    kind: textOf(meta.get(2)),
    raw: raw instanceof Uint8Array ? raw : Buffer.of(),
  };
};

/** Whatever the reader throws, a truncated or foreign body is the client's mistake. */
const readMessage = (type: string, raw: Uint8Array): unknown => {
  try {
    return decodeMessage(type, raw);
  } catch (error) {
    throw badRequest(`proto: illegal wireType or length: ${String(error)}`);
  }
};

/**
 * A request's protobuf body as JSON. `typeOf` names the message of a kind, such as `core.v1.Pod`.
 * Go's encoder writes empty scalars too: empty texts are dropped, as from JSON with `omitempty`.
 */
export const decodeProtobuf = (
  body: Buffer,
  typeOf: (apiVersion: string, kind: string) => string | undefined,
): JsonObject => {
  const { apiVersion, kind, raw } = envelope(body);
  const type = typeOf(apiVersion, kind);
  if (!type || !MESSAGES[type])
    throw badRequest(
      `no kind ${JSON.stringify(
        kind,
      )} is registered for version ${JSON.stringify(apiVersion)}`,
    );
  return { ...asObject(readMessage(type, raw)), apiVersion, kind };
};
