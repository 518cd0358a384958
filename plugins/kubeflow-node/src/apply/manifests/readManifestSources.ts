import fs from 'node:fs/promises';
import path from 'node:path';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { manifestLimits } from './limits';
import type { ManifestText } from './parseManifests';
import { workspacePath, type WorkspacePath } from './workspacePath';

const EXTENSIONS = ['.yaml', '.yml', '.json'];
const GLOB = /[*?[\]{}]/;

const tooMuch = (given: string, fact: string) =>
  new KubeflowError('InputError', {
    reason: 'ManifestsTooLarge',
    subject: `manifests '${given}'`,
    fact,
    remedy: 'Name fewer or smaller files',
  });

const nothing = (given: string, hint: string) =>
  new KubeflowError('InputError', {
    reason: 'NoFileMatches',
    subject: `manifests '${given}'`,
    fact: 'they matched 0 files',
    remedy: `Check the path, and that actions/checkout runs before this step. ${hint}`,
  });

/** Names below `directory` that `kubectl apply -f DIRECTORY` would read: not those of its subdirectories. */
async function filesOfDirectory(
  given: string,
  { shown, absolute }: WorkspacePath,
): Promise<string[]> {
  const entries = await fs.readdir(absolute, { withFileTypes: true });
  const files = entries
    .filter(
      entry =>
        !entry.isDirectory() && EXTENSIONS.includes(path.extname(entry.name)),
    )
    .map(({ name }) => (shown === '.' ? name : `${shown}/${name}`));
  if (files.length === 0)
    throw nothing(
      given,
      `Subdirectories are not searched: for those write '${path.posix.join(
        shown,
        '**/*.yaml',
      )}'`,
    );
  return files.sort();
}

async function filesOfGlob(given: string, workspace: string) {
  if (path.isAbsolute(given) || given.split(/[\\/]/).includes('..'))
    throw new KubeflowError('InputError', {
      reason: 'OutsideWorkspace',
      subject: `manifests '${given}'`,
      fact: 'this is no pattern below the workspace',
      remedy: 'Write it relative to the repository, without ..',
    });
  const files: string[] = [];
  const found = fs.glob(given, { cwd: workspace, withFileTypes: true });
  for await (const entry of found) {
    if (entry.isDirectory()) continue;
    const file = path.join(entry.parentPath, entry.name);
    files.push(path.relative(workspace, file).split(path.sep).join('/'));
    if (files.length > manifestLimits.files) break;
  }
  if (files.length === 0) throw nothing(given, 'A * does not match /');
  return files.sort();
}

async function filesOf(given: string, workspace: string): Promise<string[]> {
  const exact = await workspacePath(given, workspace).catch(error => {
    if (!GLOB.test(given)) throw error;
    return undefined;
  });
  if (!exact) return filesOfGlob(given, await fs.realpath(workspace));
  const stat = await fs.stat(exact.absolute);
  return stat.isDirectory() ? filesOfDirectory(given, exact) : [exact.shown];
}

/** Its size is checked before it is read, and again by what is read. */
async function readOne(file: WorkspacePath): Promise<ManifestText> {
  const { shown, absolute } = file;
  const stat = await fs.stat(absolute);
  if (!stat.isFile())
    throw new KubeflowError('InputError', {
      reason: 'NotAFile',
      subject: `manifests '${shown}'`,
      fact: 'this is neither a file nor a directory',
      remedy: 'Name a file, a directory or a pattern',
    });
  if (stat.size > manifestLimits.fileBytes)
    throw tooMuch(
      shown,
      `the file has ${stat.size} bytes, more than the ${manifestLimits.fileBytes} allowed`,
    );
  return { path: shown, content: await fs.readFile(absolute) };
}

/**
 * Reads manifests of the workspace: a file of any name, a directory (its `.yaml`, `.yml` and `.json` files, not
 * its subdirectories, as kubectl without `-R`), or a glob pattern; a rendered bundle is a
 * file like another. Sorted by path. Limits: {@link manifestLimits}.
 *
 * @throws KubeflowError `InputError`, reasons `OutsideWorkspace` (also by a symbolic link), `NoFileMatches`,
 * `ManifestsTooLarge`, `NotAFile`; `NotFoundError`, reason `ManifestsNotFound`.
 */
export async function readManifestSources(
  given: string,
  { workspace }: { readonly workspace: string },
): Promise<ManifestText[]> {
  const files = await filesOf(given, workspace);
  if (files.length > manifestLimits.files)
    throw tooMuch(given, `they are more than ${manifestLimits.files} files`);
  const sources: ManifestText[] = [];
  let bytes = 0;
  for (const file of files) {
    const source = await readOne(await workspacePath(file, workspace));
    bytes += source.content.byteLength;
    if (bytes > manifestLimits.totalBytes)
      throw tooMuch(
        given,
        `they have more than ${manifestLimits.totalBytes} bytes together`,
      );
    sources.push(source);
  }
  return sources;
}
