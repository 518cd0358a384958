import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  printable,
  redact
} from "./chunk-PZPCDT3H.mjs";

// plugins/kubeflow-common/src/text/markdown.ts
var MOST_LINES = 50;
var lineText = (text) => printable(text.trim(), 1e3).replace(
  /[\\`*_{}[\]()#+!|~$<>&-]/g,
  (character) => character === "<" || character === ">" || character === "&" ? { "<": "&lt;", ">": "&gt;", "&": "&amp;" }[character] : `\\${character}`
).replace(/#(?=\d)/g, "#&#8288;").replace(/@(?=\w)/g, "@&#8288;").replace(/(https?|ftp):\/\//gi, "$1:&#8288;//").replace(/www\./gi, "www&#8288;.");
var markdownText = (text) => text.split(/\r?\n/).filter((line, _, lines) => lines.length === 1 || line.trim() !== "").slice(0, MOST_LINES).map(lineText).join("<br>");
var markdownCode = (text) => {
  const shown = printable(text, 1e3);
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((r) => r.length));
  const fence = "`".repeat(longest + 1);
  const pad = longest > 0 ? " " : "";
  return `${fence}${pad}${shown || " "}${pad}${fence}`;
};

// actions/toolkit/src/markdown.ts
var inline = (value) => {
  if (value === void 0) return "";
  return typeof value === "object" ? value.markdown : markdownText(redact(String(value)));
};
var md = (parts, ...values) => ({
  markdown: parts.reduce(
    (text, part, index) => `${text}${inline(values[index - 1])}${part}`
  )
});
var joined = (values, separator) => ({ markdown: values.map(inline).join(separator) });
var link = (text, url) => {
  if (!url || !URL.canParse(url) || !/^https?:/.test(new URL(url).protocol)) {
    return { markdown: inline(text) };
  }
  const target = new URL(url).href.replace(
    /[()<>|\\`\s]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`
  );
  return { markdown: `[${inline(text)}](${target})` };
};
var code = (text) => ({
  markdown: markdownCode(redact(text))
});
var htmlText = (text) => redact(text).replace(
  /[^\w ./:,-]/gu,
  (character) => `&#${character.codePointAt(0)};`
);

export {
  inline,
  md,
  joined,
  link,
  code,
  htmlText
};
