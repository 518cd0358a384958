import { EVENT_ID } from 'js-yaml';
import { composeYaml } from './composeYaml';
import type { YamlDocument } from './yamlDocument';
import { DocumentProblem } from './documentProblem';
import { refuseTabs } from './refuseTabs';
import { yamlEvents } from './yamlEvents';

// go-yaml's reader: these and nothing else.
const CONTROL =
  // eslint-disable-next-line no-control-regex
  /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
// Line breaks in YAML 1.1, characters in 1.2: kubectl and people read such a document differently.
const OLD_BREAK = /[\x85\u2028\u2029]/;
const SEPARATOR = /^\ufeff?---[ \t]*([^\s#][^\n]*)/;

const hex = (character: string) =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

function refuseCharacters(text: string) {
  const control = CONTROL.exec(text);
  if (control)
    throw new DocumentProblem(
      `control characters are not allowed (${hex(
        control[0],
      )}): write an escape in a double-quoted text`,
      { text, offset: control.index },
    );
  const old = OLD_BREAK.exec(text);
  if (old)
    throw new DocumentProblem(
      `${hex(
        old[0],
      )} is a line break to some YAML readers and a character to others: write an escape in a double-quoted text`,
      { text, offset: old.index },
    );
}

function refuseSeparator(text: string) {
  const [, rest] = SEPARATOR.exec(text) ?? [];
  if (rest !== undefined)
    throw new DocumentProblem(
      `invalid document separator: only a comment may follow '---', not '${rest
        .trim()
        .slice(0, 40)}'`,
    );
}

/**
 * Reads one document, as {@link splitDocuments} cuts them. Undefined: there is no document in it.
 *
 * @throws DocumentProblem for what kubectl refuses, and for what it would silently ignore or damage.
 */
export function readYamlDocument(given: string): YamlDocument | undefined {
  refuseCharacters(given);
  refuseSeparator(given);
  const yaml = yamlEvents(given);
  const { text, events } = yaml;
  if (events.length === 0) return undefined;
  const second = events.findIndex(
    ({ type }, index) => index > 0 && type === EVENT_ID.DOCUMENT,
  );
  if (second !== -1)
    throw new DocumentProblem(
      "something follows the document's end `...`, which kubectl would ignore: begin a new document with `---`",
    );
  refuseTabs(yaml);
  return composeYaml(text, events);
}
