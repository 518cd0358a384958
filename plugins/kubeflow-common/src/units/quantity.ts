import { KubeflowError } from '../errors/KubeflowError';
import { printable } from '../text/printable';

const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
/** Powers of ten. */
const DECIMAL: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

const GRAMMAR =
  /^([+-]?)(\d*)(?:\.(\d*))?(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?\d{1,3})?$/;

/** Longer text than this is no quantity of anything; Kubernetes itself caps at 2^63-1. */
const LONGEST = 40;

/** `{factor: [numerator, power of ten]}` of a suffix. */
const scaleOf = (suffix: string): { factor: bigint; exponent: number } => {
  const binary = BINARY.indexOf(suffix);
  if (binary >= 0) return { factor: 1024n ** BigInt(binary + 1), exponent: 0 };
  const exponent = DECIMAL[suffix] ?? Number(suffix.slice(1));
  return { factor: 1n, exponent };
};

const refuse = (text: string): never => {
  throw new KubeflowError('InputError', {
    reason: 'InvalidQuantity',
    subject: `'${printable(text)}'`,
    fact: 'is not a Kubernetes quantity',
    remedy: 'Write a number with an optional unit, such as 500m, 4 or 16Gi',
  });
};

/** 10^n without the rounding of `**` for numbers. */
const tens = (n: number) => 10n ** BigInt(n);

/** Nearest number to `numerator / denominator`; exact where a number can hold it. */
const divide = (numerator: bigint, denominator: bigint): number => {
  const whole = numerator / denominator;
  const rest = numerator % denominator;
  return Number(whole) + Number(rest) / Number(denominator);
};

/**
 * Number of base units of a Kubernetes quantity: `500m` is 0.5, `4Gi` is 4294967296, `1e3` is 1000.
 * Exact up to 2^53, nearest beyond.
 *
 * @throws KubeflowError `InputError`, reason `InvalidQuantity`; also for a negative quantity.
 */
export const parseQuantity = (text: string): number => {
  const match = text.length <= LONGEST ? GRAMMAR.exec(text) : null;
  if (!match) return refuse(text);
  const [, sign, whole = '', fraction = '', suffix = ''] = match;
  if (whole + fraction === '') return refuse(text);
  const { factor, exponent } = scaleOf(suffix);
  const digits = BigInt(whole + fraction) * factor;
  if (sign === '-' && digits > 0n) return refuse(text);
  const power = exponent - fraction.length;
  const value =
    power >= 0 ? Number(digits * tens(power)) : divide(digits, tens(-power));
  return Number.isFinite(value) ? value : refuse(text);
};

const steps: readonly [string, number][] = [
  ['Ti', 1024 ** 4],
  ['Gi', 1024 ** 3],
  ['Mi', 1024 ** 2],
  ['Ki', 1024],
];

/** Bytes for people, rounded down so that "free" never promises too much: `15.5Gi`. */
export const formatBytes = (bytes: number): string => {
  const [unit, size] = steps.find(([, step]) => bytes >= step) ?? ['', 1];
  return `${Math.floor((bytes / size) * 10) / 10}${unit}`;
};
