import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  inputs,
  outputs,
  rules
} from "./chunks/chunk-K6PY7TH7.mjs";
import "./chunks/chunk-GP5OPDFO.mjs";
import "./chunks/chunk-REH2SGZO.mjs";
import "./chunks/chunk-OYKDWLRZ.mjs";
import "./chunks/chunk-GFZ4IIHY.mjs";
import "./chunks/chunk-SCDHUL53.mjs";
import "./chunks/chunk-XUWXWL7N.mjs";
import {
  runAction
} from "./chunks/chunk-XBEVDO3X.mjs";
import "./chunks/chunk-673LI3NY.mjs";
import "./chunks/chunk-HFBN3X5F.mjs";
import "./chunks/chunk-63FDJ55Q.mjs";
import "./chunks/chunk-KUMNRA5I.mjs";
import "./chunks/chunk-65FESK37.mjs";
import "./chunks/chunk-GUMIUNBP.mjs";

// actions/submit-pipeline/src/main.ts
void runAction({
  name: "submit-pipeline",
  inputs,
  rules,
  outputs,
  run: async (step) => {
    step.log.info(`Preparing ${step.inputs.pipelineFile}`);
    const { submitStep } = await import("./chunks/submitStep-ZWLCVS75.mjs");
    await submitStep(step);
  }
});
