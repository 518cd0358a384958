import { groupKind, type Manifest } from '../manifest';
import {
  certManagerPods,
  isInjectedByCertManager,
  waitForCertificates,
} from './certManager';
import { classOf } from './kindOrder';
import {
  namespaceLabels,
  webhookRules,
  type WebhookRule,
} from './webhookRules';
import { podsBehind, workloadPods, type WorkloadPods } from './workloadPods';

/** A configuration of the set that has a say in pods of the set when they are created, such as one that injects sidecars. */
export interface PodWebhook {
  readonly configuration: Manifest;
  /** Workloads that have to run before it answers: behind its Services, and cert-manager where that signs for it. */
  readonly backends: readonly Manifest[];
  /** Workloads whose pods meet it and can wait for it. */
  readonly met: readonly Manifest[];
  /** Workloads whose pods meet it and that it needs itself, by whatever way: they go first all the same. */
  readonly ahead: readonly Manifest[];
  /** While it cannot be called pods are created without it; otherwise they are refused, and come later. */
  readonly isIgnored: boolean;
  /** All its rules name pods and nothing else: no other write meets it. */
  readonly isOfPodsAlone: boolean;
}

interface Node {
  readonly configuration: Manifest;
  /** Those that pods of the set meet. */
  readonly rules: readonly WebhookRule[];
  readonly isOfPodsAlone: boolean;
  readonly backends: readonly Manifest[];
  readonly met: readonly Manifest[];
}

/** Pods that slip by a validating webhook whose failure is ignored lose nothing that was promised. */
const isForPods = ({
  operations,
  isIgnored,
  configuration,
  isAbout,
}: WebhookRule) =>
  isAbout('', 'pods') &&
  (operations.includes('CREATE') || operations.includes('*')) &&
  (configuration.id.kind === 'MutatingWebhookConfiguration' || !isIgnored);

class PodWebhookSearch {
  private readonly pods: readonly WorkloadPods[];
  private readonly namespaces: ReturnType<typeof namespaceLabels>;
  private readonly services: ReadonlyMap<string, Manifest>;

  constructor(
    private readonly manifests: readonly Manifest[],
    private readonly rules: readonly WebhookRule[],
  ) {
    this.pods = workloadPods(manifests);
    this.namespaces = namespaceLabels(manifests);
    this.services = new Map(
      manifests
        .filter(({ id }) => groupKind(id) === 'Service')
        .map(each => [
          `${each.id.namespace ?? 'default'}/${each.id.name}`,
          each,
        ]),
    );
  }

  nodes(): readonly Node[] {
    const forPods = Map.groupBy(
      this.rules.filter(isForPods),
      ({ configuration }) => configuration,
    );
    return [...forPods].flatMap(([configuration, candidates]) => {
      const rules = candidates.filter(rule =>
        this.pods.some(pod => this.meets(rule, pod)),
      );
      if (rules.length === 0) return [];
      const met = this.pods
        .filter(pod => rules.some(rule => this.meets(rule, pod)))
        .map(({ workload }) => workload);
      const all = this.rules.filter(
        rule => rule.configuration === configuration,
      );
      return [
        {
          configuration,
          rules,
          isOfPodsAlone: all.every(({ resources }) =>
            resources.every(resource => resource === 'pods'),
          ),
          met,
          backends: this.backendsOf(configuration, all),
        },
      ];
    });
  }

  private meets(rule: WebhookRule, { namespace, labels }: WorkloadPods) {
    return rule.meets({
      group: '',
      version: 'v1',
      plural: 'pods',
      namespace: { labels: this.namespaces(namespace) },
      labels: () => labels,
    });
  }

  private readonly behind = ({
    service,
  }: WebhookRule): readonly WorkloadPods[] =>
    service
      ? podsBehind(
          this.pods,
          this.services.get(`${service.namespace}/${service.name}`),
        )
      : [];

  /** All its webhooks are called from the moment it is there, those for other kinds as well. */
  private backendsOf(
    configuration: Manifest,
    rules: readonly WebhookRule[],
  ): readonly Manifest[] {
    const own = rules.flatMap(this.behind);
    const isSigned =
      isInjectedByCertManager(configuration) ||
      waitForCertificates(own, this.manifests);
    const signers = isSigned
      ? certManagerPods(this.rules, this.pods, this.behind)
      : [];
    return [...new Set([...own, ...signers].map(({ workload }) => workload))];
  }
}

/** Everything that a configuration waits for, by way of what its backends meet themselves. */
const reachedFrom = (
  start: Node,
  nodesOf: ReadonlyMap<Manifest, readonly Node[]>,
): ReadonlySet<Manifest> => {
  const reached = new Set<Manifest>();
  const seen = new Set<Node>([start]);
  const open = [start];
  for (let node = open.pop(); node; node = open.pop()) {
    node.backends.forEach(workload => reached.add(workload));
    const next = node.backends
      .flatMap(workload => nodesOf.get(workload) ?? [])
      .filter(each => !seen.has(each));
    next.forEach(each => seen.add(each));
    open.push(...new Set(next));
  }
  return reached;
};

const podWebhookOf = (
  node: Node,
  nodesOf: ReadonlyMap<Manifest, readonly Node[]>,
): PodWebhook => {
  const { configuration, backends, met, rules, isOfPodsAlone } = node;
  const needed = reachedFrom(node, nodesOf);
  return {
    configuration,
    backends,
    met: met.filter(workload => !needed.has(workload)),
    ahead: met.filter(workload => needed.has(workload)),
    isIgnored: rules.some(({ isIgnored }) => isIgnored),
    isOfPodsAlone,
  };
};

/**
 * The set's configurations that pods of the set's own workloads meet: mutating ones, and validating ones that refuse
 * what they cannot see. Workloads wait for those whose `met` they are in; that never goes round in a circle, because
 * whatever a webhook needs is in `ahead` of it instead.
 */
export const podWebhooks = (
  manifests: readonly Manifest[],
): readonly PodWebhook[] => {
  const rules = manifests
    .filter(({ id }) => classOf(id) === 'webhook')
    .flatMap(webhookRules);
  // Most sets have none: nothing else of them is read then.
  if (!rules.some(isForPods)) return [];
  const nodes = new PodWebhookSearch(manifests, rules).nodes();
  const nodesOf = new Map<Manifest, Node[]>();
  for (const node of nodes)
    for (const workload of node.met)
      nodesOf.set(workload, [...(nodesOf.get(workload) ?? []), node]);
  return nodes.map(node => podWebhookOf(node, nodesOf));
};
