import { LineCounter } from 'yaml';
import { KubeflowError } from '../errors/KubeflowError';
import type { Problem } from '../errors/KubeflowError';
import { FLEET_API_VERSION } from '../names';
import { printable } from '../text/printable';
import type { Fleet } from './cluster';
import { fleetProblems } from './fleetChecks';
import { readDocument } from './fleetFileDocument';
import type { FleetFileTree } from './fleetFileTree';
import type { TextProblem } from './fleetFileText';
import { schemaProblems } from './fleetFileProblems';
import type { ValueProblem } from './fleetFileProblems';
import { fleetFileSchema } from './fleetFileSchema';
import type { FleetFile } from './fleetFileSchema';
import { resolveCluster } from './resolveCluster';

/** The message lists this many problems; `problems` of the error holds all. */
const MOST_SHOWN = 50;

const EXAMPLE = `Start with apiVersion: ${FLEET_API_VERSION}, kind: Fleet and a list of clusters`;

/** Offset of the nearest value around `path` that stands in the file. */
const locate = (tree: FleetFileTree, { path, at }: ValueProblem): number => {
  for (let length = path.length; length > 0; length--) {
    const place = tree.place(path.slice(0, length));
    if (place) return at === 'key' ? place.keyOffset : place.offset;
  }
  return tree.place([])?.offset ?? 0;
};

/** In the order of the file, each once: a wrong default shows up at one place, not per cluster. */
const positioned = (
  problems: readonly TextProblem[],
  lines: LineCounter,
  file: string,
): Problem[] => {
  const unique = new Map(
    problems.map(problem => [`${problem.offset} ${problem.message}`, problem]),
  );
  return [...unique.values()]
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, message }) => {
      // The counter answers line 0 before it has seen a line.
      const { line, col } = lines.linePos(offset);
      return {
        file,
        line: Math.max(line, 1),
        column: line ? col : offset + 1,
        message,
      };
    });
};

const refuse = (path: string, problems: readonly Problem[]): never => {
  const shown = problems
    .slice(0, MOST_SHOWN)
    .map(
      ({ line, column, message }) => `  ${path}:${line}:${column}: ${message}`,
    );
  const more = problems.length - shown.length;
  const count = problems.length === 1 ? '1 error' : `${problems.length} errors`;
  throw new KubeflowError('InputError', {
    reason: 'InvalidFleetFile',
    subject: path,
    fact: [
      `${count} in the fleet file`,
      ...shown,
      ...(more > 0 ? [`  … and ${more} more`] : []),
    ].join('\n'),
    problems,
  });
};

/** All that is wrong with the values of a readable file. */
const valueProblems = (
  tree: FleetFileTree,
  lines: LineCounter,
): TextProblem[] => {
  const result = fleetFileSchema.safeParse(tree.data);
  const found = [
    ...(result.error?.issues ?? []).flatMap(issue =>
      schemaProblems(issue, tree),
    ),
    ...fleetProblems(tree.data),
  ];
  return found.map(({ related, ...problem }) => {
    const offset = locate(tree, problem);
    if (!related) return { message: problem.message, offset };
    const { line } = lines.linePos(tree.place(related)?.offset ?? offset);
    return { message: `${problem.message} (line ${line})`, offset };
  });
};

/**
 * Reads a fleet file: every cluster with the file's defaults applied and templates expanded, in the
 * order of the file. Nothing is read but `text`; `path` is for messages.
 *
 * @throws KubeflowError `InputError`, reason `InvalidFleetFile`, with every problem of the file in
 * `problems` (line and column from 1). While the YAML itself is wrong, only that is reported.
 */
export const parseFleetFile = (
  text: string,
  { path }: { readonly path: string },
): Fleet => {
  const file = printable(path);
  const lines = new LineCounter();
  const { tree, problems } = readDocument(text.replace(/^\uFEFF/, ''), lines);
  const fail = (found: readonly TextProblem[]) =>
    refuse(file, positioned(found, lines, file));
  if (!tree) return fail(problems);
  if (tree.data === null)
    return fail([{ message: `is empty. ${EXAMPLE}`, offset: 0 }]);
  const all = [...problems, ...valueProblems(tree, lines)];
  if (all.length > 0) return fail(all);
  // Just checked; the schema transforms nothing.
  const { clusters, defaults } = tree.data as FleetFile;
  return { clusters: clusters.map(entry => resolveCluster(entry, defaults)) };
};
