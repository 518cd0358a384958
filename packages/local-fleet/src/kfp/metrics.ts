import type { KfpStore } from './store';

/** Content type of the Prometheus text format, as the real server names it. */
export const METRICS_TYPE =
  'text/plain; version=0.0.4; charset=utf-8; escaping=underscores';

/** Calls by the name that KFP's counters have, such as `run_server_create_requests`. */
export type CallCounts = ReadonlyMap<string, number>;

const COUNTERS = [
  'experiment_server_archive_requests',
  'experiment_server_create_requests',
  'experiment_server_delete_requests',
  'experiment_server_get_requests',
  'experiment_server_list_requests',
  'experiment_server_unarchive_requests',
  'job_server_create_requests',
  'job_server_delete_requests',
  'job_server_disable_requests',
  'job_server_enable_requests',
  'job_server_get_requests',
  'job_server_list_requests',
  'pipeline_server_create_requests',
  'pipeline_server_delete_requests',
  'pipeline_server_get_requests',
  'pipeline_server_list_requests',
  'pipeline_upload_requests',
  'pipeline_version_upload_requests',
  'run_server_archive_requests',
  'run_server_create_requests',
  'run_server_delete_requests',
  'run_server_get_requests',
  'run_server_list_requests',
  'run_server_retry_requests',
  'run_server_terminate_requests',
  'run_server_unarchive_requests',
] as const;

const SERVERS: Readonly<Record<string, string>> = {
  experiments: 'experiment_server',
  pipelines: 'pipeline_server',
  recurringruns: 'job_server',
  runs: 'run_server',
};

const PLAIN_VERBS: Readonly<Record<string, string>> = {
  POST: 'create',
  DELETE: 'delete',
  PATCH: 'update',
};

/** The counter that a routed call belongs to; `path` is the route's pattern. */
export const counterOf = (method: string, path: string): string => {
  const [, resource = '', rest = ''] =
    /^\/apis\/v2beta1\/([a-z]+)(.*)$/.exec(path) ?? [];
  const verb = /:([a-z]+)$/.exec(rest)?.[1];
  const read = rest === '' ? 'list' : 'get';
  return `${SERVERS[resource] ?? resource}_${
    verb ?? PLAIN_VERBS[method] ?? read
  }_requests`;
};

const sample = (name: string, type: string, value: number): string =>
  `# HELP ${name} ${
    type === 'gauge' ? 'The current number' : 'The total number of requests'
  }\n# TYPE ${name} ${type}\n${name} ${value}\n`;

/** `/metrics`: the counters of calls and the gauges of rows; Go's runtime metrics are left out. */
export const metricsText = (store: KfpStore, calls: CallCounts): string =>
  [
    ...COUNTERS.map(name => sample(name, 'counter', calls.get(name) ?? 0)),
    sample('experiment_server_run_count', 'gauge', store.experiments.size),
    sample('job_server_job_count', 'gauge', store.recurringRuns.size),
    sample('pipeline_server_pipeline_count', 'gauge', store.pipelines.size),
    sample(
      'pipeline_server_pipeline_version_count',
      'gauge',
      store.versions.size,
    ),
    sample('run_server_run_count', 'gauge', store.runs.size),
  ].join('');
