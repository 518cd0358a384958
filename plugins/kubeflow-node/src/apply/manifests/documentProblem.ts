/** Something wrong with a document. Thrown inside this folder only; callers get a KubeflowError with them all. */
export class DocumentProblem extends Error {
  constructor(
    message: string,
    /** In characters from the start of the document's text; absent: the whole document. */
    readonly offset?: number,
  ) {
    super(message);
  }
}

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
