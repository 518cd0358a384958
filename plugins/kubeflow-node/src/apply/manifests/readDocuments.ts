import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { DuplicateKey } from './yamlDocument';
import { decodeText } from './decodeText';
import { DocumentProblem, linesBefore } from './documentProblem';
import { parseExactJson } from './exactJson';
import { manifestLimits } from './limits';
import { readYamlDocument } from './readYamlDocument';
import { scanJsonObject } from './scanJson';
import { splitDocuments } from './splitDocuments';

/** A document that could be read. */
export interface ReadDocument {
  readonly value: unknown;
  /** Line in the file, from 1, where a mapping of the document's upper levels begins. */
  readonly lineOf: (mapping: object) => number;
}

/** Told of everything that is wrong; `line` from 1. */
export type Report = (message: string, line: number) => void;

/** A piece of a file, and where its problems go. */
interface Piece {
  readonly text: string;
  readonly line: number;
  readonly report: Report;
}

const lineIn = ({ text, line }: Piece, offset: number) =>
  line + linesBefore(text, offset);

/** Reports a problem at its line; anything else is not ours. */
function reportProblem(error: unknown, piece: Piece) {
  if (!(error instanceof DocumentProblem)) throw error;
  piece.report(error.message, piece.line + error.line);
}

function reportDuplicates(duplicates: readonly DuplicateKey[], piece: Piece) {
  for (const { key, firstOffset, offset } of duplicates)
    piece.report(
      `the key '${key.slice(
        0,
        80,
      )}' stands twice in one mapping, first in line ${lineIn(
        piece,
        firstOffset,
      )}: remove one`,
      lineIn(piece, offset),
    );
}

function* readYaml(
  content: Uint8Array,
  firstLine: number,
  report: Report,
): Generator<ReadDocument, void> {
  for (const { bytes, line } of splitDocuments(content)) {
    const firstOfDocument = line + firstLine - 1;
    if (bytes.byteLength > manifestLimits.documentBytes) {
      report(
        `the document has ${bytes.byteLength} bytes, more than ${manifestLimits.documentBytes}: split it`,
        firstOfDocument,
      );
      continue;
    }
    const { text, problem } = decodeText(bytes);
    const piece = { text, line: firstOfDocument, report };
    try {
      if (problem) throw problem;
      const read = readYamlDocument(text);
      if (!read) continue;
      const { value, starts, duplicates } = read;
      const parsed = { ...piece, text: read.text };
      reportDuplicates(duplicates, parsed);
      yield {
        value,
        lineOf: mapping => lineIn(parsed, starts.get(mapping) ?? 0),
      };
    } catch (error) {
      reportProblem(error, piece);
    }
  }
}

const SURROGATE = /\\u[dD][89a-fA-F]/;

/** False when a text of it has half of a surrogate pair. */
const isWellFormed = (value: unknown): boolean => {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(
    ([key, child]) => key.isWellFormed() && isWellFormed(child),
  );
};

/** One object of a JSON stream. Undefined: what begins at `start` is no JSON object. */
function readJsonObject(piece: Piece, start: number) {
  const scanned = scanJsonObject(piece.text, start);
  if (!scanned) return undefined;
  try {
    const json = piece.text.slice(start, scanned.end);
    const value = parseExactJson(json);
    if (SURROGATE.test(json) && !isWellFormed(value))
      throw new DocumentProblem('half of a surrogate pair is no character', {
        text: piece.text,
        offset: start,
      });
    reportDuplicates(scanned.duplicates, piece);
    return { value, end: scanned.end };
  } catch (error) {
    if (hasReason(error, 'InvalidJson')) return undefined;
    if (!hasReason(error, 'NumberOutOfRange')) throw error;
    throw new DocumentProblem(error.fact, { text: piece.text, offset: start });
  }
}

const skipSpace = (text: string, from: number) => {
  const found = text.slice(from).search(/\S/);
  return found === -1 ? text.length : from + found;
};

/**
 * A file whose first character is `{`: JSON objects one after another, and from the first thing that is no
 * JSON object on, YAML. As kubectl, which guesses the same way.
 */
function* readJsonThenYaml(
  text: string,
  report: Report,
): Generator<ReadDocument, void> {
  const piece = { text, line: 1, report };
  let objects = 0;
  let at = skipSpace(text, 0);
  while (text[at] === '{') {
    const read = readJsonObject(piece, at);
    if (!read) break;
    const line = lineIn(piece, at);
    yield { value: read.value, lineOf: () => line };
    objects += 1;
    at = skipSpace(text, read.end);
  }
  if (at >= text.length) return;
  const line = lineIn(piece, at);
  if (objects > 1)
    report(`after ${objects} JSON objects comes something that is none`, line);
  else yield* readYaml(Buffer.from(text.slice(at)), line, report);
}

/** True when kubectl would try JSON first. */
const looksLikeJson = (content: Uint8Array) => {
  for (const byte of content.subarray(0, 4096)) {
    if (byte === 0x7b) return true;
    if (byte !== 32 && (byte < 9 || byte > 13)) return false;
  }
  return false;
};

/**
 * Reads the documents of a file one by one, each with kubectl's meaning. Nothing is thrown for what is wrong
 * with the content: it is reported, and the next document is read.
 */
export function* readDocuments(
  content: Uint8Array,
  report: Report,
): Generator<ReadDocument, void> {
  if (!looksLikeJson(content)) {
    yield* readYaml(content, 1, report);
    return;
  }
  const { text, problem } = decodeText(content);
  const piece = { text, line: 1, report };
  try {
    if (problem) throw problem;
    yield* readJsonThenYaml(text, report);
  } catch (error) {
    reportProblem(error, piece);
  }
}
