import {
  type Fleet,
  parseFleetFile,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { readWorkspaceFile } from './workspaceFile';

/** A fleet of 500 clusters has half a megabyte; more is a mistake. */
const MAX_BYTES = 8 * 1024 * 1024;

/** A fleet file and where it stands in the repository. */
export interface FleetInRepository {
  readonly fleet: Fleet;
  /** Relative to the workspace. */
  readonly path: string;
}

/**
 * Reads the fleet file that the input `fleet-file` names.
 *
 * @throws KubeflowError `InputError`: those of {@link readWorkspaceFile}, and `InvalidFleetFile` with every problem.
 */
export async function readFleetFile(given: string): Promise<FleetInRepository> {
  const { text, path } = await readWorkspaceFile(given, {
    input: 'fleet-file',
    maxBytes: MAX_BYTES,
  });
  return { fleet: parseFleetFile(text, { path }), path };
}
