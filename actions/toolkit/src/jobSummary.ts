import * as core from '@actions/core';
import fs from 'node:fs/promises';
import type { ReportDocument } from './reportDocument';
import { redact } from './secrets';

/** GitHub refuses a summary of more than 1 MiB per step; a little is kept for what was written before. */
const MAX_SUMMARY_BYTES = 1_000_000;

const bytesWritten = async (): Promise<number> => {
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (!file) return 0;
  return (await fs.stat(file)).size;
};

/** Adds the document to the step's job summary, shortened to what GitHub takes. */
export async function writeJobSummary(document: ReportDocument): Promise<void> {
  if (document.isEmpty || !process.env.GITHUB_STEP_SUMMARY) return;
  const room = MAX_SUMMARY_BYTES - (await bytesWritten());
  await core.summary.addRaw(redact(document.render(room)), true).write();
}
