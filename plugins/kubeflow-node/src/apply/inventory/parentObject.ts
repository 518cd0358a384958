import {
  APPLYSET,
  APPLYSET_TOOLING,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesObject } from '../../kubernetes/objects';
import { STATE_NAMESPACE, type ApplySet } from '../contract';
import { groupKind, type ResourceId } from '../manifest';
import { parentData } from './inventoryDocument';
import { stateLabels } from './stateObjects';

/** Where members may be, as the parent's annotations say it. */
export interface Scope {
  /** Sorted. */
  readonly groupKinds: readonly string[];
  /** Sorted, without the parent's own. */
  readonly namespaces: readonly string[];
}

const sorted = (texts: Iterable<string>) => [...new Set(texts)].sort();

/** Where objects with these ids are. */
export const scopeOf = (ids: readonly ResourceId[]): Scope => ({
  groupKinds: sorted(ids.map(groupKind)),
  namespaces: sorted(
    ids.flatMap(({ namespace }) =>
      namespace && namespace !== STATE_NAMESPACE ? [namespace] : [],
    ),
  ),
});

export const uniteScopes = (a: Scope, b: Scope): Scope => ({
  groupKinds: sorted([...a.groupKinds, ...b.groupKinds]),
  namespaces: sorted([...a.namespaces, ...b.namespaces]),
});

/** True when everything in `inner` is in `outer` too. */
export const covers = (outer: Scope, inner: Scope): boolean =>
  inner.groupKinds.every(kind => outer.groupKinds.includes(kind)) &&
  inner.namespaces.every(name => outer.namespaces.includes(name));

/** Annotations of an ApplySet's parent. An empty list stands for an empty set: kubectl refuses a missing one. */
const annotationsOf = ({ groupKinds, namespaces }: Scope) => ({
  [APPLYSET.tooling]: APPLYSET_TOOLING,
  [APPLYSET.groupKinds]: groupKinds.join(','),
  [APPLYSET.namespaces]: namespaces.join(','),
});

/** The parent, with what others wrote into the metadata of the one that it replaces. */
export const parentObject = ({
  set,
  scope,
  data,
  previous,
}: {
  readonly set: ApplySet;
  readonly scope: Scope;
  readonly data: Readonly<Record<string, string>>;
  readonly previous?: KubernetesObject;
}): KubernetesObject => {
  const { labels, annotations, resourceVersion } = previous?.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: set.name,
      namespace: STATE_NAMESPACE,
      labels: { ...labels, ...stateLabels(set), [APPLYSET.id]: set.id },
      annotations: { ...annotations, ...annotationsOf(scope) },
      ...(resourceVersion ? { resourceVersion } : {}),
    },
    data,
  };
};

/** A parent without members; its uid is needed before anything can be recorded. */
export const emptyParent = (set: ApplySet, scope: Scope): KubernetesObject =>
  parentObject({
    set,
    scope,
    data: parentData(
      { entries: [], generation: 0, revisions: [] },
      { text: '' },
    ),
  });
