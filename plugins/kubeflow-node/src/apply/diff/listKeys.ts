import { fields } from '../status/liveValue';

/**
 * Members that identify the items of a list, by the name of the field that holds it: the merge keys of Kubernetes' own
 * types. The first whose members every item of both lists has, without a double, is used.
 */
const BY_FIELD = new Map<string, readonly (readonly string[])[]>(
  Object.entries({
    ports: [
      ['containerPort', 'protocol'],
      ['containerPort'],
      ['port', 'protocol'],
      ['port'],
    ],
    volumeMounts: [['mountPath']],
    volumeDevices: [['devicePath']],
    hostAliases: [['ip']],
    conditions: [['type']],
    ownerReferences: [['uid']],
    topologySpreadConstraints: [['topologyKey', 'whenUnsatisfiable']],
  }),
);

const ANY: readonly (readonly string[])[] = [['name']];

const isScalar = (value: unknown) =>
  value !== undefined && value !== null && typeof value !== 'object';

const keyText = (item: unknown, key: readonly string[]): string =>
  key
    .map(name => `${name}=${JSON.stringify(String(fields(item)[name]))}`)
    .join(',');

const identifies = (key: readonly string[], list: readonly unknown[]) =>
  list.every(item => key.every(name => isScalar(fields(item)[name]))) &&
  new Set(list.map(item => keyText(item, key))).size === list.length;

/**
 * How items of two lists of field `field` are told apart: `name="main"`, `containerPort="80",protocol="TCP"`. Undefined
 * where only their places tell: scalars, items without a key, doubles.
 */
export const itemKeyOf = (
  field: string,
  before: readonly unknown[],
  after: readonly unknown[],
): ((item: unknown) => string) | undefined => {
  if (before.length + after.length === 0) return undefined;
  const key = [...(BY_FIELD.get(field) ?? []), ...ANY].find(
    one => identifies(one, before) && identifies(one, after),
  );
  return key && (item => keyText(item, key));
};
