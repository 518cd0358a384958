import { parseFleetFile } from '@kubeflow-fleet/plugin-kubeflow-common';
import { fleetText } from '../testing/fleetExamples';
import type { ChangeSource, Comparison } from './changeSource';
import { fleetChanges } from './fleetChanges';

const EU = 'name: eu, region: eu-west-1';
const US = 'name: us, region: us-east-1';
const keys = {
  eu: '111122223333/eu-west-1/eu',
  us: '111122223333/us-east-1/us',
};

interface Scenario {
  readonly before?: string;
  readonly now: string;
  readonly watchPaths?: readonly string[];
  readonly comparison?: Comparison;
  readonly base?: string;
}

const BASE = 'abcdef0123456789abcdef0123456789abcdef01';

const changesOf = async (scenario: Scenario) => {
  const { before, now, watchPaths = [], comparison } = scenario;
  const source: ChangeSource = {
    base: 'base' in scenario ? scenario.base : BASE,
    event: 'push',
    fileAtBase: async () => before,
    compare: async () => comparison,
  };
  const fleet = parseFleetFile(now, { path: 'fleet.yaml' });
  return fleetChanges(source, { fleet, fleetFile: 'fleet.yaml', watchPaths });
};

const files = (...paths: string[]): Comparison => ({
  files: paths.map(path => ({ path })),
  isCut: false,
});

const reasonsOf = async (scenario: Scenario) => {
  const changes = await changesOf(scenario);
  return changes.kind === 'some'
    ? Object.fromEntries(changes.reasons)
    : changes.reason;
};

describe('what a push changed', () => {
  it('is the cluster whose settings differ, and no other', async () => {
    expect(
      await reasonsOf({
        before: fleetText([EU, US]),
        now: fleetText([EU, `${US}, labels: {tier: prod}`]),
      }),
    ).toEqual({ [keys.us]: ['its settings changed'] });
  });

  it('is every cluster that takes a default which changed', async () => {
    expect(
      await reasonsOf({
        before: fleetText([EU, `${US}, kubeflow: {version: 2.17.0}`]),
        now: fleetText(
          [EU, `${US}, kubeflow: {version: 2.17.0}`],
          '{kubeflow: {version: 2.16.1}}',
        ),
      }),
    ).toEqual({ [keys.eu]: ['its settings changed'] });
  });

  it('is nothing when only comments, order or spelling changed', async () => {
    expect(
      await reasonsOf({
        before: fleetText([EU, US]),
        now: `# a comment\n${fleetText([US, 'region: eu-west-1, name: "eu"'])}`,
      }),
    ).toEqual({});
  });

  it('is a cluster that is new, and says which are gone', async () => {
    const changes = await changesOf({
      before: fleetText([EU]),
      now: fleetText([US]),
    });
    expect(changes).toMatchObject({
      kind: 'some',
      base: 'abcdef0',
      reasons: new Map([[keys.us, ['it is new in the fleet file']]]),
      removed: [{ account: '111122223333', region: 'eu-west-1', name: 'eu' }],
    });
  });

  it('is a cluster whose watched files changed', async () => {
    const same = fleetText([EU, US]);
    expect(
      await reasonsOf({
        before: same,
        now: same,
        watchPaths: ['clusters/{name}/**', 'regions/{region}.yaml'],
        comparison: files(
          'clusters/eu/a/b.yaml',
          'clusters/eu/.hidden',
          'regions/us-east-1.yaml',
          'clusters/eu2/x',
        ),
      }),
    ).toEqual({
      [keys.eu]: ['clusters/eu/a/b.yaml and 1 more watched files changed'],
      [keys.us]: ['regions/us-east-1.yaml changed'],
    });
  });

  it('counts a watched file that was renamed away', async () => {
    const same = fleetText([EU, US]);
    expect(
      await reasonsOf({
        before: same,
        now: same,
        watchPaths: ['clusters/{name}/**'],
        comparison: {
          files: [{ path: 'old/x', previousPath: 'clusters/eu/x' }],
          isCut: false,
        },
      }),
    ).toEqual({ [keys.eu]: ['clusters/eu/x changed'] });
  });

  it.each<[string, Scenario, string]>([
    [
      'the event has no base commit, as a schedule or a new branch',
      { base: undefined, now: fleetText([EU]) },
      'push has no commit to compare with',
    ],
    [
      'the fleet file is new',
      { now: fleetText([EU]) },
      'there is no fleet.yaml at commit abcdef0',
    ],
    [
      'the earlier fleet file was wrong',
      { before: 'kind: Fleet\n', now: fleetText([EU]) },
      'fleet.yaml at commit abcdef0 is no valid fleet file',
    ],
    [
      'the commit is gone after a forced push',
      { before: fleetText([EU]), now: fleetText([EU]), watchPaths: ['a'] },
      'commit abcdef0 is no longer in the repository',
    ],
    [
      'more files changed than GitHub lists',
      {
        before: fleetText([EU]),
        now: fleetText([EU]),
        watchPaths: ['a'],
        comparison: { ...files('b'), isCut: true },
      },
      'more files changed than the 1 that GitHub lists',
    ],
  ])('is everything when %s', async (_, scenario, reason) => {
    expect(await reasonsOf(scenario)).toBe(reason);
  });
});
