import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesCall } from './call';
import type { KubernetesObject } from './objects';
import { statusOf } from './status';
import { statusError } from './statusError';

/** Longest line of a watch: an object of etcd's limit with its JSON overhead fits many times. */
const MOST_LINE_BYTES = 32 * 1024 * 1024;

/** An event as the server sends it. */
export interface RawWatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  readonly object: KubernetesObject;
}

const garbage = ({ subject, resource }: KubernetesCall, fact: string) =>
  new KubeflowError('ServiceUnavailableError', {
    subject,
    fact: `the watch of ${resource} ${fact}`,
    reason: 'WatchBroken',
    remedy: 'Check what stands between this machine and the API server',
  });

/** Complete lines without their end; a last line without a newline was cut off and is dropped. */
async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  call: KubernetesCall,
): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let rest = Buffer.from(chunk);
    for (;;) {
      const end = rest.indexOf(0x0a);
      if (end < 0) break;
      yield Buffer.concat([...parts, rest.subarray(0, end)]).toString();
      parts = [];
      size = 0;
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) parts.push(rest);
    size += rest.length;
    if (size > MOST_LINE_BYTES) throw garbage(call, 'sent an endless line');
  }
}

const TYPES: ReadonlySet<unknown> = new Set([
  'ADDED',
  'MODIFIED',
  'DELETED',
  'BOOKMARK',
]);

const parseEvent = (line: string, call: KubernetesCall): RawWatchEvent => {
  let event: { type?: unknown; object?: KubernetesObject };
  try {
    event = JSON.parse(line);
  } catch {
    throw garbage(call, 'sent a line that is no JSON');
  }
  if (event?.type === 'ERROR') {
    const status = statusOf(event.object);
    if (!status) throw garbage(call, 'sent an ERROR event without a Status');
    throw statusError({ call, status, code: status.code ?? 500 });
  }
  if (!TYPES.has(event?.type) || !event.object?.metadata) {
    throw garbage(call, 'sent an event of an unknown kind');
  }
  return event as RawWatchEvent;
};

/**
 * The events of one watch connection, bookmarks included, until the server closes it.
 *
 * @throws KubeflowError of the ERROR event (`Expired` for 410), or `WatchBroken` for garbage.
 */
export async function* parseWatchEvents(
  chunks: AsyncIterable<Uint8Array>,
  call: KubernetesCall,
): AsyncGenerator<RawWatchEvent> {
  for await (const line of splitLines(chunks, call)) {
    if (line.trim()) yield parseEvent(line, call);
  }
}
