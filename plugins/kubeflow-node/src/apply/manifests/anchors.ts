import { AliasBudget } from './aliasBudget';
import type { ScalarMeaning } from './yamlScalar';

/** An anchored node, for its aliases. */
export interface Anchored {
  readonly value: unknown;
  /** Absent for a mapping or sequence. */
  readonly meaning?: ScalarMeaning;
  /** What its expansion costs. */
  readonly nodes: number;
  readonly characters: number;
}

/** The anchors of one document, and what their aliases cost. Refusals are texts, absent where all is well. */
export class Anchors {
  private readonly byName = new Map<string, Anchored | 'open'>();
  private readonly budget = new AliasBudget();

  /** Counts a node. */
  count(characters: number): string | undefined {
    return this.budget.add(characters);
  }

  /** To be called before a collection is counted; the answer takes its value when it is complete. */
  begin(name: string | undefined): (value: unknown) => void {
    if (name === undefined) return () => {};
    const { nodes, characters } = this.budget;
    this.byName.set(name, 'open');
    return value =>
      this.byName.set(name, {
        value,
        nodes: this.budget.nodes - nodes,
        characters: this.budget.characters - characters,
      });
  }

  scalar(name: string, meaning: ScalarMeaning, characters: number): void {
    const { value } = meaning;
    this.byName.set(name, { value, meaning, nodes: 1, characters });
  }

  /** What an alias stands for, counted. */
  expand(name: string): Anchored | string {
    const anchored = this.byName.get(name);
    if (!anchored) return `unknown anchor '${name}' referenced`;
    if (anchored === 'open')
      return `the value of anchor '${name}' contains itself`;
    const { nodes, characters } = anchored;
    return this.budget.expand(nodes, characters) ?? anchored;
  }
}
