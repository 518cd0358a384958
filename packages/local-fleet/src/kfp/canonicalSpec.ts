import { readJson } from './goJson';
import { pipelineSpecMessage } from './pipelineSpecMessages';
import {
  ProtoDecoder,
  type FieldType,
  type Message,
  type MessageSchema,
} from './protoJson';

const camelCase = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_match, letter: string) =>
    letter.toUpperCase(),
  );

const isDefault = (value: unknown, type: FieldType): boolean => {
  if (value === '' || value === 0 || value === false) return type !== 'value';
  if (Array.isArray(value)) return type !== 'value' && value.length === 0;
  if (typeof type === 'string') return false;
  if ('enum' in type) return value === type.enum[0];
  return 'map' in type && Object.keys(value as object).length === 0;
};

const encodeField = (value: unknown, type: FieldType): unknown => {
  if (typeof type === 'string' || 'enum' in type) return value;
  if ('message' in type) return encode(value as Message, type.message());
  if ('map' in type) {
    return Object.fromEntries(
      Object.entries(value as object).map(([key, entry]) => [
        key,
        encodeField(entry, type.map),
      ]),
    );
  }
  return (value as unknown[]).map(item => encodeField(item, type.repeated));
};

const encode = (
  message: Message,
  schema: MessageSchema,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(schema.fields).flatMap(([name, { type }]) =>
      !Object.hasOwn(message, name) || isDefault(message[name], type)
        ? []
        : [[camelCase(name), encodeField(message[name], type)]],
    ),
  );

/**
 * A valid pipeline spec as an uploaded version shows it: through protobuf and back, so that `enableCache: false`,
 * empty texts, lists and maps are gone, and every name is camelCase.
 */
export const canonicalSpec = (
  spec: Readonly<Record<string, unknown>>,
): Record<string, unknown> => {
  const text = JSON.stringify(spec);
  const node = readJson(text);
  return node
    ? encode(
        new ProtoDecoder(text).message(node, pipelineSpecMessage),
        pipelineSpecMessage,
      )
    : {};
};
