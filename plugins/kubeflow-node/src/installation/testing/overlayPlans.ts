import { describeResource, type Manifest } from '../../apply/manifest';
import { clusterWith, manifestsOf, PIPELINES } from './installationExamples';
import type { OverlayDraft } from '../overlay/draft';
import { planOverlay } from '../overlay/planOverlay';

/** Manifests of one's own, outside Auto Mode. */
export const OWN = { autoMode: false, ownSource: true };

/** The overlay of a cluster with these settings over its own manifests. */
export const plan = (
  settings: readonly string[],
  {
    manifests = manifestsOf(PIPELINES),
    context = OWN,
  }: { manifests?: Manifest[]; context?: typeof OWN } = {},
) =>
  planOverlay(
    clusterWith(...settings, 'kubeflow: {manifests: deploy}'),
    manifests,
    context,
  );

/** `kubeflow/Deployment/ml-pipeline` of everything that is left out. */
export const removed = ({ removed: keys }: OverlayDraft) => [...keys].sort();

/** What comes on top, as messages name it. */
export const added = (draft: OverlayDraft) =>
  draft.added.map(({ kind, metadata: { name, namespace } }) =>
    describeResource({ group: '', kind, name, namespace }),
  );

/** Patches of the objects of a name. */
export const bodies = (draft: OverlayDraft, name: string) =>
  draft.patches
    .filter(({ object }) => object.metadata.name === name)
    .map(({ body }) => body);
