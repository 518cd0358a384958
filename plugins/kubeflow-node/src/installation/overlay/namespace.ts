import {
  clusterSubject,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { UPSTREAM_NAMESPACE as UPSTREAM } from './draft';
import type { OverlayDraft, ValuePath } from './draft';

/** `seaweedfs.kubeflow`, `mysql.kubeflow.svc`: names of Services with the namespace in them. */
const HOST = new RegExp(
  `(?<=^|[\\s"'/=])([a-z0-9-]+)\\.${UPSTREAM}(?=$|[\\s"':/]|\\.svc)`,
  'g',
);

const eachText = (
  value: unknown,
  path: ValuePath,
  visit: (text: string, at: ValuePath) => void,
): void => {
  if (typeof value === 'string') visit(value, path);
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value))
      eachText(
        item,
        [...path, Array.isArray(value) ? Number(key) : key],
        visit,
      );
};

const replaceHosts = (draft: OverlayDraft, namespace: string) => {
  for (const object of draft.objects('ConfigMap', 'Deployment', 'StatefulSet'))
    for (const field of ['data', 'spec'])
      eachText(object[field], [field], (text, path) => {
        const named = path.at(-1) === 'namespace' && text === UPSTREAM;
        const moved = named ? namespace : text.replace(HOST, `$1.${namespace}`);
        if (moved !== text) draft.replaceText(object, path, moved);
      });
};

/**
 * Another namespace than upstream's, for Kubeflow Pipelines alone: everything else has the name in too many places.
 *
 * @throws KubeflowError `InputError`, reason `UnsupportedNamespace`.
 */
export const useNamespace = (draft: OverlayDraft) => {
  const { namespace, profile } = draft.cluster.kubeflow;
  if (draft.context.ownSource) {
    const used = draft
      .objects()
      .some(
        ({ kind, metadata }) =>
          metadata.namespace === namespace ||
          (kind === 'Namespace' && metadata.name === namespace),
      );
    if (!used)
      draft.warn(
        `kubeflow.namespace: nothing in the manifests is in namespace ${namespace}`,
      );
    return;
  }
  if (namespace === UPSTREAM) return;
  if (profile !== 'pipelines')
    throw new KubeflowError('InputError', {
      subject: clusterSubject(draft.cluster),
      reason: 'UnsupportedNamespace',
      fact: `the profile ${profile} can be installed in namespace ${UPSTREAM} only, not in ${namespace}`,
      remedy: `Remove kubeflow.namespace, or set kubeflow.manifests to manifests of your own`,
    });
  replaceHosts(draft, namespace);
  draft.namespace = namespace;
};
