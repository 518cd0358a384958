import { asObject, isObject } from '../json';
import type { SchemaNode } from '../schema/schemaNode';

const FORM =
  /^([+-]?)(\d*)\.?(\d*)(?:([eE][+-]?\d+)|([KMGTPE]i)|([numkMGTPE]))?$/;
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const NANO = 10n ** 9n;

const divideUp = (value: bigint, by: bigint) =>
  value % by === 0n ? value / by : value / by + 1n;

const decimal = (nano: bigint): string => {
  let [value, step] = [nano, 0];
  while (value % 1000n === 0n && step < DECIMAL.length - 1) {
    value /= 1000n;
    step += 1;
  }
  return `${value}${DECIMAL[step]}`;
};

const exponent = (nano: bigint): string => {
  let [value, step] = [nano, -9];
  while (value % 1000n === 0n) {
    value /= 1000n;
    step += 3;
  }
  return step === 0 ? `${value}` : `${value}e${step}`;
};

const binary = (nano: bigint): string => {
  // Go writes small binary quantities in decimal form.
  if (nano < 1024n * NANO) return decimal(nano);
  let [value, step] = [divideUp(nano, NANO), 0];
  while (value % 1024n === 0n && step < BINARY.length - 1) {
    value /= 1024n;
    step += 1;
  }
  return `${value}${BINARY[step]}`;
};

const scaleOf = (power: string | undefined, suffix: string | undefined) =>
  power ? Number(power.slice(1)) : (DECIMAL.indexOf(suffix ?? '') - 3) * 3;

/** The quantity as Go's API types write it (`0.5` is `500m`, `1024Mi` is `1Gi`); texts that are none stay. */
export const canonicalQuantity = (value: unknown): unknown => {
  const found = FORM.exec(String(value));
  if (!found || !/\d/.test(String(value))) return value;
  const [, sign, whole = '', fraction = '', power, bytes, suffix] = found;
  const digits = BigInt(`${whole}${fraction}` || '0');
  if (digits === 0n) return '0';
  const unit = bytes ? 1024n ** BigInt(BINARY.indexOf(bytes)) : 1n;
  const shift = 9 - fraction.length + (bytes ? 0 : scaleOf(power, suffix));
  const nano =
    shift >= 0
      ? digits * unit * 10n ** BigInt(shift)
      : divideUp(digits * unit, 10n ** BigInt(-shift));
  const writeDecimal = power ? exponent : decimal;
  const text = bytes ? binary(nano) : writeDecimal(nano);
  return sign === '-' ? `-${text}` : text;
};

/** A value of a built-in kind with every quantity in canonical form; shares what does not change. */
export const canonicalQuantities = (
  node: SchemaNode | undefined,
  value: unknown,
): unknown => {
  if (node?.kind === 'scalar' && node.type === 'quantity')
    return canonicalQuantity(value);
  if (node?.kind === 'list' && Array.isArray(value))
    return value.map(item => canonicalQuantities(node.element, item));
  if (node?.kind !== 'object' || !isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(asObject(value)).map(([key, item]) => [
      key,
      canonicalQuantities(node.fields.get(key) ?? node.element, item),
    ]),
  );
};
