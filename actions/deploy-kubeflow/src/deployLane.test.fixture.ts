import fs from 'node:fs';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import {
  type ActionResult,
  type LocalFleet,
  type LocalFleetOptions,
  runAction,
  type RunActionOptions,
  startLocalFleet,
} from '@kubeflow-fleet/local-fleet';
import { parse, stringify } from 'yaml';

const ACTION = path.resolve(__dirname, '../action.yml');

/** A password that no report may show, in any spelling. */
export const CANARY = 'canary-p4ssw0rd';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** What the tests deploy: plain manifests, for which no kubectl is needed. */
export const MANIFESTS = `
apiVersion: v1
kind: Namespace
metadata: {name: team-ml}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Widget, plural: widgets, singular: widget, listKind: WidgetList}
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
---
apiVersion: example.com/v1
kind: Widget
metadata: {name: first, namespace: team-ml}
spec: {size: 3}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: team-ml}
data: {mode: fast, level: "1"}
---
apiVersion: v1
kind: Secret
metadata: {name: login, namespace: team-ml}
data: {password: ${base64(CANARY)}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: team-ml}
spec:
  replicas: 1
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec: {containers: [{name: main, image: "registry.example.com/api:1"}]}
`;

/** A local fleet with nothing installed, a repository that says what is to be, and the built action. */
export interface DeployLane {
  readonly fleet: LocalFleet;
  readonly workspace: string;
  /** Runs the built action as GitHub's runner does; `mode: apply` unless told otherwise. */
  deploy(
    inputs?: Readonly<Record<string, string>>,
    options?: Partial<RunActionOptions>,
  ): Promise<ActionResult>;
  /** What the repository wants to be deployed. */
  writeManifests(text: string): void;
  /** An object of a cluster, by its namespace and name. */
  object(
    cluster: string,
    kind: string,
    name: string,
  ): Readonly<Record<string, any>> | undefined;
  /** A merge patch of cluster `ml-eu` by a person, as this field manager. */
  patchAs(manager: string, path: string, patch: object): Promise<void>;
  /** Requests that change something and are no dry run, as `METHOD path`. */
  writes(cluster: string): readonly string[];
  close(): Promise<void>;
}

/** Everything that a person sees of a step. */
export const visibleText = (result: ActionResult): string =>
  JSON.stringify([
    result.log,
    result.annotations,
    result.summary,
    result.outputs,
    result.state,
    result.exportedEnv,
  ]);

/** Texts of the log, one per line. */
export const logText = ({ log }: ActionResult): string =>
  log.map(({ text }) => text).join('\n');

export const errorsIn = ({ annotations }: ActionResult): readonly string[] =>
  annotations
    .filter(({ level }) => level === 'error')
    .map(({ title = '', message }) => `${title}: ${message}`);

export const installations = (result: ActionResult): readonly any[] =>
  JSON.parse(result.outputs.installations!);

/** `ml-eu READY` of each cluster. */
export const states = (result: ActionResult): readonly string[] =>
  installations(result).map(({ cluster, state }) => `${cluster} ${state}`);

const API_VERSIONS: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  Widget: 'example.com/v1',
  CustomResourceDefinition: 'apiextensions.k8s.io/v1',
};
const CLUSTER_SCOPED = ['Namespace', 'CustomResourceDefinition'];

/** The workflow's group may do everything: what it needs is another suite's question. */
const everything = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: 'test-deployers' },
  roleRef: {
    apiGroup: 'rbac.authorization.k8s.io',
    kind: 'ClusterRole',
    name: 'cluster-admin',
  },
  subjects: [
    {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'Group',
      name: 'kubeflow-fleet:deployers',
    },
  ],
};

function writeFleetFile(fleet: LocalFleet, workspace: string): void {
  const file = parse(fs.readFileSync(fleet.files.fleetFile, 'utf8'));
  file.defaults.kubeflow.manifests = 'kubeflow';
  fs.writeFileSync(path.join(workspace, 'fleet.yaml'), stringify(file));
}

const patch = (
  { server, ca, adminToken }: LocalFleet['clusters'][0]['controlPlane'],
  url: string,
  body: object,
) =>
  new Promise<void>((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${adminToken}`,
      'content-type': 'application/merge-patch+json',
    };
    const request = https.request(
      new URL(url, server),
      { method: 'PATCH', ca, headers },
      answer => {
        answer.resume();
        if (answer.statusCode === 200) answer.on('end', resolve);
        else reject(new Error(`${url}: ${answer.statusCode}`));
      },
    );
    request.on('error', reject);
    request.end(JSON.stringify(body));
  });

const isWrite = ({ method, url }: { method: string; url: string }) =>
  /^(POST|PUT|PATCH|DELETE)$/.test(method) &&
  !/dryRun=All|selfsubject/.test(url);

const deployOptions = (
  { fleet, workspace }: Pick<DeployLane, 'fleet' | 'workspace'>,
  inputs: Readonly<Record<string, string>>,
  more: Partial<RunActionOptions>,
): RunActionOptions => ({
  action: ACTION,
  workspace,
  inputs: { mode: 'apply', timeout: '60s', ...inputs },
  token: fleet.github.token,
  oidc: fleet.github.emulator.oidc,
  ...more,
  context: {
    ...fleet.github.identity,
    job: 'deploy',
    apiUrl: fleet.github.apiUrl,
    serverUrl: fleet.github.url,
    ...more.context,
  },
  env: {
    AWS_ENDPOINT_URL: fleet.aws.url,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...more.env,
  },
});

/** One cluster `ml-eu` in eu-west-1 unless `regions` says more. */
export async function openDeployLane(
  options: Partial<LocalFleetOptions> = {},
): Promise<DeployLane> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'deploy-'));
  const workspace = path.join(folder, 'workspace');
  fs.mkdirSync(path.join(workspace, 'kubeflow'), { recursive: true });
  const fleet = await startLocalFleet({
    stateDir: path.join(folder, 'fleet'),
    regions: [{ region: 'eu-west-1', clusters: [{ name: 'ml-eu' }] }],
    installed: false,
    ...options,
  });
  for (const { controlPlane } of fleet.clusters) {
    controlPlane.emulator!.objects.create(everything);
  }
  writeFleetFile(fleet, workspace);
  const writeManifests = (text: string) =>
    fs.writeFileSync(path.join(workspace, 'kubeflow/objects.yaml'), text);
  writeManifests(MANIFESTS);
  return {
    fleet,
    workspace,
    writeManifests,
    deploy: (inputs = {}, more = {}) =>
      runAction(deployOptions({ fleet, workspace }, inputs, more)),
    object: (cluster, kind, name) =>
      fleet.cluster(cluster).controlPlane.emulator!.objects.get({
        apiVersion: API_VERSIONS[kind] ?? 'v1',
        kind,
        name,
        namespace: CLUSTER_SCOPED.includes(kind) ? undefined : 'team-ml',
      }),
    patchAs: (manager, url, body) =>
      patch(
        fleet.cluster('ml-eu').controlPlane,
        `${url}?fieldManager=${manager}`,
        body,
      ),
    writes: cluster =>
      (fleet.cluster(cluster).controlPlane.requests ?? [])
        .filter(isWrite)
        .map(({ method, url }) => `${method} ${url.split('?')[0]}`),
    close: async () => {
      await fleet.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
