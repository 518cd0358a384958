import { markdownCode, markdownText } from './markdown';

describe('markdownText', () => {
  it('row 18: shows markup, HTML and tables as plain characters', () => {
    expect(markdownText('<img src=x> | **b** [l](http://e.example)')).toBe(
      '&lt;img src=x&gt; \\| \\*\\*b\\*\\* \\[l\\]\\(http:&#8288;//e.example\\)',
    );
  });

  it('row 18: mentions nobody and links no issue', () => {
    expect(markdownText('ping @team about #12')).toBe(
      'ping @&#8288;team about \\#&#8288;12',
    );
  });

  it('starts no mathematics', () => {
    expect(markdownText('$x$')).toBe('\\$x\\$');
  });

  it('stays one line of Markdown, with the lines apart', () => {
    expect(markdownText('fix:\n  - a\r\n\n| x |')).toBe(
      'fix:<br>\\- a<br>\\| x \\|',
    );
    expect(markdownText('a\rb')).toBe('a\\\\u\\{000d\\}b');
  });

  it('bounds lines and their number', () => {
    const shown = markdownText(`${'x'.repeat(2_000)}\n`.repeat(200)).split(
      '<br>',
    );
    expect(shown).toHaveLength(50);
    expect(shown[0]!.length).toBeLessThanOrEqual(1_001);
  });
});

describe('markdownCode', () => {
  it('shows backticks and pipes as they are', () => {
    expect(markdownCode('a`b|c')).toBe('`` a`b|c ``');
  });

  it('is never an empty pair of backticks', () => {
    expect(markdownCode('')).toBe('` `');
  });
});
