import { asArray, asObject, asString, equal, isObject } from '../json';
import type { JsonObject } from '../json';
import type { StatusCause } from '../status';
import { exactJson } from '../exactJson';

const quoted = exactJson;

const invalidValue = (
  field: string,
  value: unknown,
  why: string,
): StatusCause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${quoted(value)}: ${field} in body ${why}`,
  field,
});

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: value => typeof value === 'string',
  // A whole number beyond int64 is a float to Go.
  integer: value =>
    typeof value === 'bigint' ||
    (Number.isInteger(value) && Math.abs(value as number) < 2 ** 63),
  number: value => typeof value === 'number' || typeof value === 'bigint',
  boolean: value => typeof value === 'boolean',
  array: Array.isArray,
  object: isObject,
};

const typeNameOf = (value: unknown) => {
  if (typeof value === 'bigint') return 'number';
  return Array.isArray(value) ? 'array' : typeof value;
};

const typeCause = (schema: JsonObject, value: unknown, field: string) => {
  const type = asString(schema.type);
  const accepts = type && TYPES[type];
  if (!accepts || accepts(value)) return undefined;
  const cause = invalidValue(
    field,
    typeNameOf(value),
    `must be of type ${type}: ${quoted(typeNameOf(value))}`,
  );
  return { ...cause, reason: 'FieldValueTypeInvalid' };
};

const enumCauses = (schema: JsonObject, value: unknown, field: string) => {
  const allowed = asArray(schema.enum);
  if (allowed.length === 0 || allowed.some(each => equal(each, value)))
    return [];
  return [
    {
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: ${quoted(value)}: supported values: ${allowed
        .map(quoted)
        .join(', ')}`,
      field,
    },
  ];
};

/** Go's expressions that JavaScript cannot read, such as `(?i)`, are not checked. */
const matches = (pattern: string, value: string): boolean => {
  try {
    return new RegExp(pattern).test(value);
  } catch (error) {
    if (error instanceof SyntaxError) return true;
    throw error;
  }
};

const textCauses = (schema: JsonObject, value: string, field: string) => {
  const causes: StatusCause[] = [];
  const pattern = asString(schema.pattern);
  if (pattern && !matches(pattern, value))
    causes.push(invalidValue(field, value, `should match '${pattern}'`));
  const { minLength, maxLength } = schema;
  if (typeof minLength === 'number' && value.length < minLength)
    causes.push(
      invalidValue(field, value, `should be at least ${minLength} chars long`),
    );
  if (typeof maxLength === 'number' && value.length > maxLength)
    causes.push(
      invalidValue(field, value, `should be at most ${maxLength} chars long`),
    );
  return causes;
};

const numberCauses = (
  schema: JsonObject,
  value: number | bigint,
  field: string,
) => {
  const { minimum, maximum } = schema;
  if (typeof minimum === 'number' && value < minimum)
    return [
      invalidValue(
        field,
        value,
        `should be greater than or equal to ${minimum}`,
      ),
    ];
  return typeof maximum === 'number' && value > maximum
    ? [invalidValue(field, value, `should be less than or equal to ${maximum}`)]
    : [];
};

const objectCauses = (schema: JsonObject, value: JsonObject, field: string) => {
  const at = (key: string) => (field ? `${field}.${key}` : key);
  const missing = asArray(schema.required)
    .map(String)
    .filter(key => value[key] === undefined)
    .map(key => ({
      reason: 'FieldValueRequired',
      message: 'Required value',
      field: at(key),
    }));
  const properties = asObject(schema.properties);
  const below = Object.keys(value).flatMap(key => {
    const property = properties[key] ?? schema.additionalProperties;
    return isObject(property)
      ? validateCustom(property, value[key], at(key))
      : [];
  });
  return [...missing, ...below];
};

/** What a CRD's schema says against a value: type, required, enum, pattern, length and range; no CEL rules. */
export function validateCustom(
  schema: JsonObject,
  value: unknown,
  field = '',
): StatusCause[] {
  if (value === null && schema.nullable === true) return [];
  if (schema['x-kubernetes-int-or-string'] === true) return [];
  const wrongType = typeCause(schema, value, field);
  if (wrongType) return [wrongType];
  const causes: StatusCause[] = enumCauses(schema, value, field);
  if (typeof value === 'string')
    causes.push(...textCauses(schema, value, field));
  if (typeof value === 'number' || typeof value === 'bigint')
    causes.push(...numberCauses(schema, value, field));
  if (isObject(value)) causes.push(...objectCauses(schema, value, field));
  if (Array.isArray(value)) {
    const items = asObject(schema.items);
    value.forEach((item, index) =>
      causes.push(...validateCustom(items, item, `${field}[${index}]`)),
    );
  }
  return causes;
}

/** Fills absent fields with the defaults of a CRD's schema; returns a new value. */
export function defaultCustom(schema: JsonObject, value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = asObject(schema.items);
    return value.map(item => defaultCustom(items, item));
  }
  if (!isObject(value)) return value;
  const filled: JsonObject = { ...value };
  for (const [key, property] of Object.entries(asObject(schema.properties))) {
    const declared = asObject(property);
    if (filled[key] === undefined && declared.default !== undefined)
      filled[key] = declared.default;
    if (filled[key] !== undefined)
      filled[key] = defaultCustom(declared, filled[key]);
  }
  return filled;
}
