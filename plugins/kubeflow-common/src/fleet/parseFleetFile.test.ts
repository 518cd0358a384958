import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isKubeflowError } from '../errors/KubeflowError';
import type { Problem } from '../errors/KubeflowError';
import { parseFleetFile } from './parseFleetFile';

const parse = (text: string) => parseFleetFile(text, { path: 'fleet.yaml' });

/** Every problem as `line:column: message`; fails when the text is accepted. */
const problemsOf = (text: string): string[] => {
  try {
    parse(text);
  } catch (error) {
    if (!isKubeflowError(error)) throw error;
    expect(error.reason).toBe('InvalidFleetFile');
    expect(error.problems.every(({ file }) => file === 'fleet.yaml')).toBe(
      true,
    );
    return error.problems.map(
      ({ line, column, message }: Problem) => `${line}:${column}: ${message}`,
    );
  }
  throw new Error('the fleet file was accepted');
};

const fleet = (clusters: string, before = '') =>
  `apiVersion: kubeflow-fleet/v1\nkind: Fleet\n${before}clusters:\n${clusters}`;

const cluster = (settings = '') =>
  fleet(
    `  - name: ml-eu\n    region: eu-west-1\n    account: "111122223333"\n${settings}`,
  );

describe('a valid fleet file', () => {
  it('is what the README shows', () => {
    const readme = readFileSync(resolve(__dirname, '../../README.md'), 'utf8');
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
    expect(parse(example).clusters.map(({ role }) => role)).toEqual([
      'arn:aws:iam::111122223333:role/kubeflow-fleet-deployer',
      'arn:aws:iam::111122223333:role/kubeflow-fleet-deployer',
    ]);
  });

  it('needs of a cluster only its name, region and account', () => {
    expect(parse(cluster()).clusters).toEqual([
      {
        name: 'ml-eu',
        region: 'eu-west-1',
        account: '111122223333',
        partition: 'aws',
        arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/ml-eu',
        labels: {},
        artifacts: {},
        access: {
          via: 'api-server-proxy',
          namespace: 'kubeflow',
          service: 'ml-pipeline',
        },
        kubeflow: {
          profile: 'pipelines',
          version: '2.17.0',
          namespace: 'kubeflow',
        },
      },
    ]);
  });

  it('merges defaults key by key below what the cluster says', () => {
    const text = fleet(
      `  - {name: a, region: eu-west-1, account: "111122223333", labels: {tier: dev}, kubeflow: {version: 2.16.1}}`,
      'defaults:\n  labels: {tier: prod, team: ml}\n  kubeflow: {namespace: ml, version: 2.17.0}\n',
    );
    const [first] = parse(text).clusters;
    expect(first?.labels).toEqual({ tier: 'dev', team: 'ml' });
    expect(first?.kubeflow).toEqual({
      profile: 'pipelines',
      version: '2.16.1',
      namespace: 'ml',
    });
  });

  it('replaces access as a whole, because its keys depend on via', () => {
    const text = fleet(
      `  - {name: a, region: eu-west-1, account: "111122223333", access: {via: url, url: "https://kfp.example.com"}}`,
      'defaults:\n  access: {via: port-forward, serviceAccount: a/b}\n',
    );
    expect(parse(text).clusters[0]?.access).toEqual({
      via: 'url',
      url: 'https://kfp.example.com',
    });
  });

  it('goes through a port-forward to the UI in multi-user mode unless told', () => {
    const text = cluster('    kubeflow: {profile: pipelines-multi-user}\n');
    expect(parse(text).clusters[0]?.access).toEqual({
      via: 'port-forward',
      namespace: 'kubeflow',
      service: 'ml-pipeline-ui',
      audience: 'pipelines.kubeflow.org',
    });
  });

  it('puts the cluster into the templates of its settings', () => {
    const text = fleet(
      `  - {name: a, region: cn-north-1, account: "111122223333"}`,
      [
        'defaults:',
        '  role: "arn:{partition}:iam::{account}:role/deployer-{region}"',
        '  artifacts: {bucket: "ml-{region}", pipelineRoot: "s3://ml-{region}/{name}"}',
        '  dns: {zone: ml.example.com, name: "{name}.{region}"}',
        '  access: {via: url, url: "https://{region}.example.com/kfp"}',
        '  kubeflow: {manifests: "clusters/{name}"}',
        '',
      ].join('\n'),
    );
    expect(parse(text).clusters[0]).toMatchObject({
      role: 'arn:aws-cn:iam::111122223333:role/deployer-cn-north-1',
      artifacts: {
        bucket: 'ml-cn-north-1',
        pipelineRoot: 's3://ml-cn-north-1/a',
      },
      dns: { name: 'a.cn-north-1' },
      access: { url: 'https://cn-north-1.example.com/kfp' },
      kubeflow: { manifests: 'clusters/a' },
    });
  });

  it('may use anchors, aliases and merge keys', () => {
    const text = fleet(
      [
        '  - &base',
        '    name: a',
        '    region: eu-west-1',
        '    account: "111122223333"',
        '    labels: {tier: prod}',
        '  - {<<: *base, name: b}',
        '  - {name: c, <<: [{labels: {tier: dev}}, *base]}',
      ].join('\n'),
    );
    const { clusters } = parse(text);
    expect(clusters.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(clusters.map(({ labels }) => labels.tier)).toEqual([
      'prod',
      'prod',
      'dev',
    ]);
  });

  it('row 8: may start with a byte-order mark and have CRLF line ends', () => {
    const text = `\uFEFF${cluster('    labels: {tier: prod}\n')}`;
    const [first] = parse(text.replace(/\n/g, '\r\n')).clusters;
    expect(first?.labels).toEqual({ tier: 'prod' });
  });

  it('may have the same name in two regions or two accounts', () => {
    const text = fleet(
      [
        '  - {name: a, region: eu-west-1, account: "111122223333"}',
        '  - {name: a, region: eu-west-2, account: "111122223333"}',
        '  - {name: a, region: eu-west-1, account: "444455556666"}',
      ].join('\n'),
    );
    expect(parse(text).clusters).toHaveLength(3);
  });

  it('may name a region that AWS opened later', () => {
    const text = fleet(
      '  - {name: a, region: sa-west-1, account: "111122223333"}',
      'additionalRegions: [sa-west-1]\n',
    );
    expect(parse(text).clusters[0]?.arn).toBe(
      'arn:aws:eks:sa-west-1:111122223333:cluster/a',
    );
  });

  it('row 20: may have 500 clusters, read within a second', () => {
    const entry = (n: number) =>
      `  - {name: ml-${n}, region: eu-west-1, account: "111122223333", labels: {tier: prod}, limits: {gpus: 8, cpu: "64"}}`;
    const text = fleet(
      Array.from({ length: 500 }, (_, n) => entry(n)).join('\n'),
    );
    const start = performance.now();
    expect(parse(text).clusters).toHaveLength(500);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('row 4: treats constructor and prototype as plain label keys', () => {
    const text = cluster('    labels: {constructor: a, prototype: b}\n');
    expect(parse(text).clusters[0]?.labels).toEqual({
      constructor: 'a',
      prototype: 'b',
    });
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });
});

describe('row 20: an invalid fleet file reports everything at once', () => {
  it('with line and column of each', () => {
    const text = fleet(
      [
        '  - name: ml eu',
        '    regoin: eu-west-1',
        '    account: 111122223333',
        '    labels: {tier: true, -x: a}',
        '  - name: ml-us',
        '    region: us-esat-1',
        '    account: "12"',
        '    access: {via: urll}',
        '    limits: {gpus: 1.5, cpu: lots, memory: 4GB}',
      ].join('\n'),
      'default: {}\n',
    ).replace('v1', 'v2');
    expect(problemsOf(text)).toEqual([
      `1:13: apiVersion must be 'kubeflow-fleet/v1', but is 'kubeflow-fleet/v2'`,
      `3:1: unknown key 'default'; did you mean 'defaults'?`,
      `5:5: missing key 'region' in clusters[0]`,
      `5:11: clusters[0].name must be the name of an EKS cluster: 1 to 100 letters, digits, - and _, but is 'ml eu'`,
      `6:5: unknown key 'regoin' in clusters[0]; did you mean 'region'?`,
      `7:14: clusters[0].account must be text, but is the number 111122223333; quote it: "111122223333"`,
      `8:20: clusters[0].labels.tier must be text, but is the boolean true; quote it: "true"`,
      `8:26: clusters[0].labels.-x is no label key: at most 63 letters, digits, -, _ and ., optionally after a DNS prefix and /`,
      `10:13: clusters[1].region must be an AWS region, but is 'us-esat-1'; did you mean 'us-east-1'?`,
      `11:14: clusters[1].account must be the 12 digits of an AWS account, but is '12'`,
      `12:19: clusters[1].access.via must be one of api-server-proxy, port-forward, url, but is 'urll'; did you mean 'url'?`,
      `13:20: clusters[1].limits.gpus must be a whole number, but is the number 1.5`,
      `13:30: clusters[1].limits.cpu must be a Kubernetes quantity, such as "4", 500m or 16Gi, but is 'lots'`,
      `13:44: clusters[1].limits.memory must be a Kubernetes quantity, such as "4", 500m or 16Gi, but is '4GB'`,
    ]);
  });

  it('in a message that an editor can jump from', () => {
    expect(() => parse(cluster('    zone: a\n    rol: b\n'))).toThrow(
      [
        'fleet.yaml: 2 errors in the fleet file',
        `  fleet.yaml:7:5: unknown key 'zone' in clusters[0]; known here are name, region, account, role, externalId, labels, access, kubeflow, artifacts, database, images, storage, resources, spread, dns, network, monitoring, limits`,
        `  fleet.yaml:8:5: unknown key 'rol' in clusters[0]; did you mean 'role'?`,
      ].join('\n'),
    );
  });

  it('but shows only the first fifty of hundreds in the message', () => {
    const entries = Array.from({ length: 200 }, () => '  - {}').join('\n');
    expect(problemsOf(fleet(entries))).toHaveLength(600);
    expect(() => parse(fleet(entries))).toThrow(/… and 550 more$/);
  });

  it('names the line of the cluster that is repeated', () => {
    const text = fleet(
      [
        '  - {name: a, region: eu-west-1, account: "111122223333"}',
        '  - {name: b, region: eu-west-1, account: "111122223333"}',
        '  - {name: a, region: eu-west-1, account: "111122223333"}',
      ].join('\n'),
    );
    expect(problemsOf(text)).toEqual([
      '6:5: clusters[2] is the same cluster as clusters[0]: account, region and name are 111122223333/eu-west-1/a (line 4)',
    ]);
  });

  it('says how to use a region that it does not know', () => {
    const text = cluster().replace('eu-west-1', 'sa-west-1');
    expect(problemsOf(text)).toEqual([
      `5:13: clusters[0].region is 'sa-west-1', which this version does not know; did you mean 'ca-west-1'? If AWS has opened that region, list it under additionalRegions`,
    ]);
  });

  it.each([
    [
      'role: arn:aws:iam::444455556666:role/x',
      '7:11: clusters[0].role is in account 444455556666, but the cluster is in 111122223333',
    ],
    [
      'role: arn:aws-cn:iam::111122223333:role/x',
      '7:11: clusters[0].role is in partition aws-cn, but eu-west-1 is in aws',
    ],
    [
      'role: arn:aws:iam::111122223333:user/x',
      `7:11: clusters[0].role must be the ARN of an IAM role, such as arn:aws:iam::111122223333:role/deployer, but is 'arn:aws:iam::111122223333:user/x'`,
    ],
    [
      'artifacts: {bucket: "ml-{regoin}"}',
      '7:25: clusters[0].artifacts.bucket uses {regoin}; known are {region}, {account}, {name}, {partition}',
    ],
    [
      'artifacts: {bucket: "ML_{region}"}',
      `7:25: clusters[0].artifacts.bucket is no S3 bucket name: 'ML_eu-west-1' (3 to 63 lower-case letters, digits, - and .)`,
    ],
    [
      'artifacts: {pipelineRoot: bucket/path}',
      `7:31: clusters[0].artifacts.pipelineRoot is no address such as s3://BUCKET/PREFIX: 'bucket/path'`,
    ],
    [
      'access: {via: url, url: "http://kfp.example.com"}',
      `7:29: clusters[0].access.url must be an https:// address without user name, password, ? and #`,
    ],
    ['access: {via: url}', `7:13: missing key 'url' in clusters[0].access`],
    [
      'storage: {class: gp3, reclaimPolicy: retain}',
      `7:42: clusters[0].storage.reclaimPolicy must be one of Retain, Delete, but is 'retain'; did you mean 'Retain'?`,
    ],
    [
      'kubeflow: {version: 2.17}',
      '7:25: clusters[0].kubeflow.version must be text, but is the number 2.17; quote it: "2.17"',
    ],
    ['dns:', '7:9: clusters[0].dns must be a mapping, but is empty'],
  ])('%s', (setting, problem) => {
    expect(problemsOf(cluster(`    ${setting}\n`))).toEqual([problem]);
  });

  it.each([
    '../x',
    '/etc/x',
    'a/../../x',
    '~/x',
    'C:\\x',
    'http://x.example/m.yaml',
    'file:///x',
  ])(
    'row 19: refuses the manifests %s, which lie outside the repository',
    manifests => {
      const text = cluster(`    kubeflow: {manifests: '${manifests}'}\n`);
      expect(problemsOf(text)[0]).toContain(
        'clusters[0].kubeflow.manifests must be a path',
      );
    },
  );

  it('never shows a password that someone put into an address', () => {
    const text = cluster(
      '    access: {via: url, url: "https://me:hunter2@x.example"}\n',
    );
    expect(problemsOf(text)).toHaveLength(1);
    expect(problemsOf(text).join()).not.toContain('hunter2');
  });

  it('reports a wrong default where it stands, once', () => {
    const clusters = ['a', 'b', 'c'].map(
      name => `  - {name: ${name}, region: eu-west-1, account: "111122223333"}`,
    );
    const text = fleet(
      clusters.join('\n'),
      'defaults:\n  artifacts: {bucket: "{zone}"}\n',
    );
    expect(problemsOf(text)).toEqual([
      '4:23: defaults.artifacts.bucket uses {zone}; known are {region}, {account}, {name}, {partition}',
    ]);
  });

  it('row 18: shows line breaks and control characters instead of printing them', () => {
    const text = cluster('    labels: {tier: "a\\n::error::x"}\n');
    expect(problemsOf(text)).toEqual([
      `7:20: clusters[0].labels.tier must be a label value: at most 63 letters, digits, -, _ and ., but is 'a\\u{000a}::error::x'`,
    ]);
  });
});
