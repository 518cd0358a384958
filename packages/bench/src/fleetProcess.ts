import { describeFleet, startLocalFleet } from '@kubeflow-fleet/local-fleet';
import type { FleetRequest } from './remoteFleet';

/** A local fleet in a process of its own, so that servers and subjects do not share an event loop. */
process.once('message', async (request: FleetRequest) => {
  const fleet = await startLocalFleet(request);
  process.send?.({
    ...describeFleet(fleet),
    fleetFile: fleet.files.fleetFile,
    admin: fleet.aws.admin,
  });
});
process.once('disconnect', () => process.exit(0));
