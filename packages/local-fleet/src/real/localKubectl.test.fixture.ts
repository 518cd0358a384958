import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { exactJson } from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import type { Manifest } from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { goProgram } from './goPrograms';

const run = promisify(execFile);

/** The real kubectl, reading files without a server. */
export interface LocalKubectl {
  /** Its JSON of every object of the text, as one text; null when it refuses it. */
  read(text: string | Uint8Array): Promise<string | null>;
  /** {@link read} of our bodies: equal to that of the text they came from when they mean the same. */
  readBodies(manifests: readonly Manifest[]): Promise<string | null>;
  remove(): Promise<void>;
}

/** Starts nothing; a folder of its own holds the files that kubectl reads. */
export async function localKubectl(): Promise<LocalKubectl> {
  const program = await goProgram('kubectl');
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'local-kubectl-'));
  let files = 0;
  const read = async (text: string | Uint8Array) => {
    files += 1;
    const file = path.join(folder, `${files}.yaml`);
    await fs.writeFile(file, text);
    const args = ['patch', '--local', '--type=merge', '-p', '{}', '-o', 'json'];
    try {
      const { stdout } = await run(program, [...args, '-f', file], {
        env: {},
        maxBuffer: 64 * 1024 * 1024,
      });
      return stdout;
    } catch (error) {
      const { stderr } = error as { stderr?: string };
      if (stderr === undefined) throw error;
      return stderr.includes('no objects passed') ? '' : null;
    } finally {
      await fs.rm(file);
    }
  };
  return {
    read,
    readBodies: manifests =>
      read(manifests.map(({ object }) => exactJson(object())).join('\n')),
    remove: () => fs.rm(folder, { recursive: true, force: true }),
  };
}
