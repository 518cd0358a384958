import fs from 'node:fs/promises';
import path from 'node:path';
import { runProgram } from './runProgram';
import { toolCache } from './toolCache';

/** Python programs of the live lane, from PyPI: the foreign clients, the AWS emulator and a linter. */
export const pythonEnvironments = {
  kfp: ['kfp==2.17.0'],
  aws: ['awscli==1.46.3'],
  moto: ['moto[server]==5.2.1'],
  zizmor: ['zizmor==1.32.0'],
} as const;

export type PythonEnvironmentName = keyof typeof pythonEnvironments;

/**
 * Folder with the environment's programs (`python`, `kfp`, `aws`, `zizmor`…), installed first when missing.
 *
 * @throws KubeflowError reason `ProgramMissing` without Python 3, `ProgramFailed` when pip fails.
 */
export async function pythonEnvironment(
  name: PythonEnvironmentName,
): Promise<string> {
  const requirements = pythonEnvironments[name];
  const folder = path.join(
    toolCache(),
    'python',
    requirements.join('-').replaceAll(/[^\w.-]/g, '-'),
  );
  const bin = path.join(folder, 'bin');
  const complete = path.join(folder, '.complete');
  const done = await fs.access(complete).then(
    () => true,
    () => false,
  );
  if (done) return bin;
  await runProgram('python3', ['-m', 'venv', '--clear', folder]);
  await runProgram(path.join(bin, 'python'), [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    ...requirements,
  ]);
  await fs.writeFile(complete, '');
  return bin;
}
