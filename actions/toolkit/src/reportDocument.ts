import type { Inline } from './markdown';
import { htmlText, inline } from './markdown';

/** A table; `rows` that do not fit are left out from the end, with a line that counts them. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Inline[])[];
}

/** A Markdown document that can be made to fit a limit: job summary and pull request comment. */
export interface ReportDocument {
  heading(text: Inline, level?: 1 | 2 | 3 | 4): ReportDocument;
  paragraph(text: Inline): ReportDocument;
  bullets(items: readonly Inline[]): ReportDocument;
  table(table: Table): ReportDocument;
  /** Lines as they are, in a fenced block; the earliest are left out first. */
  lines(lines: readonly string[], language?: string): ReportDocument;
  /** Source of a diagram; left out as a whole when it does not fit. */
  mermaid(source: string): ReportDocument;
  /** Blocks below a line that opens them. */
  details(
    title: string,
    build: (inside: ReportDocument) => void,
  ): ReportDocument;
  readonly isEmpty: boolean;
  /** At most `maxBytes` bytes of UTF-8; what had to be left out is said with totals. */
  render(maxBytes: number): string;
}

/** Less than this of a block says nothing. */
const USEFUL = 160;
/** The empty line between two blocks. */
const SEPARATOR = 2;

/** Text of a block in at most `budget` bytes; Infinity gives all of it. */
type Block = (budget: number) => string;

const size = (text: string) => Buffer.byteLength(text);

const count = (total: number, noun: string) =>
  `${total.toLocaleString('en-US')} ${noun}${total === 1 ? '' : 's'}`;

/** Text that is cut at `budget` bytes, between characters. */
const cut = (text: string, budget: number): string => {
  if (size(text) <= budget) return text;
  const kept = Buffer.from(text)
    .subarray(0, Math.max(0, budget - 8))
    .toString('utf8')
    .replace(/(\ufffd|&#?\w*)$/, '');
  return budget < 8 ? '' : `${kept}…`;
};

/** As many leading items as fit, each with its line end. */
const fitting = (items: readonly string[], budget: number): number => {
  let used = 0;
  const last = items.findIndex(item => {
    used += size(item) + 1;
    return used > budget;
  });
  return last === -1 ? items.length : last;
};

/** Code may hold a bare pipe, which would end the cell. */
const cellOf = (value: Inline) =>
  inline(value).replace(/(?<!\\)\|/g, '\\|') || ' ';

const row = (cells: readonly Inline[]) =>
  `| ${cells.map(cellOf).join(' | ')} |`;

const tableBlock = ({ columns, rows }: Table): Block => {
  const head = [row(columns), `|${' --- |'.repeat(columns.length)}`];
  const body = rows.map(row);
  return budget => {
    const whole = [...head, ...body].join('\n');
    if (size(whole) <= budget) return whole;
    const shown = fitting(body, budget - size(head.join('\n')) - 80);
    const more = `\nShown: ${shown} of ${count(rows.length, 'row')}.`;
    return shown === 0
      ? cut(more.trim(), budget)
      : [...head, ...body.slice(0, shown), more].join('\n');
  };
};

const linesBlock = (lines: readonly string[], language: string): Block => {
  const text = lines.map(line => line.replace(/\r/g, ''));
  const longest = Math.max(
    2,
    ...text.flatMap(line => (line.match(/`+/g) ?? []).map(run => run.length)),
  );
  const fence = '`'.repeat(longest + 1);
  const block = (shown: readonly string[]) =>
    [`${fence}${language}`, ...shown, fence].join('\n');
  return budget => {
    if (size(block(text)) <= budget) return block(text);
    const shown = fitting([...text].reverse(), budget - 2 * longest - 80);
    const left = `(${count(text.length - shown, 'earlier line')} left out)`;
    return shown === 0
      ? cut(left, budget)
      : block([left, ...text.slice(text.length - shown)]);
  };
};

const bulletsBlock =
  (items: readonly string[]): Block =>
  budget => {
    const all = items.map(item => `- ${item}`);
    if (size(all.join('\n')) <= budget) return all.join('\n');
    const shown = fitting(all, budget - 60);
    return [
      ...all.slice(0, shown),
      `- … and ${items.length - shown} more of ${items.length}`,
    ].join('\n');
  };

const wholeOr =
  (text: string, note: string): Block =>
  budget =>
    size(text) <= budget ? text : cut(note, budget);

const detailsBlock =
  (title: string, inside: ReportDocument): Block =>
  budget => {
    const frame = [
      '<details>',
      `<summary>${title}</summary>`,
      '',
      '',
      '',
      '</details>',
    ];
    const body = inside.render(budget - size(frame.join('\n')));
    return [...frame.slice(0, 3), body, ...frame.slice(4)].join('\n');
  };

/** Small blocks are kept whole; the large ones share what is left in equal parts. */
function shares(sizes: readonly number[], total: number): number[] {
  const budgets = sizes.map(() => 0);
  let left = total;
  const bySize = sizes
    .map((_, index) => index)
    .sort((a, b) => sizes[a]! - sizes[b]!);
  bySize.forEach((index, position) => {
    const fair = Math.floor(left / (bySize.length - position));
    budgets[index] = Math.min(sizes[index]!, fair);
    left -= budgets[index]!;
  });
  return budgets;
}

/** Blocks that get room for something useful, from the first on. */
function affordable(sizes: readonly number[], room: number): number {
  let needed = 0;
  const first = sizes.findIndex(bytes => {
    needed += Math.min(bytes, USEFUL) + SEPARATOR;
    return needed > room;
  });
  return first === -1 ? sizes.length : first;
}

function renderBlocks(blocks: readonly Block[], maxBytes: number): string {
  const whole = blocks.map(block => block(Infinity));
  const sizes = whole.map(size);
  const fits = affordable(sizes, maxBytes) === blocks.length;
  const kept = fits ? blocks.length : affordable(sizes, maxBytes - USEFUL);
  const note = fits ? '' : `Left out: ${blocks.length - kept} more parts.`;
  const room = maxBytes - size(note) - SEPARATOR * (kept + 1);
  const budgets = shares(sizes.slice(0, kept), Math.max(0, room));
  return budgets
    .map((budget, index) =>
      sizes[index]! <= budget ? whole[index]! : blocks[index]!(budget),
    )
    .concat(cut(note, maxBytes))
    .filter(Boolean)
    .join('\n\n');
}

/** An empty document; every plain string that is put in is escaped. */
export function createDocument(): ReportDocument {
  const blocks: Block[] = [];
  const document: ReportDocument = {
    heading: (text, level = 2) =>
      add(budget => cut(`${'#'.repeat(level)} ${inline(text)}`, budget)),
    paragraph: text => add(budget => cut(inline(text), budget)),
    bullets: items => add(bulletsBlock(items.map(inline))),
    table: table => add(tableBlock(table)),
    lines: (lines, language = '') => add(linesBlock(lines, language)),
    mermaid: source =>
      add(
        wholeOr(
          ['```mermaid', source, '```'].join('\n'),
          'The diagram is left out: it does not fit.',
        ),
      ),
    details: (title, build) => {
      const inside = createDocument();
      build(inside);
      return add(detailsBlock(htmlText(title), inside));
    },
    get isEmpty() {
      return blocks.length === 0;
    },
    render: maxBytes => renderBlocks(blocks, maxBytes),
  };
  function add(block: Block): ReportDocument {
    blocks.push(block);
    return document;
  }
  return document;
}
