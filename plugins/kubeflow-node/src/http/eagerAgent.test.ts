import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import type { HttpTransport } from './http';
import { createTransport } from './transport';

describe('connections that are opened ahead', () => {
  let server: https.Server;
  let transport: HttpTransport;
  let connections = 0;
  const waiting: (() => void)[] = [];

  beforeEach(async () => {
    const { private: key, cert } = await generate(
      [{ name: 'commonName', value: 'localhost' }],
      {
        keyType: 'ec',
        algorithm: 'sha256',
        extensions: [
          {
            name: 'subjectAltName',
            altNames: [{ type: 7, ip: '127.0.0.1' }],
          },
        ],
      },
    );
    server = https.createServer({ key, cert }, (request, response) => {
      const answer = () => response.end('{}');
      if (request.url === '/held') waiting.push(answer);
      else answer();
    });
    connections = 0;
    server.on('secureConnection', () => {
      connections += 1;
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    transport = createTransport({
      server: `https://127.0.0.1:${port}`,
      subject: 'test',
      tls: { ca: cert },
      environment: {},
    });
  });

  afterEach(async () => {
    transport.close();
    await new Promise(resolve => server.close(resolve));
  });

  const get = (path: string) => transport.send({ method: 'GET', path });

  const until = async (condition: () => boolean) => {
    while (!condition()) await new Promise(resolve => setTimeout(resolve, 5));
  };

  it('are as many as the round trip asks for, and serve the requests of the burst that follows', async () => {
    const asked: number[] = [];
    transport.prepare?.(roundTripMs => {
      asked.push(roundTripMs);
      return 5;
    });
    await get('/first');
    await until(() => connections === 5);
    const burst = Array.from({ length: 5 }, () => get('/held'));
    await until(() => waiting.length === 5);
    waiting.splice(0).forEach(answer => answer());
    await Promise.all(burst);
    expect(connections).toBe(5);
    expect(asked).toEqual([0, expect.any(Number), expect.any(Number)]);
  });

  it('are none without a word, and none again for later requests', async () => {
    await get('/first');
    await get('/second');
    expect(connections).toBe(1);
  });

  it('are given up when the server closes them: requests open their own', async () => {
    transport.prepare?.(() => 3);
    await get('/first');
    await until(() => connections === 3);
    server.closeAllConnections();
    await new Promise(resolve => setTimeout(resolve, 50));
    expect((await get('/after')).status).toBe(200);
  });

  it('are closed with the transport', async () => {
    transport.prepare?.(() => 4);
    await get('/first');
    await until(() => connections === 4);
    transport.close();
    await until(() => !waiting.length);
    const open = await new Promise<number>((resolve, reject) =>
      setTimeout(
        () =>
          server.getConnections((error, count) =>
            error ? reject(error) : resolve(count),
          ),
        50,
      ),
    );
    expect(open).toBe(0);
  });
});
