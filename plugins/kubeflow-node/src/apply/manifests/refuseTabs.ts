import { COLLECTION_STYLE, EVENT_ID, type Event } from 'js-yaml';
import { DocumentProblem } from './documentProblem';
import type { YamlEvents } from './yamlEvents';

/** Only blanks and indicators before it on its line. */
const INDENTATION = /^(?:[ \t]|[-?:](?=[ \t]|$))*$/;
const CLOSING = /[\]}]/g;

interface Range {
  readonly start: number;
  readonly end: number;
}

const afterClosing = (text: string, from: number) => {
  CLOSING.lastIndex = from;
  return CLOSING.test(text) ? CLOSING.lastIndex : text.length;
};

/** Where a tab is a part of a text, or separates items of a flow collection; in order, possibly nested. */
function tabRanges({ text, events }: YamlEvents): Range[] {
  const ranges: Range[] = [];
  const flowStarts: (number | undefined)[] = [];
  let last = 0;
  const enter = (event: Extract<Event, { start: number }>) => {
    flowStarts.push(
      event.style === COLLECTION_STYLE.FLOW ? event.start : undefined,
    );
    last = Math.max(last, event.start + 1);
  };
  for (const event of events)
    if (event.type === EVENT_ID.SCALAR && event.valueStart >= 0) {
      ranges.push({ start: event.valueStart, end: event.valueEnd });
      last = event.valueEnd;
    } else if (event.type === EVENT_ID.ALIAS) last = event.anchorEnd;
    else if ('start' in event) enter(event);
    else if (event.type === EVENT_ID.POP) {
      const start = flowStarts.pop();
      if (start === undefined) continue;
      last = afterClosing(text, last);
      ranges.push({ start, end: last });
    }
  return ranges;
}

/** The first tab of each line, and what precedes it there: later ones can only be indentation if it is. */
function* firstTabs(text: string) {
  for (let tab = text.indexOf('\t'); tab !== -1; ) {
    const before = text.slice(text.lastIndexOf('\n', tab) + 1, tab);
    yield { tab, before };
    const newline = text.indexOf('\n', tab);
    tab = newline === -1 ? -1 : text.indexOf('\t', newline);
  }
}

/**
 * Refuses tabs as indentation, as kubectl does; js-yaml takes them after `-` and on lines with nothing else.
 *
 * @throws DocumentProblem at the first one.
 */
export function refuseTabs(yaml: YamlEvents): void {
  const { text } = yaml;
  if (!text.includes('\t')) return;
  const ranges = tabRanges(yaml).sort((one, other) => one.start - other.start);
  let next = 0;
  let covered = -1;
  for (const { tab, before } of firstTabs(text)) {
    for (; next < ranges.length && ranges[next]!.start <= tab; next += 1)
      covered = Math.max(covered, ranges[next]!.end);
    if (tab >= covered && INDENTATION.test(before))
      throw new DocumentProblem('a tab cannot be indentation: use spaces', {
        text,
        offset: tab,
      });
  }
}
