import fs from 'node:fs/promises';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { isRemote } from './remoteAddress';

const KUSTOMIZATIONS = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];
const FIELDS = ['resources', 'components', 'bases', 'crds'];
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

const entriesOf = (kustomization: unknown): string[] => {
  if (typeof kustomization !== 'object' || kustomization === null) return [];
  const fields = kustomization as Record<string, unknown>;
  return FIELDS.flatMap(field => fields[field] ?? []).filter(
    entry => typeof entry === 'string',
  );
};

/** A remote base, and the directory whose kustomization names it. */
export interface RemoteBase {
  readonly address: string;
  readonly directory: string;
}

/** The remote bases that a local kustomization names, itself or through local ones. What those name in turn is pinned with them. */
export async function remoteBases(directory: string): Promise<RemoteBase[]> {
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
    for (const entry of entriesOf(await readKustomization(next)))
      if (isRemote(entry)) found.push({ address: entry, directory: next });
      else open.push(path.resolve(next, entry));
  }
  return found;
}
