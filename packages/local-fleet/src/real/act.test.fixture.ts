import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import type { LocalFleet } from '../fleet/contract';
import { writeSampleRepository } from '../mainJob/sampleRepository';
import { PROJECT_ROOT, readmeWorkflow } from './readmeWorkflow.test.fixture';

const run = promisify(execFile);

/**
 * Takes the place of actions/checkout: fetches the commit itself, so that what is not committed is absent,
 * as on GitHub. act's own replacement copies the working tree.
 */
const CHECKOUT = `
name: checkout
description: fetches the commit of the event
runs:
  using: composite
  steps:
    - shell: bash
      run: |
        git init --quiet
        git fetch --quiet --depth 1 "$SCRATCH_REPOSITORY" "\${{ github.sha }}"
        git -c advice.detachedHead=false checkout --quiet --detach FETCH_HEAD
`;

export interface ScratchRepository {
  readonly root: string;
  readonly sha: string;
}

/** A user's repository on main with the fleet file, the sample pipeline and the README's workflow, committed. */
export const createScratchRepository = async (
  fleet: LocalFleet,
): Promise<ScratchRepository> => {
  const root = await writeSampleRepository(fleet.files);
  const { path, text } = readmeWorkflow();
  await writeFile(join(root, path), text);
  const git = async (...args: readonly string[]) => {
    const { stdout } = await run('git', ['-C', root, ...args], {
      env: { PATH: process.env.PATH, HOME: root },
    });
    return stdout.trim();
  };
  await git('init', '--quiet', '--initial-branch=main');
  await git('config', 'user.name', 'octocat');
  await git('config', 'user.email', 'octocat@example.com');
  await git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  const { repository } = fleet.github.identity;
  await git('remote', 'add', 'origin', `https://github.com/${repository}.git`);
  await git('add', '--all');
  await git('commit', '--quiet', '-m', 'Train on merge');
  return { root, sha: await git('rev-parse', 'HEAD') };
};

/** Copies what GitHub would fetch of our actions: action.yml files and dist, and no source. */
const exportActions = async (folder: string) => {
  const actions = join(PROJECT_ROOT, 'actions');
  await cp(actions, join(folder, 'actions'), {
    recursive: true,
    filter: file => {
      const parts = relative(actions, file).split(sep);
      return !parts.includes('node_modules') && !parts.includes('src');
    },
  });
  return folder;
};

/** One line of `act --json`. */
export interface ActLine {
  readonly jobResult?: string;
  readonly stepResult?: string;
  readonly step?: string;
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly content?: string;
  readonly msg?: string;
}

export interface ActRun {
  readonly exitCode: number | null;
  readonly lines: readonly ActLine[];
  /** Everything that act printed, for a failure's message. */
  readonly text: string;
}

export interface ActOptions {
  readonly act: string;
  readonly fleet: LocalFleet;
  readonly repository: ScratchRepository;
  /** Folder for act's home and cache and for what it takes actions from. */
  readonly scratch: string;
  /** `owner/repo@ref` of the workflow's actions: ours and actions/checkout. */
  readonly actions: readonly string[];
  readonly runId: string;
  readonly runAttempt: number;
}

const pushEvent = ({ fleet, repository }: ActOptions) => ({
  ref: 'refs/heads/main',
  before: '0'.repeat(40),
  after: repository.sha,
  created: false,
  // Without it act takes the working copy's HEAD for the commit.
  deleted: false,
  forced: false,
  commits: [{ id: repository.sha, message: 'Train on merge' }],
  repository: {
    full_name: fleet.github.identity.repository,
    default_branch: 'main',
  },
});

const jobEnvironment = (options: ActOptions): Record<string, string> => {
  const { aws, github } = options.fleet;
  return {
    GITHUB_RUN_ID: options.runId,
    GITHUB_RUN_ATTEMPT: String(options.runAttempt),
    GITHUB_API_URL: github.apiUrl,
    GITHUB_SERVER_URL: github.url,
    ACTIONS_ID_TOKEN_REQUEST_URL: github.emulator.oidc.requestUrl,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: github.emulator.oidc.requestToken,
    AWS_ENDPOINT_URL_STS: aws.url,
    AWS_ENDPOINT_URL_EKS: aws.url,
    AWS_EC2_METADATA_DISABLED: 'true',
    SCRATCH_REPOSITORY: `file://${options.repository.root}`,
  };
};

const localRepositories = async (options: ActOptions) => {
  const checkout = join(options.scratch, 'checkout');
  await mkdir(checkout, { recursive: true });
  await writeFile(join(checkout, 'action.yml'), CHECKOUT);
  const ours = await exportActions(join(options.scratch, 'ours'));
  return options.actions.flatMap(action => [
    '--local-repository',
    `${action}=${action.startsWith('actions/checkout@') ? checkout : ours}`,
  ]);
};

/** Runs the workflow of a push to main with act, in an environment of its own. A failing job is a result. */
export const pushWithAct = async (options: ActOptions): Promise<ActRun> => {
  const { scratch, repository, fleet } = options;
  const event = join(scratch, 'push.json');
  const repositories = await localRepositories(options);
  await writeFile(event, JSON.stringify(pushEvent(options)));
  const env = Object.entries(jobEnvironment(options)).flatMap(
    ([name, value]) => ['--env', `${name}=${value}`],
  );
  const child = spawn(
    options.act,
    [
      ...['push', '--workflows', readmeWorkflow().path, '--eventpath', event],
      ...['--platform', 'ubuntu-latest=-self-hosted', '--rm', '--json'],
      ...['--no-skip-checkout', '--actor', fleet.github.identity.actor],
      ...['--secret', `GITHUB_TOKEN=${fleet.github.token}`],
      ...repositories,
      ...env,
    ],
    {
      cwd: repository.root,
      // act hands its whole environment to the steps, and takes the first node of PATH for `node24`.
      env: {
        HOME: join(scratch, 'home'),
        XDG_CACHE_HOME: join(scratch, 'cache'),
        PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
      },
      timeout: 120_000,
    },
  );
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const lines = text
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line) as ActLine);
  return { exitCode, lines, text };
};
