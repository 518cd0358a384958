import { fork } from 'node:child_process';
import path from 'node:path';

/** A server on loopback, and how far away it is to be. */
export interface DelayRequest {
  readonly port: number;
  readonly roundTripMs: number;
}

export interface Delays {
  /** One port for each request, in its order. */
  readonly ports: readonly number[];
  close(): Promise<void>;
}

/** Opens a distant port for each request. */
export function openDelays(requests: readonly DelayRequest[]): Promise<Delays> {
  const child = fork(path.join(__dirname, 'applyDelayProcess.ts'), {
    execArgv: ['--import', 'tsx'],
  });
  const exited = new Promise<void>(resolve =>
    child.once('exit', () => resolve()),
  );
  return new Promise((resolve, reject) => {
    child.once('message', message =>
      resolve({
        ports: message as number[],
        close: () => {
          child.disconnect();
          return exited;
        },
      }),
    );
    child.once('exit', code =>
      reject(new Error(`the delaying proxy ended with exit code ${code}`)),
    );
    child.send(requests);
  });
}
