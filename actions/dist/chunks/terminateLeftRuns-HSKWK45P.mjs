import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  connectCluster,
  prepareClusters,
  terminateRun
} from "./chunk-ZJOA5CMZ.mjs";
import "./chunk-KV6WBCFD.mjs";
import {
  systemClock
} from "./chunk-JNYKWK74.mjs";
import "./chunk-YKUCVA7C.mjs";
import "./chunk-42GWPBEF.mjs";
import {
  inputs,
  rules
} from "./chunk-MXHT747E.mjs";
import "./chunk-7KPXVRPU.mjs";
import "./chunk-FTTFEKBO.mjs";
import "./chunk-DW6ULECM.mjs";
import "./chunk-PYETNU32.mjs";
import "./chunk-EJ6GWCDT.mjs";
import "./chunk-M77JZMU5.mjs";
import {
  clusterKey,
  clusterSubject
} from "./chunk-O6JMIZCO.mjs";
import {
  parseInputs
} from "./chunk-EHR327YN.mjs";
import "./chunk-PZPCDT3H.mjs";
import "./chunk-GUMIUNBP.mjs";

// actions/submit-pipeline/src/terminateLeftRuns.ts
var TERMINATE_MS = 3e4;
var outcomes = {
  terminated: "terminated",
  "already-finished": "had ended already, or was never started",
  requested: "asked to terminate; its end was not seen yet"
};
async function terminate(cluster, runId, given) {
  const connection = await connectCluster(cluster, given);
  try {
    const outcome = await terminateRun(connection.target, runId, {
      clock: systemClock,
      timeoutMs: TERMINATE_MS
    });
    return outcomes[outcome];
  } finally {
    connection.close();
  }
}
async function terminateLeftRuns(left, { log, summary }) {
  const given = parseInputs(inputs, { rules });
  if (given.onCancel === "detach") return;
  const clusters = await prepareClusters(given);
  const work = left.map(async ({ cluster: key, runId }) => {
    const cluster = clusters.find((candidate) => clusterKey(candidate) === key);
    const subject = cluster ? clusterSubject(cluster) : key;
    try {
      if (!cluster) throw new Error("it is no longer among the clusters");
      const outcome = await terminate(cluster, runId, given);
      log.info(`${subject}: run ${runId} ${outcome}.`);
      summary.bullets([`${subject}: run ${runId} ${outcome}.`]);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      log.warning(`${subject}: run ${runId} may still be going: ${text}`);
    }
  });
  await Promise.all(work);
}
export {
  terminateLeftRuns
};
