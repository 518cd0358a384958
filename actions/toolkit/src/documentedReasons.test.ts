import fs from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../../..');

const sourcesBelow = (folder: string): readonly string[] =>
  fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(
      name =>
        name.endsWith('.ts') && !/\.(test|fixture)\.ts$|testing/.test(name),
    )
    .map(name => fs.readFileSync(path.join(ROOT, folder, name), 'utf8'));

const knowledge = [
  'plugins/kubeflow-common/src',
  'plugins/kubeflow-node/src',
  'actions/toolkit/src',
].flatMap(sourcesBelow);

/** The reasons in the table below "When it fails". */
const documented = (action: string): readonly string[] => {
  const readme = fs.readFileSync(
    path.join(ROOT, 'actions', action, 'README.md'),
    'utf8',
  );
  const [, table = ''] = readme.split('## When it fails');
  return [...table.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, reason = '']) => reason),
  );
};

const thrownIn = (sources: readonly string[]) => [
  ...new Set(
    sources.flatMap(text =>
      [...text.matchAll(/\breason: '(\w+)'/g)].map(([, reason]) => reason),
    ),
  ),
];

describe.each([
  'select-clusters',
  'submit-pipeline',
  'deploy-kubeflow',
  'detect-drift',
])('the reasons in the README of %s', action => {
  const own = sourcesBelow(`actions/${action}/src`);

  it('are reasons of the code', () => {
    const words = new Set(
      [...knowledge, ...own].flatMap(text => text.match(/\w+/g) ?? []),
    );
    expect(documented(action).length).toBeGreaterThan(5);
    expect(documented(action).filter(name => !words.has(name))).toEqual([]);
  });

  it('have every reason that the action itself gives', () => {
    const reasons = new Set(documented(action));
    // Inside select-clusters a slow cluster is a row of the table, not an error.
    const inside = ['CapacityTimeout'];
    expect(
      thrownIn(own).filter(
        name => !reasons.has(name!) && !inside.includes(name!),
      ),
    ).toEqual([]);
  });
});
