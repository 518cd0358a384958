import { goPrograms } from '../real/goPrograms';
import { describeLive } from '../real/liveLane';
import { describeDriftContract } from './testing/driftContract.test.fixture';
import { describePlanContract } from './testing/planContract.test.fixture';
import { useRealServer } from './testing/realServer.test.fixture';

describeLive(`kube-apiserver ${goPrograms['kube-apiserver'].version}`, () => {
  const server = useRealServer('plan');
  const open = () => ({ ...server(), drifts: 1_000 });
  describePlanContract('real server', open);
  describeDriftContract('real server', open);
});
