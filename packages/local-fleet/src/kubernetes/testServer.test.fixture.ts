import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KubernetesEmulator, KubernetesEmulatorOptions } from './contract';
import type { JsonObject } from './json';
import { createKubernetesEmulator } from './kubernetesEmulator';

/** An answer: `body` is parsed JSON, or text for other types. */
export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: JsonObject;
}

export interface TestRequest {
  /** Default `admin`, who is in `system:masters`; null for none. */
  readonly token?: string | null;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestServer {
  readonly url: string;
  readonly emulator: KubernetesEmulator;
  call(
    method: string,
    path: string,
    body?: unknown,
    request?: TestRequest,
  ): Promise<TestAnswer>;
  /** Server-side apply as `manager`; `force` is part of the query. */
  apply(path: string, manager: string, body: unknown): Promise<TestAnswer>;
  close(): Promise<void>;
}

export const APPLY_TYPE = 'application/apply-patch+yaml';
export const MERGE_TYPE = 'application/merge-patch+json';

const USERS: Readonly<Record<string, { username: string; groups?: string[] }>> =
  {
    admin: { username: 'admin', groups: ['system:masters'] },
    joe: { username: 'joe' },
  };

const parse = (text: string): JsonObject => {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    // Logs and proxied pages are no JSON.
    return { text };
  }
};

/** An emulator on a loopback port for one test file, with the tokens `admin` and `joe`. */
export const startTestServer = async (
  options: Partial<KubernetesEmulatorOptions> = {},
): Promise<TestServer> => {
  const emulator = createKubernetesEmulator({
    authenticate: async token => USERS[token],
    readyDelayMs: 5,
    ...options,
  });
  const server = createServer(emulator.handle);
  if (emulator.upgrade) server.on('upgrade', emulator.upgrade);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const call: TestServer['call'] = async (method, path, ...rest) => {
    const [body, request = {}] = rest;
    const { token = 'admin', type = 'application/json', headers } = request;
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': type }),
        'user-agent': 'test/1',
        ...headers,
      },
      body:
        body === undefined || typeof body === 'string'
          ? (body as string | undefined)
          : JSON.stringify(body),
    });
    const { status, headers: answered } = response;
    return { status, headers: answered, body: parse(await response.text()) };
  };
  return {
    url,
    emulator,
    call,
    apply: (path, manager, body) =>
      call(
        'PATCH',
        `${path}${path.includes('?') ? '&' : '?'}fieldManager=${manager}`,
        body,
        { type: APPLY_TYPE },
      ),
    close: async () => {
      emulator.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
};

/** Polls until the check gives something; fails after 2 s. */
export const eventually = async <T>(
  check: () => Promise<T | undefined> | T | undefined,
): Promise<T> => {
  const deadline = Date.now() + 2000;
  while (Date.now() < deadline) {
    const found = await check();
    if (found) return found;
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  throw new Error('nothing came within 2 s');
};
