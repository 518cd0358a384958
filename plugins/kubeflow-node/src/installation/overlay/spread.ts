import type { ManifestObject } from '../../apply/manifest';
import type { OverlayDraft } from './draft';
import { podSpec, workloadSpec } from './workload';

/** Servers of which any number may run. Controllers are none: those without leader election would
 * act twice; nor is Dex, which keeps sessions in memory. */
const STATELESS: ReadonlySet<string> = new Set([
  'ml-pipeline',
  'ml-pipeline-ui',
  'ml-pipeline-visualizationserver',
  'metadata-envoy-deployment',
  'metadata-grpc-deployment',
  'cache-server',
  'centraldashboard',
  'dashboard',
  'jupyter-web-app-deployment',
  'volumes-web-app-deployment',
  'tensorboards-web-app-deployment',
  'kserve-models-web-application',
  'katib-ui',
  'katib-db-manager',
  'oauth2-proxy',
  'istio-ingressgateway',
  'cluster-local-gateway',
  'istiod',
  'activator',
]);

const ZONE = 'topology.kubernetes.io/zone';
const DEFAULT_REPLICAS = 2;

interface Scaler {
  readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string };
}

const isScaled = (draft: OverlayDraft, { metadata }: ManifestObject) =>
  draft.objects('HorizontalPodAutoscaler').some(scaler => {
    const { scaleTargetRef } = (scaler.spec ?? {}) as Scaler;
    return (
      scaler.metadata.namespace === metadata.namespace &&
      scaleTargetRef?.name === metadata.name
    );
  });

const podLabels = (workload: ManifestObject) =>
  workloadSpec(workload).template?.metadata?.labels ?? {};

const isGuarded = (draft: OverlayDraft, workload: ManifestObject) => {
  const labels = podLabels(workload);
  return draft.objects('PodDisruptionBudget').some(budget => {
    const { selector } = (budget.spec ?? {}) as {
      selector?: { matchLabels?: Record<string, string> };
    };
    const wanted = Object.entries(selector?.matchLabels ?? {});
    return (
      budget.metadata.namespace === workload.metadata.namespace &&
      wanted.length > 0 &&
      wanted.every(([name, value]) => labels[name] === value)
    );
  });
};

const disruptionBudget = (workload: ManifestObject): ManifestObject => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: {
    name: workload.metadata.name,
    ...(workload.metadata.namespace
      ? { namespace: workload.metadata.namespace }
      : {}),
  },
  spec: {
    // A share would keep a node from draining while only one replica is ready.
    maxUnavailable: 1,
    selector: { matchLabels: podLabels(workload) },
  },
});

const spreadWorkload = (
  draft: OverlayDraft,
  workload: ManifestObject,
  replicas: number | undefined,
) => {
  const constrained = podSpec(workload).topologySpreadConstraints?.length;
  const constraint = {
    maxSkew: 1,
    topologyKey: ZONE,
    // A cluster that has lost a zone must still run all replicas.
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: podLabels(workload) },
  };
  draft.patch(workload, {
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      ...(constrained
        ? {}
        : { template: { spec: { topologySpreadConstraints: [constraint] } } }),
    },
  });
  if (!isGuarded(draft, workload)) draft.add(disruptionBudget(workload));
};

const holdsTwo = (workload: ManifestObject) =>
  (workloadSpec(workload).replicas ?? 1) > 1;

/** Several replicas of what keeps no state, over the zones, never all gone at once. */
export const useSpread = (draft: OverlayDraft) => {
  const { spread } = draft.cluster;
  if (!spread) return;
  const replicas = spread.replicas ?? DEFAULT_REPLICAS;
  const deployments = draft.objects('Deployment');
  const chosen = deployments.filter(
    deployment =>
      holdsTwo(deployment) || STATELESS.has(deployment.metadata.name),
  );
  for (const deployment of chosen) {
    const own = isScaled(draft, deployment) || holdsTwo(deployment);
    spreadWorkload(draft, deployment, own ? undefined : replicas);
  }
  if (chosen.length === 0)
    draft.warn(
      'spread: the manifests hold no component that is known to keep no state',
    );
};
