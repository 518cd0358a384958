import type { ResourceId } from './manifest';

/** What happened, or in a plan would happen, to one object. */
export type ChangeAction =
  | 'created'
  | 'configured'
  | 'unchanged'
  | 'deleted'
  | 'skipped';

/** One field of one object, as a person reads it. */
export interface FieldChange {
  /** `spec.template.spec.containers[name="main"].image`. */
  readonly path: string;
  /** Undefined: the field is not there. Of secrets only a marker, see `redacted`. */
  readonly before?: string;
  readonly after?: string;
  readonly redacted?: boolean;
  /** Who set `before`, when it was not us. */
  readonly manager?: string;
  /** When, ISO 8601. */
  readonly time?: string;
}

export interface Change {
  readonly id: ResourceId;
  readonly action: ChangeAction;
  /** Only where asked for (plan, drift); sorted by path. */
  readonly fields?: readonly FieldChange[];
  /** Why it was skipped, replaced, kept from being pruned, or could not be compared. */
  readonly reason?: string;
  /** True when it was deleted and created anew, because a field of it can never change. */
  readonly replaced?: boolean;
}

/** What could not be done to one object. */
export interface ObjectFailure {
  readonly id: ResourceId;
  /** A KubeflowError, its subject `region/cluster`. */
  readonly error: unknown;
}

/** Everything that is known to have happened in one cluster, complete or not; in the order of the manifests, deletions last. */
export interface ChangeSet {
  readonly changes: readonly Change[];
  readonly failures: readonly ObjectFailure[];
}

/** How many of each; `total` counts changes and failures. */
export type ChangeCounts = Readonly<
  Record<ChangeAction | 'failed' | 'total', number>
>;

const ACTIONS: readonly ChangeAction[] = [
  'created',
  'configured',
  'unchanged',
  'deleted',
  'skipped',
];

/** Counts a change set. */
export const countChanges = ({
  changes,
  failures,
}: ChangeSet): ChangeCounts => {
  const counts = Object.fromEntries(
    ACTIONS.map(action => [
      action,
      changes.filter(change => change.action === action).length,
    ]),
  ) as Record<ChangeAction, number>;
  return {
    ...counts,
    failed: failures.length,
    total: changes.length + failures.length,
  };
};

/** True when a cluster differs, or differed, from what was asked for. */
export const hasChanges = ({ changes, failures }: ChangeSet): boolean =>
  failures.length > 0 ||
  changes.some(({ action }) => action !== 'unchanged' && action !== 'skipped');
