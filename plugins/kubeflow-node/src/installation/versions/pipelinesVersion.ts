import type { Manifest } from '../../apply/manifest';

/** Objects that carry the version of Kubeflow Pipelines as data, the surest first. */
export const VERSION_CONFIGS = [
  { name: 'kubeflow-pipelines-public', key: 'kubeflow_pipelines_version' },
  { name: 'pipeline-install-config', key: 'appVersion' },
] as const;

/** `2.17.0` of `v2.17.0`. */
export const bareVersion = (text: string): string =>
  text.trim().replace(/^v(?=\d)/, '');

/** The version of Kubeflow Pipelines in manifests; undefined where they hold none. */
export const pipelinesVersionOf = (
  manifests: readonly Manifest[],
): string | undefined => {
  for (const { name, key } of VERSION_CONFIGS) {
    const config = manifests.find(
      ({ id }) => id.kind === 'ConfigMap' && id.name === name,
    );
    const data = config?.object().data as Record<string, unknown> | undefined;
    const value = data?.[key];
    if (typeof value === 'string' && value) return bareVersion(value);
  }
  return undefined;
};
