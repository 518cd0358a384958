import fs from 'node:fs';
import https from 'node:https';
import os from 'node:os';
import path from 'node:path';
import {
  type ActionResult,
  type LocalFleet,
  runAction,
  startLocalFleet,
} from '@kubeflow-fleet/local-fleet';
import { parse, stringify } from 'yaml';

const ACTIONS = path.resolve(__dirname, '../..');

export const MANIFESTS = `
apiVersion: v1
kind: Namespace
metadata: {name: team-ml}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: team-ml}
data: {mode: fast}
---
apiVersion: v1
kind: Secret
metadata: {name: login, namespace: team-ml}
data: {password: ${Buffer.from('canary-p4ssw0rd').toString('base64')}}
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

/** Two clusters that are deployed to, and the built action. */
export interface DriftLane {
  readonly fleet: LocalFleet;
  run(
    action: 'deploy-kubeflow' | 'detect-drift',
    inputs?: Readonly<Record<string, string>>,
  ): Promise<ActionResult>;
  writeManifests(text: string): void;
  /** A merge patch of cluster `ml-eu` by a person, as this field manager. */
  patchAs(manager: string, path: string, patch: object): Promise<void>;
  close(): Promise<void>;
}

/** What reading takes, and no more: rules of a role that has no verb that writes. */
const reader = [
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'test-reader' },
    rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list'] }],
  },
];

const bindingTo = (name: string) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: `test-${name}` },
  roleRef: {
    apiGroup: 'rbac.authorization.k8s.io',
    kind: 'ClusterRole',
    name,
  },
  subjects: [
    {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'Group',
      name: 'kubeflow-fleet:deployers',
    },
  ],
});

/** Lets the workflow's group do everything, or only read. */
export function allow(fleet: LocalFleet, what: 'everything' | 'reading'): void {
  for (const { controlPlane } of fleet.clusters) {
    const { objects } = controlPlane.emulator!;
    if (what === 'everything') {
      objects.create(bindingTo('cluster-admin'));
    } else {
      reader.forEach(object => objects.create(object));
      objects.create(bindingTo('test-reader'));
      objects.delete({
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        name: 'test-cluster-admin',
      });
    }
  }
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

export async function openDriftLane(): Promise<DriftLane> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'drift-'));
  const workspace = path.join(folder, 'workspace');
  fs.mkdirSync(path.join(workspace, 'kubeflow'), { recursive: true });
  const fleet = await startLocalFleet({
    stateDir: path.join(folder, 'fleet'),
    regions: [
      { region: 'eu-west-1', clusters: [{ name: 'ml-eu' }] },
      { region: 'us-west-2', clusters: [{ name: 'ml-us' }] },
    ],
    installed: false,
  });
  allow(fleet, 'everything');
  const file = parse(fs.readFileSync(fleet.files.fleetFile, 'utf8'));
  file.defaults.kubeflow.manifests = 'kubeflow';
  fs.writeFileSync(path.join(workspace, 'fleet.yaml'), stringify(file));
  const writeManifests = (text: string) =>
    fs.writeFileSync(path.join(workspace, 'kubeflow/objects.yaml'), text);
  writeManifests(MANIFESTS);
  return {
    fleet,
    writeManifests,
    run: (action, inputs = {}) =>
      runAction({
        action: path.join(ACTIONS, action, 'action.yml'),
        workspace,
        inputs: { timeout: '60s', ...inputs },
        token: fleet.github.token,
        oidc: fleet.github.emulator.oidc,
        context: {
          ...fleet.github.identity,
          job: 'drift',
          apiUrl: fleet.github.apiUrl,
          serverUrl: fleet.github.url,
        },
        env: {
          AWS_ENDPOINT_URL: fleet.aws.url,
          AWS_EC2_METADATA_DISABLED: 'true',
        },
      }),
    patchAs: (manager, url, body) =>
      patch(
        fleet.cluster('ml-eu').controlPlane,
        `${url}?fieldManager=${manager}`,
        body,
      ),
    close: async () => {
      await fleet.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
