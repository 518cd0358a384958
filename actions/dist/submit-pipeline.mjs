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
} from "./chunks/chunk-3CA2YZUY.mjs";
import "./chunks/chunk-HOIE4KXI.mjs";
import "./chunks/chunk-OYKDWLRZ.mjs";
import "./chunks/chunk-HZPPBBOK.mjs";
import "./chunks/chunk-SCDHUL53.mjs";
import "./chunks/chunk-XUWXWL7N.mjs";
import {
  runAction
} from "./chunks/chunk-LVAUB7VU.mjs";
import "./chunks/chunk-YBIRBHR5.mjs";
import "./chunks/chunk-63FDJ55Q.mjs";
import "./chunks/chunk-2Q2B74S6.mjs";
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
    const { submitStep } = await import("./chunks/submitStep-HWF6FYDH.mjs");
    await submitStep(step);
  }
});
