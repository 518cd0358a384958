import type * as z from 'zod';
import { didYouMean } from '../text/nearest';
import { printable } from '../text/printable';
import { pathText } from './fleetFilePath';
import type { FleetFilePath } from './fleetFilePath';
import { knownKeysAt } from './fleetFileKnownKeys';
import type { FleetFileTree } from './fleetFileTree';

/** Something wrong with a value; `at: 'key'` points at the key before it. */
export interface ValueProblem {
  readonly path: FleetFilePath;
  readonly message: string;
  readonly at?: 'key';
  /** Another place that the message is about; its line is added to the message. */
  readonly related?: FleetFilePath;
}

type Issue = z.core.$ZodIssue;

const unknownKeys = (issue: Issue & { code: 'unrecognized_keys' }) => {
  const known = knownKeysAt(issue.path);
  const where = issue.path.length > 0 ? ` in ${pathText(issue.path)}` : '';
  return issue.keys.map((key): ValueProblem => {
    const hint =
      didYouMean(key, known) || `; known here are ${known.join(', ')}`;
    const message = `unknown key '${printable(key)}'${where}${hint}`;
    return { path: [...issue.path, key], message, at: 'key' };
  });
};

const words: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

const describeValue = (value: unknown): string => {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return value.length ? 'a list' : 'an empty list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string') return `'${printable(value, 60)}'`;
  return `the ${typeof value} ${String(value)}`;
};

const valueAt = (data: unknown, path: FleetFilePath): unknown =>
  path.reduce<unknown>(
    (value, segment) =>
      typeof value === 'object' &&
      value !== null &&
      Object.hasOwn(value, segment)
        ? (value as Record<PropertyKey, unknown>)[segment]
        : undefined,
    data,
  );

const missing = (path: FleetFilePath): ValueProblem => {
  const key = String(path.at(-1));
  const parent = path.slice(0, -1);
  const where = parent.length > 0 ? ` in ${pathText(parent)}` : '';
  return { path: parent, message: `missing key '${key}'${where}` };
};

const wrongType = (
  issue: Issue & { code: 'invalid_type' },
  tree: FleetFileTree,
): ValueProblem => {
  const value = valueAt(tree.data, issue.path);
  const expected = words[issue.expected] ?? issue.expected;
  const source = tree.place(issue.path)?.scalar?.source;
  const quote =
    issue.expected === 'string' && source && value !== null
      ? `; quote it: "${printable(source, 60)}"`
      : '';
  const message = `${pathText(
    issue.path,
  )} must be ${expected}, but is ${describeValue(value)}${quote}`;
  return { path: issue.path, message };
};

const oneOf = (
  path: FleetFilePath,
  values: readonly unknown[],
  given: unknown,
): ValueProblem => {
  const texts = values.map(String);
  const allowed =
    texts.length === 1 ? `'${texts[0]}'` : `one of ${texts.join(', ')}`;
  const hint = typeof given === 'string' ? didYouMean(given, texts) : '';
  const message = `${pathText(path)} must be ${allowed}, but is ${describeValue(
    given,
  )}${texts.length === 1 ? '' : hint}`;
  return { path, message };
};

const unionProblem = (
  issue: Issue & { code: 'invalid_union' },
  given: unknown,
): ValueProblem => {
  const options = (issue as { options?: readonly unknown[] }).options ?? [];
  return oneOf(issue.path, options, given);
};

/** The problems of one issue of the schema, in the words of the fleet file. */
export const schemaProblems = (
  issue: Issue,
  tree: FleetFileTree,
): ValueProblem[] => {
  const given = valueAt(tree.data, issue.path);
  const { path } = issue;
  const absent = given === undefined && path.length > 0;
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(issue);
    case 'invalid_key':
      return [
        {
          path,
          message: `${pathText(path)} ${
            issue.issues[0]?.message ?? 'is no key'
          }`,
          at: 'key',
        },
      ];
    case 'invalid_type':
      return [absent ? missing(path) : wrongType(issue, tree)];
    case 'invalid_value':
      return [absent ? missing(path) : oneOf(path, issue.values, given)];
    case 'invalid_union':
      return [absent ? missing(path) : unionProblem(issue, given)];
    default:
      return [
        {
          path,
          message: `${pathText(path)} ${issue.message}, but is ${describeValue(
            given,
          )}`,
        },
      ];
  }
};
