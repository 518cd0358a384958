import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What a step in this process tells the runner: its files, and what it prints. */
export interface RunnerFiles {
  readonly folder: string;
  /** Everything printed since the start. */
  readonly printed: () => string;
  read(name: 'output' | 'summary' | 'state'): string;
  /** Puts everything back. */
  close(): void;
}

/** Sets the environment as the runner does, with `extra` variables, and keeps what is printed. */
export function openRunnerFiles(
  extra: Readonly<Record<string, string>> = {},
): RunnerFiles {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'runner-'));
  const file = (name: string) => path.join(folder, name);
  const before = { ...process.env };
  for (const name of ['output', 'summary', 'state']) {
    fs.writeFileSync(file(name), '');
  }
  Object.assign(process.env, {
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_STATE: file('state'),
    ...extra,
  });
  let text = '';
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation(chunk => {
    text += chunk.toString();
    return true;
  });
  return {
    folder,
    printed: () => text,
    read: name => fs.readFileSync(file(name), 'utf8'),
    close: () => {
      spy.mockRestore();
      process.env = before;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
