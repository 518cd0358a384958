import {
  KubeflowError,
  printable,
  type Problem,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { Composer, type CST, LineCounter, Parser } from 'yaml';
import { type Position, type Reading, readNode } from './readNode';

/** Deepest nesting that is read; compiled pipelines stay below 30. */
const MAX_DEPTH = 200;
/** A compiled pipeline has one document or two; a few empty ones are tolerated. */
const MAX_DOCUMENTS = 16;
const MAX_PROBLEMS = 20;
/** A compiled pipeline of 1,000 tasks has about 30,000; the parser needs some 3 kB for each node. */
const MAX_LINES = 200_000;
const MAX_COMMAS = 250_000;

export interface YamlFile {
  /** Plain data of every document that is not empty; integers beyond 2^53 are bigints. */
  readonly documents: readonly unknown[];
  /** Where an object or array of `documents` starts; both count from 1. */
  readonly locate: (value: unknown) => Position | undefined;
}

/** Throws the `InputError` `InvalidYaml` for what is wrong with the text of the file at `path`. */
export function invalidYaml(path: string, problems: readonly Problem[]): never {
  const first = problems[0]!;
  const at = first.line ? `:${first.line}:${first.column}` : '';
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  throw new KubeflowError('InputError', {
    subject: path,
    fact: `is not valid YAML: ${first.message} at ${path}${at}${more}`,
    reason: 'InvalidYaml',
    remedy: 'Compile the pipeline again with the kfp SDK, or correct the line',
    problems: problems.slice(0, MAX_PROBLEMS),
  });
}

// eslint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/;

function checkCharacters(text: string, path: string) {
  const index = text.search(forbidden);
  if (index < 0 && !/\p{Surrogate}/u.test(text)) return;
  const line = text.slice(0, Math.max(index, 0)).split('\n').length;
  const message =
    index < 0
      ? 'half of a surrogate pair'
      : `control character U+${text
          .charCodeAt(index)
          .toString(16)
          .padStart(4, '0')
          .toUpperCase()}`;
  invalidYaml(path, [
    { message, file: path, ...(index < 0 ? {} : { line, column: 1 }) },
  ]);
}

function countOf(text: string, mark: string): number {
  let count = 0;
  for (
    let index = text.indexOf(mark);
    index >= 0;
    index = text.indexOf(mark, index + 1)
  )
    count += 1;
  return count;
}

/** Before it is parsed, because the parser's memory grows with the number of nodes. */
function checkExtent(text: string, path: string) {
  for (const [mark, most, what] of [
    ['\n', MAX_LINES, 'lines'],
    [',', MAX_COMMAS, 'commas'],
  ] as const) {
    const count = countOf(text, mark);
    if (count > most)
      invalidYaml(path, [
        { message: `${count} ${what}; at most ${most} are read`, file: path },
      ]);
  }
}

const childrenOf = (token: CST.Token): CST.Token[] => {
  if ('items' in token)
    return token.items.flatMap(item =>
      [item.key, item.value].filter(
        child => child !== undefined && child !== null,
      ),
    ) as CST.Token[];
  return 'value' in token && token.value && typeof token.value === 'object'
    ? [token.value as CST.Token]
    : [];
};

/** Level by level, because the composer that follows recurses and would exhaust the stack. */
function tooDeep(token: CST.Token): CST.Token | undefined {
  let level = [token];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return level[0];
    level = level.flatMap(childrenOf);
  }
  return undefined;
}

function problemAt(reading: Reading, message: string, offset: number): Problem {
  const { line, col } = reading.lines.linePos(offset);
  return { message: printable(message), file: reading.path, line, column: col };
}

function* documentsOf(text: string, reading: Reading) {
  const composer = new Composer({
    schema: 'failsafe',
    uniqueKeys: false,
    lineCounter: reading.lines,
  });
  for (const token of new Parser(reading.lines.addNewLine).parse(text)) {
    const deep = tooDeep(token);
    if (deep)
      invalidYaml(reading.path, [
        problemAt(reading, `nested more than ${MAX_DEPTH} deep`, deep.offset),
      ]);
    yield* composer.next(token);
  }
  yield* composer.end();
}

/**
 * Reads YAML that nobody has checked yet, in bounded time and memory: nesting, aliases and the number
 * of documents are limited, duplicate keys are refused, keys such as `__proto__` stay plain data.
 *
 * @throws KubeflowError `InputError`, reason `InvalidYaml`, with line and column of every problem.
 */
export function readYaml(text: string, options: { path: string }): YamlFile {
  checkExtent(text, options.path);
  checkCharacters(text, options.path);
  const reading: Reading = {
    path: options.path,
    lines: new LineCounter(),
    problems: [],
    positions: new WeakMap(),
    anchors: new Map(),
    nodes: 0,
  };
  const documents: unknown[] = [];
  let seen = 0;
  for (const document of documentsOf(text, reading)) {
    seen += 1;
    if (seen > MAX_DOCUMENTS)
      invalidYaml(options.path, [
        { message: `more than ${MAX_DOCUMENTS} documents`, file: options.path },
      ]);
    for (const { message, pos } of [...document.errors, ...document.warnings])
      reading.problems.push(
        problemAt(
          reading,
          message.split('\n')[0]!.replace(/ at line.*$/, ''),
          pos[0],
        ),
      );
    if (document.errors.length > 0) break;
    reading.anchors.clear();
    const value = document.contents && readNode(document.contents, reading);
    if (value !== null && value !== undefined) documents.push(value);
  }
  if (reading.problems.length > 0) invalidYaml(options.path, reading.problems);
  return {
    documents,
    locate: value =>
      typeof value === 'object' && value !== null
        ? reading.positions.get(value)
        : undefined,
  };
}
