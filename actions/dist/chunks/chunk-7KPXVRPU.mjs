import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  KubeflowError
} from "./chunk-PZPCDT3H.mjs";

// plugins/kubeflow-node/src/pipelines/runs/cron.ts
var months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
var days = "SUN MON TUE WED THU FRI SAT".split(" ");
var fields = [
  { name: "seconds", from: 0, to: 59 },
  { name: "minutes", from: 0, to: 59 },
  { name: "hours", from: 0, to: 23 },
  { name: "day of month", from: 1, to: 31 },
  { name: "month", from: 1, to: 12, words: months },
  { name: "day of week", from: 0, to: 6, words: days }
];
var numberIn = (field, text) => {
  const word = field.words?.indexOf(text.toUpperCase()) ?? -1;
  if (word >= 0) return field.from + word;
  return /^\d{1,2}$/.test(text) ? Number(text) : void 0;
};
var problemOfRange = (field, range) => {
  if (range === "*" || range === "?") return void 0;
  const [first = "", last, ...more] = range.split("-");
  const low = numberIn(field, first);
  const high = last === void 0 ? low : numberIn(field, last);
  if (low === void 0 || high === void 0 || more.length > 0) {
    return `'${range}' is no value of ${field.name}`;
  }
  if (low < field.from || high > field.to) {
    return `'${range}' is outside ${field.from}-${field.to} of ${field.name}`;
  }
  return low > high ? `'${range}' of ${field.name} goes backwards` : void 0;
};
var problemOfField = (field, text) => {
  for (const item of text.split(",")) {
    const [range = "", step, ...more] = item.split("/");
    const problem = problemOfRange(field, range);
    if (problem) return problem;
    if (more.length > 0 || step !== void 0 && !/^[1-9]\d?$/.test(step)) {
      return `'${item}' of ${field.name} has no valid step`;
    }
  }
  return void 0;
};
var LONGEST_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
var valuesIn = (field, text) => text.split(",").flatMap((item) => {
  const [range = "", step] = item.split("/");
  const [first = "", last] = range.split("-");
  const low = numberIn(field, first);
  const end = last === void 0 ? low : numberIn(field, last);
  const high = step === void 0 ? end : last && end;
  const values = [];
  let value = low ?? field.from;
  for (; value <= (high || field.to); value += Number(step ?? 1)) {
    values.push(value);
  }
  return values;
});
var neverComes = (texts) => {
  const [day = "", month = "", weekday = ""] = texts.slice(-3);
  if (!/^[*?]/.test(weekday)) return false;
  const [, , , dayField, monthField] = fields;
  const firstDay = Math.min(...valuesIn(dayField, day));
  return valuesIn(monthField, month).every(
    (each) => firstDay > (LONGEST_MONTH[each - 1] ?? 0)
  );
};
var cronProblems = (cron) => {
  const texts = cron.trim().split(/\s+/).filter(Boolean);
  if (texts.length !== 5 && texts.length !== 6) {
    return [
      {
        message: `cron '${cron}' must have 5 fields (minutes first) or 6 (seconds first), has ${texts.length}`
      }
    ];
  }
  const problems = fields.slice(6 - texts.length).flatMap((field, index) => problemOfField(field, texts[index] ?? "") ?? []);
  if (problems.length === 0 && neverComes(texts)) {
    problems.push("no month that it names has such a day");
  }
  return problems.map((problem) => ({ message: `cron '${cron}': ${problem}` }));
};
var sixFieldCron = (cron) => {
  const problems = cronProblems(cron);
  if (problems.length > 0) {
    throw new KubeflowError("InputError", {
      fact: problems.map((problem) => problem.message).join("; "),
      reason: "InvalidCron",
      remedy: "Write it like '0 3 * * *' (03:00 UTC every day)",
      problems
    });
  }
  const texts = cron.trim().split(/\s+/);
  return (texts.length === 5 ? ["0", ...texts] : texts).join(" ");
};

export {
  sixFieldCron
};
