import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { asArray, asObject, asString, isObject } from '../json';
import type { JsonObject } from '../json';
import type { Resource } from '../resources';
import { defaultCustom } from '../schema/validateCustom';
import { podSpecDefaults, templateDefaults } from './podDefaults';
import { canonicalQuantities } from './quantity';
import type { Defaulting } from './policyDefaults';
import { POLICY_DEFAULTS, onSpec, webhooks } from './policyDefaults';

const rollingUpdate = (parameters: JsonObject) => (strategy: unknown) => {
  const given: JsonObject = { type: 'RollingUpdate', ...asObject(strategy) };
  return given.type === 'RollingUpdate'
    ? {
        ...given,
        rollingUpdate: { ...parameters, ...asObject(given.rollingUpdate) },
      }
    : given;
};
const deploymentStrategy = rollingUpdate({
  maxUnavailable: '25%',
  maxSurge: '25%',
});
const daemonSetStrategy = rollingUpdate({ maxUnavailable: 1, maxSurge: 0 });
const statefulSetStrategy = rollingUpdate({ partition: 0 });

const claimSpec = (spec: JsonObject): JsonObject => ({
  volumeMode: 'Filesystem',
  ...spec,
});

const servicePort = (port: JsonObject): JsonObject => ({
  protocol: 'TCP',
  targetPort: port.port,
  ...port,
});

const serviceSpec = (spec: JsonObject): JsonObject => ({
  sessionAffinity: 'None',
  type: 'ClusterIP',
  ...(spec.type !== 'ExternalName' && {
    internalTrafficPolicy: 'Cluster',
  }),
  ...spec,
  ...(Array.isArray(spec.ports) && {
    ports: spec.ports.map(asObject).map(servicePort),
  }),
});

const jobSpec = (spec: JsonObject): JsonObject => ({
  backoffLimit: 6,
  completionMode: 'NonIndexed',
  manualSelector: false,
  ...(spec.completions === undefined &&
    spec.parallelism === undefined && { completions: 1 }),
  parallelism: 1,
  podReplacementPolicy: 'TerminatingOrFailed',
  suspend: false,
  ...spec,
  template: templateDefaults(spec.template),
});

const cronJobSpec = (spec: JsonObject): JsonObject => {
  const template = asObject(spec.jobTemplate);
  return {
    concurrencyPolicy: 'Allow',
    failedJobsHistoryLimit: 1,
    successfulJobsHistoryLimit: 3,
    suspend: false,
    ...spec,
    jobTemplate: {
      metadata: {},
      ...template,
      spec: {
        ...asObject(template.spec),
        template: templateDefaults(asObject(template.spec).template),
      },
    },
  };
};

/** `stringData` becomes base64 in `data`. */
const secret: Defaulting = ({ stringData, ...object }) => {
  const encoded = Object.entries(asObject(stringData)).map(([key, text]) => [
    key,
    Buffer.from(String(text)).toString('base64'),
  ]);
  return {
    type: 'Opaque',
    ...object,
    ...(encoded.length > 0 && {
      data: { ...asObject(object.data), ...Object.fromEntries(encoded) },
    }),
  };
};

const binding: Defaulting = object => ({
  ...object,
  roleRef: {
    apiGroup: 'rbac.authorization.k8s.io',
    ...asObject(object.roleRef),
  },
  ...(Array.isArray(object.subjects) && {
    subjects: object.subjects.map(asObject).map(subject => ({
      ...(subject.kind !== 'ServiceAccount' && {
        apiGroup: 'rbac.authorization.k8s.io',
      }),
      ...subject,
    })),
  }),
});

const definition: Defaulting = object => {
  const spec = asObject(object.spec);
  const names = asObject(spec.names);
  const kind = asString(names.kind) ?? '';
  return {
    ...object,
    spec: {
      conversion: { strategy: 'None' },
      ...spec,
      names: {
        singular: kind.toLowerCase(),
        listKind: `${kind}List`,
        ...names,
      },
    },
  };
};

const namespace: Defaulting = object => ({
  ...object,
  metadata: {
    ...object.metadata,
    labels: {
      ...object.metadata.labels,
      'kubernetes.io/metadata.name': object.metadata.name,
    },
  },
  status: { phase: 'Active', ...asObject(object.status) },
});

const DEFAULTS: Readonly<Record<string, Defaulting>> = {
  ...POLICY_DEFAULTS,
  Namespace: namespace,
  Pod: onSpec(spec => podSpecDefaults({ enableServiceLinks: true, ...spec })),
  Service: onSpec(serviceSpec),
  Secret: secret,
  PersistentVolumeClaim: object => ({
    status: { phase: 'Pending' },
    ...onSpec(claimSpec)(object),
  }),
  Deployment: onSpec(spec => ({
    progressDeadlineSeconds: 600,
    replicas: 1,
    revisionHistoryLimit: 10,
    ...spec,
    strategy: deploymentStrategy(spec.strategy),
    template: templateDefaults(spec.template),
  })),
  StatefulSet: onSpec(spec => ({
    podManagementPolicy: 'OrderedReady',
    replicas: 1,
    revisionHistoryLimit: 10,
    persistentVolumeClaimRetentionPolicy: {
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
    },
    ...spec,
    template: templateDefaults(spec.template),
    updateStrategy: statefulSetStrategy(spec.updateStrategy),
  })),
  DaemonSet: onSpec(spec => ({
    revisionHistoryLimit: 10,
    ...spec,
    template: templateDefaults(spec.template),
    updateStrategy: daemonSetStrategy(spec.updateStrategy),
  })),
  ReplicaSet: onSpec(spec => ({
    replicas: 1,
    ...spec,
    template: templateDefaults(spec.template),
  })),
  Job: onSpec(jobSpec),
  CronJob: onSpec(cronJobSpec),
  RoleBinding: binding,
  ClusterRoleBinding: binding,
  StorageClass: object => ({
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'Immediate',
    ...object,
  }),
  ValidatingWebhookConfiguration: webhooks,
  MutatingWebhookConfiguration: object => {
    const filled = webhooks(object);
    return {
      ...filled,
      webhooks: asArray(filled.webhooks).map(hook => ({
        reinvocationPolicy: 'Never',
        ...asObject(hook),
      })),
    };
  },
  CustomResourceDefinition: definition,
};

/** Fills what the client left out, as the real server does when it decodes; README.md lists the kinds. */
export const withDefaults = (
  resource: Resource,
  object: KubernetesObject,
): KubernetesObject => {
  if (resource.custom)
    return isObject(resource.custom.openApi)
      ? (defaultCustom(resource.custom.openApi, object) as KubernetesObject)
      : object;
  const defaulting = DEFAULTS[resource.kind];
  const filled = defaulting ? defaulting(object) : object;
  return canonicalQuantities(resource.schema, filled) as KubernetesObject;
};
