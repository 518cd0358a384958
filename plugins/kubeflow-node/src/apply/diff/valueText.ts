/** Longest value that is shown whole. */
const LONGEST = 200;
/** What is shown before the first difference of two long values. */
const BEFORE = 60;

/** A value as a person reads it: texts as they are, everything else as JSON with exact integers. */
export const valueText = (value: unknown): string | undefined => {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : exactText(value);
};

const exactText = (value: unknown): string => {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(exactText).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => `${JSON.stringify(name)}:${exactText(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
};

const cut = (text: string, from: number): string => {
  const end = from + LONGEST;
  const left = text.length - Math.min(end, text.length);
  return [
    from > 0 ? `… ${text.slice(from, end)}` : text.slice(0, end),
    left > 0 ? ` … (${left} more characters)` : '',
  ].join('');
};

const firstDifference = (a: string, b: string): number => {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
};

/** Shortens a pair of texts so that both still show where they begin to differ. */
export const shortenedPair = (
  before: string | undefined,
  after: string | undefined,
): readonly [string | undefined, string | undefined] => {
  const isLong = [before, after].some(text => (text?.length ?? 0) > LONGEST);
  if (!isLong) return [before, after];
  const from =
    before === undefined || after === undefined
      ? 0
      : Math.max(0, firstDifference(before, after) - BEFORE);
  return [before, after].map(text =>
    text === undefined ? undefined : cut(text, from),
  ) as [string | undefined, string | undefined];
};
