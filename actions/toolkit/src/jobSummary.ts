import fs from 'node:fs';
import type { Log } from './log';
import type { ReportDocument } from './reportDocument';
import { redact } from './secrets';

/** GitHub refuses a summary of more than 1 MiB per step; a little is kept for what was written before. */
const MAX_SUMMARY_BYTES = 1_000_000;

/** Where this process began to write: what stands before is another's. */
let begin: number | undefined;

/**
 * Lets the step's job summary be this document, shortened to what GitHub takes. It replaces what this
 * process wrote before, so that a step that is killed leaves what was known.
 */
export function writeJobSummary(document: ReportDocument): void {
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (document.isEmpty || !file) return;
  begin ??= fs.statSync(file).size;
  const text = `${redact(document.render(MAX_SUMMARY_BYTES - begin))}\n`;
  fs.truncateSync(file, begin);
  fs.appendFileSync(file, text);
}

/** The same at the end of a step, which a summary that cannot be written does not fail. */
export function writeLast(document: ReportDocument, log: Log): void {
  try {
    writeJobSummary(document);
  } catch (error) {
    log.warning(`The job summary could not be written: ${String(error)}`);
  }
}
