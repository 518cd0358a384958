import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** A directory of the test's own, and a program in it that behaves as the test says. */
export interface FakeKubectl {
  readonly folder: string;
  /** Path of the program. */
  readonly program: string;
  remove(): Promise<void>;
}

/** Writes a program whose body is JavaScript (CommonJS), started as kubectl would be. */
export async function fakeKubectl(body: string): Promise<FakeKubectl> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'fake-kubectl-'));
  const program = path.join(folder, 'kubectl');
  await fs.writeFile(program, `#!${process.execPath}\n${body}\n`, {
    mode: 0o755,
  });
  return {
    folder,
    program,
    remove: () => fs.rm(folder, { recursive: true, force: true }),
  };
}
