import http from 'node:http';
import path from 'node:path';
import { closeServer, createTunnels } from './tunnels';

/** Where the API server's connections to pods go instead, by `IP:PORT`; of {@link ELSEWHERE}, all the others. */
export type PodRoutes = Map<string, URL>;

export const ELSEWHERE = '*';

export interface ClusterEgress {
  /** Path of the EgressSelectorConfiguration's Unix socket. */
  readonly socket: string;
  readonly routes: PodRoutes;
  close(): Promise<void>;
}

/**
 * The network between the control plane and the pods: an HTTP CONNECT proxy on a Unix socket, as an
 * EgressSelectorConfiguration names it. Pods of the live lane have addresses that no network knows;
 * each is routed to a server on loopback.
 */
export async function startClusterEgress(
  directory: string,
): Promise<ClusterEgress> {
  const routes: PodRoutes = new Map();
  const tunnels = createTunnels();
  const server = http.createServer((_, response) => {
    response.writeHead(405).end();
  });
  server.on('connect', (request, socket, head) => {
    const target = routes.get(request.url ?? '') ?? routes.get(ELSEWHERE);
    if (!target) {
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    tunnels.open(socket, head, Number(target.port));
  });
  const socket = path.join(directory, 'egress.sock');
  await new Promise<void>(resolve => server.listen(socket, resolve));
  return {
    socket,
    routes,
    close: () => closeServer(server, tunnels),
  };
}

/** Text of the file for `--egress-selector-config-file`. */
export const egressSelectorConfiguration = (socket: string): string => `
apiVersion: apiserver.k8s.io/v1beta1
kind: EgressSelectorConfiguration
egressSelections:
  - name: cluster
    connection:
      proxyProtocol: HTTPConnect
      transport: {uds: {udsName: ${socket}}}
`;
