import type { KubernetesObject } from '../kubernetes/objects';
import { largest, resourcesOf, sum } from './resources';
import type { Resources } from './resources';

interface Container {
  readonly restartPolicy?: string;
  readonly resources?: {
    readonly requests?: unknown;
    readonly limits?: unknown;
  };
}

interface PodSpec {
  readonly nodeName?: string;
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly overhead?: unknown;
  readonly resources?: Container['resources'];
}

const specOf = (pod: KubernetesObject): PodSpec =>
  (pod.spec as PodSpec | undefined) ?? {};

/** The node that the pod is bound to. */
export const nodeOf = (pod: KubernetesObject): string | undefined =>
  specOf(pod).nodeName;

/** True once the pod has ended and gives back what it had. */
export const hasEnded = (pod: KubernetesObject): boolean => {
  const { phase } = (pod.status as { phase?: string } | undefined) ?? {};
  return phase === 'Succeeded' || phase === 'Failed';
};

/** A request that is not stated is the limit, as the API server sets it. */
const requestsOf = ({ resources }: Container): Resources =>
  new Map([
    ...resourcesOf(resources?.limits),
    ...resourcesOf(resources?.requests),
  ]);

/**
 * The most that the init containers need at once: they run one after the other, and each runs
 * beside the sidecars (`restartPolicy: Always`) that were started before it.
 */
const initPeak = (containers: readonly Container[]) => {
  let sidecars: Resources = new Map();
  let peak: Resources = new Map();
  for (const container of containers) {
    const together = sum([sidecars, requestsOf(container)]);
    if (container.restartPolicy === 'Always') sidecars = together;
    peak = largest([peak, together]);
  }
  return { sidecars, peak };
};

/**
 * What the scheduler counts for a pod: the larger of its containers together and its init
 * containers' peak, plus the runtime's overhead and the place itself (`pods: 1`). Requests stated
 * for the pod as a whole replace those of its containers.
 */
export const podRequests = (pod: KubernetesObject): Resources => {
  const spec = specOf(pod);
  const { sidecars, peak } = initPeak(spec.initContainers ?? []);
  const running = sum([...(spec.containers ?? []).map(requestsOf), sidecars]);
  const containers = new Map([
    ...largest([running, peak]),
    ...requestsOf({ resources: spec.resources }),
  ]);
  return sum([containers, resourcesOf(spec.overhead), new Map([['pods', 1]])]);
};
