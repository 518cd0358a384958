import fs from 'node:fs/promises';
import http, { type RequestListener } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { generate } from 'selfsigned';
import { type Tunnels, closeServer, createTunnels } from './tunnels';

export interface StsFront {
  /** For the authenticator: `HTTPS_PROXY` and `SSL_CERT_FILE`. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Makes `sts.<region>.amazonaws.com` of the authenticator's world be `sts`: a CONNECT proxy whose
 * tunnels end in a TLS server with a certificate that only this authenticator trusts. The host name
 * stays the public one, which is what the token signs.
 */
export async function startStsFront(
  sts: RequestListener,
  options: { readonly directory: string; readonly regions: readonly string[] },
): Promise<StsFront> {
  const names = ['sts.amazonaws.com'].concat(
    options.regions.map(region => `sts.${region}.amazonaws.com`),
  );
  const { private: key, cert } = await generate(
    [{ name: 'commonName', value: 'sts.amazonaws.com' }],
    {
      keySize: 2048,
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        {
          name: 'subjectAltName',
          altNames: names.map(value => ({ type: 2 as const, value })),
        },
      ],
    },
  );
  const certFile = path.join(options.directory, 'sts-ca.crt');
  await fs.writeFile(certFile, cert);
  const tls = https.createServer({ key, cert }, sts);
  const tlsPort = await listening(tls);
  const tunnels = createTunnels();
  const proxy = connectProxy(names, tlsPort, tunnels);
  const proxyPort = await listening(proxy);
  return {
    env: {
      HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`,
      SSL_CERT_FILE: certFile,
    },
    close: async () => {
      await closeServer(proxy, tunnels);
      await closeServer(tls);
    },
  };
}

function connectProxy(
  names: readonly string[],
  tlsPort: number,
  tunnels: Tunnels,
) {
  const proxy = http.createServer((_, response) => {
    response.writeHead(405).end();
  });
  proxy.on('connect', (request, socket, head) => {
    const host = request.url?.split(':')[0] ?? '';
    if (!names.includes(host)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    tunnels.open(socket, head, tlsPort);
  });
  return proxy;
}

const listening = (server: http.Server | https.Server) =>
  new Promise<number>(resolve => {
    server.listen(0, '127.0.0.1', () =>
      resolve((server.address() as AddressInfo).port),
    );
  });
