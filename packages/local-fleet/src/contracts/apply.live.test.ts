import { goPrograms } from '../real/goPrograms';
import { describeLive } from '../real/liveLane';
import { describeApplyContract } from './testing/applyContract.test.fixture';
import { describeLifecycleContract } from './testing/lifecycleContract.test.fixture';
import { describeOwnershipContract } from './testing/ownershipContract.test.fixture';
import { useRealServer } from './testing/realServer.test.fixture';

describeLive(`kube-apiserver ${goPrograms['kube-apiserver'].version}`, () => {
  const open = useRealServer('apply');
  describeApplyContract('real server', open);
  describeOwnershipContract('real server', open);
  describeLifecycleContract('real server', open);
});
