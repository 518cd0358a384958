import {
  FIELD_MANAGER,
  MANAGED_BY_LABEL,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesObject } from '../../kubernetes/objects';

interface ManagedFields {
  readonly manager?: string;
  readonly subresource?: string;
}

/** Field managers that write status or scale, and never install. */
const CONTROLLERS =
  /^(kube-controller-manager|kubelet|kube-scheduler|eks|vpcresourcecontroller|cluster-autoscaler)/;

/** Tools by what they leave on every object. */
const TOOLS: readonly (readonly [
  (
    labels: Readonly<Record<string, string>>,
    annotations: Readonly<Record<string, string>>,
  ) => boolean,
  string,
])[] = [
  [labels => labels[MANAGED_BY_LABEL] === 'Helm', 'helm'],
  [(_, annotations) => 'meta.helm.sh/release-name' in annotations, 'helm'],
  [
    (labels, annotations) =>
      'argocd.argoproj.io/instance' in labels ||
      'argocd.argoproj.io/tracking-id' in annotations,
    'Argo CD',
  ],
  [labels => 'kustomize.toolkit.fluxcd.io/name' in labels, 'Flux'],
  [labels => 'kapp.k14s.io/app' in labels, 'kapp'],
];

/** Who installed an object, by its labels, annotations and field managers; undefined when it was us. */
export const installerOf = ({
  metadata,
}: KubernetesObject): string | undefined => {
  const { labels = {}, annotations = {} } = metadata;
  if (labels[MANAGED_BY_LABEL] === FIELD_MANAGER) return undefined;
  const tool = TOOLS.find(([matches]) => matches(labels, annotations))?.[1];
  if (tool) return tool;
  const managers = (metadata.managedFields ?? []) as readonly ManagedFields[];
  const writers = managers
    .filter(({ subresource }) => !subresource)
    .map(({ manager }) => manager ?? '')
    .filter(manager => manager && !CONTROLLERS.test(manager));
  const kubectl = writers.find(manager => /^kubectl/.test(manager));
  if (
    kubectl ||
    'kubectl.kubernetes.io/last-applied-configuration' in annotations
  )
    return 'kubectl';
  return writers[0] ?? 'an unknown tool';
};
