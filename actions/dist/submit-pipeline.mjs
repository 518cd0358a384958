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
} from "./chunks/chunk-MXHT747E.mjs";
import "./chunks/chunk-7KPXVRPU.mjs";
import "./chunks/chunk-FTTFEKBO.mjs";
import "./chunks/chunk-DW6ULECM.mjs";
import "./chunks/chunk-PYETNU32.mjs";
import "./chunks/chunk-EJ6GWCDT.mjs";
import "./chunks/chunk-M77JZMU5.mjs";
import "./chunks/chunk-O6JMIZCO.mjs";
import {
  runAction
} from "./chunks/chunk-UJAJJDWG.mjs";
import "./chunks/chunk-CFOJL637.mjs";
import "./chunks/chunk-PQOOSQB6.mjs";
import "./chunks/chunk-2YSY4FRL.mjs";
import "./chunks/chunk-EHR327YN.mjs";
import "./chunks/chunk-PZPCDT3H.mjs";
import "./chunks/chunk-GUMIUNBP.mjs";

// actions/submit-pipeline/src/main.ts
void runAction({
  name: "submit-pipeline",
  inputs,
  rules,
  outputs,
  run: async (step) => {
    step.log.info(`Preparing ${step.inputs.pipelineFile}`);
    const { submitStep } = await import("./chunks/submitStep-ILSASRER.mjs");
    await submitStep(step);
  }
});
