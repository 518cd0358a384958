import { createRequire as __createRequire } from 'node:module';
import { fileURLToPath as __fileURLToPath } from 'node:url';
import { dirname as __pathDirname } from 'node:path';
const require = __createRequire(import.meta.url);
const __filename = __fileURLToPath(import.meta.url);
const __dirname = __pathDirname(__filename);
import {
  Explainer,
  ReadinessBoard,
  applySetOf,
  countRequests,
  createBases,
  createBodyStore,
  createObjectApi,
  createRedactor,
  decidePrune,
  decideWrites,
  describeResource,
  diffObjects,
  groupKind,
  inParallel,
  isSecretPlace,
  isStatusless,
  jobClusters,
  lastWord,
  liveSecrets,
  lostFields,
  overlay,
  ownEntries,
  readRevision,
  readState,
  renderInstallation,
  resourceKey,
  scopedManifests,
  shortenedPair,
  statusOfObject,
  valueText,
  withMembership
} from "./chunk-V7TGGKKX.mjs";
import {
  concurrently
} from "./chunk-EAJP3JLV.mjs";
import {
  createTimeLimit,
  gitHubFailure
} from "./chunk-65QZ53D7.mjs";
import {
  connectJobCluster
} from "./chunk-KV6WBCFD.mjs";
import {
  systemClock,
  workspaceRoot
} from "./chunk-JNYKWK74.mjs";
import {
  originOfWorkflow,
  repositoryOfWorkflow
} from "./chunk-YKUCVA7C.mjs";
import "./chunk-4DFJ5QLX.mjs";
import "./chunk-42GWPBEF.mjs";
import "./chunk-FTTFEKBO.mjs";
import "./chunk-DW6ULECM.mjs";
import "./chunk-EJ6GWCDT.mjs";
import "./chunk-M77JZMU5.mjs";
import {
  clusterKey,
  clusterSubject
} from "./chunk-O6JMIZCO.mjs";
import {
  ToldFailures,
  createDocument,
  createFailureTeller
} from "./chunk-PQOOSQB6.mjs";
import {
  code,
  joined,
  link,
  md
} from "./chunk-2YSY4FRL.mjs";
import {
  KubeflowError,
  hasReason,
  isKubeflowError,
  maskSecret,
  printable,
  redact
} from "./chunk-PZPCDT3H.mjs";
import "./chunk-GUMIUNBP.mjs";

// plugins/kubeflow-node/src/apply/drift/driftOfObject.ts
var HIDDEN = "***";
var isSecretField = (kind, { path, field }) => kind === "Secret" && /^(data|stringData)\b/.test(path) || isSecretPlace(path.split(/[.[]/).at(-2) ?? "", field, []);
var isSame = ({ live, wanted }) => valueText(live) === valueText(wanted);
var asChange = (lost, kind, redact2) => {
  const { path, field, manager, time } = lost;
  const clear = [lost.live, lost.wanted].map(valueText);
  const isSecret = isSecretField(kind, lost);
  const clean = [lost.live, lost.wanted].map((value) => {
    const text = valueText(redact2.value(value, field));
    if (text === void 0) return void 0;
    return isSecret ? HIDDEN : redact2.text(text);
  });
  const [before, after] = shortenedPair(clean[0], clean[1]);
  const redacted = clean.some((text, at) => text !== clear[at]);
  return {
    path: redact2.text(path),
    ...before === void 0 ? {} : { before },
    ...after === void 0 ? {} : { after },
    ...redacted ? { redacted } : {},
    ...manager ? { manager, time } : {}
  };
};
var seenFields = (object, live, redact2) => diffObjects(live, overlay(live, object), { redact: redact2 });
var reasonOf = ({ entry, live, isDeployed: isDeployed2 }) => {
  if (entry?.uid && live && entry.uid !== live.metadata.uid) {
    return "it was deleted and made anew by somebody else";
  }
  if (live && ownEntries(live.metadata.managedFields).length === 0) {
    return "none of its fields is ours";
  }
  return isDeployed2 ? void 0 : "it was not deployed in this form yet";
};
var changedFields = (suspect, redact2) => {
  const { manifest, live, isDeployed: isDeployed2 } = suspect;
  const object = manifest.object();
  const lost = lostFields(object, live.metadata.managedFields, live);
  const owned = (lost ?? []).filter((field) => !isSame(field)).map((field) => asChange(field, object.kind, redact2));
  if (lost && isDeployed2) return owned;
  const known = new Map(owned.map((field) => [field.path, field]));
  const seen = seenFields(object, live, redact2);
  return seen.map((field) => known.get(field.path) ?? field);
};
var driftOfObject = (suspect, redact2) => {
  const { manifest, live } = suspect;
  const { id } = manifest;
  if (!live) return { id, action: "created", reason: "it is missing" };
  if (live.metadata.deletionTimestamp) {
    const time = live.metadata.deletionTimestamp;
    return {
      id,
      action: "configured",
      reason: `it is being deleted since ${time}`
    };
  }
  const fields = changedFields({ ...suspect, live }, redact2);
  const reason = reasonOf(suspect);
  const isDrift = fields.length > 0 || reason && suspect.isDeployed;
  return isDrift ? { id, action: "configured", fields, ...reason ? { reason } : {} } : { id, action: "unchanged" };
};
var driftOfMetadata = (manifest, { managedFields }, redact2) => {
  const object = manifest.object();
  const lost = lostFields(object, managedFields) ?? [];
  return {
    id: manifest.id,
    action: "configured",
    fields: lost.map((field) => asChange(field, object.kind, redact2)),
    reason: "its values may not be read, so only the owners are told"
  };
};

// plugins/kubeflow-node/src/apply/drift/recordedManifests.ts
var recordedManifests = async (target, { revision, revisions = [] }) => {
  const record = revisions.find(({ number }) => number === revision);
  if (!record) {
    throw new KubeflowError("NotFoundError", {
      subject: target.subject,
      fact: "no complete revision is recorded in the cluster, so there is nothing to compare it with",
      reason: "RevisionMissing",
      remedy: "Deploy once with success, or compare with the manifests (compare-with: manifests)"
    });
  }
  return await readRevision(target, record);
};

// plugins/kubeflow-node/src/apply/drift/unreadyObjects.ts
var unreadyObjects = async ({ kubernetes }, manifests, {
  live,
  redact: redact2,
  signal
}) => {
  const ids = manifests.map(({ id }) => id).filter((id) => !isStatusless(groupKind(id)) && live.has(resourceKey(id)));
  const board = new ReadinessBoard(ids, redact2);
  for (const id of ids) {
    const object = live.get(resourceKey(id));
    if (object) board.judge(id, statusOfObject(object), object);
  }
  if (board.unready().length > 0) {
    await lastWord(async () => {
      const { details, settled } = await new Explainer(kubernetes).explain(
        board.unready()
      );
      board.explain(details);
      for (const { id, status } of settled) board.judge(id, status);
    }, signal);
  }
  return board.waiting();
};

// plugins/kubeflow-node/src/apply/drift/detectDrift.ts
var MOST_OBJECTS = 40;
var assertComplete = ({ members }) => {
  const [error] = members.unread.values();
  if (error !== void 0) throw error;
};
var isDeployed = ({ manifest, entry }, state) => entry?.digest !== void 0 && entry.digest === state.inventory.digestOf(manifest);
var inspect = async (api, candidate, { state, redact: redact2 }) => {
  const { manifest, member } = candidate;
  try {
    const live = await api.get(manifest.id);
    const suspect = {
      ...candidate,
      live,
      isDeployed: isDeployed(candidate, state)
    };
    return driftOfObject(suspect, redact2);
  } catch (error) {
    if (!member || !hasReason(error, "Forbidden")) throw error;
    return driftOfMetadata(manifest, member, redact2);
  }
};
var surplus = (state, { set, manifests }, subject) => {
  const { deletions, strangers } = decidePrune({
    ...state,
    subject,
    set,
    policy: { prune: true, allowMassDelete: true, deletable: [] }
  });
  const strange = strangers.map(
    (id) => ({
      id,
      action: "skipped",
      reason: "it carries the label of this installation and was not applied by it"
    })
  );
  if (!manifests) return strange;
  const gone = deletions.map(
    ({ id }) => ({
      id,
      action: "deleted",
      reason: "it is no longer in the manifests"
    })
  );
  return [...strange, ...gone];
};
var compare = async (api, state, {
  candidates,
  redact: redact2
}) => {
  const found = await concurrently(
    candidates,
    MOST_OBJECTS,
    async (candidate) => [
      candidate.manifest,
      await inspect(api, candidate, { state, redact: redact2 })
    ]
  );
  const changes = new Map(found);
  return state.manifests.map(
    (manifest) => changes.get(manifest) ?? { id: manifest.id, action: "unchanged" }
  );
};
var lookAt = async (target, { api, state, request, ports }) => {
  const { candidates } = decideWrites(state);
  const redact2 = createRedactor([
    ...state.manifests,
    ...await liveSecrets(api, candidates, state)
  ]);
  const changes = await compare(api, state, { candidates, redact: redact2 });
  const unready = await unreadyObjects(target, state.manifests, {
    live: state.live,
    redact: (text) => redact2.text(text),
    signal: ports.signal
  });
  return {
    changes: [...changes, ...surplus(state, request, target.subject)],
    unready
  };
};
var detectDrift = async (given, request, ports) => {
  const { set } = request;
  const { clock } = ports;
  const target = countRequests(given, ports);
  const warnings = [];
  const api = createObjectApi(target, {
    ...ports,
    onWarning: (text) => warnings.push(text)
  });
  const manifests = request.manifests ?? [];
  const read = await readState(target, api, { set, manifests, clock });
  const { parent, entries, revision } = read.inventory;
  const about = { revision, warnings, requests: target.counts };
  if (!parent && entries.length === 0) {
    return { ...about, installed: false, changes: [], unready: [] };
  }
  assertComplete(read);
  const wanted = request.manifests ?? await recordedManifests(target, read.inventory);
  const state = {
    ...read,
    manifests: scopedManifests(target.subject, wanted, read.kinds)
  };
  const found = await lookAt(target, { api, state, request, ports });
  return { ...about, installed: true, ...found };
};

// actions/detect-drift/src/clusterInspector.ts
var SET = applySetOf("kubeflow");
function createRenderer() {
  const bodies = createBodyStore();
  const bases = createBases();
  return async (cluster, limit, eks) => {
    const { manifests } = await renderInstallation(cluster, {
      ...limit,
      workspace: await workspaceRoot(),
      bases,
      bodies,
      autoMode: eks?.autoMode
    });
    return withMembership(manifests, SET, { bodies });
  };
}
function createInspectors(given) {
  const render = createRenderer();
  return async (cluster) => {
    let eks;
    const { kubernetes, transport, close } = await connectJobCluster(cluster, {
      ...given,
      action: "detect-drift",
      onDescribed: (described) => {
        eks = described;
      }
    });
    const target = { subject: kubernetes.subject, kubernetes, transport };
    const look = async (limit) => {
      const manifests = given.compareWith === "manifests" ? await render(cluster, limit, eks) : void 0;
      return detectDrift(
        target,
        { set: SET, manifests },
        { clock: systemClock, random: Math.random, signal: limit.signal }
      );
    };
    return { look, close };
  };
}

// actions/detect-drift/src/driftIssue.ts
import { createHash } from "node:crypto";

// actions/toolkit/src/gitHubIssue.ts
var MAX_BODY = 64e3;
var MAX_TITLE = 250;
var PAGE = 100;
var MAX_PAGES = 20;
var markerOf = (id) => `<!-- kubeflow-fleet: ${id.replace(/[^\w./ :-]|--+/g, "_")} -->`;
async function findMarked(desk) {
  const found = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { data } = await desk.client.request(
      "GET /repos/{owner}/{repo}/issues",
      {
        ...desk.repository,
        labels: desk.labels[0],
        state: "all",
        per_page: PAGE,
        page
      }
    );
    found.push(
      ...data.filter(
        ({ body, pull_request }) => !pull_request && body?.startsWith(desk.marker)
      )
    );
    if (data.length < PAGE) break;
  }
  return found;
}
var change = async ({ client, repository }, issue_number, fields) => {
  await client.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
    ...repository,
    issue_number,
    ...fields
  });
};
var say = async ({ client, repository }, issue_number, text) => {
  await client.request(
    "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
    { ...repository, issue_number, body: redact(text) }
  );
};
var oldestFirst = (a, b) => a.number - b.number;
async function onlyOpen(desk) {
  const [first, ...others] = (await findMarked(desk)).filter(({ state }) => state === "open").sort(oldestFirst);
  for (const { number } of others) {
    await say(desk, number, `Duplicate of #${first.number}.`);
    await change(desk, number, {
      state: "closed",
      state_reason: "not_planned"
    });
  }
  return first;
}
async function open(desk, text) {
  const { client, repository, labels } = desk;
  const { data } = await client.request("POST /repos/{owner}/{repo}/issues", {
    ...repository,
    ...text,
    labels: [...labels]
  });
  const kept = await onlyOpen(desk) ?? data;
  if (kept.number === data.number) return outcome("opened", data);
  await change(desk, kept.number, { ...text });
  return outcome("updated", kept);
}
var outcome = (state, { number, html_url }) => ({ state, number, url: html_url });
async function put(desk, text) {
  const current = await onlyOpen(desk);
  if (current) {
    await change(desk, current.number, { ...text });
    return outcome("updated", current);
  }
  const [last] = await findMarked(desk);
  if (!last) return open(desk, text);
  await change(desk, last.number, { ...text, state: "open" });
  return outcome("reopened", last);
}
async function withDesk({ token, action, id, labels, log }, work) {
  const repository = repositoryOfWorkflow();
  if (!repository) return { state: "none" };
  try {
    const { connectGitHub } = await import("./github-TGOHINBN.mjs");
    const client = connectGitHub(token, action);
    return await work({ client, repository, labels, marker: markerOf(id) });
  } catch (error) {
    log.warning(
      `The issue could not be written: ${gitHubFailure(
        error,
        "issues"
      )}; see the job summary instead.`
    );
    return { state: "refused" };
  }
}
var writeIssue = (options, {
  title,
  document
}) => withDesk(options, (desk) => {
  const room = MAX_BODY - desk.marker.length - 1;
  return put(desk, {
    title: redact(title).slice(0, MAX_TITLE),
    body: `${desk.marker}
${redact(document.render(room))}`
  });
});
var closeIssue = (options, comment) => withDesk(options, async (desk) => {
  const current = await onlyOpen(desk);
  if (!current) return { state: "none" };
  await say(desk, current.number, comment);
  await change(desk, current.number, {
    state: "closed",
    state_reason: "completed"
  });
  return outcome("closed", current);
});

// actions/detect-drift/src/report.ts
var MAX_OBJECTS = 1e3;
var MAX_FIELDS = 5;
var MAX_VALUE = 100;
var SIGNS = {
  CLEAN: "✅",
  DRIFTED: "⚠️",
  NOT_INSTALLED: "⚠️",
  UNREACHABLE: "❌",
  NOT_STARTED: "⚪"
};
var hasDrifted = ({ state }) => state === "DRIFTED" || state === "NOT_INSTALLED";
var isUnknown = ({ state }) => state === "UNREACHABLE" || state === "NOT_STARTED";
var short = (text) => text && text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
var objectOf = ({ id, action, fields = [], reason }) => ({
  object: resourceKey(id),
  action,
  reason,
  fields: fields.slice(0, MAX_FIELDS).map((field) => ({
    ...field,
    before: short(field.before),
    after: short(field.after)
  }))
});
function driftOutput(reports) {
  const share = Math.floor(MAX_OBJECTS / Math.max(1, reports.length));
  return reports.map(({ cluster, state, drift, error }) => ({
    cluster: cluster.name,
    region: cluster.region,
    account: cluster.account,
    state,
    revision: drift?.revision,
    objects: (drift?.changes ?? []).slice(0, share).map(objectOf),
    reason: isKubeflowError(error) ? error.reason : void 0,
    error: error instanceof Error ? error.message.slice(0, 4e3) : void 0
  }));
}
var keysOf = (reports, isOne) => reports.filter(isOne).map(({ cluster }) => clusterKey(cluster));
function setOutputs(step, reports) {
  step.set({
    "has-drift": reports.some(hasDrifted),
    drift: driftOutput(reports),
    "drifted-clusters": keysOf(reports, hasDrifted),
    "unreachable-clusters": keysOf(reports, isUnknown)
  });
}
var errorCell = (error, subject) => {
  if (!isKubeflowError(error)) {
    return error instanceof Error ? error.message : "";
  }
  const text = error.message.startsWith(`${subject}: `) ? error.message.slice(subject.length + 2) : error.message;
  return md`${text} (${code(error.reason)})`;
};
var NOT_INSTALLED = "Nothing is installed, or all that tells of it is gone";
var detailsCell = ({ cluster, state, error }) => {
  if (error !== void 0) return errorCell(error, clusterSubject(cluster));
  return state === "NOT_INSTALLED" ? NOT_INSTALLED : "";
};
var valueText2 = (value) => value === void 0 ? "∅" : code(short(value).replace(/\r?\n/g, "⏎"));
var fieldText = ({ path, before, after, redacted }) => redacted ? md`${code(path)}: a secret value differs` : md`${code(path)}: is ${valueText2(before)}, was deployed as ${valueText2(
  after
)}`;
var whoText = ({ manager, time }) => {
  if (!manager) return "";
  return time ? md`${code(manager)} at ${time}` : code(manager);
};
var waitingLines = ({ id, fact, details }) => [
  `${describeResource(id)}: ${fact}`,
  ...details.map((detail) => `  │ ${detail}`)
];
function rowsOf({ id, action, fields = [], reason }) {
  const object = code(describeResource(id));
  if (action === "created") return [[object, "is missing", reason]];
  if (fields.length === 0) return [[object, reason ?? "was changed", ""]];
  return fields.map((field) => [object, fieldText(field), whoText(field)]);
}
function describeDrift(document, { cluster, drift }) {
  const { changes = [], warnings = [], unready = [] } = drift ?? {};
  if (changes.length + warnings.length + unready.length === 0) return;
  document.heading(clusterSubject(cluster), 3);
  if (warnings.length > 0) document.bullets(warnings);
  if (unready.length > 0) {
    document.paragraph("Does not work, and was not changed:");
    document.lines(unready.flatMap(waitingLines), "text");
  }
  if (changes.length === 0) return;
  document.table({
    columns: ["Object", "Difference", "Set by"],
    rows: changes.flatMap(rowsOf)
  });
}
function describe(document, reports, subject) {
  document.heading("Kubeflow: drift");
  document.table({
    columns: ["Cluster", "State", "Objects", "Revision", "Details"],
    rows: reports.map((report) => [
      clusterSubject(report.cluster),
      `${SIGNS[report.state]} ${report.state}`,
      report.drift?.changes.length,
      report.drift?.revision,
      detailsCell(report)
    ])
  });
  const unknown = reports.filter(isUnknown);
  if (unknown.length > 0) {
    document.paragraph(
      md`**Not looked at: ${unknown.map(({ cluster }) => clusterSubject(cluster)).join(", ")}.** What they hold is not known.`
    );
  }
  for (const report of reports) describeDrift(document, report);
  document.paragraph(
    joined(
      [
        subject.compareWith === "revision" ? "compared with what was deployed last" : md`compared with the manifests of commit ${code(
          subject.commit.slice(0, 12)
        )}`,
        link("workflow run", subject.workflowRunUrl)
      ],
      " · "
    )
  );
}

// actions/detect-drift/src/driftIssue.ts
var ACTION = "detect-drift";
function issueId({ inputs }, reports) {
  const { fleetFile, kubeconfig, clusters } = inputs;
  if (!kubeconfig && clusters.length === 0) return `${ACTION} ${fleetFile}`;
  const keys = reports.map(({ cluster }) => clusterKey(cluster)).sort();
  const digest = createHash("sha256").update(keys.join("\n")).digest("hex");
  return `${ACTION} ${kubeconfig ?? fleetFile} ${digest.slice(0, 16)}`;
}
async function keepIssue(step, reports, subject) {
  const { inputs: given, log } = step;
  if (!given.issue || !given.githubToken) return void 0;
  const options = {
    token: given.githubToken,
    action: ACTION,
    id: issueId(step, reports),
    labels: given.issueLabels,
    log
  };
  if (reports.some(hasDrifted)) {
    const document = createDocument();
    describe(document, reports, subject);
    document.paragraph(
      "Deploy again to undo it, or deploy the change to keep it. This issue is edited in place, and closed when every cluster is clean."
    );
    return writeIssue(options, { title: given.issueTitle, document });
  }
  if (reports.some(isUnknown)) return void 0;
  return closeIssue(
    options,
    `Every cluster is as it was deployed: ${subject.workflowRunUrl}`
  );
}

// actions/detect-drift/src/lookForDrift.ts
var stateOf = ({ installed, changes }) => {
  if (!installed) return "NOT_INSTALLED";
  const isDrift = changes.some(({ action }) => action !== "skipped");
  return isDrift ? "DRIFTED" : "CLEAN";
};
var differing = (drift) => ({
  ...drift,
  changes: drift.changes.filter(({ action }) => action !== "unchanged")
});
async function lookAt2(cluster, { timeoutMs }, { connect, clock, signal }) {
  const subject = clusterSubject(cluster);
  const limit = createTimeLimit({ subject, timeoutMs, clock, signal });
  try {
    const inspector = await limit.spend(
      { task: "connect", graceMs: 0 },
      (left) => connect(cluster, left)
    );
    try {
      const drift = differing(
        await limit.spend(
          { task: "read what is there", graceMs: 0 },
          (left) => inspector.look(left)
        )
      );
      return { cluster, drift, state: stateOf(drift) };
    } finally {
      inspector.close();
    }
  } catch (error) {
    return { cluster, error, state: "UNREACHABLE" };
  }
}
async function lookForDrift(request, ports) {
  const reports = /* @__PURE__ */ new Map();
  const mayGoOn = () => !ports.signal.aborted;
  await inParallel(
    request.clusters,
    { width: request.maxParallel, mayGoOn },
    async (cluster) => {
      const report = await lookAt2(cluster, request, ports);
      reports.set(cluster, report);
      ports.ended(report);
    }
  );
  const clusters = request.clusters.map(
    (cluster) => reports.get(cluster) ?? { cluster, state: "NOT_STARTED" }
  );
  return { clusters };
}

// actions/detect-drift/src/driftStep.ts
function maskGiven({ githubToken }) {
  maskSecret(githubToken);
  maskSecret(process.env.AWS_SECRET_ACCESS_KEY);
  maskSecret(process.env.AWS_SESSION_TOKEN);
}
var MAX_LINE = 1e3;
var fieldLine = ({
  path,
  before,
  after,
  redacted,
  manager,
  time
}) => {
  const what = redacted ? "a secret value differs" : `is ${before ?? "(none)"}, was deployed as ${after ?? "(none)"}`;
  const who = manager ? `, set by ${manager}${time ? ` at ${time}` : ""}` : "";
  const line = `${path}: ${what}${who}`.replace(/\r?\n/g, "⏎");
  return `    ${printable(line, MAX_LINE)}`;
};
function tell(log, { cluster, state, drift }) {
  const subject = clusterSubject(cluster);
  const changes = drift?.changes ?? [];
  const number = changes.length > 0 ? `, ${changes.length} objects differ` : "";
  log.info(`${subject}: ${state}${number}`);
  drift?.warnings.forEach((text) => log.warning(`${subject}: ${text}`));
  const unready = drift?.unready ?? [];
  if (unready.length > 0) {
    log.group(`${subject}: what does not work`, unready.flatMap(waitingLines));
  }
  if (changes.length === 0) return;
  log.group(
    `${subject}: what differs`,
    changes.flatMap(({ id, action, reason, fields = [] }) => [
      `${describeResource(id)}: ${action === "created" ? "is missing" : reason ?? "was changed"}`,
      ...fields.map(fieldLine)
    ])
  );
}
var driftFound = (drifted) => new KubeflowError("ConflictError", {
  reason: "DriftFound",
  fact: `${drifted.map(({ cluster, state }) => `${clusterSubject(cluster)} is ${state}`).join(", ")}`,
  remedy: "Deploy again to undo it, or deploy the change to keep it; the job summary has every difference"
});
var cancelled = () => new KubeflowError("ResponseError", {
  reason: "JobCancelled",
  fact: "the job was cancelled before every cluster was looked at",
  remedy: "Run the job again"
});
function failuresOf(reports, { failOnDrift }) {
  const drifted = reports.filter(hasDrifted);
  return [
    ...reports.flatMap(({ error }) => error === void 0 ? [] : [error]),
    ...reports.some(({ state }) => state === "NOT_STARTED") ? [cancelled()] : [],
    ...failOnDrift && drifted.length > 0 ? [driftFound(drifted)] : []
  ];
}
async function driftStep(step) {
  const { inputs: given, signal, log, outputs, summary } = step;
  maskGiven(given);
  const { clusters } = await jobClusters(given);
  signal.throwIfAborted();
  const failures = createFailureTeller({ action: "detect-drift", log });
  const { clusters: reports } = await lookForDrift(
    { clusters, maxParallel: given.maxParallel, timeoutMs: given.timeout },
    {
      connect: createInspectors(given),
      clock: systemClock,
      signal,
      ended: (report) => {
        tell(log, report);
        if (report.error !== void 0) failures.tell(report.error);
      }
    }
  );
  const { commit, workflowRunUrl } = originOfWorkflow();
  const { compareWith } = given;
  const subject = { commit, workflowRunUrl, compareWith };
  setOutputs(outputs, reports);
  describe(summary, reports, subject);
  const issue = signal.aborted ? void 0 : await keepIssue(step, reports, subject);
  if (issue?.url)
    log.info(`Issue #${issue.number} ${issue.state}: ${issue.url}`);
  outputs.set({ "issue-number": issue?.number, "issue-url": issue?.url });
  if (!given.failOnDrift && reports.some(hasDrifted)) {
    log.warning(driftFound(reports.filter(hasDrifted)).message);
  }
  const all = failuresOf(reports, given);
  all.forEach((failure) => failures.tell(failure));
  if (all.length > 0) throw new ToldFailures(all);
}
export {
  driftStep,
  fieldLine
};
