import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Problem } from '@kubeflow-fleet/plugin-kubeflow-common';
import { runProgram } from './runProgram';

interface Prerequisite {
  readonly program: string;
  readonly args: readonly string[];
  readonly install: string;
}

const prerequisites: readonly Prerequisite[] = [
  {
    program: 'go',
    args: ['version'],
    install:
      'Go 1.21 or later, from https://go.dev/dl; it fetches the version that the servers need',
  },
  {
    program: 'python3',
    args: [
      '-c',
      'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 9))',
    ],
    install:
      'Python 3.9 or later with venv and pip; on Debian and Ubuntu: python3 and python3-venv',
  },
  {
    program: 'git',
    args: ['--version'],
    install: 'git',
  },
];

/**
 * What the live lane needs from the machine is there; `env` is added to this process's environment.
 *
 * @throws KubeflowError `NotFoundError`, reason `PrerequisitesMissing`, that names everything to install.
 */
export async function requirePrerequisites(
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const problems: Problem[] = [];
  for (const { program, args, install } of prerequisites) {
    try {
      await runProgram(program, args, { env });
    } catch (error) {
      if (!(error instanceof KubeflowError)) throw error;
      problems.push({
        message: `${program} is missing or too old: ${install}`,
      });
    }
  }
  if (problems.length === 0) return;
  throw new KubeflowError('NotFoundError', {
    reason: 'PrerequisitesMissing',
    subject: 'npm run test:live',
    fact: 'this machine lacks programs that build and run the real servers',
    remedy: 'Install them and put them on PATH; `npm test` needs none of them.',
    problems,
  });
}
