const NEWLINE = 10;
const DASH = 45;

/** One document's bytes. */
export interface DocumentBytes {
  readonly bytes: Uint8Array;
  /** Line of its first byte, from 1. */
  readonly line: number;
}

const atSeparator = (content: Uint8Array, at: number) =>
  content[at] === DASH && content[at + 1] === DASH && content[at + 2] === DASH;

/**
 * Splits where kubectl splits: at every line that begins with `---`, whatever it is part of. The separator
 * belongs to the document that follows it.
 */
export function* splitDocuments(
  content: Uint8Array,
): Generator<DocumentBytes, void> {
  let start = 0;
  let startLine = 1;
  let line = 1;
  const end = content.length;
  for (let at = 0; at < end; ) {
    const newline = content.indexOf(NEWLINE, at);
    const next = newline === -1 ? end : newline + 1;
    if (at > start && atSeparator(content, at)) {
      yield { bytes: content.subarray(start, at), line: startLine };
      start = at;
      startLine = line;
    }
    at = next;
    line += 1;
  }
  if (start < end)
    yield { bytes: content.subarray(start, end), line: startLine };
}

/** How many lines begin with `---`; stops counting at `most`. */
export function countSeparators(content: Uint8Array, most: number): number {
  const bytes = Buffer.from(
    content.buffer,
    content.byteOffset,
    content.byteLength,
  );
  let count = 0;
  for (
    let at = bytes.indexOf('\n---');
    at !== -1 && count < most;
    at = bytes.indexOf('\n---', at + 1)
  )
    count += 1;
  return count;
}
