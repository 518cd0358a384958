import { asArray, asObject, asString, isObject } from '../json';
import type { JsonObject } from '../json';

const mapList = (
  owner: JsonObject,
  key: string,
  change: (item: JsonObject) => JsonObject,
): JsonObject =>
  Array.isArray(owner[key])
    ? { [key]: asArray(owner[key]).map(item => change(asObject(item))) }
    : {};

const probe = (value: unknown): JsonObject => {
  const given = asObject(value);
  return {
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
    ...given,
    ...(isObject(given.httpGet) && {
      httpGet: { scheme: 'HTTP', path: '/', ...given.httpGet },
    }),
  };
};

const pullPolicy = (image: string) => {
  const tag = image.includes('@') ? '' : /:([^/:]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent';
};

const envVariable = (item: JsonObject): JsonObject => {
  const source = asObject(item.valueFrom);
  if (!isObject(source.fieldRef)) return item;
  const fieldRef = { apiVersion: 'v1', ...source.fieldRef };
  return { ...item, valueFrom: { ...source, fieldRef } };
};

const container = (given: JsonObject): JsonObject => ({
  imagePullPolicy: pullPolicy(asString(given.image) ?? ''),
  resources: {},
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  ...given,
  ...mapList(given, 'ports', port => ({ protocol: 'TCP', ...port })),
  ...mapList(given, 'env', envVariable),
  ...(isObject(given.livenessProbe) && {
    livenessProbe: probe(given.livenessProbe),
  }),
  ...(isObject(given.readinessProbe) && {
    readinessProbe: probe(given.readinessProbe),
  }),
  ...(isObject(given.startupProbe) && {
    startupProbe: probe(given.startupProbe),
  }),
});

const FILE_MODE = 420;

const volume = (given: JsonObject): JsonObject => {
  const filled: JsonObject = { ...given };
  for (const source of ['secret', 'configMap', 'projected', 'downwardAPI'])
    if (isObject(given[source]))
      filled[source] = { defaultMode: FILE_MODE, ...asObject(given[source]) };
  if (isObject(given.hostPath))
    filled.hostPath = { type: '', ...given.hostPath };
  if (Object.keys(given).length === 1) filled.emptyDir = {};
  return filled;
};

/** The defaults of a pod's spec, as the real server writes them. */
export const podSpecDefaults = (given: JsonObject): JsonObject => ({
  restartPolicy: 'Always',
  terminationGracePeriodSeconds: 30,
  dnsPolicy: 'ClusterFirst',
  securityContext: {},
  schedulerName: 'default-scheduler',
  ...given,
  ...(given.serviceAccountName !== undefined && {
    serviceAccount: given.serviceAccountName,
  }),
  ...mapList(given, 'containers', container),
  ...mapList(given, 'initContainers', container),
  ...mapList(given, 'volumes', volume),
});

/** The defaults of a workload's pod template. */
export const templateDefaults = (template: unknown): JsonObject => {
  const given = asObject(template);
  return isObject(given.spec)
    ? { metadata: {}, ...given, spec: podSpecDefaults(given.spec) }
    : given;
};
