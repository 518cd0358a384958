import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { resolvePreferences } from './preferences';
import type { PreferenceInputs } from './preferences';
import { aFleet } from './testing/fleetExamples';

const fleet = aFleet(
  'name: eu, region: eu-west-1, artifacts: {bucket: "ml-{region}"}',
);

const resolve = (
  inputs: Partial<PreferenceInputs>,
  ask: (bucket: string) => Promise<string> = async bucket => {
    throw new Error(`S3 was asked for ${bucket}`);
  },
) =>
  resolvePreferences(
    {
      prefer: ['near-bucket', 'regions'],
      regions: [],
      spreadKey: 'k',
      ...inputs,
    },
    fleet,
    ask,
  );

describe('the preferences', () => {
  it('keep the order of the input, and leave out what was not given', async () => {
    const { prefer } = await resolve({
      prefer: ['spread', 'regions', 'near-bucket'],
      regions: ['us-east-1'],
    });
    expect(prefer).toEqual([
      { by: 'spread', key: 'k' },
      { by: 'regions', regions: ['us-east-1'] },
    ]);
  });

  it('know the region of a bucket of the fleet without asking', async () => {
    const { prefer } = await resolve({ nearBucket: 'ml-eu-west-1' });
    expect(prefer).toEqual([{ by: 'near', region: 'eu-west-1' }]);
  });

  it('ask S3 for another bucket', async () => {
    const { prefer } = await resolve(
      { nearBucket: 'data' },
      async () => 'ap-south-1',
    );
    expect(prefer).toEqual([{ by: 'near', region: 'ap-south-1' }]);
  });

  it('go without the bucket when S3 cannot be reached, and say so', async () => {
    const { prefer, notes } = await resolve(
      { nearBucket: 'data', regions: ['us-east-1'] },
      async () => {
        throw new KubeflowError('TimeoutError', {
          reason: 'Timeout',
          subject: 's3://data',
          fact: 'no answer within 10 s',
        });
      },
    );
    expect(prefer).toEqual([{ by: 'regions', regions: ['us-east-1'] }]);
    expect(notes).toEqual([
      'The region of bucket data could not be found, so near-bucket decides nothing: s3://data: no answer within 10 s.',
    ]);
  });

  it('refuse a bucket that does not exist', async () => {
    const missing = new KubeflowError('NotFoundError', {
      reason: 'BucketNotFound',
      fact: 'no such bucket',
    });
    await expect(
      resolve({ nearBucket: 'data' }, async () => {
        throw missing;
      }),
    ).rejects.toBe(missing);
  });
});
