import fs from 'node:fs/promises';
import path from 'node:path';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';

/** An existing file or directory of the workspace. */
export interface WorkspacePath {
  /** Relative to the workspace, with `/`; `.` for the workspace itself. */
  readonly shown: string;
  /** Symbolic links resolved; inside the workspace. */
  readonly absolute: string;
}

/** True for a path in `root` and for itself; both absolute, links resolved. */
export const isInside = (root: string, file: string) => {
  const relative = path.relative(root, file);
  return (
    relative !== '..' &&
    !relative.startsWith(`..${path.sep}`) &&
    !path.isAbsolute(relative)
  );
};

const outside = (given: string, target: string) =>
  new KubeflowError('InputError', {
    reason: 'OutsideWorkspace',
    subject: `manifests '${given}'`,
    fact: `they lead to ${target}, outside the workspace`,
    remedy: 'Name files of the checked-out repository, without ..',
  });

/**
 * Resolves a path below `workspace`; links are followed and must stay inside.
 *
 * @throws KubeflowError `InputError`, reason `OutsideWorkspace`; `NotFoundError`, reason `ManifestsNotFound`.
 */
export async function workspacePath(
  given: string,
  workspace: string,
): Promise<WorkspacePath> {
  const root = await fs.realpath(workspace);
  const resolved = path.resolve(root, given);
  if (!isInside(root, resolved) || given.includes('\0'))
    throw outside(given, JSON.stringify(resolved));
  const absolute = await fs.realpath(resolved).catch(cause => {
    throw new KubeflowError('NotFoundError', {
      reason: 'ManifestsNotFound',
      subject: `manifests '${given}'`,
      fact: `there is no such file or directory in the workspace (${cause.code})`,
      remedy: 'Check the path, and that actions/checkout runs before this step',
      cause,
    });
  });
  if (!isInside(root, absolute)) throw outside(given, absolute);
  const shown = path.relative(root, resolved).split(path.sep).join('/');
  return { shown: shown || '.', absolute };
}
