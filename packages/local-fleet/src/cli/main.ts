import { describeFleet, fleetFilesIn } from '../fleet/fleetFiles';
import { demoRegions } from '../fleet/demoFleet';
import { startLocalFleet } from '../fleet/startLocalFleet';
import { SAMPLE_MANIFESTS } from '../mainJob/sampleRepository';
import { sampleEngine } from '../mainJob/sampleRuns';
import {
  DEFAULT_STATE_DIR,
  parseArguments,
  parseLatency,
  parsePort,
  refuseExtra,
} from './arguments';
import {
  openFleetControl,
  requireNoFleet,
  requireRunningFleet,
  stopFleet,
} from './fleetControl';
import { fleetGuide } from './fleetGuide';
import { withRealClusters } from './realClusters';
import { runCli } from './runCli';
import { runJobHere } from './runJobHere';
import { untilStopped } from './untilStopped';

const HELP = `npm run fleet -- COMMAND [options]

  start    start the fleet and keep it running until Ctrl-C or \`stop\`
  job      deploy Kubeflow and train the sample model on the fleet that runs, as \`npm start\` does
  stop     stop the fleet that runs with this state directory
  list     show its clusters, addresses and commands to copy

  --state-dir DIR       where the fleet's files are (default: .fleet)
  --port N              start: first of eight consecutive ports (default: free ports)
  --latency REGION=MS   start: round trip to a region; may be repeated
  --real CLUSTER        start: a real control plane in this cluster's place; needs Go; may be repeated
  --empty               start: without Kubeflow Pipelines, for \`job\` or a deploy of yours
  --no-engine           start: nobody runs the Workflows; play their controller yourself with kubectl
  --keep                start: keep pipelines and runs in the state directory over restarts
  --json                list: print fleet.json, which holds a token
  --help                this text
`;

const out = (text: string) => process.stdout.write(text);

const options = {
  'state-dir': { type: 'string', default: DEFAULT_STATE_DIR },
  port: { type: 'string' },
  latency: { type: 'string', multiple: true },
  empty: { type: 'boolean' },
  'no-engine': { type: 'boolean' },
  keep: { type: 'boolean' },
  real: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parseArguments<typeof options>>['values'];

const start = async (values: Values): Promise<number> => {
  const files = fleetFilesIn(values['state-dir']);
  await requireNoFleet(files);
  const fleet = await startLocalFleet({
    stateDir: values['state-dir'],
    firstPort: parsePort(values.port),
    latency: parseLatency(values.latency),
    state: values.keep ? 'disk' : 'memory',
    installed: !values.empty,
    manifests: SAMPLE_MANIFESTS,
    engine: values['no-engine'] ? 'off' : sampleEngine(undefined),
    regions: withRealClusters(demoRegions, values.real ?? []),
  });
  try {
    const { stopped, stop } = untilStopped();
    const closeControl = await openFleetControl(fleet, stop);
    out(`${fleetGuide(describeFleet(fleet), fleet.files)}\n`);
    await stopped;
    await closeControl();
  } finally {
    await fleet.close();
  }
  return 0;
};

const list = async (values: Values): Promise<number> => {
  const files = fleetFilesIn(values['state-dir']);
  const running = await requireRunningFleet(files);
  out(
    values.json
      ? `${JSON.stringify(running, undefined, 2)}\n`
      : `${fleetGuide(running, files)}\n`,
  );
  return 0;
};

const stop = async (values: Values): Promise<number> => {
  const files = fleetFilesIn(values['state-dir']);
  await stopFleet(files);
  out('The local fleet is stopped.\n');
  return 0;
};

const job = async (values: Values): Promise<number> => {
  const files = fleetFilesIn(values['state-dir']);
  const { job: github, aws } = await requireRunningFleet(files);
  const { code } = await runJobHere({ github, aws, files });
  return code;
};

const commands = new Map<string, (values: Values) => Promise<number>>(
  Object.entries({ start, job, stop, list }),
);

const main = async (): Promise<number> => {
  const { values, positionals } = parseArguments(
    process.argv.slice(2),
    options,
  );
  const [name = '', ...extra] = positionals;
  const command = commands.get(name);
  if (values.help || !command) {
    (values.help ? process.stdout : process.stderr).write(HELP);
    return values.help ? 0 : 2;
  }
  refuseExtra(extra);
  return command(values);
};

runCli(main);
