import { fork } from 'node:child_process';
import path from 'node:path';
import type {
  AwsUser,
  FleetDescription,
  LocalFleetOptions,
} from '@kubeflow-fleet/local-fleet';

/** What crosses to the other process: no functions. */
export type FleetRequest = Pick<
  LocalFleetOptions,
  'stateDir' | 'regions' | 'state'
> & { readonly engine: { readonly taskMs: number } };

export interface RemoteFleet extends FleetDescription {
  readonly fleetFile: string;
  readonly admin: AwsUser;
}

/** Starts a local fleet in another process; `close` ends it. */
export function startRemoteFleet(
  request: FleetRequest,
): Promise<{ readonly fleet: RemoteFleet; close(): Promise<void> }> {
  const child = fork(path.join(__dirname, 'fleetProcess.ts'), {
    execArgv: ['--import', 'tsx'],
  });
  const exited = new Promise<void>(resolve =>
    child.once('exit', () => resolve()),
  );
  return new Promise((resolve, reject) => {
    child.once('message', message =>
      resolve({
        fleet: message as RemoteFleet,
        close: () => {
          child.disconnect();
          return exited;
        },
      }),
    );
    child.once('exit', code =>
      reject(new Error(`the fleet ended with exit code ${code}`)),
    );
    child.send(request);
  });
}
