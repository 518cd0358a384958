import type { ManifestObject } from '../../apply/manifest';
import type { OverlayDraft } from './draft';
import { podSpec } from './workload';

/** The texts of a ConfigMap. */
export const configData = (
  config: ManifestObject,
): Readonly<Record<string, string>> =>
  (config.data as Record<string, string> | undefined) ?? {};

/** Sets keys of a ConfigMap, others are kept. */
export const patchConfig = (
  draft: OverlayDraft,
  config: ManifestObject,
  data: Readonly<Record<string, string>>,
) => draft.patch(config, { data });

/** A patch of the pod template of a workload. */
export const templatePatch = (spec: object): object => ({
  spec: { template: { spec } },
});

/**
 * Sets variables of a workload's first container, by name or `main` where upstream has sidecars. What came from a
 * ConfigMap or Secret becomes the text.
 */
export const environmentPatch = (
  draft: OverlayDraft,
  workload: ManifestObject,
  environment: Readonly<Record<string, string>>,
) => {
  const [container] = podSpec(workload).containers ?? [];
  if (!container) return;
  const present = new Map(
    (container.env ?? []).map(entry => [entry.name, entry]),
  );
  const env = Object.entries(environment).map(([name, value]) => ({
    name,
    value,
    // Without this both would stand there, which the API server refuses.
    ...(present.get(name)?.valueFrom ? { valueFrom: null } : {}),
  }));
  draft.patch(
    workload,
    templatePatch({ containers: [{ name: container.name, env }] }),
  );
};
