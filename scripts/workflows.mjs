// Every workflow of the repository: its own, those in READMEs (a yaml block that starts with its path), those of skeletons.
import fs from 'node:fs';
import path from 'node:path';
import { execFileSync } from 'node:child_process';

const tracked = () =>
  execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard'],
    { encoding: 'utf8' },
  )
    .split('\n')
    .filter(file => file !== '' && fs.existsSync(file));

const BLOCK =
  /^```ya?ml\n# (\.github\/workflows\/[\w.-]+\.ya?ml)\n([\s\S]*?)^```$/gm;

/** @returns {{source: string, name: string, text: string}[]} */
export function workflows() {
  return tracked().flatMap(file => {
    if (/(^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(file)) {
      return [
        {
          source: file,
          name: path.basename(file),
          text: fs.readFileSync(file, 'utf8'),
        },
      ];
    }
    if (!file.endsWith('.md')) return [];
    const blocks = [...fs.readFileSync(file, 'utf8').matchAll(BLOCK)];
    return blocks.map(([, name, text]) => ({
      source: file,
      name: path.basename(name),
      text,
    }));
  });
}
