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

  it('has no line break', () => {
    expect(markdownText('a\n| x |')).not.toContain('\n');
  });
});

describe('markdownCode', () => {
  it('survives backticks and pipes inside', () => {
    expect(markdownCode('a`b|c')).toBe('`` a`b\\|c ``');
  });

  it('is never an empty pair of backticks', () => {
    expect(markdownCode('')).toBe('` `');
  });
});
