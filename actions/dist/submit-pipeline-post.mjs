import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  runsLeftGoing
} from "./chunks/chunk-G3DS5FMJ.mjs";
import "./chunks/chunk-O6JMIZCO.mjs";
import {
  createLog,
  leaveSoon
} from "./chunks/chunk-UJAJJDWG.mjs";
import {
  writeLast
} from "./chunks/chunk-CFOJL637.mjs";
import {
  createDocument
} from "./chunks/chunk-PQOOSQB6.mjs";
import "./chunks/chunk-2YSY4FRL.mjs";
import "./chunks/chunk-EHR327YN.mjs";
import {
  isKubeflowError
} from "./chunks/chunk-PZPCDT3H.mjs";
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
    writeLast(summary, log);
    leaveSoon();
  }
}

// actions/submit-pipeline/src/post.ts
void runPostAction({
  name: "submit-pipeline",
  run: async (step) => {
    const left = runsLeftGoing();
    if (left.length === 0) return;
    const { terminateLeftRuns } = await import("./chunks/terminateLeftRuns-HSKWK45P.mjs");
    await terminateLeftRuns(left, step);
  }
});
