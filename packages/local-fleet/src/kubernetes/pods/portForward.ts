import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { RawData, WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { asString, valueAt } from '../json';
import { badRequest } from '../status';
import type { ServiceBackends } from '../service/serviceBackends';

const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io', 'channel.k8s.io'];
/** v5: `[255, channel]` closes a channel. */
const CLOSE_CHANNEL = 255;

const server = new WebSocketServer({
  noServer: true,
  handleProtocols: offered =>
    PROTOCOLS.find(each => offered.has(each)) ?? false,
});

const toBuffer = (data: RawData): Buffer => {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
};

const frame = (channel: number, payload: Uint8Array) =>
  Buffer.concat([Buffer.of(channel), payload]);

const portBytes = (port: number) => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(port);
  return bytes;
};

/** Joins one port's pair of channels (data, error) to the pod's port. */
const joinPort = (
  socket: WebSocket,
  forward: { readonly index: number; readonly port: number },
  stream: Duplex | undefined,
) => {
  const data = forward.index * 2;
  const error = data + 1;
  socket.send(frame(data, portBytes(forward.port)));
  socket.send(frame(error, portBytes(forward.port)));
  const fail = (why: string) =>
    socket.send(
      frame(
        error,
        Buffer.from(`error forwarding port ${forward.port} to pod: ${why}`),
      ),
    );
  if (!stream) {
    fail('connect: connection refused');
    return undefined;
  }
  stream.on('data', (chunk: Buffer) => socket.send(frame(data, chunk)));
  stream.on('error', problem => fail(problem.message));
  stream.on('close', () => socket.close());
  return stream;
};

const serve = (
  socket: WebSocket,
  ports: readonly number[],
  open: (port: number) => Duplex | undefined,
) => {
  const streams = ports.map((port, index) =>
    joinPort(socket, { index, port }, open(port)),
  );
  socket.on('message', raw => {
    const bytes = toBuffer(raw);
    const channel = bytes[0] ?? 0;
    if (channel === CLOSE_CHANNEL) {
      streams[(bytes[1] ?? 0) / 2]?.end();
      return;
    }
    if (channel % 2 === 0) streams[channel / 2]?.write(bytes.subarray(1));
  });
  const end = () => streams.forEach(stream => stream?.destroy());
  socket.on('close', end);
  socket.on('error', end);
};

/** An accepted request for `pods/NAME/portforward`. */
export interface PortForwardRequest {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly pod: KubernetesObject;
  readonly ports: readonly number[];
}

const offers = ({ headers }: IncomingMessage) =>
  (headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map(protocol => protocol.trim());

/** Speaks the channel protocols over a WebSocket, which `@kubernetes/client-node` uses; SPDY is not served. */
export const servePortForward = (
  backends: ServiceBackends,
  { request, socket, head, pod, ports }: PortForwardRequest,
): void => {
  if (!PROTOCOLS.some(protocol => offers(request).includes(protocol)))
    throw badRequest(
      `unable to upgrade: only ${PROTOCOLS.join(
        ', ',
      )} over WebSocket are served, not SPDY`,
    );
  const address = asString(valueAt(pod, 'status', 'podIP')) ?? '';
  server.handleUpgrade(request, socket, head, client =>
    serve(client, ports, port => backends.find(address, port)?.connect()),
  );
};
