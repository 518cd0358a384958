import { isAlias, isMap, isNode, visit } from 'yaml';
import type { Alias, Document, LineCounter, Node } from 'yaml';
import { printable } from '../text/printable';
import { badKeys, offsetOf } from './fleetFileKeys';
import type { TextProblem } from './fleetFileText';

/** The node that each alias stands for, and what is wrong with aliases and keys. */
export interface FleetFileAliases {
  readonly targets: ReadonlyMap<Alias, Node>;
  readonly problems: readonly TextProblem[];
}

/**
 * One look at the parsed tree, without expanding anything. An anchor set twice means its last
 * setting above the alias, as YAML says.
 */
export const inspectAliases = (
  document: Document,
  lines: LineCounter,
): FleetFileAliases => {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  const problems: TextProblem[] = [];
  visit(document, (_, node) => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target) targets.set(node, target);
      else
        problems.push({
          message: `*${printable(node.source)} refers to no anchor above it`,
          offset: offsetOf(node),
        });
    } else if (isNode(node)) {
      const { anchor } = node as { anchor?: string };
      if (anchor) anchors.set(anchor, node);
      // One by one: there may be more of them than a call takes arguments.
      if (isMap(node))
        for (const problem of badKeys(node, lines)) problems.push(problem);
    }
  });
  return { targets, problems };
};
