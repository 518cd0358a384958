import { createHash } from 'node:crypto';
import { APPLYSET } from '@kubeflow-fleet/plugin-kubeflow-common';
import { STATE_NAMESPACE, type ApplySet } from '../contract';

/** The set whose parent is the ConfigMap `name` in {@link STATE_NAMESPACE}. */
export const applySetOf = (name: string): ApplySet => {
  // Name, namespace, kind and group of the parent; ConfigMaps have an empty group.
  const hash = createHash('sha256')
    .update(`${name}.${STATE_NAMESPACE}.ConfigMap.`)
    .digest('base64url');
  return { name, id: `applyset-${hash}-v1` };
};

/** Label selector of the members of a set. */
export const memberSelector = ({ id }: ApplySet): string =>
  `${APPLYSET.partOf}=${id}`;
