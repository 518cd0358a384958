import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Manifest } from '../../apply/manifest';
import { useBucket } from './artifacts';
import { leaveOutCache } from './cache';
import { useDatabase } from './database';
import { OverlayDraft } from './draft';
import { useLimits } from './limits';
import { useRegistry } from './mirror';
import { useNamespace } from './namespace';
import { useResources } from './resources';
import { useSpread } from './spread';
import { useStorage } from './storage';

/** What the overlay is for. */
export interface OverlayContext {
  /** EKS Auto Mode. */
  readonly autoMode: boolean;
  /** The manifests are the user's own: only settings change them. */
  readonly ownSource: boolean;
}

/** What to leave out comes first: nothing is laid over objects that go. */
const STEPS = [
  leaveOutCache,
  useDatabase,
  useBucket,
  useStorage,
  useResources,
  useSpread,
  useLimits,
  useRegistry,
  useNamespace,
];

/**
 * What a cluster's settings change in the manifests of its source. Pure: nothing is rendered, read or written.
 *
 * @throws KubeflowError `InputError`, reason `UnsupportedNamespace`.
 */
export const planOverlay = (
  cluster: FleetCluster,
  manifests: readonly Manifest[],
  context: OverlayContext,
): OverlayDraft => {
  const draft = new OverlayDraft(cluster, manifests, context);
  for (const step of STEPS) step(draft);
  return draft;
};
