import { goPrograms } from '../real/goPrograms';
import { describeLive } from '../real/liveLane';
import { describeKubernetesContract } from './testing/kubernetesContract.test.fixture';
import { useRealServer } from './testing/realServer.test.fixture';

const { version } = goPrograms['kube-apiserver'];
const servers = (
  ['kube-apiserver', 'etcd', 'aws-iam-authenticator'] as const
).map(name => `${name} ${goPrograms[name].version}`);

describeLive(servers.join(', '), () => {
  const open = useRealServer('contract');

  it('is the version that its name says', async () => {
    const answer = await open().connection.transport.send({
      method: 'GET',
      path: '/version',
    });
    expect(JSON.parse(answer.text)).toMatchObject({ gitVersion: version });
  });

  describeKubernetesContract('real server', open);
});
