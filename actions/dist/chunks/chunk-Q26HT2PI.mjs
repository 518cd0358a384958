import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  __esm,
  __export
} from "./chunk-GUMIUNBP.mjs";

// absent:absent
var absent_exports = {};
__export(absent_exports, {
  Agent: () => Agent,
  AppsV1Api: () => AppsV1Api,
  CoreV1Api: () => CoreV1Api,
  ProxyAgent: () => ProxyAgent,
  fetch: () => fetch,
  parse: () => parse
});
var absent, Agent, fetch, ProxyAgent, AppsV1Api, CoreV1Api, parse;
var init_absent = __esm({
  "absent:absent"() {
    absent = (name) => class {
      constructor() {
        throw new Error(name + " is not bundled into the actions");
      }
    };
    Agent = absent("undici");
    fetch = absent("undici");
    ProxyAgent = class {
    };
    AppsV1Api = absent("AppsV1Api");
    CoreV1Api = absent("CoreV1Api");
    parse = () => {
      throw new Error("bowser is not bundled into the actions");
    };
  }
});

export {
  Agent,
  fetch,
  ProxyAgent,
  AppsV1Api,
  CoreV1Api,
  absent_exports,
  init_absent
};
