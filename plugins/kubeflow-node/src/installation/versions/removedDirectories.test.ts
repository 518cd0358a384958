import { clusterWith } from '../testing/installationExamples';
import { refuseRemoved } from './removedDirectories';

const refuse = (path: string, version: string) => () =>
  refuseRemoved(
    clusterWith(
      `kubeflow: {manifests: "https://github.com/kubeflow/pipelines//manifests/kustomize/${path}?ref=${version}"}`,
    ),
  );

describe('a directory of kubeflow/pipelines', () => {
  it.each([
    ['env/aws', '2.15.0', '2.15.0'],
    ['env/azure', '2.17.0', '2.15.0'],
    ['env/platform-agnostic-minio', '2.16.1', '2.16.0'],
    ['env/platform-agnostic-emissary', '2.17.0', '2.17.0'],
    ['third-party/grafana', '2.17.0', '2.17.0'],
  ])('%s is refused at %s', (path, version, since) => {
    expect(refuse(path, version)).toThrow(
      `which Kubeflow Pipelines has no longer since ${since}`,
    );
  });

  it.each([
    ['env/aws', '2.14.4'],
    ['env/platform-agnostic', '2.17.0'],
    ['env/aws', '4a3592cb4a3592cb4a3592cb4a3592cb4a3592cb'],
    ['env/awsome', '2.17.0'],
  ])('%s is fine at %s', (path, version) => {
    expect(refuse(path, version)).not.toThrow();
  });

  it('of another repository is not judged', () => {
    const cluster = clusterWith(
      'kubeflow: {manifests: "https://github.com/me/fork//env/aws?ref=2.17.0"}',
    );
    expect(() => refuseRemoved(cluster)).not.toThrow();
  });
});
