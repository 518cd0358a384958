import { code, link, md } from './markdown';
import { createDocument } from './reportDocument';

const bytes = (text: string) => Buffer.byteLength(text);

describe('createDocument', () => {
  it('renders its blocks in order', () => {
    const document = createDocument()
      .heading('Title')
      .paragraph(md`**${'bold'}** and ${code('x|y')}`)
      .table({ columns: ['A', 'B'], rows: [[code('x|y'), undefined]] })
      .bullets(['one'])
      .lines(['log'], 'text')
      .mermaid('flowchart LR');
    expect(document.render(10_000)).toBe(
      [
        '## Title',
        '**bold** and `x|y`',
        '| A | B |\n| --- | --- |\n| `x\\|y` |   |',
        '- one',
        '```text\nlog\n```',
        '```mermaid\nflowchart LR\n```',
      ].join('\n\n'),
    );
  });

  it.each([
    '<img src=x onerror=alert(1)>',
    '</summary><script>',
    '[click](https://evil.example)',
    '| a | b |',
    '# heading\n- list',
    '@octocat fixes #12',
    '```\n::error::x',
  ])('row 18: shows %j as text, wherever it stands', text => {
    const rendered = createDocument()
      .heading(text)
      .table({ columns: ['A'], rows: [[text]] })
      .details(text, inside => inside.bullets([text]))
      .render(10_000);
    const markup = rendered
      .replace(/<(?:\/?(?:details|summary)|br)>/g, '')
      .replace(/\\./g, '');
    expect(markup).not.toMatch(/<[a-z/!]/i);
    expect(markup).not.toMatch(/\]\(http/);
    expect(markup).not.toMatch(/@(?!&)\w/);
    expect(rendered.split('\n').filter(line => /^\| /.test(line))).toHaveLength(
      3,
    );
  });

  it('a fence is longer than any run of backticks inside', () => {
    expect(createDocument().lines(['````', 'x']).render(1000)).toBe(
      '`````\n````\nx\n`````',
    );
  });

  it('row 53: a table that does not fit says how many rows there are', () => {
    const rows = Array.from({ length: 5000 }, (_, n) => [`cluster-${n}`, 'ok']);
    const document = createDocument()
      .heading('Kept')
      .table({ columns: ['Cluster', 'State'], rows })
      .lines(Array.from({ length: 9000 }, (_, n) => `line ${n}`));
    const text = document.render(20_000);
    expect(bytes(text)).toBeLessThanOrEqual(20_000);
    expect(text).toMatch(/^## Kept/);
    expect(text).toMatch(/Shown: \d+ of 5,000 rows\./);
    expect(text).toMatch(/\(\d,\d+ earlier lines left out\)/);
    expect(text).toContain('line 8999');
  });

  it('row 53: counts bytes, not characters, and leaves no half character', () => {
    const document = createDocument()
      .paragraph('ü🚀'.repeat(400))
      .bullets(Array.from({ length: 500 }, () => 'ü🚀'));
    for (const limit of [0, 1, 50, 333, 1000, 3000]) {
      const text = document.render(limit);
      expect(bytes(text)).toBeLessThanOrEqual(Math.max(limit, 70));
      expect(text).not.toContain('\ufffd');
    }
  });

  it('row 53: of too many parts it keeps the first, and counts the rest', () => {
    const document = createDocument().heading('First');
    for (let n = 0; n < 5000; n += 1) document.paragraph(`part ${n} is here`);
    const text = document.render(2_000);
    expect(text).toMatch(/^## First\n\npart 0 is here\n\npart 1 is here/);
    expect(text).toMatch(/Left out: \d+ more parts\.$/);
    expect(bytes(text)).toBeLessThanOrEqual(2_000);
  });

  it('leaves out a diagram as a whole', () => {
    const text = createDocument()
      .mermaid('flowchart LR\n'.repeat(1000))
      .render(200);
    expect(text).toBe('The diagram is left out: it does not fit.');
  });
});

describe('link', () => {
  it('links http addresses only, and nothing can leave the target', () => {
    expect(link('a', 'https://x.example/(1)|<b>').markdown).toBe(
      '[a](https://x.example/%281%29%7c%3Cb%3E)',
    );
    expect(link('a', 'data:text/html,x').markdown).toBe('a');
    expect(link('a', undefined).markdown).toBe('a');
    expect(link('a', 'not an address').markdown).toBe('a');
  });
});
