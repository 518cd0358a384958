import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  clusterKey
} from "./chunk-O6JMIZCO.mjs";
import {
  debug,
  getState,
  saveState
} from "./chunk-PZPCDT3H.mjs";

// actions/toolkit/src/jobState.ts
var saveJobState = (name, value) => saveState(name, JSON.stringify(value));
function readJobState(name) {
  const text = getState(name);
  if (!text) return void 0;
  try {
    return JSON.parse(text);
  } catch (error) {
    debug(`State ${name} is no JSON: ${String(error)}`);
    return void 0;
  }
}

// actions/submit-pipeline/src/runsLeftGoing.ts
var STATE = "runs";
function createRunWatchList() {
  const runs = /* @__PURE__ */ new Map();
  const save = () => saveJobState(STATE, [...runs.values()]);
  return {
    add: (cluster, runId) => {
      const key = clusterKey(cluster);
      runs.set(key, { cluster: key, runId });
      save();
    },
    remove: (cluster) => {
      if (runs.delete(clusterKey(cluster))) save();
    }
  };
}
var isWatchedRun = (value) => {
  const { cluster, runId } = value ?? {};
  return typeof cluster === "string" && typeof runId === "string";
};
function runsLeftGoing() {
  const state = readJobState(STATE);
  return Array.isArray(state) ? state.filter(isWatchedRun) : [];
}

export {
  createRunWatchList,
  runsLeftGoing
};
