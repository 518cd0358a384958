import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { asArray, asObject, isObject } from '../json';
import type { JsonObject } from '../json';

/** Fills what a client left out of one kind. */
export type Defaulting = (object: KubernetesObject) => JsonObject;

/** Defaults of the `spec` alone. */
export const onSpec =
  (change: (spec: JsonObject) => JsonObject): Defaulting =>
  object => ({ ...object, spec: change(asObject(object.spec)) });

const policyRules = (direction: 'ingress' | 'egress', spec: JsonObject) =>
  Array.isArray(spec[direction]) && {
    [direction]: asArray(spec[direction])
      .map(asObject)
      .map(rule => ({
        ...rule,
        ...(Array.isArray(rule.ports) && {
          ports: rule.ports.map(port => ({
            protocol: 'TCP',
            ...asObject(port),
          })),
        }),
      })),
  };

/** A container's default is its limit, its request is its default or its least. */
const containerLimits = (limit: JsonObject): JsonObject => {
  if (limit.type !== 'Container') return limit;
  const standard = { ...asObject(limit.max), ...asObject(limit.default) };
  const request = {
    ...asObject(limit.min),
    ...standard,
    ...asObject(limit.defaultRequest),
  };
  return {
    ...limit,
    ...(Object.keys(standard).length > 0 && { default: standard }),
    ...(Object.keys(request).length > 0 && { defaultRequest: request }),
  };
};

const webhook = (hook: JsonObject): JsonObject => ({
  failurePolicy: 'Fail',
  matchPolicy: 'Equivalent',
  namespaceSelector: {},
  objectSelector: {},
  timeoutSeconds: 10,
  ...hook,
  ...(isObject(asObject(hook.clientConfig).service) && {
    clientConfig: {
      ...asObject(hook.clientConfig),
      service: { port: 443, ...asObject(asObject(hook.clientConfig).service) },
    },
  }),
  ...(Array.isArray(hook.rules) && {
    rules: hook.rules.map(rule => ({ scope: '*', ...asObject(rule) })),
  }),
});

/** Of both kinds of webhook configurations. */
export const webhooks: Defaulting = object => ({
  ...object,
  webhooks: asArray(object.webhooks).map(asObject).map(webhook),
});

/** Kinds that say what others may do or how much: policies, classes, limits, drivers. */
export const POLICY_DEFAULTS: Readonly<Record<string, Defaulting>> = {
  NetworkPolicy: onSpec(spec => ({
    podSelector: {},
    policyTypes: spec.egress ? ['Ingress', 'Egress'] : ['Ingress'],
    ...spec,
    ...policyRules('ingress', spec),
    ...policyRules('egress', spec),
  })),
  HorizontalPodAutoscaler: onSpec(spec => ({ minReplicas: 1, ...spec })),
  PriorityClass: object => ({
    preemptionPolicy: 'PreemptLowerPriority',
    ...object,
  }),
  CSIDriver: onSpec(spec => ({
    attachRequired: true,
    fsGroupPolicy: 'ReadWriteOnceWithFSType',
    podInfoOnMount: false,
    requiresRepublish: false,
    seLinuxMount: false,
    storageCapacity: false,
    volumeLifecycleModes: ['Persistent'],
    ...spec,
  })),
  LimitRange: onSpec(spec => ({
    ...spec,
    limits: asArray(spec.limits).map(asObject).map(containerLimits),
  })),
  APIService: onSpec(spec => ({
    ...spec,
    ...(isObject(spec.service) && { service: { port: 443, ...spec.service } }),
  })),
  ClusterRole: object => ({
    ...object,
    rules: object.rules ?? null,
  }),
};
