import { goPrograms } from '../real/goPrograms';
import { describeLive } from '../real/liveLane';
import { useRealServer } from './testing/realServer.test.fixture';
import { describeStateContract } from './testing/stateContract.test.fixture';

describeLive(`kube-apiserver ${goPrograms['kube-apiserver'].version}`, () => {
  describeStateContract('real server', useRealServer('state'));
});
