import type { ClientRequest, Server } from 'node:http';
import { Agent, createServer } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { duplexPair } from 'node:stream';
import type { ServiceBackend } from '../contract';

/** One port of a pod: opens byte streams to whatever answers there. */
export interface PodPort {
  readonly connect: () => Duplex;
  /** Keeps connections of {@link connect} open between requests. */
  readonly agent: Agent;
  readonly close: () => void;
}

const toServer = (server: Server) => () => {
  const [client, remote] = duplexPair();
  server.emit('connection', remote);
  return client;
};

const toAddress = (address: URL) => () =>
  connect(Number(address.port || 80), address.hostname);

/** node's Agent calls this for each new connection. */
class PodAgent extends Agent {
  constructor(private readonly open: () => Duplex) {
    super({ keepAlive: true, maxFreeSockets: 64 });
  }

  override createConnection() {
    return this.open();
  }

  // Node's own versions ask for a TCP socket, which a pair of streams in this process is not.
  override keepSocketAlive() {
    return true;
  }

  override reuseSocket(socket: Duplex, request: ClientRequest) {
    // Node's own also takes the listeners of the idle time off; only ref() has no counterpart here.
    super.reuseSocket(Object.assign(socket, { ref: () => socket }), request);
  }
}

const podPort = (backend: ServiceBackend): PodPort => {
  if (backend instanceof URL) {
    const open = toAddress(backend);
    const agent = new PodAgent(open);
    return { connect: open, agent, close: () => agent.destroy() };
  }
  // Bytes go through a real HTTP parser, so that a listener in this process sees what a remote one would.
  const server = createServer({ keepAliveTimeout: 0 }, backend);
  const open = toServer(server);
  const agent = new PodAgent(open);
  return {
    connect: open,
    agent,
    close: () => {
      agent.destroy();
      server.closeAllConnections();
    },
  };
};

/** What answers behind the addresses of pods, by pod IP and port. */
export class ServiceBackends {
  private readonly ports = new Map<string, PodPort>();
  private addresses = 0;

  /** An IP of the emulated pod network that no pod has yet. */
  nextAddress(): string {
    this.addresses += 1;
    return `10.244.${Math.floor(this.addresses / 250)}.${
      (this.addresses % 250) + 1
    }`;
  }

  register(address: string, port: number, backend: ServiceBackend): void {
    this.ports.get(`${address}:${port}`)?.close();
    this.ports.set(`${address}:${port}`, podPort(backend));
  }

  /** The pod has gone. */
  forget(address: string): void {
    for (const [key, port] of this.ports) {
      if (!key.startsWith(`${address}:`)) continue;
      port.close();
      this.ports.delete(key);
    }
  }

  find(address: string, port: number): PodPort | undefined {
    return this.ports.get(`${address}:${port}`);
  }

  close(): void {
    this.ports.forEach(port => port.close());
    this.ports.clear();
  }
}
