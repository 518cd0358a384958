/** Longest sentence that is repeated from a cluster. */
const LONGEST_TEXT = 500;

/** The text on one line, cut where it is too long to read; leading spaces stay. */
export const shortLine = (text: string): string => {
  const line = text.replace(/\s*[\r\n]+\s*/g, ' ').trimEnd();
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT)} …` : line;
};
