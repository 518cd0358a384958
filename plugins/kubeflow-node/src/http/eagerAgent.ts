import https from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { Duplex } from 'node:stream';

/** How many connections there are to be, by the milliseconds of one round trip. */
export type WantedConnections = (roundTripMs: number) => number;

/** Unused for so long, a connection that was opened ahead is closed again. */
const UNUSED_MS = 20_000;

const quiet = () => undefined;

/**
 * Opens connections before requests need them. The first one tells how far away the server is; the others are opened
 * beside it, so that a burst of requests later meets none.
 */
export class EagerAgent extends https.Agent {
  private readonly ready = new Set<TLSSocket>();
  private wanted: WantedConnections | undefined;
  private opened = 0;

  /** Takes effect with the next connection that a request needs. */
  prepare(wanted: WantedConnections): void {
    this.wanted = wanted;
  }

  override createConnection(
    options: https.RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const [prepared] = this.ready;
    if (prepared) return this.handOver(prepared);
    const socket = super.createConnection(options, callback);
    this.opened += 1;
    if (this.wanted && socket) this.measure(socket as TLSSocket, options);
    return socket;
  }

  override destroy(): void {
    this.ready.forEach(socket => socket.destroy());
    super.destroy();
  }

  /**
   * At once what any server is asked for; more when TCP is connected, and again after the handshake, which takes a
   * second round trip: a load balancer nearby may have answered the first one.
   */
  private measure(socket: TLSSocket, options: https.RequestOptions) {
    const { wanted } = this;
    this.wanted = undefined;
    const startedAt = performance.now();
    const open = (roundTripMs: number) => {
      const count = wanted?.(roundTripMs) ?? 0;
      while (this.opened < count) this.openAhead(options);
    };
    const passed = () => performance.now() - startedAt;
    open(0);
    socket.once('connect', () => open(passed()));
    socket.once('secureConnect', () => open(passed() / 2));
  }

  private openAhead(options: https.RequestOptions) {
    this.opened += 1;
    const socket = super.createConnection({ ...options }) as TLSSocket;
    this.ready.add(socket);
    socket.once('close', () => this.ready.delete(socket));
    // Whoever needs it then opens one of its own, and tells what is wrong.
    socket.on('error', quiet);
    socket.setTimeout(UNUSED_MS, () => socket.destroy());
  }

  private handOver(socket: TLSSocket): TLSSocket {
    this.ready.delete(socket);
    socket.removeListener('error', quiet);
    socket.removeAllListeners('timeout');
    socket.setTimeout(0);
    return socket;
  }
}
