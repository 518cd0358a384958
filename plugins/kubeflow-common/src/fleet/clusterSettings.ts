import type { ClusterId } from './cluster';
import { partitionOf } from '../aws/regions';
import type { FleetFilePath } from './fleetFilePath';

/** A mapping of the file whose values have not been checked. */
export type Raw = Readonly<Record<string, unknown>>;

/** True for a mapping; lists and null are none. */
export const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * `over` on top of `defaults`: mappings are merged key by key at every depth, anything else is
 * replaced. `access` is replaced as a whole, because its keys depend on `via`.
 */
export const mergeSettings = (defaults: Raw, over: Raw): Raw => {
  const merged: Record<string, unknown> = { ...defaults };
  for (const [key, value] of Object.entries(over)) {
    const base = merged[key];
    merged[key] =
      key !== 'access' && isRaw(base) && isRaw(value)
        ? mergeSettings(base, value)
        : value;
  }
  return merged;
};

/** The settings in which `{region}`, `{account}`, `{name}` and `{partition}` are replaced. */
export const templatePaths: readonly FleetFilePath[] = [
  ['role'],
  ['artifacts', 'bucket'],
  ['artifacts', 'pipelineRoot'],
  ['artifacts', 'role'],
  ['database', 'host'],
  ['images', 'registry'],
  ['dns', 'name'],
  ['access', 'url'],
  ['kubeflow', 'manifests'],
];

const placeholders = ['region', 'account', 'name', 'partition'] as const;

/** Placeholders in `text` that mean nothing. */
export const unknownPlaceholders = (text: string): string[] =>
  [...text.matchAll(/\{([^{}]*)\}/g)]
    .map(match => match[1]!)
    .filter(name => !(placeholders as readonly string[]).includes(name));

/** The placeholders as a sentence lists them. */
export const placeholderList = placeholders.map(name => `{${name}}`).join(', ');

/** `text` with the cluster's own values in place of the placeholders. */
export const expandTemplate = (text: string, cluster: ClusterId): string => {
  const values = { ...cluster, partition: partitionOf(cluster.region) };
  return text.replace(
    /\{(region|account|name|partition)\}/g,
    (_, name: (typeof placeholders)[number]) => values[name],
  );
};

/** The value at `path`, undefined where there is none. */
export const settingAt = (settings: Raw, path: FleetFilePath): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      isRaw(value) && Object.hasOwn(value, key)
        ? value[String(key)]
        : undefined,
    settings,
  );

const withSetting = (
  settings: Raw,
  path: FleetFilePath,
  value: unknown,
): Raw => {
  const [key, ...rest] = path;
  const name = String(key);
  const inner = settings[name];
  return {
    ...settings,
    [name]:
      rest.length > 0 && isRaw(inner) ? withSetting(inner, rest, value) : value,
  };
};

/** A cluster's settings with every template expanded. */
export const expandSettings = (settings: Raw, cluster: ClusterId): Raw =>
  templatePaths.reduce((expanded, path) => {
    const text = settingAt(expanded, path);
    return typeof text === 'string'
      ? withSetting(expanded, path, expandTemplate(text, cluster))
      : expanded;
  }, settings);
