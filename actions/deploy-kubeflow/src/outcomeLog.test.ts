import type { Log } from '@kubeflow-fleet/action-toolkit';
import { createOutcomeLog, fieldLine } from './outcomeLog';
import { change, clusterNamed, planned } from './testing/installations';

describe('a field in the log', () => {
  it('row 18: is one line, whatever it holds', () => {
    const line = fieldLine({
      path: 'data.script',
      before: 'one\r\n::error::two\rthree',
      after: 'one\n::set-output name=x::y\u001b[2K',
      manager: 'me\n::error::z',
    });
    expect(line).toBe(
      'data.script: one⏎::error::two⏎three → one⏎::set-output name=x::y\\u{001b}[2K (set by me⏎::error::z)',
    );
  });

  it('row 53: of a whole file is shortened, with its length', () => {
    const groups: (readonly string[])[] = [];
    const log: Partial<Log> = {
      info: () => undefined,
      group: (_title, lines) => void groups.push(lines),
    };
    const file = { path: 'data.file', after: 'x'.repeat(500_000) };
    const changes = [change('configured', 'ui', { fields: [file] })];
    createOutcomeLog(log as Log, 'deploy-kubeflow').ended({
      cluster: clusterNamed('ml-eu'),
      state: 'PLANNED',
      plan: planned({ changeSet: { changes, failures: [] } }),
      errors: [],
      succeeded: true,
    });
    const [lines = []] = groups;
    expect(lines).toHaveLength(2);
    expect(lines[1]!.length).toBeLessThan(1_100);
    expect(lines[1]).toMatch(/… \(500\d{3} characters\)$/);
  });
});
