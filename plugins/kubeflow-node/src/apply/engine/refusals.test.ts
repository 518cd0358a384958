import fc from 'fast-check';
import type { LiveObject } from '../api/objectApi';
import type { ManifestObject } from '../manifest';
import { manifestOf } from '../manifests/manifestOf';
import type { RevisionRecord } from '../revisions';
import { definitionLoss } from './definitionLoss';
import { downgradeRefusal } from './downgrade';

const definition = (versions: readonly string[], scope = 'Namespaced') => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.example.com' },
  spec: {
    scope,
    versions: versions.map(name => ({ name, served: true })),
  },
});

const lossOf = (
  wanted: object,
  live: object,
  storedVersions: readonly string[] = [],
) =>
  definitionLoss(
    'eu-west-1/ml-eu',
    manifestOf(wanted as ManifestObject, {
      source: { path: 'crds.yaml', line: 1 },
    }),
    { ...live, status: { storedVersions } } as unknown as LiveObject,
  );

describe('definitionLoss', () => {
  it('row 16: names a stored version that would go, and what to do', () => {
    expect(
      lossOf(definition(['v2']), definition(['v1', 'v2']), ['v1']),
    ).toMatchObject({
      reason: 'DefinitionLoss',
      message: expect.stringMatching(
        /eu-west-1\/ml-eu.*v1 would go, and objects are stored.*crds\.yaml.*allow-definition-loss/s,
      ),
    });
  });

  it('row 16: names a change of scope', () => {
    expect(
      lossOf(definition(['v1'], 'Cluster'), definition(['v1']))?.fact,
    ).toContain('from Namespaced to Cluster');
  });

  it('minds no version that is added, nor one that nobody was served', () => {
    const live = definition(['v1']);
    live.spec.versions.push({ name: 'v1alpha1', served: false });
    expect(lossOf(definition(['v1', 'v2']), live, ['v1'])).toBeUndefined();
  });

  it('refuses exactly the definitions that lack a version of the live one', () => {
    const versions = fc.uniqueArray(fc.constantFrom('v1', 'v2', 'v3', 'v4'));
    fc.assert(
      fc.property(versions, versions, versions, (wanted, served, stored) => {
        const isLossy = [...served, ...stored].some(
          version => !wanted.includes(version),
        );
        const found = lossOf(definition(wanted), definition(served), stored);
        expect(found !== undefined).toBe(isLossy);
      }),
    );
  });
});

const record = (version: string, origin: object = {}): RevisionRecord => ({
  number: 1,
  time: '2026-01-01T00:00:00Z',
  outcome: 'succeeded',
  content: { name: 'x', shards: 1, digest: '', bytes: 0, objects: 0 },
  profile: 'pipelines',
  version,
  origin,
});

const refusal = (wanted: string, installed: string) =>
  downgradeRefusal('a/b', record(wanted), record(installed));

describe('downgradeRefusal', () => {
  it.each([
    ['2.16.1', '2.17.0'],
    ['v2.9.0', '2.10.0'],
    ['2.17', '2.17.1'],
    ['26.03', '26.03.1'],
  ])('row 45: refuses %s over %s', (wanted, installed) => {
    expect(refusal(wanted, installed)).toMatchObject({
      reason: 'Downgrade',
      remedy: expect.stringContaining('allow-downgrade'),
    });
  });

  it.each([
    ['2.17.0', '2.17.0'],
    ['2.17.0', 'v2.17.0'],
    ['2.18.0', '2.17.0'],
    ['abc123', '2.17.0'],
    ['2.16.0', 'main'],
  ])('lets %s over %s pass', (wanted, installed) => {
    expect(refusal(wanted, installed)).toBeUndefined();
  });

  it('never refuses in both directions', () => {
    const version = fc
      .array(fc.nat(30), { minLength: 1, maxLength: 4 })
      .map(numbers => numbers.join('.'));
    fc.assert(
      fc.property(version, version, (one, two) => {
        expect(refusal(one, two) && refusal(two, one)).toBeUndefined();
      }),
    );
  });

  it('row 45: refuses an older workflow run with another commit, and no rerun of the same', () => {
    const by = (workflowRunId: string, commit: string) =>
      record('2.17.0', { repository: 'a/b', workflowRunId, commit });
    const last = by('900', 'new');
    expect(downgradeRefusal('a/b', by('899', 'old'), last)).toMatchObject({
      reason: 'Downgrade',
    });
    expect(downgradeRefusal('a/b', by('899', 'new'), last)).toBeUndefined();
    expect(downgradeRefusal('a/b', by('900', 'new'), last)).toBeUndefined();
    expect(downgradeRefusal('a/b', by('1000', 'x'), last)).toBeUndefined();
    expect(downgradeRefusal('a/b', by('x', 'y'), last)).toBeUndefined();
  });

  it('refuses nothing where nothing is installed', () => {
    expect(downgradeRefusal('a/b', record('1'), undefined)).toBeUndefined();
  });
});
