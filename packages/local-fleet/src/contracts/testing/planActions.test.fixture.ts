/* eslint-disable jest/no-export -- shared by suites */
import {
  systemClock,
  type KubernetesConnection,
} from '@kubeflow-fleet/plugin-kubeflow-node';
import {
  detectDrift,
  planManifests,
  type ApplyRequest,
  type ChangeAction,
  type DriftRequest,
  type Plan,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';

/** A server to hold against the contract. */
export interface PlanContractTarget {
  readonly connection: KubernetesConnection;
  /** Signs in with another token. */
  readonly withToken: (token: string) => Promise<KubernetesConnection>;
  /** How many drifts are seeded; default 200. */
  readonly drifts?: number;
}

/** What a plan needs beside a target. */
export const ports = () => ({
  clock: systemClock,
  random: Math.random,
  signal: new AbortController().signal,
});

/** A connection as a target. */
export const targetOf = ({ kubernetes, transport }: KubernetesConnection) => ({
  subject: kubernetes.subject,
  kubernetes,
  transport,
});

/** `Kind/name` of the objects by what would happen to them. */
export const namesBy = ({ changeSet }: Pick<Plan, 'changeSet'>) => {
  const names: Partial<Record<ChangeAction, string[]>> = {};
  for (const { action, id } of changeSet.changes) {
    names[action] = [...(names[action] ?? []), `${id.kind}/${id.name}`].sort();
  }
  return names;
};

/** What the tests of one server do to it. */
export const actions = (open: () => PlanContractTarget) => {
  const connection = () => open().connection;
  const plan = (request: ApplyRequest) =>
    planManifests(targetOf(connection()), request, ports());
  const drift = (request: DriftRequest, as = connection()) =>
    detectDrift(targetOf(as), request, ports());

  /** As another manager; `type` is `merge`, or `strategic-merge`. */
  const intrude = (path: string, body: object, type = 'merge') =>
    connection().transport.send({
      method: 'PATCH',
      path,
      query: { fieldManager: 'intruder' },
      headers: { 'content-type': `application/${type}-patch+json` },
      body: JSON.stringify(body),
    });
  return { connection, plan, drift, intrude };
};
