import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  didYouMean
} from "./chunk-M77JZMU5.mjs";
import {
  clusterKey,
  clusterSubject
} from "./chunk-O6JMIZCO.mjs";
import {
  printable
} from "./chunk-PZPCDT3H.mjs";

// plugins/kubeflow-common/src/fleet/clusterReference.ts
var spellings = (cluster) => [
  cluster.name,
  clusterSubject(cluster),
  clusterKey(cluster),
  cluster.arn
];
var isReferenceTo = (reference, cluster) => spellings(cluster).includes(reference);
var referencedClusters = (fleet, reference) => fleet.clusters.filter((cluster) => isReferenceTo(reference, cluster));
var unknownReferences = (fleet, references) => references.filter((reference) => referencedClusters(fleet, reference).length === 0).map(
  (reference) => `no cluster '${printable(reference)}' in the fleet file${didYouMean(
    reference,
    fleet.clusters.flatMap(spellings)
  )}`
);

export {
  isReferenceTo,
  referencedClusters,
  unknownReferences
};
