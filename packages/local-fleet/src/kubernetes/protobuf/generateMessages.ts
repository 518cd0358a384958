/**
 * Writes `messages.json`: the numbers of the fields of Kubernetes' protobuf messages, from the module cache
 * of Go (Apache-2.0): `tsx generateMessages.ts .../pkg/mod/k8s.io 0.35.4`, then prettier. kubectl sends its typed
 * requests (`create token`, `auth whoami`, `create configmap`...) in protobuf only.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_RESOURCES, coreTypeFields } from '../schema/coreSchema';

const [, , modules, version] = process.argv;
if (!modules || !version)
  throw new Error('usage: generateMessages.ts <pkg/mod/k8s.io> <version>');

const SKIPPED_GROUPS = new Set([
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
]);
const groups = new Set(
  CORE_RESOURCES.filter(({ group }) => !SKIPPED_GROUPS.has(group)).map(
    ({ type }) => type.split('.').slice(0, 2).join('/'),
  ),
);
const files = [
  ...[...groups].map(group => `api@v${version}/${group}/generated.proto`),
  `apimachinery@v${version}/pkg/apis/meta/v1/generated.proto`,
];

/** As in `coreApi.json`: `core.v1.Pod`, `meta.v1.ObjectMeta`. */
const shortName = (name: string) =>
  name
    .replace(/^\./, '')
    .replace('k8s.io.apimachinery.pkg.apis.', '')
    .replace('k8s.io.apimachinery.pkg.', '')
    .replace('k8s.io.api.', '');

const SCALARS: Readonly<Record<string, string>> = {
  string: 'string',
  bytes: 'bytes',
  bool: 'bool',
  int32: 'int',
  int64: 'int',
  'api.resource.Quantity': 'quantity',
  'meta.v1.Time': 'time',
  'meta.v1.MicroTime': 'time',
  'util.intstr.IntOrString': 'intOrString',
  'runtime.RawExtension': 'json',
  'meta.v1.FieldsV1': 'json',
};

type Message = Record<string, string>;
const messages: Record<string, Message> = {};

const FIELD = /^\s*(optional|repeated)\s+(\S+)\s+(\w+)\s*=\s*(\d+);/;
const MAP = /^\s*map<string,\s*(\S+)>\s+(\w+)\s*=\s*(\d+);/;

const typeName = (text: string, proto: string) => {
  if (SCALARS[text]) return SCALARS[text];
  const full = text.includes('.') ? shortName(text) : `${proto}.${text}`;
  return SCALARS[full] ?? `#${full}`;
};

const readField = (line: string, proto: string, message: Message) => {
  const map = MAP.exec(line);
  if (map) message[map[3]!] = `${map[2]} {}${typeName(map[1]!, proto)}`;
  const field = FIELD.exec(line);
  if (!field) return;
  const list = field[1] === 'repeated' ? '[]' : '';
  message[field[4]!] = `${field[3]} ${list}${typeName(field[2]!, proto)}`;
};

const readFile = (file: string) => {
  let proto = '';
  let current: Message = {};
  for (const line of readFileSync(join(modules, file), 'utf8').split('\n')) {
    proto = /^package (\S+);/.exec(line)?.[1] ?? proto;
    const start = /^message (\w+) {/.exec(line);
    if (start) {
      current = {};
      messages[`${shortName(proto)}.${start[1]}`] = current;
    }
    readField(line, shortName(proto), current);
  }
};

files.forEach(readFile);

const kept: Record<string, Message> = {};

const isWrappedList = (message: Message) =>
  Object.keys(message).length === 1 && message[1]?.startsWith('items []');

const jsonNames = (name: string) => {
  const fields = coreTypeFields(name);
  return (
    fields && new Set(Object.keys(fields).map(each => each.replace('!', '')))
  );
};

/** `>` marks a message whose fields belong to its parent in JSON. */
const mark = (name: string, entry: string): string => {
  const [field = '', type = ''] = entry.split(' ');
  const target = type.startsWith('#') ? type.slice(1) : undefined;
  const names = jsonNames(name);
  if (!target || !names || names.has(field)) return entry;
  return `${field} >${type}`;
};

const keep = (name: string) => {
  const message = messages[name];
  if (!message || kept[name]) return;
  const marked: Message = {};
  kept[name] = marked;
  for (const [number, entry] of Object.entries(message)) {
    marked[number] =
      isWrappedList(message) && !jsonNames(name)
        ? entry.replace('items []', '* []')
        : mark(name, entry);
    const [, below] = /#(.+)$/.exec(entry) ?? [];
    if (below) keep(below);
  }
};

CORE_RESOURCES.filter(({ group }) => !SKIPPED_GROUPS.has(group)).forEach(
  ({ type }) => keep(type),
);
keep('authentication.v1.TokenRequest');
keep('meta.v1.DeleteOptions');
writeFileSync(
  join(__dirname, 'messages.json'),
  `${JSON.stringify(kept, null, 1)}\n`,
);
