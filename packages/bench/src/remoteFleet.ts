import type {
  AwsUser,
  FleetDescription,
  LocalFleetOptions,
} from '@kubeflow-fleet/local-fleet';
import { startChildProcess } from './childProcess';

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
export async function startRemoteFleet(
  request: FleetRequest,
): Promise<{ readonly fleet: RemoteFleet; close(): Promise<void> }> {
  const { answer, close } = await startChildProcess<RemoteFleet>(
    'fleetProcess.ts',
    { name: 'the fleet', request },
  );
  return { fleet: answer, close };
}
