import {
  hasReason,
  isKubeflowError,
  type KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { LiveObject } from '../api/objectApi';
import type { WritingApi } from '../api/writingApi';
import type { Manifest } from '../manifest';

/** What a server-side dry run of one object came to. */
export type DryRun =
  | {
      /** The object as it would be. */
      readonly object: LiveObject;
      /** It does not exist yet. */
      readonly isCreated: boolean;
      /** Who is in the way; the object is as it would be if the fields were taken over. */
      readonly conflict?: KubeflowError;
    }
  | { readonly error: KubeflowError };

const asKubeflowError = (error: unknown): KubeflowError => {
  if (isKubeflowError(error)) return error;
  throw error;
};

/**
 * Dry-runs an apply. Where only a conflict is in the way it is forced: that changes nothing, and shows what taking the
 * fields would do.
 *
 * @throws what is no answer of the server, such as an abort.
 */
export const dryRun = async (
  api: Pick<WritingApi, 'applyManifest'>,
  manifest: Manifest,
  { force }: { readonly force: boolean },
): Promise<DryRun> => {
  try {
    return await api.applyManifest(manifest, { dryRun: true, force });
  } catch (thrown) {
    const error = asKubeflowError(thrown);
    if (!hasReason(error, 'FieldManagerConflict')) return { error };
    try {
      const options = { dryRun: true, force: true };
      const forced = await api.applyManifest(manifest, options);
      return { ...forced, conflict: error };
    } catch (second) {
      return { error: asKubeflowError(second) };
    }
  }
};
