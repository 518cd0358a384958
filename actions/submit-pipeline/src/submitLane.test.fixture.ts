import fs from 'node:fs';
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

const ACTION = path.resolve(__dirname, '../action.yml');
const PIPELINE = path.resolve(
  __dirname,
  '../../../packages/local-fleet/pipelines/churn_training.yaml',
);

/** A local fleet, a repository with its fleet file and the sample pipeline, and the built action. */
export interface SubmitLane {
  readonly fleet: LocalFleet;
  readonly workspace: string;
  /** Runs the built action as GitHub's runner does. */
  submit(
    inputs?: Readonly<Record<string, string>>,
    options?: Partial<RunActionOptions>,
  ): Promise<ActionResult>;
  /** Puts a file into the repository. */
  write(name: string, text: string): void;
  copy(from: string, name: string): void;
  /** Requests that changed something at KFP, over all clusters, as `METHOD path`. */
  changes(): readonly string[];
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

/** One cluster `ml-eu` in eu-west-1 unless `regions` says more; tasks take 30 ms. */
export async function openSubmitLane(
  options: Partial<LocalFleetOptions> = {},
): Promise<SubmitLane> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'submit-'));
  const workspace = path.join(folder, 'workspace');
  fs.mkdirSync(workspace);
  const fleet = await startLocalFleet({
    stateDir: path.join(folder, 'fleet'),
    regions: [{ region: 'eu-west-1', clusters: [{ name: 'ml-eu' }] }],
    engine: { taskMs: 30, overheadMs: 5 },
    ...options,
  });
  fs.copyFileSync(fleet.files.fleetFile, path.join(workspace, 'fleet.yaml'));
  fs.copyFileSync(PIPELINE, path.join(workspace, 'pipeline.yaml'));
  return {
    fleet,
    workspace,
    submit: (inputs = {}, more = {}) =>
      runAction({
        action: ACTION,
        workspace,
        inputs: { 'pipeline-file': 'pipeline.yaml', ...inputs },
        token: fleet.github.token,
        oidc: fleet.github.emulator.oidc,
        ...more,
        context: {
          ...fleet.github.identity,
          job: 'train',
          apiUrl: fleet.github.apiUrl,
          serverUrl: fleet.github.url,
          ...more.context,
        },
        env: {
          AWS_ENDPOINT_URL: fleet.aws.url,
          AWS_EC2_METADATA_DISABLED: 'true',
          ...more.env,
        },
      }),
    write: (name, text) => fs.writeFileSync(path.join(workspace, name), text),
    copy: (from, name) => fs.copyFileSync(from, path.join(workspace, name)),
    changes: () =>
      fleet.clusters
        .flatMap(cluster => cluster.kfpRequests)
        .filter(({ method }) => method !== 'GET')
        .map(({ method, url }) => `${method} ${url.split('?')[0]}`),
    close: async () => {
      await fleet.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
