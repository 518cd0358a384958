import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describeLive } from '../real/liveLane';
import {
  pythonEnvironment,
  pythonEnvironments,
} from '../real/pythonEnvironment';

const run = promisify(execFile);
const pipelines = resolve(__dirname, '../../pipelines');

describeLive('the sample pipeline', () => {
  it(`compiles with ${pythonEnvironments.kfp} to the committed file`, async () => {
    const directory = await mkdtemp(join(tmpdir(), 'compile-'));
    const source = join(directory, 'churn_training.py');
    try {
      await copyFile(join(pipelines, 'churn_training.py'), source);
      const python = join(await pythonEnvironment('kfp'), 'python');
      await run(python, [source]);
      const [fresh, committed] = await Promise.all(
        [directory, pipelines].map(folder =>
          readFile(join(folder, 'churn_training.yaml'), 'utf8'),
        ),
      );
      expect(fresh).toBe(committed);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }, 600_000);
});
