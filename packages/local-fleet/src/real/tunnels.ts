import type http from 'node:http';
import net from 'node:net';
import type { Duplex } from 'node:stream';

/** The tunnels of an HTTP CONNECT proxy: the server itself forgets a connection once it is a tunnel. */
export interface Tunnels {
  /** Connects `socket` to a port of loopback and answers the CONNECT. */
  open(socket: Duplex, head: Buffer, port: number): void;
  /** Ends every tunnel; without it the proxy's `close` would wait for them for ever. */
  close(): void;
}

/** No tunnel is open yet. */
export const createTunnels = (): Tunnels => {
  const ends = new Set<Duplex>();
  const track = (end: Duplex, other: Duplex) => {
    ends.add(end);
    end.on('error', () => end.destroy());
    end.on('close', () => {
      ends.delete(end);
      other.destroy();
    });
  };
  return {
    open: (socket, head, port) => {
      const upstream = net.connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        upstream.write(head);
        socket.pipe(upstream).pipe(socket);
      });
      track(socket, upstream);
      track(upstream, socket);
    },
    close: () => ends.forEach(end => end.destroy()),
  };
};

/** Stops a server that may have tunnels, and waits until its port is free. */
export const closeServer = (
  server: http.Server,
  tunnels?: Tunnels,
): Promise<void> =>
  new Promise(resolve => {
    server.close(() => resolve());
    tunnels?.close();
    server.closeAllConnections();
  });
