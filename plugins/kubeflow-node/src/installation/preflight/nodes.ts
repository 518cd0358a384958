import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesObject } from '../../kubernetes/objects';
import type { Findings } from '../contract';
import { isWorkload, podSpec } from '../overlay/workload';
import { nothingFound, type Check, type Scene } from './scene';

type Labels = Readonly<Record<string, string>>;

/** Workloads by what they select nodes by, `{}` left out. */
const selectors = ({ objects }: Scene) => {
  const bySelector = new Map<string, { labels: Labels; names: string[] }>();
  for (const object of objects.filter(isWorkload)) {
    const { nodeSelector = {} } = podSpec(object);
    if (Object.keys(nodeSelector).length === 0) continue;
    const key = JSON.stringify(Object.entries(nodeSelector).sort());
    const known = bySelector.get(key) ?? { labels: nodeSelector, names: [] };
    known.names.push(object.metadata.name);
    bySelector.set(key, known);
  }
  return [...bySelector.values()];
};

const hasLabels = ({ metadata }: KubernetesObject, labels: Labels) =>
  Object.entries(labels).every(
    ([name, value]) => metadata.labels?.[name] === value,
  );

const unselected = (
  scene: Scene,
  nodes: readonly KubernetesObject[],
): KubeflowError[] =>
  selectors(scene)
    .filter(({ labels }) => !nodes.some(node => hasLabels(node, labels)))
    .map(({ labels, names }) => {
      const wanted = Object.entries(labels)
        .map(([name, value]) => `${name}=${value}`)
        .join(',');
      return new KubeflowError('ConflictError', {
        subject: scene.target.subject,
        reason: 'NoNodeWithLabel',
        fact: `no node has the label ${wanted}, which ${names.join(
          ', ',
        )} select their nodes by: they would stay Pending`,
        remedy: `Give nodes that label: \`kubectl label node NAME ${wanted}\`, or in the node group's labels`,
      });
    });

const isFargate = ({ metadata }: KubernetesObject) =>
  metadata.labels?.['eks.amazonaws.com/compute-type'] === 'fargate';

const istioOnFargate = (
  { objects }: Scene,
  nodes: readonly KubernetesObject[],
): Findings => {
  const plugin = objects.some(
    ({ kind, metadata }) =>
      kind === 'DaemonSet' && /^istio-cni/.test(metadata.name),
  );
  const fargate = nodes.filter(isFargate).length;
  if (!plugin || fargate === 0) return nothingFound;
  return {
    problems: [],
    warnings: [
      `${fargate} of ${nodes.length} nodes are Fargate's, where DaemonSets such as Istio's CNI plugin cannot run: pods of Kubeflow there get no sidecar. Keep Kubeflow's namespaces out of Fargate profiles`,
    ],
  };
};

/** Whether there are nodes that the pods select. A cluster without nodes is the check of capacity's to judge. */
export const checkNodes: Check = async scene => {
  const nodes = await scene.live('nodes');
  if (nodes.length === 0) return nothingFound;
  const { warnings } = istioOnFargate(scene, nodes);
  return { problems: unselected(scene, nodes), warnings };
};
