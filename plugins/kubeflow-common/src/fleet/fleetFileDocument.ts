import { LineCounter, parseDocument } from 'yaml';
import { inspectAliases } from './fleetFileAliases';
import type { FleetFileTree } from './fleetFileTree';
import { expandTree } from './fleetFileTree';
import { refusedText } from './fleetFileText';
import type { TextProblem } from './fleetFileText';

/** The file as plain data with places; `problems` of its syntax, after which `tree` is absent. */
export interface FleetFileDocument {
  readonly problems: readonly TextProblem[];
  readonly tree?: FleetFileTree;
}

/** One wrong bracket makes the parser complain about all that follows: the first ones help. */
const MOST_SYNTAX_PROBLEMS = 20;

const syntaxMessage = (error: { code: string; message: string }): string => {
  if (error.code === 'MULTIPLE_DOCS')
    return 'holds a second YAML document; a fleet file is one';
  if (error.code === 'RESOURCE_EXHAUSTION') return 'nested too deeply';
  if (error.code === 'NON_STRING_KEY') return 'a key must be text';
  return error.message;
};

/** What the parser would have counted, for a text that it never sees. */
const countLines = (text: string, lines: LineCounter) => {
  lines.addNewLine(0);
  for (const { index } of text.matchAll(/\n/g)) lines.addNewLine(index + 1);
};

/** Reads the YAML of a fleet file; cost and depth are bounded for any text. */
export const readDocument = (
  text: string,
  lines: LineCounter,
): FleetFileDocument => {
  const refused = refusedText(text);
  if (refused) {
    countLines(text.slice(0, refused.offset), lines);
    return { problems: [refused] };
  }
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    stringKeys: true,
    schema: 'core',
  });
  const syntax = [...document.errors, ...document.warnings].map(error => ({
    message: syntaxMessage(error),
    offset: error.pos[0],
  }));
  if (syntax.length > 0)
    return { problems: syntax.slice(0, MOST_SYNTAX_PROBLEMS) };
  const { targets, problems } = inspectAliases(document, lines);
  const tree = expandTree(document.contents, targets);
  if (tree.problem) return { problems: [...problems, tree.problem] };
  return { problems, tree };
};
