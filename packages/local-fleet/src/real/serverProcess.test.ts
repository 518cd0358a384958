import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts, isListening, startServerProcess } from './serverProcess';

const ROOT = resolve(__dirname, '../../../..');

const SERVER = `
const { createServer } = require('node:http');
// As stubborn as aws-iam-authenticator.
process.on('SIGTERM', () => undefined);
createServer((_, response) => response.end()).listen(Number(process.argv[2]), '127.0.0.1');
`;

describe('startServerProcess', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'server-'));
    await writeFile(join(directory, 'server.cjs'), SERVER);
  });
  afterAll(() => rm(directory, { recursive: true }));

  const start = (port: number, more: { readonly fail?: string } = {}) =>
    startServerProcess({
      name: 'sample',
      program: process.execPath,
      args: more.fail
        ? ['-e', more.fail]
        : [join(directory, 'server.cjs'), String(port)],
      directory,
      isReady: () => isListening(port),
      timeoutMs: 10_000,
    });
  const untilSilent = async (port: number) => {
    for (let wait = 0; wait < 100 && (await isListening(port)); wait++)
      await sleep(50);
    return !(await isListening(port));
  };

  it('is ready when it resolves, and gone after stop', async () => {
    const port = await freePorts(1);
    const server = await start(port);
    expect(await isListening(port)).toBe(true);
    await server.stop();
    expect(await isListening(port)).toBe(false);
    await server.stop();
  });

  it('shows the last lines of a server that ends at once', async () => {
    const port = await freePorts(1);
    const fail = 'console.error("no such flag: --bogus"); process.exit(2)';
    await expect(start(port, { fail })).rejects.toMatchObject({
      reason: 'ServerDidNotStart',
      message: expect.stringContaining('no such flag: --bogus'),
    });
  });

  it('shows what happened to a program that is not there', async () => {
    await expect(
      startServerProcess({
        name: 'missing',
        program: join(directory, 'missing'),
        args: [],
        directory,
        isReady: async () => false,
      }),
    ).rejects.toMatchObject({
      message: expect.stringMatching(/missing.*not found/s),
    });
  });

  it('leaves no server behind when the process that started it is killed', async () => {
    const port = await freePorts(1);
    const script = join(directory, 'parent.ts');
    const options = `{
      name: 'orphan', program: process.execPath, directory: ${JSON.stringify(
        directory,
      )},
      args: [${JSON.stringify(join(directory, 'server.cjs'))}, '${port}'],
      isReady: async () => false,
    }`;
    const module = JSON.stringify(resolve(__dirname, 'serverProcess'));
    await writeFile(
      script,
      `import { startServerProcess } from ${module};\nvoid startServerProcess(${options});\n`,
    );
    const loader = resolve(ROOT, 'node_modules/tsx/dist/loader.mjs');
    const parent = spawn(process.execPath, ['--import', loader, script], {
      stdio: 'ignore',
    });
    for (let wait = 0; wait < 200 && !(await isListening(port)); wait++)
      await sleep(50);
    expect(await isListening(port)).toBe(true);
    parent.kill('SIGKILL');
    expect(await untilSilent(port)).toBe(true);
  });
});

describe('freePorts', () => {
  it('never hands the same port out twice, nor one of those for outgoing connections', async () => {
    const ports = await Promise.all(
      Array.from({ length: 50 }, () => freePorts(2)),
    );
    const all = ports.flatMap(port => [port, port + 1]);
    expect(new Set(all).size).toBe(100);
    expect(Math.max(...all)).toBeLessThan(32_768);
  });
});
