import { describeFleet, fleetFilesIn } from '../fleet/fleetFiles';
import { demoRegions } from '../fleet/demoFleet';
import { startLocalFleet } from '../fleet/startLocalFleet';
import type { LocalFleet } from '../fleet/contract';
import { createJobPrinter } from '../mainJob/jobPrinter';
import { runMainJob } from '../mainJob/runMainJob';
import { sampleEngine } from '../mainJob/sampleRuns';
import { styleFor } from '../mainJob/terminalStyle';
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
import { untilStopped } from './untilStopped';

const HELP = `npm start -- [options]

Starts a fleet of emulated EKS clusters with Kubeflow Pipelines on 127.0.0.1 and runs a job on it as GitHub
Actions would: select-clusters chooses a cluster with a GPU, submit-pipeline trains a small model there.
Then the fleet keeps running until Ctrl-C.

  --once             end after the job; the exit code is the job's
  --fail-task TASK   let a task fail: prepare, train or evaluate; also TASK=out-of-memory,
                     TASK=image-pull, TASK=unschedulable
  --real CLUSTER     a real control plane (etcd, kube-apiserver, ...) in this cluster's place; needs Go,
                     and about ten minutes the first time
  --port N           first of eight consecutive ports (default: free ports)
  --state-dir DIR    where the fleet writes its files (default: .fleet)
  --help             this text

For a fleet without a job: npm run fleet -- --help
`;

const out = (text: string) => process.stdout.write(text);

const printer = () =>
  createJobPrinter(
    out,
    styleFor(process.stdout, process.env),
    process.stdout.columns,
  );

/** Runs the job; Ctrl-C cancels it as the Cancel button of GitHub does. */
const job = async (
  fleet: LocalFleet,
): Promise<{ readonly code: number; readonly cluster: string }> => {
  const cancel = new AbortController();
  const onSignal = () => {
    process.stderr.write(
      'Cancelling: the action has 10 s to end its run. Please wait.\n',
    );
    cancel.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    const print = printer();
    const { succeeded, ...result } = await runMainJob({
      fleet,
      printer: print,
      cancel: cancel.signal,
    });
    print.text('');
    print.result(result);
    const ended = succeeded ? 0 : 1;
    return {
      code: cancel.signal.aborted ? 130 : ended,
      cluster: result.cluster,
    };
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
};

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
    regions: withRealClusters(demoRegions, values.real ?? []),
  });
  try {
    out(
      `Local fleet of ${fleet.clusters.length} clusters, started in ${
        (Date.now() - started) / 1000
      } s:\n\n${clusterTable(describeFleet(fleet))}\n`,
    );
    const { code, cluster } = await job(fleet);
    if (!values.once && code !== 130) await keepRunning(fleet, cluster);
    return code;
  } finally {
    await fleet.close();
  }
};

runCli(start);
