import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);

// plugins/kubeflow-common/src/fleet/cluster.ts
var kubeflowProfiles = [
  "pipelines",
  "pipelines-multi-user",
  "platform"
];
var clusterSubject = ({ region, name }) => `${region}/${name}`;
var clusterKey = ({ account, region, name }) => `${account}/${region}/${name}`;

export {
  kubeflowProfiles,
  clusterSubject,
  clusterKey
};
