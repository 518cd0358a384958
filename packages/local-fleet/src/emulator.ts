import type {
  IncomingMessage,
  RequestListener,
  ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';

/** One request that an emulator saw, for assertions; bodies and credentials are not kept. */
export interface RecordedRequest {
  readonly at: number;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly status: number;
  readonly userAgent?: string;
}

/** A part of the fleet that answers HTTP; the fleet gives it a port, TLS and latency. */
export interface Emulator {
  readonly handle: RequestListener;
  /** For protocols that leave HTTP, such as port-forward. */
  readonly upgrade?: (
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ) => void;
  /** Stops timers and ends open watches. */
  close(): void;
}

/** What a fault does to a matching request. */
export interface Fault {
  readonly match: (request: {
    readonly method: string;
    readonly url: string;
  }) => boolean;
  /** How many matching requests it hits; default 1. */
  readonly times?: number;
  readonly effect:
    | {
        readonly kind: 'status';
        readonly status: number;
        readonly headers?: Readonly<Record<string, string>>;
        readonly body?: string;
      }
    /** The connection is reset before the emulator sees the request, or after it acted. */
    | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
    /** The answer never comes. */
    | { readonly kind: 'hang' }
    | { readonly kind: 'delay'; readonly ms: number };
}

export type { IncomingMessage, ServerResponse };
