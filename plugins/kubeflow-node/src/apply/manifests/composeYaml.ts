import {
  COLLECTION_STYLE,
  EVENT_ID,
  type AliasEvent,
  type Event,
  type ScalarEvent,
} from 'js-yaml';
import { Anchors, type Anchored } from './anchors';
import { DocumentProblem } from './documentProblem';
import { mappingKey } from './mappingKey';
import { assignOwn, setOwn } from './ownProperties';
import { isMergeKey, readScalar, refuseFlowText } from './yamlScalarEvent';
import type { DuplicateKey, YamlDocument } from './yamlDocument';
import type { ScalarMeaning } from './yamlScalar';

type Entries = Record<string, unknown>;

/** Reaches the items of a list in a list. */
const OBJECT_LEVELS = 5;

/** Of one document; each costs time to find. */
const MOST_DUPLICATES = 20;

const ANCHOR_NAME = /^[\w-]+$/;

/** Builds the value of one document from js-yaml's events, as go-yaml v2 decodes it for kubectl. */
class Composer {
  private readonly starts = new WeakMap<object, number>();
  private readonly duplicates: DuplicateKey[] = [];
  private readonly anchors = new Anchors();
  private index = 1;
  /** Of what is being read. An empty scalar has no place and keeps that of what precedes it. */
  private offset = 0;
  /** How many flow collections are open. */
  private flow = 0;

  constructor(
    private readonly source: string,
    private readonly events: readonly Event[],
  ) {}

  document(): YamlDocument {
    const value = this.node(1);
    const { source: text, starts, duplicates } = this;
    return { value, text, starts, duplicates };
  }

  private fail(message: string): never {
    const { source: text, offset } = this;
    throw new DocumentProblem(message, { text, offset });
  }

  private failFor(refusal: string | undefined) {
    if (refusal) this.fail(refusal);
  }

  private peek(): Event {
    return this.events[this.index]!;
  }

  private atEnd(): boolean {
    return this.peek().type === EVENT_ID.POP;
  }

  private node(level: number): unknown {
    const event = this.peek();
    switch (event.type) {
      case EVENT_ID.SCALAR:
        return this.scalarValue(event);
      case EVENT_ID.ALIAS:
        return this.alias(event).value;
      case EVENT_ID.MAPPING:
        return this.collection(event, () => this.mapping(level, event.start));
      case EVENT_ID.SEQUENCE:
        return this.collection(event, () => this.sequence(level, event.start));
      default:
        return this.fail('a value is missing');
    }
  }

  private collection(
    event: Extract<Event, { start: number }>,
    read: () => unknown,
  ): unknown {
    this.index += 1;
    this.offset = event.start;
    const complete = this.anchors.begin(this.anchorName(event));
    this.failFor(this.anchors.count(0));
    const isFlow = event.style === COLLECTION_STYLE.FLOW;
    if (isFlow) this.flow += 1;
    const value = read();
    if (isFlow) this.flow -= 1;
    this.index += 1;
    complete(value);
    return value;
  }

  /** Undefined: it has none. */
  private anchorName(event: {
    readonly anchorStart: number;
    readonly anchorEnd: number;
  }): string | undefined {
    if (event.anchorStart < 0) return undefined;
    const name = this.source.slice(event.anchorStart, event.anchorEnd);
    return ANCHOR_NAME.test(name)
      ? name
      : this.fail(
          `'${name}' is no name of an anchor: use letters, digits, _ or -`,
        );
  }

  private alias(event: AliasEvent): Anchored {
    this.index += 1;
    this.offset = event.anchorStart;
    const expanded = this.anchors.expand(this.anchorName(event)!);
    return typeof expanded === 'string' ? this.fail(expanded) : expanded;
  }

  private scalar(event: ScalarEvent): ScalarMeaning {
    this.index += 1;
    if (event.valueStart >= 0) this.offset = event.valueStart;
    const { meaning, characters } = this.located(() => {
      if (this.flow > 0) refuseFlowText(this.source, event);
      return readScalar(this.source, event);
    });
    this.failFor(this.anchors.count(characters));
    const name = this.anchorName(event);
    if (name) this.anchors.scalar(name, meaning, characters);
    return meaning;
  }

  /** Gives a problem of `read` its place. */
  private located<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      return this.fail((error as DocumentProblem).message);
    }
  }

  private scalarValue(event: ScalarEvent): unknown {
    const { kind, value } = this.scalar(event);
    if (kind === 'float' && !Number.isFinite(value))
      this.fail(`${value} is no number in JSON: quote it if it is text`);
    return value;
  }

  private sequence(level: number, start: number): unknown[] {
    const items: unknown[] = [];
    if (level === 1) this.starts.set(items, start);
    while (!this.atEnd()) {
      items.push(this.node(level + 1));
    }
    return items;
  }

  private mapping(level: number, start: number): Entries {
    const entries: Entries = {};
    if (level <= OBJECT_LEVELS) this.starts.set(entries, start);
    const keys: string[] = [];
    const offsets: number[] = [];
    while (!this.atEnd()) {
      if (this.skipMergeKey()) {
        this.merge(entries, level);
        continue;
      }
      const key = this.key();
      if (
        Object.hasOwn(entries, key) &&
        this.duplicates.length < MOST_DUPLICATES &&
        keys.includes(key)
      )
        this.duplicates.push({
          key,
          firstOffset: offsets[keys.indexOf(key)]!,
          offset: this.offset,
        });
      keys.push(key);
      offsets.push(this.offset);
      setOwn(entries, key, this.node(level + 1));
    }
    return entries;
  }

  private key(): string {
    const event = this.peek();
    if ('start' in event) this.offset = event.start;
    const meaning = this.keyMeaning(event);
    return meaning
      ? this.located(() => mappingKey(meaning))
      : this.fail('a mapping or list cannot be a key');
  }

  private keyMeaning(event: Event): ScalarMeaning | undefined {
    if (event.type === EVENT_ID.SCALAR) return this.scalar(event);
    return event.type === EVENT_ID.ALIAS
      ? this.alias(event).meaning
      : undefined;
  }

  private skipMergeKey(): boolean {
    const event = this.peek();
    if (event.type !== EVENT_ID.SCALAR) return false;
    if (!isMergeKey(this.source, event)) return false;
    this.offset = event.valueStart;
    this.index += 1;
    return true;
  }

  /** In the order of the text: what stands later wins, merged or not. */
  private merge(target: Entries, level: number): void {
    const event = this.peek();
    const sources: Entries[] = [];
    if (event.type === EVENT_ID.SEQUENCE)
      this.collection(event, () => {
        while (!this.atEnd()) sources.push(this.mergeSource(level));
      });
    else sources.push(this.mergeSource(level));
    // Of a list the first wins.
    for (const source of sources.reverse()) assignOwn(target, source);
  }

  private mergeSource(level: number): Entries {
    const event = this.peek();
    if (event.type === EVENT_ID.MAPPING) return this.node(level + 1) as Entries;
    if (event.type === EVENT_ID.ALIAS) {
      const { value, meaning } = this.alias(event);
      if (!meaning && !Array.isArray(value)) return value as Entries;
    }
    return this.fail('<< takes a mapping or a list of mappings');
  }
}

/**
 * The value of a document with exactly one `DOCUMENT` event, as kubectl would send it. A key that stands twice
 * is reported, not thrown, so that all are found.
 *
 * @throws DocumentProblem for what kubectl refuses.
 */
export const composeYaml = (
  source: string,
  events: readonly Event[],
): YamlDocument => new Composer(source, events).document();
