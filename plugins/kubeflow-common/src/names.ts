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

/** Labels and annotations of an ApplySet, https://git.k8s.io/enhancements/keps/sig-cli/3659-kubectl-apply-prune. */
export const APPLYSET = {
  /** Label of a member: the id of its set. */
  partOf: 'applyset.kubernetes.io/part-of',
  /** Label of the parent: the set's id. */
  id: 'applyset.kubernetes.io/id',
  tooling: 'applyset.kubernetes.io/tooling',
  groupKinds: 'applyset.kubernetes.io/contains-group-kinds',
  namespaces: 'applyset.kubernetes.io/additional-namespaces',
} as const;

/** Value of `applyset.kubernetes.io/tooling`: kubectl compares what stands before the last slash. */
export const APPLYSET_TOOLING = `${PREFIX}/v1`;

/** Annotation of an object that is kept when the manifests no longer hold it: `kubeflow-fleet/prune: disabled`. */
export const PRUNE_ANNOTATION = `${PREFIX}/prune`;

/** The same as cli-utils says it: `client.lifecycle.config.k8s.io/deletion: detach`. */
export const DELETION_ANNOTATION = 'client.lifecycle.config.k8s.io/deletion';

/** Label of the ConfigMaps and Secrets that hold a set's state; its value is the set's id. */
export const STATE_OF_LABEL = `${PREFIX}/state-of`;

/** Annotation of the lease: what its holder is about to write. */
export const INTENT_ANNOTATION = `${PREFIX}/intent`;

/** Type of the Secrets that hold a revision. */
export const REVISION_SECRET_TYPE = `${PREFIX}/revision`;

/** Label that KFP puts on the Argo Workflow and on every pod of a run. */
export const RUN_ID_LABEL = 'pipeline/runid';

/** Audience that KFP's api-server demands of a TokenRequest token in multi-user mode. */
export const PIPELINES_TOKEN_AUDIENCE = 'pipelines.kubeflow.org';

/** First value of `apiVersion` of a fleet file. */
export const FLEET_API_VERSION = 'kubeflow-fleet/v1';
