import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  connectJobCluster,
  readFleetFile,
  tlsMaterialOf
} from "./chunk-KV6WBCFD.mjs";
import {
  PIPELINES_TOKEN_AUDIENCE,
  PODS,
  RUN_ID_LABEL,
  SERVICES,
  createAgent,
  createTransport,
  githubOidcToken,
  isHtml,
  redirectPlace,
  statusError,
  systemClock,
  withDeadline
} from "./chunk-JNYKWK74.mjs";
import {
  userAgent
} from "./chunk-YKUCVA7C.mjs";
import {
  chosenClusters
} from "./chunk-FTTFEKBO.mjs";
import {
  didYouMean,
  require_dist
} from "./chunk-M77JZMU5.mjs";
import {
  clusterSubject
} from "./chunk-O6JMIZCO.mjs";
import {
  KubeflowError,
  hasReason,
  isKubeflowError,
  maskSecret,
  printable
} from "./chunk-PZPCDT3H.mjs";
import {
  __toESM
} from "./chunk-GUMIUNBP.mjs";

// plugins/kubeflow-node/src/pipelines/access/accessErrors.ts
var refuse = (cluster, details) => {
  throw new KubeflowError("InputError", {
    subject: clusterSubject(cluster),
    ...details
  });
};
var isMultiUser = ({ kubeflow }) => kubeflow.profile !== "pipelines";
function refuseProxyInMultiUser(cluster) {
  if (!isMultiUser(cluster)) return;
  refuse(cluster, {
    fact: `the profile ${cluster.kubeflow.profile} needs to know who asks, and the Kubernetes API's proxy removes the token`,
    reason: "ProxyCannotIdentify",
    remedy: `Set access: {via: port-forward, service: ml-pipeline-ui, serviceAccount: <profile>/default-editor} for cluster ${cluster.name} in the fleet file`
  });
}
var missingIdentityRemedy = ({ name }, { access, settings }) => {
  if (settings === "inputs") return "Give a token as input endpoint-token";
  return access?.via === "url" ? `Set access.audience for cluster ${name} in the fleet file` : `Set access.serviceAccount to <profile>/default-editor for cluster ${name} in the fleet file`;
};
var refuseWithoutIdentity = (cluster, way) => refuse(cluster, {
  fact: `the profile ${cluster.kubeflow.profile} needs to know who asks, and no token is configured`,
  reason: "IdentityNotConfigured",
  remedy: missingIdentityRemedy(cluster, way)
});
var refuseWithoutNamespace = (cluster) => refuse(cluster, {
  fact: `the profile ${cluster.kubeflow.profile} has a namespace for each user, and none is given`,
  reason: "NamespaceMissing",
  remedy: "Give the profile's namespace"
});
function refuseCredentialsIn(url, cluster, settings) {
  if (!URL.canParse(url)) return;
  const { username, password } = new URL(url);
  if (username || password)
    refuse(cluster, {
      reason: "CredentialsInUrl",
      ...settings === "inputs" ? {
        fact: "the input endpoint contains a user name or password",
        remedy: "Take them out, and give a token as input endpoint-token"
      } : {
        fact: "access.url contains a user name or password",
        remedy: "Take them out of access.url, and set access.audience instead"
      }
    });
}

// plugins/kubeflow-node/src/pipelines/access/basePath.ts
var sendBelow = (send, base) => {
  const prefix = base.replace(/\/+$/, "");
  return (request) => send({ ...request, path: `${prefix}${request.path}` });
};

// plugins/kubeflow-node/src/pipelines/access/bearerTokens.ts
var MARGIN_MS = 6e4;
var MARGIN_SHARE = 0.1;
var OPAQUE_LIFE_MS = 5 * 6e4;
function endOfJwt(token) {
  try {
    const payload = JSON.parse(
      Buffer.from(token.split(".")[1] ?? "", "base64url").toString()
    );
    const { exp } = payload;
    return typeof exp === "number" ? exp * 1e3 : void 0;
  } catch {
    return void 0;
  }
}
function minted(answer, now) {
  const token = typeof answer === "string" ? answer : answer.token;
  const stated = typeof answer === "string" ? void 0 : answer.expiration?.getTime();
  const end = stated ?? endOfJwt(token) ?? now + OPAQUE_LIFE_MS;
  const margin = Math.min(MARGIN_MS, (end - now) * MARGIN_SHARE);
  return { token, renewAt: end - margin };
}
function createTokenSource(mint, now) {
  let held;
  let minting;
  const renew = async () => {
    try {
      held = minted(await mint(), now());
      return held;
    } finally {
      minting = void 0;
    }
  };
  return {
    async current() {
      if (held && now() < held.renewAt) return held.token;
      minting ??= renew();
      return (await minting).token;
    },
    refused(token) {
      if (held?.token === token) held = void 0;
    }
  };
}
var sendWithToken = (send, tokens) => async (request) => {
  const attempt = async (token2) => send({
    ...request,
    headers: { ...request.headers, authorization: `Bearer ${token2}` }
  });
  const token = await tokens.current();
  const response = await attempt(token);
  if (response.status !== 401) return response;
  tokens.refused(token);
  return attempt(await tokens.current());
};

// plugins/kubeflow-node/src/pipelines/access/accessRemedies.ts
var isOfInputs = ({ settings }) => settings === "inputs";
var proxied = ({
  access
}) => access?.via === "api-server-proxy" ? access : { namespace: "kubeflow", service: "ml-pipeline" };
var PROXY_WITHOUT_IDENTITY = "The Kubernetes API removes the token on its way to the service, so multi-user mode cannot work through it:";
function identityRemedy(way) {
  switch (way.access?.via) {
    case "api-server-proxy":
      return isOfInputs(way) ? `${PROXY_WITHOUT_IDENTITY} describe the cluster in a fleet file with access: {via: port-forward, serviceAccount: <profile>/default-editor}, or give the inputs endpoint and endpoint-token in place of kubeconfig` : `${PROXY_WITHOUT_IDENTITY} set access: {via: port-forward, serviceAccount: <profile>/default-editor} in the fleet file`;
    case "port-forward":
      return `Set access.serviceAccount to <profile>/default-editor in the fleet file, and leave access.audience at ${PIPELINES_TOKEN_AUDIENCE}`;
    default:
      return isOfInputs(way) ? `Give as input endpoint-token a token with the audience that the server expects (TOKEN_REVIEW_AUDIENCE, by default ${PIPELINES_TOKEN_AUDIENCE})` : `Let access.audience in the fleet file be the audience that the server expects (TOKEN_REVIEW_AUDIENCE, by default ${PIPELINES_TOKEN_AUDIENCE})`;
  }
}
function profileRemedy(way) {
  const fact = "Kubeflow Pipelines runs in multi-user mode here:";
  if (!isOfInputs(way))
    return `${fact} set kubeflow.profile to pipelines-multi-user in the fleet file, and give the namespace of the profile`;
  return way.access?.via === "api-server-proxy" ? identityRemedy(way) : `${fact} give the namespace of the profile as input namespace`;
}
function loginRemedy(way) {
  const { access } = way;
  if (access?.via === "url") {
    const host = new URL(access.url).host;
    const token = isOfInputs(way) ? "give as input endpoint-token one with the audience that it expects" : "set access.audience in the fleet file to the audience that it expects";
    return `Let ${host} accept bearer tokens on /apis/ (oauth2-proxy: --api-route=^/apis/ and --skip-jwt-bearer-tokens), and ${token}`;
  }
  if (!access)
    return "Reach the API behind the login: set access: {via: api-server-proxy} or {via: port-forward} in the fleet file";
  const { service, namespace } = access;
  const fact = `The login answers in place of the service ${service} in namespace ${namespace}:`;
  return isOfInputs(way) ? `${fact} let the server of the kubeconfig be the Kubernetes API itself, and the service that of Kubeflow Pipelines` : `${fact} let access.service in the fleet file be the API itself, ml-pipeline, and no gateway before it`;
}
function addressRemedy(way) {
  const { access } = way;
  const gateway = "behind Kubeflow's gateway it ends in /pipeline";
  if (access?.via === "url")
    return isOfInputs(way) ? `Correct the input endpoint (${access.url}); ${gateway}` : `Correct access.url (${access.url}) in the fleet file; ${gateway}`;
  return serviceRemedy(way);
}
function serviceRemedy(way) {
  const { service, namespace } = proxied(way);
  return isOfInputs(way) ? `Look at the service ${service} in namespace ${namespace}: it is not that of Kubeflow Pipelines 2; the input namespace names another` : "Correct access.service in the fleet file, such as ml-pipeline";
}
function installRemedy(way) {
  const { service, namespace } = proxied(way);
  return isOfInputs(way) ? `Install Kubeflow Pipelines in namespace ${namespace}, or let the input namespace be the one that it is in` : `Install Kubeflow Pipelines, or correct access.namespace (${namespace}) and access.service (${service}) in the fleet file`;
}
var entryRemedy = (way) => isOfInputs(way) ? "Renew the credentials of the kubeconfig, or let their user into the cluster" : "Add an EKS access entry for the IAM role of this cluster in the fleet file";
var strangerRemedy = (way) => {
  if (!isOfInputs(way))
    return "Check that access in the fleet file leads to Kubeflow Pipelines";
  const input = way.access?.via === "url" ? "endpoint" : "kubeconfig";
  return `Check that the input ${input} leads to Kubeflow Pipelines`;
};

// plugins/kubeflow-node/src/pipelines/spec/plainData.ts
var isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var at = (value, ...path) => path.reduce(
  (current, key) => isMapping(current) && Object.hasOwn(current, key) ? current[key] : void 0,
  value
);
var entriesAt = (value, ...path) => {
  const found = at(value, ...path);
  return isMapping(found) ? Object.entries(found) : [];
};
var textAt = (value, ...path) => {
  const found = at(value, ...path);
  return typeof found === "string" ? found : void 0;
};
var textsAt = (value, ...path) => {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.filter((item) => typeof item === "string") : [];
};
function withAt(value, path, replacement) {
  const [key, ...rest] = path;
  const next = rest.length ? withAt(at(value, key), rest, replacement) : replacement;
  const entries = new Map(entriesAt(value)).set(key, next);
  return Object.fromEntries(entries);
}
var mapValues = (value, replace) => Object.fromEntries(
  entriesAt(value).map(([key, each]) => [key, replace(each, key)])
);

// plugins/kubeflow-node/src/pipelines/api/answerText.ts
function jsonOf({ text }) {
  try {
    const value = JSON.parse(text);
    return isMapping(value) ? value : void 0;
  } catch {
    return void 0;
  }
}
function serverText(response) {
  const body = jsonOf(response);
  const details = body?.details;
  const short = Array.isArray(details) ? textAt(details[0], "message") : void 0;
  const words = (response.status === 500 ? void 0 : short) ?? textAt(body, "message") ?? textAt(body, "error_message") ?? textAt(body, "error") ?? response.text;
  return printable(words.trim().replace(/\s+/g, " "), 400);
}
function loginError(response, call) {
  const { subject, purpose } = call;
  const { status } = response;
  const redirect = status >= 300 && status < 400;
  const page = isHtml(response) && (status < 300 || status === 401 || status === 403);
  if (!redirect && !page) return void 0;
  const place = redirectPlace(response.headers.location);
  return new KubeflowError("AuthenticationError", {
    subject,
    fact: `cannot ${purpose}: ${redirect ? `status ${status} sends the browser to a login${place ? ` at ${place}` : ""}` : `a login page came with status ${status}`}`,
    reason: "LoginPage",
    remedy: loginRemedy(call)
  });
}

// plugins/kubeflow-node/src/pipelines/api/serviceProxyError.ts
var proxiedService = (service) => service.includes(":") ? service : `${service}:http`;
var rule = (access) => {
  const namespace = access?.namespace ?? "kubeflow";
  const name = proxiedService(access?.service ?? "ml-pipeline");
  return `Add to a Role in the namespace ${namespace}: {apiGroups: [""], resources: [services/proxy], resourceNames: ["${name}"], verbs: [get, create, delete]}; the name is matched with its port. Bind it to the group of the EKS access entry`;
};
function unavailable(words, service, way) {
  const name = "ServiceUnavailableError";
  if (/no endpoints/.test(words))
    return {
      name,
      reason: "NoEndpoints",
      remedy: `No pod of the service ${service} is ready: look at the ml-pipeline pods`
    };
  if (/no service port/.test(words))
    return {
      name,
      reason: "NoServicePort",
      remedy: serviceRemedy(way)
    };
  return {
    name,
    reason: "ServiceUnreachable",
    remedy: `Let the control plane reach the pods of ${service}: open the port in the security group of the nodes, and look at the ml-pipeline pods`
  };
}
function meaningOf({ status }, words, way) {
  const access = way.access?.via === "api-server-proxy" ? way.access : void 0;
  const service = access?.service ?? "ml-pipeline";
  switch (status) {
    case 401:
      return {
        name: "AuthenticationError",
        reason: "AccessEntryMissing",
        remedy: entryRemedy(way)
      };
    case 403:
      return {
        name: "NotAllowedError",
        reason: "ServiceProxyForbidden",
        remedy: rule(access)
      };
    case 404:
      return {
        name: "NotFoundError",
        reason: "ServiceNotFound",
        remedy: installRemedy(way)
      };
    default:
      return unavailable(words, service, way);
  }
}
function serviceProxyError(response, call) {
  const { subject, purpose } = call;
  const words = serverText(response);
  const { name, reason, remedy } = meaningOf(response, words, call);
  const details = {
    subject,
    fact: `cannot ${purpose}: the Kubernetes API says: ${words} (status ${response.status})`,
    reason,
    remedy,
    upstreamStatus: response.status
  };
  return new KubeflowError(name, details);
}

// plugins/kubeflow-node/src/pipelines/api/answerError.ts
var TRY_LATER = "Try again; if it stays, look at the ml-pipeline pods of the cluster";
var byStatus = {
  400: { name: "InputError", reason: "InvalidRequest" },
  401: { name: "AuthenticationError", reason: "IdentityMissing" },
  403: { name: "NotAllowedError", reason: "NotAllowed" },
  404: { name: "NotFoundError", reason: "NotFound" },
  409: { name: "ConflictError", reason: "AlreadyExists" },
  429: {
    name: "ServiceUnavailableError",
    reason: "TooManyRequests",
    remedy: TRY_LATER
  },
  501: { name: "NotImplementedError", reason: "NotImplemented" }
};
var unavailable2 = {
  name: "ServiceUnavailableError",
  reason: "ServiceUnavailable",
  remedy: TRY_LATER
};
var disguises = [
  {
    statuses: [400],
    words: /\brow not found\b/i,
    name: "ConflictError",
    reason: "NotTerminable",
    remedy: "The run has ended or is being terminated already: look at its state"
  },
  {
    statuses: [409],
    words: /must be failed\/error to retry/i,
    name: "ConflictError",
    reason: "NotRetryable",
    remedy: "Only a failed run can be retried: submit a new one"
  },
  {
    statuses: [400],
    words: /multi-user mode|namespace.* (empty|required)/i,
    name: "InputError",
    reason: "NamespaceMissing",
    remedyBy: profileRemedy
  },
  {
    statuses: [500],
    words: /duplicate (entry .*primary|key value)/i,
    name: "ConflictError",
    reason: "RunIdTaken",
    remedy: `A run with this id exists; a second Workflow with its id may run, look for the label ${RUN_ID_LABEL}`
  },
  {
    statuses: [500],
    words: /error (retrieving|fetching) pipeline version|fetch a pipeline version|pipeline version \S+ does/i,
    name: "NotFoundError",
    reason: "PipelineVersionNotFound",
    remedy: "Submit again: the version is uploaded anew",
    refused: true
  },
  {
    statuses: [500],
    words: /recurringrunid doesn't exist/i,
    name: "NotFoundError",
    reason: "RecurringRunNotFound",
    refused: true
  },
  {
    statuses: [500],
    words: /conversion (error|failed)|non-empty name|cannot be empty|length cannot exceed|pipeline spec manifest/i,
    name: "InputError",
    reason: "InvalidRequest",
    refused: true
  }
];
function remedyOf(status, call) {
  const { access } = call;
  if (status === 401) return identityRemedy(call);
  if (status !== 403) return void 0;
  const account = access?.via === "port-forward" && access.serviceAccount || "the identity of the request";
  return `Bind the ClusterRole kubeflow-edit to ${account} by a RoleBinding in the namespace of the runs`;
}
function meaningOf2(response, words) {
  const { status } = response;
  const disguise = disguises.find(
    (each) => each.statuses.includes(status) && each.words.test(words)
  );
  if (disguise) return disguise;
  if (status === 500)
    return { name: "ResponseError", reason: "ServerError", remedy: TRY_LATER };
  if (status > 500) return byStatus[status] ?? unavailable2;
  return byStatus[status] ?? {
    name: "ResponseError",
    reason: "UnexpectedAnswer",
    remedyBy: strangerRemedy
  };
}
function detailsOf(response, call) {
  const { status } = response;
  const words = isHtml(response) ? "an HTML page" : serverText(response);
  const { name, reason, remedy, remedyBy, refused } = meaningOf2(
    response,
    words
  );
  return {
    name,
    subject: call.subject,
    fact: `cannot ${call.purpose}: ${words || "empty answer"} (status ${status})`,
    reason,
    remedy: remedy ?? remedyBy?.(call) ?? remedyOf(status, call),
    // An answer that was lost half way, and a refusal that only looks like a 500, are told by the name.
    ...status >= 300 && !refused && { upstreamStatus: status }
  };
}
function answerError(response, call) {
  if (at(jsonOf(response), "kind") === "Status")
    return serviceProxyError(response, call);
  const { name, ...details } = detailsOf(response, call);
  return new KubeflowError(name, details);
}

// plugins/kubeflow-node/src/pipelines/api/apiMissing.ts
function isRouteMissing(response) {
  if (response.status !== 404) return false;
  const body = jsonOf(response);
  if (at(body, "kind") === "Status") return false;
  return at(body, "details") === void 0 && at(body, "error_message") === void 0;
}
var PROBE_TIMEOUT_MS = 5e3;
async function hasOldApi(send) {
  try {
    const response = await send({
      method: "GET",
      path: "/apis/v1beta1/healthz",
      timeoutMs: PROBE_TIMEOUT_MS
    });
    return response.status === 200 && jsonOf(response) !== void 0;
  } catch {
    return false;
  }
}
async function hasApi(send) {
  const response = await send({
    method: "GET",
    path: "/apis/v2beta1/healthz",
    timeoutMs: PROBE_TIMEOUT_MS
  });
  return response.status === 200;
}
async function apiMissingError(response, { send, ...call }) {
  const { subject, purpose } = call;
  const upstreamStatus = response.status;
  const fact = `cannot ${purpose}:`;
  if (await hasApi(send).catch(() => false))
    return new KubeflowError("NotImplementedError", {
      subject,
      fact: `${fact} this version of Kubeflow Pipelines has no such call`,
      reason: "CallMissing",
      remedy: "Upgrade Kubeflow Pipelines to 2.0 or later",
      upstreamStatus
    });
  if (await hasOldApi(send))
    return new KubeflowError("NotImplementedError", {
      subject,
      fact: `${fact} Kubeflow Pipelines has only the v1beta1 API here`,
      reason: "ApiV1Only",
      remedy: "Upgrade Kubeflow Pipelines to 2.0 or later",
      upstreamStatus
    });
  return new KubeflowError("NotFoundError", {
    subject,
    fact: `${fact} there is no Kubeflow Pipelines API at this address (status 404)`,
    reason: "ApiNotFound",
    remedy: addressRemedy(call),
    upstreamStatus
  });
}

// plugins/kubeflow-node/src/pipelines/spec/canonicalJson.ts
import { createHash } from "node:crypto";
var isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function canonicalJson(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "bigint") return value.toString();
  if (!isRecord(value)) return JSON.stringify(value ?? null);
  const members = Object.keys(value).filter((key) => value[key] !== void 0).sort().map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return `{${members.join(",")}}`;
}
var contentHashOf = (value) => createHash("sha256").update(canonicalJson(value)).digest("hex").slice(0, 12);

// plugins/kubeflow-node/src/pipelines/api/callApi.ts
var DEFAULT_TIMEOUT_MS = 3e4;
var pathWith = (path, params = {}) => Object.entries(params).reduce(
  (filled, [name, value]) => filled.replace(`{${name}}`, encodeURIComponent(String(value))),
  path
);
var queryOf = (query = {}) => Object.fromEntries(
  Object.entries(query).filter(([, value]) => value !== void 0).map(([name, value]) => [name, String(value)])
);
var contentOf = (options) => {
  const { body, form } = options;
  if (form)
    return { body: form.body, headers: { "content-type": form.contentType } };
  return body === void 0 ? {} : {
    body: canonicalJson(body),
    headers: { "content-type": "application/json" }
  };
};
async function failure(response, call, send) {
  return isRouteMissing(response) ? apiMissingError(response, { ...call, send }) : answerError(response, call);
}
var createApi = ({ subject, send, access, settings }) => async (method, path, options) => {
  const response = await send({
    method: method.toUpperCase(),
    path: pathWith(path, options.params),
    query: queryOf(options.query),
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    retry: options.retry,
    ...contentOf(options)
  });
  const call = { subject, purpose: options.purpose, access, settings };
  const answer = jsonOf(response);
  if (response.status === 200 && answer) return answer;
  throw loginError(response, call) ?? await failure(response, call, send);
};

// plugins/kubeflow-node/src/pipelines/api/context.ts
var quoted = (name) => `'${name.length > 80 ? `${name.slice(0, 80)}…` : name}'`;
function withId(message, id, { subject, purpose }) {
  if (message[id]) return message;
  throw new KubeflowError("ResponseError", {
    subject,
    fact: `cannot ${purpose}: the answer has no ${id}`,
    reason: "InvalidAnswer",
    remedy: "Look at what is between here and Kubeflow Pipelines"
  });
}

// plugins/kubeflow-node/src/pipelines/api/filter.ts
var filterOf = (where) => encodeURIComponent(
  JSON.stringify({
    predicates: where.map(({ key, equals }) => ({
      operation: "EQUALS",
      key,
      string_value: equals
    }))
  })
);

// plugins/kubeflow-node/src/pipelines/api/listAll.ts
var PAGE_SIZE = 200;
var MAX_PAGES = 500;
async function listAll({ subject, where, sortBy }, read) {
  const items = [];
  const query = {
    page_size: PAGE_SIZE,
    filter: filterOf(where),
    ...sortBy && { sort_by: sortBy }
  };
  const tokens = /* @__PURE__ */ new Set();
  let token;
  do {
    const page = await read(token ? { ...query, page_token: token } : query);
    items.push(...page.items ?? []);
    token = page.next;
    if (token && (tokens.has(token) || tokens.size >= MAX_PAGES))
      throw new KubeflowError("ResponseError", {
        subject,
        fact: `the list does not end after ${tokens.size + 1} pages`,
        reason: "EndlessList",
        remedy: "Look at what is between here and Kubeflow Pipelines"
      });
    if (token) tokens.add(token);
  } while (token);
  return items;
}

// plugins/kubeflow-common/src/runs/runtimeState.ts
var runtimeStates = [
  "RUNTIME_STATE_UNSPECIFIED",
  "PENDING",
  "RUNNING",
  "SUCCEEDED",
  "SKIPPED",
  "FAILED",
  "CANCELING",
  "CANCELED",
  "PAUSED"
];
var terminal = /* @__PURE__ */ new Set([
  "SUCCEEDED",
  "SKIPPED",
  "FAILED",
  "CANCELED"
]);
var isTerminal = (state) => state !== void 0 && terminal.has(state);

// plugins/kubeflow-node/src/pipelines/api/messages.ts
var timeOf = (time) => time !== void 0 && Date.parse(time) > 0 ? time : void 0;
var known = new Set(runtimeStates);
var stateOf = (state) => state !== void 0 && known.has(state) ? state : void 0;
var errorOf = (error) => error?.message || void 0;
var toExperiment = (message) => ({
  experimentId: message.experiment_id ?? "",
  displayName: message.display_name ?? "",
  namespace: message.namespace,
  archived: message.storage_state === "ARCHIVED"
});
var toPipeline = (message) => ({
  pipelineId: message.pipeline_id ?? "",
  name: message.name ?? message.display_name ?? "",
  displayName: message.display_name ?? ""
});
var toPipelineVersion = (message) => ({
  pipelineId: message.pipeline_id ?? "",
  pipelineVersionId: message.pipeline_version_id ?? "",
  name: message.name ?? message.display_name ?? "",
  displayName: message.display_name ?? "",
  description: message.description,
  createdAt: timeOf(message.created_at),
  tags: message.tags ?? {}
});
var toTaskDetail = (message) => ({
  taskId: message.task_id ?? "",
  displayName: message.display_name ?? "",
  state: stateOf(message.state),
  createdAt: timeOf(message.create_time),
  startedAt: timeOf(message.start_time),
  endedAt: timeOf(message.end_time),
  childNodes: (message.child_tasks ?? []).map((child) => child.pod_name).filter((name) => name !== void 0),
  error: errorOf(message.error)
});
var toRun = (message) => {
  const reference = message.pipeline_version_reference;
  const state = stateOf(message.state);
  return {
    runId: message.run_id ?? "",
    displayName: message.display_name ?? "",
    experimentId: message.experiment_id,
    description: message.description,
    pipelineId: reference?.pipeline_id,
    pipelineVersionId: reference?.pipeline_version_id ?? message.pipeline_version_id,
    recurringRunId: message.recurring_run_id,
    state,
    unknownState: state ? void 0 : message.state,
    archived: message.storage_state === "ARCHIVED",
    createdAt: timeOf(message.created_at),
    finishedAt: timeOf(message.finished_at),
    error: errorOf(message.error),
    stateHistory: (message.state_history ?? []).map((entry) => ({
      state: stateOf(entry.state),
      at: timeOf(entry.update_time),
      error: errorOf(entry.error)
    })),
    tasks: (message.run_details?.task_details ?? []).map(toTaskDetail),
    parameters: message.runtime_config?.parameters ?? {}
  };
};
var toRecurringRun = (message) => {
  const reference = message.pipeline_version_reference;
  return {
    recurringRunId: message.recurring_run_id ?? "",
    displayName: message.display_name ?? "",
    description: message.description,
    enabled: message.status === "ENABLED" || message.mode === "ENABLE",
    pipelineId: reference?.pipeline_id,
    pipelineVersionId: reference?.pipeline_version_id,
    cron: message.trigger?.cron_schedule?.cron,
    parameters: message.runtime_config?.parameters ?? {}
  };
};

// plugins/kubeflow-node/src/pipelines/api/names.ts
var limits = {
  experiment: 128,
  pipeline: 127,
  "pipeline version": 127,
  run: 128,
  "recurring run": 128
};
var refuse2 = (subject, fact, reason) => {
  throw new KubeflowError("InputError", {
    subject,
    fact,
    reason,
    remedy: "Choose another name"
  });
};
function checkName(subject, kind, name) {
  const { length } = Array.from(name);
  if (name.trim() === "")
    refuse2(subject, `the name of the ${kind} is empty`, "InvalidName");
  if (length > limits[kind])
    refuse2(
      subject,
      `the name of the ${kind} has ${length} characters; Kubeflow Pipelines takes at most ${limits[kind]}: '${printable(name, 40)}'`,
      "InvalidName"
    );
  if (/[\p{Cc}\p{Cs}]/u.test(name))
    refuse2(
      subject,
      `the name of the ${kind} has control characters: '${printable(name)}'`,
      "InvalidName"
    );
}
function checkTags(subject, tags) {
  const entries = Object.entries(tags);
  const bad = entries.find(
    ([key, value]) => key === "" || key.includes(".") || Array.from(key).length > 63 || Array.from(value).length > 63
  );
  if (entries.length > 20)
    refuse2(
      subject,
      `${entries.length} tags; Kubeflow Pipelines takes at most 20`,
      "InvalidTags"
    );
  if (bad)
    refuse2(
      subject,
      `the tag '${printable(
        bad[0]
      )}' does not fit: 1 to 63 characters without a dot, value of at most 63`,
      "InvalidTags"
    );
}
function exactly(items, { subject, kind, name }) {
  const found = items.find((item) => item.name === name);
  if (found || items.length === 0) return found;
  throw new KubeflowError("ConflictError", {
    subject,
    fact: `there is no ${kind} '${printable(name)}', but '${printable(
      items[0].name
    )}', which Kubeflow Pipelines takes for the same name`,
    reason: "NameCollision",
    remedy: `Use '${printable(
      items[0].name
    )}' exactly, or a name that differs in more than case`
  });
}

// plugins/kubeflow-node/src/pipelines/api/experiments.ts
var experimentCalls = ({
  call,
  subject,
  namespace
}) => ({
  async findExperiment(displayName) {
    checkName(subject, "experiment", displayName);
    const purpose = `find the experiment ${quoted(displayName)}`;
    const where = [{ key: "display_name", equals: displayName }];
    const found = await listAll({ subject, where }, async (query) => {
      const page = await call("get", "/apis/v2beta1/experiments", {
        purpose,
        query: { ...query, namespace }
      });
      return { items: page.experiments, next: page.next_page_token };
    });
    const named = found.map((message) => ({
      name: message.display_name ?? "",
      message
    }));
    const match = exactly(named, {
      subject,
      kind: "experiment",
      name: displayName
    });
    return match && toExperiment(match.message);
  },
  async createExperiment(displayName, description) {
    checkName(subject, "experiment", displayName);
    const purpose = `create the experiment ${quoted(displayName)}`;
    const message = await call("post", "/apis/v2beta1/experiments", {
      purpose,
      // A repetition that finds the lost answer's experiment is a 409, which callers expect.
      retry: "idempotent",
      body: { display_name: displayName, description, namespace }
    });
    return toExperiment(withId(message, "experiment_id", { subject, purpose }));
  }
});

// plugins/kubeflow-node/src/pipelines/spec/checkedTexts.ts
var MOST = 4;
var checked = /* @__PURE__ */ new Set();
function rememberCheckedText(text) {
  checked.delete(text);
  checked.add(text);
  if (checked.size > MOST) checked.delete(checked.values().next().value);
}
var isCheckedText = (text) => checked.has(text);

// plugins/kubeflow-node/src/pipelines/spec/pipelineInputs.ts
var pipelineInputs = (spec) => entriesAt(spec, "root", "inputDefinitions", "parameters").map(
  ([name, definition]) => {
    const literals2 = at(definition, "literals");
    const defaultValue = at(definition, "defaultValue");
    return {
      name,
      type: textAt(definition, "parameterType") ?? "STRING",
      optional: at(definition, "isOptional") === true || defaultValue !== void 0,
      ...defaultValue !== void 0 && { defaultValue },
      description: textAt(definition, "description"),
      ...Array.isArray(literals2) && { literals: literals2 }
    };
  }
);

// plugins/kubeflow-node/src/pipelines/spec/pipelineProblems.ts
var SCHEMA_VERSION = "2.1.0";
var MAX_TASKS = 1e4;
var MAX_PROBLEMS = 50;
var SPEC_FIELDS = [
  "components",
  "defaultPipelineRoot",
  "deploymentSpec",
  "pipelineInfo",
  "root",
  "schemaVersion",
  "sdkVersion"
];
function checkHeader({ spec }, report2) {
  const version = at(spec, "schemaVersion");
  if (version !== SCHEMA_VERSION)
    report2(
      `schemaVersion is ${version === void 0 ? "missing" : JSON.stringify(String(version))}; Kubeflow Pipelines accepts only "${SCHEMA_VERSION}"`,
      spec
    );
  const info = at(spec, "pipelineInfo");
  const name = at(info, "name");
  if (typeof name !== "string" || !/^[a-z0-9]([-a-z0-9]{0,126}[a-z0-9])?$/.test(name))
    report2(
      `pipelineInfo.name ${typeof name === "string" ? JSON.stringify(name.slice(0, 140)) : "is missing or no text"}: it must be 1 to 128 lower-case letters, digits and hyphens`,
      info ?? spec
    );
  for (const field of Object.keys(spec))
    if (!SPEC_FIELDS.includes(field))
      report2(`unknown field "${field}"${didYouMean(field, SPEC_FIELDS)}`, spec);
}
function checkComponent([name, component], spec, report2) {
  const label = textAt(component, "executorLabel");
  const dag = at(component, "dag");
  if (label === void 0 === (dag === void 0))
    report2(
      `component "${name}" needs either an executorLabel or a dag`,
      component
    );
  if (label !== void 0 && !isMapping(at(spec, "deploymentSpec", "executors", label)))
    report2(
      `component "${name}" names the executor "${label}", which deploymentSpec.executors does not have`,
      component
    );
}
function upstreamTasks(task) {
  const inputs = [
    ...entriesAt(task, "inputs", "parameters"),
    ...entriesAt(task, "inputs", "artifacts")
  ];
  const producers = inputs.flatMap(
    ([, input]) => ["taskOutputParameter", "taskOutputArtifact", "taskFinalStatus"].map(
      (kind) => textAt(input, kind, "producerTask")
    )
  );
  return [
    .../* @__PURE__ */ new Set([
      ...textsAt(task, "dependentTasks"),
      ...producers.filter((name) => name !== void 0)
    ])
  ];
}
function checkTask([name, task], dag, report2) {
  const reference = textAt(task, "componentRef", "name");
  if (reference === void 0)
    report2(`task "${name}" of ${dag.where} has no componentRef.name`, task);
  else if (!dag.components.has(reference))
    report2(
      `task "${name}" of ${dag.where} refers to the component "${reference}", which does not exist${didYouMean(
        reference,
        dag.components
      )}`,
      at(task, "componentRef")
    );
  for (const upstream of upstreamTasks(task))
    if (at(dag.tasks, upstream) === void 0)
      report2(
        `task "${name}" of ${dag.where} depends on the task "${upstream}", which is not beside it`,
        task
      );
}
var isSound = (task, tasks, components) => components.has(textAt(task, "componentRef", "name") ?? "") && upstreamTasks(task).every((name) => at(tasks, name) !== void 0);
function checkDag(where, component, { components, report: report2 }) {
  const tasks = at(component, "dag", "tasks");
  if (!isMapping(tasks) || Object.keys(tasks).length === 0) {
    report2(`${where} has no tasks`, component);
    return;
  }
  const first = Object.entries(tasks).filter(
    ([, task]) => !isSound(task, tasks, components)
  );
  for (const task of first.slice(0, MAX_PROBLEMS))
    checkTask(task, { where, tasks, components }, report2);
}
var executorsOfPlatform = (platform) => entriesAt(platform, "platforms", "kubernetes", "deploymentSpec", "executors");
var taskCount = (spec) => [at(spec, "root"), ...entriesAt(spec, "components").map(([, each]) => each)].map((component) => entriesAt(component, "dag", "tasks").length).reduce((sum, count) => sum + count, 0);
function pipelineProblems(documents, source) {
  const problems = [];
  const report2 = (message, near) => problems.push({
    // Names come from the file, and go into logs.
    message: printable(message, 400),
    file: source.path,
    ...source.locate(near)
  });
  const { spec, platform } = documents;
  const tasks = taskCount(spec);
  if (tasks > MAX_TASKS) {
    report2(`${tasks} tasks; at most ${MAX_TASKS} are read`, spec);
    return problems;
  }
  checkHeader(documents, report2);
  const components = new Set(entriesAt(spec, "components").map(([key]) => key));
  checkDag("the pipeline", at(spec, "root"), { components, report: report2 });
  for (const component of entriesAt(spec, "components")) {
    if (problems.length >= MAX_PROBLEMS) break;
    checkComponent(component, spec, report2);
    if (at(component[1], "dag") !== void 0)
      checkDag(`component "${component[0]}"`, component[1], {
        components,
        report: report2
      });
  }
  for (const [label, executor] of executorsOfPlatform(platform))
    if (at(spec, "deploymentSpec", "executors", label) === void 0)
      report2(
        `the platform document configures the executor "${label}", which the pipeline does not have`,
        executor
      );
  return problems.slice(0, MAX_PROBLEMS);
}

// plugins/kubeflow-node/src/pipelines/spec/taskGraph.ts
function groupKind(task) {
  const iterates = at(task, "parameterIterator") !== void 0 || at(task, "artifactIterator") !== void 0;
  if (iterates) return "loop";
  return textAt(task, "triggerPolicy", "condition") === void 0 ? "dag" : "condition";
}
var nodeOf = ([name, task], component, { level, spec }) => {
  const prefix = level.parentId === void 0 ? "" : `${level.parentId}/`;
  const executorLabel = textAt(component, "executorLabel");
  const executor = at(spec, "deploymentSpec", "executors", executorLabel ?? "");
  const leaf = at(executor, "importer") ? "importer" : "container";
  return {
    id: `${prefix}${name}`,
    name,
    kind: executorLabel === void 0 ? groupKind(task) : leaf,
    parentId: level.parentId,
    dependsOn: upstreamTasks(task).map((upstream) => `${prefix}${upstream}`),
    executorLabel
  };
};
function hasCycle(tasks) {
  const waiting = new Map(
    tasks.map(([name, task]) => [name, new Set(upstreamTasks(task))])
  );
  const downstream = /* @__PURE__ */ new Map();
  for (const [name, upstream] of waiting)
    for (const other of upstream)
      downstream.set(other, [...downstream.get(other) ?? [], name]);
  const ready = [...waiting.keys()].filter((name) => !waiting.get(name)?.size);
  let ended = 0;
  for (let name = ready.pop(); name !== void 0; name = ready.pop()) {
    ended += 1;
    for (const next of downstream.get(name) ?? []) {
      waiting.get(next)?.delete(name);
      if (waiting.get(next)?.size === 0) ready.push(next);
    }
  }
  return ended < tasks.length;
}
function visit(level, walk) {
  if (hasCycle(level.tasks))
    walk.report(
      `the tasks of ${level.parentId ?? "the pipeline"} depend on each other in a circle`
    );
  for (const [name, task] of level.tasks) {
    if (walk.nodes.length >= MAX_TASKS) {
      walk.report(`more than ${MAX_TASKS} tasks`);
      return;
    }
    const reference = textAt(task, "componentRef", "name") ?? "";
    const component = at(walk.spec, "components", reference);
    const node = nodeOf([name, task], component, { level, spec: walk.spec });
    walk.nodes.push(node);
    if (level.within.includes(reference))
      walk.report(`component "${reference}" contains itself`);
    else
      visit(
        {
          tasks: entriesAt(component, "dag", "tasks"),
          parentId: node.id,
          within: [...level.within, reference]
        },
        walk
      );
  }
}
function taskGraphOf(spec, report2) {
  const walk = { spec, nodes: [], report: report2 };
  visit({ tasks: entriesAt(spec, "root", "dag", "tasks"), within: [] }, walk);
  return { tasks: walk.nodes };
}

// plugins/kubeflow-node/src/pipelines/spec/compiledFrom.ts
function invalidPipeline(path, problems) {
  const lines = problems.slice(0, 20).map(
    ({ message, line, column }) => line ? `${path}:${line}:${column}: ${message}` : `${path}: ${message}`
  );
  throw new KubeflowError("InputError", {
    subject: path,
    fact: `is not a valid pipeline:
${lines.join("\n")}
`,
    reason: "InvalidPipeline",
    remedy: "Compile the pipeline again with the kfp SDK 2",
    problems
  });
}
var hashOf = ({ spec, platform }) => contentHashOf(platform ? [spec, platform] : [spec]);
function compiledFrom(documents, { text, ...source }) {
  const problems = pipelineProblems(documents, source);
  if (problems.length > 0) invalidPipeline(source.path, problems);
  const { spec } = documents;
  const circles = /* @__PURE__ */ new Set();
  const graph = taskGraphOf(spec, (message) => circles.add(printable(message)));
  if (circles.size > 0)
    invalidPipeline(
      source.path,
      [...circles].map((message) => ({ message, file: source.path }))
    );
  return {
    name: textAt(spec, "pipelineInfo", "name"),
    description: textAt(spec, "pipelineInfo", "description"),
    inputs: pipelineInputs(spec),
    graph,
    defaultPipelineRoot: textAt(spec, "defaultPipelineRoot"),
    sdkVersion: textAt(spec, "sdkVersion"),
    documents,
    text,
    contentHash: hashOf(documents)
  };
}

// plugins/kubeflow-node/src/pipelines/spec/foreignFormats.ts
var UNPACK = "Unpack it and give the pipeline.yaml inside, or compile to a .yaml file";
var COMPILE = "Compile the pipeline with the kfp SDK 2: kfp dsl compile --py pipeline.py --output pipeline.yaml";
function foreignText(text) {
  if (text.startsWith("PK") || text.startsWith("PK"))
    return { fact: "is a zip archive, not YAML", remedy: UNPACK };
  if (text.startsWith("") || text.startsWith("�"))
    return { fact: "is a gzip archive, not YAML", remedy: UNPACK };
  if (text.slice(257, 262) === "ustar")
    return { fact: "is a tar archive, not YAML", remedy: UNPACK };
  if (/^(#!.*python|from kfp\b|import kfp\b|@(dsl|kfp)\.)/m.test(
    text.slice(0, 4096)
  ))
    return {
      fact: "is Python source, not a compiled pipeline",
      remedy: COMPILE
    };
  return void 0;
}
var kindOf = (document) => {
  const kind = textAt(document, "kind");
  return kind && printable(kind, 60);
};
var isArgo = (document) => textAt(document, "apiVersion")?.startsWith("argoproj.io/") ?? false;
function foreignDocument(document) {
  if (isArgo(document))
    return {
      fact: `is an Argo ${kindOf(document) ?? "object"}, which the kfp SDK 1 compiled pipelines to`,
      remedy: `Port the pipeline to the kfp SDK 2. ${COMPILE}`
    };
  if (isMapping(at(document, "pipelineSpec")))
    return {
      fact: "is a Vertex AI pipeline job, with the pipeline inside pipelineSpec",
      remedy: COMPILE
    };
  if (isMapping(at(document, "implementation")))
    return {
      fact: "is a component definition of the kfp SDK 1, not a pipeline",
      remedy: "Use the component in a pipeline and compile that"
    };
  const kind = kindOf(document);
  if (kind && textAt(document, "apiVersion"))
    return { fact: `is a Kubernetes ${kind}, not a pipeline`, remedy: COMPILE };
  return {
    fact: "is not a compiled pipeline: it has no pipelineInfo and root",
    remedy: COMPILE
  };
}
function refuse3(path, { fact, remedy }) {
  throw new KubeflowError("InputError", {
    subject: path,
    fact,
    reason: "NotAPipeline",
    remedy
  });
}
function refuseForeignText(text, path) {
  const foreign = foreignText(text);
  if (foreign) refuse3(path, foreign);
}
var refuseForeignDocument = (document, path) => refuse3(path, foreignDocument(document));
var refuseEmpty = (path) => refuse3(path, { fact: "is empty", remedy: COMPILE });

// plugins/kubeflow-node/src/pipelines/spec/readYaml.ts
var import_yaml2 = __toESM(require_dist());

// plugins/kubeflow-node/src/pipelines/spec/readNode.ts
var import_yaml = __toESM(require_dist());

// plugins/kubeflow-node/src/pipelines/spec/plainScalar.ts
var literals = new Map([
  ...["", "~", "null", "Null", "NULL"].map((text) => [text, null]),
  ...["true", "True", "TRUE"].map((text) => [text, true]),
  ...["false", "False", "FALSE"].map((text) => [text, false]),
  ...[".nan", ".NaN", ".NAN"].map((text) => [text, NaN]),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map(
    (text) => [text, Infinity]
  ),
  ...["-.inf", "-.Inf", "-.INF"].map((text) => [text, -Infinity])
]);
var integer = /^([-+]?)(0[xX][\da-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9]\d*)$/;
var float = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;
var MAX_UINT64 = 2n ** 64n - 1n;
var MIN_INT64 = -(2n ** 63n);
var magnitude = (digits) => BigInt(
  /^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits.toLowerCase()
);
function toInteger(text) {
  const match = integer.exec(text);
  if (!match) return void 0;
  const absolute = magnitude(match[2]);
  const value = match[1] === "-" ? -absolute : absolute;
  if (value > MAX_UINT64 || value < MIN_INT64) return Number(value);
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
function plainScalarValue(text) {
  const literal = literals.get(text);
  if (literal !== void 0) return literal;
  if (!/^[-+.\d]/.test(text)) return text;
  const digits = text.startsWith(".") ? text : text.replace(/_/g, "");
  const whole = toInteger(digits);
  if (whole !== void 0) return whole;
  return float.test(digits) ? Number(digits) : text;
}

// plugins/kubeflow-node/src/pipelines/spec/readNode.ts
var MAX_NODES = 2e6;
var MAX_ALIASED_NODES = 1e5;
var TEXT_TAG = "tag:yaml.org,2002:str";
var positionOf = (node, { lines }) => {
  const offset = node.range?.[0] ?? 0;
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
};
function report(reading, node, message) {
  reading.problems.push({
    message: printable(message),
    file: reading.path,
    ...positionOf(node, reading)
  });
  return null;
}
function readAlias(node, reading) {
  const anchor = reading.anchors.get(node.source);
  if (!anchor)
    return report(
      reading,
      node,
      `alias *${node.source} names no anchor above it`
    );
  reading.nodes += anchor.size;
  if (anchor.size > MAX_ALIASED_NODES || reading.nodes > MAX_NODES)
    return report(
      reading,
      node,
      `excessive aliasing: *${node.source} expands to ${anchor.size} nodes`
    );
  return anchor.value;
}
function readKey(pair, reading) {
  const key = pair.key;
  if ((0, import_yaml.isScalar)(key) && typeof key.value === "string" && !key.anchor)
    return key.value;
  report(reading, key ?? pair.value ?? {}, "a key is not plain text");
  return void 0;
}
var define = (target, key, value) => (
  // Assignment to `__proto__` would change the prototype.
  Object.defineProperty(target, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true
  })
);
function mergeInto(target, source) {
  const sources = Array.isArray(source) ? source : [source];
  for (const each of sources)
    for (const [key, value] of Object.entries(each ?? {}))
      if (!Object.hasOwn(target, key)) define(target, key, value);
}
var isMergeKey = (pair) => (0, import_yaml.isScalar)(pair.key) && pair.key.value === "<<" && pair.key.type === "PLAIN";
function readMap(node, reading) {
  const result = {};
  const seen = /* @__PURE__ */ new Map();
  const merges = [];
  for (const pair of node.items) {
    const key = readKey(pair, reading);
    if (key === void 0) continue;
    const { line } = positionOf(pair.key, reading);
    const before = seen.get(key);
    if (before !== void 0)
      report(
        reading,
        pair.key,
        `key "${key}" on line ${line} was already given on line ${before}`
      );
    seen.set(key, line);
    const value = readNode(pair.value, reading);
    if (isMergeKey(pair)) merges.push(value);
    else define(result, key, value);
  }
  merges.forEach((merge) => mergeInto(result, merge));
  return result;
}
function readScalar(node, reading) {
  if (typeof node.value !== "string" || node.tag && node.tag !== TEXT_TAG)
    return report(reading, node, `tag ${node.tag} is not used in pipelines`);
  const plain = node.type === "PLAIN" && !node.tag;
  const value = plain ? plainScalarValue(node.value) : node.value;
  if (typeof value === "number" && !Number.isFinite(value))
    return report(reading, node, `${node.value} cannot be sent as JSON`);
  return value;
}
function readContent(node, reading) {
  if ((0, import_yaml.isMap)(node)) return readMap(node, reading);
  if ((0, import_yaml.isSeq)(node))
    return node.items.map((item) => readNode(item, reading));
  return (0, import_yaml.isScalar)(node) ? readScalar(node, reading) : null;
}
function readNode(node, reading) {
  if (!node || reading.problems.length >= 20) return null;
  if ((0, import_yaml.isAlias)(node)) return readAlias(node, reading);
  const start = reading.nodes;
  reading.nodes += 1;
  const value = readContent(node, reading);
  const { anchor } = node;
  if (anchor)
    reading.anchors.set(anchor, { value, size: reading.nodes - start });
  if (typeof value === "object" && value !== null)
    reading.positions.set(value, positionOf(node, reading));
  return value;
}

// plugins/kubeflow-node/src/pipelines/spec/readYaml.ts
var MAX_DEPTH = 200;
var MAX_DOCUMENTS = 16;
var MAX_PROBLEMS2 = 20;
var MAX_LINES = 2e5;
var MAX_COMMAS = 25e4;
function invalidYaml(path, problems) {
  const first = problems[0];
  const at2 = first.line ? `:${first.line}:${first.column}` : "";
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  throw new KubeflowError("InputError", {
    subject: path,
    fact: `is not valid YAML: ${first.message} at ${path}${at2}${more}`,
    reason: "InvalidYaml",
    remedy: "Compile the pipeline again with the kfp SDK, or correct the line",
    problems: problems.slice(0, MAX_PROBLEMS2)
  });
}
var forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/;
function checkCharacters(text, path) {
  const index = text.search(forbidden);
  if (index < 0 && !new RegExp("\\p{Surrogate}", "u").test(text)) return;
  const line = text.slice(0, Math.max(index, 0)).split("\n").length;
  const message = index < 0 ? "half of a surrogate pair" : `control character U+${text.charCodeAt(index).toString(16).padStart(4, "0").toUpperCase()}`;
  invalidYaml(path, [
    { message, file: path, ...index < 0 ? {} : { line, column: 1 } }
  ]);
}
function countOf(text, mark) {
  let count = 0;
  for (let index = text.indexOf(mark); index >= 0; index = text.indexOf(mark, index + 1))
    count += 1;
  return count;
}
function checkExtent(text, path) {
  for (const [mark, most, what] of [
    ["\n", MAX_LINES, "lines"],
    [",", MAX_COMMAS, "commas"]
  ]) {
    const count = countOf(text, mark);
    if (count > most)
      invalidYaml(path, [
        { message: `${count} ${what}; at most ${most} are read`, file: path }
      ]);
  }
}
var childrenOf = (token) => {
  if ("items" in token)
    return token.items.flatMap(
      (item) => [item.key, item.value].filter(
        (child) => child !== void 0 && child !== null
      )
    );
  return "value" in token && token.value && typeof token.value === "object" ? [token.value] : [];
};
function tooDeep(token) {
  let level = [token];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return level[0];
    level = level.flatMap(childrenOf);
  }
  return void 0;
}
function problemAt(reading, message, offset) {
  const { line, col } = reading.lines.linePos(offset);
  return { message: printable(message), file: reading.path, line, column: col };
}
function* documentsOf(text, reading) {
  const composer = new import_yaml2.Composer({
    schema: "failsafe",
    uniqueKeys: false,
    lineCounter: reading.lines
  });
  for (const token of new import_yaml2.Parser(reading.lines.addNewLine).parse(text)) {
    const deep = tooDeep(token);
    if (deep)
      invalidYaml(reading.path, [
        problemAt(reading, `nested more than ${MAX_DEPTH} deep`, deep.offset)
      ]);
    yield* composer.next(token);
  }
  yield* composer.end();
}
function readYaml(text, options) {
  checkExtent(text, options.path);
  checkCharacters(text, options.path);
  const reading = {
    path: options.path,
    lines: new import_yaml2.LineCounter(),
    problems: [],
    positions: /* @__PURE__ */ new WeakMap(),
    anchors: /* @__PURE__ */ new Map(),
    nodes: 0
  };
  const documents = [];
  let seen = 0;
  for (const document of documentsOf(text, reading)) {
    seen += 1;
    if (seen > MAX_DOCUMENTS)
      invalidYaml(options.path, [
        { message: `more than ${MAX_DOCUMENTS} documents`, file: options.path }
      ]);
    for (const { message, pos } of [...document.errors, ...document.warnings])
      reading.problems.push(
        problemAt(
          reading,
          message.split("\n")[0].replace(/ at line.*$/, ""),
          pos[0]
        )
      );
    if (document.errors.length > 0) break;
    reading.anchors.clear();
    const value = document.contents && readNode(document.contents, reading);
    if (value !== null && value !== void 0) documents.push(value);
  }
  if (reading.problems.length > 0) invalidYaml(options.path, reading.problems);
  return {
    documents,
    locate: (value) => typeof value === "object" && value !== null ? reading.positions.get(value) : void 0
  };
}

// plugins/kubeflow-node/src/pipelines/parseCompiledPipeline.ts
var MAX_PIPELINE_BYTES = 32 * 1024 * 1024;
var refuse4 = (path, reason, fact) => {
  throw new KubeflowError("InputError", {
    subject: path,
    fact,
    reason,
    remedy: "Give one pipeline, compiled to YAML by the kfp SDK 2"
  });
};
function checkSize(input, path) {
  const bytes = typeof input === "string" ? Buffer.byteLength(input) : input.byteLength;
  if (bytes > MAX_PIPELINE_BYTES)
    refuse4(
      path,
      "PipelineTooLarge",
      `has ${bytes} bytes; Kubeflow Pipelines accepts at most ${MAX_PIPELINE_BYTES} (32 MiB)`
    );
}
function decode(input, path) {
  checkSize(input, path);
  if (typeof input === "string") return input;
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(input);
  refuseForeignText(text, path);
  try {
    return new TextDecoder("utf-8", { ignoreBOM: true, fatal: true }).decode(
      input
    );
  } catch {
    return refuse4(path, "InvalidYaml", "is not UTF-8 text");
  }
}
var isSpec = (document) => at(document, "pipelineInfo") !== void 0 || at(document, "root") !== void 0;
var isPlatform = (document) => isMapping(at(document, "platforms"));
function splitDocuments(documents, path) {
  if (documents.length === 0) refuseEmpty(path);
  const specs = documents.filter(isSpec);
  const platforms = documents.filter(
    (document) => isPlatform(document) && !isSpec(document)
  );
  const foreign = documents.find(
    (document) => !isSpec(document) && !isPlatform(document)
  );
  if (foreign !== void 0) refuseForeignDocument(foreign, path);
  if (specs.length !== 1 || platforms.length > 1)
    refuse4(
      path,
      "NotAPipeline",
      `has ${specs.length} pipeline and ${platforms.length} platform documents instead of one pipeline and at most one platform document`
    );
  return {
    spec: specs[0],
    ...platforms[0] !== void 0 && {
      platform: platforms[0]
    }
  };
}
function parseCompiledPipeline(input, { path }) {
  const text = decode(input, path);
  refuseForeignText(text, path);
  const file = readYaml(text, { path });
  const pipeline = compiledFrom(splitDocuments(file.documents, path), {
    text,
    path,
    locate: file.locate
  });
  rememberCheckedText(text);
  return pipeline;
}

// plugins/kubeflow-node/src/pipelines/api/uploadForm.ts
import { createHash as createHash2 } from "node:crypto";
function uploadForm(text) {
  const hash = createHash2("sha256").update(text).digest("hex");
  let boundary = `kubeflow-fleet-${hash.slice(0, 32)}`;
  while (text.includes(boundary)) boundary += "-";
  const head = [
    `--${boundary}`,
    'Content-Disposition: form-data; name="uploadfile"; filename="pipeline.yaml"',
    "Content-Type: application/yaml",
    "",
    ""
  ].join("\r\n");
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.from(`${head}${text}\r
--${boundary}--\r
`, "utf8")
  };
}

// plugins/kubeflow-node/src/pipelines/api/pipelines.ts
var UPLOAD_TIMEOUT_MS = 12e4;
var pipelineCallsOnly = ({
  call,
  subject,
  namespace
}) => ({
  async findPipeline(name) {
    checkName(subject, "pipeline", name);
    const purpose = `find the pipeline ${quoted(name)}`;
    const where = [{ key: "name", equals: name }];
    const found = await listAll({ subject, where }, async (query) => {
      const page = await call("get", "/apis/v2beta1/pipelines", {
        purpose,
        query: { ...query, namespace }
      });
      return { items: page.pipelines, next: page.next_page_token };
    });
    return exactly(found.map(toPipeline), { subject, kind: "pipeline", name });
  },
  async createPipeline(name, description) {
    checkName(subject, "pipeline", name);
    const purpose = `create the pipeline ${quoted(name)}`;
    const message = await call("post", "/apis/v2beta1/pipelines", {
      purpose,
      retry: "idempotent",
      // The field `name` is unknown to old servers, which refuse it; new ones copy the display name.
      body: { display_name: name, description, namespace }
    });
    return toPipeline(withId(message, "pipeline_id", { subject, purpose }));
  }
});
var versionCallsOnly = ({
  call,
  subject
}) => ({
  async findVersion(pipelineId, name) {
    checkName(subject, "pipeline version", name);
    const purpose = `find the version ${quoted(name)}`;
    const where = [{ key: "name", equals: name }];
    const found = await listAll({ subject, where }, async (query) => {
      const page = await call(
        "get",
        "/apis/v2beta1/pipelines/{pipeline_id}/versions",
        { purpose, params: { pipeline_id: pipelineId }, query }
      );
      return { items: page.pipeline_versions, next: page.next_page_token };
    });
    return exactly(found.map(toPipelineVersion), {
      subject,
      kind: "pipeline version",
      name
    });
  },
  async uploadVersion({ pipelineId, name, description, tags, text }) {
    checkName(subject, "pipeline version", name);
    checkTags(subject, tags ?? {});
    if (!isCheckedText(text))
      parseCompiledPipeline(text, { path: `version ${quoted(name)}` });
    const purpose = `upload the version ${quoted(name)}`;
    const message = await call(
      "post",
      "/apis/v2beta1/pipelines/upload_version",
      {
        purpose,
        timeoutMs: UPLOAD_TIMEOUT_MS,
        retry: "idempotent",
        query: {
          pipelineid: pipelineId,
          name,
          description,
          // Servers before 2.17 ignore this parameter.
          tags: tags && JSON.stringify(tags)
        },
        form: uploadForm(text)
      }
    );
    return toPipelineVersion(
      withId(message, "pipeline_version_id", { subject, purpose })
    );
  }
});
var pipelineCalls = (context) => ({
  ...pipelineCallsOnly(context),
  ...versionCallsOnly(context)
});

// plugins/kubeflow-node/src/pipelines/api/runs.ts
var CREATE_TIMEOUT_MS = 6e4;
var sourceOf = (run) => ({
  display_name: run.displayName,
  description: run.description,
  experiment_id: run.experimentId,
  pipeline_version_reference: {
    pipeline_id: run.pipelineId,
    // Always sent: "the latest version" is ambiguous within one second.
    pipeline_version_id: run.pipelineVersionId
  },
  runtime_config: {
    parameters: { ...run.parameters },
    pipeline_root: run.pipelineRoot
  },
  service_account: run.serviceAccount
});
var byNewest = (a, b) => (b.createdAt ?? "").localeCompare(a.createdAt ?? "");
var runCalls = ({ call, subject }) => ({
  async createRun(run) {
    checkName(subject, "run", run.displayName);
    const purpose = `create the run ${quoted(run.displayName)}`;
    const message = await call("post", "/apis/v2beta1/runs", {
      purpose,
      timeoutMs: CREATE_TIMEOUT_MS,
      retry: "unsent",
      body: { run_id: run.runId, ...sourceOf(run) }
    });
    return toRun(withId(message, "run_id", { subject, purpose }));
  },
  async getRun(runId) {
    const purpose = `read the run ${runId}`;
    const message = await call("get", "/apis/v2beta1/runs/{run_id}", {
      purpose,
      params: { run_id: runId }
    });
    return toRun(withId(message, "run_id", { subject, purpose }));
  },
  async findRuns(experimentId, displayName) {
    const purpose = `list the runs ${quoted(displayName)}`;
    const where = [{ key: "display_name", equals: displayName }];
    const options = { subject, where, sortBy: "created_at desc" };
    const found = await listAll(options, async (query) => {
      const page = await call("get", "/apis/v2beta1/runs", {
        purpose,
        query: { ...query, experiment_id: experimentId }
      });
      return { items: page.runs, next: page.next_page_token };
    });
    return found.map(toRun).filter((run) => run.displayName === displayName).sort(byNewest);
  },
  async terminateRun(runId) {
    await call("post", "/apis/v2beta1/runs/{run_id}:terminate", {
      purpose: `terminate the run ${runId}`,
      params: { run_id: runId },
      retry: "idempotent"
    });
  },
  async retryRun(runId) {
    await call("post", "/apis/v2beta1/runs/{run_id}:retry", {
      purpose: `retry the run ${runId}`,
      params: { run_id: runId },
      retry: "unsent"
    });
  }
});

// plugins/kubeflow-node/src/pipelines/api/recurringRuns.ts
var MOST_CONCURRENT = 10;
function checkSchedule(subject, run) {
  const fields = run.cron.trim().split(/\s+/).length;
  const count = run.maxConcurrency;
  const fits = Number.isInteger(count) && count >= 1 && count <= MOST_CONCURRENT;
  if ((fields === 5 || fields === 6) && fits) return;
  throw new KubeflowError("InputError", {
    subject,
    fact: fits ? `the schedule '${run.cron}' has ${run.cron.trim() ? fields : 0} fields instead of 5 or 6` : `max concurrency ${count} is not a whole number from 1 to ${MOST_CONCURRENT}`,
    reason: "InvalidSchedule",
    remedy: fits ? "Write minute, hour, day, month and weekday, such as 0 3 * * *" : `Give a number from 1 to ${MOST_CONCURRENT}`
  });
}
var recurringRunCalls = ({
  call,
  subject
}) => ({
  async findRecurringRuns(experimentId, displayName) {
    const purpose = `list the recurring runs ${quoted(displayName)}`;
    const where = [{ key: "display_name", equals: displayName }];
    const found = await listAll({ subject, where }, async (query) => {
      const page = await call("get", "/apis/v2beta1/recurringruns", {
        purpose,
        query: { ...query, experiment_id: experimentId }
      });
      return { items: page.recurringRuns, next: page.next_page_token };
    });
    return found.map(toRecurringRun).filter((run) => run.displayName === displayName);
  },
  async createRecurringRun(run) {
    checkName(subject, "recurring run", run.displayName);
    checkSchedule(subject, run);
    const purpose = `create the recurring run ${quoted(run.displayName)}`;
    const message = await call("post", "/apis/v2beta1/recurringruns", {
      purpose,
      retry: "unsent",
      body: {
        ...sourceOf(run),
        trigger: { cron_schedule: { cron: run.cron.trim() } },
        // An int64, therefore text.
        max_concurrency: String(run.maxConcurrency),
        no_catchup: !run.catchUp,
        mode: "ENABLE"
      }
    });
    return toRecurringRun(
      withId(message, "recurring_run_id", { subject, purpose })
    );
  },
  async deleteRecurringRun(recurringRunId, options) {
    await call("delete", "/apis/v2beta1/recurringruns/{recurring_run_id}", {
      purpose: `delete the recurring run ${recurringRunId}`,
      params: { recurring_run_id: recurringRunId },
      query: options?.runs === "keep" ? { propagation_policy: "ORPHAN" } : void 0
    });
  }
});

// plugins/kubeflow-node/src/pipelines/pipelinesClient.ts
var HEALTH_TIMEOUT_MS = 1e4;
function createPipelinesClient(options) {
  const { subject, namespace } = options;
  const call = createApi(options);
  const context = {
    call,
    subject,
    namespace: options.multiUser ? namespace : void 0
  };
  return {
    subject,
    namespace,
    async health() {
      const answer = await call("get", "/apis/v2beta1/healthz", {
        purpose: "ask Kubeflow Pipelines for its health",
        timeoutMs: HEALTH_TIMEOUT_MS
      });
      return {
        multiUser: at(answer, "multi_user") === true,
        // Only the hand-written handler sends it; the OpenAPI file does not know it.
        tagName: textAt(answer, "tag_name")
      };
    },
    ...experimentCalls(context),
    ...pipelineCalls(context),
    ...runCalls(context),
    ...recurringRunCalls(context)
  };
}

// plugins/kubeflow-node/src/pipelines/connectPipelines.ts
function needed(value, what, cluster) {
  if (value !== void 0) return value;
  throw new KubeflowError("InputError", {
    subject: clusterSubject(cluster),
    fact: `access by ${cluster.access.via} needs ${what}`,
    reason: "ConnectionMissing",
    remedy: `Connect to the cluster's Kubernetes API first, or set access: {via: url} in the fleet file`
  });
}
function byProxy(access, cluster, { transport }) {
  const { send } = needed(transport, "the Kubernetes API", cluster);
  const base = `/api/v1/namespaces/${encodeURIComponent(
    access.namespace
  )}/services/${proxiedService(access.service)}/proxy`;
  return { send: sendBelow(send, base), close: () => void 0 };
}
function accountOf(serviceAccount, cluster) {
  const [namespace, name, ...rest] = serviceAccount.split("/");
  if (namespace && name && rest.length === 0) return { namespace, name };
  throw new KubeflowError("InputError", {
    subject: clusterSubject(cluster),
    fact: `access.serviceAccount '${serviceAccount}' is not namespace/name`,
    reason: "InvalidServiceAccount",
    remedy: "Write it as <profile>/default-editor in the fleet file"
  });
}
async function byPortForward(access, cluster, options) {
  const { serviceAccount, namespace, service, audience } = access;
  if (isMultiUser(cluster) && !serviceAccount)
    refuseWithoutIdentity(cluster, { access });
  const account = serviceAccount && accountOf(serviceAccount, cluster);
  const open = needed(options.portForward, "port-forwarding", cluster);
  const kubernetes = account ? needed(options.kubernetes, "the Kubernetes API", cluster) : void 0;
  const transport = await open({ namespace, service, port: "http" });
  const tokens = account && kubernetes && createTokenSource(
    () => kubernetes.createToken(account, audience),
    options.now ?? Date.now
  );
  return {
    send: tokens ? sendWithToken(transport.send, tokens) : transport.send,
    close: () => transport.close()
  };
}
function byUrl(access, cluster, { token, now, defaults: defaults2, settings }) {
  refuseCredentialsIn(access.url, cluster, settings);
  if (isMultiUser(cluster) && !token)
    refuseWithoutIdentity(cluster, { access, settings });
  const transport = createTransport({
    server: access.url,
    subject: clusterSubject(cluster),
    defaults: defaults2
  });
  const tokens = token && createTokenSource(() => token(access.audience), now ?? Date.now);
  return {
    send: tokens ? sendWithToken(transport.send, tokens) : transport.send,
    close: () => transport.close()
  };
}
function namespaceOf(cluster, { namespace }) {
  if (namespace) return namespace;
  if (!isMultiUser(cluster)) return cluster.kubeflow.namespace;
  const { access } = cluster;
  const account = access.via === "port-forward" ? access.serviceAccount : void 0;
  return account ? accountOf(account, cluster).namespace : refuseWithoutNamespace(cluster);
}
async function wayTo(cluster, options) {
  const { access } = cluster;
  switch (access.via) {
    case "api-server-proxy":
      return byProxy(access, cluster, options);
    case "port-forward":
      return byPortForward(access, cluster, options);
    default:
      return byUrl(access, cluster, options);
  }
}
async function connectPipelines(cluster, options) {
  if (cluster.access.via === "api-server-proxy")
    refuseProxyInMultiUser(cluster);
  const namespace = namespaceOf(cluster, options);
  const { send, close } = await wayTo(cluster, options);
  const pipelines = createPipelinesClient({
    subject: clusterSubject(cluster),
    send,
    namespace,
    multiUser: isMultiUser(cluster),
    access: cluster.access,
    settings: options.settings
  });
  return { pipelines, close };
}

// plugins/kubeflow-node/src/kubernetes/forwardedSocket.ts
import { Duplex, PassThrough, Writable } from "node:stream";
var ForwardedSocket = class extends Duplex {
  /** What goes to the pod. */
  input = new PassThrough();
  /** What comes from the pod. */
  output;
  /** What the API server says when the pod's port fails. */
  errors;
  socket;
  constructor() {
    super();
    this.output = new Writable({
      write: (chunk, _, done) => {
        if (chunk.length > 0) this.push(chunk);
        done();
      }
    });
    this.errors = new Writable({
      write: (chunk, _, done) => {
        done();
        if (chunk.length === 0) return;
        const message = chunk.toString().trim();
        this.destroy(
          Object.assign(new Error(message), { code: "ECONNREFUSED" })
        );
      }
    });
  }
  /** Ends with the WebSocket, and ends it. */
  attach(socket) {
    this.socket = socket;
    const end = () => {
      if (!this.destroyed) this.push(null);
    };
    socket.addEventListener("close", end);
    socket.addEventListener("error", end);
    if (this.destroyed) socket.close();
  }
  _read() {
  }
  _write(chunk, encoding, done) {
    this.input.write(chunk, encoding, done);
  }
  _destroy(error, done) {
    this.socket?.close();
    this.input.destroy();
    done(error);
  }
  /** What node:http calls on a net.Socket; a WebSocket has nothing of it. */
  setKeepAlive() {
    return this;
  }
  setNoDelay() {
    return this;
  }
  setTimeout() {
    return this;
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
};

// plugins/kubeflow-node/src/kubernetes/servicePod.ts
var unavailable3 = (kubernetes, details) => new KubeflowError("ServiceUnavailableError", {
  subject: kubernetes.subject,
  ...details
});
var isReady = (pod) => !pod.metadata.deletionTimestamp && pod.status?.conditions?.some(
  ({ type, status }) => type === "Ready" && status === "True"
) === true;
var choosePort = (ports, wanted) => wanted === void 0 && ports.length === 1 ? ports[0] : ports.find(
  ({ name, port }) => name === wanted || port === Number(wanted)
);
var containerPort = (pod, { port, targetPort = port }) => typeof targetPort === "number" ? targetPort : pod.spec?.containers?.flatMap(({ ports = [] }) => ports).find(({ name }) => name === targetPort)?.containerPort;
var selectorOf = (selector) => Object.entries(selector).map(([key, value]) => `${key}=${value}`).join(",");
var readyPodOf = async (kubernetes, { namespace, service, port: wanted }) => {
  const { spec } = await kubernetes.get({ ...SERVICES, namespace }, service);
  const { selector = {}, ports = [] } = spec ?? {};
  const target = `service ${service} in namespace ${namespace}`;
  const port = choosePort(ports, wanted);
  if (!port) {
    throw new KubeflowError("NotFoundError", {
      subject: kubernetes.subject,
      fact: `${target} has no port '${wanted ?? "(none named)"}'`,
      reason: "ServicePortNotFound",
      remedy: `Name one of its ports: ${ports.map(({ name, port: number }) => name ?? number).join(", ") || "(it has none)"}`
    });
  }
  const labelSelector = selectorOf(selector);
  const pods = labelSelector ? await kubernetes.list({ ...PODS, namespace }, { labelSelector }) : [];
  const pod = pods.find(isReady);
  const targetPort = pod && containerPort(pod, port);
  if (!pod || !targetPort) {
    throw unavailable3(kubernetes, {
      fact: `${target} has no ready pod (${pods.length} pods match its selector)`,
      reason: "NoReadyPod",
      remedy: `Look at: kubectl --namespace ${namespace} get pods --selector '${labelSelector}'`
    });
  }
  return { pod: pod.metadata.name, port: targetPort };
};

// plugins/kubeflow-node/src/kubernetes/portForward.ts
var OPEN_MS = 15e3;
var upgradeStatus = (error) => {
  const { message } = error ?? {};
  const code = /Unexpected server response: (\d{3})/.exec(String(message))?.[1];
  return code ? Number(code) : void 0;
};
var forwardError = (error, { subject }, { namespace, pod }) => {
  if (isKubeflowError(error)) return error;
  const code = upgradeStatus(error);
  if (code === void 0) {
    return new KubeflowError("ServiceUnavailableError", {
      subject,
      fact: `no connection to pod ${pod} in namespace ${namespace} could be forwarded: ${error?.message ?? "unknown error"}`,
      reason: "PortForwardFailed",
      remedy: "Check that a load balancer or proxy in between lets WebSockets through",
      cause: error
    });
  }
  const call = {
    subject,
    // Servers before 1.35 ask for get, later ones for create.
    verb: "create",
    group: "",
    resource: "pods/portforward",
    namespace,
    name: pod
  };
  return statusError({ call, status: { kind: "Status" }, code });
};
var throughProxies = (kubeConfig, environment) => {
  const server = new URL(kubeConfig.getCurrentCluster()?.server ?? "");
  const proxied2 = Object.create(kubeConfig);
  proxied2.applyToHTTPSOptions = async (options) => {
    await kubeConfig.applyToHTTPSOptions(options);
    const tls = tlsMaterialOf(options);
    options.agent = createAgent({ server, tls, environment });
  };
  return proxied2;
};
var openSocket = async (connection, request) => {
  const { kubernetes } = connection;
  const { namespace } = request;
  const { pod, port } = await readyPodOf(kubernetes, request);
  const { PortForward } = await import("./clientNode-LKT2KCS3.mjs");
  const forward = new PortForward(
    throughProxies(await connection.kubeConfig(), request.environment)
  );
  const socket = new ForwardedSocket();
  const { output, errors, input } = socket;
  try {
    const webSocket = await withDeadline(
      () => forward.portForward(namespace, pod, [port], output, errors, input),
      {
        ms: OPEN_MS,
        onTimeout: () => new KubeflowError("TimeoutError", {
          subject: kubernetes.subject,
          fact: `the port-forward to pod ${pod} was not opened within ${OPEN_MS} ms`,
          reason: "PortForwardTimeout"
        })
      }
    );
    socket.attach(webSocket);
    return socket;
  } catch (error) {
    socket.destroy();
    throw forwardError(error, kubernetes, { namespace, pod });
  }
};
var portForward = (connection, options) => {
  const { namespace, service, port, ...transportOptions } = options;
  return createTransport({
    ...transportOptions,
    // The Host header that a client inside the cluster would send.
    server: `http://${service}.${namespace}.svc`,
    subject: connection.kubernetes.subject,
    connect: () => openSocket(connection, {
      namespace,
      service,
      port,
      environment: options.environment
    })
  });
};

// actions/submit-pipeline/src/clusterConnection.ts
var maskingTokens = (kubernetes) => ({
  ...kubernetes,
  createToken: async (serviceAccount, audience) => {
    const answer = await kubernetes.createToken(serviceAccount, audience);
    maskSecret(answer.token);
    return answer;
  }
});
var ACTION = "submit-pipeline";
var defaults = { userAgent: userAgent(ACTION) };
var tokenForUrl = (inputs) => async (audience) => {
  const token = inputs.endpointToken ?? await githubOidcToken(audience);
  maskSecret(token);
  return token;
};
var settingsPlace = ({ endpoint, kubeconfig }) => endpoint || kubeconfig ? "inputs" : "fleet file";
var needsToken = ({ access }, inputs) => inputs.endpointToken !== void 0 || access.via === "url" && access.audience !== void 0;
async function byUrl2(cluster, inputs) {
  const { pipelines, close } = await connectPipelines(cluster, {
    token: needsToken(cluster, inputs) ? tokenForUrl(inputs) : void 0,
    namespace: inputs.namespace,
    settings: settingsPlace(inputs),
    defaults
  });
  return { target: { subject: pipelines.subject, pipelines }, close };
}
async function byKubernetes(cluster, connection, inputs) {
  const { transport } = connection;
  const kubernetes = maskingTokens(connection.kubernetes);
  const { pipelines, close } = await connectPipelines(cluster, {
    kubernetes,
    transport,
    settings: settingsPlace(inputs),
    portForward: async (target) => portForward(connection, target)
  });
  return {
    target: { subject: pipelines.subject, pipelines, kubernetes },
    close: () => {
      close();
      connection.close();
    }
  };
}
async function connectCluster(cluster, inputs) {
  if (cluster.access.via === "url") return byUrl2(cluster, inputs);
  const connection = await connectJobCluster(cluster, {
    ...inputs,
    action: ACTION
  });
  return byKubernetes(cluster, connection, inputs);
}

// actions/submit-pipeline/src/prepareClusters.ts
var KUBEFLOW_NAMESPACE = "kubeflow";
var lone = (cluster, { namespace }) => ({
  ...cluster,
  account: "",
  partition: "",
  arn: "",
  labels: {},
  kubeflow: {
    profile: cluster.access.via === "url" && namespace ? "pipelines-multi-user" : "pipelines",
    version: "",
    namespace: namespace ?? KUBEFLOW_NAMESPACE
  },
  artifacts: {}
});
var throughProxy = ({ namespace }) => ({
  via: "api-server-proxy",
  namespace: namespace ?? KUBEFLOW_NAMESPACE,
  service: "ml-pipeline"
});
async function prepareClusters(inputs) {
  const { endpoint, kubeconfig } = inputs;
  if (endpoint) {
    const name = new URL(endpoint).host;
    const access = { via: "url", url: endpoint };
    return [lone({ name, region: "endpoint", access }, inputs)];
  }
  if (kubeconfig) {
    const name = inputs.kubeconfigContext ?? "current-context";
    const access = throughProxy(inputs);
    return [lone({ name, region: "kubeconfig", access }, inputs)];
  }
  const { fleet, path } = await readFleetFile(inputs.fleetFile);
  return chosenClusters(inputs.clusters, fleet, path);
}

// plugins/kubeflow-node/src/pipelines/runs/answers.ts
var refusals = /* @__PURE__ */ new Set([
  "InputError",
  "AuthenticationError",
  "NotAllowedError",
  "NotFoundError",
  "ConflictError",
  "NotImplementedError"
]);
var isRepeatable = (status) => status >= 500 || status === 408 || status === 429;
var meaningOf3 = (error) => {
  if (!isKubeflowError(error)) return "uncertain";
  if (error.upstreamStatus !== void 0 && error.upstreamStatus >= 300) {
    return isRepeatable(error.upstreamStatus) ? "uncertain" : "refused";
  }
  return refusals.has(error.name) ? "refused" : "uncertain";
};
var factOf = (error) => {
  if (isKubeflowError(error)) return error.fact;
  return error instanceof Error ? error.message : String(error);
};
var lasting = /* @__PURE__ */ new Set([
  "HostNotFound",
  "NotHttp",
  "NotTls",
  "ProxyRefused"
]);
var isLasting = (error) => isKubeflowError(error) && (lasting.has(error.reason) || error.reason.startsWith("Certificate"));
var isNoAnswer = (error) => isKubeflowError(error) && error.name === "ResponseError" && (error.upstreamStatus ?? 0) < 500;
var isNotFound = (error) => hasReason(error, "NotFound");
var isTaken = (error) => hasReason(error, "AlreadyExists");
var isOutdated = (error) => hasReason(error, "Conflict");
var isForbidden = (error) => isKubeflowError(error) && error.name === "NotAllowedError" && error.reason !== "QuotaExceeded";
var orUndefined = async (answer) => {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) return void 0;
    throw error;
  }
};

// plugins/kubeflow-node/src/pipelines/runs/patience.ts
var FIRST_PAUSE = 250;
var LONGEST_PAUSE = 15e3;
var MOST_NO_ANSWERS = 3;
var WORTH_TELLING = 3;
var WORTH_TELLING_MS = 1e4;
var pauseAfter = (failures, random) => {
  const full = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (failures - 1));
  return full / 2 + full / 2 * random();
};
var isFinal = (error, failures) => meaningOf3(error) === "refused" || isLasting(error) || isNoAnswer(error) && failures >= MOST_NO_ANSWERS;
var createPatience = (options) => {
  const { clock, signal, subject, task } = options;
  const random = options.random ?? Math.random;
  const deadline = clock.now() + options.timeoutMs;
  const left = () => Math.max(0, deadline - clock.now());
  const timedOut = (cause) => new KubeflowError("TimeoutError", {
    subject,
    fact: `could not ${task} within ${Math.round(
      options.timeoutMs / 1e3
    )} s${cause ? `; last error: ${factOf(cause)}` : ""}`,
    reason: "DeadlineExceeded",
    remedy: "Check that the cluster answers, then run the job again",
    cause
  });
  const proceed = () => signal?.throwIfAborted();
  const pause = async (ms, cause) => {
    if (left() <= 0) throw timedOut(cause);
    await clock.sleep(Math.min(ms, left()), signal);
    proceed();
  };
  const persist = async (call) => {
    const began = clock.now();
    for (let failures = 1; ; failures += 1) {
      proceed();
      try {
        return await call();
      } catch (error) {
        if (isFinal(error, failures)) throw error;
        const isTrouble = failures >= WORTH_TELLING || clock.now() - began >= WORTH_TELLING_MS;
        if (isTrouble) options.onTrouble?.(error);
        await pause(pauseAfter(failures, random), error);
      }
    }
  };
  const within = async (ms, answer) => {
    const over = new AbortController();
    try {
      return await Promise.race([
        answer,
        clock.sleep(ms, over.signal).then(() => {
          throw new KubeflowError("TimeoutError", {
            subject,
            fact: `no answer within ${Math.round(ms / 1e3)} s`,
            reason: "CallTimedOut"
          });
        })
      ]);
    } finally {
      over.abort(new Error("answered"));
    }
  };
  return { clock, subject, left, proceed, pause, persist, within };
};

// plugins/kubeflow-node/src/pipelines/runs/runWorkflows.ts
var workflowCollection = (namespace) => ({
  group: "argoproj.io",
  version: "v1alpha1",
  plural: "workflows",
  namespace
});
var runSelector = (runId) => ({
  labelSelector: `${RUN_ID_LABEL}=${runId}`
});
var runNameOn = (workflow) => workflow.metadata.annotations?.["pipelines.kubeflow.org/run_name"];
var isUnreadable = (error) => isForbidden(error) || hasReason(error, "ResourceTypeNotFound");
var workflowsOfRun = async (target, runId) => {
  if (!target.kubernetes) return void 0;
  try {
    return await target.kubernetes.list(
      workflowCollection(target.pipelines.namespace),
      runSelector(runId)
    );
  } catch (error) {
    if (isUnreadable(error)) return void 0;
    throw error;
  }
};
var deleteWorkflow = async (target, workflow) => {
  await orUndefined(
    target.kubernetes?.delete(
      workflowCollection(target.pipelines.namespace),
      workflow.metadata.name
    ) ?? Promise.resolve()
  );
};

// plugins/kubeflow-node/src/pipelines/runs/verdict.ts
var wasCanceled = (run) => {
  if (run.state === "CANCELING") return true;
  const going = run.stateHistory.filter(
    (entry) => entry.state !== void 0 && !isTerminal(entry.state)
  );
  return going[going.length - 1]?.state === "CANCELING";
};
var verdictOf = (run, { canceled }) => {
  switch (run.state) {
    case "SUCCEEDED":
    case "SKIPPED":
    case "CANCELED":
      return run.state;
    case "FAILED":
      return canceled || wasCanceled(run) ? "TERMINATED" : "FAILED";
    default:
      return void 0;
  }
};

// plugins/kubeflow-node/src/pipelines/runs/terminateRun.ts
var DEFAULT_TIMEOUT = 6e3;
var POST_SHARE = 0.6;
var MAY_APPEAR = 3e3;
var FIRST_LOOK = 250;
var SLOWEST_LOOK = 1e3;
var nothingToDo = /* @__PURE__ */ new Set(["InputError", "ConflictError"]);
var order = async ({
  target,
  runId,
  patience
}) => {
  try {
    await patience.within(
      patience.left() * POST_SHARE,
      target.pipelines.terminateRun(runId)
    );
    return "taken";
  } catch (error) {
    if (meaningOf3(error) === "uncertain") return "uncertain";
    const name = error instanceof Error ? error.name : "";
    if (nothingToDo.has(name) || isNotFound(error)) return "refused";
    throw error;
  }
};
var look = async ({
  target,
  runId,
  patience
}) => {
  try {
    return await patience.within(
      patience.left(),
      target.pipelines.getRun(runId)
    );
  } catch (error) {
    if (isNotFound(error)) return "gone";
    if (meaningOf3(error) === "refused") throw error;
    return void 0;
  }
};
var tellWorkflow = async ({ target, runId, patience }) => {
  const { kubernetes } = target;
  if (!kubernetes) return;
  const stop = async () => {
    const workflows = await workflowsOfRun(target, runId) ?? [];
    for (const { metadata } of workflows) {
      await kubernetes.patch(
        workflowCollection(target.pipelines.namespace),
        metadata.name,
        { spec: { activeDeadlineSeconds: 0 } }
      );
    }
  };
  await patience.within(patience.left(), stop()).catch(() => void 0);
};
var unconfirmed = ({ target, runId }, timeoutMs) => new KubeflowError("TimeoutError", {
  subject: target.subject,
  fact: `KFP did not confirm within ${timeoutMs / 1e3} s that run ${runId} is being terminated`,
  reason: "TerminationUnconfirmed",
  remedy: `Terminate it by hand: POST /apis/v2beta1/runs/${runId}:terminate, or Terminate on its page`
});
var endOf = (run, taken) => {
  if (!isTerminal(run.state)) return void 0;
  const byOrder = run.state === "CANCELED" || run.state === "FAILED" && (taken || wasCanceled(run));
  return byOrder ? "terminated" : "already-finished";
};
var noSuchRun = ({ target, runId }) => new KubeflowError("NotFoundError", {
  subject: target.subject,
  fact: `there is no run ${runId}`,
  reason: "NotFound",
  remedy: "Nothing has to be terminated, unless the id is wrong"
});
var react = async (context, progress, run) => {
  progress.seen = true;
  const end = endOf(run, progress.confirmed);
  if (end) return end;
  if (run.state === "CANCELING") {
    progress.confirmed = true;
    if (progress.ordered === "uncertain") {
      await tellWorkflow(context);
      progress.ordered = "taken";
    }
  } else if (progress.ordered !== "taken") {
    progress.ordered = await order(context);
    progress.confirmed ||= progress.ordered === "taken";
  }
  return void 0;
};
var terminateRun = async (target, runId, options = {}) => {
  const clock = options.clock ?? systemClock;
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT;
  const startedAt = clock.now();
  const patience = createPatience({
    clock,
    subject: target.subject,
    task: `terminate run ${runId}`,
    timeoutMs
  });
  const context = { target, runId, patience };
  const ordered = await order(context);
  const confirmed = ordered === "taken";
  const progress = { ordered, confirmed, seen: confirmed };
  let missing = false;
  let pause = FIRST_LOOK;
  while (patience.left() > 0) {
    const run = await look(context);
    missing = run === "gone";
    if (run === "gone") {
      if (progress.seen) return "already-finished";
      if (clock.now() - startedAt >= MAY_APPEAR) throw noSuchRun(context);
    } else if (run) {
      const outcome = await react(context, progress, run);
      if (outcome) return outcome;
    }
    await clock.sleep(Math.min(pause, patience.left()));
    pause = Math.min(SLOWEST_LOOK, pause * 2);
  }
  if (progress.confirmed) return "requested";
  throw missing ? noSuchRun(context) : unconfirmed(context, timeoutMs);
};

export {
  isTerminal,
  canonicalJson,
  isMapping,
  at,
  entriesAt,
  textAt,
  withAt,
  mapValues,
  rememberCheckedText,
  taskGraphOf,
  compiledFrom,
  parseCompiledPipeline,
  connectCluster,
  prepareClusters,
  meaningOf3 as meaningOf,
  factOf,
  isNotFound,
  isTaken,
  isOutdated,
  isForbidden,
  orUndefined,
  workflowCollection,
  runSelector,
  runNameOn,
  isUnreadable,
  workflowsOfRun,
  deleteWorkflow,
  createPatience,
  wasCanceled,
  verdictOf,
  terminateRun
};
