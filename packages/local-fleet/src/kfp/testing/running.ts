import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createKfpEmulator,
  type KfpEmulator,
  type KfpEmulatorOptions,
} from '../emulator';

type Plain = Record<string, unknown>;

/** An answer of the emulator, parsed when it is JSON. */
export interface TestAnswer {
  readonly status: number;
  readonly contentType: string | null;
  // Answers are read by tests that know their shape.
  readonly body: any;
}

/** An emulator behind a port, with the few calls that tests make. */
export interface RunningKfp {
  readonly emulator: KfpEmulator;
  readonly origin: string;
  /** `path` is below `/apis/v2beta1`. */
  call(method: string, path: string, body?: unknown): Promise<TestAnswer>;
  upload(path: string, text: string, filename?: string): Promise<TestAnswer>;
  /** GET until `holds`, at most 10 s. */
  until(path: string, holds: (body: Plain) => boolean): Promise<any>;
  close(): Promise<void>;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** Starts an emulator with short times; options win. */
export const startKfp = async (
  options: KfpEmulatorOptions = {},
): Promise<RunningKfp> => {
  const emulator = createKfpEmulator({
    ...options,
    delays: { reportMs: 20, createWorkflowMs: 2, ...options.delays },
    engine:
      options.engine === 'off'
        ? 'off'
        : {
            taskMs: 10,
            overheadMs: 1,
            pendingMs: 50,
            terminationMs: 60,
            ...options.engine,
          },
  });
  const server: Server = createServer(emulator.handle);
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answerOf = async (response: Response): Promise<TestAnswer> => ({
    status: response.status,
    contentType: response.headers.get('content-type'),
    body: parsed(await response.text()),
  });
  const call = async (method: string, path: string, body?: unknown) =>
    answerOf(
      await fetch(`${origin}/apis/v2beta1${path}`, {
        method,
        body:
          typeof body === 'object' ? JSON.stringify(body) : (body as string),
      }),
    );
  return {
    emulator,
    origin,
    call,
    async upload(path, text, filename = 'pipeline.yaml') {
      const form = new FormData();
      form.set('uploadfile', new Blob([text]), filename);
      const url = `${origin}/apis/v2beta1/pipelines/${path}`;
      return answerOf(await fetch(url, { method: 'POST', body: form }));
    },
    async until(path, holds) {
      const deadline = Date.now() + 10_000;
      for (;;) {
        const { body } = await call('GET', path);
        if (holds(body)) return body;
        if (Date.now() > deadline) {
          throw new Error(`never held: ${JSON.stringify(body).slice(0, 500)}`);
        }
        await new Promise(done => setTimeout(done, 10));
      }
    },
    async close() {
      emulator.close();
      server.closeAllConnections();
      await new Promise(done => {
        server.close(done);
      });
    },
  };
};
