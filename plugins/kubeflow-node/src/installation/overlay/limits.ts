import type { ManifestObject } from '../../apply/manifest';
import type { OverlayDraft } from './draft';

const NAME = 'kubeflow-fleet-limits';
const GPU = 'requests.nvidia.com/gpu';

/** What a container without a request is counted as: a quota refuses pods that state none. */
const DEFAULT_REQUEST = { cpu: '10m', memory: '32Mi' } as const;

const hardOf = ({
  cluster,
}: OverlayDraft): Readonly<Record<string, string>> => {
  const { gpus, cpu, memory } = cluster.limits ?? {};
  return {
    ...(gpus === undefined ? {} : { [GPU]: String(gpus) }),
    ...(cpu === undefined ? {} : { 'requests.cpu': cpu }),
    ...(memory === undefined ? {} : { 'requests.memory': memory }),
  };
};

const quota = (namespace: string, hard: object): ManifestObject => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: NAME, namespace },
  spec: { hard },
});

const defaultRequests = (
  namespace: string,
  defaultRequest: Readonly<Record<string, string>>,
): ManifestObject => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: NAME, namespace },
  spec: { limits: [{ type: 'Container', defaultRequest }] },
});

/** Runs of the profile `pipelines` are in the namespace of the installation, together with Kubeflow's own pods. */
const limitNamespace = (draft: OverlayDraft, hard: object) => {
  const { namespace } = draft.cluster.kubeflow;
  draft.add(quota(namespace, hard));
  const { cpu, memory } = draft.cluster.limits ?? {};
  const defaults = {
    ...(cpu === undefined ? {} : { cpu: DEFAULT_REQUEST.cpu }),
    ...(memory === undefined ? {} : { memory: DEFAULT_REQUEST.memory }),
  };
  if (Object.keys(defaults).length > 0)
    draft.add(defaultRequests(namespace, defaults));
};

/** Elsewhere they are in profiles, whose controller makes the quota. */
const limitProfiles = (draft: OverlayDraft, hard: object) => {
  for (const profile of draft.objects('Profile'))
    draft.patch(profile, { spec: { resourceQuotaSpec: { hard } } });
  draft.warn(
    'limits: profiles that are not in the manifests have no quota unless their spec.resourceQuotaSpec sets one; where it limits cpu or memory, the namespace needs a LimitRange with defaultRequest too, or pods that ask for nothing are refused',
  );
};

/** What all runs together may ask for, as a quota of each namespace that runs are in. */
export const useLimits = (draft: OverlayDraft) => {
  const hard = hardOf(draft);
  if (Object.keys(hard).length === 0) return;
  if (draft.cluster.kubeflow.profile === 'pipelines')
    limitNamespace(draft, hard);
  else limitProfiles(draft, hard);
};
