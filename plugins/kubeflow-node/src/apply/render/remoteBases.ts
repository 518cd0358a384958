import fs from 'node:fs/promises';
import path from 'node:path';
import { parseDocument } from 'yaml';
import {
  KubeflowError,
  printable,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { isInside } from '../manifests/workspacePath';
import { isRemote } from './remoteAddress';

const KUSTOMIZATIONS = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];
/** Directories, files and addresses. */
const FIELDS = [
  'resources',
  'components',
  'bases',
  'crds',
  'generators',
  'transformers',
  'validators',
  'configurations',
  'patchesStrategicMerge',
];
/** Objects whose `path` is a file or an address. */
const PATH_FIELDS = ['patches', 'patchesJson6902', 'replacements', 'openapi'];
const GENERATORS = ['configMapGenerator', 'secretGenerator'];
const MOST_DIRECTORIES = 1_000;
const MAX_BYTES = 1024 * 1024;

/** Undefined: it cannot be read, and kustomize says why. It reads YAML 1.2, unlike kubectl. */
const parse = (text: string): unknown => {
  try {
    const document = parseDocument(text, {
      uniqueKeys: false,
      logLevel: 'silent',
    });
    return document.errors.length > 0 ? undefined : document.toJS();
  } catch {
    // Too many aliases or levels.
    return undefined;
  }
};

/** Undefined: there is none that could be read. */
async function readKustomization(directory: string): Promise<unknown> {
  for (const name of KUSTOMIZATIONS) {
    const file = path.join(directory, name);
    const stat = await fs.stat(file).catch(() => undefined);
    if (!stat?.isFile() || stat.size > MAX_BYTES) continue;
    return parse(await fs.readFile(file, 'utf8'));
  }
  return undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null;

const texts = (values: readonly unknown[]): string[] =>
  values.filter(value => typeof value === 'string');

const objectsIn = (fields: Fields, names: readonly string[]): Fields[] =>
  names.flatMap(name => fields[name] ?? []).filter(isFields);

/** What kustomize looks for on this machine, or fetches. */
const entriesOf = (kustomization: unknown): string[] =>
  isFields(kustomization)
    ? texts(FIELDS.flatMap(field => kustomization[field] ?? []))
    : [];

/** Where kustomize takes a file it takes an address as well, and `KEY=FILE` in a generator. */
const filesOf = (kustomization: unknown): string[] => {
  if (!isFields(kustomization)) return [];
  const generated = objectsIn(kustomization, GENERATORS).flatMap(
    ({ files, envs, env }) => texts([files, envs, env].flat()),
  );
  return [
    ...texts(objectsIn(kustomization, PATH_FIELDS).map(each => each.path)),
    ...generated.map(entry => entry.replace(/^[^=:/]*=/, '')),
  ];
};

/** A remote base, and the directory whose kustomization names it. */
export interface RemoteBase {
  readonly address: string;
  readonly directory: string;
}

/** Remote ones first; an entry of several lines is a patch or a transformer itself. */
const parted = (entries: readonly string[]): [string[], string[]] => {
  const named = entries.filter(entry => !entry.includes('\n'));
  return [named.filter(isRemote), named.filter(entry => !isRemote(entry))];
};

const refuseOutside = async (directory: string, within: string) => {
  // What does not exist kustomize names itself.
  const real = await fs.realpath(directory).catch(() => directory);
  if (isInside(await fs.realpath(within), real)) return;
  throw new KubeflowError('InputError', {
    reason: 'OutsideWorkspace',
    subject: 'kustomization',
    fact: `a base of it is ${printable(real)}, outside the workspace`,
    remedy: 'Name bases of the checked-out repository',
  });
};

/**
 * The remote bases and files that a local kustomization names, itself or through local ones. What those name in turn is
 * pinned with them.
 *
 * @throws KubeflowError `OutsideWorkspace` for a local base that is not in `within`, links followed.
 */
export async function remoteBases(
  directory: string,
  within?: string,
): Promise<RemoteBase[]> {
  const found: RemoteBase[] = [];
  const seen = new Set<string>();
  const open = [path.resolve(directory)];
  for (
    let next = open.pop();
    next !== undefined && seen.size < MOST_DIRECTORIES;
    next = open.pop()
  ) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (within !== undefined) await refuseOutside(next, within);
    const kustomization = await readKustomization(next);
    const [remote, local] = parted(entriesOf(kustomization));
    for (const address of [...remote, ...parted(filesOf(kustomization))[0]])
      found.push({ address, directory: next });
    open.push(...local.map(entry => path.resolve(next, entry)));
  }
  return found;
}
