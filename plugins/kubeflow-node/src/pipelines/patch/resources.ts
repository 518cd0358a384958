import { parseQuantity } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { PipelinePatch } from '../compiledPipeline';
import { at, entriesAt, type Mapping, textAt } from '../spec/plainData';

/** KFP's deprecated doubles count memory in decimal gigabytes. */
const GIGABYTE = 1e9;

interface Kind {
  readonly limit: string;
  readonly request: string;
  readonly oldLimit: string;
  readonly oldRequest: string;
  readonly unit: number;
}

const CPU: Kind = {
  limit: 'resourceCpuLimit',
  request: 'resourceCpuRequest',
  oldLimit: 'cpuLimit',
  oldRequest: 'cpuRequest',
  unit: 1,
};
const MEMORY: Kind = {
  limit: 'resourceMemoryLimit',
  request: 'resourceMemoryRequest',
  oldLimit: 'memoryLimit',
  oldRequest: 'memoryRequest',
  unit: GIGABYTE,
};

/** The request in base units; undefined when there is none, or a parameter decides it. */
function requestOf(resources: unknown, kind: Kind): number | undefined {
  const text = textAt(resources, kind.request);
  if (text?.includes('{{')) return undefined;
  if (text !== undefined) return parseQuantity(text);
  const old = at(resources, kind.oldRequest);
  return typeof old === 'number' ? old * kind.unit : undefined;
}

function limited(resources: Mapping, kind: Kind, quantity: string): Mapping {
  const amount = parseQuantity(quantity);
  const request = requestOf(resources, kind);
  // Kubernetes refuses a pod whose request is above its limit.
  const lowered = request !== undefined && request > amount;
  return {
    ...resources,
    [kind.limit]: quantity,
    [kind.oldLimit]: amount / kind.unit,
    ...(lowered && {
      [kind.request]: quantity,
      [kind.oldRequest]: amount / kind.unit,
    }),
  };
}

const accelerated = (
  resources: Mapping,
  { resource, count }: NonNullable<PipelinePatch['accelerator']>,
): Mapping => ({
  ...resources,
  accelerator: {
    ...Object.fromEntries(entriesAt(resources, 'accelerator')),
    resourceType: resource,
    resourceCount: String(count),
    // Read by KFP before 2.4; int64, therefore text.
    type: resource,
    count: String(count),
  },
});

/** `container.resources` of an executor with the patch's accelerator and limits. */
export function patchedResources(
  resources: unknown,
  patch: PipelinePatch,
): Mapping {
  let result: Mapping = Object.fromEntries(entriesAt(resources));
  if (patch.accelerator) result = accelerated(result, patch.accelerator);
  if (patch.cpuLimit) result = limited(result, CPU, patch.cpuLimit);
  if (patch.memoryLimit) result = limited(result, MEMORY, patch.memoryLimit);
  return result;
}
