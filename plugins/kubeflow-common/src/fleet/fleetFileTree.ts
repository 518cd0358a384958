import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Alias, Node, Pair, Scalar, YAMLMap } from 'yaml';
import type { FleetFilePath } from './fleetFilePath';
import { isMergeKey, keyText, offsetOf } from './fleetFileKeys';
import type { TextProblem } from './fleetFileText';

/** Values that a file may hold once its aliases are expanded: far more than any fleet needs. */
const MOST_VALUES = 50_000;
const DEEPEST = 64;

/** Where a value stands, and where the key or list item before it does. */
interface Place {
  readonly offset: number;
  readonly keyOffset: number;
  readonly scalar?: Scalar;
}

/** The file's plain data, with the place of every value. */
export interface FleetFileTree {
  readonly data: unknown;
  /** Where expanding stopped, because the file would grow too large or too deep. */
  readonly problem?: TextProblem;
  readonly place: (path: FleetFilePath) => Place | undefined;
}

/** A value's key in the table of places; made step by step, because a bomb makes many. */
const below = (parent: string, key: PropertyKey) => `${parent}\0${String(key)}`;

/** The value that is being expanded. */
interface Spot {
  readonly key: string;
  readonly depth: number;
  /** Of the key or list item that the value belongs to. */
  readonly keyOffset: number;
}

/** Stops the expansion from inside its recursion. */
class ExpansionStopped extends Error {
  constructor(readonly problem: TextProblem) {
    super(problem.message);
  }
}

/** Turns YAML nodes into plain data: aliases and merge keys expanded within bounds. */
class Expansion {
  readonly places = new Map<string, Place>();
  #values = 0;

  constructor(private readonly targets: ReadonlyMap<Alias, Node>) {}

  value(node: unknown, spot: Spot): unknown {
    const target = this.#target(node, spot.depth);
    const scalar = isScalar(target) ? target : undefined;
    const { key, depth, keyOffset } = spot;
    this.places.set(key, { offset: offsetOf(node), keyOffset, scalar });
    if (isMap(target)) return this.#mapping(target, spot);
    if (isSeq(target))
      return target.items.map((item, index) =>
        this.value(item, {
          key: below(key, index),
          depth: depth + 1,
          keyOffset: offsetOf(item),
        }),
      );
    return scalar?.value ?? null;
  }

  /** Counts the node, and follows an alias to what it stands for. */
  #target(node: unknown, depth: number): unknown {
    this.#values++;
    const tooMany = this.#values > MOST_VALUES;
    if (tooMany || depth > DEEPEST)
      throw new ExpansionStopped({
        message: tooMany
          ? `holds more than ${MOST_VALUES} values once its aliases are expanded: excessive aliasing`
          : `nested deeper than ${DEEPEST} levels`,
        offset: offsetOf(node),
      });
    return isAlias(node) ? this.targets.get(node) : node;
  }

  #mapping(map: YAMLMap, spot: Spot): Record<string, unknown> {
    const data: Record<string, unknown> = {};
    const merges = map.items.filter(({ key }) => isMergeKey(key));
    for (const pair of map.items)
      if (!isMergeKey(pair.key)) this.#entry(data, pair, spot);
    for (const { value } of merges) this.#merge(data, value, spot);
    return data;
  }

  #entry(data: Record<string, unknown>, pair: Pair, spot: Spot) {
    const name = keyText(pair.key);
    const value = this.value(pair.value, {
      key: below(spot.key, name),
      depth: spot.depth + 1,
      keyOffset: offsetOf(pair.key),
    });
    // `badKeys` refuses '__proto__', but this must not depend on it.
    if (name !== '__proto__') data[name] = value;
  }

  /** `<<: *base` or `<<: [*first, *second]`; what is set already stays. */
  #merge(data: Record<string, unknown>, node: unknown, spot: Spot) {
    const depth = spot.depth + 1;
    const target = this.#target(node, depth);
    for (const source of isSeq(target) ? target.items : [target]) {
      const map = this.#target(source, depth);
      if (isMap(map)) this.#mergeMapping(data, map, { ...spot, depth });
      else {
        // Left in as data, so that the schema refuses the key '<<' at its place.
        const offset = offsetOf(node);
        data['<<'] = null;
        this.places.set(below(spot.key, '<<'), { offset, keyOffset: offset });
      }
    }
  }

  #mergeMapping(data: Record<string, unknown>, map: YAMLMap, spot: Spot) {
    for (const [key, value] of Object.entries(this.#mapping(map, spot)))
      if (!Object.hasOwn(data, key)) data[key] = value;
  }
}

/** Expands the tree under `root`; never throws for a hostile one, and stops within bounds. */
export const expandTree = (
  root: unknown,
  targets: ReadonlyMap<Alias, Node>,
): FleetFileTree => {
  const expansion = new Expansion(targets);
  const place = (path: FleetFilePath) =>
    expansion.places.get(path.reduce(below, ''));
  const start = { key: '', depth: 0, keyOffset: offsetOf(root) };
  try {
    return { data: expansion.value(root, start), place };
  } catch (error) {
    if (!(error instanceof ExpansionStopped)) throw error;
    return { data: undefined, problem: error.problem, place };
  }
};
