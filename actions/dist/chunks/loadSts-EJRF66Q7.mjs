import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  require_sts
} from "./chunk-W2VHKAUH.mjs";
import "./chunk-OEAW74EP.mjs";
import "./chunk-GHHAMF5M.mjs";
import "./chunk-LFGH6I6O.mjs";
import "./chunk-ATSIUFYW.mjs";
import "./chunk-BRA2LH7T.mjs";
import "./chunk-KZC3CXKP.mjs";
import "./chunk-5K6SASGJ.mjs";
import {
  __toESM
} from "./chunk-GUMIUNBP.mjs";

// node_modules/@aws-sdk/credential-providers/dist-es/loadSts.js
var import_sts = __toESM(require_sts());
var export_AssumeRoleCommand = import_sts.AssumeRoleCommand;
var export_STSClient = import_sts.STSClient;
export {
  export_AssumeRoleCommand as AssumeRoleCommand,
  export_STSClient as STSClient
};
