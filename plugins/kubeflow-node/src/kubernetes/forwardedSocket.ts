import { Duplex, PassThrough, Writable } from 'node:stream';

/** The part of a WebSocket that is used here. */
export interface ForwardingSocket {
  close(): void;
  addEventListener(type: 'close' | 'error', listener: () => void): void;
}

/**
 * One forwarded connection as a stream that node:http accepts for a socket: no local port is opened,
 * which other programs of this machine could reach.
 */
export class ForwardedSocket extends Duplex {
  /** What goes to the pod. */
  readonly input = new PassThrough();
  /** What comes from the pod. */
  readonly output: Writable;
  /** What the API server says when the pod's port fails. */
  readonly errors: Writable;
  private socket: ForwardingSocket | undefined;

  constructor() {
    super();
    this.output = new Writable({
      write: (chunk: Buffer, _, done) => {
        if (chunk.length > 0) this.push(chunk);
        done();
      },
    });
    this.errors = new Writable({
      write: (chunk: Buffer, _, done) => {
        done();
        // The first frame of the channel holds only the port's number.
        if (chunk.length === 0) return;
        const message = chunk.toString().trim();
        this.destroy(
          Object.assign(new Error(message), { code: 'ECONNREFUSED' }),
        );
      },
    });
  }

  /** Ends with the WebSocket, and ends it. */
  attach(socket: ForwardingSocket) {
    this.socket = socket;
    const end = () => {
      if (!this.destroyed) this.push(null);
    };
    socket.addEventListener('close', end);
    socket.addEventListener('error', end);
    if (this.destroyed) socket.close();
  }

  override _read() {
    // Frames are pushed as they arrive; the WebSocket has no way to hold them back.
  }

  override _write(
    chunk: Buffer,
    encoding: BufferEncoding,
    done: (error?: Error | null) => void,
  ) {
    this.input.write(chunk, encoding, done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void) {
    this.socket?.close();
    this.input.destroy();
    done(error);
  }

  /** What node:http calls on a net.Socket; a WebSocket has nothing of it. */
  setKeepAlive() {
    return this;
  }

  setNoDelay() {
    return this;
  }

  setTimeout() {
    return this;
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }
}
