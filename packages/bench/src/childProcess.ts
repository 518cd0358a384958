import { fork } from 'node:child_process';
import path from 'node:path';

/** Another process, and what it answered to the request. */
export interface ChildProcess<T> {
  readonly answer: T;
  /** Lets go of it; resolves when it has ended by itself. */
  close(): Promise<void>;
}

/**
 * Runs a file of this folder in another process, sends it the request, and waits for its one message. Nothing but
 * JSON crosses over.
 *
 * @throws Error when it ends before it has answered; `name` is what the message calls it.
 */
export function startChildProcess<T>(
  file: string,
  { name, request }: { readonly name: string; readonly request: object },
): Promise<ChildProcess<T>> {
  const child = fork(path.join(__dirname, file), {
    execArgv: ['--import', 'tsx'],
  });
  const exited = new Promise<void>(resolve =>
    child.once('exit', () => resolve()),
  );
  return new Promise((resolve, reject) => {
    child.once('message', message =>
      resolve({
        answer: message as T,
        close: () => {
          child.disconnect();
          return exited;
        },
      }),
    );
    child.once('exit', code =>
      reject(new Error(`${name} ended with exit code ${code}`)),
    );
    child.send(request);
  });
}
