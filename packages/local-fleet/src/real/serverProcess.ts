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
  /** Kills the process: what it has written is of no use to anyone. */
  stop(): Promise<void>;
}

/**
 * Kills the server when standard input ends: when it is closed, and also when this process dies of whatever
 * cause. Servers that outlive their tests would keep ports and memory.
 */
const LIFELINE = `
exec 3<&0
"$@" </dev/null 3<&- & server=$!
(cat <&3 >/dev/null; kill -KILL "$server" 2>/dev/null) &
wait "$server"
`;

/**
 * Starts a server and waits until it is ready.
 *
 * @throws KubeflowError `ServiceUnavailableError`, reason `ServerDidNotStart`, with the log's last lines.
 */
export async function startServerProcess(
  options: ServerProcessOptions,
): Promise<ServerProcess> {
  const { name, program, args, directory } = options;
  const logFile = path.join(directory, `${name}.log`);
  const log = fs.openSync(logFile, 'w');
  const child = spawn('/bin/sh', ['-c', LIFELINE, name, program, ...args], {
    cwd: directory,
    env: { PATH: process.env.PATH ?? '', HOME: directory, ...options.env },
    stdio: ['pipe', log, log],
  });
  fs.closeSync(log);
  const stop = () => stopProcess(child);
  const ready = await becameReady(child, options);
  if (ready) return { stop };
  await stop();
  throw new KubeflowError('ServiceUnavailableError', {
    reason: 'ServerDidNotStart',
    subject: name,
    fact: `did not become ready:\n${fs
      .readFileSync(logFile, 'utf8')
      .split('\n')
      .slice(-15)
      .join('\n')}`,
    remedy: 'The lines above are the last of its log.',
  });
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
  const ended =
    child.exitCode !== null || child.signalCode !== null
      ? undefined
      : new Promise<void>(resolve => child.once('exit', () => resolve()));
  child.stdin?.destroy();
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
