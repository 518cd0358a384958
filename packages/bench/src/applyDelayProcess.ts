import net from 'node:net';
import type { DelayRequest } from './applyDelay';

/**
 * Puts a distance between client and server, below TLS: half a round trip each way, and one for connecting. In
 * a process of its own, so that it does not wait for the subject's event loop.
 */
const delay = ({ port, roundTripMs }: DelayRequest): Promise<number> => {
  const half = roundTripMs / 2;
  const later = (action: () => void) =>
    half > 0 ? void setTimeout(action, half) : action();
  const pipe = (from: net.Socket, to: net.Socket) => {
    from.on('data', data => later(() => to.write(data)));
    from.on('end', () => later(() => to.end()));
    from.on('error', () => to.destroy());
    from.on('close', () => later(() => to.destroy()));
  };
  const front = net.createServer(
    { pauseOnConnect: true, noDelay: true, allowHalfOpen: true },
    client => {
      const connect = () => {
        const server = net.connect({ port, host: '127.0.0.1', noDelay: true });
        pipe(client, server);
        pipe(server, client);
        client.resume();
      };
      if (roundTripMs > 0) setTimeout(connect, roundTripMs);
      else connect();
    },
  );
  return new Promise(resolve =>
    front.listen(0, '127.0.0.1', () =>
      resolve((front.address() as net.AddressInfo).port),
    ),
  );
};

process.once('message', async (requests: readonly DelayRequest[]) => {
  process.send?.(await Promise.all(requests.map(delay)));
});
process.once('disconnect', () => process.exit(0));
