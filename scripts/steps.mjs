// Runs named steps one after another and counts what passed and failed.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const seconds = since => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs `command` and returns true when it exits with 0; its output goes to the terminal. */
export function runs(command, ...args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  return status === 0;
}

/**
 * Runs jest on the test files whose path matches `pattern` and not `ignored`; its report of each file goes to stderr.
 * Returns jest's own counts; a run without tests counts as one failure.
 */
export function jest(pattern, ignored, { env = {}, options = [] } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jest-'));
  const report = path.join(folder, 'report.json');
  const args = [
    'repo',
    'test',
    '--watchAll=false',
    '--json',
    `--outputFile=${report}`,
    ...options,
  ];
  if (ignored)
    args.push(
      `--testPathIgnorePatterns=${ignored}`,
      '--testPathIgnorePatterns=/node_modules/',
    );
  spawnSync(
    'node_modules/.bin/backstage-cli',
    [...args, `--testPathPatterns=${pattern}`],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        ...env,
        CI: 'true',
        TZ: 'UTC',
      },
    },
  );
  if (!fs.existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const result = JSON.parse(fs.readFileSync(report, 'utf8'));
  fs.rmSync(folder, { recursive: true });
  const brokenSuites = result.testResults.filter(
    suite => suite.status === 'failed' && suite.assertionResults.length === 0,
  ).length;
  const counts = {
    passed: result.numPassedTests,
    failed: result.numFailedTests + brokenSuites,
    skipped: result.numPendingTests,
  };
  return counts.passed + counts.failed === 0
    ? { ...counts, failed: 1 }
    : counts;
}

/** Runs every step, also after a failure, prints the totals as the last line, and sets the exit code. */
export async function runSteps(steps) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  for (const [name, step] of Object.entries(steps)) {
    const started = performance.now();
    console.log(`\n== ${name}`);
    const result = await step();
    const counts =
      typeof result === 'boolean'
        ? { passed: Number(result), failed: Number(!result), skipped: 0 }
        : result;
    for (const key of Object.keys(total)) total[key] += counts[key];
    if (counts.failed > 0) failures.push(name);
    console.log(
      `== ${name}: ${counts.failed > 0 ? 'FAILED' : 'passed'} in ${seconds(
        started,
      )}`,
    );
  }
  if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}
