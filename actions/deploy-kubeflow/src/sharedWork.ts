import { workspaceRoot } from '@kubeflow-fleet/action-toolkit';
import {
  applySetOf,
  createBases,
  createBodyStore,
  type Manifest,
  withMembership,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';

/** The one set of a cluster. */
export const APPLY_SET = applySetOf('kubeflow');

/** What the clusters of one deploy share: sources are rendered once, and equal bodies are one object. */
export interface SharedWork {
  readonly workspace: () => Promise<string>;
  readonly bases: ReturnType<typeof createBases>;
  readonly bodies: ReturnType<typeof createBodyStore>;
  /** The manifests as members of the set, each made once. */
  readonly members: (manifests: readonly Manifest[]) => readonly Manifest[];
}

/** See {@link SharedWork}. */
export function shareWork(): SharedWork {
  const bodies = createBodyStore();
  const known = new WeakMap<Manifest, Manifest>();
  const members = (manifests: readonly Manifest[]) => {
    const unknown = manifests.filter(manifest => !known.has(manifest));
    const made = withMembership(unknown, APPLY_SET, { bodies });
    unknown.forEach((manifest, index) => known.set(manifest, made[index]!));
    return manifests.map(manifest => known.get(manifest)!);
  };
  let root: Promise<string> | undefined;
  const workspace = () => {
    root ??= workspaceRoot();
    return root;
  };
  return { workspace, bases: createBases(), bodies, members };
}
