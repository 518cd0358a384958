import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  runsLeftGoing
} from "./chunks/chunk-ACG4KIEW.mjs";
import "./chunks/chunk-XUWXWL7N.mjs";
import {
  createLog,
  leaveSoon,
  writeJobSummary
} from "./chunks/chunk-JZOBJMNO.mjs";
import {
  createDocument
} from "./chunks/chunk-BLYGAAZT.mjs";
import "./chunks/chunk-AAP5LG6S.mjs";
import "./chunks/chunk-RH66BU3S.mjs";
import {
  isKubeflowError
} from "./chunks/chunk-2O32D6D5.mjs";
import "./chunks/chunk-GUMIUNBP.mjs";

// actions/toolkit/src/runPostAction.ts
async function runPostAction(action) {
  const log = createLog();
  const summary = createDocument();
  try {
    await action.run({ log, summary });
  } catch (error) {
    log.warning(error instanceof Error ? error.message : String(error), {
      title: `${action.name}: ${isKubeflowError(error) ? error.reason : "unexpected error"} in the post step`
    });
  } finally {
    await writeJobSummary(summary).catch(
      (error) => log.warning(`The job summary could not be written: ${String(error)}`)
    );
    leaveSoon();
  }
}

// actions/submit-pipeline/src/post.ts
void runPostAction({
  name: "submit-pipeline",
  run: async (step) => {
    const left = runsLeftGoing();
    if (left.length === 0) return;
    const { terminateLeftRuns } = await import("./chunks/terminateLeftRuns-2WAMFHPV.mjs");
    await terminateLeftRuns(left, step);
  }
});
