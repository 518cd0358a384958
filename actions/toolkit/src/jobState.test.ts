import { readJobState, saveJobState } from './jobState';
import { openRunnerFiles, type RunnerFiles } from './testing/runnerFiles';

let runner: RunnerFiles;
beforeEach(() => {
  runner = openRunnerFiles({ STATE_runs: '[{"a":1}]', STATE_bad: '{' });
});
afterEach(() => runner.close());

it('is written at once, and read back by the post step', () => {
  saveJobState('runs', [{ runId: 'r' }]);
  expect(runner.read('state')).toContain('[{"runId":"r"}]');
  expect(readJobState('runs')).toEqual([{ a: 1 }]);
});

it('is undefined when the main step saved nothing that can be read', () => {
  expect(readJobState('nothing')).toBeUndefined();
  expect(readJobState('bad')).toBeUndefined();
});
