import {
  didYouMean,
  parseQuantity,
  type ComponentResources,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ManifestObject } from '../../apply/manifest';
import type { OverlayDraft } from './draft';
import { templatePatch } from './patches';
import { isWorkload, podSpec, type Container } from './workload';

const ALL = 'all';
const RESOURCES = ['cpu', 'memory'] as const;

interface Pair {
  readonly request?: string;
  readonly limit?: string;
}

/** What a container would have of one resource: a request above its limit is refused by the API server. */
const reconciled = (
  wanted: Pair,
  written: Pair,
): Pair & { readonly moved?: 'request' | 'limit' } => {
  const request = wanted.request ?? written.request;
  const limit = wanted.limit ?? written.limit;
  const clash =
    request !== undefined &&
    limit !== undefined &&
    parseQuantity(request) > parseQuantity(limit);
  if (!clash) return wanted;
  return wanted.limit === undefined
    ? { request, limit: request, moved: 'limit' }
    : { request: limit, limit, moved: 'request' };
};

const textOf = (amount: unknown) =>
  amount === undefined ? undefined : String(amount);

const containerPatch = (
  container: Container,
  settings: ComponentResources,
  warn: (text: string) => void,
) => {
  const requests: Record<string, string> = {};
  const limits: Record<string, string> = {};
  for (const resource of RESOURCES) {
    const { request, limit, moved } = reconciled(
      {
        request: settings.requests?.[resource],
        limit: settings.limits?.[resource],
      },
      {
        request: textOf(container.resources?.requests?.[resource]),
        limit: textOf(container.resources?.limits?.[resource]),
      },
    );
    if (request) requests[resource] = request;
    if (limit) limits[resource] = limit;
    if (moved)
      warn(
        `the ${resource} ${moved} of container ${container.name} becomes ${
          moved === 'limit' ? limit : request
        } too`,
      );
  }
  return {
    name: container.name,
    resources: {
      ...(Object.keys(requests).length > 0 ? { requests } : {}),
      ...(Object.keys(limits).length > 0 ? { limits } : {}),
    },
  };
};

const patchWorkload = (
  draft: OverlayDraft,
  workload: ManifestObject,
  settings: ComponentResources,
) => {
  const { name } = workload.metadata;
  const warn = (text: string) => draft.warn(`resources.${name}: ${text}`);
  const containers = (podSpec(workload).containers ?? []).map(container =>
    containerPatch(container, settings, warn),
  );
  draft.patch(workload, templatePatch({ containers }));
};

/** CPU and memory of the installation's own containers; init containers keep theirs. */
export const useResources = (draft: OverlayDraft) => {
  const { resources } = draft.cluster;
  if (!resources) return;
  const workloads = draft.objects().filter(isWorkload);
  const names = new Set(workloads.map(({ metadata }) => metadata.name));
  for (const workload of workloads) {
    const { name } = workload.metadata;
    const settings = Object.hasOwn(resources, name)
      ? resources[name]
      : resources[ALL];
    if (settings) patchWorkload(draft, workload, settings);
  }
  for (const name of Object.keys(resources))
    if (name !== ALL && !names.has(name))
      draft.warn(
        `resources.${name}: there is no Deployment, StatefulSet or DaemonSet ${name}${didYouMean(
          name,
          [...names],
        )}`,
      );
};
