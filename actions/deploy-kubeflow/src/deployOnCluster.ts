import {
  createTimeLimit,
  type TimeLimit,
} from '@kubeflow-fleet/action-toolkit';
import {
  clusterSubject,
  type FleetCluster,
  hasReason,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  type ApplyResult,
  hasChanges,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { errorsOf, inItsWords, isCancel } from './clusterFailure';
import type {
  ClusterReport,
  ClusterState,
  DeployPorts,
  DeployRequest,
  Installer,
  Preparation,
} from './contract';

/** What is cancelled before a write has nothing to tell. */
const READING = { graceMs: 0 };
/** The engine ends within 2 s of a cancel; what hangs in the network must not take the time for the report. */
const WRITING = { graceMs: 3_500 };
const ROLLING_BACK = { task: 'roll back', ...WRITING };

/** The work on one cluster, which may be checked some time before it is written to. */
export interface ClusterWork {
  /** Connects and checks; false when nothing may be written. Never rejects. */
  check(): Promise<boolean>;
  /** Does what was asked for, after the check, and ends the work. Never rejects. */
  run(): Promise<ClusterReport>;
  /** Ends work that was checked and is not wanted any more. */
  drop(): void;
}

type Done = Partial<Omit<ClusterReport, 'cluster' | 'errors' | 'succeeded'>>;

/** What is known so far; `state` only once it is certain. */
interface Part {
  readonly cluster: FleetCluster;
  readonly request: DeployRequest;
  readonly ports: DeployPorts;
  limit?: TimeLimit;
  /** Milliseconds that the check took; the turn of the cluster may come much later. */
  spentMs: number;
  installer?: Installer;
  done: Done;
  errors: readonly unknown[];
}

const needsManifests = ({ mode }: DeployRequest) =>
  mode === 'plan' || mode === 'apply';

const limitFor = (
  { cluster, request: { timeoutMs }, ports: { clock, signal } }: Part,
  spentMs = 0,
): TimeLimit =>
  createTimeLimit({
    subject: clusterSubject(cluster),
    timeoutMs,
    spentMs,
    clock,
    signal,
  });

async function check(part: Part): Promise<void> {
  const { cluster, request, ports } = part;
  part.limit = limitFor(part);
  ports.observer.phase(cluster, 'connecting');
  const connect = { task: 'connect', ...READING };
  part.installer = await part.limit.spend(connect, limit =>
    ports.connect(cluster, limit),
  );
  if (!needsManifests(request)) return;
  ports.observer.phase(cluster, 'checking');
  const preparation = await part.limit.spend(
    { task: 'render and check the manifests', ...READING },
    limit => part.installer!.prepare(limit),
  );
  part.done = { preparation };
  part.errors = preparation.problems;
  ports.observer.prepared(cluster, preparation);
}

const isDowngrade = (error: unknown) => hasReason(error, 'Downgrade');

async function plan(part: Part): Promise<void> {
  part.ports.observer.phase(part.cluster, 'planning');
  const made = await part.limit!.spend({ task: 'plan', ...READING }, limit =>
    part.installer!.plan(limit),
  );
  const { failures } = made.changeSet;
  part.done = { ...part.done, plan: made, state: 'PLANNED' };
  part.errors = [
    ...part.errors,
    // The check of the version and the engine both know a downgrade.
    ...made.refusals.filter(
      refusal => !isDowngrade(refusal) || !part.errors.some(isDowngrade),
    ),
    ...failures.map(({ error }) => error),
  ];
}

const wasWritten = ({ requests }: ApplyResult) => requests.writes > 0;

/** A rollback of what was never written, or that would fight the deploy that took over, does harm only. */
const mayRollBack = ({ request, ports, done, errors }: Part): boolean =>
  request.onFailure === 'rollback' &&
  errors.length > 0 &&
  !ports.signal.aborted &&
  done.result !== undefined &&
  wasWritten(done.result) &&
  !errors.some(isLost);

const isLost = (error: unknown) => hasReason(error, 'LeaseLost');

async function apply(part: Part): Promise<void> {
  const { cluster, ports } = part;
  ports.observer.phase(cluster, 'applying');
  const result = await part.limit!.spend({ task: 'apply', ...WRITING }, limit =>
    part.installer!.apply(limit, ports.observer.applying(cluster)),
  );
  const isChanged = wasWritten(result) || hasChanges(result.changeSet);
  const state = isChanged ? 'READY' : 'UNCHANGED';
  part.done = { ...part.done, result, state };
  part.errors = errorsOf(cluster, result);
  if (mayRollBack(part)) await takeBack(part, result);
}

/** After a failed apply, with a time of its own; the failure stays one. */
async function takeBack(part: Part, applied: ApplyResult): Promise<void> {
  const { cluster, ports } = part;
  ports.observer.phase(cluster, 'rolling back');
  try {
    const done = await limitFor(part).spend(ROLLING_BACK, limit =>
      part.installer!.takeBack(
        limit,
        ports.observer.applying(cluster),
        applied,
      ),
    );
    part.done = { ...part.done, rollback: done };
    part.errors = [...part.errors, ...errorsOf(cluster, done)];
  } catch (error) {
    part.errors = [...part.errors, error];
  }
}

async function rollback(part: Part): Promise<void> {
  const { cluster, ports } = part;
  ports.observer.phase(cluster, 'rolling back');
  const result = await part.limit!.spend(ROLLING_BACK, limit =>
    part.installer!.rollback(limit, ports.observer.applying(cluster)),
  );
  part.done = {
    ...part.done,
    result,
    rollback: result,
    state: 'ROLLED_BACK',
  };
  part.errors = errorsOf(cluster, result);
}

async function uninstall(part: Part): Promise<void> {
  const { cluster, ports } = part;
  ports.observer.phase(cluster, 'uninstalling');
  const result = await part.limit!.spend(
    { task: 'uninstall', ...WRITING },
    limit => part.installer!.uninstall(limit, ports.observer.applying(cluster)),
  );
  part.done = { ...part.done, result, state: 'UNINSTALLED' };
  part.errors = errorsOf(cluster, result);
}

const works = { plan, apply, rollback, uninstall };

/** An apply and its rollback may fail of the same. */
const once = (errors: readonly unknown[]): readonly unknown[] => [
  ...new Map(
    errors.map(error => [
      error instanceof Error ? error.message : error,
      error,
    ]),
  ).values(),
];

function reportOf({ cluster, done, errors, ports }: Part): ClusterReport {
  const state: ClusterState =
    errors.length > 0 ? 'FAILED' : done.state ?? 'FAILED';
  const isCancelled = ports.signal.aborted && errors.some(isCancel);
  const changed = done.result !== undefined && wasWritten(done.result);
  return {
    ...done,
    cluster,
    state: isCancelled ? 'CANCELLED' : state,
    errors: once(errors).map(error => inItsWords(error, cluster, changed)),
    succeeded: errors.length === 0,
  };
}

/** The report of a cluster that was never begun with. */
export const notStarted = (
  cluster: FleetCluster,
  preparation?: Preparation,
): ClusterReport => ({
  cluster,
  preparation,
  state: 'NOT_STARTED',
  errors: [],
  succeeded: false,
});

/** A plan tells its changes although they may not be applied: a pull request is to see both. */
const mayGoOn = ({ errors, request, done }: Part): boolean =>
  errors.length === 0 ||
  (request.mode === 'plan' && done.preparation !== undefined);

/** See {@link ClusterWork}. Whatever goes wrong is in the report. */
export function createClusterWork(
  cluster: FleetCluster,
  request: DeployRequest,
  ports: DeployPorts,
): ClusterWork {
  const part: Part = {
    cluster,
    request,
    ports,
    spentMs: 0,
    done: {},
    errors: [],
  };
  let checked: Promise<void> | undefined;
  const guard = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      part.errors = [...part.errors, error];
    }
  };
  const checkOnce = () => {
    const beganAt = ports.clock.now();
    checked ??= guard(() => check(part)).then(() => {
      part.spentMs = ports.clock.now() - beganAt;
    });
    return checked;
  };
  const drop = () => part.installer?.close();
  return {
    check: async () => {
      await checkOnce();
      return part.errors.length === 0;
    },
    run: async () => {
      await checkOnce();
      part.limit = limitFor(part, part.spentMs);
      if (mayGoOn(part)) await guard(() => works[request.mode](part));
      drop();
      const report = reportOf(part);
      ports.observer.ended(report);
      return report;
    },
    drop,
  };
}
