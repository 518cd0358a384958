import { isPlausibleRegion } from '../aws/regions';
import { hasReason } from '../errors/KubeflowError';
import { printable } from '../text/printable';
import { parseQuantity } from '../units/quantity';
import { settingAt, isRaw } from './clusterSettings';
import type { Raw } from './clusterSettings';
import { pathText } from './fleetFilePath';
import type { FleetFilePath } from './fleetFilePath';

/** A setting that does not fit another one; `fault` completes "`path` …". */
export interface Misfit {
  readonly path: FleetFilePath;
  readonly fault: string;
}

/** Settings of the first that mean nothing without the second. */
const NEEDS: readonly (readonly [string, readonly string[], string])[] = [
  ['artifacts', ['access', 'role', 'region', 'endpoint'], 'bucket'],
  [
    'storage',
    ['reclaimPolicy', 'parameters', 'provisioner', 'makeDefault'],
    'class',
  ],
];

const lacksCompanion = (settings: Raw): Misfit[] =>
  NEEDS.flatMap(([heading, keys, needed]) =>
    settingAt(settings, [heading, needed]) === undefined
      ? keys
          .map((key): FleetFilePath => [heading, key])
          .filter(path => settingAt(settings, path) !== undefined)
          .map(path => ({ path, fault: `needs ${heading}.${needed} too` }))
      : [],
  );

const lacksRole = (settings: Raw): Misfit[] => {
  const path = ['artifacts', 'access'];
  return settingAt(settings, path) === 'irsa' &&
    settingAt(settings, ['artifacts', 'role']) === undefined
    ? [{ path, fault: "is 'irsa', which needs artifacts.role too" }]
    : [];
};

const wrongRegion = (settings: Raw): Misfit[] => {
  const path = ['artifacts', 'region'];
  const region = settingAt(settings, path);
  return typeof region === 'string' && !isPlausibleRegion(region)
    ? [{ path, fault: `must be an AWS region, but is '${printable(region)}'` }]
    : [];
};

/** Undefined for what is no quantity: the schema says so. */
const amount = (value: unknown): number | undefined => {
  if (typeof value !== 'string') return undefined;
  try {
    return parseQuantity(value);
  } catch (error) {
    if (hasReason(error, 'InvalidQuantity')) return undefined;
    throw error;
  }
};

const requestsAboveLimits = (settings: Raw): Misfit[] => {
  const components = isRaw(settings.resources) ? settings.resources : {};
  return Object.keys(components).flatMap(component =>
    ['cpu', 'memory'].flatMap(resource => {
      const path = ['resources', component, 'requests', resource];
      const limitPath = ['resources', component, 'limits', resource];
      const request = amount(settingAt(settings, path));
      const limit = amount(settingAt(settings, limitPath));
      return request !== undefined && limit !== undefined && request > limit
        ? [{ path, fault: `is more than ${pathText(limitPath)}` }]
        : [];
    }),
  );
};

const PIPELINES_VERSION = /^\d+\.\d+\.\d+/;
/** Calendar versions since the repository's renaming, such as 26.03. */
const CALENDAR_VERSION = /^2\d\.\d\d(\.\d+)?(-|$)/;

const expectedVersion = (profile: unknown, version: string) => {
  const bare = version.replace(/^v/, '');
  const isCommit = /^[0-9a-f]{40}$/.test(version);
  if (isCommit) return undefined;
  if (profile !== 'platform')
    return version === bare
      ? undefined
      : `is '${version}', but the tags of Kubeflow Pipelines have no v: write ${bare}`;
  if (CALENDAR_VERSION.test(bare))
    return version === bare
      ? undefined
      : `is '${version}', but the platform's tag has no v: write ${bare}`;
  if (/^1\./.test(bare))
    return version === bare
      ? `is '${version}', but the platform's tag has a v: write v${bare}`
      : undefined;
  return PIPELINES_VERSION.test(version)
    ? `is '${version}', a version of Kubeflow Pipelines; the profile platform has versions such as 26.03 and v1.11.0`
    : undefined;
};

/** Manifests of one's own have versions of one's own. */
const wrongVersion = (settings: Raw): Misfit[] => {
  const path = ['kubeflow', 'version'];
  const version = settingAt(settings, path);
  if (
    typeof version !== 'string' ||
    settingAt(settings, ['kubeflow', 'manifests']) !== undefined
  )
    return [];
  const profile = settingAt(settings, ['kubeflow', 'profile']);
  const fault = expectedVersion(profile, version);
  return fault ? [{ path, fault }] : [];
};

/** Settings of one cluster, defaults below them, that contradict or lack one another. */
export const misfits = (settings: Raw): Misfit[] =>
  [
    lacksCompanion,
    lacksRole,
    wrongRegion,
    requestsAboveLimits,
    wrongVersion,
  ].flatMap(check => check(settings));
