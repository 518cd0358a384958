import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requirePrerequisites } from './prerequisites';

describe('requirePrerequisites', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'prerequisites-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const program = async (name: string, exitCode: number) => {
    const file = join(folder, name);
    await writeFile(file, `#!/bin/sh\nexit ${exitCode}\n`);
    await chmod(file, 0o755);
  };
  const refusal = () =>
    requirePrerequisites({ PATH: folder }).catch(error => error);

  it('names everything to install at once', async () => {
    const error = await refusal();
    expect(error).toMatchObject({ reason: 'PrerequisitesMissing' });
    expect(error.problems).toEqual([
      { message: expect.stringContaining('Go 1.21 or later') },
      { message: expect.stringContaining('python3-venv') },
      { message: expect.stringContaining('git') },
    ]);
  });

  it('takes a Python without venv for none, and is content with the rest', async () => {
    await Promise.all([program('go', 0), program('git', 0)]);
    await program('python3', 1);
    const error = await refusal();
    expect(error.problems).toEqual([
      { message: expect.stringContaining('Python 3.9 or later with venv') },
    ]);
    await program('python3', 0);
    expect(await refusal()).toBeUndefined();
  });
});
