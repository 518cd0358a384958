/**
 * One request that both servers get. In paths and bodies `{ns}` is the test's namespace, `{uid}` and `{rv}` those
 * of the object that the server answered last.
 */
export interface ContractRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly type?: string;
  readonly accept?: string;
  /** `account`: by the token of the last TokenRequest. Default: the administrator. */
  readonly as?: 'anonymous' | 'account';
  /** What of the answer is compared, where servers differ in the rest. */
  readonly pick?: (body: any) => unknown;
  /** Sent only after the controllers have had this long. */
  readonly afterMs?: number;
}

export const APPLY = 'application/apply-patch+yaml';
export const MERGE = 'application/merge-patch+json';
export const STRATEGIC = 'application/strategic-merge-patch+json';
export const JSON_PATCH = 'application/json-patch+json';

export const CONFIG_MAPS = '/api/v1/namespaces/{ns}/configmaps';
export const CRON_JOBS = '/apis/batch/v1/namespaces/{ns}/cronjobs';
export const SERVICES = '/api/v1/namespaces/{ns}/services';
export const DEPLOYMENTS = '/apis/apps/v1/namespaces/{ns}/deployments';

export const get = (path: string): ContractRequest => ({ method: 'GET', path });
export const post = (path: string, body: unknown): ContractRequest => ({
  method: 'POST',
  path,
  body,
});
export const put = (path: string, body: unknown): ContractRequest => ({
  method: 'PUT',
  path,
  body,
});
export const patch = (
  path: string,
  body: unknown,
  type: string = MERGE,
): ContractRequest => ({ method: 'PATCH', path, body, type });
export const apply = (
  path: string,
  manager: string,
  body: unknown,
): ContractRequest => ({
  method: 'PATCH',
  path: `${path}${path.includes('?') ? '&' : '?'}fieldManager=${manager}`,
  body,
  type: APPLY,
});
export const remove = (path: string): ContractRequest => ({
  method: 'DELETE',
  path,
});

export const configMap = (
  name: string,
  data: object = {},
  metadata: object = {},
) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
  data,
});

/** Suspended, so that no controller of the real server touches it: it carries a whole pod template. */
export const cronJob = (containers: object[], spec: object = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'job' },
  spec: {
    schedule: '0 0 1 1 *',
    suspend: true,
    jobTemplate: {
      metadata: { labels: { a: 'b' } },
      spec: {
        template: {
          metadata: { labels: { a: 'b' } },
          spec: { restartPolicy: 'Never', containers },
        },
      },
    },
    ...spec,
  },
});
export const inTemplate = (spec: object) => ({
  spec: { jobTemplate: { spec: { template: { spec } } } },
});

export const service = (name: string, spec: object) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec,
});

export const storageClass = (parameters: string) =>
  `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: sc-{ns}}\nprovisioner: x/y\nparameters: {type: "${parameters}"}\n`;
export const STORAGE_CLASS = '/apis/storage.k8s.io/v1/storageclasses/sc-{ns}';

export const deployment = (spec: object) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'bad' },
  spec,
});

export const JOB = `${CRON_JOBS}/job`;
export const A = `${CONFIG_MAPS}/a`;
