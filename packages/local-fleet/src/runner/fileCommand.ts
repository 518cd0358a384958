/** A file of the runner that the action filled wrongly; the step then fails. */
export class FileCommandError extends Error {}

const heredoc = (
  line: string,
): { name: string; delimiter: string } | undefined => {
  const arrow = line.indexOf('<<');
  const equals = line.indexOf('=');
  if (arrow < 0 || (equals >= 0 && equals < arrow)) return undefined;
  return { name: line.slice(0, arrow), delimiter: line.slice(arrow + 2) };
};

const readHeredoc = (
  lines: readonly string[],
  start: number,
  delimiter: string,
): { value: string; next: number } => {
  const end = lines.indexOf(delimiter, start);
  if (end < 0)
    throw new FileCommandError(
      `Invalid value. Matching delimiter not found '${delimiter}'`,
    );
  return { value: lines.slice(start, end).join('\n'), next: end + 1 };
};

/**
 * `NAME=value` and `NAME<<DELIMITER … DELIMITER` of GITHUB_OUTPUT, GITHUB_STATE and GITHUB_ENV; a later
 * value replaces an earlier one.
 *
 * @throws FileCommandError with the runner's own text.
 */
export const parseFileCommand = (text: string): Record<string, string> => {
  const values: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  let index = 0;
  while (index < lines.length) {
    const line = lines[index]!;
    index += 1;
    if (line === '') continue;
    const block = heredoc(line);
    const equals = line.indexOf('=');
    if (block) {
      if (!block.name || !block.delimiter)
        throw new FileCommandError(`Invalid format '${line}'`);
      const { value, next } = readHeredoc(lines, index, block.delimiter);
      values[block.name] = value;
      index = next;
    } else if (equals > 0) {
      values[line.slice(0, equals)] = line.slice(equals + 1);
    } else {
      throw new FileCommandError(`Invalid format '${line}'`);
    }
  }
  return values;
};
