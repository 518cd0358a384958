import { createLog, harmlessLines } from './log';
import { openRunnerFiles, type RunnerFiles } from './testing/runnerFiles';

let runner: RunnerFiles;
beforeEach(() => {
  runner = openRunnerFiles();
});
afterEach(() => runner.close());

const lines = () => runner.printed().split('\n').slice(0, -1);

describe('harmlessLines', () => {
  it.each([
    ['::set-output name=a::b'],
    ['  \t::add-mask::x'],
    ['harmless\r::error::x'],
    ['harmless\u2028::error::x'],
    ['##[error]x'],
    ['text ##[add-mask]x'],
    ['###[command]x'],
    ['\u0000::error::x'],
    [':::error::x'],
    ['\u001b[0m::error::x\u0007'],
  ])('row 18: no line of %j is a workflow command', text => {
    for (const line of harmlessLines(text)) {
      expect(line.trimStart()).not.toMatch(/^::/);
      expect(line).not.toMatch(/##\[/);
    }
  });

  it('keeps ordinary text as it is', () => {
    const text = 'a::b  C:\\x\t"q" – ü 🚀 # [x] step 1: done';
    expect(harmlessLines(text)).toEqual([text]);
  });

  it('cuts a line that no browser could show', () => {
    const [line = ''] = harmlessLines('x'.repeat(1_000_000));
    expect(line).toHaveLength(10_001);
  });
});

describe('createLog', () => {
  it('folds lines below a title', () => {
    createLog().group('title\n::error::no', ['a', 'b\n::warning::no']);
    expect(lines()).toEqual([
      '::group::title : :error::no',
      'a',
      'b',
      ': :warning::no',
      '::endgroup::',
    ]);
  });

  it('points an annotation to its place, with every sign escaped', () => {
    createLog().error('bad,\nthing: 100%', {
      title: 'T, 1',
      file: 'a:b.yaml',
      startLine: 3,
    });
    expect(lines()).toEqual([
      '::error title=T%2C 1,file=a%3Ab.yaml,line=3::bad,%0Athing: 100%25',
    ]);
  });

  it('row 53: prints the eleventh annotation of a kind as a line', () => {
    const log = createLog();
    for (let n = 1; n <= 11; n += 1) log.error(`e${n}`);
    log.warning('w1');
    expect(lines().filter(line => line.startsWith('::error'))).toHaveLength(10);
    expect(lines()).toContain('error: e11');
    expect(lines()).toContain('::warning ::w1');
  });

  it('row 53: shortens a message to what GitHub shows, with the total', () => {
    createLog().error(`${'y'.repeat(5000)}END`);
    const annotation = lines().find(line => line.startsWith('::error'))!;
    expect(annotation.length).toBeLessThanOrEqual('::error::'.length + 4096);
    expect(annotation).toContain('5003 characters in all');
    expect(lines().some(line => line.endsWith('END'))).toBe(true);
  });
});
