import { isKubeflowError } from '../errors/KubeflowError';
import { parseFleetFile } from './parseFleetFile';

const fleet = (setting: string) =>
  [
    'apiVersion: kubeflow-fleet/v1',
    'kind: Fleet',
    'clusters:',
    '  - name: ml-eu',
    '    region: eu-west-1',
    '    account: "111122223333"',
    `    ${setting}`,
    '',
  ].join('\n');

const parse = (setting: string) =>
  parseFleetFile(fleet(setting), { path: 'fleet.yaml' }).clusters[0]!;

const problemsOf = (setting: string): string[] => {
  try {
    parse(setting);
  } catch (error) {
    if (!isKubeflowError(error)) throw error;
    return error.problems.map(
      ({ line, column, message }) => `${line}:${column}: ${message}`,
    );
  }
  return [];
};

describe('settings of the installation', () => {
  it('are all of these, with placeholders where addresses differ by region', () => {
    const cluster = parse(
      [
        'artifacts: {bucket: "ml-{region}", access: pod-identity, role: "arn:aws:iam::{account}:role/artifacts", region: eu-central-1, endpoint: "vpce-1.s3.eu-central-1.vpce.amazonaws.com"}',
        'database: {host: "{name}.abc.{region}.rds.amazonaws.com", port: 3307, secret: rds}',
        'images: {registry: "{account}.dkr.ecr.{region}.amazonaws.com/mirror"}',
        'storage: {class: gp3, provisioner: ebs.csi.eks.amazonaws.com, size: 50Gi, sizes: {mysql-pv-claim: 100Gi}, makeDefault: true}',
        'resources: {all: {requests: {cpu: 10m}}, ml-pipeline: {requests: {cpu: 500m}, limits: {cpu: "1", memory: 2Gi}}}',
        'spread: {replicas: 3}',
      ].join('\n    '),
    );
    expect(cluster).toMatchObject({
      artifacts: {
        bucket: 'ml-eu-west-1',
        access: 'pod-identity',
        role: 'arn:aws:iam::111122223333:role/artifacts',
      },
      database: { host: 'ml-eu.abc.eu-west-1.rds.amazonaws.com', port: 3307 },
      images: {
        registry: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/mirror',
      },
      storage: { size: '50Gi', sizes: { 'mysql-pv-claim': '100Gi' } },
      resources: { 'ml-pipeline': { limits: { memory: '2Gi' } } },
      spread: { replicas: 3 },
    });
  });

  it.each([
    [
      'artifacts: {access: irsa, role: "arn:aws:iam::111122223333:role/a"}',
      [
        '7:25: clusters[0].artifacts.access needs artifacts.bucket too',
        '7:37: clusters[0].artifacts.role needs artifacts.bucket too',
      ],
    ],
    [
      'artifacts: {bucket: abc, access: irsa}',
      [
        "7:38: clusters[0].artifacts.access is 'irsa', which needs artifacts.role too",
      ],
    ],
    [
      'artifacts: {bucket: abc, role: "arn:aws:iam::444455556666:role/a"}',
      [
        '7:36: clusters[0].artifacts.role is in account 444455556666, but the cluster is in 111122223333',
      ],
    ],
    [
      'artifacts: {bucket: abc, endpoint: "https://s3.example.com"}',
      [
        "7:40: clusters[0].artifacts.endpoint must be a host, such as s3.eu-west-1.amazonaws.com, without https://, but is 'https://s3.example.com'",
      ],
    ],
    [
      'artifacts: {bucket: abc, region: Ireland}',
      [
        "7:38: clusters[0].artifacts.region must be an AWS region, but is 'Ireland'",
      ],
    ],
    [
      'storage: {makeDefault: true}',
      ['7:28: clusters[0].storage.makeDefault needs storage.class too'],
    ],
    [
      'storage: {sizes: {Data: 10Gi, b: big}}',
      [
        '7:23: clusters[0].storage.sizes.Data must be a Kubernetes name: lower-case letters, digits, - and .',
        `7:38: clusters[0].storage.sizes.b must be a Kubernetes quantity, such as "4", 500m or 16Gi, but is 'big'`,
      ],
    ],
    [
      'database: {host: "db_1/x", port: 70000}',
      [
        "7:22: clusters[0].database.host is no DNS name: 'db_1/x'",
        '7:38: clusters[0].database.port must be 1 to 65535, but is the number 70000',
      ],
    ],
    [
      'images: {registry: "https://ecr.example.com"}',
      [
        "7:24: clusters[0].images.registry is no registry: 'https://ecr.example.com'; write HOST or HOST/PATH, without https://",
      ],
    ],
    [
      'resources: {mysql: {requests: {memory: 4Gi}, limits: {memory: 2Gi}}}',
      [
        '7:44: clusters[0].resources.mysql.requests.memory is more than resources.mysql.limits.memory',
      ],
    ],
    [
      'spread: {replicas: 1}',
      [
        '7:24: clusters[0].spread.replicas must be 2 or more, but is the number 1',
      ],
    ],
  ])('%s', (setting, problems) => {
    expect(problemsOf(setting)).toEqual(problems);
  });
});

describe('the version of an installation', () => {
  it.each([
    ['pipelines', 'v2.17.0', /have no v: write 2\.17\.0/],
    ['pipelines-multi-user', 'v2.16.1', /have no v: write 2\.16\.1/],
    ['platform', 'v26.03', /has no v: write 26\.03/],
    ['platform', '1.11.0', /has a v: write v1\.11\.0/],
    ['platform', '2.17.0', /is '2\.17\.0', a version of Kubeflow Pipelines/],
  ])('of %s cannot be %s', (profile, version, message) => {
    const problems = problemsOf(
      `kubeflow: {profile: ${profile}, version: "${version}"}`,
    );
    expect(problems).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    ['pipelines', '2.17.0'],
    ['pipelines', '4a3592cb00000000000000000000000000000000'],
    ['platform', '26.03'],
    ['platform', '26.03.1-rc.2'],
    ['platform', 'v1.11.0'],
  ])('of %s can be %s', (profile, version) => {
    const setting = `kubeflow: {profile: ${profile}, version: "${version}"}`;
    expect(parse(setting).kubeflow.version).toBe(version);
  });

  it("is the platform's own by default", () => {
    expect(parse('kubeflow: {profile: platform}').kubeflow.version).toBe(
      '26.03',
    );
  });

  it('is free for manifests of one’s own', () => {
    expect(
      problemsOf('kubeflow: {version: v3.0.0, manifests: deploy/kubeflow}'),
    ).toEqual([]);
  });
});
