import { checkKubectl } from './checkKubectl';
import {
  fakeKubectl,
  type FakeKubectl,
} from './testing/fakeKubectl.test.fixture';

let fake: FakeKubectl;
afterEach(() => fake?.remove());

const check = async (answer: unknown) => {
  fake = await fakeKubectl(
    `if (process.argv.slice(2).join(' ') !== 'version --client -o json') process.exit(9);
     process.stdout.write(${JSON.stringify(
       typeof answer === 'string' ? answer : JSON.stringify(answer),
     )})`,
  );
  return checkKubectl(fake.program);
};

const answer = (gitVersion: string, kustomizeVersion?: string) => ({
  clientVersion: { gitVersion },
  kustomizeVersion,
});

describe('the runner’s kubectl', () => {
  it.each([
    { git: 'v1.35.4', kustomize: '5.7.1', version: '1.35.4' },
    { git: 'v1.32.4-dispatcher', kustomize: '5.5.0', version: '1.32.4' },
    { git: 'v1.27.0-eks-abc', kustomize: '5.0.1', version: '1.27.0' },
  ])('$git with kustomize $kustomize fits', async each => {
    expect(await check(answer(each.git, `v${each.kustomize}`))).toEqual({
      version: each.version,
      kustomizeVersion: each.kustomize,
    });
  });

  it.each([
    ['v1.26.3', 'v4.5.7'],
    ['v1.23.0', undefined],
  ])('%s with kustomize %s is too old', async (git, kustomize) => {
    await expect(check(answer(git, kustomize))).rejects.toMatchObject({
      reason: 'KubectlTooOld',
      message: expect.stringMatching(
        /5\.0\.0 or newer is needed\. Add a step with azure\/setup-kubectl .* ubuntu-latest/,
      ),
    });
  });

  it.each(['', 'not JSON', '{}', '[]', '{"clientVersion":{"gitVersion":"x"}}'])(
    'that answers %j is unusable',
    async text => {
      await expect(check(text)).rejects.toMatchObject({
        reason: 'KubectlUnusable',
      });
    },
  );

  it('may be missing', async () => {
    await expect(checkKubectl('/no/such/kubectl')).rejects.toMatchObject({
      reason: 'KubectlMissing',
    });
  });
});
