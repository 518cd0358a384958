// Writes the tables of inputs and outputs into the README of every action, from its action.yml:
//   tsx scripts/generate/action-tables.ts           writes them
//   tsx scripts/generate/action-tables.ts --check   exits 1 when a README differs
// A README without the markers of a table is an error: it would go stale silently.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';

interface Field {
  readonly description: string;
  readonly default?: string;
  readonly required?: boolean;
}

interface Action {
  readonly inputs?: Readonly<Record<string, Field>>;
  readonly outputs?: Readonly<Record<string, Field>>;
}

const root = resolve(__dirname, '../..');

const cell = (text: string) =>
  text.trim().replace(/\s+/g, ' ').replace(/\|/g, '\\|');

const table = (head: readonly string[], rows: readonly string[][]): string =>
  [head, head.map(() => '---'), ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');

const defaultOf = ({ default: value, required }: Field): string => {
  if (value) return `\`${cell(value)}\``;
  return required ? '**required**' : '';
};

const tables = ({ inputs = {}, outputs = {} }: Action) => ({
  inputs: table(
    ['input', 'default', 'meaning'],
    Object.entries(inputs).map(([name, input]) => [
      `\`${name}\``,
      defaultOf(input),
      cell(input.description),
    ]),
  ),
  outputs: table(
    ['output', 'meaning'],
    Object.entries(outputs).map(([name, { description }]) => [
      `\`${name}\``,
      cell(description),
    ]),
  ),
});

const withTable = (readme: string, name: string, text: string): string => {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(`put the markers ${begin} and ${end} where the table goes`);
  return `${readme.slice(0, from + begin.length)}\n\n${text}\n\n${readme.slice(
    to,
  )}`;
};

const complete = (folder: string, readme: string): string => {
  const action = parse(
    readFileSync(join(folder, 'action.yml'), 'utf8'),
  ) as Action;
  const { inputs, outputs } = tables(action);
  const text = withTable(
    withTable(readme, 'inputs', inputs),
    'outputs',
    outputs,
  );
  const options = resolveConfig.sync(join(folder, 'README.md'));
  return format(text, { ...options, parser: 'markdown' });
};

/** What is wrong with the README of one action; writes it unless `check`. */
const problemOf = (folder: string, check: boolean): string | undefined => {
  const path = join(folder, 'README.md');
  const name = relative(root, path);
  if (!existsSync(path)) return `${name} is missing`;
  const readme = readFileSync(path, 'utf8');
  try {
    const text = complete(folder, readme);
    if (text === readme) return undefined;
    if (check) return `${name} differs from action.yml. Run: npm run generate`;
    writeFileSync(path, text);
    return undefined;
  } catch (error) {
    return `${name}: ${(error as Error).message}`;
  }
};

const check = process.argv.includes('--check');
const folders = readdirSync(join(root, 'actions'))
  .map(name => join(root, 'actions', name))
  .filter(folder => existsSync(join(folder, 'action.yml')));
const problems = folders.flatMap(folder => problemOf(folder, check) ?? []);
for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
