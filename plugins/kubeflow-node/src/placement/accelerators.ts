import type { KubernetesObject } from '../kubernetes/objects';
import { instanceShape } from './instanceShapes';

/** Extended resources by which Kubernetes counts accelerators. */
const NVIDIA = 'nvidia.com/gpu';
const AMD = 'amd.com/gpu';
const NEURON = 'aws.amazon.com/neuron';

export const acceleratorResources: readonly string[] = [NVIDIA, AMD, NEURON];

/** Names that ask for any accelerator of a maker, by the resource that it has. */
const GENERIC: Readonly<Record<string, string>> = {
  gpu: NVIDIA,
  nvidia: NVIDIA,
  amd: AMD,
  neuron: NEURON,
  ...Object.fromEntries(acceleratorResources.map(name => [name, name])),
};

/**
 * Labels that name a node's accelerator: Cluster Autoscaler's convention, GPU feature discovery,
 * Karpenter and EKS Auto Mode.
 */
const NAME_LABELS = [
  'k8s.amazonaws.com/accelerator',
  'nvidia.com/gpu.product',
  'karpenter.k8s.aws/instance-gpu-name',
  'karpenter.k8s.aws/instance-accelerator-name',
  'eks.amazonaws.com/instance-gpu-name',
  'eks.amazonaws.com/instance-accelerator-name',
];

const INSTANCE_TYPE_LABEL = 'node.kubernetes.io/instance-type';

/** `NVIDIA-A10G`, `nvidia-tesla-a10g` and `a10g` are one accelerator: all become `a10g`. */
const normalised = (name: string): string => {
  const plain = name.toLowerCase().replace(/[\s_]+/g, '-');
  return Object.hasOwn(GENERIC, plain)
    ? plain
    : plain.replace(/^(nvidia|amd|aws)-/, '').replace(/^(tesla|geforce)-/, '');
};

/** True when a node that has `have` serves a request for `wanted`: `a100` takes `A100-SXM4-40GB`. */
export const isAccelerator = (wanted: string, have: string): boolean => {
  const [want, got] = [normalised(wanted), normalised(have)];
  if (Object.hasOwn(GENERIC, want))
    return acceleratorResource(have) === GENERIC[want];
  return got === want || got.startsWith(`${want}-`);
};

/** The extended resource that counts this accelerator; an unknown name is taken for NVIDIA's. */
export const acceleratorResource = (name: string): string => {
  const plain = normalised(name);
  if (Object.hasOwn(GENERIC, plain)) return GENERIC[plain]!;
  if (/^(inferentia|trainium|inf\d|trn\d)/.test(plain)) return NEURON;
  return /^(mi\d|radeon|instinct)/.test(plain) ? AMD : NVIDIA;
};

/** Names of the accelerator of a node or node group with these labels; none when nothing tells. */
export const acceleratorNames = (
  labels: Readonly<Record<string, string>>,
): string[] => {
  const named = NAME_LABELS.flatMap(label => labels[label] ?? []);
  const type = labels[INSTANCE_TYPE_LABEL];
  const built = type ? instanceShape(type)?.accelerator?.name : undefined;
  return built ? [...named, built] : named;
};

/** A node's labels as plain text; whatever else stands there is left out. */
export const labelsOf = ({
  metadata,
}: KubernetesObject): Readonly<Record<string, string>> => metadata.labels ?? {};
