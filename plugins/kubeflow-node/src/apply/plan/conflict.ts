import type { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';

/** Managers under which fields of client-side `kubectl apply` stand: they change hands without a conflict. */
export const CLIENT_SIDE_MANAGERS: ReadonlySet<string> = new Set([
  'kubectl-client-side-apply',
  'before-first-apply',
]);

/** Who owns the fields of a `FieldManagerConflict`; as the API server names them. */
export const conflictingManagers = ({
  problems,
}: Pick<KubeflowError, 'problems'>): readonly string[] => [
  ...new Set(
    problems.flatMap(({ message }) => {
      const manager = /conflict with "([^"]+)"/.exec(message)?.[1];
      return manager ? [manager] : [];
    }),
  ),
];

/** True when nobody but client-side `kubectl apply` is in the way. */
export const isOnlyClientSide = (
  error: Pick<KubeflowError, 'problems'>,
): boolean => {
  const managers = conflictingManagers(error);
  return (
    managers.length > 0 &&
    managers.every(manager => CLIENT_SIDE_MANAGERS.has(manager))
  );
};
