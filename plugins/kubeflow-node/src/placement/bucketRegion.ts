import {
  KubeflowError,
  partitionOf,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Fleet } from '@kubeflow-fleet/plugin-kubeflow-common';
import { dnsSuffix } from '../aws/endpoints';
import { createTransport } from '../http/transport';
import type { HttpTransport } from '../http/http';

/** One question to S3, over a region of the bucket's own partition. */
export interface BucketRegionOptions {
  /** Any region of the partition; S3 answers for buckets of all of its regions. */
  readonly region: string;
  /** In place of S3's own address, such as `AWS_ENDPOINT_URL_S3`. */
  readonly endpoint?: string;
  readonly signal?: AbortSignal;
}

const TIMEOUT_MS = 10_000;

/** Region of a bucket that is some cluster's own, by the fleet file alone. */
export const bucketRegionInFleet = (
  bucket: string,
  { clusters }: Fleet,
): string | undefined => {
  const regions = new Set(
    clusters
      .filter(({ artifacts }) => artifacts.bucket === bucket)
      .map(({ region }) => region),
  );
  // A bucket that clusters of several regions share may be in any of them.
  return regions.size === 1 ? [...regions][0] : undefined;
};

const ask = async (
  transport: HttpTransport,
  bucket: string,
  signal: AbortSignal | undefined,
) => {
  const { status, headers } = await transport.send({
    method: 'GET',
    path: `/${bucket}`,
    query: { 'max-keys': '0' },
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  return { status, region: headers['x-amz-bucket-region'] };
};

/**
 * Region of a bucket. S3 names it in every answer about the bucket, also in the refusal that an
 * unsigned question gets, so this needs no credentials and no permission.
 *
 * @throws KubeflowError `NotFoundError`, reason `BucketNotFound`; `ResponseError`, reason
 * `BucketRegionUnknown`; `TimeoutError`, `ServiceUnavailableError` of the transport.
 */
export const bucketRegion = async (
  bucket: string,
  { region, endpoint, signal }: BucketRegionOptions,
): Promise<string> => {
  const server = endpoint ?? `https://s3.${region}.${dnsSuffix(region)}`;
  const subject = `s3://${bucket}`;
  const transport = createTransport({ server, subject });
  try {
    const answer = await ask(transport, bucket, signal);
    if (answer.region) return answer.region;
    if (answer.status === 404)
      throw new KubeflowError('NotFoundError', {
        reason: 'BucketNotFound',
        subject,
        fact: `there is no such bucket in partition ${partitionOf(region)}`,
        remedy: 'Correct the name of the bucket',
        upstreamStatus: 404,
      });
    throw new KubeflowError('ResponseError', {
      reason: 'BucketRegionUnknown',
      subject,
      fact: `S3 answered ${answer.status} without the region of the bucket`,
      remedy: 'Prefer regions by name instead',
      upstreamStatus: answer.status,
    });
  } finally {
    transport.close();
  }
};
