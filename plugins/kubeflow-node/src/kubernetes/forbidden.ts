import type { KubernetesCall } from './call';
import type { KubernetesStatus } from './status';

interface Verdict {
  readonly name: 'NotAllowedError' | 'ConflictError';
  readonly reason: string;
  readonly fact: string;
  readonly remedy?: string;
}

/**
 * A rule that allows exactly this call, ready to be pasted into a Role or ClusterRole. On one line, as
 * it also stands in table cells and annotations.
 */
const rbacRule = ({ verb, group, resource, name }: KubernetesCall): string => {
  const rule = {
    apiGroups: [group],
    resources: [resource],
    // RBAC cannot restrict these two by name.
    ...(name && verb !== 'create' && verb !== 'list'
      ? { resourceNames: [name] }
      : {}),
    verbs: [verb],
  };
  const fields = Object.entries(rule).map(
    ([field, [value]]) => `${field}: ["${value}"]`,
  );
  return `- {${fields.join(', ')}}`;
};

const where = ({ namespace }: KubernetesCall) =>
  namespace ? `namespace ${namespace}` : 'the cluster';

/** What a 403 means: RBAC in most cases, but a full quota and a dying namespace come as 403 as well. */
export const forbidden = ({
  call,
  status,
}: {
  readonly call: KubernetesCall;
  readonly status: KubernetesStatus;
}): Verdict => {
  const message = status.message ?? '';
  if (/exceeded quota/.test(message)) {
    return {
      name: 'NotAllowedError',
      reason: 'QuotaExceeded',
      fact: `the quota of ${where(call)} is used up: ${message}`,
      remedy: 'Free some of it, or raise the ResourceQuota',
    };
  }
  if (/because it is being terminated/.test(message)) {
    return {
      name: 'ConflictError',
      reason: 'NamespaceTerminating',
      fact: `${where(call)} is being deleted`,
      remedy: 'Wait until it is gone, or find the finalizer that holds it',
    };
  }
  const user = message.match(/User "([^"]+)"/)?.[1];
  return {
    name: 'NotAllowedError',
    reason: 'Forbidden',
    fact: `${user ?? 'the role'} may not ${call.verb} ${call.resource}${
      call.group ? `.${call.group}` : ''
    }${call.name ? ` '${call.name}'` : ''} in ${where(call)} (403)`,
    remedy: `Bind this rule to ${user ?? 'it'} in ${where(call)}: \`${rbacRule(
      call,
    )}\``,
  };
};
