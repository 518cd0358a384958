import { manifestLimits } from './limits';

const LOW = 400_000;
const HIGH = 4_000_000;

/** go-yaml's allowance: nearly all of a small document may come from aliases, a tenth of a huge one. */
const allowedRatio = (nodes: number) => {
  if (nodes <= LOW) return 0.99;
  if (nodes >= HIGH) return 0.1;
  return 0.99 - (0.89 * (nodes - LOW)) / (HIGH - LOW);
};

/** Counts what a document would be with its aliases expanded, so that a bomb is refused without expanding it. */
export class AliasBudget {
  nodes = 0;
  characters = 0;
  private aliased = 0;

  /** Counts a node with a text of that many characters. Why it is too much, or undefined. */
  add(characters: number): string | undefined {
    this.nodes += 1;
    this.characters += characters;
    return this.aliased > 0 ? this.refusal() : undefined;
  }

  /** Counts an alias of a node that costs so much. */
  expand(nodes: number, characters: number): string | undefined {
    this.nodes += nodes + 1;
    this.aliased += nodes;
    this.characters += characters;
    return this.refusal();
  }

  private refusal(): string | undefined {
    const { nodes, aliased, characters } = this;
    if (aliased > 100 && nodes > 1000 && aliased / nodes > allowedRatio(nodes))
      return `the document contains excessive aliasing: ${aliased} of ${nodes} values come from aliases`;
    if (characters > manifestLimits.expandedCharacters)
      return `the document contains excessive aliasing: it is ${characters} characters long with its aliases expanded, more than ${manifestLimits.expandedCharacters}`;
    return undefined;
  }
}
