import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseManifests } from './parseManifests';
import { readManifestSources } from './readManifestSources';

let folder: string;
let workspace: string;

const write = async (file: string, text = `${file}\n`) => {
  const target = path.join(workspace, file);
  await fs.mkdir(path.dirname(target), { recursive: true });
  await fs.writeFile(target, text);
};

beforeEach(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'manifest-sources-'));
  workspace = path.join(folder, 'workspace');
  await fs.mkdir(workspace);
  await fs.writeFile(path.join(folder, 'outside.yaml'), 'secret\n');
});

afterEach(() => fs.rm(folder, { recursive: true, force: true }));

const read = async (given: string) =>
  (await readManifestSources(given, { workspace })).map(
    ({ path: shown, content }) => [shown, Buffer.from(content).toString()],
  );

const refusalOf = (given: string) =>
  readManifestSources(given, { workspace }).then(
    () => {
      throw new Error('it was accepted');
    },
    error => ({ reason: error.reason, message: error.message }),
  );

describe('sources of manifests', () => {
  beforeEach(async () => {
    await write('deploy/b.yaml');
    await write('deploy/a.json');
    await write('deploy/c.yml');
    await write('deploy/notes.md');
    await write('deploy/sub/d.yaml');
    await write('bundle');
  });

  it('are a file of any name', async () => {
    expect(await read('bundle')).toEqual([['bundle', 'bundle\n']]);
    expect(await read('./deploy/../deploy/notes.md')).toEqual([
      ['deploy/notes.md', 'deploy/notes.md\n'],
    ]);
    expect(await read(path.join(workspace, 'bundle'))).toHaveLength(1);
  });

  it('are the manifests of a directory, as kubectl without -R', async () => {
    expect((await read('deploy')).map(([shown]) => shown)).toEqual([
      'deploy/a.json',
      'deploy/b.yaml',
      'deploy/c.yml',
    ]);
    await write('top.yaml');
    expect(await read('.')).toEqual([['top.yaml', 'top.yaml\n']]);
  });

  it('are what a pattern matches', async () => {
    expect((await read('deploy/**/*.yaml')).map(([shown]) => shown)).toEqual([
      'deploy/b.yaml',
      'deploy/sub/d.yaml',
    ]);
  });

  it('are a file whose name looks like a pattern', async () => {
    await write('[x].yaml');
    expect(await read('[x].yaml')).toHaveLength(1);
  });

  it('are a link that stays inside', async () => {
    await fs.symlink('deploy/b.yaml', path.join(workspace, 'link.yaml'));
    expect(await read('link.yaml')).toEqual([['link.yaml', 'deploy/b.yaml\n']]);
  });

  it.each(['nothing/*.yaml', 'deploy/*.toml'])(
    'row 19: %s matches 0 files, which is an error',
    async given => {
      expect(await refusalOf(given)).toMatchObject({
        reason: 'NoFileMatches',
        message: expect.stringContaining('matched 0 files'),
      });
    },
  );

  it('row 19: a directory without manifests is an error, and says how to search below it', async () => {
    await write('only/sub/a.yaml');
    expect(await refusalOf('only')).toMatchObject({
      reason: 'NoFileMatches',
      message: expect.stringContaining("'only/**/*.yaml'"),
    });
  });

  it.each([
    '../outside.yaml',
    '/etc/passwd',
    '..',
    '../*.yaml',
    '/etc/*',
    'deploy/../../*.yaml',
  ])('row 19: %s is outside the workspace', async given => {
    expect((await refusalOf(given)).reason).toBe('OutsideWorkspace');
  });

  it('row 19: a link that leaves the workspace is refused, named itself, in a directory or by a pattern', async () => {
    await fs.symlink(
      '../../outside.yaml',
      path.join(workspace, 'deploy/z.yaml'),
    );
    await fs.symlink('..', path.join(workspace, 'up'));
    for (const given of [
      'deploy/z.yaml',
      'deploy',
      'deploy/*',
      'up',
      'up/outside.yaml',
      'up/*.yaml',
    ])
      expect({ given, ...(await refusalOf(given)) }).toMatchObject({
        given,
        reason: 'OutsideWorkspace',
      });
  });

  it('that do not exist are not found', async () => {
    expect((await refusalOf('nothing.yaml')).reason).toBe('ManifestsNotFound');
  });

  it('row 3: that are too large are refused before they are read', async () => {
    const file = await fs.open(path.join(workspace, 'large.yaml'), 'w');
    await file.truncate(200 * 1024 * 1024);
    await file.close();
    const before = process.memoryUsage().rss;
    expect(await refusalOf('large.yaml')).toEqual({
      reason: 'ManifestsTooLarge',
      message:
        "manifests 'large.yaml': the file has 209715200 bytes, more than the 33554432 allowed. Name fewer or smaller files.",
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it('row 3: that are too much together are refused', async () => {
    for (const name of ['a', 'b', 'c'])
      await fs
        .open(path.join(workspace, `${name}.yaml`), 'w')
        .then(async file => {
          await file.truncate(24 * 1024 * 1024);
          await file.close();
        });
    expect((await refusalOf('.')).reason).toBe('ManifestsTooLarge');
  });

  it('that are no files, such as a device or a socket, are refused', async () => {
    await fs.mkdir(path.join(workspace, 'dir.yaml'));
    await write('dir.yaml/x.yaml');
    expect((await read('dir.yaml')).map(([shown]) => shown)).toEqual([
      'dir.yaml/x.yaml',
    ]);
    const { createServer } = await import('node:net');
    const server = createServer().listen(path.join(workspace, 's.yaml'));
    await new Promise(resolve => server.once('listening', resolve));
    expect((await refusalOf('s.yaml')).reason).toBe('NotAFile');
    server.close();
  });

  it('can be parsed as they are', async () => {
    await write('m.yaml', 'apiVersion: v1\nkind: A\nmetadata: {name: a}\n');
    const [manifest] = parseManifests(
      await readManifestSources('m.yaml', { workspace }),
    );
    expect(manifest!.source).toEqual({ path: 'm.yaml', line: 1 });
  });
});
