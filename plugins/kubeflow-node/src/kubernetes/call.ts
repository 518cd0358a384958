/** One call to the API server, for messages and RBAC rules. `resource` is the plural with its subresource: `pods/log`. */
export interface KubernetesCall {
  readonly subject: string;
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** `pods/trainer in namespace kubeflow`. */
export const describeTarget = ({ resource, name, namespace }: KubernetesCall) =>
  [
    name ? `${resource}/${name}` : resource,
    namespace && `in namespace ${namespace}`,
  ]
    .filter(Boolean)
    .join(' ');
