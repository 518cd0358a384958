/** Number of line breaks before `offset`. */
export const linesBefore = (text: string, offset: number): number => {
  let lines = 0;
  for (
    let at = text.indexOf('\n');
    at !== -1 && at < offset;
    at = text.indexOf('\n', at + 1)
  )
    lines += 1;
  return lines;
};

/** Something wrong with a document. Thrown inside this folder only; callers get a KubeflowError with them all. */
export class DocumentProblem extends Error {
  /** Line breaks of the document before the place. */
  readonly line: number;

  constructor(message: string, place?: { text: string; offset: number }) {
    super(message);
    this.line = place ? linesBefore(place.text, place.offset) : 0;
  }
}
