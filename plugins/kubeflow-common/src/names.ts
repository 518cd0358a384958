/** Every string of ours that crosses into another system, declared once. */

/** Our name, and the prefix of our labels and annotations. */
const PREFIX = 'kubeflow-fleet';

/** What a program of ours calls itself: in user agents, for folders of caches. */
export const PRODUCT_NAME = PREFIX;

/** Field manager of server-side apply, and value of `app.kubernetes.io/managed-by`. */
export const FIELD_MANAGER = PREFIX;

/** Annotations on Kubernetes objects, and keys of the tags on pipeline versions. */
export const STAMPS = {
  repository: `${PREFIX}/repository`,
  commit: `${PREFIX}/commit`,
  workflowRun: `${PREFIX}/workflow-run`,
  actor: `${PREFIX}/actor`,
  submissionKey: `${PREFIX}/submission-key`,
} as const;

/** Catalog annotation of a Component of type `ml-pipeline`. */
export const PIPELINE_ANNOTATION = `${PREFIX}/pipeline`;

export const MANAGED_BY_LABEL = 'app.kubernetes.io/managed-by';

/** Label that KFP puts on the Argo Workflow and on every pod of a run. */
export const RUN_ID_LABEL = 'pipeline/runid';

/** Audience that KFP's api-server demands of a TokenRequest token in multi-user mode. */
export const PIPELINES_TOKEN_AUDIENCE = 'pipelines.kubeflow.org';

/** First value of `apiVersion` of a fleet file. */
export const FLEET_API_VERSION = 'kubeflow-fleet/v1';
