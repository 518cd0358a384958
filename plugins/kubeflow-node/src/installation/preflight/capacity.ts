import {
  formatBytes,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { ManifestObject } from '../../apply/manifest';
import type { KubernetesObject } from '../../kubernetes/objects';
import type { ClusterCapacity } from '../../placement/capacity';
import { fit } from '../../placement/fit';
import { podRequests } from '../../placement/podRequests';
import { readCapacity } from '../../placement/readCapacity';
import {
  lacking,
  noResources,
  subtract,
  sum,
  type Resources,
} from '../../placement/resources';
import { newNodes } from './growth';
import { isWorkload, workloadSpec } from '../overlay/workload';
import { nothingFound, type Check, type Scene } from './scene';

type KnownCapacity = ClusterCapacity & { kind: 'known' };

const templatePod = (workload: ManifestObject | KubernetesObject) =>
  ({
    ...workloadSpec(workload as ManifestObject).template,
  } as unknown as KubernetesObject);

const times = (resources: Resources, count: number): Resources =>
  new Map([...resources].map(([name, amount]) => [name, amount * count]));

const placesOf = (
  workload: ManifestObject | KubernetesObject,
  nodes: number,
): number =>
  workload.kind === 'DaemonSet'
    ? nodes
    : Number(workloadSpec(workload as ManifestObject).replicas ?? 1);

const requestOf = (
  workload: ManifestObject | KubernetesObject,
  nodes: number,
): Resources =>
  times(podRequests(templatePod(workload)), placesOf(workload, nodes));

/** What comes on top of what runs already: an upgrade replaces pods. */
const additional = async (scene: Scene, nodes: number): Promise<Resources> => {
  const [deployments, statefulSets] = await Promise.all([
    scene.live('deployments'),
    scene.live('statefulSets'),
  ]);
  const running = new Map(
    [...deployments, ...statefulSets].map(object => [
      `${object.kind}/${object.metadata.namespace}/${object.metadata.name}`,
      object,
    ]),
  );
  return sum(
    scene.objects.filter(isWorkload).map(workload => {
      const { namespace, name } = workload.metadata;
      const live = running.get(`${workload.kind}/${namespace}/${name}`);
      return subtract(
        requestOf(workload, nodes),
        live ? requestOf(live, nodes) : noResources,
      );
    }),
  );
};

const amountText = (resources: Resources): string => {
  const cpu = Math.ceil((resources.get('cpu') ?? 0) * 100) / 100;
  return `${cpu} CPU, ${formatBytes(resources.get('memory') ?? 0)} memory and ${
    resources.get('pods') ?? 0
  } pods`;
};

const isOpen = ({ taints }: KnownCapacity['nodes'][number]) =>
  taints.every(({ effect }) => effect === 'PreferNoSchedule');

const insufficient = (
  scene: Scene,
  [needed, free, grown]: readonly [Resources, Resources, Resources],
) =>
  new KubeflowError('ConflictError', {
    subject: scene.target.subject,
    reason: 'InsufficientCapacity',
    fact: `the installation asks for ${amountText(
      needed,
    )} more, and nodes without taints have ${amountText(free)} free${
      grown.size > 0
        ? `, ${amountText(grown)} when their node groups are at their maximum`
        : ''
    }`,
    remedy:
      'Add nodes (a larger maxSize of a node group, Karpenter or Auto Mode), or lower resources in the fleet file',
  });

const checkTotal = (
  scene: Scene,
  capacity: KnownCapacity,
  needed: Resources,
) => {
  const free = sum(capacity.nodes.filter(isOpen).map(node => node.free));
  if (lacking(needed, free).length === 0) return nothingFound;
  const added = newNodes(capacity);
  const grown = sum([free, ...added.nodes]);
  if (lacking(needed, grown).length === 0 || added.isOpenEnded)
    return {
      problems: [],
      warnings: [
        `the installation asks for ${amountText(
          needed,
        )} more than runs now, and nodes without taints have ${amountText(
          free,
        )} free: new nodes have to be started first`,
      ],
    };
  const withGrowth = added.nodes.length > 0 ? grown : noResources;
  return {
    problems: [insufficient(scene, [needed, free, withGrowth])],
    warnings: [],
  };
};

/** The largest of each: one that fits on no node stays Pending however many there are. */
const checkLargestPods = (
  scene: Scene,
  capacity: KnownCapacity,
): readonly KubeflowError[] =>
  scene.objects.filter(isWorkload).flatMap(workload => {
    const demand = { resources: podRequests(templatePod(workload)) };
    const { verdict, reasons } = fit({
      cluster: scene.cluster,
      demand,
      capacity,
    });
    if (verdict !== 'never') return [];
    const { name } = workload.metadata;
    return [
      new KubeflowError('ConflictError', {
        subject: scene.target.subject,
        reason: 'PodTooLarge',
        fact: `a pod of ${workload.kind} ${name} asks for ${amountText(
          demand.resources,
        )}: ${reasons.join('; ')}`,
        remedy: `Lower resources.${name} in the fleet file, or add larger nodes`,
      }),
    ];
  });

/** Whether there is room for what is to run, counting what can still be started. */
export const checkCapacity: Check = async scene => {
  const capacity = await readCapacity(
    scene.target.kubernetes,
    scene.eks?.nodegroups,
  );
  if (capacity.kind !== 'known') return nothingFound;
  const open = capacity.nodes.filter(isOpen).length;
  const needed = await additional(scene, open);
  const total = checkTotal(scene, capacity, needed);
  const noRoom = total.problems.length > 0;
  return {
    // Where no node takes any pod, each need not be named.
    problems: [
      ...total.problems,
      ...(noRoom && open === 0 ? [] : checkLargestPods(scene, capacity)),
    ],
    warnings: total.warnings,
  };
};
