#!/usr/bin/env node
// Writes every generated file from its source; --check compares instead and names what differs.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const generators = fs
  .readdirSync(new URL('./generate/', import.meta.url))
  .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .sort();

const args = process.argv.slice(2);
const failed = generators.filter(file => {
  const script = path.join('scripts', 'generate', file);
  const { status } = spawnSync('node_modules/.bin/tsx', [script, ...args], {
    stdio: 'inherit',
  });
  return status !== 0;
});

if (failed.length > 0) {
  console.error(
    `These generators did not pass: ${failed.join(
      ', ',
    )}. Run: npm run generate`,
  );
  process.exit(1);
}
