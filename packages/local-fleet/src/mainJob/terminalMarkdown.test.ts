import { markdownToTerminal } from './terminalMarkdown';
import { plainStyle, styleFor } from './terminalStyle';

const show = (...lines: string[]) =>
  markdownToTerminal(lines.join('\n'), plainStyle);

it('aligns the columns of a table', () => {
  expect(
    show(
      '## Runs',
      '',
      '| Cluster | State |',
      '| --- | --- |',
      '| `ml-eu` | **SUCCEEDED** |',
      '| a\\|b | x |',
    ),
  ).toBe(
    [
      'Runs',
      '',
      '  Cluster  State',
      '  ───────  ─────────',
      '  ml-eu    SUCCEEDED',
      '  a|b      x',
    ].join('\n'),
  );
});

it('counts an emoji as two columns', () => {
  expect(
    show('| a | b |', '| --- | --- |', '| ✅ x | 1 |', '| abc | 2 |'),
  ).toBe(['a     b', '  ────  ─', '  ✅ x  1', '  abc   2'].join('\n'));
});

it('wraps the widest column where the terminal ends', () => {
  const text = markdownToTerminal(
    '| a | why |\n| --- | --- |\n| 1 | one two three four |\n| 2 | five |',
    plainStyle,
    18,
  );
  expect(text.split('\n').slice(2)).toEqual([
    '  1  one two three',
    '     four',
    '  2  five',
  ]);
});

it('draws a Mermaid picture as steps in their order', () => {
  expect(
    show(
      '```mermaid',
      'flowchart LR',
      '  t0["✓ prepare (2 s)"]:::succeeded',
      '  t1["✗ train"]:::failed',
      '  t2["· audit"]:::waiting',
      '  t3["· evaluate"]:::waiting',
      '  t0 --> t1',
      '  t0 --> t2',
      '  t1 --> t3',
      '```',
    ),
  ).toBe('✓ prepare (2 s)  →  ✗ train  |  · audit  →  · evaluate');
});

it('shows links, escapes, entities and folded parts as plain text', () => {
  expect(
    show(
      '[run](http://h/a) \\*not bold\\* &#40;x&#41;',
      '<details>',
      '<summary>Log</summary>',
      '',
      '```',
      '<b>raw **x**',
      '```',
      '',
      '</details>',
      '- one',
    ),
  ).toBe(
    [
      'run (http://h/a) *not bold* (x)',
      'Log',
      '',
      '  │ <b>raw **x**',
      '',
      '  • one',
    ].join('\n'),
  );
});

it('survives what is no good Markdown', () => {
  expect(show('```', 'open fence')).toBe('│ open fence');
  expect(show('')).toBe('');
  expect(show('| lonely')).toContain('lonely');
});

it('colours a terminal only, and not against NO_COLOR', () => {
  expect(styleFor({ isTTY: true }, {}).bold('x')).not.toBe('x');
  expect(styleFor({ isTTY: true }, { NO_COLOR: '1' }).bold('x')).toBe('x');
  expect(styleFor({}, {}).bold('x')).toBe('x');
});
