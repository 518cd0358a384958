// Writes the RBAC and IAM blocks of every action's README, from what the suites recorded:
//   tsx scripts/generate/access-blocks.ts           writes them
//   tsx scripts/generate/access-blocks.ts --check   exits 1 when a README differs
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { accessLayouts } from '../../packages/local-fleet/src/access/accessLayout';
import type { AccessLayout } from '../../packages/local-fleet/src/access/accessLayout';
import {
  policyText,
  roleText,
} from '../../packages/local-fleet/src/access/accessText';

const root = resolve(__dirname, '../..');

const withBlock = (readme: string, marker: string, text: string): string => {
  const [begin, end] = [`<!-- ${marker}:begin -->`, `<!-- ${marker}:end -->`];
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(`put the markers ${begin} and ${end} where the block goes`);
  return `${readme.slice(0, from + begin.length)}\n\n${text}\n\n${readme.slice(
    to,
  )}`;
};

const complete = (layout: AccessLayout, path: string, readme: string) => {
  const withRoles = layout.roles.reduce(
    (text, role) => withBlock(text, role.marker, roleText(layout, role)),
    readme,
  );
  const text = withBlock(withRoles, 'iam', policyText(layout));
  return format(text, { ...resolveConfig.sync(path), parser: 'markdown' });
};

const check = process.argv.includes('--check');
for (const layout of accessLayouts) {
  const path = join(root, 'actions', layout.action, 'README.md');
  const name = relative(root, path);
  const readme = readFileSync(path, 'utf8');
  try {
    const text = complete(layout, path, readme);
    if (text !== readme && !check) writeFileSync(path, text);
    if (text !== readme && check)
      throw new Error(
        'differs from packages/local-fleet/access. Run: npm run generate',
      );
  } catch (error) {
    process.stderr.write(`${name}: ${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
