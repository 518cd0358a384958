import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ManifestText } from '../apply/manifests/parseManifests';

/** TEMPORARY until apply/render is there. */
export const renderKustomization = async ({
  directory,
  address,
  kubectl = 'kubectl',
  timeoutMs,
  signal,
}: {
  directory?: string;
  address?: string;
  kubectl?: string;
  timeoutMs: number;
  signal: AbortSignal;
}): Promise<ManifestText> => {
  const { stdout } = await promisify(execFile)(
    kubectl,
    ['kustomize', directory ?? address!],
    { timeout: timeoutMs, signal, maxBuffer: 1 << 28, encoding: 'buffer' },
  );
  return { path: 'kustomize build', content: stdout };
};
export const checkKubectl = async (_kubectl?: string) => ({
  version: '1.32.4',
});
export const readManifestSources = async (
  path: string,
  { workspace }: { workspace: string },
): Promise<ManifestText[]> => {
  const { readFile } = await import('node:fs/promises');
  const { resolve } = await import('node:path');
  return [{ path, content: await readFile(resolve(workspace, path)) }];
};
