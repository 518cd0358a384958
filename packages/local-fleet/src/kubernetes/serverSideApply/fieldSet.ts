import type { JsonObject } from '../json';
import { asObject, isObject } from '../json';
import type { SchemaNode } from '../schema/schemaNode';

/**
 * One step of a field path, spelled as in `fieldsV1`: `f:NAME` a field, `k:{...}` a list element by its
 * keys, `v:VALUE` a set element, `i:N` an index.
 */
export type PathElement = string;

/** A set of field paths as a trie, like the one behind `managedFields`. */
export class FieldSet {
  readonly members = new Set<PathElement>();
  readonly children = new Map<PathElement, FieldSet>();

  static fromFieldsV1(fields: unknown): FieldSet {
    const set = new FieldSet();
    for (const [element, below] of Object.entries(asObject(fields))) {
      if (element === '.') continue;
      const nested = FieldSet.fromFieldsV1(below);
      const isLeaf = isObject(below) && Object.keys(below).length === 0;
      if (isLeaf || (isObject(below) && '.' in below)) set.members.add(element);
      if (!nested.isEmpty()) set.children.set(element, nested);
    }
    return set;
  }

  toFieldsV1(): JsonObject {
    const fields: JsonObject = {};
    const elements = [...new Set([...this.members, ...this.children.keys()])];
    for (const element of elements.sort()) {
      const below = this.children.get(element)?.toFieldsV1() ?? {};
      const isMember = this.members.has(element);
      fields[element] =
        isMember && Object.keys(below).length > 0
          ? { '.': {}, ...below }
          : below;
    }
    return fields;
  }

  insert(path: readonly PathElement[], depth = 0): void {
    const element = path[depth];
    if (element === undefined) return;
    if (depth === path.length - 1) this.members.add(element);
    else this.child(element).insert(path, depth + 1);
  }

  isEmpty(): boolean {
    return (
      this.members.size === 0 &&
      [...this.children.values()].every(child => child.isEmpty())
    );
  }

  union(other: FieldSet): FieldSet {
    const result = new FieldSet();
    for (const set of [this, other]) {
      set.members.forEach(member => result.members.add(member));
      for (const [element, child] of set.children) {
        const known = result.children.get(element) ?? new FieldSet();
        result.children.set(element, known.union(child));
      }
    }
    return result;
  }

  intersection(other: FieldSet): FieldSet {
    const result = new FieldSet();
    for (const member of this.members)
      if (other.members.has(member)) result.members.add(member);
    for (const [element, child] of this.children) {
      const match = other.children.get(element);
      if (match) result.adopt(element, child.intersection(match));
    }
    return result;
  }

  /** Only equal paths go: what lies below a removed member stays. */
  difference(other: FieldSet): FieldSet {
    const result = new FieldSet();
    for (const member of this.members)
      if (!other.members.has(member)) result.members.add(member);
    for (const [element, child] of this.children) {
      const match = other.children.get(element);
      result.adopt(element, match ? child.difference(match) : child);
    }
    return result;
  }

  /** Without these top-level fields and everything below them. */
  withoutFields(names: readonly string[]): FieldSet {
    const result = new FieldSet();
    const gone = new Set(names.map(name => `f:${name}`));
    for (const member of this.members)
      if (!gone.has(member)) result.members.add(member);
    for (const [element, child] of this.children)
      if (!gone.has(element)) result.children.set(element, child);
    return result;
  }

  /** Makes declared fields that only have children members too, so that they can be removed when empty. */
  withNamedParents(node: SchemaNode | undefined): FieldSet {
    const result = new FieldSet();
    this.members.forEach(member => result.members.add(member));
    for (const [element, child] of this.children) {
      const isField = element.startsWith('f:');
      const known =
        isField && node?.kind === 'object'
          ? node.fields.get(element.slice(2))
          : undefined;
      if (known) result.members.add(element);
      const below = known ?? childNode(node);
      result.children.set(element, child.withNamedParents(below));
    }
    return result;
  }

  /** Every path; on each level the members first, as the real server lists conflicts. */
  paths(prefix: readonly PathElement[] = []): PathElement[][] {
    const members = [...this.members].sort().map(each => [...prefix, each]);
    const children = [...this.children.keys()].sort();
    return [
      ...members,
      ...children.flatMap(each =>
        (this.children.get(each) ?? new FieldSet()).paths([...prefix, each]),
      ),
    ];
  }

  private child(element: PathElement): FieldSet {
    const known = this.children.get(element);
    if (known) return known;
    const made = new FieldSet();
    this.children.set(element, made);
    return made;
  }

  private adopt(element: PathElement, child: FieldSet): void {
    if (!child.isEmpty()) this.children.set(element, child);
  }
}

const childNode = (node: SchemaNode | undefined) =>
  node?.kind === 'object' || node?.kind === 'list' ? node.element : undefined;

const keyText = (json: string) =>
  Object.entries(JSON.parse(json) as JsonObject)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',');

/** `.spec.containers[name="a"].image`, as messages of the API server spell a path. */
export const pathText = (path: readonly PathElement[]): string =>
  path
    .map(element => {
      const rest = element.slice(2);
      if (element.startsWith('f:')) return `.${rest}`;
      if (element.startsWith('k:')) return `[${keyText(rest)}]`;
      return element.startsWith('v:') ? `[=${rest}]` : `[${rest}]`;
    })
    .join('');
