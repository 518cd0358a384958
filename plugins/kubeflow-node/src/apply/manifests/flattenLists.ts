/** A value that is meant to be one object, and the mapping whose place it has. */
export interface FlatObject {
  readonly value: unknown;
  readonly place: object;
}

type Data = Readonly<Record<string, unknown>>;

const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Items of a typed list may leave out what the list says: `PodList` of `v1` holds `Pod`s of `v1`. */
const typed = (item: unknown, list: Data): unknown => {
  if (!isData(item) || item.kind || item.apiVersion) return item;
  const { kind, apiVersion } = list;
  if (typeof kind !== 'string') return item;
  return { ...item, apiVersion, kind: kind.replace(/List$/, '') };
};

/**
 * The objects of a document. As kubectl has it, whatever has `items` is a list, and lists can hold lists.
 * Nothing for null. `items` that are no list are given back as they are, for the checks to refuse.
 */
export function* flattenLists(
  value: unknown,
  place?: object,
): Generator<FlatObject, void> {
  if (value === null || value === undefined) return;
  const here = place ?? (typeof value === 'object' ? value : {});
  if (!isData(value) || !Object.hasOwn(value, 'items')) {
    yield { value, place: here };
    return;
  }
  const { items } = value;
  if (items === null) return;
  if (!Array.isArray(items)) {
    yield { value, place: here };
    return;
  }
  for (const item of items)
    if (isData(item)) yield* flattenLists(typed(item, value), item);
    else yield { value: item, place: here };
}
