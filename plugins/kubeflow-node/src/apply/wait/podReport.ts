import type { KubernetesObject } from '../../kubernetes/objects';
import { podTrouble, type PodTrouble } from '../../pipelines/runs/podTrouble';
import { items, numberOf, textOf, valueAt } from '../status/liveValue';

const isRunning = (status: unknown) =>
  valueAt(status, 'state', 'running') !== undefined;

/** The pods that say the most come first: those in trouble, then those that are not ready. */
const isReady = (pod: KubernetesObject) =>
  items(valueAt(pod, 'status', 'conditions')).some(
    condition =>
      valueAt(condition, 'type') === 'Ready' &&
      valueAt(condition, 'status') === 'True',
  );

/** A pod that holds its workload up. */
export interface PodInTrouble {
  readonly pod: KubernetesObject;
  readonly trouble?: PodTrouble;
  /** Container that died before: its log is the previous one's. */
  readonly crashed?: string;
}

const initNames = (pod: KubernetesObject) =>
  new Set(
    items(valueAt(pod, 'spec', 'initContainers')).map(container =>
      textOf(valueAt(container, 'name')),
    ),
  );

const containerName = (pod: KubernetesObject, name: string) =>
  `${initNames(pod).has(name) ? 'init container' : 'container'} ${name}`;

const statuses = (pod: KubernetesObject) => [
  ...items(valueAt(pod, 'status', 'initContainerStatuses')),
  ...items(valueAt(pod, 'status', 'containerStatuses')),
];

const crashedContainer = (pod: KubernetesObject): string | undefined => {
  const status = statuses(pod).find(
    one =>
      valueAt(one, 'state', 'running') === undefined &&
      numberOf(valueAt(one, 'restartCount'), 0) > 0 &&
      valueAt(one, 'lastState', 'terminated') !== undefined,
  );
  return textOf(valueAt(status, 'name'));
};

/** How often a container started anew: with the pod's uid the identity of one crash. */
export const restartsOf = (pod: KubernetesObject, container: string): number =>
  numberOf(
    valueAt(
      statuses(pod).find(one => valueAt(one, 'name') === container),
      'restartCount',
    ),
    0,
  );

/** Pods of a workload that are not ready, those with a known reason first. */
export const podsInTrouble = (
  pods: readonly KubernetesObject[],
): readonly PodInTrouble[] => {
  const held = pods
    .filter(
      pod => !isReady(pod) && valueAt(pod, 'status', 'phase') !== 'Succeeded',
    )
    .map(pod => ({
      pod,
      trouble: podTrouble(pod),
      crashed: crashedContainer(pod),
    }));
  return [
    ...held.filter(({ trouble }) => trouble),
    ...held.filter(({ trouble }) => !trouble),
  ];
};

const IMAGE_REASONS = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'RegistryUnavailable',
]);

const imageOf = (pod: KubernetesObject) => {
  const waiting = statuses(pod).find(one =>
    IMAGE_REASONS.has(textOf(valueAt(one, 'state', 'waiting', 'reason')) ?? ''),
  );
  return textOf(valueAt(waiting, 'image')) ?? 'an image';
};

const withMessage = (text: string, message: string | undefined) =>
  message ? `${text}: ${message}` : text;

const sentenceOf = ({ pod, trouble, crashed }: PodInTrouble): string => {
  if (!trouble) return startingSentence(pod);
  const { reason, message, exitCode, container } = trouble;
  if (reason === 'Unschedulable') {
    return withMessage('no node takes it', message);
  }
  if (IMAGE_REASONS.has(reason)) {
    return withMessage(
      `the image ${imageOf(pod)} cannot be pulled (${reason})`,
      message,
    );
  }
  const where = container ?? crashed;
  const code = exitCode === undefined ? '' : `, exit code ${exitCode}`;
  const times = where ? restartsOf(pod, where) : 0;
  const again = times > 0 ? `, started anew ${times} times` : '';
  const told = `${
    where ? `${containerName(pod, where)}: ` : ''
  }${reason}${code}${again}`;
  // What the kubelet says of a crash loop is how long it backs off.
  return reason === 'CrashLoopBackOff' ? told : withMessage(told, message);
};

const startingSentence = (pod: KubernetesObject): string => {
  const init = items(valueAt(pod, 'status', 'initContainerStatuses'));
  const running = init.find(isRunning);
  if (running) {
    return `init container ${valueAt(running, 'name')} is still running`;
  }
  const unready = items(valueAt(pod, 'status', 'containerStatuses')).find(
    status => isRunning(status) && valueAt(status, 'ready') !== true,
  );
  return unready
    ? `container ${valueAt(unready, 'name')} runs and is not ready`
    : 'it is starting';
};

/** Events that say why a pod does not get on, the kubelet's and the scheduler's. */
const TELLING = new Set([
  'FailedMount',
  'FailedAttachVolume',
  'FailedCreatePodSandBox',
  'NetworkNotReady',
  'Unhealthy',
  'FailedBinding',
  'ProvisioningFailed',
]);

const timeOf = (event: KubernetesObject) =>
  textOf(event.lastTimestamp) ??
  textOf(event.eventTime) ??
  event.metadata.creationTimestamp ??
  '';

/** What the newest telling event says about an object of a namespace; undefined when none does. */
export const eventOf = (
  events: readonly KubernetesObject[],
  subject: { readonly kind: string; readonly name: string },
): string | undefined => {
  const telling = events
    .filter(
      event =>
        valueAt(event, 'involvedObject', 'kind') === subject.kind &&
        valueAt(event, 'involvedObject', 'name') === subject.name &&
        TELLING.has(textOf(event.reason) ?? ''),
    )
    .sort((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1));
  return textOf(telling[0]?.message);
};

/** What a person needs to know about one pod; events and log lines where they tell more. */
export const describePod = (
  found: PodInTrouble,
  events: readonly KubernetesObject[],
  log: readonly string[],
): readonly string[] => {
  const { name } = found.pod.metadata;
  const event = eventOf(events, { kind: 'Pod', name });
  return [
    `pod ${name}: ${sentenceOf(found)}`,
    ...(event ? [`pod ${name}: ${event}`] : []),
    ...log.map(line => `  ${line}`),
  ];
};

/** True when only events can say why the pod does not get on. */
export const needsEvents = ({ trouble }: PodInTrouble): boolean => !trouble;
