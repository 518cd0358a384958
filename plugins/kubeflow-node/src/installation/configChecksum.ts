import { createHash } from 'node:crypto';
import { manifestOf } from '../apply/manifests/manifestOf';
import type { BodyStore } from '../apply/manifests/bodyStore';
import type { Manifest, ManifestObject } from '../apply/manifest';
import { containersOf, isWorkload, podSpec } from './overlay/workload';

/** On pod templates: changes with what the pods read at their start. */
export const CHECKSUM_ANNOTATION = 'kubeflow-fleet/config-checksum';

/** Names of the ConfigMaps that a workload's pods read. Secrets are left out: a digest would help to guess them. */
const readConfigs = (workload: ManifestObject): ReadonlySet<string> => {
  const names: (string | undefined)[] = [];
  for (const { container } of containersOf(workload)) {
    for (const { valueFrom } of container.env ?? [])
      names.push(valueFrom?.configMapKeyRef?.name);
    for (const { configMapRef } of container.envFrom ?? [])
      names.push(configMapRef?.name);
  }
  for (const { configMap, projected } of podSpec(workload).volumes ?? []) {
    names.push(configMap?.name);
    for (const source of projected?.sources ?? [])
      names.push(source.configMap?.name);
  }
  return new Set(names.filter(name => name !== undefined));
};

/** ConfigMaps that are named in arguments and read through the API; their controllers do not watch all keys. */
const READ_BY_NAME: Readonly<Record<string, readonly string[]>> = {
  'ml-pipeline': ['kfp-launcher'],
};

const withChecksum = (
  workload: ManifestObject,
  checksum: string,
): ManifestObject => {
  const spec = workload.spec as { template?: { metadata?: object } };
  const metadata = spec.template?.metadata as
    | { annotations?: object }
    | undefined;
  return {
    ...workload,
    spec: {
      ...spec,
      template: {
        ...spec.template,
        metadata: {
          ...metadata,
          annotations: {
            ...metadata?.annotations,
            [CHECKSUM_ANNOTATION]: checksum,
          },
        },
      },
    },
  };
};

const configDigests = (manifests: readonly Manifest[]) =>
  new Map(
    manifests
      .filter(({ id }) => id.kind === 'ConfigMap' && id.group === '')
      .map(({ id, ...manifest }) => {
        const { data, binaryData } = manifest.object();
        const text = JSON.stringify([data, binaryData]);
        const digest = createHash('sha256').update(text).digest('hex');
        return [`${id.namespace}/${id.name}`, digest] as const;
      }),
  );

const CANDIDATES = ['Deployment', 'StatefulSet', 'DaemonSet'];

/**
 * Makes a change of a ConfigMap restart the pods that read it: an annotation of the pod template holds a digest of
 * all that they read. Workloads that read none stay as they are.
 */
export const withConfigChecksums = (
  manifests: readonly Manifest[],
  { bodies }: { readonly bodies?: BodyStore },
): readonly Manifest[] => {
  const digests = configDigests(manifests);
  return manifests.map(manifest => {
    const { id, source } = manifest;
    if (!CANDIDATES.includes(id.kind)) return manifest;
    const object = manifest.object();
    if (!isWorkload(object)) return manifest;
    const names = [...readConfigs(object), ...(READ_BY_NAME[id.name] ?? [])];
    const read = names
      .map(name => digests.get(`${id.namespace}/${name}`))
      .filter(digest => digest !== undefined)
      .sort();
    if (read.length === 0) return manifest;
    const checksum = createHash('sha256').update(read.join()).digest('hex');
    return manifestOf(withChecksum(object, checksum.slice(0, 16)), {
      source,
      bodies,
    });
  });
};
