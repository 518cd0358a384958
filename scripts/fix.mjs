#!/usr/bin/env node
// Formats the repository and repairs what lint can repair by itself.
import { spawnSync } from 'node:child_process';

const bin = name => `node_modules/.bin/${name}`;
for (const [command, args] of [
  [bin('prettier'), ['--write', '--loglevel', 'warn', '.']],
  [bin('backstage-cli'), ['repo', 'lint', '--fix']],
]) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) process.exitCode = status ?? 1;
}
