import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { STATE_NAMESPACE } from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { goProgram } from '@kubeflow-fleet/local-fleet';
import type { DistantServer } from './applyServers';

const run = promisify(execFile);

/** Runs kubectl on the server itself, without a distance. */
export const kubectlOn =
  ({ kubeConfig }: Pick<DistantServer, 'kubeConfig'>) =>
  async (...args: readonly string[]): Promise<string> => {
    const program = await goProgram('kubectl');
    const { stdout } = await run(program, [
      `--kubeconfig=${kubeConfig}`,
      ...args,
    ]);
    return stdout;
  };

/** Deletes what the files hold and what our state was, so that the next deploy is a first one. */
export async function reset(
  server: DistantServer,
  files: readonly string[],
): Promise<void> {
  const kubectl = kubectlOn(server);
  const names = files.map(file => `--filename=${file}`);
  await kubectl('delete', '--ignore-not-found', '--wait=false', ...names);
  await releaseClaims(kubectl);
  await removeState(kubectl);
}

type Kubectl = ReturnType<typeof kubectlOn>;

/** No controller runs that would take the finalizers off. */
async function releaseClaims(kubectl: Kubectl): Promise<void> {
  const claims = await kubectl(
    'get',
    'pvc',
    '-A',
    '-o',
    'name',
    '-n',
    'kubeflow',
  );
  for (const claim of claims.split('\n').filter(Boolean))
    await kubectl(
      ...['patch', '-n', 'kubeflow', claim, '--type=merge'],
      '--patch={"metadata":{"finalizers":null}}',
    );
}

async function removeState(kubectl: Kubectl): Promise<void> {
  const found = await kubectl(
    ...['get', 'namespace', STATE_NAMESPACE],
    ...['--ignore-not-found', '-o', 'name'],
  );
  if (!found) return;
  await kubectl(
    ...['delete', 'configmap,secret,lease', '--all'],
    ...['-n', STATE_NAMESPACE, '--wait=false'],
  );
  await kubectl('delete', 'namespace', STATE_NAMESPACE, '--wait=false');
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'namespace-'));
  const file = path.join(directory, 'finalized.json');
  await fs.writeFile(
    file,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: STATE_NAMESPACE },
      spec: { finalizers: [] },
    }),
  );
  await kubectl(
    ...['replace', '--raw', `/api/v1/namespaces/${STATE_NAMESPACE}/finalize`],
    `--filename=${file}`,
  );
  await fs.rm(directory, { recursive: true });
}
