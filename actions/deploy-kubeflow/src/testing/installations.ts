import {
  type FleetCluster,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Clock } from '@kubeflow-fleet/plugin-kubeflow-node';
import type {
  ApplyObserver,
  ApplyResult,
  Change,
  ChangeAction,
  Plan,
  ResourceId,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import type {
  ClusterReport,
  DeployObserver,
  DeployPorts,
  DeployRequest,
  Installer,
  Preparation,
} from '../contract';

export const clusterNamed = (
  name: string,
  region = 'eu-west-1',
): FleetCluster => ({
  name,
  region,
  account: '111122223333',
  partition: 'aws',
  arn: `arn:aws:eks:${region}:111122223333:cluster/${name}`,
  labels: {},
  access: {
    via: 'api-server-proxy',
    namespace: 'kubeflow',
    service: 'ml-pipeline',
  },
  kubeflow: { profile: 'pipelines', version: '2.17.0', namespace: 'kubeflow' },
  artifacts: {},
});

export const deployment = (name: string): ResourceId => ({
  group: 'apps',
  kind: 'Deployment',
  namespace: 'kubeflow',
  name,
});

export const change = (
  action: ChangeAction,
  name = 'ml-pipeline',
  more: Partial<Change> = {},
): Change => ({ id: deployment(name), action, ...more });

export const result = (over: Partial<ApplyResult> = {}): ApplyResult => ({
  changeSet: { changes: [change('created')], failures: [] },
  unready: [],
  revision: 1,
  requests: { total: 10, writes: 4 },
  ...over,
});

export const unchanged = (): ApplyResult =>
  result({
    changeSet: { changes: [change('unchanged')], failures: [] },
    requests: { total: 9, writes: 0 },
  });

export const planned = (over: Partial<Plan> = {}): Plan => ({
  changeSet: { changes: [change('configured')], failures: [] },
  refusals: [],
  warnings: [],
  requests: { total: 12, writes: 0 },
  ...over,
});

export const prepared = (over: Partial<Preparation> = {}): Preparation => ({
  objects: 1,
  images: ['ghcr.io/kubeflow/api:2.17.0'],
  imageCopies: [],
  problems: [],
  warnings: [],
  ...over,
});

export const failure = (reason: string, subject = 'eu-west-1/ml-eu') =>
  new KubeflowError('ResponseError', {
    subject,
    reason,
    fact: `it was ${reason}`,
    remedy: 'Mend it',
  });

/** What one cluster does; a function may wait, observe or throw. */
export interface Behaviour {
  readonly connect?: () => Promise<void>;
  readonly prepare?: () => Promise<Preparation>;
  readonly plan?: () => Promise<Plan>;
  readonly apply?: (
    limit: { signal: AbortSignal; timeoutMs: number },
    observer: ApplyObserver,
  ) => Promise<ApplyResult>;
  readonly rollback?: Installer['rollback'];
  readonly takeBack?: Installer['takeBack'];
  readonly uninstall?: Installer['uninstall'];
}

/** Ports over clusters that behave as told, and what was done, as `name: step`. */
export interface Lane {
  readonly ports: DeployPorts;
  readonly steps: readonly string[];
  readonly ended: readonly ClusterReport[];
  readonly cancel: (reason?: unknown) => void;
  /** Installers that were opened and not closed. */
  readonly open: () => number;
}

export const realClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    }),
};

const quiet: ApplyObserver = {
  wave: () => undefined,
  changed: () => undefined,
  failed: () => undefined,
  waiting: () => undefined,
  warned: () => undefined,
};

export function openLane(
  behaviours: Readonly<Record<string, Behaviour>> = {},
): Lane {
  const steps: string[] = [];
  const ended: ClusterReport[] = [];
  const controller = new AbortController();
  let open = 0;
  const observer: DeployObserver = {
    phase: () => undefined,
    prepared: () => undefined,
    applying: () => quiet,
    warned: (cluster, text) => steps.push(`${cluster.name}: warned ${text}`),
    ended: report => ended.push(report),
  };
  const connect = async ({ name }: FleetCluster): Promise<Installer> => {
    const does = behaviours[name] ?? {};
    const step = (text: string) => steps.push(`${name}: ${text}`);
    await does.connect?.();
    open += 1;
    return {
      prepare: async () => {
        step('prepare');
        return does.prepare ? does.prepare() : prepared();
      },
      plan: async () => {
        step('plan');
        return does.plan ? does.plan() : planned();
      },
      apply: async (limit, watcher) => {
        step('apply');
        const done = await (does.apply
          ? does.apply(limit, watcher)
          : Promise.resolve(result()));
        step('applied');
        return done;
      },
      rollback: async (limit, watcher) => {
        step('rollback');
        return does.rollback
          ? does.rollback(limit, watcher)
          : { ...result(), notRolledBack: [] };
      },
      takeBack: async (limit, watcher, applied) => {
        step('take back');
        return does.takeBack
          ? does.takeBack(limit, watcher, applied)
          : { ...result(), notRolledBack: [] };
      },
      uninstall: async (limit, watcher) => {
        step('uninstall');
        return does.uninstall ? does.uninstall(limit, watcher) : result();
      },
      close: () => {
        open -= 1;
      },
    };
  };
  return {
    ports: { connect, clock: realClock, signal: controller.signal, observer },
    steps,
    ended,
    cancel: reason => controller.abort(reason),
    open: () => open,
  };
}

export const request = (
  names: readonly string[],
  over: Partial<Omit<DeployRequest, 'canary'>> & {
    readonly canary?: readonly string[];
  } = {},
): DeployRequest => {
  const clusters = names.map(name => clusterNamed(name));
  return {
    mode: 'apply',
    clusters,
    maxParallel: 10,
    onFailure: 'continue',
    timeoutMs: 60_000,
    ...over,
    canary: clusters.filter(({ name }) => over.canary?.includes(name)),
  };
};
