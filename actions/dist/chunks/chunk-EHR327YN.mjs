import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  KubeflowError,
  getInput
} from "./chunk-PZPCDT3H.mjs";

// actions/toolkit/src/inputs.ts
var invalidInputs = (problems) => new KubeflowError("InputError", {
  reason: "InvalidInputs",
  fact: `fix ${problems.length === 1 ? "this input" : `these ${problems.length} inputs`}:
${problems.map((problem) => `  - ${problem}`).join("\n")}`,
  problems: problems.map((message) => ({ message }))
});
var camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
var whatIsWrong = (error) => error instanceof Error ? error.message : String(error);
function parseInputs(spec, { read = getInput, rules } = {}) {
  const problems = [];
  const entries = Object.entries(spec).map(([name, parse]) => {
    try {
      return [camel(name), parse(read(name).trim())];
    } catch (error) {
      problems.push(`${name}: ${whatIsWrong(error)}`);
      return [camel(name), void 0];
    }
  });
  if (problems.length > 0) throw invalidInputs(problems);
  const inputs = Object.fromEntries(entries);
  const broken = rules?.(inputs) ?? [];
  if (broken.length > 0) throw invalidInputs(broken);
  return inputs;
}

export {
  invalidInputs,
  parseInputs
};
