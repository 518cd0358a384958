import { parseQuantity } from '@kubeflow-fleet/plugin-kubeflow-common';
import { acceleratorResource } from './accelerators';
import type { Preference } from './preferences';
import type { Resources } from './resources';

/**
 * What a run needs of a cluster. Amounts are those of its largest pod: a pod must fit on one node.
 * Clusters are named as `isReferenceTo` reads them: name, `region/name`, `account/region/name`, ARN.
 */
export interface PlacementRequirements {
  /** Only these regions; absent or empty: any. */
  readonly regions?: readonly string[];
  /** Only clusters that have every one of these labels. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Only these clusters; absent or empty: any. */
  readonly clusters?: readonly string[];
  readonly exclude?: readonly string[];
  /** This cluster or none. */
  readonly pin?: string;
  /** Such as `nvidia-a10g`, `a100`, or `gpu` for any of NVIDIA's. */
  readonly accelerator?: string;
  /** Default 1 when an accelerator is named. */
  readonly acceleratorCount?: number;
  /** Kubernetes quantities. */
  readonly cpu?: string;
  readonly memory?: string;
  /** The first that tells two clusters apart decides, among clusters with the same verdict. */
  readonly prefer?: readonly Preference[];
}

/** The amounts that a pod asks for, and the accelerator's name. */
export interface PodDemand {
  readonly resources: Resources;
  readonly accelerator?: {
    readonly name: string;
    readonly resource: string;
    readonly count: number;
  };
}

/** @throws KubeflowError `InputError`, reason `InvalidQuantity`. */
export const demandOf = (requirements: PlacementRequirements): PodDemand => {
  const { accelerator: name, acceleratorCount = 1, cpu, memory } = requirements;
  const resources = new Map([['pods', 1]]);
  if (cpu) resources.set('cpu', parseQuantity(cpu));
  if (memory) resources.set('memory', parseQuantity(memory));
  if (!name) return { resources };
  const resource = acceleratorResource(name);
  resources.set(resource, acceleratorCount);
  return {
    resources,
    accelerator: { name, resource, count: acceleratorCount },
  };
};
