import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const live = process.env.KUBEFLOW_FLEET_LIVE ? describe : describe.skip;
const pipelines = resolve(__dirname, '../../pipelines');

live('the sample pipeline', () => {
  it('compiles with the pinned SDK to the committed file', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'compile-'));
    const source = join(directory, 'churn_training.py');
    try {
      await copyFile(join(pipelines, 'churn_training.py'), source);
      await run(process.env.KFP_PYTHON ?? 'python3', [source]);
      const [fresh, committed] = await Promise.all(
        [directory, pipelines].map(folder =>
          readFile(join(folder, 'churn_training.yaml'), 'utf8'),
        ),
      );
      expect(fresh).toBe(committed);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }, 60_000);
});
