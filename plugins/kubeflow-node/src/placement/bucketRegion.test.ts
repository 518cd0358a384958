import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import { bucketRegion, bucketRegionInFleet } from './bucketRegion';
import { aFleet } from './testing/placementExamples';

/** S3 as it answers an unsigned question about a bucket; any other route fails the test. */
const s3 = createServer(({ url, method, headers }, response) => {
  const answers: Record<string, [number, Record<string, string>]> = {
    '/elsewhere?max-keys=0': [301, { 'x-amz-bucket-region': 'ap-south-1' }],
    '/private?max-keys=0': [403, { 'x-amz-bucket-region': 'eu-west-3' }],
    '/public?max-keys=0': [200, { 'x-amz-bucket-region': 'us-east-1' }],
    '/nowhere?max-keys=0': [404, {}],
    '/proxy?max-keys=0': [200, { 'content-type': 'text/html' }],
  };
  const [status, extra] = answers[url ?? ''] ?? [418, {}];
  const signed = headers.authorization !== undefined || method !== 'GET';
  response.writeHead(signed ? 418 : status, extra).end();
});

const region = (bucket: string) =>
  bucketRegion(bucket, {
    region: 'eu-west-1',
    endpoint: `http://127.0.0.1:${(s3.address() as AddressInfo).port}`,
  });

const failure = (bucket: string) =>
  region(bucket).then(
    () => undefined,
    error => error as unknown,
  );

beforeAll(() => new Promise<void>(done => s3.listen(0, '127.0.0.1', done)));
afterAll(() => new Promise(done => s3.close(done)));

describe('the region of a bucket', () => {
  it.each([
    ['elsewhere', 'ap-south-1'],
    ['private', 'eu-west-3'],
    ['public', 'us-east-1'],
  ])(
    'is what S3 says of the bucket %s, whatever the status',
    async (bucket, expected) => {
      expect(await region(bucket)).toBe(expected);
    },
  );

  it('is refused for a bucket that does not exist', async () => {
    const error = await failure('nowhere');
    expect(hasReason(error, 'BucketNotFound')).toBe(true);
    expect(String(error)).toContain(
      's3://nowhere: there is no such bucket in partition aws',
    );
  });

  it('is refused when the answer is not from S3', async () => {
    expect(hasReason(await failure('proxy'), 'BucketRegionUnknown')).toBe(true);
  });

  it('needs no network for a bucket of the fleet', () => {
    const fleet = aFleet(
      'name: a, region: eu-west-1, artifacts: {bucket: "ml-{region}"}',
      'name: b, region: us-east-1, artifacts: {bucket: "ml-{region}"}',
      'name: c, region: us-west-2, artifacts: {bucket: shared}',
      'name: d, region: eu-west-1, artifacts: {bucket: shared}',
    );
    expect(bucketRegionInFleet('ml-us-east-1', fleet)).toBe('us-east-1');
    expect(bucketRegionInFleet('shared', fleet)).toBeUndefined();
    expect(bucketRegionInFleet('other', fleet)).toBeUndefined();
  });
});
