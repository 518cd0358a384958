import type { DetectedInstallation, VersionChange } from '../contract';
import { clusterWith, manifestsOf } from '../testing/installationExamples';
import { checkVersionChange } from './checkVersionChange';

const installed = (version: string): DetectedInstallation => ({
  version,
  evidence: 'ConfigMap kubeflow/kubeflow-pipelines-public',
});

const check = (
  change: Partial<VersionChange> & Pick<VersionChange, 'cluster'>,
) => {
  const { problems, warnings } = checkVersionChange({
    allowDowngrade: false,
    ...change,
  });
  return {
    reasons: problems.map(({ reason }) => reason),
    messages: problems.map(({ message }) => message),
    warnings,
  };
};

const pipelines = (version: string, ...more: readonly string[]) =>
  clusterWith(`kubeflow: {version: ${version}}`, ...more);

const BUCKET_ROLE =
  'artifacts: {bucket: ml-eu, role: "arn:aws:iam::111122223333:role/a"}';

describe('a change of version', () => {
  it('may be the first installation', () => {
    expect(check({ cluster: pipelines('2.16.1') })).toEqual({
      reasons: [],
      messages: [],
      warnings: [],
    });
  });

  it('is refused when it goes back, with the way out', () => {
    const { reasons, messages } = check({
      cluster: pipelines('2.16.1'),
      installed: installed('2.17.0'),
    });
    expect(reasons).toEqual(['Downgrade']);
    expect(messages[0]).toMatch(
      /^eu-west-1\/ml-eu: Kubeflow Pipelines 2\.17\.0 is installed, and 2\.16\.1 is older.*Set kubeflow\.version/,
    );
  });

  it('may go back when that is allowed, and then says so', () => {
    const { reasons, warnings } = check({
      cluster: pipelines('2.16.1'),
      installed: installed('2.17.0'),
      allowDowngrade: true,
    });
    expect(reasons).toEqual([]);
    expect(warnings.join()).toContain('a downgrade is allowed');
  });

  it('names the minor versions that it skips, those that upstream never made left out', () => {
    const { warnings } = check({
      cluster: pipelines('2.17.0', BUCKET_ROLE),
      installed: installed('2.5.0'),
    });
    expect(warnings).toContainEqual(
      expect.stringContaining('from 2.5.0 to 2.17.0 skips 2.14, 2.15, 2.16'),
    );
    const next = check({
      cluster: pipelines('2.14.4'),
      installed: installed('2.5.0'),
    });
    expect(next.warnings.join()).not.toContain('skips');
  });

  it('warns of artifacts that stay in MinIO, unless they are in a bucket', () => {
    const change = { installed: installed('2.14.4') };
    const inside = check({ ...change, cluster: pipelines('2.16.1') });
    expect(inside.warnings.join('\n')).toMatch(/MinIO[\s\S]*no MinIO any more/);
    const outside = check({
      ...change,
      cluster: pipelines('2.16.1', BUCKET_ROLE),
    });
    expect(outside.warnings.join()).not.toContain('MinIO');
  });

  it('of a commit is told by the version inside its manifests', () => {
    const cluster = pipelines('4a3592cb4a3592cb4a3592cb4a3592cb4a3592cb');
    const manifests = manifestsOf(
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: pipeline-install-config, namespace: kubeflow}\ndata: {appVersion: 2.16.1}\n',
    );
    const change = { cluster, installed: installed('2.17.0') };
    expect(check({ ...change, manifests }).reasons).toEqual(['Downgrade']);
    const blind = check(change);
    expect(blind.reasons).toEqual([]);
    expect(blind.warnings.join()).toContain('is no release');
  });

  it('of the platform compares calendar versions with those before', () => {
    const from = (platformVersion: string, version: string) =>
      check({
        cluster: clusterWith(
          `kubeflow: {profile: platform, version: "${version}"}`,
        ),
        installed: { evidence: 'revision 3', platformVersion },
      }).reasons;
    expect(from('26.03', 'v1.11.0')).toEqual(['Downgrade']);
    expect(from('v1.11.0', '26.03')).toEqual([]);
  });

  it('says what taking over from another tool means', () => {
    const { warnings } = check({
      cluster: pipelines('2.16.1'),
      installed: { ...installed('2.16.1'), installedBy: 'helm' },
    });
    expect(warnings[0]).toMatch(/installed here by helm.*must not be run/);
  });
});

describe('versions that are known to be broken', () => {
  it.each([
    ['2.15.0', BUCKET_ROLE, 'cannot use the role of a service account'],
    [
      '2.15.0',
      'artifacts: {bucket: ml-eu, access: pod-identity}',
      'cannot use the role of a service account',
    ],
    [
      '2.17.0',
      'labels: {a: b}\n    kubeflow: {manifests: "https://github.com/kubeflow/pipelines//manifests/kustomize/env/platform-agnostic-postgresql?ref=2.17.0"}',
      'speaks MySQL only',
    ],
  ])('%s with %s is refused', (version, setting, fact) => {
    const cluster = setting.includes('kubeflow:')
      ? clusterWith(setting)
      : pipelines(version, setting);
    const { reasons, messages } = check({ cluster });
    expect(reasons).toEqual(['BrokenVersion']);
    expect(messages[0]).toContain(fact);
  });

  it.each([
    ['2.15.0', 'labels: {tier: dev}'],
    ['2.16.1', BUCKET_ROLE],
    ['2.14.4', BUCKET_ROLE],
  ])('%s with %s is not', (version, setting) => {
    expect(check({ cluster: pipelines(version, setting) }).reasons).toEqual([]);
  });

  it('up to 2.14 warn of their S3 client, with upstream’s threads', () => {
    const { warnings } = check({ cluster: pipelines('2.14.4', BUCKET_ROLE) });
    expect(warnings.join()).toMatch(/up to 2\.14.*#11729/);
  });

  it('2.17.0 warns of malformed YAML', () => {
    expect(check({ cluster: pipelines('2.17.0') }).warnings.join()).toContain(
      '#13926',
    );
  });
});
