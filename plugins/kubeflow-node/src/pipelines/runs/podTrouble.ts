import type { KubernetesObject } from '../../kubernetes/objects';
import { list, record, text } from './looseFields';
import { timeOf } from './workflowStatus';

/** Why a pod failed or does not start, as its status says. */
export interface PodTrouble {
  readonly reason: string;
  readonly message?: string;
  readonly exitCode?: number;
  /** Container whose log tells more; absent when none has run. */
  readonly container?: string;
  readonly at?: string;
}

interface ContainerState {
  readonly name: string;
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly terminated?: {
    readonly reason?: string;
    readonly message?: string;
    readonly exitCode?: number;
    readonly finishedAt?: string;
  };
  readonly lastTerminated?: ContainerState['terminated'];
}

const containerState = (value: unknown): ContainerState => {
  const status = record(value);
  const { waiting, terminated } = record(status.state);
  const last = record(status.lastState).terminated;
  return {
    name: text(status.name) ?? '',
    waiting: waiting
      ? (record(waiting) as ContainerState['waiting'])
      : undefined,
    terminated: terminated
      ? (record(terminated) as ContainerState['terminated'])
      : undefined,
    lastTerminated: last
      ? (record(last) as ContainerState['terminated'])
      : undefined,
  };
};

const harmless = new Set(['ContainerCreating', 'PodInitializing']);

const ended = (
  container: ContainerState,
  end: NonNullable<ContainerState['terminated']>,
): PodTrouble => ({
  reason: text(end.reason) ?? 'Error',
  message: text(end.message),
  exitCode: typeof end.exitCode === 'number' ? end.exitCode : undefined,
  container: container.name,
  at: timeOf(end.finishedAt),
});

const failedContainer = (
  containers: readonly ContainerState[],
): PodTrouble | undefined => {
  for (const container of containers) {
    const { terminated } = container;
    if (terminated && terminated.exitCode !== 0) {
      return ended(container, terminated);
    }
  }
  return undefined;
};

const waitingContainer = (
  containers: readonly ContainerState[],
): PodTrouble | undefined => {
  for (const container of containers) {
    const reason = text(container.waiting?.reason);
    if (reason && !harmless.has(reason)) {
      const last = container.lastTerminated;
      return {
        reason: last?.reason === 'OOMKilled' ? 'OOMKilled' : reason,
        message: text(container.waiting?.message),
        exitCode: last?.exitCode,
        container: last ? container.name : undefined,
        at: timeOf(last?.finishedAt),
      };
    }
  }
  return undefined;
};

const unschedulable = (
  status: Record<string, unknown>,
): PodTrouble | undefined => {
  const condition = list(status.conditions)
    .map(record)
    .find(one => one.type === 'PodScheduled' && one.status === 'False');
  return condition
    ? {
        reason: text(condition.reason) ?? 'Unschedulable',
        message: text(condition.message),
        at: timeOf(condition.lastTransitionTime),
      }
    : undefined;
};

/**
 * The trouble of a pod; undefined when it has none. What Kubernetes says of the whole pod (evicted,
 * past its deadline) goes first, then `main`, the init containers in their order, and Argo's `wait`.
 */
export const podTrouble = (pod: KubernetesObject): PodTrouble | undefined => {
  const status = record(pod.status);
  const init = list(status.initContainerStatuses).map(containerState);
  const all = list(status.containerStatuses).map(containerState);
  const main = all.filter(container => container.name === 'main');
  const others = all.filter(container => container.name !== 'main');
  const inside =
    failedContainer(main) ??
    failedContainer(init) ??
    failedContainer(others) ??
    waitingContainer([...init, ...main, ...others]) ??
    unschedulable(status);
  const reason = text(status.reason);
  if (reason && status.phase === 'Failed') {
    return { ...inside, reason, message: text(status.message) };
  }
  if (inside) return inside;
  return status.phase === 'Failed'
    ? { reason: 'Error', message: text(status.message) }
    : undefined;
};

/** Reads Argo's message of a failed node: `main: OOMKilled (exit code 137): why`. */
export const troubleOfMessage = (
  message: string | undefined,
): PodTrouble | undefined => {
  if (!message) return undefined;
  const exit = /(?:^|: )([A-Za-z]+) \(exit code (\d{1,3})\)/.exec(message);
  if (exit?.[1]) return { reason: exit[1], exitCode: Number(exit[2]), message };
  if (/longer than the specified deadline|DeadlineExceeded/.test(message)) {
    return { reason: 'DeadlineExceeded', message };
  }
  const named =
    /\b(ImagePullBackOff|ErrImagePull|InvalidImageName|CreateContainerConfigError|Unschedulable|Evicted|OOMKilled|CrashLoopBackOff)\b/.exec(
      message,
    );
  return { reason: named?.[1] ?? 'Error', message };
};

/**
 * What Argo's message of a task says beyond the reason and the exit code, which are told apart from it:
 * nothing of `main: Error (exit code 1)`. Undefined or empty when there is no more.
 */
export const messageBeyondReason = (
  message: string | undefined,
  { reason, exitCode }: PodTrouble,
): string | undefined => {
  const [, said, code, more] =
    /^(?:main: )?(\w+) \(exit code (\d{1,3})\)(?:: )?(.*)$/s.exec(
      message ?? '',
    ) ?? [];
  return said === reason && Number(code) === exitCode ? more : message;
};
