import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import { findWorkspaceFiles, readWorkspaceFile } from './workspaceFile';

let outside: string;
let workspace: string;
const before = process.env.GITHUB_WORKSPACE;

beforeEach(() => {
  outside = fs.mkdtempSync(path.join(os.tmpdir(), 'outside-'));
  workspace = path.join(outside, 'workspace');
  fs.mkdirSync(path.join(workspace, 'pipelines'), { recursive: true });
  fs.writeFileSync(path.join(outside, 'secret.txt'), 'secret');
  fs.writeFileSync(path.join(workspace, 'a.yaml'), '\ufeffa: ü');
  fs.writeFileSync(path.join(workspace, 'pipelines', 'b.yaml'), 'b');
  process.env.GITHUB_WORKSPACE = workspace;
});
afterEach(() => {
  fs.rmSync(outside, { recursive: true, force: true });
  process.env.GITHUB_WORKSPACE = before;
  if (before === undefined) delete process.env.GITHUB_WORKSPACE;
});

const options = { input: 'pipeline-file' };
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no error',
    error =>
      (error as Error).message.startsWith('input pipeline-file: ')
        ? (error as { reason?: string }).reason
        : (error as Error).message,
  );

describe('readWorkspaceFile', () => {
  it('reads a file by a relative or an absolute path in the workspace', async () => {
    for (const given of [
      'a.yaml',
      './pipelines/../a.yaml',
      path.join(workspace, 'a.yaml'),
    ]) {
      expect(await readWorkspaceFile(given, options)).toMatchObject({
        path: 'a.yaml',
        text: 'a: ü',
      });
    }
  });

  it.each(['../secret.txt', 'pipelines/../../secret.txt', '/etc/passwd'])(
    'row 19: refuses %s',
    async given => {
      expect(await reasonOf(readWorkspaceFile(given, options))).toBe(
        'OutsideWorkspace',
      );
    },
  );

  it('row 19: refuses a link, or a chain of links, that leaves the workspace', async () => {
    fs.symlinkSync(outside, path.join(workspace, 'folder'));
    fs.symlinkSync('folder/secret.txt', path.join(workspace, 'link'));
    for (const given of ['folder/secret.txt', 'link']) {
      expect(await reasonOf(readWorkspaceFile(given, options))).toBe(
        'OutsideWorkspace',
      );
    }
  });

  it('follows a link that stays inside', async () => {
    fs.symlinkSync('a.yaml', path.join(workspace, 'latest'));
    expect((await readWorkspaceFile('latest', options)).path).toBe('a.yaml');
  });

  it('says what is wrong with what it cannot read', async () => {
    fs.writeFileSync(path.join(workspace, 'binary'), Buffer.from([0xff, 0xfe]));
    fs.symlinkSync('nowhere', path.join(workspace, 'dangling'));
    expect(await reasonOf(readWorkspaceFile('binary', options))).toBe(
      'NotText',
    );
    expect(await reasonOf(readWorkspaceFile('pipelines', options))).toBe(
      'NotAFile',
    );
    expect(await reasonOf(readWorkspaceFile('gone.yaml', options))).toBe(
      'FileNotFound',
    );
    expect(await reasonOf(readWorkspaceFile('dangling', options))).toBe(
      'FileNotFound',
    );
    expect(await reasonOf(readWorkspaceFile('a\u0000b', options))).toBe(
      'FileNotFound',
    );
    expect(
      await reasonOf(readWorkspaceFile('a.yaml', { ...options, maxBytes: 3 })),
    ).toBe('FileTooLarge');
  });
});

describe('findWorkspaceFiles', () => {
  it('gives the matches in order', async () => {
    expect(await findWorkspaceFiles('**/*.yaml', options)).toEqual([
      'a.yaml',
      'pipelines/b.yaml',
    ]);
  });

  it('row 19: a pattern that matches nothing is an error', async () => {
    await expect(findWorkspaceFiles('*.yml', options)).rejects.toThrow(
      "'*.yml' matched 0 files",
    );
  });

  it.each(['../*.txt', '/etc/*', 'x/../../*'])(
    'row 19: refuses the pattern %s',
    async pattern => {
      expect(await reasonOf(findWorkspaceFiles(pattern, options))).toBe(
        'OutsideWorkspace',
      );
    },
  );

  it('row 19: refuses a match that is a link out of the workspace', async () => {
    fs.symlinkSync('../secret.txt', path.join(workspace, 'c.yaml'));
    const error = await findWorkspaceFiles('*.yaml', options).catch(e => e);
    expect(hasReason(error, 'OutsideWorkspace')).toBe(true);
  });
});
