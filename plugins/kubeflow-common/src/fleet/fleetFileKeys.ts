import { isScalar } from 'yaml';
import type { LineCounter, Node, YAMLMap } from 'yaml';
import { printable } from '../text/printable';
import type { TextProblem } from './fleetFileText';

/** Where a node begins in the text. */
export const offsetOf = (node: unknown): number =>
  (node as Node | null | undefined)?.range?.[0] ?? 0;

/** A mapping's key as text. */
export const keyText = (key: unknown): string =>
  isScalar(key) ? String(key.value) : String(key);

/** YAML's merge key: pulls another mapping's keys in where they are not set. */
export const isMergeKey = (key: unknown): boolean =>
  isScalar(key) && key.value === '<<' && key.type === 'PLAIN';

/**
 * Keys that stand twice, each with both lines, and `__proto__`, which would not survive as plain
 * data everywhere. The parser's own check is quadratic and names one line only, so it is off.
 */
export const badKeys = (map: YAMLMap, lines: LineCounter): TextProblem[] => {
  const first = new Map<string, number>();
  return map.items.flatMap(({ key }) => {
    const text = keyText(key);
    const offset = offsetOf(key);
    if (text === '__proto__')
      return [{ message: `the key '__proto__' is not allowed`, offset }];
    const earlier = first.get(text);
    if (earlier === undefined) {
      first.set(text, offset);
      return [];
    }
    const { line } = lines.linePos(earlier);
    const message = `duplicate key '${printable(
      text,
    )}': it stands on line ${line} already`;
    return [{ message, offset }];
  });
};
