import type {
  ApplyPorts,
  ApplyRequest,
  ApplyResult,
  ApplyTarget,
  PrunePolicy,
} from '../contract';
import { deployTo } from './applyManifests';

/** What is removed from one cluster. */
export interface UninstallRequest extends Pick<ApplyRequest, 'set'> {
  /** Namespaces, definitions and claims stay where they are not among the deletable kinds. */
  readonly prune: Pick<PrunePolicy, 'deletable'>;
  readonly timeoutMs: number;
}

/**
 * Deletes what the inventory of a set holds, each object only while it is the one that was applied, custom resources
 * while their controllers still live, and waits until it is gone. When nothing is left, inventory, revisions, lease
 * and their namespace go too; what has to stay is named (`skipped`), and stays in the inventory.
 *
 * Never rejects; see `applyManifests`.
 */
export const uninstallManifests = (
  target: ApplyTarget,
  { set, prune, timeoutMs }: UninstallRequest,
  ports: ApplyPorts,
): Promise<ApplyResult> =>
  deployTo(
    target,
    {
      set,
      manifests: [],
      revision: { profile: '', version: '', origin: {} },
      prune: { prune: true, allowMassDelete: true, ...prune },
      write: {
        forceConflicts: [],
        replace: [],
        allowDowngrade: true,
        allowDefinitionLoss: true,
      },
      timeoutMs,
      until: 'applied',
    },
    { ports, pruneScope: 'everything' },
  );
