import { printable } from '../text/printable';

/** Something wrong at a place of the text; `offset` counts UTF-16 code units from 0. */
export interface TextProblem {
  readonly message: string;
  readonly offset: number;
}

/** Six hundred clusters with every setting fit; a file is parsed in half a second at worst. */
const LARGEST = 1024 * 1024;
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
      message: `is larger than ${LARGEST / 1024 / 1024} MiB`,
      offset: 0,
    };
  const deepBlock = DEEP_BLOCK.exec(text);
  return (
    forbiddenCharacter(text) ??
    deepBrackets(text) ??
    (deepBlock ? tooDeep(deepBlock.index) : undefined)
  );
};
