import {
  clusterSubject,
  type FleetCluster,
  isKubeflowError,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  type ApplyResult,
  describeResource,
  type Waiting,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';

/** Objects that a message names; the summary has all of them. */
const MAX_NAMED = 3;
/** Failures of single objects that become annotations of their own, per cluster. */
const MAX_OBJECT_ERRORS = 5;

const whyWaiting = ({ id, fact, details }: Waiting): string =>
  [`${describeResource(id)}: ${fact}`, ...details.slice(0, 1)].join('; ');

/** What was not ready when the time was over, as one failure. */
export const notReady = (
  cluster: FleetCluster,
  unready: readonly Waiting[],
): KubeflowError => {
  const named = unready.slice(0, MAX_NAMED).map(whyWaiting);
  const rest = unready.length - named.length;
  const number =
    unready.length === 1 ? '1 object is' : `${unready.length} objects are`;
  return new KubeflowError('TimeoutError', {
    subject: clusterSubject(cluster),
    reason: 'NotReady',
    fact: `everything was applied, but ${number} not ready: ${named.join(
      ' | ',
    )}${rest > 0 ? ` | and ${rest} more` : ''}`,
    remedy:
      'Mend what keeps it from starting, or set the input timeout to a longer time, then run the job again: it goes on where it stands',
  });
};

const objectsFailed = (cluster: FleetCluster, number: number) =>
  new KubeflowError('ResponseError', {
    subject: clusterSubject(cluster),
    reason: 'ObjectsFailed',
    fact: `${number} more objects could not be written`,
    remedy: 'See the list of failures in the job summary',
  });

const isTimeout = (error: unknown) =>
  isKubeflowError(error) &&
  (error.reason === 'DeadlineExceeded' || error.reason === 'DeployTimeout');

/** Why an apply, rollback or uninstall is no success; empty when it is. */
export function errorsOf(
  cluster: FleetCluster,
  { changeSet: { failures }, unready, error }: ApplyResult,
): readonly unknown[] {
  const own = failures
    .slice(0, MAX_OBJECT_ERRORS)
    .map(failure => failure.error);
  const more = failures.length - own.length;
  // Which objects it waited for tells more than that the time was over.
  const isNotReady =
    unready.length > 0 && (error === undefined || isTimeout(error));
  return [
    ...own,
    ...(more > 0 ? [objectsFailed(cluster, more)] : []),
    ...(isNotReady ? [notReady(cluster, unready)] : []),
    ...(error !== undefined && !isNotReady ? [error] : []),
  ];
}

const isAbort = (error: unknown) =>
  error instanceof Error && error.name === 'AbortError';

/** A cancel in the words of its cluster; anything else as it is. */
export const inItsWords = (
  error: unknown,
  cluster: FleetCluster,
  changed: boolean,
): unknown =>
  !isAbort(error) || isKubeflowError(error)
    ? error
    : new KubeflowError('ResponseError', {
        subject: clusterSubject(cluster),
        reason: 'JobCancelled',
        fact: changed
          ? 'the job was cancelled while objects were being written; what is done is done'
          : 'the job was cancelled before anything was written',
        remedy: 'Run the job again: it goes on where it stands',
      });

/** True for what a cancel of the job ended. */
export const isCancel = (error: unknown): boolean =>
  isAbort(error) || (isKubeflowError(error) && error.reason === 'JobCancelled');
