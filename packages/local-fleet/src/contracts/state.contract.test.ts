import { useEmulatedServer } from './testing/emulatedServer.test.fixture';
import { describeStateContract } from './testing/stateContract.test.fixture';

describe('emulator', () => {
  describeStateContract('emulator', useEmulatedServer());
});
