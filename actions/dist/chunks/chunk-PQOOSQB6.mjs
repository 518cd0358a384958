import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  code,
  htmlText,
  inline,
  md
} from "./chunk-2YSY4FRL.mjs";
import {
  isKubeflowError
} from "./chunk-PZPCDT3H.mjs";

// actions/toolkit/src/toldFailures.ts
var ToldFailures = class extends AggregateError {
};

// actions/toolkit/src/failureReport.ts
var REPORT_BUGS_AT = "https://github.com/kubeflow-fleet/kubeflow-fleet/issues/new";
var MAX_PROBLEMS = 9;
var identityOf = (failure) => isKubeflowError(failure) ? failure.message : failure;
function createFailureTeller(desk) {
  const told = /* @__PURE__ */ new Set();
  return {
    tell: (failure) => {
      const identity = identityOf(failure);
      if (told.has(identity)) return false;
      told.add(identity);
      report(failure, desk);
      return true;
    }
  };
}
var failuresIn = (thrown) => thrown instanceof AggregateError && thrown.errors.length > 0 ? thrown.errors : [thrown];
function reportFailure(thrown, { summary, ...desk }) {
  if (thrown instanceof ToldFailures) return;
  const byText = new Map(
    failuresIn(thrown).map((failure) => [identityOf(failure), failure])
  );
  const items = [...byText.values()].map((failure) => report(failure, desk));
  summary.heading(`${desk.action} failed`, 3);
  summary.bullets(items);
}
function report(failure, desk) {
  if (isKubeflowError(failure)) return reportKnown(failure, desk);
  return isCancel(failure) ? reportCancel(desk) : reportBug(failure, desk);
}
var isCancel = (failure) => failure instanceof Error && failure.name === "AbortError";
function reportCancel({ action, log }) {
  const text = "The job was cancelled before the work was done.";
  log.error(text, { title: `${action}: JobCancelled` });
  return text;
}
var placeOf = ({ file, line, column }) => ({
  file,
  startLine: line,
  startColumn: column
});
var withPlace = ({ message, file, line, column }) => {
  const place = [file, line, column].filter((part) => part !== void 0);
  return `${place.join(":")}: ${message}`;
};
var headline = ({ message, remedy }) => {
  const [first = "", ...more] = message.split("\n");
  if (more.length === 0) return message;
  return [first.replace(/:$/, "."), remedy && `${remedy}.`].filter(Boolean).join(" ");
};
function reportKnown(error, { action, log }) {
  const placed = error.problems.filter((problem) => problem.file);
  const text = placed.length > 1 ? headline(error) : error.message;
  const told = placed.find(({ message }) => text.includes(message));
  const own = placed.length === 1 ? placed[0] : told;
  log.error(text, {
    title: `${action}: ${error.reason}`,
    ...own && placeOf(own)
  });
  const others = placed.filter((problem) => problem !== own);
  for (const problem of others.slice(0, MAX_PROBLEMS)) {
    log.error(withPlace(problem), { title: error.reason, ...placeOf(problem) });
  }
  const rest = others.slice(MAX_PROBLEMS).map(withPlace);
  if (rest.length > 0) log.group(`${rest.length} more problems`, rest);
  logCauses(error, log);
  return md`${error.message} (${code(error.reason)})`;
}
function logCauses(error, log) {
  const causes = [];
  let cause = error.cause;
  while (cause instanceof Error && causes.length < 10) {
    causes.push(`${cause.name}: ${cause.message}`);
    cause = cause.cause;
  }
  if (causes.length > 0) log.group("Caused by", causes);
}
function reportBug(failure, { action, log }) {
  const text = failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure);
  const request = `This is a bug in Kubeflow Fleet. Please report it with the log of this step: ${REPORT_BUGS_AT}`;
  log.info(failure instanceof Error && failure.stack || text);
  log.error(`${text}. ${request}`, { title: `${action}: unexpected error` });
  return `${text}. ${request}`;
}

// actions/toolkit/src/reportDocument.ts
var USEFUL = 160;
var SEPARATOR = 2;
var size = (text) => Buffer.byteLength(text);
var count = (total, noun) => `${total.toLocaleString("en-US")} ${noun}${total === 1 ? "" : "s"}`;
var cut = (text, budget) => {
  if (size(text) <= budget) return text;
  const kept = Buffer.from(text).subarray(0, Math.max(0, budget - 8)).toString("utf8").replace(/(\ufffd|&#?\w*)$/, "");
  return budget < 8 ? "" : `${kept}…`;
};
var fitting = (items, budget) => {
  let used = 0;
  const last = items.findIndex((item) => {
    used += size(item) + 1;
    return used > budget;
  });
  return last === -1 ? items.length : last;
};
var cellOf = (value) => inline(value).replace(/(?<!\\)\|/g, "\\|") || " ";
var row = (cells) => `| ${cells.map(cellOf).join(" | ")} |`;
var tableBlock = ({ columns, rows }) => {
  const head = [row(columns), `|${" --- |".repeat(columns.length)}`];
  const body = rows.map(row);
  return (budget) => {
    const whole = [...head, ...body].join("\n");
    if (size(whole) <= budget) return whole;
    const shown = fitting(body, budget - size(head.join("\n")) - 80);
    const more = `
Shown: ${shown} of ${count(rows.length, "row")}.`;
    return shown === 0 ? cut(more.trim(), budget) : [...head, ...body.slice(0, shown), more].join("\n");
  };
};
var linesBlock = (lines, language) => {
  const text = lines.map((line) => line.replace(/\r/g, ""));
  const longest = Math.max(
    2,
    ...text.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length))
  );
  const fence = "`".repeat(longest + 1);
  const block = (shown) => [`${fence}${language}`, ...shown, fence].join("\n");
  return (budget) => {
    if (size(block(text)) <= budget) return block(text);
    const shown = fitting([...text].reverse(), budget - 2 * longest - 80);
    const left = `(${count(text.length - shown, "earlier line")} left out)`;
    return shown === 0 ? cut(left, budget) : block([left, ...text.slice(text.length - shown)]);
  };
};
var bulletsBlock = (items) => (budget) => {
  const all = items.map((item) => `- ${item}`);
  if (size(all.join("\n")) <= budget) return all.join("\n");
  const shown = fitting(all, budget - 60);
  return [
    ...all.slice(0, shown),
    `- … and ${items.length - shown} more of ${items.length}`
  ].join("\n");
};
var wholeOr = (text, note) => (budget) => size(text) <= budget ? text : cut(note, budget);
var detailsBlock = (title, inside) => (budget) => {
  const frame = [
    "<details>",
    `<summary>${title}</summary>`,
    "",
    "",
    "",
    "</details>"
  ];
  const body = inside.render(budget - size(frame.join("\n")));
  return [...frame.slice(0, 3), body, ...frame.slice(4)].join("\n");
};
function shares(sizes, total) {
  const budgets = sizes.map(() => 0);
  let left = total;
  const bySize = sizes.map((_, index) => index).sort((a, b) => sizes[a] - sizes[b]);
  bySize.forEach((index, position) => {
    const fair = Math.floor(left / (bySize.length - position));
    budgets[index] = Math.min(sizes[index], fair);
    left -= budgets[index];
  });
  return budgets;
}
function affordable(sizes, room) {
  let needed = 0;
  const first = sizes.findIndex((bytes) => {
    needed += Math.min(bytes, USEFUL) + SEPARATOR;
    return needed > room;
  });
  return first === -1 ? sizes.length : first;
}
function renderBlocks(blocks, maxBytes) {
  const whole = blocks.map((block) => block(Infinity));
  const sizes = whole.map(size);
  const fits = affordable(sizes, maxBytes) === blocks.length;
  const kept = fits ? blocks.length : affordable(sizes, maxBytes - USEFUL);
  const note = fits ? "" : `Left out: ${blocks.length - kept} more parts.`;
  const room = maxBytes - size(note) - SEPARATOR * (kept + 1);
  const budgets = shares(sizes.slice(0, kept), Math.max(0, room));
  return budgets.map(
    (budget, index) => sizes[index] <= budget ? whole[index] : blocks[index](budget)
  ).concat(cut(note, maxBytes)).filter(Boolean).join("\n\n");
}
function createDocument() {
  const blocks = [];
  const document = {
    heading: (text, level = 2) => add((budget) => cut(`${"#".repeat(level)} ${inline(text)}`, budget)),
    paragraph: (text) => add((budget) => cut(inline(text), budget)),
    bullets: (items) => add(bulletsBlock(items.map(inline))),
    table: (table) => add(tableBlock(table)),
    lines: (lines, language = "") => add(linesBlock(lines, language)),
    mermaid: (source) => add(
      wholeOr(
        ["```mermaid", source, "```"].join("\n"),
        "The diagram is left out: it does not fit."
      )
    ),
    details: (title, build) => {
      const inside = createDocument();
      build(inside);
      return add(detailsBlock(htmlText(title), inside));
    },
    get isEmpty() {
      return blocks.length === 0;
    },
    render: (maxBytes) => renderBlocks(blocks, maxBytes)
  };
  function add(block) {
    blocks.push(block);
    return document;
  }
  return document;
}

export {
  ToldFailures,
  createFailureTeller,
  reportFailure,
  createDocument
};
