import { fieldLine } from './driftStep';

describe('a field in the log', () => {
  it('row 18: is one line, whatever the cluster says', () => {
    expect(
      fieldLine({
        path: 'data.mode',
        before: '<script>\r\n::error::x\u001b[2K',
        after: 'fast',
        manager: 'me\n::set-output name=a::b',
        time: '2026-11-24T03:12:00Z',
      }),
    ).toBe(
      '    data.mode: is <script>⏎::error::x\\u{001b}[2K, was deployed as fast, set by me⏎::set-output name=a::b at 2026-11-24T03:12:00Z',
    );
  });

  it('row 53: of a whole file is cut', () => {
    const line = fieldLine({ path: 'data.file', before: 'x'.repeat(100_000) });
    expect(line.length).toBeLessThan(1_100);
  });
});
