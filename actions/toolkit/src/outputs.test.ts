import { createOutputs } from './outputs';
import { openRunnerFiles, type RunnerFiles } from './testing/runnerFiles';

let runner: RunnerFiles;
beforeEach(() => {
  runner = openRunnerFiles();
});
afterEach(() => runner.close());

/** Name and value of each output, in the order set. */
const written = () =>
  [
    ...runner
      .read('output')
      .matchAll(/^(.+?)<<(ghadelimiter_\S+)\n([\s\S]*?)\n?\2$/gm),
  ].map(([, name, , value]) => [name, value]);

describe('createOutputs', () => {
  it('writes an output the moment it is set', () => {
    const outputs = createOutputs(['run-id', 'results']);
    outputs.set({ 'run-id': 'r-1' });
    expect(written()).toEqual([['run-id', 'r-1']]);
  });

  it('sets every declared output in the end, what is not known to nothing', () => {
    const outputs = createOutputs(['run-id', 'results', 'region']);
    outputs.set({ results: [{ a: 1 }], region: undefined });
    outputs.complete();
    expect(written()).toEqual([
      ['results', '[{"a":1}]'],
      ['region', ''],
      ['run-id', ''],
    ]);
  });

  it('leaves out a value that GitHub would refuse, and says so', () => {
    createOutputs(['results']).set({ results: 'x'.repeat(500_001) });
    expect(written()).toEqual([['results', '']]);
    expect(runner.printed()).toContain(
      '::warning::Output results has 500001 bytes',
    );
  });

  it('row 18: a value with a delimiter or a command stays a value', () => {
    createOutputs(['run-id']).set({ 'run-id': 'a\nother=evil\n::error::x' });
    expect(written()).toEqual([['run-id', 'a\nother=evil\n::error::x']]);
  });
});
