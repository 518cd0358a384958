import fs from 'node:fs/promises';
import path from 'node:path';
import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';

/** A text file of the workspace. */
export interface WorkspaceFile {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  /** Symbolic links resolved; inside the workspace. */
  readonly absolutePath: string;
  /** Without a byte order mark. */
  readonly text: string;
}

export interface ReadOptions {
  /** Name of the input that gave the path, for messages. */
  readonly input: string;
  /** Default 32 MiB, KFP's own limit for a pipeline. */
  readonly maxBytes?: number;
}

const DEFAULT_MAX_BYTES = 32 * 1024 * 1024;

const refuse = (
  options: ReadOptions,
  details: {
    readonly reason: string;
    readonly fact: string;
    readonly remedy: string;
  },
) =>
  new KubeflowError('InputError', {
    subject: `input ${options.input}`,
    ...details,
  });

/** Real path of the checkout. */
export const workspaceRoot = (): Promise<string> =>
  fs.realpath(process.env.GITHUB_WORKSPACE ?? process.cwd());

const isInside = (root: string, file: string) => {
  const relative = path.relative(root, file);
  return !relative.startsWith('..') && !path.isAbsolute(relative);
};

/** Real path of an existing file of the workspace; links are followed and must stay inside. */
async function confine(given: string, options: ReadOptions): Promise<string> {
  const root = await workspaceRoot();
  const outside = (file: string) =>
    refuse(options, {
      reason: 'OutsideWorkspace',
      fact: `'${given}' leads to ${file}, outside the workspace`,
      remedy: 'Name a file of the checked-out repository',
    });
  const resolved = path.resolve(root, given);
  if (!isInside(root, resolved)) throw outside(resolved);
  const real = await fs.realpath(resolved).catch(cause => {
    throw refuse(options, {
      reason: 'FileNotFound',
      fact: `'${given}' does not exist in the workspace (${cause.code})`,
      remedy: 'Check the path, and that actions/checkout runs before this step',
    });
  });
  if (!isInside(root, real)) throw outside(real);
  return real;
}

function decode(
  bytes: Uint8Array,
  given: string,
  options: ReadOptions,
): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refuse(options, {
      reason: 'NotText',
      fact: `'${given}' is not UTF-8 text`,
      remedy: 'Save the file as UTF-8',
    });
  }
}

/**
 * Reads a text file of the workspace.
 *
 * @throws KubeflowError `InputError`, reasons `OutsideWorkspace` (also by a symbolic link),
 * `FileNotFound`, `NotAFile`, `FileTooLarge`, `NotText`.
 */
export async function readWorkspaceFile(
  given: string,
  options: ReadOptions,
): Promise<WorkspaceFile> {
  const { maxBytes = DEFAULT_MAX_BYTES } = options;
  const real = await confine(given, options);
  const stat = await fs.stat(real);
  if (!stat.isFile()) {
    throw refuse(options, {
      reason: 'NotAFile',
      fact: `'${given}' is not a file`,
      remedy: 'Name one file',
    });
  }
  if (stat.size > maxBytes) {
    throw refuse(options, {
      reason: 'FileTooLarge',
      fact: `'${given}' has ${stat.size} bytes, more than the ${maxBytes} allowed`,
      remedy: 'Name a smaller file',
    });
  }
  const relative = path.relative(await workspaceRoot(), real);
  return {
    path: relative.split(path.sep).join('/'),
    absolutePath: real,
    text: decode(await fs.readFile(real), given, options),
  };
}

/**
 * Paths, relative to the workspace and sorted, of the files that match a glob pattern.
 *
 * @throws KubeflowError `InputError`, reason `NoFileMatches` when there is none, or
 * `OutsideWorkspace` when the pattern or one of its matches leaves the workspace.
 */
export async function findWorkspaceFiles(
  pattern: string,
  options: ReadOptions,
): Promise<readonly string[]> {
  if (path.isAbsolute(pattern) || pattern.split(/[\\/]/).includes('..')) {
    throw refuse(options, {
      reason: 'OutsideWorkspace',
      fact: `'${pattern}' is not a pattern below the workspace`,
      remedy: 'Write it relative to the repository, without ..',
    });
  }
  const root = await workspaceRoot();
  const found: string[] = [];
  for await (const file of fs.glob(pattern, { cwd: root })) {
    found.push(file.split(path.sep).join('/'));
  }
  if (found.length === 0) {
    throw refuse(options, {
      reason: 'NoFileMatches',
      fact: `'${pattern}' matched 0 files`,
      remedy:
        'Check the pattern, and that actions/checkout runs before this step',
    });
  }
  await Promise.all(found.map(file => confine(file, options)));
  return found.sort();
}
