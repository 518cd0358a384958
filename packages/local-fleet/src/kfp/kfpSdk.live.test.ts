import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeLive } from '../real/liveLane';
import {
  pythonEnvironment,
  pythonEnvironments,
} from '../real/pythonEnvironment';
import { createKfpEmulator, type KfpEmulator } from './emulator';

const run = promisify(execFile);

const PIPELINE = `
from kfp import compiler, dsl

@dsl.component
def prepare(rows: int) -> str:
    return str(rows)

@dsl.component
def train(data: str, metrics: dsl.Output[dsl.Metrics]):
    metrics.log_metric('accuracy', 0.9)

@dsl.pipeline(name='sdk-sample')
def sample(rows: int = 3):
    prepared = prepare(rows=rows)
    train(data=prepared.output)

compiler.Compiler().compile(sample, 'sample.yaml')
`;

const SUBMIT = `
import sys
from kfp.client import Client
client = Client(host=sys.argv[1])
created = client.create_run_from_pipeline_package(
    'sample.yaml', arguments={'rows': 5}, run_name='from-sdk',
    experiment_name='sdk', enable_caching=False)
done = client.wait_for_run_completion(created.run_id, timeout=60, sleep_duration=1)
print('state', done.state, 'tasks', len(done.run_details.task_details))
version = client.upload_pipeline_version('sample.yaml', 'v2', pipeline_name='from-cli')
print('version', version.name)
job = client.create_recurring_run(
    client.get_experiment(experiment_name='sdk').experiment_id, 'nightly',
    cron_expression='0 0 3 * * *', pipeline_package_path='sample.yaml')
client.disable_recurring_run(job.recurring_run_id)
print('recurring', client.get_recurring_run(job.recurring_run_id).status)
second = client.create_run_from_pipeline_package('sample.yaml', run_name='stopped', experiment_name='sdk')
client.terminate_run(second.run_id)
print('canceling', client.get_run(second.run_id).state)
client.wait_for_run_completion(second.run_id, timeout=60, sleep_duration=1)
print('stopped', client.get_run(second.run_id).state)
`;

describeLive(
  `the SDK and the CLI of ${pythonEnvironments.kfp} on the emulator`,
  () => {
    let programs: string;
    let folder: string;
    let emulator: KfpEmulator;
    let server: Server;
    let endpoint: string;

    const kfp = async (...args: readonly string[]): Promise<string> => {
      const { stdout } = await run(
        join(programs, 'kfp'),
        ['--endpoint', endpoint, '--output', 'json', ...args],
        { cwd: folder },
      );
      return stdout;
    };

    beforeAll(async () => {
      programs = await pythonEnvironment('kfp');
      folder = mkdtempSync(join(tmpdir(), 'kfp-sdk-'));
      emulator = createKfpEmulator({ engine: { taskMs: 300 } });
      server = createServer(emulator.handle);
      await new Promise<void>(done => {
        server.listen(0, '127.0.0.1', done);
      });
      endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      writeFileSync(join(folder, 'compile.py'), PIPELINE);
      writeFileSync(join(folder, 'submit.py'), SUBMIT);
      await run(join(programs, 'python'), ['compile.py'], { cwd: folder });
    }, 600_000);

    afterAll(async () => {
      emulator?.close();
      server?.closeAllConnections();
      await new Promise(done => {
        if (server) server.close(done);
        else done(undefined);
      });
      if (folder) rmSync(folder, { recursive: true });
    });

    it('creates a pipeline, an experiment and a run with the CLI, and shows them', async () => {
      await kfp('pipeline', 'create', '-p', 'from-cli', 'sample.yaml');
      expect(await kfp('pipeline', 'list')).toContain('from-cli');
      const created = await kfp(
        ...[
          'run',
          'create',
          '-e',
          'cli',
          '-r',
          'from-cli',
          '-f',
          'sample.yaml',
        ],
        'rows=4',
      );
      const [, runId = ''] = /runs\/details\/([0-9a-f-]+)/.exec(created) ?? [];
      expect(await kfp('run', 'get', runId)).toContain(runId);
      expect(await kfp('run', 'list')).toContain(runId);
      expect(emulator.store.runs.get(runId)?.config.parameters).toEqual({
        rows: 4,
      });
    }, 60_000);

    it('submits, waits, uploads a version, schedules and terminates with the SDK', async () => {
      const { stdout } = await run(
        join(programs, 'python'),
        ['submit.py', endpoint],
        {
          cwd: folder,
        },
      );
      const lines = stdout.split('\n').filter(line => /^\w+ /.test(line));
      expect(lines).toEqual(
        expect.arrayContaining([
          'state SUCCEEDED tasks 9',
          'version v2',
          'recurring DISABLED',
          'canceling CANCELING',
          'stopped FAILED',
        ]),
      );
    }, 120_000);
  },
);
