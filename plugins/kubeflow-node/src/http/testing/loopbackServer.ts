import type { AddressInfo, Server, Socket } from 'node:net';

/** A server that listens on loopback. */
export interface LoopbackServer {
  readonly port: number;
  /** How many connections were opened. */
  readonly connections: () => number;
  /** Ends every connection, also one that never spoke and one that became a tunnel. */
  close(): Promise<void>;
}

/** Lets it listen on a port of its own. */
export const listenOnLoopback = async (
  server: Server,
): Promise<LoopbackServer> => {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', socket => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Clients that give up are part of the tests.
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        sockets.forEach(socket => socket.destroy());
      }),
  };
};
