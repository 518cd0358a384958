import type { Manifest, ManifestObject } from '../../manifest';
import { manifestOf } from '../../manifests/manifestOf';

type Labels = Readonly<Record<string, string>>;

const made = (object: object): Manifest =>
  manifestOf(object as ManifestObject, { source: { path: 'test', line: 1 } });

/** A Namespace with these labels. */
export const aNamespace = (name: string, labels: Labels = {}) =>
  made({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });

/** A Deployment in namespace `a` (or `namespace/name`), its pods with label `app: name` and these. */
export const aWorkload = (
  name: string,
  labels: Labels = {},
  fields: object = {},
) => {
  const [namespace = '', short = ''] = name.includes('/')
    ? name.split('/')
    : ['a', name];
  return made({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: short, namespace },
    spec: {
      template: {
        metadata: { labels: { app: short, ...labels } },
        spec: fields,
      },
    },
  });
};

/** The Service of namespace `a` before pods with label `app: name`. */
export const aService = (name: string, namespace = 'a') =>
  made({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { selector: { app: name } },
  });

/** A mutating webhook of pods that Service `name` of namespace `a` answers, taking in label `meets-NAME: yes`. */
export const aPodWebhook = (
  name: string,
  webhook: object = {},
  configuration: object = {},
) =>
  made({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: { name },
    webhooks: [
      {
        name: `${name}.example.com`,
        clientConfig: { service: { namespace: 'a', name } },
        rules: [
          {
            apiGroups: [''],
            apiVersions: ['v1'],
            operations: ['CREATE'],
            resources: ['pods'],
          },
        ],
        objectSelector: { matchLabels: { [`meets-${name}`]: 'yes' } },
        ...webhook,
      },
    ],
    ...configuration,
  });

/** Labels by which pods meet these webhooks. */
export const meeting = (...names: readonly string[]): Labels =>
  Object.fromEntries(names.map(name => [`meets-${name}`, 'yes']));
