import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesObject } from '../../kubernetes/objects';
import { nothingFound, type Check } from './scene';

interface NamespaceStatus {
  readonly conditions?: readonly {
    readonly type?: string;
    readonly status?: string;
    readonly message?: string;
  }[];
}

const isTerminating = ({ metadata }: KubernetesObject) =>
  metadata.deletionTimestamp !== undefined;

/** Why the namespace is still there, as its controller says. */
const whatRemains = ({ status }: KubernetesObject) => {
  const { conditions = [] } = (status ?? {}) as NamespaceStatus;
  return conditions
    .filter(condition => condition.status === 'True' && condition.message)
    .map(({ message }) => message)
    .join(' ');
};

/** Nothing can be created in a namespace that is being deleted, which may last for ever. */
export const checkNamespaces: Check = async ({ target, manifests, live }) => {
  const used = new Set(
    manifests.map(({ id }) =>
      id.kind === 'Namespace' ? id.name : id.namespace,
    ),
  );
  const terminating = (await live('namespaces')).filter(
    namespace => used.has(namespace.metadata.name) && isTerminating(namespace),
  );
  if (terminating.length === 0) return nothingFound;
  const problems = terminating.map(namespace => {
    const { name } = namespace.metadata;
    const remains = whatRemains(namespace);
    return new KubeflowError('ConflictError', {
      subject: target.subject,
      reason: 'NamespaceTerminating',
      fact: `namespace ${name} is being deleted${remains && `: ${remains}`}`,
      remedy: `Wait until it is gone; if it never goes, remove the finalizers of what is left in it (\`kubectl get namespace ${name} -o yaml\` says what)`,
    });
  });
  return { problems, warnings: [] };
};
