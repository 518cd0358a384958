import type { EmulatedObjects } from '../kubernetes/contract';

const GPU = 'nvidia.com/gpu';

interface PodSpec {
  readonly nodeName?: string;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly {
    readonly key?: string;
    readonly operator?: string;
    readonly value?: string;
  }[];
  readonly containers?: readonly {
    readonly resources?: { readonly limits?: Readonly<Record<string, string>> };
  }[];
}

interface NodeParts {
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec?: {
    readonly taints?: readonly {
      readonly key: string;
      readonly value?: string;
    }[];
  };
  readonly status?: { readonly allocatable?: Readonly<Record<string, string>> };
}

interface PodParts {
  readonly spec?: PodSpec;
  readonly status?: { readonly phase?: string };
}

const gpusOf = (spec: PodSpec) =>
  (spec.containers ?? []).reduce(
    (sum, { resources }) => sum + Number(resources?.limits?.[GPU] ?? 0),
    0,
  );

const selects = (spec: PodSpec, { metadata }: NodeParts) =>
  Object.entries(spec.nodeSelector ?? {}).every(
    ([key, value]) => metadata.labels?.[key] === value,
  );

const tolerates = (spec: PodSpec, { spec: node }: NodeParts) =>
  (node?.taints ?? []).every(
    taint =>
      // ExtendedResourceToleration adds this one on EKS when the pod asks for the resource.
      (taint.key === GPU && gpusOf(spec) > 0) ||
      (spec.tolerations ?? []).some(
        ({ key, operator, value }) =>
          (key === undefined || key === taint.key) &&
          (operator === 'Exists' || value === taint.value),
      ),
  );

/**
 * Name of a node for the pod, by node selector, taints and free GPUs; undefined when none fits. CPU and
 * memory are not counted: the tasks of the local fleet use none.
 */
export const nodeFor = (
  spec: PodSpec,
  objects: EmulatedObjects,
): string | undefined => {
  const nodes = objects.list({
    apiVersion: 'v1',
    kind: 'Node',
  }) as unknown as readonly NodeParts[];
  const pods = objects.list({
    apiVersion: 'v1',
    kind: 'Pod',
  }) as unknown as readonly PodParts[];
  const running = pods.filter(
    ({ status }) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed',
  );
  const freeGpus = ({ metadata, status }: NodeParts) =>
    Number(status?.allocatable?.[GPU] ?? 0) -
    running
      .filter(pod => pod.spec?.nodeName === metadata.name)
      .reduce((sum, pod) => sum + gpusOf(pod.spec ?? {}), 0);
  return nodes.find(
    node =>
      selects(spec, node) &&
      tolerates(spec, node) &&
      freeGpus(node) >= gpusOf(spec),
  )?.metadata.name;
};
