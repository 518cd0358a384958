import http from 'node:http';
import net from 'node:net';
import {
  createAuthority,
  createCertificate,
  type Certificate,
} from './testing/certificates.test.fixture';
import { listenOnLoopback } from './testing/loopbackServer';
import { json, startTestServer, type TestServer } from './testing/testServer';
import { createTransport, type TransportOptions } from './transport';

const opened: { close(): unknown }[] = [];
let authority: Certificate;

beforeAll(async () => {
  authority = await createAuthority();
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map(thing => thing.close()));
});

const listen = async (server: net.Server) => {
  const listening = await listenOnLoopback(server);
  opened.push(listening);
  return listening.port;
};

const serve = async (certificate?: Certificate) => {
  const server = await startTestServer([json({ ok: true })], certificate);
  opened.push(server);
  return server;
};

const send = (
  server: string | TestServer,
  options: Partial<TransportOptions> = {},
) => {
  const transport = createTransport({
    server: typeof server === 'string' ? server : server.url,
    subject: 'eu-west-1/ml-eu',
    tls: { ca: authority.cert },
    environment: {},
    ...options,
  });
  opened.push(transport);
  return transport.send({ method: 'POST', path: '/', timeoutMs: 2_000 });
};

describe('TLS of createTransport (row 28)', () => {
  it('accepts a certificate that the given authority signed', async () => {
    const server = await serve(await createCertificate({ authority }));
    await expect(send(server)).resolves.toMatchObject({ status: 200 });
  });

  it('names an authority that was changed, or a machine in the middle', async () => {
    const other = await createAuthority();
    const server = await serve(await createCertificate({ authority: other }));
    await expect(send(server)).rejects.toMatchObject({
      reason: 'CertificateNotTrusted',
      remedy: expect.stringContaining('DescribeCluster'),
    });
    expect(server.requests).toHaveLength(0);
  });

  it('names a certificate that signed itself', async () => {
    const server = await serve(await createCertificate());
    await expect(send(server)).rejects.toMatchObject({
      reason: 'CertificateNotTrusted',
    });
  });

  it('names an expired certificate', async () => {
    const notAfter = new Date(Date.now() - 3_600_000);
    const notBefore = new Date(Date.now() - 7_200_000);
    const server = await serve(
      await createCertificate({ authority, notBefore, notAfter }),
    );
    await expect(send(server)).rejects.toMatchObject({
      reason: 'CertificateExpired',
    });
  });

  it('names a certificate of the future', async () => {
    const notBefore = new Date(Date.now() + 3_600_000);
    const server = await serve(
      await createCertificate({ authority, notBefore }),
    );
    await expect(send(server)).rejects.toMatchObject({
      reason: 'CertificateNotYetValid',
      remedy: 'Correct the clock of this machine',
    });
  });

  it('names a certificate of another host, and accepts it under its servername', async () => {
    const host = 'api.ml-eu.example';
    const server = await serve(await createCertificate({ authority, host }));
    await expect(send(server)).rejects.toMatchObject({
      reason: 'CertificateNameMismatch',
    });
    await expect(
      send(server, { tls: { ca: authority.cert, servername: host } }),
    ).resolves.toMatchObject({ status: 200 });
  });

  it('verifies although NODE_TLS_REJECT_UNAUTHORIZED says not to', async () => {
    const server = await serve(await createCertificate());
    const saved = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      await expect(send(server)).rejects.toMatchObject({
        reason: 'CertificateNotTrusted',
      });
    } finally {
      if (saved === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = saved;
    }
  });

  it('names a server that does not speak TLS, and one that does not speak HTTP', async () => {
    const plain = await serve();
    await expect(send(`https://127.0.0.1:${plain.port}`)).rejects.toMatchObject(
      { reason: 'NotTls' },
    );
    const port = await listen(
      net.createServer(socket => socket.end('SSH-2.0-OpenSSH_9.6\r\n')),
    );
    const transport = createTransport({
      server: `http://127.0.0.1:${port}`,
      subject: 'a/b',
      environment: {},
    });
    opened.push(transport);
    await expect(
      transport.send({ method: 'GET', path: '/' }),
    ).rejects.toMatchObject({ name: 'ResponseError', reason: 'NotHttp' });
  });

  it('names a host that the DNS does not know, after two attempts', async () => {
    await expect(
      send('https://ml-eu.gr7.eu-west-1.eks.invalid'),
    ).rejects.toMatchObject({
      reason: expect.stringMatching(/^(HostNotFound|DnsUnavailable)$/),
      message: expect.stringContaining('ml-eu.gr7.eu-west-1.eks.invalid'),
    });
  });

  it('row 39: ends a handshake that stalls at the deadline of the connection', async () => {
    const port = await listen(net.createServer(() => undefined));
    const start = performance.now();
    await expect(
      send(`https://127.0.0.1:${port}`, {
        defaults: { connectTimeoutMs: 200 },
        random: () => 0,
      }),
    ).rejects.toMatchObject({ name: 'TimeoutError', reason: 'ConnectTimeout' });
    expect(performance.now() - start).toBeLessThan(2_500);
  });
});

/** A proxy that opens tunnels and counts them. */
const startProxy = async (refuses = false) => {
  const tunnels: string[] = [];
  const proxy = http.createServer((request, response) => {
    tunnels.push(request.url ?? '');
    response.end('from the proxy');
  });
  proxy.on('connect', (request, socket: net.Socket) => {
    tunnels.push(request.url ?? '');
    if (refuses) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const [host, port] = (request.url ?? '').split(':');
    const upstream = net.connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
  });
  return { tunnels, url: `http://127.0.0.1:${await listen(proxy)}` };
};

describe('proxies of createTransport (row 31)', () => {
  it('tunnels through HTTPS_PROXY and still verifies the certificate of the server', async () => {
    const proxy = await startProxy();
    const environment = { HTTPS_PROXY: proxy.url };
    const good = await serve(await createCertificate({ authority }));
    await expect(send(good, { environment })).resolves.toMatchObject({
      status: 200,
    });
    expect(proxy.tunnels).toEqual([`127.0.0.1:${good.port}`]);
    const bad = await serve(await createCertificate());
    await expect(send(bad, { environment })).rejects.toMatchObject({
      reason: 'CertificateNotTrusted',
    });
  });

  it('goes past the proxy for hosts in NO_PROXY', async () => {
    const proxy = await startProxy();
    const server = await serve(await createCertificate({ authority }));
    const environment = { HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1' };
    await expect(send(server, { environment })).resolves.toMatchObject({
      status: 200,
    });
    expect(proxy.tunnels).toEqual([]);
  });

  it('reads host:port as curl does', async () => {
    const proxy = await startProxy();
    const server = await serve(await createCertificate({ authority }));
    const environment = { HTTPS_PROXY: proxy.url.replace('http://', '') };
    await send(server, { environment });
    expect(proxy.tunnels).toHaveLength(1);
  });

  it.each([
    'socks5://me:canary@host:1',
    'http://me:canary@bad host:1',
    'http://',
  ])('refuses the proxy %s without repeating it', async address => {
    const server = await serve(await createCertificate({ authority }));
    const sending = (async () =>
      send(server, { environment: { https_proxy: address } }))();
    await expect(sending).rejects.toMatchObject({
      name: 'InputError',
      reason: 'InvalidProxy',
      message: expect.stringMatching(/^https_proxy: it (?!.*canary)/),
    });
  });

  it('names a proxy that does not exist', async () => {
    const server = await serve(await createCertificate({ authority }));
    const environment = { HTTPS_PROXY: 'http://127.0.0.1:9' };
    await expect(
      send(server, { environment, random: () => 0 }),
    ).rejects.toMatchObject({
      reason: 'ConnectionRefused',
      fact: expect.stringContaining('(ECONNREFUSED 127.0.0.1:9)'),
    });
  });

  it('says that the proxy refuses', async () => {
    const proxy = await startProxy(true);
    const server = await serve(await createCertificate({ authority }));
    const environment = { HTTPS_PROXY: proxy.url };
    await expect(
      send(server, { environment, random: () => 0 }),
    ).rejects.toMatchObject({ reason: 'ProxyRefused' });
  });
});
