import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BenchReport } from './report';
import { measureInTurn, median } from './samples';

const REPETITIONS = 21;
const repository = path.resolve(__dirname, '../../..');
const dist = path.join(repository, 'actions', 'dist');

/** From spawn to the first line on standard output, as the runner starts an action whose inputs are empty. */
export async function coldstart(): Promise<BenchReport> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'coldstart-'));
  const empty = path.join(folder, 'empty.mjs');
  fs.writeFileSync(empty, `process.stdout.write('here\\n');\n`);
  const actions = [
    'select-clusters',
    'submit-pipeline',
    'deploy-kubeflow',
    'detect-drift',
  ];
  const samples = await measureInTurn(
    {
      'empty script': () => firstLine(empty, folder),
      ...Object.fromEntries(
        actions.map(action => [
          action,
          () => firstLine(path.join(dist, `${action}.mjs`), folder),
        ]),
      ),
    },
    REPETITIONS,
  );
  const bytes = fs
    .readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .map(file => fs.statSync(path.join(dist, file)))
    .filter(stat => stat.isFile())
    .reduce((sum, stat) => sum + stat.size, 0);
  fs.rmSync(folder, { recursive: true });
  return {
    unit: 'ms',
    samples,
    goals: [
      ...samples.slice(1).map(({ name, values }) => ({
        name: `${name}Milliseconds`,
        value: median(values),
        atMost: 80,
      })),
      { name: 'distMegabytes', value: bytes / 1_000_000, atMost: 4 },
    ],
  };
}

function firstLine(script: string, folder: string): Promise<number> {
  const files = Object.fromEntries(
    ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY'].map(name => {
      const file = path.join(folder, name);
      fs.writeFileSync(file, '');
      return [`GITHUB_${name}`, file];
    }),
  );
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, [script], {
      env: { PATH: process.env.PATH, GITHUB_WORKSPACE: folder, ...files },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.once('data', () => {
      const time = performance.now() - started;
      child.once('exit', () => resolve(time));
      child.stdout.resume();
    });
    child.once('close', () => reject(new Error(`${script} printed nothing`)));
    child.once('error', reject);
  });
}
