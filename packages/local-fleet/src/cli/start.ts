import { describeFleet, fleetFilesIn } from '../fleet/fleetFiles';
import { demoRegions } from '../fleet/demoFleet';
import { startLocalFleet } from '../fleet/startLocalFleet';
import type { LocalFleet } from '../fleet/contract';
import { jobFleetOf } from '../mainJob/jobFleet';
import { SAMPLE_MANIFESTS } from '../mainJob/sampleRepository';
import { sampleEngine } from '../mainJob/sampleRuns';
import {
  DEFAULT_STATE_DIR,
  parseArguments,
  parsePort,
  refuseExtra,
} from './arguments';
import { openFleetControl, requireNoFleet } from './fleetControl';
import { clusterTable, fleetGuide } from './fleetGuide';
import { withRealClusters } from './realClusters';
import { runCli } from './runCli';
import { runJobHere } from './runJobHere';
import { untilStopped } from './untilStopped';

const HELP = `npm start -- [options]

Starts a fleet of empty emulated EKS clusters on 127.0.0.1 and runs a job on it as GitHub Actions would:
deploy-kubeflow brings Kubeflow Pipelines to three regions, select-clusters chooses a cluster with a GPU,
submit-pipeline trains a small model there. Then the fleet keeps running until Ctrl-C.

  --once             end after the job; the exit code is the job's
  --fail-task TASK   let a task fail: prepare, train or evaluate; also TASK=out-of-memory,
                     TASK=image-pull, TASK=unschedulable
  --real CLUSTER     a real control plane (etcd, kube-apiserver, ...) in this cluster's place; needs Go,
                     and about ten minutes the first time
  --upstream         deploy upstream's manifests; needs kubectl and internet (default: a small set of our own)
  --port N           first of eight consecutive ports (default: free ports)
  --state-dir DIR    where the fleet writes its files (default: .fleet)
  --help             this text

For a fleet without a job: npm run fleet -- --help
`;

const out = (text: string) => process.stdout.write(text);

const keepRunning = async (fleet: LocalFleet, cluster: string) => {
  const { stopped, stop } = untilStopped();
  const closeControl = await openFleetControl(fleet, stop);
  out(
    `\nThe fleet keeps running until Ctrl-C.\n\n${fleetGuide(
      describeFleet(fleet),
      fleet.files,
      cluster,
    )}\n`,
  );
  await stopped;
  await closeControl();
};

const start = async (): Promise<number> => {
  const { values, positionals } = parseArguments(process.argv.slice(2), {
    once: { type: 'boolean' },
    'fail-task': { type: 'string' },
    real: { type: 'string', multiple: true },
    upstream: { type: 'boolean' },
    port: { type: 'string' },
    'state-dir': { type: 'string', default: DEFAULT_STATE_DIR },
    help: { type: 'boolean' },
  });
  refuseExtra(positionals);
  if (values.help) {
    out(HELP);
    return 0;
  }
  const engine = sampleEngine(values['fail-task']);
  await requireNoFleet(fleetFilesIn(values['state-dir']));
  const started = Date.now();
  const fleet = await startLocalFleet({
    stateDir: values['state-dir'],
    firstPort: parsePort(values.port),
    engine,
    installed: false,
    manifests: values.upstream ? undefined : SAMPLE_MANIFESTS,
    regions: withRealClusters(demoRegions, values.real ?? []),
  });
  try {
    out(
      `Local fleet of ${fleet.clusters.length} clusters, started in ${
        (Date.now() - started) / 1000
      } s:\n\n${clusterTable(describeFleet(fleet))}\n`,
    );
    const { code, cluster } = await runJobHere(jobFleetOf(fleet));
    if (!values.once && code !== 130) await keepRunning(fleet, cluster);
    return code;
  } finally {
    await fleet.close();
  }
};

runCli(start);
