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
} from "./chunks/chunk-YHVMFNDL.mjs";
import "./chunks/chunk-KI5CAUPH.mjs";
import "./chunks/chunk-PXIH3IPH.mjs";
import "./chunks/chunk-CHAODJ2B.mjs";
import "./chunks/chunk-WK6JBM3C.mjs";
import "./chunks/chunk-XUWXWL7N.mjs";
import {
  runAction
} from "./chunks/chunk-JZOBJMNO.mjs";
import "./chunks/chunk-BLYGAAZT.mjs";
import "./chunks/chunk-AAP5LG6S.mjs";
import "./chunks/chunk-RH66BU3S.mjs";
import "./chunks/chunk-2O32D6D5.mjs";
import "./chunks/chunk-GUMIUNBP.mjs";

// actions/submit-pipeline/src/main.ts
void runAction({
  name: "submit-pipeline",
  inputs,
  rules,
  outputs,
  run: async (step) => {
    step.log.info(`Preparing ${step.inputs.pipelineFile}`);
    const { submitStep } = await import("./chunks/submitStep-Z5NI4JIQ.mjs");
    await submitStep(step);
  }
});
