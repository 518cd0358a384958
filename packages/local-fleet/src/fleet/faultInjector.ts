import type { RequestListener, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Fault } from '../emulator';

/** The listener works as usual, but its answer ends in a reset connection. */
const loseAnswer = (response: ServerResponse) => {
  const lost = response as {
    writeHead: unknown;
    flushHeaders: unknown;
    write: unknown;
    end: unknown;
  };
  lost.writeHead = () => response;
  lost.flushHeaders = () => undefined;
  lost.write = () => true;
  lost.end = () => {
    const { socket } = response;
    // Node resets plain TCP only: below TLS, and in a stream of the service proxy, the client meets an end.
    if (socket instanceof Socket && !('encrypted' in socket)) {
      socket.resetAndDestroy();
    } else socket?.destroy();
    return response;
  };
};

/** Faults that wait for their requests; one request meets at most one of them. */
export class FaultInjector {
  private readonly armed: { readonly fault: Fault; left: number }[] = [];

  inject(fault: Fault): void {
    this.armed.push({ fault, left: fault.times ?? 1 });
  }

  /** Forgets every fault that has not struck yet. */
  clear(): void {
    this.armed.length = 0;
  }

  private take(request: { method: string; url: string }): Fault | undefined {
    const index = this.armed.findIndex(({ fault }) => fault.match(request));
    const hit = this.armed[index];
    if (!hit) return undefined;
    hit.left -= 1;
    if (hit.left <= 0) this.armed.splice(index, 1);
    return hit.fault;
  }

  /** `listener` with the faults in front of it. */
  guard(listener: RequestListener): RequestListener {
    return (request, response) => {
      const fault = this.take({
        method: request.method ?? 'GET',
        url: request.url ?? '/',
      });
      const pass = () => listener(request, response);
      if (!fault) return pass();
      const { effect } = fault;
      switch (effect.kind) {
        case 'hang':
          request.resume();
          return undefined;
        case 'delay':
          setTimeout(pass, effect.ms);
          return undefined;
        case 'status':
          request.resume();
          response.writeHead(effect.status, effect.headers);
          response.end(effect.body ?? '');
          return undefined;
        case 'reset':
          if (effect.when === 'before') {
            request.socket.destroy();
            return undefined;
          }
          loseAnswer(response);
          return pass();
        default:
          return pass();
      }
    };
  }
}
