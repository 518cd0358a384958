import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ServerProcessOptions {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** The whole environment: nothing of this process's own is passed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folder for the log and the working directory. */
  readonly directory: string;
  /** Resolves to true once the server answers; asked again until it does. */
  readonly isReady: () => Promise<boolean>;
  /** Default 60 s. */
  readonly timeoutMs?: number;
}

export interface ServerProcess {
  readonly pid: number;
  /** Kills the process: what it has written is of no use to anyone. */
  stop(): Promise<void>;
}

/**
 * Starts a server and waits until it is ready.
 *
 * @throws KubeflowError `ServiceUnavailableError`, reason `ServerDidNotStart`, with the log's last lines.
 */
export async function startServerProcess(
  options: ServerProcessOptions,
): Promise<ServerProcess> {
  const logFile = path.join(options.directory, `${options.name}.log`);
  const log = fs.openSync(logFile, 'w');
  const child = spawn(options.program, options.args, {
    cwd: options.directory,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: options.directory,
      ...options.env,
    },
    stdio: ['ignore', log, log],
  });
  fs.closeSync(log);
  const stop = () => stopProcess(child);
  killAtExit(child);
  const ready = await becameReady(child, options);
  if (ready) return { pid: child.pid ?? 0, stop };
  await stop();
  throw new KubeflowError('ServiceUnavailableError', {
    reason: 'ServerDidNotStart',
    subject: options.name,
    fact: `did not become ready:\n${fs
      .readFileSync(logFile, 'utf8')
      .split('\n')
      .slice(-15)
      .join('\n')}`,
    remedy: 'The lines above are the last of its log.',
  });
}

const running = new Set<ChildProcess>();

/** No server outlives this process. One listener for all: a fleet has more servers than Node expects listeners. */
function killAtExit(child: ChildProcess): void {
  if (running.size === 0) process.on('exit', killRunning);
  running.add(child);
  child.once('exit', () => {
    running.delete(child);
    if (running.size === 0) process.off('exit', killRunning);
  });
}

function killRunning(): void {
  for (const child of running) child.kill('SIGKILL');
}

async function becameReady(
  child: ChildProcess,
  { isReady, timeoutMs = 60_000 }: ServerProcessOptions,
): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline && child.exitCode === null && child.pid) {
    if (await isReady().catch(() => false)) return true;
    await sleep(50);
  }
  return false;
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid)
    return;
  const ended = new Promise<void>(resolve =>
    child.once('exit', () => resolve()),
  );
  child.kill('SIGKILL');
  await ended;
}

/** True when something listens on the loopback port. */
export const isListening = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Below the ports that systems give to outgoing connections: one of those may be taken at any time. */
const PORTS = { first: 10_000, last: 32_000 };
const handedOut = new Set<number>();

/** `count` consecutive loopback ports that nothing uses and that were not handed out before; the first one is returned. */
export async function freePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const room = PORTS.last - PORTS.first - count;
    const first = PORTS.first + Math.floor(Math.random() * room);
    const ports = Array.from({ length: count }, (_, index) => first + index);
    if (ports.some(port => handedOut.has(port))) continue;
    for (const port of ports) handedOut.add(port);
    const free = await Promise.all(ports.map(isFree));
    if (!free.includes(false)) return first;
  }
  throw new KubeflowError('ServiceUnavailableError', {
    reason: 'NoFreePorts',
    fact: `no ${count} free ports in a row were found on loopback`,
    remedy: 'Stop other servers on this machine.',
  });
}

const isFree = (port: number) =>
  new Promise<boolean>(resolve => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
