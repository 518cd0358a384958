import { isKubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Fleet } from '@kubeflow-fleet/plugin-kubeflow-common';
import { bucketRegionInFleet } from '@kubeflow-fleet/plugin-kubeflow-node';
import type { Preference } from '@kubeflow-fleet/plugin-kubeflow-node';

export interface PreferenceInputs {
  readonly prefer: readonly ('near-bucket' | 'regions' | 'spread')[];
  readonly regions: readonly string[];
  readonly nearBucket?: string;
  readonly spreadKey: string;
}

/** Asks S3 for the region of a bucket. */
export type FindBucketRegion = (bucket: string) => Promise<string>;

interface Resolved {
  readonly prefer: readonly Preference[];
  readonly notes: readonly string[];
}

const nothing: Resolved = { prefer: [], notes: [] };

const only = (preference: Preference): Resolved => ({
  prefer: [preference],
  notes: [],
});

/** A bucket that S3 does not find is a mistake; S3 out of reach only costs the preference. */
const near = async (
  bucket: string,
  fleet: Fleet,
  ask: FindBucketRegion,
): Promise<Resolved> => {
  const known = bucketRegionInFleet(bucket, fleet);
  if (known) return only({ by: 'near', region: known });
  try {
    return only({ by: 'near', region: await ask(bucket) });
  } catch (error) {
    if (!isKubeflowError(error) || error.name === 'NotFoundError') throw error;
    const note = `The region of bucket ${bucket} could not be found, so near-bucket decides nothing: ${error.message}`;
    return { prefer: [], notes: [note] };
  }
};

const resolve = (
  kind: PreferenceInputs['prefer'][number],
  {
    inputs,
    fleet,
    ask,
  }: {
    readonly inputs: PreferenceInputs;
    readonly fleet: Fleet;
    readonly ask: FindBucketRegion;
  },
): Promise<Resolved> | Resolved => {
  const { nearBucket, regions, spreadKey } = inputs;
  if (kind === 'spread') return only({ by: 'spread', key: spreadKey });
  if (kind === 'regions')
    return regions.length > 0 ? only({ by: 'regions', regions }) : nothing;
  return nearBucket ? near(nearBucket, fleet, ask) : nothing;
};

/**
 * The inputs' preferences in their order, as the placement takes them.
 *
 * @throws KubeflowError `NotFoundError`, reason `BucketNotFound`.
 */
export const resolvePreferences = async (
  inputs: PreferenceInputs,
  fleet: Fleet,
  ask: FindBucketRegion,
): Promise<Resolved> => {
  const resolved = await Promise.all(
    inputs.prefer.map(kind => resolve(kind, { inputs, fleet, ask })),
  );
  return {
    prefer: resolved.flatMap(({ prefer }) => prefer),
    notes: resolved.flatMap(({ notes }) => notes),
  };
};
