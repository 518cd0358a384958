import { describeDriftContract } from './testing/driftContract.test.fixture';
import { useEmulatedServer } from './testing/emulatedServer.test.fixture';
import { describePlanContract } from './testing/planContract.test.fixture';

describe('emulator', () => {
  const open = useEmulatedServer();
  describePlanContract('emulator', open);
  describeDriftContract('emulator', open);
});
