import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  referencedClusters,
  unknownReferences
} from "./chunk-DW6ULECM.mjs";
import {
  list
} from "./chunk-EJ6GWCDT.mjs";
import {
  clusterKey,
  clusterSubject
} from "./chunk-O6JMIZCO.mjs";
import {
  KubeflowError
} from "./chunk-PZPCDT3H.mjs";

// actions/toolkit/src/clusterReferences.ts
var isText = (value) => typeof value === "string" && value !== "";
function referenceOf(item) {
  if (isText(item)) return item;
  const { account, region, name } = item ?? {};
  if (isText(region) && isText(name)) {
    return [account, region, name].filter(isText).join("/");
  }
  throw new Error(
    "its JSON is not a list of names or of objects with account, region and name"
  );
}
function fromJson(raw) {
  try {
    return JSON.parse(raw);
  } catch (error) {
    throw new Error(
      `begins like JSON but is none: ${error.message}`
    );
  }
}
var clusterReferences = (raw) => {
  if (!/^[[{]/.test(raw)) return list(raw);
  const value = fromJson(raw);
  const items = Array.isArray(value) ? value : [value];
  return [...new Set(items.map(referenceOf))];
};
var listed = (clusters) => {
  const shown = clusters.slice(0, 20).map(clusterSubject).join(", ");
  return clusters.length > 20 ? `${shown} and ${clusters.length - 20} more` : shown;
};
var ambiguous = (fleet, reference) => {
  const found = referencedClusters(fleet, reference);
  return found.length > 1 ? [`'${reference}' may be any of ${found.map(clusterKey).join(", ")}`] : [];
};
var refuse = (fact, fleet, path) => new KubeflowError("InputError", {
  reason: "ClusterNotChosen",
  subject: "input clusters",
  fact,
  remedy: `Name clusters of ${path}: ${listed(fleet.clusters)}`
});
function chosenClusters(references, fleet, path) {
  if (references.length === 0) {
    if (fleet.clusters.length === 1) return fleet.clusters;
    const number = fleet.clusters.length;
    throw refuse(`empty, and the fleet has ${number} clusters`, fleet, path);
  }
  const problems = [
    ...unknownReferences(fleet, references),
    ...references.flatMap((reference) => ambiguous(fleet, reference))
  ];
  if (problems.length > 0) throw refuse(problems.join("; "), fleet, path);
  return [
    ...new Set(
      references.flatMap((reference) => referencedClusters(fleet, reference))
    )
  ];
}

export {
  clusterReferences,
  chosenClusters
};
