import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  connectEksCluster,
  connectionOver,
  createTransport,
  jobCredentials,
  parseFleetFile,
  readWorkspaceFile,
  systemClock,
  withDeadline
} from "./chunk-JNYKWK74.mjs";
import {
  userAgent
} from "./chunk-YKUCVA7C.mjs";
import {
  require_dist
} from "./chunk-M77JZMU5.mjs";
import {
  KubeflowError,
  maskSecret
} from "./chunk-PZPCDT3H.mjs";
import {
  __toESM
} from "./chunk-GUMIUNBP.mjs";

// plugins/kubeflow-node/src/kubernetes/loadKubeConfig.ts
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
var import_yaml = __toESM(require_dist());
var invalid = (fact, remedy, cause) => new KubeflowError("InputError", {
  subject: "kubeconfig",
  fact,
  reason: "InvalidKubeConfig",
  remedy,
  cause
});
var unreadable = (what, error) => {
  const { mark, linePos } = error ?? {};
  const [start] = linePos ?? [];
  const at = mark ? `:${mark.line + 1}:${mark.column + 1}` : start && `:${start.line}:${start.col}`;
  const isFileError = typeof error?.code === "string" && !at;
  return invalid(
    `${what}${at ?? ""} cannot be read as a kubeconfig`,
    "Give the kubeconfig file that works with kubectl",
    isFileError ? error : void 0
  );
};
var addTokenFiles = (kubeConfig, text, folder) => {
  const { users = [] } = (0, import_yaml.parse)(text);
  const files = new Map(
    users.map(({ name, user }) => [name, user?.tokenFile])
  );
  kubeConfig.users = kubeConfig.users.map((user) => {
    const file = files.get(user.name);
    if (!file || user.token) return user;
    const tokenFile = resolve(folder, file);
    return {
      ...user,
      authProvider: { name: "tokenFile", config: { tokenFile } }
    };
  });
};
var read = async ({ path, text }) => {
  const { KubeConfig } = await import("./clientNode-LKT2KCS3.mjs");
  const kubeConfig = new KubeConfig();
  try {
    if (text !== void 0) {
      kubeConfig.loadFromString(text);
      addTokenFiles(kubeConfig, text, process.cwd());
    } else if (path !== void 0) {
      kubeConfig.loadFromFile(path);
      addTokenFiles(kubeConfig, readFileSync(path, "utf8"), dirname(path));
    } else kubeConfig.loadFromDefault();
  } catch (error) {
    const what = text === void 0 ? "the default file" : "the text";
    throw unreadable(path ?? what, error);
  }
  return kubeConfig;
};
var loadKubeConfig = async (options) => {
  const kubeConfig = await read(options);
  const { context } = options;
  const known = kubeConfig.getContexts().map(({ name }) => name);
  if (context !== void 0) {
    if (!known.includes(context)) {
      throw invalid(
        `there is no context '${context}'`,
        `Use one of: ${known.join(", ") || "(it has none)"}`
      );
    }
    kubeConfig.setCurrentContext(context);
  }
  const cluster = kubeConfig.getCurrentCluster();
  if (!cluster?.server) {
    throw invalid(
      `its context '${kubeConfig.getCurrentContext()}' names no cluster with a server`,
      `Set current-context to one of: ${known.join(", ") || "(it has none)"}`
    );
  }
  if (cluster.skipTLSVerify) {
    throw invalid(
      `cluster '${cluster.name}' switches the verification of certificates off`,
      "Replace insecure-skip-tls-verify with certificate-authority-data"
    );
  }
  return kubeConfig;
};
var tlsMaterialOf = ({
  ca,
  cert,
  key,
  servername
}) => ({
  ca,
  cert,
  key,
  servername: servername || void 0
});

// plugins/kubeflow-node/src/kubernetes/connectKubeConfig.ts
var REUSE_MS = 6e4;
var PLUGIN_MS = 6e4;
var httpsOptions = async (kubeConfig) => {
  const options = {};
  try {
    await withDeadline(() => kubeConfig.applyToHTTPSOptions(options), {
      ms: PLUGIN_MS,
      onTimeout: () => new Error(`no answer within ${PLUGIN_MS} ms`)
    });
  } catch (cause) {
    const isGarbage = cause instanceof SyntaxError;
    throw new KubeflowError("AuthenticationError", {
      subject: "kubeconfig",
      fact: `user '${kubeConfig.getCurrentUser()?.name}' gives no credential: ${isGarbage ? "what its plugin prints is no JSON" : cause.message?.split("\n")[0]}`,
      reason: "CredentialsUnavailable",
      remedy: "Check that the user's exec plugin, files and certificates work with kubectl",
      cause: isGarbage ? void 0 : cause
    });
  }
  return options;
};
var authorizationOf = ({
  headers,
  auth
}) => {
  const value = headers?.Authorization;
  if (typeof value === "string") return value;
  return auth ? `Basic ${Buffer.from(auth).toString("base64")}` : void 0;
};
var UserCredential = class {
  constructor(options, first, clock) {
    this.options = options;
    this.clock = clock;
    this.kubeConfig = Promise.resolve(first);
  }
  options;
  clock;
  kubeConfig;
  header;
  current() {
    return this.kubeConfig;
  }
  async authorize() {
    const now = this.clock.now();
    if (this.header && now - this.header.at < REUSE_MS)
      return this.header.value;
    const options = await httpsOptions(await this.kubeConfig);
    this.header = { value: authorizationOf(options), at: now };
    return this.header.value;
  }
  /** Reads the file anew: a plugin's token in the old one counts as valid until its date. */
  renew() {
    this.header = void 0;
    this.kubeConfig = loadKubeConfig(this.options);
    this.kubeConfig.catch(() => void 0);
  }
};
var connectKubeConfig = async (options = {}) => {
  const { clock = systemClock, random, defaults } = options;
  const kubeConfig = await loadKubeConfig(options);
  const user = new UserCredential(options, kubeConfig, clock);
  const subject = kubeConfig.getCurrentContext();
  const transport = createTransport({
    server: kubeConfig.getCurrentCluster()?.server ?? "",
    subject,
    tls: tlsMaterialOf(await httpsOptions(kubeConfig)),
    authorize: () => user.authorize(),
    reauthorize: () => user.renew(),
    clock,
    random,
    defaults
  });
  return connectionOver(
    { subject, transport, clock, random },
    () => user.current()
  );
};

// actions/toolkit/src/connectJobCluster.ts
var connectJobCluster = (cluster, given) => {
  const { action, onDescribed } = given;
  const defaults = { userAgent: userAgent(action) };
  return given.kubeconfig ? connectKubeConfig({
    path: given.kubeconfig,
    context: given.kubeconfigContext,
    defaults
  }) : connectEksCluster(cluster, {
    defaults,
    onToken: maskSecret,
    onDescribed,
    credentials: jobCredentials(cluster, given)
  });
};

// actions/toolkit/src/fleetFile.ts
var MAX_BYTES = 8 * 1024 * 1024;
async function readFleetFile(given) {
  const { text, path } = await readWorkspaceFile(given, {
    input: "fleet-file",
    maxBytes: MAX_BYTES
  });
  return { fleet: parseFleetFile(text, { path }), path };
}

export {
  tlsMaterialOf,
  connectJobCluster,
  readFleetFile
};
