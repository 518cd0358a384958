import { isKubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  type Change,
  type ChangeCounts,
  type ChangeSet,
  countChanges,
  hasChanges,
  resourceKey,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import type { ClusterReport, ClusterState } from './contract';

/** Objects of the output `changes`, over all clusters: an output may hold 500 kB. */
const MAX_OBJECTS = 2_000;

/** One entry of the output `installations`; what is not known is absent. */
export interface InstallationResult {
  readonly cluster: string;
  readonly region: string;
  readonly account: string;
  readonly profile: string;
  readonly version: string;
  readonly installedVersion?: string;
  readonly state: ClusterState;
  readonly revision?: number;
  readonly changes?: ChangeCounts;
  readonly writes?: number;
  readonly reason?: string;
  readonly error?: string;
}

/** One entry of the output `changes`. */
export interface ClusterChanges {
  readonly cluster: string;
  readonly region: string;
  readonly account: string;
  readonly counts: ChangeCounts;
  readonly objects: readonly {
    readonly object: string;
    readonly action: string;
    readonly reason?: string;
  }[];
}

const none: ChangeSet = { changes: [], failures: [] };

/** What changed, or would change. */
export const changeSetOf = ({ plan, result }: ClusterReport): ChangeSet =>
  (result ?? plan)?.changeSet ?? none;

/** Number of the revision that is installed now, where this deploy learnt it. */
export const revisionOf = ({ result, rollback }: ClusterReport) =>
  rollback?.revision ?? result?.revision;

const firstReason = ([error]: readonly unknown[]): string | undefined => {
  if (error === undefined) return undefined;
  return isKubeflowError(error) ? error.reason : 'UnexpectedError';
};

const messageOf = (errors: readonly unknown[]): string | undefined => {
  const texts = errors.map(error =>
    error instanceof Error ? error.message : String(error),
  );
  return texts.length === 0 ? undefined : texts.join('\n').slice(0, 4_000);
};

/** A report as data. */
export function installationResult(report: ClusterReport): InstallationResult {
  const { cluster, preparation, plan, result, errors } = report;
  const done = result ?? plan;
  return {
    cluster: cluster.name,
    region: cluster.region,
    account: cluster.account,
    profile: cluster.kubeflow.profile,
    version: cluster.kubeflow.version,
    installedVersion: preparation?.installedVersion,
    state: report.state,
    revision: revisionOf(report),
    changes: done && countChanges(done.changeSet),
    writes: done?.requests.writes,
    reason: firstReason(errors),
    error: messageOf(errors),
  };
}

const objectOf = ({ id, action, reason }: Change) => ({
  object: resourceKey(id),
  action,
  reason,
});

/** What changed in each cluster; the objects in equal shares where there are too many. */
export function clusterChanges(
  reports: readonly ClusterReport[],
): readonly ClusterChanges[] {
  const share = Math.floor(MAX_OBJECTS / Math.max(1, reports.length));
  return reports.map(report => {
    const { name, region, account } = report.cluster;
    const set = changeSetOf(report);
    const changed = set.changes.filter(({ action }) => action !== 'unchanged');
    const failed = set.failures.map(({ id }) => ({
      object: resourceKey(id),
      action: 'failed',
    }));
    return {
      cluster: name,
      region,
      account,
      counts: countChanges(set),
      objects: [...failed, ...changed.map(objectOf)].slice(0, share),
    };
  });
}

/** True when the cluster differs, or differed, or nobody knows. */
export const differs = (report: ClusterReport): boolean =>
  hasChanges(changeSetOf(report)) ||
  (!report.succeeded && report.state !== 'NOT_STARTED');
