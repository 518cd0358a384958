import {
  SCALAR_STYLE,
  getScalarValue,
  type ScalarEvent,
  type ScalarStyle,
} from 'js-yaml';
import { DocumentProblem } from './documentProblem';
import { resolvePlain, resolveTagged, type ScalarMeaning } from './yamlScalar';

const TAG_PREFIX = 'tag:yaml.org,2002:';
const NON_SPECIFIC = '!';
const BAD_ESCAPE =
  /(?:^|[^\\])(?:\\\\)*\\(?:\/|(?:u|U0000)[dD][89a-fA-F]|U(?!00(?:0|10)))/;

/** `int` of `!!int` and of `!<tag:yaml.org,2002:int>`; of a tag of another family, the whole tag. */
const shortTag = (raw: string) => {
  if (raw.startsWith('!!')) return raw.slice(2);
  const verbatim = raw.startsWith('!<') ? raw.slice(2, -1) : raw;
  return verbatim.startsWith(TAG_PREFIX)
    ? verbatim.slice(TAG_PREFIX.length)
    : verbatim;
};

// js-yaml drops the empty lines, kubectl keeps them.
const ESCAPED_BREAK_AND_EMPTY_LINE = /(?:^|[^\\])(?:\\\\)*\\\r?\n[ \t]*\r?\n/;
const NO_PLAIN_START = /^[,[\]{}]/;

function refuseScalar(raw: string, style: ScalarStyle): void {
  if (style === SCALAR_STYLE.PLAIN && NO_PLAIN_START.test(raw))
    throw new DocumentProblem(`a text cannot start with '${raw[0]}': quote it`);
  if (style !== SCALAR_STYLE.DOUBLE_QUOTED) return;
  if (BAD_ESCAPE.test(raw))
    throw new DocumentProblem(
      'kubectl does not take \\/, half of a surrogate pair such as \\ud83d, or what is beyond \\U0010FFFF: write the character itself',
    );
  if (ESCAPED_BREAK_AND_EMPTY_LINE.test(raw))
    throw new DocumentProblem(
      'an empty line after an escaped line break is read in two ways: write \\n',
    );
}

/** A scalar of the text with kubectl's meaning. */
export interface ReadScalar {
  readonly meaning: ScalarMeaning;
  /** Of its text, for counting. */
  readonly characters: number;
}

/** @throws DocumentProblem for what kubectl refuses or reads otherwise, or a text that is not of its tag's type. */
export function readScalar(source: string, event: ScalarEvent): ReadScalar {
  const text = getScalarValue(source, event);
  const characters = text.length;
  const { style, tagStart, tagEnd, valueStart, valueEnd } = event;
  if (!event.fast || style === SCALAR_STYLE.PLAIN)
    refuseScalar(source.slice(valueStart, valueEnd), style);
  if (tagStart >= 0) {
    const raw = source.slice(tagStart, tagEnd);
    const meaning =
      raw === NON_SPECIFIC
        ? ({ kind: 'str', value: text } as const)
        : resolveTagged(shortTag(raw), text);
    return { meaning, characters };
  }
  const meaning: ScalarMeaning =
    style === SCALAR_STYLE.PLAIN
      ? resolvePlain(text)
      : { kind: 'str', value: text };
  return { meaning, characters };
}

const COLON_AND_INDICATOR = /:[,[\]{}]/y;

/**
 * Plain text in `[…]` and `{…}` that YAML 1.1 and 1.2 read differently.
 *
 * @throws DocumentProblem for it, whichever way kubectl reads it.
 */
export function refuseFlowText(source: string, event: ScalarEvent): void {
  const { style, valueStart, valueEnd } = event;
  if (style !== SCALAR_STYLE.PLAIN || valueStart < 0) return;
  const text = source.slice(valueStart, valueEnd);
  COLON_AND_INDICATOR.lastIndex = valueEnd;
  if (COLON_AND_INDICATOR.test(source))
    throw new DocumentProblem(
      `to kubectl the colon is a part of '${text}:' here: write a space after it`,
    );
  if (text.startsWith(':') || text.includes('?'))
    throw new DocumentProblem(
      `'${text.slice(0, 80)}' must be quoted within [ ] or { }`,
    );
}

/** True for the key `<<`, plain or tagged as a merge key; quoted it is an ordinary key. */
export function isMergeKey(source: string, event: ScalarEvent): boolean {
  const { valueStart, valueEnd, tagStart, tagEnd } = event;
  if (valueEnd - valueStart !== 2 || source.charCodeAt(valueStart) !== 60)
    return false;
  if (source.charCodeAt(valueStart + 1) !== 60) return false;
  if (tagStart < 0) return event.style === SCALAR_STYLE.PLAIN;
  const raw = source.slice(tagStart, tagEnd);
  return raw === NON_SPECIFIC || shortTag(raw) === 'merge';
}
