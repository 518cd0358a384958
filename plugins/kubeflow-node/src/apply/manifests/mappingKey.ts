import { DocumentProblem } from './documentProblem';
import type { ScalarMeaning } from './yamlScalar';

/** The shortest digits that give the same float32, as `d.ddde±x`. */
function shortest(value: number): string {
  for (let places = 0; places < 8; places += 1) {
    const text = value.toExponential(places);
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toExponential(8);
}

const special = (value: number): string | undefined => {
  if (Number.isNaN(value)) return '.nan';
  if (value === Infinity) return '.inf';
  if (value === -Infinity) return '-.inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  return undefined;
};

const positional = (digits: string, exponent: number): string => {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return fraction ? `${whole}.${fraction}` : whole;
};

const scientific = (digits: string, exponent: number): string => {
  const mantissa =
    digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
  const places = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${places}`;
};

/**
 * Go's `FormatFloat(value, 'g', -1, 32)`: how sigs.k8s.io/yaml writes a float that is a mapping's key, with
 * its loss of precision.
 */
function float32Key(value: number): string {
  const single = Math.fround(value);
  const known = special(single);
  if (known) return known;
  const [mantissa = '', power = ''] = shortest(Math.abs(single)).split('e');
  const exponent = Number(power);
  const digits = mantissa.replace('.', '');
  const text =
    exponent < -4 || exponent >= 6
      ? scientific(digits, exponent)
      : positional(digits, exponent);
  return single < 0 ? `-${text}` : text;
}

/**
 * A scalar as the key of a JSON object, as sigs.k8s.io/yaml writes it.
 *
 * @throws DocumentProblem for null and for integers that are no int64.
 */
export function mappingKey({ kind, value }: ScalarMeaning): string {
  if (kind === 'null')
    throw new DocumentProblem('null cannot be a key: quote it');
  if (kind === 'uint')
    throw new DocumentProblem(`${value} cannot be a key: quote it`);
  return kind === 'float' ? float32Key(value as number) : String(value);
}
