import fs from 'node:fs/promises';
import path from 'node:path';
import { goProgram, goPrograms } from './goPrograms';
import { runProgram } from './runProgram';
import {
  type ServerProcess,
  freePorts,
  isListening,
  startServerProcess,
} from './serverProcess';

const STAGES = ['node/fast', 'node/heartbeat-with-lease', 'pod/fast'];

/** kwok with the stages that its own release ships: nodes become Ready, scheduled pods Running. */
export async function startNodes(options: {
  readonly directory: string;
  readonly kubeConfig: string;
}): Promise<ServerProcess> {
  const port = await freePorts(1);
  const config = path.join(options.directory, 'kwok.yaml');
  await fs.writeFile(config, await stages());
  return startServerProcess({
    name: 'kwok',
    program: await goProgram('kwok'),
    args: [
      `--kubeconfig=${options.kubeConfig}`,
      '--manage-all-nodes=true',
      // Without heartbeats the controller manager gives a node up after 50 s.
      '--node-lease-duration-seconds=40',
      `--config=${config}`,
      `--server-address=127.0.0.1:${port}`,
    ],
    directory: options.directory,
    isReady: () => isListening(port),
  });
}

async function stages(): Promise<string> {
  const module = `sigs.k8s.io/kwok@${goPrograms.kwok.version}`;
  const answer = await runProgram('go', ['mod', 'download', '-json', module]);
  const { Dir: source } = JSON.parse(answer) as { readonly Dir: string };
  const folders = STAGES.map(stage =>
    path.join(source, 'kustomize', 'stage', stage),
  );
  const files = await Promise.all(folders.map(documentsOf));
  return files.flat().join('\n---\n');
}

async function documentsOf(folder: string): Promise<string[]> {
  const names = (await fs.readdir(folder)).filter(
    name => name.endsWith('.yaml') && name !== 'kustomization.yaml',
  );
  return Promise.all(
    names.sort().map(name => fs.readFile(path.join(folder, name), 'utf8')),
  );
}
