import { printable } from '../text/printable';

/** Something wrong at a place of the text; `offset` counts UTF-16 code units from 0. */
export interface TextProblem {
  readonly message: string;
  readonly offset: number;
}

/** Hundreds of clusters with every setting fit; parsing more than this would be slow. */
const LARGEST = 512 * 1024;
const MOST_LINES = 50_000;
/** Runs of open brackets or of block indicators deeper than any fleet file needs. */
const DEEPEST = 64;

const DEEP_BLOCK = new RegExp(`^ *(?:[-?:][ \\t]+){${DEEPEST}}`, 'm');
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const FORBIDDEN = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F\uFFFD\uFFFE\uFFFF\p{Cs}]/u;

const tooDeep = (offset: number): TextProblem => ({
  message: `nested deeper than ${DEEPEST} levels`,
  offset,
});

/**
 * Where brackets first stand open too deep. Quotes and comments are not looked at: too cheap to be
 * exact, and no honest file opens so many that it does not close.
 */
const deepBrackets = (text: string): TextProblem | undefined => {
  let depth = 0;
  for (let offset = 0; offset < text.length; offset++) {
    const character = text[offset];
    if (character === '[' || character === '{') depth++;
    else if ((character === ']' || character === '}') && depth > 0) depth--;
    if (depth > DEEPEST) return tooDeep(offset);
  }
  return undefined;
};

/** Offset of the first line beyond the limit. */
const lineBeyond = (text: string): number | undefined => {
  let offset = 0;
  for (let lines = 1; lines <= MOST_LINES; lines++) {
    const end = text.indexOf('\n', offset);
    if (end < 0) return undefined;
    offset = end + 1;
  }
  return offset < text.length ? offset : undefined;
};

const forbiddenCharacter = (text: string): TextProblem | undefined => {
  const match = FORBIDDEN.exec(text);
  if (!match) return undefined;
  const found = match[0];
  const message =
    found === '\uFFFD'
      ? 'is not valid UTF-8 here (or holds U+FFFD); save the file as UTF-8'
      : `holds the character ${printable(found)}, which YAML forbids`;
  return { message, offset: match.index };
};

/**
 * What must be refused before a YAML parser sees it, because parsing would be slow or its result
 * mojibake; undefined when there is nothing. Cost is linear in the size of the text.
 */
export const refusedText = (text: string): TextProblem | undefined => {
  if (text.length > LARGEST)
    return {
      message: `is larger than ${LARGEST / 1024} KiB`,
      offset: 0,
    };
  const tooLong = lineBeyond(text);
  if (tooLong)
    return { message: `has more than ${MOST_LINES} lines`, offset: tooLong };
  const deepBlock = DEEP_BLOCK.exec(text);
  return (
    forbiddenCharacter(text) ??
    deepBrackets(text) ??
    (deepBlock ? tooDeep(deepBlock.index) : undefined)
  );
};
