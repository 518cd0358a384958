import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  acceleratorResource,
  fit,
  listNodegroups,
  placementVerdicts,
  readCapacity
} from "./chunk-L6RXAXIT.mjs";
import {
  concurrently
} from "./chunk-EAJP3JLV.mjs";
import {
  connectEksCluster,
  createTransport,
  dnsSuffix,
  expandTemplate,
  jobCredentials,
  parseFleetFile,
  readWorkspaceFile,
  withDeadline
} from "./chunk-JNYKWK74.mjs";
import {
  eventRange,
  originOfWorkflow,
  pullRequestOfEvent,
  repositoryOfWorkflow,
  userAgent
} from "./chunk-YKUCVA7C.mjs";
import {
  partitionOf,
  regionDistance
} from "./chunk-42GWPBEF.mjs";
import {
  isReferenceTo,
  referencedClusters,
  unknownReferences
} from "./chunk-DW6ULECM.mjs";
import {
  parseQuantity
} from "./chunk-M77JZMU5.mjs";
import {
  clusterKey,
  clusterSubject
} from "./chunk-O6JMIZCO.mjs";
import {
  md
} from "./chunk-2YSY4FRL.mjs";
import {
  KubeflowError,
  hasReason,
  isKubeflowError,
  maskSecret
} from "./chunk-PZPCDT3H.mjs";
import {
  __commonJS,
  __toESM
} from "./chunk-GUMIUNBP.mjs";

// node_modules/picomatch/lib/constants.js
var require_constants = __commonJS({
  "node_modules/picomatch/lib/constants.js"(exports, module) {
    "use strict";
    var WIN_SLASH = "\\\\/";
    var WIN_NO_SLASH = `[^${WIN_SLASH}]`;
    var DEFAULT_MAX_EXTGLOB_RECURSION = 0;
    var DOT_LITERAL = "\\.";
    var PLUS_LITERAL = "\\+";
    var QMARK_LITERAL = "\\?";
    var SLASH_LITERAL = "\\/";
    var ONE_CHAR = "(?=.)";
    var QMARK = "[^/]";
    var END_ANCHOR = `(?:${SLASH_LITERAL}|$)`;
    var START_ANCHOR = `(?:^|${SLASH_LITERAL})`;
    var DOTS_SLASH = `${DOT_LITERAL}{1,2}${END_ANCHOR}`;
    var NO_DOT = `(?!${DOT_LITERAL})`;
    var NO_DOTS = `(?!${START_ANCHOR}${DOTS_SLASH})`;
    var NO_DOT_SLASH = `(?!${DOT_LITERAL}{0,1}${END_ANCHOR})`;
    var NO_DOTS_SLASH = `(?!${DOTS_SLASH})`;
    var QMARK_NO_DOT = `[^.${SLASH_LITERAL}]`;
    var STAR = `${QMARK}*?`;
    var SEP = "/";
    var POSIX_CHARS = {
      DOT_LITERAL,
      PLUS_LITERAL,
      QMARK_LITERAL,
      SLASH_LITERAL,
      ONE_CHAR,
      QMARK,
      END_ANCHOR,
      DOTS_SLASH,
      NO_DOT,
      NO_DOTS,
      NO_DOT_SLASH,
      NO_DOTS_SLASH,
      QMARK_NO_DOT,
      STAR,
      START_ANCHOR,
      SEP
    };
    var WINDOWS_CHARS = {
      ...POSIX_CHARS,
      SLASH_LITERAL: `[${WIN_SLASH}]`,
      QMARK: WIN_NO_SLASH,
      STAR: `${WIN_NO_SLASH}*?`,
      DOTS_SLASH: `${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$)`,
      NO_DOT: `(?!${DOT_LITERAL})`,
      NO_DOTS: `(?!(?:^|[${WIN_SLASH}])${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
      NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}(?:[${WIN_SLASH}]|$))`,
      NO_DOTS_SLASH: `(?!${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
      QMARK_NO_DOT: `[^.${WIN_SLASH}]`,
      START_ANCHOR: `(?:^|[${WIN_SLASH}])`,
      END_ANCHOR: `(?:[${WIN_SLASH}]|$)`,
      SEP: "\\"
    };
    var POSIX_REGEX_SOURCE = {
      __proto__: null,
      alnum: "a-zA-Z0-9",
      alpha: "a-zA-Z",
      ascii: "\\x00-\\x7F",
      blank: " \\t",
      cntrl: "\\x00-\\x1F\\x7F",
      digit: "0-9",
      graph: "\\x21-\\x7E",
      lower: "a-z",
      print: "\\x20-\\x7E ",
      punct: "\\-!\"#$%&'()\\*+,./:;<=>?@[\\]^_`{|}~",
      space: " \\t\\r\\n\\v\\f",
      upper: "A-Z",
      word: "A-Za-z0-9_",
      xdigit: "A-Fa-f0-9"
    };
    module.exports = {
      DEFAULT_MAX_EXTGLOB_RECURSION,
      MAX_LENGTH: 1024 * 64,
      POSIX_REGEX_SOURCE,
      // regular expressions
      REGEX_BACKSLASH: /\\(?![*+?^${}(|)[\]])/g,
      REGEX_NON_SPECIAL_CHARS: /^[^@![\].,$*+?^{}()|\\/]+/,
      REGEX_SPECIAL_CHARS: /[-*+?.^${}(|)[\]]/,
      REGEX_SPECIAL_CHARS_BACKREF: /(\\?)((\W)(\3*))/g,
      REGEX_SPECIAL_CHARS_GLOBAL: /([-*+?.^${}(|)[\]])/g,
      REGEX_REMOVE_BACKSLASH: /(?:\[.*?[^\\]\]|\\(?=.))/g,
      // Replace globs with equivalent patterns to reduce parsing time.
      REPLACEMENTS: {
        __proto__: null,
        "***": "*",
        "**/**": "**",
        "**/**/**": "**"
      },
      // Digits
      CHAR_0: 48,
      /* 0 */
      CHAR_9: 57,
      /* 9 */
      // Alphabet chars.
      CHAR_UPPERCASE_A: 65,
      /* A */
      CHAR_LOWERCASE_A: 97,
      /* a */
      CHAR_UPPERCASE_Z: 90,
      /* Z */
      CHAR_LOWERCASE_Z: 122,
      /* z */
      CHAR_LEFT_PARENTHESES: 40,
      /* ( */
      CHAR_RIGHT_PARENTHESES: 41,
      /* ) */
      CHAR_ASTERISK: 42,
      /* * */
      // Non-alphabetic chars.
      CHAR_AMPERSAND: 38,
      /* & */
      CHAR_AT: 64,
      /* @ */
      CHAR_BACKWARD_SLASH: 92,
      /* \ */
      CHAR_CARRIAGE_RETURN: 13,
      /* \r */
      CHAR_CIRCUMFLEX_ACCENT: 94,
      /* ^ */
      CHAR_COLON: 58,
      /* : */
      CHAR_COMMA: 44,
      /* , */
      CHAR_DOT: 46,
      /* . */
      CHAR_DOUBLE_QUOTE: 34,
      /* " */
      CHAR_EQUAL: 61,
      /* = */
      CHAR_EXCLAMATION_MARK: 33,
      /* ! */
      CHAR_FORM_FEED: 12,
      /* \f */
      CHAR_FORWARD_SLASH: 47,
      /* / */
      CHAR_GRAVE_ACCENT: 96,
      /* ` */
      CHAR_HASH: 35,
      /* # */
      CHAR_HYPHEN_MINUS: 45,
      /* - */
      CHAR_LEFT_ANGLE_BRACKET: 60,
      /* < */
      CHAR_LEFT_CURLY_BRACE: 123,
      /* { */
      CHAR_LEFT_SQUARE_BRACKET: 91,
      /* [ */
      CHAR_LINE_FEED: 10,
      /* \n */
      CHAR_NO_BREAK_SPACE: 160,
      /* \u00A0 */
      CHAR_PERCENT: 37,
      /* % */
      CHAR_PLUS: 43,
      /* + */
      CHAR_QUESTION_MARK: 63,
      /* ? */
      CHAR_RIGHT_ANGLE_BRACKET: 62,
      /* > */
      CHAR_RIGHT_CURLY_BRACE: 125,
      /* } */
      CHAR_RIGHT_SQUARE_BRACKET: 93,
      /* ] */
      CHAR_SEMICOLON: 59,
      /* ; */
      CHAR_SINGLE_QUOTE: 39,
      /* ' */
      CHAR_SPACE: 32,
      /*   */
      CHAR_TAB: 9,
      /* \t */
      CHAR_UNDERSCORE: 95,
      /* _ */
      CHAR_VERTICAL_LINE: 124,
      /* | */
      CHAR_ZERO_WIDTH_NOBREAK_SPACE: 65279,
      /* \uFEFF */
      /**
       * Create EXTGLOB_CHARS
       */
      extglobChars(chars) {
        return {
          "!": { type: "negate", open: "(?:(?!(?:", close: `))${chars.STAR})` },
          "?": { type: "qmark", open: "(?:", close: ")?" },
          "+": { type: "plus", open: "(?:", close: ")+" },
          "*": { type: "star", open: "(?:", close: ")*" },
          "@": { type: "at", open: "(?:", close: ")" }
        };
      },
      /**
       * Create GLOB_CHARS
       */
      globChars(win32) {
        return win32 === true ? WINDOWS_CHARS : POSIX_CHARS;
      }
    };
  }
});

// node_modules/picomatch/lib/utils.js
var require_utils = __commonJS({
  "node_modules/picomatch/lib/utils.js"(exports) {
    "use strict";
    var {
      REGEX_BACKSLASH,
      REGEX_REMOVE_BACKSLASH,
      REGEX_SPECIAL_CHARS,
      REGEX_SPECIAL_CHARS_GLOBAL
    } = require_constants();
    exports.isObject = (val) => val !== null && typeof val === "object" && !Array.isArray(val);
    exports.hasRegexChars = (str) => REGEX_SPECIAL_CHARS.test(str);
    exports.isRegexChar = (str) => str.length === 1 && exports.hasRegexChars(str);
    exports.escapeRegex = (str) => str.replace(REGEX_SPECIAL_CHARS_GLOBAL, "\\$1");
    exports.toPosixSlashes = (str) => str.replace(REGEX_BACKSLASH, "/");
    exports.isWindows = () => {
      if (typeof navigator !== "undefined" && navigator.platform) {
        const platform = navigator.platform.toLowerCase();
        return platform === "win32" || platform === "windows";
      }
      if (typeof process !== "undefined" && process.platform) {
        return process.platform === "win32";
      }
      return false;
    };
    exports.removeBackslashes = (str) => {
      return str.replace(REGEX_REMOVE_BACKSLASH, (match) => {
        return match === "\\" ? "" : match;
      });
    };
    exports.escapeLast = (input, char, lastIdx) => {
      const idx = input.lastIndexOf(char, lastIdx);
      if (idx === -1) return input;
      if (input[idx - 1] === "\\") return exports.escapeLast(input, char, idx - 1);
      return `${input.slice(0, idx)}\\${input.slice(idx)}`;
    };
    exports.removePrefix = (input, state = {}) => {
      let output = input;
      if (output.startsWith("./")) {
        output = output.slice(2);
        state.prefix = "./";
      }
      return output;
    };
    exports.wrapOutput = (input, state = {}, options = {}) => {
      const prepend = options.contains ? "" : "^";
      const append = options.contains ? "" : "$";
      let output = `${prepend}(?:${input})${append}`;
      if (state.negated === true) {
        output = `(?:^(?!${output}).*$)`;
      }
      return output;
    };
    exports.basename = (path, { windows } = {}) => {
      const segs = path.split(windows ? /[\\/]/ : "/");
      const last = segs[segs.length - 1];
      if (last === "") {
        return segs[segs.length - 2];
      }
      return last;
    };
  }
});

// node_modules/picomatch/lib/scan.js
var require_scan = __commonJS({
  "node_modules/picomatch/lib/scan.js"(exports, module) {
    "use strict";
    var utils = require_utils();
    var {
      CHAR_ASTERISK,
      /* * */
      CHAR_AT,
      /* @ */
      CHAR_BACKWARD_SLASH,
      /* \ */
      CHAR_COMMA,
      /* , */
      CHAR_DOT,
      /* . */
      CHAR_EXCLAMATION_MARK,
      /* ! */
      CHAR_FORWARD_SLASH,
      /* / */
      CHAR_LEFT_CURLY_BRACE,
      /* { */
      CHAR_LEFT_PARENTHESES,
      /* ( */
      CHAR_LEFT_SQUARE_BRACKET,
      /* [ */
      CHAR_PLUS,
      /* + */
      CHAR_QUESTION_MARK,
      /* ? */
      CHAR_RIGHT_CURLY_BRACE,
      /* } */
      CHAR_RIGHT_PARENTHESES,
      /* ) */
      CHAR_RIGHT_SQUARE_BRACKET
      /* ] */
    } = require_constants();
    var isPathSeparator = (code) => {
      return code === CHAR_FORWARD_SLASH || code === CHAR_BACKWARD_SLASH;
    };
    var depth = (token) => {
      if (token.isPrefix !== true) {
        token.depth = token.isGlobstar ? Infinity : 1;
      }
    };
    var scan = (input, options) => {
      const opts = options || {};
      const length = input.length - 1;
      const scanToEnd = opts.parts === true || opts.tokens === true || opts.scanToEnd === true;
      const slashes = [];
      const tokens = [];
      const parts = [];
      let str = input;
      let index = -1;
      let start = 0;
      let lastIndex = 0;
      let isBrace = false;
      let isBracket = false;
      let isGlob = false;
      let isExtglob = false;
      let isGlobstar = false;
      let braceEscaped = false;
      let backslashes = false;
      let negated = false;
      let negatedExtglob = false;
      let finished = false;
      let braces = 0;
      let prev;
      let code;
      let token = { value: "", depth: 0, isGlob: false };
      const eos = () => index >= length;
      const peek = () => str.charCodeAt(index + 1);
      const advance = () => {
        prev = code;
        return str.charCodeAt(++index);
      };
      while (index < length) {
        code = advance();
        let next;
        if (code === CHAR_BACKWARD_SLASH) {
          backslashes = token.backslashes = true;
          code = advance();
          if (code === CHAR_LEFT_CURLY_BRACE) {
            braceEscaped = true;
          }
          continue;
        }
        if (braceEscaped === true || code === CHAR_LEFT_CURLY_BRACE) {
          braces++;
          while (eos() !== true && (code = advance())) {
            if (code === CHAR_BACKWARD_SLASH) {
              backslashes = token.backslashes = true;
              advance();
              continue;
            }
            if (code === CHAR_LEFT_CURLY_BRACE) {
              braces++;
              continue;
            }
            if (braceEscaped !== true && code === CHAR_DOT && (code = advance()) === CHAR_DOT) {
              isBrace = token.isBrace = true;
              isGlob = token.isGlob = true;
              finished = true;
              if (scanToEnd === true) {
                continue;
              }
              break;
            }
            if (braceEscaped !== true && code === CHAR_COMMA) {
              isBrace = token.isBrace = true;
              isGlob = token.isGlob = true;
              finished = true;
              if (scanToEnd === true) {
                continue;
              }
              break;
            }
            if (code === CHAR_RIGHT_CURLY_BRACE) {
              braces--;
              if (braces === 0) {
                braceEscaped = false;
                isBrace = token.isBrace = true;
                finished = true;
                break;
              }
            }
          }
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (code === CHAR_FORWARD_SLASH) {
          slashes.push(index);
          tokens.push(token);
          token = { value: "", depth: 0, isGlob: false };
          if (finished === true) continue;
          if (prev === CHAR_DOT && index === start + 1) {
            start += 2;
            continue;
          }
          lastIndex = index + 1;
          continue;
        }
        if (opts.noext !== true) {
          const isExtglobChar = code === CHAR_PLUS || code === CHAR_AT || code === CHAR_ASTERISK || code === CHAR_QUESTION_MARK || code === CHAR_EXCLAMATION_MARK;
          if (isExtglobChar === true && peek() === CHAR_LEFT_PARENTHESES) {
            isGlob = token.isGlob = true;
            isExtglob = token.isExtglob = true;
            finished = true;
            if (code === CHAR_EXCLAMATION_MARK && index === start) {
              negatedExtglob = true;
            }
            if (scanToEnd === true) {
              let parens = 0;
              while (eos() !== true && (code = advance())) {
                if (code === CHAR_BACKWARD_SLASH) {
                  backslashes = token.backslashes = true;
                  advance();
                  continue;
                }
                if (code === CHAR_LEFT_PARENTHESES) {
                  parens++;
                  continue;
                }
                if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
                  finished = true;
                  break;
                }
              }
              continue;
            }
            break;
          }
        }
        if (code === CHAR_ASTERISK) {
          if (prev === CHAR_ASTERISK) isGlobstar = token.isGlobstar = true;
          isGlob = token.isGlob = true;
          finished = true;
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (code === CHAR_QUESTION_MARK) {
          isGlob = token.isGlob = true;
          finished = true;
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (code === CHAR_LEFT_SQUARE_BRACKET) {
          while (eos() !== true && (next = advance())) {
            if (next === CHAR_BACKWARD_SLASH) {
              backslashes = token.backslashes = true;
              advance();
              continue;
            }
            if (next === CHAR_RIGHT_SQUARE_BRACKET) {
              isBracket = token.isBracket = true;
              isGlob = token.isGlob = true;
              finished = true;
              break;
            }
          }
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (opts.nonegate !== true && code === CHAR_EXCLAMATION_MARK && index === start) {
          negated = token.negated = true;
          start++;
          continue;
        }
        if (opts.noparen !== true && code === CHAR_LEFT_PARENTHESES) {
          isGlob = token.isGlob = true;
          if (scanToEnd === true) {
            let parens = 1;
            while (eos() !== true && (code = advance())) {
              if (code === CHAR_BACKWARD_SLASH) {
                backslashes = token.backslashes = true;
                advance();
                continue;
              }
              if (code === CHAR_LEFT_PARENTHESES) {
                parens++;
                continue;
              }
              if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
                finished = true;
                break;
              }
            }
            continue;
          }
          break;
        }
        if (isGlob === true) {
          finished = true;
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
      }
      if (opts.noext === true) {
        isExtglob = false;
        isGlob = false;
      }
      let base = str;
      let prefix = "";
      let glob = "";
      if (start > 0) {
        prefix = str.slice(0, start);
        str = str.slice(start);
        lastIndex -= start;
      }
      if (base && isGlob === true && lastIndex > 0) {
        base = str.slice(0, lastIndex);
        glob = str.slice(lastIndex);
      } else if (isGlob === true) {
        base = "";
        glob = str;
      } else {
        base = str;
      }
      if (base && base !== "" && base !== "/" && base !== str) {
        if (isPathSeparator(base.charCodeAt(base.length - 1))) {
          base = base.slice(0, -1);
        }
      }
      if (opts.unescape === true) {
        if (glob) glob = utils.removeBackslashes(glob);
        if (base && backslashes === true) {
          base = utils.removeBackslashes(base);
        }
      }
      const state = {
        prefix,
        input,
        start,
        base,
        glob,
        isBrace,
        isBracket,
        isGlob,
        isExtglob,
        isGlobstar,
        negated,
        negatedExtglob
      };
      if (opts.tokens === true) {
        state.maxDepth = 0;
        if (!isPathSeparator(code)) {
          tokens.push(token);
        }
        state.tokens = tokens;
      }
      if (opts.parts === true || opts.tokens === true) {
        let prevIndex;
        for (let idx = 0; idx < slashes.length; idx++) {
          const n2 = prevIndex !== void 0 ? prevIndex + 1 : start;
          const i = slashes[idx];
          const value2 = input.slice(n2, i);
          if (opts.tokens) {
            if (idx === 0 && start !== 0) {
              tokens[idx].isPrefix = true;
              tokens[idx].value = prefix;
            } else {
              tokens[idx].value = value2;
            }
            depth(tokens[idx]);
            state.maxDepth += tokens[idx].depth;
          }
          if (i >= start) {
            parts.push(value2);
            prevIndex = i;
          }
        }
        const n = prevIndex !== void 0 ? prevIndex + 1 : start;
        const value = input.slice(n);
        parts.push(value);
        if (opts.tokens && prevIndex && prevIndex + 1 < input.length) {
          tokens[tokens.length - 1].value = value;
          depth(tokens[tokens.length - 1]);
          state.maxDepth += tokens[tokens.length - 1].depth;
        }
        state.slashes = slashes;
        state.parts = parts;
      }
      return state;
    };
    module.exports = scan;
  }
});

// node_modules/picomatch/lib/parse.js
var require_parse = __commonJS({
  "node_modules/picomatch/lib/parse.js"(exports, module) {
    "use strict";
    var constants = require_constants();
    var utils = require_utils();
    var {
      MAX_LENGTH,
      POSIX_REGEX_SOURCE,
      REGEX_NON_SPECIAL_CHARS,
      REGEX_SPECIAL_CHARS_BACKREF,
      REPLACEMENTS
    } = constants;
    var expandRange = (args, options) => {
      if (typeof options.expandRange === "function") {
        return options.expandRange(...args, options);
      }
      args.sort();
      const value = `[${args.join("-")}]`;
      try {
        new RegExp(value);
      } catch (ex) {
        return args.map((v) => utils.escapeRegex(v)).join("..");
      }
      return value;
    };
    var syntaxError = (type, char) => {
      return `Missing ${type}: "${char}" - use "\\\\${char}" to match literal characters`;
    };
    var splitTopLevel = (input) => {
      const parts = [];
      let bracket = 0;
      let paren = 0;
      let quote = 0;
      let value = "";
      let escaped = false;
      for (const ch of input) {
        if (escaped === true) {
          value += ch;
          escaped = false;
          continue;
        }
        if (ch === "\\") {
          value += ch;
          escaped = true;
          continue;
        }
        if (ch === '"') {
          quote = quote === 1 ? 0 : 1;
          value += ch;
          continue;
        }
        if (quote === 0) {
          if (ch === "[") {
            bracket++;
          } else if (ch === "]" && bracket > 0) {
            bracket--;
          } else if (bracket === 0) {
            if (ch === "(") {
              paren++;
            } else if (ch === ")" && paren > 0) {
              paren--;
            } else if (ch === "|" && paren === 0) {
              parts.push(value);
              value = "";
              continue;
            }
          }
        }
        value += ch;
      }
      parts.push(value);
      return parts;
    };
    var isPlainBranch = (branch) => {
      let escaped = false;
      for (const ch of branch) {
        if (escaped === true) {
          escaped = false;
          continue;
        }
        if (ch === "\\") {
          escaped = true;
          continue;
        }
        if (/[?*+@!()[\]{}]/.test(ch)) {
          return false;
        }
      }
      return true;
    };
    var normalizeSimpleBranch = (branch) => {
      let value = branch.trim();
      let changed = true;
      while (changed === true) {
        changed = false;
        if (/^@\([^\\()[\]{}|]+\)$/.test(value)) {
          value = value.slice(2, -1);
          changed = true;
        }
      }
      if (!isPlainBranch(value)) {
        return;
      }
      return value.replace(/\\(.)/g, "$1");
    };
    var hasRepeatedCharPrefixOverlap = (branches) => {
      const values = branches.map(normalizeSimpleBranch).filter(Boolean);
      for (let i = 0; i < values.length; i++) {
        for (let j = i + 1; j < values.length; j++) {
          const a = values[i];
          const b = values[j];
          const char = a[0];
          if (!char || a !== char.repeat(a.length) || b !== char.repeat(b.length)) {
            continue;
          }
          if (a === b || a.startsWith(b) || b.startsWith(a)) {
            return true;
          }
        }
      }
      return false;
    };
    var parseRepeatedExtglob = (pattern, requireEnd = true) => {
      if (pattern[0] !== "+" && pattern[0] !== "*" || pattern[1] !== "(") {
        return;
      }
      let bracket = 0;
      let paren = 0;
      let quote = 0;
      let escaped = false;
      for (let i = 1; i < pattern.length; i++) {
        const ch = pattern[i];
        if (escaped === true) {
          escaped = false;
          continue;
        }
        if (ch === "\\") {
          escaped = true;
          continue;
        }
        if (ch === '"') {
          quote = quote === 1 ? 0 : 1;
          continue;
        }
        if (quote === 1) {
          continue;
        }
        if (ch === "[") {
          bracket++;
          continue;
        }
        if (ch === "]" && bracket > 0) {
          bracket--;
          continue;
        }
        if (bracket > 0) {
          continue;
        }
        if (ch === "(") {
          paren++;
          continue;
        }
        if (ch === ")") {
          paren--;
          if (paren === 0) {
            if (requireEnd === true && i !== pattern.length - 1) {
              return;
            }
            return {
              type: pattern[0],
              body: pattern.slice(2, i),
              end: i
            };
          }
        }
      }
    };
    var buildCharClassStar = (chars) => {
      const source = chars.length === 1 ? utils.escapeRegex(chars[0]) : `[${chars.map((ch) => utils.escapeRegex(ch)).join("")}]`;
      return `${source}*`;
    };
    var getStarExtglobSequenceChars = (pattern) => {
      let index = 0;
      const chars = [];
      while (index < pattern.length) {
        const match = parseRepeatedExtglob(pattern.slice(index), false);
        if (!match || match.type !== "*") {
          return;
        }
        const branches = splitTopLevel(match.body).map((branch2) => branch2.trim());
        if (branches.length !== 1) {
          return;
        }
        const branch = normalizeSimpleBranch(branches[0]);
        if (!branch || branch.length !== 1) {
          return;
        }
        chars.push(branch);
        index += match.end + 1;
      }
      if (chars.length < 1) {
        return;
      }
      return chars;
    };
    var repeatedExtglobRecursion = (pattern) => {
      let depth = 0;
      let value = pattern.trim();
      let match = parseRepeatedExtglob(value);
      while (match) {
        depth++;
        value = match.body.trim();
        match = parseRepeatedExtglob(value);
      }
      return depth;
    };
    var analyzeRepeatedExtglob = (body, options) => {
      if (options.maxExtglobRecursion === false) {
        return { risky: false };
      }
      const max = typeof options.maxExtglobRecursion === "number" ? options.maxExtglobRecursion : constants.DEFAULT_MAX_EXTGLOB_RECURSION;
      const branches = splitTopLevel(body).map((branch) => branch.trim());
      if (branches.length > 1) {
        if (branches.some((branch) => branch === "") || branches.some((branch) => /^[*?]+$/.test(branch)) || hasRepeatedCharPrefixOverlap(branches)) {
          return { risky: true };
        }
      }
      const safeChars = [];
      let sawStarSequence = false;
      let combinable = true;
      for (const branch of branches) {
        const chars = getStarExtglobSequenceChars(branch);
        if (chars) {
          sawStarSequence = true;
          safeChars.push(...chars);
          continue;
        }
        const literal = normalizeSimpleBranch(branch);
        if (literal && literal.length === 1) {
          safeChars.push(literal);
          continue;
        }
        combinable = false;
        if (repeatedExtglobRecursion(branch) > max) {
          return { risky: true };
        }
      }
      if (sawStarSequence) {
        return combinable ? { risky: true, safeOutput: buildCharClassStar([...new Set(safeChars)]) } : { risky: true };
      }
      return { risky: false };
    };
    var parse = (input, options) => {
      if (typeof input !== "string") {
        throw new TypeError("Expected a string");
      }
      input = REPLACEMENTS[input] || input;
      const opts = { ...options };
      const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
      let len = input.length;
      if (len > max) {
        throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
      }
      const bos = { type: "bos", value: "", output: opts.prepend || "" };
      const tokens = [bos];
      const capture = opts.capture ? "" : "?:";
      const PLATFORM_CHARS = constants.globChars(opts.windows);
      const EXTGLOB_CHARS = constants.extglobChars(PLATFORM_CHARS);
      const {
        DOT_LITERAL,
        PLUS_LITERAL,
        SLASH_LITERAL,
        ONE_CHAR,
        DOTS_SLASH,
        NO_DOT,
        NO_DOT_SLASH,
        NO_DOTS_SLASH,
        QMARK,
        QMARK_NO_DOT,
        STAR,
        START_ANCHOR
      } = PLATFORM_CHARS;
      const globstar = (opts2) => {
        return `(${capture}(?:(?!${START_ANCHOR}${opts2.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
      };
      const nodot = opts.dot ? "" : NO_DOT;
      const qmarkNoDot = opts.dot ? QMARK : QMARK_NO_DOT;
      let star = opts.bash === true ? globstar(opts) : STAR;
      if (opts.capture) {
        star = `(${star})`;
      }
      if (typeof opts.noext === "boolean") {
        opts.noextglob = opts.noext;
      }
      const state = {
        input,
        index: -1,
        start: 0,
        dot: opts.dot === true,
        consumed: "",
        output: "",
        prefix: "",
        backtrack: false,
        negated: false,
        brackets: 0,
        braces: 0,
        parens: 0,
        quotes: 0,
        globstar: false,
        tokens
      };
      input = utils.removePrefix(input, state);
      len = input.length;
      const extglobs = [];
      const braces = [];
      const stack = [];
      let prev = bos;
      let value;
      const eos = () => state.index === len - 1;
      const peek = state.peek = (n = 1) => input[state.index + n];
      const advance = state.advance = () => input[++state.index] || "";
      const remaining = () => input.slice(state.index + 1);
      const consume = (value2 = "", num = 0) => {
        state.consumed += value2;
        state.index += num;
      };
      const append = (token) => {
        state.output += token.output != null ? token.output : token.value;
        consume(token.value);
      };
      const negate = () => {
        let count = 1;
        while (peek() === "!" && (peek(2) !== "(" || peek(3) === "?")) {
          advance();
          state.start++;
          count++;
        }
        if (count % 2 === 0) {
          return false;
        }
        state.negated = true;
        state.start++;
        return true;
      };
      const increment = (type) => {
        state[type]++;
        stack.push(type);
      };
      const decrement = (type) => {
        state[type]--;
        stack.pop();
      };
      const push = (tok) => {
        if (prev.type === "globstar") {
          const isBrace = state.braces > 0 && (tok.type === "comma" || tok.type === "brace");
          const isExtglob = tok.extglob === true || extglobs.length && (tok.type === "pipe" || tok.type === "paren");
          if (tok.type !== "slash" && tok.type !== "paren" && !isBrace && !isExtglob) {
            state.output = state.output.slice(0, -prev.output.length);
            prev.type = "star";
            prev.value = "*";
            prev.output = star;
            state.output += prev.output;
          }
        }
        if (extglobs.length && tok.type !== "paren") {
          extglobs[extglobs.length - 1].inner += tok.value;
        }
        if (tok.value || tok.output) append(tok);
        if (prev && prev.type === "text" && tok.type === "text") {
          prev.output = (prev.output || prev.value) + tok.value;
          prev.value += tok.value;
          return;
        }
        tok.prev = prev;
        tokens.push(tok);
        prev = tok;
      };
      const extglobOpen = (type, value2) => {
        const token = { ...EXTGLOB_CHARS[value2], conditions: 1, inner: "" };
        token.prev = prev;
        token.parens = state.parens;
        token.output = state.output;
        token.startIndex = state.index;
        token.tokensIndex = tokens.length;
        const output = (opts.capture ? "(" : "") + token.open;
        increment("parens");
        push({ type, value: value2, output: state.output ? "" : ONE_CHAR });
        push({ type: "paren", extglob: true, value: advance(), output });
        extglobs.push(token);
      };
      const extglobClose = (token) => {
        const literal = input.slice(token.startIndex, state.index + 1);
        const body = input.slice(token.startIndex + 2, state.index);
        const analysis = analyzeRepeatedExtglob(body, opts);
        if ((token.type === "plus" || token.type === "star") && analysis.risky) {
          const safeOutput = analysis.safeOutput ? (token.output ? "" : ONE_CHAR) + (opts.capture ? `(${analysis.safeOutput})` : analysis.safeOutput) : void 0;
          const open = tokens[token.tokensIndex];
          open.type = "text";
          open.value = literal;
          open.output = safeOutput || utils.escapeRegex(literal);
          for (let i = token.tokensIndex + 1; i < tokens.length; i++) {
            tokens[i].value = "";
            tokens[i].output = "";
            delete tokens[i].suffix;
          }
          state.output = token.output + open.output;
          state.backtrack = true;
          push({ type: "paren", extglob: true, value, output: "" });
          decrement("parens");
          return;
        }
        let output = token.close + (opts.capture ? ")" : "");
        let rest;
        if (token.type === "negate") {
          let extglobStar = star;
          if (token.inner && token.inner.length > 1 && token.inner.includes("/")) {
            extglobStar = globstar(opts);
          }
          if (extglobStar !== star || eos() || /^\)+$/.test(remaining())) {
            output = token.close = `)$))${extglobStar}`;
          }
          if (token.inner.includes("*") && (rest = remaining()) && /^\.[^\\/.]+$/.test(rest)) {
            const expression = parse(rest, { ...options, fastpaths: false }).output;
            output = token.close = `)${expression})${extglobStar})`;
          }
          if (token.prev.type === "bos") {
            state.negatedExtglob = true;
          }
        }
        push({ type: "paren", extglob: true, value, output });
        decrement("parens");
      };
      if (opts.fastpaths !== false && !/(^[*!]|[/()[\]{}"])/.test(input)) {
        let backslashes = false;
        let output = input.replace(REGEX_SPECIAL_CHARS_BACKREF, (m, esc, chars, first, rest, index) => {
          if (first === "\\") {
            backslashes = true;
            return m;
          }
          if (first === "?") {
            if (esc) {
              return esc + first + (rest ? QMARK.repeat(rest.length) : "");
            }
            if (index === 0) {
              return qmarkNoDot + (rest ? QMARK.repeat(rest.length) : "");
            }
            return QMARK.repeat(chars.length);
          }
          if (first === ".") {
            return DOT_LITERAL.repeat(chars.length);
          }
          if (first === "*") {
            if (esc) {
              return esc + first + (rest ? star : "");
            }
            return star;
          }
          return esc ? m : `\\${m}`;
        });
        if (backslashes === true) {
          if (opts.unescape === true) {
            output = output.replace(/\\/g, "");
          } else {
            output = output.replace(/\\+/g, (m) => {
              return m.length % 2 === 0 ? "\\\\" : m ? "\\" : "";
            });
          }
        }
        if (output === input && opts.contains === true) {
          state.output = input;
          return state;
        }
        state.output = utils.wrapOutput(output, state, options);
        return state;
      }
      while (!eos()) {
        value = advance();
        if (value === "\0") {
          continue;
        }
        if (value === "\\") {
          const next = peek();
          if (next === "/" && opts.bash !== true) {
            continue;
          }
          if (next === "." || next === ";") {
            continue;
          }
          if (!next) {
            value += "\\";
            push({ type: "text", value });
            continue;
          }
          const match = /^\\+/.exec(remaining());
          let slashes = 0;
          if (match && match[0].length > 2) {
            slashes = match[0].length;
            state.index += slashes;
            if (slashes % 2 !== 0) {
              value += "\\";
            }
          }
          if (opts.unescape === true) {
            value = advance();
          } else {
            value += advance();
          }
          if (state.brackets === 0) {
            push({ type: "text", value });
            continue;
          }
        }
        if (state.brackets > 0 && (value !== "]" || prev.value === "[" || prev.value === "[^")) {
          if (opts.posix !== false && value === ":") {
            const inner = prev.value.slice(1);
            if (inner.includes("[")) {
              prev.posix = true;
              if (inner.includes(":")) {
                const idx = prev.value.lastIndexOf("[");
                const pre = prev.value.slice(0, idx);
                const rest2 = prev.value.slice(idx + 2);
                const posix = POSIX_REGEX_SOURCE[rest2];
                if (posix) {
                  prev.value = pre + posix;
                  state.backtrack = true;
                  advance();
                  if (!bos.output && tokens.indexOf(prev) === 1) {
                    bos.output = ONE_CHAR;
                  }
                  continue;
                }
              }
            }
          }
          if (value === "[" && peek() !== ":" || value === "-" && peek() === "]") {
            value = `\\${value}`;
          }
          if (value === "]" && (prev.value === "[" || prev.value === "[^")) {
            value = `\\${value}`;
          }
          if (opts.posix === true && value === "!" && prev.value === "[") {
            value = "^";
          }
          prev.value += value;
          append({ value });
          continue;
        }
        if (state.quotes === 1 && value !== '"') {
          value = utils.escapeRegex(value);
          prev.value += value;
          append({ value });
          continue;
        }
        if (value === '"') {
          state.quotes = state.quotes === 1 ? 0 : 1;
          if (opts.keepQuotes === true) {
            push({ type: "text", value });
          }
          continue;
        }
        if (value === "(") {
          increment("parens");
          push({ type: "paren", value });
          continue;
        }
        if (value === ")") {
          if (state.parens === 0 && opts.strictBrackets === true) {
            throw new SyntaxError(syntaxError("opening", "("));
          }
          const extglob = extglobs[extglobs.length - 1];
          if (extglob && state.parens === extglob.parens + 1) {
            extglobClose(extglobs.pop());
            continue;
          }
          push({ type: "paren", value, output: state.parens ? ")" : "\\)" });
          decrement("parens");
          continue;
        }
        if (value === "[") {
          if (opts.nobracket === true || !remaining().includes("]")) {
            if (opts.nobracket !== true && opts.strictBrackets === true) {
              throw new SyntaxError(syntaxError("closing", "]"));
            }
            value = `\\${value}`;
          } else {
            increment("brackets");
          }
          push({ type: "bracket", value });
          continue;
        }
        if (value === "]") {
          if (opts.nobracket === true || prev && prev.type === "bracket" && prev.value.length === 1) {
            push({ type: "text", value, output: `\\${value}` });
            continue;
          }
          if (state.brackets === 0) {
            if (opts.strictBrackets === true) {
              throw new SyntaxError(syntaxError("opening", "["));
            }
            push({ type: "text", value, output: `\\${value}` });
            continue;
          }
          decrement("brackets");
          const prevValue = prev.value.slice(1);
          if (prev.posix !== true && prevValue[0] === "^" && !prevValue.includes("/")) {
            value = `/${value}`;
          }
          prev.value += value;
          append({ value });
          if (opts.literalBrackets === false || utils.hasRegexChars(prevValue)) {
            continue;
          }
          const escaped = utils.escapeRegex(prev.value);
          state.output = state.output.slice(0, -prev.value.length);
          if (opts.literalBrackets === true) {
            state.output += escaped;
            prev.value = escaped;
            continue;
          }
          prev.value = `(${capture}${escaped}|${prev.value})`;
          state.output += prev.value;
          continue;
        }
        if (value === "{" && opts.nobrace !== true) {
          increment("braces");
          const open = {
            type: "brace",
            value,
            output: "(",
            outputIndex: state.output.length,
            tokensIndex: state.tokens.length
          };
          braces.push(open);
          push(open);
          continue;
        }
        if (value === "}") {
          const brace = braces[braces.length - 1];
          if (opts.nobrace === true || !brace) {
            push({ type: "text", value, output: value });
            continue;
          }
          let output = ")";
          if (brace.dots === true) {
            const arr = tokens.slice();
            const range = [];
            for (let i = arr.length - 1; i >= 0; i--) {
              tokens.pop();
              if (arr[i].type === "brace") {
                break;
              }
              if (arr[i].type !== "dots") {
                range.unshift(arr[i].value);
              }
            }
            output = expandRange(range, opts);
            state.backtrack = true;
          }
          if (brace.comma !== true && brace.dots !== true) {
            const out = state.output.slice(0, brace.outputIndex);
            const toks = state.tokens.slice(brace.tokensIndex);
            brace.value = brace.output = "\\{";
            value = output = "\\}";
            state.output = out;
            for (const t of toks) {
              state.output += t.output || t.value;
            }
          }
          push({ type: "brace", value, output });
          decrement("braces");
          braces.pop();
          continue;
        }
        if (value === "|") {
          if (extglobs.length > 0) {
            extglobs[extglobs.length - 1].conditions++;
          }
          push({ type: "text", value });
          continue;
        }
        if (value === ",") {
          let output = value;
          const brace = braces[braces.length - 1];
          if (brace && stack[stack.length - 1] === "braces") {
            brace.comma = true;
            output = "|";
          }
          push({ type: "comma", value, output });
          continue;
        }
        if (value === "/") {
          if (prev.type === "dot" && state.index === state.start + 1) {
            state.start = state.index + 1;
            state.consumed = "";
            state.output = "";
            tokens.pop();
            prev = bos;
            continue;
          }
          push({ type: "slash", value, output: SLASH_LITERAL });
          continue;
        }
        if (value === ".") {
          if (state.braces > 0 && prev.type === "dot") {
            if (prev.value === ".") prev.output = DOT_LITERAL;
            const brace = braces[braces.length - 1];
            prev.type = "dots";
            prev.output += value;
            prev.value += value;
            brace.dots = true;
            continue;
          }
          if (state.braces + state.parens === 0 && prev.type !== "bos" && prev.type !== "slash") {
            push({ type: "text", value, output: DOT_LITERAL });
            continue;
          }
          push({ type: "dot", value, output: DOT_LITERAL });
          continue;
        }
        if (value === "?") {
          const isGroup = prev && prev.value === "(";
          if (!isGroup && opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
            extglobOpen("qmark", value);
            continue;
          }
          if (prev && prev.type === "paren") {
            const next = peek();
            let output = value;
            if (prev.value === "(" && !/[!=<:]/.test(next) || next === "<" && !/<([!=]|\w+>)/.test(remaining())) {
              output = `\\${value}`;
            }
            push({ type: "text", value, output });
            continue;
          }
          if (opts.dot !== true && (prev.type === "slash" || prev.type === "bos")) {
            push({ type: "qmark", value, output: QMARK_NO_DOT });
            continue;
          }
          push({ type: "qmark", value, output: QMARK });
          continue;
        }
        if (value === "!") {
          if (opts.noextglob !== true && peek() === "(") {
            if (peek(2) !== "?" || !/[!=<:]/.test(peek(3))) {
              extglobOpen("negate", value);
              continue;
            }
          }
          if (opts.nonegate !== true && state.index === 0) {
            negate();
            continue;
          }
        }
        if (value === "+") {
          if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
            extglobOpen("plus", value);
            continue;
          }
          if (prev && prev.value === "(" || opts.regex === false) {
            push({ type: "plus", value, output: PLUS_LITERAL });
            continue;
          }
          if (prev && (prev.type === "bracket" || prev.type === "paren" || prev.type === "brace") || state.parens > 0) {
            push({ type: "plus", value });
            continue;
          }
          push({ type: "plus", value: PLUS_LITERAL });
          continue;
        }
        if (value === "@") {
          if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
            push({ type: "at", extglob: true, value, output: "" });
            continue;
          }
          push({ type: "text", value });
          continue;
        }
        if (value !== "*") {
          if (value === "$" || value === "^") {
            value = `\\${value}`;
          }
          const match = REGEX_NON_SPECIAL_CHARS.exec(remaining());
          if (match) {
            value += match[0];
            state.index += match[0].length;
          }
          push({ type: "text", value });
          continue;
        }
        if (prev && (prev.type === "globstar" || prev.star === true)) {
          prev.type = "star";
          prev.star = true;
          prev.value += value;
          prev.output = star;
          state.backtrack = true;
          state.globstar = true;
          consume(value);
          continue;
        }
        let rest = remaining();
        if (opts.noextglob !== true && /^\([^?]/.test(rest)) {
          extglobOpen("star", value);
          continue;
        }
        if (prev.type === "star") {
          if (opts.noglobstar === true) {
            consume(value);
            continue;
          }
          const prior = prev.prev;
          const before = prior.prev;
          const isStart = prior.type === "slash" || prior.type === "bos";
          const afterStar = before && (before.type === "star" || before.type === "globstar");
          if (opts.bash === true && (!isStart || rest[0] && rest[0] !== "/")) {
            push({ type: "star", value, output: "" });
            continue;
          }
          const isBrace = state.braces > 0 && (prior.type === "comma" || prior.type === "brace");
          const isExtglob = extglobs.length && (prior.type === "pipe" || prior.type === "paren");
          if (!isStart && prior.type !== "paren" && !isBrace && !isExtglob) {
            push({ type: "star", value, output: "" });
            continue;
          }
          while (rest.slice(0, 3) === "/**") {
            const after = input[state.index + 4];
            if (after && after !== "/") {
              break;
            }
            rest = rest.slice(3);
            consume("/**", 3);
          }
          const isEnd = eos() || state.parens > 0 && rest === ")".repeat(state.parens) && !extglobs.some((extglob) => extglob.type === "negate");
          if (prior.type === "bos" && eos()) {
            prev.type = "globstar";
            prev.value += value;
            prev.output = globstar(opts);
            state.output = prev.output;
            state.globstar = true;
            consume(value);
            continue;
          }
          if (prior.type === "slash" && prior.prev.type !== "bos" && !afterStar && isEnd) {
            state.output = state.output.slice(0, -(prior.output + prev.output).length);
            prior.output = `(?:${prior.output}`;
            prev.type = "globstar";
            prev.output = globstar(opts) + (opts.strictSlashes ? ")" : "|$)");
            prev.value += value;
            state.globstar = true;
            state.output += prior.output + prev.output;
            consume(value);
            continue;
          }
          if (prior.type === "slash" && prior.prev.type !== "bos" && rest[0] === "/") {
            const end = rest[1] !== void 0 ? "|$" : "";
            state.output = state.output.slice(0, -(prior.output + prev.output).length);
            prior.output = `(?:${prior.output}`;
            prev.type = "globstar";
            prev.output = `${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end})`;
            prev.value += value;
            state.output += prior.output + prev.output;
            state.globstar = true;
            consume(value + advance());
            push({ type: "slash", value: "/", output: "" });
            continue;
          }
          if (prior.type === "bos" && rest[0] === "/") {
            prev.type = "globstar";
            prev.value += value;
            prev.output = `(?:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`;
            state.output = prev.output;
            state.globstar = true;
            consume(value + advance());
            push({ type: "slash", value: "/", output: "" });
            continue;
          }
          state.output = state.output.slice(0, -prev.output.length);
          prev.type = "globstar";
          prev.output = globstar(opts);
          prev.value += value;
          state.output += prev.output;
          state.globstar = true;
          consume(value);
          continue;
        }
        const token = { type: "star", value, output: star };
        if (opts.bash === true) {
          token.output = ".*?";
          if (prev.type === "bos" || prev.type === "slash") {
            token.output = nodot + token.output;
          }
          push(token);
          continue;
        }
        if (prev && (prev.type === "bracket" || prev.type === "paren") && opts.regex === true) {
          token.output = value;
          push(token);
          continue;
        }
        if (state.index === state.start || prev.type === "slash" || prev.type === "dot") {
          if (prev.type === "dot") {
            state.output += NO_DOT_SLASH;
            prev.output += NO_DOT_SLASH;
          } else if (opts.dot === true) {
            state.output += NO_DOTS_SLASH;
            prev.output += NO_DOTS_SLASH;
          } else {
            state.output += nodot;
            prev.output += nodot;
          }
          if (peek() !== "*") {
            state.output += ONE_CHAR;
            prev.output += ONE_CHAR;
          }
        }
        push(token);
      }
      while (state.brackets > 0) {
        if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "]"));
        state.output = utils.escapeLast(state.output, "[");
        decrement("brackets");
      }
      while (state.parens > 0) {
        if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", ")"));
        state.output = utils.escapeLast(state.output, "(");
        decrement("parens");
      }
      while (state.braces > 0) {
        if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "}"));
        state.output = utils.escapeLast(state.output, "{");
        decrement("braces");
      }
      if (opts.strictSlashes !== true && (prev.type === "star" || prev.type === "bracket")) {
        push({ type: "maybe_slash", value: "", output: `${SLASH_LITERAL}?` });
      }
      if (state.backtrack === true) {
        state.output = "";
        for (const token of state.tokens) {
          state.output += token.output != null ? token.output : token.value;
          if (token.suffix) {
            state.output += token.suffix;
          }
        }
      }
      return state;
    };
    parse.fastpaths = (input, options) => {
      const opts = { ...options };
      const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
      const len = input.length;
      if (len > max) {
        throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
      }
      input = REPLACEMENTS[input] || input;
      const {
        DOT_LITERAL,
        SLASH_LITERAL,
        ONE_CHAR,
        DOTS_SLASH,
        NO_DOT,
        NO_DOTS,
        NO_DOTS_SLASH,
        STAR,
        START_ANCHOR
      } = constants.globChars(opts.windows);
      const nodot = opts.dot ? NO_DOTS : NO_DOT;
      const slashDot = opts.dot ? NO_DOTS_SLASH : NO_DOT;
      const capture = opts.capture ? "" : "?:";
      const state = { negated: false, prefix: "" };
      let star = opts.bash === true ? ".*?" : STAR;
      if (opts.capture) {
        star = `(${star})`;
      }
      const globstar = (opts2) => {
        if (opts2.noglobstar === true) return star;
        return `(${capture}(?:(?!${START_ANCHOR}${opts2.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
      };
      const create = (str) => {
        switch (str) {
          case "*":
            return `${nodot}${ONE_CHAR}${star}`;
          case ".*":
            return `${DOT_LITERAL}${ONE_CHAR}${star}`;
          case "*.*":
            return `${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
          case "*/*":
            return `${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;
          case "**":
            return nodot + globstar(opts);
          case "**/*":
            return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${ONE_CHAR}${star}`;
          case "**/*.*":
            return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
          case "**/.*":
            return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;
          default: {
            const match = /^(.*?)\.(\w+)$/.exec(str);
            if (!match) return;
            const source2 = create(match[1]);
            if (!source2) return;
            return source2 + DOT_LITERAL + match[2];
          }
        }
      };
      const output = utils.removePrefix(input, state);
      let source = create(output);
      if (source && opts.strictSlashes !== true) {
        source += `${SLASH_LITERAL}?`;
      }
      return source;
    };
    module.exports = parse;
  }
});

// node_modules/picomatch/lib/picomatch.js
var require_picomatch = __commonJS({
  "node_modules/picomatch/lib/picomatch.js"(exports, module) {
    "use strict";
    var scan = require_scan();
    var parse = require_parse();
    var utils = require_utils();
    var constants = require_constants();
    var isObject = (val) => val && typeof val === "object" && !Array.isArray(val);
    var picomatch2 = (glob, options, returnState = false) => {
      if (Array.isArray(glob)) {
        const fns = glob.map((input) => picomatch2(input, options, returnState));
        const arrayMatcher = (str) => {
          for (const isMatch of fns) {
            const state2 = isMatch(str);
            if (state2) return state2;
          }
          return false;
        };
        return arrayMatcher;
      }
      const isState = isObject(glob) && glob.tokens && glob.input;
      if (glob === "" || typeof glob !== "string" && !isState) {
        throw new TypeError("Expected pattern to be a non-empty string");
      }
      const opts = options || {};
      const posix = opts.windows;
      const regex = isState ? picomatch2.compileRe(glob, options) : picomatch2.makeRe(glob, options, false, true);
      const state = regex.state;
      delete regex.state;
      let isIgnored = () => false;
      if (opts.ignore) {
        const ignoreOpts = { ...options, ignore: null, onMatch: null, onResult: null };
        isIgnored = picomatch2(opts.ignore, ignoreOpts, returnState);
      }
      const matcher = (input, returnObject = false) => {
        const { isMatch, match, output } = picomatch2.test(input, regex, options, { glob, posix });
        const result = { glob, state, regex, posix, input, output, match, isMatch };
        if (typeof opts.onResult === "function") {
          opts.onResult(result);
        }
        if (isMatch === false) {
          result.isMatch = false;
          return returnObject ? result : false;
        }
        if (isIgnored(input)) {
          if (typeof opts.onIgnore === "function") {
            opts.onIgnore(result);
          }
          result.isMatch = false;
          return returnObject ? result : false;
        }
        if (typeof opts.onMatch === "function") {
          opts.onMatch(result);
        }
        return returnObject ? result : true;
      };
      if (returnState) {
        matcher.state = state;
      }
      return matcher;
    };
    picomatch2.test = (input, regex, options, { glob, posix } = {}) => {
      if (typeof input !== "string") {
        throw new TypeError("Expected input to be a string");
      }
      if (input === "") {
        return { isMatch: false, output: "" };
      }
      const opts = options || {};
      const format = opts.format || (posix ? utils.toPosixSlashes : null);
      let match = input === glob;
      let output = match && format ? format(input) : input;
      if (match === false) {
        output = format ? format(input) : input;
        match = output === glob;
      }
      if (match === false || opts.capture === true) {
        if (opts.matchBase === true || opts.basename === true) {
          match = picomatch2.matchBase(input, regex, options, posix);
        } else {
          match = regex.exec(output);
        }
      }
      return { isMatch: Boolean(match), match, output };
    };
    picomatch2.matchBase = (input, glob, options, posix = options && options.windows) => {
      const regex = glob instanceof RegExp ? glob : picomatch2.makeRe(glob, options);
      return regex.test(utils.basename(input, { windows: posix }));
    };
    picomatch2.isMatch = (str, patterns, options) => picomatch2(patterns, options)(str);
    picomatch2.parse = (pattern, options) => {
      if (Array.isArray(pattern)) return pattern.map((p) => picomatch2.parse(p, options));
      return parse(pattern, { ...options, fastpaths: false });
    };
    picomatch2.scan = (input, options) => scan(input, options);
    picomatch2.compileRe = (state, options, returnOutput = false, returnState = false) => {
      if (returnOutput === true) {
        return state.output;
      }
      const opts = options || {};
      const prepend = opts.contains ? "" : "^";
      const append = opts.contains ? "" : "$";
      let source = `${prepend}(?:${state.output})${append}`;
      if (state && state.negated === true) {
        source = `^(?!${source}).*$`;
      }
      const regex = picomatch2.toRegex(source, options);
      if (returnState === true) {
        regex.state = state;
      }
      return regex;
    };
    picomatch2.makeRe = (input, options = {}, returnOutput = false, returnState = false) => {
      if (!input || typeof input !== "string") {
        throw new TypeError("Expected a non-empty string");
      }
      let parsed = { negated: false, fastpaths: true };
      if (options.fastpaths !== false && (input[0] === "." || input[0] === "*")) {
        parsed.output = parse.fastpaths(input, options);
      }
      if (!parsed.output) {
        parsed = parse(input, options);
      }
      return picomatch2.compileRe(parsed, options, returnOutput, returnState);
    };
    picomatch2.toRegex = (source, options) => {
      try {
        const opts = options || {};
        return new RegExp(source, opts.flags || (opts.nocase ? "i" : ""));
      } catch (err) {
        if (options && options.debug === true) throw err;
        return /$^/;
      }
    };
    picomatch2.constants = constants;
    module.exports = picomatch2;
  }
});

// node_modules/picomatch/index.js
var require_picomatch2 = __commonJS({
  "node_modules/picomatch/index.js"(exports, module) {
    "use strict";
    var pico = require_picomatch();
    var utils = require_utils();
    function picomatch2(glob, options, returnState = false) {
      if (options && (options.windows === null || options.windows === void 0)) {
        options = { ...options, windows: utils.isWindows() };
      }
      return pico(glob, options, returnState);
    }
    Object.assign(picomatch2, pico);
    module.exports = picomatch2;
  }
});

// actions/toolkit/src/gitHubClient.ts
var gitHubClient = async (token, action) => {
  const { connectGitHub } = await import("./github-TGOHINBN.mjs");
  return connectGitHub(token, action);
};

// plugins/kubeflow-node/src/placement/bucketRegion.ts
var TIMEOUT_MS = 1e4;
var bucketRegionInFleet = (bucket, { clusters }) => {
  const regions = new Set(
    clusters.filter(({ artifacts }) => artifacts.bucket === bucket).map(({ region }) => region)
  );
  return regions.size === 1 ? [...regions][0] : void 0;
};
var ask = async (transport, bucket, signal) => {
  const { status, headers } = await transport.send({
    method: "GET",
    path: `/${bucket}`,
    query: { "max-keys": "0" },
    timeoutMs: TIMEOUT_MS,
    signal
  });
  return { status, region: headers["x-amz-bucket-region"] };
};
var bucketRegion = async (bucket, { region, endpoint, signal }) => {
  const server = endpoint ?? `https://s3.${region}.${dnsSuffix(region)}`;
  const subject = `s3://${bucket}`;
  const transport = createTransport({ server, subject });
  try {
    const answer = await ask(transport, bucket, signal);
    if (answer.region) return answer.region;
    if (answer.status === 404)
      throw new KubeflowError("NotFoundError", {
        reason: "BucketNotFound",
        subject,
        fact: `there is no such bucket in partition ${partitionOf(region)}`,
        remedy: "Correct the name of the bucket",
        upstreamStatus: 404
      });
    throw new KubeflowError("ResponseError", {
      reason: "BucketRegionUnknown",
      subject,
      fact: `S3 answered ${answer.status} without the region of the bucket`,
      remedy: "Prefer regions by name instead",
      upstreamStatus: answer.status
    });
  } finally {
    transport.close();
  }
};

// actions/select-clusters/src/changes/fleetChanges.ts
import { isDeepStrictEqual } from "node:util";

// actions/select-clusters/src/changes/shortCommit.ts
var shortCommit = (sha) => sha.slice(0, 7);

// actions/select-clusters/src/changes/watchedChanges.ts
var import_picomatch = __toESM(require_picomatch2());
var pathsOf = (files) => files.flatMap(
  ({ path, previousPath }) => previousPath ? [path, previousPath] : [path]
);
var reasonOf = (paths, cluster, watchPaths) => {
  const patterns = watchPaths.map((pattern) => expandTemplate(pattern, cluster));
  const isWatched = (0, import_picomatch.default)(patterns, { dot: true });
  const matched = paths.filter((path) => isWatched(path));
  const [first, ...others] = matched;
  if (!first) return void 0;
  return others.length > 0 ? `${first} and ${others.length} more watched files changed` : `${first} changed`;
};
var watchedChanges = async (source, {
  fleet,
  watchPaths
}) => {
  if (watchPaths.length === 0) return { kind: "known", reasons: /* @__PURE__ */ new Map() };
  const comparison = await source.compare();
  if (!comparison)
    return {
      kind: "unknown",
      reason: `commit ${shortCommit(
        source.base ?? ""
      )} is no longer in the repository`
    };
  if (comparison.isCut)
    return {
      kind: "unknown",
      reason: `more files changed than the ${comparison.files.length} that GitHub lists`
    };
  const paths = pathsOf(comparison.files);
  const reasons = fleet.clusters.flatMap((cluster) => {
    const reason = reasonOf(paths, cluster, watchPaths);
    return reason ? [[clusterKey(cluster), reason]] : [];
  });
  return { kind: "known", reasons: new Map(reasons) };
};

// actions/select-clusters/src/changes/fleetChanges.ts
var everything = (reason) => ({
  kind: "everything",
  reason
});
var parseEarlier = (text, path) => {
  try {
    return parseFleetFile(text, { path });
  } catch (error) {
    if (hasReason(error, "InvalidFleetFile")) return void 0;
    throw error;
  }
};
var settingsReason = (cluster, earlier) => {
  if (!earlier) return "it is new in the fleet file";
  return isDeepStrictEqual(cluster, earlier) ? void 0 : "its settings changed";
};
var idOf = ({ account, region, name }) => ({
  account,
  region,
  name
});
var fleetChanges = async (source, { fleet, fleetFile, watchPaths }) => {
  const { base, event } = source;
  if (!base) return everything(`${event} has no commit to compare with`);
  const at = shortCommit(base);
  const text = await source.fileAtBase(fleetFile);
  if (text === void 0)
    return everything(`there is no ${fleetFile} at commit ${at}`);
  const before = parseEarlier(text, fleetFile);
  if (!before)
    return everything(`${fleetFile} at commit ${at} is no valid fleet file`);
  const watched = await watchedChanges(source, { fleet, watchPaths });
  if (watched.kind === "unknown") return everything(watched.reason);
  const earlier = new Map(before.clusters.map((c) => [clusterKey(c), c]));
  const reasons = /* @__PURE__ */ new Map();
  for (const cluster of fleet.clusters) {
    const key = clusterKey(cluster);
    const settings = settingsReason(cluster, earlier.get(key));
    const all = [settings ?? [], watched.reasons.get(key) ?? []].flat();
    if (all.length > 0) reasons.set(key, all);
    earlier.delete(key);
  }
  return {
    kind: "some",
    reasons,
    removed: [...earlier.values()].map(idOf),
    base: at
  };
};

// actions/select-clusters/src/changes/gitHubChanges.ts
var MOST_FILES = 300;
var statusOf = (error) => error.status;
var unreadable = (error, what) => {
  const status = statusOf(error);
  const refused = status === 401 || status === 403;
  return new KubeflowError(
    refused ? "NotAllowedError" : "ServiceUnavailableError",
    {
      reason: refused ? "ContentsPermissionMissing" : "GitHubUnavailable",
      subject: "GitHub",
      fact: `${what} cannot be read${status ? ` (status ${status})` : ""}`,
      remedy: refused ? 'Add "permissions: contents: read" to the job' : "Run the job again, or without changed-only",
      upstreamStatus: status,
      cause: error
    }
  );
};
var found = async (what, request) => {
  try {
    return (await request()).data;
  } catch (error) {
    if (statusOf(error) === 404) return void 0;
    throw unreadable(error, what);
  }
};
var filesOf = ({ files = [] }) => files.map(({ filename, previous_filename }) => ({
  path: filename,
  previousPath: previous_filename
}));
var gitHubChanges = ({
  client,
  repository,
  range: { base, head },
  event,
  replacesBase
}) => {
  const compare = (from, to) => found(
    "the changed files",
    async () => (await client()).request("GET /repos/{owner}/{repo}/compare/{basehead}", {
      ...repository,
      basehead: `${from}...${to}`,
      per_page: 1
    })
  );
  const compareBoth = async (from) => {
    const forward = await compare(from, head);
    if (!forward) return void 0;
    const isForced = replacesBase && ["diverged", "behind"].includes(forward.status);
    const backward = isForced ? await compare(head, from) : void 0;
    const answers = backward ? [forward, backward] : [forward];
    return {
      files: answers.flatMap(filesOf),
      isCut: answers.some(({ files = [] }) => files.length >= MOST_FILES)
    };
  };
  return {
    base,
    event,
    compare: async () => base ? compareBoth(base) : void 0,
    fileAtBase: async (path) => {
      const body = await found(
        path,
        async () => (await client()).request("GET /repos/{owner}/{repo}/contents/{+path}", {
          ...repository,
          path: path.split("/").map(encodeURIComponent).join("/"),
          ref: base,
          mediaType: { format: "raw" }
        })
      );
      return body instanceof ArrayBuffer ? new TextDecoder().decode(body) : body;
    }
  };
};

// actions/select-clusters/src/liveCapacity.ts
var defaults = { userAgent: userAgent("select-clusters") };
var GROWING = ["ACTIVE", "UPDATING"];
var nodegroupsOf = async (cluster, credentials) => {
  try {
    const groups = await listNodegroups(cluster, { credentials });
    return groups.filter(({ status }) => GROWING.includes(status));
  } catch (error) {
    if (isKubeflowError(error) && error.name === "NotAllowedError")
      return void 0;
    throw error;
  }
};
var read = async (cluster, given) => {
  const credentials = jobCredentials(cluster, given);
  const nodegroups = nodegroupsOf(cluster, credentials);
  nodegroups.catch(() => void 0);
  const connection = await connectEksCluster(cluster, {
    credentials,
    defaults,
    onToken: maskSecret
  });
  try {
    return await readCapacity(connection.kubernetes, await nodegroups);
  } finally {
    connection.close();
  }
};
var UNUSABLE = [
  "ClusterNotFound",
  "ClusterNotReady",
  "ClusterDeleting",
  "ClusterFailed"
];
var reasonOf2 = ({ fact, remedy }) => [`its capacity could not be read: ${fact}`, ...remedy ? [remedy] : []].join(
  ". "
);
var liveCapacity = (given, signal) => async (cluster) => {
  const subject = clusterSubject(cluster);
  const seconds = given.capacityTimeout / 1e3;
  try {
    return await withDeadline(() => read(cluster, given), {
      ms: given.capacityTimeout,
      signal,
      onTimeout: () => new KubeflowError("TimeoutError", {
        reason: "CapacityTimeout",
        subject,
        fact: `no answer within ${seconds} s`,
        remedy: "Raise capacity-timeout, or check that this runner reaches the cluster"
      })
    });
  } catch (error) {
    if (signal.aborted || !isKubeflowError(error)) throw error;
    return UNUSABLE.includes(error.reason) ? { kind: "unusable", reason: error.fact } : { kind: "unknown", reason: reasonOf2(error) };
  }
};

// actions/select-clusters/src/preferences.ts
var nothing = { prefer: [], notes: [] };
var only = (preference) => ({
  prefer: [preference],
  notes: []
});
var near = async (bucket, fleet, ask2) => {
  const known = bucketRegionInFleet(bucket, fleet);
  if (known) return only({ by: "near", region: known });
  try {
    return only({ by: "near", region: await ask2(bucket) });
  } catch (error) {
    if (!isKubeflowError(error) || error.name === "NotFoundError") throw error;
    const note = `The region of bucket ${bucket} could not be found, so near-bucket decides nothing: ${error.message}`;
    return { prefer: [], notes: [note] };
  }
};
var resolve = (kind, {
  inputs,
  fleet,
  ask: ask2
}) => {
  const { nearBucket, regions, spreadKey } = inputs;
  if (kind === "spread") return only({ by: "spread", key: spreadKey });
  if (kind === "regions")
    return regions.length > 0 ? only({ by: "regions", regions }) : nothing;
  return nearBucket ? near(nearBucket, fleet, ask2) : nothing;
};
var resolvePreferences = async (inputs, fleet, ask2) => {
  const resolved = await Promise.all(
    inputs.prefer.map((kind) => resolve(kind, { inputs, fleet, ask: ask2 }))
  );
  return {
    prefer: resolved.flatMap(({ prefer }) => prefer),
    notes: resolved.flatMap(({ notes }) => notes)
  };
};

// actions/select-clusters/src/report.ts
var MOST_JOBS = 256;
var idOf2 = ({ account, region, name, arn }) => ({
  account,
  region,
  name,
  arn
});
var jobOf = (cluster) => ({
  cluster: cluster.name,
  region: cluster.region,
  "account-id": cluster.account,
  arn: cluster.arn,
  role: cluster.role ?? ""
});
var candidateOf = ({ cluster, verdict, reasons }) => ({
  cluster: clusterKey(cluster),
  verdict,
  reasons
});
var outputsOf = ({
  selected,
  placement,
  removed
}) => {
  const [best] = selected;
  return {
    "has-clusters": selected.length > 0,
    count: selected.length,
    clusters: selected.map(idOf2),
    matrix: selected.length > MOST_JOBS ? void 0 : { include: selected.map(jobOf) },
    cluster: best?.name,
    "cluster-arn": best?.arn,
    region: best?.region,
    "account-id": best?.account,
    role: best?.role,
    verdict: placement.verdict,
    placement: {
      chosen: best ? clusterKey(best) : null,
      verdict: placement.verdict,
      candidates: placement.candidates.map(candidateOf)
    },
    "removed-clusters": removed
  };
};
var stateOf = ({ cluster, verdict }, selected) => {
  if (selected.has(cluster)) return "✓ selected";
  return verdict === "never" ? "⊘ refused" : "○ possible";
};
var sentenceOf = ({ selected, placement }) => {
  const total = placement.candidates.length;
  const of = `${selected.length} of ${total} cluster${total === 1 ? "" : "s"}`;
  const [best] = selected;
  if (!best) return `No cluster is selected: all ${total} are refused.`;
  const verdict = placement.verdict === "unknown" ? "" : ` (${placement.verdict})`;
  return selected.length === 1 ? `${clusterSubject(best)} is selected${verdict}, of ${total} cluster${total === 1 ? "" : "s"}.` : `${of} are selected, ${clusterSubject(best)} first${verdict}.`;
};
var logSelection = (log, selection) => {
  const selected = new Set(selection.selected);
  log.info(sentenceOf(selection));
  for (const note of selection.notes) log.info(note);
  log.group(
    "Every cluster and its reasons",
    selection.placement.candidates.map(
      (candidate) => `${stateOf(candidate, selected)}  ${clusterKey(candidate.cluster)}  ${candidate.verdict}: ${candidate.reasons.join("; ")}`
    )
  );
  if (selected.size > MOST_JOBS)
    log.warning(
      `${selected.size} clusters are selected, but a matrix has at most ${MOST_JOBS} jobs: the output matrix is empty. Narrow the selection, or give the output clusters to one job.`
    );
};
var summariseSelection = (summary, selection) => {
  const selected = new Set(selection.selected);
  summary.heading("Clusters").paragraph(sentenceOf(selection)).table({
    columns: ["", "Cluster", "Region", "Account", "Verdict", "Why"],
    rows: selection.placement.candidates.map((candidate) => [
      stateOf(candidate, selected),
      md`**${candidate.cluster.name}**`,
      candidate.cluster.region,
      candidate.cluster.account,
      candidate.verdict,
      candidate.reasons.join("; ")
    ])
  });
  if (selection.notes.length > 0) summary.bullets(selection.notes);
  if (selection.removed.length > 0)
    summary.paragraph(
      `No longer in the fleet file: ${selection.removed.map(clusterKey).join(", ")}.`
    );
};
var nothingSelected = ({ placement }) => {
  const [first] = placement.candidates;
  const example = first ? `, such as ${clusterSubject(first.cluster)}: ${first.reasons.join("; ")}` : "";
  return new KubeflowError("NotFoundError", {
    reason: "NoClusterSelected",
    fact: `all ${placement.candidates.length} clusters are refused${example}`,
    remedy: "Ask for less, or see the reasons of every cluster in the job summary"
  });
};

// plugins/kubeflow-node/src/placement/filters.ts
var isAny = (references, cluster) => references.some((reference) => isReferenceTo(reference, cluster));
var byName = (cluster, { clusters = [], exclude = [], pin }) => {
  if (pin && !isReferenceTo(pin, cluster)) return `${pin} is pinned`;
  if (isAny(exclude, cluster)) return "it is excluded";
  return clusters.length > 0 && !isAny(clusters, cluster) ? "it is not among the clusters asked for" : void 0;
};
var byRegion = ({ region }, { regions = [] }) => regions.length > 0 && !regions.includes(region) ? `region ${region} is not among ${regions.join(", ")}` : void 0;
var byLabels = (cluster, { labels = {} }) => {
  const wrong = Object.entries(labels).find(
    ([key2, value]) => cluster.labels[key2] !== value
  );
  if (!wrong) return void 0;
  const [key, wanted] = wrong;
  return Object.hasOwn(cluster.labels, key) ? `label ${key} is ${cluster.labels[key]}, not ${wanted}` : `it has no label ${key}, and ${wanted} is asked for`;
};
var overLimit = (resource, wanted, limit) => wanted && limit && parseQuantity(wanted) > parseQuantity(limit) ? `its limit of ${limit} ${resource} is below the ${wanted} asked for` : void 0;
var byLimits = ({ limits = {} }, requirements) => {
  const { accelerator, acceleratorCount = 1, cpu, memory } = requirements;
  const count = accelerator ? String(acceleratorCount) : void 0;
  const gpus = limits.gpus === void 0 ? void 0 : String(limits.gpus);
  return overLimit("GPUs", count, gpus) ?? overLimit("CPU", cpu, limits.cpu) ?? overLimit("memory", memory, limits.memory);
};
var filters = [byName, byRegion, byLabels, byLimits];
var refusals = (cluster, requirements) => filters.flatMap((filter) => filter(cluster, requirements) ?? []);

// plugins/kubeflow-node/src/placement/preferences.ts
import { createHash } from "node:crypto";
var FARTHEST = 1e5;
var hashOf = (text) => createHash("sha256").update(text).digest().readUIntBE(0, 6);
var costOf = (preference) => {
  switch (preference.by) {
    case "regions":
      return ({ region }) => {
        const index = preference.regions.indexOf(region);
        return index < 0 ? preference.regions.length : index;
      };
    case "near":
      return ({ region }) => regionDistance(preference.region, region) ?? FARTHEST;
    default:
      return (cluster) => hashOf(`${preference.key}
${clusterKey(cluster)}`);
  }
};
var byPreferences = (preferences) => {
  const costs = preferences.map(costOf);
  return (a, b) => {
    for (const cost of costs) {
      const difference = cost(a) - cost(b);
      if (difference !== 0) return difference;
    }
    return clusterKey(a) < clusterKey(b) ? -1 : Number(clusterKey(a) !== clusterKey(b));
  };
};
var preferenceNote = (preference, cluster) => {
  if (preference.by !== "near") return void 0;
  const km = regionDistance(preference.region, cluster.region);
  if (km === void 0) return `distance to ${preference.region} is not known`;
  return km === 0 ? `in ${preference.region}, where the data is` : `${km.toLocaleString("en-US")} km from ${preference.region}`;
};

// plugins/kubeflow-node/src/placement/requirements.ts
var demandOf = (requirements) => {
  const { accelerator: name, acceleratorCount = 1, cpu, memory } = requirements;
  const resources = /* @__PURE__ */ new Map([["pods", 1]]);
  if (cpu) resources.set("cpu", parseQuantity(cpu));
  if (memory) resources.set("memory", parseQuantity(memory));
  if (!name) return { resources };
  const resource = acceleratorResource(name);
  resources.set(resource, acceleratorCount);
  return {
    resources,
    accelerator: { name, resource, count: acceleratorCount }
  };
};

// plugins/kubeflow-node/src/placement/choosePlacement.ts
var judge = (cluster, requirements, { capacity, ruledOut }) => {
  const key = clusterKey(cluster);
  const outside = ruledOut?.get(key);
  const refused = [
    ...refusals(cluster, requirements),
    ...outside === void 0 ? [] : [outside]
  ];
  if (refused.length > 0)
    return { cluster, verdict: "never", reasons: refused };
  const demand = demandOf(requirements);
  const { verdict, reasons } = fit({
    cluster,
    demand,
    capacity: capacity?.get(key)
  });
  const notes = (requirements.prefer ?? []).flatMap(
    (preference) => preferenceNote(preference, cluster) ?? []
  );
  return { cluster, verdict, reasons: [...reasons, ...notes] };
};
var rank = ({ verdict }) => placementVerdicts.indexOf(verdict);
var choosePlacement = (fleet, requirements, context = {}) => {
  const prefer = byPreferences(requirements.prefer ?? []);
  const candidates = fleet.clusters.map((cluster) => judge(cluster, requirements, context)).sort((a, b) => rank(a) - rank(b) || prefer(a.cluster, b.cluster));
  const [best] = candidates;
  return best && best.verdict !== "never" ? { chosen: best.cluster, verdict: best.verdict, candidates } : { verdict: "never", candidates };
};

// actions/select-clusters/src/selectClusters.ts
var AT_ONCE = 16;
var checkReferences = (fleet, { clusters = [], exclude = [], pin }) => {
  const pinned = pin === void 0 ? [] : [pin];
  const wrong = (input, references) => unknownReferences(fleet, references).map((text) => `${input}: ${text}`);
  const problems = [
    ...wrong("clusters", clusters),
    ...wrong("exclude", exclude),
    ...wrong("pin", pinned),
    ...pinned.map((reference) => referencedClusters(fleet, reference)).filter((found2) => found2.length > 1).map(
      (found2) => `pin: means any of ${found2.map(clusterKey).join(", ")}; write one of them`
    )
  ];
  if (problems.length === 0) return;
  throw new KubeflowError("InputError", {
    reason: "UnknownCluster",
    fact: `fix these cluster names:
${problems.map((problem) => `  - ${problem}`).join("\n")}`,
    problems: problems.map((message) => ({ message }))
  });
};
var unchanged = (fleet, changes) => {
  if (changes?.kind !== "some") return /* @__PURE__ */ new Map();
  return new Map(
    fleet.clusters.map(clusterKey).filter((key) => !changes.reasons.has(key)).map((key) => [key, `nothing of it changed since ${changes.base}`])
  );
};
var changeNotes = (changes) => {
  if (!changes) return [];
  if (changes.kind === "everything")
    return [`Every cluster counts as changed: ${changes.reason}.`];
  const texts = [...changes.reasons].map(
    ([key, reasons]) => `${key}: ${reasons.join("; ")}.`
  );
  return texts.slice(0, 20);
};
var readCapacities = async (candidates, capacityOf) => {
  const entries = await concurrently(candidates, AT_ONCE, async (cluster) => {
    const capacity = await capacityOf(cluster);
    return [clusterKey(cluster), capacity];
  });
  return new Map(entries);
};
var selectClusters = async ({ fleet, requirements, choose }, ports) => {
  checkReferences(fleet, requirements);
  const [changes, { prefer, notes }] = await Promise.all([
    ports.changes?.(),
    ports.preferences()
  ]);
  const ruledOut = unchanged(fleet, changes);
  const possible = fleet.clusters.filter(
    (cluster) => !ruledOut.has(clusterKey(cluster)) && refusals(cluster, requirements).length === 0
  );
  const capacity = ports.capacityOf ? await readCapacities(possible, ports.capacityOf) : void 0;
  const placement = choosePlacement(
    fleet,
    { ...requirements, prefer },
    { capacity, ruledOut }
  );
  const open = placement.candidates.filter((c) => c.verdict !== "never");
  return {
    selected: open.slice(0, choose === "one" ? 1 : void 0).map((candidate) => candidate.cluster),
    placement,
    notes: [...changeNotes(changes), ...notes],
    removed: changes?.kind === "some" ? changes.removed : []
  };
};

// actions/select-clusters/src/selectStep.ts
var ACTION = "select-clusters";
var readFleet = async (given) => {
  const { text, path } = await readWorkspaceFile(given, {
    input: "fleet-file",
    maxBytes: 1024 * 1024
  });
  return { fleet: parseFleetFile(text, { path }), path };
};
var changesPort = (given, { fleet, path }) => {
  const repository = repositoryOfWorkflow();
  if (!given.changedOnly || !repository) return void 0;
  const source = gitHubChanges({
    client: () => gitHubClient(given.githubToken ?? "", ACTION),
    repository,
    range: eventRange(),
    event: process.env.GITHUB_EVENT_NAME ?? "this event",
    replacesBase: pullRequestOfEvent() === void 0
  });
  const { watchPaths } = given;
  return () => fleetChanges(source, { fleet, fleetFile: path, watchPaths });
};
var preferencesPort = (given, fleet, signal) => {
  const { repository, commit } = originOfWorkflow();
  const spreadKey = given.spreadKey ?? `${repository}@${commit}`;
  const region = fleet.clusters[0]?.region ?? "us-east-1";
  const endpoint = process.env.AWS_ENDPOINT_URL_S3;
  return () => resolvePreferences(
    { ...given, spreadKey },
    fleet,
    (bucket) => bucketRegion(bucket, { region, endpoint, signal })
  );
};
var report = ({ outputs: out, log, summary, inputs: given }, selection) => {
  out.set(outputsOf(selection));
  logSelection(log, selection);
  summariseSelection(summary, selection);
  if (selection.selected.length > 0 || given.ifEmpty === "ignore") return;
  const nothing2 = nothingSelected(selection);
  if (given.ifEmpty === "fail") throw nothing2;
  log.warning(nothing2.message);
};
async function selectStep(step) {
  const { inputs: given, signal } = step;
  const file = await readFleet(given.fleetFile);
  const { fleet } = file;
  const selection = await selectClusters(
    { fleet, requirements: given, choose: given.choose },
    {
      changes: changesPort(given, file),
      capacityOf: given.liveCapacity ? liveCapacity(given, signal) : void 0,
      preferences: preferencesPort(given, fleet, signal)
    }
  );
  report(step, selection);
}
export {
  selectStep
};
