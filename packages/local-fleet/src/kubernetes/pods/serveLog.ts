import type { ServerResponse } from 'node:http';
import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { asArray, asObject, asString, valueAt } from '../json';
import { isTrue } from '../requestInfo';
import { badRequest } from '../status';
import type { LogLine, LogName, PodLogs } from './podLogs';

/** A GET of `pods/NAME/log`. */
export interface LogRequest {
  readonly pod: KubernetesObject;
  readonly query: URLSearchParams;
  readonly response: ServerResponse;
}

const containerOf = (
  { metadata, spec }: KubernetesObject,
  query: URLSearchParams,
): string => {
  const containers = ['initContainers', 'containers'].flatMap(list =>
    asArray(asObject(spec)[list]).map(
      each => asString(asObject(each).name) ?? '',
    ),
  );
  const wanted = query.get('container');
  const main = asArray(asObject(spec).containers);
  if (!wanted && main.length === 1)
    return asString(asObject(main[0]).name) ?? '';
  if (!wanted)
    throw badRequest(
      `a container name must be specified for pod ${
        metadata.name
      }, choose one of: [${containers.join(' ')}]`,
    );
  if (!containers.includes(wanted))
    throw badRequest(
      `container ${wanted} is not valid for pod ${metadata.name}`,
    );
  return wanted;
};

const statusOf = (pod: KubernetesObject, container: string) =>
  ['initContainerStatuses', 'containerStatuses']
    .flatMap(list => asArray(valueAt(pod, 'status', list)).map(asObject))
    .find(status => status.name === container);

const hasEnded = (pod: KubernetesObject, container: string) =>
  valueAt(statusOf(pod, container), 'lastState', 'terminated') !== undefined;

/** What the real server says while a container has not started. */
const checkStarted = (pod: KubernetesObject, container: string) => {
  const reason = asString(
    valueAt(statusOf(pod, container), 'state', 'waiting', 'reason'),
  );
  // A container that crashed has the log of its last try.
  if (!reason || hasEnded(pod, container)) return;
  const why =
    reason === 'ImagePullBackOff' || reason === 'ErrImagePull'
      ? `image can't be pulled`
      : reason;
  throw badRequest(
    `container ${JSON.stringify(container)} in pod ${JSON.stringify(
      pod.metadata.name,
    )} is waiting to start: ${why}`,
  );
};

const isFinished = (pod: KubernetesObject) =>
  ['Succeeded', 'Failed'].includes(String(valueAt(pod, 'status', 'phase')));

const sinceOf = (query: URLSearchParams, now: number): number => {
  const time = query.get('sinceTime');
  if (time) return Date.parse(time);
  const seconds = Number(query.get('sinceSeconds') ?? 0);
  return seconds > 0 ? now - seconds * 1000 : 0;
};

const tailOf = (lines: readonly LogLine[], query: URLSearchParams) => {
  const tail = query.get('tailLines');
  if (tail === null) return lines;
  const count = Number(tail);
  return count === 0 ? [] : lines.slice(-count);
};

const write = ({ query, response }: LogRequest, line: LogLine) => {
  const time = isTrue(query.get('timestamps'))
    ? `${new Date(line.at).toISOString()} `
    : '';
  response.write(`${time}${line.text}\n`);
};

/** Writes a container's log; with `follow` it stays open until the pod has ended. */
export const serveLog = (
  logs: PodLogs,
  request: LogRequest,
  now: number,
): void => {
  const { pod, query, response } = request;
  const { namespace = '', name } = pod.metadata;
  const container = containerOf(pod, query);
  checkStarted(pod, container);
  const log: LogName = { namespace, name, container };
  if (isTrue(query.get('previous')) && !hasEnded(pod, container))
    throw badRequest(
      `previous terminated container ${JSON.stringify(
        container,
      )} in pod ${JSON.stringify(name)} not found`,
    );
  response.writeHead(200, { 'Content-Type': 'text/plain' });
  const since = sinceOf(query, now);
  const recent = logs.lines(log).filter(line => line.at >= since);
  tailOf(recent, query).forEach(line => write(request, line));
  if (!isTrue(query.get('follow')) || isFinished(pod)) {
    response.end();
    return;
  }
  response.flushHeaders();
  const stop = logs.follow(log, line => {
    if (line) write(request, line);
    else response.end();
  });
  response.on('close', stop);
};
