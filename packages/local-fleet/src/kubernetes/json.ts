/** A JSON object. */
export type JsonObject = Record<string, unknown>;

/** True for a JSON object: no array, no null. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as an object, `{}` when it is none. */
export const asObject = (value: unknown): JsonObject =>
  isObject(value) ? value : {};

/** The value as an array, `[]` when it is none. */
export const asArray = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : [];

/** The value when it is a string, else undefined. */
export const asString = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** The value at a path of object keys. */
export const valueAt = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (current, key) => (isObject(current) ? current[key] : undefined),
    value,
  );

/** A deep copy of a JSON value. */
export const clone = <T>(value: T): T => {
  if (Array.isArray(value)) return value.map(clone) as T;
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) {
    // Assigning to this key would set the prototype instead of a field.
    if (key !== '__proto__') copy[key] = clone(value[key]);
  }
  return copy as T;
};

const equalArrays = (left: readonly unknown[], right: readonly unknown[]) =>
  left.length === right.length &&
  left.every((item, index) => equal(item, right[index]));

const equalObjects = (left: JsonObject, right: JsonObject) => {
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every(key => Object.hasOwn(right, key) && equal(left[key], right[key]))
  );
};

/** Deep equality of JSON values. */
export function equal(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left))
    return Array.isArray(right) && equalArrays(left, right);
  return isObject(left) && isObject(right) && equalObjects(left, right);
}
