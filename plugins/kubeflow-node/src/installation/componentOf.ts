import type { Manifest, ResourceId } from '../apply/manifest';

/** What tells the component of an object. */
export interface ComponentQuestion {
  readonly id: ResourceId;
  readonly labels?: Readonly<Record<string, string>>;
}

type Rule = readonly [
  component: string,
  names?: RegExp,
  groups?: RegExp,
  namespaces?: RegExp,
];

/**
 * Components in the order in which they are tried, by name, by API group (of the object, or of the kind that a
 * CustomResourceDefinition defines) and by namespace. The first that matches counts: particular ones come first.
 */
const RULES: readonly Rule[] = [
  ['Database', /^(ml-pipeline-)?mysql|^(ml-pipeline-)?postgres/],
  ['Object store', /seaweedfs|(^|-)minio(-|$)/],
  [
    'Katib',
    /katib|^trial-templates|^(experiments|suggestions|trials)\.kubeflow\.org$/,
  ],
  ['Model registry', /model-(registry|catalog)/],
  [
    'cert-manager',
    /cert-?manager|^kubeflow-self-signing-issuer$/,
    /cert-manager\.io$/,
    /^cert-manager$/,
  ],
  ['Knative', /knative|net-istio/, /knative\.dev$/, /^knative-/],
  ['Dex', /^dex/, /^dex\./, /^auth$/],
  ['OAuth2 Proxy', /oauth2-proxy|^m2m-token/, undefined, /^oauth2-proxy$/],
  [
    'KServe',
    /kserve|llmisvc|servingruntime|^inferenceservice|^kserve|^llm/,
    /^serving\.kserve\.io$|^inference\.networking/,
  ],
  [
    'Trainer',
    /trainer|jobset|^training-/,
    /^trainer\.kubeflow\.org$|^jobset\.x-k8s\.io$/,
  ],
  ['Spark', /spark/, /^sparkoperator\.k8s\.io$/],
  ['Volumes', /pvc-?viewer|volumes-web-app/],
  ['TensorBoard', /tensorboard/, /^tensorboard\.kubeflow\.org$/],
  ['Notebooks', /notebook|jupyter|^poddefaults|^admission-webhook/],
  [
    'Profiles',
    /^profiles?[-.]|^kubeflow-pipelines-profile-controller|^(cluster-)?kfam|^namespace-labels|^kubeflow-user-example-com/,
  ],
  ['Dashboard', /central-?dashboard|^dashboard|^kubeflow-dashboard/],
  ['Metacontroller', /meta-?controller/, /^metacontroller\.k8s\.io$/],
  [
    'Cache',
    /cache-(server|deployer|webhook)|^kubeflow-pipelines-cache|^selfsigned-issuer|^kfp-cache-cert/,
  ],
  ['Metadata', /^meta(data|tada)-|^kubeflow-pipelines-metadata-writer/],
  [
    'Pipelines UI',
    /^ml-pipeline-(ui|viewer|visualizationserver)|^viewers\.|^kubeflow-pipelines-(viewer|public)$|pipelines-ui/,
  ],
  [
    'Argo Workflows',
    /^argo|^workflow-?(s|controller|task|artifact|event|template)|^(cluster)?workflow|^cronworkflows/,
    /^argoproj\.io$/,
  ],
  [
    'Pipelines API',
    /^ml-pipeline|^pipeline-|^kfp-|^scheduledworkflows?\.|kubeflow-pipelines|^mlpipeline-|^pipelines?\./,
    /^pipelines\.kubeflow\.org$/,
  ],
  [
    'Istio',
    /istio|^cluster-local-gateway|^kubeflow-gateway/,
    /istio\.io$/,
    /^istio-system$/,
  ],
  ['Application', /^applications?\./, /^app\.k8s\.io$/],
];

/** `kubeflow.org` of the definition `trials.kubeflow.org`. */
const definedGroup = ({ kind, name }: ResourceId): string | undefined =>
  kind === 'CustomResourceDefinition'
    ? name.slice(name.indexOf('.') + 1)
    : undefined;

const matches = ([, names, groups, namespaces]: Rule, id: ResourceId) =>
  Boolean(
    names?.test(id.name) ||
      groups?.test(id.group) ||
      groups?.test(definedGroup(id) ?? '') ||
      namespaces?.test(
        id.namespace ?? (id.kind === 'Namespace' ? id.name : ''),
      ),
  );

const LABELS = ['app.kubernetes.io/part-of', 'app.kubernetes.io/name'];

/**
 * The component that an object belongs to, for people: `Pipelines API`, `Argo Workflows`, `Istio`. By what is known of
 * upstream's names, else by the labels `app.kubernetes.io/part-of` and `name`, else `Other`.
 */
export const componentOf = ({ id, labels = {} }: ComponentQuestion): string => {
  const rule = RULES.find(candidate => matches(candidate, id));
  if (rule) return rule[0];
  const label = LABELS.map(name => labels[name]).find(Boolean);
  return label ?? (id.namespace === undefined ? 'Cluster' : 'Other');
};

/** {@link componentOf} a manifest, by its own labels. */
export const componentOfManifest = (manifest: Manifest): string =>
  componentOf({ id: manifest.id, labels: manifest.object().metadata.labels });
