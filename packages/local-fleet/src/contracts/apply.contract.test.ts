import { describeApplyContract } from './testing/applyContract.test.fixture';
import { useEmulatedServer } from './testing/emulatedServer.test.fixture';
import { describeLifecycleContract } from './testing/lifecycleContract.test.fixture';
import { describeOwnershipContract } from './testing/ownershipContract.test.fixture';

describe('emulator', () => {
  const open = useEmulatedServer();
  describeApplyContract('emulator', open);
  describeOwnershipContract('emulator', open);
  describeLifecycleContract('emulator', open);
});
