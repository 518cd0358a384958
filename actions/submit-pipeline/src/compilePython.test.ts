import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { compilePython } from './compilePython';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'compile-'));
  fs.writeFileSync(path.join(folder, 'train.py'), '# a pipeline\n');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A Python that runs this shell script. */
const python = (name: string, script: string) => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
};

const compile = (environment: NodeJS.ProcessEnv = {}, more = {}) =>
  compilePython({
    file: path.join(folder, 'train.py'),
    path: 'pipelines/train.py',
    environment: {
      PATH: `${folder}:/usr/bin:/bin`,
      RUNNER_TEMP: folder,
      ...environment,
    },
    ...more,
  });

const WRITE = 'while [ "$1" != --output ]; do shift; done; echo';

it('gives what the kfp SDK writes, and leaves nothing behind', async () => {
  python('python3', `${WRITE} "$(pwd) compiled" > "$2"`);
  expect(await compile()).toBe(`${fs.realpathSync(folder)} compiled\n`);
  expect(fs.readdirSync(folder).sort()).toEqual(['python3', 'train.py']);
});

it('calls what the program kfp calls', async () => {
  python('python3', `args="$*"; ${WRITE} "$args" > "$2"`);
  expect(await compile()).toMatch(
    /^-c from kfp\.cli.* dsl compile --py .*train\.py --output .*pipeline\.yaml\n$/,
  );
});

it('S2: shows the pipeline code no token and no credential of the job', async () => {
  python('python3', `all="$(env)"; ${WRITE} "$all" > "$2"`);
  const seen = await compile({
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-1',
    'INPUT_GITHUB-TOKEN': 'canary-2',
    GITHUB_TOKEN: 'canary-3',
    AWS_SECRET_ACCESS_KEY: 'canary-4',
    AWS_SESSION_TOKEN: 'canary-5',
    PIP_INDEX_URL: 'kept',
  });
  expect(seen).toContain('kept');
  expect(seen).not.toContain('canary');
});

it('takes the interpreter that has kfp', async () => {
  python(
    'python3',
    `echo "Error while finding module specification for 'kfp.cli' (ModuleNotFoundError: No module named 'kfp')" >&2; exit 1`,
  );
  python('python', `${WRITE} second > "$2"`);
  expect(await compile()).toBe('second\n');
});

it('names the function of a file with several pipelines', async () => {
  python('python3', `args="$*"; ${WRITE} "$args" > "$2"`);
  expect(await compile({}, { function: 'train' })).toMatch(
    / --function train\n$/,
  );
});

it('does not take a missing package of the pipeline for a missing SDK', async () => {
  python(
    'python3',
    `echo "ModuleNotFoundError: No module named 'kfp_kubernetes'" >&2; exit 1`,
  );
  await expect(compile()).rejects.toMatchObject({
    reason: 'PipelineNotCompiled',
  });
});

it('says how to install the SDK when no Python has it', async () => {
  python('python3', 'echo "No module named kfp" >&2; exit 1');
  python('python', 'echo "No module named kfp" >&2; exit 1');
  await expect(compile()).rejects.toMatchObject({
    reason: 'KfpSdkMissing',
    remedy: expect.stringContaining('pip install kfp'),
  });
  await expect(compile({ PATH: '/nowhere' })).rejects.toMatchObject({
    reason: 'KfpSdkMissing',
  });
});

it('shows the end of what a pipeline that does not compile printed', async () => {
  python('python3', 'seq 1 500; echo "TypeError: epochs" >&2; exit 1');
  const error = await compile().catch(e => e);
  expect(error).toMatchObject({ reason: 'PipelineNotCompiled' });
  expect(error.message).toContain('pipelines/train.py: the kfp SDK could not');
  expect(error.message).toContain('TypeError: epochs');
  expect(error.message.split('\n').length).toBeLessThan(40);
});

it('does not take silence for success', async () => {
  python('python3', 'exit 0');
  await expect(compile()).rejects.toMatchObject({
    reason: 'PipelineNotCompiled',
  });
});

it('ends a compiler that does not', async () => {
  python('python3', 'exec sleep 60');
  await expect(compile({}, { timeoutMs: 200 })).rejects.toMatchObject({
    reason: 'PipelineNotCompiled',
    fact: expect.stringContaining('stopped'),
  });
});
