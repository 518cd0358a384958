import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import { EagerAgent } from './eagerAgent';
import { proxyEnvironment } from './proxyEnvironment';

/** TLS material of one server, PEM. */
export interface TlsMaterial {
  /** Authorities that may sign the server's certificate; default: Node's own. */
  readonly ca?: string | Buffer;
  readonly cert?: string | Buffer;
  readonly key?: string | Buffer;
  /** Name to expect in the certificate, when it is not the host's. */
  readonly servername?: string;
}

export interface AgentOptions {
  readonly server: URL;
  readonly tls?: TlsMaterial;
  /** HTTP_PROXY, HTTPS_PROXY and NO_PROXY are read from here; default `process.env`. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Instead of TCP: opens a connection of its own kind, such as a forwarded port. */
  readonly connect?: () => Promise<Duplex>;
}

/** Below the idle limits of load balancers, so that a pooled connection is rarely dead when it is used. */
const IDLE_MS = 30_000;

const POOL = {
  keepAlive: true,
  keepAliveMsecs: 15_000,
  // The connection used last is the warmest, and the others get old enough to be closed.
  scheduling: 'lifo',
  // The apply engine has up to 40 requests in flight.
  maxFreeSockets: 40,
  timeout: IDLE_MS,
} as const;

class CustomAgent extends http.Agent {
  constructor(private readonly open: () => Promise<Duplex>) {
    super(POOL);
  }

  override createConnection(
    _options: unknown,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    this.open().then(
      stream => callback?.(null, stream),
      error => callback?.(error, undefined as unknown as Duplex),
    );
    return undefined;
  }
}

/**
 * The pool of kept connections to one server. It always verifies certificates.
 *
 * @throws KubeflowError `InvalidProxy`.
 */
export const createAgent = ({
  server,
  tls = {},
  environment = process.env,
  connect,
}: AgentOptions): http.Agent => {
  if (connect) return new CustomAgent(connect);
  const proxyEnv = proxyEnvironment(environment);
  if (server.protocol === 'http:') return new http.Agent({ ...POOL, proxyEnv });
  const { ca, cert, key, servername } = tls;
  // Through a proxy a connection is more than TLS: it is not opened ahead.
  const isProxied = Object.keys(proxyEnv).some(name =>
    /^https_proxy$/i.test(name),
  );
  const HttpsAgent = isProxied ? https.Agent : EagerAgent;
  return new HttpsAgent({
    ...POOL,
    proxyEnv,
    ca,
    cert,
    key,
    // An empty string would switch SNI off.
    ...(servername ? { servername } : {}),
    // NODE_TLS_REJECT_UNAUTHORIZED=0 must not reach the clusters.
    rejectUnauthorized: true,
    autoSelectFamily: true,
  });
};
