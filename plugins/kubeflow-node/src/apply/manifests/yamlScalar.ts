import { DocumentProblem } from './documentProblem';

/** What go-yaml makes of a scalar. A uint64 that is no int64 has a kind of its own, because it cannot be a key. */
export interface ScalarMeaning {
  readonly kind:
    | 'str'
    | 'int'
    | 'uint'
    | 'float'
    | 'bool'
    | 'null'
    | 'timestamp';
  readonly value: string | number | bigint | boolean | null;
}

const WORDS = new Map<string, ScalarMeaning>();
const word = (
  kind: 'null' | 'bool' | 'float',
  value: boolean | null | number,
  spellings: string,
) => {
  for (const spelling of spellings.split(' '))
    WORDS.set(spelling, { kind, value });
};
word('bool', true, 'y Y yes Yes YES true True TRUE on On ON');
word('bool', false, 'n N no No NO false False FALSE off Off OFF');
word('null', null, '~ null Null NULL');
WORDS.set('', { kind: 'null', value: null });
word('float', NaN, '.nan .NaN .NAN');
word('float', Infinity, '.inf .Inf .INF +.inf +.Inf +.INF');
word('float', -Infinity, '-.inf -.Inf -.INF');

const STARTS_WORD = /^(?:$|[yYnNtTfFoO~.+-])/;
const STARTS_NUMBER = /^[-+0-9]/;
const DOT_FLOAT = /^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const SMALL = /^[-+]?(?:0|[1-9]\d{0,14})$/;
const INTEGER = /^(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const OLD_OCTAL = /^0(?=[0-7])/;

const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT64 = 2n ** 64n - 1n;

const plainNumber = (value: bigint) => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
};

const signedInteger = (size: bigint, sign: string) => {
  const value = sign === '-' ? -size : size;
  if (value >= MIN_INT64 && value <= MAX_INT64)
    return { kind: 'int', value: plainNumber(value) } as const;
  return sign === '' && value <= MAX_UINT64
    ? ({ kind: 'uint', value } as const)
    : undefined;
};

/** Go's ParseInt and ParseUint with base 0. */
function resolveInteger(text: string): ScalarMeaning | undefined {
  if (SMALL.test(text)) return { kind: 'int', value: Number(text) || 0 };
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  const digits = text.slice(sign.length);
  if (!INTEGER.test(digits)) return undefined;
  return signedInteger(BigInt(digits.replace(OLD_OCTAL, '0o')), sign);
}

const floatOf = (text: string): ScalarMeaning | undefined => {
  const value = Number(text);
  return Number.isFinite(value) ? { kind: 'float', value } : undefined;
};

function resolveNumber(source: string): ScalarMeaning | undefined {
  if (source.startsWith('.'))
    return DOT_FLOAT.test(source)
      ? floatOf(source.replaceAll('_', ''))
      : undefined;
  const text = source.replaceAll('_', '');
  return resolveInteger(text) ?? (FLOAT.test(text) ? floatOf(text) : undefined);
}

/**
 * The meaning of a plain scalar without a tag, as kubectl has it (go-yaml v2's `resolve`): YAML 1.1 booleans,
 * octals with and without `o`, `_` between digits; no base 60; dates are text. `08` is a float, because Go
 * reads no octal there.
 */
export function resolvePlain(source: string): ScalarMeaning {
  if (source.length < 6 && STARTS_WORD.test(source)) {
    const known = WORDS.get(source);
    if (known) return known;
  }
  const first = source.charCodeAt(0);
  // '+' to '9', without ',' and '/'
  if (
    first >= 43 &&
    first <= 57 &&
    (first === 46 || STARTS_NUMBER.test(source))
  ) {
    const number = resolveNumber(source);
    if (number) return number;
  }
  return { kind: 'str', value: source };
}

const TIMESTAMP =
  /^\d{4}-(\d{1,2})-(\d{1,2})(?:[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d+)?(?:Z|[-+]\d\d:\d\d)| \d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d+)?)?$/;

const isTimestamp = (source: string) => {
  const match = TIMESTAMP.exec(source);
  return (
    match !== null &&
    Number(match[1]) >= 1 &&
    Number(match[1]) <= 12 &&
    Number(match[2]) >= 1 &&
    Number(match[2]) <= 31
  );
};

const RESOLVABLE = new Set(['int', 'float', 'bool', 'null', 'timestamp']);

function decodeBinary(source: string): string {
  const text = source.replace(/[\r\n]/g, '');
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text)
    throw new DocumentProblem('!!binary value contains invalid base64 data');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes,
    );
  } catch {
    throw new DocumentProblem(
      '!!binary value is not UTF-8, so JSON cannot carry it: leave the tag out and keep the base64 text, in the field `binaryData` of a ConfigMap or `data` of a Secret',
    );
  }
}

/**
 * The meaning of a scalar with the tag `!!name`; other tags are ignored, as kubectl does.
 *
 * @throws DocumentProblem when the text is not of the tag's type.
 */
export function resolveTagged(name: string, source: string): ScalarMeaning {
  if (name === 'binary') return { kind: 'str', value: decodeBinary(source) };
  if (!RESOLVABLE.has(name)) return { kind: 'str', value: source };
  if (name === 'timestamp' && isTimestamp(source))
    return { kind: 'timestamp', value: source };
  const meaning = resolvePlain(source);
  if (meaning.kind === name) return meaning;
  if (name === 'int' && meaning.kind === 'uint') return meaning;
  if (name === 'float' && meaning.kind === 'int')
    return { kind: 'float', value: Number(meaning.value) };
  throw new DocumentProblem(
    `cannot decode !!${meaning.kind} \`${source.slice(0, 40)}\` as a !!${name}`,
  );
}
